-- A worker is on duty from one moment until another, as somebody has set it. Rows are only added.
create table duty (
    id UUID primary key,
    staff_id TEXT not null,
    from_at TEXT not null,
    to_at TEXT not null,
    set_by TEXT not null,
    set_at TEXT not null
);
create index duty_by_staff on duty (staff_id);
comment on table duty is 'A worker is on duty from one moment until another, as somebody has set it. Rows are only added.';

-- A duty that was taken off the rota, by whom and when. Rows are only added.
create table duty_removed (
    duty_id UUID primary key references duty (id),
    removed_by TEXT not null,
    removed_at TEXT not null
);
comment on table duty_removed is 'A duty that was taken off the rota, by whom and when. Rows are only added.';

-- A worker asked to see one family in an emergency; what was answered; how it was reviewed.
create table emergency_look (
    id UUID primary key,
    staff_id TEXT not null,
    person_id UUID,
    purpose TEXT not null,
    reason TEXT not null,
    words TEXT not null,
    asked_at TEXT not null,
    answered_by TEXT,
    answered_at TEXT,
    is_approved BOOLEAN,
    ends_at TEXT,
    reviewed_by TEXT,
    reviewed_at TEXT,
    outcome TEXT,
    review_words TEXT
);
create index emergency_look_by_staff on emergency_look (staff_id);
comment on table emergency_look is 'A worker asked to see one family in an emergency; what was answered; how it was reviewed.';

-- Who was on duty is never rewritten.
create trigger duty_no_update before update on duty
    for each row execute function refuse_rewriting();
create trigger duty_removed_no_update before update on duty_removed
    for each row execute function refuse_rewriting();
