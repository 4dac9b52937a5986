//! The one gate: who asks, why, on which case; a permit, or a refusal that is recorded as
//! carefully as a disclosure.
//!
//! Invariant: facts for the decision are read from the primary for each request; a fact that
//! cannot be read stops the request.

use crate::{At, Kith, OperationError, Sitting};
use audit::{AuditAction, AuditEvent, LevelShown};
use governance::{
    Absence, AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Permit, Refusal,
    Standby, SubjectFacts, Worker, decide,
};
use store::{CaseStandingFacts, KinCounted};
use vocabulary::{CaseReference, PersonId, StaffId};

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

/// What is known of a worker's look before it is decided.
#[derive(Clone, Copy)]
pub(crate) struct LookFacts {
    /// How the worker stands to the case.
    pub(crate) standing: CaseStanding,
    /// What may keep them from the person.
    pub(crate) about: SubjectFacts,
    /// What may stand in for a link to the case.
    pub(crate) standby: Standby,
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
        if !self.follow_rules_in_force().await? {
            self.keep_rules_of_folder(at, request_id).await?;
        }
        let about = match subject {
            Some(person) => self.subject_facts(sitting, person, at).await?,
            None => SubjectFacts::none(),
        };
        let stated = sitting.case.as_ref();
        let standing = self.standing(sitting, stated, subject, at).await?;
        let facts = LookFacts {
            standing,
            about,
            standby: self.standby(sitting, subject, at).await?,
        };
        let request = request(sitting, (action, subject), facts, at);
        match decide(self.rulebook(), &request) {
            Decision::Permit(permit) => Ok(Ok(permit)),
            Decision::Refusal(refusal) => {
                let people = subject.into_iter().collect();
                let refused = self
                    .refuse(sitting, &refusal, action, people, (at, request_id))
                    .await?;
                Ok(Err(refused))
            }
            Decision::AsIfAbsent(absence) => {
                let people = subject.into_iter().collect();
                self.nobody_there(sitting, &absence, action, people, moment)
                    .await?;
                Err(OperationError::NotFound)
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
        recorded.rulebook_version = Some(refusal.rulebook_version.clone());
        recorded.decided_on = Some(refusal.decided_on.clone());
        recorded.note = Some(action.code().to_owned());
        self.store().record(recorded).await?;
        Ok(self.in_words(refusal, action))
    }

    /// Records that somebody was answered as if there were no such person.
    pub(crate) async fn nobody_there(
        &self,
        sitting: &Sitting,
        absence: &Absence,
        action: Action,
        people: Vec<PersonId>,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let mut recorded = self.event(AuditAction::AnsweredAsIfAbsent, sitting, at, request_id);
        recorded.people = people;
        recorded.refusal = Some(absence.because.code().to_owned());
        recorded.rule_ids = absence.rule_ids.clone();
        recorded.rulebook_version = Some(absence.rulebook_version.clone());
        recorded.decided_on = Some(absence.decided_on.clone());
        recorded.note = Some(action.code().to_owned());
        self.store().record(recorded).await?;
        Ok(())
    }

    fn in_words(&self, refusal: &Refusal, action: Action) -> Refused {
        Refused {
            what: what_was_refused(action).to_owned(),
            why: refusal.said_to_worker.clone(),
            who_can_authorise: refusal.who_can_authorise.clone(),
            whom_to_ring: self.desk_lines(),
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
                .case_family(&facts.children, (at.today(), KinCounted::Undisputed))
                .await?
                .contains(&person),
            None => false,
        };
        Ok(CaseStanding {
            link: link(&facts),
            subject_is_on_case,
        })
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

/// Says by which rules, and on which facts, the permit for an event was given.
pub(crate) fn allowed_by(event: &mut AuditEvent, permit: &Permit) {
    event.rule_ids = permit.rule_ids().to_vec();
    event.rulebook_version = Some(permit.rulebook_version().to_owned());
    event.decided_on = Some(permit.decided_on());
}

/// Says what was shown of the event's people under a permit, and on which facts about them.
pub(crate) fn shown_by(event: &mut AuditEvent, permit: &Permit, shown: Vec<LevelShown>) {
    event.rulebook_version = Some(permit.rulebook_version().to_owned());
    event.decided_on = Some(permit.decided_on_with(&event.people));
    event.shown = shown;
}

/// A request of a sitting, with every fact on which the decision rests.
pub(crate) fn request(
    sitting: &Sitting,
    (action, subject): (Action, Option<PersonId>),
    facts: LookFacts,
    at: At,
) -> AccessRequest {
    AccessRequest {
        worker: Worker {
            staff: StaffId::parse(&sitting.staff_id).expect("a sitting's staff id is never blank"),
            role: sitting.role,
            teams: sitting.teams.clone(),
            is_active: sitting.is_active,
            trained_on: sitting.trained_on,
        },
        purpose: sitting.purpose,
        case: sitting.case.clone(),
        standing: facts.standing,
        action,
        subject,
        about: facts.about,
        standby: facts.standby,
        today: at.today(),
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
        Action::NameOwnPeople => "The people you know were not shown.",
        Action::OverseeNamedPeople => "The list of whom workers know was not shown.",
        Action::SetDuty => "The duty rota was not shown, and nothing was changed.",
        Action::AskEmergency => "This family was not opened in an emergency.",
        Action::ApproveEmergency => "What waits for approval was not shown.",
        Action::ReviewEmergencies => "The emergency looks were not shown.",
        Action::ReviewFlags => "The flags about look-ups were not shown.",
        Action::SeeDataUse => "Who used a source's data was not shown.",
        Action::MakeSubjectReport => "The person's report was not made.",
        Action::DecideNotToShare => "The decision not to share was not recorded.",
        Action::SeeAgreements => "The sharing agreements were not shown.",
        Action::KeepRestrictions => "The restrictions were not shown, and nothing was changed.",
        Action::RaiseDispute => "Nothing was disputed, and nothing was shown.",
        Action::AnswerDisputes => "What is disputed was not shown, and nothing was answered.",
        Action::SeeOwnDisputes => "What came of your disputes was not shown.",
    }
}

/// An audit event about nobody yet.
pub(crate) fn event(action: AuditAction, at: At, request_id: &str) -> AuditEvent {
    AuditEvent::new(action, at.timestamp(), request_id)
}
