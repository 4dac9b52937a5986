//! The secrets of a sitting on their way to and from a browser or a program.
//!
//! A browser holds two in cookies that no script can read: the sitting's token, and a secret of
//! its own that stays from one sitting to the next and without which the token opens nothing. A
//! program sends its token as `Authorization: Bearer`.
//! INVARIANT: over TLS each cookie is bound to this very host (`__Host-`), and the token ends with
//! the browser.

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use operations::{Device, Secret, SittingToken};

/// What a cookie holds; the prefix of its name makes browsers refuse it without TLS.
#[derive(Clone, Copy)]
pub(crate) enum Cookie {
    /// The sitting's token.
    Sitting,
    /// The browser's own secret.
    Device,
    /// A sign-in that is not finished.
    Step,
}

impl Cookie {
    const fn name(self, is_secure: bool) -> &'static str {
        match (self, is_secure) {
            (Self::Sitting, true) => "__Host-kith",
            (Self::Sitting, false) => "kith",
            (Self::Device, true) => "__Host-kith-browser",
            (Self::Device, false) => "kith-browser",
            (Self::Step, true) => "__Host-kith-step",
            (Self::Step, false) => "kith-step",
        }
    }

    /// How long the browser keeps it: until it closes, 400 days (the longest browsers allow), or
    /// as long as a sign-in may take.
    const fn age(self) -> &'static str {
        match self {
            Self::Sitting => "",
            Self::Device => "Max-Age=34560000; ",
            Self::Step => "Max-Age=900; ",
        }
    }
}

/// The token of a request, from its cookie or its authorisation.
pub(crate) fn token_of(headers: &HeaderMap, is_secure: bool) -> Option<SittingToken> {
    bearer(headers).or_else(|| token_in(headers, Cookie::Sitting, is_secure))
}

/// The token in a cookie.
pub(crate) fn token_in(
    headers: &HeaderMap,
    cookie: Cookie,
    is_secure: bool,
) -> Option<SittingToken> {
    SittingToken::parse(from_cookie(headers, cookie.name(is_secure))?)
}

/// The browser that sent a request, when it has a secret of its own.
pub(crate) fn device_of(headers: &HeaderMap, is_secure: bool) -> Option<Device> {
    Device::parse(from_cookie(headers, Cookie::Device.name(is_secure))?)
}

fn bearer(headers: &HeaderMap) -> Option<SittingToken> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| SittingToken::parse(token.trim()))?
}

fn from_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, secret)| secret)
}

/// The randomness from which a token is made.
pub(crate) fn fresh_secret() -> Secret {
    let mut secret = Secret::default();
    getrandom::fill(&mut secret).expect("the operating system gives randomness");
    secret
}

/// Gives a browser its token.
pub(crate) fn cookie_with(token: &SittingToken, is_secure: bool) -> HeaderValue {
    given(Cookie::Sitting, token.reveal(), is_secure)
}

/// Gives a browser the token of a sign-in that is not finished.
pub(crate) fn step_cookie(token: &SittingToken, is_secure: bool) -> HeaderValue {
    given(Cookie::Step, token.reveal(), is_secure)
}

/// Gives a browser a secret of its own, or the one it has once more.
pub(crate) fn device_cookie(device: &Device, is_secure: bool) -> HeaderValue {
    given(Cookie::Device, device.reveal(), is_secure)
}

fn given(cookie: Cookie, secret: &str, is_secure: bool) -> HeaderValue {
    let value = format!(
        "{}={secret}; {}{}",
        cookie.name(is_secure),
        cookie.age(),
        attributes(is_secure)
    );
    let mut value = HeaderValue::from_str(&value)
        .expect("a secret is made of hexadecimal digits, the rest is written here");
    value.set_sensitive(true);
    value
}

/// Takes a cookie back.
pub(crate) fn taken_back(cookie: Cookie, is_secure: bool) -> HeaderValue {
    let name = cookie.name(is_secure);
    let value = format!("{name}=; Max-Age=0; {}", attributes(is_secure));
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
            taken_back(Cookie::Sitting, false)
                .to_str()
                .unwrap()
                .starts_with("kith=; Max-Age=0;")
        );
    }

    #[test]
    fn a_browser_keeps_its_own_secret_for_long_and_beside_the_token() {
        let device = Device::parse(TOKEN).unwrap();
        let cookie = device_cookie(&device, true);
        assert_eq!(
            cookie.to_str().unwrap(),
            format!(
                "__Host-kith-browser={TOKEN}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax; \
                 Secure"
            )
        );
        assert!(cookie.is_sensitive());
        let sent = headers(COOKIE, &format!("kith-browser={TOKEN}"));
        assert_eq!(device_of(&sent, false), Some(device));
        assert!(token_of(&sent, false).is_none());
    }
}
