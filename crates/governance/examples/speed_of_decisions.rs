//! How long a decision takes: asked for the first time and asked again, and what one permit shows of
//! one person. Started by hand, never by a test; `bench/README.md` holds figures:
//!
//! `cargo run --release -p governance --example speed_of_decisions`
//!
//! The same is done in several rounds, each with rules read anew, and the least of each counts, so
//! that what else the machine does stays out of it.

use governance::{
    AccessRequest, Action, Circumstance, Decision, MemberFacts, MemberStanding, Rulebook, decide,
    eastmere,
};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;
use vocabulary::{Date, PersonId, Purpose};

const ROUNDS: usize = 7;
const TODAY: Date = Date::constant(2026, 11, 23);

/// Microseconds of every request: asked first, asked again, and all of one person under the permit.
struct Times {
    first: Vec<f64>,
    again: Vec<f64>,
    member: Vec<f64>,
    same_again: Vec<f64>,
}

fn main() {
    let rules = Rulebook::read(eastmere()).expect("the example council's rules are sound");
    let asked = requests(&rules);
    let mut least = round(&asked);
    for _ in 1..ROUNDS {
        let times = round(&asked);
        least.first = less(&least.first, &times.first);
        least.again = less(&least.again, &times.again);
        least.member = less(&least.member, &times.member);
        least.same_again = less(&least.same_again, &times.same_again);
    }
    row(&["", "how many", "p50 µs", "p99 µs", "p99.9 µs", "most µs"].map(str::to_owned));
    row(&["---", "---:", "---:", "---:", "---:", "---:"].map(str::to_owned));
    line("a decision, asked for the first time", least.first);
    line("a decision, asked again", least.again);
    line("one person under a permit, first", least.member);
    line("one person under a permit, again", least.same_again);
}

/// Looks at families for every purpose, by a role that it is for, in every circumstance.
fn requests(rules: &Rulebook) -> Vec<AccessRequest> {
    let circumstances = Circumstance::all(&BTreeSet::new());
    let mut asked = Vec::new();
    for purpose in Purpose::ALL {
        let Some(role) = rules.purpose(purpose).and_then(|rule| rule.roles.first()) else {
            continue;
        };
        for action in [Action::Search, Action::SeeFamily, Action::SeeDetails] {
            let all = circumstances.iter();
            asked.extend(all.map(|one| one.request(*role, Some(purpose), action, TODAY)));
        }
    }
    asked
}

fn round(asked: &[AccessRequest]) -> Times {
    let rules = Rulebook::read(eastmere()).expect("the example council's rules are sound");
    let mut times = Times {
        first: Vec::new(),
        again: Vec::new(),
        member: Vec::new(),
        same_again: Vec::new(),
    };
    for (at, request) in asked.iter().enumerate() {
        let (decision, first) = microseconds(|| decide(&rules, request));
        let (_, again) = microseconds(|| decide(&rules, request));
        times.first.push(first);
        times.again.push(again);
        if let Decision::Permit(permit) = decision {
            let years = i16::try_from(at % 60).unwrap_or(0);
            let facts = MemberFacts {
                person: PersonId::parse("00000000-0000-7000-8000-000000000001").expect("an id"),
                age: Some((years, years)),
                standing: MemberStanding::open(),
            };
            let (_, member) = microseconds(|| permit.for_member(&rules, &facts));
            let (_, same_again) = microseconds(|| permit.for_member(&rules, &facts));
            times.member.push(member);
            times.same_again.push(same_again);
        }
    }
    times
}

#[expect(clippy::disallowed_methods, reason = "this is a measurement")]
fn microseconds<T>(what: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let done = black_box(what());
    (done, began.elapsed().as_secs_f64() * 1e6)
}

fn less(one: &[f64], other: &[f64]) -> Vec<f64> {
    let both = one.iter().zip(other);
    both.map(|(one, other)| one.min(*other)).collect()
}

fn line(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = ((times.len().saturating_sub(1)) as f64 * share) as usize;
        format!("{:.1}", times.get(place).copied().unwrap_or(0.0))
    };
    row(&[
        what.to_owned(),
        times.len().to_string(),
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0),
    ]);
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}
