//! A specification that is wrong is refused with line and column, in words.
//!
//! Invariant under test: every shipped specification is right.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared by the test files; each uses a part of it"
)]
mod check;

use check::{eastmere, shipped};
use intake::{AgeRule, SourceSpecification};
use vocabulary::Service;

const RIGHT: &str = include_str!("fixtures/eastmere.toml");

fn said(wrong: &str, instead: &str) -> String {
    assert!(RIGHT.contains(wrong), "{wrong} is in the specification");
    let text = RIGHT.replacen(wrong, instead, 1);
    match SourceSpecification::parse("eastmere.toml", &text) {
        Ok(_) => format!("{instead}: taken for right"),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let texts = [
        said("id = \"eastmere\"", "id = \"westmere\""),
        said("refresh_days = 7", "refresh_days = 0"),
        said("refresh_days = 7", "refresh_day = 7"),
        said(
            "desk_telephone = \"01632 960110\"",
            "desk_telephone = \"ask\"",
        ),
        said("to = 120", "to = -1"),
        said("from = 0", "from = 121"),
        said("covers = \"Invented people.\"", "covers = \" \""),
        said("name = \"other names\"", "name = \"people\""),
        said("service = \"housing\"", "service = \"homes\""),
        said("service = \"housing\"\n", ""),
        said("category = \"housing\"", "category = \"police\""),
        said("delimiter = \";\"", "delimiter = \"and\""),
        said("\"dd/mm/yy\"", "\"mm/dd/yy\""),
        said("is = \"person.middle\"", "is = \"person.middling\""),
        said("is = \"person.middle\"", "is = \"person.given\""),
        said("header = [\"Sex\"]", "header = [\"sur-name\"]"),
        said("header = [\"Sex\"]", "header = []"),
        said(
            "label = \"Rent arrears\", level = 4",
            "label = \"Rent arrears\"",
        ),
        said(
            "label = \"Rent arrears\", level = 4",
            "label = \"Rent arrears\", level = 2",
        ),
        said("type = \"date\"", "type = \"number\""),
        said("\"T\" = \"current\"", "\"T\" = \"tenant\""),
        said("is = \"case.reference\"", "is = \"ignore\""),
        said(
            "is = \"person.key\"",
            "is = \"person.key\", label = \"Key\"",
        ),
        said("[[tables]]", "[[tables"),
    ];
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn what_was_written_is_what_is_told() {
    let source = eastmere();
    assert_eq!(source.id().as_str(), "eastmere");
    assert_eq!(source.desk_telephone().reveal(), "01632 960110");
    assert_eq!(source.ages(), Some(AgeRule { from: 0, to: 120 }));
    assert_eq!(source.services(), [Service::Housing]);
    assert_eq!((source.refresh_days(), source.look_back_years()), (7, 6));
    let arrears = source.tables()[4].columns().iter().find_map(|c| c.fact());
    assert_eq!(arrears.map(|fact| fact.0), Some("Rent arrears"));
}

#[test]
fn the_shipped_specifications_are_right() {
    assert_eq!(
        shipped("family-context-csc").services(),
        [Service::ChildrensSocialCare]
    );
    assert_eq!(
        shipped("family-context-education").services(),
        [Service::School]
    );
    assert_eq!(
        shipped("family-context-reference").services(),
        [
            Service::School,
            Service::AdultSocialCare,
            Service::Housing,
            Service::Police
        ]
    );
}
