//! The register of agreements, and who used a source's data: for everybody, and for its owner.

use operations::{Account, AccountMarks, AgreementStanding, Answer, DataUse};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};
use vocabulary::Role;

/// The owner of the housing source: their team is the controller of the agreement.
async fn owner(council: &TestCouncil, team: &str) -> TestSitting {
    let account = Account {
        staff_id: "SO1001",
        name: "Olu Adeyemi",
        role: Role::SourceOwner,
        teams: vec![team.to_owned()],
        passphrase: Some("a passphrase for tests"),
        trained_on: Some(council.at.today()),
        marks: AccountMarks::default(),
    };
    let kept = council.kith.keep_account(account, council.at, "test");
    kept.await.unwrap();
    council.sign_in("SO1001").await
}

async fn used(council: &TestCouncil, sitting: &TestSitting) -> DataUse {
    let seen = council
        .kith
        .see_data_use(&sitting.sitting, council.at, "test")
        .await;
    match seen.unwrap() {
        Answer::Shown(used) => used,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

async fn a_look(council: &TestCouncil) {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
    let handle = person_found(&found, "Oliver").handle.clone();
    council.family(&sitting, &handle).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_a_source_sees_its_use_and_nothing_of_another_source() {
    on_every_database(async |council| {
        a_look(&council).await;
        let owner = owner(&council, "Eastmere Homes").await;
        let used = used(&council, &owner).await;
        assert_eq!(used.sources.len(), 1);
        let housing = &used.sources[0];
        assert_eq!(housing.controller, "Eastmere Homes");
        let line = &housing.lines[0];
        assert_eq!(line.month, "November 2026");
        assert_eq!(line.purpose, "Assessment of a child in need");
        assert_eq!(line.team, "Safeguarding and Support North");
        assert!(line.looks >= 2 && line.people >= 7);
        let categories = housing.looks.iter().flat_map(|look| &look.shown);
        for (category, _) in categories {
            let own = [
                "Housing",
                "Name and birth date",
                "Where somebody lives",
                "Who is related to whom",
            ];
            assert!(own.contains(&category.as_str()), "{category}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_that_no_agreement_names_owns_nothing_and_a_social_worker_is_refused() {
    on_every_database(async |council| {
        a_look(&council).await;
        let stranger = owner(&council, "Some Other Body").await;
        assert!(used(&council, &stranger).await.sources.is_empty());
        let sitting = council.social_worker().await;
        let refused = council
            .kith
            .see_data_use(&sitting.sitting, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
        let lead = council.sign_in("IG1001").await;
        assert!(used(&council, &lead).await.sources.len() > 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_worker_reads_the_register_of_agreements() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        let seen = council
            .kith
            .see_agreements(&sitting.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(agreements)) = seen else {
            panic!("the register was refused");
        };
        let housing = agreements.iter().find(|line| line.id == "DSA-05").unwrap();
        assert_eq!(housing.standing, AgreementStanding::InForce);
        assert_eq!(housing.to, "31 December 2035");
        assert!(housing.categories.iter().any(|entry| {
            entry.category == "Housing" && entry.clause == "4.3" && !entry.levels.is_empty()
        }));
        let standings: Vec<_> = agreements.iter().map(|line| line.standing).collect();
        assert!(standings.is_sorted(), "what has ended stands first");
    })
    .await;
}
