//! Two small services with few rows: youth justice (name in one cell, bars between cells) and
//! substance misuse (dates with a time of day).
//!
//! Invariant: both name a key worker or their team.

use super::View;
use super::dates::{dashed, or_blank, with_time};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::workers::TEAMS;
use vocabulary::{Service, Sex};

const YOUTH_JUSTICE: Style = Style {
    delimiter: '|',
    ending: "\r\n",
    encoding: Encoding::Utf8,
};
const SUBSTANCE_MISUSE: Style = Style {
    delimiter: ',',
    ending: "\n",
    encoding: Encoding::Utf8,
};

const PROGRAMMES: [&str; 15] = [
    "YOT ID",
    "Young Person",
    "Known As",
    "D.O.B.",
    "Sex",
    "Home Address",
    "Programme",
    "Programme Status",
    "Caseworker",
    "Caseworker Phone",
    "Caseworker Email",
    "Team",
    "Start",
    "Finish",
    "Last Contact",
];

pub(super) fn write_youth_justice(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheet = Sheet::new(
        "youth-justice",
        "young_people.csv",
        YOUTH_JUSTICE,
        &PROGRAMMES,
    );
    for (at, family) in view.families() {
        let mut dice = view.dice(at);
        for one in view.known(family, Service::YouthJustice) {
            let involvement = one.involvement;
            for copy in 0..view.copies(involvement.person, &mut dice) {
                let seen = view.see(involvement.person, copy, &mut dice);
                let key = view.key(involvement.person, copy);
                let given = format!("{} {}", seen.given, seen.middle);
                let [_, worker, _, telephone, email] = view.worker(involvement);
                let line = sheet.row(&[
                    &key,
                    &format!("{}, {}", seen.family.to_uppercase(), given.trim()),
                    &seen.known_as,
                    &or_blank(seen.birth, dashed),
                    letter(seen.sex),
                    &seen.address.text(),
                    involvement.kind,
                    one.status,
                    worker,
                    telephone,
                    email,
                    TEAMS[involvement.team].name,
                    &dashed(involvement.from),
                    &or_blank(one.to, dashed),
                    &or_blank(one.last_contact, dashed),
                ]);
                view.note(&sheet, key, line, &seen);
            }
        }
    }
    vec![
        sheet.finish(),
        super::coverage(view, YOUTH_JUSTICE, "youth_justice", dashed),
    ]
}

fn letter(sex: Option<Sex>) -> &'static str {
    sex.map_or("", Sex::code)
}

const TREATMENTS: [&str; 18] = [
    "person_ref",
    "forename",
    "surname",
    "dob",
    "sex",
    "nhs_no",
    "mobile",
    "address_line",
    "post_code",
    "episode_status",
    "main_substance",
    "key_worker",
    "key_worker_phone",
    "key_worker_email",
    "service_team",
    "triage_date",
    "discharge_date",
    "last_attended",
];

pub(super) fn write_substance_misuse(view: &mut View<'_>) -> Vec<ExtractFile> {
    let mut sheet = Sheet::new(
        "substance-misuse",
        "episodes.csv",
        SUBSTANCE_MISUSE,
        &TREATMENTS,
    );
    for (at, family) in view.families() {
        let mut dice = view.dice(at);
        for one in view.known(family, Service::SubstanceMisuse) {
            let involvement = one.involvement;
            for copy in 0..view.copies(involvement.person, &mut dice) {
                let seen = view.see(involvement.person, copy, &mut dice);
                let key = view.key(involvement.person, copy);
                let [_, worker, _, telephone, email] = view.worker(involvement);
                let line = sheet.row(&[
                    &key,
                    &seen.given,
                    &seen.family,
                    &or_blank(seen.birth, with_time),
                    letter(seen.sex),
                    &seen.nhs_number,
                    &seen.telephone,
                    &seen.address.line(),
                    &seen.address.postcode,
                    one.status,
                    involvement.kind,
                    worker,
                    telephone,
                    email,
                    TEAMS[involvement.team].name,
                    &with_time(involvement.from),
                    &or_blank(one.to, with_time),
                    &or_blank(one.last_contact, with_time),
                ]);
                view.note(&sheet, key, line, &seen);
            }
        }
    }
    vec![
        sheet.finish(),
        super::coverage(view, SUBSTANCE_MISUSE, "substance_misuse", with_time),
    ]
}
