//! Checking the audit in the database, and giving its entries out for a copy. Reads only.
//!
//! Entries are read in order and in parts, so that a long log needs no more memory than a short
//! one. Invariant: one transaction sees one state: what is written meanwhile is not looked at.

use crate::audit_log::{EntryRow, head, stored};
use crate::database::{Tx, all};
use crate::{Store, StoreError, audit_beside, audit_checkpoints, rulebooks};
use audit::{
    DecidesAgain, Erased, Erasures, Fault, FaultKind, Part, Readable, RowBeside, SignedCheckpoint,
    StoredEntry, Trust, Verification, Verifier,
};

/// How many entries are read at a time.
const PART: i64 = 10_000;

/// A row as the table has it, with the columns beside the entry.
type FullRow = (i64, String, String, Option<String>, String, String, String);

impl Store {
    /// Checks every entry: chain, tree, what stands beside it, every stored checkpoint, and those
    /// that the caller kept elsewhere. Every decision is made again by the judge, who is given the
    /// rules of every version first.
    ///
    /// # Errors
    /// When the database fails; faults in the audit are in the result.
    pub async fn verify_audit(
        &self,
        trust: &Trust,
        kept: &[SignedCheckpoint],
        judge: &mut (dyn DecidesAgain + Send),
    ) -> Result<Verification, StoreError> {
        let mut tx = self.read().await?;
        for rules in rulebooks::every_text(&mut tx).await? {
            judge.take_rules(rules);
        }
        let head = head(&mut tx).await?;
        let (stored, unreadable) = audit_checkpoints::all(&mut tx).await?;
        let judged = trust.judge(stored.iter().chain(kept));
        let erasures = erasures(&mut tx).await?;
        let mut verifier =
            Verifier::new(head, judged.marks.clone(), erasures).deciding_again(judge);
        feed(&mut tx, &mut verifier).await?;
        let mut found = verifier.finish().with(&judged);
        let kind = FaultKind::NotSigned;
        found
            .faults
            .extend(unreadable.into_iter().map(|seq| Fault { seq, kind }));
        Ok(found)
    }

    /// Gives every entry, in order, with the number of the last; for a copy of the audit.
    ///
    /// # Errors
    /// When the database fails, or the taker does.
    pub async fn each_audit_entry<E: From<StoreError>>(
        &self,
        up_to: u64,
        mut take: impl FnMut(StoredEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut tx = self.read().await?;
        let mut after = 0;
        loop {
            let rows = entries_after(&mut tx, after).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.0;
            for row in rows {
                let entry = stored(row);
                if entry.seq > up_to {
                    return Ok(());
                }
                take(entry)?;
            }
        }
    }
}

/// The entries after a number, as many as are read at a time.
pub(crate) async fn entries_after(tx: &mut Tx, after: i64) -> Result<Vec<EntryRow>, StoreError> {
    all!(
        tx,
        EntryRow,
        "select seq, previous_hash, hash, body from audit_entry where seq > $1 order by seq limit $2",
        after,
        PART
    )
}

/// Gives every entry with its row to the verifier.
async fn feed(tx: &mut Tx, verifier: &mut Verifier<'_>) -> Result<(), StoreError> {
    let nothing = Readable::default();
    let mut after = i64::MIN;
    loop {
        let rows = all!(
            &mut *tx,
            FullRow,
            "select seq, at, action, staff_id, previous_hash, hash, body from audit_entry \
             where seq > $1 order by seq limit $2",
            after,
            PART
        )?;
        let Some(last) = rows.last().map(|row| row.0) else {
            return Ok(());
        };
        let beside = audit_beside::between(tx, after, last).await?;
        after = last;
        for (seq, at, action, worker, previous, hash, body) in rows {
            let row = RowBeside {
                at: &at,
                action: &action,
                worker: worker.as_deref(),
                readable: beside.get(&seq).unwrap_or(&nothing),
            };
            verifier.take(&stored((seq, previous, hash, body)), Some(row));
        }
    }
}

async fn erasures(tx: &mut Tx) -> Result<Erasures, StoreError> {
    let rows = all!(
        tx,
        (i64, i64, String),
        "select erasure_seq, seq, part from audit_erasure"
    )?;
    let mut erasures = Erasures::new();
    for (erasure, seq, part) in rows {
        let number = |seq: i64| u64::try_from(seq).unwrap_or(0);
        // A word that is no part makes the list another one than was recorded.
        let part = Part::parse(&part).unwrap_or(Part::Person(audit::Hash::NONE));
        let erased: Erased = (number(seq), part);
        erasures.entry(number(erasure)).or_default().insert(erased);
    }
    Ok(erasures)
}
