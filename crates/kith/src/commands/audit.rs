//! `kith audit verify`: checks that no entry was altered or removed. Reads only.

use crate::arguments::{AuditArguments, AuditCommand};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use serde_json::json;

pub(crate) async fn run(
    folder: &CouncilFolder,
    audit: &AuditArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let AuditCommand::Verify = audit.command;
    let kith = folder.open().await?;
    let verification = kith.verify_audit().await?;
    for fault in &verification.faults {
        output.say(&fault.to_string());
    }
    let is_sound = verification.is_sound();
    output.say(&format!(
        "{} entries, {}",
        verification.entries,
        if is_sound {
            "each as it was written, none missing"
        } else {
            "and the log is not as it was written"
        }
    ));
    let faults: Vec<String> = verification
        .faults
        .iter()
        .map(ToString::to_string)
        .collect();
    let head = verification
        .head
        .map(|head| json!({ "seq": head.seq, "hash": head.hash.to_string() }));
    output.document(&json!({ "entries": verification.entries, "head": head, "sound": is_sound, "faults": faults }))?;
    Ok(if is_sound {
        Finished::Done
    } else {
        Finished::AnswerIsNo
    })
}
