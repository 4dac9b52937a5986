-- What somebody says is wrong: in a record of a source, or that the record is about somebody
-- else. Rows are only added; what comes of a dispute stands in dispute_answer.
create table dispute (
    id UUID primary key,
    reference TEXT not null,
    kind TEXT not null,
    source_person_id UUID not null references source_person (id),
    service TEXT,
    involvement_id UUID,
    field TEXT,
    reason TEXT not null,
    words TEXT,
    said_by TEXT not null,
    role TEXT not null,
    staff_id TEXT not null,
    raised_at TEXT not null,
    partner_id UUID references source_person (id),
    match_reference TEXT,
    weight DOUBLE PRECISION,
    match_words TEXT
);
create index dispute_by_record on dispute (source_person_id);
create index dispute_by_match on dispute (match_reference);
comment on table dispute is 'What somebody says is wrong in a record of a source, or that the record is about somebody else. Rows are only added.';
create trigger dispute_no_update before update on dispute
    for each row execute function refuse_rewriting();

-- The records beside a disputed one when it was said that it is about somebody else: it is hidden
-- wherever it is held to be one person with any of them.
create table dispute_against (
    dispute_id UUID not null references dispute (id),
    source_person_id UUID not null references source_person (id),
    primary key (dispute_id, source_person_id)
);
comment on table dispute_against is 'The records beside a disputed one when it was said that it is about somebody else.';

-- What came of a dispute, step by step; the step with the greatest place counts.
create table dispute_answer (
    dispute_id UUID not null references dispute (id),
    place BIGINT not null,
    answer TEXT not null,
    words TEXT,
    staff_id TEXT not null,
    answered_at TEXT not null,
    primary key (dispute_id, place)
);
comment on table dispute_answer is 'What came of a dispute, step by step; the step with the greatest place counts.';
create trigger dispute_answer_no_update before update on dispute_answer
    for each row execute function refuse_rewriting();
