//! `kith audit`: signs the audit, hands it to a witness, writes a copy. The check is in
//! `audit_verify`.

use crate::audit_arguments::{AuditArguments, AuditCommand, CheckpointArguments, RequestArguments};
use crate::audit_files::{self, AuditFiles, write_whole};
use crate::clock;
use crate::commands::audit_verify;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use audit::{KeyKind, SignedCheckpoint};
use operations::Kith;
use serde_json::json;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(crate) async fn run(
    folder: &CouncilFolder,
    audit: &AuditArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    match &audit.command {
        AuditCommand::Verify(verify) => audit_verify::run(folder, verify, output).await,
        AuditCommand::Checkpoint(words) => checkpoint(folder, words, output).await,
        AuditCommand::Request(words) => request(folder, words, output).await,
        AuditCommand::Keep { file } => keep(folder, file, output).await,
        AuditCommand::Export { to } => export(folder, to, output).await,
    }
}

/// Signs the audit as it is now, and keeps the checkpoint outside the database too.
pub(crate) async fn sign(kith: &Kith, files: &AuditFiles) -> anyhow::Result<SignedCheckpoint> {
    let (key, last) = (files.key()?, files.last()?);
    let signed = kith
        .checkpoint_audit(&key, last.as_ref(), clock::now())
        .await?;
    files.keep_last(&signed)?;
    Ok(signed)
}

async fn checkpoint(
    folder: &CouncilFolder,
    words: &CheckpointArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let signed = sign(&kith, &folder.audit_files()?).await?;
    if let Some(path) = &words.to {
        write_whole(path, &signed.to_text())?;
    }
    let checkpoint = signed.checkpoint();
    output.say(&format!(
        "Signed: {} entries, root {}, {}.",
        checkpoint.size, checkpoint.root, checkpoint.at
    ));
    output.document(&json!({
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.to_string(),
        "at": checkpoint.at.to_string(),
        "checkpoint": signed.to_text(),
    }))?;
    kith.store().clone().close().await;
    Ok(Finished::Done)
}

async fn request(
    folder: &CouncilFolder,
    words: &RequestArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    sign(&kith, &folder.audit_files()?).await?;
    let since = match (words.since, &words.witness_key) {
        (Some(since), _) => since,
        (None, Some(path)) => {
            let witness = audit_files::verifier_key(path, KeyKind::Witness)?;
            kith.cosigned_by(&witness).await?
        }
        (None, None) => 0,
    };
    let request = kith.witness_request(since).await?;
    write_whole(&words.to, &request.to_text())?;
    let size = request.checkpoint.checkpoint().size;
    let path = words.to.display();
    output.say(&format!(
        "{path}: {size} entries, with the proof that they only add to the first {since}. It names nobody."
    ));
    output.say("Give it to the witness: kith witness cosign FILE --to COSIGNED");
    output.document(&json!({ "since": since, "size": size }))?;
    Ok(Finished::Done)
}

async fn keep(folder: &CouncilFolder, file: &Path, output: &Output) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let cosigned = audit_files::checkpoint(file)?;
    let new = kith.keep_cosigned(&cosigned, clock::now()).await?;
    let size = cosigned.checkpoint().size;
    output.say(&format!(
        "{new} new signatures are kept under the checkpoint over {size} entries."
    ));
    output.document(&json!({ "size": size, "new_signatures": new }))?;
    kith.store().clone().close().await;
    Ok(Finished::Done)
}

async fn export(folder: &CouncilFolder, to: &Path, output: &Output) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let files = folder.audit_files()?;
    let (key, last) = (files.key()?, files.last()?);
    let made = std::fs::File::create(to);
    let made = made.with_context(|| format!("{} could not be written", to.display()))?;
    let mut file = BufWriter::new(made);
    let take = |line: &audit::ExportLine| writeln!(file, "{}", line.to_text());
    let asked = (clock::now(), "audit-export");
    let signed = kith.export_audit(&key, last.as_ref(), asked, take).await?;
    file.into_inner()?.sync_all()?;
    files.keep_last(&signed)?;
    let size = signed.checkpoint().size;
    output.say(&format!(
        "{}: {size} entries. No person, case or search term is in it; workers' staff ids are.",
        to.display()
    ));
    output.document(&json!({ "size": size, "log_key": key.verifier().to_string() }))?;
    kith.store().clone().close().await;
    Ok(Finished::Done)
}
