//! "Why are you looking?": the purpose and the case of a sitting, checked against the case links.
//!
//! Invariant: a sitting holds only a purpose and case that passed the check when stated; they are
//! checked again at every look.

use crate::access::Refused;
use crate::{At, Kith, OperationError, Sitting};
use audit::AuditAction;
use governance::{Action, Decision, decide};
use vocabulary::{CaseReference, PersonalText, Purpose};

/// A purpose that the worker's role may choose.
#[derive(Debug, Clone)]
pub struct PurposeChoice {
    /// The purpose.
    pub purpose: Purpose,
    /// Its name in plain words.
    pub label: String,
    /// One line on what will be seen.
    pub what_you_see: String,
    /// Whether a case or referral number is needed.
    pub needs_case: bool,
    /// The worker's own cases that fit, by reference.
    pub own_cases: Vec<String>,
}

/// What the worker stated, as typed.
#[derive(Debug, Clone, Default)]
pub struct StatedPurpose {
    /// The purpose chosen.
    pub purpose: Option<Purpose>,
    /// The case or referral number as typed; may be blank.
    pub case: String,
    /// The colleague for whom the worker looks; may be blank.
    pub on_behalf_of: String,
}

/// What came of stating a purpose.
#[derive(Debug)]
pub enum PurposeOutcome {
    /// Kept for this sitting.
    Kept,
    /// No purpose was chosen.
    NothingChosen,
    /// The purpose needs a case or referral number.
    CaseMissing,
    /// The text is not a case or referral number.
    CaseUnreadable,
    /// Refused, and recorded.
    Refused(Refused),
}

impl Kith {
    /// The purposes open to the worker's role, with the worker's own cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purpose_choices(
        &self,
        sitting: &Sitting,
        at: At,
    ) -> Result<Vec<PurposeChoice>, OperationError> {
        let own = self
            .store()
            .own_cases(&sitting.staff_id, &sitting.teams, at.today())
            .await?;
        let rules = self.rulebook().purposes_for(sitting.role);
        let choices = rules.map(|rule| PurposeChoice {
            purpose: rule.purpose,
            label: rule.purpose.label().to_owned(),
            what_you_see: rule.what_you_will_see.clone(),
            needs_case: rule.needs_case_link,
            own_cases: own
                .iter()
                .filter(|case| rule.case_links.contains(&case.kind))
                .map(|case| case.reference.clone())
                .collect(),
        });
        Ok(choices.collect())
    }

    /// Keeps a purpose and case for the sitting, when the rules allow the worker to look for it.
    ///
    /// # Errors
    /// When the database fails or the audit cannot be written.
    pub async fn state_purpose(
        &self,
        sitting: &Sitting,
        stated: &StatedPurpose,
        at: At,
        request_id: &str,
    ) -> Result<PurposeOutcome, OperationError> {
        let Some(purpose) = stated.purpose else {
            return Ok(PurposeOutcome::NothingChosen);
        };
        let case = match stated.case.trim() {
            "" => None,
            typed => match CaseReference::parse(typed) {
                Ok(case) => Some(case),
                Err(_) => return Ok(PurposeOutcome::CaseUnreadable),
            },
        };
        let needs_case = self
            .rulebook()
            .purposes()
            .any(|rule| rule.purpose == purpose && rule.needs_case_link);
        if needs_case && case.is_none() {
            return Ok(PurposeOutcome::CaseMissing);
        }
        let on_behalf_of = PersonalText::parse(&stated.on_behalf_of).ok();
        let stating = Sitting {
            purpose: Some(purpose),
            case: case.clone(),
            on_behalf_of: on_behalf_of.map(|name| name.reveal().to_owned()),
            ..sitting.clone()
        };
        self.check_and_keep(&stating, (at, request_id)).await
    }

    async fn check_and_keep(
        &self,
        stating: &Sitting,
        (at, request_id): (At, &str),
    ) -> Result<PurposeOutcome, OperationError> {
        let standing = self
            .standing(stating, stating.case.as_ref(), None, at)
            .await?;
        let action = main_action(stating.purpose);
        let case = stating.case.clone();
        let request = self.request(stating, stating.purpose, case, standing, action, None, at);
        if let Decision::Refusal(refusal) = decide(self.rulebook(), &request) {
            let refused = self
                .refuse(stating, &refusal, action, Vec::new(), (at, request_id))
                .await?;
            return Ok(PurposeOutcome::Refused(refused));
        }
        let event = self.event(AuditAction::PurposeStated, stating, at, request_id);
        self.store().record(event).await?;
        let case = stating.case.as_ref();
        let colleague = stating.on_behalf_of.as_deref();
        self.store()
            .keep_purpose(&stating.token_hash, stating.purpose, case, colleague)
            .await?;
        Ok(PurposeOutcome::Kept)
    }
}

/// What a worker with this purpose does first: the check that stating it must pass.
fn main_action(purpose: Option<Purpose>) -> Action {
    match purpose {
        Some(Purpose::ServicePlanning) => Action::SeeSources,
        Some(Purpose::RecordCorrection) => Action::ReviewMatches,
        Some(Purpose::Safeguarding) => Action::KeepRestrictions,
        Some(
            Purpose::SignificantHarm
            | Purpose::ChildInNeedAssessment
            | Purpose::FrontDoorTriage
            | Purpose::EarlyHelp
            | Purpose::OutOfHoursDuty
            | Purpose::MovedBetweenCouncils
            | Purpose::Audit
            | Purpose::SubjectRights,
        )
        | None => Action::Search,
    }
}
