//! The review of looks in an emergency by the information-governance lead, within two working days.
//!
//! Invariants: no family is named here, the way to who looked leads there; what was found for good
//! is not found again.

use crate::access::{Answer, Refused};
use crate::handle::id_of;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use governance::Action;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use store::{EmergencyLook, EmergencyState, Notice};
use vocabulary::{EmergencyOutcome, EmergencyReason, NoticeKind, PersonId, PersonalText, Purpose};

/// One look in an emergency, for the review.
pub struct EmergencyLine {
    /// For saying what was found.
    pub handle: Handle,
    /// Leads to who looked at the family; nothing when the worker asked to be on duty.
    pub family: Option<Handle>,
    /// Who asked: name and staff id.
    pub worker: String,
    /// For which purpose.
    pub purpose: Purpose,
    /// Why.
    pub reason: EmergencyReason,
    /// Why, in the worker's own words.
    pub words: PersonalText,
    /// When it was asked for, in words.
    pub asked_at: String,
    /// How it stands now.
    pub state: EmergencyState,
    /// Who approved or declined it, in words.
    pub answered: Option<String>,
    /// The day by which it has to be reviewed, in words; nothing when no review is due.
    pub review_by: Option<String>,
    /// That day is over.
    pub is_late: bool,
    /// What the review found so far, by whom and when, in words.
    pub review: Option<(EmergencyOutcome, String, Option<PersonalText>)>,
    /// Earlier requests of the same worker in the same words (flag F11).
    pub same_words_before: usize,
}

/// What the lead found, as chosen and typed.
#[derive(Clone, Default)]
pub struct EmergencyReview {
    /// What it came to; nothing when nothing was chosen.
    pub outcome: Option<EmergencyOutcome>,
    /// Why; needed unless it was justified.
    pub words: String,
}

/// Why a review was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// Nothing was chosen.
    #[error("choose what the review came to")]
    NoOutcome,
    /// Words are needed.
    #[error("say in a few words why")]
    NoWords,
    /// The words are too many.
    #[error("what you say must be 500 letters or fewer")]
    TooManyWords,
    /// It was reviewed before, or is the lead's own.
    #[error("this look has been reviewed already")]
    ReviewedAlready,
    /// The reviewing itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for ReviewError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

const MOST_WORDS: usize = 500;

impl Kith {
    /// Every look in an emergency: those that wait for review first, the oldest of them on top;
    /// then the rest, the newest first.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn emergency_looks(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<EmergencyLine>>, OperationError> {
        let moment = (at, request_id);
        if let Some(refused) = self.may_review_emergencies(sitting, moment).await? {
            return Ok(Answer::Refused(refused));
        }
        let event = self.event(AuditAction::SawEmergencies, sitting, at, request_id);
        let looks = self.store().emergencies_seen(event).await?;
        let families = looks.iter().filter_map(|look| look.person);
        let targets = looks.iter().map(|look| look.id);
        let targets = targets.chain(families.map(PersonId::uuid));
        self.keep_handles(sitting, targets.collect::<Vec<_>>().into_iter())
            .await?;
        let workers = self.worker_names().await?;
        let mut lines: Vec<(bool, EmergencyLine)> = Vec::with_capacity(looks.len());
        for (place, look) in looks.iter().enumerate() {
            let before = same_words(&looks[..place], look);
            let line = line(look, sitting, &workers, (at, before));
            lines.push((look.waits_for_review(), line));
        }
        let (waiting, mut rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.0);
        rest.reverse();
        let all = waiting.into_iter().chain(rest);
        Ok(Answer::Shown(all.map(|(_, line)| line).collect()))
    }

    /// Keeps what the lead found; "ask" tells the worker, and leaves the review open.
    ///
    /// # Errors
    /// When nothing was chosen, words are missing, it was reviewed before, or it cannot be kept.
    pub async fn review_emergency(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &EmergencyReview,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, ReviewError> {
        let moment = (at, request_id);
        if let Some(refused) = self.may_review_emergencies(sitting, moment).await? {
            return Ok(Answer::Refused(refused));
        }
        let id = self.target(sitting, handle).await?;
        let all = self.store().emergencies().await?;
        let look = all.iter().find(|look| look.id == id);
        let look = look.ok_or(OperationError::NotFound)?;
        if !look.waits_for_review() || look.staff_id == sitting.staff_id {
            return Err(ReviewError::ReviewedAlready);
        }
        let (outcome, words) = given.check()?;
        let mut event = self.event(AuditAction::EmergencyReviewed, sitting, at, request_id);
        event.people = look.person.into_iter().collect();
        event.note = Some(format!(
            "{} of {}: {}",
            look.id,
            look.staff_id,
            outcome.code()
        ));
        let told = (outcome == EmergencyOutcome::Ask).then(|| question(look, sitting, at));
        let by = (sitting.staff_id.as_str(), at.timestamp());
        let found = (outcome, words.as_ref());
        let kept = self
            .store()
            .review_emergency(id, by, found, (told.as_ref(), event))
            .await?;
        if !kept {
            return Err(ReviewError::ReviewedAlready);
        }
        Ok(Answer::Shown(()))
    }

    async fn may_review_emergencies(
        &self,
        sitting: &Sitting,
        moment: (At, &str),
    ) -> Result<Option<Refused>, OperationError> {
        let asked = self
            .access(sitting, Action::ReviewEmergencies, None, moment)
            .await?;
        Ok(asked.err())
    }
}

impl EmergencyReview {
    fn check(&self) -> Result<(EmergencyOutcome, Option<PersonalText>), ReviewError> {
        let outcome = self.outcome.ok_or(ReviewError::NoOutcome)?;
        let words = PersonalText::parse(&self.words).ok();
        if words.is_none() && outcome != EmergencyOutcome::Justified {
            return Err(ReviewError::NoWords);
        }
        if self.words.chars().count() > MOST_WORDS {
            return Err(ReviewError::TooManyWords);
        }
        Ok((outcome, words))
    }
}

fn question(look: &EmergencyLook, sitting: &Sitting, at: At) -> Notice {
    Notice {
        id: id_of("question", &look.staff_id, at, &[look.id.as_bytes()]),
        staff_id: look.staff_id.clone(),
        kind: NoticeKind::EmergencyQuestion,
        by_staff: sitting.staff_id.clone(),
        made_at: at.timestamp(),
        read_at: None,
        denied_at: None,
    }
}

fn line(
    look: &EmergencyLook,
    sitting: &Sitting,
    workers: &BTreeMap<String, String>,
    (at, same_words_before): (At, usize),
) -> EmergencyLine {
    let called = |id: &str| crate::who_looked::called(workers, id);
    let due = two_working_days_after(At::new(look.asked_at).today());
    let answered = look.answer.as_ref().map(|(by, when, is_approved)| {
        let word = match (*by == look.staff_id, is_approved) {
            (true, _) => return format!("on duty, opened at once, {}", moment_in_words(*when)),
            (false, true) => "approved",
            (false, false) => "declined",
        };
        format!("{word} by {}, {}", called(by), moment_in_words(*when))
    });
    let review = look.review.as_ref().map(|(by, when, outcome, words)| {
        let said = format!("{}, {}", called(by), moment_in_words(*when));
        (*outcome, said, words.clone())
    });
    EmergencyLine {
        handle: sitting.handle(look.id),
        family: look.person.map(|person| sitting.handle(person.uuid())),
        worker: called(&look.staff_id),
        purpose: look.purpose,
        reason: look.reason,
        words: look.words.clone(),
        asked_at: moment_in_words(look.asked_at),
        state: look.state_at(at.timestamp()),
        answered,
        review_by: look.waits_for_review().then(|| day_in_words(due)),
        is_late: look.waits_for_review() && at.today() > due,
        review,
        same_words_before,
    }
}

/// Earlier requests of the same worker in the same words: flag F11, pasted text.
#[must_use]
pub fn same_words(earlier: &[EmergencyLook], look: &EmergencyLook) -> usize {
    let folded = |words: &PersonalText| {
        let letters = words.reveal().chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let asked = folded(&look.words);
    earlier
        .iter()
        .filter(|one| one.staff_id == look.staff_id && folded(&one.words) == asked)
        .count()
}

/// Monday to Friday; bank holidays are not known here, so a day may be sooner than need be.
fn two_working_days_after(day: Date) -> Date {
    let mut due = day;
    let mut left = 2;
    while left > 0 {
        due = due.saturating_add(jiff::Span::new().days(1));
        if !matches!(due.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn two_working_days_step_over_a_weekend() {
        // A Monday, a Thursday, a Friday and a Saturday.
        assert_eq!(
            two_working_days_after(date(2026, 11, 23)),
            date(2026, 11, 25)
        );
        assert_eq!(
            two_working_days_after(date(2026, 11, 26)),
            date(2026, 11, 30)
        );
        assert_eq!(
            two_working_days_after(date(2026, 11, 27)),
            date(2026, 12, 1)
        );
        assert_eq!(
            two_working_days_after(date(2026, 11, 28)),
            date(2026, 12, 1)
        );
    }
}
