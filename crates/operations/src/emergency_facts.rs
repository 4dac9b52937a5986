//! Who asks to look in an emergency, and what stands against it: the facts behind the asking.
//!
//! Invariant: nobody is asked about who is tied to the worker, or to the colleague for whom they
//! look; a refusal has been recorded when it is returned.

use crate::access::Refused;
use crate::ask_emergency::EmergencyError;
use crate::handle::id_of;
use crate::{At, Handle, Kith, OperationError, Sitting};
use governance::Action;
use store::{EmergencyLook, EmergencyState};
use vocabulary::{EmergencyReason, PersonId, PersonalText, Purpose};

/// A worker who asks about a family, with the purpose for which they would see it.
pub(crate) struct Asking {
    pub(crate) sitting: Sitting,
    person: Option<PersonId>,
    pub(crate) newest: Option<EmergencyLook>,
    is_on_duty: bool,
}

impl Kith {
    pub(crate) async fn person_behind(
        &self,
        sitting: &Sitting,
        handle: &Handle,
    ) -> Result<PersonId, OperationError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let person = self.store().successor(person).await?;
        person.ok_or(OperationError::NotFound)
    }

    /// Whether this worker may ask about this person at all; a refusal has been recorded.
    pub(crate) async fn asking(
        &self,
        sitting: &Sitting,
        handle: Option<&Handle>,
        (at, request_id): (At, &str),
    ) -> Result<Result<Asking, Refused>, OperationError> {
        let person = match handle {
            Some(handle) => Some(self.person_behind(sitting, handle).await?),
            None => None,
        };
        let asking = Sitting {
            purpose: Some(self.purpose_in_emergency(sitting)),
            case: None,
            ..sitting.clone()
        };
        let (action, moment) = (Action::AskEmergency, (at, request_id));
        if let Err(refused) = self.access(&asking, action, person, moment).await? {
            return Ok(Err(refused));
        }
        Ok(Ok(self.with_facts(asking, person, at).await?))
    }

    async fn with_facts(
        &self,
        sitting: Sitting,
        person: Option<PersonId>,
        at: At,
    ) -> Result<Asking, OperationError> {
        let staff = &sitting.staff_id;
        let newest = match person {
            Some(person) => self.store().newest_emergency(staff, person).await?,
            None => self.newest_without_person(staff).await?,
        };
        let is_on_duty = self.store().is_on_duty(staff, at.timestamp()).await?;
        Ok(Asking {
            sitting,
            person,
            newest,
            is_on_duty,
        })
    }

    async fn newest_without_person(
        &self,
        staff_id: &str,
    ) -> Result<Option<EmergencyLook>, OperationError> {
        let mut all = self.store().emergencies_of(staff_id).await?;
        all.retain(|look| look.person.is_none());
        Ok(all.pop())
    }

    /// The purpose for which a worker of this role sees a family in an emergency.
    pub(crate) fn purpose_in_emergency(&self, sitting: &Sitting) -> Purpose {
        let is_out_of_hours = self
            .rulebook()
            .purposes_for(sitting.role)
            .any(|rule| rule.purpose == Purpose::OutOfHoursDuty);
        if is_out_of_hours {
            Purpose::OutOfHoursDuty
        } else {
            Purpose::SignificantHarm
        }
    }
}

impl Asking {
    /// A family opens at once for somebody on duty; nobody puts themself on duty.
    pub(crate) fn opens_at_once(&self) -> bool {
        self.is_on_duty && self.person.is_some()
    }

    pub(crate) fn state_at(&self, at: At) -> Option<EmergencyState> {
        let newest = self.newest.as_ref();
        newest.map(|look| look.state_at(at.timestamp()))
    }

    pub(crate) fn may_ask_now(&self, at: At) -> Result<(), EmergencyError> {
        if self.person.is_none() && self.is_on_duty {
            return Err(EmergencyError::OnDutyAlready);
        }
        match self.state_at(at) {
            Some(EmergencyState::Waiting) if !self.opens_at_once() => {
                Err(EmergencyError::WaitsAlready)
            }
            Some(EmergencyState::Open) => Err(EmergencyError::OpenAlready),
            Some(
                EmergencyState::Waiting
                | EmergencyState::Lapsed
                | EmergencyState::Declined
                | EmergencyState::Over,
            )
            | None => Ok(()),
        }
    }

    pub(crate) fn look(
        &self,
        reason: EmergencyReason,
        words: PersonalText,
        at: At,
    ) -> EmergencyLook {
        let now = at.timestamp();
        let staff = &self.sitting.staff_id;
        let target = self.person.map(|person| person.uuid());
        let more = target.as_ref().map_or(&[][..], |id| id.as_bytes());
        let opens = self.opens_at_once();
        EmergencyLook {
            id: id_of("emergency", staff, at, &[more]),
            staff_id: staff.clone(),
            person: self.person,
            purpose: purpose_of(&self.sitting),
            reason,
            words,
            asked_at: now,
            answer: opens.then(|| (staff.clone(), now, true)),
            ends_at: opens.then(|| now + EmergencyLook::LASTS),
            review: None,
        }
    }
}

pub(crate) fn purpose_of(sitting: &Sitting) -> Purpose {
    sitting.purpose.unwrap_or(Purpose::SignificantHarm)
}
