//! Adult social care: one row for each person with the Common Data Model's columns, in
//! Windows-1252, which has no letter for half of Europe.
//!
//! Invariant: who was never worked with is not in it.

use super::View;
use super::dates::{or_blank, slashed};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::calendar::plus_years;
use crate::letters::windows_1252;
use crate::observation::Seen;
use crate::workers::TEAMS;
use vocabulary::{Service, Sex};

const SOURCE: &str = "adult-social-care";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\r\n",
    encoding: Encoding::Windows1252,
};

const HEADER: [&str; 26] = [
    "LA Person ID",
    "NHS Number",
    "First name",
    "Family name",
    "Date of Birth",
    "Date of Death",
    "Gender",
    "Address",
    "Phone",
    "Service involvement",
    "Support type",
    "Local authority organisation",
    "Team",
    "Contact ID",
    "Contact name",
    "Contact role",
    "Contact number",
    "Contact email",
    "Start date of last involvement",
    "End date",
    "Date of most recent interaction",
    "Ethnicity",
    "Date current as of",
    "Coverage start date",
    "Coverage end date",
    "Coverage geographic area",
];

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheet = Sheet::new(SOURCE, "adults.csv", STYLE, &HEADER);
    let as_of = slashed(view.as_of);
    let since = slashed(plus_years(view.as_of, -8));
    for (at, family) in view.families() {
        let mut dice = view.dice(at);
        for one in view.known(family, Service::AdultSocialCare) {
            let involvement = one.involvement;
            for copy in 0..view.copies(involvement.person, &mut dice) {
                let mut seen = view.see(involvement.person, copy, &mut dice);
                note_lost_letters(&mut seen);
                let key = view.key(involvement.person, copy);
                let [staff, name, role, telephone, email] = view.worker(involvement);
                let address = seen.address.text();
                let line = sheet.row(&[
                    &key,
                    &spaced(&seen.nhs_number),
                    &seen.given,
                    &seen.family,
                    &or_blank(seen.birth, slashed),
                    &or_blank(seen.died, slashed),
                    gender(seen.sex),
                    &address,
                    &seen.telephone,
                    one.status,
                    involvement.kind,
                    &involvement.organisation,
                    TEAMS[involvement.team].name,
                    staff,
                    name,
                    role,
                    telephone,
                    email,
                    &slashed(involvement.from),
                    &or_blank(one.to, slashed),
                    &or_blank(one.last_contact, slashed),
                    "",
                    &as_of,
                    &since,
                    &as_of,
                    "Eastmere",
                ]);
                view.note(&sheet, key, line, &seen);
            }
        }
    }
    vec![sheet.finish()]
}

fn gender(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Female) => "Female",
        Some(Sex::Male) => "Male",
        Some(Sex::Unknown) | None => "Unknown",
    }
}

/// An NHS number in groups of three, three and four.
fn spaced(number: &str) -> String {
    if number.len() != 10 {
        return number.to_owned();
    }
    format!("{} {} {}", &number[..3], &number[3..6], &number[6..])
}

/// Letters that the encoding lacks become plain ones, which is an error of the source.
fn note_lost_letters(seen: &mut Seen) {
    let is_lost = |text: &str| text.chars().any(|letter| windows_1252(letter).is_none());
    if is_lost(&seen.given) || is_lost(&seen.family) {
        seen.errors.push("letters_lost");
    }
}
