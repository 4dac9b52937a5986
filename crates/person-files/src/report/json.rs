//! The report as JSON. Its shape is a promise: what is there stays there under its name.
//!
//! Invariant: numbers are numbers, never texts; what a run does not have is left out or empty.

use super::notes::Noted;
use super::{Quality, Report};
use linkage::evaluate::{AtThreshold, PairCounts, Share};
use serde_json::{Value, json};

/// The version of the shape.
const FORMAT: &str = "kith-linkage-report/1";

pub(super) fn document(report: &Report) -> Value {
    let counts = &report.counts;
    let mut document = json!({
        "format": FORMAT,
        "mode": report.mode,
        "thresholds": { "join": report.join, "review": report.review },
        "files": list(&report.files, |file| json!({
            "file": file.name, "rows": file.rows, "rows_kept": file.rows_kept,
        })),
        "records": counts.records,
        "people": counts.people,
        "bands": {
            "automatic": counts.joined_records,
            "possible": counts.possible_records,
            "alone": counts.alone_records,
        },
        "pairs_compared": counts.pairs_compared,
        "possible_pairs": counts.possible_pairs,
        "joins_refused": counts.joins_refused,
        "blocking_rules": list(&report.rules, |rule| json!({
            "rule": rule.name, "pairs": rule.pairs, "pairs_skipped": rule.pairs_skipped,
        })),
        "model": model(report),
        "pairs_by_weight": list(&report.weights, |bin| json!({
            "from": bin.from, "pairs": bin.pairs, "held_back": bin.held,
        })),
        "clusters": {
            "sizes": list(&report.notes.sizes, |size| json!({ "records": size.0, "clusters": size.1 })),
            "largest": list(&report.notes.largest, noted),
            "weakest": list(&report.notes.weakest, noted),
            "many_of_one_source": {
                "people": report.notes.many_of_one_source_in_all,
                "listed": list(&report.notes.many_of_one_source, |one| json!({
                    "person_id": one.person_id, "source": one.source, "records": one.records,
                    "improbable_from": one.improbable_from,
                })),
            },
        },
        "unlinkable": unlinkable(report),
        "warnings": report.warnings,
        "findings": list(&report.findings, |finding| json!({
            "kind": finding.code, "words": finding.words, "count": finding.count,
        })),
        "finding_places": report.finding_places,
        "phases": list(&report.phases, |phase| json!({
            "phase": phase.name, "seconds": phase.seconds, "peak_bytes": phase.peak_bytes,
        })),
    });
    if let Some(found) = &report.quality {
        document["quality"] = quality(report, found);
    }
    document
}

fn list<T>(items: &[T], each: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(each).collect())
}

fn model(report: &Report) -> Value {
    json!({
        "prior": report.prior,
        "rounds": report.rounds,
        "levels": list(&report.levels, |level| json!({
            "comparison": level.comparison,
            "level": level.level,
            "age": level.age,
            "m": level.m,
            "u": level.u,
            "u_at_home": level.u_at_home,
            "weight": level.weight,
            "weight_at_home": level.weight_at_home,
        })),
    })
}

fn noted(cluster: &Noted) -> Value {
    let mut document = json!({
        "person_id": cluster.person_id,
        "records": cluster.records,
        "weakest_bridge": cluster.weakest_bridge,
    });
    if let Some((pair, words)) = &cluster.bridge {
        document["bridge"] = json!({ "pair": pair, "words": words });
    }
    document
}

fn unlinkable(report: &Report) -> Value {
    let unlinkable = &report.unlinkable;
    json!({
        "records_looked_at": unlinkable.all.whole,
        "below_join": share(unlinkable.all),
        "by_what_is_missing": list(&unlinkable.by_lack, |row| json!({
            "missing": row.0, "below_join": share(row.1),
        })),
        "by_threshold": list(&unlinkable.by_threshold, |row| json!({
            "threshold": row.0, "below": share(row.1),
        })),
    })
}

fn quality(report: &Report, quality: &Quality) -> Value {
    let joined = &quality.joined;
    let best = |(threshold, f1): (f64, f64)| json!({ "threshold": threshold, "f1": f1 });
    json!({
        "true_pairs": quality.true_pairs,
        "blocking_recall": share(quality.blocking_recall),
        "at_default": {
            "threshold": report.join,
            "clusters": counts(&joined.pairs),
            "pairs": counts(&quality.curve[quality.own].edges),
            "impure_clusters": joined.mixed_clusters,
            "twin_pairs_joined": share(joined.twins),
            "household_pairs_joined": share(joined.household),
        },
        "best_f1": {
            "clusters": best(quality.best_clusters),
            "pairs": best(quality.best_pairs),
            "pairs_by_weight_alone": best(quality.best_by_weight),
        },
        "by_source": list(&quality.by_source, |row| json!({
            "source": row.0, "clusters": counts(&row.1),
        })),
        "by_group": list(&quality.by_group.groups, |of| json!({
            "by": of.by, "group": of.group, "people": of.people, "recall": share(of.recall),
            "points_from_overall": of.points, "is_warned": of.is_warned(),
        })),
        "by_threshold": list(&quality.curve, at_threshold),
    })
}

fn at_threshold(at: &AtThreshold) -> Value {
    json!({
        "threshold": at.threshold,
        "pairs": counts(&at.edges),
        "clusters": counts(&at.clusters),
    })
}

fn counts(counts: &PairCounts) -> Value {
    json!({
        "right": counts.right,
        "wrong": counts.wrong,
        "missed": counts.missed,
        "precision": share(counts.precision()),
        "recall": share(counts.recall()),
        "f1": counts.f1(),
    })
}

fn share(share: Share) -> Value {
    let (low, high) = share.interval();
    json!({
        "part": share.part,
        "whole": share.whole,
        "value": share.value(),
        "low": low,
        "high": high,
    })
}
