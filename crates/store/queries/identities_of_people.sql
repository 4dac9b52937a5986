-- What each source's rows say of who these people are.
-- Index: membership_by_person, person_record_by_person.
select m.person_id as person, r.source_person_id, r.load_id, r.line, l.source, l.received_at, s.person_key,
    r.birth, r.died_on, r.sex, r.nhs_number, r.nhs_number_status, r.upn, r.uln, r.telephone, r.email
from membership m
    join person_record r on r.source_person_id = m.source_person_id
    join generation_load g on g.load_id = r.load_id and g.generation = $1
    join source_load l on l.id = r.load_id
    join source_person s on s.id = m.source_person_id
where m.person_id in (:list)
    and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
order by l.received_at desc, r.load_id, r.line
