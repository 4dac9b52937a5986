//! Whether the time of an answer tells a hidden person from one who does not exist.
//!
//! After dudect (Reparaz, Balasch, Verbauwhede 2017): two classes of the same question in an order
//! drawn by lot, Welch's t over the times, slow outliers cut at a percentile of both classes
//! together. `|t| < 4.5` means that no difference was seen at this many samples.

use crate::council::{BenchCouncil, now};
use crate::latency::sit_down;
use anyhow::{Context, bail, ensure};
use operations::audit::{AuditAction, AuditEvent};
use operations::store::{NewRestriction, Restricted};
use operations::{Answer, FindTerms, Sitting};
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{PersonId, RestrictionKind};

const SOURCE: &str = "childrens-social-care";
/// How many people are hidden.
const HIDDEN: usize = 80;

/// One line of figures: so many searches of each class.
pub(crate) async fn measure(council: &BenchCouncil, looks: usize) -> anyhow::Result<String> {
    let sitting = sit_down(council).await?;
    let mut hidden = hide(council).await?;
    let absent = nobodys(council, &sitting, &mut hidden).await?;
    let mut times: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut lot = 0x2545_F491_4F6C_DD1D_u64;
    while times[0].len().min(times[1].len()) < looks {
        lot ^= lot << 13;
        lot ^= lot >> 7;
        lot ^= lot << 17;
        let is_hidden = lot & 1 == 0;
        let names = if is_hidden { &hidden } else { &absent };
        let name = &names[(lot >> 8) as usize % names.len()];
        let milliseconds = search(council, &sitting, &name.terms()).await?;
        times[usize::from(!is_hidden)].push(milliseconds);
    }
    let [hidden, absent] = &mut times;
    Ok(in_words(hidden, absent))
}

/// A name and a birth year.
#[derive(Clone)]
struct Name {
    given: String,
    family: String,
    year: String,
}

impl Name {
    fn terms(&self) -> FindTerms {
        FindTerms {
            given: self.given.clone(),
            family: self.family.clone(),
            birth_year: self.year.clone(),
            ..FindTerms::default()
        }
    }
}

/// Seals people whose name and year nobody else has, so that a search for them finds nobody.
async fn hide(council: &BenchCouncil) -> anyhow::Result<Vec<Name>> {
    let store = council.kith.store();
    let keyed = store.people_by_source_key().await?;
    let people: BTreeMap<String, PersonId> = keyed
        .into_iter()
        .filter(|row| row.source == SOURCE)
        .map(|row| (row.key, row.person))
        .collect();
    let sitting = sit_down(council).await?;
    let mut names = Vec::new();
    for (key, name) in named_people(council)? {
        let Some(person) = people.get(&key) else {
            continue;
        };
        if names.len() == HIDDEN {
            return Ok(names);
        }
        set_seal(council, *person).await?;
        if finds(council, &sitting, &name.terms()).await? == 0 {
            names.push(name);
        }
    }
    ensure!(names.len() > 1, "too few people could be hidden");
    Ok(names)
}

/// Names that nobody has, put together from the very names of the hidden: each family name goes once
/// to the given name and year of another, so that both classes ask as often for each part. Whoever
/// is left over is taken out of the hidden.
async fn nobodys(
    council: &BenchCouncil,
    sitting: &Sitting,
    hidden: &mut Vec<Name>,
) -> anyhow::Result<Vec<Name>> {
    let mut families: Vec<String> = hidden.iter().map(|name| name.family.clone()).collect();
    let mut names = Vec::new();
    for name in hidden.iter() {
        for place in (0..families.len()).rev() {
            let family = families[place].clone();
            let exchanged = Name {
                family,
                ..name.clone()
            };
            let is_own = exchanged.family == name.family;
            if !is_own && finds(council, sitting, &exchanged.terms()).await? == 0 {
                families.remove(place);
                names.push(exchanged);
                break;
            }
        }
    }
    hidden.retain(|name| !families.contains(&name.family));
    ensure!(names.len() > 10, "too few names can be exchanged");
    Ok(names)
}

fn named_people(council: &BenchCouncil) -> anyhow::Result<Vec<(String, Name)>> {
    let path = council.extract(SOURCE, "people.csv");
    let text = std::fs::read_to_string(path.context("the case system's people")?)?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().context("a header")?.split(',').collect();
    let at = |name: &str| {
        let place = header.iter().position(|column| *column == name);
        place.with_context(|| name.to_owned())
    };
    let (key, given) = (at("pers_person_id")?, at("pers_forename")?);
    let (family, born) = (at("pers_surname")?, at("pers_dob")?);
    let named = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let name = Name {
            given: (*cells.get(given)?).to_owned(),
            family: (*cells.get(family)?).to_owned(),
            year: cells.get(born)?.get(..4)?.to_owned(),
        };
        let is_whole = !name.given.is_empty() && name.family.len() > 4;
        is_whole.then(|| (cells[key].to_owned(), name))
    });
    Ok(named.collect())
}

async fn set_seal(council: &BenchCouncil, person: PersonId) -> anyhow::Result<()> {
    let now = council.at.timestamp();
    let seal = NewRestriction {
        id: Uuid::from_u128(person.uuid().as_u128() ^ 1 << 90),
        what: Restricted::Person(RestrictionKind::AdoptionSeal),
        person: Some(person),
        other: None,
        place: None,
        reason: "court_order".to_owned(),
        note: None,
        order: None,
        set_by: "SD1001".to_owned(),
        set_at: now,
        review_on: None,
        marks: Vec::new(),
    };
    let event = AuditEvent::new(AuditAction::RestrictionSet, now, "bench");
    let set = council.kith.store().set_restriction(&seal, event).await?;
    ensure!(set, "the seal was not set");
    Ok(())
}

async fn finds(
    council: &BenchCouncil,
    sitting: &Sitting,
    terms: &FindTerms,
) -> anyhow::Result<usize> {
    let found = council
        .kith
        .find_person(sitting, terms, council.at, "bench")
        .await?;
    match found {
        Answer::Shown(found) => Ok(found.people.len()),
        Answer::Refused(_) => bail!("the search was refused"),
    }
}

async fn search(
    council: &BenchCouncil,
    sitting: &Sitting,
    terms: &FindTerms,
) -> anyhow::Result<f64> {
    let began = now();
    ensure!(
        finds(council, sitting, terms).await? == 0,
        "somebody was found"
    );
    Ok(now().duration_since(began).as_secs_f64() * 1000.0)
}

/// Medians, and Welch's t over what lies below the 95th percentile of both together.
fn in_words(hidden: &mut [f64], absent: &mut [f64]) -> String {
    let mut all: Vec<f64> = hidden.iter().chain(absent.iter()).copied().collect();
    all.sort_by(f64::total_cmp);
    let most = all[all.len() * 95 / 100];
    hidden.sort_by(f64::total_cmp);
    absent.sort_by(f64::total_cmp);
    let (one, other) = (Moments::below(hidden, most), Moments::below(absent, most));
    let t = (one.mean - other.mean) / (one.error() + other.error()).sqrt();
    format!(
        "{} and {} searches: median {:.3} ms hidden, {:.3} ms absent; t = {t:.2}",
        hidden.len(),
        absent.len(),
        hidden[hidden.len() / 2],
        absent[absent.len() / 2]
    )
}

struct Moments {
    count: f64,
    mean: f64,
    variance: f64,
}

impl Moments {
    fn below(sorted: &[f64], most: f64) -> Self {
        let kept: Vec<f64> = sorted
            .iter()
            .copied()
            .filter(|time| *time <= most)
            .collect();
        let count = kept.len() as f64;
        let mean = kept.iter().sum::<f64>() / count;
        let squares = kept.iter().map(|time| (time - mean).powi(2)).sum::<f64>();
        Self {
            count,
            mean,
            variance: squares / (count - 1.0).max(1.0),
        }
    }

    fn error(&self) -> f64 {
        self.variance / self.count
    }
}
