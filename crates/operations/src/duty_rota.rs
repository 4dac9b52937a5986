//! The duty rota: who is on duty when. It is set by a team manager or an administrator.
//!
//! Invariant: a whole file is taken or nothing of it; every duty is recorded with who set it.

use crate::access::{Answer, Refused};
use crate::handle::id_of;
use crate::reading_rota::{RotaProblem, moment, read_rota};
use crate::{At, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use governance::Action;
use jiff::{SignedDuration, Timestamp};
use store::Duty;
use uuid::Uuid;

/// A duty that is to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyToSet {
    /// The worker's staff id.
    pub staff_id: String,
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub to: Timestamp,
}

/// One duty in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// Its id, for taking it off.
    pub id: String,
    /// The worker: name and staff id.
    pub worker: String,
    /// Staff id alone.
    pub staff_id: String,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// From when until when, in words.
    pub words: String,
    /// Who set it: name and staff id.
    pub set_by: String,
    /// It holds now.
    pub is_now: bool,
}

/// Why the rota was not changed.
#[derive(Debug, thiserror::Error)]
pub enum DutyError {
    /// Not a moment.
    #[error("a moment is written as 2026-11-27 17:30")]
    NotAMoment,
    /// The end is not after the beginning, or too long after.
    #[error("the end {0}")]
    WrongEnd(&'static str),
    /// Nobody works here under this staff id.
    #[error("nobody works here under this staff id")]
    NoSuchWorker,
    /// The file has problems.
    #[error("the rota has problems; nothing of it was taken")]
    Problems(Vec<RotaProblem>),
    /// There is no such duty.
    #[error("there is no such duty; kith rota list lists them")]
    NoSuchDuty,
    /// The change itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for DutyError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// A longer duty is a slip of the pen.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

impl DutyToSet {
    /// A duty from what was typed.
    ///
    /// # Errors
    /// When a moment is none, or the end does not fit the beginning.
    pub fn read(staff_id: &str, from: &str, to: &str) -> Result<Self, DutyError> {
        let from = moment(from).ok_or(DutyError::NotAMoment)?;
        let to = moment(to).ok_or(DutyError::NotAMoment)?;
        let duty = Self {
            staff_id: staff_id.trim().to_owned(),
            from,
            to,
        };
        match duty.fault() {
            None => Ok(duty),
            Some(words) => Err(DutyError::WrongEnd(words)),
        }
    }

    /// What is wrong with its end.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.to <= self.from {
            Some("is not after the moment in from")
        } else if self.to.duration_since(self.from) > LONGEST {
            Some("is more than 24 hours after the moment in from")
        } else {
            None
        }
    }
}

impl Kith {
    /// Who is on duty now and from now on.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn duty_rota(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<DutyLine>>, OperationError> {
        if let Some(refused) = self.may_set_duty(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let workers = self.worker_names().await?;
        let called = |id: &str| crate::who_looked::called(&workers, id);
        let duties = self.store().duties_from(at.timestamp()).await?;
        let line = |duty: &Duty| DutyLine {
            id: duty.id.to_string(),
            worker: called(&duty.staff_id),
            staff_id: duty.staff_id.clone(),
            from: duty.from,
            to: duty.to,
            words: format!(
                "{} to {}",
                moment_in_words(duty.from),
                moment_in_words(duty.to)
            ),
            set_by: called(&duty.set_by),
            is_now: duty.holds_at(at.timestamp()),
        };
        Ok(Answer::Shown(duties.iter().map(line).collect()))
    }

    /// Puts workers on the rota, all of them or none.
    ///
    /// # Errors
    /// When a staff id is nobody's, or it cannot be recorded.
    pub async fn set_duties(
        &self,
        sitting: &Sitting,
        duties: &[DutyToSet],
        (at, request_id): (At, &str),
    ) -> Result<Answer<usize>, DutyError> {
        if let Some(refused) = self.may_set_duty(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let workers = self.worker_names().await?;
        if duties
            .iter()
            .any(|duty| !workers.contains_key(&duty.staff_id))
        {
            return Err(DutyError::NoSuchWorker);
        }
        let mut rows = Vec::with_capacity(duties.len());
        for (place, duty) in duties.iter().enumerate() {
            let mut event = self.event(AuditAction::DutySet, sitting, at, request_id);
            event.note = Some(format!("{} {} {}", duty.staff_id, duty.from, duty.to));
            let row = Duty {
                id: id_of("duty", &duty.staff_id, at, &[&place.to_be_bytes()]),
                staff_id: duty.staff_id.clone(),
                from: duty.from,
                to: duty.to,
                set_by: sitting.staff_id.clone(),
                set_at: at.timestamp(),
            };
            rows.push((row, event));
        }
        self.store().set_duties(rows).await?;
        Ok(Answer::Shown(duties.len()))
    }

    /// Puts the workers of a rota file on the rota.
    ///
    /// # Errors
    /// [`DutyError::Problems`] with every problem of the file; nothing of it is taken then.
    pub async fn import_rota(
        &self,
        sitting: &Sitting,
        (file, bytes): (&str, &[u8]),
        (at, request_id): (At, &str),
    ) -> Result<Answer<usize>, DutyError> {
        if let Some(refused) = self.may_set_duty(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let duties = read_rota(file, bytes).map_err(DutyError::Problems)?;
        self.set_duties(sitting, &duties, (at, request_id)).await
    }

    /// Takes a duty off the rota.
    ///
    /// # Errors
    /// [`DutyError::NoSuchDuty`] when there is none with this id.
    pub async fn remove_duty(
        &self,
        sitting: &Sitting,
        id: &str,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, DutyError> {
        if let Some(refused) = self.may_set_duty(sitting, (at, request_id)).await? {
            return Ok(Answer::Refused(refused));
        }
        let id = Uuid::parse_str(id.trim()).map_err(|_| DutyError::NoSuchDuty)?;
        let mut event = self.event(AuditAction::DutySet, sitting, at, request_id);
        event.note = Some(format!("{id} taken off"));
        let by = (sitting.staff_id.as_str(), at.timestamp());
        if !self.store().remove_duty(id, by, event).await? {
            return Err(DutyError::NoSuchDuty);
        }
        Ok(Answer::Shown(()))
    }

    async fn may_set_duty(
        &self,
        sitting: &Sitting,
        moment: (At, &str),
    ) -> Result<Option<Refused>, OperationError> {
        let asked = self.access(sitting, Action::SetDuty, None, moment).await?;
        Ok(asked.err())
    }
}
