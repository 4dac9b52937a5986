//! What linking one file costs, stage by stage: wall seconds, processor seconds, and how many of
//! these the first thread took, which waits while others work side by side; the most memory.
//! Started by hand, never by a test; `bench/README.md` holds figures:
//!
//! `cargo run --release -p person-files --example speed_of_linkage -- FAMILIES.csv SPEC.toml [CLUSTERS.csv]`
//!
//! The truth columns of the specification are left out, so that a run is as it is where nobody
//! knows the truth. Linux only: time and memory are read from `/proc/self`.

use person_files::{FileRun, Spec, Stage, link_files};
use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use std::time::Instant;
use vocabulary::Date;

/// One stage: what it is, and the clocks when it began.
struct Began {
    stage: &'static str,
    wall: f64,
    processor: f64,
    alone: f64,
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let input = arguments.next().expect("a file of people");
    let spec = arguments.next().expect("a specification");
    let clusters = arguments.next();
    let text = read_to_string(&spec).expect("the specification can be read");
    let without_truth = text.split("[truth]").next().unwrap_or_default();
    let spec = Spec::parse("the specification", without_truth).expect("a specification");
    let mut stages: Vec<Began> = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "the clock is what is measured")]
    let start = Instant::now();
    let wall = || start.elapsed().as_secs_f64();
    let run = FileRun {
        spec: &spec,
        inputs: &[input],
        join: None,
        today: Date::constant(2026, 12, 1),
    };
    let mut enter = |stage| {
        if stages.last().is_none_or(|last: &Began| last.stage != stage) {
            stages.push(Began {
                stage,
                wall: wall(),
                processor: processor_seconds("/proc/self/stat"),
                alone: processor_seconds("/proc/thread-self/stat"),
            });
        }
    };
    enter("read");
    let gauge = || (wall(), None);
    let mut linked =
        link_files(&run, &gauge, &mut |stage| enter(name(stage))).expect("the file can be linked");
    enter("end");
    table(&stages, &linked.report_line());
    if let Some(path) = clusters {
        write(&mut linked, &path);
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading(_) => "read",
        Stage::Linking(linkage::Progress::MakingKeys(_)) => "keys and pairs",
        Stage::Linking(linkage::Progress::Comparing(_)) => "compare",
        Stage::Linking(linkage::Progress::Learning(_)) => "learn and weigh",
        Stage::Linking(linkage::Progress::Joining(_)) => "join",
    }
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
fn table(stages: &[Began], outcome: &str) {
    println!("| stage | wall seconds | processor seconds | of these alone |\n|---|---:|---:|---:|");
    for pair in stages.windows(2) {
        println!("{}", line(pair[0].stage, &pair[0], &pair[1]));
    }
    let linking = stages.iter().find(|one| one.stage == "keys and pairs");
    if let (Some(first), Some(last)) = (linking, stages.last()) {
        println!("{}", line("all but reading", first, last));
    }
    println!(
        "\n{outcome}; at most {} MiB",
        mebibytes_at_most().unwrap_or_default()
    );
}

fn line(what: &str, from: &Began, to: &Began) -> String {
    let (wall, processor) = (to.wall - from.wall, to.processor - from.processor);
    let alone = to.alone - from.alone;
    format!("| {what} | {wall:.2} | {processor:.2} | {alone:.2} |")
}

fn write(linked: &mut person_files::LinkedFile, path: &Path) {
    linked
        .write_clusters(path, &|| (0.0, None))
        .expect("the clusters can be written");
}

/// Linux counts processor time in hundredths of a second.
fn processor_seconds(stat: &str) -> f64 {
    let stat = read_to_string(stat).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = [11, 12]
        .iter()
        .filter_map(|at| fields.get(*at)?.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn mebibytes_at_most() -> Option<u64> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}
