//! One-time codes that a worker's own device makes (RFC 6238: six digits, thirty seconds, SHA-1,
//! which is what every authenticator app understands).
//!
//! Invariant: a code is told by its step of the clock, so that whoever keeps the steps can refuse
//! the same code a second time.

use std::fmt;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// The secret that a worker's device and the council share.
#[derive(Clone)]
pub struct CodeSecret([u8; 20]);

const SECONDS: u64 = 30;

impl CodeSecret {
    /// A secret of twenty fresh random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The bytes, for sealing.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The step of the clock to which a code belongs: the one of this second, the one before or
    /// the one after. Nothing when it is no code of this secret.
    #[must_use]
    pub fn step_of(&self, code: &str, unix_second: i64) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let second = u64::try_from(unix_second).ok()?;
        let step = self.totp().check(&digits, second)?;
        i64::try_from(step).ok()
    }

    /// The code that the device shows at this second.
    #[must_use]
    pub fn code_at(&self, unix_second: i64) -> String {
        let second = u64::try_from(unix_second).unwrap_or_default();
        self.totp().generate(second).to_string()
    }

    /// The secret for typing in, in groups of four.
    #[must_use]
    pub fn typed(&self) -> String {
        let text = Secret::from(self.0).to_base32();
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(4).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }

    /// The address that an authenticator app reads from a picture.
    #[must_use]
    pub fn address(&self, service: &str, account: &str) -> String {
        let secret = Secret::from(self.0).to_base32();
        let (service, account) = (escaped(service), escaped(account));
        format!(
            "otpauth://totp/{service}:{account}?secret={secret}&issuer={service}\
             &algorithm=SHA1&digits=6&period={SECONDS}"
        )
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(SECONDS)
            .with_secret(Secret::from(self.0))
            .build()
            .expect("six digits and twenty bytes are what the standard asks for")
    }
}

/// Text for an address: letters and digits as they are, every other byte as `%xx`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

impl fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeSecret(‹sealed›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the standard's own examples.
    const EXAMPLE: CodeSecret = CodeSecret::new(*b"12345678901234567890");

    #[test]
    fn the_examples_of_the_standard_come_out() {
        // RFC 6238, appendix B: the last six of the eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(EXAMPLE.code_at(second), code);
            assert_eq!(EXAMPLE.step_of(code, second), Some(second / 30));
        }
    }

    #[test]
    fn a_code_holds_half_a_minute_early_or_late_and_no_longer() {
        let code = EXAMPLE.code_at(1_000_000_000);
        let step = 1_000_000_000 / 30;
        assert_eq!(EXAMPLE.step_of(&code, 1_000_000_000 - 30), Some(step));
        assert_eq!(EXAMPLE.step_of(&code, 1_000_000_000 + 30), Some(step));
        assert_eq!(EXAMPLE.step_of(&code, 1_000_000_000 + 90), None);
        assert_eq!(EXAMPLE.step_of(&code, 1_000_000_000 - 90), None);
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        assert_eq!(EXAMPLE.step_of(&spaced, 1_000_000_000), Some(step));
    }

    #[test]
    fn what_is_no_code_fits_nothing() {
        for text in ["", "28708", "2870822", "28708x", "２８７０８２"] {
            assert_eq!(EXAMPLE.step_of(text, 59), None, "{text}");
        }
    }

    #[test]
    fn the_secret_is_typed_in_groups_and_never_printed() {
        assert_eq!(EXAMPLE.typed(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(format!("{EXAMPLE:?}"), "CodeSecret(‹sealed›)");
        assert_eq!(
            EXAMPLE.address("Kith (Eastmere)", "SW1"),
            "otpauth://totp/Kith%20%28Eastmere%29:SW1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Kith%20%28Eastmere%29&algorithm=SHA1&digits=6&period=30"
        );
    }
}
