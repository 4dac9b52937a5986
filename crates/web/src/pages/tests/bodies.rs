//! The bodies of the API, for the same invented family.

use super::{link_runs, sample};
use crate::api;

fn in_lines(body: &serde_json::Value) -> String {
    serde_json::to_string_pretty(body).unwrap()
}

#[test]
fn the_bodies_are_as_programs_were_promised() {
    insta::assert_snapshot!(
        "family_body",
        in_lines(&api::family_body(&sample::family()))
    );
    insta::assert_snapshot!(
        "details_body",
        in_lines(&api::details_body(&sample::details()))
    );
    insta::assert_snapshot!(
        "found_body",
        in_lines(&api::found_body(&sample::found("Lena")))
    );
    insta::assert_snapshot!("looks_body", in_lines(&api::looks_body(&sample::looks())));
    insta::assert_snapshot!(
        "linkage_body",
        in_lines(&api::linkage_body(&link_runs::with_drift()))
    );
}

#[test]
fn a_family_body_says_the_same_as_its_page() {
    let body = api::family_body(&sample::family());
    let members = body["members"].as_array().unwrap();
    assert_eq!(members.len(), 6);
    for member in members {
        assert_eq!(member["services"].as_array().unwrap().len(), 7);
    }
    assert_eq!(body["child"], members[0]["handle"]);
    assert!(body["contacts"][0]["lines"][0]["telephone"].is_string());
}
