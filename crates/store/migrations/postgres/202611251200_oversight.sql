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
