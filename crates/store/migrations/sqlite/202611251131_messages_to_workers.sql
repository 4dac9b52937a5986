-- Something that a worker has to be told; it never names a family.
create table notice (
    id BLOB primary key,
    staff_id TEXT not null,
    kind TEXT not null,
    by_staff TEXT not null,
    made_at TEXT not null,
    read_at TEXT,
    denied_at TEXT
) strict;
create index notice_by_staff on notice (staff_id);

-- The colleague on whose behalf a worker looks, by staff id: the same checks are run against them.
alter table sitting add column on_behalf_of_staff TEXT;
