//! Signed checkpoints over the audit: made as the log grows, kept, and kept again cosigned.
//!
//! A checkpoint is made from the one before and the entries since, so that it costs what was
//! added. Invariant: nothing is signed over entries that do not follow from what was signed
//! before; the key is the caller's and never in the database.

use crate::audit_log::{head, stored};
use crate::audit_proof::entries_after;
use crate::database::{Tx, all, first, run};
use crate::{Store, StoreError};
use audit::{
    Erasures, Frontier, Hash, Head, Mark, SignedCheckpoint, SigningKey, Verifier, WitnessRequest,
    leaf_of, prove_consistency,
};
use jiff::Timestamp;

/// Why no checkpoint was made or kept.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The log is shorter than one that was signed.
    #[error(
        "the audit has {now} entries, and a checkpoint was signed over {signed}: an older copy of \
         the database was put back, or entries were removed; run `kith audit verify`"
    )]
    Shorter {
        /// Entries now.
        now: u64,
        /// Entries that were signed.
        signed: u64,
    },
    /// The entries since the last checkpoint are not as they were written.
    #[error(
        "entry {0} of the audit is not as it was written, so nothing is signed: run `kith audit verify`"
    )]
    NotSound(u64),
    /// The last checkpoint was signed with another key.
    #[error(
        "the last checkpoint was not signed with this key: put the council's own key back in its place"
    )]
    OtherKey,
    /// There is no checkpoint of this size, or another one.
    #[error("this council has signed no such checkpoint over {0} entries: nothing is kept")]
    Unknown(u64),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the last checkpoint left off.
struct Last {
    signed: Option<SignedCheckpoint>,
    frontier: Frontier,
    hash: Hash,
}

impl Store {
    /// Signs how long the audit is now, unless nothing was added since the last time. `kept` is
    /// the last checkpoint that was written outside the database.
    ///
    /// # Errors
    /// When the audit does not follow from what was signed before; when the database fails.
    pub async fn checkpoint_audit(
        &self,
        key: &SigningKey,
        now: Timestamp,
        kept: Option<&SignedCheckpoint>,
    ) -> Result<SignedCheckpoint, CheckpointError> {
        let mut tx = self.read().await?;
        let head = head(&mut tx).await?;
        let last = last(&mut tx, key).await?;
        let now_size = head.map_or(0, |head| head.seq);
        let kept = kept.map(SignedCheckpoint::checkpoint);
        let signed = kept.map_or(0, |kept| kept.size).max(last.frontier.size());
        if now_size < signed {
            let now = now_size;
            return Err(CheckpointError::Shorter { now, signed });
        }
        if let Some(signed) = &last.signed
            && signed.checkpoint().size == now_size
        {
            return Ok(signed.clone());
        }
        let marks = kept.map(|kept| Mark {
            size: kept.size,
            root: kept.root,
        });
        let since = last.frontier.size();
        let marks = marks.filter(|mark| mark.size > since).into_iter().collect();
        let frontier = grown(&mut tx, last, head, marks).await?;
        drop(tx);
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let signed = SignedCheckpoint::sign(key, frontier.size(), frontier.root(), at);
        self.keep(&signed, &frontier).await?;
        Ok(signed)
    }

    /// The checkpoints, smallest first, each with the cosignatures that came back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_checkpoints(&self) -> Result<Vec<SignedCheckpoint>, StoreError> {
        let mut tx = self.read().await?;
        Ok(self::all(&mut tx).await?.0)
    }

    /// Keeps a checkpoint that came back from a witness; how many signatures were new.
    ///
    /// # Errors
    /// When the council did not sign it.
    pub async fn keep_cosigned(
        &self,
        cosigned: &SignedCheckpoint,
        now: Timestamp,
    ) -> Result<usize, CheckpointError> {
        let size = cosigned.checkpoint().size;
        let kept = self.audit_checkpoints().await?;
        let same = kept.into_iter().find(|own| own.checkpoint().size == size);
        let own = same.filter(|own| own.checkpoint() == cosigned.checkpoint());
        let Some(mut own) = own else {
            return Err(CheckpointError::Unknown(size));
        };
        let new = own.merge(cosigned);
        if new > 0 {
            let mut tx = self.write().await?;
            run!(
                &mut tx,
                "insert into audit_cosigned (size, kept_at, note) values ($1, $2, $3) \
                 on conflict do nothing",
                number(size),
                now.to_string(),
                cosigned.to_text()
            )?;
            tx.commit().await?;
        }
        Ok(new)
    }

    /// The proof for a witness that the newest checkpoint only adds to the first `since` entries.
    ///
    /// # Errors
    /// When there is no checkpoint yet, or it has fewer entries.
    pub async fn witness_request(&self, since: u64) -> Result<WitnessRequest, CheckpointError> {
        let mut tx = self.read().await?;
        let (signed, _) = self::all(&mut tx).await?;
        let newest = signed.into_iter().next_back();
        let newest = newest.filter(|newest| newest.checkpoint().size >= since);
        let checkpoint = newest.ok_or(CheckpointError::Unknown(since))?;
        let size = checkpoint.checkpoint().size;
        let hashes = all!(
            &mut tx,
            (i64, String),
            "select seq, hash from audit_entry where seq <= $1 order by seq",
            number(size)
        )?;
        let leaves = hashes.iter().map(|(seq, hash)| {
            let hash = Hash::parse(hash).map_err(|_| CheckpointError::NotSound(count(*seq)))?;
            Ok(leaf_of(count(*seq), hash))
        });
        let leaves: Vec<Hash> = leaves.collect::<Result<_, CheckpointError>>()?;
        let old = usize::try_from(since).unwrap_or(usize::MAX);
        let proof = prove_consistency(old, &leaves).ok_or(CheckpointError::Unknown(since))?;
        Ok(WitnessRequest {
            old: since,
            proof,
            checkpoint,
        })
    }

    async fn keep(&self, signed: &SignedCheckpoint, frontier: &Frontier) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "insert into audit_checkpoint (size, note, frontier) values ($1, $2, $3) \
             on conflict do nothing",
            number(frontier.size()),
            signed.to_text(),
            frontier.to_text()
        )?;
        tx.commit().await
    }
}

/// Every checkpoint with its cosignatures, smallest first; and the sizes of unreadable ones.
pub(crate) async fn all(tx: &mut Tx) -> Result<(Vec<SignedCheckpoint>, Vec<u64>), StoreError> {
    let rows = all!(
        tx,
        (i64, String),
        "select size, note from audit_checkpoint union all select size, note from audit_cosigned \
         order by 1"
    )?;
    let (mut signed, mut unreadable): (Vec<SignedCheckpoint>, Vec<u64>) = Default::default();
    for (size, note) in rows {
        let read = SignedCheckpoint::parse(&note).ok();
        let Some(read) = read.filter(|read| read.checkpoint().size == count(size)) else {
            unreadable.push(count(size));
            continue;
        };
        match signed.last_mut() {
            Some(last) if last.checkpoint() == read.checkpoint() => drop(last.merge(&read)),
            _ => signed.push(read),
        }
    }
    Ok((signed, unreadable))
}

async fn last(tx: &mut Tx, key: &SigningKey) -> Result<Last, CheckpointError> {
    let row = first!(
        &mut *tx,
        (i64, String, String),
        "select size, note, frontier from audit_checkpoint order by size desc limit 1"
    )?;
    let Some((size, note, frontier)) = row else {
        return Ok(Last {
            signed: None,
            frontier: Frontier::new(),
            hash: Hash::NONE,
        });
    };
    let damaged = || CheckpointError::NotSound(count(size));
    let signed = SignedCheckpoint::parse(&note).map_err(|_| damaged())?;
    if !signed.is_signed_by(key.verifier()) {
        return Err(CheckpointError::OtherKey);
    }
    let frontier = Frontier::parse(count(size), &frontier).ok_or_else(damaged)?;
    let checkpoint = signed.checkpoint();
    if (checkpoint.size, checkpoint.root) != (frontier.size(), frontier.root()) {
        return Err(damaged());
    }
    let hash = first!(
        tx,
        (String,),
        "select hash from audit_entry where seq = $1",
        size
    )?;
    let hash = match hash {
        Some((hash,)) => Hash::parse(&hash).map_err(|_| damaged())?,
        None => Hash::NONE,
    };
    Ok(Last {
        signed: Some(signed),
        frontier,
        hash,
    })
}

/// The tree with the entries since the last checkpoint, each of which must follow the one before.
async fn grown(
    tx: &mut Tx,
    last: Last,
    head: Option<Head>,
    marks: Vec<Mark>,
) -> Result<Frontier, CheckpointError> {
    let mut after = number(last.frontier.size());
    let expected = head.filter(|head| number(head.seq) > after);
    let verifier = Verifier::new(expected, marks, Erasures::new());
    let mut verifier = verifier.after(last.frontier, last.hash);
    loop {
        let rows = entries_after(tx, after).await?;
        let Some(row) = rows.last() else { break };
        after = row.0;
        for row in rows {
            verifier.take(&stored(row), None);
        }
    }
    let frontier = verifier.frontier().clone();
    match verifier.finish().first_bad() {
        Some(seq) => Err(CheckpointError::NotSound(seq)),
        None => Ok(frontier),
    }
}

fn number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn count(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}
