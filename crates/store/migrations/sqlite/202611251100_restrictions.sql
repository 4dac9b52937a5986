-- Restrictions: what keeps a person or a place from being shown as others are. Rows are only added.
create table restriction (
    id BLOB primary key,
    kind TEXT not null,
    reason TEXT not null,
    note TEXT,
    order_words TEXT,
    address_key TEXT,
    may_be_of BLOB,
    may_be_record BLOB,
    set_by TEXT not null,
    set_at TEXT not null
) strict;
create index restriction_by_kind on restriction (kind);
create index restriction_by_place on restriction (address_key) where address_key is not null;

-- The records on which a restriction stands, so that it follows them. Rows are only added.
create table restriction_anchor (
    id BLOB primary key,
    restriction_id BLOB not null references restriction (id),
    source_person_id BLOB not null references source_person (id),
    side TEXT not null,
    cause TEXT not null,
    generation INTEGER not null,
    anchored_at TEXT not null
) strict;
create index restriction_anchor_by_person on restriction_anchor (source_person_id);
create index restriction_anchor_by_restriction on restriction_anchor (restriction_id, side);

-- When a restriction is to be looked at again; the newest row counts. Rows are only added.
create table restriction_review (
    id BLOB primary key,
    restriction_id BLOB not null references restriction (id),
    review_on TEXT not null,
    note TEXT,
    staff_id TEXT not null,
    reviewed_at TEXT not null
) strict;
create index restriction_review_by_restriction on restriction_review (restriction_id);

-- An officer asks to lift a restriction from one person. Rows are only added.
create table restriction_lift (
    id BLOB primary key,
    restriction_id BLOB not null references restriction (id),
    reason TEXT not null,
    note TEXT,
    needs_second INTEGER not null,
    asked_by TEXT not null,
    asked_at TEXT not null
) strict;
create index restriction_lift_by_restriction on restriction_lift (restriction_id);

-- The anchors that a lift takes away once it is agreed. Rows are only added.
create table restriction_lift_anchor (
    lift_id BLOB not null references restriction_lift (id),
    anchor_id BLOB not null references restriction_anchor (id),
    primary key (lift_id, anchor_id)
) strict, without rowid;
create index restriction_lift_anchor_by_anchor on restriction_lift_anchor (anchor_id);

-- How a lift was answered: agreed, and from then on it counts, or declined. Rows are only added.
create table restriction_lift_answer (
    lift_id BLOB primary key references restriction_lift (id),
    answer TEXT not null,
    staff_id TEXT not null,
    answered_at TEXT not null
) strict;

-- Keyed marks of protected persons: rows that match are not kept at a load. Rows are only added.
create table withheld_mark (
    restriction_id BLOB not null references restriction (id),
    mark TEXT not null,
    primary key (restriction_id, mark)
) strict, without rowid;
create index withheld_mark_by_mark on withheld_mark (mark);

-- How many rows a load left out, under a salted name; nothing says whom or which load.
create table withheld_count (
    name TEXT primary key,
    rows_left_out INTEGER not null
) strict;

create index person_record_by_nhs_number on person_record (nhs_number) where nhs_number is not null;
create index person_record_by_telephone on person_record (telephone) where telephone is not null;

-- A restriction is never rewritten or taken out; it is lifted by a row of its own.
create trigger restriction_no_update before update on restriction
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_no_delete before delete on restriction
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_anchor_no_update before update on restriction_anchor
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_anchor_no_delete before delete on restriction_anchor
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_review_no_update before update on restriction_review
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_review_no_delete before delete on restriction_review
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_no_update before update on restriction_lift
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_no_delete before delete on restriction_lift
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_anchor_no_update before update on restriction_lift_anchor
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_anchor_no_delete before delete on restriction_lift_anchor
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_answer_no_update before update on restriction_lift_answer
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger restriction_lift_answer_no_delete before delete on restriction_lift_answer
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger withheld_mark_no_update before update on withheld_mark
begin
    select raise(abort, 'restrictions are only ever added to');
end;
create trigger withheld_mark_no_delete before delete on withheld_mark
begin
    select raise(abort, 'restrictions are only ever added to');
end;
