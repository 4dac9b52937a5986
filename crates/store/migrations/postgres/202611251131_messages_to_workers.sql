-- Something that a worker has to be told; it never names a family.
create table notice (
    id UUID primary key,
    staff_id TEXT not null,
    kind TEXT not null,
    by_staff TEXT not null,
    made_at TEXT not null,
    read_at TEXT,
    denied_at TEXT
);
create index notice_by_staff on notice (staff_id);
comment on table notice is 'Something that a worker has to be told; it never names a family.';

-- The colleague on whose behalf a worker looks, by staff id: the same checks are run against them.
alter table sitting add column on_behalf_of_staff TEXT;
