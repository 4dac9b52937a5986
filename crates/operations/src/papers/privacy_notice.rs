//! The privacy notice for families, in plain English.
//!
//! Invariant: what it says is shared is what an agreement in force shares for a purpose in use.

use super::PaperFacts;
use super::draft::{Draft, Paper};
use std::collections::BTreeSet;
use vocabulary::{Category, Level, Role};

pub(super) fn draft(facts: &PaperFacts<'_>) -> Paper {
    let council = facts.rulebook.council();
    let mut paper = facts.begin(
        "privacy-notice",
        "How we bring together who works with your family",
    );
    paper.paragraph(&format!("{} and its partners use a system called Kith. When somebody who works with a child needs to know who else is helping the family, Kith shows them, so that they ring the right person and you do not have to tell your story again and again.", council.name));
    paper.heading("What Kith does not do");
    paper.points([
        "It does not give you or your child a score.".to_owned(),
        "It does not decide anything about you. People do.".to_owned(),
        "It does not send your data to companies for advertising or to train artificial intelligence.".to_owned(),
    ]);
    looks(facts, &mut paper);
    sources(facts, &mut paper);
    rights(facts, &mut paper);
    paper.done()
}

fn looks(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("When somebody may look");
    paper.paragraph("Only people whose job it is, only for one of these reasons, and nearly always only when they work with your family:");
    paper.points(
        facts
            .rulebook
            .purposes()
            .map(|rule| format!("{}. The law: {}", rule.purpose.label(), rule.statute)),
    );
}

fn sources(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Where the data comes from, and what is shown of it");
    let shown = facts
        .rulebook
        .agreements()
        .filter(|one| one.is_in_force(facts.today));
    paper.points(shown.filter_map(|agreement| {
        let is_shown = |entry: &&governance::AgreementCategory| {
            facts.rulebook.purposes().any(|rule| {
                Role::ALL
                    .iter()
                    .any(|role| entry.level(rule.purpose, *role) > Level::Nothing)
            })
        };
        let labels: BTreeSet<String> = agreement
            .categories
            .iter()
            .filter(is_shown)
            .map(|entry| entry.category.label().to_lowercase())
            .collect();
        let labels: Vec<String> = labels.into_iter().collect();
        (!labels.is_empty()).then(|| format!("{}: {}", agreement.controller, labels.join(", ")))
    }));
    let sensitive: Vec<String> = Category::ALL
        .into_iter()
        .filter(|category| category.is_sensitive_service())
        .map(|category| category.label().to_lowercase())
        .collect();
    paper.paragraph(&format!("Some services are private by nature: {}. Unless an agreement says more, a worker is told at most to ask the safeguarding desk.", sensitive.join(", ")));
}

fn rights(facts: &PaperFacts<'_>, paper: &mut Draft) {
    let council = facts.rulebook.council();
    paper.heading("If you are in danger");
    paper.paragraph("Tell any worker. An address that must be kept secret is shown to nobody in this system, and nobody can find you by it.");
    paper.heading("Who has looked");
    paper.paragraph("Every look is written down: who looked, when, why, and what they were shown.");
    paper.heading("Your rights");
    paper.points([
        "You can ask what is held about you, and have it put right if it is wrong.".to_owned(),
        "You can say “this is not me” if records of two people were mixed up.".to_owned(),
        "You can object, and you can complain to us and to the Information Commissioner's Office."
            .to_owned(),
    ]);
    paper.blank("data-protection officer: name, telephone, e-mail; how to ask and within which time we answer; how to complain");
    paper.heading("How long");
    paper.blank("how long data stays in Kith, in plain words");
    paper.paragraph(&format!(
        "If you are worried about a child, ring {} on {}; at night and at weekends {}.",
        council.desk.name, council.desk.telephone, council.desk.out_of_hours
    ));
}
