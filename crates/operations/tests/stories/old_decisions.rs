//! What was decided is decided again, by the rules and on the facts of its time.

use crate::rule_changes::{activate, propose, raised};
use audit::{
    AuditAction, AuditEvent, ExportLine, FaultKind, KeyKind, LevelShown, SigningKey, Trust,
    Verification, verify_export,
};
use operations::store::Restricted;
use operations::{Answer, FindTerms, OldDecisions};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};
use vocabulary::{Category, Level, Purpose, RestrictionKind, Role, SourceId};

const FAMILY: (&str, &str) = ("Oliver", "Fairclough");

/// Finds Oliver, opens his family and one involvement; gives how many people were shown.
async fn a_look(council: &TestCouncil) -> TestSitting {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, FAMILY.0, FAMILY.1).await;
    let handle = person_found(&found, FAMILY.0).handle.clone();
    let view = council.family(&sitting, &handle).await;
    let handle = view
        .involvements
        .values()
        .next()
        .expect("something to open");
    let seen = council
        .kith
        .see_details(&sitting.sitting, handle, council.at, "test")
        .await
        .unwrap();
    assert!(matches!(seen, Answer::Shown(_)));
    let handle = &view.people[&view.family.child];
    let disputable = council
        .kith
        .things_to_dispute(&sitting.sitting, handle, council.at, "test")
        .await
        .unwrap();
    assert!(matches!(disputable, Answer::Shown(_)));
    sitting
}

/// A look by the lead, a refusal, and somebody who is as if absent.
async fn other_decisions(council: &TestCouncil) {
    let lead = council.lead().await;
    let looks = council.kith.recent_looks(&lead.sitting, council.at, "test");
    assert!(matches!(looks.await.unwrap(), Answer::Shown(_)));
    let unstated = council.sign_in("SW1001").await;
    council.refused_search(&unstated).await;
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, FAMILY.0, FAMILY.1).await;
    let handle = person_found(&found, FAMILY.0).handle.clone();
    let view = council.family(&sitting, &handle).await;
    let sealed = Restricted::Person(RestrictionKind::AdoptionSeal);
    council.restrict(sealed, view.family.child, None).await;
    let gone = council
        .kith
        .look_up_family(&sitting.sitting, &handle, council.at, "test")
        .await;
    assert!(gone.is_err(), "who is sealed is nobody");
    let nobody = council.find(
        &sitting,
        FindTerms {
            given: FAMILY.0.to_owned(),
            family: FAMILY.1.to_owned(),
            ..FindTerms::default()
        },
    );
    let nobody = nobody.await;
    assert!(nobody.people.iter().all(|one| one.handle != handle));
}

async fn verified(council: &TestCouncil) -> Verification {
    council.kith.verify_audit().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_decision_comes_out_the_same_also_after_two_officers_changed_the_rules() {
    on_every_database(async |council| {
        a_look(&council).await;
        let before = council.kith.rulebook().version().to_owned();
        let reference = propose(&council, "IG1001", &raised()).await.unwrap();
        activate(&council, "IG1002", &reference).await.unwrap();
        assert_ne!(council.kith.rulebook().version(), before);
        a_look(&council).await;
        other_decisions(&council).await;
        let found = verified(&council).await;
        assert_eq!(found.faults, []);
        assert_eq!(found.not_decided_again, 0);
        assert!(found.decided_again >= 20, "{}", found.decided_again);
    })
    .await;
}

/// An entry as the house writes one, of a family that was shown with one level of housing.
fn shown(council: &TestCouncil, facts: &str) -> AuditEvent {
    let mut event = AuditEvent::new(AuditAction::FamilyShown, council.at.timestamp(), "test");
    event.worker = Some("SW1001".to_owned());
    event.role = Some(Role::SocialWorker);
    event.purpose = Some(Purpose::ChildInNeedAssessment);
    event.rulebook_version = Some(council.kith.rulebook().version().to_owned());
    event.decided_on = Some(facts.to_owned());
    event.shown = vec![LevelShown {
        source: SourceId::parse("housing").unwrap(),
        category: Category::Housing,
        level: Level::Involved,
    }];
    event
}

const ALLOWED: &str = "see_family on 2026-11-23 trained 2026-06-01 case linked allocation on_case \
                       chosen; 18..";

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_whose_decision_does_not_follow_from_its_rules_and_facts_is_named() {
    on_every_database(async |council| {
        a_look(&council).await;
        let before = verified(&council).await;
        assert_eq!(before.faults, []);
        let with = |change: &dyn Fn(&mut AuditEvent)| {
            let mut event = shown(&council, ALLOWED);
            change(&mut event);
            event
        };
        let otherwise = Some(FaultKind::DecidesOtherwise);
        let level = |event: &mut AuditEvent, level| event.shown[0].level = level;
        let entries = [
            (with(&|_| {}), None),
            // The rules say no for such facts.
            (
                shown(
                    &council,
                    &ALLOWED.replace(" linked allocation", " not_linked"),
                ),
                otherwise,
            ),
            (
                shown(
                    &council,
                    &ALLOWED.replace(" chosen", " chosen tied own_record"),
                ),
                otherwise,
            ),
            (
                shown(&council, &ALLOWED.replace("2026-06-01", "2024-06-01")),
                otherwise,
            ),
            // More than they allow, or of nobody.
            (with(&|event| level(event, Level::Detail)), otherwise),
            (
                shown(&council, ALLOWED.trim_end_matches("; 18..")),
                otherwise,
            ),
            (
                shown(&council, &format!("{ALLOWED} as_if_absent")),
                otherwise,
            ),
            // Said to be refused, or by another rule.
            (
                with(&|event| {
                    event.action = AuditAction::Refused;
                    event.refusal = Some("no_case_link".to_owned());
                }),
                otherwise,
            ),
            (
                with(&|event| event.rule_ids = vec!["no-such-rule".to_owned()]),
                otherwise,
            ),
            // No facts that anybody writes, nobody's role, no rules.
            (shown(&council, "see_family on some day"), otherwise),
            (with(&|event| event.role = None), otherwise),
            (
                with(&|event| event.rulebook_version = Some("0123456789ab".to_owned())),
                Some(FaultKind::RulesMissing),
            ),
        ];
        for (event, fault) in entries {
            let facts = event.decided_on.clone().unwrap();
            let written = council.kith.store().record(event).await.unwrap();
            let mut found = verified(&council).await.faults;
            found.retain(|one| one.seq == written);
            let kinds: Vec<FaultKind> = found.iter().map(|one| one.kind).collect();
            assert_eq!(kinds, Vec::from_iter(fault), "{facts}");
        }
        // What was written before facts were kept is counted, and no fault.
        let mut old = shown(&council, "");
        old.decided_on = None;
        council.kith.store().record(old).await.unwrap();
        assert_eq!(verified(&council).await.not_decided_again, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_only_a_copy_decides_again_too_and_sees_rules_that_were_altered() {
    on_every_database(async |council| {
        a_look(&council).await;
        let here = verified(&council).await;
        let key = SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[7; 32]).unwrap();
        let mut lines = Vec::new();
        let taken =
            council
                .kith
                .export_audit(&key, None, (council.at, "test"), |line: &ExportLine| {
                    lines.push(line.to_text());
                    Ok(())
                });
        taken.await.unwrap();
        let check = |lines: &[String]| {
            let mut again = OldDecisions::default();
            let lines = lines.to_vec();
            let checked = verify_export(lines, &Trust::default(), &[], Some(&mut again));
            checked.unwrap().verification
        };
        let copy = check(&lines);
        assert_eq!(copy.faults, []);
        assert_eq!(copy.decided_again, here.decided_again);
        assert!(copy.decided_again >= 5);
        let mut altered = lines.clone();
        let rules = altered
            .iter_mut()
            .find(|line| line.contains("policies.cedar"));
        let rules = rules.unwrap();
        *rules = rules.replacen("permit", "permit ", 1);
        let missing = check(&altered).faults;
        assert_eq!(missing.len() as u64, copy.decided_again);
        assert!(
            missing
                .iter()
                .all(|one| one.kind == FaultKind::RulesMissing)
        );
    })
    .await;
}
