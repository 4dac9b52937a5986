//! Paper and system cannot drift: a change of the configuration changes the papers, and what can
//! be on a screen stands in them with its clause and basis.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use operations::governance::{
    AccessRequest, Action, CaseState, Chosen, Circumstance, Decision, MemberFacts, MemberStanding,
    Rulebook, WorkerState, decide,
};
use operations::papers::{Paper, PaperFacts, Standing, Tracing, papers};
use operations::{CouncilFiles, CouncilSettings};
use std::collections::BTreeSet;
use testkit::{TestCouncil, example_files};
use vocabulary::{Category, Date, PersonId, Purpose, Role, SourceId};

const TODAY: Date = Date::constant(2026, 11, 23);

fn made(files: &CouncilFiles) -> Vec<Paper> {
    made_with(files, 15, 5.0)
}

fn made_with(files: &CouncilFiles, idle_minutes: u16, automatic: f64) -> Vec<Paper> {
    let (rulebook, sources) = (files.rulebook().unwrap(), files.specifications().unwrap());
    let settings = CouncilSettings {
        desk_telephone: String::new(),
        idle_minutes,
        ..TestCouncil::settings()
    };
    let mut linkage = operations::linkage::Settings::default();
    linkage.thresholds.automatic = automatic;
    papers(&PaperFacts {
        rulebook: &rulebook,
        sources: &sources,
        settings: &settings,
        linkage,
        today: TODAY,
    })
}

fn changed(folder: &str, file: &str, old: &str, new: &str) -> CouncilFiles {
    let mut files = example_files();
    let texts = match folder {
        "agreements" => &mut files.rules,
        _ => &mut files.sources,
    };
    let (_, text) = texts.iter_mut().find(|(name, _)| name == file).unwrap();
    assert!(text.contains(old), "`{old}` is not in {file}");
    *text = text.replace(old, new);
    files
}

/// The papers without their line of version and day.
fn bodies(papers: &[Paper]) -> Vec<(String, String)> {
    let body = |paper: &Paper| {
        let lines = paper
            .markdown
            .lines()
            .filter(|line| !line.contains("from the rules in force"));
        (
            paper.file_name.clone(),
            lines.collect::<Vec<_>>().join("\n"),
        )
    };
    papers.iter().map(body).collect()
}

/// The papers whose text differs.
fn differing(before: &[Paper], after: &[Paper]) -> BTreeSet<String> {
    let old: BTreeSet<_> = bodies(before).into_iter().collect();
    let differs = |one: &(String, String)| !old.contains(one);
    bodies(after)
        .into_iter()
        .filter(differs)
        .map(|(name, _)| name)
        .collect()
}

fn text_of(papers: &[Paper], name: &str) -> String {
    papers
        .iter()
        .find(|paper| paper.file_name == name)
        .unwrap()
        .markdown
        .clone()
}

/// A change of one file, and the papers that say it: folder, file, old text, new text, papers.
type Told = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const TOLD: &[Told] = &[
    (
        "agreements",
        "police.toml",
        "P2 = \"involved\"",
        "P2 = \"facts\"",
        &["schedule-dsa-06"],
    ),
    (
        "agreements",
        "police.toml",
        "clause = \"4.2\"",
        "clause = \"9.9\"",
        &[
            "impact-assessment",
            "schedule-dsa-06",
            "appropriate-policy-document",
        ],
    ),
    (
        "agreements",
        "purposes.toml",
        "statute = \"Children Act 1989, section 17\"",
        "statute = \"Another Act\"",
        &[
            "impact-assessment",
            "record-of-processing",
            "privacy-notice",
        ],
    ),
    (
        "agreements",
        "purposes.toml",
        "active = false",
        "active = true",
        &[
            "impact-assessment",
            "record-of-processing",
            "privacy-notice",
        ],
    ),
    (
        "agreements",
        "council.toml",
        "0161 496 0100",
        "0161 496 0133",
        &["impact-assessment", "privacy-notice"],
    ),
    (
        "agreements",
        "council.toml",
        "valid_months = 12",
        "valid_months = 9",
        &["appropriate-policy-document", "algorithm-record"],
    ),
    (
        "agreements",
        "policies.cedar",
        "You have not said why you are looking.",
        "Say why.",
        &["impact-assessment"],
    ),
    (
        "sources",
        "housing.toml",
        "Private renters, owners and tenants of other landlords.",
        "Nobody.",
        &["impact-assessment", "algorithm-record"],
    ),
    (
        "sources",
        "housing.toml",
        "label = \"Rent arrears\"",
        "label = \"Money owed\"",
        &["impact-assessment", "schedule-dsa-05"],
    ),
];

#[test]
fn a_change_of_the_configuration_changes_the_papers_that_say_it() {
    let before = made(&example_files());
    for (folder, file, old, new, papers) in TOLD {
        let after = made(&changed(folder, file, old, new));
        let differing = differing(&before, &after);
        for paper in *papers {
            assert!(
                differing.contains(*paper),
                "{file}: {new} is not in {paper}: {differing:?}"
            );
        }
    }
    assert!(
        differing(&before, &made_with(&example_files(), 20, 5.0))
            .contains("appropriate-policy-document")
    );
    let linked = differing(&before, &made_with(&example_files(), 15, 7.5));
    assert!(linked.contains("algorithm-record") && linked.contains("impact-assessment"));
}

#[test]
fn each_paper_names_the_version_and_the_day_and_marks_its_blanks() {
    let files = example_files();
    let version = files.rulebook().unwrap().version().to_owned();
    let all = made(&files);
    assert_eq!(
        all.len(),
        5 + files.rulebook().unwrap().agreements().count()
    );
    for paper in &all {
        assert!(paper.markdown.contains(&version) && paper.markdown.contains("23 November 2026"));
        assert!(
            paper.markdown.contains("**[For the council to fill in: "),
            "{}",
            paper.file_name
        );
        let html = paper.html();
        assert!(
            html.contains("<h1>") && html.contains(&version),
            "{}",
            paper.file_name
        );
        assert_eq!(
            html.matches("<table>").count(),
            html.matches("</table>").count()
        );
        assert!(
            !html.contains("<script") && !html.contains("http"),
            "{}",
            paper.file_name
        );
    }
}

#[test]
fn the_impact_assessment_answers_the_twelve_questions() {
    let text = text_of(&made(&example_files()), "impact-assessment");
    for number in 1..=12 {
        assert!(
            text.contains(&format!("### {number}. ")),
            "question {number}"
        );
    }
    assert!(text.contains("The harm is High by default"));
    let first = text
        .find("P1: Data Protection Act 2018, Schedule 1, paragraph 18")
        .unwrap();
    let other = text
        .find("P4: Data Protection Act 2018, Schedule 1, paragraph 2")
        .unwrap();
    assert!(first < other, "paragraph 18 stands first");
    assert!(text.contains("not cited until an officer sets the day"));
}

#[test]
fn the_transparency_record_has_both_tiers() {
    let text = text_of(&made(&example_files()), "algorithm-record");
    for part in [
        "Tier 1: in short",
        "Tier 2: owner",
        "Tier 2: description",
        "Tier 2: how it works",
        "Tier 2: risks",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn every_category_of_a_source_that_can_be_on_a_screen_stands_in_the_papers_with_its_clause() {
    let files = example_files();
    let (rulebook, sources) = (files.rulebook().unwrap(), files.specifications().unwrap());
    let tracing = Tracing::of(&rulebook, &sources, TODAY);
    assert_eq!(tracing.faults().collect::<Vec<_>>(), [""; 0]);
    assert!(tracing.in_one_line().contains("fields that can be shown"));
    let all = made(&files);
    let assessment = text_of(&all, "impact-assessment");
    let mut compared = 0;
    for (source, category, agreement, clause, basis) in on_a_screen(&rulebook) {
        let delivers = |field: &&operations::papers::Field| {
            field.source == source && field.category == category
        };
        for field in tracing.fields.iter().filter(delivers) {
            if let Standing::NeverShown(_) = field.standing {
                continue;
            }
            let row = assessment.lines().find(|line| {
                line.starts_with(&format!("| {} | {} | ", field.source_name, field.name))
                    && line.contains(&format!("(`{}`)", category.code()))
            });
            let row = row.unwrap_or_else(|| panic!("{source} {} is not in the paper", field.name));
            assert!(
                row.contains(&format!("| {agreement} | {clause} | {basis}")),
                "{row}"
            );
            compared += 1;
        }
        let schedule = text_of(&all, &format!("schedule-{}", agreement.to_lowercase()));
        assert!(
            schedule.contains(&format!("## Clause {clause}: ")),
            "{agreement} {clause}"
        );
        assert!(schedule.contains(&basis), "{agreement} {clause}");
    }
    assert!(compared > 80, "only {compared} fields were compared");
}

type Shown = (SourceId, Category, String, String, String);

/// What the rules really show to anybody, by asking them: source, category, agreement, clause, basis.
fn on_a_screen(rulebook: &Rulebook) -> BTreeSet<Shown> {
    let mut shown = BTreeSet::new();
    let person = PersonId::parse("00000000-0000-7000-8000-000000000001").unwrap();
    for request in requests() {
        let Decision::Permit(permit) = decide(rulebook, &request) else {
            continue;
        };
        for age in [None, Some(3), Some(17), Some(40)] {
            let facts = MemberFacts {
                person,
                age: age.map(|years| (years, years)),
                standing: MemberStanding::open(),
            };
            let member = permit.for_member(rulebook, &facts);
            for (source, category, _) in member.levels() {
                let grant = member.grant(source, category).unwrap();
                shown.insert((
                    source.clone(),
                    category,
                    grant.agreement.clone(),
                    grant.clause.clone(),
                    grant.basis.clone(),
                ));
            }
        }
    }
    shown
}

fn requests() -> Vec<AccessRequest> {
    let usual = Circumstance::all(&BTreeSet::new())
        .into_iter()
        .filter(|one| {
            one.worker == WorkerState::Ready
                && one.chosen == Chosen::OnTheCase
                && matches!(one.case, CaseState::Linked(_, true) | CaseState::NotLinked)
        });
    let usual: Vec<Circumstance> = usual.collect();
    let mut requests = Vec::new();
    for role in Role::ALL {
        for purpose in Purpose::ALL {
            for action in Action::ALL
                .into_iter()
                .filter(|action| action.is_about_people())
            {
                requests.extend(
                    usual
                        .iter()
                        .map(|one| one.request(role, Some(purpose), action, TODAY)),
                );
            }
        }
    }
    requests
}

#[test]
fn an_agreement_with_a_source_that_is_not_there_keeps_the_council_from_being_served() {
    let files = changed(
        "agreements",
        "police.toml",
        "sources = [\"police\"]",
        "sources = [\"polizei\"]",
    );
    let (rulebook, sources) = (files.rulebook().unwrap(), files.specifications().unwrap());
    let tracing = Tracing::of(&rulebook, &sources, TODAY);
    assert_eq!(
        tracing.faults().collect::<Vec<_>>(),
        ["agreement DSA-06: there is no source `polizei`"]
    );
    assert!(
        tracing
            .notes()
            .iter()
            .any(|note| note.starts_with("police: police is read and never shown"))
    );
}
