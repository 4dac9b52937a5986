-- The name under which somebody was shown to the worker of an audit entry: for the worker's own
-- look-ups. Beside the audit, so that a name can be removed without breaking the chain.
create table shown_name (
    seq INTEGER not null references audit_entry (seq),
    person_id BLOB not null,
    name TEXT not null,
    primary key (seq, person_id)
) strict, without rowid;
create index shown_name_by_person on shown_name (person_id, seq);

-- What the information-governance lead found about a flag, and why. Rows are only added; the
-- newest counts.
create table flag_review (
    id BLOB primary key,
    flag TEXT not null,
    seq INTEGER not null references audit_entry (seq),
    outcome TEXT not null,
    reason TEXT not null,
    staff_id TEXT not null,
    reviewed_at TEXT not null
) strict;
create index flag_review_by_flag on flag_review (seq, flag);
create trigger flag_review_no_update before update on flag_review
begin
    select raise(abort, 'reviews are only ever added to');
end;

-- What a worker decided not to share, who asked, and why not. Rows are only added.
create table decision_not_to_share (
    id BLOB primary key,
    person_id BLOB not null,
    asked TEXT not null,
    reason TEXT not null,
    words TEXT not null,
    case_reference TEXT,
    staff_id TEXT not null,
    decided_at TEXT not null
) strict;
create index decision_not_to_share_by_person on decision_not_to_share (person_id);
create trigger decision_not_to_share_no_update before update on decision_not_to_share
begin
    select raise(abort, 'decisions are only ever added to');
end;
