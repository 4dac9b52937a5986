//! `kith publish`: what was linked last becomes what pages show.

use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use serde_json::json;

pub(crate) async fn run(folder: &CouncilFolder, output: &Output) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    folder.keep_first_rules(&kith).await?;
    let number = kith.publish(clock::now()).await?;
    kith.store().clone().close().await;
    let finished = match number {
        Some(number) => {
            output.say(&format!("Published generation {number}."));
            Finished::Done
        }
        None => {
            output.say(
                "Nothing can be published: run kith link first, also after a load was withdrawn.",
            );
            Finished::AnswerIsNo
        }
    };
    output.document(&json!({ "generation": number }))?;
    Ok(finished)
}
