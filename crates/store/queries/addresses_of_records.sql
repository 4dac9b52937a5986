-- Where these records stay and stayed.
-- Index: membership primary key, person_address_by_person.
select m.person_id as person, a.source_person_id, a.load_id, a.line, l.source, l.received_at, s.person_key,
    a.address_line, a.postcode, a.uprn, a.kind, a.is_confidential, a.from_date, a.to_date
from membership m
    join person_address a on a.source_person_id = m.source_person_id
    join generation_load g on g.load_id = a.load_id and g.generation = $1
    join source_load l on l.id = a.load_id
    join source_person s on s.id = m.source_person_id
where m.source_person_id in (:list)
    and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
order by l.received_at desc, a.load_id, a.line
