//! Who is clearly somebody else, and who has to be asked about.

use super::*;
use uuid::Uuid;
use vocabulary::{NameText, NameUse, PartialDate, PersonKey, PersonName, RecordId, SourceId};

fn person(given: &str, born: &str, sex: Option<Sex>, number: &str) -> SourcePerson {
    let (id, source) = (
        RecordId::new(Uuid::nil()),
        SourceId::parse("housing").unwrap(),
    );
    SourcePerson {
        names: vec![PersonName {
            usage: NameUse::Usual,
            given: NameText::parse(given).ok(),
            middle: None,
            family: NameText::parse("Ashgrove").ok(),
        }],
        birth: PartialDate::parse(born).ok(),
        sex,
        nhs_number: NhsNumber::parse(number).ok(),
        ..SourcePerson::new(id, source, PersonKey::parse("1").unwrap())
    }
}

const LENA: (&str, &str) = ("Lena", "1991-03-14");

fn lena() -> SourcePerson {
    person(LENA.0, LENA.1, Some(Sex::Female), "9990000018")
}

fn is_somebody_else(other: SourcePerson) -> bool {
    is_clearly_somebody_else(&[other], &[lena()])
}

#[test]
fn two_different_nhs_numbers_are_two_people() {
    let other = person(LENA.0, LENA.1, Some(Sex::Female), "9990000026");
    assert_eq!(
        is_somebody_else(other),
        NhsNumber::parse("9990000026").is_ok()
    );
}

#[test]
fn a_child_of_the_house_with_another_name_and_birth_date_is_somebody_else() {
    assert!(is_somebody_else(person("Kit", "2015-06-02", None, "")));
}

#[test]
fn a_man_of_another_name_is_somebody_else_even_without_a_birth_date() {
    assert!(is_somebody_else(person("Edward", "", Some(Sex::Male), "")));
}

#[test]
fn a_misspelt_name_or_a_swapped_birth_date_or_one_wrong_part_has_to_be_asked_about() {
    for (given, born) in [
        ("Lenna", "1968-11-30"),
        ("Edward", "1991-03-15"),
        ("Wilfrid", "1991-12-14"),
        ("Lena", ""),
    ] {
        assert!(!is_somebody_else(person(given, born, None, "")), "{born}");
    }
    let swapped = person("Wilfrid", "1991-02-03", None, "");
    let true_one = person("Lena", "1991-03-02", Some(Sex::Female), "");
    assert!(!is_clearly_somebody_else(&[swapped], &[true_one]));
}

#[test]
fn what_is_not_known_makes_nobody_somebody_else() {
    assert!(!is_somebody_else(person("", "", None, "")));
    assert!(!is_somebody_else(person("Wilfrid", "", None, "")));
    assert!(!is_somebody_else(person("Wilfrid", "1991", None, "")));
    assert!(!is_somebody_else(person(
        "",
        "1968-11-30",
        Some(Sex::Male),
        ""
    )));
}

#[test]
fn one_record_that_fits_is_enough_to_be_asked_about() {
    let odd = person("Kit", "2015-06-02", Some(Sex::Male), "");
    let fits = person("Helena", "1991-03-14", Some(Sex::Female), "");
    assert!(!is_clearly_somebody_else(&[odd, fits], &[lena()]));
}
