//! The guide's example does what the guide says.

use crate::desk::Desk;

const GUIDE: &str = include_str!("../../../../docs/guides/link-your-own-file.md");

/// The text of the block that the guide calls by a name.
fn block(name: &str) -> &'static str {
    let (_, after) = GUIDE.split_once(&format!(" {name}\n")).unwrap();
    after.split_once("```").unwrap().0
}

#[test]
fn the_guides_file_and_specification_give_the_guides_clusters() {
    let desk = Desk::new();
    let input = desk.write("people.csv", block("people.csv"));
    let mut linked = desk.link(block("people.toml"), &[input]).unwrap();
    let output = desk.path("clusters.csv");
    linked.write_clusters(&output, &|| (0.0, None)).unwrap();
    let written = std::fs::read_to_string(output).unwrap();
    assert_eq!(written, block("clusters.csv"));
    assert!(linked.warnings().is_empty());
    let explained = linked.explain("A3", "A4").unwrap();
    assert!(explained.is_one_person);
    assert!(explained.to_svg().starts_with("<svg"));
}

#[test]
fn the_guide_names_every_key() {
    for key in [
        "record_id",
        "given_name",
        "middle_name",
        "family_name",
        "former_family_name",
        "birth_date",
        "sex",
        "address",
        "postcode",
        "former_address",
        "former_postcode",
        "nhs_number",
        "nhs_number_status",
        "upn",
        "telephone",
        "email",
        "source",
        "exact",
        "text",
        "person",
        "household",
        "twin_of",
        "group",
        "mode",
        "join",
        "review",
    ] {
        assert!(GUIDE.contains(&format!("`{key}`")), "{key}");
    }
}
