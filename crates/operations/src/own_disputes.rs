//! What came of what a worker disputed, and taking it back while nobody has answered.
//!
//! Invariants: each worker sees their own; nobody is named, and the way to a person is decided
//! anew when it is gone.

use crate::access::{Answer, allowed_by};
use crate::at::day_of;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use governance::Action;
use store::{DisputeStep, KeptDispute};
use vocabulary::{
    Date, DisputeAnswer, DisputeKind, DisputeReason, PersonId, PersonalText, Service, answer_due,
};

/// One of a worker's own disputes.
pub struct OwnDispute {
    /// For taking it back.
    pub handle: Handle,
    /// Leads to the person; nothing when the source no longer has the record.
    pub person: Option<Handle>,
    /// What people quote.
    pub reference: String,
    /// What was said.
    pub kind: DisputeKind,
    /// Of what: the service or who the person is, and the part.
    pub what: String,
    /// The source's name.
    pub source_name: String,
    /// Why.
    pub reason: DisputeReason,
    /// When it was said, in words.
    pub said_on: String,
    /// Until when it is answered.
    pub clock: DisputeClock,
    /// What came of it.
    pub answer: Option<AnsweredDispute>,
}

/// What came of a dispute.
pub struct AnsweredDispute {
    /// The answer.
    pub answer: DisputeAnswer,
    /// Why, in words.
    pub words: Option<PersonalText>,
    /// When, in words.
    pub at: String,
}

/// The clock of a dispute that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeClock {
    /// The last day, in words.
    pub due: String,
    /// How many days are left; below nothing when it is overdue.
    pub days_left: i32,
}

impl DisputeClock {
    pub(crate) fn of(said_on: Date, today: Date) -> Self {
        let due = answer_due(said_on);
        Self {
            due: day_in_words(due),
            days_left: (due - today).get_days(),
        }
    }

    /// Whether the last day is over.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.days_left < 0
    }

    /// "12 days left", "the last day", "overdue by 3 days".
    #[must_use]
    pub fn in_words(&self) -> String {
        let days = |count: i32| format!("{count} {}", if count == 1 { "day" } else { "days" });
        match self.days_left {
            0 => "today is the last day".to_owned(),
            left if left > 0 => format!("{} left", days(left)),
            over => format!("overdue by {}", days(over.saturating_neg())),
        }
    }
}

/// Why a dispute was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// It was answered in the meantime.
    #[error("this has been answered, and can no longer be taken back")]
    AnsweredAlready,
    /// It could not be taken back.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl Kith {
    /// A worker's own disputes, the newest first, or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn own_disputes(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<OwnDispute>>, OperationError> {
        let (action, moment) = (Action::SeeOwnDisputes, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawOwnDisputes, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        let mut own = self.store().disputes(&permit, viewed).await?;
        own.retain(|one| one.dispute.staff_id == sitting.staff_id);
        own.reverse();
        let people = own.iter().filter_map(|one| one.person);
        let ids = own.iter().map(|one| one.dispute.id);
        let targets: Vec<uuid::Uuid> = ids.chain(people.map(|person| person.uuid())).collect();
        self.keep_handles(sitting, targets.into_iter()).await?;
        let lines = own.into_iter();
        Ok(Answer::Shown(
            lines
                .map(|one| self.own_dispute(sitting, one, at))
                .collect(),
        ))
    }

    fn own_dispute(&self, sitting: &Sitting, kept: KeptDispute, at: At) -> OwnDispute {
        let said_on = day_of(kept.dispute.raised_at);
        OwnDispute {
            handle: sitting.handle(kept.dispute.id),
            person: kept.person.map(|person| sitting.handle(person.uuid())),
            what: disputed_what(&kept),
            source_name: self.source_called(&kept.source),
            said_on: day_in_words(said_on),
            clock: DisputeClock::of(said_on, at.today()),
            answer: kept.answer().map(|step| AnsweredDispute {
                answer: step.answer,
                words: step.words.clone(),
                at: moment_in_words(step.at),
            }),
            reference: kept.dispute.reference,
            kind: kept.dispute.kind,
            reason: kept.dispute.reason,
        }
    }

    /// Takes a dispute of one's own back while nobody has answered, or refuses.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when it is not one's own; when it was answered, or cannot be
    /// recorded.
    pub async fn withdraw_dispute(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, WithdrawError> {
        let id = self.target(sitting, handle).await?;
        let kept = self.store().dispute(id).await;
        let kept = kept.map_err(OperationError::from)?;
        let kept = kept.filter(|one| one.dispute.staff_id == sitting.staff_id);
        let kept = kept.ok_or(OperationError::NotFound)?;
        let (action, moment) = (Action::SeeOwnDisputes, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        if !kept.steps.is_empty() {
            return Err(WithdrawError::AnsweredAlready);
        }
        let mut event = self.event(AuditAction::DisputeWithdrawn, sitting, at, request_id);
        event.people = kept.person.into_iter().collect::<Vec<PersonId>>();
        allowed_by(&mut event, &permit);
        event.note = Some(kept.dispute.reference);
        let step = DisputeStep {
            answer: DisputeAnswer::Withdrawn,
            words: None,
            staff_id: sitting.staff_id.clone(),
            at: at.timestamp(),
        };
        let kept = self.store().answer_dispute(id, &step, 0, (event, None));
        match kept.await.map_err(OperationError::from)? {
            true => Ok(Answer::Shown(())),
            false => Err(WithdrawError::AnsweredAlready),
        }
    }
}

/// Of what it is said: the service or who the person is, and the part.
pub(crate) fn disputed_what(kept: &KeptDispute) -> String {
    let service = kept.dispute.service.map(Service::label);
    let of = service.unwrap_or("Who the person is");
    match &kept.dispute.field {
        Some(field) => format!("{of}: {field}"),
        None => of.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_says_what_is_left_and_what_is_over() {
        let said = Date::constant(2026, 11, 23);
        let on = |month, day| DisputeClock::of(said, Date::constant(2026, month, day));
        assert_eq!(on(11, 23).due, "23 December 2026");
        assert_eq!(on(11, 23).in_words(), "30 days left");
        assert_eq!(on(12, 22).in_words(), "1 day left");
        assert_eq!(on(12, 23).in_words(), "today is the last day");
        assert!(!on(12, 23).is_overdue());
        assert_eq!(on(12, 24).in_words(), "overdue by 1 day");
        assert!(on(12, 24).is_overdue());
    }
}
