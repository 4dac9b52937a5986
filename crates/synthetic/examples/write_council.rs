//! Writes an invented council's extracts and truth files into a folder, and counts their rows.
//!
//! `cargo run --release -p synthetic --example write_council -- PEOPLE SEED FOLDER`
//! Invariant: one folder for each source, and `truth/` beside them.

use std::io::Write;
use std::path::Path;
use synthetic::{CouncilPlan, invent, observe_with_truth};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [people, seed, folder] = words.as_slice() else {
        return Err("give the number of people, a seed and a folder".into());
    };
    let plan = CouncilPlan {
        people: people.parse()?,
        seed: seed.parse()?,
        today: vocabulary::Date::constant(2026, 11, 23),
    };
    let (extracts, truth) = observe_with_truth(&invent(&plan));
    let mut out = std::io::stdout().lock();
    for file in extracts.iter().chain(&truth) {
        let folder = Path::new(folder).join(file.source);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(file.file_name), &file.bytes)?;
        let lines = file.bytes.iter().filter(|byte| **byte == b'\n').count();
        writeln!(out, "{}/{}: {} lines", file.source, file.file_name, lines)?;
    }
    Ok(())
}
