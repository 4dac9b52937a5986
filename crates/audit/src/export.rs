//! A copy of the log as lines of JSON, and its check by whoever has only the copy.
//!
//! The first line names the log's key and the size; then come the checkpoints and the files of the
//! rules by which it was decided; then the entries in order. Entries of the first form hold people in the clear, so they go without their body: their
//! number and hash keep their place in chain and tree. Invariant: reading a line that was written
//! gives it back.

use crate::body::is_second_form;
use crate::verification::{Erasures, Verification, Verifier};
use crate::{
    DecidesAgain, Hash, KeyKind, RuleText, SignedCheckpoint, StoredEntry, Trust, VerifierKey,
};
use serde::{Deserialize, Serialize};

/// One line of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportLine {
    /// The first line: which log, and how many entries follow.
    Head {
        /// The log's key.
        log: VerifierKey,
        /// How many entries.
        size: u64,
    },
    /// A checkpoint with its cosignatures.
    Checkpoint(SignedCheckpoint),
    /// A file of a version of the rules.
    Rules(RuleText),
    /// An entry.
    Entry(StoredEntry),
    /// An entry without its body.
    Sealed {
        /// Its number.
        seq: u64,
        /// The previous entry's hash.
        previous: Hash,
        /// Its hash.
        hash: Hash,
    },
}

/// A line is not one of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not one that `kith audit export` wrote: take the file as it was written")]
pub struct NotAnExport(pub u64);

/// A copy, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedExport {
    /// What was found.
    pub verification: Verification,
    /// The key with which the checkpoints were checked.
    pub log: VerifierKey,
    /// How many entries came without their body.
    pub sealed: u64,
}

/// The form that is written; the one before had no rules, and is read too.
const FORM: &str = "kith-audit-export-2";
const FORM_BEFORE: &str = "kith-audit-export-1";

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Head {
        export: String,
        log: String,
        size: u64,
    },
    Checkpoint {
        checkpoint: String,
    },
    Rules {
        rules: String,
        file: String,
        text: String,
    },
    Entry {
        seq: u64,
        previous: String,
        hash: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
    },
}

impl ExportLine {
    /// The line for an entry: without its body where that holds people in the clear.
    #[must_use]
    pub fn of(entry: StoredEntry) -> Self {
        let hashes = (Hash::parse(&entry.previous), Hash::parse(&entry.hash));
        match hashes {
            (Ok(previous), Ok(hash)) if !is_second_form(&entry.body) => Self::Sealed {
                seq: entry.seq,
                previous,
                hash,
            },
            _ => Self::Entry(entry),
        }
    }

    /// The line as it is written, without a line feed.
    #[must_use]
    pub fn to_text(&self) -> String {
        let line = match self {
            Self::Head { log, size } => Line::Head {
                export: FORM.to_owned(),
                log: log.to_string(),
                size: *size,
            },
            Self::Checkpoint(checkpoint) => Line::Checkpoint {
                checkpoint: checkpoint.to_text(),
            },
            Self::Rules(one) => Line::Rules {
                rules: one.version.clone(),
                file: one.file.clone(),
                text: one.text.clone(),
            },
            Self::Entry(entry) => Line::Entry {
                seq: entry.seq,
                previous: entry.previous.clone(),
                hash: entry.hash.clone(),
                body: Some(entry.body.clone()),
            },
            Self::Sealed {
                seq,
                previous,
                hash,
            } => Line::Entry {
                seq: *seq,
                previous: previous.to_string(),
                hash: hash.to_string(),
                body: None,
            },
        };
        serde_json::to_string(&line).expect("strings and numbers are always written")
    }

    /// Reads a line; nothing when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match serde_json::from_str(text).ok()? {
            Line::Head { export, log, size } if [FORM, FORM_BEFORE].contains(&&*export) => {
                Self::Head {
                    log: VerifierKey::parse(&log, KeyKind::Log).ok()?,
                    size,
                }
            }
            Line::Head { .. } => return None,
            Line::Checkpoint { checkpoint } => {
                Self::Checkpoint(SignedCheckpoint::parse(&checkpoint).ok()?)
            }
            Line::Rules { rules, file, text } => Self::Rules(RuleText {
                version: rules,
                file,
                text,
            }),
            Line::Entry {
                seq,
                previous,
                hash,
                body: Some(body),
            } => Self::Entry(StoredEntry {
                seq,
                previous,
                hash,
                body,
            }),
            Line::Entry {
                seq,
                previous,
                hash,
                body: None,
            } => Self::Sealed {
                seq,
                previous: Hash::parse(&previous).ok()?,
                hash: Hash::parse(&hash).ok()?,
            },
        })
    }
}

/// Checks a copy, line by line, against the keys that the reader trusts and the checkpoints that
/// the reader kept. Without a log's key in `trust`, the one in the copy is taken. With a `judge`
/// every decision is made again by the rules in the copy.
///
/// # Errors
/// When a line is none of a copy; faults in the log are in the result.
pub fn verify_export(
    lines: impl IntoIterator<Item = String>,
    trust: &Trust,
    kept: &[SignedCheckpoint],
    judge: Option<&mut (dyn DecidesAgain + Send)>,
) -> Result<CheckedExport, NotAnExport> {
    let mut lines = (1..).zip(lines);
    let Some((_, Some(ExportLine::Head { log, size }))) = lines
        .next()
        .map(|(at, line)| (at, ExportLine::parse(&line)))
    else {
        return Err(NotAnExport(1));
    };
    let log = trust.log.clone().unwrap_or(log);
    let trust = Trust {
        log: Some(log.clone()),
        witnesses: trust.witnesses.clone(),
    };
    let mut check = ExportCheck {
        trust,
        signed: kept.to_vec(),
        judge,
        verifier: None,
        sealed: 0,
    };
    for (at, line) in lines {
        let line = ExportLine::parse(&line).ok_or(NotAnExport(at))?;
        check.take(line).ok_or(NotAnExport(at))?;
    }
    let sealed = check.sealed;
    let verification = check.finish(size);
    Ok(CheckedExport {
        verification,
        log,
        sealed,
    })
}

struct ExportCheck<'j> {
    trust: Trust,
    signed: Vec<SignedCheckpoint>,
    judge: Option<&'j mut (dyn DecidesAgain + Send)>,
    verifier: Option<Verifier<'j>>,
    sealed: u64,
}

impl<'j> ExportCheck<'j> {
    /// Nothing when a line stands where it cannot.
    fn take(&mut self, line: ExportLine) -> Option<()> {
        match line {
            ExportLine::Head { .. } => return None,
            ExportLine::Checkpoint(signed) if self.verifier.is_none() => self.signed.push(signed),
            ExportLine::Rules(one) if self.verifier.is_none() => {
                if let Some(judge) = &mut self.judge {
                    judge.take_rules(one);
                }
            }
            ExportLine::Checkpoint(_) | ExportLine::Rules(_) => return None,
            ExportLine::Entry(entry) => self.verifier().take(&entry, None),
            ExportLine::Sealed {
                seq,
                previous,
                hash,
            } => {
                self.sealed += 1;
                self.verifier().take_without_body(seq, previous, hash);
            }
        }
        Some(())
    }

    fn verifier(&mut self) -> &mut Verifier<'j> {
        let marks = || self.trust.judge(&self.signed).marks;
        self.verifier.get_or_insert_with(|| {
            let verifier = Verifier::new(None, marks(), Erasures::new()).without_beside();
            match self.judge.take() {
                Some(judge) => verifier.deciding_again(judge),
                None => verifier,
            }
        })
    }

    /// A copy that ends before the size it promises is a log that was cut.
    fn finish(mut self, size: u64) -> Verification {
        self.verifier();
        let judged = self.trust.judge(&self.signed);
        let verifier = self.verifier.take().expect("it was made a line above");
        verifier.finish().reaching(size).with(&judged)
    }
}
