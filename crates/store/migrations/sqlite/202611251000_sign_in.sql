-- What a sitting is bound to, how it began, and when the worker last proved who they are.
alter table sitting add column device_hash TEXT;
alter table sitting add column method TEXT;
alter table sitting add column strong_at TEXT;

-- Accounts that need a second step, and accounts kept for when single sign-on fails.
alter table worker add column needs_second_step INTEGER not null default 0;
alter table worker add column is_for_emergencies INTEGER not null default 0;

-- A browser from which a worker has signed in; only a hash of its secret.
create table known_device (
    device_hash TEXT not null,
    staff_id TEXT not null references worker (staff_id),
    first_seen_at TEXT not null,
    last_seen_at TEXT not null,
    primary key (device_hash, staff_id)
) strict;

-- A worker's second step at signing in: the sealed secret of their one-time codes.
create table second_step (
    staff_id TEXT primary key references worker (staff_id),
    sealed_secret TEXT not null,
    began_at TEXT not null,
    confirmed_at TEXT,
    last_step INTEGER
) strict;

-- A code that stands in for a lost telephone, once; only its hash.
create table recovery_code (
    code_hash TEXT primary key,
    staff_id TEXT not null references worker (staff_id),
    made_at TEXT not null,
    used_at TEXT
) strict;
create index recovery_code_by_staff on recovery_code (staff_id);

-- A sign-in whose passphrase fitted and whose second step is still due.
create table begun_sign_in (
    token_hash TEXT primary key,
    staff_id TEXT not null references worker (staff_id),
    device_hash TEXT not null,
    began_at TEXT not null
) strict;

-- A sign-in that was sent to the identity provider and has not come back.
create table provider_sign_in (
    state_hash TEXT primary key,
    browser_hash TEXT not null,
    nonce TEXT not null,
    verifier TEXT not null,
    again_for TEXT,
    began_at TEXT not null
) strict;

-- One search or look of a worker, for the budget; kept for a day.
create table look_use (
    staff_id TEXT not null,
    kind TEXT not null,
    at TEXT not null
) strict;
create index look_use_by_staff on look_use (staff_id, kind);

-- How a worker stands to the budget of looks: asked to sign in again, or locked.
create table look_standing (
    staff_id TEXT primary key,
    flagged_at TEXT,
    locked_at TEXT
) strict;
