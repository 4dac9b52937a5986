//! `kith init`: an empty council with settings, agreements and sources to start from.

use crate::council_files::new_council;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use serde_json::json;

pub(crate) fn run(folder: &CouncilFolder, output: &Output) -> anyhow::Result<Finished> {
    if folder.has_council() {
        output.say(&format!(
            "{} holds a council already; nothing was changed",
            folder.path().display()
        ));
        return Ok(Finished::AnswerIsNo);
    }
    folder.make("Our council", &new_council(), false)?;
    output.say(&format!("Made a council in {}.", folder.path().display()));
    output.say(
        "Next: set its name in kith.toml, read agreements/ with your information-governance lead,",
    );
    output.say("fit sources/ to your extracts, then: kith worker, kith load, kith link, kith publish, kith serve.");
    output.say("Every purpose reaches only people on the worker's own case until agreements/purposes.toml says otherwise.");
    output.say("audit-signing.key signs the audit: keep a copy of it in a safe, on paper; audit-log-key.txt is for the partner agencies that check it.");
    output.say("Until you take `invented = true` out of agreements/council.toml, no officer's approval is asked for; a council that can be reached from outside does not start with it.");
    output.document(&json!({ "folder": folder.path().display().to_string() }))?;
    Ok(Finished::Done)
}
