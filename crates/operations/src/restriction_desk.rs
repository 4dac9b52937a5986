//! The safeguarding desk: what is restricted and on whom, what was held back and why, and what
//! waits for another officer. Records held back come first, then what is due for review.
//!
//! Invariants
//! - Only the safeguarding desk's own permit opens a name here, and each list is recorded with
//!   everybody who is on it.
//! - Nothing about anybody to whom the officer is tied is on the list; where it is not known whom
//!   words are about, they are not shown.

use crate::access::{Answer, Refused, allowed_by};
use crate::opening::age_range;
use crate::review_compare::RecordSaid;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use governance::{Action, MemberFacts, MemberStanding, Opened, Permit, TieFact};
use std::collections::{BTreeMap, BTreeSet};
use store::{AskedLift, DeskReader, KeptRestriction, NetReason, PersonFacts, Restricted};
use vocabulary::{PersonId, PersonalText, RestrictionKind};

/// A person on the desk's list.
pub struct DeskPerson {
    /// Leads to the person, for the desk.
    pub handle: Handle,
    /// The usual name.
    pub name: Option<PersonalText>,
    /// The birth date, in words.
    pub born: Option<PersonalText>,
}

/// One restriction on the desk's list.
pub struct RestrictionLine {
    /// Leads to the restriction.
    pub handle: Handle,
    /// What is restricted.
    pub what: Restricted,
    /// On whom it stands; after a split, on more than one.
    pub people: Vec<DeskPerson>,
    /// Who must not find them, who they are after an adoption, or who a held-back record may be.
    pub others: Vec<DeskPerson>,
    /// Why a record was held back, in words.
    pub why: Vec<&'static str>,
    /// What the officer wrote.
    pub note: Option<PersonalText>,
    /// What a court order says.
    pub order: Option<PersonalText>,
    /// Who set it, and when, in words.
    pub set: String,
    /// When it is to be looked at again, in words.
    pub review_on: Option<String>,
    /// That day has come.
    pub is_due: bool,
    /// It stands nowhere any more.
    pub is_lifted: bool,
    /// Lifts that wait for another officer.
    pub asked: Vec<AskedLine>,
}

/// A lift that waits for another officer.
pub struct AskedLine {
    /// Leads to the lift.
    pub handle: Handle,
    /// Who asked.
    pub asked_by: String,
    /// Why.
    pub note: Option<PersonalText>,
    /// This worker asked, and so cannot agree.
    pub is_own: bool,
}

impl Kith {
    /// Every restriction, or a refusal.
    ///
    /// # Errors
    /// When nothing is published, or the audit or the database fails.
    pub async fn restrictions(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<RestrictionLine>>, OperationError> {
        let moment = (at, request_id);
        let permit = match self.may_keep_restrictions(sitting, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawRestrictions, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        let mut reader = DeskReader::open(self.store(), &permit, event.clone()).await?;
        let mut kept = reader.restrictions().await?;
        let records: Vec<_> = kept.iter().filter_map(|one| one.may_be).collect();
        let of_record = reader.people_of(&records).await?;
        for one in &mut kept {
            let may_be = one.may_be.and_then(|record| of_record.get(&record));
            one.others.extend(may_be);
        }
        let kept_from = self.kept_from(sitting, at.today()).await?;
        leave_out_the_tied(&mut kept, &kept_from);
        let people: BTreeSet<PersonId> = kept
            .iter()
            .flat_map(|one| one.people.iter().chain(&one.others))
            .copied()
            .collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let facts = reader.facts(&people).await?;
        let said = self.said(&permit, facts, at);
        event.action = AuditAction::DeskShown;
        event.people = people.clone();
        reader.finish(event).await?;
        let lifts = kept.iter().flat_map(|one| &one.asked).map(|one| one.id);
        let targets = kept.iter().map(|one| one.id).chain(lifts);
        let targets = targets.chain(people.iter().map(|person| person.uuid()));
        self.keep_handles(sitting, targets.collect::<Vec<_>>().into_iter())
            .await?;
        let list = List {
            sitting,
            said: &said,
            workers: self.worker_names().await?,
            at,
        };
        let mut lines: Vec<RestrictionLine> = kept.into_iter().map(|one| list.line(one)).collect();
        lines.sort_by_key(|line| (line.is_lifted, !line.is_held_back(), !line.is_due));
        Ok(Answer::Shown(lines))
    }

    /// Who a person is whom the desk has found, before anything is set, or a refusal.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when there is nobody; when the audit or the database fails.
    pub async fn person_to_restrict(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<DeskPerson>, OperationError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let moment = (at, request_id);
        let permit = match self
            .may_keep_restrictions(sitting, Some(person), moment)
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::DeskSearched, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        event.people = vec![person];
        let mut reader = DeskReader::open(self.store(), &permit, event.clone()).await?;
        let facts = reader.facts(&[person]).await?;
        let said = self.said(&permit, facts, at).remove(&person);
        event.action = AuditAction::DeskShown;
        reader.finish(event).await?;
        let said = said.ok_or(OperationError::NotFound)?;
        Ok(Answer::Shown(DeskPerson {
            handle: handle.clone(),
            name: said.usual(),
            born: said.born(),
        }))
    }

    /// Whether this worker keeps restrictions; a refusal has been recorded.
    pub(crate) async fn may_keep_restrictions(
        &self,
        sitting: &Sitting,
        person: Option<PersonId>,
        moment: (At, &str),
    ) -> Result<Result<Permit, Refused>, OperationError> {
        self.access(sitting, Action::KeepRestrictions, person, moment)
            .await
    }

    /// The names and births of people, as far as the desk's permit opens them.
    fn said(
        &self,
        permit: &Permit,
        facts: Vec<PersonFacts>,
        at: At,
    ) -> BTreeMap<PersonId, RecordSaid> {
        let mut all = BTreeMap::new();
        for facts in facts {
            let (person, age) = (facts.person, age_range(facts.births.iter(), at.today()));
            // The desk is who looks after people whom nobody else is shown: their names, no more.
            let standing = MemberStanding::open();
            let subject = MemberFacts {
                person,
                age,
                standing,
            };
            let member = permit.for_member(self.rulebook(), &subject);
            let said: &mut RecordSaid = all.entry(person).or_default();
            for (sealed, _) in facts.identities {
                if let Opened::Shown { value, .. } = member.disclose_person(sealed) {
                    said.add(value);
                }
            }
        }
        all
    }
}

impl RestrictionLine {
    /// Whether it is a record that was held back and waits for an answer.
    #[must_use]
    pub fn is_held_back(&self) -> bool {
        self.what == Restricted::Person(RestrictionKind::Quarantine) && !self.is_lifted
    }
}

/// Leaves out whatever is about somebody to whom the officer is tied. Where nobody says any more
/// whom it is about, because it was lifted or the records are gone, the words about them go.
fn leave_out_the_tied(kept: &mut Vec<KeptRestriction>, tied: &BTreeMap<PersonId, TieFact>) {
    kept.retain(|one| {
        let mut concerned = one.people.iter().chain(&one.others);
        !concerned.any(|person| tied.contains_key(person))
    });
    let is_of_nobody_known =
        |one: &&mut KeptRestriction| one.what != Restricted::Place && one.people.is_empty();
    for one in kept.iter_mut().filter(is_of_nobody_known) {
        (one.note, one.order) = (None, None);
        for asked in &mut one.asked {
            asked.note = None;
        }
    }
}

/// What every line of one list needs.
struct List<'a> {
    sitting: &'a Sitting,
    said: &'a BTreeMap<PersonId, RecordSaid>,
    workers: BTreeMap<String, String>,
    at: At,
}

impl List<'_> {
    fn line(&self, kept: KeptRestriction) -> RestrictionLine {
        let called = |id: &str| crate::who_looked::called(&self.workers, id);
        let when = kept.set_at.parse().map(moment_in_words);
        let codes = kept.reason.split(' ');
        RestrictionLine {
            handle: self.sitting.handle(kept.id),
            what: kept.what,
            people: self.people(&kept.people),
            others: self.people(&kept.others),
            why: codes
                .filter_map(NetReason::parse)
                .map(NetReason::in_words)
                .collect(),
            note: kept.note,
            order: kept.order,
            set: format!("{}, {}", called(&kept.set_by), when.unwrap_or_default()),
            review_on: kept.review_on.map(day_in_words),
            is_due: kept.review_on.is_some_and(|day| day <= self.at.today()),
            is_lifted: kept.is_lifted,
            asked: kept.asked.into_iter().map(|one| self.asked(one)).collect(),
        }
    }

    fn people(&self, people: &BTreeSet<PersonId>) -> Vec<DeskPerson> {
        let person = |person: &PersonId| {
            let said = self.said.get(person);
            DeskPerson {
                handle: self.sitting.handle(person.uuid()),
                name: said.and_then(RecordSaid::usual),
                born: said.and_then(RecordSaid::born),
            }
        };
        people.iter().map(person).collect()
    }

    fn asked(&self, asked: AskedLift) -> AskedLine {
        AskedLine {
            handle: self.sitting.handle(asked.id),
            is_own: asked.asked_by == self.sitting.staff_id,
            asked_by: crate::who_looked::called(&self.workers, &asked.asked_by),
            note: asked.note,
        }
    }
}
