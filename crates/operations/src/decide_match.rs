//! Answering a question of the records desk, and taking an answer back.
//!
//! An answer moves no record by itself: the next link run takes what stands as a fact.
//! Invariants: an answer is kept together with its audit entry or not at all; where two workers
//! are needed, the same worker never counts twice.

use crate::access::{Answer, Refused, allowed_by};
use crate::review_question::Named;
use crate::review_queue::Asked;
use crate::review_standing::{Standing, by_pair, reference_of, since_asked, standing};
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::AuditAction;
use governance::{Action, Permit};
use sha2::{Digest, Sha256};
use store::{DisputeStep, MatchDecision, ReviewReader};
use vocabulary::{DisputeAnswer, MatchAnswer, MatchQuestion, MatchReason, PersonalText};

/// An answer as a worker gives it.
#[derive(Debug, Clone, Default)]
pub struct GivenAnswer {
    /// The answer; nothing when none was chosen.
    pub answer: Option<MatchAnswer>,
    /// Why; nothing when none was chosen.
    pub reason: Option<MatchReason>,
    /// What the worker adds; may be blank.
    pub note: String,
}

/// What came of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It stands, and the next link run holds to it.
    Stands,
    /// A different worker has to answer too.
    WaitsForSecond,
    /// The two workers have answered differently; nothing changes until one takes an answer back.
    Contradicting,
}

/// Why an answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No answer was chosen.
    #[error("choose whether the two records are about the same person")]
    NoAnswer,
    /// No reason was chosen.
    #[error("choose the reason for the answer")]
    NoReason,
    /// The reason does not go with the answer.
    #[error("choose a reason that fits the answer")]
    ReasonDoesNotFit,
    /// "Something else" without saying what.
    #[error("say in a few words what the reason is")]
    NoteMissing,
    /// The note is too long.
    #[error("the note must be 300 letters or fewer")]
    NoteTooLong,
    /// The worker has answered already, and a different one has to.
    #[error("you have answered this already; a different worker has to answer too")]
    NeedsAnotherWorker,
    /// It was decided in the meantime.
    #[error("this question has been answered; undo the answer first to change it")]
    AnsweredAlready,
    /// The deciding itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for DecideError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// The most letters of a note.
const LONGEST_NOTE: usize = 300;

/// An answer whose parts fit each other.
pub struct CheckedAnswer {
    /// The answer.
    pub answer: MatchAnswer,
    /// Why.
    pub reason: MatchReason,
    /// What the worker adds.
    pub note: Option<PersonalText>,
}

impl GivenAnswer {
    /// Holds the parts of an answer against each other.
    ///
    /// # Errors
    /// When a part is missing, too long, or does not fit.
    pub fn check(&self) -> Result<CheckedAnswer, DecideError> {
        let answer = self.answer.ok_or(DecideError::NoAnswer)?;
        let reason = self.reason.ok_or(DecideError::NoReason)?;
        if !reason.fits(answer) {
            return Err(DecideError::ReasonDoesNotFit);
        }
        if self.note.chars().count() > LONGEST_NOTE {
            return Err(DecideError::NoteTooLong);
        }
        let note = PersonalText::parse(&self.note).ok();
        if reason == MatchReason::Other && note.is_none() {
            return Err(DecideError::NoteMissing);
        }
        Ok(CheckedAnswer {
            answer,
            reason,
            note,
        })
    }
}

impl Kith {
    /// Keeps a worker's answer to a question, or refuses.
    ///
    /// # Errors
    /// When the answer is not complete, was given already, or cannot be kept.
    pub async fn decide_match(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &GivenAnswer,
        (at, request_id): (At, &str),
    ) -> Result<Answer<Decided>, DecideError> {
        let named = self.named(sitting, handle).await?;
        let permit = match self
            .may_review(sitting, Some(&named), (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let checked = given.check()?;
        let mut event = self.event(AuditAction::MatchDecided, sitting, at, request_id);
        event.people = named.people.to_vec();
        allowed_by(&mut event, &permit);
        let mut reader = ReviewReader::open(self.store(), &permit, event.clone()).await?;
        let asked = self.asked(&mut reader, &permit, at.today()).await?;
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        // Only read: the entry is written together with the answer.
        drop(reader);
        let asked = asked
            .into_iter()
            .find(|one| one.id() == named.id && one.is_shown);
        let asked = asked.ok_or(OperationError::NotFound)?;
        if let Some(error) = not_now(&asked.standing, sitting) {
            return Err(error);
        }
        event.note = Some(format!("{}: {}", named.in_words(), checked.answer.code()));
        let decision = decision(&asked, &named, checked, (sitting, at));
        let pair = (decision.a, decision.b);
        let before = by_pair(&decisions).remove(&pair).unwrap_or_default();
        let mut answers = since_asked(pair, &before, &anew);
        answers.push(&decision);
        let comes_to = standing(&answers);
        let step = settles(&asked, &comes_to, sitting, at);
        let known = decisions.iter().filter(|one| (one.a, one.b) == pair);
        let known = (known.count(), step.as_ref());
        let store = self.store();
        if !store.keep_match_decision(&decision, known, event).await? {
            return Err(DecideError::AnsweredAlready);
        }
        Ok(Answer::Shown(match comes_to {
            Standing::WaitsForSecond { .. } => Decided::WaitsForSecond,
            Standing::Contradicting => Decided::Contradicting,
            Standing::Stands(_) | Standing::Open => Decided::Stands,
        }))
    }

    /// Takes an answer back, or refuses. The next link run no longer holds to it.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when there is no such answer, or it was taken back already;
    /// when it cannot be recorded.
    pub async fn undo_decision(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<()>, OperationError> {
        let id = self.target(sitting, handle).await?;
        let decisions = self.store().match_decisions().await?;
        let decision = decisions.iter().find(|one| one.id == id);
        let decision = decision.ok_or(OperationError::NotFound)?;
        let permit = match self.may_review(sitting, None, (at, request_id)).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let records = [decision.a, decision.b];
        let people = self.store().people_of_records(&records).await?;
        let mut event = self.event(AuditAction::MatchUndone, sitting, at, request_id);
        event.people = people.into_values().collect();
        allowed_by(&mut event, &permit);
        event.note = Some(format!(
            "{} records {} {}",
            decision.reference, records[0], records[1]
        ));
        let (worker, when) = (&sitting.staff_id, at.timestamp());
        if !self
            .store()
            .undo_match_decision(decision, worker, when, event)
            .await?
        {
            return Err(OperationError::NotFound);
        }
        Ok(Answer::Shown(()))
    }

    /// Whether this worker may review; a refusal has been recorded.
    pub(crate) async fn may_review(
        &self,
        sitting: &Sitting,
        named: Option<&Named>,
        moment: (At, &str),
    ) -> Result<Result<Permit, Refused>, OperationError> {
        let subject = named.map(|named| named.people[0]);
        self.access(sitting, Action::ReviewMatches, subject, moment)
            .await
    }
}

/// An answer as it is kept.
fn decision(
    asked: &Asked,
    named: &Named,
    checked: CheckedAnswer,
    (sitting, at): (&Sitting, At),
) -> MatchDecision {
    MatchDecision {
        id: decision_id(named, sitting, at),
        a: named.records[0],
        b: named.records[1],
        question: asked.question.kind,
        reference: reference_of(named.id),
        weight: asked.question.weight,
        answer: checked.answer,
        reason: checked.reason,
        note: checked.note,
        needs_second: asked.place.needs_second() || asked.standing != Standing::Open,
        staff_id: sitting.staff_id.clone(),
        decided_at: at.timestamp(),
        undone: None,
    }
}

/// What an answer means for a dispute about the two records, once it stands.
fn settles(asked: &Asked, comes_to: &Standing, sitting: &Sitting, at: At) -> Option<DisputeStep> {
    let Standing::Stands(answer) = comes_to else {
        return None;
    };
    (asked.question.kind == MatchQuestion::Disputed).then(|| DisputeStep {
        answer: match answer {
            MatchAnswer::Same => DisputeAnswer::SamePerson,
            MatchAnswer::NotSame => DisputeAnswer::NotSamePerson,
            MatchAnswer::CannotTell => DisputeAnswer::DeskCannotTell,
        },
        words: None,
        staff_id: sitting.staff_id.clone(),
        at: at.timestamp(),
    })
}

/// Why this worker cannot answer a question that stands so.
fn not_now(standing: &Standing, sitting: &Sitting) -> Option<DecideError> {
    match standing {
        Standing::Open => None,
        Standing::WaitsForSecond { first } => {
            (*first == sitting.staff_id).then_some(DecideError::NeedsAnotherWorker)
        }
        Standing::Contradicting | Standing::Stands(_) => Some(DecideError::AnsweredAlready),
    }
}

/// One worker answers one question once at one moment: that names the answer.
fn decision_id(named: &Named, sitting: &Sitting, at: At) -> uuid::Uuid {
    let mut hash = Sha256::new();
    hash.update(b"kith decision 1");
    hash.update(named.id.as_bytes());
    hash.update(at.timestamp().as_nanosecond().to_be_bytes());
    hash.update(sitting.staff_id.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Uuid::from_bytes(bytes)
}
