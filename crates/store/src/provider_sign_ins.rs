//! Sign-ins that were sent to the identity provider and have not come back.
//!
//! Invariant: a state comes back once; who takes it has it alone.

use crate::database::{first, run};
use crate::row_text::moment;
use crate::{Store, StoreError};
use jiff::Timestamp;

/// A sign-in on its way.
#[derive(Clone)]
pub struct ProviderSignIn {
    /// SHA-256 of the secret that the browser holds for it.
    pub browser_hash: String,
    /// What the token must repeat.
    pub nonce: String,
    /// What proves to the provider that we asked.
    pub verifier: String,
    /// The sitting for which the worker signs in again; nothing for a first sign-in.
    pub again_for: Option<String>,
    /// When it was sent.
    pub began_at: Timestamp,
}

type Row = (String, String, String, Option<String>, String);

impl Store {
    /// Keeps a sign-in that is sent to the provider, and forgets those nobody came back from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_provider_sign_in(
        &self,
        state_hash: &str,
        sent: &ProviderSignIn,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let an_hour_ago = sent.began_at - jiff::SignedDuration::from_hours(1);
        run!(
            &mut tx,
            "delete from provider_sign_in where began_at < $1",
            an_hour_ago.to_string()
        )?;
        run!(
            &mut tx,
            "insert into provider_sign_in \
             (state_hash, browser_hash, nonce, verifier, again_for, began_at) \
             values ($1, $2, $3, $4, $5, $6)",
            state_hash,
            &sent.browser_hash,
            &sent.nonce,
            &sent.verifier,
            &sent.again_for,
            sent.began_at.to_string()
        )?;
        tx.commit().await
    }

    /// Takes a sign-in that came back; nothing when its state is unknown or has come back before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_provider_sign_in(
        &self,
        state_hash: &str,
    ) -> Result<Option<ProviderSignIn>, StoreError> {
        let mut tx = self.write().await?;
        let row = first!(
            &mut tx,
            Row,
            "delete from provider_sign_in where state_hash = $1 \
             returning browser_hash, nonce, verifier, again_for, began_at",
            state_hash
        )?;
        tx.commit().await?;
        row.map(|(browser_hash, nonce, verifier, again_for, began_at)| {
            Ok(ProviderSignIn {
                browser_hash,
                nonce,
                verifier,
                again_for,
                began_at: moment(&began_at, "provider_sign_in.began_at")?,
            })
        })
        .transpose()
    }
}
