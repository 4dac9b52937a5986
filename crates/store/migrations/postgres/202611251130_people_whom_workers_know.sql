-- Somebody whom a worker has named: the worker, or a person whom the worker must not look up. Rows are only added.
create table declared_person (
    id UUID primary key,
    staff_id TEXT not null,
    closeness TEXT not null,
    given TEXT not null,
    family TEXT not null,
    birth TEXT,
    nhs_number TEXT,
    declared_by TEXT not null,
    declared_at TEXT not null
);
create index declared_person_by_staff on declared_person (staff_id);
comment on table declared_person is 'Somebody whom a worker has named: the worker, or a person whom the worker must not look up. Rows are only added.';

-- The keys by which the records of a named person are known; made anew at each link run.
create table declared_key (
    declared_id UUID not null references declared_person (id),
    part TEXT not null,
    search_key BIGINT not null,
    primary key (declared_id, part, search_key)
);
comment on table declared_key is 'The keys by which the records of a named person are known; made anew at each link run.';

-- A record that is about a named person. Follows the record from person to person; rows are only added.
create table tie (
    declared_id UUID not null references declared_person (id),
    source_person_id UUID not null references source_person (id),
    tied_in BIGINT not null,
    primary key (declared_id, source_person_id)
);
comment on table tie is 'A record that is about a named person. Follows the record from person to person; rows are only added.';

-- A worker asks that a person whom they named be taken off the list. Rows are only added.
create table declared_withdrawal (
    id UUID primary key,
    declared_id UUID not null references declared_person (id),
    asked_by TEXT not null,
    asked_at TEXT not null
);
create index declared_withdrawal_by_person on declared_withdrawal (declared_id);
comment on table declared_withdrawal is 'A worker asks that a person whom they named be taken off the list. Rows are only added.';

-- What the information-governance lead answered to that. Rows are only added.
create table declared_withdrawal_answer (
    withdrawal_id UUID primary key references declared_withdrawal (id),
    is_agreed BOOLEAN not null,
    answered_by TEXT not null,
    answered_at TEXT not null
);
comment on table declared_withdrawal_answer is 'What the information-governance lead answered to that. Rows are only added.';

-- What was said is never rewritten.
create trigger declared_person_no_update before update on declared_person
    for each row execute function refuse_rewriting();
create trigger tie_no_update before update on tie
    for each row execute function refuse_rewriting();
create trigger declared_withdrawal_no_update before update on declared_withdrawal
    for each row execute function refuse_rewriting();
create trigger declared_withdrawal_answer_no_update before update on declared_withdrawal_answer
    for each row execute function refuse_rewriting();
