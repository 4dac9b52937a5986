-- Records elsewhere that may be about these people: source and services only, never who.
-- Index: membership_by_person, possible_match primary key and possible_match_by_b.
select d.person, d.record, s.source, d.reference, i.service
from (
    select m.person_id as person, p.b_id as record, p.reference
    from membership m join possible_match p on p.a_id = m.source_person_id and p.generation = $1
    where m.person_id in (:list) and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
    union
    select m.person_id as person, p.a_id as record, p.reference
    from membership m join possible_match p on p.b_id = m.source_person_id and p.generation = $1
    where m.person_id in (:list) and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)
) d
    join source_person s on s.id = d.record
    left join involvement i on i.source_person_id = d.record
        and i.load_id in (select load_id from generation_load where generation = $1)
