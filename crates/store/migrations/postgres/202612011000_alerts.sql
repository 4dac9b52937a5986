-- How far the audit was looked through for looks of which the information-governance leads are told
-- at once. Entries from before this table are on the page of flags and are not told again.
create table alert_mark (
    id smallint primary key check (id = 1),
    seq bigint not null
);
insert into alert_mark (id, seq) select 1, seq from audit_head where id = 1;
comment on table alert_mark is 'How far the audit was looked through for looks of which the information-governance leads are told at once; one row.';
