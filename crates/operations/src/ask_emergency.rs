//! Asking to see one family in an emergency, without a link to a case.
//!
//! On the duty rota it opens at once, for an hour; otherwise a second person has to approve.
//! Invariants: nothing is kept before the rules have said that the look could be opened at all;
//! an emergency lifts no tie and brings nobody back who is as if absent.

use crate::access::Answer;
use crate::emergency_facts::purpose_of;
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use store::EmergencyState;
use vocabulary::{EmergencyReason, NotText, PersonalText, Purpose};

/// Why a worker asks, as chosen and typed.
#[derive(Clone, Default)]
pub struct EmergencyRequest {
    /// The reason; nothing when none was chosen.
    pub reason: Option<EmergencyReason>,
    /// The worker's own words.
    pub words: String,
}

/// What the page says before a worker asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyForm {
    /// It will open at once.
    pub opens_at_once: bool,
    /// A request of this worker waits for a second person.
    pub is_waiting: bool,
    /// The look is open until then, in words.
    pub open_until: Option<String>,
    /// The purpose for which the family will be seen.
    pub purpose: Purpose,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmergencyAsked {
    /// It is open until then.
    Open {
        /// In words.
        until: String,
    },
    /// A second person has to approve.
    Waits,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum EmergencyError {
    /// No reason was chosen.
    #[error("choose why you need to look now")]
    NoReason,
    /// The words are too few.
    #[error("say in at least 15 letters what has happened")]
    TooFewWords,
    /// The words are too many.
    #[error("what you say must be 400 letters or fewer")]
    TooManyWords,
    /// A request waits already.
    #[error("you have asked already; a second person has to answer")]
    WaitsAlready,
    /// It is open already.
    #[error("you can see this family in an emergency already")]
    OpenAlready,
    /// The worker is on duty, and asked to be.
    #[error("you are on duty already; say why you are looking, then find the person")]
    OnDutyAlready,
    /// The asking itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for EmergencyError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// The fewest letters of a worker's own words.
const FEWEST: usize = 15;

/// Refusals that an emergency can stand against: those for want of a link to a case.
#[must_use]
pub fn is_for_want_of_a_case(reason_code: &str) -> bool {
    const CODES: [&str; 7] = [
        "case_reference_missing",
        "no_case_link",
        "case_link_ended",
        "case_link_not_for_purpose",
        "subject_not_on_case",
        "not_on_duty",
        "emergency_over",
    ];
    CODES.contains(&reason_code)
}

impl Kith {
    /// What a worker reads before they ask: about the person behind a handle, or, without one,
    /// about being on duty for an hour.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the database fails.
    pub async fn emergency_form(
        &self,
        sitting: &Sitting,
        handle: Option<&Handle>,
        at: At,
        request_id: &str,
    ) -> Result<Answer<EmergencyForm>, OperationError> {
        let asking = match self.asking(sitting, handle, (at, request_id)).await? {
            Ok(asking) => asking,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let state = asking.state_at(at);
        let end = asking.newest.as_ref().and_then(|look| look.ends_at);
        Ok(Answer::Shown(EmergencyForm {
            opens_at_once: asking.opens_at_once(),
            is_waiting: state == Some(EmergencyState::Waiting),
            open_until: end
                .filter(|_| state == Some(EmergencyState::Open))
                .map(moment_in_words),
            purpose: purpose_of(&asking.sitting),
        }))
    }

    /// Asks to see the family of the person behind a handle; without one, to be on duty for an
    /// hour.
    ///
    /// # Errors
    /// When the reason or the words are missing, something is open or waits already, or it cannot
    /// be recorded.
    pub async fn ask_emergency(
        &self,
        sitting: &Sitting,
        handle: Option<&Handle>,
        given: &EmergencyRequest,
        (at, request_id): (At, &str),
    ) -> Result<Answer<EmergencyAsked>, EmergencyError> {
        let asking = match self.asking(sitting, handle, (at, request_id)).await? {
            Ok(asking) => asking,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        asking.may_ask_now(at)?;
        let (reason, words) = given.check()?;
        let look = asking.look(reason, words, at);
        let mut event = self.event(AuditAction::EmergencyAsked, &asking.sitting, at, request_id);
        event.people = look.person.into_iter().collect();
        let came_to = if look.ends_at.is_some() {
            "opens at once"
        } else {
            "waits for a second person"
        };
        event.note = Some(format!("{} {}: {came_to}", look.id, reason.code()));
        self.store().ask_emergency(&look, event).await?;
        let Some(end) = look.ends_at else {
            return Ok(Answer::Shown(EmergencyAsked::Waits));
        };
        let moment = (at, request_id);
        self.keep_stated(&asking.sitting, None, moment).await?;
        let until = moment_in_words(end);
        Ok(Answer::Shown(EmergencyAsked::Open { until }))
    }

    /// Turns this sitting to a family that is open in an emergency: the purpose is that of the
    /// emergency, and there is no case.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when no such look is open.
    pub async fn go_on_in_emergency(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, OperationError> {
        let moment = (at, request_id);
        let asking = match self.asking(sitting, Some(handle), moment).await? {
            Ok(asking) => asking,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        if asking.state_at(at) != Some(EmergencyState::Open) {
            return Err(OperationError::NotFound);
        }
        self.keep_stated(&asking.sitting, None, moment).await?;
        Ok(Answer::Shown(()))
    }

    /// When the emergency look of this worker at the person behind a handle ends; nothing when
    /// none is open. A page that shows the family must not outlive it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn emergency_until(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
    ) -> Result<Option<jiff::Timestamp>, OperationError> {
        let person = self.person_behind(sitting, handle).await?;
        let (staff, now) = (&sitting.staff_id, at.timestamp());
        let open = self.store().open_emergency(staff, person, now).await?;
        Ok(open.and_then(|look| look.ends_at))
    }

    /// The first moment at which one of this worker's open emergency looks ends; nothing when none
    /// is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_emergency_end(
        &self,
        sitting: &Sitting,
        at: At,
    ) -> Result<Option<jiff::Timestamp>, OperationError> {
        let mut all = self.store().emergencies_of(&sitting.staff_id).await?;
        all.retain(|look| look.state_at(at.timestamp()) == EmergencyState::Open);
        Ok(all.iter().filter_map(|look| look.ends_at).min())
    }

    /// Whether a worker of this role may ever look in an emergency; the rules decide each time.
    #[must_use]
    pub fn may_look_in_emergency(&self, sitting: &Sitting) -> bool {
        let purpose = self.purpose_in_emergency(sitting);
        let mut rules = self.rulebook().purposes_for(sitting.role);
        rules.any(|rule| rule.purpose == purpose)
    }
}

impl EmergencyRequest {
    fn check(&self) -> Result<(EmergencyReason, PersonalText), EmergencyError> {
        let reason = self.reason.ok_or(EmergencyError::NoReason)?;
        let words = PersonalText::parse(&self.words).map_err(|not| match not {
            NotText::Blank => EmergencyError::TooFewWords,
            NotText::TooLong => EmergencyError::TooManyWords,
        })?;
        let letters = words.reveal().chars().filter(|c| c.is_alphanumeric());
        if letters.count() < FEWEST {
            return Err(EmergencyError::TooFewWords);
        }
        Ok((reason, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> EmergencyRequest {
        EmergencyRequest {
            reason: Some(EmergencyReason::DangerNow),
            words: words.to_owned(),
        }
    }

    #[test]
    fn fifteen_letters_are_enough_and_blanks_and_dots_do_not_count() {
        assert!(said("abcdefghijklmno").check().is_ok());
        for few in ["", "abcdefghijklmn", "a b c d ........ e f g"] {
            let checked = said(few).check();
            assert!(matches!(checked, Err(EmergencyError::TooFewWords)));
        }
        let long = said(&"word ".repeat(101)).check();
        assert!(matches!(long, Err(EmergencyError::TooManyWords)));
        let none = EmergencyRequest::default().check();
        assert!(matches!(none, Err(EmergencyError::NoReason)));
    }

    #[test]
    fn an_emergency_stands_against_the_want_of_a_case_and_nothing_else() {
        assert!(is_for_want_of_a_case("no_case_link"));
        for never in [
            "own_record",
            "same_household",
            "training_out_of_date",
            "no_rule",
        ] {
            assert!(!is_for_want_of_a_case(never), "{never}");
        }
    }
}
