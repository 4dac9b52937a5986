//! `kith witness`: what a partner agency runs. It keeps the last checkpoint that it saw, and
//! refuses a log that became shorter or was rewritten.
//!
//! Invariant: what was seen is kept on disk before a cosignature leaves.

use crate::audit_arguments::{WitnessArguments, WitnessCommand};
use crate::audit_files::{self, checkpoint, write_secret, write_whole};
use crate::clock;
use crate::commands::audit_verify;
use crate::output::{Finished, Output};
use anyhow::{Context, bail};
use audit::{KeyKind, SignedCheckpoint, SigningKey, Trust, VerifierKey, WitnessRequest, judge};
use serde_json::json;
use std::path::{Path, PathBuf};

/// A witness's folder.
struct WitnessFolder {
    path: PathBuf,
}

pub(crate) fn run(witness: &WitnessArguments, output: &Output) -> anyhow::Result<Finished> {
    let folder = WitnessFolder {
        path: witness.folder.clone(),
    };
    match &witness.command {
        WitnessCommand::Init { name, log_key } => folder.init(name, log_key, output),
        WitnessCommand::Cosign { request, to } => folder.cosign(request, to, output),
        WitnessCommand::Verify { file } => folder.verify(file, output),
    }
}

impl WitnessFolder {
    fn init(&self, name: &str, log_key: &Path, output: &Output) -> anyhow::Result<Finished> {
        let log = audit_files::verifier_key(log_key, KeyKind::Log)?;
        let key = SigningKey::from_seed(name, KeyKind::Witness, &clock::secret()?)?;
        std::fs::create_dir_all(&self.path)
            .with_context(|| format!("{} could not be made", self.path.display()))?;
        write_secret(&self.secret_file(), &key.private_text())?;
        write_whole(&self.log_file(), &format!("{log}\n"))?;
        let public = self.path.join("witness-key.txt");
        write_whole(&public, &format!("{}\n", key.verifier()))?;
        output.say(&format!("Made a witness in {}.", self.path.display()));
        output.say(&format!(
            "Watching the log {}, key {}: compare the eight digits with the council on the telephone.",
            log.name(),
            log.id_text()
        ));
        output.say(&format!("Give {} to the council.", public.display()));
        output.document(&json!({ "witness_key": key.verifier().to_string() }))?;
        Ok(Finished::Done)
    }

    fn cosign(&self, request: &Path, to: &Path, output: &Output) -> anyhow::Result<Finished> {
        let asked = WitnessRequest::parse(&audit_files::text(request)?)
            .with_context(|| request.display().to_string())?;
        let seen = self.seen()?;
        if !self.agrees(seen.as_ref(), &asked, output)? {
            return Ok(Finished::AnswerIsNo);
        }
        let mut cosigned = asked.checkpoint;
        let key = audit_files::signing_key(&self.secret_file(), KeyKind::Witness)?;
        cosigned.cosign(&key, clock::now().timestamp())?;
        write_whole(&self.seen_file(), &cosigned.to_text())?;
        write_whole(to, &cosigned.to_text())?;
        let size = cosigned.checkpoint().size;
        let before = seen.map_or(0, |seen| seen.checkpoint().size);
        output.say(&format!(
            "Cosigned: {size} entries, which begin with the {before} that you had cosigned."
        ));
        output.say(&format!("Give {} back to the council.", to.display()));
        output.document(&json!({ "cosigned": size, "before": before }))?;
        Ok(Finished::Done)
    }

    fn verify(&self, file: &Path, output: &Output) -> anyhow::Result<Finished> {
        let seen = self.seen()?;
        if let Ok(asked) = WitnessRequest::parse(&audit_files::text(file)?) {
            return Ok(if self.agrees(seen.as_ref(), &asked, output)? {
                output.say("This log begins with what you cosigned last. Nothing was cosigned.");
                Finished::Done
            } else {
                Finished::AnswerIsNo
            });
        }
        let trust = Trust {
            log: Some(self.log()?),
            witnesses: vec![self.own_key()?],
        };
        let kept: Vec<SignedCheckpoint> = seen.into_iter().collect();
        let found = audit_verify::copy(file, &trust, &kept, output)?;
        audit_verify::report(&found, &trust, output)
    }

    /// Whether the log only grew; says what is wrong where it did not.
    fn agrees(
        &self,
        seen: Option<&SignedCheckpoint>,
        asked: &WitnessRequest,
        output: &Output,
    ) -> anyhow::Result<bool> {
        let seen = seen.map(SignedCheckpoint::checkpoint);
        match judge(seen, asked, &self.log()?) {
            Ok(()) => Ok(true),
            Err(refusal) => {
                output.say(&format!("Not cosigned: {refusal}."));
                output.document(&json!({ "refused": refusal.to_string() }))?;
                Ok(false)
            }
        }
    }

    /// What was seen last, which only this witness can have cosigned.
    fn seen(&self) -> anyhow::Result<Option<SignedCheckpoint>> {
        let path = self.seen_file();
        if !path.is_file() {
            return Ok(None);
        }
        let seen = checkpoint(&path)?;
        if seen.cosigned_at(&self.own_key()?).is_none() {
            bail!(
                "{} does not carry your own cosignature: it was changed; put your copy back",
                path.display()
            );
        }
        Ok(Some(seen))
    }

    fn log(&self) -> anyhow::Result<VerifierKey> {
        audit_files::verifier_key(&self.log_file(), KeyKind::Log)
    }

    fn own_key(&self) -> anyhow::Result<VerifierKey> {
        let key = audit_files::signing_key(&self.secret_file(), KeyKind::Witness)
            .context("make a witness first: kith witness init --name NAME --log-key FILE")?;
        Ok(key.verifier().clone())
    }

    fn secret_file(&self) -> PathBuf {
        self.path.join("witness.key")
    }

    fn log_file(&self) -> PathBuf {
        self.path.join("log-key.txt")
    }

    fn seen_file(&self) -> PathBuf {
        self.path.join("last-cosigned.txt")
    }
}
