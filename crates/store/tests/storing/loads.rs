//! Deliveries: the same one twice, a newer one, one taken back, and one that is suspiciously less.

use testkit::operations::LoadOutcome;
use testkit::operations::store::{LoadState, LoadSummary};
use testkit::{PilotChild, TestCouncil, TestDatabase, databases, pilot_social_care};

/// Children of one invented family name, each at an address of their own.
pub(crate) fn children(count: usize) -> Vec<PilotChild> {
    let given = ["Ada", "Bela", "Cato", "Dora", "Emil", "Fern", "Gwen"];
    let family = ["Ashgrove", "Birkwood", "Caldermoor", "Dunnock", "Elmsall"];
    let child = |number: usize| PilotChild {
        key: format!("{}", 7000 + number),
        given: given[number % 7].to_owned(),
        family: family[number % 5].to_owned(),
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
            "{} Larkrise Row\nEastmere\nQX7 {}AB",
            number + 1,
            number % 9
        ),
    };
    (0..count).map(child).collect()
}

pub(crate) async fn council_with(database: TestDatabase, children: &[PilotChild]) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    load(&mut council, children).await;
    council.link_and_publish().await;
    council
}

pub(crate) async fn load(council: &mut TestCouncil, children: &[PilotChild]) -> LoadOutcome {
    council
        .load(
            "family-context-csc",
            "csc.csv",
            &pilot_social_care(children),
        )
        .await
}

async fn states(council: &TestCouncil) -> Vec<LoadState> {
    let loads = council.kith.store().loads().await.unwrap();
    loads.iter().map(|load: &LoadSummary| load.state).collect()
}

async fn published_people(council: &TestCouncil) -> usize {
    council
        .kith
        .store()
        .people_by_source_key()
        .await
        .unwrap()
        .len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_a_second_time_change_nothing() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        let outcome = load(&mut council, &children(20)).await;
        assert!(matches!(outcome, LoadOutcome::AlreadyLoaded { .. }));
        assert_eq!(states(&council).await, [LoadState::Published]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_delivery_supersedes_and_taking_it_back_brings_the_older_again() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        let LoadOutcome::Staged(newer) = load(&mut council, &children(25)).await else {
            panic!("not staged")
        };
        assert_eq!(
            published_people(&council).await,
            20,
            "a staged load is visible"
        );
        council.link_and_publish().await;
        assert_eq!(published_people(&council).await, 25);
        let mut now = states(&council).await;
        now.sort_by_key(|state| state.code());
        assert_eq!(now, [LoadState::Published, LoadState::Superseded]);
        assert!(
            council
                .kith
                .withdraw_load(newer.load, council.at)
                .await
                .unwrap()
        );
        assert!(
            !council
                .kith
                .withdraw_load(newer.load, council.at)
                .await
                .unwrap(),
            "withdrawn twice"
        );
        assert_eq!(
            published_people(&council).await,
            25,
            "withdrawing showed before publish"
        );
        council.link_and_publish().await;
        assert_eq!(published_people(&council).await, 20);
        let mut now = states(&council).await;
        now.sort_by_key(|state| state.code());
        assert_eq!(now, [LoadState::Published, LoadState::Withdrawn]);
        let again = load(&mut council, &children(25)).await;
        assert!(
            matches!(again, LoadOutcome::Staged(_)),
            "withdrawn bytes cannot come again"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_is_less_stops_and_says_in_which_way() {
    for database in databases() {
        let mut council = council_with(database, &children(100)).await;
        let LoadOutcome::Shrunk { ways, .. } = load(&mut council, &children(94)).await else {
            panic!("six fewer of a hundred were taken")
        };
        assert_eq!(
            ways[0].to_string(),
            "there were 100 rows and now there are 94"
        );
        let mut blank = children(100);
        for child in &mut blank {
            child.born.clear();
        }
        let LoadOutcome::Shrunk { ways, .. } = load(&mut council, &blank).await else {
            panic!("a blank column was taken")
        };
        assert!(
            ways[0]
                .to_string()
                .contains("filled in 100 of 100 rows and now is in 0")
        );
        assert_eq!(
            states(&council).await,
            [LoadState::Published],
            "something was kept"
        );
        let fewer = council.folder().join("fewer.csv");
        std::fs::write(&fewer, pilot_social_care(&children(94))).unwrap();
        let accepted = council.load_file("family-context-csc", &fewer, true).await;
        assert!(matches!(accepted, LoadOutcome::Staged(_)));
    }
}
