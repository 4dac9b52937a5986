//! What a council sets about its identity provider.
//!
//! Invariant: the client's secret has no place in the settings file and is never printed.

use std::collections::BTreeMap;
use std::fmt;
use vocabulary::Role;

/// The council's identity provider and what is asked of it.
#[derive(Clone)]
pub struct ProviderSettings {
    /// The provider's address, as its tokens name it.
    pub issuer: String,
    /// What the provider calls us.
    pub application_id: String,
    /// The secret between us, where the provider wants one.
    pub application_secret: Option<String>,
    /// Our own address, without a slash at its end.
    pub own_address: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim with the staff id, as case links have it.
    pub staff_id_claim: String,
    /// The claim with the roles of the person in this application.
    pub roles_claim: String,
    /// What each of those roles is here.
    pub roles: BTreeMap<String, Role>,
    /// How strongly somebody has to have signed in.
    pub proof: ProofRules,
    /// Seconds by which the provider's clock may differ from ours.
    pub clock_skew: u16,
}

/// How strongly somebody has to have signed in at the provider.
#[derive(Debug, Clone, Default)]
pub struct ProofRules {
    /// One of these classes (`acr`) has to be in the token; empty for any.
    pub classes: Vec<String>,
    /// One of these methods (`amr`) has to be in the token; empty for any.
    pub methods: Vec<String>,
    /// The class asked for when somebody signs in again.
    pub class_again: Option<String>,
    /// Minutes for which a sign-in at the provider counts as fresh enough for a sitting.
    pub longest_minutes: Option<u32>,
}

impl ProviderSettings {
    /// Where the provider sends the browser back to.
    #[must_use]
    pub fn way_back(&self) -> String {
        format!("{}/sign-in/back", self.own_address)
    }
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderSettings({})", self.issuer)
    }
}
