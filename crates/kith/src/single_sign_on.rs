//! The part of `kith.toml` about the council's identity provider, and what can be wrong with it.
//!
//! Invariant: the secret between us and the provider comes from the environment or from a file
//! that only the owner may read, never from the settings.

use anyhow::{Context, bail};
use operations::Kith;
use operations::identity::{ProofRules, Provider, ProviderSettings};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use vocabulary::Role;

use crate::clock;

/// `[single_sign_on]` as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SingleSignOn {
    /// The provider's address, as its tokens name it.
    issuer: String,
    /// What the provider calls us.
    application_id: String,
    /// Our own address as workers' browsers know it.
    own_address: String,
    /// The claim with the staff id.
    staff_id_claim: String,
    /// The claim with the roles of the person in this application.
    #[serde(default = "roles")]
    roles_claim: String,
    /// What each of those roles is here, by our word for it.
    roles: BTreeMap<String, String>,
    /// What is asked for beside `openid`.
    #[serde(default = "profile")]
    scopes: Vec<String>,
    /// One of these classes (`acr`) has to be in the token.
    #[serde(default)]
    classes: Vec<String>,
    /// One of these methods (`amr`) has to be in the token.
    #[serde(default)]
    methods: Vec<String>,
    /// The class asked for when somebody signs in again.
    #[serde(default)]
    class_again: Option<String>,
    /// Minutes for which a sign-in at the provider is fresh enough for a sitting here.
    #[serde(default)]
    longest_minutes: Option<u32>,
    /// Seconds by which the provider's clock may differ from ours.
    #[serde(default = "a_minute")]
    clock_skew_seconds: u16,
}

/// The variable with the secret between us and the provider.
const VARIABLE: &str = "KITH_SIGN_ON_SECRET";
/// The file with it, in the council's folder.
const FILE: &str = "sign-on.secret";
/// The furthest that two clocks may be apart.
const MOST_SKEW: u16 = 300;

fn roles() -> String {
    "roles".to_owned()
}

fn profile() -> Vec<String> {
    vec!["profile".to_owned()]
}

fn a_minute() -> u16 {
    60
}

impl SingleSignOn {
    /// The provider that the settings mean.
    pub(crate) fn provider(&self, folder: &Path) -> anyhow::Result<Arc<Provider>> {
        let mut roles = BTreeMap::new();
        for (theirs, ours) in &self.roles {
            let role = Role::parse(ours).with_context(|| {
                let known = Role::ALL.map(Role::code).join(", ");
                format!("single_sign_on.roles: `{ours}` is not a role; the roles are {known}")
            })?;
            roles.insert(theirs.clone(), role);
        }
        if self.clock_skew_seconds > MOST_SKEW {
            bail!("single_sign_on.clock_skew_seconds is at most {MOST_SKEW}");
        }
        Ok(Arc::new(Provider::new(ProviderSettings {
            issuer: self.issuer.clone(),
            application_id: self.application_id.clone(),
            application_secret: secret(folder)?,
            own_address: self.own_address.trim_end_matches('/').to_owned(),
            scopes: self.scopes.clone(),
            staff_id_claim: self.staff_id_claim.clone(),
            roles_claim: self.roles_claim.clone(),
            roles,
            proof: ProofRules {
                classes: self.classes.clone(),
                methods: self.methods.clone(),
                class_again: self.class_again.clone(),
                longest_minutes: self.longest_minutes,
            },
            clock_skew: self.clock_skew_seconds,
        })))
    }
}

fn secret(folder: &Path) -> anyhow::Result<Option<String>> {
    if let Ok(secret) = std::env::var(VARIABLE) {
        return Ok(Some(secret.trim().to_owned()).filter(|secret| !secret.is_empty()));
    }
    let place = folder.join(FILE);
    match std::fs::read_to_string(&place) {
        Ok(secret) => {
            if std::fs::metadata(&place)?.permissions().mode() & 0o077 != 0 {
                let place = place.display();
                bail!("others on this machine can read {place}: chmod 600 {place}");
            }
            Ok(Some(secret.trim().to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} could not be read", place.display())),
    }
}

/// What is unsafe about the provider's settings.
pub(crate) fn faults(kith: &Kith, hosts: &[String]) -> Vec<String> {
    let Some(provider) = &kith.council().sign_in.provider else {
        return Vec::new();
    };
    let settings = provider.settings();
    let mut faults = Vec::new();
    for (name, address) in [
        ("issuer", &settings.issuer),
        ("own_address", &settings.own_address),
    ] {
        if !address.starts_with("https://") && !is_loopback(address) {
            faults.push(format!("single_sign_on.{name} has to begin with https://"));
        }
    }
    let host = settings.own_address.split("://").nth(1).unwrap_or_default();
    if !hosts.is_empty() && !hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        faults.push(
            "single_sign_on.own_address is not one of hosts: workers would not come back"
                .to_owned(),
        );
    }
    if settings.roles.is_empty() {
        faults.push("single_sign_on.roles is empty: nobody would have a role".to_owned());
    }
    faults
}

fn is_loopback(address: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|loopback| address.starts_with(loopback))
}

/// What is good to know about single sign-on.
pub(crate) async fn notes(kith: &Kith) -> anyhow::Result<Vec<String>> {
    let Some(provider) = kith.council().sign_in.provider.clone() else {
        return Ok(vec![
            "single sign-on is off: workers sign in with passphrases".to_owned(),
        ]);
    };
    let mut notes = Vec::new();
    let now = clock::now().timestamp();
    let has_no_rule = {
        let proof = &provider.settings().proof;
        proof.classes.is_empty() && proof.methods.is_empty()
    };
    if has_no_rule {
        notes.push(
            "single_sign_on asks for no class and no method: whether a second step is taken is \
             the provider's own rule"
                .to_owned(),
        );
    }
    let is_there = tokio::task::spawn_blocking(move || provider.is_there(now).is_ok());
    if !is_there.await.unwrap_or(false) {
        notes.push("the identity provider does not answer at its address".to_owned());
    }
    let workers = kith.store().workers().await?;
    let mut for_emergencies = workers
        .iter()
        .filter(|worker| worker.is_active && worker.is_for_emergencies)
        .peekable();
    if for_emergencies.peek().is_none() {
        notes.push(
            "no account is kept for emergencies: while the identity provider is away nobody can \
             sign in (kith worker --for-emergencies)"
                .to_owned(),
        );
    }
    for worker in for_emergencies.filter(|worker| !worker.needs_second_step) {
        notes.push(format!(
            "worker {} is kept for emergencies without a second step (--second-step)",
            worker.staff_id
        ));
    }
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_others_can_read_is_not_used() {
        let folder = std::env::temp_dir().join(format!("kith-secret-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = folder.join(FILE);
        std::fs::write(&place, "between us\n").unwrap();
        for (mode, is_read) in [(0o644, false), (0o640, false), (0o600, true)] {
            std::fs::set_permissions(&place, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(secret(&folder).is_ok(), is_read, "{mode:o}");
        }
        assert_eq!(secret(&folder).unwrap().as_deref(), Some("between us"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
