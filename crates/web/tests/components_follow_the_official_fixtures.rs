//! Holds every component of ours against every official fixture of the govuk-frontend package.
//!
//! A fixture is a set of options and the HTML that the official template makes of them. We give
//! the same options to our struct and compare. What we leave out on purpose is listed below with
//! its reason, and the list may not grow stale.
//! INVARIANT: each fixture of a component we have either passes or is listed, never both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use web::components::Html;

#[path = "official_fixtures/forms.rs"]
mod forms;
#[path = "official_fixtures/markup.rs"]
mod markup;
#[path = "official_fixtures/options.rs"]
mod options;
#[path = "official_fixtures/pages.rs"]
mod pages;

use markup::{Piece, as_lines, pieces, without};
use options::Options;

type Renders = fn(Options<'_>) -> Html;

/// The components we have, by their official names.
const COMPONENTS: [(&str, Renders); 28] = [
    ("back-link", pages::back_link),
    ("breadcrumbs", pages::breadcrumbs),
    ("button", forms::button),
    ("checkboxes", forms::checkboxes),
    ("date-input", forms::date_input),
    ("details", pages::details),
    ("error-message", forms::error_message),
    ("error-summary", pages::error_summary),
    ("fieldset", forms::fieldset),
    ("footer", pages::footer),
    ("generic-header", pages::generic_header),
    ("hint", forms::hint),
    ("input", forms::input),
    ("inset-text", pages::inset_text),
    ("label", forms::label),
    ("notification-banner", pages::notification_banner),
    ("pagination", pages::pagination),
    ("panel", pages::panel),
    ("phase-banner", pages::phase_banner),
    ("radios", forms::radios),
    ("select", forms::select),
    ("service-navigation", pages::service_navigation),
    ("skip-link", pages::skip_link),
    ("summary-list", pages::summary_list),
    ("table", pages::table),
    ("tag", pages::tag),
    ("textarea", forms::textarea),
    ("warning-text", pages::warning_text),
];

/// Fixtures that our component does not follow on purpose: component, fixture, reason.
const LISTED: [(&str, &str, &str); 2] = [
    (
        "checkboxes",
        "with falsy values",
        "our list cannot hold empty choices, so there are no gaps in the numbers of the ids",
    ),
    (
        "radios",
        "with falsy items",
        "our list cannot hold empty choices, so there are no gaps in the numbers of the ids",
    ),
];

/// Parts of the official footer that belong to the Crown and are taken away before comparing.
const NOT_A_COUNCILS: [(&str, &str); 4] = [
    ("svg", "govuk-footer__crown"),
    ("svg", "govuk-footer__licence-logo"),
    ("span", "govuk-footer__licence-description"),
    ("div", "govuk-footer__meta-item"),
];

struct Fixture {
    name: String,
    options: Value,
    html: String,
}

#[test]
fn our_components_say_what_the_official_ones_say() {
    let mut wrong = Vec::new();
    let mut same = 0_usize;
    for (component, renders) in COMPONENTS {
        for fixture in fixtures_of(component) {
            let ours = pieces(&renders(Options(&fixture.options)).to_string());
            let official = official(component, &fixture.html);
            match (ours == official, is_listed(component, &fixture.name)) {
                (true, false) => same += 1,
                (false, true) => {}
                (true, true) => wrong.push(format!(
                    "{component}: {} passes now, take it off the list",
                    fixture.name
                )),
                (false, false) => wrong.push(difference(component, &fixture, &official, &ours)),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
    assert!(same >= 560, "only {same} fixtures were compared");
}

fn is_listed(component: &str, name: &str) -> bool {
    LISTED
        .iter()
        .any(|(of, listed, _)| *of == component && *listed == name)
}

fn official(component: &str, html: &str) -> Vec<Piece> {
    let all = pieces(html);
    if component != "footer" {
        return all;
    }
    NOT_A_COUNCILS
        .iter()
        .fold(all, |left, (name, classes)| without(left, name, classes))
}

fn fixtures_of(component: &str) -> Vec<Fixture> {
    let folder = env!("KITH_GOVUK_FIXTURES");
    assert!(
        !folder.is_empty(),
        "the official fixtures come with npm: build the tests without KITH_ASSETS"
    );
    let file = Path::new(folder).join(component).join("fixtures.json");
    let text = fs::read_to_string(&file).expect("each component of ours has official fixtures");
    let all: Value = serde_json::from_str(&text).expect("official fixtures are JSON");
    let entry = |fixture: &Value| Fixture {
        name: fixture["name"]
            .as_str()
            .expect("a fixture has a name")
            .to_owned(),
        options: fixture["options"].clone(),
        html: fixture["html"]
            .as_str()
            .expect("a fixture has its HTML")
            .to_owned(),
    };
    all["fixtures"]
        .as_array()
        .expect("there is a list of fixtures")
        .iter()
        .map(entry)
        .collect()
}

fn difference(component: &str, fixture: &Fixture, official: &[Piece], ours: &[Piece]) -> String {
    let place = official
        .iter()
        .zip(ours)
        .take_while(|(a, b)| a == b)
        .count();
    let around = |all: &[Piece]| {
        let end = all.len().min(place + 3);
        as_lines(&all[place.min(end)..end])
    };
    format!(
        "{component}: {}\n  official: {}\n  ours: {}",
        fixture.name,
        around(official),
        around(ours)
    )
}

#[test]
fn the_list_of_exceptions_names_fixtures_that_exist_and_stays_short() {
    let mut all = BTreeMap::new();
    for (component, _) in COMPONENTS {
        for fixture in fixtures_of(component) {
            all.insert((component, fixture.name), ());
        }
    }
    for (component, name, reason) in LISTED {
        assert!(
            all.contains_key(&(component, name.to_owned())),
            "no fixture {component}: {name}"
        );
        assert!(reason.len() > 20, "{component}: {name} needs a reason");
    }
    assert!(
        LISTED.len() * 20 <= all.len(),
        "more than one fixture in twenty is listed"
    );
}

#[test]
fn a_difference_that_a_browser_would_show_is_found() {
    assert_eq!(
        pieces("<a  href='x' class=\"b  a\">\n hi\n</a>"),
        pieces("<a class=\"b a\" href=\"x\">hi</a>")
    );
    assert_eq!(
        pieces("<p>&lt;b&gt; &#39;</p>"),
        pieces("<p>&#60;b&#62; '</p>")
    );
    assert_eq!(pieces("<path d=\"z\"/>"), pieces("<path d=\"z\"></path>"));
    for (one, other) in [
        ("<p>&lt;b&gt;</p>", "<p><b></p>"),
        ("<p>a<span> b</span></p>", "<p>a<span>b</span></p>"),
        ("<p class=\"a b\">x</p>", "<p class=\"b a\">x</p>"),
        ("<input disabled>", "<input>"),
        ("<p>one two</p>", "<p>onetwo</p>"),
    ] {
        assert_ne!(pieces(one), pieces(other), "{one} and {other} look alike");
    }
}
