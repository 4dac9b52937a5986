//! How long a decision takes: asked for the first time, and asked again. By command, never by a
//! test; `bench/README.md` holds figures.
//!
//! ```sh
//! cargo run --release -p governance --example speed_of_decisions
//! ```

#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "it measures time, and decides nothing by it"
)]

use governance::{
    Action, Circumstance, Decision, MemberFacts, MemberStanding, Rulebook, decide, eastmere,
};
use std::collections::BTreeSet;
use std::time::Instant;
use vocabulary::{Date, PersonId, Purpose, Role};

fn main() {
    let today = Date::constant(2026, 11, 23);
    let rulebook = Rulebook::read(eastmere()).expect("the example council's rules are sound");
    let mut asked = Vec::new();
    for role in Role::ALL {
        for purpose in Purpose::ALL {
            for action in Action::ALL {
                let circumstances = Circumstance::all(&BTreeSet::new());
                let requests = circumstances
                    .iter()
                    .map(|one| one.request(role, Some(purpose), action, today));
                asked.extend(requests.step_by(7));
            }
        }
    }
    println!(
        "| {} decisions | p50 µs | p99 µs | p99.9 µs | most µs |",
        asked.len()
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    let mut permits = Vec::new();
    let mut again = Vec::new();
    let mut first = Vec::new();
    for request in &asked {
        let began = Instant::now();
        let decision = decide(&rulebook, request);
        first.push(began.elapsed().as_secs_f64() * 1e6);
        let began = Instant::now();
        let repeated = decide(&rulebook, request);
        again.push(began.elapsed().as_secs_f64() * 1e6);
        drop(repeated);
        if let Decision::Permit(permit) = decision
            && permit.action().is_about_people()
        {
            permits.push(permit);
        }
    }
    line("asked as they come", &mut first);
    line("asked again at once", &mut again);
    let mut members = Vec::new();
    for (at, permit) in permits.iter().enumerate() {
        let years = i16::try_from(at % 60).unwrap_or(0);
        let facts = MemberFacts {
            person: PersonId::parse("00000000-0000-7000-8000-000000000001").expect("an id"),
            age: Some((years, years)),
            standing: MemberStanding::open(),
        };
        let began = Instant::now();
        let member = permit.for_member(&rulebook, &facts);
        members.push(began.elapsed().as_secs_f64() * 1e6);
        drop(member);
    }
    line("all sources and categories of one person", &mut members);
}

fn line(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "| {what} | {:.1} | {:.1} | {:.1} | {:.1} |",
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0)
    );
}
