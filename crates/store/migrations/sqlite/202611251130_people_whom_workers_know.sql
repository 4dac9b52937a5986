-- Somebody whom a worker has named: the worker, or a person whom the worker must not look up. Rows are only added.
create table declared_person (
    id BLOB primary key,
    staff_id TEXT not null,
    closeness TEXT not null,
    given TEXT not null,
    family TEXT not null,
    birth TEXT,
    nhs_number TEXT,
    declared_by TEXT not null,
    declared_at TEXT not null
) strict;
create index declared_person_by_staff on declared_person (staff_id);

-- The keys by which the records of a named person are known; made anew at each link run.
create table declared_key (
    declared_id BLOB not null references declared_person (id),
    part TEXT not null,
    search_key INTEGER not null,
    primary key (declared_id, part, search_key)
) strict;

-- A record that is about a named person. Follows the record from person to person; rows are only added.
create table tie (
    declared_id BLOB not null references declared_person (id),
    source_person_id BLOB not null references source_person (id),
    tied_in INTEGER not null,
    primary key (declared_id, source_person_id)
) strict;

-- A worker asks that a person whom they named be taken off the list. Rows are only added.
create table declared_withdrawal (
    id BLOB primary key,
    declared_id BLOB not null references declared_person (id),
    asked_by TEXT not null,
    asked_at TEXT not null
) strict;
create index declared_withdrawal_by_person on declared_withdrawal (declared_id);

-- What the information-governance lead answered to that. Rows are only added.
create table declared_withdrawal_answer (
    withdrawal_id BLOB primary key references declared_withdrawal (id),
    is_agreed INTEGER not null,
    answered_by TEXT not null,
    answered_at TEXT not null
) strict;

-- What was said is never rewritten.
create trigger declared_person_no_update before update on declared_person
begin
    select raise(abort, 'ties are only ever added to');
end;
create trigger tie_no_update before update on tie
begin
    select raise(abort, 'ties are only ever added to');
end;
create trigger declared_withdrawal_no_update before update on declared_withdrawal
begin
    select raise(abort, 'ties are only ever added to');
end;
create trigger declared_withdrawal_answer_no_update before update on declared_withdrawal_answer
begin
    select raise(abort, 'ties are only ever added to');
end;
