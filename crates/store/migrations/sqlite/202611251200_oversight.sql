-- The name under which somebody was shown to the worker of an audit entry: for the worker's own
-- look-ups. Beside the audit, so that a name can be removed without breaking the chain.
create table shown_name (
    seq INTEGER not null references audit_entry (seq),
    person_id BLOB not null,
    name TEXT not null,
    primary key (seq, person_id)
) strict, without rowid;
create index shown_name_by_person on shown_name (person_id, seq);
