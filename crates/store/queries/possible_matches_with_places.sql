-- Pairs that may be one person, each record by source, file and line.
-- Index: possible_match primary key, person_record_by_person.
select p.reference, p.weight, p.words,
    sa.source || ' ' || la.file_name || ' line ' || cast(min(ra.line) as text) as a,
    sb.source || ' ' || lb.file_name || ' line ' || cast(min(rb.line) as text) as b
from possible_match p
    join source_person sa on sa.id = p.a_id
    join person_record ra on ra.source_person_id = p.a_id
    join generation_load ga on ga.load_id = ra.load_id and ga.generation = $1
    join source_load la on la.id = ra.load_id
    join source_person sb on sb.id = p.b_id
    join person_record rb on rb.source_person_id = p.b_id
    join generation_load gb on gb.load_id = rb.load_id and gb.generation = $1
    join source_load lb on lb.id = rb.load_id
where p.generation = $1
group by p.reference, p.weight, p.words, p.a_id, p.b_id, sa.source, la.file_name, sb.source, lb.file_name
order by p.weight desc, p.reference
