//! Holds an identity token against what was asked for, and reads who it is about.
//!
//! Signature, issuer, audience, times and nonce are the crate's work; what this council asks beyond
//! (not before, class, method, freshness, staff id, role) is checked here.
//! Invariant: a token that fails any check gives nobody, and the reason holds nothing from it.

use crate::ProviderSettings;
use jiff::Timestamp;
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IdTokenClaims, IdTokenVerifier,
    IssuerUrl, Nonce, SignatureVerificationError,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use vocabulary::Role;

/// Who signed in at the provider.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedInPerson {
    /// Staff id, as case links have it.
    pub staff_id: String,
    /// Name, as the provider has it.
    pub name: String,
    /// Role here.
    pub role: Role,
    /// When the person last proved to the provider who they are.
    pub proved_at: Option<Timestamp>,
}

/// What the token is held against.
pub struct Expected<'a> {
    /// What the token must repeat.
    pub nonce: &'a str,
    /// The person signs in again for something: only a proof of this moment counts.
    pub proved_since: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident, $code:literal;)+) => {
        /// Why a token gives nobody.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TokenRefusal {
            $($(#[$doc])* $name,)+
        }

        impl TokenRefusal {
            /// The word in the audit.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

refusals! {
    /// It is not a token at all.
    Unreadable, "token_unreadable";
    /// It is not signed, or by a method that we do not accept.
    WrongMethod, "token_signing_method";
    /// No key of the provider fits, although the keys were read anew.
    UnknownKey, "token_unknown_key";
    /// The signature is wrong.
    WrongSignature, "token_signature";
    /// It is from another issuer.
    WrongIssuer, "token_issuer";
    /// It is for another application.
    WrongAudience, "token_audience";
    /// It has expired.
    Expired, "token_expired";
    /// It is not valid yet.
    NotYetValid, "token_not_yet_valid";
    /// It answers another question than ours.
    WrongNonce, "token_nonce";
    /// The person did not sign in strongly enough.
    TooWeak, "sign_in_too_weak";
    /// The person signed in too long ago.
    TooOld, "sign_in_too_old";
    /// The token names no staff id.
    NoStaffId, "no_staff_id";
    /// The person has no role in this application.
    NoRole, "no_role";
    /// The person has more than one role in this application.
    SeveralRoles, "several_roles";
}

/// Every claim that the standard does not name.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct OtherClaims(BTreeMap<String, Value>);

impl AdditionalClaims for OtherClaims {}

impl fmt::Debug for OtherClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtherClaims(‹sealed›)")
    }
}

/// An identity token that has been read and not checked.
pub(crate) type Token = IdToken<
    OtherClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Claims = IdTokenClaims<OtherClaims, CoreGenderClaim>;

/// Signing methods with a key that only the provider has. None with a shared secret, never none.
const METHODS: [CoreJwsSigningAlgorithm; 6] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The keys with which a provider signs, as it publishes them.
#[derive(Clone)]
pub struct ProviderKeys(CoreJsonWebKeySet);

impl ProviderKeys {
    /// Reads a provider's list of keys (JWKS).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }
}

/// Holds a token against the provider's keys and what was asked for.
///
/// # Errors
/// When any check fails.
pub fn read_token(
    settings: &ProviderSettings,
    keys: &ProviderKeys,
    token: &str,
    expected: &Expected<'_>,
) -> Result<SignedInPerson, TokenRefusal> {
    let token = Token::from_str(token).map_err(|_| TokenRefusal::Unreadable)?;
    check_token(settings, &keys.0, &token, expected)
}

/// The same for a token that has been read.
pub(crate) fn check_token(
    settings: &ProviderSettings,
    keys: &CoreJsonWebKeySet,
    token: &Token,
    expected: &Expected<'_>,
) -> Result<SignedInPerson, TokenRefusal> {
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| TokenRefusal::WrongIssuer)?;
    let client = ClientId::new(settings.application_id.clone());
    let late = expected.now - seconds(settings.clock_skew);
    let late =
        chrono::DateTime::from_timestamp(late.as_second(), 0).ok_or(TokenRefusal::Expired)?;
    let verifier = IdTokenVerifier::new_public_client(client, issuer, keys.clone())
        .set_allowed_algs(METHODS)
        .set_time_fn(move || late);
    let claims = token
        .claims(&verifier, &Nonce::new(expected.nonce.to_owned()))
        .map_err(|error| refusal(&error))?;
    in_time(claims, settings, expected)?;
    strong_enough(claims, settings, expected)?;
    person(claims, settings)
}

fn refusal(error: &ClaimsVerificationError) -> TokenRefusal {
    match error {
        ClaimsVerificationError::Expired(_) => TokenRefusal::Expired,
        ClaimsVerificationError::InvalidAudience(_) => TokenRefusal::WrongAudience,
        ClaimsVerificationError::InvalidIssuer(_) => TokenRefusal::WrongIssuer,
        ClaimsVerificationError::InvalidNonce(_) => TokenRefusal::WrongNonce,
        ClaimsVerificationError::InvalidAuthContext(_) => TokenRefusal::TooWeak,
        ClaimsVerificationError::InvalidAuthTime(_) => TokenRefusal::TooOld,
        ClaimsVerificationError::SignatureVerification(why) => match why {
            SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::NoSignature
            | SignatureVerificationError::UnsupportedAlg(_) => TokenRefusal::WrongMethod,
            SignatureVerificationError::NoMatchingKey
            | SignatureVerificationError::AmbiguousKeyId(_)
            | SignatureVerificationError::InvalidKey(_) => TokenRefusal::UnknownKey,
            _ => TokenRefusal::WrongSignature,
        },
        _ => TokenRefusal::Unreadable,
    }
}

fn seconds(count: u16) -> jiff::SignedDuration {
    jiff::SignedDuration::from_secs(i64::from(count))
}

/// Neither from the future nor for the future.
fn in_time(
    claims: &Claims,
    settings: &ProviderSettings,
    expected: &Expected<'_>,
) -> Result<(), TokenRefusal> {
    let early = (expected.now + seconds(settings.clock_skew)).as_second();
    let not_before = claims.additional_claims().0.get("nbf");
    let not_before = not_before.and_then(Value::as_i64);
    if claims.issue_time().timestamp() > early || not_before.is_some_and(|from| from > early) {
        return Err(TokenRefusal::NotYetValid);
    }
    Ok(())
}

fn strong_enough(
    claims: &Claims,
    settings: &ProviderSettings,
    expected: &Expected<'_>,
) -> Result<(), TokenRefusal> {
    let rules = &settings.proof;
    let class = claims.auth_context_ref().map(|class| class.as_str());
    let is_of_class = |wanted: &[String]| {
        wanted.is_empty() || class.is_some_and(|class| wanted.iter().any(|one| one == class))
    };
    let mut methods = claims.auth_method_refs().into_iter().flatten();
    let by_method = rules.methods.is_empty()
        || methods.any(|method| rules.methods.iter().any(|one| one == method.as_str()));
    if !is_of_class(&rules.classes) || !by_method {
        return Err(TokenRefusal::TooWeak);
    }
    let again = expected.proved_since.is_some();
    if let Some(wanted) = rules.class_again.as_ref().filter(|_| again)
        && !is_of_class(std::slice::from_ref(wanted))
    {
        return Err(TokenRefusal::TooWeak);
    }
    let longest = rules
        .longest_minutes
        .map(|minutes| expected.now - jiff::SignedDuration::from_mins(i64::from(minutes)));
    let Some(since) = expected.proved_since.or(longest) else {
        return Ok(());
    };
    match proved_at(claims) {
        Some(proved) if proved + seconds(settings.clock_skew) >= since => Ok(()),
        _ => Err(TokenRefusal::TooOld),
    }
}

fn proved_at(claims: &Claims) -> Option<Timestamp> {
    let at = claims.auth_time()?;
    Timestamp::from_second(at.timestamp()).ok()
}

fn person(claims: &Claims, settings: &ProviderSettings) -> Result<SignedInPerson, TokenRefusal> {
    let other = &claims.additional_claims().0;
    let staff_id = match settings.staff_id_claim.as_str() {
        "sub" => Some(claims.subject().as_str()),
        "preferred_username" => claims.preferred_username().map(|name| name.as_str()),
        "email" => claims.email().map(|email| email.as_str()),
        claim => other.get(claim).and_then(Value::as_str),
    };
    let staff_id = staff_id.map(str::trim).filter(|id| !id.is_empty());
    let staff_id = staff_id.ok_or(TokenRefusal::NoStaffId)?.to_owned();
    let mut roles: Vec<Role> = match other.get(&settings.roles_claim) {
        Some(Value::String(one)) => settings.roles.get(one).copied().into_iter().collect(),
        Some(Value::Array(several)) => {
            let known = several.iter().filter_map(Value::as_str);
            known
                .filter_map(|one| settings.roles.get(one).copied())
                .collect()
        }
        _ => Vec::new(),
    };
    roles.sort();
    roles.dedup();
    let role = match roles.as_slice() {
        [] => return Err(TokenRefusal::NoRole),
        [role] => *role,
        [_, _, ..] => return Err(TokenRefusal::SeveralRoles),
    };
    let name = claims.name().and_then(|name| name.get(None));
    let name = name.map_or_else(|| staff_id.clone(), |name| name.as_str().to_owned());
    Ok(SignedInPerson {
        staff_id,
        name,
        role,
        proved_at: proved_at(claims),
    })
}

impl fmt::Debug for SignedInPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedInPerson(‹sealed›)")
    }
}
