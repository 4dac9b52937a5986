//! Rules that hold even when an agreement or a purpose says too much.
//!
//! Each test makes one such mistake in the example council's files. Invariant: the mistake
//! passes every check of the files, so only the rule stands between it and a disclosure.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, allocated, member, request, rulebook_with, source};
use governance::{
    AbsentBecause, AccessRequest, Action, CaseStanding, Decision, MemberFacts, MemberStanding,
    RefusalReason, Rulebook, TieFact, TiedWorker, WithheldWhy, decide,
};
use vocabulary::{
    CaseLinkKind, Category, Level, Purpose, RestrictionKind, RestrictionSet, Role, Tie,
};

fn early_help() -> AccessRequest {
    request(
        Role::EarlyHelpWorker,
        Purpose::EarlyHelp,
        CaseLinkKind::EarlyHelpEpisode,
        Action::SeeDetails,
    )
}

fn without_case(role: Role, purpose: Purpose, action: Action) -> AccessRequest {
    let mut asked = request(role, purpose, CaseLinkKind::Referral, action);
    asked.case = None;
    asked.standing = CaseStanding::not_asked();
    asked
}

fn shown(rules: &Rulebook, asked: &AccessRequest, from: &str, category: Category) -> Level {
    member(rules, asked, Some(40)).level(&source(from), category)
}

fn why(
    rules: &Rulebook,
    asked: &AccessRequest,
    from: &str,
    category: Category,
) -> Option<WithheldWhy> {
    member(rules, asked, Some(40)).not_shown_reason(&source(from), category)
}

#[test]
fn no_service_is_shown_above_what_the_purpose_allows() {
    let rules = rulebook_with(&[("housing.toml", r#"P4 = "involved""#, r#"P4 = "facts""#)]);
    let found = shown(&rules, &early_help(), "housing", Category::Housing);
    assert_eq!(found, Level::Involved);
}

#[test]
fn a_sensitive_service_stays_at_ask_the_desk_until_its_agreement_raises_it() {
    let more = (
        "substance-misuse.toml",
        r#"P1 = "ask_the_desk""#,
        r#"P1 = "facts""#,
    );
    let raised = (
        "substance-misuse.toml",
        "raises_sensitive_service = false",
        "raises_sensitive_service = true",
    );
    let level = |rules: &Rulebook| {
        let asked = allocated(Action::SeeDetails);
        shown(rules, &asked, "substance-misuse", Category::SubstanceMisuse)
    };
    assert_eq!(level(&rulebook_with(&[more])), Level::AskTheDesk);
    assert_eq!(level(&rulebook_with(&[more, raised])), Level::Facts);
}

#[test]
fn youth_justice_is_off_until_an_agreement_switches_it_on() {
    let rules = rulebook_with(&[(
        "youth-justice.toml",
        "switches_on = true",
        "switches_on = false",
    )]);
    let asked = allocated(Action::SeeDetails);
    let found = why(&rules, &asked, "youth-justice", Category::YouthJustice);
    assert_eq!(found, Some(WithheldWhy::SwitchedOff));
}

#[test]
fn early_help_is_never_shown_police_or_a_sensitive_service() {
    let rules = rulebook_with(&[
        ("police.toml", r#"P2 = "involved""#, r#"P4 = "involved""#),
        (
            "substance-misuse.toml",
            r#"P2 = "ask_the_desk""#,
            r#"P4 = "ask_the_desk""#,
        ),
    ]);
    for (from, category) in [
        ("police", Category::Police),
        ("substance-misuse", Category::SubstanceMisuse),
    ] {
        let found = why(&rules, &early_help(), from, category);
        assert_eq!(found, Some(WithheldWhy::PurposeDoesNotAllow), "{from}");
    }
}

#[test]
fn audit_is_shown_no_relationship() {
    let rules = rulebook_with(&[(
        "childrens-social-care.toml",
        "name = \"relationships\"\nclause = \"4.3\"\ncovers = \"Who is related to whom, as this source records it.\"\nbasis = \"Children Act 1989, sections 17 and 47; Children Act 2004, sections 10 and 11\"\n[category.levels]\n",
        "name = \"relationships\"\nclause = \"4.3\"\ncovers = \"Relatives.\"\nbasis = \"None.\"\n[category.levels]\nP9 = \"detail\"\n",
    )]);
    let asked = without_case(
        Role::InformationGovernanceLead,
        Purpose::Audit,
        Action::SeeWhoLooked,
    );
    let from = "childrens-social-care";
    let found = why(&rules, &asked, from, Category::Relationships);
    assert_eq!(found, Some(WithheldWhy::PurposeDoesNotAllow));
    assert_eq!(
        shown(&rules, &asked, from, Category::Identity),
        Level::Detail
    );
}

#[test]
fn correcting_a_record_shows_no_address() {
    let rules = rulebook_with(&[("housing.toml", r#"P5 = "involved""#, r#"P7 = "involved""#)]);
    let asked = without_case(
        Role::RecordsDesk,
        Purpose::RecordCorrection,
        Action::ReviewMatches,
    );
    let found = why(&rules, &asked, "housing", Category::Location);
    assert_eq!(found, Some(WithheldWhy::PurposeDoesNotAllow));
    assert_eq!(
        shown(&rules, &asked, "housing", Category::Identity),
        Level::Detail
    );
}

#[test]
fn correcting_a_record_neither_searches_nor_opens_a_family() {
    let rules = rulebook_with(&[]);
    for action in [Action::Search, Action::SeeFamily, Action::SeeDetails] {
        let asked = without_case(Role::RecordsDesk, Purpose::RecordCorrection, action);
        let Decision::Refusal(refusal) = decide(&rules, &asked) else {
            panic!("{action:?} was allowed")
        };
        assert_eq!(refusal.reason, RefusalReason::ActionNotForPurpose);
    }
}

#[test]
fn planning_services_never_opens_a_person() {
    let rules = rulebook_with(&[(
        "purposes.toml",
        "max_level = \"nothing\"\nactive = false",
        "max_level = \"nothing\"\nactive = true",
    )]);
    for action in [Action::Search, Action::SeeFamily, Action::SeeDetails] {
        let asked = without_case(Role::Analyst, Purpose::ServicePlanning, action);
        let Decision::Refusal(refusal) = decide(&rules, &asked) else {
            panic!("{action:?} was allowed")
        };
        assert_eq!(refusal.reason, RefusalReason::ActionNotForPurpose);
    }
}

#[test]
fn seeing_who_looked_needs_the_purpose_of_audit() {
    let rules = rulebook_with(&[(
        "purposes.toml",
        r#"roles = ["social_worker", "front_door_worker", "team_manager"]"#,
        r#"roles = ["information_governance_lead"]"#,
    )]);
    let asked = request(
        Role::InformationGovernanceLead,
        Purpose::SignificantHarm,
        CaseLinkKind::Allocation,
        Action::SeeWhoLooked,
    );
    let Decision::Refusal(refusal) = decide(&rules, &asked) else {
        panic!("was allowed")
    };
    assert_eq!(refusal.reason, RefusalReason::ActionNotForPurpose);
    assert_eq!(refusal.rule_ids, ["A20"]);
}

#[test]
fn an_agreement_that_is_not_in_force_shows_nothing_even_without_a_rule_that_says_so() {
    let ended = (
        "housing.toml",
        "valid_to = 2035-12-31",
        "valid_to = 2026-11-22",
    );
    let careless = (
        "policies.cedar",
        "context.agreement == \"in_force\" && context.level",
        "context.level",
    );
    let silent = (
        "policies.cedar",
        "when { context.agreement == \"ended\" };",
        "when { context.agreement == \"ended\" && context.purpose == \"P2\" };",
    );
    let rules = rulebook_with(&[ended, careless, silent]);
    let mut asked = allocated(Action::SeeDetails);
    let found = why(&rules, &asked, "housing", Category::Housing);
    assert_eq!(found, Some(WithheldWhy::AgreementExpired));
    asked.today = TODAY.yesterday().unwrap();
    assert_eq!(
        shown(&rules, &asked, "housing", Category::Housing),
        Level::Facts
    );
}

#[test]
fn leave_to_see_the_sources_opens_nobody_whatever_purpose_is_stated() {
    let rules = asking::rulebook();
    for action in Action::ALL {
        let mut asked = allocated(action);
        asked.worker.role = Role::SocialWorker;
        let Decision::Permit(permit) = decide(&rules, &asked) else {
            continue;
        };
        let facts = MemberFacts {
            person: asking::person(),
            age: Some((40, 40)),
            standing: MemberStanding::open(),
        };
        let shown = permit.for_member(&rules, &facts).levels().count();
        assert_eq!(shown > 0, action.is_about_people(), "{action:?}");
    }
}

/// The rules of somebody who has taken out everything about restrictions and ties.
fn careless() -> Rulebook {
    let nobody = |rule: &'static str| ("policies.cedar", rule);
    let changes = [
        (
            nobody(
                "(context.isAsIfAbsent && action != Action::\"keep_restrictions\") ||\n    context.tie == \"must_not_find\"",
            ),
            "context.tie == \"nobody\"",
        ),
        (
            nobody("context.tie == \"own_record\" && "),
            "context.tie == \"nobody\" && ",
        ),
        (
            nobody("context.tie == \"declared_relative\" && "),
            "context.tie == \"nobody\" && ",
        ),
        (
            nobody("context.tie == \"same_household\" && "),
            "context.tie == \"nobody\" && ",
        ),
        (
            nobody("[\"own_record\", \"declared_relative\", \"same_household\"].contains"),
            "[\"nobody\"].contains",
        ),
        (
            nobody("context.placeIsHidden && resource.category == \"location\""),
            "context.placeIsHidden && resource.category == \"nowhere\"",
        ),
        (
            nobody("context.placeIsHidden && resource.givesAwayPlace && context.level > 1"),
            "context.placeIsHidden && resource.givesAwayPlace && context.level > 5",
        ),
    ];
    let changes: Vec<_> = changes
        .iter()
        .map(|((file, old), new)| (*file, *old, *new))
        .collect();
    rulebook_with(&changes)
}

#[test]
fn whoever_is_as_if_absent_stays_so_though_no_rule_says_it() {
    let rules = careless();
    for kind in RestrictionKind::ALL {
        let mut asked = allocated(Action::SeeFamily);
        asked.about.restrictions = RestrictionSet::NONE.with(kind);
        match decide(&rules, &asked) {
            Decision::AsIfAbsent(absence) => {
                assert!(kind.is_as_if_absent(), "{kind:?}");
                assert_eq!(absence.because, AbsentBecause::Restricted(kind));
                assert_eq!(absence.because.code(), kind.code());
            }
            Decision::Permit(_) | Decision::Refusal(_) => {
                assert!(!kind.is_as_if_absent(), "{kind:?}");
            }
        }
    }
    let permit = asking::permit(&rules, &allocated(Action::SeeDetails));
    let absent = MemberFacts {
        person: asking::person(),
        age: Some((40, 40)),
        standing: MemberStanding {
            is_as_if_absent: true,
            ..MemberStanding::open()
        },
    };
    let open = MemberFacts {
        standing: MemberStanding::open(),
        ..absent
    };
    assert!(!permit.for_member(&rules, &open).is_as_if_absent());
    let member = permit.for_member(&rules, &absent);
    assert!(member.is_as_if_absent());
    assert_eq!(member.levels().count(), 0);
}

#[test]
fn no_rule_of_a_council_opens_a_family_to_somebody_who_is_tied_to_it() {
    let rules = careless();
    for tie in Tie::ALL {
        for whose in [TiedWorker::WhoLooks, TiedWorker::OnWhoseBehalf] {
            let mut asked = allocated(Action::SeeFamily);
            asked.about.tie = Some(TieFact { tie, whose });
            let expected = match (tie, whose) {
                (Tie::MustNotFind, _) => None,
                (_, TiedWorker::OnWhoseBehalf) => Some(RefusalReason::ColleagueIsTied),
                (Tie::OwnRecord, TiedWorker::WhoLooks) => Some(RefusalReason::OwnRecord),
                (Tie::DeclaredRelative, TiedWorker::WhoLooks) => {
                    Some(RefusalReason::DeclaredRelative)
                }
                (Tie::SameHousehold, TiedWorker::WhoLooks) => Some(RefusalReason::SameHousehold),
            };
            match decide(&rules, &asked) {
                Decision::Refusal(refusal) => {
                    assert_eq!(Some(refusal.reason), expected);
                    assert!(!refusal.said_to_worker.is_empty());
                }
                Decision::AsIfAbsent(absence) => {
                    assert_eq!(expected, None);
                    assert_eq!(absence.because, AbsentBecause::MustNotFind(whose));
                    assert_eq!(absence.because.code(), "must_not_find");
                }
                Decision::Permit(_) => panic!("{tie:?} of {whose:?} was let in"),
            }
        }
    }
}

#[test]
fn a_tie_keeps_nobody_from_what_names_no_family() {
    let mut asked = allocated(Action::SeeOwnLooks);
    asked.about.tie = Some(TieFact {
        tie: Tie::OwnRecord,
        whose: TiedWorker::WhoLooks,
    });
    assert!(matches!(
        decide(&asking::rulebook(), &asked),
        Decision::Permit(_)
    ));
}

#[test]
fn where_a_shielded_person_is_stays_hidden_though_no_rule_says_it() {
    let rules = careless();
    let permit = asking::permit(&rules, &allocated(Action::SeeDetails));
    let shielded = MemberFacts {
        person: asking::person(),
        age: Some((40, 40)),
        standing: MemberStanding {
            place_is_hidden: true,
            ..MemberStanding::open()
        },
    };
    let member = permit.for_member(&rules, &shielded);
    for agreement in rules.agreements() {
        for from in &agreement.sources {
            assert_eq!(member.level(from, Category::Location), Level::Nothing);
        }
    }
    assert_eq!(
        member.not_shown_reason(&source("housing"), Category::Location),
        Some(WithheldWhy::Confidential)
    );
}
