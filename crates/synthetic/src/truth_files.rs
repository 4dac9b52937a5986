//! The truth as files, for measuring: who each person row is about, relationships, households
//! by date, involvements, error rates, twins, people.
//!
//! Only tests, benchmarks and readers use them; nothing that links or decides may.
//! Invariant: every person row of the extracts has exactly one row here.

use crate::council::{Council, Person};
use crate::error_rates::{ERRORS, RATES};
use crate::identifiers::{nhs_number, pupil_number};
use crate::kinship::ties;
use crate::sources::PersonRow;
use crate::sources::dates::{iso, or_blank};
use crate::sources::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::workers::TEAMS;

const STYLE: Style = Style {
    delimiter: ',',
    ending: "\n",
    encoding: Encoding::Utf8,
};

/// All truth files.
pub(crate) fn write(council: &Council, rows: &[PersonRow]) -> Vec<ExtractFile> {
    vec![
        person_rows(council, rows),
        relationships(council),
        households(council),
        involvements(council),
        error_rates(),
        twins(council),
        people(council),
    ]
}

fn sheet(file_name: &'static str, header: &[&str]) -> Sheet {
    Sheet::new("truth", file_name, STYLE, header)
}

fn id(person: u32) -> String {
    format!("P{person:07}")
}

fn household(home: u32) -> String {
    format!("H{home:07}")
}

fn person_rows(council: &Council, rows: &[PersonRow]) -> ExtractFile {
    let header = [
        "source",
        "table",
        "person_key",
        "line",
        "person",
        "household",
        "twin_of",
        "errors",
    ];
    let mut sheet = sheet("person_per_source_row.csv", &header);
    for row in rows {
        let person = council.truth.person(row.person);
        let home = person.stay_on(row.as_of).map(|stay| household(stay.home));
        sheet.row(&[
            row.source,
            row.table,
            &row.key,
            &row.line.to_string(),
            &person.id(),
            &home.unwrap_or_default(),
            &person.twin.map(id).unwrap_or_default(),
            &row.errors.join(" "),
        ]);
    }
    sheet.finish()
}

fn relationships(council: &Council) -> ExtractFile {
    let mut sheet = sheet(
        "relationships.csv",
        &["person", "is_the", "of_person", "from", "to"],
    );
    for family in &council.truth.families {
        for tie in ties(&council.truth, family) {
            sheet.row(&[
                &id(tie.person),
                tie.kind.code(),
                &id(tie.other),
                &or_blank(tie.from, iso),
                &or_blank(tie.to, iso),
            ]);
        }
    }
    sheet.finish()
}

fn households(council: &Council) -> ExtractFile {
    let header = [
        "household",
        "person",
        "from",
        "to",
        "home",
        "kind",
        "line",
        "postcode",
        "uprn",
    ];
    let mut sheet = sheet("households.csv", &header);
    for person in &council.truth.people {
        for stay in &person.stays {
            let address = council.truth.homes.address(stay.home);
            sheet.row(&[
                &household(stay.home),
                &person.id(),
                &iso(stay.from),
                &or_blank(stay.to, iso),
                if stay.is_second { "second" } else { "main" },
                &address.kind,
                &address.line(),
                &address.postcode,
                &address.uprn,
            ]);
        }
    }
    sheet.finish()
}

fn involvements(council: &Council) -> ExtractFile {
    let header = [
        "person",
        "service",
        "kind",
        "from",
        "to",
        "last_contact",
        "organisation",
        "team",
        "staff_id",
    ];
    let mut sheet = sheet("involvements.csv", &header);
    let all = council
        .truth
        .families
        .iter()
        .flat_map(|family| &family.involvements);
    for one in all {
        let worker = one
            .worker
            .map(|at| council.workforce.workers[at].staff_id.as_str());
        sheet.row(&[
            &id(one.person),
            one.service.code(),
            one.kind,
            &iso(one.from),
            &or_blank(one.to, iso),
            &or_blank(one.last_contact, iso),
            &one.organisation,
            TEAMS[one.team].name,
            worker.unwrap_or_default(),
        ]);
    }
    sheet.finish()
}

fn error_rates() -> ExtractFile {
    let mut sheet = sheet("error_rates.csv", &["source", "error", "per_thousand_rows"]);
    for source in &RATES {
        for (error, rate) in ERRORS.iter().zip(source.rates) {
            sheet.row(&[source.source, error, &rate.to_string()]);
        }
    }
    sheet.finish()
}

fn twins(council: &Council) -> ExtractFile {
    let mut sheet = sheet("twins.csv", &["person", "twin"]);
    for person in &council.truth.people {
        if let Some(twin) = person.twin {
            sheet.row(&[&person.id(), &id(twin)]);
        }
    }
    sheet.finish()
}

fn people(council: &Council) -> ExtractFile {
    let header = [
        "person",
        "family",
        "shape",
        "tradition",
        "sex",
        "given",
        "middle",
        "family_name",
        "former_family_names",
        "known_as",
        "birth",
        "expected",
        "died",
        "mother",
        "father",
        "nhs_number",
        "upn",
    ];
    let mut sheet = sheet("people.csv", &header);
    for (at, family) in council.truth.families.iter().enumerate() {
        for number in family.people.clone() {
            person_row(
                &mut sheet,
                at,
                family.shape.code(),
                council.truth.person(number),
            );
        }
    }
    sheet.finish()
}

fn person_row(sheet: &mut Sheet, family: usize, shape: &str, person: &Person) {
    let former: Vec<&str> = person
        .former_names
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let (birth, expected) = if person.is_unborn {
        (None, Some(person.birth))
    } else {
        (Some(person.birth), None)
    };
    sheet.row(&[
        &person.id(),
        &format!("F{family:07}"),
        shape,
        person.tradition.code(),
        person.sex.code(),
        &person.name.given,
        &person.name.middle,
        &person.name.family,
        &former.join("; "),
        &person.known_as,
        &or_blank(birth, iso),
        &or_blank(expected, iso),
        &or_blank(person.died_on, iso),
        &person.mother.map(id).unwrap_or_default(),
        &person.father.map(id).unwrap_or_default(),
        &birth
            .and_then(|_| nhs_number(person.number))
            .unwrap_or_default(),
        &birth
            .and_then(|_| pupil_number(person.number))
            .unwrap_or_default(),
    ]);
}
