//! A council of households: loaded, restricted, and brought back from a backup that knows nothing
//! of the restrictions.

use crate::household::Household;
use operations::store::Restricted;
use operations::{Account, AccountMarks, Database, LoadOutcome};
use std::collections::BTreeMap;
use std::path::Path;
use testkit::{TestCouncil, TestDatabase, case_links, csv};
use vocabulary::{PersonId, RestrictionKind, RestrictionSet, Role};

/// The case system.
pub(crate) const CARE: &str = "childrens-social-care";
/// A case that has nothing to do with any of the households.
pub(crate) const OTHER_CASE: &str = "CASE-OTHER";

/// The council with everybody in it, nobody restricted yet.
pub(crate) async fn council_of(database: TestDatabase, households: &[Household]) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    for (source, file, text) in [
        (CARE, "people.csv", people(households)),
        (CARE, "addresses.csv", addresses(households)),
        (CARE, "relationships.csv", relationships(households)),
        (CARE, "case_links.csv", links(households)),
        ("schools", "pupils.csv", pupils(households)),
    ] {
        let outcome = council.load(source, file, &text).await;
        assert!(matches!(outcome, LoadOutcome::Staged(_)), "{file}");
    }
    council.link_and_publish().await;
    council.add_workers().await;
    for one in households {
        let staff_id = father_at_work(one);
        let account = Account {
            staff_id: &staff_id,
            name: "Somebody who works here",
            role: Role::SocialWorker,
            teams: Vec::new(),
            passphrase: None,
            trained_on: Some(council.at.today()),
            marks: AccountMarks::default(),
        };
        let kept = council.kith.keep_account(account, council.at, "test").await;
        kept.unwrap();
    }
    council
}

/// The father's staff id: he works for the council.
pub(crate) fn father_at_work(one: &Household) -> String {
    format!("W{:05}", one.at)
}

/// What stands on some people.
pub(crate) async fn standing(
    council: &TestCouncil,
    people: &[PersonId],
) -> BTreeMap<PersonId, RestrictionSet> {
    council.kith.store().restrictions_of(people).await.unwrap()
}

/// Sets what each household needs. S-05: a backup from before is put back, and everything stands
/// again before the council is open.
pub(crate) async fn restrict_and_restore(council: &mut TestCouncil, households: &[Household]) {
    let is_a_file = matches!(council.database(), Database::SqliteFile(_));
    if is_a_file {
        let kept = council.reopen_after(|folder| copy(folder, "kith.db", "backup.db"));
        kept.await.unwrap();
    }
    let people = council.people_of(CARE).await;
    for one in households {
        restrict(council, one, &people).await;
    }
    if is_a_file {
        council.reopen_after(|_| {}).await.unwrap();
        let back = council.reopen_after(|folder| copy(folder, "backup.db", "kith.db"));
        back.await.unwrap();
    }
    let all: Vec<PersonId> = people.values().copied().collect();
    let stands = standing(council, &all).await;
    for one in households {
        let shield = |person| {
            let set = stands.get(&people[&one.key(person)]);
            set.is_some_and(|set| set.has(RestrictionKind::Shield))
        };
        assert_eq!(
            (shield(1), shield(2), shield(3), shield(4)),
            (one.is_shielded(), one.child_is_shielded(), false, false),
            "household {}, after the backup",
            one.seed
        );
    }
}

async fn restrict(council: &TestCouncil, one: &Household, people: &BTreeMap<String, PersonId>) {
    let shield = Restricted::Person(RestrictionKind::Shield);
    if one.is_shielded() {
        council.restrict(shield, people[&one.key(1)], None).await;
    }
    if one.child_is_shielded() {
        council.restrict(shield, people[&one.key(2)], None).await;
    }
    if one.must_not_be_found() {
        let father = Some(people[&one.key(3)]);
        let mother = people[&one.key(1)];
        council.restrict(Restricted::Pair, mother, father).await;
    }
}

fn copy(folder: &Path, from: &str, to: &str) {
    std::fs::copy(folder.join(from), folder.join(to)).unwrap();
    // What the log beside the file held belongs to the file that was replaced.
    for beside in ["kith.db-wal", "kith.db-shm"] {
        let _ = std::fs::remove_file(folder.join(beside));
    }
}

fn people(households: &[Household]) -> String {
    let header = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_nhs_number,\
        pers_telephone";
    let mut rows = vec!["77001,Wilfrid,Overbeck,M,2012-02-03,,".to_owned()];
    for one in households {
        let reached = format!("{},{}", one.nhs_number(), one.telephone());
        let mut of_household = vec![
            (1, one.mother_first, 1, "F", reached.as_str()),
            (2, one.child_first, 1, "M", ","),
            (3, "Edwin", 2, "M", ","),
            (4, "Adelaide", 2, "F", ","),
            (5, "Beryl", 3, "F", ","),
            (6, "Tobias", 3, "M", ","),
        ];
        if one.has_brother {
            of_household.push((7, "Jasper", 1, "M", ","));
        }
        for (person, given, family, sex, reached) in of_household {
            let (key, family) = (one.key(person), one.family(family));
            let born = one.born_text(person);
            rows.push(format!("{key},{given},{family},{sex},{born},{reached}"));
        }
    }
    csv(header, &rows)
}

fn addresses(households: &[Household]) -> String {
    let header = "addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,\
        addr_address_confidential,addr_address_start_date,addr_address_end_date";
    let mut rows = Vec::new();
    for one in households {
        let hidden = format!("{},{}", one.hidden_line(), one.hidden_postcode());
        let his = format!("{} Quarry Row,{}", one.at + 1, one.postcode(8));
        let elsewhere = format!("{} Tannery Street,{}", one.at + 1, one.postcode(6));
        let (first, then) = ("2026-06-01", "2026-08-01");
        let (mother, newcomer) = match one.newcomer_was_first {
            true => (then, first),
            false => (first, then),
        };
        for (person, place, from) in [
            (1, &hidden, mother),
            (2, &hidden, mother),
            (3, &his, "2019-01-01"),
            (4, &his, "2019-01-01"),
            (5, &hidden, newcomer),
            (6, &elsewhere, "2019-01-01"),
        ] {
            rows.push(format!("{},home,{place},No,{from},", one.key(person)));
        }
        if one.has_brother {
            rows.push(format!("{},home,{hidden},No,{mother},", one.key(7)));
        }
    }
    csv(header, &rows)
}

fn relationships(households: &[Household]) -> String {
    let header = "rela_person_id,rela_relationship,rela_related_person_id";
    let mut rows = Vec::new();
    for one in households {
        let mut kin = vec![
            (1, "mother", 2),
            (3, "father", 2),
            (3, "father", 4),
            (2, "half brother", 4),
            (5, "mother", 6),
        ];
        if one.has_brother {
            kin.extend([(1, "mother", 7), (7, "brother", 2)]);
        }
        let row = |(from, how, to)| format!("{},{how},{}", one.key(from), one.key(to));
        rows.extend(kin.into_iter().map(row));
    }
    csv(header, &rows)
}

/// The names of the cases of a household: of the child, the half-sister and the newcomer's child.
pub(crate) fn case_of(one: &Household, person: u64) -> String {
    format!("CASE-{}", one.key(person))
}

fn links(households: &[Household]) -> String {
    let mut owned: Vec<[String; 3]> = Vec::new();
    for one in households {
        for person in [2, 4, 6] {
            let case = case_of(one, person);
            owned.push([case.clone(), one.key(person), "SW1001".to_owned()]);
            if person == 4 {
                owned.push([case, one.key(person), father_at_work(one)]);
            }
        }
    }
    let mut links: Vec<(&str, &str, &str, &str, &str)> = owned
        .iter()
        .map(|[case, key, staff]| {
            (
                case.as_str(),
                key.as_str(),
                "allocation",
                staff.as_str(),
                "",
            )
        })
        .collect();
    links.push((OTHER_CASE, "77001", "allocation", "SW1001", ""));
    case_links(&links)
}

fn pupils(households: &[Household]) -> String {
    let header = "PupilID,Surname,Forename,DOB,Gender,EnrolStatus,EntryDate,SchoolName";
    let row = |one: &Household| {
        let (family, given, school) = (one.family(1), one.child_first, one.school());
        let (key, (year, month, day)) = (one.key(2), one.born(2));
        let month = MONTHS[usize::try_from(month).unwrap() - 1];
        let born = format!("{year}-{month}-{day:02}");
        format!("P{key},{family},{given},{born},M,C,2026-Jun-08,{school}")
    };
    csv(header, &households.iter().map(row).collect::<Vec<_>>())
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
