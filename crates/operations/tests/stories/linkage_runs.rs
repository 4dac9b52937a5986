//! The analyst sees how the last link run went and what moved; nobody is named, and whoever has
//! no business with it is refused.

use operations::audit::AuditAction;
use operations::store::GenerationState;
use operations::{Answer, LinkageView};
use testkit::{
    PilotChild, TestCouncil, TestSitting, databases, on_every_database, pilot_education,
    pilot_social_care,
};

const GIVEN: [&str; 9] = [
    "Ada", "Bela", "Cato", "Dora", "Emil", "Fern", "Gwen", "Hugo", "Iris",
];
const FAMILY: [&str; 7] = [
    "Ashgrove",
    "Birkwood",
    "Caldermoor",
    "Dunnock",
    "Elmsall",
    "Fennimore",
    "Garstang",
];

const OTHER: [&str; 8] = [
    "Wanda", "Xenia", "Yorick", "Zadie", "Piers", "Quincy", "Rhoda", "Silas",
];
const BEGINS: [&str; 4] = ["Quill", "Rush", "Silver", "Thistle"];
const ENDS: [&str; 4] = ["feather", "brook", "ton", "wood"];

fn child(number: usize, source: &str) -> PilotChild {
    PilotChild {
        key: format!("{source}{}", 5000 + number),
        given: GIVEN[number % 9].to_owned(),
        family: FAMILY[number % 7].to_owned(),
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
            "{} Larkrise Row\nEastmere\nQX{} {}AB",
            number + 1,
            number % 9 + 1,
            number % 10
        ),
    }
}

fn children(source: &str) -> Vec<PilotChild> {
    (0..80).map(|number| child(number, source)).collect()
}

async fn seen(council: &TestCouncil, sitting: &TestSitting) -> LinkageView {
    let seen = council
        .kith
        .see_linkage(&sitting.sitting, council.at, "test");
    match seen.await.unwrap() {
        Answer::Shown(view) => view,
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_linked_there_is_nothing_to_see() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        council.add_workers().await;
        let analyst = council.sign_in("AN1001").await;
        let view = seen(&council, &analyst).await;
        assert!(view.last.is_none() && view.before.is_none() && view.warnings.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_run_add_up_and_name_nobody() {
    on_every_database(async |council| {
        let analyst = council.sign_in("AN1001").await;
        let view = seen(&council, &analyst).await;
        let run = view.last.expect("the council is linked");
        assert_eq!(run.state, GenerationState::Current);
        let figures = run.figures.clone().unwrap();
        let of_sources: u64 = figures.sources.iter().map(|one| one.records).sum();
        assert_eq!(of_sources, run.records);
        assert_eq!(figures.sizes.iter().sum::<u64>(), run.people);
        assert_eq!(figures.all_waiting(), run.possible);
        let alone: u64 = figures.sources.iter().map(|one| one.alone).sum();
        assert_eq!(alone, figures.sizes[0]);
        assert!(figures.levels.iter().any(|level| level.is_of_children()));
        assert!(figures.levels.iter().any(|level| !level.is_of_children()));
        assert!(figures.rounds > 0 && figures.prior < 0.0);
        let says = format!("{run:?}");
        for name in ["Oliver", "Fairclough", "Kelly", "QX"] {
            assert!(!says.contains(name), "{name} is in the figures");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_no_longer_fits_is_seen_as_drift_of_its_source() {
    for database in databases() {
        let mut council = TestCouncil::empty(database).await;
        council.add_workers().await;
        let (care, school) = ("family-context-csc", "family-context-education");
        council
            .load(care, "csc.csv", &pilot_social_care(&children("1")))
            .await;
        council
            .load(school, "education.csv", &pilot_education(&children("2")))
            .await;
        council.link_and_publish().await;
        let analyst = council.sign_in("AN1001").await;
        let first = seen(&council, &analyst).await;
        assert!(first.before.is_none() && first.moved.is_empty());
        let mut spoilt = children("2");
        for (number, one) in spoilt.iter_mut().enumerate().take(16) {
            one.given = OTHER[number % 8].to_owned();
            let (first, last) = (BEGINS[number / 4], ENDS[number % 4]);
            one.family = format!("{first}{last}");
            one.born = format!("2001-{:02}-{:02}", number % 11 + 1, number + 3);
            one.address = format!(
                "{} Office Square\nEastmere\nZZ{} 1AA",
                number + 1,
                number % 9 + 1
            );
        }
        council
            .load(school, "education-2.csv", &pilot_education(&spoilt))
            .await;
        council.link().await;
        let view = seen(&council, &analyst).await;
        let run = view.last.unwrap();
        assert_eq!(run.state, GenerationState::Built, "not yet published");
        assert_eq!(view.before.unwrap().generation, 1);
        let alone: Vec<_> = view
            .warnings
            .iter()
            .filter(|one| one.code == "alone_rose")
            .collect();
        let name = &view.source_names[school];
        assert!(
            alone.iter().any(|one| one.words.contains(name.as_str())),
            "{:?}",
            view.warnings
        );
        let words = format!("{:?}", view.warnings);
        assert!(!words.contains("Quillfeather") && !words.contains("Office"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_records_desk_and_the_lead_see_it_too_and_every_look_is_recorded() {
    on_every_database(async |council| {
        for staff in ["AN1001", "RD1001", "IG1001"] {
            let sitting = council.sign_in(staff).await;
            assert!(seen(&council, &sitting).await.last.is_some(), "{staff}");
        }
        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        let label = AuditAction::SawLinkRuns.label();
        let recorded: Vec<_> = looks.iter().filter(|look| look.action == label).collect();
        for staff in ["AN1001", "RD1001", "IG1001"] {
            let of_staff = recorded.iter().any(|look| look.worker.contains(staff));
            assert!(of_staff, "{staff} left no trace");
        }
        assert!(recorded.iter().all(|look| look.people.is_empty()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_roles_are_refused_and_the_refusal_is_recorded() {
    on_every_database(async |council| {
        for staff in ["SW1001", "FD1001", "EH1001"] {
            let sitting = council.sign_in(staff).await;
            let seen = council
                .kith
                .see_linkage(&sitting.sitting, council.at, "test");
            let Ok(Answer::Refused(refused)) = seen.await else {
                panic!("{staff} was not refused")
            };
            assert_eq!(refused.reason_code, "action_not_for_role");
            assert_eq!(refused.what, "How linking went was not shown.");
            let looks = council.own_looks(&sitting).await;
            assert!(looks.iter().any(|look| look.is_refusal), "{staff}");
        }
    })
    .await;
}
