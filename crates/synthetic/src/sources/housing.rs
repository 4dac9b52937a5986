//! The social landlord: tenants with their tenancy and its troubles, and the other members of
//! their households; semicolons between cells.
//!
//! Invariant: a member is listed under one tenant of the same home.

use super::View;
use super::dates::{or_blank, slashed};
use super::fact;
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::calendar::plus_years;
use crate::council::{Family, Involvement};
use crate::dice::Dice;
use crate::observation::Seen;
use crate::workers::TEAMS;
use vocabulary::{RelationshipType, Service, Sex};

const SOURCE: &str = "housing";
const STYLE: Style = Style {
    delimiter: ';',
    ending: "\r\n",
    encoding: Encoding::Utf8,
};

const TENANTS: [&str; 31] = [
    "tenancy_ref",
    "tenant_id",
    "title",
    "first_name",
    "surname",
    "date_of_birth",
    "sex",
    "telephone",
    "email_address",
    "address",
    "postcode",
    "uprn",
    "status",
    "tenancy_type",
    "landlord",
    "patch_team",
    "officer_id",
    "officer_name",
    "officer_role",
    "officer_telephone",
    "officer_email",
    "tenancy_start",
    "tenancy_end",
    "last_visit",
    "rent_arrears",
    "notice_seeking_possession",
    "anti_social_behaviour",
    "data_as_of",
    "covers_from",
    "covers_to",
    "covers_area",
];

struct Sheets {
    tenants: Sheet,
    members: Sheet,
    relations: Sheet,
}

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let sheet = |file_name, header: &[&str]| Sheet::new(SOURCE, file_name, STYLE, header);
    let mut sheets = Sheets {
        tenants: sheet("tenancies.csv", &TENANTS),
        members: sheet(
            "household_members.csv",
            &[
                "member_id",
                "member_of_tenancy",
                "member_name",
                "member_birth_date",
                "member_sex",
                "member_address",
                "member_postcode",
                "member_uprn",
            ],
        ),
        relations: sheet(
            "member_relations.csv",
            &["tenant_id", "relation", "member_id"],
        ),
    };
    for (at, family) in view.families() {
        let known = view.known(family, Service::Housing);
        if known.is_empty() {
            continue;
        }
        let mut dice = view.dice(at);
        for one in &known {
            tenant(view, one, &mut sheets.tenants, &mut dice);
        }
        let current = known.iter().find(|one| one.to.is_none());
        if let Some(current) = current {
            let tenants: Vec<u32> = known.iter().map(|one| one.involvement.person).collect();
            members(
                view,
                (family, current.involvement),
                &tenants,
                &mut sheets,
                &mut dice,
            );
        }
    }
    vec![
        sheets.tenants.finish(),
        sheets.members.finish(),
        sheets.relations.finish(),
    ]
}

fn tenancy_reference(home: u32) -> String {
    format!("TEN{:07}", 1_000_000 + home)
}

fn tenant(view: &mut View<'_>, one: &super::Known<'_>, sheet: &mut Sheet, dice: &mut Dice) {
    let involvement = one.involvement;
    for copy in 0..view.copies(involvement.person, dice) {
        let seen = view.see(involvement.person, copy, dice);
        let key = view.key(involvement.person, copy);
        let person = view.council.truth.person(involvement.person);
        let home = person
            .stay_on(view.as_of)
            .or(person.stays.last())
            .map_or(0, |stay| stay.home);
        let line = tenant_row(view, one, &seen, (&key, &tenancy_reference(home)), sheet);
        view.note(sheet, key, line, &seen);
    }
}

fn tenant_row(
    view: &View<'_>,
    one: &super::Known<'_>,
    seen: &Seen,
    (key, reference): (&str, &str),
    sheet: &mut Sheet,
) -> u64 {
    let involvement = one.involvement;
    let [staff, name, role, telephone, email] = view.worker(involvement);
    let as_of = slashed(view.as_of);
    sheet.row(&[
        reference,
        key,
        title(seen.sex),
        &seen.given,
        &seen.family,
        &or_blank(seen.birth, slashed),
        sex(seen.sex),
        &seen.telephone,
        &seen.email,
        &seen.address.line(),
        &seen.address.postcode,
        &seen.address.uprn,
        one.status,
        "secure",
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
        fact(involvement, "arrears", 0),
        fact(involvement, "notice", 0),
        fact(involvement, "complaint", 0),
        &as_of,
        &slashed(plus_years(view.as_of, -8)),
        &as_of,
        "Eastmere",
    ])
}

fn title(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Female) => "Ms",
        Some(Sex::Male) => "Mr",
        Some(Sex::Unknown) | None => "",
    }
}

fn sex(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Female) => "F",
        Some(Sex::Male) => "M",
        Some(Sex::Unknown) | None => "",
    }
}

/// Who else lives in the tenant's home; the landlord is told of most, not of all.
fn members(
    view: &mut View<'_>,
    (family, tenancy): (&Family, &Involvement),
    tenants: &[u32],
    sheets: &mut Sheets,
    dice: &mut Dice,
) {
    let truth = &view.council.truth;
    let home = truth
        .person(tenancy.person)
        .stay_on(view.as_of)
        .map(|stay| stay.home);
    let Some(home) = home else { return };
    for number in family.people.clone() {
        let person = truth.person(number);
        let lives_there = person
            .stay_on(view.as_of)
            .is_some_and(|stay| stay.home == home);
        let is_told = dice.per_mille(850) || person.is_cast;
        if !lives_there || !is_told || tenants.contains(&number) || !person.is_alive_on(view.as_of)
        {
            continue;
        }
        let seen = view.see(number, 0, dice);
        let key = view.key(number, 0);
        let name = full_name(&seen);
        let line = sheets.members.row(&[
            &key,
            &tenancy_reference(home),
            &name,
            &or_blank(seen.birth, slashed),
            sex(seen.sex),
            &seen.address.line(),
            &seen.address.postcode,
            &seen.address.uprn,
        ]);
        let is_child =
            person.mother == Some(tenancy.person) || person.father == Some(tenancy.person);
        let kind = if is_child {
            RelationshipType::Parent
        } else {
            RelationshipType::FamilyMember
        };
        let tenant = view.key(tenancy.person, 0);
        sheets.relations.row(&[&tenant, kind.in_words(None), &key]);
        view.note(&sheets.members, key, line, &seen);
    }
}

/// "FAMILY, Given Middle".
fn full_name(seen: &Seen) -> String {
    let given = format!("{} {}", seen.given, seen.middle);
    format!("{}, {}", seen.family.to_uppercase(), given.trim())
}
