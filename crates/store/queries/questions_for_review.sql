-- What waits for the records desk: pairs that may be one person, clashes inside people, and what
-- somebody disputes.
-- Index: possible_match and person_clash primary keys, membership primary key, person_record_by_person.
select q.kind, q.reference, q.weight, q.words, q.a_id, q.b_id,
    ma.person_id as a_person, mb.person_id as b_person, sa.source as a_source, sb.source as b_source,
    (select l.file_name || ' line ' || cast(min(r.line) as text)
        from person_record r
            join generation_load g on g.load_id = r.load_id and g.generation = $1
            join source_load l on l.id = r.load_id
        where r.source_person_id = q.a_id
        group by l.file_name order by min(r.line), l.file_name limit 1) as a_place,
    (select l.file_name || ' line ' || cast(min(r.line) as text)
        from person_record r
            join generation_load g on g.load_id = r.load_id and g.generation = $1
            join source_load l on l.id = r.load_id
        where r.source_person_id = q.b_id
        group by l.file_name order by min(r.line), l.file_name limit 1) as b_place
from (
    select 'may_be_one' as kind, reference, weight, words, a_id, b_id
    from possible_match where generation = $1
    union all
    select kind, reference, weight, words, a_id, b_id
    from person_clash where generation = $1
    union all
    select 'disputed', d.match_reference, d.weight, d.match_words,
        case when d.source_person_id < d.partner_id then d.source_person_id else d.partner_id end,
        case when d.source_person_id < d.partner_id then d.partner_id else d.source_person_id end
    from dispute d
    where d.kind = 'wrong_person' and d.partner_id is not null
        and coalesce((select w.answer from dispute_answer w where w.dispute_id = d.id
            order by w.place desc limit 1), 'open') <> 'withdrawn'
) q
    join membership ma on ma.source_person_id = q.a_id
        and ma.from_generation <= $1 and (ma.to_generation is null or ma.to_generation > $1)
    join membership mb on mb.source_person_id = q.b_id
        and mb.from_generation <= $1 and (mb.to_generation is null or mb.to_generation > $1)
    join source_person sa on sa.id = q.a_id
    join source_person sb on sb.id = q.b_id
order by q.weight desc, q.reference
