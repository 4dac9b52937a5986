//! Schools: pupils on roll and leavers in the headers of a school system, the parents whom the
//! school would ring, and who is whose contact.
//!
//! Each school keeps its own contacts: a mother with children at two schools is there twice.
//! Invariant: the safeguarding contact of a pupil is the school's, never a teacher.

use super::dates::{of_schools, or_blank};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use super::{Known, View, fact};
use crate::council::Family;
use crate::dice::Dice;
use crate::identifiers::{mail_letters, office_telephone, pupil_number};
use crate::kinship::in_case_words;
use crate::places::REFUGE;
use crate::services::SCHOOLS;
use std::collections::BTreeSet;
use vocabulary::{RelationshipType, Service, Sex};

const SOURCE: &str = "schools";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\r\n",
    encoding: Encoding::Utf8,
};

struct Sheets {
    pupils: Sheet,
    contacts: Sheet,
    links: Sheet,
}

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheets = open();
    for (at, family) in view.families() {
        let known = view.known(family, Service::School);
        if known.is_empty() {
            continue;
        }
        let mut dice = view.dice(at);
        for one in &known {
            pupil(view, one, &mut sheets.pupils, &mut dice);
        }
        contacts(view, family, &known, &mut sheets, &mut dice);
    }
    vec![
        sheets.pupils.finish(),
        sheets.contacts.finish(),
        sheets.links.finish(),
        super::coverage(view, STYLE, "school", of_schools),
    ]
}

fn open() -> Sheets {
    let sheet = |file_name, header: &[&str]| Sheet::new(SOURCE, file_name, STYLE, header);
    Sheets {
        pupils: sheet(
            "pupils.csv",
            &[
                "PupilID",
                "UPN",
                "Surname",
                "Forename",
                "Middlenames",
                "PreferredForename",
                "FormerSurname",
                "DOB",
                "Gender",
                "EnrolStatus",
                "EntryDate",
                "LeavingDate",
                "SchoolName",
                "SENprovision",
                "SafeguardingContact",
                "SafeguardingRole",
                "SafeguardingPhone",
                "SafeguardingEmail",
                "SAON",
                "Street",
                "Locality",
                "Town",
                "PostCode",
                "Language",
            ],
        ),
        contacts: sheet(
            "contacts.csv",
            &[
                "ContactID",
                "ContactSurname",
                "ContactForename",
                "ContactGender",
                "ContactPhone",
                "ContactEmail",
                "ContactStreet",
                "ContactPostCode",
            ],
        ),
        links: sheet(
            "pupil_contacts.csv",
            &["ContactID", "Relationship", "PupilID", "Priority"],
        ),
    }
}

/// M or F, as school systems code it.
fn gender(sex: Option<Sex>) -> &'static str {
    sex.map_or("", Sex::code)
}

fn pupil(view: &mut View<'_>, one: &Known<'_>, sheet: &mut Sheet, dice: &mut Dice) {
    let involvement = one.involvement;
    let place = SCHOOLS
        .iter()
        .position(|(name, _)| *name == involvement.organisation)
        .unwrap_or(0);
    let (school, lead) = SCHOOLS[place];
    let number = u32::try_from(place).unwrap_or(0);
    for copy in 0..view.copies(involvement.person, dice) {
        let seen = view.see(involvement.person, copy, dice);
        let key = view.key(involvement.person, copy);
        let address = &seen.address;
        let upn = pupil_number(seen.person)
            .filter(|_| copy == 0)
            .unwrap_or_default();
        let line = sheet.row(&[
            &key,
            &upn,
            &seen.family,
            &seen.given,
            &seen.middle,
            &seen.known_as,
            "",
            &or_blank(seen.birth, of_schools),
            gender(seen.sex),
            if one.to.is_some() { "L" } else { "C" },
            &of_schools(involvement.from),
            &or_blank(one.to, of_schools),
            school,
            fact(involvement, "support", 0),
            lead,
            "Designated safeguarding lead",
            &office_telephone(9_000 + number),
            &format!("safeguarding@{}.example", mail_letters(school)),
            &address.flat,
            &address.street,
            &address.district,
            "Eastmere",
            &address.postcode,
            "",
        ]);
        view.note(sheet, key, line, &seen);
    }
}

/// The parents and carers of the pupils, once for each school.
fn contacts(
    view: &mut View<'_>,
    family: &Family,
    known: &[Known<'_>],
    sheets: &mut Sheets,
    dice: &mut Dice,
) {
    let mut written: BTreeSet<(u32, usize)> = BTreeSet::new();
    for one in known.iter().filter(|one| one.to.is_none()) {
        let school = SCHOOLS
            .iter()
            .position(|(name, _)| *name == one.involvement.organisation)
            .unwrap_or(0);
        for (priority, (contact, kind)) in whom_to_ring(view, family, one.involvement.person, dice)
            .into_iter()
            .enumerate()
        {
            let key = format!("C{school:02}{}", view.key(contact, 0));
            if written.insert((contact, school)) {
                contact_row(view, contact, &key, &mut sheets.contacts, dice);
            }
            let words = in_case_words(kind, view.council.truth.person(contact).sex);
            let words = words.trim_end_matches(" of");
            let pupil = view.key(one.involvement.person, 0);
            sheets
                .links
                .row(&[&key, words, &pupil, &(priority + 1).to_string()]);
        }
    }
}

/// Mother, father if the school was told of him, and whoever cares for the child. Nobody rings
/// a parent whom the child fled from.
fn whom_to_ring(
    view: &View<'_>,
    family: &Family,
    child: u32,
    dice: &mut Dice,
) -> Vec<(u32, RelationshipType)> {
    let truth = &view.council.truth;
    let person = truth.person(child);
    let home = person.stay_on(view.as_of).map(|stay| stay.home);
    let lives_with = |other: u32| {
        let there = truth
            .person(other)
            .stay_on(view.as_of)
            .map(|stay| stay.home);
        there.is_some() && there == home
    };
    let is_alive = |other: u32| truth.person(other).is_alive_on(view.as_of);
    let mut all = Vec::new();
    let carers = family.bonds.iter().filter(|bond| {
        bond.other == child && bond.to.is_none() && bond.kind != RelationshipType::AuntOrUncle
    });
    all.extend(carers.map(|bond| (bond.person, bond.kind)));
    let parents = [
        (person.mother, RelationshipType::Mother, 950),
        (person.father, RelationshipType::Father, 850),
    ];
    for (parent, kind, told) in parents {
        let Some(parent) = parent else { continue };
        let chance = match home {
            _ if lives_with(parent) => told,
            Some(REFUGE) => 0,
            _ => 450,
        };
        let is_told = dice.per_mille(chance) || (person.is_cast && chance > 0);
        if is_alive(parent) && is_told {
            all.push((parent, kind));
        }
    }
    all
}

fn contact_row(view: &mut View<'_>, contact: u32, key: &str, sheet: &mut Sheet, dice: &mut Dice) {
    let seen = view.see(contact, 0, dice);
    let line = sheet.row(&[
        key,
        &seen.family,
        &seen.given,
        gender(seen.sex),
        &seen.telephone,
        &seen.email,
        &seen.address.line(),
        &seen.address.postcode,
    ]);
    view.note(sheet, key.to_owned(), line, &seen);
}
