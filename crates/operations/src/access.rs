//! The one gate: who asks, why, on which case; a permit, or a refusal that is recorded as
//! carefully as a disclosure.
//!
//! Invariant: facts for the decision are read from the primary for each request; a fact that
//! cannot be read stops the request.

use crate::{At, Kith, OperationError, Sitting};
use audit::{AuditAction, AuditEvent};
use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Permit, Refusal, Worker,
    decide,
};
use store::CaseStandingFacts;
use vocabulary::{CaseReference, PersonId, Purpose, StaffId};

/// What an operation answers: what was asked for, or a refusal.
pub enum Answer<T> {
    /// What was asked for, cut to what may be shown.
    Shown(T),
    /// A refusal with the way on.
    Refused(Refused),
}

/// A refusal as the worker reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What was not shown, in one sentence.
    pub what: String,
    /// Why.
    pub why: String,
    /// Who can authorise, and how.
    pub who_can_authorise: String,
    /// Whom to ring now; never empty.
    pub whom_to_ring: Vec<RingLine>,
    /// The reason's code, as in the audit.
    pub reason_code: &'static str,
    /// The refusal is in the audit.
    pub was_recorded: bool,
}

/// One telephone line and when it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingLine {
    /// Who answers.
    pub label: String,
    /// The number.
    pub telephone: String,
    /// When.
    pub when: String,
}

impl Kith {
    /// Decides a request of this sitting. A refusal has been recorded when this returns.
    pub(crate) async fn access(
        &self,
        sitting: &Sitting,
        action: Action,
        subject: Option<PersonId>,
        moment: (At, &str),
    ) -> Result<Result<Permit, Refused>, OperationError> {
        let (at, request_id) = moment;
        let case = sitting.case.clone();
        let standing = self.standing(sitting, case.as_ref(), subject, at).await?;
        let request = self.request(
            sitting,
            sitting.purpose,
            case,
            standing,
            action,
            subject,
            at,
        );
        match decide(self.rulebook(), &request) {
            Decision::Permit(permit) => Ok(Ok(permit)),
            Decision::Refusal(refusal) => {
                let people = subject.into_iter().collect();
                let refused = self
                    .refuse(sitting, &refusal, action, people, (at, request_id))
                    .await?;
                Ok(Err(refused))
            }
        }
    }

    /// Records a refusal and puts it into the worker's words.
    pub(crate) async fn refuse(
        &self,
        sitting: &Sitting,
        refusal: &Refusal,
        action: Action,
        people: Vec<PersonId>,
        (at, request_id): (At, &str),
    ) -> Result<Refused, OperationError> {
        let mut recorded = self.event(AuditAction::Refused, sitting, at, request_id);
        recorded.people = people;
        recorded.refusal = Some(refusal.reason.code().to_owned());
        recorded.rule_ids = refusal.rule_ids.clone();
        recorded.note = Some(action.code().to_owned());
        self.store().record(recorded).await?;
        Ok(self.in_words(refusal, action))
    }

    fn in_words(&self, refusal: &Refusal, action: Action) -> Refused {
        let desk = self.rulebook().desk();
        let line = |label: &str, telephone: &str, when: &str| RingLine {
            label: label.to_owned(),
            telephone: telephone.to_owned(),
            when: when.to_owned(),
        };
        let mut whom_to_ring = vec![line(&desk.name, &desk.telephone, "in office hours")];
        whom_to_ring.push(line(
            &desk.name,
            &desk.out_of_hours,
            "at night and at weekends",
        ));
        Refused {
            what: what_was_refused(action).to_owned(),
            why: refusal.said_to_worker.clone(),
            who_can_authorise: refusal.who_can_authorise.clone(),
            whom_to_ring,
            reason_code: refusal.reason.code(),
            was_recorded: true,
        }
    }

    /// How the worker stands to the case, and whether the subject is on it.
    pub(crate) async fn standing(
        &self,
        sitting: &Sitting,
        case: Option<&CaseReference>,
        subject: Option<PersonId>,
        at: At,
    ) -> Result<CaseStanding, OperationError> {
        let Some(case) = case else {
            return Ok(CaseStanding::not_asked());
        };
        let facts = self
            .store()
            .case_standing(&sitting.staff_id, &sitting.teams, case, at.today())
            .await?;
        let subject_is_on_case = match subject {
            Some(person) => self
                .case_family(&facts.children, at.today())
                .await?
                .contains(&person),
            None => false,
        };
        Ok(CaseStanding {
            link: link(&facts),
            subject_is_on_case,
        })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "each is one fact of the request, named by its type"
    )]
    pub(crate) fn request(
        &self,
        sitting: &Sitting,
        purpose: Option<Purpose>,
        case: Option<CaseReference>,
        standing: CaseStanding,
        action: Action,
        subject: Option<PersonId>,
        at: At,
    ) -> AccessRequest {
        AccessRequest {
            worker: Worker {
                staff: StaffId::parse(&sitting.staff_id)
                    .expect("a sitting's staff id is never blank"),
                role: sitting.role,
                teams: sitting.teams.clone(),
                is_active: sitting.is_active,
                trained_on: sitting.trained_on,
            },
            purpose,
            case,
            standing,
            action,
            subject,
            today: at.today(),
        }
    }

    /// An audit event with everything about the sitting filled in.
    pub(crate) fn event(
        &self,
        action: AuditAction,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> AuditEvent {
        let mut event = event(action, at, request_id);
        event.worker = Some(sitting.staff_id.clone());
        event.role = Some(sitting.role);
        event.purpose = sitting.purpose;
        event.case = sitting.case.clone();
        event.on_behalf_of = sitting.on_behalf_of.clone();
        event.rulebook_version = Some(self.rulebook().version().to_owned());
        event
    }
}

/// The strongest link that holds: an allocation counts before a referral.
fn link(facts: &CaseStandingFacts) -> CaseLinkStanding {
    match facts.holding.iter().min() {
        Some((kind, family_agreed)) => CaseLinkStanding::Linked {
            kind: *kind,
            family_agreed: *family_agreed,
        },
        None if facts.has_ended => CaseLinkStanding::Ended,
        None => CaseLinkStanding::NotLinked,
    }
}

fn what_was_refused(action: Action) -> &'static str {
    match action {
        Action::Search => "The search was not made.",
        Action::SeeFamily => "This family was not shown.",
        Action::SeeDetails => "These details were not shown.",
        Action::SeeWhoLooked => "Who has looked at this family was not shown.",
        Action::SeeOwnLooks => "Your own looks were not shown.",
        Action::SeeSources => "The sources were not shown.",
        Action::LoadExtracts => "The extract was not loaded.",
        Action::Publish => "Nothing was published or withdrawn.",
        Action::ReviewMatches => "What waits for the records desk was not shown.",
        Action::SeeMatchFigures => "The figures about matching were not shown.",
        Action::SeeLinkRuns => "How linking went was not shown.",
        Action::KeepRestrictions => "The restrictions were not shown, and nothing was changed.",
    }
}

/// An audit event about nobody yet.
pub(crate) fn event(action: AuditAction, at: At, request_id: &str) -> AuditEvent {
    AuditEvent::new(action, at.timestamp(), request_id)
}
