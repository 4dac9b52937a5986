-- What a worker answered when asked whether two records are about one person. Rows are only added.
create table match_decision (
    id UUID primary key,
    a_id UUID not null references source_person (id),
    b_id UUID not null references source_person (id),
    kind TEXT not null,
    reference TEXT not null,
    weight DOUBLE PRECISION not null,
    answer TEXT not null,
    reason TEXT not null,
    note TEXT,
    needs_second BOOLEAN not null,
    staff_id TEXT not null,
    decided_at TEXT not null
);
create index match_decision_by_pair on match_decision (a_id, b_id);
comment on table match_decision is 'What a worker answered when asked whether two records are about one person. Rows are only added.';

-- A decision that was taken back, by whom and when. Rows are only added.
create table match_decision_undone (
    decision_id UUID primary key references match_decision (id),
    staff_id TEXT not null,
    undone_at TEXT not null
);
comment on table match_decision_undone is 'A decision that was taken back, by whom and when. Rows are only added.';

-- Two records of one person that speak against each other; for the records desk, discloses nothing.
create table person_clash (
    generation BIGINT not null references generation (number),
    a_id UUID not null references source_person (id),
    b_id UUID not null references source_person (id),
    kind TEXT not null,
    weight DOUBLE PRECISION not null,
    reference TEXT not null,
    words TEXT not null,
    primary key (generation, a_id, b_id)
);
comment on table person_clash is 'Two records of one person that speak against each other; for the records desk, discloses nothing.';

-- Which model a change of membership rests on; nothing for changes made before this was kept.
alter table membership add column model_version TEXT;

-- An answer is never rewritten; it is taken back by a row of its own.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'decisions are only ever added to';
end;
$$;
create trigger match_decision_no_update before update on match_decision
    for each row execute function refuse_rewriting();
create trigger match_decision_undone_no_update before update on match_decision_undone
    for each row execute function refuse_rewriting();
