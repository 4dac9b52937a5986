//! Two records that may be one child disclose nothing of each other; a birth date off by a day
//! or a move does not make two children of one.

use operations::family::Cell;
use operations::{QuestionLine, ReviewQueue};
use testkit::{
    PilotChild, TestCouncil, databases, names_of_members, person_found, pilot_education,
    pilot_social_care, words_of_family, words_of_queue,
};
use vocabulary::Service;

pub(crate) const CASE: &str = "CSC-2026-0001";

pub(crate) fn child(number: usize, source: &str) -> PilotChild {
    let given = [
        "Ada", "Bela", "Cato", "Dora", "Emil", "Fern", "Gwen", "Hugo", "Iris", "Jonas", "Kitty",
        "Leo",
    ];
    let family = [
        "Ashgrove",
        "Birkwood",
        "Caldermoor",
        "Dunnock",
        "Elmsall",
        "Fennimore",
        "Garstang",
    ];
    let street = [
        "Larkrise", "Kiln", "Tanner", "Heron", "Cooper", "Mallow", "Fuller", "Plover",
    ][number % 8];
    PilotChild {
        key: format!("{source}{}", 5000 + number),
        given: given[number % given.len()].to_owned(),
        family: family[number % family.len()].to_owned(),
        born: format!(
            "{}-{:02}-{:02}",
            2008 + number % 9,
            number % 12 + 1,
            number % 28 + 1
        ),
        sex: if number.is_multiple_of(2) {
            "Male"
        } else {
            "Female"
        }
        .to_owned(),
        address: format!(
            "{} {street} Row\nEastmere\nQX{} {}AB",
            number + 1,
            number % 9 + 1,
            number % 10
        ),
    }
}

/// Eighty children in two sources: alike, but for four pairs.
pub(crate) async fn council_of_pairs(database: testkit::TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    let social_care: Vec<PilotChild> = (0..80).map(|number| child(number, "1")).collect();
    let mut schools: Vec<PilotChild> = (0..80).map(|number| child(number, "2")).collect();
    schools[10].given = "Rosalind".to_owned();
    schools[20].born = "2010-09-22".to_owned();
    schools[30].address = "4 Kiln Steps\nEastmere\nQX9 2CD".to_owned();
    schools[40].given = "Emile".to_owned();
    schools[40].sex = "Female".to_owned();
    schools[40].address = "9 Quarry Bank\nEastmere\nQX9 9ZZ".to_owned();
    council
        .load(
            "family-context-csc",
            "csc.csv",
            &pilot_social_care(&social_care),
        )
        .await;
    council
        .load(
            "family-context-education",
            "education.csv",
            &pilot_education(&schools),
        )
        .await;
    council.allocate(CASE).await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

/// The question about the child of this number: three lines a row, for the address.
pub(crate) fn question_about(queue: &ReviewQueue, number: usize) -> &QuestionLine {
    let line = format!(" line {}", number * 3 + 2);
    let mut lines = queue.items.iter().flat_map(|item| &item.questions);
    let found = lines.find(|one| one.places.iter().all(|place| place.ends_with(&line)));
    found.expect("the pair waits")
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_agree_are_one_child_and_a_day_or_a_move_does_not_split_one() {
    assert_eq!(child(20, "1").born, "2010-09-21");
    for database in databases() {
        let council = council_of_pairs(database).await;
        let people = council.kith.store().people_by_source_key().await.unwrap();
        let of = |key: &str| {
            people
                .iter()
                .find(|row| row.key == key)
                .map(|row| row.person)
                .unwrap()
        };
        for number in (0..80).filter(|number| ![10, 40].contains(number)) {
            let (one, other) = (
                of(&format!("1{}", 5000 + number)),
                of(&format!("2{}", 5000 + number)),
            );
            assert_eq!(one, other, "pair {number} on {}", council.database_name());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_of_another_given_name_is_somebody_else_and_waits_for_review_with_a_reason() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let waiting = council.review_queue(&desk).await;
        let pair = question_about(&waiting, 10);
        assert!(
            pair.words.to_lowercase().contains("different given names"),
            "{}",
            pair.words
        );
        assert!(pair.words.contains("same birth date"), "{}", pair.words);
        assert_eq!(pair.why_here[0], "could join two children into one");
        let said = words_of_queue(&waiting);
        for value in ["Kitty", "Rosalind", "Dunnock", "Larkrise"] {
            assert!(!said.contains(value), "{value} stands in the list");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_possible_match_shows_as_too_weak_and_tells_nothing_of_the_other_child() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let sitting = council.social_worker_on(CASE).await;
        for (number, other) in [
            (10, ["Rosalind", "Rosalind"]),
            (40, ["Emile", "Quarry Bank"]),
        ] {
            let here = child(number, "1");
            let found = council
                .find_named(&sitting, &here.given, &here.family)
                .await;
            let person = person_found(&found, &here.given);
            assert_eq!(person.known_to.len(), 1, "{:?}", person.known_to);
            let view = council.family(&sitting, &person.handle).await;
            let column = view
                .family
                .sources
                .iter()
                .position(|one| one.service == Service::School)
                .unwrap();
            assert!(
                matches!(view.family.grid[0].cells[column], Cell::MatchTooWeak),
                "pair {number}"
            );
            let own = view.family.members[0].name.clone();
            let names = own
                .usual
                .into_iter()
                .chain(own.others.into_iter().map(|one| one.name));
            let given: Vec<String> = names
                .filter_map(|name| Some(name.given?.reveal().to_owned()))
                .collect();
            assert!(given.iter().all(|name| *name == here.given), "{given:?}");
            // Whoever is recorded at the same address is of the household, possible match or not.
            let lives_here = view.family.members.len() > 1;
            let words = words_of_family(&view);
            for fact in other {
                assert!(
                    lives_here || !words.contains(fact),
                    "{fact} of the other child is shown"
                );
            }
            assert_eq!(lives_here, number == 10, "{:?}", names_of_members(&view));
        }
    }
}
