-- The name under which somebody was shown to the worker of an audit entry: for the worker's own
-- look-ups. Beside the audit, so that a name can be removed without breaking the chain.
create table shown_name (
    seq BIGINT not null references audit_entry (seq),
    person_id UUID not null,
    name TEXT not null,
    primary key (seq, person_id)
);
create index shown_name_by_person on shown_name (person_id, seq);
comment on table shown_name is 'The name under which somebody was shown to the worker of an audit entry, for the worker''s own look-ups.';

-- What the information-governance lead found about a flag, and why. Rows are only added; the
-- newest counts.
create table flag_review (
    id UUID primary key,
    flag TEXT not null,
    seq BIGINT not null references audit_entry (seq),
    outcome TEXT not null,
    reason TEXT not null,
    staff_id TEXT not null,
    reviewed_at TEXT not null
);
create index flag_review_by_flag on flag_review (seq, flag);
comment on table flag_review is 'What the information-governance lead found about a flag, and why. Rows are only added; the newest counts.';
create trigger flag_review_no_update before update on flag_review
    for each row execute function refuse_rewriting();

-- What a worker decided not to share, who asked, and why not. Rows are only added.
create table decision_not_to_share (
    id UUID primary key,
    person_id UUID not null,
    asked TEXT not null,
    reason TEXT not null,
    words TEXT not null,
    case_reference TEXT,
    staff_id TEXT not null,
    decided_at TEXT not null
);
create index decision_not_to_share_by_person on decision_not_to_share (person_id);
comment on table decision_not_to_share is 'What a worker decided not to share, who asked, and why not. Rows are only added.';
create trigger decision_not_to_share_no_update before update on decision_not_to_share
    for each row execute function refuse_rewriting();
