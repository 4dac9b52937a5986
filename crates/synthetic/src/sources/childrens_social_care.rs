//! Children's social care: people and their other names, address history, one-way
//! relationships, involvements and case links, with headers like the Standard Safeguarding
//! Dataset.
//!
//! Invariant: it is the only source that knows the refuge, and it marks it as confidential.

use super::View;
use super::dates::{iso, or_blank};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::council::Family;
use crate::dice::Dice;
use crate::identifiers::pupil_number;
use crate::kinship::{in_case_words, ties};
use crate::observation::Seen;
use crate::places::AddressText;
use crate::workers::TEAMS;
use std::collections::BTreeSet;
use vocabulary::{RelationshipType, Service};

const SOURCE: &str = "childrens-social-care";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\r\n",
    encoding: Encoding::Utf8WithMark,
};

const PEOPLE: [&str; 13] = [
    "pers_person_id",
    "pers_forename",
    "pers_middle_names",
    "pers_surname",
    "pers_sex",
    "pers_dob",
    "pers_expected_dob",
    "pers_death_date",
    "pers_nhs_number",
    "pers_upn",
    "pers_telephone",
    "pers_email",
    "pers_ethnicity",
];

const NAMES: [&str; 4] = [
    "name_person_id",
    "name_type",
    "name_forename",
    "name_surname",
];

const ADDRESSES: [&str; 8] = [
    "addr_person_id",
    "addr_address_type",
    "addr_address_text",
    "addr_address_postcode",
    "addr_address_uprn",
    "addr_address_confidential",
    "addr_address_start_date",
    "addr_address_end_date",
];

const RELATIONSHIPS: [&str; 5] = [
    "rela_person_id",
    "rela_relationship",
    "rela_related_person_id",
    "rela_start_date",
    "rela_end_date",
];

const INVOLVEMENTS: [&str; 9] = [
    "invo_involvements_id",
    "invo_person_id",
    "invo_status",
    "invo_plan_type",
    "invo_professional_id",
    "invo_professional_team",
    "invo_involvement_start_date",
    "invo_involvement_end_date",
    "invo_last_contact_date",
];

const CASE_LINKS: [&str; 7] = [
    "case_reference",
    "case_person_id",
    "case_link_type",
    "case_worker_id",
    "case_team",
    "case_start_date",
    "case_end_date",
];

struct Sheets {
    people: Sheet,
    names: Sheet,
    addresses: Sheet,
    relationships: Sheet,
    involvements: Sheet,
    case_links: Sheet,
}

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheets = open();
    for (at, family) in view.families() {
        let known = view.known(family, Service::ChildrensSocialCare);
        if known.is_empty() {
            continue;
        }
        let mut dice = view.dice(at);
        let held = people(view, family, &mut sheets, &mut dice);
        relationships(view, family, &held, &mut sheets.relationships, &mut dice);
        for one in &known {
            let involvement = one.involvement;
            let [staff, ..] = view.worker(involvement);
            sheets.involvements.row(&[
                &format!("I{}", view.key(involvement.person, 0)),
                &view.key(involvement.person, 0),
                one.status,
                involvement.kind,
                staff,
                TEAMS[involvement.team].name,
                &iso(involvement.from),
                &or_blank(one.to, iso),
                &or_blank(one.last_contact, iso),
            ]);
        }
        case_links(view, family, &mut sheets.case_links);
    }
    let coverage = coverage(view);
    vec![
        sheets.people.finish(),
        sheets.names.finish(),
        sheets.addresses.finish(),
        sheets.relationships.finish(),
        sheets.involvements.finish(),
        sheets.case_links.finish(),
        coverage,
    ]
}

fn open() -> Sheets {
    let sheet = |file_name, header: &[&str]| Sheet::new(SOURCE, file_name, STYLE, header);
    Sheets {
        people: sheet("people.csv", &PEOPLE),
        names: sheet("names.csv", &NAMES),
        addresses: sheet("addresses.csv", &ADDRESSES),
        relationships: sheet("relationships.csv", &RELATIONSHIPS),
        involvements: sheet("involvements.csv", &INVOLVEMENTS),
        case_links: sheet("case_links.csv", &CASE_LINKS),
    }
}

/// Everybody of the family; now and then a father who lives elsewhere was never recorded.
fn people(
    view: &mut View<'_>,
    family: &Family,
    sheets: &mut Sheets,
    dice: &mut Dice,
) -> BTreeSet<u32> {
    let truth = &view.council.truth;
    let children_fathers: BTreeSet<u32> = family
        .people
        .clone()
        .filter_map(|one| truth.person(one).father)
        .collect();
    let mut held = BTreeSet::new();
    for person in family.people.clone() {
        let is_cast = truth.person(person).is_cast;
        let is_left_out = children_fathers.contains(&person) && dice.per_mille(120) && !is_cast;
        if is_left_out || !view.can_know(person) {
            continue;
        }
        held.insert(person);
        for copy in 0..view.copies(person, dice) {
            let seen = view.see(person, copy, dice);
            let key = view.key(person, copy);
            let line = person_row(&mut sheets.people, &key, &seen, dice);
            names(&mut sheets.names, &key, &seen, is_cast, dice);
            addresses(view, &mut sheets.addresses, &key, &seen);
            view.note(&sheets.people, key, line, &seen);
        }
    }
    held
}

fn person_row(sheet: &mut Sheet, key: &str, seen: &Seen, dice: &mut Dice) -> u64 {
    let is_child = seen.telephone.is_empty() && seen.expected.is_none();
    let upn = (is_child && dice.per_mille(500))
        .then(|| pupil_number(seen.person))
        .flatten();
    let given = if seen.given.is_empty() {
        "Unborn"
    } else {
        &seen.given
    };
    sheet.row(&[
        key,
        given,
        &seen.middle,
        &seen.family,
        seen.sex.map_or("", vocabulary::Sex::code),
        &or_blank(seen.birth, iso),
        &or_blank(seen.expected, iso),
        &or_blank(seen.died, iso),
        &seen.nhs_number,
        &upn.unwrap_or_default(),
        &seen.telephone,
        "",
        "",
    ])
}

fn names(sheet: &mut Sheet, key: &str, seen: &Seen, is_cast: bool, dice: &mut Dice) {
    if !seen.known_as.is_empty() && seen.known_as != seen.given && (is_cast || dice.per_mille(600))
    {
        sheet.row(&[key, "Known as", &seen.known_as, ""]);
    }
    let has_former = !seen.former_family.is_empty() && seen.former_family != seen.family;
    if has_former && (is_cast || dice.per_mille(600)) {
        sheet.row(&[key, "Former name", &seen.given, &seen.former_family]);
    }
}

/// The latest four stays; the last one is as the row's errors leave it.
fn addresses(view: &View<'_>, sheet: &mut Sheet, key: &str, seen: &Seen) {
    let person = view.council.truth.person(seen.person);
    let stays: Vec<_> = person
        .stays
        .iter()
        .filter(|stay| stay.from <= view.as_of)
        .collect();
    let is_behind = seen.errors.contains(&"address_old");
    let current = person.stay_on(view.as_of).map(|stay| stay.from);
    for stay in stays.iter().skip(stays.len().saturating_sub(4)) {
        let is_current = !stay.is_second && Some(stay.from) == current;
        if is_current && is_behind {
            continue;
        }
        let is_office = seen.errors.contains(&"address_office");
        let address = if is_current && !is_office {
            seen.address.clone()
        } else {
            view.council.truth.homes.address(stay.home)
        };
        let to = stay.to.filter(|to| *to <= view.as_of);
        address_row(sheet, key, &address, (&iso(stay.from), &or_blank(to, iso)));
    }
    if seen.errors.contains(&"address_office") {
        address_row(sheet, key, &seen.address, ("", ""));
    }
}

fn address_row(sheet: &mut Sheet, key: &str, address: &AddressText, (from, to): (&str, &str)) {
    sheet.row(&[
        key,
        &address.kind,
        &address.parts().join("\n"),
        &address.postcode.replace(' ', ""),
        &address.uprn,
        if address.is_confidential { "Yes" } else { "No" },
        from,
        to,
    ]);
}

/// Ties as workers enter them: one row each, either way round, some never entered.
fn relationships(
    view: &View<'_>,
    family: &Family,
    held: &BTreeSet<u32>,
    sheet: &mut Sheet,
    dice: &mut Dice,
) {
    let truth = &view.council.truth;
    for tie in ties(truth, family) {
        let is_cast = truth.person(tie.person).is_cast;
        let is_forgotten = dice.per_mille(if is_vital(tie.kind) { 40 } else { 250 }) && !is_cast;
        let is_turned = dice.per_mille(350);
        let is_known = held.contains(&tie.person) && held.contains(&tie.other);
        if !is_known || is_forgotten || tie.from.is_some_and(|from| from > view.as_of) {
            continue;
        }
        let (person, kind, other) = if is_turned {
            (tie.other, tie.kind.inverse(), tie.person)
        } else {
            (tie.person, tie.kind, tie.other)
        };
        sheet.row(&[
            &view.key(person, 0),
            &in_case_words(kind, truth.person(person).sex),
            &view.key(other, 0),
            &or_blank(tie.from, iso),
            &or_blank(tie.to, iso),
        ]);
    }
}

fn is_vital(kind: RelationshipType) -> bool {
    matches!(
        kind,
        RelationshipType::Mother
            | RelationshipType::FosterCarer
            | RelationshipType::SpecialGuardian
            | RelationshipType::KinshipCarer
    )
}

fn case_links(view: &View<'_>, family: &Family, sheet: &mut Sheet) {
    for link in &family.case_links {
        if link.service != Service::ChildrensSocialCare || link.from > view.as_of {
            continue;
        }
        let staff = link
            .worker
            .map_or("", |at| &view.council.workforce.workers[at].staff_id);
        sheet.row(&[
            &link.reference,
            &view.key(link.person, 0),
            link.kind,
            staff,
            TEAMS[link.team].name,
            &iso(link.from),
            &or_blank(link.to.filter(|to| *to <= view.as_of), iso),
        ]);
    }
}

fn coverage(view: &View<'_>) -> ExtractFile {
    super::coverage(view, STYLE, "childrens_social_care", iso)
}
