//! How browsers reach the site: by TLS of our own, by a proxy on this machine, or, on a closed test
//! machine, in the open. What is unsafe about it is found here, before anything is served.
//!
//! Invariant: what leaves this machine is encrypted. Plain HTTP is spoken on the loopback only, and
//! beside TLS to lead browsers to it.

use crate::clock;
use crate::settings::Settings;
use anyhow::{Context, bail};
use jiff::Timestamp;
use serde::Deserialize;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use web::Tls;
use web::certificate::{CertificateTrust, CertificateWorth, worth};

/// `[tls]` as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TlsFiles {
    /// The chain of certificates, ours first, in PEM form; from the council's folder on.
    pub(crate) certificate: PathBuf,
    /// Its key, in PEM form, for its owner alone; from the council's folder on.
    pub(crate) key: PathBuf,
    /// Where plain HTTP is answered with the way to TLS, usually port 80; nothing: nowhere.
    pub(crate) redirect_from: Option<SocketAddr>,
}

/// From how many days before the end on doctor asks for another certificate.
const RENEW_BEFORE: i64 = 21;
/// The seconds of a day.
const A_DAY: i64 = 86_400;

impl TlsFiles {
    /// The same files, found from the council's folder on.
    pub(crate) fn from(&self, folder: &Path) -> Self {
        Self {
            certificate: folder.join(&self.certificate),
            key: folder.join(&self.key),
            redirect_from: self.redirect_from,
        }
    }

    /// TLS with what the files hold now.
    pub(crate) fn tls(&self) -> anyhow::Result<Tls> {
        let (certificate, key) = self.read()?;
        Tls::new(&certificate, &key).with_context(|| self.names())
    }

    /// Serves with what the files hold now; when it is not good, with what they held before.
    pub(crate) fn renew(&self, tls: &Tls) -> anyhow::Result<()> {
        let (certificate, key) = self.read()?;
        tls.renew(&certificate, &key).with_context(|| self.names())
    }

    /// When either file was written last.
    pub(crate) fn written(&self) -> Option<SystemTime> {
        let written = |path: &Path| {
            std::fs::metadata(path)
                .and_then(|file| file.modified())
                .ok()
        };
        written(&self.certificate).max(written(&self.key))
    }

    fn names(&self) -> String {
        format!("{}, {}", self.certificate.display(), self.key.display())
    }

    fn read(&self) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
        let bytes = |path: &Path| {
            std::fs::read(path).with_context(|| format!("{} could not be read", path.display()))
        };
        let (certificate, key) = (bytes(&self.certificate)?, bytes(&self.key)?);
        if std::fs::metadata(&self.key)?.permissions().mode() & 0o077 != 0 {
            let key = self.key.display();
            bail!("others on this machine can read {key}: chmod 600 {key}");
        }
        Ok((certificate, key))
    }
}

/// What is unsafe about the way to the site.
pub(crate) fn faults(folder: &Path, settings: &Settings, listen: SocketAddr) -> Vec<String> {
    let mut faults = Vec::new();
    match &settings.tls {
        Some(files) => faults.extend(faults_with_tls(&files.from(folder), settings)),
        None => faults.extend(faults_without_tls(settings, listen)),
    }
    faults
}

fn faults_without_tls(settings: &Settings, listen: SocketAddr) -> Vec<String> {
    let mut faults = Vec::new();
    if !listen.ip().is_loopback() {
        faults.push(format!(
            "{listen} can be reached from other machines, and there is no TLS: name certificate and key under [tls], or listen on 127.0.0.1 behind a TLS proxy on this machine"
        ));
    }
    if settings.secure_cookies && settings.behind_proxy.is_empty() {
        faults.push("it is not said who does TLS: name certificate and key under [tls], or say behind_proxy = [\"127.0.0.1\"] when a TLS proxy on this machine does it".to_owned());
    }
    let elsewhere = settings.behind_proxy.iter();
    for proxy in elsewhere.filter(|proxy| !proxy.is_loopback()) {
        faults.push(format!(
            "behind_proxy names {proxy}, another machine, and what it sends here would cross the network in the open: name certificate and key under [tls] too, and have the proxy speak TLS to Kith"
        ));
    }
    faults
}

fn faults_with_tls(files: &TlsFiles, settings: &Settings) -> Vec<String> {
    let mut faults = Vec::new();
    if !settings.secure_cookies {
        faults.push("secure_cookies is off although there is TLS: switch it on".to_owned());
    }
    let worth = match files.tls().and_then(|_| certificate_worth(files, settings)) {
        Ok(worth) => worth,
        Err(error) => {
            faults.push(format!("{error:#}"));
            return faults;
        }
    };
    let file = files.certificate.display();
    for host in &worth.not_for {
        faults.push(format!(
            "{file} is not for {host}, which hosts names: have it made for that name too"
        ));
    }
    match worth.trust {
        CertificateTrust::Trusted => {}
        CertificateTrust::Ended => {
            let day = worth.ends.map_or_else(|| "already".to_owned(), day);
            faults.push(format!("{file} has ended ({day}): renew it"));
        }
        CertificateTrust::NotBegun => {
            faults.push(format!("{file} has not begun yet: look at this machine's clock"));
        }
        // Only the proxy sees it then, and is told to trust it.
        CertificateTrust::UnknownMaker if !settings.behind_proxy.is_empty() => {}
        CertificateTrust::UnknownMaker => faults.push(format!(
            "{file} ends in no root that this machine trusts, so browsers would warn: put the certificates between into the file after your own; if your council is its own maker, add its root to this machine's (or name it in SSL_CERT_FILE)"
        )),
        CertificateTrust::Unfit => {
            faults.push(format!("{file} is of a form that browsers refuse: have another made"));
        }
    }
    faults
}

/// What is good to know about the certificate and keeps nothing from starting.
pub(crate) fn notes(folder: &Path, settings: &Settings) -> Vec<String> {
    let Some(files) = settings.tls.as_ref().map(|files| files.from(folder)) else {
        return Vec::new();
    };
    // What cannot be read is a fault already.
    let Ok(worth) = certificate_worth(&files, settings) else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    let file = files.certificate.display();
    if let Some(ends) = worth.ends {
        let days = (ends.as_second() - clock::now().timestamp().as_second()) / A_DAY;
        let renew = if days < RENEW_BEFORE {
            ": renew it now"
        } else {
            ""
        };
        notes.push(format!(
            "{file} ends on {}, in {days} days{renew}",
            day(ends)
        ));
    }
    if worth.trust == CertificateTrust::UnknownMaker && !settings.behind_proxy.is_empty() {
        notes.push(format!(
            "{file} ends in no root that this machine trusts: the proxy has to be told to trust it, and nothing else"
        ));
    }
    if files.redirect_from.is_none() && settings.behind_proxy.is_empty() {
        notes.push("plain HTTP is not answered: whoever types the address without https may not arrive (tls.redirect_from)".to_owned());
    }
    notes
}

fn certificate_worth(files: &TlsFiles, settings: &Settings) -> anyhow::Result<CertificateWorth> {
    let (certificate, _) = files.read()?;
    let mut names: Vec<&str> = settings.hosts.iter().map(|host| name_of(host)).collect();
    if !settings.behind_proxy.is_empty() {
        // Browsers see the proxy's certificate; this one is between the two.
        names.clear();
    }
    worth(&certificate, &names, clock::now().timestamp())
        .with_context(|| files.certificate.display().to_string())
}

/// A host's name without its port.
fn name_of(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

fn day(moment: Timestamp) -> String {
    moment.strftime("%-d %B %Y").to_string()
}
