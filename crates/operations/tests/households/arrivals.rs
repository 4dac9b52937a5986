//! What comes in afterwards: S-01 to S-04. A record that might be somebody shielded is held back
//! or shielded from the moment of publish, and a record that was once theirs stays so.

use crate::household::{Arrival, Household};
use crate::town::{CARE, standing};
use operations::LoadOutcome;
use testkit::{TestCouncil, csv, names_found};
use vocabulary::{PersonId, RestrictionKind};

const ADULTS: &str = "adult-social-care";
const HEADER: &str = "LA Person ID,NHS Number,First name,Family name,Date of Birth,Gender,Address,\
    Phone,Service involvement";

/// S-01 to S-03: the records of another source come in.
pub(crate) async fn arrive(council: &mut TestCouncil, households: &[Household]) {
    let rows: Vec<String> = households.iter().filter_map(arriving).collect();
    load(council, &rows).await;
    let adults = council.people_of(ADULTS).await;
    let all: Vec<PersonId> = adults.values().copied().collect();
    let stands = standing(council, &all).await;
    let people = council.people_of(CARE).await;
    for one in households.iter().filter(|one| arriving(one).is_some()) {
        let record = adults[&key(one)];
        let set = stands.get(&record).copied().unwrap_or_default();
        let is_kept = set.has(RestrictionKind::Shield) || set.has(RestrictionKind::Quarantine);
        let how = one.arrival();
        assert!(is_kept, "household {}: {how:?} is open", one.seed);
        // S-03: what was merged with her has what she has, and she still has it.
        let mother = people[&one.key(1)];
        if how == Arrival::Double {
            assert_eq!(
                record, mother,
                "household {}: the double was not linked",
                one.seed
            );
        }
        if record == mother {
            assert!(set.has(RestrictionKind::Shield), "household {}", one.seed);
        }
    }
    held_back_is_found_by_nobody(council, households).await;
}

/// S-04: the double turns out to be somebody else. Both stay shielded until an officer lifts one.
pub(crate) async fn split(council: &mut TestCouncil, households: &[Household]) {
    let doubles = || {
        households
            .iter()
            .filter(|one| one.arrival() == Arrival::Double)
    };
    if doubles().next().is_none() {
        return;
    }
    let rows: Vec<String> = households
        .iter()
        .filter_map(|one| match one.arrival() {
            Arrival::Double => {
                let (key, family) = (key(one), one.family(4));
                let number = one.other_nhs_number();
                Some(format!(
                    "{key},{number},Winifred,{family},19/12/1951,F,,07700 900{:03},Current",
                    one.at
                ))
            }
            Arrival::Nothing | Arrival::Misspelt | Arrival::SameNumber | Arrival::SameTelephone => {
                arriving(one)
            }
        })
        .collect();
    load(council, &rows).await;
    let (adults, people) = (
        council.people_of(ADULTS).await,
        council.people_of(CARE).await,
    );
    for one in doubles() {
        let (record, mother) = (adults[&key(one)], people[&one.key(1)]);
        assert_ne!(record, mother, "household {}: still one person", one.seed);
        let stands = standing(council, &[record, mother]).await;
        for person in [record, mother] {
            let set = stands.get(&person).copied().unwrap_or_default();
            let is_shielded = set.has(RestrictionKind::Shield);
            assert!(is_shielded, "household {}: a split opened her", one.seed);
        }
    }
}

async fn load(council: &mut TestCouncil, rows: &[String]) {
    if rows.is_empty() {
        return;
    }
    let outcome = council.load(ADULTS, "adults.csv", &csv(HEADER, rows)).await;
    assert!(matches!(outcome, LoadOutcome::Staged(_)));
    council.link_and_publish().await;
}

fn key(one: &Household) -> String {
    format!("A{}", one.key(1))
}

/// The row of the other source.
fn arriving(one: &Household) -> Option<String> {
    let (number, telephone) = (one.nhs_number(), one.telephone());
    let (first, family, other) = (one.mother_first, one.family(1), one.family(4));
    let misspelt = one.misspelt();
    let (year, month, day) = one.born(1);
    let born = format!("{day:02}/{month:02}/{year}");
    let cells = match one.arrival() {
        Arrival::Nothing => return None,
        Arrival::Misspelt => format!(",{first},{misspelt},{born},F,,{telephone}"),
        Arrival::SameNumber => format!("{number},Winifred,{other},,,,"),
        Arrival::SameTelephone => format!(",Winifred,{other},,,,{telephone}"),
        Arrival::Double => format!("{number},{first},{family},{born},F,,{telephone}"),
    };
    Some(format!("{},{cells},Current", key(one)))
}

/// Nobody finds the name under which a record is held back.
async fn held_back_is_found_by_nobody(council: &TestCouncil, households: &[Household]) {
    let sitting = council.social_worker_on(crate::town::OTHER_CASE).await;
    for one in households {
        let names = match one.arrival() {
            Arrival::SameNumber | Arrival::SameTelephone => one.family(4),
            Arrival::Nothing | Arrival::Misspelt | Arrival::Double => continue,
        };
        let found = council.find_named(&sitting, "Winifred", &names).await;
        let found = names_found(&found);
        let is_there = found.iter().any(|name| name.contains(names.as_str()));
        // Under her number she may be known by that name now, and is shielded.
        assert!(!is_there || one.is_shielded(), "household {}", one.seed);
        let words =
            testkit::words_of_results(&council.find_named(&sitting, "Winifred", &names).await);
        for hidden in one.hidden() {
            assert!(!words.contains(&hidden), "household {}: {hidden}", one.seed);
        }
    }
}
