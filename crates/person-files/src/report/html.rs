//! The report as one page: no script, nothing from elsewhere, good on paper too.
//!
//! Invariant: every chart is followed by its figures as a table.

use super::charts::{pairs_chart, threshold_chart, weights_chart};
use super::clusters_of_note::clusters;
use super::page_parts::{escaped, folded_table, number, share, table};
use super::{Quality, Report};
use crate::outcome::LevelFacts;
use linkage::evaluate::PairCounts;

const STYLE: &str = include_str!("style.css");

pub(super) fn page(report: &Report) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Linkage report</title><style>{STYLE}</style></head><body><main>\
         <h1>Linkage report</h1>"
    );
    for part in [
        summary(report),
        warnings(report),
        quality(report),
        weights(report),
        pairs(report),
        rules(report),
        unlinkable(report),
        clusters(report),
        findings(report),
        phases(report),
    ] {
        page.push_str(&part);
    }
    page.push_str("</main></body></html>\n");
    page
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn summary(report: &Report) -> String {
    let counts = &report.counts;
    let mode = if report.mode == "link_only" {
        "records of different sources only (link_only)"
    } else {
        "any two records (dedupe)"
    };
    let rows = [
        row(&["Records", &number(counts.records)]),
        row(&["People", &number(counts.people)]),
        row(&[
            "Records joined with another",
            &number(counts.joined_records),
        ]),
        row(&[
            "Records alone, a pair waits for a person",
            &number(counts.possible_records),
        ]),
        row(&["Records alone", &number(counts.alone_records)]),
        row(&["Pairs compared", &number(counts.pairs_compared)]),
        row(&[
            "Pairs that wait for a person",
            &number(counts.possible_pairs),
        ]),
        row(&[
            "Joins refused because records contradict each other",
            &number(counts.joins_refused),
        ]),
        row(&["Which pairs may be one person", mode]),
        row(&["Joined from weight", &format!("{:.1}", report.join)]),
        row(&["Asked about from weight", &format!("{:.1}", report.review)]),
    ];
    let files: Vec<Vec<String>> = report
        .files
        .iter()
        .map(|file| row(&[&file.name, &number(file.rows), &number(file.rows_kept)]))
        .collect();
    format!(
        "<section>{}{}</section>",
        table("The run", &["What", "How many"], &rows),
        table("Files", &["File", "Rows", "Rows kept"], &files)
    )
}

fn warnings(report: &Report) -> String {
    if report.warnings.is_empty() {
        return String::new();
    }
    let items: Vec<String> = report
        .warnings
        .iter()
        .map(|warning| format!("<li>{}</li>", escaped(warning)))
        .collect();
    format!(
        "<section><h2>To know</h2><ul>{}</ul></section>",
        items.concat()
    )
}

fn quality(report: &Report) -> String {
    let Some(quality) = &report.quality else {
        return "<section><h2>Quality</h2><p>The file does not say who is who, so quality \
                cannot be measured. Name a column of truth in the specification to see it.</p></section>"
            .to_owned();
    };
    let curve: Vec<Vec<String>> = quality
        .curve
        .iter()
        .map(|at| {
            let (low, high) = at.clusters.precision().interval();
            let (least, most) = at.clusters.recall().interval();
            row(&[
                &format!("{:.1}", at.threshold),
                &format!("{:.4}", at.clusters.precision().value()),
                &format!("{low:.4} to {high:.4}"),
                &format!("{:.4}", at.clusters.recall().value()),
                &format!("{least:.4} to {most:.4}"),
                &format!("{:.4}", at.clusters.f1()),
                &format!("{:.4}", at.edges.f1()),
            ])
        })
        .collect();
    let headings = [
        "Threshold",
        "Precision",
        "95 % interval",
        "Recall",
        "95 % interval",
        "F1 of clusters",
        "F1 of pairs",
    ];
    format!(
        "<section><h2>Quality</h2>{}{}{}{}<p>The curve joins pairs in simple chains. The run itself \
         also refuses joins that contradict, so its own people (above) can be better than the curve \
         at the same threshold.</p>{}</section>",
        at_default(report, quality),
        by_source(quality),
        quality.by_group.to_html(),
        threshold_chart("thresholds", &quality.curve, report.join),
        folded_table("Quality by joining threshold", &headings, &curve)
    )
}

fn at_default(report: &Report, quality: &Quality) -> String {
    let joined = &quality.joined;
    let best = |(threshold, f1): (f64, f64)| format!("{f1:.4} at {threshold:.1}");
    let rows = [
        row(&["Precision", &share(joined.pairs.precision())]),
        row(&["Recall", &share(joined.pairs.recall())]),
        row(&["F1", &format!("{:.4}", joined.pairs.f1())]),
        row(&[
            "Blocking recall: true pairs that were compared",
            &share(quality.blocking_recall),
        ]),
        row(&["Twins joined, of all pairs of twins", &share(joined.twins)]),
        row(&[
            "Different people of one household joined, of all such pairs",
            &share(joined.household),
        ]),
        row(&[
            "Clusters with more than one person",
            &number(joined.mixed_clusters),
        ]),
        row(&["Best F1 of clusters", &best(quality.best_clusters)]),
        row(&["Best F1 of pairs", &best(quality.best_pairs)]),
        row(&[
            "Best F1 of pairs by weight alone",
            &best(quality.best_by_weight),
        ]),
    ];
    let caption = format!(
        "The run's people against the truth, joined from {:.1}",
        report.join
    );
    table(&caption, &["What", "Value (95 % interval)"], &rows)
}

fn by_source(quality: &Quality) -> String {
    if quality.by_source.is_empty() {
        return String::new();
    }
    let figures = |source: &String, counts: &PairCounts| {
        row(&[
            source,
            &share(counts.precision()),
            &share(counts.recall()),
            &format!("{:.4}", counts.f1()),
        ])
    };
    let rows: Vec<Vec<String>> = quality
        .by_source
        .iter()
        .map(|(source, counts)| figures(source, counts))
        .collect();
    table(
        "Pairs that touch each source",
        &["Source", "Precision", "Recall", "F1"],
        &rows,
    )
}

fn weights(report: &Report) -> String {
    let mut part = "<section><h2>What counts how much</h2>".to_owned();
    let ages: Vec<&str> = {
        let mut ages: Vec<&str> = report.levels.iter().map(|level| level.age).collect();
        ages.dedup();
        ages.sort_unstable();
        ages.dedup();
        ages
    };
    for age in ages {
        let levels = || report.levels.iter().filter(move |level| level.age == age);
        let bars: Vec<(String, f64)> = levels()
            .map(|level| {
                (
                    format!("{}: {}", level.comparison, level.level),
                    level.weight,
                )
            })
            .collect();
        let title = format!("Match weights among strangers, {age}");
        part.push_str(&format!("<h3>{}</h3>", escaped(&title)));
        part.push_str(&weights_chart(&format!("weights-{age}"), &title, &bars));
        let rows: Vec<Vec<String>> = levels().map(level_row).collect();
        let headings = [
            "Comparison and level",
            "m",
            "u, strangers",
            "u, one home",
            "Weight, strangers",
            "Weight, one home",
        ];
        part.push_str(&folded_table(&format!("m and u, {age}"), &headings, &rows));
    }
    part.push_str(&format!(
        "<p>Before anything is compared a pair weighs {:.2}. An equal name counts for more when it \
         is rare and for less when it is common.</p></section>",
        report.prior
    ));
    part
}

fn level_row(level: &LevelFacts) -> Vec<String> {
    row(&[
        &format!("{}: {}", level.comparison, level.level),
        &format!("{:.5}", level.m),
        &format!("{:.7}", level.u),
        &format!("{:.5}", level.u_at_home),
        &format!("{:+.2}", level.weight),
        &format!("{:+.2}", level.weight_at_home),
    ])
}

fn pairs(report: &Report) -> String {
    let rows: Vec<Vec<String>> = report
        .weights
        .iter()
        .map(|bin| row(&[&bin.from.to_string(), &number(bin.pairs), &number(bin.held)]))
        .collect();
    format!(
        "<section><h2>Pairs</h2>{}{}</section>",
        pairs_chart("pairs", &report.weights, report.join),
        folded_table(
            "Pairs by weight",
            &["Weight from", "Pairs", "Of these held back"],
            &rows
        )
    )
}

fn rules(report: &Report) -> String {
    let rows: Vec<Vec<String>> = report
        .rules
        .iter()
        .map(|rule| row(&[&rule.name, &number(rule.pairs), &number(rule.pairs_skipped)]))
        .collect();
    format!(
        "<section><h2>Which pairs were compared</h2>{}</section>",
        table(
            "Blocking rules: pairs that each was the first to propose, and pairs skipped because too many records share a key",
            &["Rule", "Pairs", "Pairs skipped"],
            &rows
        )
    )
}

fn unlinkable(report: &Report) -> String {
    let unlinkable = &report.unlinkable;
    let mut rows = vec![row(&["All", &share(unlinkable.all)])];
    rows.extend(
        unlinkable
            .by_lack
            .iter()
            .map(|(words, of)| row(&[words, &share(*of)])),
    );
    let by_threshold: Vec<Vec<String>> = unlinkable
        .by_threshold
        .iter()
        .map(|(threshold, of)| row(&[&threshold.to_string(), &share(*of)]))
        .collect();
    format!(
        "<section><h2>Records that say too little</h2><p>A record that stays below the threshold \
         against a copy of itself can be joined with nothing.</p>{}{}</section>",
        table(
            "Below the joining threshold against themselves",
            &["Records", "Share below"],
            &rows
        ),
        folded_table(
            "The same at other thresholds",
            &["Threshold", "Share below"],
            &by_threshold
        )
    )
}

fn findings(report: &Report) -> String {
    if report.findings.is_empty() {
        return "<section><h2>Findings</h2><p>Every row and every value could be read.</p></section>"
            .to_owned();
    }
    let rows: Vec<Vec<String>> = report
        .findings
        .iter()
        .map(|finding| row(&[&finding.words, &number(finding.count)]))
        .collect();
    let places: Vec<String> = report
        .finding_places
        .iter()
        .map(|place| format!("<li>{}</li>", escaped(place)))
        .collect();
    format!(
        "<section><h2>Findings</h2>{}<details><summary>The first places</summary><ul>{}</ul></details></section>",
        table(
            "What could not be read as it stands",
            &["Finding", "How often"],
            &rows
        ),
        places.concat()
    )
}

fn phases(report: &Report) -> String {
    let rows: Vec<Vec<String>> = report
        .phases
        .iter()
        .map(|phase| {
            let memory = phase.peak_bytes.map_or_else(
                || "not told".to_owned(),
                |bytes| format!("{} MiB", number(bytes >> 20)),
            );
            row(&[&phase.name, &format!("{:.2}", phase.seconds), &memory])
        })
        .collect();
    format!(
        "<section><h2>Time and memory</h2>{}</section>",
        table(
            "By part of the work",
            &["Part", "Seconds", "Most memory so far"],
            &rows
        )
    )
}
