//! How the last link run went, beside the run before: for the analyst.
//!
//! Answer first: what moved and where to look; then the figures, each table with the run before.
//! INVARIANT: figures about groups of records only; nobody is named and nothing leads to anybody.

use askama::Template;
use operations::store::GenerationState;
use operations::{DriftLimit, LinkRun, LinkageView, RunFigures, SourceFigures};

use super::linkage_weights::{WeightTable, moved_rows};
use super::{Shown, ok_page};
use crate::components::Html;
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/linkage_runs.html")]
pub(crate) struct LinkageRunsPage {
    frame: Frame,
    in_words: Vec<String>,
    is_linked: bool,
    has_before: bool,
    keeps_figures: bool,
    leads_to_answers: bool,
    warnings: Vec<String>,
    limits: &'static [DriftLimit],
    run: Vec<FigureRow>,
    waiting: Vec<FigureRow>,
    sources: Vec<SourceRow>,
    sizes: Vec<FigureRow>,
    rules: Vec<RuleRow>,
    weights: Vec<Html>,
    moved: Vec<MovedRow>,
}

/// A figure, the same of the run before, and the change.
struct FigureRow {
    words: String,
    now: String,
    before: String,
    change: String,
}

/// One source.
struct SourceRow {
    name: String,
    records: String,
    records_before: String,
    alone: String,
    alone_before: String,
    change: String,
    too_little: String,
}

/// One blocking rule.
struct RuleRow {
    words: String,
    pairs: String,
    pairs_before: String,
    skipped: String,
    skipped_before: String,
}

/// A level whose m moved.
pub(super) struct MovedRow {
    pub(super) level: String,
    pub(super) of_whom: &'static str,
    pub(super) m: String,
    pub(super) m_before: String,
    pub(super) change: String,
    pub(super) weight: String,
    pub(super) weight_before: String,
}

/// A figure in words, and how it is read from a run.
type Read<R, T> = (&'static str, fn(&R) -> T);

/// What stands where there is no figure.
const NONE: &str = "–";

/// `GET /linkage`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .see_linkage(&who.sitting, who.at, &who.request_id)
        .await?;
    let view = shown(answer)?;
    Ok(ok_page(&LinkageRunsPage::new(who.frame("/linkage"), &view)))
}

impl LinkageRunsPage {
    pub(super) fn new(frame: Frame, view: &LinkageView) -> Self {
        let (last, before) = (view.last.as_ref(), view.before.as_ref());
        let figures = last.and_then(|run| run.figures.as_ref());
        let old = before.and_then(|run| run.figures.as_ref());
        let levels = figures.map_or(&[][..], |figures| &figures.levels);
        let weights = [true, false].map(|children| WeightTable::new(levels, children));
        let mut pages = frame.navigation.iter();
        Self {
            leads_to_answers: pages.any(|page| page.href == "/review/figures"),
            frame,
            in_words: last.map(in_words).unwrap_or_default(),
            is_linked: last.is_some(),
            has_before: before.is_some(),
            keeps_figures: figures.is_some(),
            warnings: view.warnings.iter().map(|one| one.words.clone()).collect(),
            limits: view.limits,
            run: last.map_or_else(Vec::new, |run| run_rows(run, before)),
            waiting: figures.map_or_else(Vec::new, |now| waiting_rows(now, old)),
            sources: figures.map_or_else(Vec::new, |now| source_rows(now, old, view)),
            sizes: figures.map_or_else(Vec::new, |now| size_rows(now, old)),
            rules: last.map_or_else(Vec::new, |run| rule_rows(run, before)),
            weights: weights.iter().flatten().map(Html::of).collect(),
            moved: moved_rows(&view.moved),
        }
    }
}

fn in_words(run: &LinkRun) -> Vec<String> {
    let state = match run.state {
        GenerationState::Built => "It waits for publish: pages do not show it yet.",
        GenerationState::Current => "It is published: pages show it.",
        GenerationState::Past => "It was published and is past.",
    };
    vec![
        format!(
            "The last link run was on {} and made generation {}. {state}",
            run.made_at, run.generation
        ),
        format!(
            "{} records are {} people: {} are new, {} were merged into others, {} were split. {} \
             pairs wait for the records desk, and disclose nothing until it decides.",
            grouped(run.records),
            grouped(run.people),
            grouped(run.founded),
            grouped(run.merged),
            grouped(run.split),
            grouped(run.possible)
        ),
    ]
}

fn run_rows(now: &LinkRun, before: Option<&LinkRun>) -> Vec<FigureRow> {
    let counts: [Read<LinkRun, u64>; 7] = [
        ("Records", |run| run.records),
        ("People", |run| run.people),
        ("New people", |run| run.founded),
        ("People merged", |run| run.merged),
        ("People split", |run| run.split),
        ("Pairs that wait for review", |run| run.possible),
        ("Pairs compared", |run| run.compared),
    ];
    let row = |(words, of): Read<LinkRun, u64>| counted(words, of(now), before.map(of));
    let mut rows: Vec<FigureRow> = counts.into_iter().map(row).collect();
    if let Some(figures) = &now.figures {
        let old = before.and_then(|run| run.figures.as_ref());
        rows.extend(learning_rows(figures, old));
    }
    rows
}

fn learning_rows(now: &RunFigures, before: Option<&RunFigures>) -> Vec<FigureRow> {
    let weights: [Read<RunFigures, f64>; 3] = [
        ("Prior, in log2 odds", |run| run.prior),
        ("Joined from weight", |run| run.join_from),
        ("Asked from weight", |run| run.ask_from),
    ];
    let mut rows: Vec<FigureRow> = weights
        .into_iter()
        .map(|(words, of)| FigureRow {
            words: words.to_owned(),
            now: odds(of(now)),
            before: before.map_or_else(none, |old| odds(of(old))),
            change: before.map_or_else(none, |old| signed(of(now) - of(old), 1)),
        })
        .collect();
    let counts: [Read<RunFigures, u64>; 4] = [
        ("Rounds of learning", |run| u64::from(run.rounds)),
        ("Random pairs for chance", |run| run.random_pairs),
        ("Joins refused for a contradiction", |run| run.joins_refused),
        ("Pairs known apart by one source", |run| run.known_apart),
    ];
    let row = |(words, of): Read<RunFigures, u64>| counted(words, of(now), before.map(of));
    rows.extend(counts.into_iter().map(row));
    let (is, was) = (
        now.households_in_words(),
        before.map(RunFigures::households_in_words),
    );
    rows.push(FigureRow {
        words: "Households in the records".to_owned(),
        now: is.to_owned(),
        before: was.unwrap_or(NONE).to_owned(),
        change: was
            .map_or(NONE, |was| if was == is { "none" } else { "changed" })
            .to_owned(),
    });
    rows
}

fn waiting_rows(now: &RunFigures, before: Option<&RunFigures>) -> Vec<FigureRow> {
    let of = |run: &RunFigures, reason: &str| {
        let found = run.waiting.iter().find(|one| one.reason == reason);
        found.map_or(0, |one| one.pairs)
    };
    let old = before.map_or(&[][..], |old| &old.waiting);
    let is_gone = |one: &&operations::WaitingFigures| of(now, &one.reason) == 0;
    let reasons = now.waiting.iter().chain(old.iter().filter(is_gone));
    let row = |one: &operations::WaitingFigures| {
        let was = before.map(|old| of(old, &one.reason));
        counted(one.in_words(), of(now, &one.reason), was)
    };
    reasons.map(row).collect()
}

fn source_rows(
    now: &RunFigures,
    before: Option<&RunFigures>,
    view: &LinkageView,
) -> Vec<SourceRow> {
    let row = |source: &SourceFigures| {
        let old = before.and_then(|run| {
            let mut sources = run.sources.iter();
            sources.find(|one| one.source == source.source)
        });
        let name = view.source_names.get(&source.source);
        SourceRow {
            name: name.unwrap_or(&source.source).clone(),
            records: grouped(source.records),
            records_before: old.map_or_else(none, |old| grouped(old.records)),
            alone: format!(
                "{} ({})",
                grouped(source.alone),
                percent(source.share_alone())
            ),
            alone_before: old.map_or_else(none, |old| percent(old.share_alone())),
            change: old.map_or_else(none, |old| points(source.share_alone() - old.share_alone())),
            too_little: percent(source.share_too_little()),
        }
    };
    now.sources.iter().map(row).collect()
}

fn size_rows(now: &RunFigures, before: Option<&RunFigures>) -> Vec<FigureRow> {
    let words = [
        "1 record",
        "2 records",
        "3 records",
        "4 records",
        "5 records and more",
    ];
    let old = before.map(|old| old.sizes);
    let rows = words.into_iter().zip(now.sizes).enumerate();
    rows.map(|(at, (words, people))| counted(words, people, old.map(|old| old[at])))
        .collect()
}

fn rule_rows(now: &LinkRun, before: Option<&LinkRun>) -> Vec<RuleRow> {
    let row = |rule: &operations::RuleFigures| {
        let old = before.and_then(|run| run.rules.iter().find(|one| one.rule == rule.rule));
        RuleRow {
            words: rule.rule.clone(),
            pairs: grouped(rule.pairs),
            pairs_before: old.map_or_else(none, |old| grouped(old.pairs)),
            skipped: grouped(rule.skipped),
            skipped_before: old.map_or_else(none, |old| grouped(old.skipped)),
        }
    };
    now.rules.iter().map(row).collect()
}

fn counted(words: &str, now: u64, before: Option<u64>) -> FigureRow {
    let change = |was: u64| match now.cmp(&was) {
        std::cmp::Ordering::Less => format!("−{}", grouped(was - now)),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", grouped(now - was)),
    };
    FigureRow {
        words: words.to_owned(),
        now: grouped(now),
        before: before.map_or_else(none, grouped),
        change: before.map_or_else(none, change),
    }
}

fn none() -> String {
    NONE.to_owned()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn points(change: f64) -> String {
    format!("{} points", signed(change * 100.0, 1))
}

/// A figure with its sign; what rounds to nothing has none.
pub(super) fn signed(figure: f64, places: usize) -> String {
    let text = format!("{figure:+.places$}");
    let is_nothing = !text.contains(|letter: char| ('1'..='9').contains(&letter));
    if is_nothing {
        return text[1..].to_owned();
    }
    text.replace('-', "−")
}

/// A log2 of odds.
fn odds(figure: f64) -> String {
    format!("{figure:.1}").replace('-', "−")
}

/// A count with a comma at each thousand.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_off_by_commas() {
        let shown = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_change_says_its_direction() {
        let of = |now, before| counted("People", now, Some(before)).change;
        assert_eq!([of(5, 5), of(6, 5), of(5, 1006)], ["0", "+1", "−1,001"]);
        assert_eq!(counted("People", 5, None).before, "–");
        let shown = [0.04, -0.04, 1.25, -3.0].map(|figure| signed(figure, 1));
        assert_eq!(shown, ["0.0", "0.0", "+1.2", "−3.0"]);
    }
}
