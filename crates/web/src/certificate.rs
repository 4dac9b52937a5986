//! What a certificate is worth before anybody is served with it: until when it holds, for which
//! names, and whether this machine trusts who made it.
//!
//! INVARIANT: the same checks that a browser makes, by the same crate that checks the certificates
//! of others for us; nothing is taken from the certificate without them.

use std::time::Duration;

use jiff::Timestamp;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error, RootCertStore};

use crate::tls::{TlsFault, chain, provider};

/// What was found out about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateWorth {
    /// When it ends, where that could be read.
    pub ends: Option<Timestamp>,
    /// Those of the names asked about that it is not for.
    pub not_for: Vec<String>,
    /// Whether a browser on this machine would trust it now.
    pub trust: CertificateTrust,
}

/// Whether a browser on this machine would trust a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateTrust {
    /// It ends in a root that the machine trusts.
    Trusted,
    /// It has ended.
    Ended,
    /// It has not begun.
    NotBegun,
    /// It ends in no root that the machine trusts, or the chain is not whole.
    UnknownMaker,
    /// It is of a form that browsers refuse.
    Unfit,
}

/// More than any certificate holds.
const FAR_AHEAD: Duration = Duration::from_secs(200 * 366 * 24 * 60 * 60);

/// Holds a chain in PEM form against these names, this machine's roots and the clock.
///
/// # Errors
/// When the text holds no certificate.
pub fn worth(
    certificate: &[u8],
    names: &[&str],
    now: Timestamp,
) -> Result<CertificateWorth, TlsFault> {
    let chain = chain(certificate)?;
    let (own, between) = chain.split_first().ok_or(TlsFault::NoCertificate)?;
    let own = ParsedCertificate::try_from(own).map_err(|_| TlsFault::NoCertificate)?;
    let is_for = |name: &str| {
        ServerName::try_from(name).is_ok_and(|name| verify_server_name(&own, &name).is_ok())
    };
    let not_for = names.iter().filter(|name| !is_for(name));
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let now = Duration::from_secs(seconds);
    let roots = roots_of_this_machine();
    Ok(CertificateWorth {
        ends: end(&checked(&own, between, &roots, now + FAR_AHEAD)),
        not_for: not_for.map(|name| (*name).to_owned()).collect(),
        trust: trust(&checked(&own, between, &roots, now)),
    })
}

/// The roots that this machine trusts; `SSL_CERT_FILE` names another list, as elsewhere.
fn roots_of_this_machine() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

fn checked(
    own: &ParsedCertificate<'_>,
    between: &[CertificateDer<'_>],
    roots: &RootCertStore,
    at: Duration,
) -> Result<(), Error> {
    let at = UnixTime::since_unix_epoch(at);
    let methods = provider().signature_verification_algorithms.all;
    verify_server_cert_signed_by_trust_anchor(own, roots, between, at, methods)
}

/// Far ahead every certificate has ended, and the refusal says when.
fn end(far_ahead: &Result<(), Error>) -> Option<Timestamp> {
    let Err(Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. })) =
        far_ahead
    else {
        return None;
    };
    let seconds = i64::try_from(not_after.as_secs()).ok()?;
    Timestamp::from_second(seconds).ok()
}

fn trust(now: &Result<(), Error>) -> CertificateTrust {
    match now {
        Ok(()) => CertificateTrust::Trusted,
        Err(Error::InvalidCertificate(why)) => match why {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                CertificateTrust::Ended
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                CertificateTrust::NotBegun
            }
            CertificateError::UnknownIssuer => CertificateTrust::UnknownMaker,
            _ => CertificateTrust::Unfit,
        },
        Err(_) => CertificateTrust::Unfit,
    }
}
