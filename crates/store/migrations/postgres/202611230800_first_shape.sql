-- The first shape of the house. Dates and times are ISO 8601 text; ids are UUIDs.

-- One accepted delivery of one table of one source.
create table source_load (
    id UUID primary key,
    source TEXT not null,
    table_name TEXT not null,
    file_name TEXT not null,
    content_hash TEXT not null,
    as_of TEXT not null,
    received_at TEXT not null,
    state TEXT not null,
    row_count BIGINT not null,
    kept_count BIGINT not null,
    profile TEXT not null
);
create unique index source_load_by_content on source_load (source, table_name, content_hash) where state in ('staged', 'published');
create index source_load_by_source on source_load (source, table_name, received_at);
comment on table source_load is 'One accepted delivery of one table of one source.';

-- What was wrong in a delivery: the place and the kind, never the value.
create table load_finding (
    load_id UUID not null references source_load (id),
    position BIGINT not null,
    line BIGINT not null,
    column_name TEXT,
    kind TEXT not null,
    severity TEXT not null,
    words TEXT not null,
    primary key (load_id, position)
);
comment on table load_finding is 'What was wrong in a delivery: the place and the kind, never the value.';

-- One person as one source knows them: the stable identity of (source, key).
create table source_person (
    id UUID primary key,
    source TEXT not null,
    person_key TEXT collate "C" not null,
    unique (source, person_key)
);
comment on table source_person is 'One person as one source knows them: the stable identity of (source, key).';

-- What one row says of one person.
create table person_record (
    load_id UUID not null references source_load (id),
    source_person_id UUID not null references source_person (id),
    line BIGINT not null,
    birth TEXT,
    died_on TEXT,
    sex TEXT,
    nhs_number TEXT,
    upn TEXT,
    uln TEXT,
    telephone TEXT,
    email TEXT
);
create index person_record_by_person on person_record (source_person_id);
comment on table person_record is 'What one row says of one person.';

-- One name of one person with its use.
create table person_name (
    load_id UUID not null references source_load (id),
    source_person_id UUID not null references source_person (id),
    line BIGINT not null,
    usage TEXT not null,
    given TEXT,
    middle TEXT,
    family TEXT
);
create index person_name_by_person on person_name (source_person_id);
comment on table person_name is 'One name of one person with its use.';

-- One stay of one person at one address.
create table person_address (
    load_id UUID not null references source_load (id),
    source_person_id UUID not null references source_person (id),
    line BIGINT not null,
    address_line TEXT,
    postcode TEXT,
    uprn TEXT,
    kind TEXT not null,
    is_confidential BOOLEAN not null,
    from_date TEXT,
    to_date TEXT,
    address_key TEXT collate "C"
);
create index person_address_by_person on person_address (source_person_id);
create index person_address_by_key on person_address (address_key);
comment on table person_address is 'One stay of one person at one address.';

-- person is the kind of other, as one row says.
create table relationship (
    load_id UUID not null references source_load (id),
    line BIGINT not null,
    person_id UUID not null references source_person (id),
    kind TEXT not null,
    other_id UUID not null references source_person (id),
    from_date TEXT,
    to_date TEXT
);
create index relationship_by_person on relationship (person_id);
create index relationship_by_other on relationship (other_id);
comment on table relationship is 'person is the kind of other, as one row says.';

-- One involvement of one service with one person.
create table involvement (
    id UUID primary key,
    load_id UUID not null references source_load (id),
    source_person_id UUID not null references source_person (id),
    line BIGINT not null,
    service TEXT not null,
    status TEXT not null,
    kind TEXT,
    from_date TEXT,
    to_date TEXT,
    last_contact TEXT,
    organisation TEXT,
    team TEXT,
    staff_id TEXT,
    worker_name TEXT,
    worker_role TEXT,
    worker_telephone TEXT,
    worker_email TEXT,
    facts TEXT not null
);
create index involvement_by_person on involvement (source_person_id);
comment on table involvement is 'One involvement of one service with one person.';

-- A worker or team has work with a child, as the case system says.
create table case_link (
    load_id UUID not null references source_load (id),
    line BIGINT not null,
    case_reference TEXT collate "C" not null,
    source_person_id UUID not null references source_person (id),
    staff_id TEXT,
    team TEXT,
    kind TEXT not null,
    from_date TEXT,
    to_date TEXT,
    family_agreed BOOLEAN
);
create index case_link_by_reference on case_link (case_reference);
create index case_link_by_staff on case_link (staff_id);
create index case_link_by_team on case_link (team);
comment on table case_link is 'A worker or team has work with a child, as the case system says.';

-- The staff directory.
create table staff (
    load_id UUID not null references source_load (id),
    line BIGINT not null,
    staff_id TEXT not null,
    name TEXT not null,
    role TEXT,
    team TEXT,
    telephone TEXT,
    email TEXT,
    left_on TEXT
);
create index staff_by_id on staff (staff_id);
comment on table staff is 'The staff directory.';

-- Teams with their duty lines.
create table team (
    load_id UUID not null references source_load (id),
    line BIGINT not null,
    name TEXT not null,
    service TEXT not null,
    duty_telephone TEXT,
    out_of_hours_telephone TEXT,
    duty_email TEXT
);
create index team_by_name on team (name);
comment on table team is 'Teams with their duty lines.';

-- What a source covers for one service, as the source says.
create table coverage (
    load_id UUID not null references source_load (id),
    service TEXT not null,
    as_of TEXT,
    from_date TEXT,
    until_date TEXT,
    area TEXT,
    misses TEXT
);
create index coverage_by_load on coverage (load_id);
comment on table coverage is 'What a source covers for one service, as the source says.';

-- One state of people and families; exactly one is current.
create table generation (
    number BIGINT primary key,
    id UUID not null unique,
    made_at TEXT not null,
    state TEXT not null,
    model TEXT not null,
    report TEXT not null
);
create unique index generation_current on generation (state) where state = 'current';
comment on table generation is 'One state of people and families; exactly one is current.';

-- Which loads a generation is made of.
create table generation_load (
    generation BIGINT not null references generation (number),
    load_id UUID not null references source_load (id),
    primary key (generation, load_id)
);
comment on table generation_load is 'Which loads a generation is made of.';

-- A resolved person: minted once, never reused; a merged one redirects.
create table person (
    id UUID primary key,
    minted_in BIGINT not null,
    redirect_to UUID
);
comment on table person is 'A resolved person: minted once, never reused; a merged one redirects.';

-- Which source person is which person, from generation to generation: an append-only log.
create table membership (
    source_person_id UUID not null references source_person (id),
    person_id UUID not null references person (id),
    from_generation BIGINT not null,
    to_generation BIGINT,
    cause TEXT not null,
    actor TEXT not null,
    primary key (source_person_id, from_generation)
);
create index membership_by_person on membership (person_id);
comment on table membership is 'Which source person is which person, from generation to generation: an append-only log.';

-- Two source persons that may be one; discloses nothing.
create table possible_match (
    generation BIGINT not null references generation (number),
    a_id UUID not null references source_person (id),
    b_id UUID not null references source_person (id),
    weight DOUBLE PRECISION not null,
    reference TEXT not null,
    words TEXT not null,
    primary key (generation, a_id, b_id)
);
create index possible_match_by_b on possible_match (generation, b_id);
comment on table possible_match is 'Two source persons that may be one; discloses nothing.';

-- Keys under which a source person is found; no text can be read back from them.
create table search_key (
    generation BIGINT not null references generation (number),
    search_key BIGINT not null,
    source_person_id UUID not null,
    primary key (generation, search_key, source_person_id)
);
comment on table search_key is 'Keys under which a source person is found; no text can be read back from them.';

-- Who may sign in.
create table worker (
    staff_id TEXT primary key,
    name TEXT not null,
    role TEXT not null,
    teams TEXT not null,
    passphrase_hash TEXT not null,
    is_active BOOLEAN not null,
    trained_on TEXT
);
comment on table worker is 'Who may sign in.';

-- One signed-in sitting of one worker.
create table sitting (
    token_hash TEXT collate "C" primary key,
    staff_id TEXT not null references worker (staff_id),
    began_at TEXT not null,
    last_seen_at TEXT not null,
    ended_at TEXT,
    purpose TEXT,
    case_reference TEXT collate "C",
    on_behalf_of TEXT
);
create index sitting_by_staff on sitting (staff_id);
comment on table sitting is 'One signed-in sitting of one worker.';

-- Opaque name of a person or involvement in the addresses of one sitting.
create table handle (
    token_hash TEXT collate "C" not null references sitting (token_hash),
    handle TEXT collate "C" not null,
    target UUID not null,
    primary key (token_hash, handle)
);
comment on table handle is 'Opaque name of a person or involvement in the addresses of one sitting.';

-- The newest entry of the audit; one row.
create table audit_head (
    id BIGINT primary key,
    seq BIGINT not null,
    hash TEXT not null
);
comment on table audit_head is 'The newest entry of the audit; one row.';

-- Every look-up and change, hash-chained; rows are only ever added.
create table audit_entry (
    seq BIGINT primary key,
    at TEXT not null,
    action TEXT not null,
    staff_id TEXT,
    previous_hash TEXT not null,
    hash TEXT not null,
    body TEXT not null
);
create index audit_entry_by_staff on audit_entry (staff_id, seq);
comment on table audit_entry is 'Every look-up and change, hash-chained; rows are only ever added.';

-- Which people an audit entry is about.
create table audit_person (
    seq BIGINT not null references audit_entry (seq),
    person_id UUID not null,
    primary key (seq, person_id)
);
create index audit_person_by_person on audit_person (person_id, seq);
comment on table audit_person is 'Which people an audit entry is about.';

insert into audit_head (id, seq, hash) values (1, 0, '');
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever added to';
end;
$$;
create trigger audit_entry_append_only before update or delete on audit_entry
    for each row execute function refuse_change();
