//! Proves who somebody is: one-time codes from a device of their own, and tokens of the council's
//! identity provider. Knows no store, no permit and no page.
//!
//! Invariants
//! - Time and randomness are parameters; the only thing outside that is asked is the provider.
//! - No secret here has `Display`, and `Debug` prints the type's name.
//! - What cannot be proved is refused with a reason that holds nothing from the token.
//!
//! Start reading at [`CodeSecret`], then [`Provider`].

mod client;
mod first_passphrase;
mod one_time_code;
mod picture;
mod provider;
mod provider_settings;
mod recovery_code;
mod sealing;
mod token;

pub use first_passphrase::FirstPassphrase;
pub use one_time_code::CodeSecret;
pub use picture::Picture;
pub use provider::{Provider, ProviderError, Question, Returned};
pub use provider_settings::{ProofRules, ProviderSettings};
pub use recovery_code::RecoveryCode;
pub use sealing::SealingKey;
pub use token::{Expected, ProviderKeys, SignedInPerson, TokenRefusal, read_token};

/// Bytes as lower-case hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
