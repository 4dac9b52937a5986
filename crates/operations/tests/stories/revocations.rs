//! S-34: whoever is taken out of a team is refused from the moment at which that was answered.
//!
//! Workers look while somebody takes them in and out of the team that works on the case. Each look
//! and each change keeps where it began and ended on one clock that only counts; afterwards the
//! history is held against the changes. A few hundred looks run with the tests, on each database;
//! `KITH_HISTORY=1000000` runs as many, on SQLite.

use crate::possible_matches::child;
use operations::store::WorkerRow;
use operations::{Account, AccountMarks, Answer, CouncilSettings, FindTerms, LookBudget};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use testkit::{
    PilotChild, TestCouncil, TestDatabase, TestSitting, databases, pilot_social_care, two_names,
};
use vocabulary::{Purpose, Role};

const TEAM: &str = "Assessment North";
const CASE: &str = "CSC-2026-0500";
const BETWEEN_CHANGES: Duration = Duration::from_millis(20);
const WORKERS: [&str; 4] = ["SW2001", "SW2002", "SW2003", "SW2004"];

/// From when to when something was done.
#[derive(Clone, Copy)]
struct Span {
    began: u64,
    ended: u64,
}

/// One worker's looks and what was changed about them, each in its order.
#[derive(Default)]
struct History {
    looks: Vec<(Span, bool)>,
    changes: Vec<(Span, bool)>,
}

#[derive(Default)]
struct Clock(AtomicU64);

impl Clock {
    fn tick(&self) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst)
    }
}

async fn keep(council: &TestCouncil, staff_id: &str, is_in_team: bool) {
    let account = Account {
        staff_id,
        name: "Noor Adebayo",
        role: Role::SocialWorker,
        teams: Vec::from_iter(is_in_team.then(|| TEAM.to_owned())),
        passphrase: None,
        trained_on: Some(council.at.today()),
        marks: AccountMarks::default(),
    };
    let kept = council.kith.keep_account(account, council.at, "test").await;
    kept.expect("the account is kept");
}

/// Takes a worker into the team, or out of it, as the directory of staff would.
async fn change(council: &TestCouncil, staff_id: &str, is_in_team: bool) {
    let worker = council.kith.store().worker(staff_id).await.unwrap();
    let changed = WorkerRow {
        teams: Vec::from_iter(is_in_team.then(|| TEAM.to_owned())),
        ..worker.expect("there is such a worker")
    };
    council.kith.store().keep_worker(&changed).await.unwrap();
}

/// A council in which the team works on one case.
async fn council_of_a_team(database: TestDatabase) -> TestCouncil {
    let settings = TestCouncil::settings();
    let budget = LookBudget {
        an_hour: u32::MAX,
        a_day: u32::MAX,
    };
    let settings = CouncilSettings {
        sign_in: operations::SignInSettings {
            budget,
            ..settings.sign_in
        },
        ..settings
    };
    let mut council = TestCouncil::empty_with(database, settings).await;
    let pupils: Vec<PilotChild> = (0..20).map(|number| child(number, "1")).collect();
    let file = pilot_social_care(&pupils);
    council.load("family-context-csc", "csc.csv", &file).await;
    let people = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\n\
        77001,Wilfrid,Overbeck,M,2012-02-03\n";
    let case = "childrens-social-care";
    council.load(case, "people.csv", people).await;
    let links = format!(
        "case_reference,case_person_id,case_link_type,case_worker_id,case_team,\
         case_start_date,case_end_date\n{CASE},77001,allocation,,{TEAM},2026-01-05,\n"
    );
    council.load(case, "case_links.csv", &links).await;
    council.link_and_publish().await;
    council
}

/// Searches anew, as each page does: the sitting is read from the database first.
async fn looks(council: &TestCouncil, sitting: &TestSitting, terms: &FindTerms) -> bool {
    let now = council.kith.sitting(&sitting.token, council.at);
    let now = now.await.unwrap().expect("the sitting is open");
    let answer = council.kith.find_person(&now, terms, council.at, "test");
    match answer.await.unwrap() {
        Answer::Shown(_) => true,
        Answer::Refused(refused) => {
            assert_eq!(refused.reason_code, "no_case_link");
            false
        }
    }
}

async fn history(database: TestDatabase, count: u64) -> Vec<History> {
    let council = Arc::new(council_of_a_team(database).await);
    let (clock, is_over) = (Arc::new(Clock::default()), Arc::new(AtomicBool::new(false)));
    let mut looking = Vec::new();
    for staff_id in WORKERS {
        keep(&council, staff_id, true).await;
        let purpose = Purpose::ChildInNeedAssessment;
        let sitting = council.sit_down(staff_id, purpose, CASE).await;
        let (council, clock) = (Arc::clone(&council), Arc::clone(&clock));
        looking.push(tokio::spawn(async move {
            let terms = two_names("Wilfrid", "Overbeck");
            let mut done = Vec::new();
            for _ in 0..count / WORKERS.len() as u64 {
                let began = clock.tick();
                let is_shown = looks(&council, &sitting, &terms).await;
                let ended = clock.tick();
                done.push((Span { began, ended }, is_shown));
            }
            done
        }));
    }
    let (changer, over) = (Arc::clone(&council), Arc::clone(&is_over));
    let changing = tokio::spawn(async move {
        let mut changes: Vec<Vec<(Span, bool)>> = vec![Vec::new(); WORKERS.len()];
        for step in 0_usize.. {
            if over.load(Ordering::SeqCst) {
                break;
            }
            let place = step % WORKERS.len();
            let is_in_team = step / WORKERS.len() % 2 == 1;
            let began = clock.tick();
            change(&changer, WORKERS[place], is_in_team).await;
            let ended = clock.tick();
            changes[place].push((Span { began, ended }, is_in_team));
            // Time for a look between one change and the next.
            tokio::time::sleep(BETWEEN_CHANGES).await;
        }
        changes
    });
    let mut histories = Vec::new();
    for one in looking {
        let looks = one.await.unwrap();
        histories.push(History {
            looks,
            changes: Vec::new(),
        });
    }
    is_over.store(true, Ordering::SeqCst);
    for (history, changes) in histories.iter_mut().zip(changing.await.unwrap()) {
        history.changes = changes;
    }
    histories
}

/// Whether the worker was in the team all through a look; nothing while that was being changed.
fn was_in_team(changes: &[(Span, bool)], look: Span) -> Option<bool> {
    let is_beside = |change: Span| change.began < look.ended && look.began < change.ended;
    if changes.iter().any(|(change, _)| is_beside(*change)) {
        return None;
    }
    let mut before = changes.iter().rev();
    let last = before.find(|(change, _)| change.ended < look.began);
    Some(last.is_none_or(|(_, is_in_team)| *is_in_team))
}

#[tokio::test(flavor = "multi_thread")]
async fn s_34_nobody_looks_after_it_was_answered_that_they_left_the_team() {
    let count = std::env::var("KITH_HISTORY").ok();
    let count: Option<u64> = count.map(|text| text.parse().expect("KITH_HISTORY is a number"));
    let runs = match count {
        Some(count) => vec![(TestDatabase::sqlite(), count)],
        None => databases().into_iter().map(|one| (one, 400)).collect(),
    };
    for (database, count) in runs {
        let name = database.name();
        let (mut refused, mut shown) = (0_u64, 0_u64);
        for history in history(database, count).await {
            for (look, is_shown) in history.looks {
                match was_in_team(&history.changes, look) {
                    Some(was_in) => assert_eq!(is_shown, was_in, "at {} on {name}", look.began),
                    None => continue,
                }
                *(if is_shown { &mut shown } else { &mut refused }) += 1;
            }
        }
        assert!(
            refused > 20 && shown > 20,
            "{shown} and {refused} on {name}"
        );
    }
}

#[test]
fn a_look_is_held_against_the_last_change_that_ended_before_it() {
    let span = |began, ended| Span { began, ended };
    let changes = [(span(10, 12), false), (span(20, 25), true)];
    assert_eq!(was_in_team(&changes, span(1, 2)), Some(true));
    assert_eq!(was_in_team(&changes, span(9, 11)), None);
    assert_eq!(was_in_team(&changes, span(13, 19)), Some(false));
    assert_eq!(was_in_team(&changes, span(21, 22)), None);
    assert_eq!(was_in_team(&changes, span(26, 27)), Some(true));
}
