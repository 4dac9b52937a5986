//! The safeguarding desk: what is restricted, what was held back, and what an officer does about it.
//!
//! INVARIANT: a name stands on this page only for whom the operation has opened it, and every
//! lift is asked for with a reason in words.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::store::Mint;
use operations::{AskedLine, DeskPerson, Handle, KeepError, RestrictionLine};
use serde::Deserialize;
use vocabulary::PersonalText;

use super::{Shown, form_again, ok_page};
use crate::components::{ErrorMessage, ErrorSummary, Hint, Label, SummaryError, Textarea};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::session;
use crate::visit::SignedIn;

/// The list.
#[derive(Template)]
#[template(path = "pages/restrictions.html")]
pub(crate) struct RestrictionsPage {
    frame: Frame,
    summary: Option<ErrorSummary>,
    held_back: Vec<RestrictionRow>,
    /// What stands: what is due for review, then the rest, each under its heading.
    standing: [(&'static str, &'static str, Vec<RestrictionRow>); 2],
    lifted: Vec<RestrictionRow>,
}

struct RestrictionRow {
    what: &'static str,
    people: Vec<PersonRow>,
    names: String,
    others: String,
    why: String,
    note: String,
    order: String,
    set: String,
    review: String,
    is_due: bool,
    answer: String,
    lift: String,
    asked: Vec<AskedRow>,
}

/// One person on whom a restriction stands, and the question why it is to be lifted.
struct PersonRow {
    name: String,
    handle: String,
    why: Textarea,
    is_open: bool,
}

struct AskedRow {
    by: String,
    note: String,
    is_own: bool,
    action: String,
}

/// What the form for a lift sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LiftForm {
    person: String,
    why: String,
}

/// What the buttons send: agree or decline, this person or somebody else.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    answer: String,
}

/// What is wrong with what was sent, and at which question, with what was typed there.
pub(super) struct WrongAnswer {
    words: &'static str,
    at: Option<(String, String)>,
}

/// `GET /restrictions`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    Ok(ok_page(&page(&who, None).await?))
}

/// `POST /restrictions/{handle}/lift`.
pub(crate) async fn lift(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<LiftForm>,
) -> Shown {
    let restriction = handle_in(&path)?;
    let person = Handle::parse(&form.person).ok_or(Problem::NotFound)?;
    let (mut mint, moment) = (mint(&who), (who.at, who.request_id.as_str()));
    let on = (&restriction, &person);
    let asked = who
        .kith
        .ask_to_lift(&who.sitting, on, &form.why, &mut mint, moment)
        .await;
    match asked {
        Ok(answer) => {
            shown(answer)?;
            Ok(back_to_the_list())
        }
        Err(error) => {
            let mut wrong = wrong(error)?;
            wrong.at = Some((why_id(&restriction, &person), form.why));
            Ok(form_again(&page(&who, Some(wrong)).await?))
        }
    }
}

/// `POST /restrictions/lifts/{handle}`.
pub(crate) async fn answer_lift(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<AnswerForm>,
) -> Shown {
    let lift = handle_in(&path)?;
    let is_agreed = match form.answer.as_str() {
        "agree" => true,
        "decline" => false,
        _ => return Err(Problem::Unreadable),
    };
    let moment = (who.at, who.request_id.as_str());
    let answered = who
        .kith
        .answer_lift(&who.sitting, &lift, is_agreed, moment)
        .await;
    match answered {
        Ok(answer) => {
            shown(answer)?;
            Ok(back_to_the_list())
        }
        Err(error) => Ok(form_again(&page(&who, Some(wrong(error)?)).await?)),
    }
}

/// `POST /restrictions/{handle}/answer`.
pub(crate) async fn answer_held_back(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<AnswerForm>,
) -> Shown {
    let held_back = handle_in(&path)?;
    let is_this_person = match form.answer.as_str() {
        "this_person" => true,
        "somebody_else" => false,
        _ => return Err(Problem::Unreadable),
    };
    let moment = (who.at, who.request_id.as_str());
    let answered = who
        .kith
        .answer_held_back(&who.sitting, &held_back, is_this_person, moment)
        .await;
    match answered {
        Ok(answer) => {
            shown(answer)?;
            Ok(back_to_the_list())
        }
        Err(error) => Ok(form_again(&page(&who, Some(wrong(error)?)).await?)),
    }
}

fn back_to_the_list() -> axum::response::Response {
    Redirect::to("/restrictions").into_response()
}

async fn page(who: &SignedIn, wrong: Option<WrongAnswer>) -> Result<RestrictionsPage, Problem> {
    let answer = who
        .kith
        .restrictions(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/restrictions");
    Ok(RestrictionsPage::new(frame, shown(answer)?, wrong.as_ref()))
}

fn wrong(error: KeepError) -> Result<WrongAnswer, Problem> {
    let words = match error {
        KeepError::NoReason => {
            "Say why in at least 15 letters, so that the next officer understands it"
        }
        KeepError::NotNow => {
            "This was answered already, or another officer has to answer it. This is the list as it stands now"
        }
        KeepError::NotByHand => "A record that is held back is answered, not lifted",
        // Neither is asked for in a lift or an answer.
        KeepError::NoOtherPerson | KeepError::NoOrder => return Err(Problem::Unreadable),
        KeepError::Operation(error) => return Err(error.into()),
    };
    Ok(WrongAnswer { words, at: None })
}

/// Randomness for the numbers of new rows.
pub(super) fn mint(who: &SignedIn) -> Mint {
    Mint::new(who.at.timestamp(), session::fresh_secret())
}

fn why_id(restriction: &Handle, person: &Handle) -> String {
    format!("why-{}-{}", restriction.as_str(), person.as_str())
}

impl WrongAnswer {
    fn summary(&self) -> ErrorSummary {
        ErrorSummary::of(vec![SummaryError {
            content: self.words.into(),
            href: self.at.as_ref().map(|(id, _)| format!("#{id}")),
            ..SummaryError::default()
        }])
    }

    #[cfg(test)]
    pub(super) fn sample(restriction: &Handle, person: &Handle) -> Self {
        let wrong = wrong(KeepError::NoReason).expect("it is at a question");
        Self {
            at: Some((why_id(restriction, person), "danger".to_owned())),
            ..wrong
        }
    }
}

impl RestrictionsPage {
    pub(super) fn new(
        frame: Frame,
        lines: Vec<RestrictionLine>,
        wrong: Option<&WrongAnswer>,
    ) -> Self {
        let mut page = Self {
            frame,
            summary: wrong.map(WrongAnswer::summary),
            held_back: Vec::new(),
            standing: [
                ("To be looked at again", "Nothing is due today.", Vec::new()),
                ("In force", "Nothing else is restricted.", Vec::new()),
            ],
            lifted: Vec::new(),
        };
        for line in lines {
            let place = if line.is_held_back() {
                &mut page.held_back
            } else if line.is_lifted {
                &mut page.lifted
            } else {
                &mut page.standing[usize::from(!line.is_due)].2
            };
            place.push(row(line, wrong));
        }
        page
    }
}

fn row(line: RestrictionLine, wrong: Option<&WrongAnswer>) -> RestrictionRow {
    let names = |people: &[DeskPerson]| people.iter().map(in_words).collect::<Vec<_>>().join("; ");
    let people = line.people.iter();
    RestrictionRow {
        what: line.what.label(),
        people: people.map(|one| person(one, &line.handle, wrong)).collect(),
        names: match line.people.len() {
            0 => "nobody whose records are here now".to_owned(),
            _ => names(&line.people),
        },
        others: names(&line.others),
        why: line.why.join(", "),
        note: words(line.note.as_ref()),
        order: words(line.order.as_ref()),
        set: line.set,
        review: line.review_on.unwrap_or_else(|| "no day is set".to_owned()),
        is_due: line.is_due,
        answer: format!("/restrictions/{}/answer", line.handle.as_str()),
        lift: format!("/restrictions/{}/lift", line.handle.as_str()),
        asked: line.asked.into_iter().map(asked).collect(),
    }
}

fn person(person: &DeskPerson, restriction: &Handle, wrong: Option<&WrongAnswer>) -> PersonRow {
    let id = why_id(restriction, &person.handle);
    let here = wrong.and_then(|wrong| {
        let (at, typed) = wrong.at.as_ref()?;
        (*at == id).then_some((wrong.words, typed.clone()))
    });
    PersonRow {
        name: in_words(person),
        handle: person.handle.as_str().to_owned(),
        is_open: here.is_some(),
        why: Textarea {
            name: "why".to_owned(),
            id: Some(id),
            label: Label::new("Why is it to be lifted?"),
            hint: Some(Hint::new(
                "At least 15 letters: what has changed, and whom you asked.",
            )),
            error: here.as_ref().map(|(words, _)| ErrorMessage::new(*words)),
            value: here.map(|(_, typed)| typed).unwrap_or_default(),
            rows: Some(2),
            ..Textarea::default()
        },
    }
}

fn asked(asked: AskedLine) -> AskedRow {
    AskedRow {
        by: asked.asked_by,
        note: words(asked.note.as_ref()),
        is_own: asked.is_own,
        action: format!("/restrictions/lifts/{}", asked.handle.as_str()),
    }
}

fn words(text: Option<&PersonalText>) -> String {
    text.map_or_else(String::new, |text| text.reveal().to_owned())
}

/// "Marsh, Lena, born 14 March 1991".
pub(super) fn in_words(person: &DeskPerson) -> String {
    let name = person.name.as_ref();
    let name = name.map_or("Name not shown", |name| name.reveal());
    match &person.born {
        Some(born) => format!("{name}, born {}", born.reveal()),
        None => name.to_owned(),
    }
}
