//! The only place where an error, a refusal or a missing sitting becomes HTTP.
//!
//! A handler gives a [`Problem`]; the outermost layer turns it into a page or into
//! `application/problem+json`. The cause goes to the log with the request's number; the worker
//! sees the number and a way out.
//! INVARIANT: no word from a record, a form or a cause reaches the answer.

use askama::Template;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use operations::{Answer, FindError, OperationError, PurposeOutcome, Refused};

use crate::api::problem_body::ProblemBody;
use crate::frame::Frame;
use crate::pages::refused::RefusedPage;
use crate::pages::shown_page;
use crate::problem_words;
use crate::route_register::Door;
use crate::visit::Visit;

/// Why a request is not answered with what it asked for.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// There is nothing here, or not in this sitting.
    NotFound,
    /// Nobody is signed in.
    NotSignedIn,
    /// The staff number or the passphrase is not right (API only; the page says it at the form).
    NotRecognised,
    /// The code of the second step is missing (API only; pages ask for it).
    CodeNeeded,
    /// A second step has to be set up on the pages first (API only; pages lead there).
    SetUpNeeded,
    /// The passphrase was made by the program too long ago (API only; the page says it at the form).
    FirstPassphraseEnded,
    /// The worker has to choose a passphrase of their own first.
    ChoosePassphrase,
    /// The worker has to prove again who they are.
    SignInAgain,
    /// The purpose has not been stated.
    PurposeNeeded,
    /// The register does not name this role.
    NotForThisRole,
    /// The rules refuse; recorded.
    Refused(Box<Refused>),
    /// The same, and the worker may ask to look in an emergency.
    RefusedWithAWay { refused: Box<Refused>, href: String },
    /// The form or body cannot be read.
    Unreadable,
    /// What was stated is not enough (API only; pages say it at the field).
    NotEnough {
        code: &'static str,
        words: &'static str,
    },
    /// The form or body is too long.
    TooLong,
    /// Sent from another site.
    OtherOrigin,
    /// Asked under a name that is not ours.
    OtherHost,
    /// Sent in the open, where only TLS is answered.
    TlsOnly,
    /// This path is not asked in this way.
    WrongMethod,
    /// Too many failed sign-ins.
    TooManyTries,
    /// It took too long.
    TooSlow,
    /// Nothing has been published yet.
    NothingPublished,
    /// Something broke; which kind, for the log.
    Broken(&'static str),
}

/// Takes what may be shown out of an answer; a refusal goes its own way.
pub(crate) fn shown<T>(answer: Answer<T>) -> Result<T, Problem> {
    match answer {
        Answer::Shown(shown) => Ok(shown),
        Answer::Refused(refused) => Err(Problem::Refused(Box::new(refused))),
    }
}

/// 422: what was sent can be read, and is not enough or not right.
pub(crate) fn not_enough() -> StatusCode {
    StatusCode::from_u16(422).expect("422 is between 100 and 999")
}

/// The finished answer for a problem.
pub(crate) fn answer(problem: &Problem, door: Door, visit: &Visit) -> Response {
    tell_the_log(problem, visit);
    let mut response = match (door, problem) {
        (Door::Page, Problem::NotSignedIn) => Redirect::to("/sign-in").into_response(),
        (Door::Page, Problem::SignInAgain) => Redirect::to("/sign-in/again").into_response(),
        (Door::Page, Problem::ChoosePassphrase) => Redirect::to("/passphrase").into_response(),
        (Door::Page, Problem::PurposeNeeded) => Redirect::to("/why").into_response(),
        (Door::Page, Problem::Refused(refused)) => {
            let page = RefusedPage::new(visit.frame_with_back("", "/"), refused);
            shown_page(problem.status(), &page)
        }
        (Door::Page, Problem::RefusedWithAWay { refused, href }) => {
            let page = RefusedPage::new(visit.frame_with_back("", "/"), refused);
            shown_page(problem.status(), &page.with_emergency(href.clone()))
        }
        (Door::Page, _) => {
            let (title, words) = problem_words::of(problem);
            let page = ProblemPage {
                frame: visit.frame(""),
                title,
                words,
                request_id: visit.request_id.clone(),
            };
            shown_page(problem.status(), &page)
        }
        (Door::Api, _) => json(problem, visit),
    };
    if matches!(problem, Problem::TooManyTries) {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("600"));
    }
    response
}

/// Says that something went wrong, under which number, and where to go from here.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    pub(crate) frame: Frame,
    pub(crate) title: &'static str,
    pub(crate) words: &'static str,
    pub(crate) request_id: String,
}

fn json(problem: &Problem, visit: &Visit) -> Response {
    let (title, words) = problem_words::of(problem);
    let body = ProblemBody::new(
        (title, words),
        problem.code(),
        problem.status().as_u16(),
        &visit.request_id,
        problem.refusal(),
    );
    let text = serde_json::to_vec(&body).expect("plain text and numbers always serialise");
    let mut response = (problem.status(), text).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

fn tell_the_log(problem: &Problem, visit: &Visit) {
    if let Problem::Broken(kind) = problem {
        tracing::error!(
            request.id = visit.request_id,
            http.route = visit.route,
            problem.kind = kind,
            "a request could not be answered"
        );
    } else if goes_round_the_rules(problem, visit) {
        tracing::warn!(
            request.id = visit.request_id,
            http.route = visit.route,
            worker.id = visit
                .sitting
                .as_ref()
                .map(|sitting| sitting.staff_id.as_str()),
            problem.code = problem.code(),
            "refused what our own pages do not send"
        );
    } else {
        tracing::debug!(
            request.id = visit.request_id,
            problem.code = problem.code(),
            "not answered"
        );
    }
}

/// Whether this is what somebody meets who tries to get round the rules: nothing of it comes from
/// our own pages as they are used. What the council's rules refuse is in the audit.
fn goes_round_the_rules(problem: &Problem, visit: &Visit) -> bool {
    match problem {
        Problem::OtherOrigin
        | Problem::OtherHost
        | Problem::TlsOnly
        | Problem::WrongMethod
        | Problem::Unreadable
        | Problem::TooLong
        | Problem::TooManyTries
        | Problem::NotForThisRole => true,
        // A handle that means nothing in this sitting: made up, or taken from another one.
        Problem::NotFound => visit.sitting.is_some() && visit.route.contains("/{"),
        Problem::NotSignedIn
        | Problem::NotRecognised
        | Problem::CodeNeeded
        | Problem::SetUpNeeded
        | Problem::FirstPassphraseEnded
        | Problem::ChoosePassphrase
        | Problem::SignInAgain
        | Problem::PurposeNeeded
        | Problem::Refused(_)
        | Problem::RefusedWithAWay { .. }
        | Problem::NotEnough { .. }
        | Problem::TooSlow
        | Problem::NothingPublished
        | Problem::Broken(_) => false,
    }
}

impl Problem {
    fn refusal(&self) -> Option<&Refused> {
        match self {
            Self::Refused(refused) | Self::RefusedWithAWay { refused, .. } => Some(refused),
            _ => None,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotSignedIn
            | Self::NotRecognised
            | Self::CodeNeeded
            | Self::FirstPassphraseEnded => StatusCode::UNAUTHORIZED,
            Self::PurposeNeeded
            | Self::SetUpNeeded
            | Self::ChoosePassphrase
            | Self::SignInAgain
            | Self::NotForThisRole
            | Self::Refused(_)
            | Self::RefusedWithAWay { .. }
            | Self::OtherOrigin
            | Self::TlsOnly => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::NotEnough { .. } => not_enough(),
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow | Self::NothingPublished => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotSignedIn => "not_signed_in",
            Self::NotRecognised => "not_recognised",
            Self::CodeNeeded => "code_needed",
            Self::SetUpNeeded => "set_up_needed",
            Self::FirstPassphraseEnded => "first_passphrase_ended",
            Self::ChoosePassphrase => "choose_passphrase",
            Self::SignInAgain => "sign_in_again",
            Self::PurposeNeeded => "purpose_needed",
            Self::NotForThisRole => "not_for_this_role",
            Self::Refused(refused) | Self::RefusedWithAWay { refused, .. } => refused.reason_code,
            Self::Unreadable => "unreadable",
            Self::NotEnough { code, .. } => code,
            Self::TooLong => "too_long",
            Self::OtherOrigin => "other_origin",
            Self::OtherHost => "other_host",
            Self::TlsOnly => "tls_only",
            Self::WrongMethod => "wrong_method",
            Self::TooManyTries => "too_many_tries",
            Self::TooSlow => "too_slow",
            Self::NothingPublished => "nothing_published",
            Self::Broken(_) => "broken",
        }
    }
}

/// Leaves the problem for the outermost layer, which knows council, worker and door.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        match error {
            OperationError::NotFound => Self::NotFound,
            OperationError::NothingPublished => Self::NothingPublished,
            OperationError::TooManyTries => Self::TooManyTries,
            OperationError::SignInAgain => Self::SignInAgain,
            OperationError::AuditUnwritable => Self::Broken("audit unwritable"),
            OperationError::JournalUnwritable => Self::Broken("journal unwritable"),
            OperationError::BreachListUnreadable => Self::Broken("breach list unreadable"),
            OperationError::RulesChanged => Self::Broken("rules changed"),
            OperationError::Store(_) => Self::Broken("store"),
        }
    }
}

impl From<FindError> for Problem {
    fn from(error: FindError) -> Self {
        let lacking = |code, words| Self::NotEnough { code, words };
        match error {
            FindError::Operation(error) => error.into(),
            FindError::TooFewDetails => lacking(
                "too_few_details",
                "Give at least two details, for example a family name and a birth date.",
            ),
            FindError::NotADate => lacking("not_a_date", "The birth date is not a real date."),
            FindError::NotAnAge => lacking("not_an_age", "The age is a whole number of years."),
            FindError::NotAPostcode => lacking(
                "not_a_postcode",
                "The postcode does not have the form of one.",
            ),
            FindError::NotAnNhsNumber => {
                lacking("not_an_nhs_number", "The NHS number is not a valid one.")
            }
            FindError::NotAPupilNumber => {
                lacking("not_a_pupil_number", "The pupil number is not a valid one.")
            }
        }
    }
}

/// What came of stating a purpose, for a program; nothing when it was kept.
pub(crate) fn of_purpose(outcome: PurposeOutcome) -> Option<Problem> {
    let lacking = |code, words| Some(Problem::NotEnough { code, words });
    match outcome {
        PurposeOutcome::Kept => None,
        PurposeOutcome::NothingChosen => lacking("no_purpose", "Name one of the purposes."),
        PurposeOutcome::CaseMissing => lacking(
            "case_missing",
            "This purpose needs a case or referral number.",
        ),
        PurposeOutcome::CaseUnreadable => {
            lacking("case_unreadable", "That is not a case or referral number.")
        }
        PurposeOutcome::ColleagueUnknown => lacking(
            "colleague_unknown",
            "Nobody who works here has this staff number or name.",
        ),
        PurposeOutcome::ColleagueIsYou => lacking(
            "colleague_is_you",
            "Leave the colleague out when you look for yourself.",
        ),
        PurposeOutcome::WhichColleague(_) => lacking(
            "which_colleague",
            "Several colleagues have this name: give the staff number.",
        ),
        PurposeOutcome::Refused(refused) => Some(Problem::Refused(Box::new(refused))),
    }
}
