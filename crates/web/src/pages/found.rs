//! What a search found: at most twenty people, each with why they are here.
//!
//! INVARIANT: no count above "20 or more", no score, and a link holds only an opaque handle.

use askama::Template;
use operations::{FindTerms, FoundPeople, FoundPerson};
use vocabulary::{PersonalText, Purpose};

use super::find::FindPage;
use super::search_form::{SearchForm, SentTerms, WrongTerm};
use super::{Shown, form_again, ok_page};
use crate::components::Html;
use crate::frame::Frame;
use crate::name_in_words::other_names;
use crate::problem::{Problem, shown};
use crate::sent::SentForm;
use crate::visit::SignedIn;

/// The page of results.
#[derive(Template)]
#[template(path = "pages/found.html")]
pub(crate) struct FoundPage {
    frame: Frame,
    heading: String,
    has_more: bool,
    choose: &'static str,
    people: Vec<FoundRow>,
    tried: Vec<String>,
    form: Html,
}

/// One person of the results.
struct FoundRow {
    href: String,
    name: String,
    other_names: String,
    birth: String,
    age: String,
    first_line: String,
    known_to: String,
    why: String,
}

/// `POST /find`.
pub(crate) async fn find(who: SignedIn, SentForm(sent): SentForm<SentTerms>) -> Shown {
    let terms = FindTerms::from(sent);
    let frame = who.frame_with_back("/find", "/find");
    match who
        .kith
        .find_person(&who.sitting, &terms, who.at, &who.request_id)
        .await
    {
        Ok(answer) => {
            let page = FoundPage::new(frame, shown(answer)?, &terms);
            Ok(ok_page(&page.leading_to(opens(&who))))
        }
        Err(error) => match WrongTerm::of(&error) {
            Some(wrong) => Ok(form_again(&FindPage::new(
                who.frame("/find"),
                &terms,
                Some(wrong),
            ))),
            None => Err(Problem::from(error)),
        },
    }
}

/// Where a person who was found leads: a request about oneself opens a report, and no family; the
/// safeguarding desk restricts whom it finds.
fn opens(who: &SignedIn) -> &'static str {
    match who.sitting.purpose {
        Some(Purpose::SubjectRights) => "/report",
        Some(Purpose::Audit) => "/looks",
        Some(Purpose::Safeguarding) => "/restrictions/new",
        _ => "/family",
    }
}

impl FoundPage {
    /// The same with every person leading elsewhere than to their family.
    fn leading_to(mut self, page: &str) -> Self {
        if page == "/restrictions/new" {
            self.choose = "Choose the person whom you want to restrict.";
        }
        for row in &mut self.people {
            if let Some(handle) = row.href.strip_prefix("/family") {
                row.href = format!("{page}{handle}");
            }
        }
        self
    }

    pub(super) fn new(frame: Frame, found: FoundPeople, terms: &FindTerms) -> Self {
        let heading = match (found.people.len(), found.has_more) {
            (_, true) => "20 or more people found".to_owned(),
            (0, false) => "Nobody found".to_owned(),
            (1, false) => "1 person found".to_owned(),
            (count, false) => format!("{count} people found"),
        };
        Self {
            frame,
            heading,
            has_more: found.has_more,
            choose: "Choose the person to see the whole family.",
            people: found.people.into_iter().map(FoundRow::new).collect(),
            tried: found.tried,
            form: Html::of(&SearchForm::new(terms, None)),
        }
    }
}

impl FoundRow {
    fn new(person: FoundPerson) -> Self {
        let reveal = |text: Option<PersonalText>| text.map(|text| text.reveal().to_owned());
        let name = family_name_first(reveal(person.family), reveal(person.given));
        let others = person.other_names.iter();
        let others = other_names(&name, others.map(|name| name.reveal().to_owned()));
        Self {
            href: format!("/family/{}", person.handle.as_str()),
            name,
            other_names: others.join("; "),
            birth: reveal(person.birth).unwrap_or_else(|| "not recorded".to_owned()),
            age: person.age.unwrap_or_default(),
            first_line: reveal(person.first_line).unwrap_or_else(|| "not shown".to_owned()),
            known_to: person.known_to.join(", "),
            why: person.why.join("; "),
        }
    }
}

/// "Hart, Lena": the family name first, as workers file and read it.
fn family_name_first(family: Option<String>, given: Option<String>) -> String {
    match (family, given) {
        (Some(family), Some(given)) => format!("{family}, {given}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => "Name not recorded".to_owned(),
    }
}
