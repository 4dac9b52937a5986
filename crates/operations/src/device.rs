//! A browser, known by a secret of its own that it keeps from one sitting to the next.
//!
//! A sitting that began in a browser is worth nothing outside it: its token alone opens nothing.
//! Invariant: only a hash of the secret is stored, and nothing about the machine is asked.

use crate::handle::hexadecimal;
use crate::sitting::Secret;
use sha2::{Digest, Sha256};
use std::fmt;

/// The secret of one browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Device(String);

impl Device {
    /// A browser that had no secret yet.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        Self(hexadecimal(secret))
    }

    /// Reads the secret from a cookie.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then(|| Self(text.to_owned()))
    }

    /// The secret, for the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"kith device 1");
        hash.update(self.0.as_bytes());
        hexadecimal(&hash.finalize())
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Device(‹sealed›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_read_back_and_never_printed() {
        let device = Device::new(&[3; 32]);
        assert_eq!(Device::parse(device.reveal()), Some(device.clone()));
        assert_eq!(Device::parse("short"), None);
        assert_eq!(format!("{device:?}"), "Device(‹sealed›)");
        assert_ne!(device.hash(), Device::new(&[4; 32]).hash());
    }
}
