//! The second person: a team manager sees what waits for approval and answers it.
//!
//! Invariants: nobody answers their own request; no family is named; what was not answered within
//! an hour is no longer there to be answered.

use crate::access::{Answer, Refused};
use crate::handle::id_of;
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use governance::Action;
use store::{Duty, EmergencyLook, EmergencyState, Notice};
use vocabulary::{EmergencyReason, NoticeKind, PersonalText, Purpose};

/// A request that waits for a second person.
pub struct WaitingEmergency {
    /// For answering it.
    pub handle: Handle,
    /// Who asks: name and staff id.
    pub worker: String,
    /// For which purpose.
    pub purpose: Purpose,
    /// Why.
    pub reason: EmergencyReason,
    /// Why, in the worker's own words.
    pub words: PersonalText,
    /// When it was asked for, in words.
    pub asked_at: String,
    /// Until when it can be answered, in words.
    pub answer_by: String,
    /// The worker asked to be on duty for an hour; otherwise about one family.
    pub is_for_duty: bool,
}

/// What came of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnsweredEmergency {
    /// It was kept.
    Kept,
    /// It is the worker's own request.
    OwnRequest,
}

impl Kith {
    /// What waits for a second person, the oldest first. A worker's own requests are not there.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn waiting_emergencies(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<WaitingEmergency>>, OperationError> {
        if let Some(refused) = self.may_approve(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let mut waiting = self.store().emergencies().await?;
        waiting.retain(|look| {
            let is_waiting = look.state_at(at.timestamp()) == EmergencyState::Waiting;
            is_waiting && look.staff_id != sitting.staff_id
        });
        self.keep_handles(sitting, waiting.iter().map(|look| look.id))
            .await?;
        let workers = self.worker_names().await?;
        let line = |look: EmergencyLook| WaitingEmergency {
            handle: sitting.handle(look.id),
            worker: crate::who_looked::called(&workers, &look.staff_id),
            purpose: look.purpose,
            reason: look.reason,
            asked_at: moment_in_words(look.asked_at),
            answer_by: moment_in_words(look.asked_at + EmergencyLook::LASTS),
            is_for_duty: look.person.is_none(),
            words: look.words,
        };
        Ok(Answer::Shown(waiting.into_iter().map(line).collect()))
    }

    /// Approves a request, or not. An approved one is open for an hour from now.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when it does not wait any more.
    pub async fn answer_emergency(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        is_approved: bool,
        (at, request_id): (At, &str),
    ) -> Result<Answer<AnsweredEmergency>, OperationError> {
        if let Some(refused) = self.may_approve(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let id = self.target(sitting, handle).await?;
        let all = self.store().emergencies().await?;
        let look = all.iter().find(|look| look.id == id);
        let look = look.ok_or(OperationError::NotFound)?;
        if look.staff_id == sitting.staff_id {
            return Ok(Answer::Shown(AnsweredEmergency::OwnRequest));
        }
        if look.state_at(at.timestamp()) != EmergencyState::Waiting {
            return Err(OperationError::NotFound);
        }
        let mut event = self.event(AuditAction::EmergencyAnswered, sitting, at, request_id);
        event.people = look.person.into_iter().collect();
        let word = if is_approved { "approved" } else { "declined" };
        event.note = Some(format!("{} of {}: {word}", look.id, look.staff_id));
        let ends_at = is_approved.then(|| at.timestamp() + EmergencyLook::LASTS);
        let duty = look.person.is_none().then(|| duty(look, sitting, at));
        let told = (
            &notice(look, sitting, is_approved, at),
            duty.as_ref().filter(|_| is_approved),
        );
        let answer = (sitting.staff_id.as_str(), at.timestamp(), ends_at);
        if !self
            .store()
            .answer_emergency(id, answer, told, event)
            .await?
        {
            return Err(OperationError::NotFound);
        }
        Ok(Answer::Shown(AnsweredEmergency::Kept))
    }

    async fn may_approve(
        &self,
        sitting: &Sitting,
        moment: (At, &str),
    ) -> Result<Option<Refused>, OperationError> {
        let asked = self
            .access(sitting, Action::ApproveEmergency, None, moment)
            .await?;
        Ok(asked.err())
    }
}

/// An hour on the rota, set by whoever approved it.
fn duty(look: &EmergencyLook, sitting: &Sitting, at: At) -> Duty {
    Duty {
        id: id_of("duty", &look.staff_id, at, &[look.id.as_bytes()]),
        staff_id: look.staff_id.clone(),
        from: at.timestamp(),
        to: at.timestamp() + EmergencyLook::LASTS,
        set_by: sitting.staff_id.clone(),
        set_at: at.timestamp(),
    }
}

fn notice(look: &EmergencyLook, sitting: &Sitting, is_approved: bool, at: At) -> Notice {
    Notice {
        id: id_of("answered", &look.staff_id, at, &[look.id.as_bytes()]),
        staff_id: look.staff_id.clone(),
        kind: if is_approved {
            NoticeKind::EmergencyApproved
        } else {
            NoticeKind::EmergencyDeclined
        },
        by_staff: sitting.staff_id.clone(),
        made_at: at.timestamp(),
        read_at: None,
        denied_at: None,
    }
}
