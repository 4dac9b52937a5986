//! A worker's recorded decision not to share, and the list of them for the information-governance
//! lead.
//!
//! There is a duty to share what protects a child, so not sharing is a decision that somebody may
//! have to justify: who asked for what, why not, in words, when, by whom.
//! Invariants: a decision is kept with its audit entry or not at all, and never rewritten.

use crate::access::{Answer, allowed_by};
use crate::who_looked::called;
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::{AuditAction, NotSharedReason};
use governance::Action;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::NotShared;
use uuid::Uuid;
use vocabulary::{PersonId, PersonalText};

/// The fewest letters of a reason in words.
const SHORTEST: usize = 15;
/// The most letters of each text.
const LONGEST: usize = 600;

/// A decision as the worker gives it.
#[derive(Debug, Clone, Default)]
pub struct GivenNotShared {
    /// What was asked for, and by whom.
    pub asked: String,
    /// Why not; nothing when none was chosen.
    pub reason: Option<NotSharedReason>,
    /// Why not, in words.
    pub words: String,
}

/// One decision as the lead reads it.
pub struct NotSharedLine {
    /// About whom, with the way to who has looked at them.
    pub person: (Handle, Option<PersonalText>),
    /// What was asked for, and by whom.
    pub asked: PersonalText,
    /// Why not.
    pub reason: NotSharedReason,
    /// Why not, in words.
    pub words: PersonalText,
    /// On which case.
    pub case: Option<String>,
    /// Who decided.
    pub worker: String,
    /// When, in words.
    pub at: String,
}

/// Why a decision was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotSharedError {
    /// Nobody is named who asked.
    #[error("say who asked, and for what")]
    NobodyAsked,
    /// No reason was chosen.
    #[error("choose why it was not shared")]
    NoReason,
    /// The words are missing or too few.
    #[error("say in at least 15 letters why it was not shared")]
    TooShort,
    /// A text is too long.
    #[error("each answer must be 600 letters or fewer")]
    TooLong,
    /// It could not be kept.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl Kith {
    /// Keeps a decision not to share about the person behind a handle, or refuses. Gives the
    /// number of the audit entry.
    ///
    /// # Errors
    /// When a part is missing, the handle is of another sitting, or it cannot be kept.
    pub async fn decide_not_to_share(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &GivenNotShared,
        (at, request_id): (At, &str),
    ) -> Result<Answer<u64>, NotSharedError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let person = self.store().successor(person).await;
        let person = person.map_err(OperationError::from)?;
        let person = person.ok_or(OperationError::NotFound)?;
        let (action, moment) = (Action::DecideNotToShare, (at, request_id));
        let permit = match self.access(sitting, action, Some(person), moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let (asked, reason, words) = given.check()?;
        let mut event = self.event(AuditAction::DecidedNotToShare, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, &permit);
        event.note = Some(reason.code().to_owned());
        let decision = NotShared {
            id: decision_id(person, sitting, at),
            person,
            asked,
            reason,
            words,
            case: sitting.case.clone(),
            staff_id: sitting.staff_id.clone(),
            decided_at: at.timestamp(),
        };
        let kept = self.store().keep_not_shared(&decision, event).await;
        Ok(Answer::Shown(kept.map_err(OperationError::from)?))
    }

    /// Every decision not to share, newest first, or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn see_not_shared(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<NotSharedLine>>, OperationError> {
        let (action, moment) = (Action::SeeWhoLooked, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawWhoLooked, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        viewed.note = Some("decisions not to share".to_owned());
        let decisions = self.store().not_shared(&permit, viewed).await?;
        let people: BTreeSet<PersonId> = decisions.iter().map(|one| one.person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let names = self.names(sitting, &permit, &people, moment).await?;
        self.keep_handles(sitting, people.iter().map(|person| person.uuid()))
            .await?;
        let workers = self.worker_names().await?;
        let line = |one: NotShared| NotSharedLine {
            person: (
                sitting.handle(one.person.uuid()),
                names.get(&one.person).cloned(),
            ),
            asked: one.asked,
            reason: one.reason,
            words: one.words,
            case: one.case.map(|case| case.reveal().to_owned()),
            worker: called(&workers, &one.staff_id),
            at: moment_in_words(one.decided_at),
        };
        Ok(Answer::Shown(decisions.into_iter().map(line).collect()))
    }
}

impl GivenNotShared {
    fn check(&self) -> Result<(PersonalText, NotSharedReason, PersonalText), NotSharedError> {
        let (asked, words) = (self.asked.trim(), self.words.trim());
        if asked.chars().count() > LONGEST || words.chars().count() > LONGEST {
            return Err(NotSharedError::TooLong);
        }
        let asked = PersonalText::parse(asked).map_err(|_| NotSharedError::NobodyAsked)?;
        let reason = self.reason.ok_or(NotSharedError::NoReason)?;
        if words.chars().count() < SHORTEST {
            return Err(NotSharedError::TooShort);
        }
        let words = PersonalText::parse(words).map_err(|_| NotSharedError::TooShort)?;
        Ok((asked, reason, words))
    }
}

/// The same decision sent twice in one moment is one.
fn decision_id(person: PersonId, sitting: &Sitting, at: At) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"kith not shared 1");
    hash.update(person.uuid().as_bytes());
    hash.update(sitting.staff_id.as_bytes());
    hash.update(at.timestamp().to_string().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}
