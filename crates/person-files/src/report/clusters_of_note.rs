//! The clusters of note as tables: the largest, the weakest, and improbably many of one source.
//!
//! Invariant: a cluster is named by the id of one of its records, and nothing else of a record.

use super::Report;
use super::notes::Noted;
use super::page_parts::{folded_table, number, table};

pub(super) fn clusters(report: &Report) -> String {
    let notes = &report.notes;
    let sizes: Vec<Vec<String>> = notes
        .sizes
        .iter()
        .map(|(records, clusters)| vec![records.to_string(), number(*clusters)])
        .collect();
    let noted = |clusters: &[Noted]| -> Vec<Vec<String>> { clusters.iter().map(row).collect() };
    let headings = [
        "Person",
        "Records",
        "Weakest pair",
        "What holds it together",
    ];
    format!(
        "<section><h2>Clusters of note</h2>{}{}{}{}</section>",
        table("The largest", &headings, &noted(&notes.largest)),
        table("The weakest", &headings, &noted(&notes.weakest)),
        many_of_one_source(report),
        folded_table("Clusters by size", &["Records", "Clusters"], &sizes)
    )
}

fn row(cluster: &Noted) -> Vec<String> {
    let weight = cluster.weakest_bridge.map_or_else(
        || "not among the pairs kept".to_owned(),
        |weight| format!("{weight:.1}"),
    );
    let words = cluster.bridge.as_ref().map_or_else(
        || "one pair".to_owned(),
        |([one, other], words)| format!("{words} The pair: {one} and {other}."),
    );
    vec![
        cluster.person_id.clone(),
        cluster.records.to_string(),
        weight,
        words,
    ]
}

fn many_of_one_source(report: &Report) -> String {
    let notes = &report.notes;
    if notes.many_of_one_source.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = notes
        .many_of_one_source
        .iter()
        .map(|one| {
            vec![
                one.person_id.clone(),
                one.source.clone(),
                one.records.to_string(),
                format!("{} and more", one.improbable_from),
            ]
        })
        .collect();
    let caption = format!(
        "More records of one source than it keeps of anybody: {} people, the first of them",
        number(notes.many_of_one_source_in_all)
    );
    table(
        &caption,
        &["Person", "Source", "Records", "Improbable there"],
        &rows,
    )
}
