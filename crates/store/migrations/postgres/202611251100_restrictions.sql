-- Restrictions: what keeps a person or a place from being shown as others are. Rows are only added.
create table restriction (
    id UUID primary key,
    kind TEXT not null,
    reason TEXT not null,
    note TEXT,
    order_words TEXT,
    address_key TEXT,
    may_be_of UUID,
    may_be_record UUID,
    set_by TEXT not null,
    set_at TEXT not null
);
comment on table restriction is 'Restrictions: what keeps a person or a place from being shown as others are. Rows are only added.';
create index restriction_by_kind on restriction (kind);
create index restriction_by_place on restriction (address_key) where address_key is not null;

-- The records on which a restriction stands, so that it follows them. Rows are only added.
create table restriction_anchor (
    id UUID primary key,
    restriction_id UUID not null references restriction (id),
    source_person_id UUID not null references source_person (id),
    side TEXT not null,
    cause TEXT not null,
    generation BIGINT not null,
    anchored_at TEXT not null
);
comment on table restriction_anchor is 'The records on which a restriction stands, so that it follows them. Rows are only added.';
create index restriction_anchor_by_person on restriction_anchor (source_person_id);
create index restriction_anchor_by_restriction on restriction_anchor (restriction_id, side);

-- When a restriction is to be looked at again; the newest row counts. Rows are only added.
create table restriction_review (
    id UUID primary key,
    restriction_id UUID not null references restriction (id),
    review_on TEXT not null,
    note TEXT,
    staff_id TEXT not null,
    reviewed_at TEXT not null
);
comment on table restriction_review is 'When a restriction is to be looked at again; the newest row counts. Rows are only added.';
create index restriction_review_by_restriction on restriction_review (restriction_id);

-- An officer asks to lift a restriction from one person. Rows are only added.
create table restriction_lift (
    id UUID primary key,
    restriction_id UUID not null references restriction (id),
    reason TEXT not null,
    note TEXT,
    needs_second BOOLEAN not null,
    asked_by TEXT not null,
    asked_at TEXT not null
);
comment on table restriction_lift is 'An officer asks to lift a restriction from one person. Rows are only added.';
create index restriction_lift_by_restriction on restriction_lift (restriction_id);

-- The anchors that a lift takes away once it is agreed. Rows are only added.
create table restriction_lift_anchor (
    lift_id UUID not null references restriction_lift (id),
    anchor_id UUID not null references restriction_anchor (id),
    primary key (lift_id, anchor_id)
);
comment on table restriction_lift_anchor is 'The anchors that a lift takes away once it is agreed. Rows are only added.';
create index restriction_lift_anchor_by_anchor on restriction_lift_anchor (anchor_id);

-- How a lift was answered: agreed, and from then on it counts, or declined. Rows are only added.
create table restriction_lift_answer (
    lift_id UUID primary key references restriction_lift (id),
    answer TEXT not null,
    staff_id TEXT not null,
    answered_at TEXT not null
);
comment on table restriction_lift_answer is 'How a lift was answered: agreed, and from then on it counts, or declined. Rows are only added.';

-- Keyed marks of protected persons: rows that match are not kept at a load. Rows are only added.
create table withheld_mark (
    restriction_id UUID not null references restriction (id),
    mark TEXT not null,
    primary key (restriction_id, mark)
);
comment on table withheld_mark is 'Keyed marks of protected persons: rows that match are not kept at a load. Rows are only added.';
create index withheld_mark_by_mark on withheld_mark (mark);

-- How many rows a load left out, under a salted name; nothing says whom or which load.
create table withheld_count (
    name TEXT primary key,
    rows_left_out BIGINT not null
);
comment on table withheld_count is 'How many rows a load left out, under a salted name; nothing says whom or which load.';

create index person_record_by_nhs_number on person_record (nhs_number) where nhs_number is not null;
create index person_record_by_telephone on person_record (telephone) where telephone is not null;

-- A restriction is never rewritten or taken out; it is lifted by a row of its own.
create function refuse_lifting() returns trigger language plpgsql as $$
begin
    raise exception 'restrictions are only ever added to';
end;
$$;
create trigger restriction_no_update before update on restriction
    for each row execute function refuse_lifting();
create trigger restriction_no_delete before delete on restriction
    for each row execute function refuse_lifting();
create trigger restriction_anchor_no_update before update on restriction_anchor
    for each row execute function refuse_lifting();
create trigger restriction_anchor_no_delete before delete on restriction_anchor
    for each row execute function refuse_lifting();
create trigger restriction_review_no_update before update on restriction_review
    for each row execute function refuse_lifting();
create trigger restriction_review_no_delete before delete on restriction_review
    for each row execute function refuse_lifting();
create trigger restriction_lift_no_update before update on restriction_lift
    for each row execute function refuse_lifting();
create trigger restriction_lift_no_delete before delete on restriction_lift
    for each row execute function refuse_lifting();
create trigger restriction_lift_anchor_no_update before update on restriction_lift_anchor
    for each row execute function refuse_lifting();
create trigger restriction_lift_anchor_no_delete before delete on restriction_lift_anchor
    for each row execute function refuse_lifting();
create trigger restriction_lift_answer_no_update before update on restriction_lift_answer
    for each row execute function refuse_lifting();
create trigger restriction_lift_answer_no_delete before delete on restriction_lift_answer
    for each row execute function refuse_lifting();
create trigger withheld_mark_no_update before update on withheld_mark
    for each row execute function refuse_lifting();
create trigger withheld_mark_no_delete before delete on withheld_mark
    for each row execute function refuse_lifting();
