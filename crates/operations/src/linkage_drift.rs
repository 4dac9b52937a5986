//! What moved between two link runs further than it should, each in a sentence that says where to
//! look.
//!
//! Invariant: a warning names sources, rules and levels, and never a record or a person; the same
//! two runs always give the same warnings in the same order.

use crate::linkage_moves::{
    ALONE_POINTS, ALONE_TIMES, IDENTITIES_PART, LARGE_POINTS, M_WARNED, PRIOR, RECORDS_PART,
    SKIPPED_POINTS, TOO_LITTLE_POINTS, WAITING_MOST, WAITING_RISE, WAITING_TIMES, moved_levels,
};
use crate::run_figures::{RuleFigures, RunFigures, SourceFigures, share};
use crate::see_linkage::{LinkRun, in_hundred, in_thousand};

/// Something that moved, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriftWarning {
    /// What kind, for programs.
    pub code: &'static str,
    /// What moved and where to look.
    pub words: String,
}

/// Everything that moved beyond its limit; without a run before, what is beyond it by itself.
pub(crate) fn warnings(
    now: &LinkRun,
    before: Option<&LinkRun>,
    name: &dyn Fn(&str) -> String,
) -> Vec<DriftWarning> {
    let mut found = Vec::new();
    if let (Some(figures), Some(Some(old))) = (&now.figures, before.map(|run| &run.figures)) {
        for source in &figures.sources {
            let of_before = old.sources.iter().find(|one| one.source == source.source);
            of_source(source, of_before, &name(&source.source), &mut found);
        }
        found.extend(gone(figures, old, name));
    }
    found.extend(waiting(now, before));
    found.extend(before.and_then(|before| identities(now, before)));
    if let (Some(figures), Some(Some(old))) = (&now.figures, before.map(|run| &run.figures)) {
        found.extend(large(figures, old));
        found.extend(learnt(figures, old));
        found.extend(settings(figures, old));
    }
    found.extend(before.map(|before| rules(now, before)).unwrap_or_default());
    found.extend(now.figures.as_ref().and_then(unsettled));
    found
}

fn warn(code: &'static str, words: String) -> DriftWarning {
    DriftWarning { code, words }
}

fn of_source(
    now: &SourceFigures,
    before: Option<&SourceFigures>,
    name: &str,
    found: &mut Vec<DriftWarning>,
) {
    let Some(before) = before else {
        let words = format!(
            "{name} is new in this run. Other figures may have moved for that reason alone."
        );
        found.push(warn("source_new", words));
        return;
    };
    found.extend(records(now, before, name));
    found.extend(alone(now, before, name));
    let (little, was) = (now.share_too_little(), before.share_too_little());
    if little - was >= TOO_LITTLE_POINTS {
        let words = format!(
            "More records of {name} say too little to be joined with anything: {} of every 100, \
             and {} in the run before. Look for columns that came empty in its last load.",
            in_hundred(little),
            in_hundred(was)
        );
        found.push(warn("too_little_rose", words));
    }
}

fn records(now: &SourceFigures, before: &SourceFigures, name: &str) -> Option<DriftWarning> {
    let change = share(now.records.abs_diff(before.records), before.records);
    if change < RECORDS_PART {
        return None;
    }
    let (code, how, question) = if now.records < before.records {
        ("records_fell", "fewer", "is its last load whole?")
    } else {
        ("records_rose", "more", "was something loaded twice?")
    };
    let words = format!(
        "{name} has {} of every 100 records {how} than in the run before ({} after {}): {question}",
        in_hundred(change),
        now.records,
        before.records
    );
    Some(warn(code, words))
}

fn alone(now: &SourceFigures, before: &SourceFigures, name: &str) -> Option<DriftWarning> {
    let (share, was) = (now.share_alone(), before.share_alone());
    if share - was < ALONE_POINTS || share < was * ALONE_TIMES {
        return None;
    }
    let what = if before.alone == 0 {
        format!("Records of {name} stand alone, and none did in the run before")
    } else {
        let times = times(share / was);
        format!("{times} as many records of {name} stand alone as in the run before")
    };
    let words = format!(
        "{what} ({} of every 100, after {}): look at the last load of {name}.",
        in_hundred(share),
        in_hundred(was)
    );
    Some(warn("alone_rose", words))
}

/// A factor at the beginning of a sentence.
fn times(factor: f64) -> String {
    match factor {
        factor if (1.9..2.1).contains(&factor) => "Twice".to_owned(),
        factor if (2.9..3.1).contains(&factor) => "Three times".to_owned(),
        factor => format!("{factor:.1} times"),
    }
}

fn gone<'a>(
    now: &'a RunFigures,
    before: &'a RunFigures,
    name: &'a dyn Fn(&str) -> String,
) -> impl Iterator<Item = DriftWarning> + 'a {
    let is_gone = |old: &&SourceFigures| !now.sources.iter().any(|one| one.source == old.source);
    before.sources.iter().filter(is_gone).map(|old| {
        let words = format!(
            "No record of {} was linked, and {} in the run before: was its load withdrawn?",
            name(&old.source),
            old.records
        );
        warn("source_gone", words)
    })
}

fn waiting(now: &LinkRun, before: Option<&LinkRun>) -> Option<DriftWarning> {
    let each = share(now.possible, now.records);
    let was = before.map(|run| share(run.possible, run.records));
    if let Some(was) = was.filter(|was| each >= was * WAITING_TIMES && each - was >= WAITING_RISE) {
        let words = format!(
            "Many more pairs wait for review: {} for every 1,000 records, and {} in the run \
             before. See below what held them back.",
            in_thousand(each),
            in_thousand(was)
        );
        return Some(warn("waiting_rose", words));
    }
    (each > WAITING_MOST).then(|| {
        let words = format!(
            "{} pairs for every 1,000 records wait for review: more than a records desk can be \
             asked. See below what held them back.",
            in_thousand(each)
        );
        warn("waiting_many", words)
    })
}

fn identities(now: &LinkRun, before: &LinkRun) -> Option<DriftWarning> {
    let part = share(now.merged + now.split, before.people);
    (part > IDENTITIES_PART).then(|| {
        let words = format!(
            "{} people were merged and {} split: {} of every 100 people of the run before. Publish \
             only when you know why.",
            now.merged,
            now.split,
            in_hundred(part)
        );
        warn("identities_moved", words)
    })
}

fn large(now: &RunFigures, before: &RunFigures) -> Option<DriftWarning> {
    let of = |figures: &RunFigures| share(figures.sizes[4], figures.sizes.iter().sum());
    let (large, was) = (of(now), of(before));
    (large - was >= LARGE_POINTS).then(|| {
        let words = format!(
            "More people have five records and more: {} of every 100, and {} in the run before. \
             Look whether a source was loaded twice, or holds a number that many people share.",
            in_hundred(large),
            in_hundred(was)
        );
        warn("large_people_rose", words)
    })
}

fn learnt(now: &RunFigures, before: &RunFigures) -> Vec<DriftWarning> {
    let mut found = Vec::new();
    let moved = moved_levels(now, before);
    let warned = moved.iter().filter(|one| one.change().abs() >= M_WARNED);
    let others = warned.clone().skip(1).count();
    for level in warned.take(1) {
        let of_whom = if level.now.is_of_children() {
            "children"
        } else {
            "adults"
        };
        let others = match others {
            0 => String::new(),
            1 => " One more level moved as well; the table of levels has it.".to_owned(),
            _ => format!(" {others} more levels moved as well; the table of levels has them."),
        };
        let words = format!(
            "{} of {of_whom}, “{}”: seen in {} of every 100 pairs of one person, and {} in the run \
             before. Look how the sources write it now.{others}",
            level.now.comparison,
            level.now.words,
            in_hundred(level.now.m),
            in_hundred(level.m_before)
        );
        found.push(warn("level_moved", words));
    }
    let by = now.prior - before.prior;
    if by.abs() >= PRIOR {
        let words = format!(
            "The prior moved by {by:+.1}, to {:.1}: the records overlap more or less than they did. \
             Look which source is new, gone, or much larger.",
            now.prior
        );
        found.push(warn("prior_moved", words));
    }
    found
}

fn settings(now: &RunFigures, before: &RunFigures) -> Vec<DriftWarning> {
    let mut found = Vec::new();
    if (now.join_from, now.ask_from) != (before.join_from, before.ask_from) {
        let words = "The thresholds are not those of the run before: the two runs are not to be \
                     compared figure by figure.";
        found.push(warn("thresholds_changed", words.to_owned()));
    }
    let (is, was) = (now.households_in_words(), before.households_in_words());
    if is != was {
        let words = format!(
            "Households in the records: {is}. In the run before: {was}. Look whether addresses \
             came as they used to."
        );
        found.push(warn("households_changed", words));
    }
    found
}

fn rules(now: &LinkRun, before: &LinkRun) -> Vec<DriftWarning> {
    let skipped = |rule: &RuleFigures| share(rule.skipped, rule.pairs + rule.skipped);
    let moved = now.rules.iter().filter_map(|rule| {
        let old = before.rules.iter().find(|old| old.rule == rule.rule)?;
        let (is, was) = (skipped(rule), skipped(old));
        let words = format!(
            "The rule “{}” passed over {} of every 100 of its pairs, and {} in the run before: one \
             value has become very common. Look for a placeholder in the last loads.",
            rule.rule,
            in_hundred(is),
            in_hundred(was)
        );
        (is - was >= SKIPPED_POINTS).then(|| warn("rule_skips_more", words))
    });
    moved.collect()
}

fn unsettled(now: &RunFigures) -> Option<DriftWarning> {
    (now.rounds > 0 && now.rounds >= now.most_rounds).then(|| {
        let words = format!(
            "The weights had not settled after {} rounds of learning: read them with care.",
            now.rounds
        );
        warn("not_settled", words)
    })
}

#[cfg(test)]
#[path = "linkage_drift_tests.rs"]
mod tests;
