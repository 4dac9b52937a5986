//! The list of whom workers know, as the information-governance lead looks after it: somebody is
//! named for a worker, and somebody is taken off a list, or not.
//!
//! Invariant: who asked to take somebody off never answers that; whom a record was found to be is
//! not told here either.

use crate::access::Answer;
use crate::{At, Handle, Kith, NameError, NamedLine, OperationError, SaidPerson, Sitting};
use audit::AuditAction;
use governance::Action;

/// Somebody who is named for a worker, as typed.
#[derive(Clone, Default)]
pub struct NamedForWorker {
    /// The worker's staff id.
    pub staff_id: String,
    /// The person.
    pub said: SaidPerson,
}

/// What came of answering a request to take somebody off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawalAnswered {
    /// It was kept.
    Kept,
    /// The one who asked cannot answer.
    NeedsSomebodyElse,
}

impl Kith {
    /// Whom all workers have named; what waits for an answer first.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn named_people(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<NamedLine>>, OperationError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::OverseeNamedPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let event = self.event(AuditAction::SawDeclared, sitting, at, request_id);
        self.store().record(event).await?;
        let mut people = self.store().declared_people(None).await?;
        people.sort_by_key(|one| {
            (
                one.waiting().is_none(),
                one.staff_id.clone(),
                one.declared_at,
            )
        });
        self.named_lines(sitting, people).await.map(Answer::Shown)
    }

    /// Names somebody for a worker.
    ///
    /// # Errors
    /// When what was typed is not enough, nobody has the staff id, or it cannot be kept.
    pub async fn name_for_worker(
        &self,
        sitting: &Sitting,
        named: &NamedForWorker,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, NameError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::OverseeNamedPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let staff_id = named.staff_id.trim();
        let worker = self.store().worker(staff_id).await?;
        let worker = worker.ok_or(NameError::NoSuchWorker)?;
        let person = named.said.read(sitting, &worker.staff_id, at)?;
        self.keep_named(sitting, person, moment).await?;
        Ok(Answer::Shown(()))
    }

    /// Agrees that somebody is taken off a worker's list, or not.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when nothing waits for an answer there.
    pub async fn answer_withdrawal(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        is_agreed: bool,
        (at, request_id): (At, &str),
    ) -> Result<Answer<WithdrawalAnswered>, OperationError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::OverseeNamedPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let id = self.target(sitting, handle).await?;
        let people = self.store().declared_people(None).await?;
        let person = people.iter().find(|one| one.id == id);
        let person = person.ok_or(OperationError::NotFound)?;
        let waiting = person.waiting().ok_or(OperationError::NotFound)?;
        let is_own = [&waiting.asked_by, &person.staff_id].contains(&&sitting.staff_id);
        if is_own {
            return Ok(Answer::Shown(WithdrawalAnswered::NeedsSomebodyElse));
        }
        let mut event = self.event(AuditAction::WithdrawalAnswered, sitting, at, request_id);
        let word = if is_agreed { "taken off" } else { "kept on" };
        let closeness = person.closeness.code();
        event.note = Some(format!("{} {closeness} {word}", person.staff_id));
        let answer = (is_agreed, sitting.staff_id.as_str(), at.timestamp());
        if !self
            .store()
            .answer_withdrawal(waiting.id, answer, event)
            .await?
        {
            return Err(OperationError::NotFound);
        }
        Ok(Answer::Shown(WithdrawalAnswered::Kept))
    }
}
