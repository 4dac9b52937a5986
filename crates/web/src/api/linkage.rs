//! How the last link run went, beside the run before.

use axum::Json;
use operations::store::GenerationState;
use operations::{LevelFigures, LinkRun, LinkageView, MovedLevel, RunFigures, SourceFigures};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use crate::problem::{Problem, shown};
use crate::visit::SignedIn;

/// The last link run, the one before, and what moved.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkageBody {
    /// Nothing before anything was linked.
    last: Option<LinkRunBody>,
    before: Option<LinkRunBody>,
    /// What moved beyond its limit.
    warnings: Vec<DriftWarningBody>,
    /// Levels whose m moved by 0.05 or more, the furthest first.
    moved_levels: Vec<MovedLevelBody>,
    limits: Vec<DriftLimitBody>,
}

/// Something that moved.
#[derive(Serialize, ToSchema)]
pub(crate) struct DriftWarningBody {
    code: &'static str,
    words: String,
}

/// From when on a figure counts as having moved.
#[derive(Serialize, ToSchema)]
pub(crate) struct DriftLimitBody {
    figure: &'static str,
    warning_when: &'static str,
}

/// One link run.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkRunBody {
    generation: i64,
    /// When, in words.
    made_at: String,
    /// `built`, `current` or `past`.
    state: &'static str,
    records: u64,
    people: u64,
    people_founded: u64,
    people_merged: u64,
    people_split: u64,
    possible_matches: u64,
    pairs_compared: u64,
    blocking_rules: Vec<BlockingRuleBody>,
    /// Nothing where an earlier version made the run.
    figures: Option<RunFiguresBody>,
}

/// One blocking rule.
#[derive(Serialize, ToSchema)]
pub(crate) struct BlockingRuleBody {
    rule: String,
    pairs: u64,
    pairs_skipped: u64,
}

/// What was learnt and what came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunFiguresBody {
    /// In log2 odds.
    prior: f64,
    join_from: f64,
    ask_from: f64,
    households: &'static str,
    rounds: u32,
    most_rounds: u32,
    random_pairs: u64,
    joins_refused: u64,
    known_apart: u64,
    waiting: Vec<WaitingBody>,
    sources: Vec<LinkedSourceBody>,
    /// People with one record, two, three, four, five and more.
    people_by_records: [u64; 5],
    levels: Vec<LevelBody>,
}

/// Pairs that wait for review for one reason.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingBody {
    reason: String,
    words: &'static str,
    pairs: u64,
}

/// The records of one source.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkedSourceBody {
    source: String,
    name: String,
    records: u64,
    alone: u64,
    share_alone: f64,
    share_that_says_too_little: f64,
}

/// One level of one comparison.
#[derive(Serialize, ToSchema)]
pub(crate) struct LevelBody {
    /// `child` or `adult`.
    age: String,
    comparison: String,
    level: String,
    m: f64,
    u: f64,
    weight: f64,
    u_at_home: f64,
    weight_at_home: f64,
}

/// A level whose m moved.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovedLevelBody {
    now: LevelBody,
    m_before: f64,
    weight_before: f64,
}

/// The last link run beside the one before.
#[utoipa::path(
    get, path = "/api/v1/linkage", tag = "linkage",
    responses(
        (status = 200, description = "The last link run, the one before, what moved", body = LinkageBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
    )
)]
pub(crate) async fn show(who: SignedIn) -> Result<Json<LinkageBody>, Problem> {
    let answer = who
        .kith
        .see_linkage(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(Json(LinkageBody::new(&shown(answer)?)))
}

impl LinkageBody {
    pub(crate) fn new(view: &LinkageView) -> Self {
        let run = |run: &Option<LinkRun>| run.as_ref().map(|run| LinkRunBody::new(run, view));
        let warnings = view.warnings.iter().map(|warning| DriftWarningBody {
            code: warning.code,
            words: warning.words.clone(),
        });
        let limits = view.limits.iter().map(|limit| DriftLimitBody {
            figure: limit.figure,
            warning_when: limit.words,
        });
        Self {
            last: run(&view.last),
            before: run(&view.before),
            warnings: warnings.collect(),
            moved_levels: view.moved.iter().map(MovedLevelBody::new).collect(),
            limits: limits.collect(),
        }
    }
}

impl LinkRunBody {
    fn new(run: &LinkRun, view: &LinkageView) -> Self {
        let rules = run.rules.iter().map(|rule| BlockingRuleBody {
            rule: rule.rule.clone(),
            pairs: rule.pairs,
            pairs_skipped: rule.skipped,
        });
        let figures = run.figures.as_ref();
        Self {
            generation: run.generation,
            made_at: run.made_at.clone(),
            state: match run.state {
                GenerationState::Built => "built",
                GenerationState::Current => "current",
                GenerationState::Past => "past",
            },
            records: run.records,
            people: run.people,
            people_founded: run.founded,
            people_merged: run.merged,
            people_split: run.split,
            possible_matches: run.possible,
            pairs_compared: run.compared,
            blocking_rules: rules.collect(),
            figures: figures.map(|figures| RunFiguresBody::new(figures, view)),
        }
    }
}

impl RunFiguresBody {
    fn new(figures: &RunFigures, view: &LinkageView) -> Self {
        let waiting = figures.waiting.iter().map(|one| WaitingBody {
            reason: one.reason.clone(),
            words: one.in_words(),
            pairs: one.pairs,
        });
        let source = |source: &SourceFigures| LinkedSourceBody {
            source: source.source.clone(),
            name: view
                .source_names
                .get(&source.source)
                .unwrap_or(&source.source)
                .clone(),
            records: source.records,
            alone: source.alone,
            share_alone: source.share_alone(),
            share_that_says_too_little: source.share_too_little(),
        };
        Self {
            prior: figures.prior,
            join_from: figures.join_from,
            ask_from: figures.ask_from,
            households: figures.households_in_words(),
            rounds: figures.rounds,
            most_rounds: figures.most_rounds,
            random_pairs: figures.random_pairs,
            joins_refused: figures.joins_refused,
            known_apart: figures.known_apart,
            waiting: waiting.collect(),
            sources: figures.sources.iter().map(source).collect(),
            people_by_records: figures.sizes,
            levels: figures.levels.iter().map(LevelBody::new).collect(),
        }
    }
}

impl LevelBody {
    fn new(level: &LevelFigures) -> Self {
        Self {
            age: level.age.clone(),
            comparison: level.comparison.clone(),
            level: level.words.clone(),
            m: level.m,
            u: level.u,
            weight: level.weight,
            u_at_home: level.u_at_home,
            weight_at_home: level.weight_at_home,
        }
    }
}

impl MovedLevelBody {
    fn new(moved: &MovedLevel) -> Self {
        Self {
            now: LevelBody::new(&moved.now),
            m_before: moved.m_before,
            weight_before: moved.weight_before,
        }
    }
}
