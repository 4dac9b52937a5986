//! `kith papers`: the papers of information governance, drafted from what is in force.

use crate::arguments::PapersArguments;
use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use serde_json::json;

pub(crate) async fn run(
    folder: &CouncilFolder,
    papers: &PapersArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let made = kith.papers(clock::now().today());
    std::fs::create_dir_all(&papers.folder)
        .with_context(|| format!("{} could not be made", papers.folder.display()))?;
    let mut names = Vec::new();
    for paper in &made {
        for (ending, text) in [("md", paper.markdown.clone()), ("html", paper.html())] {
            let name = format!("{}.{ending}", paper.file_name);
            std::fs::write(papers.folder.join(&name), text)
                .with_context(|| format!("{name} could not be written"))?;
            names.push(name);
        }
        output.say(&format!("{}.md  {}", paper.file_name, paper.title));
    }
    let version = kith.rulebook().version();
    output.say(&format!(
        "{} drafts in {}, from the rules in force, version {version}. Each marks what only the council can fill in.",
        made.len(),
        papers.folder.display()
    ));
    output.document(&json!({ "version": version, "files": names }))?;
    Ok(Finished::Done)
}
