//! Laws that hold for every request: default deny, no widening, no level above a cap.
//!
//! Invariant: nothing here repeats a rule of the example council; only what any rulebook keeps.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::anything::{any_age, any_member, any_of, any_request};
use asking::{levels, linked, person, request, rulebook, source};
use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, DecisionFacts, Emergency,
    MemberFacts, MemberPermit, MemberStanding, RuleFile, Rulebook, WithheldWhy, decide, eastmere,
};
use proptest::prelude::*;
use std::sync::LazyLock;
use vocabulary::{CaseLinkKind, Category, Level, Purpose, Role};

static RULES: LazyLock<Rulebook> = LazyLock::new(rulebook);

/// The example council without one agreement each, and last without any.
static LESS: LazyLock<Vec<Rulebook>> = LazyLock::new(|| {
    let (named, agreements): (Vec<RuleFile<'_>>, Vec<RuleFile<'_>>) = eastmere()
        .iter()
        .partition(|file| ["council", "purposes", "policies"].contains(&stem(file.name)));
    let without = |left_out: usize| {
        let mut files = named.clone();
        let kept = agreements.iter().enumerate();
        files.extend(
            kept.filter(|(at, _)| *at != left_out)
                .map(|(_, file)| *file),
        );
        Rulebook::read(&files).unwrap()
    };
    let mut books: Vec<Rulebook> = (0..agreements.len()).map(without).collect();
    books.push(Rulebook::read(&named).unwrap());
    books
});

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap()
}

/// A request that the example council allows.
fn allowed_request() -> impl Strategy<Value = AccessRequest> {
    let uses: Vec<_> = RULES
        .purposes()
        .filter(|rule| rule.purpose != Purpose::Audit)
        .flat_map(|rule| {
            let kinds = rule.case_links.clone();
            rule.roles.iter().flat_map(move |role| {
                let (role, purpose) = (*role, rule.purpose);
                kinds
                    .clone()
                    .into_iter()
                    .map(move |kind| (role, purpose, kind))
            })
        })
        .collect();
    let actions = [Action::Search, Action::SeeFamily, Action::SeeDetails];
    (any_of(&uses), any_of(&actions))
        .prop_map(|((role, purpose, kind), action)| request(role, purpose, kind, action))
}

fn member(rules: &Rulebook, asked: &AccessRequest, age: Option<(i16, i16)>) -> MemberPermit {
    let facts = MemberFacts {
        person: person(),
        age,
        standing: MemberStanding::open(),
    };
    asking::permit(rules, asked).for_member(rules, &facts)
}

/// What was decided, as the audit keeps it: what, because of what, by which rules, on which facts.
fn in_short(decision: &Decision) -> (&'static str, String, Vec<String>, String) {
    match decision {
        Decision::Permit(one) => {
            let basis = one.basis().in_words().to_owned();
            ("permit", basis, one.rule_ids().to_vec(), one.decided_on())
        }
        Decision::Refusal(one) => {
            let reason = one.reason.code().to_owned();
            (
                "refusal",
                reason,
                one.rule_ids.clone(),
                one.decided_on.clone(),
            )
        }
        Decision::AsIfAbsent(one) => {
            let because = one.because.code().to_owned();
            (
                "absent",
                because,
                one.rule_ids.clone(),
                one.decided_on.clone(),
            )
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_was_decided_is_decided_again_on_the_facts_that_are_kept(asked in any_request()) {
        let decided = in_short(&decide(&RULES, &asked));
        let facts = DecisionFacts::parse(&decided.3).unwrap();
        let again = facts.decide_again(&RULES, (asked.worker.role, asked.purpose));
        prop_assert_eq!(in_short(&again.decision), decided);
    }

    #[test]
    fn what_was_shown_of_somebody_is_allowed_again_and_not_a_level_more(
        asked in allowed_request(), age in any_age(), standing in any_member(),
    ) {
        let facts = MemberFacts { person: person(), age, standing };
        let permit = asking::permit(&RULES, &asked);
        let member = permit.for_member(&RULES, &facts);
        let kept = permit.decided_on_with(&[person()]);
        let again = DecisionFacts::parse(&kept).unwrap();
        let again = again.decide_again(&RULES, (asked.worker.role, asked.purpose));
        for (source, category, level) in levels(&RULES, &member) {
            prop_assert!(again.allows(&RULES, (&source, category), level), "{source} {kept}");
            let more = Level::from_number(level.number() + 1);
            prop_assert!(more.is_none_or(|more| !again.allows(&RULES, (&source, category), more)));
        }
        // Of somebody else nothing is known, and nothing may have been shown.
        let nobody = DecisionFacts::parse(&permit.decided_on_with(&[])).unwrap();
        let nobody = nobody.decide_again(&RULES, (asked.worker.role, asked.purpose));
        for (source, category, _) in levels(&RULES, &member) {
            prop_assert!(!nobody.allows(&RULES, (&source, category), Level::AskTheDesk));
        }
    }
}

#[test]
fn a_line_of_facts_that_nobody_wrote_is_not_read() {
    let written = asking::permit(&RULES, &asking::allocated(Action::SeeFamily)).decided_on();
    assert_eq!(
        written,
        "see_family on 2026-11-23 trained 2026-06-01 case linked allocation family_agreed \
         on_case chosen on_duty"
    );
    assert!(DecisionFacts::parse(&written).is_some());
    for line in [
        "",
        "see_family",
        "see_everything on 2026-11-23",
        "see_family on 2026-11-31",
        "see_family on 2026-11-23 chosen on_case",
        "see_family on 2026-11-23 chosen chosen",
        "see_family  on 2026-11-23",
        "see_family on 2026-11-23 family_agreed",
        "see_family on 2026-11-23 restricted",
        "see_family on 2026-11-23 emergency not_asked",
        "see_family on 2026-11-23; 4..14 tall",
        "see_family on 2026-11-23; 18..; 4..14",
        "see_family on 2026-11-23; -32768..14",
    ] {
        assert_eq!(DecisionFacts::parse(line), None, "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn without_agreements_nothing_is_shown(asked in allowed_request(), age in any_age()) {
        let none = LESS.last().unwrap();
        let permit = member(none, &asked, age);
        for agreement in RULES.agreements() {
            for source in &agreement.sources {
                for category in Category::ALL {
                    prop_assert_eq!(permit.level(source, category), Level::Nothing);
                    prop_assert_eq!(
                        permit.not_shown_reason(source, category),
                        Some(WithheldWhy::NoAgreement)
                    );
                }
            }
        }
    }

    #[test]
    fn taking_an_agreement_away_never_shows_more(
        asked in allowed_request(), age in any_age(), at in any::<prop::sample::Index>(),
    ) {
        let less = &LESS[at.index(LESS.len())];
        let (all, fewer) = (member(&RULES, &asked, age), member(less, &asked, age));
        for (source, category, level) in levels(&RULES, &all) {
            prop_assert!(fewer.level(&source, category) <= level);
        }
    }

    #[test]
    fn no_level_is_above_a_cap(asked in allowed_request(), age in any_age()) {
        let permit = member(&RULES, &asked, age);
        let purpose = asked.purpose.unwrap();
        let most = RULES.purpose(purpose).unwrap().max_level;
        for (source, category, level) in levels(&RULES, &permit) {
            let agreed = RULES.agreement_for(&source, category, asked.today);
            let agreed = agreed.map_or(Level::Nothing, |(_, entry)| {
                entry.level(purpose, asked.worker.role)
            });
            prop_assert!(level <= agreed, "{source} {category:?}");
            let is_service = !matches!(
                category,
                Category::Identity | Category::Location | Category::Relationships
            );
            prop_assert!(!is_service || level <= most, "{source} {category:?}");
        }
    }

    #[test]
    fn a_step_further_never_shows_less(asked in allowed_request(), age in any_age()) {
        let step = |action| member(&RULES, &AccessRequest { action, ..asked.clone() }, age);
        let details = step(Action::SeeDetails);
        let (list, family) = (step(Action::Search), step(Action::SeeFamily));
        for (source, category, level) in levels(&RULES, &family) {
            prop_assert!(list.level(&source, category) <= level);
            prop_assert!(level <= details.level(&source, category));
        }
    }

    #[test]
    fn each_missing_fact_alone_refuses(asked in allowed_request(), fact in 0u8..6) {
        let mut asked = asked;
        // Whoever is on duty searches without a case; to open a family they need one.
        if asked.purpose == Some(Purpose::OutOfHoursDuty) {
            asked.action = Action::SeeFamily;
        }
        match fact {
            0 => asked.purpose = None,
            1 => asked.case = None,
            2 => asked.standing = CaseStanding::not_asked(),
            3 => asked.worker.trained_on = None,
            4 => asked.worker.is_active = false,
            _ => asked.standing.link = CaseLinkStanding::Ended,
        }
        prop_assert!(matches!(decide(&RULES, &asked), Decision::Refusal(_)));
    }

    #[test]
    fn the_same_request_is_always_decided_alike(asked in any_request()) {
        prop_assert_eq!(
            format!("{:?}", decide(&RULES, &asked)),
            format!("{:?}", decide(&RULES, &asked))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_refusal_has_a_way_on_and_every_permit_was_earned(asked in any_request()) {
        match decide(&RULES, &asked) {
            Decision::Refusal(refusal) => {
                prop_assert!(!refusal.said_to_worker.is_empty());
                prop_assert!(!refusal.who_can_authorise.is_empty());
                prop_assert!(refusal.whom_to_ring.contains(&RULES.desk().telephone));
                prop_assert!(refusal.whom_to_ring.contains(&RULES.desk().out_of_hours));
            }
            Decision::AsIfAbsent(absence) => {
                prop_assert_eq!(Some(absence.because), asked.about.absent_because());
            }
            Decision::Permit(permit) => {
                prop_assert_eq!(asked.about.absent_because(), None);
                prop_assert!(asked.about.tie.is_none() || !asked.action.is_about_people());
                prop_assert!(asked.worker.is_active);
                prop_assert!(!permit.rule_ids().is_empty());
                prop_assert!(!permit.basis().in_words().is_empty());
                if asked.action.is_about_people() {
                    let rule = RULES.purpose(asked.purpose.unwrap()).unwrap();
                    prop_assert!(rule.is_active && rule.is_for(asked.worker.role));
                    prop_assert!(asked.worker.trained_on.is_some());
                    let stands_in = asked.standby.emergency == Emergency::Open
                        || (rule.needs_duty && asked.standby.is_on_duty);
                    prop_assert!(!rule.needs_case_link || asked.case.is_some() || stands_in);
                }
            }
        }
    }
}

#[test]
fn other_rules_than_those_that_decided_show_nothing() {
    let asked = asking::allocated(Action::SeeDetails);
    let permit = asking::permit(&RULES, &asked);
    let facts = MemberFacts {
        person: person(),
        age: Some((40, 40)),
        standing: MemberStanding::open(),
    };
    let housing = source("housing");
    let same = permit.for_member(&RULES, &facts);
    assert_eq!(same.level(&housing, Category::Housing), Level::Facts);
    let other = permit.for_member(&LESS[0], &facts);
    assert_eq!(other.level(&housing, Category::Housing), Level::Nothing);
    assert_eq!(
        other.not_shown_reason(&housing, Category::Housing),
        Some(WithheldWhy::RulesChanged)
    );
}

/// What really let a worker in, and the words that must say so.
#[test]
fn why_you_may_says_what_really_let_you_in() {
    let linked = asking::allocated(Action::SeeFamily);
    let mut by_emergency = linked.clone();
    by_emergency.standing.link = CaseLinkStanding::NotLinked;
    by_emergency.standby.emergency = Emergency::Open;
    let mut both = linked.clone();
    both.standby.emergency = Emergency::Open;
    let mut by_duty = request(
        Role::OutOfHoursWorker,
        Purpose::OutOfHoursDuty,
        CaseLinkKind::Allocation,
        Action::Search,
    );
    (by_duty.case, by_duty.subject) = (None, None);
    by_duty.standing = CaseStanding::not_asked();
    by_duty.standby.is_on_duty = true;
    let mut by_role = request(
        Role::SafeguardingDesk,
        Purpose::Safeguarding,
        CaseLinkKind::Allocation,
        Action::Search,
    );
    (by_role.case, by_role.subject) = (None, None);
    by_role.standing = CaseStanding::not_asked();
    for (asked, words, rule) in [
        (linked, "linked to the case.", "A1"),
        (both, "linked to the case.", "A1"),
        (by_emergency, "in an emergency, without being linked", "A1b"),
        (by_duty, "on the duty rota", "A1c"),
        (by_role, "it needs no case", "A1a"),
    ] {
        let permit = asking::permit(&RULES, &asked);
        let said = permit.basis().in_words();
        assert!(said.contains(words), "{said}");
        assert_eq!(permit.rule_ids(), [rule]);
    }
}

#[test]
fn a_permit_without_a_purpose_shows_nobody() {
    let mut asked = asking::allocated(Action::SeeOwnLooks);
    asked.purpose = None;
    let permit = member(&RULES, &asked, Some((40, 40)));
    for (source, category, level) in levels(&RULES, &permit) {
        assert_eq!(level, Level::Nothing, "{source} {category:?}");
    }
}

#[test]
fn the_list_for_the_audit_is_what_each_question_answers() {
    let asked = asking::allocated(Action::SeeDetails);
    let permit = member(&RULES, &asked, Some((40, 40)));
    let listed: Vec<_> = permit
        .levels()
        .map(|(source, category, level)| (source.clone(), category, level))
        .collect();
    let mut asked_for = levels(&RULES, &permit);
    asked_for.retain(|(_, _, level)| *level > Level::Nothing);
    assert_eq!(listed, asked_for);
    assert!(listed.len() > 20);
}

#[test]
fn what_is_granted_names_agreement_clause_basis_and_rules() {
    let asked = asking::allocated(Action::SeeFamily);
    let permit = member(&RULES, &asked, Some((40, 40)));
    let grant = permit.grant(&source("housing"), Category::Housing).unwrap();
    assert_eq!(grant.level, Level::NamedWorker);
    assert_eq!(
        (grant.agreement.as_str(), grant.clause.as_str()),
        ("DSA-05", "4.3")
    );
    assert!(grant.basis.contains("Housing Act 1996"));
    assert_eq!(grant.rule_ids, ["L1"]);
    assert_eq!(grant.held_below, Some(WithheldWhy::ComesWithTheDetails));
}

#[test]
fn a_statute_is_not_cited_before_an_officer_sets_its_day() {
    let permit = asking::permit(&RULES, &asking::allocated(Action::SeeFamily));
    let words = permit.basis().in_words();
    assert!(words.contains("Children Act 1989, section 47"), "{words}");
    assert!(!words.contains("16LA"), "{words}");

    let dated = |day: &str| {
        let purposes = eastmere()
            .iter()
            .find(|file| file.name == "purposes.toml")
            .unwrap()
            .text
            .replace("\"not set\"", day);
        let files: Vec<RuleFile<'_>> = eastmere()
            .iter()
            .map(|file| match file.name {
                "purposes.toml" => RuleFile {
                    name: file.name,
                    text: &purposes,
                },
                _ => *file,
            })
            .collect();
        let rules = Rulebook::read(&files).unwrap();
        let permit = asking::permit(&rules, &asking::allocated(Action::SeeFamily));
        permit.basis().in_words().contains("16LA")
    };
    assert!(dated("\"2026-11-23\""));
    assert!(!dated("\"2026-11-24\""));
}

#[test]
fn nothing_of_a_worker_or_case_is_printed() {
    let asked = asking::allocated(Action::SeeFamily);
    let decision = decide(&RULES, &asked);
    let printed = format!("{decision:?} {asked:?}");
    assert!(!printed.contains("W100"), "{printed}");
    assert!(!printed.contains("CSC-1001"), "{printed}");
    assert!(linked(CaseLinkKind::Referral).subject_is_on_case);
}
