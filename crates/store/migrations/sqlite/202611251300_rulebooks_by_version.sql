-- The text of every rule file of every version that was ever proposed or in force, so that an
-- old decision can be looked at again under the rules of its time. Rows are only added.
create table rulebook_text (
    version TEXT not null,
    file TEXT not null,
    text TEXT not null,
    primary key (version, file)
) strict;

-- A change of the rules that one officer proposes, with what it would do in words.
create table rulebook_proposal (
    reference TEXT primary key,
    version TEXT not null,
    compared_with TEXT not null,
    report TEXT not null,
    staff_id TEXT not null,
    proposed_at TEXT not null
) strict;

-- Which version is in force from when; the newest row is in force. Without a proposal it is the
-- first, taken from the council's folder.
create table rulebook_activation (
    seq INTEGER primary key,
    version TEXT not null,
    reference TEXT references rulebook_proposal (reference),
    staff_id TEXT,
    activated_at TEXT not null
) strict;

create trigger rulebook_text_no_update before update on rulebook_text
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
create trigger rulebook_text_no_delete before delete on rulebook_text
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
create trigger rulebook_proposal_no_update before update on rulebook_proposal
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
create trigger rulebook_proposal_no_delete before delete on rulebook_proposal
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
create trigger rulebook_activation_no_update before update on rulebook_activation
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
create trigger rulebook_activation_no_delete before delete on rulebook_activation
begin
    select raise(abort, 'rules of the past are never rewritten');
end;
