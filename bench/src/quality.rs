//! Linkage against the truth: precision, recall, twins and housemates joined, as published.

use crate::council::BenchCouncil;
use anyhow::Context;
use operations::linkage::evaluate::{Truth, evaluate};
use std::collections::BTreeMap;
use vocabulary::{PersonId, RecordId};

/// One line of figures.
pub(crate) async fn measure(council: &BenchCouncil) -> anyhow::Result<String> {
    let rows = council.kith.store().people_by_source_key().await?;
    let truth = truth_by_key(council)?;
    let mut clusters: BTreeMap<PersonId, Vec<RecordId>> = BTreeMap::new();
    let mut known = Vec::new();
    for row in &rows {
        let record = row.record;
        clusters.entry(row.person).or_default().push(record);
        if let Some((person, household)) = truth.get(&(row.source.clone(), row.key.clone())) {
            known.push(Truth {
                record,
                person: *person,
                household: *household,
            });
        }
    }
    let mut clusters: Vec<Vec<RecordId>> = clusters.into_values().collect();
    clusters
        .iter_mut()
        .for_each(|cluster| cluster.sort_unstable());
    clusters.sort_unstable();
    let quality = evaluate(&clusters, &known, &twins(council)?);
    Ok(format!(
        "{} of {} records with known truth; cluster precision {:.4}, recall {:.4}, F1 {:.4}; {} of {} twin pairs joined; \
         {} pairs of different people of one household joined",
        known.len(),
        rows.len(),
        quality.precision(),
        quality.recall(),
        quality.f1(),
        quality.twin_pairs_merged,
        quality.twin_pairs,
        quality.household_pairs_merged
    ))
}

type Key = (String, String);

/// Person and household of each row, by source and key.
fn truth_by_key(council: &BenchCouncil) -> anyhow::Result<BTreeMap<Key, (u64, Option<u64>)>> {
    let mut truth = BTreeMap::new();
    let rows = table(council, "person_per_source_row.csv")?;
    for row in &rows {
        let number = |name: &str| row.get(name).and_then(|text| number_in(text));
        let person = number("person").context("a person in the truth")?;
        let key = (row["source"].clone(), row["person_key"].clone());
        truth.insert(key, (person, number("household")));
    }
    Ok(truth)
}

fn twins(council: &BenchCouncil) -> anyhow::Result<Vec<(u64, u64)>> {
    let rows = table(council, "twins.csv")?;
    let pair = |row: &BTreeMap<String, String>| {
        let mut people = row.values().filter_map(|text| number_in(text));
        Some((people.next()?, people.next()?))
    };
    Ok(rows.iter().filter_map(pair).collect())
}

/// The number in an id such as `P000123`.
fn number_in(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A truth file as rows by column name. Truth files hold no quoted commas in these columns.
fn table(council: &BenchCouncil, name: &str) -> anyhow::Result<Vec<BTreeMap<String, String>>> {
    let file = council.truth.iter().find(|file| file.file_name == name);
    let text = String::from_utf8(file.with_context(|| name.to_owned())?.bytes.clone())?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().context("a header")?.split(',').collect();
    let row = |line: &str| {
        header
            .iter()
            .zip(line.split(','))
            .map(|(name, cell)| ((*name).to_owned(), cell.trim_matches('"').to_owned()))
            .collect()
    };
    Ok(lines.map(row).collect())
}
