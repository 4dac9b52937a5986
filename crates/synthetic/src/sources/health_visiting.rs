//! Health visiting: children under five, mothers, and whose mother is whose; tabs between
//! cells, dates without separators. This source is late: it ends about twenty days before today.
//!
//! Invariant: nothing after the source's day is in it, births included.

use super::dates::{compact, or_blank};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use super::{Known, View};
use crate::calendar::{age_on, plus_years};
use crate::dice::Dice;
use crate::identifiers::nhs_number;
use crate::observation::Seen;
use crate::workers::TEAMS;
use vocabulary::{NhsNumberStatus, Service, Sex};

const SOURCE: &str = "health-visiting";
const STYLE: Style = Style {
    delimiter: '\t',
    ending: "\n",
    encoding: Encoding::Utf8,
};

const CHILDREN: [&str; 25] = [
    "LOCAL_PATIENT_ID",
    "NHS_NUMBER",
    "NHS_NUMBER_STATUS",
    "GIVEN_NAME",
    "OTHER_GIVEN_NAME",
    "FAMILY_NAME",
    "BIRTH_DATE",
    "SEX",
    "ADDRESS",
    "POSTCODE",
    "STATUS",
    "PATHWAY",
    "PROVIDER",
    "HV_TEAM",
    "HV_STAFF_ID",
    "HV_NAME",
    "HV_ROLE",
    "HV_PHONE",
    "HV_EMAIL",
    "REFERRAL_DATE",
    "DISCHARGE_DATE",
    "LAST_CONTACT_DATE",
    "EXTRACT_DATE",
    "PERIOD_FROM",
    "PERIOD_TO",
];

const MOTHERS: [&str; 14] = [
    "MOTHER_ID",
    "NHS_NUMBER",
    "NHS_NUMBER_STATUS",
    "GIVEN_NAME",
    "FAMILY_NAME",
    "BIRTH_DATE",
    "MOBILE",
    "ADDRESS",
    "POSTCODE",
    "STATUS",
    "HV_TEAM",
    "HV_STAFF_ID",
    "START_DATE",
    "LAST_CONTACT_DATE",
];

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut children = Sheet::new(SOURCE, "children.csv", STYLE, &CHILDREN);
    let mut mothers = Sheet::new(SOURCE, "mothers.csv", STYLE, &MOTHERS);
    let mut links = Sheet::new(
        SOURCE,
        "mother_child.csv",
        STYLE,
        &["MOTHER_ID", "LOCAL_PATIENT_ID"],
    );
    for (at, family) in view.families() {
        let known = view.known(family, Service::HealthVisiting);
        let mut dice = view.dice(at);
        let is_seen = |person: u32| known.iter().any(|one| one.involvement.person == person);
        for one in &known {
            let person = view.council.truth.person(one.involvement.person);
            let is_mother = age_on(person.birth, view.as_of) > 10;
            let sheet = if is_mother {
                &mut mothers
            } else {
                &mut children
            };
            row(view, one, is_mother, sheet, &mut dice);
            if let Some(mother) = person
                .mother
                .filter(|mother| !is_mother && is_seen(*mother))
            {
                links.row(&[&view.key(mother, 0), &view.key(person.number, 0)]);
            }
        }
    }
    vec![children.finish(), mothers.finish(), links.finish()]
}

fn row(view: &mut View<'_>, one: &Known<'_>, is_mother: bool, sheet: &mut Sheet, dice: &mut Dice) {
    let person = one.involvement.person;
    for copy in 0..view.copies(person, dice) {
        let seen = view.see(person, copy, dice);
        let key = view.key(person, copy);
        let line = if is_mother {
            mother_row(view, one, &seen, &key, sheet)
        } else {
            child_row(view, one, &seen, &key, sheet)
        };
        view.note(sheet, key, line, &seen);
    }
}

fn mother_row(view: &View<'_>, one: &Known<'_>, seen: &Seen, key: &str, sheet: &mut Sheet) -> u64 {
    let [staff, ..] = view.worker(one.involvement);
    sheet.row(&[
        key,
        &seen.nhs_number,
        traced(one.involvement.person, seen),
        &seen.given,
        &seen.family,
        &or_blank(seen.birth, compact),
        &seen.telephone,
        &seen.address.line(),
        &seen.address.postcode,
        one.status,
        TEAMS[one.involvement.team].name,
        staff,
        &compact(one.involvement.from),
        &or_blank(one.last_contact, compact),
    ])
}

/// What a trace of the number would have found: the service traces every number that it holds.
fn traced(person: u32, seen: &Seen) -> &'static str {
    let status = if seen.nhs_number.is_empty() {
        NhsNumberStatus::TraceRequired
    } else if nhs_number(person).as_ref() == Some(&seen.nhs_number) {
        NhsNumberStatus::Verified
    } else {
        NhsNumberStatus::Conflict
    };
    status.code()
}

fn child_row(view: &View<'_>, one: &Known<'_>, seen: &Seen, key: &str, sheet: &mut Sheet) -> u64 {
    let involvement = one.involvement;
    let [staff, name, role, telephone, email] = view.worker(involvement);
    let sex = match seen.sex {
        Some(Sex::Male) => "1",
        Some(Sex::Female) => "2",
        Some(Sex::Unknown) | None => "9",
    };
    sheet.row(&[
        key,
        &seen.nhs_number,
        traced(involvement.person, seen),
        &seen.given,
        &seen.middle,
        &seen.family,
        &or_blank(seen.birth, compact),
        sex,
        &seen.address.line(),
        &seen.address.postcode,
        one.status,
        involvement.kind,
        &involvement.organisation,
        TEAMS[involvement.team].name,
        staff,
        name,
        role,
        telephone,
        email,
        &compact(involvement.from),
        &or_blank(one.to, compact),
        &or_blank(one.last_contact, compact),
        &compact(view.as_of),
        &compact(plus_years(view.as_of, -7)),
        &compact(view.as_of),
    ])
}
