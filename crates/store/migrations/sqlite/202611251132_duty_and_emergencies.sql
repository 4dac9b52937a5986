-- A worker is on duty from one moment until another, as somebody has set it. Rows are only added.
create table duty (
    id BLOB primary key,
    staff_id TEXT not null,
    from_at TEXT not null,
    to_at TEXT not null,
    set_by TEXT not null,
    set_at TEXT not null
) strict;
create index duty_by_staff on duty (staff_id);

-- A duty that was taken off the rota, by whom and when. Rows are only added.
create table duty_removed (
    duty_id BLOB primary key references duty (id),
    removed_by TEXT not null,
    removed_at TEXT not null
) strict;

-- A worker asked to see one family in an emergency; what was answered; how it was reviewed.
create table emergency_look (
    id BLOB primary key,
    staff_id TEXT not null,
    person_id BLOB,
    purpose TEXT not null,
    reason TEXT not null,
    words TEXT not null,
    asked_at TEXT not null,
    answered_by TEXT,
    answered_at TEXT,
    is_approved INTEGER,
    ends_at TEXT,
    reviewed_by TEXT,
    reviewed_at TEXT,
    outcome TEXT,
    review_words TEXT
) strict;
create index emergency_look_by_staff on emergency_look (staff_id);

-- Who was on duty is never rewritten.
create trigger duty_no_update before update on duty
begin
    select raise(abort, 'the rota is only ever added to');
end;
create trigger duty_removed_no_update before update on duty_removed
begin
    select raise(abort, 'the rota is only ever added to');
end;
