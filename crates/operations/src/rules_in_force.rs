//! The rules in force, held open while the council is served. When two officers have activated
//! another version, the next request decides by that one.
//!
//! Invariant: the newest version that was followed decides; an older one stays readable for a
//! request that began under it, and shows nothing more (`WithheldWhy::RulesChanged`).

use crate::{CouncilFiles, Kith, OpenError, OperationError};
use governance::Rulebook;
use std::sync::OnceLock;
use store::{Store, StoreError};

/// The versions that were in force since the council was opened, oldest first.
pub(crate) struct RulesInForce {
    rulebook: Rulebook,
    next: OnceLock<Box<Self>>,
}

impl RulesInForce {
    pub(crate) const fn new(rulebook: Rulebook) -> Self {
        Self {
            rulebook,
            next: OnceLock::new(),
        }
    }

    /// The newest version.
    pub(crate) fn newest(&self) -> &Rulebook {
        &self.last().rulebook
    }

    fn last(&self) -> &Self {
        let mut last = self;
        while let Some(next) = last.next.get() {
            last = next;
        }
        last
    }

    /// Adds a version after the newest.
    fn follow(&self, rulebook: Rulebook) {
        let mut one_more = Box::new(Self::new(rulebook));
        while self.newest().version() != one_more.rulebook.version() {
            match self.last().next.set(one_more) {
                Ok(()) => return,
                // Another request was first; it may have brought the same version.
                Err(back) => one_more = back,
            }
        }
    }
}

/// The rules that the store says are in force; nothing before the first were kept.
pub(crate) async fn stored(store: &Store) -> Result<Option<Rulebook>, OpenError> {
    let Some(version) = store.version_in_force().await? else {
        return Ok(None);
    };
    let texts = store.rule_texts(&version).await?;
    let texts = texts.ok_or(StoreError::Unreadable("rulebook_text"))?;
    let files = CouncilFiles {
        rules: texts.files,
        sources: Vec::new(),
    };
    files.rulebook().map(Some)
}

impl Kith {
    /// Takes up the version that two officers have activated, if it is another than the one held.
    /// False while none is in force yet.
    ///
    /// # Errors
    /// When the database fails, or the rules in force cannot be read: then nothing is decided.
    pub(crate) async fn follow_rules_in_force(&self) -> Result<bool, OperationError> {
        let Some(in_force) = self.store().version_in_force().await? else {
            return Ok(false);
        };
        if in_force == self.rulebook().version() {
            return Ok(true);
        }
        match stored(self.store()).await {
            Ok(Some(rulebook)) => self.rules().follow(rulebook),
            Ok(None) => {}
            Err(OpenError::Store(error)) => return Err(error.into()),
            Err(
                OpenError::Rules(_)
                | OpenError::Source(_)
                | OpenError::Journal(_)
                | OpenError::JournalDoesNotFit
                | OpenError::MarkKeyMissing,
            ) => {
                return Err(StoreError::Unreadable("rulebook_text").into());
            }
        }
        Ok(true)
    }
}
