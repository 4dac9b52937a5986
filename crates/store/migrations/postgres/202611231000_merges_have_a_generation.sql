-- A merge belongs to the generation that made it: pages follow it once that is published.
alter table person add column redirected_in BIGINT;
update person set redirected_in = 1 where redirect_to is not null;
create index person_by_redirect on person (redirect_to) where redirect_to is not null;

-- Whom an entry is about can be changed no more than the entry; neither can be emptied.
create trigger audit_person_append_only before update or delete on audit_person
    for each row execute function refuse_change();
create trigger audit_person_no_truncate before truncate on audit_person
    for each statement execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
    for each statement execute function refuse_change();
