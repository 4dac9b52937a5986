-- The key of the commitments that stand for one person in the audit's entries. Deleting it erases.
create table audit_subject_key (
    person_id UUID primary key,
    key TEXT not null
);
comment on table audit_subject_key is 'The key of the commitments that stand for one person in the audit''s entries. Deleting it erases.';

-- Case number and search terms of an audit entry, with the key of their commitments. Can be erased.
create table audit_detail (
    seq BIGINT primary key references audit_entry (seq),
    key TEXT not null,
    case_reference TEXT,
    terms TEXT
);
comment on table audit_detail is 'Case number and search terms of an audit entry, with the key of their commitments. Can be erased.';

-- Which parts of which audit entries were erased, and the entry that records it. Rows are only added.
create table audit_erasure (
    erasure_seq BIGINT not null references audit_entry (seq),
    seq BIGINT not null references audit_entry (seq),
    part TEXT not null,
    primary key (erasure_seq, seq, part)
);
create index audit_erasure_by_entry on audit_erasure (seq);
comment on table audit_erasure is 'Which parts of which audit entries were erased, and the entry that records it. Rows are only added.';

-- Signed checkpoints over the audit, with the tree to go on from. Rows are only added.
create table audit_checkpoint (
    size BIGINT primary key,
    note TEXT not null,
    frontier TEXT not null
);
comment on table audit_checkpoint is 'Signed checkpoints over the audit, with the tree to go on from. Rows are only added.';

-- Checkpoints that came back cosigned by a witness. Rows are only added.
create table audit_cosigned (
    size BIGINT not null references audit_checkpoint (size),
    kept_at TEXT not null,
    note TEXT not null,
    primary key (size, note)
);
comment on table audit_cosigned is 'Checkpoints that came back cosigned by a witness. Rows are only added.';

-- Whom an entry is about can go, once its erasure is listed; nothing else can.
create function refuse_unlisted_erasure() returns trigger as $$
begin
    if not exists (select 1 from audit_erasure e where e.seq = old.seq) then
        raise exception 'the audit is only ever added to, except by a recorded erasure';
    end if;
    return old;
end;
$$ language plpgsql;
drop trigger audit_person_append_only on audit_person;
create trigger audit_person_no_update before update on audit_person
    for each row execute function refuse_change();
create trigger audit_person_no_delete before delete on audit_person
    for each row execute function refuse_unlisted_erasure();
create trigger audit_detail_no_delete before delete on audit_detail
    for each row execute function refuse_unlisted_erasure();
create trigger audit_detail_no_update before update on audit_detail
    for each row execute function refuse_change();
create trigger audit_detail_no_truncate before truncate on audit_detail
    for each statement execute function refuse_change();
create trigger audit_subject_key_no_update before update on audit_subject_key
    for each row execute function refuse_change();
create trigger audit_subject_key_no_truncate before truncate on audit_subject_key
    for each statement execute function refuse_change();
create trigger audit_erasure_append_only before update or delete on audit_erasure
    for each row execute function refuse_change();
create trigger audit_erasure_no_truncate before truncate on audit_erasure
    for each statement execute function refuse_change();
create trigger audit_checkpoint_append_only before update or delete on audit_checkpoint
    for each row execute function refuse_change();
create trigger audit_checkpoint_no_truncate before truncate on audit_checkpoint
    for each statement execute function refuse_change();
create trigger audit_cosigned_append_only before update or delete on audit_cosigned
    for each row execute function refuse_change();
create trigger audit_cosigned_no_truncate before truncate on audit_cosigned
    for each statement execute function refuse_change();
