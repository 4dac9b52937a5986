//! Nobody in a council can be taken for a real person: numbers, telephones, mail, postcodes.

use super::{council, text};
use crate::identifiers::{nhs_number, pupil_number};
use crate::{ExtractFile, observe_with_truth};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vocabulary::{NhsNumber, Telephone, UniquePupilNumber};

fn everything(people: u32, seed: u64) -> Vec<ExtractFile> {
    let (mut files, truth) = observe_with_truth(&council(people, seed));
    files.extend(truth);
    files
}

fn cells(file: &ExtractFile) -> Vec<String> {
    text(file)
        .split(['\n', '\r', ',', ';', '\t', '|', '"'])
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// The ranges kept for drama, as digits, each of a thousand numbers.
const DRAMA: [&str; 15] = [
    "01632960", "01134960", "01144960", "01154960", "01164960", "01174960", "01184960", "01214960",
    "01314960", "01414960", "01514960", "01614960", "01914980", "02079460", "07700900",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn telephones_mail_and_postcodes_are_invented(seed in any::<u64>()) {
        for file in everything(400, seed) {
            for cell in cells(&file) {
                let is_telephone = cell != "000 000 0000" && cell.starts_with('0') && cell.contains(' ') && Telephone::parse(&cell).is_ok();
                if is_telephone {
                    let digits = Telephone::parse(&cell).unwrap().digits();
                    prop_assert_eq!(digits.len(), 11);
                    prop_assert!(DRAMA.contains(&&digits[..8]), "{}", cell);
                }
                prop_assert!(!cell.contains('@') || cell.ends_with(".example"), "{}", cell);
                if let Ok(postcode) = vocabulary::Postcode::parse(&cell) {
                    prop_assert!(postcode.reveal().starts_with("QX") || postcode.is_pseudo(), "{}", cell);
                }
            }
        }
    }

    #[test]
    fn an_nhs_number_is_of_the_range_kept_for_tests_or_a_placeholder(seed in any::<u64>()) {
        for file in everything(400, seed) {
            for cell in cells(&file) {
                match NhsNumber::parse(&cell) {
                    Ok(number) if file.source != "staff-directory" => {
                        prop_assert!(number.reveal().starts_with("999"), "{} {}", file.source, cell);
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn numbers_of_people_are_valid_and_belong_to_one_person() {
    let mut nhs = BTreeSet::new();
    let mut pupils = BTreeSet::new();
    for person in 0..60_000 {
        if let Some(number) = nhs_number(person) {
            assert!(NhsNumber::parse(&number).unwrap().is_reserved_for_tests());
            assert!(nhs.insert(number));
        }
        let number = pupil_number(person).unwrap();
        let parsed = UniquePupilNumber::parse(&number).unwrap();
        assert!(!parsed.is_temporary() && number[1..4] == *"000");
        assert!(pupils.insert(number));
    }
    assert!(nhs.len() > 53_000);
}

#[test]
fn two_doors_never_share_an_address() {
    let council = council(8000, 31);
    let mut addresses = BTreeSet::new();
    for home in 3..u32::try_from(council.truth.home_count()).unwrap() {
        let address = council.truth.homes.address(home);
        assert!(addresses.insert((address.text(), address.uprn)));
    }
}
