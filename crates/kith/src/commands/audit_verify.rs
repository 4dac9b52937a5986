//! `kith audit verify`: checks that no entry was altered or removed, and that every decision comes
//! out the same again, in the council's database or in a copy. The database is opened for reading only.

use crate::audit_arguments::VerifyArguments;
use crate::audit_files;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use audit::{KeyKind, SignedCheckpoint, Trust, Verification, verify_export};
use operations::OldDecisions;
use serde_json::json;
use std::io::BufRead;
use std::path::Path;

pub(crate) async fn run(
    folder: &CouncilFolder,
    verify: &VerifyArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let mut trust = Trust::default();
    if let Some(path) = &verify.log_key {
        trust.log = Some(audit_files::verifier_key(path, KeyKind::Log)?);
    }
    if let Some(path) = &verify.witness_keys {
        trust.witnesses = audit_files::verifier_keys(path, KeyKind::Witness)?;
    }
    let kept = verify.from_checkpoint.iter();
    let mut kept: Vec<SignedCheckpoint> = kept
        .map(|path| audit_files::checkpoint(path))
        .collect::<anyhow::Result<_>>()?;
    let found = match &verify.export {
        Some(path) => copy(path, &trust, &kept, output)?,
        None => {
            let files = folder.audit_files()?;
            kept.extend(files.last()?);
            if trust.log.is_none() && files.has_key() {
                trust.log = Some(files.key()?.verifier().clone());
            }
            let kith = folder.open_read_only().await?;
            kith.prove_audit(&trust, &kept).await?
        }
    };
    report(&found, &trust, output)
}

/// Checks a copy, which needs no council.
pub(crate) fn copy(
    path: &Path,
    trust: &Trust,
    kept: &[SignedCheckpoint],
    output: &Output,
) -> anyhow::Result<Verification> {
    let unread = || format!("{} could not be read", path.display());
    let file = std::fs::File::open(path).with_context(unread)?;
    let mut failed = None;
    let lines = std::io::BufReader::new(file).lines();
    let lines = lines.map_while(|line| line.map_err(|error| failed = Some(error)).ok());
    let mut again = OldDecisions::default();
    let checked = verify_export(lines, trust, kept, Some(&mut again));
    if let Some(error) = failed {
        return Err(error).with_context(unread);
    }
    let checked = checked.with_context(|| path.display().to_string())?;
    if trust.log.is_none() {
        output.say(&format!(
            "The log's key is taken from the copy itself: {} {}. Compare it with the one that the council gave you.",
            checked.log.name(),
            checked.log.id_text()
        ));
    }
    if checked.sealed > 0 {
        output.say(&format!(
            "{} entries of the first form came without their text: their place is checked.",
            checked.sealed
        ));
    }
    Ok(checked.verification)
}

/// Says what was found; gives the exit code.
pub(crate) fn report(
    found: &Verification,
    trust: &Trust,
    output: &Output,
) -> anyhow::Result<Finished> {
    const MOST_FAULTS: usize = 20;
    for fault in found.faults.iter().take(MOST_FAULTS) {
        output.say(&fault.to_string());
    }
    if found.faults.len() > MOST_FAULTS {
        let more = found.faults.len() - MOST_FAULTS;
        output.say(&format!("and {more} more"));
    }
    let is_sound = found.is_sound();
    output.say(&format!(
        "{} entries, {}",
        found.entries,
        if is_sound {
            "each as it was written, none missing"
        } else {
            "and the log is not as it was written"
        }
    ));
    match found.first_bad() {
        Some(seq) if seq > found.signed_to => output.say(&format!(
            "First bad entry: {seq}. The entries up to {} fit a signed checkpoint.",
            found.signed_to
        )),
        Some(seq) => output.say(&format!("First bad entry: {seq}.")),
        None => say_signed(found, trust, output),
    }
    let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    let head = found
        .head
        .map(|head| json!({ "seq": head.seq, "hash": head.hash.to_string() }));
    output.document(&json!({
        "entries": found.entries,
        "head": head,
        "root": found.root.to_string(),
        "sound": is_sound,
        "first_bad": found.first_bad(),
        "signed_to": found.signed_to,
        "cosigned_to": found.cosigned_to,
        "in_the_clear": found.in_the_clear,
        "erased_parts": found.erased,
        "decided_again": found.decided_again,
        "not_decided_again": found.not_decided_again,
        "faults": faults,
    }))?;
    Ok(if is_sound {
        Finished::Done
    } else {
        Finished::AnswerIsNo
    })
}

fn say_signed(found: &Verification, trust: &Trust, output: &Output) {
    if found.signed_to > 0 {
        output.say(&format!(
            "A signed checkpoint covers {} of them.",
            found.signed_to
        ));
    } else {
        output.say("No checkpoint has been signed: kith audit checkpoint makes one.");
    }
    if !trust.witnesses.is_empty() {
        output.say(&format!(
            "A witness whose key you gave has cosigned {} of them.",
            found.cosigned_to
        ));
    }
    if found.decided_again > 0 {
        output.say(&format!(
            "{} decisions come out the same by the rules and on the facts of their time.",
            found.decided_again
        ));
    }
    if found.not_decided_again > 0 {
        output.say(&format!(
            "{} decisions are from before their facts were kept and cannot be made again.",
            found.not_decided_again
        ));
    }
    if found.erased > 0 {
        output.say(&format!(
            "{} parts were erased, each with a record of it.",
            found.erased
        ));
    }
}
