-- A merge belongs to the generation that made it: pages follow it once that is published.
alter table person add column redirected_in INTEGER;
update person set redirected_in = 1 where redirect_to is not null;
create index person_by_redirect on person (redirect_to) where redirect_to is not null;

-- Whom an entry is about can be changed no more than the entry.
create trigger audit_person_no_update before update on audit_person
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_person_no_delete before delete on audit_person
begin
    select raise(abort, 'the audit is only ever added to');
end;
