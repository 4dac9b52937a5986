//! One run over files of people: read, link, and keep what a file of clusters, a report and an
//! explanation need.
//!
//! Invariant: the same files and the same specification give the same clusters, whatever the
//! order of their rows.

use crate::clusters::write_clusters;
use crate::engine::{Engine, Linked, Wanted, thresholds};
use crate::people::{People, PeopleError, PeopleFiles};
use crate::report::{BridgeFacts, Phase, Report, WaterfallStep, members, waterfall};
use crate::spec::Spec;
use crate::whole_file::write_whole;
use linkage::Explanation;
use std::io;
use std::path::{Path, PathBuf};
use vocabulary::Date;

/// What a run is asked for.
#[derive(Debug, Clone, Copy)]
pub struct FileRun<'a> {
    /// The specification.
    pub spec: &'a Spec,
    /// The files.
    pub inputs: &'a [PathBuf],
    /// From this weight on records are joined, over the specification.
    pub join: Option<f64>,
    /// The day of the run: a year of two digits is the latest that is not after it.
    pub today: Date,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// So many records have been read.
    Reading(u64),
    /// The engine is at work.
    Linking(linkage::Progress),
}

/// Seconds since the run began, and the most memory held so far, where the system tells.
pub type Gauge<'a> = &'a dyn Fn() -> (f64, Option<u64>);

/// Files of people, linked.
pub struct LinkedFile {
    people: People,
    engine: Engine,
    linked: Linked,
    warnings: Vec<String>,
    phases: Vec<Phase>,
}

/// Why a pair of records cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// No record has the id.
    #[error("no record has the id given as {which}; write it as the file has it, or as SOURCE:ID")]
    NotFound {
        /// Which of the two: "the first" or "the second".
        which: &'static str,
    },
    /// Records of several sources have the id.
    #[error("records of several sources have the id given as {which}; write it as SOURCE:ID")]
    Several {
        /// Which of the two: "the first" or "the second".
        which: &'static str,
    },
}

/// Why two records of a file are or are not one person.
#[derive(Debug)]
pub struct PairExplained {
    /// The engine's own explanation.
    pub explanation: Explanation,
    /// Whether the run has put them together.
    pub is_one_person: bool,
    /// From this weight on records are joined.
    pub join: f64,
    /// Where the cluster of the first record hangs together by least, if of more than two records.
    pub bridge: Option<ClusterBridge>,
}

/// The weakest bridge of a cluster.
#[derive(Debug)]
pub struct ClusterBridge {
    /// The bridge and what would part it, as a sentence.
    pub words: String,
    /// The ids of the two records that hold the two sides together.
    pub pair: [String; 2],
}

/// Reads the files and links them.
///
/// # Errors
/// When a file cannot be used; the message says what to change.
pub fn link_files(
    run: &FileRun<'_>,
    gauge: Gauge<'_>,
    progress: &mut dyn FnMut(Stage),
) -> Result<LinkedFile, PeopleError> {
    let mut phases = Phases::new(gauge);
    let mut files = PeopleFiles::open(run.spec, run.inputs, run.today)?;
    let mut warnings = std::mem::take(&mut files.warnings);
    warnings.extend(too_many_columns(&files));
    let mut engine = Engine::new(&files.others);
    let people = files.read(&mut |row| engine.push(row), &mut |records| {
        progress(Stage::Reading(records))
    })?;
    if people.is_prefixed {
        warnings.push(
            "some ids stand in more than one source; every id is written as SOURCE:ID".to_owned(),
        );
    }
    phases.end("Reading");
    let wanted = Wanted {
        mode: people.mode,
        thresholds: thresholds(run.spec, run.join),
        keeps_all: people.truth.is_known(),
    };
    let linked = engine.link(&wanted, &mut |step| progress(Stage::Linking(step)));
    phases.end("Linking");
    Ok(LinkedFile {
        people,
        engine,
        linked,
        warnings,
        phases: phases.done,
    })
}

fn too_many_columns(files: &PeopleFiles<'_>) -> Option<String> {
    let left_out = files.others.get(Engine::MOST_OTHERS)?;
    Some(format!(
        "column `{}` is not compared: {} further columns are the most",
        left_out.name,
        Engine::MOST_OTHERS
    ))
}

impl LinkedFile {
    /// Writes the file of clusters, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written; what was there before stays.
    pub fn write_clusters(&mut self, path: &Path, gauge: Gauge<'_>) -> io::Result<()> {
        let mut phases = Phases::new(gauge);
        write_clusters(path, &self.people, &self.linked.outcome)?;
        phases.end("Writing clusters");
        self.phases.append(&mut phases.done);
        Ok(())
    }

    /// The run in one line.
    #[must_use]
    pub fn report_line(&self) -> String {
        let findings = self.people.findings.total();
        let passed_over: u64 = self.people.files.iter().map(|f| f.rows - f.rows_kept).sum();
        let mut line = format!(
            "{} records are {} people; {} pairs wait for a person",
            self.people.len(),
            self.linked.outcome.people(),
            self.linked.outcome.possible.len()
        );
        if findings > 0 {
            line.push_str(&format!(
                "; {findings} findings, {passed_over} rows passed over"
            ));
        }
        line
    }

    /// What somebody should know beside the counts.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The report. Held against the truth, where the files have one.
    #[must_use]
    pub fn report(&self) -> Report {
        Report::new(
            &self.people,
            &self.linked.outcome,
            &self.warnings,
            self.phases.clone(),
            &|places| self.bridge_of(places),
        )
    }

    /// Ids that are written with an apostrophe before them, because a spreadsheet would run them.
    #[must_use]
    pub fn marked_ids(&self) -> u64 {
        let places = 0..u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let is_marked = |place: &u32| {
            let name = self.people.name_of(*place);
            crate::clusters::is_run_by_spreadsheets(&name) || name.starts_with('\'')
        };
        places.filter(is_marked).count() as u64
    }

    /// Why two records are or are not one person, by their ids.
    ///
    /// # Errors
    /// When an id names no record, or several.
    pub fn explain(&self, a: &str, b: &str) -> Result<PairExplained, ExplainError> {
        let first = self.place(a, "the first")?;
        let second = self.place(b, "the second")?;
        let outcome = &self.linked.outcome;
        let explained = self.engine.explain(&self.linked.model, first, second);
        let explanation = explained.ok_or(ExplainError::NotFound { which: "the first" })?;
        let cluster = outcome.cluster_of[first as usize];
        let of_first = members(outcome, &[cluster]).remove(&cluster);
        let bridge = of_first.and_then(|places| self.bridge_of(&places));
        Ok(PairExplained {
            explanation,
            is_one_person: outcome.cluster_of[first as usize]
                == outcome.cluster_of[second as usize],
            join: outcome.model.join,
            bridge: bridge.map(|bridge| ClusterBridge {
                words: bridge.words,
                pair: bridge.pair.map(|place| self.people.name_of(place)),
            }),
        })
    }

    fn bridge_of(&self, places: &[u32]) -> Option<BridgeFacts> {
        let bridge = self.engine.bridge(&self.linked.model, places)?;
        Some(BridgeFacts {
            pair: bridge.pair,
            weight: bridge.weight,
            words: bridge.words,
        })
    }

    fn place(&self, name: &str, which: &'static str) -> Result<u32, ExplainError> {
        match self.people.places_named(name).as_slice() {
            [place] => Ok(*place),
            [] => Err(ExplainError::NotFound { which }),
            _ => Err(ExplainError::Several { which }),
        }
    }
}

impl PairExplained {
    /// The explanation as a waterfall, in SVG.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let steps: Vec<WaterfallStep> = self
            .explanation
            .steps
            .iter()
            .map(|step| WaterfallStep {
                words: step.words.clone(),
                weight: step.weight,
            })
            .collect();
        let explanation = &self.explanation;
        waterfall(explanation.prior, &steps, explanation.total, self.join)
    }
}

impl Report {
    /// Writes the report: JSON to the path.
    ///
    /// # Errors
    /// When it cannot be written; what was there before stays.
    pub fn write_json(&self, path: &Path) -> io::Result<()> {
        write_whole(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &self.to_json())?;
            out.write_all(b"\n")
        })
    }

    /// Writes the report as a page.
    ///
    /// # Errors
    /// When it cannot be written; what was there before stays.
    pub fn write_html(&self, path: &Path) -> io::Result<()> {
        write_whole(path, |out| out.write_all(self.to_html().as_bytes()))
    }
}

/// The parts of the work and how long each took.
struct Phases<'a> {
    gauge: Gauge<'a>,
    since: f64,
    done: Vec<Phase>,
}

impl<'a> Phases<'a> {
    fn new(gauge: Gauge<'a>) -> Self {
        Self {
            gauge,
            since: gauge().0,
            done: Vec::new(),
        }
    }

    fn end(&mut self, name: &str) {
        let (now, peak_bytes) = (self.gauge)();
        self.done.push(Phase {
            name: name.to_owned(),
            seconds: now - self.since,
            peak_bytes,
        });
        self.since = now;
    }
}
