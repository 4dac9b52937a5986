//! How long a search and a family take, as an operation in process: decision, audit with full
//! synchronisation, reading, assembling. Medians and 99th percentiles over many people.

use crate::council::{BenchCouncil, now};
use anyhow::{Context, bail};
use operations::{Answer, FindTerms, Handle, PurposeOutcome, Sitting, StatedPurpose};
use synthetic::demo_cast;
use vocabulary::Purpose;

/// Lines of figures: the search, then the family.
pub(crate) async fn measure(
    council: &BenchCouncil,
    looks: usize,
) -> anyhow::Result<Vec<(String, String)>> {
    let sitting = sit_down(council).await?;
    let mut searches = Vec::new();
    let mut families = Vec::new();
    let mut members = 0;
    for terms in people_to_look_for(council, looks)? {
        let began = now();
        let found = council
            .kith
            .find_person(&sitting, &terms, council.at, "bench")
            .await?;
        searches.push(milliseconds(began));
        let Answer::Shown(found) = found else {
            bail!("the search was refused")
        };
        let Some(person) = found.people.first() else {
            continue;
        };
        let began = now();
        members += family(council, &sitting, &person.handle).await?;
        families.push(milliseconds(began));
    }
    let mean = members as f64 / families.len().max(1) as f64;
    Ok(vec![
        ("search".to_owned(), percentiles(&mut searches)),
        (
            "family".to_owned(),
            format!(
                "{}; {mean:.1} members in the mean",
                percentiles(&mut families)
            ),
        ),
    ])
}

async fn family(
    council: &BenchCouncil,
    sitting: &Sitting,
    handle: &Handle,
) -> anyhow::Result<usize> {
    match council
        .kith
        .look_up_family(sitting, handle, council.at, "bench")
        .await?
    {
        Answer::Shown(view) => Ok(view.family.members.len()),
        Answer::Refused(_) => bail!("the family was refused"),
    }
}

/// The worker who looks, on the case of a large family.
pub(crate) async fn sit_down(council: &BenchCouncil) -> anyhow::Result<Sitting> {
    let cast = demo_cast(&council.council);
    let case = cast
        .large_family
        .case_reference
        .clone()
        .context("the demo family has a case")?;
    let kith = &council.kith;
    let token = kith
        .sit_down("SW1001", [3; 32], council.at, "bench")
        .await?
        .context("the worker")?;
    let sitting = kith
        .sitting(&token, council.at)
        .await?
        .context("the sitting")?;
    let stated = StatedPurpose {
        purpose: Some(Purpose::ChildInNeedAssessment),
        case,
        on_behalf_of: String::new(),
    };
    match kith
        .state_purpose(&sitting, &stated, council.at, "bench")
        .await?
    {
        PurposeOutcome::Kept => {}
        _ => bail!("the purpose was not kept"),
    }
    kith.sitting(&token, council.at)
        .await?
        .context("the sitting")
}

/// Family name, given name and year of birth of pupils spread over the file.
fn people_to_look_for(council: &BenchCouncil, looks: usize) -> anyhow::Result<Vec<FindTerms>> {
    let people = council
        .truth
        .iter()
        .find(|file| file.file_name == "people.csv")
        .context("people.csv")?;
    let text = String::from_utf8(people.bytes.clone())?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().context("a header")?.split(',').collect();
    let at = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .with_context(|| name.to_owned())
    };
    let (given, family, birth) = (at("given")?, at("family_name")?, at("birth")?);
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let children: Vec<&Vec<&str>> = rows
        .iter()
        .filter(|row| {
            row.get(birth)
                .is_some_and(|born| *born > "2010" && *born < "2020")
        })
        .collect();
    let step = (children.len() / looks.max(1)).max(1);
    let terms = children
        .into_iter()
        .step_by(step)
        .take(looks)
        .map(|row| FindTerms {
            given: row[given].to_owned(),
            family: row[family].to_owned(),
            birth_year: row[birth].chars().take(4).collect(),
            ..FindTerms::default()
        });
    Ok(terms.filter(|terms| !terms.family.is_empty()).collect())
}

fn milliseconds(began: jiff::Timestamp) -> f64 {
    now().duration_since(began).as_secs_f64() * 1000.0
}

fn percentiles(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get(((times.len() as f64 - 1.0) * share) as usize)
            .copied()
            .unwrap_or(0.0)
    };
    format!(
        "{} times: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99)
    )
}
