//! The sources of the invented family, and what was searched in each of them.

use family::{SearchOutcome, SearchedSource, Source};
use jiff::civil::{Date, date};
use vocabulary::{Service, SourceId, Telephone};

fn source(id: &str, name: &str, service: Service, (as_of, misses): (Date, &str)) -> Source {
    Source {
        id: SourceId::parse(id).unwrap(),
        name: name.to_owned(),
        organisation: "Eastmere Council".to_owned(),
        service,
        desk_telephone: Telephone::parse("01632 960100").ok(),
        out_of_hours_telephone: Telephone::parse("01632 960999").ok(),
        covers: "everybody known to the service".to_owned(),
        misses: misses.to_owned(),
        area: Some("Eastmere".to_owned()),
        ages: matches!(service, Service::School).then_some((3, 19)),
        covered_from: None,
        as_of: Some(as_of),
        refresh_days: 7,
        recent_months: 6,
        look_back_years: 6,
    }
}

pub(super) fn sources() -> Vec<Source> {
    let fresh = date(2026, 11, 20);
    let late = date(2026, 11, 3);
    vec![
        source(
            "csc",
            "Children's social care",
            Service::ChildrensSocialCare,
            (fresh, "paper files"),
        ),
        source(
            "schools",
            "School census",
            Service::School,
            (fresh, "private schools"),
        ),
        source(
            "health",
            "Health visiting",
            Service::HealthVisiting,
            (late, "families of other areas"),
        ),
        source(
            "adults",
            "Adult social care",
            Service::AdultSocialCare,
            (fresh, "people who pay for themselves"),
        ),
        source(
            "homes",
            "Council homes",
            Service::Housing,
            (fresh, "private tenants and owners"),
        ),
        source("police", "Police", Service::Police, (fresh, "other forces")),
        source(
            "substances",
            "Substance misuse",
            Service::SubstanceMisuse,
            (fresh, "private treatment"),
        ),
    ]
}

/// Everything was searched for everybody, with what each answer may be.
pub(super) fn searched(number: u64) -> Vec<SearchedSource> {
    let outcome = |service: Service| match (number, service) {
        (4, Service::Police) => SearchOutcome::NotShown {
            why: "the agreement with the police does not cover this purpose".to_owned(),
        },
        (2, Service::SubstanceMisuse) => SearchOutcome::AskTheDesk {
            reference: "SM-2291".to_owned(),
        },
        (5, Service::AdultSocialCare) => SearchOutcome::MatchTooWeak,
        _ => SearchOutcome::Searched,
    };
    let one = |source: Source| SearchedSource {
        outcome: outcome(source.service),
        source: source.id,
        service: source.service,
    };
    sources().into_iter().map(one).collect()
}
