//! Whom workers know, messages, and looks in an emergency, on invented pages.
//!
//! INVARIANT: as the rest of the sample, every name is invented.

use askama::Template;
use operations::store::EmergencyState;
use operations::{EmergencyForm, EmergencyLine, Message, NamedLine, NamedState, WaitingEmergency};
use vocabulary::{Closeness, EmergencyOutcome, EmergencyReason, NoticeKind, Purpose};

use super::sample::{frame, handle, text};
use crate::pages::approvals::ApprovalsPage;
use crate::pages::emergencies::EmergenciesPage;
use crate::pages::emergency::{EmergencyFormSent, EmergencyPage};
use crate::pages::messages::MessagesPage;
use crate::pages::named_people::NamedPeoplePage;
use crate::pages::named_person_form::{NamedForm, WrongName};
use crate::pages::people_you_know::PeopleYouKnowPage;
use crate::pages::refused::RefusedPage;

fn named(number: u64, closeness: Closeness, state: NamedState) -> NamedLine {
    NamedLine {
        handle: handle(number),
        worker: "Sam Sample (SW-1)".to_owned(),
        name: text("Larch, Mara"),
        birth: Some(text("13 December 1984")),
        nhs_number: None,
        closeness,
        said: "Sam Sample (SW-1), 23 November 2026, 14:05".to_owned(),
        state,
    }
}

fn named_lines() -> Vec<NamedLine> {
    let at = "23 November 2026, 14:30".to_owned();
    vec![
        named(
            2,
            Closeness::Partner,
            NamedState::WithdrawalWaits { at: at.clone() },
        ),
        named(1, Closeness::Oneself, NamedState::Stands),
        named(3, Closeness::Friend, NamedState::Withdrawn { at }),
    ]
}

fn messages() -> Vec<Message> {
    let message = |number, is_new, denied_at: Option<&str>| Message {
        handle: handle(number),
        kind: NoticeKind::LooksForYou,
        at: "23 November 2026, 14:05".to_owned(),
        words: "Sam Sample (SW-1) looked on your behalf on 23 November 2026, 14:05.".to_owned(),
        is_new,
        can_be_denied: denied_at.is_none(),
        denied_at: denied_at.map(str::to_owned),
    };
    vec![
        message(1, true, None),
        message(2, false, Some("23 November 2026, 15:00")),
    ]
}

fn form(opens_at_once: bool, is_waiting: bool, open_until: Option<&str>) -> EmergencyForm {
    EmergencyForm {
        opens_at_once,
        is_waiting,
        open_until: open_until.map(str::to_owned),
        purpose: Purpose::SignificantHarm,
    }
}

fn asking(form: &EmergencyForm, wrong: Option<(&'static str, &'static str)>) -> String {
    let about = (
        "/emergency/00000000000000000000000000000001".to_owned(),
        true,
    );
    let said = EmergencyFormSent::default();
    EmergencyPage::new(frame(), form, about, &said, wrong)
        .render()
        .unwrap()
}

fn waiting() -> Vec<WaitingEmergency> {
    vec![WaitingEmergency {
        handle: handle(1),
        worker: "Sam Sample (SW-1)".to_owned(),
        purpose: Purpose::SignificantHarm,
        reason: EmergencyReason::MissingChild,
        words: text("The school says the child has not come home"),
        asked_at: "23 November 2026, 14:05".to_owned(),
        answer_by: "23 November 2026, 15:05".to_owned(),
        is_for_duty: false,
    }]
}

fn looks() -> Vec<EmergencyLine> {
    let line = |number, state, review_by: Option<&str>| EmergencyLine {
        handle: handle(number),
        family: Some(handle(number + 10)),
        worker: "Sam Sample (SW-1)".to_owned(),
        purpose: Purpose::SignificantHarm,
        reason: EmergencyReason::DangerNow,
        words: text("The police found the child alone at night"),
        asked_at: "23 November 2026, 02:10".to_owned(),
        state,
        answered: Some("on duty, opened at once, 23 November 2026, 02:10".to_owned()),
        review_by: review_by.map(str::to_owned),
        is_late: number == 1,
        review: review_by.is_none().then(|| {
            let by = "Fay Lindqvist (IG1001), 24 November 2026, 09:00".to_owned();
            (
                EmergencyOutcome::Justified,
                by,
                Some(text("Rang the police")),
            )
        }),
        same_words_before: usize::from(number == 1),
    };
    vec![
        line(1, EmergencyState::Over, Some("25 November 2026")),
        line(2, EmergencyState::Over, None),
    ]
}

/// The pages with a name for their snapshots.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let none = NamedForm::default();
    let said = NamedForm::of("friend", "Mara", "Larch");
    let wrong = WrongName {
        field: "birth",
        words: "Enter a birth date, or an NHS number if you know it",
    };
    let known = |lines, said: &NamedForm, wrong| {
        let page = PeopleYouKnowPage::new(frame(), lines, said, wrong);
        page.render().unwrap()
    };
    let refused = RefusedPage::new(frame(), &super::sample::refused());
    let refused = refused.with_emergency("/emergency/00000000000000000000000000000001".to_owned());
    let until = Some("23 November 2026, 15:05");
    let too_few = ("words", "Say in at least 15 letters what has happened");
    vec![
        ("people_you_know", known(named_lines(), &none, None)),
        (
            "people_you_know_again",
            known(Vec::new(), &said, Some(wrong)),
        ),
        (
            "named_people",
            NamedPeoplePage::new(frame(), named_lines(), &none, None)
                .render()
                .unwrap(),
        ),
        (
            "messages",
            MessagesPage::new(frame(), messages()).render().unwrap(),
        ),
        ("emergency_on_duty", asking(&form(true, false, None), None)),
        (
            "emergency_again",
            asking(&form(false, false, None), Some(too_few)),
        ),
        ("emergency_waits", asking(&form(false, true, None), None)),
        ("emergency_open", asking(&form(false, false, until), None)),
        (
            "approvals",
            ApprovalsPage::new(frame(), waiting()).render().unwrap(),
        ),
        (
            "emergencies",
            EmergenciesPage::new(frame(), looks(), None)
                .render()
                .unwrap(),
        ),
        ("refused_with_a_way", refused.render().unwrap()),
    ]
}
