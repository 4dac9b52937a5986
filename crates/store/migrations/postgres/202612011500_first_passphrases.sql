-- When the program made the passphrase that an account has: it lives for three days and has to be
-- changed at the first sign-in. Nothing once the worker has chosen their own.
alter table worker add column first_passphrase_at TEXT;
