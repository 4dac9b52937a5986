//! The rules of every version, who proposed a change, and which version is in force.
//!
//! Invariant: rows are only added, in the transaction of their audit entry; the newest activation
//! is in force.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::{Store, StoreError, audit_log};
use audit::{AuditEvent, RuleText};

/// The files of one version: (file, text), in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTexts {
    /// The version, as the rulebook names itself.
    pub version: String,
    /// The files.
    pub files: Vec<(String, String)>,
}

/// A change of the rules that one officer proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesProposal {
    /// What officers quote.
    pub reference: String,
    /// The version that would come into force.
    pub version: String,
    /// The version that was in force when the change was proposed.
    pub compared_with: String,
    /// What the change does, in words.
    pub report: String,
    /// Who proposed it.
    pub staff_id: String,
    /// When.
    pub proposed_at: jiff::Timestamp,
}

/// When a version came into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// The version.
    pub version: String,
    /// The proposal; nothing for the first version.
    pub reference: Option<String>,
    /// Who activated it; nothing for the first version.
    pub staff_id: Option<String>,
    /// When.
    pub activated_at: jiff::Timestamp,
}

type ProposalRow = (String, String, String, String, String, String);
type ActivationRow = (String, Option<String>, Option<String>, String);

impl Store {
    /// The version in force; nothing while the first has not been kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version_in_force(&self) -> Result<Option<String>, StoreError> {
        let mut tx = self.read().await?;
        newest(&mut tx).await
    }

    /// The rule files of a version, so that an old decision can be looked at again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rule_texts(&self, version: &str) -> Result<Option<RuleTexts>, StoreError> {
        let mut tx = self.read().await?;
        let files = all!(
            &mut tx,
            (String, String),
            "select file, text from rulebook_text where version = $1 order by file",
            version
        )?;
        Ok((!files.is_empty()).then(|| RuleTexts {
            version: version.to_owned(),
            files,
        }))
    }

    /// The rule files of every version, version by version and in the order of their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn every_rule_text(&self) -> Result<Vec<RuleText>, StoreError> {
        let mut tx = self.read().await?;
        every_text(&mut tx).await
    }

    /// Keeps the first rules. False when there were rules already; nothing is kept then.
    ///
    /// # Errors
    /// When the entry or the rules cannot be written.
    pub async fn keep_first_rules(
        &self,
        texts: &RuleTexts,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        if newest(&mut tx).await?.is_some() {
            return Ok(false);
        }
        let at = event.at;
        audit_log::append(&mut tx, event).await?;
        keep_texts(&mut tx, texts).await?;
        let none: Option<&str> = None;
        put_in_force(&mut tx, &texts.version, (none, none), at).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Keeps a proposal with its rules.
    ///
    /// # Errors
    /// When the entry or the proposal cannot be written.
    pub async fn keep_proposal(
        &self,
        proposal: &RulesProposal,
        texts: &RuleTexts,
        event: AuditEvent,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        keep_texts(&mut tx, texts).await?;
        run!(
            &mut tx,
            "insert into rulebook_proposal \
             (reference, version, compared_with, report, staff_id, proposed_at) \
             values ($1, $2, $3, $4, $5, $6)",
            &proposal.reference,
            &proposal.version,
            &proposal.compared_with,
            &proposal.report,
            &proposal.staff_id,
            proposal.proposed_at.to_string()
        )?;
        tx.commit().await
    }

    /// Every proposal, the oldest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn rules_proposals(&self) -> Result<Vec<RulesProposal>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            ProposalRow,
            "select reference, version, compared_with, report, staff_id, proposed_at \
             from rulebook_proposal order by proposed_at, reference"
        )?;
        rows.into_iter().map(proposal).collect()
    }

    /// Every activation, the oldest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn activations(&self) -> Result<Vec<Activation>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            ActivationRow,
            "select version, reference, staff_id, activated_at from rulebook_activation order by seq"
        )?;
        rows.into_iter().map(activation).collect()
    }

    /// Puts a proposed version into force. False when another version came into force since it
    /// was compared; nothing changes then, and nothing is recorded.
    ///
    /// # Errors
    /// When the entry or the activation cannot be written.
    pub async fn activate_rules(
        &self,
        proposal: &RulesProposal,
        staff_id: &str,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let at = event.at;
        // The entry takes the lock on the head of the audit, so that two activations never cross.
        audit_log::append(&mut tx, event).await?;
        if newest(&mut tx).await?.as_deref() != Some(proposal.compared_with.as_str()) {
            return Ok(false);
        }
        let by = (Some(proposal.reference.as_str()), Some(staff_id));
        put_in_force(&mut tx, &proposal.version, by, at).await?;
        tx.commit().await?;
        Ok(true)
    }
}

pub(crate) async fn every_text(tx: &mut Tx) -> Result<Vec<RuleText>, StoreError> {
    let rows = all!(
        tx,
        (String, String, String),
        "select version, file, text from rulebook_text order by version, file"
    )?;
    let text = |(version, file, text)| RuleText {
        version,
        file,
        text,
    };
    Ok(rows.into_iter().map(text).collect())
}

async fn newest(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    let row = first!(
        tx,
        (String,),
        "select version from rulebook_activation order by seq desc limit 1"
    )?;
    Ok(row.map(|(version,)| version))
}

async fn keep_texts(tx: &mut Tx, texts: &RuleTexts) -> Result<(), StoreError> {
    let row = |(file, text): &(String, String)| {
        [texts.version.clone(), file.clone(), text.clone()].map(|word| Value::Text(Some(word)))
    };
    let rows = texts.files.iter().flat_map(row).collect();
    built_sql::insert_new_rows(tx, &RULEBOOK_TEXT, rows).await
}

async fn put_in_force(
    tx: &mut Tx,
    version: &str,
    (reference, staff_id): (Option<&str>, Option<&str>),
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into rulebook_activation (seq, version, reference, staff_id, activated_at) \
         values ((select coalesce(max(seq), 0) + 1 from rulebook_activation), $1, $2, $3, $4)",
        version,
        reference,
        staff_id,
        at.to_string()
    )?;
    Ok(())
}

fn proposal(row: ProposalRow) -> Result<RulesProposal, StoreError> {
    let (reference, version, compared_with, report, staff_id, proposed_at) = row;
    Ok(RulesProposal {
        reference,
        version,
        compared_with,
        report,
        staff_id,
        proposed_at: moment(&proposed_at, "rulebook_proposal.proposed_at")?,
    })
}

fn activation(row: ActivationRow) -> Result<Activation, StoreError> {
    let (version, reference, staff_id, activated_at) = row;
    Ok(Activation {
        version,
        reference,
        staff_id,
        activated_at: moment(&activated_at, "rulebook_activation.activated_at")?,
    })
}

fn moment(text: &str, column: &'static str) -> Result<jiff::Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(column))
}

const RULEBOOK_TEXT: Into = Into {
    table: "rulebook_text",
    columns: &["version", "file", "text"],
};
