//! TLS of our own: which versions and suites are spoken, and with which certificate.
//!
//! The certificate can be exchanged while the site is served.
//! INVARIANT: nothing older than TLS 1.2 is spoken, every suite keeps past conversations secret when
//! the key is lost later, and a key that does not belong to its certificate is never taken.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, SupportedProtocolVersion, version};
use thiserror::Error;

/// The versions that are spoken, and no others.
const VERSIONS: [&SupportedProtocolVersion; 2] = [&version::TLS13, &version::TLS12];

/// How the site speaks TLS.
#[derive(Clone, Debug)]
pub struct Tls {
    config: Arc<ServerConfig>,
    in_use: Arc<InUse>,
}

/// Why a certificate cannot be served with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TlsFault {
    /// The file holds none.
    #[error("holds no certificate in PEM form")]
    NoCertificate,
    /// The file holds none.
    #[error("holds no private key in PEM form")]
    NoKey,
    /// The two belong to different keys, or are of a kind that is not spoken.
    #[error("certificate and key do not belong together, or are of a kind that browsers refuse")]
    NotAPair,
}

impl Tls {
    /// From a chain of certificates, ours first, and its key; both in PEM form.
    ///
    /// # Errors
    /// When there is no certificate or key, or they are not a pair.
    pub fn new(certificate: &[u8], key: &[u8]) -> Result<Self, TlsFault> {
        let in_use = Arc::new(InUse(RwLock::new(pair(certificate, key)?)));
        let provider = Arc::new(provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&VERSIONS)
            .expect("the provider has suites of both versions")
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&in_use) as Arc<dyn ResolvesServerCert>);
        // Our own order of suites counts, the strongest first.
        config.ignore_client_order = true;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            in_use,
        })
    }

    /// Serves whoever comes from now on with another certificate; nobody is interrupted.
    ///
    /// # Errors
    /// As [`Tls::new`]; the certificate before then stays in use.
    pub fn renew(&self, certificate: &[u8], key: &[u8]) -> Result<(), TlsFault> {
        let renewed = pair(certificate, key)?;
        *self
            .in_use
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }

    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }
}

/// The suites of rustls on *ring*, in its order.
pub(crate) fn provider() -> CryptoProvider {
    ring::default_provider()
}

/// The certificates of a PEM text, in its order.
pub(crate) fn chain(certificate: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsFault> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate).collect();
    let chain = chain.unwrap_or_default();
    if chain.is_empty() {
        return Err(TlsFault::NoCertificate);
    }
    Ok(chain)
}

fn pair(certificate: &[u8], key: &[u8]) -> Result<Arc<CertifiedKey>, TlsFault> {
    let chain = chain(certificate)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsFault::NoKey)?;
    let pair = CertifiedKey::from_der(chain, key, &provider());
    pair.map(Arc::new).map_err(|_| TlsFault::NotAPair)
}

/// The certificate that is shown to whoever comes next.
#[derive(Debug)]
struct InUse(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for InUse {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let pair = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&pair))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str) -> (String, String) {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    #[test]
    fn nothing_but_the_two_newest_versions_and_suites_with_forward_secrecy_is_spoken() {
        let (certificate, key) = made("kith.council.example");
        let tls = Tls::new(certificate.as_bytes(), key.as_bytes()).unwrap();
        let config = tls.config();
        let suites: Vec<String> = config
            .crypto_provider()
            .cipher_suites
            .iter()
            .map(|suite| format!("{:?}", suite.suite()))
            .collect();
        let agreed = [
            "TLS13_AES_256_GCM_SHA384",
            "TLS13_AES_128_GCM_SHA256",
            "TLS13_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        ];
        assert_eq!(suites, agreed);
        assert!(config.ignore_client_order, "ours are preferred");
        let versions = VERSIONS.map(|version| format!("{:?}", version.version));
        assert_eq!(versions, ["TLSv1_3", "TLSv1_2"]);
    }

    #[test]
    fn a_key_of_another_certificate_is_not_taken_and_the_one_before_stays() {
        let (certificate, key) = made("kith.council.example");
        let (other, _) = made("kith.council.example");
        let tls = Tls::new(certificate.as_bytes(), key.as_bytes()).unwrap();
        let refused = |certificate: &str, key: &str| {
            tls.renew(certificate.as_bytes(), key.as_bytes())
                .unwrap_err()
        };
        let before = chain(certificate.as_bytes()).unwrap();
        assert_eq!(refused(&other, &key), TlsFault::NotAPair);
        assert_eq!(refused("", &key), TlsFault::NoCertificate);
        assert_eq!(refused(&key, &key), TlsFault::NoCertificate);
        assert_eq!(refused(&certificate, "no key"), TlsFault::NoKey);
        assert_eq!(tls.in_use.0.read().unwrap().cert, before);
    }
}
