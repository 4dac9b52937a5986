//! What is disputed in the data of the sources that a worker answers for, and answering it.
//!
//! The owner of a source sees the tickets of its own sources, by the source's own numbers; the
//! records desk sees those of every source, and the disputed links that wait in its review.
//! Invariants: nobody is named, and no owner's value is changed; what is about somebody who is as
//! if absent, or to whom the worker is tied, is not on the list.

use crate::access::{Answer, allowed_by};
use crate::at::day_of;
use crate::dispute_marks::who_says;
use crate::handle::id_of;
use crate::own_disputes::{AnsweredDispute, DisputeClock, disputed_what};
use crate::review_standing::pair_id;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use governance::Action;
use store::{DisputeStep, KeptDispute, Notice};
use vocabulary::{
    DisputeAnswer, DisputeKind, DisputeReason, NoticeKind, PersonalText, Role, SourceId,
};

/// The fewest letters of a reason in words.
const SHORTEST: usize = 15;
/// The most.
const LONGEST: usize = 600;

/// One ticket.
pub struct DisputeTicket {
    /// For answering it.
    pub handle: Handle,
    /// What people quote.
    pub reference: String,
    /// What is said.
    pub kind: DisputeKind,
    /// Of what: the service or who the person is, and the part.
    pub what: String,
    /// The source's name.
    pub source_name: String,
    /// The person's number in the source.
    pub key: PersonalText,
    /// Who says so, by role.
    pub who_says: String,
    /// Why.
    pub reason: DisputeReason,
    /// What was added.
    pub words: Option<PersonalText>,
    /// When it was said, in words.
    pub said_on: String,
    /// Until when it is answered.
    pub clock: DisputeClock,
    /// What came of it.
    pub answer: Option<AnsweredDispute>,
    /// For the records desk: the question in its review.
    pub question: Option<Handle>,
}

/// An answer as it is given.
#[derive(Debug, Clone, Default)]
pub struct GivenDisputeAnswer {
    /// The answer; nothing when none was chosen.
    pub answer: Option<DisputeAnswer>,
    /// Why, in words.
    pub words: String,
}

/// Why an answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum AnswerDisputeError {
    /// No answer was chosen.
    #[error("choose what came of it")]
    NoAnswer,
    /// The words are missing or too few.
    #[error("say in at least 15 letters what you did or found")]
    TooShort,
    /// The words are too many.
    #[error("what you say must be 600 letters or fewer")]
    TooLong,
    /// It was answered in the meantime.
    #[error("this has been answered, or was taken back")]
    AnsweredAlready,
    /// It could not be kept.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl GivenDisputeAnswer {
    fn check(&self) -> Result<(DisputeAnswer, PersonalText), AnswerDisputeError> {
        let is_offered = |answer: &DisputeAnswer| DisputeAnswer::OF_OWNER.contains(answer);
        let answer = self.answer.filter(is_offered);
        let answer = answer.ok_or(AnswerDisputeError::NoAnswer)?;
        let words = self.words.trim();
        if words.chars().count() > LONGEST {
            return Err(AnswerDisputeError::TooLong);
        }
        if words.chars().count() < SHORTEST {
            return Err(AnswerDisputeError::TooShort);
        }
        let words = PersonalText::parse(words).map_err(|_| AnswerDisputeError::TooShort)?;
        Ok((answer, words))
    }
}

impl Kith {
    /// What is disputed in the data that this worker answers for: what waits first, by its last
    /// day; or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn dispute_tickets(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<DisputeTicket>>, OperationError> {
        let (action, moment) = (Action::AnswerDisputes, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawDisputes, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        let mut kept = self.store().disputes(&permit, viewed).await?;
        let absent = self.store().absent_people().await?;
        let tied = self.kept_from(sitting, at.today()).await?;
        kept.retain(|one| {
            let is_told = |person| !absent.contains(person) && !tied.contains_key(person);
            self.is_answered_by(sitting, one) && one.person.as_ref().is_some_and(is_told)
        });
        kept.sort_by_key(|one| (one.answer().is_some(), one.dispute.raised_at));
        let ids = kept
            .iter()
            .flat_map(|one| [Some(one.dispute.id), question_of(one)]);
        let targets: Vec<uuid::Uuid> = ids.flatten().collect();
        self.keep_handles(sitting, targets.into_iter()).await?;
        let tickets = kept.into_iter().map(|one| self.ticket(sitting, one, at));
        Ok(Answer::Shown(tickets.collect()))
    }

    /// Answers a ticket, or refuses. Whoever raised it is told.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a ticket of a source that the worker does not answer for;
    /// when a part is missing, it was answered, or it cannot be kept.
    pub async fn answer_dispute(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &GivenDisputeAnswer,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, AnswerDisputeError> {
        let id = self.target(sitting, handle).await?;
        let kept = self.store().dispute(id).await;
        let kept = kept.map_err(OperationError::from)?;
        let is_a_ticket = |one: &KeptDispute| {
            one.dispute.kind == DisputeKind::WrongFact && self.is_answered_by(sitting, one)
        };
        let kept = kept.filter(is_a_ticket).ok_or(OperationError::NotFound)?;
        let person = kept.person.ok_or(OperationError::NotFound)?;
        let (action, moment) = (Action::AnswerDisputes, (at, request_id));
        let permit = match self.access(sitting, action, Some(person), moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let (answer, words) = given.check()?;
        if kept.answer().is_some() {
            return Err(AnswerDisputeError::AnsweredAlready);
        }
        let mut event = self.event(AuditAction::DisputeAnswered, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, &permit);
        event.note = Some(format!("{} {}", kept.dispute.reference, answer.code()));
        let step = DisputeStep {
            answer,
            words: Some(words),
            staff_id: sitting.staff_id.clone(),
            at: at.timestamp(),
        };
        let told = told(&kept, sitting, at);
        let done = self
            .store()
            .answer_dispute(id, &step, kept.steps.len(), (event, Some(&told)));
        match done.await.map_err(OperationError::from)? {
            true => Ok(Answer::Shown(())),
            false => Err(AnswerDisputeError::AnsweredAlready),
        }
    }

    /// Whether a dispute is one that this worker answers for.
    fn is_answered_by(&self, sitting: &Sitting, kept: &KeptDispute) -> bool {
        let is_desk = sitting.role == Role::RecordsDesk;
        let is_owner = |source: &SourceId| self.answers_for(sitting).contains_key(source);
        match kept.dispute.kind {
            DisputeKind::WrongFact => is_desk || is_owner(&kept.source),
            DisputeKind::WrongPerson => is_desk,
        }
    }

    fn ticket(&self, sitting: &Sitting, kept: KeptDispute, at: At) -> DisputeTicket {
        let said_on = day_of(kept.dispute.raised_at);
        let question = question_of(&kept);
        DisputeTicket {
            handle: sitting.handle(kept.dispute.id),
            what: disputed_what(&kept),
            source_name: self.source_called(&kept.source),
            key: PersonalText::parse(kept.key.reveal()).expect("a key is never blank"),
            who_says: who_says(kept.dispute.said_by, kept.dispute.role),
            said_on: day_in_words(said_on),
            clock: DisputeClock::of(said_on, at.today()),
            answer: kept.answer().map(|step| AnsweredDispute {
                answer: step.answer,
                words: step.words.clone(),
                at: moment_in_words(step.at),
            }),
            question: question.map(|id| sitting.handle(id)),
            reference: kept.dispute.reference,
            kind: kept.dispute.kind,
            reason: kept.dispute.reason,
            words: kept.dispute.words,
        }
    }
}

/// The question in the review of the records desk.
fn question_of(kept: &KeptDispute) -> Option<uuid::Uuid> {
    let partner = kept.partner?;
    Some(pair_id(kept.dispute.record, partner))
}

/// What whoever raised it is told.
fn told(kept: &KeptDispute, sitting: &Sitting, at: At) -> Notice {
    let id = kept.dispute.id;
    Notice {
        id: id_of("dispute answered", &sitting.staff_id, at, &[id.as_bytes()]),
        staff_id: kept.dispute.staff_id.clone(),
        kind: NoticeKind::DisputeAnswered,
        by_staff: sitting.staff_id.clone(),
        made_at: at.timestamp(),
        read_at: None,
        denied_at: None,
    }
}
