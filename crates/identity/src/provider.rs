//! The council's identity provider (OpenID Connect, authorisation code with PKCE).
//!
//! Its description and keys are read once and kept for a while; a token with a key that we do not
//! know has them read once more. Everything here waits for the network: call it where waiting is
//! no harm. Invariant: what the provider answers is read under limits, is never logged, and gives
//! nobody unless `token` says so.

use crate::ProviderSettings;
use crate::client::{KithClient, ask};
use crate::token::{Expected, SignedInPerson, Token, TokenRefusal, check_token};
use jiff::Timestamp;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreJsonWebKeySet};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    LogoutRequest, Nonce, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, TokenResponse,
};
use std::sync::Mutex;
use std::time::Duration;

/// The council's identity provider.
pub struct Provider {
    settings: ProviderSettings,
    known: Mutex<Option<Known>>,
}

/// What the provider has said of itself.
#[derive(Clone)]
struct Known {
    description: ProviderMetadataWithLogout,
    read_at: Timestamp,
}

/// Three texts that nobody can guess, for one sign-in.
pub struct Question {
    /// Comes back with the browser, once.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Proves at the provider that it was we who asked.
    pub verifier: String,
}

/// What came back from the provider with the browser.
pub struct Returned<'a> {
    /// The code that is worth a token, once.
    pub code: &'a str,
    /// What was sent.
    pub sent: &'a Question,
    /// The person signs in again for something: only a proof since then counts.
    pub proved_since: Option<Timestamp>,
}

/// Why the provider gives nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It does not answer, or what it says of itself cannot be read.
    #[error("the identity provider cannot be reached; ring the desk, or try again in a minute")]
    Unreachable,
    /// It does not take the code: used before, too old, or not ours.
    #[error("the identity provider does not accept this sign-in; begin again")]
    CodeRefused,
    /// Its token gives nobody.
    #[error("the identity provider's answer cannot be accepted ({})", .0.code())]
    Token(TokenRefusal),
}

impl ProviderError {
    /// The word in the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "provider_unreachable",
            Self::CodeRefused => "code_refused",
            Self::Token(refusal) => refusal.code(),
        }
    }
}

/// Hours for which the provider's description is kept.
const KEPT_HOURS: i64 = 24;

impl Provider {
    /// A provider that has not been asked yet.
    #[must_use]
    pub const fn new(settings: ProviderSettings) -> Self {
        Self {
            settings,
            known: Mutex::new(None),
        }
    }

    /// What the council has set.
    #[must_use]
    pub const fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Where to send a browser to sign in; `again` asks for a fresh proof.
    ///
    /// # Errors
    /// When the provider's description cannot be read.
    pub fn sign_in_address(
        &self,
        question: &Question,
        again: bool,
        now: Timestamp,
    ) -> Result<String, ProviderError> {
        let client = self.client(self.known(now)?.description)?;
        let (state, nonce) = (question.state.clone(), question.nonce.clone());
        let verifier = PkceCodeVerifier::new(question.verifier.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let proof = &self.settings.proof;
        let longest = proof.longest_minutes.map(|minutes| u64::from(minutes) * 60);
        if again {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        if let Some(seconds) = if again { Some(0) } else { longest } {
            request = request.set_max_age(Duration::from_secs(seconds));
        }
        let classes: Vec<&String> = match &proof.class_again {
            Some(class) if again => vec![class],
            _ => proof.classes.iter().collect(),
        };
        for class in classes {
            request =
                request.add_auth_context_value(AuthenticationContextClass::new(class.clone()));
        }
        Ok(request.url().0.to_string())
    }

    /// Changes the code for a token, and reads who signed in.
    ///
    /// # Errors
    /// When the provider refuses or cannot be reached, or the token gives nobody.
    pub fn who_came_back(
        &self,
        returned: &Returned<'_>,
        now: Timestamp,
    ) -> Result<SignedInPerson, ProviderError> {
        let known = self.known(now)?;
        let client = self.client(known.description.clone())?;
        let token = self.token(&client, returned)?;
        let expected = Expected {
            nonce: &returned.sent.nonce,
            proved_since: returned.proved_since,
            now,
        };
        let check = |keys: &CoreJsonWebKeySet| check_token(&self.settings, keys, &token, &expected);
        match check(known.description.jwks()) {
            Err(TokenRefusal::UnknownKey) => {
                // The provider may have new keys since we asked.
                let fresh = self.read_anew(now)?;
                check(fresh.description.jwks()).map_err(ProviderError::Token)
            }
            answer => answer.map_err(ProviderError::Token),
        }
    }

    fn token(&self, client: &KithClient, returned: &Returned<'_>) -> Result<Token, ProviderError> {
        let code = AuthorizationCode::new(returned.code.to_owned());
        let answer = client
            .exchange_code(code)
            .map_err(|_| ProviderError::Unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(returned.sent.verifier.clone()))
            .request(&|request| ask(request));
        match answer {
            Ok(answer) => answer
                .id_token()
                .cloned()
                .ok_or(ProviderError::Token(TokenRefusal::Unreadable)),
            Err(RequestTokenError::ServerResponse(_)) => Err(ProviderError::CodeRefused),
            Err(RequestTokenError::Parse(..)) => {
                Err(ProviderError::Token(TokenRefusal::Unreadable))
            }
            Err(RequestTokenError::Request(_) | RequestTokenError::Other(_)) => {
                Err(ProviderError::Unreachable)
            }
        }
    }

    /// Where a browser signs out at the provider and comes back from; nothing when the provider
    /// has no such place or cannot be reached.
    #[must_use]
    pub fn sign_out_address(&self, now: Timestamp) -> Option<String> {
        let known = self.known(now).ok()?;
        let place = known
            .description
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let back = format!("{}/sign-in", self.settings.own_address);
        let request = LogoutRequest::from(place)
            .set_client_id(ClientId::new(self.settings.application_id.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back).ok()?);
        Some(request.http_get_url().to_string())
    }

    /// Reads the provider's description: for the start-up check.
    ///
    /// # Errors
    /// When it cannot be reached or read.
    pub fn is_there(&self, now: Timestamp) -> Result<(), ProviderError> {
        self.read_anew(now).map(|_| ())
    }

    fn client(&self, description: ProviderMetadataWithLogout) -> Result<KithClient, ProviderError> {
        let secret = self
            .settings
            .application_secret
            .clone()
            .map(ClientSecret::new);
        let client = ClientId::new(self.settings.application_id.clone());
        let back = RedirectUrl::new(self.settings.way_back());
        let back = back.map_err(|_| ProviderError::Unreachable)?;
        Ok(KithClient::from_provider_metadata(description, client, secret).set_redirect_uri(back))
    }

    fn known(&self, now: Timestamp) -> Result<Known, ProviderError> {
        let known = self.known.lock().ok().and_then(|known| known.clone());
        let is_fresh = |known: &Known| now.duration_since(known.read_at).as_hours() < KEPT_HOURS;
        match known.filter(is_fresh) {
            Some(known) => Ok(known),
            None => self.read_anew(now),
        }
    }

    fn read_anew(&self, now: Timestamp) -> Result<Known, ProviderError> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone());
        let issuer = issuer.map_err(|_| ProviderError::Unreachable)?;
        let description = ProviderMetadataWithLogout::discover(&issuer, &|request| ask(request))
            .map_err(|_| ProviderError::Unreachable)?;
        let known = Known {
            description,
            read_at: now,
        };
        if let Ok(mut kept) = self.known.lock() {
            *kept = Some(known.clone());
        }
        Ok(known)
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({:?})", self.settings)
    }
}
