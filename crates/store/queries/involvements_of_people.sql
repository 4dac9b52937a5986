-- Involvements of every service with these people.
-- Index: membership_by_person, involvement_by_person.
select m.person_id as person, i.source_person_id, i.id, i.load_id, i.line, l.source, l.received_at, s.person_key, i.service, i.status,
    i.kind, i.from_date, i.to_date, i.last_contact, i.organisation, i.team, i.staff_id, i.worker_name,
    i.worker_role, i.worker_telephone, i.worker_email, i.facts
from membership m
    join involvement i on i.source_person_id = m.source_person_id
    join generation_load g on g.load_id = i.load_id and g.generation = $1
    join source_load l on l.id = i.load_id
    join source_person s on s.id = m.source_person_id
where m.person_id in (:list)
    and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
order by l.received_at desc, i.load_id, i.line
