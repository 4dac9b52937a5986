//! Engine and reference are asked the same thing at random: councils whose files were changed, days
//! at the edges of agreements and of training, families, and facts that do not fit each other.
//!
//! `KITH_DIFFERENTIAL` sets how many requests are made (40,000 in the usual run),
//! `KITH_DIFFERENTIAL_SEED` where they begin. Invariant: a difference is told with its seed and
//! number, and the same two make the same request again.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod mutants;
mod reference;

use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Emergency, MemberStanding, Permit,
    Rulebook, Standby, SubjectFacts, TieFact, TiedWorker, Worker,
};
use jiff::ToSpan as _;
use mutants::{Dice, changed_tables, files};
use reference::agreement::Both;
use reference::tables::Tables;
use reference::who_may::KINDS;
use std::collections::BTreeMap;
use vocabulary::{
    CaseLinkKind, CaseReference, Date, PersonId, Purpose, RestrictionKind, RestrictionSet, Role,
    StaffId, Tie,
};

const USUAL: u64 = 40_000;
const SEED: u64 = 20_261_201;
const TODAY: Date = Date::constant(2026, 11, 23);

#[test]
fn engine_and_reference_agree_on_whatever_is_asked() {
    let setting = |name: &str, otherwise: u64| {
        let set = std::env::var(name).ok();
        set.map_or(otherwise, |text| text.parse().unwrap())
    };
    let count = setting("KITH_DIFFERENTIAL", USUAL);
    let seed = setting("KITH_DIFFERENTIAL_SEED", SEED);
    // A hundred councils in a long run, a dozen or so in a short one.
    let each = (count / 100).max(2_500);
    let mut tally = Tally::default();
    let mut council = None;
    for number in 0..count {
        if number % each == 0 {
            council = Some(council_of(seed, number / each));
        }
        tally.ask(council.as_ref().unwrap(), seed, number);
        tally.none_differs();
    }
    tally.say(count);
    // Neither half of the question is left out.
    assert!(tally.permits > count / 10, "{} permits", tally.permits);
    assert!(tally.answers.len() >= 20, "{:?}", tally.answers);
    assert!(tally.cells > count);
}

fn council_of(seed: u64, number: u64) -> Both {
    let mut dice = Dice::new(seed.wrapping_add(number));
    let changes = dice.below(9);
    let texts = changed_tables(&mut dice, changes);
    let files = files(&texts);
    Both::of(Rulebook::read(&files).unwrap(), Tables::read(&files))
}

#[derive(Default)]
struct Tally {
    permits: u64,
    cells: u64,
    answers: BTreeMap<String, u64>,
    faults: Vec<String>,
}

impl Tally {
    fn ask(&mut self, both: &Both, seed: u64, number: u64) {
        let mut dice = Dice::new(seed ^ number.wrapping_mul(0xD134_2543_DE82_EF95));
        let request = any_request(both, &mut dice);
        let answer = both.ask(&request);
        let fault = match answer {
            Err(fault) => Some(fault),
            Ok(None) => {
                let said = reference::who_may::who_may(&both.tables, &request);
                *self.answers.entry(format!("{said:?}")).or_default() += 1;
                None
            }
            Ok(Some(permit)) => {
                self.permits += 1;
                self.ask_family(both, &permit, &mut dice);
                self.faults.first().cloned()
            }
        };
        self.faults = fault
            .map(|fault| format!("seed {seed}, request {number}: {fault}"))
            .into_iter()
            .collect();
    }

    /// Under every fourth permit the chosen person, and now and then their family.
    fn ask_family(&mut self, both: &Both, permit: &Permit, dice: &mut Dice) {
        let members = match dice.below(16) {
            0 => 1 + dice.below(5),
            1..4 => 1,
            _ => 0,
        };
        for _ in 0..members {
            let (age, standing) = (any_age(both, dice), any_standing(dice));
            let cells = both.ask_levels(permit, age, standing, &mut self.faults);
            self.cells += u64::try_from(cells).unwrap();
        }
    }

    #[track_caller]
    fn none_differs(&self) {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }

    #[expect(clippy::print_stderr, reason = "the count is what a reader looks for")]
    fn say(&self, count: u64) {
        let (permits, cells) = (self.permits, self.cells);
        eprintln!("{count} random decisions agree, {permits} of them permits with {cells} levels");
        for (answer, times) in &self.answers {
            eprintln!("  {times:>9} {answer}");
        }
    }
}

/// Most are as the purpose asks, but for a few facts; the others are of any kind.
fn any_request(both: &Both, dice: &mut Dice) -> AccessRequest {
    let today = any_day(both, dice);
    let mut asked = if dice.one_in(5) {
        of_any_kind(dice)
    } else {
        fitting(both, dice)
    };
    let odd = dice.below(4);
    for _ in 0..odd {
        spoil(&mut asked, dice);
    }
    asked.today = today;
    asked.worker.trained_on = match dice.below(24) {
        0 => None,
        1 | 2 => trained_at_an_edge(both, today, dice),
        _ => Some(today),
    };
    asked
}

/// A worker whose role, purpose and case fit each other.
fn fitting(both: &Both, dice: &mut Dice) -> AccessRequest {
    let mut asked = of_any_kind(dice);
    let mut purpose = *dice.pick(&Purpose::ALL);
    if !both.tables.purposes[&purpose].is_active {
        purpose = *dice.pick(&Purpose::ALL);
    }
    let row = both.tables.purpose(Some(purpose)).unwrap();
    let roles: Vec<Role> = row.roles.iter().copied().collect();
    let links: Vec<CaseLinkKind> = row.links.iter().copied().collect();
    let actions = match purpose {
        Purpose::RecordCorrection => vec![Action::ReviewMatches, Action::AnswerDisputes],
        Purpose::Audit => vec![Action::Search, Action::SeeWhoLooked, Action::ReviewFlags],
        Purpose::SubjectRights => vec![
            Action::Search,
            Action::MakeSubjectReport,
            Action::RaiseDispute,
        ],
        Purpose::Safeguarding => vec![Action::Search, Action::KeepRestrictions],
        _ => vec![
            Action::Search,
            Action::SeeFamily,
            Action::SeeDetails,
            Action::DecideNotToShare,
            Action::RaiseDispute,
        ],
    };
    asked.purpose = Some(purpose);
    asked.action = *dice.pick(&actions);
    asked.worker.role = *dice.pick(&roles);
    asked.worker.is_active = !dice.one_in(40);
    asked.case = CaseReference::parse("EH-77").ok();
    asked.standing = CaseStanding {
        link: match links.is_empty() {
            true => CaseLinkStanding::NotLinked,
            false => CaseLinkStanding::Linked {
                kind: *dice.pick(&links),
                family_agreed: Some(true),
            },
        },
        subject_is_on_case: true,
    };
    asked.about = SubjectFacts::none();
    asked.standby.is_on_duty = true;
    asked
}

fn of_any_kind(dice: &mut Dice) -> AccessRequest {
    let mut asked = AccessRequest {
        worker: Worker {
            staff: StaffId::parse(["W1", "SW1001", "IG-7"][dice.below(3)]).unwrap(),
            role: *dice.pick(&Role::ALL),
            teams: vec!["Assessment North".to_owned(); dice.below(3)],
            is_active: !dice.one_in(12),
            trained_on: None,
        },
        purpose: None,
        case: None,
        standing: CaseStanding::not_asked(),
        action: *dice.pick(&Action::ALL),
        subject: None,
        about: SubjectFacts::none(),
        standby: Standby::none(),
        today: TODAY,
    };
    for which in 0..SPOILS {
        change_one(&mut asked, which, dice);
    }
    asked
}

/// How many facts of a request [`change_one`] knows.
const SPOILS: usize = 9;

/// One fact anew, whether or not it fits the others.
fn spoil(asked: &mut AccessRequest, dice: &mut Dice) {
    let which = dice.below(SPOILS + 2);
    change_one(asked, which, dice);
}

fn change_one(asked: &mut AccessRequest, which: usize, dice: &mut Dice) {
    match which {
        0 => asked.purpose = (!dice.one_in(12)).then(|| *dice.pick(&Purpose::ALL)),
        1 => {
            let number = *dice.pick(&["CSC-1001", "EH-77", "REF/2026/0417"]);
            asked.case = (!dice.one_in(4)).then(|| CaseReference::parse(number).unwrap());
        }
        2 => asked.standing.link = any_link(dice),
        3 => asked.standing.subject_is_on_case = dice.one_in(2),
        4 => {
            let number = u128::try_from(dice.below(1_000_000)).unwrap();
            let person = PersonId::new(uuid::Uuid::from_u128(number));
            asked.subject = (!dice.one_in(4)).then_some(person);
        }
        5 => asked.about.restrictions = any_restrictions(dice),
        6 => asked.about.tie = any_tie(dice),
        7 => asked.standby.is_on_duty = dice.one_in(2),
        8 => asked.standby.emergency = *dice.pick(&Emergency::ALL),
        9 => asked.worker.role = *dice.pick(&Role::ALL),
        _ => asked.action = *dice.pick(&Action::ALL),
    }
}

fn any_link(dice: &mut Dice) -> CaseLinkStanding {
    match dice.below(8) {
        0 => CaseLinkStanding::NotAsked,
        1 => CaseLinkStanding::NotLinked,
        2 => CaseLinkStanding::Ended,
        _ => CaseLinkStanding::Linked {
            kind: *dice.pick(&KINDS),
            family_agreed: *dice.pick(&[Some(true), Some(false), None]),
        },
    }
}

fn any_restrictions(dice: &mut Dice) -> RestrictionSet {
    let many = if dice.one_in(3) { 1 + dice.below(3) } else { 0 };
    let kinds = (0..many).map(|_| *dice.pick(&RestrictionKind::ALL));
    kinds.collect()
}

fn any_tie(dice: &mut Dice) -> Option<TieFact> {
    let whose = [TiedWorker::WhoLooks, TiedWorker::OnWhoseBehalf];
    dice.one_in(4).then(|| TieFact {
        tie: *dice.pick(&Tie::ALL),
        whose: *dice.pick(&whose),
    })
}

fn any_standing(dice: &mut Dice) -> MemberStanding {
    MemberStanding {
        is_as_if_absent: dice.one_in(10),
        place_is_hidden: dice.one_in(3),
        is_kept_to_the_case: dice.one_in(4),
        has_court_order: dice.one_in(4),
    }
}

/// Often at or beside an age at which some line begins or ceases to count.
fn any_age(both: &Both, dice: &mut Dice) -> Option<(i16, i16)> {
    if dice.one_in(8) {
        return None;
    }
    let clause = dice.pick(&both.tables.clauses);
    let edge = clause.from_age.or(clause.to_age).unwrap_or(40);
    let near = i16::try_from(edge).unwrap() - 2 + i16::try_from(dice.below(5)).unwrap();
    let any = i16::try_from(dice.below(95)).unwrap();
    let fewest = if dice.one_in(2) { near.max(0) } else { any };
    let more = i16::try_from(dice.below(3)).unwrap();
    Some((
        fewest,
        if dice.one_in(3) {
            fewest + more
        } else {
            fewest
        },
    ))
}

/// Often the first or last day of some agreement, or the day beside it; now and then 29 February.
fn any_day(both: &Both, dice: &mut Dice) -> Date {
    let clause = dice.pick(&both.tables.clauses);
    let edge = *dice.pick(&[clause.first_day, clause.last_day]);
    match dice.below(6) {
        0 => edge,
        1 => edge.yesterday().unwrap(),
        2 => edge.tomorrow().unwrap(),
        3 => Date::constant(2028, 2, 29),
        4 => TODAY - i64::try_from(dice.below(5)).unwrap().days(),
        _ => TODAY,
    }
}

/// Trained on the day that still counts, the day before, tomorrow, or at the end of February.
fn trained_at_an_edge(both: &Both, today: Date, dice: &mut Dice) -> Option<Date> {
    let last = today - both.tables.training_months.months();
    match dice.below(5) {
        0 => Some(last),
        1 => last.yesterday().ok(),
        2 => last.tomorrow().ok(),
        3 => today.tomorrow().ok(),
        _ => Some(Date::constant(2024, 2, 29)),
    }
}
