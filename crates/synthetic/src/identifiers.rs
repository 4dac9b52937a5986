//! Numbers and addresses of people and workers that belong to nobody.
//!
//! NHS numbers from the 999 range, unique pupil numbers of a made-up authority (000),
//! telephones from the ranges kept for drama, e-mail under `.example`, property numbers from a
//! block that is not given out. Invariant: NHS and pupil numbers are unique in a council.

use vocabulary::{NhsNumber, UniquePupilNumber};

/// The NHS number of a person; about one person in eleven has none.
pub(crate) fn nhs_number(person: u32) -> Option<String> {
    let serial = (u64::from(person) * 387_420_489 + 271_828) % 1_000_000;
    let first_nine = u32::try_from(999_000_000 + serial).ok()?;
    NhsNumber::from_first_nine(first_nine).map(|number| number.reveal())
}

/// The unique pupil number of a person.
pub(crate) fn pupil_number(person: u32) -> Option<String> {
    let serial = (u64::from(person) * 7_368_787 + 131_071) % 1_000_000_000;
    UniquePupilNumber::from_twelve_digits(serial).map(|number| number.reveal())
}

/// The landline ranges kept for drama: what stands before the last three digits.
const LANDLINES: [&str; 14] = [
    "01632 960",
    "0113 496 0",
    "0114 496 0",
    "0115 496 0",
    "0116 496 0",
    "0117 496 0",
    "0118 496 0",
    "0121 496 0",
    "0131 496 0",
    "0141 496 0",
    "0151 496 0",
    "0161 496 0",
    "0191 498 0",
    "020 7946 0",
];

/// A private person's telephone: mobiles are few, so numbers are shared by chance.
pub(crate) fn home_telephone(number: u32) -> String {
    let last = (number / 3) % 1000;
    if number.is_multiple_of(3) {
        let range = LANDLINES[((number / 3000) % 13) as usize + 1];
        format!("{range}{last:03}")
    } else {
        format!("07700 900{last:03}")
    }
}

/// A worker's or a team's telephone.
pub(crate) fn office_telephone(number: u32) -> String {
    let range = LANDLINES[((number / 800) % 14) as usize];
    format!("{range}{:03}", 200 + number % 800)
}

/// The property number of a door.
pub(crate) fn property_number(door: u32) -> String {
    format!("9990{:08}", door + 1)
}

/// Lower-case letters without accents, for an e-mail address.
pub(crate) fn mail_letters(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(crate::letters::without_accent)
        .filter(char::is_ascii_alphanumeric)
        .collect()
}
