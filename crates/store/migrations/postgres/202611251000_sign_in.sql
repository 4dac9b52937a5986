-- What a sitting is bound to, how it began, and when the worker last proved who they are.
alter table sitting add column device_hash TEXT;
alter table sitting add column method TEXT;
alter table sitting add column strong_at TEXT;

-- Accounts that need a second step, and accounts kept for when single sign-on fails.
alter table worker add column needs_second_step BOOLEAN not null default false;
alter table worker add column is_for_emergencies BOOLEAN not null default false;

-- A browser from which a worker has signed in; only a hash of its secret.
create table known_device (
    device_hash TEXT not null,
    staff_id TEXT not null references worker (staff_id),
    first_seen_at TEXT not null,
    last_seen_at TEXT not null,
    primary key (device_hash, staff_id)
);
comment on table known_device is 'A browser from which a worker has signed in; only a hash of its secret.';

-- A worker's second step at signing in: the sealed secret of their one-time codes.
create table second_step (
    staff_id TEXT primary key references worker (staff_id),
    sealed_secret TEXT not null,
    began_at TEXT not null,
    confirmed_at TEXT,
    last_step BIGINT
);
comment on table second_step is 'A worker''s second step at signing in: the sealed secret of their one-time codes.';

-- A code that stands in for a lost telephone, once; only its hash.
create table recovery_code (
    code_hash TEXT primary key,
    staff_id TEXT not null references worker (staff_id),
    made_at TEXT not null,
    used_at TEXT
);
create index recovery_code_by_staff on recovery_code (staff_id);
comment on table recovery_code is 'A code that stands in for a lost telephone, once; only its hash.';

-- A sign-in whose passphrase fitted and whose second step is still due.
create table begun_sign_in (
    token_hash TEXT primary key,
    staff_id TEXT not null references worker (staff_id),
    device_hash TEXT not null,
    began_at TEXT not null
);
comment on table begun_sign_in is 'A sign-in whose passphrase fitted and whose second step is still due.';

-- A sign-in that was sent to the identity provider and has not come back.
create table provider_sign_in (
    state_hash TEXT primary key,
    browser_hash TEXT not null,
    nonce TEXT not null,
    verifier TEXT not null,
    again_for TEXT,
    began_at TEXT not null
);
comment on table provider_sign_in is 'A sign-in that was sent to the identity provider and has not come back.';

-- One search or look of a worker, for the budget; kept for a day.
create table look_use (
    staff_id TEXT not null,
    kind TEXT not null,
    at TEXT not null
);
create index look_use_by_staff on look_use (staff_id, kind);
comment on table look_use is 'One search or look of a worker, for the budget; kept for a day.';

-- How a worker stands to the budget of looks: asked to sign in again, or locked.
create table look_standing (
    staff_id TEXT primary key,
    flagged_at TEXT,
    locked_at TEXT
);
comment on table look_standing is 'How a worker stands to the budget of looks: asked to sign in again, or locked.';
