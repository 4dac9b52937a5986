//! Renders a page on the layout, as every page does, and reads what stands around it.
//!
//! What is promised on every page is checked here once, not in the test of each page.
//! INVARIANT: the standing words are there whoever looks, signed in or not.

use askama::Template;
use web::assets;
use web::components::{BackLink, WhereWeAre};
use web::frame::{Frame, MainPage, Sitting};

/// The smallest page there can be.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}
{% block title %}Find a person{% endblock %}
{% block main %}<h1 class="govuk-heading-l">{{ heading }}</h1>{% endblock %}"#
)]
struct ExamplePage {
    frame: Frame,
    heading: String,
}

fn an_example() -> ExamplePage {
    ExamplePage {
        frame: Frame {
            council: "Example Council & District".to_owned(),
            council_style: Some("/council.css?v=1".to_owned()),
            worker: Some("Sam Sample, duty team".to_owned()),
            sitting: Some(Sitting {
                purpose: "A child may be at risk".to_owned(),
                case_reference: Some("CR-1042".to_owned()),
                acting_for: Some("Alex Example".to_owned()),
            }),
            desk_telephone: "01632 960123".to_owned(),
            navigation: vec![
                MainPage {
                    words: "Find a person".to_owned(),
                    href: "/find".to_owned(),
                    place: WhereWeAre::Here,
                },
                MainPage {
                    words: "My look-ups".to_owned(),
                    href: "/my-look-ups".to_owned(),
                    place: WhereWeAre::Elsewhere,
                },
            ],
            unread: 0,
            back: Some(BackLink::to("/")),
            printed: None,
        },
        heading: "<script>alert(1)</script>".to_owned(),
    }
}

fn in_one_line(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_standing_words_and_the_desks_number_are_on_every_page() {
    let mut page = an_example();
    for worker in [Some("Sam Sample".to_owned()), None] {
        page.frame.worker = worker;
        let html = in_one_line(&page.render().unwrap());
        assert!(html.contains(
            "Some records are never shown in this system. If you are worried about a child, ring \
             the desk: <a class=\"govuk-footer__link\" href=\"tel:01632960123\">01632 960123</a>, \
             day and night."
        ));
    }
}

#[test]
fn the_bar_says_why_for_which_case_and_for_whom() {
    let html = in_one_line(&an_example().render().unwrap());
    let bar = "<strong>A child may be at risk</strong> · CR-1042 · for Alex Example\
               <span class=\"kith-not-on-paper\"> — <a";
    assert!(html.contains(bar), "{html}");
    assert!(html.contains("Change<span class=\"govuk-visually-hidden\"> why you are looking"));
}

#[test]
fn without_a_reason_the_bar_asks_for_one_and_before_signing_in_there_is_no_bar() {
    let mut page = an_example();
    page.frame.sitting = None;
    assert!(page.render().unwrap().contains("Say why you are looking"));
    page.frame.worker = None;
    let html = page.render().unwrap();
    assert!(!html.contains("kith-sitting") && !html.contains("Sign out"));
}

#[test]
fn a_page_has_its_landmarks_and_language() {
    let html = in_one_line(&an_example().render().unwrap());
    for part in [
        "<html lang=\"en\"",
        "<title>Find a person – Kith</title>",
        "<link rel=\"stylesheet\" href=\"/council.css?v=1\">",
        "href=\"#main-content\" class=\"govuk-skip-link\"",
        "<nav class=\"kith-before-main\" aria-label=\"Back\"><a href=\"/\" class=\"govuk-back-link\"",
        "id=\"main-content\"",
        "aria-current=\"page\"",
        "Example Council &#38; District",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let mut page = an_example();
    page.frame.back = None;
    assert!(!page.render().unwrap().contains("kith-before-main"));
    assert!(html.contains("&#60;script&#62;alert"));
}

#[test]
fn a_page_needs_no_inline_script_or_style_and_asks_only_for_what_is_embedded() {
    let html = an_example().render().unwrap();
    assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains("javascript:"));
    assert!(!html.contains(" onclick=") && !html.contains(" onload="));
    for script in html.split("<script").skip(1) {
        let (opening, rest) = script.split_once('>').unwrap();
        assert!(
            opening.contains("src=\"/assets/"),
            "an inline script: {opening}"
        );
        assert!(rest.starts_with("</script>"));
    }
    let mut asked = 0;
    for rest in html.split("\"/assets/").skip(1) {
        let address = rest.split('"').next().unwrap();
        let (path, version) = address.split_once("?v=").unwrap();
        assert_eq!(assets::find(path).map(|asset| asset.hash), Some(version));
        asked += 1;
    }
    assert_eq!(asked, 4);
}
