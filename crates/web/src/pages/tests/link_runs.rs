//! Two invented link runs: of the second a source has lost its birth dates.

use std::collections::BTreeMap;

use askama::Template;
use operations::store::GenerationState;
use operations::{
    DriftLimit, DriftWarning, LevelFigures, LinkRun, LinkageView, MovedLevel, RuleFigures,
    RunFigures, SourceFigures, WaitingFigures,
};

use super::sample::frame;
use crate::pages::linkage_runs::LinkageRunsPage;

fn level(age: &str, words: &str, m: f64, weight: f64) -> LevelFigures {
    LevelFigures {
        age: age.to_owned(),
        comparison: "Birth date".to_owned(),
        words: words.to_owned(),
        m,
        u: 0.000_2,
        u_at_home: 0.01,
        weight,
        weight_at_home: weight / 2.0,
    }
}

fn source(id: &str, records: u64, alone: u64) -> SourceFigures {
    SourceFigures {
        source: id.to_owned(),
        records,
        alone,
        weighed: records,
        too_little: 12,
    }
}

fn figures(alone: u64, m: f64) -> RunFigures {
    let levels = ["child", "adult"].into_iter().flat_map(|age| {
        [
            level(age, "the same", m, 12.1),
            level(age, "different", 0.01, -6.4),
        ]
    });
    RunFigures {
        form: 1,
        prior: -12.4,
        join_from: 4.0,
        ask_from: 1.0,
        households: "seen".to_owned(),
        rounds: 14,
        most_rounds: 25,
        random_pairs: 300_000,
        joins_refused: 3,
        known_apart: 17,
        held_back: Default::default(),
        waiting: vec![
            WaitingFigures {
                reason: "may_be_twin".to_owned(),
                pairs: 18,
            },
            WaitingFigures {
                reason: "weight".to_owned(),
                pairs: 9,
            },
        ],
        sources: vec![source("housing", 1200, alone), source("police", 700, 210)],
        sizes: [400, 300, 150, 60, 20],
        levels: levels.collect(),
    }
}

fn run(generation: i64, state: GenerationState, figures: Option<RunFigures>) -> LinkRun {
    LinkRun {
        generation,
        made_at: "23 November 2026, 10:00".to_owned(),
        state,
        records: 1900,
        people: 930,
        founded: 4,
        merged: 2,
        split: 1,
        possible: 27,
        compared: 12_345,
        rules: vec![RuleFigures {
            rule: "family name and birth date".to_owned(),
            pairs: 1500,
            skipped: 40,
        }],
        figures,
    }
}

static LIMITS: [DriftLimit; 1] = [DriftLimit {
    figure: "Prior",
    words: "moved by 1 or more",
}];

fn view(last: Option<LinkRun>, before: Option<LinkRun>) -> LinkageView {
    let names = [("housing", "Council homes"), ("police", "Police")];
    let names = names.map(|(id, name)| (id.to_owned(), name.to_owned()));
    LinkageView {
        last,
        before,
        warnings: Vec::new(),
        moved: Vec::new(),
        limits: &LIMITS,
        source_names: BTreeMap::from(names),
    }
}

/// Two runs with drift between them.
pub(super) fn with_drift() -> LinkageView {
    let last = run(8, GenerationState::Built, Some(figures(288, 0.81)));
    let before = run(7, GenerationState::Current, Some(figures(144, 0.95)));
    let words = "Twice as many records of Council homes stand alone as in the run before (24.0 of \
                 every 100, after 12.0): look at the last load of Council homes.";
    LinkageView {
        warnings: vec![DriftWarning {
            code: "alone_rose",
            words: words.to_owned(),
        }],
        moved: vec![MovedLevel {
            now: level("child", "the same", 0.81, 12.1),
            m_before: 0.95,
            weight_before: 12.3,
        }],
        ..view(Some(last), Some(before))
    }
}

/// One run, made by a version that kept less.
fn of_an_older_version() -> LinkageView {
    view(Some(run(1, GenerationState::Current, None)), None)
}

/// Nothing was linked.
fn nothing_linked() -> LinkageView {
    view(None, None)
}

fn page(view: &LinkageView) -> String {
    LinkageRunsPage::new(frame(), view).render().unwrap()
}

/// The page in its forms, each with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("link_runs", page(&with_drift())),
        ("link_runs_older", page(&of_an_older_version())),
        ("link_runs_none", page(&nothing_linked())),
    ]
}

#[test]
fn a_chart_says_nothing_that_its_table_does_not_and_is_told_in_words() {
    let html = page(&with_drift());
    assert_eq!(html.matches("<svg").count(), 2);
    for chart in html.split("<svg").skip(1) {
        let (chart, after) = chart.split_once("</svg>").unwrap();
        assert!(chart.contains("<title") && chart.contains("<desc"));
        let table = after.split("</table>").next().unwrap();
        assert_eq!(
            chart.matches("kith-chart__home").count(),
            table.matches("role=\"rowheader\"").count()
        );
    }
}
