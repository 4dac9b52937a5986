//! What the safeguarding desk does about restrictions: set one, ask to lift it, agree or decline,
//! and answer about a record that was held back. Each is an audit entry of its own.
//!
//! Invariants
//! - A change is acknowledged only after it stands in the journal.
//! - Nobody lifts a shield, a seal or a protected person alone.

use crate::access::{Answer, allowed_by};
use crate::review_standing::{pair_id, reference_of};
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::{AuditAction, AuditEvent};
use governance::Permit;
use store::{MatchDecision, Mint, NewLift, NewRestriction, Restricted};
use uuid::Uuid;
use vocabulary::{
    Date, MatchAnswer, MatchQuestion, MatchReason, PersonId, PersonalText, RestrictionKind,
};

/// A restriction as an officer sets it.
pub struct RestrictionToSet {
    /// What kind.
    pub what: Restricted,
    /// Who must not find the person, or who the person is after an adoption.
    pub other: Option<Handle>,
    /// Why, in the officer's words.
    pub words: String,
    /// What a court order says.
    pub order: String,
    /// When it is to be looked at again.
    pub review_on: Option<Date>,
}

/// Why the desk's wish was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// No reason, or hardly one.
    #[error("say why, in at least fifteen letters, so that the next officer understands it")]
    NoReason,
    /// A pair, or a seal, without its other side.
    #[error("say also who the other person is")]
    NoOtherPerson,
    /// A court order without its words.
    #[error("write what the court order says")]
    NoOrder,
    /// Held back by the link run only, never by hand; a place is not a person.
    #[error("this is not set on a person by hand")]
    NotByHand,
    /// It was answered or lifted already, or the officer is the one who asked.
    #[error("this was answered already, or another officer has to answer it")]
    NotNow,
    /// The operation itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for KeepError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// The fewest letters of a reason.
const FEWEST: usize = 15;

impl Kith {
    /// Sets a restriction on a person, or refuses.
    ///
    /// # Errors
    /// When it is not complete; when the audit, the journal or the database fails.
    pub async fn set_restriction(
        &self,
        sitting: &Sitting,
        person: &Handle,
        set: &RestrictionToSet,
        mint: &mut Mint,
        moment: (At, &str),
    ) -> Result<Answer<()>, KeepError> {
        let person = PersonId::new(self.target(sitting, person).await?);
        let permit = match self
            .may_keep_restrictions(sitting, Some(person), moment)
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let note = reason(&set.words)?;
        let other = match &set.other {
            Some(other) => Some(PersonId::new(self.target(sitting, other).await?)),
            None => None,
        };
        let order = PersonalText::parse(&set.order).ok();
        is_complete(set.what, other, order.as_ref())?;
        let marks = self.marks_for(set.what, person, mint).await?;
        let new = NewRestriction {
            id: mint.id(),
            what: set.what,
            person: Some(person),
            other,
            place: None,
            reason: "set_by_the_desk".to_owned(),
            note: Some(note),
            order,
            set_by: sitting.staff_id.clone(),
            set_at: moment.0.timestamp(),
            review_on: set.review_on,
            marks,
        };
        let mut event = self.kept(AuditAction::RestrictionSet, sitting, &permit, moment);
        event.people = std::iter::once(person).chain(other).collect();
        event.note = Some(format!("{} {}", set.what.code(), new.id));
        if !self.store().set_restriction(&new, event).await? {
            return Err(OperationError::NotFound.into());
        }
        self.keep_journal().await?;
        Ok(Answer::Shown(()))
    }

    /// Asks to lift a restriction from one person; true when it was lifted at once.
    ///
    /// # Errors
    /// When nothing of it stands there; when the audit, the journal or the database fails.
    pub async fn ask_to_lift(
        &self,
        sitting: &Sitting,
        (restriction, person): (&Handle, &Handle),
        words: &str,
        mint: &mut Mint,
        moment: (At, &str),
    ) -> Result<Answer<bool>, KeepError> {
        let restriction = self.target(sitting, restriction).await?;
        let person = PersonId::new(self.target(sitting, person).await?);
        let permit = match self
            .may_keep_restrictions(sitting, Some(person), moment)
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let note = reason(words)?;
        let found = self.store().restriction_facts(restriction).await?;
        let what = found.ok_or(OperationError::NotFound)?.what;
        if what == Restricted::Person(RestrictionKind::Quarantine) {
            return Err(KeepError::NotByHand);
        }
        let needs_second = needs_second(what);
        let lift = NewLift {
            id: mint.id(),
            restriction,
            person: Some(person),
            reason: "lifted_by_the_desk".to_owned(),
            note: Some(note),
            needs_second,
            asked_by: sitting.staff_id.clone(),
            asked_at: moment.0.timestamp(),
        };
        let action = if needs_second {
            AuditAction::LiftAsked
        } else {
            AuditAction::RestrictionLifted
        };
        let mut event = self.kept(action, sitting, &permit, moment);
        event.people = vec![person];
        event.note = Some(format!("{} {restriction}", what.code()));
        if !self.store().ask_to_lift(&lift, event).await? {
            return Err(KeepError::NotNow);
        }
        self.keep_journal().await?;
        Ok(Answer::Shown(!needs_second))
    }

    /// Agrees to a lift that another officer asked for, or declines it.
    ///
    /// # Errors
    /// When it was answered already, or this officer asked; when the audit, the journal or the
    /// database fails.
    pub async fn answer_lift(
        &self,
        sitting: &Sitting,
        lift: &Handle,
        is_agreed: bool,
        moment: (At, &str),
    ) -> Result<Answer<()>, KeepError> {
        let lift = self.target(sitting, lift).await?;
        let permit = match self.may_keep_restrictions(sitting, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let action = if is_agreed {
            AuditAction::RestrictionLifted
        } else {
            AuditAction::LiftDeclined
        };
        let mut event = self.kept(action, sitting, &permit, moment);
        event.people = self.store().people_of_lift(lift).await?;
        event.note = Some(lift.to_string());
        let by = (sitting.staff_id.as_str(), moment.0.timestamp());
        if !self.store().answer_lift(lift, is_agreed, by, event).await? {
            return Err(KeepError::NotNow);
        }
        self.keep_journal().await?;
        Ok(Answer::Shown(()))
    }

    /// Answers about a record that was held back: it is this person, and the next link run joins
    /// them; or it is somebody else, and the record is shown from now on.
    ///
    /// # Errors
    /// When it was answered already; when the audit, the journal or the database fails.
    pub async fn answer_held_back(
        &self,
        sitting: &Sitting,
        held_back: &Handle,
        is_this_person: bool,
        moment: (At, &str),
    ) -> Result<Answer<()>, KeepError> {
        let id = self.target(sitting, held_back).await?;
        let permit = match self.may_keep_restrictions(sitting, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let facts = self.store().restriction_facts(id).await?;
        let facts = facts.ok_or(OperationError::NotFound)?;
        let (Some(may_be), Some(record)) = (facts.may_be, facts.records.first().copied()) else {
            return Err(KeepError::NotNow);
        };
        let (a, b) = (may_be.min(record), may_be.max(record));
        let answer = if is_this_person {
            MatchAnswer::Same
        } else {
            MatchAnswer::NotSame
        };
        let decision = MatchDecision {
            id: decision_id(id, sitting, moment.0),
            a,
            b,
            question: MatchQuestion::MayBeOne,
            reference: reference_of(pair_id(a, b)),
            weight: 0.0,
            answer,
            reason: MatchReason::ServiceConfirmed,
            note: None,
            needs_second: false,
            staff_id: sitting.staff_id.clone(),
            decided_at: moment.0.timestamp(),
            undone: None,
        };
        let decisions = self.store().match_decisions().await?;
        let known = decisions.iter().filter(|one| (one.a, one.b) == (a, b));
        let mut event = self.kept(AuditAction::HeldBackAnswered, sitting, &permit, moment);
        event.note = Some(format!("{} {id}", answer.code()));
        let store = self.store();
        if !store
            .keep_match_decision(&decision, (known.count(), None), event.clone())
            .await?
        {
            return Err(KeepError::NotNow);
        }
        let by = (sitting.staff_id.as_str(), moment.0.timestamp());
        if !is_this_person && !store.end_quarantine(id, by, event).await? {
            return Err(KeepError::NotNow);
        }
        self.keep_journal().await?;
        Ok(Answer::Shown(()))
    }

    fn kept(
        &self,
        action: AuditAction,
        sitting: &Sitting,
        permit: &Permit,
        (at, request_id): (At, &str),
    ) -> AuditEvent {
        let mut event = self.event(action, sitting, at, request_id);
        allowed_by(&mut event, permit);
        event
    }
}

/// Whether another officer has to agree before it is lifted.
const fn needs_second(what: Restricted) -> bool {
    match what {
        Restricted::Person(
            RestrictionKind::Shield
            | RestrictionKind::AdoptionSeal
            | RestrictionKind::ProtectedPerson,
        )
        | Restricted::Pair
        | Restricted::Place => true,
        Restricted::Person(
            RestrictionKind::Quarantine
            | RestrictionKind::StaffRecord
            | RestrictionKind::CourtOrder,
        ) => false,
    }
}

fn is_complete(
    what: Restricted,
    other: Option<PersonId>,
    order: Option<&PersonalText>,
) -> Result<(), KeepError> {
    match what {
        Restricted::Person(RestrictionKind::Quarantine) | Restricted::Place => {
            Err(KeepError::NotByHand)
        }
        Restricted::Person(RestrictionKind::AdoptionSeal) | Restricted::Pair if other.is_none() => {
            Err(KeepError::NoOtherPerson)
        }
        Restricted::Person(RestrictionKind::CourtOrder) if order.is_none() => {
            Err(KeepError::NoOrder)
        }
        Restricted::Person(
            RestrictionKind::Shield
            | RestrictionKind::AdoptionSeal
            | RestrictionKind::ProtectedPerson
            | RestrictionKind::StaffRecord
            | RestrictionKind::CourtOrder,
        )
        | Restricted::Pair => Ok(()),
    }
}

fn reason(words: &str) -> Result<PersonalText, KeepError> {
    if words.trim().chars().count() < FEWEST {
        return Err(KeepError::NoReason);
    }
    PersonalText::parse(words).map_err(|_| KeepError::NoReason)
}

fn decision_id(held_back: Uuid, sitting: &Sitting, at: At) -> Uuid {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(b"kith held back 1");
    hash.update(held_back.as_bytes());
    hash.update(at.timestamp().as_nanosecond().to_be_bytes());
    hash.update(sitting.staff_id.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}
