//! What specifications are understood, and what is said of those that are not.

use super::*;
use proptest::prelude::*;

fn problems(text: &str) -> String {
    match Spec::parse("people.toml", text) {
        Ok(_) => "no problem".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

fn columns(spec: &Spec, key: Key) -> Vec<Vec<&str>> {
    let groups = spec.mapped(key).map_or(&[][..], |mapped| &mapped.groups);
    let mut names = Vec::new();
    for group in groups {
        names.push(group.iter().map(|column| column.name.as_str()).collect());
    }
    names
}

#[test]
fn the_record_id_is_all_that_is_needed() {
    let spec = Spec::parse("people.toml", "record_id = \"unique_id\"").unwrap();
    assert_eq!(spec.record_id.name, "unique_id");
    assert_eq!(spec.mode, None);
}

#[test]
fn flat_and_nested_specifications_say_the_same() {
    let flat = r#"
record_id = "id"
given_name = "first_name"
address = ["number", "street"]
birth_date = "dob"
birth_date_format = "YYYYMMDD"
person = "cluster"
exact = ["city"]
text = "job"
join = 6
"#;
    let nested = r#"
record_id = "id"
[columns]
given_name = "first_name"
address = ["number", "street"]
birth_date = { column = "dob", format = "%Y%m%d" }
[exact]
columns = ["city"]
[text]
columns = ["job"]
[truth]
person = { column = "cluster" }
[thresholds]
join = 6.0
"#;
    for text in [flat, nested] {
        let spec = Spec::parse("people.toml", text).unwrap();
        assert_eq!(columns(&spec, Key::GivenName), [["first_name"]]);
        assert_eq!(columns(&spec, Key::Address), [["number", "street"]]);
        assert_eq!(columns(&spec, Key::Person), [["cluster"]]);
        assert!(spec.birth_format.is_some());
        let others: Vec<(&str, bool)> = spec
            .others
            .iter()
            .map(|other| (other.column.name.as_str(), other.is_text))
            .collect();
        assert_eq!(others, [("city", false), ("job", true)]);
        assert_eq!(spec.join, Some(6.0));
    }
}

#[test]
fn a_list_of_former_names_is_a_name_each_and_a_list_in_a_list_is_joined() {
    let spec = Spec::parse(
        "people.toml",
        r#"
record_id = "id"
former_family_name = ["maiden", "name_before"]
former_address = [["old_number", "old_street"], "older"]
"#,
    )
    .unwrap();
    assert_eq!(
        columns(&spec, Key::FormerFamilyName),
        [["maiden"], ["name_before"]]
    );
    assert_eq!(
        columns(&spec, Key::FormerAddress),
        [vec!["old_number", "old_street"], vec!["older"]]
    );
}

#[test]
fn each_mistake_is_told_with_its_line_and_what_to_write() {
    insta::assert_snapshot!(problems(
        r#"
record_id = ["id", "other"]
mode = "both"
surname = "surname"
given_nmae = "first_name"
colour = "eyes"
birth_date = { column = "dob", format = "day first", accuracy = 1 }
sex = 3
postcode = "postcode"
exact = ["postcode", "city", "city"]
[columns]
postcode = "post_code"
household = { column = "house", pattern = "no brackets" }
[truth]
given_name = "first_name"
person = { pattern = "digits" }
[thresholds]
join = "high"
reviews = 1
"#
    ));
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    insta::assert_snapshot!(problems("record_id = \"id\"\ngiven_name = first_name\n"));
}

#[test]
fn a_specification_without_a_record_id_says_what_to_write() {
    insta::assert_snapshot!(problems(
        "given_name = \"first_name\"\n[thresholds]\njoin = 1\nreview = 2\n"
    ));
}

#[test]
fn truth_may_be_read_from_the_record_id() {
    let text = "record_id = \"rec_id\"\nperson = { column = \"rec_id\", pattern = 'rec-(\\d+)-' }";
    assert!(Spec::parse("people.toml", text).is_ok());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = Spec::parse("people.toml", &text);
    }

    #[test]
    fn no_mixture_of_its_own_words_makes_it_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "record_id", "given_name", "birth_date", "exact", "person", "columns", "truth",
                "thresholds", "join", "mode", "=", "[", "]", "{", "}", "\"a\"", "\"%Y\"", ",", "\n",
                "column", "pattern", "format", "1", "-0x1", "inf", "true", "'(\\d+)'", ".", "\"\"",
            ]),
            0..40,
        )
    ) {
        let _ = Spec::parse("people.toml", &parts.join(" "));
    }
}
