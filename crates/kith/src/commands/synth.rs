//! `kith synth`: an invented council's extracts in the native formats of its sources, with the
//! truth about them in `truth/`.

use crate::arguments::SynthArguments;
use crate::clock;
use crate::output::{Finished, Output};
use anyhow::Context;
use serde_json::{Value, json};
use std::path::Path;
use synthetic::{Council, CouncilPlan, ExtractFile, invent, observe_with_truth};
use vocabulary::Date;

pub(crate) fn run(synth: &SynthArguments, output: &Output) -> anyhow::Result<Finished> {
    let today = synth.today.unwrap_or_else(|| clock::now().today());
    let (_, files) = write(synth.people, synth.seed, today, &synth.out, output)?;
    let documents: Vec<Value> = files
        .iter()
        .map(|file| json!({ "source": file.source, "file": file.file_name, "bytes": file.bytes.len() }))
        .collect();
    output.document(&json!({
        "people": synth.people,
        "seed": synth.seed,
        "today": today.to_string(),
        "folder": synth.out.display().to_string(),
        "files": documents,
    }))?;
    Ok(Finished::Done)
}

/// Invents a council and writes its extracts; gives the council and the files.
pub(crate) fn write(
    people: u32,
    seed: u64,
    today: Date,
    folder: &Path,
    output: &Output,
) -> anyhow::Result<(Council, Vec<ExtractFile>)> {
    let step = output.step("Inventing a council");
    let council = invent(&CouncilPlan {
        people,
        seed,
        today,
    });
    let (files, truth) = observe_with_truth(&council);
    write_files(folder, &files)?;
    write_files(folder, &truth)?;
    let words = format!(
        "{} people, {} files of {} sources",
        council.truth.people_count(),
        files.len(),
        sources(&files)
    );
    step.done(output, &words);
    Ok((council, files))
}

fn sources(files: &[ExtractFile]) -> usize {
    let names: std::collections::BTreeSet<&str> = files.iter().map(|file| file.source).collect();
    names.len()
}

fn write_files(folder: &Path, files: &[ExtractFile]) -> anyhow::Result<()> {
    for file in files {
        let folder = folder.join(file.source);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("{} could not be made", folder.display()))?;
        let path = folder.join(file.file_name);
        std::fs::write(&path, &file.bytes)
            .with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(())
}
