//! The decision: a permit, or a refusal with its reason and the way on.
//!
//! Pure: the same rulebook and request give the same answer. Invariant: what no rule permits
//! is refused, and a forbid wins over every permit.

use crate::rules::{Answer, Fact, WorkerFacts};
use crate::{
    AccessRequest, Basis, CaseLinkStanding, Permit, PurposeRule, Reach, Refusal, RefusalReason,
    Rulebook,
};

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
    if answer.is_allowed {
        let basis = Basis::of(purpose, &answer, request.today);
        Decision::Permit(Permit::new(rulebook, request, worker, basis, answer.ids()))
    } else {
        Decision::Refusal(refusal(rulebook, &answer))
    }
}

/// The facts that the rules may ask about; their names are those of the schema.
fn stated(
    request: &AccessRequest,
    purpose: Option<&PurposeRule>,
) -> [(&'static str, Fact<'static>); 11] {
    let is = |test: fn(&PurposeRule) -> bool| Fact::Is(purpose.is_some_and(test));
    let for_role = purpose.is_some_and(|rule| rule.is_for(request.worker.role));
    // INVARIANT: a purpose that is not known reaches no further than the case.
    let reach = purpose.map_or(Reach::CaseFamily, |rule| rule.reach);
    let (link, agreed) = case_link(request, purpose);
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
            Fact::Is(request.standing.subject_is_on_case),
        ),
    ]
}

fn case_link(request: &AccessRequest, purpose: Option<&PurposeRule>) -> (&'static str, bool) {
    match request.standing.link {
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

fn refusal(rulebook: &Rulebook, answer: &Answer<'_>) -> Refusal {
    let first = answer
        .rules
        .iter()
        .filter_map(|rule| {
            let reason = rule.why.as_deref().and_then(RefusalReason::parse)?;
            Some((reason, rule.plain.as_str()))
        })
        .min_by_key(|(reason, _)| *reason);
    let (reason, said) = first.unwrap_or((
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
    }
}
