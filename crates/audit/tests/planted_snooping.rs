//! Two hundred planted looks in an invented year: how many the flags find, how much honest work
//! they trouble. The year is invented too, so the figures say how the rules behave on this plan,
//! not on a council.
//!
//! `cargo nextest run -p audit --no-capture planted` prints the figures.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]
#![allow(
    clippy::print_stdout,
    reason = "the figures are what the test is read for"
)]

use audit::flags::{
    Conflict, DaysFromLink, Flag, FlagLimits, KnownFacts, Nearness, Raised, Watch, WatchedKind,
    WatchedLook,
};
use audit::{
    BreakGlassReview, CaseTie, DutyTurn, LookReach, LookToExplain, RecordedFacts, TiedBy, explain,
};
use std::collections::{BTreeMap, BTreeSet};
use synthetic::{InventedKind, InventedLink, InventedLook, LookYearPlan, invent_looks};
use uuid::Uuid;
use vocabulary::{CaseReference, Date, DateSpan, PersonId};

fn case(number: u32) -> CaseReference {
    CaseReference::parse(&format!("CSC-{number}")).unwrap()
}

fn facts(look: &InventedLook) -> RecordedFacts {
    let tie = |link: &InventedLink| CaseTie {
        case: case(link.case),
        kind: link.kind,
        by: TiedBy::Worker,
        span: DateSpan::new(Some(link.from), Some(link.to)).unwrap(),
        reaches_person: link.reaches_person,
    };
    let turn = DutyTurn {
        from: look.at,
        to: look.at + jiff::SignedDuration::from_hours(1),
    };
    let break_glass = match look.kind {
        InventedKind::BreakGlass { is_right, .. } => Some(if is_right {
            BreakGlassReview::FoundRight
        } else {
            BreakGlassReview::Waits
        }),
        InventedKind::Search { .. } | InventedKind::Opened | InventedKind::Refused => None,
    };
    RecordedFacts {
        case_ties: look.links.iter().map(tie).collect(),
        duty_turns: look.is_on_duty.then_some(turn).into_iter().collect(),
        break_glass,
    }
}

fn days_from_link(look: &InventedLook) -> Option<DaysFromLink> {
    let link = look.links.first()?;
    let days = |from: Date, to: Date| u32::try_from((to - from).get_days()).unwrap_or(0);
    if link.from > look.day {
        Some(DaysFromLink::Before(days(look.day, link.from)))
    } else if link.to <= look.day {
        Some(DaysFromLink::After(days(link.to, look.day)))
    } else {
        None
    }
}

fn watched(seq: u64, look: &InventedLook) -> WatchedLook {
    let (kind, reach) = match look.kind {
        InventedKind::Search {
            results,
            written,
            sound,
        } => {
            let kind = WatchedKind::Search {
                results,
                written: Some(written),
                sound: Some(sound),
            };
            let reach = if results == 0 {
                LookReach::Nobody
            } else {
                LookReach::InResults
            };
            (kind, reach)
        }
        InventedKind::Opened => (WatchedKind::Opened, LookReach::Opened),
        InventedKind::Refused => (WatchedKind::Refused, LookReach::Opened),
        InventedKind::BreakGlass { reason, .. } => {
            (WatchedKind::BreakGlass { reason }, LookReach::Opened)
        }
    };
    let asked = LookToExplain {
        at: look.at,
        day: look.day,
        purpose: Some(look.purpose),
        case: look.stated_case.map(case),
        reach,
    };
    WatchedLook {
        seq,
        at: look.at,
        day: look.day,
        worker: format!("W{}", look.worker),
        role: look.role,
        kind,
        person: look
            .person
            .map(|person| PersonId::new(Uuid::from_u128(u128::from(person)))),
        on_behalf_of: look.on_behalf_of.map(|worker| format!("W{worker}")),
        explanation: explain(&asked, &facts(look)),
        known: KnownFacts {
            conflict: look.known.is_conflict.then_some(Conflict::DeclaredRelative),
            nearness: look.known.is_near.then_some(Nearness::NameAndSector),
            days_from_link: days_from_link(look),
            is_known_person: look.known.is_known_person,
            is_restricted: look.known.is_restricted,
            is_off_hours: look.known.is_off_hours,
            is_new_device: false,
        },
    }
}

struct Year {
    looks: Vec<(InventedLook, WatchedLook)>,
    raised: Vec<Raised>,
}

fn year(seed: u64) -> Year {
    let plan = LookYearPlan {
        seed,
        from: Date::constant(2026, 1, 1),
        days: 365,
        social_workers: 60,
    };
    let invented = invent_looks(&plan);
    let looks: Vec<_> = (1..)
        .zip(invented)
        .map(|(seq, look)| {
            let watched = watched(seq, &look);
            (look, watched)
        })
        .collect();
    let mut watch = Watch::new(FlagLimits::default());
    let raised = looks
        .iter()
        .flat_map(|(_, look)| watch.look(look))
        .collect();
    Year { looks, raised }
}

/// The day in universal time, which is London's here: no invented look is near midnight.
fn day(at: jiff::Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Whether several looks of one day make the flag: whoever reviews it sees the day.
fn is_habit(flag: Flag) -> bool {
    matches!(flag, Flag::Volume | Flag::Fishing | Flag::OnBehalf)
}

impl Year {
    /// Planted and found, for each flag: found is the flag that the look was planted for, raised
    /// within 24 hours and resting on the look; for habits, raised for the worker on that day.
    fn found(&self) -> BTreeMap<Flag, (usize, usize)> {
        let mut resting: BTreeMap<u64, Vec<&Raised>> = BTreeMap::new();
        for raised in &self.raised {
            for entry in &raised.entries {
                resting.entry(*entry).or_default().push(raised);
            }
        }
        let days_raised: BTreeSet<(Flag, &str, Date)> = self
            .raised
            .iter()
            .map(|raised| (raised.flag, raised.worker.as_str(), day(raised.at)))
            .collect();
        let mut found: BTreeMap<Flag, (usize, usize)> = BTreeMap::new();
        for (invented, look) in &self.looks {
            let Some(planted) = invented.planted else {
                continue;
            };
            let flag = Flag::parse(&format!("F{}", planted.0)).unwrap();
            let in_time = |raised: &&Raised| {
                raised.flag == flag && raised.at.duration_since(look.at).as_hours() < 24
            };
            let by_look = resting.get(&look.seq);
            let is_found = by_look.is_some_and(|all| all.iter().any(in_time))
                || (is_habit(flag) && days_raised.contains(&(flag, &look.worker, look.day)));
            let entry = found.entry(flag).or_default();
            entry.0 += 1;
            entry.1 += usize::from(is_found);
        }
        found
    }

    /// Honest looks, how many of them a recorded fact explains, and flags for a person to review
    /// that rest on no planted look.
    fn honest(&self) -> (usize, usize, usize) {
        let planted: BTreeSet<u64> = self
            .looks
            .iter()
            .filter(|(invented, _)| invented.planted.is_some())
            .map(|(_, look)| look.seq)
            .collect();
        let honest = || self.looks.iter().filter(|(one, _)| one.planted.is_none());
        let explained = honest().filter(|(_, look)| look.explanation.is_explained());
        let noise = self.raised.iter().filter(|raised| {
            let rests_on_planted = raised.entries.iter().any(|entry| planted.contains(entry));
            raised.flag.class().needs_a_person() && !rests_on_planted
        });
        (honest().count(), explained.count(), noise.count())
    }
}

#[test]
fn planted_snooping_is_found_and_honest_work_is_left_alone() {
    for seed in [1, 2] {
        let year = year(seed);
        let found = year.found();
        let (honest, explained, noise) = year.honest();
        let (mut planted, mut seen) = (0, 0);
        for (flag, (all, hits)) in &found {
            println!("seed {seed}: {} planted {all}, found {hits}", flag.code());
            if matches!(flag, Flag::Conflict | Flag::Restricted) {
                assert_eq!(all, hits, "{}", flag.code());
            } else {
                planted += all;
                seen += hits;
            }
        }
        let to_review = year
            .raised
            .iter()
            .filter(|one| one.flag.class().needs_a_person());
        let to_review = to_review.count();
        let per_thousand = to_review as f64 * 1000.0 / year.looks.len() as f64;
        let share = explained as f64 / honest as f64;
        println!(
            "seed {seed}: {} looks; honest {honest}, explained by a fact {:.2} %; F2-F7, F9-F11 \
             found {seen} of {planted}; to review {to_review} ({per_thousand:.2} of 1,000), of \
             them without a planted look {noise}",
            year.looks.len(),
            share * 100.0
        );
        assert_eq!(found.values().map(|(all, _)| all).sum::<usize>(), 200);
        assert!(seen as f64 >= 0.95 * planted as f64, "{seen} of {planted}");
        assert!(share >= 0.90, "{share}");
        assert!(per_thousand <= 5.0, "{per_thousand}");
    }
}
