//! The pages as a worker gets them.

use askama::Template;
use operations::{
    DemoSignIn, DemoWorker, FindTerms, FoundPeople, PassphraseFault, PurposeChoice, SourceState,
};
use vocabulary::{Purpose, Role};

use super::desk;
use super::disputes;
use super::link_runs;
use super::oversight;
use super::restrictions;
use super::sample::{self, frame};
use super::ties_and_emergencies;
use crate::frame::Frame;
use crate::pages::child_family::ChildFamilyPage;
use crate::pages::find::FindPage;
use crate::pages::found::FoundPage;
use crate::pages::involvement_details::InvolvementDetailsPage;
use crate::pages::looks::LooksPage;
use crate::pages::passphrase::{PassphrasePage, Wrong};
use crate::pages::refused::RefusedPage;
use crate::pages::review_answer::{self, AnswerForm, ReviewAnswerPage};
use crate::pages::review_decided::ReviewDecidedPage;
use crate::pages::review_figures::ReviewFiguresPage;
use crate::pages::review_question::ReviewQuestionPage;
use crate::pages::review_queue::ReviewQueuePage;
use crate::pages::search_form::WrongTerm;
use crate::pages::security::{Held, SecurityPage};
use crate::pages::sign_in::SignInPage;
use crate::pages::signed_out::SignedOutPage;
use crate::pages::sources::SourcesPage;
use crate::pages::standing::{AccessibilityPage, HelpPage, PrivacyPage};
use crate::pages::why::{WhyForm, WhyPage};
use crate::problem::ProblemPage;

fn family_page(view: &operations::FamilyView) -> String {
    let frame = Frame {
        printed: Some("Sam Sample (SW1001), 23 November 2026, 14:05".to_owned()),
        ..frame()
    };
    ChildFamilyPage::new(frame, view, true).render().unwrap()
}

fn sign_in_page() -> SignInPage {
    let demo = DemoSignIn {
        passphrase: "just for trying".to_owned(),
        workers: vec![DemoWorker {
            staff_id: "SW-1".to_owned(),
            name: "Sam Sample".to_owned(),
            role: Role::SocialWorker,
            can_try: "Find a child of their own caseload.".to_owned(),
        }],
    };
    SignInPage::new(frame(), Some(&demo))
}

fn why_page(wrong: Option<(&'static str, &'static str)>) -> String {
    let choices = [PurposeChoice {
        purpose: Purpose::ChildInNeedAssessment,
        label: "Assessment of a child in need".to_owned(),
        what_you_see: "The whole family and who works with them.".to_owned(),
        needs_case: true,
        own_cases: vec!["CSC-1042".to_owned(), "CSC-2001".to_owned()],
    }];
    WhyPage::new(frame(), &choices, &WhyForm::default(), wrong)
        .render()
        .unwrap()
}

fn passphrase_page(wrong: Option<Wrong>) -> String {
    let page = PassphrasePage::new(frame(), wrong.is_some(), wrong);
    page.render().unwrap()
}

/// The page of a program that meets one requirement, half of another and not a third.
fn security_page() -> String {
    let ledger = "id,level,in_our_words,applies,status,evidence,note\n\
                  3.4.1,1,Browsers come back over TLS only,yes,met,some.rs,\n\
                  6.3.3,2,A second factor is needed,yes,partly,some.rs,only where it is set up\n\
                  6.2.4,1,Common passphrases are refused,yes,not_met,,there is no list of them\n\
                  17.1.1,2,Relays reach no inner address,no,not_applicable,,no telephony here\n\
                  3.4.8,3,Windows are kept apart,yes,met,some.rs,\n";
    let held = Held::read(ledger);
    SecurityPage {
        frame: frame(),
        held,
    }
    .render()
    .unwrap()
}

/// Every page with a name for its snapshot.
fn every_page() -> Vec<(&'static str, String)> {
    let mut pages = pages_about_families();
    pages.extend(pages_of_the_records_desk());
    pages.extend(restrictions::pages());
    pages.extend(oversight::pages());
    pages.extend(link_runs::pages());
    pages.extend(ties_and_emergencies::pages());
    pages.extend(disputes::pages());
    pages.extend(disputes::answering());
    pages.extend(pages_about_the_sitting());
    pages.extend(pages_for_everybody());
    pages
}

fn pages_about_families() -> Vec<(&'static str, String)> {
    let nobody = FoundPeople {
        people: Vec::new(),
        has_more: false,
        ..sample::found("Lena")
    };
    let terms = FindTerms {
        family: "Hart".to_owned(),
        ..FindTerms::default()
    };
    let too_few = WrongTerm::of(&operations::FindError::TooFewDetails);
    vec![
        ("family", family_page(&sample::family())),
        (
            "details",
            InvolvementDetailsPage::new(frame(), &sample::details())
                .render()
                .unwrap(),
        ),
        (
            "find",
            FindPage::new(frame(), &FindTerms::default(), None)
                .render()
                .unwrap(),
        ),
        (
            "find_again",
            FindPage::new(frame(), &terms, too_few).render().unwrap(),
        ),
        (
            "found",
            FoundPage::new(frame(), sample::found("Lena"), &terms)
                .render()
                .unwrap(),
        ),
        (
            "nobody_found",
            FoundPage::new(frame(), nobody, &terms).render().unwrap(),
        ),
        (
            "refused",
            RefusedPage::new(frame(), &sample::refused())
                .render()
                .unwrap(),
        ),
        (
            "looks",
            LooksPage::new(frame(), sample::looks()).render().unwrap(),
        ),
    ]
}

fn pages_of_the_records_desk() -> Vec<(&'static str, String)> {
    let question = |view, said: &AnswerForm, wrong| {
        let action = "/review/00000000000000000000000000000001/check".to_owned();
        let page = ReviewQuestionPage::new(frame(), view, action, said, wrong);
        page.render().unwrap()
    };
    let said = AnswerForm::of("not_same", "brother_or_sister", "");
    let wrong = review_answer::Wrong {
        field: "reason",
        words: "Choose a reason that fits your answer",
    };
    let checked = said.checked();
    let back = "/review/00000000000000000000000000000001".to_owned();
    let check = ReviewAnswerPage::new(frame(), "M-1234ABCD", &checked, said.clone(), back);
    let of_queue = |queue| ReviewQueuePage::new(frame(), queue).render().unwrap();
    let decided = ReviewDecidedPage::new(frame(), desk::decided());
    let figures = ReviewFiguresPage::new(frame(), &desk::figures());
    let none = AnswerForm::default();
    vec![
        ("review_queue", of_queue(desk::queue())),
        ("review_queue_empty", of_queue(desk::nothing_waits())),
        (
            "review_question",
            question(desk::question("Lena"), &none, None),
        ),
        (
            "review_question_again",
            question(desk::question("Lena"), &said, Some(wrong)),
        ),
        (
            "review_question_answered",
            question(desk::answered_question(), &none, None),
        ),
        ("review_check", check.render().unwrap()),
        ("review_decided", decided.render().unwrap()),
        ("review_figures", figures.render().unwrap()),
    ]
}

fn pages_about_the_sitting() -> Vec<(&'static str, String)> {
    vec![
        ("sign_in", sign_in_page().render().unwrap()),
        (
            "sign_in_again",
            sign_in_page()
                .not_recognised("SW-9".to_owned())
                .render()
                .unwrap(),
        ),
        ("passphrase", passphrase_page(None)),
        (
            "passphrase_again",
            passphrase_page(Some(Wrong::New(PassphraseFault::Guessable))),
        ),
        ("why", why_page(None)),
        (
            "why_again",
            why_page(Some(("case", "Enter the case or referral number"))),
        ),
    ]
}

fn pages_for_everybody() -> Vec<(&'static str, String)> {
    let source = SourceState {
        name: "Council homes".to_owned(),
        organisation: "Eastmere Council".to_owned(),
        services: vec!["Housing".to_owned()],
        data_to: Some("3 November 2026".to_owned()),
        is_late: true,
        covers: "tenants".to_owned(),
        misses: "private tenants".to_owned(),
    };
    let problem = ProblemPage {
        frame: frame(),
        title: "Page not found",
        words: "There is nothing under this address.",
        request_id: "00000000-0000-4000-8000-000000000000".to_owned(),
    };
    let signed_out = SignedOutPage {
        frame: frame(),
        button: crate::components::Button::link("Sign in again", "/sign-in"),
        everywhere: None,
        provider: None,
    };
    vec![
        (
            "sources",
            SourcesPage {
                frame: frame(),
                sources: vec![source],
            }
            .render()
            .unwrap(),
        ),
        ("signed_out", signed_out.render().unwrap()),
        ("problem", problem.render().unwrap()),
        ("help", HelpPage { frame: frame() }.render().unwrap()),
        (
            "accessibility",
            AccessibilityPage { frame: frame() }.render().unwrap(),
        ),
        ("privacy", PrivacyPage { frame: frame() }.render().unwrap()),
        ("security", security_page()),
    ]
}

/// The main part, without white space at the ends of lines and without empty lines.
fn main_part(html: &str) -> String {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    let lines = html[start..end]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_page_is_as_it_was_agreed() {
    for (name, html) in every_page() {
        insta::assert_snapshot!(name, main_part(&html));
    }
}

#[test]
fn no_title_and_no_address_holds_anything_about_a_person() {
    for (name, html) in every_page() {
        let title = html
            .split("<title>")
            .nth(1)
            .unwrap()
            .split("</title>")
            .next()
            .unwrap();
        let addresses = html
            .split("href=\"")
            .skip(1)
            .chain(html.split("action=\"").skip(1));
        let addresses = addresses.map(|rest| rest.split('"').next().unwrap());
        let own = addresses.filter(|address| address.starts_with('/'));
        for outside in own.chain([title]) {
            for value in ["Lena", "Hart", "Mara", "Larch", "2012", "CSC-", "ZZ1"] {
                assert!(!outside.contains(value), "{name}: {outside}");
            }
        }
    }
}

#[test]
fn a_name_that_is_markup_is_shown_as_words() {
    let hostile = "<script>alert(1)</script>\"'&";
    let shown = family_page(&sample::family_named(
        hostile,
        "<img src=x onerror=alert(1)> Row",
    ));
    let found = FoundPage::new(
        frame(),
        sample::found(hostile),
        &FindTerms {
            family: "\"><script>alert(1)</script>".to_owned(),
            ..FindTerms::default()
        },
    );
    let question = ReviewQuestionPage::new(
        frame(),
        desk::question(hostile),
        "/review/x/check".to_owned(),
        &AnswerForm::of("", "", "\"><script>alert(1)</script>"),
        None,
    );
    for html in [shown, found.render().unwrap(), question.render().unwrap()] {
        assert!(!html.contains("<script>alert"), "markup came through");
        assert!(!html.contains("<img src=x"), "markup came through");
        assert!(
            html.contains("&#60;script&#62;alert(1)"),
            "the name is not shown at all"
        );
    }
}

#[test]
fn every_page_has_one_main_heading_and_needs_no_inline_style() {
    for (name, html) in every_page() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(
            !html.contains(" style=") && !html.contains("<style"),
            "{name}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:"),
            "{name}"
        );
    }
}

#[test]
fn every_table_has_a_caption_and_scoped_headers() {
    for (name, html) in every_page() {
        for table in html.split("<table").skip(1) {
            let table = table.split("</table>").next().unwrap();
            assert!(table.contains("<caption"), "{name}");
            assert!(
                !table.split("<th").skip(1).any(|th| {
                    !th.starts_with("ead") && !th.split('>').next().unwrap().contains("scope=")
                }),
                "{name}"
            );
        }
    }
}

#[test]
fn every_identifier_stands_once_and_every_jump_arrives() {
    for (name, html) in every_page() {
        let ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name}: an id stands twice");
        for rest in html.split("href=\"#").skip(1) {
            let target = rest.split('"').next().unwrap();
            assert!(ids.contains(&target), "{name}: #{target} leads nowhere");
        }
    }
}

#[test]
fn the_family_page_answers_whom_to_ring_without_a_click() {
    let html = family_page(&sample::family());
    for part in [
        "tel:01632960201",
        "Imran Clark",
        "tel:01632960310",
        "mailto:worker@eastmere.example",
        "Larch Row Academy",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
    let words = html.find("In words</h2>").unwrap();
    let ring = html.find("Whom to ring</h2>").unwrap();
    let grid = html.find("Who and which service</h2>").unwrap();
    assert!(words < ring && ring < grid);
}

#[test]
fn each_word_of_the_grid_leads_to_its_details_or_to_why_there_are_none() {
    let html = family_page(&sample::family());
    let grid = html
        .split("<table class=\"kith-grid")
        .nth(1)
        .unwrap()
        .split("</table>")
        .next()
        .unwrap();
    let cells: Vec<&str> = grid.split("<td").skip(1).collect();
    assert_eq!(cells.len(), 6 * 7);
    for cell in cells {
        assert!(
            cell.contains("href=\"/details/") || cell.contains("href=\"#"),
            "{cell}"
        );
    }
    for word in [
        "Now",
        "None found",
        "Not covered",
        "Late: data to 3 Nov",
        "Check who",
        "Ask the desk",
        "Not shown",
        "Ended Jul 2026",
    ] {
        assert!(grid.contains(word), "{word} is missing");
    }
    assert!(html.contains("quote SM-2291"));
}
