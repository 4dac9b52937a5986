//! Two officers change the rules: what is in a folder counts for nothing until they have.

use operations::governance::NotARuleOfficer;
use operations::{Account, AccountMarks, Answer, ChangeRulesError, CouncilFiles, ProposalState};
use testkit::{TestCouncil, databases, example_files};
use vocabulary::{Category, Date, Level, Purpose, Role, SourceId};

async fn council(database: testkit::TestDatabase) -> TestCouncil {
    let council = TestCouncil::empty(database).await;
    council.add_workers().await;
    assert!(first(&council).await, "the first rules are kept once");
    council
}

async fn first(council: &TestCouncil) -> bool {
    let files = example_files();
    let kept = council.kith.keep_first_rules(&files, council.at, "test");
    kept.await.unwrap()
}

/// The example's rules with the police's clause raised for assessments.
pub(crate) fn raised() -> CouncilFiles {
    changed("police.toml", "P2 = \"involved\"", "P2 = \"facts\"")
}

fn changed(file: &str, old: &str, new: &str) -> CouncilFiles {
    let mut files = example_files();
    let (_, text) = files
        .rules
        .iter_mut()
        .find(|(name, _)| name == file)
        .unwrap();
    assert!(text.contains(old));
    *text = text.replace(old, new);
    files
}

pub(crate) async fn propose(
    council: &TestCouncil,
    by: &str,
    files: &CouncilFiles,
) -> Result<String, ChangeRulesError> {
    let proposed = council
        .kith
        .propose_rules(by, files, council.at, "test")
        .await?;
    Ok(proposed.reference)
}

pub(crate) async fn activate(
    council: &TestCouncil,
    by: &str,
    reference: &str,
) -> Result<(), ChangeRulesError> {
    let done = council
        .kith
        .activate_rules(by, reference, council.at, "test");
    done.await.map(|_| ())
}

/// The police's level for an assessment in the rules that decide.
fn police_level(council: &TestCouncil) -> Level {
    let police = SourceId::parse("police").unwrap();
    let rules = council.kith.rulebook();
    let found = rules.agreement_for(&police, Category::Police, council.at.today());
    found
        .unwrap()
        .1
        .level(Purpose::ChildInNeedAssessment, Role::SocialWorker)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_shown_when_it_is_proposed_and_counts_when_another_officer_activates_it() {
    for database in databases() {
        let council = council(database).await;
        let before = council.kith.rulebook().version().to_owned();
        let reference = propose(&council, "IG1001", &raised()).await.unwrap();
        assert_eq!(
            police_level(&council),
            Level::Involved,
            "nothing changed yet"
        );
        let change = council.kith.rule_change(&reference).await.unwrap().unwrap();
        assert_eq!(change.state, ProposalState::Waits);
        let report = &change.proposal.report;
        assert!(
            report.contains("**Social worker, Team manager**, from the source `police`"),
            "{report}"
        );
        activate(&council, "IG1002", &reference.to_lowercase())
            .await
            .unwrap();
        assert_eq!(police_level(&council), Level::Facts);
        let change = council.kith.rule_change(&reference).await.unwrap().unwrap();
        assert!(matches!(change.state, ProposalState::Activated(_)));
        let old = council
            .kith
            .store()
            .rule_texts(&before)
            .await
            .unwrap()
            .unwrap();
        let files = CouncilFiles {
            rules: old.files,
            sources: Vec::new(),
        };
        assert_eq!(
            files.rulebook().unwrap().version(),
            before,
            "the old rules can be read again"
        );
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_activates_their_own_proposal_and_only_officers_change_rules() {
    for database in databases() {
        let council = council(database).await;
        let reference = propose(&council, "IG1001", &raised()).await.unwrap();
        let own = activate(&council, "IG1001", &reference).await;
        assert!(matches!(
            own,
            Err(ChangeRulesError::NotAnOfficer(NotARuleOfficer::SamePerson))
        ));
        for (worker, role) in [
            ("SW1001", "social worker"),
            ("AN1001", "analyst"),
            ("RD1001", "desk"),
        ] {
            let refused = activate(&council, worker, &reference).await;
            assert!(
                matches!(
                    refused,
                    Err(ChangeRulesError::NotAnOfficer(NotARuleOfficer::Role))
                ),
                "{role}"
            );
            let refused = propose(&council, worker, &raised()).await;
            assert!(
                matches!(
                    refused,
                    Err(ChangeRulesError::NotAnOfficer(NotARuleOfficer::Role))
                ),
                "{role}"
            );
        }
        let untrained = Account {
            staff_id: "IG1003",
            name: "Ivo Marsh",
            role: Role::InformationGovernanceLead,
            teams: Vec::new(),
            passphrase: Some("a passphrase for tests"),
            trained_on: Some(Date::constant(2024, 1, 1)),
            marks: AccountMarks::default(),
        };
        let kept = council.kith.keep_account(untrained, council.at, "test");
        kept.await.unwrap();
        let refused = activate(&council, "IG1003", &reference).await;
        assert!(matches!(
            refused,
            Err(ChangeRulesError::NotAnOfficer(NotARuleOfficer::NotTrained))
        ));
        assert_eq!(police_level(&council), Level::Involved);
        assert_eq!(refusals(&council).await, 8, "each refusal is recorded");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_other_rules_overtook_is_proposed_again() {
    for database in databases() {
        let council = council(database).await;
        let one = propose(&council, "IG1001", &raised()).await.unwrap();
        let other = changed("council.toml", "valid_months = 12", "valid_months = 11");
        let two = propose(&council, "IG1002", &other).await.unwrap();
        activate(&council, "IG1001", &two).await.unwrap();
        let late = activate(&council, "IG1002", &one).await;
        assert!(matches!(late, Err(ChangeRulesError::Overtaken)));
        assert_eq!(police_level(&council), Level::Involved);
        let again = activate(&council, "IG1001", &two).await;
        assert!(
            matches!(again, Err(ChangeRulesError::Overtaken)),
            "nor is one activated twice"
        );
        let unknown = activate(&council, "IG1001", "RULES-9").await;
        assert!(matches!(unknown, Err(ChangeRulesError::NoSuchProposal)));
        let same = propose(&council, "IG1001", &other).await;
        assert!(matches!(same, Err(ChangeRulesError::Same)));
        let broken = changed("police.toml", "name = \"police\"", "name = \"polic\"");
        let unreadable = propose(&council, "IG1001", &broken).await;
        assert!(matches!(unreadable, Err(ChangeRulesError::Unreadable(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_the_folder_changes_nothing_and_a_council_in_service_follows_an_activation() {
    for database in databases() {
        let council = council(database).await;
        let served = council.reopened(&raised()).await;
        assert_eq!(
            served.rulebook().version(),
            council.kith.rulebook().version(),
            "the folder was edited, the rules in force are served"
        );
        let reference = propose(&council, "IG1001", &raised()).await.unwrap();
        activate(&council, "IG1002", &reference).await.unwrap();
        let token = served
            .sit_down("SW1001", [9; 32], council.at, "test")
            .await
            .unwrap()
            .unwrap();
        assert!(served.sitting(&token, council.at).await.unwrap().is_some());
        assert_eq!(
            served.rulebook().version(),
            raised().version(),
            "the next request decides by the new rules"
        );
        served.store().clone().close().await;
    }
}

/// How many refusals the information-governance lead reads.
async fn refusals(council: &TestCouncil) -> usize {
    let lead = council.lead().await;
    let looks = council
        .kith
        .recent_looks(&lead.sitting, council.at, "test")
        .await
        .unwrap();
    let Answer::Shown(looks) = looks else {
        panic!("the lead was refused")
    };
    looks.iter().filter(|look| look.is_refusal).count()
}
