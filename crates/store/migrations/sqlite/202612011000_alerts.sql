-- How far the audit was looked through for looks of which the information-governance leads are told
-- at once. Entries from before this table are on the page of flags and are not told again.
create table alert_mark (
    id INTEGER primary key check (id = 1),
    seq INTEGER not null
) strict;
insert into alert_mark (id, seq) select 1, seq from audit_head where id = 1;
