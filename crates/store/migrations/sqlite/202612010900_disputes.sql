-- What somebody says is wrong: in a record of a source, or that the record is about somebody
-- else. Rows are only added; what comes of a dispute stands in dispute_answer.
create table dispute (
    id BLOB primary key,
    reference TEXT not null,
    kind TEXT not null,
    source_person_id BLOB not null references source_person (id),
    service TEXT,
    involvement_id BLOB,
    field TEXT,
    reason TEXT not null,
    words TEXT,
    said_by TEXT not null,
    role TEXT not null,
    staff_id TEXT not null,
    raised_at TEXT not null,
    partner_id BLOB references source_person (id),
    match_reference TEXT,
    weight REAL,
    match_words TEXT
) strict;
create index dispute_by_record on dispute (source_person_id);
create index dispute_by_match on dispute (match_reference);
create trigger dispute_no_update before update on dispute
begin
    select raise(abort, 'disputes are only ever added to');
end;

-- The records beside a disputed one when it was said that it is about somebody else: it is hidden
-- wherever it is held to be one person with any of them.
create table dispute_against (
    dispute_id BLOB not null references dispute (id),
    source_person_id BLOB not null references source_person (id),
    primary key (dispute_id, source_person_id)
) strict, without rowid;

-- What came of a dispute, step by step; the step with the greatest place counts.
create table dispute_answer (
    dispute_id BLOB not null references dispute (id),
    place INTEGER not null,
    answer TEXT not null,
    words TEXT,
    staff_id TEXT not null,
    answered_at TEXT not null,
    primary key (dispute_id, place)
) strict, without rowid;
create trigger dispute_answer_no_update before update on dispute_answer
begin
    select raise(abort, 'answers to disputes are only ever added to');
end;
