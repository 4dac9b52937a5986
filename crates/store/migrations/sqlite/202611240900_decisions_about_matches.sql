-- What a worker answered when asked whether two records are about one person. Rows are only added.
create table match_decision (
    id BLOB primary key,
    a_id BLOB not null references source_person (id),
    b_id BLOB not null references source_person (id),
    kind TEXT not null,
    reference TEXT not null,
    weight REAL not null,
    answer TEXT not null,
    reason TEXT not null,
    note TEXT,
    needs_second INTEGER not null,
    staff_id TEXT not null,
    decided_at TEXT not null
) strict;
create index match_decision_by_pair on match_decision (a_id, b_id);

-- A decision that was taken back, by whom and when. Rows are only added.
create table match_decision_undone (
    decision_id BLOB primary key references match_decision (id),
    staff_id TEXT not null,
    undone_at TEXT not null
) strict;

-- Two records of one person that speak against each other; for the records desk, discloses nothing.
create table person_clash (
    generation INTEGER not null references generation (number),
    a_id BLOB not null references source_person (id),
    b_id BLOB not null references source_person (id),
    kind TEXT not null,
    weight REAL not null,
    reference TEXT not null,
    words TEXT not null,
    primary key (generation, a_id, b_id)
) strict;

-- Which model a change of membership rests on; nothing for changes made before this was kept.
alter table membership add column model_version TEXT;

-- An answer is never rewritten; it is taken back by a row of its own.
create trigger match_decision_no_update before update on match_decision
begin
    select raise(abort, 'decisions are only ever added to');
end;
create trigger match_decision_undone_no_update before update on match_decision_undone
begin
    select raise(abort, 'decisions are only ever added to');
end;
