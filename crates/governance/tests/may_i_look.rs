//! The guide for workers says of ten questions what the rules say of them, word for word.
//!
//! Invariant: every *Facts* line in `docs/guides/may-i-look.md` is asked, and the quoted answer
//! below it is compared with the decision.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, person, request, rulebook, source};
use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, MemberFacts, MemberStanding,
    Rulebook, decide,
};
use std::collections::BTreeMap;
use vocabulary::{CaseLinkKind, Category, Date, Purpose, Role};

const GUIDE: &str = include_str!("../../../docs/guides/may-i-look.md");

#[test]
fn each_of_the_ten_vignettes_says_what_the_rules_say() {
    let rules = rulebook();
    let mut asked = 0;
    for vignette in GUIDE.split("\n## ").skip(1) {
        let facts = facts(vignette);
        let said = vignette
            .lines()
            .find_map(|line| line.strip_prefix("> "))
            .unwrap();
        assert_eq!(said, answer(&rules, &facts), "{vignette}");
        asked += 1;
    }
    assert_eq!(asked, 10);
}

#[test]
fn the_guide_names_the_telephone_of_every_refusal() {
    assert!(
        GUIDE
            .replace('\n', " ")
            .contains(&rulebook().desk().whom_to_ring())
    );
}

/// The facts of a vignette: word before the back-ticks, word inside.
fn facts(vignette: &str) -> BTreeMap<&str, &str> {
    let line = vignette
        .lines()
        .find_map(|line| line.strip_prefix("*Facts: "))
        .unwrap();
    let parts = line.trim_end_matches('*').split(", ");
    parts
        .map(|part| {
            let (name, value) = part.split_once(" `").unwrap();
            (name.trim(), value.trim_end_matches('`'))
        })
        .collect()
}

fn answer(rules: &Rulebook, facts: &BTreeMap<&str, &str>) -> String {
    let request = request_of(facts);
    match decide(rules, &request) {
        Decision::Refusal(refusal) => {
            assert_eq!(refusal.whom_to_ring, rules.desk().whom_to_ring());
            format!(
                "No. {} {}",
                refusal.said_to_worker, refusal.who_can_authorise
            )
        }
        Decision::AsIfAbsent(_) => panic!("no vignette is about somebody who is as if absent"),
        Decision::Permit(permit) => match facts.get("source") {
            None => format!("Yes. {}", permit.basis().in_words()),
            Some(from) => {
                let age: i16 = facts["age"].parse().unwrap();
                let member = permit.for_member(
                    rules,
                    &MemberFacts {
                        person: person(),
                        age: Some((age, age)),
                        standing: MemberStanding::open(),
                    },
                );
                let category = Category::parse(facts["category"]).unwrap();
                let grant = member.grant(&source(from), category).unwrap();
                let mut level = grant.level.label().to_owned();
                level[..1].make_ascii_uppercase();
                format!(
                    "{level}. Agreement {}, clause {}.",
                    grant.agreement, grant.clause
                )
            }
        },
    }
}

fn request_of(facts: &BTreeMap<&str, &str>) -> AccessRequest {
    let role = Role::parse(facts["role"]).unwrap();
    let action = Action::parse(facts["to"]).unwrap();
    let purpose = Purpose::parse(facts["purpose"]);
    let kind = facts["case"].split(' ').next().unwrap();
    let mut asked = request(
        role,
        purpose.unwrap_or(Purpose::SignificantHarm),
        CaseLinkKind::Allocation,
        action,
    );
    asked.purpose = purpose;
    asked.standing = CaseStanding {
        link: match CaseLinkKind::parse(kind) {
            Some(kind) => CaseLinkStanding::Linked {
                kind,
                family_agreed: Some(!facts["case"].contains("without agreement")),
            },
            None if kind == "not_linked" => CaseLinkStanding::NotLinked,
            None => CaseLinkStanding::NotAsked,
        },
        subject_is_on_case: facts["person"] == "on_case",
    };
    if kind == "none" {
        asked.case = None;
    }
    if facts["person"] == "nobody" {
        asked.subject = None;
    }
    if facts.get("training") == Some(&"old") {
        asked.worker.trained_on = Some(Date::constant(2025, 10, 1));
    }
    assert_eq!(asked.today, TODAY);
    asked
}
