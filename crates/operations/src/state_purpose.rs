//! "Why are you looking?": the purpose and the case of a sitting, checked against the case links.
//!
//! Invariant: a sitting holds only a purpose and case that passed the check when stated; they are
//! checked again at every look.

use crate::access::Refused;
use crate::colleague::{Colleague, FoundColleague};
use crate::handle::id_of;
use crate::{At, Kith, OperationError, Sitting};
use audit::AuditAction;
use governance::Action;
use store::{KeptPurpose, Notice};
use vocabulary::{CaseReference, NoticeKind, Purpose, Role};

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
    /// The colleague for whom the worker looks, by staff id or name; may be blank.
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
    /// No colleague has this staff id or name.
    ColleagueUnknown,
    /// The colleague is the worker.
    ColleagueIsYou,
    /// Several colleagues fit; one of them has to be chosen.
    WhichColleague(Vec<Colleague>),
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
        if case.is_none() && self.asks_for_a_case(purpose) {
            return Ok(PurposeOutcome::CaseMissing);
        }
        let colleague = match self.colleague(sitting, &stated.on_behalf_of, at).await? {
            FoundColleague::NobodyNamed => None,
            FoundColleague::One(colleague) => Some(colleague),
            FoundColleague::Unknown => return Ok(PurposeOutcome::ColleagueUnknown),
            FoundColleague::Oneself => return Ok(PurposeOutcome::ColleagueIsYou),
            FoundColleague::Several(colleagues) => {
                return Ok(PurposeOutcome::WhichColleague(colleagues));
            }
        };
        let stating = Sitting {
            purpose: Some(purpose),
            case: case.clone(),
            on_behalf_of: colleague.as_ref().map(Colleague::in_words),
            on_behalf_of_staff: colleague.map(|colleague| colleague.staff_id),
            ..sitting.clone()
        };
        self.check_and_keep(&stating, (at, request_id)).await
    }

    /// Whether the form asks for a case before the rules are asked. On duty out of hours there
    /// may be none: there the rules decide.
    fn asks_for_a_case(&self, purpose: Purpose) -> bool {
        let needs_case = self
            .rulebook()
            .purposes()
            .any(|rule| rule.purpose == purpose && rule.needs_case_link);
        needs_case && purpose != Purpose::OutOfHoursDuty
    }

    async fn check_and_keep(
        &self,
        stating: &Sitting,
        (at, request_id): (At, &str),
    ) -> Result<PurposeOutcome, OperationError> {
        let action = main_action(stating.purpose, stating.role);
        let moment = (at, request_id);
        if let Err(refused) = self.access(stating, action, None, moment).await? {
            return Ok(PurposeOutcome::Refused(refused));
        }
        let told = stating.on_behalf_of_staff.as_ref().map(|colleague| Notice {
            id: id_of(
                "looks for you",
                &stating.staff_id,
                at,
                &[colleague.as_bytes()],
            ),
            staff_id: colleague.clone(),
            kind: NoticeKind::LooksForYou,
            by_staff: stating.staff_id.clone(),
            made_at: at.timestamp(),
            read_at: None,
            denied_at: None,
        });
        self.keep_stated(stating, told.as_ref(), (at, request_id))
            .await?;
        Ok(PurposeOutcome::Kept)
    }

    /// Keeps what was stated, with its audit entry, and tells the colleague.
    pub(crate) async fn keep_stated(
        &self,
        stating: &Sitting,
        told: Option<&Notice>,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let event = self.event(AuditAction::PurposeStated, stating, at, request_id);
        let name = stating.on_behalf_of.as_deref();
        let kept = KeptPurpose {
            purpose: stating.purpose,
            case: stating.case.as_ref(),
            on_behalf_of: name.zip(stating.on_behalf_of_staff.as_deref()),
        };
        Ok(self
            .store()
            .keep_purpose(&stating.token_hash, kept, event, told)
            .await?)
    }
}

/// What a worker with this purpose does first: the check that stating it must pass.
fn main_action(purpose: Option<Purpose>, role: Role) -> Action {
    match purpose {
        Some(Purpose::ServicePlanning) => Action::SeeSources,
        Some(Purpose::RecordCorrection) if role == Role::SourceOwner => Action::AnswerDisputes,
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
