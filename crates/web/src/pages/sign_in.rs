//! Signing in with staff number and passphrase; in the demo also with one click.
//!
//! INVARIANT: the page says the same whether the staff number or the passphrase is wrong.

use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, IntoResponseParts, Redirect, Response};
use operations::{DemoSignIn, Device, SignInOutcome, SignInTry, SittingToken};
use serde::Deserialize;

use super::{Shown, form_again, ok_page};
use crate::components::{Button, ErrorSummary, Input, Label, SummaryError};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::sent::SentForm;
use crate::session::{self, Cookie};
use crate::visit::Visit;

/// The sign-in page.
#[derive(Template)]
#[template(path = "pages/sign_in.html")]
pub(crate) struct SignInPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    staff_id: Input,
    passphrase: Input,
    button: Button,
    demo: Vec<DemoChoice>,
    /// Workers sign in with their council account; the form is for emergencies.
    council_account: Option<Button>,
}

/// One invented worker of the demo.
struct DemoChoice {
    staff_id: String,
    passphrase: String,
    name: String,
    role: &'static str,
    can_try: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct SignInForm {
    staff_id: String,
    passphrase: String,
}

/// `GET /sign-in`.
pub(crate) async fn show(visit: Visit) -> Response {
    ok_page(&SignInPage::of(&visit))
}

/// `POST /sign-in`.
pub(crate) async fn sign_in(visit: Visit, SentForm(form): SentForm<SignInForm>) -> Shown {
    let device = device(&visit);
    let tried = SignInTry {
        staff_id: &form.staff_id,
        passphrase: &form.passphrase,
        code: "",
        device: Some(&device),
    };
    let (at, id) = (visit.at, visit.request_id.as_str());
    let secret = session::fresh_secret();
    match visit.kith.sign_in(&tried, secret, at, id).await? {
        SignInOutcome::SignedIn(token) => signed_in(&visit, &token, &device).await,
        SignInOutcome::CodeNeeded(token) => Ok(step_due(&visit, &token, &device, "/sign-in/code")),
        SignInOutcome::SetUpNeeded(token) => {
            Ok(step_due(&visit, &token, &device, "/sign-in/set-up"))
        }
        SignInOutcome::FirstPassphraseEnded => {
            let page = SignInPage::of(&visit);
            Ok(form_again(&page.first_passphrase_ended(form.staff_id)))
        }
        SignInOutcome::NotRecognised => {
            let page = SignInPage::of(&visit);
            Ok(form_again(&page.not_recognised(form.staff_id)))
        }
    }
}

/// The browser that asks, or a new secret for one that has none.
pub(super) fn device(visit: &Visit) -> Device {
    let known = visit.device.clone();
    known.unwrap_or_else(|| Device::new(&session::fresh_secret()))
}

/// Ends the sitting before, gives the browser its secrets, and leads to the start.
pub(super) async fn signed_in(visit: &Visit, token: &SittingToken, device: &Device) -> Shown {
    let cookies = begun_cookies(visit, token, device).await?;
    Ok((cookies, Redirect::to("/")).into_response())
}

/// The cookies of a sitting that has just begun; the one before it ends.
pub(super) async fn begun_cookies(
    visit: &Visit,
    token: &SittingToken,
    device: &Device,
) -> Result<impl IntoResponseParts, Problem> {
    if let Some(before) = &visit.sitting {
        let id = visit.request_id.as_str();
        visit.kith.sign_out(before, visit.at, id).await?;
    }
    let is_secure = visit.settings.secure_cookies;
    Ok(AppendHeaders([
        (SET_COOKIE, session::cookie_with(token, is_secure)),
        (SET_COOKIE, session::device_cookie(device, is_secure)),
        (SET_COOKIE, session::taken_back(Cookie::Step, is_secure)),
    ]))
}

/// Leads to what is still due.
fn step_due(visit: &Visit, token: &SittingToken, device: &Device, address: &str) -> Response {
    let is_secure = visit.settings.secure_cookies;
    let cookies = AppendHeaders([
        (SET_COOKIE, session::step_cookie(token, is_secure)),
        (SET_COOKIE, session::device_cookie(device, is_secure)),
    ]);
    (cookies, Redirect::to(address)).into_response()
}

impl SignInPage {
    pub(super) fn new(frame: Frame, demo: Option<&DemoSignIn>) -> Self {
        Self {
            frame,
            errors: None,
            staff_id: Input {
                name: "staff_id".to_owned(),
                label: Label::new("Staff number"),
                autocomplete: Some("username"),
                autocapitalize: Some("none"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                ..Input::default()
            },
            passphrase: Input {
                name: "passphrase".to_owned(),
                label: Label::new("Passphrase"),
                input_type: Some("password"),
                autocomplete: Some("current-password"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                ..Input::default()
            },
            button: Button::new("Sign in"),
            demo: demo.map_or_else(Vec::new, demo_choices),
            council_account: None,
        }
    }

    /// The page of this council.
    fn of(visit: &Visit) -> Self {
        let kith = &visit.kith;
        let mut page = Self::new(visit.frame("/sign-in"), kith.council().demo.as_ref());
        if kith.has_single_sign_on() {
            let words = "Sign in with your council account";
            page.council_account = Some(Button::link(words, "/sign-in/council"));
            page.button.classes = "govuk-button--secondary".into();
        }
        page
    }

    /// The same page after a sign-in that did not fit.
    pub(super) fn not_recognised(self, staff_id: String) -> Self {
        let words = "Enter the staff number and passphrase that belong together";
        self.with_fault(words, staff_id)
    }

    /// The same page after a first passphrase that was used too late.
    pub(super) fn first_passphrase_ended(self, staff_id: String) -> Self {
        let words =
            "Ask the desk for another first passphrase: this one could be used for 72 hours";
        self.with_fault(words, staff_id)
    }

    fn with_fault(mut self, words: &'static str, staff_id: String) -> Self {
        self.errors = Some(ErrorSummary::of(vec![SummaryError {
            content: words.into(),
            href: Some("#staff_id".to_owned()),
            ..SummaryError::default()
        }]));
        self.staff_id.error = Some(crate::components::ErrorMessage::new(words));
        self.staff_id.value = Some(staff_id);
        self
    }
}

fn demo_choices(demo: &DemoSignIn) -> Vec<DemoChoice> {
    let choice = |worker: &operations::DemoWorker| DemoChoice {
        staff_id: worker.staff_id.clone(),
        passphrase: demo.passphrase.clone(),
        name: worker.name.clone(),
        role: worker.role.label(),
        can_try: worker.can_try.clone(),
    };
    demo.workers.iter().map(choice).collect()
}
