//! Early help: one row for each family member with the family's number, episodes, and case
//! links that say whether the family agreed.
//!
//! Invariant: a family without an episode is not in it.

use super::View;
use super::dates::{dashed, or_blank};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::council::Family;
use crate::dice::Dice;
use crate::observation::Seen;
use crate::workers::TEAMS;
use vocabulary::{RelationshipType, Service, Sex};

const SOURCE: &str = "early-help";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\n",
    encoding: Encoding::Utf8,
};

const FAMILY_MEMBERS: [&str; 15] = [
    "Member ID",
    "Family ID",
    "First Name",
    "Middle Name",
    "Last Name",
    "Preferred Name",
    "Date Of Birth",
    "Expected Date",
    "Gender",
    "Phone",
    "Email",
    "Address Line 1",
    "Address Line 2",
    "Town",
    "Postcode",
];

const RELATIONS: [&str; 3] = ["Member ID", "Is The", "Of Member ID"];

const EPISODES: [&str; 13] = [
    "Episode ID",
    "Member ID",
    "Episode Status",
    "Support Type",
    "Organisation",
    "Team",
    "Lead Practitioner ID",
    "Lead Practitioner",
    "Lead Practitioner Phone",
    "Lead Practitioner Email",
    "Episode Start",
    "Episode End",
    "Last Seen",
];

const CASE_LINKS: [&str; 7] = [
    "Episode Ref",
    "Member ID",
    "Lead Practitioner ID",
    "Team",
    "From",
    "To",
    "Family Agreed",
];

pub(super) fn write(view: &mut View<'_>) -> Vec<ExtractFile> {
    let sheet = |file_name, header: &[&str]| Sheet::new(SOURCE, file_name, STYLE, header);
    let mut members = sheet("family_members.csv", &FAMILY_MEMBERS);
    let mut relations = sheet("relations.csv", &RELATIONS);
    let mut episodes = sheet("episodes.csv", &EPISODES);
    let mut case_links = sheet("case_links.csv", &CASE_LINKS);
    for (at, family) in view.families() {
        let known = view.known(family, Service::EarlyHelp);
        if known.is_empty() {
            continue;
        }
        let mut dice = view.dice(at);
        let mut held: Vec<u32> = known.iter().map(|one| one.involvement.person).collect();
        held.sort_unstable();
        held.retain(|person| view.can_know(*person));
        family_members(view, (at, &held), &mut members, &mut dice);
        parents(view, &held, &mut relations);
        for one in &known {
            episode(view, one, &mut episodes);
        }
        links(view, family, &mut case_links);
    }
    vec![
        members.finish(),
        relations.finish(),
        episodes.finish(),
        case_links.finish(),
        super::coverage(view, STYLE, "early_help", dashed),
    ]
}

fn family_members(
    view: &mut View<'_>,
    (family, held): (usize, &[u32]),
    sheet: &mut Sheet,
    dice: &mut Dice,
) {
    for person in held {
        for copy in 0..view.copies(*person, dice) {
            let seen = view.see(*person, copy, dice);
            let key = view.key(*person, copy);
            let line = member_row(sheet, &key, &format!("FAM{:06}", family + 1), &seen);
            view.note(sheet, key, line, &seen);
        }
    }
}

fn member_row(sheet: &mut Sheet, key: &str, family: &str, seen: &Seen) -> u64 {
    let gender = match seen.sex {
        Some(Sex::Female) => "Female",
        Some(Sex::Male) => "Male",
        Some(Sex::Unknown) => "Unknown",
        None => "",
    };
    let address = &seen.address;
    let first_line = [address.flat.as_str(), &address.street].join(" ");
    sheet.row(&[
        key,
        family,
        if seen.given.is_empty() {
            "Unborn Baby"
        } else {
            &seen.given
        },
        &seen.middle,
        &seen.family,
        &seen.known_as,
        &or_blank(seen.birth, dashed),
        &or_blank(seen.expected, dashed),
        gender,
        &seen.telephone,
        &seen.email,
        first_line.trim(),
        &address.district,
        "Eastmere",
        &address.postcode,
    ])
}

fn parents(view: &View<'_>, held: &[u32], sheet: &mut Sheet) {
    for person in held {
        let child = view.council.truth.person(*person);
        let both = [
            (child.mother, RelationshipType::Mother),
            (child.father, RelationshipType::Father),
        ];
        for (parent, kind) in both {
            if let Some(parent) = parent.filter(|parent| held.contains(parent)) {
                let words = kind.in_words(None);
                sheet.row(&[&view.key(parent, 0), words, &view.key(*person, 0)]);
            }
        }
    }
}

fn episode(view: &View<'_>, one: &super::Known<'_>, sheet: &mut Sheet) {
    let involvement = one.involvement;
    let [staff, name, _, telephone, email] = view.worker(involvement);
    sheet.row(&[
        &format!("E{}", view.key(involvement.person, 0)),
        &view.key(involvement.person, 0),
        if one.to.is_some() { "Closed" } else { "Open" },
        involvement.kind,
        &involvement.organisation,
        TEAMS[involvement.team].name,
        staff,
        name,
        telephone,
        email,
        &dashed(involvement.from),
        &or_blank(one.to, dashed),
        &or_blank(one.last_contact, dashed),
    ]);
}

fn links(view: &View<'_>, family: &Family, sheet: &mut Sheet) {
    for link in &family.case_links {
        if link.service != Service::EarlyHelp || link.from > view.as_of {
            continue;
        }
        let staff = link
            .worker
            .map_or("", |at| &view.council.workforce.workers[at].staff_id);
        sheet.row(&[
            &link.reference,
            &view.key(link.person, 0),
            staff,
            TEAMS[link.team].name,
            &dashed(link.from),
            &or_blank(link.to.filter(|to| *to <= view.as_of), dashed),
            if link.family_agreed == Some(true) {
                "Yes"
            } else {
                "No"
            },
        ]);
    }
}
