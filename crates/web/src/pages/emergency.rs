//! Asking to look in an emergency: what it means, before it is asked; what came of it.
//!
//! INVARIANT: the pages name no family; they are reached from a refusal and lead back to it.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse as _, Redirect, Response};
use operations::{
    At, EmergencyAsked, EmergencyError, EmergencyForm, EmergencyRequest, Handle, Refused,
    is_for_want_of_a_case,
};
use serde::Deserialize;
use vocabulary::EmergencyReason;

use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, Choice, ErrorMessage, ErrorSummary, Fieldset, Hint, Label, Legend, Radios,
    SummaryError, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/emergency.html")]
pub(crate) struct EmergencyPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    action: String,
    purpose: &'static str,
    is_about_a_family: bool,
    opens_at_once: bool,
    is_waiting: bool,
    open_until: Option<String>,
    reason: Radios,
    words: Textarea,
    button: Button,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EmergencyFormSent {
    reason: String,
    words: String,
}

/// The field that is wrong, and what is wrong with it.
type Wrong = (&'static str, &'static str);

/// `GET /emergency`: to be on duty for an hour.
pub(crate) async fn show_for_duty(who: SignedIn) -> Shown {
    let page = page(&who, None, &EmergencyFormSent::default(), None).await?;
    Ok(ok_page(&page))
}

/// `POST /emergency`.
pub(crate) async fn ask_for_duty(
    who: SignedIn,
    SentForm(form): SentForm<EmergencyFormSent>,
) -> Shown {
    ask_about(&who, None, form).await
}

/// `GET /emergency/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let form = EmergencyFormSent::default();
    Ok(ok_page(&page(&who, Some(&handle), &form, None).await?))
}

/// `POST /emergency/{handle}`.
pub(crate) async fn ask(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<EmergencyFormSent>,
) -> Shown {
    let handle = handle_in(&path)?;
    ask_about(&who, Some(&handle), form).await
}

/// `POST /emergency/{handle}/open`.
pub(crate) async fn open(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let answer = who
        .kith
        .go_on_in_emergency(&who.sitting, &handle, moment)
        .await?;
    shown(answer)?;
    Ok(Redirect::to(&format!("/family/{}", handle.as_str())).into_response())
}

/// A refusal about a family, with the way to an emergency where there may be one.
pub(super) fn with_a_way(who: &SignedIn, refused: Refused, handle: Option<&Handle>) -> Problem {
    let refused = Box::new(refused);
    let may_help = is_for_want_of_a_case(refused.reason_code);
    if !may_help || !who.kith.may_look_in_emergency(&who.sitting) {
        return Problem::Refused(refused);
    }
    Problem::RefusedWithAWay {
        refused,
        href: address(handle),
    }
}

/// A page that the browser asks for again at the first full second at which an emergency look is
/// over: it does not outlive the look, and the rules then refuse.
pub(super) fn closing(mut page: Response, until: Option<jiff::Timestamp>, at: At) -> Response {
    if let Some(until) = until {
        let left = until.duration_since(at.timestamp());
        let seconds = left.as_secs() + i64::from(left.subsec_nanos() > 0);
        let headers = page.headers_mut();
        headers.insert(REFRESH, HeaderValue::from(seconds.max(1)));
    }
    page
}

fn address(handle: Option<&Handle>) -> String {
    match handle {
        Some(handle) => format!("/emergency/{}", handle.as_str()),
        None => "/emergency".to_owned(),
    }
}

async fn ask_about(who: &SignedIn, handle: Option<&Handle>, form: EmergencyFormSent) -> Shown {
    let given = EmergencyRequest {
        reason: EmergencyReason::parse(&form.reason),
        words: form.words.clone(),
    };
    let moment = (who.at, who.request_id.as_str());
    let asked = who
        .kith
        .ask_emergency(&who.sitting, handle, &given, moment)
        .await;
    match asked {
        Ok(answer) => {
            let leads_to = match (shown(answer)?, handle) {
                (EmergencyAsked::Open { .. }, Some(handle)) => {
                    format!("/family/{}", handle.as_str())
                }
                (EmergencyAsked::Open { .. } | EmergencyAsked::Waits, _) => address(handle),
            };
            Ok(Redirect::to(&leads_to).into_response())
        }
        Err(error) => {
            let wrong = wrong(error)?;
            Ok(form_again(&page(who, handle, &form, Some(wrong)).await?))
        }
    }
}

fn wrong(error: EmergencyError) -> Result<Wrong, Problem> {
    match error {
        EmergencyError::NoReason => Ok(("reason", "Choose why you need to look now")),
        EmergencyError::TooFewWords => {
            Ok(("words", "Say in at least 15 letters what has happened"))
        }
        EmergencyError::TooManyWords => Ok(("words", "What you say must be 400 letters or fewer")),
        EmergencyError::WaitsAlready => {
            Ok(("", "You have asked already; a second person has to answer"))
        }
        EmergencyError::OpenAlready => Ok(("", "You can see this family in an emergency already")),
        EmergencyError::OnDutyAlready => Ok((
            "",
            "You are on duty already: say why you are looking, then find the person",
        )),
        EmergencyError::Operation(error) => Err(error.into()),
    }
}

async fn page(
    who: &SignedIn,
    handle: Option<&Handle>,
    said: &EmergencyFormSent,
    wrong: Option<Wrong>,
) -> Result<EmergencyPage, Problem> {
    let answer = who
        .kith
        .emergency_form(&who.sitting, handle, who.at, &who.request_id)
        .await?;
    let frame = who.frame_with_back("", "/");
    let about = (address(handle), handle.is_some());
    Ok(EmergencyPage::new(
        frame,
        &shown(answer)?,
        about,
        said,
        wrong,
    ))
}

impl EmergencyPage {
    pub(super) fn new(
        frame: Frame,
        form: &EmergencyForm,
        (action, is_about_a_family): (String, bool),
        said: &EmergencyFormSent,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            wrong
                .filter(|(at, _)| *at == field)
                .map(|(_, words)| ErrorMessage::new(words))
        };
        Self {
            frame,
            errors: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: (!field.is_empty()).then(|| format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            action,
            purpose: form.purpose.label(),
            is_about_a_family,
            opens_at_once: form.opens_at_once,
            is_waiting: form.is_waiting,
            open_until: form.open_until.clone(),
            reason: Radios {
                name: "reason".to_owned(),
                fieldset: Some(Fieldset {
                    legend: Some(Legend {
                        content: "Why do you need to look now?".into(),
                        classes: "govuk-fieldset__legend--m".into(),
                        ..Legend::default()
                    }),
                    ..Fieldset::default()
                }),
                error: error("reason"),
                items: EmergencyReason::ALL
                    .map(|one| Choice::new(one.code(), one.label()))
                    .into(),
                value: Some(said.reason.clone()),
                ..Radios::default()
            },
            words: Textarea {
                name: "words".to_owned(),
                label: Label {
                    classes: "govuk-label--m".into(),
                    ..Label::new("Tell us why")
                },
                hint: Some(Hint::new(
                    "At least 15 letters: what has happened, who told you, what you have to decide. No name is needed.",
                )),
                error: error("words"),
                value: said.words.clone(),
                rows: Some(4),
                ..Textarea::default()
            },
            button: Button::new(if form.opens_at_once {
                "Open this family for 60 minutes"
            } else {
                "Ask a second person"
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_again_at_the_first_full_second_at_which_the_look_is_over() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        let closes = |now: &str| {
            let until = Some(at("2026-11-23T11:40:00Z"));
            let page = closing(Response::default(), until, At::new(at(now)));
            page.headers()[REFRESH].to_str().unwrap().to_owned()
        };
        assert_eq!(closes("2026-11-23T10:40:00Z"), "3600");
        assert_eq!(closes("2026-11-23T11:39:58.5Z"), "2");
        assert_eq!(closes("2026-11-23T11:39:59.999Z"), "1");
        let now = At::new(at("2026-11-23T11:40:00Z"));
        let open = closing(Response::default(), None, now);
        assert!(open.headers().get(REFRESH).is_none());
    }
}
