//! Tokens signed here, with any header and any claims.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use identity::ProviderKeys;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};

/// The first secret key of RFC 8032's examples, and another one.
pub(crate) const KEY: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];
pub(crate) const ANOTHER_KEY: [u8; 32] = [5; 32];

fn base64(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for letter in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * letter)) & 63;
            text.push(char::from(alphabet[usize::try_from(index).unwrap()]));
        }
    }
    text
}

pub(crate) fn url_text(bytes: &[u8]) -> String {
    base64(
        bytes,
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    )
}

fn key(bytes: &[u8; 32], id: &str) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    der.extend_from_slice(bytes);
    let body = base64(
        &der,
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    );
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let id = JsonWebKeyId::new(id.to_owned());
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(id)).unwrap()
}

/// The public half of a key, as a provider publishes it.
pub(crate) fn published(secret: &[u8; 32], id: &str) -> Value {
    let public = serde_json::to_value(key(secret, id).as_verification_key()).unwrap();
    json!({ "keys": [public] })
}

/// The keys of the provider.
pub(crate) fn keys() -> ProviderKeys {
    ProviderKeys::parse(&published(&KEY, "key-1").to_string()).unwrap()
}

/// A token with this header and these claims, signed with this key.
pub(crate) fn signed_with(secret: &[u8; 32], header: &Value, claims: &Value) -> String {
    let (header, claims) = (header.to_string(), claims.to_string());
    let signed = format!(
        "{}.{}",
        url_text(header.as_bytes()),
        url_text(claims.as_bytes())
    );
    let algorithm = CoreJwsSigningAlgorithm::EdDsa;
    let signature = key(secret, "any")
        .sign(&algorithm, signed.as_bytes())
        .unwrap();
    format!("{signed}.{}", url_text(&signature))
}
