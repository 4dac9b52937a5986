//! Looks in an emergency: asked for, answered, open for an hour, reviewed.
//!
//! A fact for the decision and for the review; nobody is named. Invariants: a look is open from
//! its answer until `ends_at` and not at it; each step is kept with its audit entry, once.

use crate::database::{Tx, all, run};
use crate::linking::current_number;
use crate::row_text::coded;
use crate::{Duty, Notice, Store, StoreError, audit_log, duty, notices, redirects};
use audit::AuditEvent;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use vocabulary::{EmergencyOutcome, EmergencyReason, PersonId, PersonalText, Purpose};

/// One look in an emergency.
#[derive(Clone)]
pub struct EmergencyLook {
    /// Its id.
    pub id: Uuid,
    /// Who asked.
    pub staff_id: String,
    /// Whose family; nothing when the worker asked to be on duty for an hour.
    pub person: Option<PersonId>,
    /// For which purpose.
    pub purpose: Purpose,
    /// Why.
    pub reason: EmergencyReason,
    /// Why, in the worker's own words.
    pub words: PersonalText,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Who answered, when, and whether they approved; the worker's own id where the worker was
    /// on duty and no second person was needed.
    pub answer: Option<(String, Timestamp, bool)>,
    /// The first moment at which it is over, once it was opened.
    pub ends_at: Option<Timestamp>,
    /// What the review found so far: who, when, what, and words.
    pub review: Option<(String, Timestamp, EmergencyOutcome, Option<PersonalText>)>,
}

/// How a look in an emergency stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmergencyState {
    /// Waits for a second person.
    Waiting,
    /// Nobody answered in time.
    Lapsed,
    /// The second person did not approve.
    Declined,
    /// Open.
    Open,
    /// Its time is up.
    Over,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: String,
    person_id: Option<Uuid>,
    purpose: String,
    reason: String,
    words: String,
    asked_at: String,
    answered_by: Option<String>,
    answered_at: Option<String>,
    is_approved: Option<bool>,
    ends_at: Option<String>,
    reviewed_by: Option<String>,
    reviewed_at: Option<String>,
    outcome: Option<String>,
    review_words: Option<String>,
}

impl EmergencyLook {
    /// How long a look is open, and how long a request waits for a second person.
    pub const LASTS: SignedDuration = SignedDuration::from_mins(60);

    /// How it stands at a moment.
    #[must_use]
    pub fn state_at(&self, at: Timestamp) -> EmergencyState {
        let is_after = |end: Timestamp| at >= end;
        match (&self.answer, self.ends_at) {
            (None, _) if is_after(self.asked_at + Self::LASTS) => EmergencyState::Lapsed,
            (None, _) => EmergencyState::Waiting,
            (Some((_, _, true)), Some(end)) if !is_after(end) => EmergencyState::Open,
            (Some((_, _, true)), _) => EmergencyState::Over,
            (Some((_, _, false)), _) => EmergencyState::Declined,
        }
    }

    /// Whether the review has still to come to an end. What was never opened needs none.
    #[must_use]
    pub fn waits_for_review(&self) -> bool {
        let is_done = |review: &(String, Timestamp, EmergencyOutcome, Option<PersonalText>)| {
            review.2.is_final()
        };
        self.ends_at.is_some() && !self.review.as_ref().is_some_and(is_done)
    }
}

impl Store {
    /// A worker's newest look in an emergency at the family of a person, as that person is now;
    /// nothing when they never asked. [`EmergencyLook::state_at`] says how it stands.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn newest_emergency(
        &self,
        staff_id: &str,
        person: PersonId,
    ) -> Result<Option<EmergencyLook>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let mut newest: Option<EmergencyLook> = None;
        for look in looks(&mut tx, staff_id).await? {
            let Some(of) = look.person else {
                continue;
            };
            let now = redirects::successor(&mut tx, generation, of).await?;
            if now == Some(person) || of == person {
                newest = Some(look);
            }
        }
        Ok(newest)
    }

    /// The look in an emergency that is open for a worker at a moment, at the family of a person.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn open_emergency(
        &self,
        staff_id: &str,
        person: PersonId,
        at: Timestamp,
    ) -> Result<Option<EmergencyLook>, StoreError> {
        let newest = self.newest_emergency(staff_id, person).await?;
        Ok(newest.filter(|look| look.state_at(at) == EmergencyState::Open))
    }

    /// Every look in an emergency, in the order in which they were asked for.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn emergencies(&self) -> Result<Vec<EmergencyLook>, StoreError> {
        let mut tx = self.read().await?;
        looks(&mut tx, EVERYBODY).await
    }

    /// One worker's looks in an emergency, in the order in which they were asked for.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn emergencies_of(&self, staff_id: &str) -> Result<Vec<EmergencyLook>, StoreError> {
        let mut tx = self.read().await?;
        looks(&mut tx, staff_id).await
    }

    /// Every look, and the fact that somebody reads them, recorded first.
    ///
    /// # Errors
    /// When the entry cannot be written or the database fails.
    pub async fn emergencies_seen(
        &self,
        event: AuditEvent,
    ) -> Result<Vec<EmergencyLook>, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let found = looks(&mut tx, EVERYBODY).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(found)
    }

    /// Keeps a request, answered already where the worker is on duty.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn ask_emergency(
        &self,
        look: &EmergencyLook,
        event: AuditEvent,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let answer = look.answer.as_ref();
        run!(
            &mut tx,
            "insert into emergency_look (id, staff_id, person_id, purpose, reason, words, asked_at, \
             answered_by, answered_at, is_approved, ends_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            look.id,
            &look.staff_id,
            look.person.map(|person| person.uuid()),
            look.purpose.code(),
            look.reason.code(),
            look.words.reveal(),
            look.asked_at.to_string(),
            answer.map(|answer| answer.0.clone()),
            answer.map(|answer| answer.1.to_string()),
            answer.map(|answer| answer.2),
            look.ends_at.map(|end| end.to_string())
        )?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }

    /// Keeps a second person's answer, tells the worker, and puts them on duty where that is what
    /// they asked for. False when it was answered before.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn answer_emergency(
        &self,
        id: Uuid,
        (by, at, ends_at): (&str, Timestamp, Option<Timestamp>),
        (notice, duty): (&Notice, Option<&Duty>),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let answered = run!(
            &mut tx,
            "update emergency_look set answered_by = $2, answered_at = $3, is_approved = $4, \
             ends_at = $5 where id = $1 and answered_at is null and staff_id <> $2",
            id,
            by,
            at.to_string(),
            ends_at.is_some(),
            ends_at.map(|end| end.to_string())
        )?;
        if answered == 0 {
            return Ok(false);
        }
        notices::tell(&mut tx, notice).await?;
        if let Some(duty) = duty {
            duty::insert(&mut tx, duty).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Keeps what the review found; what was found for good is not found again. False then.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn review_emergency(
        &self,
        id: Uuid,
        (by, at): (&str, Timestamp),
        (outcome, words): (EmergencyOutcome, Option<&PersonalText>),
        (notice, event): (Option<&Notice>, AuditEvent),
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let reviewed = run!(
            &mut tx,
            "update emergency_look set reviewed_by = $2, reviewed_at = $3, outcome = $4, \
             review_words = $5 where id = $1 and ends_at is not null \
             and (outcome is null or outcome = 'ask')",
            id,
            by,
            at.to_string(),
            outcome.code(),
            words.map(|words| words.reveal().to_owned())
        )?;
        if reviewed == 0 {
            return Ok(false);
        }
        if let Some(notice) = notice {
            notices::tell(&mut tx, notice).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }
}

/// Stands for any worker; no staff id is blank.
const EVERYBODY: &str = "";

async fn looks(tx: &mut Tx, staff_id: &str) -> Result<Vec<EmergencyLook>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "select id, staff_id, person_id, purpose, reason, words, asked_at, answered_by, answered_at, \
         is_approved, ends_at, reviewed_by, reviewed_at, outcome, review_words from emergency_look \
         where $1 = '' or staff_id = $1",
        staff_id
    )?;
    let mut looks: Vec<EmergencyLook> = rows.into_iter().map(look).collect::<Result<_, _>>()?;
    // As moments: their text leaves out a fraction of nothing.
    looks.sort_by_key(|look| (look.asked_at, look.id));
    Ok(looks)
}

fn look(row: Row) -> Result<EmergencyLook, StoreError> {
    let answered_at = maybe_moment(row.answered_at.as_deref())?;
    let outcome = match row.outcome.as_deref() {
        Some(code) => Some(coded(
            code,
            EmergencyOutcome::parse,
            "emergency_look.outcome",
        )?),
        None => None,
    };
    let answer = match (row.answered_by, answered_at, row.is_approved) {
        (Some(by), Some(at), Some(is_approved)) => Some((by, at, is_approved)),
        _ => None,
    };
    let review_words = crate::row_text::personal(row.review_words.as_deref());
    let reviewed_at = maybe_moment(row.reviewed_at.as_deref())?;
    Ok(EmergencyLook {
        id: row.id,
        staff_id: row.staff_id,
        person: row.person_id.map(PersonId::new),
        purpose: coded(&row.purpose, Purpose::parse, "emergency_look.purpose")?,
        reason: coded(&row.reason, EmergencyReason::parse, "emergency_look.reason")?,
        words: PersonalText::parse(&row.words)
            .map_err(|_| StoreError::Unreadable("emergency_look.words"))?,
        asked_at: moment(&row.asked_at)?,
        answer,
        ends_at: maybe_moment(row.ends_at.as_deref())?,
        review: match (row.reviewed_by, reviewed_at, outcome) {
            (Some(by), Some(at), Some(outcome)) => Some((by, at, outcome, review_words)),
            _ => None,
        },
    })
}

fn maybe_moment(text: Option<&str>) -> Result<Option<Timestamp>, StoreError> {
    text.map(moment).transpose()
}

fn moment(text: &str) -> Result<Timestamp, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Unreadable("emergency_look.asked_at"))
}
