//! The police: the Common Data Model's minimum in capital letters and UTF-16.
//!
//! Nominal numbers belong to a record more than to a person: some people have two.
//! Invariant: an offence always says in which part the person had in it.

use super::dates::slashed;
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use super::{Known, View, fact};
use crate::calendar::plus_years;
use crate::observation::Seen;
use vocabulary::{Service, Sex};

const SOURCE: &str = "police";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\r\n",
    encoding: Encoding::Utf16LittleEndian,
};

const HEADER: [&str; 31] = [
    "Nominal No",
    "First Name",
    "Family Name",
    "Alias Family Name",
    "Date of Birth",
    "Gender",
    "Address",
    "Service involvement",
    "Police area",
    "Team",
    "Contact name",
    "Contact role",
    "Contact number",
    "Contact email",
    "Date of most recent interaction",
    "Safeguarding offences",
    "Date of offence 1",
    "Type of offence 1",
    "Nature of involvement 1",
    "Date of offence 2",
    "Type of offence 2",
    "Nature of involvement 2",
    "Date of offence 3",
    "Type of offence 3",
    "Nature of involvement 3",
    "Non-safeguarding offences",
    "Warning markers",
    "Date current as of",
    "Coverage start date",
    "Coverage end date",
    "Coverage geographic area",
];

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheet = Sheet::new(SOURCE, "nominals.csv", STYLE, &HEADER);
    for (at, family) in view.families() {
        let mut dice = view.dice(at);
        for one in view.known(family, Service::Police) {
            let person = one.involvement.person;
            for copy in 0..view.copies(person, &mut dice) {
                let seen = view.see(person, copy, &mut dice);
                let key = view.key(person, copy);
                let is_alias = dice.per_mille(200) && seen.former_family != seen.family;
                let alias = if is_alias {
                    seen.former_family.to_uppercase()
                } else {
                    String::new()
                };
                let line = nominal(view, &one, &seen, (&key, &alias), &mut sheet);
                view.note(&sheet, key, line, &seen);
            }
        }
    }
    vec![sheet.finish()]
}

fn nominal(
    view: &View<'_>,
    one: &Known<'_>,
    seen: &Seen,
    (key, alias): (&str, &str),
    sheet: &mut Sheet,
) -> u64 {
    let involvement = one.involvement;
    let [_, name, role, telephone, email] = view.worker(involvement);
    let as_of = slashed(view.as_of);
    let since = slashed(plus_years(view.as_of, -8));
    let first = fact(involvement, "offence_date", 0);
    let identity = [
        key.to_owned(),
        seen.given.to_uppercase(),
        seen.family.to_uppercase(),
        alias.to_owned(),
        super::dates::or_blank(seen.birth, slashed),
        gender(seen.sex).to_owned(),
        seen.address.text().to_uppercase(),
        one.status.to_owned(),
        "Eastmere".to_owned(),
        crate::workers::TEAMS[involvement.team].name.to_owned(),
        name.to_owned(),
        role.to_owned(),
        telephone.to_owned(),
        email.to_owned(),
        super::dates::or_blank(one.last_contact, slashed),
        if first.is_empty() { "No" } else { "Yes" }.to_owned(),
    ];
    let mut cells: Vec<&str> = identity.iter().map(String::as_str).collect();
    for nth in 0..3 {
        cells.push(fact(involvement, "offence_date", nth));
        cells.push(fact(involvement, "offence_type", nth));
        cells.push(fact(involvement, "offence_nature", nth));
    }
    cells.push(fact(involvement, "other_offences", 0));
    cells.extend(["", &as_of, &since, &as_of, "Eastmere"]);
    sheet.row(&cells)
}

fn gender(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Female) => "FEMALE",
        Some(Sex::Male) => "MALE",
        Some(Sex::Unknown) | None => "UNKNOWN",
    }
}
