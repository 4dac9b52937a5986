-- The first shape of the house. Dates and times are ISO 8601 text; ids are UUIDs.

-- One accepted delivery of one table of one source.
create table source_load (
    id BLOB primary key,
    source TEXT not null,
    table_name TEXT not null,
    file_name TEXT not null,
    content_hash TEXT not null,
    as_of TEXT not null,
    received_at TEXT not null,
    state TEXT not null,
    row_count INTEGER not null,
    kept_count INTEGER not null,
    profile TEXT not null
) strict;
create unique index source_load_by_content on source_load (source, table_name, content_hash) where state in ('staged', 'published');
create index source_load_by_source on source_load (source, table_name, received_at);

-- What was wrong in a delivery: the place and the kind, never the value.
create table load_finding (
    load_id BLOB not null references source_load (id),
    position INTEGER not null,
    line INTEGER not null,
    column_name TEXT,
    kind TEXT not null,
    severity TEXT not null,
    words TEXT not null,
    primary key (load_id, position)
) strict;

-- One person as one source knows them: the stable identity of (source, key).
create table source_person (
    id BLOB primary key,
    source TEXT not null,
    person_key TEXT not null,
    unique (source, person_key)
) strict;

-- What one row says of one person.
create table person_record (
    load_id BLOB not null references source_load (id),
    source_person_id BLOB not null references source_person (id),
    line INTEGER not null,
    birth TEXT,
    died_on TEXT,
    sex TEXT,
    nhs_number TEXT,
    upn TEXT,
    uln TEXT,
    telephone TEXT,
    email TEXT
) strict;
create index person_record_by_person on person_record (source_person_id);

-- One name of one person with its use.
create table person_name (
    load_id BLOB not null references source_load (id),
    source_person_id BLOB not null references source_person (id),
    line INTEGER not null,
    usage TEXT not null,
    given TEXT,
    middle TEXT,
    family TEXT
) strict;
create index person_name_by_person on person_name (source_person_id);

-- One stay of one person at one address.
create table person_address (
    load_id BLOB not null references source_load (id),
    source_person_id BLOB not null references source_person (id),
    line INTEGER not null,
    address_line TEXT,
    postcode TEXT,
    uprn TEXT,
    kind TEXT not null,
    is_confidential INTEGER not null,
    from_date TEXT,
    to_date TEXT,
    address_key TEXT
) strict;
create index person_address_by_person on person_address (source_person_id);
create index person_address_by_key on person_address (address_key);

-- person is the kind of other, as one row says.
create table relationship (
    load_id BLOB not null references source_load (id),
    line INTEGER not null,
    person_id BLOB not null references source_person (id),
    kind TEXT not null,
    other_id BLOB not null references source_person (id),
    from_date TEXT,
    to_date TEXT
) strict;
create index relationship_by_person on relationship (person_id);
create index relationship_by_other on relationship (other_id);

-- One involvement of one service with one person.
create table involvement (
    id BLOB primary key,
    load_id BLOB not null references source_load (id),
    source_person_id BLOB not null references source_person (id),
    line INTEGER not null,
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
) strict;
create index involvement_by_person on involvement (source_person_id);

-- A worker or team has work with a child, as the case system says.
create table case_link (
    load_id BLOB not null references source_load (id),
    line INTEGER not null,
    case_reference TEXT not null,
    source_person_id BLOB not null references source_person (id),
    staff_id TEXT,
    team TEXT,
    kind TEXT not null,
    from_date TEXT,
    to_date TEXT,
    family_agreed INTEGER
) strict;
create index case_link_by_reference on case_link (case_reference);
create index case_link_by_staff on case_link (staff_id);
create index case_link_by_team on case_link (team);

-- The staff directory.
create table staff (
    load_id BLOB not null references source_load (id),
    line INTEGER not null,
    staff_id TEXT not null,
    name TEXT not null,
    role TEXT,
    team TEXT,
    telephone TEXT,
    email TEXT,
    left_on TEXT
) strict;
create index staff_by_id on staff (staff_id);

-- Teams with their duty lines.
create table team (
    load_id BLOB not null references source_load (id),
    line INTEGER not null,
    name TEXT not null,
    service TEXT not null,
    duty_telephone TEXT,
    out_of_hours_telephone TEXT,
    duty_email TEXT
) strict;
create index team_by_name on team (name);

-- What a source covers for one service, as the source says.
create table coverage (
    load_id BLOB not null references source_load (id),
    service TEXT not null,
    as_of TEXT,
    from_date TEXT,
    until_date TEXT,
    area TEXT,
    misses TEXT
) strict;
create index coverage_by_load on coverage (load_id);

-- One state of people and families; exactly one is current.
create table generation (
    number INTEGER primary key,
    id BLOB not null unique,
    made_at TEXT not null,
    state TEXT not null,
    model TEXT not null,
    report TEXT not null
) strict;
create unique index generation_current on generation (state) where state = 'current';

-- Which loads a generation is made of.
create table generation_load (
    generation INTEGER not null references generation (number),
    load_id BLOB not null references source_load (id),
    primary key (generation, load_id)
) strict, without rowid;

-- A resolved person: minted once, never reused; a merged one redirects.
create table person (
    id BLOB primary key,
    minted_in INTEGER not null,
    redirect_to BLOB
) strict;

-- Which source person is which person, from generation to generation: an append-only log.
create table membership (
    source_person_id BLOB not null references source_person (id),
    person_id BLOB not null references person (id),
    from_generation INTEGER not null,
    to_generation INTEGER,
    cause TEXT not null,
    actor TEXT not null,
    primary key (source_person_id, from_generation)
) strict;
create index membership_by_person on membership (person_id);

-- Two source persons that may be one; discloses nothing.
create table possible_match (
    generation INTEGER not null references generation (number),
    a_id BLOB not null references source_person (id),
    b_id BLOB not null references source_person (id),
    weight REAL not null,
    reference TEXT not null,
    words TEXT not null,
    primary key (generation, a_id, b_id)
) strict;
create index possible_match_by_b on possible_match (generation, b_id);

-- Keys under which a source person is found; no text can be read back from them.
create table search_key (
    generation INTEGER not null references generation (number),
    search_key INTEGER not null,
    source_person_id BLOB not null,
    primary key (generation, search_key, source_person_id)
) strict, without rowid;

-- Who may sign in.
create table worker (
    staff_id TEXT primary key,
    name TEXT not null,
    role TEXT not null,
    teams TEXT not null,
    passphrase_hash TEXT not null,
    is_active INTEGER not null,
    trained_on TEXT
) strict;

-- One signed-in sitting of one worker.
create table sitting (
    token_hash TEXT primary key,
    staff_id TEXT not null references worker (staff_id),
    began_at TEXT not null,
    last_seen_at TEXT not null,
    ended_at TEXT,
    purpose TEXT,
    case_reference TEXT,
    on_behalf_of TEXT
) strict;
create index sitting_by_staff on sitting (staff_id);

-- Opaque name of a person or involvement in the addresses of one sitting.
create table handle (
    token_hash TEXT not null references sitting (token_hash),
    handle TEXT not null,
    target BLOB not null,
    primary key (token_hash, handle)
) strict;

-- The newest entry of the audit; one row.
create table audit_head (
    id INTEGER primary key,
    seq INTEGER not null,
    hash TEXT not null
) strict;

-- Every look-up and change, hash-chained; rows are only ever added.
create table audit_entry (
    seq INTEGER primary key,
    at TEXT not null,
    action TEXT not null,
    staff_id TEXT,
    previous_hash TEXT not null,
    hash TEXT not null,
    body TEXT not null
) strict;
create index audit_entry_by_staff on audit_entry (staff_id, seq);

-- Which people an audit entry is about.
create table audit_person (
    seq INTEGER not null references audit_entry (seq),
    person_id BLOB not null,
    primary key (seq, person_id)
) strict, without rowid;
create index audit_person_by_person on audit_person (person_id, seq);

insert into audit_head (id, seq, hash) values (1, 0, '');
create trigger audit_entry_no_update before update on audit_entry
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_entry_no_delete before delete on audit_entry
begin
    select raise(abort, 'the audit is only ever added to');
end;
