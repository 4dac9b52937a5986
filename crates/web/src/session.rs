//! The sitting's token on its way to and from a browser or a program.
//!
//! A browser holds it in a cookie that no script can read, a program sends it as
//! `Authorization: Bearer`.
//! INVARIANT: over TLS the cookie is bound to this very host (`__Host-`), and it ends with the
//! browser.

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use operations::{Secret, SittingToken};

/// Name of the cookie; the prefix makes browsers refuse it without TLS.
const fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-kith" } else { "kith" }
}

/// The token of a request, from its cookie or its authorisation.
pub(crate) fn token_of(headers: &HeaderMap, is_secure: bool) -> Option<SittingToken> {
    bearer(headers).or_else(|| from_cookie(headers, cookie_name(is_secure)))
}

fn bearer(headers: &HeaderMap) -> Option<SittingToken> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| SittingToken::parse(token.trim()))?
}

fn from_cookie(headers: &HeaderMap, name: &str) -> Option<SittingToken> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .and_then(|(_, token)| SittingToken::parse(token))
}

/// The randomness from which a token is made.
pub(crate) fn fresh_secret() -> Secret {
    let mut secret = Secret::default();
    getrandom::fill(&mut secret).expect("the operating system gives randomness");
    secret
}

/// Gives a browser its token.
pub(crate) fn cookie_with(token: &SittingToken, is_secure: bool) -> HeaderValue {
    let value = format!(
        "{}={}; {}",
        cookie_name(is_secure),
        token.reveal(),
        attributes(is_secure)
    );
    let mut value = HeaderValue::from_str(&value)
        .expect("a token is made of hexadecimal digits, the rest is written here");
    value.set_sensitive(true);
    value
}

/// Takes the token back.
pub(crate) fn cookie_without(is_secure: bool) -> HeaderValue {
    let value = format!(
        "{}=; Max-Age=0; {}",
        cookie_name(is_secure),
        attributes(is_secure)
    );
    HeaderValue::from_str(&value).expect("all of it is written here")
}

const fn attributes(is_secure: bool) -> &'static str {
    if is_secure {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_cookie_is_read_among_others_and_only_under_its_own_name() {
        let sent = headers(COOKIE, &format!("a=b; kith={TOKEN}; kithless=1"));
        assert_eq!(token_of(&sent, false).unwrap().reveal(), TOKEN);
        assert!(token_of(&sent, true).is_none());
        let bound = headers(COOKIE, &format!("__Host-kith={TOKEN}"));
        assert!(token_of(&bound, true).is_some());
    }

    #[test]
    fn a_program_sends_the_token_as_bearer() {
        assert!(token_of(&headers(AUTHORIZATION, &format!("Bearer {TOKEN}")), true).is_some());
        assert!(token_of(&headers(AUTHORIZATION, &format!("Basic {TOKEN}")), true).is_none());
        assert!(token_of(&headers(AUTHORIZATION, "Bearer short"), true).is_none());
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_other_sites_and_other_hosts() {
        let token = SittingToken::parse(TOKEN).unwrap();
        let cookie = cookie_with(&token, true);
        assert_eq!(
            cookie.to_str().unwrap(),
            format!("__Host-kith={TOKEN}; Path=/; HttpOnly; SameSite=Lax; Secure")
        );
        assert!(cookie.is_sensitive());
        assert!(
            cookie_without(false)
                .to_str()
                .unwrap()
                .starts_with("kith=; Max-Age=0;")
        );
    }
}
