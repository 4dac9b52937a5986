//! The decision: a permit, a refusal with its reason and the way on, or nobody there.
//!
//! Pure: the same rulebook and request give the same answer. Invariants: what no rule permits is
//! refused, and a forbid wins over every permit; whoever is as if absent, and whoever a worker is
//! tied to, stays closed whatever the council's rules say. What the worker and the purpose alone
//! refuse is said first, of everybody alike, so that it tells nothing of the person.

use crate::rules::{Answer, Fact, WorkerFacts};
use crate::{
    AbsentBecause, AccessRequest, Action, Basis, CaseLinkStanding, CaseStanding, DecisionFacts,
    Emergency, Permit, PurposeRule, Reach, Refusal, RefusalReason, Rulebook, TieFact, TiedWorker,
};
use vocabulary::{Purpose, RestrictionKind, Tie};

/// What was decided about one request.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one decision for each look, moved once"
)]
pub enum Decision {
    /// The worker may go on, as far as the permit reaches.
    Permit(Permit),
    /// The worker may not, and is told why and whom to ring.
    Refusal(Refusal),
    /// The worker is answered as if there were no such person; only the audit knows better.
    AsIfAbsent(Absence),
}

/// What the audit keeps when somebody is answered as if there were no such person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Why.
    pub because: AbsentBecause,
    /// The rules that say so.
    pub rule_ids: Vec<String>,
    /// The rules in force when it was decided.
    pub rulebook_version: String,
    /// The facts on which it was decided, as [`DecisionFacts`] writes them.
    pub decided_on: String,
}

/// Decides one request by the rules of a council.
#[must_use]
pub fn decide(rulebook: &Rulebook, request: &AccessRequest) -> Decision {
    let worker = WorkerFacts {
        role: request.worker.role,
        is_active: request.worker.is_active,
        is_trained: rulebook
            .council()
            .training_counts(request.worker.trained_on, request.today),
    };
    let purpose = request.purpose.and_then(|code| rulebook.purpose(code));
    let facts = stated(request, purpose);
    let answer = rulebook.policies().may_do(worker, request.action, &facts);
    if let Some(because) = absent(request)
        && !is_refused_whoever_it_is_about(&answer)
    {
        return Decision::AsIfAbsent(Absence {
            because,
            rule_ids: answer.ids(),
            rulebook_version: rulebook.version().to_owned(),
            decided_on: DecisionFacts::of(request).to_text(),
        });
    }
    // INVARIANT: no rule of a council opens a record to somebody who is tied to the family.
    let opens = request.action.is_about_people() || request.action == Action::AskEmergency;
    let is_closed = opens && request.about.tie.is_some();
    if answer.is_allowed && !is_closed {
        let basis = Basis::of(purpose, &answer, request.today);
        Decision::Permit(Permit::new(rulebook, request, worker, basis, answer.ids()))
    } else {
        Decision::Refusal(refusal(rulebook, request, &answer))
    }
}

/// The facts that the rules may ask about; their names are those of the schema.
fn stated(request: &AccessRequest, purpose: Option<&PurposeRule>) -> [(&'static str, Fact); 18] {
    let is = |test: fn(&PurposeRule) -> bool| Fact::Is(purpose.is_some_and(test));
    let for_role = purpose.is_some_and(|rule| rule.is_for(request.worker.role));
    // INVARIANT: a purpose that is not known reaches no further than the case.
    let reach = purpose.map_or(Reach::CaseFamily, |rule| rule.reach);
    // INVARIANT: without a case that was named, nobody is linked to it or on it.
    let standing = match request.case {
        Some(_) => request.standing,
        None => CaseStanding::not_asked(),
    };
    let (link, agreed) = case_link(standing, purpose);
    [
        (
            "purpose",
            Fact::Text(request.purpose.map_or("none", vocabulary::Purpose::code)),
        ),
        ("purposeIsActive", is(|rule| rule.is_active)),
        ("purposeIsForRole", Fact::Is(for_role)),
        ("purposeNeedsCaseLink", is(|rule| rule.needs_case_link)),
        (
            "purposeNeedsFamilyAgreement",
            is(|rule| rule.needs_family_agreement),
        ),
        ("purposeReach", Fact::Text(reach.code())),
        ("caseReferenceIsGiven", Fact::Is(request.case.is_some())),
        ("caseLink", Fact::Text(link)),
        ("familyHasAgreed", Fact::Is(agreed)),
        ("somebodyIsChosen", Fact::Is(request.subject.is_some())),
        (
            "chosenPersonIsOnCase",
            Fact::Is(standing.subject_is_on_case),
        ),
        (
            "tie",
            Fact::Text(request.about.tie.map_or("none", |tie| tie.tie.code())),
        ),
        (
            "tieIsColleagues",
            Fact::Is(is_colleagues(request.about.tie)),
        ),
        (
            "isAsIfAbsent",
            Fact::Is(request.about.restrictions.is_as_if_absent()),
        ),
        (
            "isStaffRecord",
            Fact::Is(request.about.restrictions.has(RestrictionKind::StaffRecord)),
        ),
        ("purposeNeedsDuty", is(|rule| rule.needs_duty)),
        ("isOnDuty", Fact::Is(request.standby.is_on_duty)),
        ("emergency", Fact::Text(emergency(request).code())),
    ]
}

fn case_link(standing: CaseStanding, purpose: Option<&PurposeRule>) -> (&'static str, bool) {
    match standing.link {
        CaseLinkStanding::Linked {
            kind,
            family_agreed,
        } => {
            let counts = purpose.is_some_and(|rule| rule.case_links.contains(&kind));
            let link = if counts {
                "linked"
            } else {
                "linked_in_another_way"
            };
            (link, family_agreed == Some(true))
        }
        CaseLinkStanding::Ended => ("ended", false),
        CaseLinkStanding::NotLinked | CaseLinkStanding::NotAsked => ("not_linked", false),
    }
}

/// Why the person is as if absent for this request. The safeguarding desk looks after those who
/// are so for everybody else; nobody looks after somebody who must not be found by them.
fn absent(request: &AccessRequest) -> Option<AbsentBecause> {
    let is_desk = request.action == Action::KeepRestrictions;
    request
        .about
        .absent_because()
        .filter(|because| match because {
            AbsentBecause::Restricted(_) => !is_desk,
            AbsentBecause::MustNotFind(_) => true,
        })
}

/// How a look in an emergency stands for the stated purpose.
///
/// INVARIANT: what was opened in an emergency is open for what it is asked for, a child who may be
/// suffering significant harm and duty out of hours, and for no other purpose.
fn emergency(request: &AccessRequest) -> Emergency {
    let is_asked_for = request.purpose.is_some_and(|purpose| match purpose {
        Purpose::SignificantHarm | Purpose::OutOfHoursDuty => true,
        Purpose::ChildInNeedAssessment
        | Purpose::FrontDoorTriage
        | Purpose::EarlyHelp
        | Purpose::MovedBetweenCouncils
        | Purpose::RecordCorrection
        | Purpose::ServicePlanning
        | Purpose::Audit
        | Purpose::SubjectRights
        | Purpose::Safeguarding => false,
    });
    match request.standby.emergency {
        Emergency::Open if !is_asked_for => Emergency::NotAsked,
        stands @ (Emergency::NotAsked | Emergency::Waiting | Emergency::Open | Emergency::Over) => {
            stands
        }
    }
}

/// Whether the worker or the purpose alone is refused: of that the first reason is said, and it is
/// the same for whoever is as if absent and for everybody else.
fn is_refused_whoever_it_is_about(answer: &Answer<'_>) -> bool {
    first_reason(answer).is_some_and(|(reason, _)| reason < RefusalReason::OwnRecord)
}

/// The first reason of the rules that refused, with its sentence.
fn first_reason<'a>(answer: &Answer<'a>) -> Option<(RefusalReason, &'a str)> {
    let reasons = answer.rules.iter().filter_map(|rule| {
        let reason = rule.why.as_deref().and_then(RefusalReason::parse)?;
        Some((reason, rule.plain.as_str()))
    });
    reasons.min_by_key(|(reason, _)| *reason)
}

fn is_colleagues(tie: Option<TieFact>) -> bool {
    tie.is_some_and(|tie| tie.whose == TiedWorker::OnWhoseBehalf)
}

/// Why a tie alone refuses, whatever the rules say.
fn tied(tie: TieFact) -> RefusalReason {
    match (tie.whose, tie.tie) {
        (TiedWorker::OnWhoseBehalf, _) => RefusalReason::ColleagueIsTied,
        (TiedWorker::WhoLooks, Tie::OwnRecord | Tie::MustNotFind) => RefusalReason::OwnRecord,
        (TiedWorker::WhoLooks, Tie::DeclaredRelative) => RefusalReason::DeclaredRelative,
        (TiedWorker::WhoLooks, Tie::SameHousehold) => RefusalReason::SameHousehold,
    }
}

fn refusal(rulebook: &Rulebook, request: &AccessRequest, answer: &Answer<'_>) -> Refusal {
    let by_tie = request.about.tie.map(|tie| {
        let said = "You, or the colleague for whom you look, know this family.";
        (tied(tie), said)
    });
    let (reason, said) = first_reason(answer).or(by_tie).unwrap_or((
        RefusalReason::NoRule,
        "No rule allows this for your role and purpose.",
    ));
    Refusal {
        reason,
        rule_ids: answer.ids(),
        said_to_worker: said.to_owned(),
        who_can_authorise: rulebook.council().who_can_authorise(reason).to_owned(),
        whom_to_ring: rulebook.desk().whom_to_ring(),
        rulebook_version: rulebook.version().to_owned(),
        decided_on: DecisionFacts::of(request).to_text(),
    }
}
