-- Every name of these records.
-- Index: membership primary key, person_name_by_person.
select m.person_id as person, n.source_person_id, n.load_id, n.line, l.source, l.received_at, s.person_key,
    n.usage, n.given, n.middle, n.family
from membership m
    join person_name n on n.source_person_id = m.source_person_id
    join generation_load g on g.load_id = n.load_id and g.generation = $1
    join source_load l on l.id = n.load_id
    join source_person s on s.id = m.source_person_id
where m.source_person_id in (:list)
    and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
order by l.received_at desc, n.load_id, n.line
