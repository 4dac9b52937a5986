-- The key of the commitments that stand for one person in the audit's entries. Deleting it erases.
create table audit_subject_key (
    person_id BLOB primary key,
    key TEXT not null
) strict, without rowid;

-- Case number and search terms of an audit entry, with the key of their commitments. Can be erased.
create table audit_detail (
    seq INTEGER primary key references audit_entry (seq),
    key TEXT not null,
    case_reference TEXT,
    terms TEXT
) strict;

-- Which parts of which audit entries were erased, and the entry that records it. Rows are only added.
create table audit_erasure (
    erasure_seq INTEGER not null references audit_entry (seq),
    seq INTEGER not null references audit_entry (seq),
    part TEXT not null,
    primary key (erasure_seq, seq, part)
) strict, without rowid;
create index audit_erasure_by_entry on audit_erasure (seq);

-- Signed checkpoints over the audit, with the tree to go on from. Rows are only added.
create table audit_checkpoint (
    size INTEGER primary key,
    note TEXT not null,
    frontier TEXT not null
) strict;

-- Checkpoints that came back cosigned by a witness. Rows are only added.
create table audit_cosigned (
    size INTEGER not null references audit_checkpoint (size),
    kept_at TEXT not null,
    note TEXT not null,
    primary key (size, note)
) strict, without rowid;

-- Whom an entry is about can go, once its erasure is listed; nothing else can.
drop trigger audit_person_no_delete;
create trigger audit_person_no_delete before delete on audit_person
when not exists (select 1 from audit_erasure e where e.seq = old.seq)
begin
    select raise(abort, 'the audit is only ever added to, except by a recorded erasure');
end;
create trigger audit_detail_no_delete before delete on audit_detail
when not exists (select 1 from audit_erasure e where e.seq = old.seq)
begin
    select raise(abort, 'the audit is only ever added to, except by a recorded erasure');
end;
create trigger audit_detail_no_update before update on audit_detail
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_subject_key_no_update before update on audit_subject_key
begin
    select raise(abort, 'the key of a subject is never changed');
end;
create trigger audit_erasure_no_update before update on audit_erasure
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_erasure_no_delete before delete on audit_erasure
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_checkpoint_no_update before update on audit_checkpoint
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_checkpoint_no_delete before delete on audit_checkpoint
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_cosigned_no_update before update on audit_cosigned
begin
    select raise(abort, 'the audit is only ever added to');
end;
create trigger audit_cosigned_no_delete before delete on audit_cosigned
begin
    select raise(abort, 'the audit is only ever added to');
end;
