//! One request to the provider, under limits, and the crate's client with our kind of token.
//!
//! Invariant: no redirect is followed, ten seconds and one megabyte are the end, and outside the
//! loopback only TLS is spoken.

use crate::token::OtherClaims;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenFields, StandardErrorResponse, StandardTokenResponse,
};
use std::time::Duration;

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The crate's client, for tokens with any claim.
pub(crate) type KithClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider did not answer as it should. Holds nothing of what it said.
#[derive(Debug, thiserror::Error)]
#[error("the identity provider did not answer")]
pub(crate) struct NoAnswer;

const TIME_LIMIT: Duration = Duration::from_secs(10);
const LONGEST_ANSWER: u64 = 1024 * 1024;

/// Sends one request and waits.
pub(crate) fn ask(request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let is_loopback = matches!(
        request.uri().host(),
        Some("127.0.0.1" | "localhost" | "[::1]")
    );
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIME_LIMIT))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .https_only(!is_loopback)
        .build()
        .into();
    let is_reading = request.method().as_str() == "GET";
    let answer = if is_reading {
        agent.run(request.map(|_| ()))
    } else {
        agent.run(request)
    };
    let answer = answer.map_err(|_| NoAnswer)?;
    let (head, mut body) = answer.into_parts();
    let body = body
        .with_config()
        .limit(LONGEST_ANSWER)
        .read_to_vec()
        .map_err(|_| NoAnswer)?;
    Ok(HttpResponse::from_parts(head, body))
}
