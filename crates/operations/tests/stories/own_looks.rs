//! A worker's own look-ups: every one of them, with the names that they were shown, and nobody
//! else's.

use operations::{Answer, LookDays, LookLine, audit::AuditAction, own_looks::LOOKS_ON_A_PAGE};
use testkit::{TestCouncil, on_every_database, person_found, words_of_looks};
use vocabulary::{Date, Purpose};

fn names(look: &LookLine) -> Vec<&str> {
    let people = look.people.iter();
    people
        .filter_map(|(_, name)| Some(name.as_ref()?.reveal()))
        .collect()
}

fn of(looks: &[LookLine], action: AuditAction) -> Vec<&LookLine> {
    let is_it = |look: &&LookLine| look.action == action.label();
    looks.iter().filter(is_it).collect()
}

async fn between(council: &TestCouncil, days: LookDays) -> operations::OwnLooks {
    let sitting = council.sign_in("SW1001").await;
    let asked = council
        .kith
        .own_looks(&sitting.sitting, days, council.at, "test")
        .await;
    match asked.unwrap() {
        Answer::Shown(looks) => looks,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_sees_their_looks_by_the_names_they_were_shown_and_nobody_elses() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let handle = person_found(&found, "Oliver").handle.clone();
        council.family(&sitting, &handle).await;
        let looks = council.own_looks(&sitting).await;
        let opened = of(&looks, AuditAction::SawFamily)[0];
        assert_eq!(names(opened).len(), 1);
        assert!(names(opened)[0].contains("Oliver"));
        let shown = of(&looks, AuditAction::FamilyShown)[0];
        assert!(names(shown).len() >= 7 && names(shown).len() == shown.people.len());
        let search = of(&looks, AuditAction::Searched)[0];
        assert_eq!(search.case.as_deref(), Some("CSC-2026-0417"));
        assert!(
            search
                .terms
                .iter()
                .any(|(field, typed)| field == "family name" && typed.is_empty())
        );
        // Another worker's looks hold nothing of these.
        let other = council.sign_in("EH1001").await;
        let words = words_of_looks(&council.own_looks(&other).await);
        assert!(!words.contains("Oliver") && !words.contains("SW1001"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_what_was_refused_why_and_for_whom_the_worker_asked() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        let stated = operations::StatedPurpose {
            purpose: Some(Purpose::ChildInNeedAssessment),
            case: "CSC-2026-0417".to_owned(),
            on_behalf_of: "FD1001".to_owned(),
        };
        let kept = council
            .kith
            .state_purpose(&sitting.sitting, &stated, council.at, "test")
            .await;
        assert!(kept.is_ok());
        let sitting = council.sitting(sitting.token).await;
        let refused = council
            .kith
            .recent_looks(&sitting.sitting, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
        let looks = council.own_looks(&sitting).await;
        let refusal = of(&looks, AuditAction::Refused)[0];
        assert_eq!(
            refusal.refused_what.as_deref(),
            Some("See who has looked at a family")
        );
        assert_eq!(refusal.outcome, "refused: not for this role");
        assert_eq!(refusal.on_behalf_of.as_deref(), Some("Ben Okafor (FD1001)"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn own_looks_come_in_pages_and_between_two_days() {
    on_every_database(async |council| {
        // The pages themselves are looks too: this makes more than one page of them.
        let sitting = council.sign_in("SW1001").await;
        for _ in 0..=LOOKS_ON_A_PAGE {
            council.own_looks(&sitting).await;
        }
        let first = between(&council, LookDays::default()).await;
        assert_eq!(first.lines.len(), LOOKS_ON_A_PAGE as usize);
        let older_than = first.older_than;
        assert_eq!(older_than, first.lines.last().map(|look| look.seq));
        let next = LookDays {
            older_than,
            ..LookDays::default()
        };
        let second = between(&council, next).await;
        assert!(!second.lines.is_empty() && second.lines[0].seq < first.lines[49].seq);
        assert_eq!(second.older_than, None);
        let today = Date::constant(2026, 11, 23);
        let only = |from, to| LookDays {
            from,
            to,
            older_than: None,
        };
        let of_today = between(&council, only(Some(today), Some(today))).await;
        assert_eq!(of_today.lines.len(), LOOKS_ON_A_PAGE as usize);
        let before = between(&council, only(None, today.yesterday().ok())).await;
        let after = between(&council, only(today.tomorrow().ok(), None)).await;
        assert!(before.lines.is_empty() && after.lines.is_empty());
    })
    .await;
}
