//! The record of processing activities (article 30), one activity for each purpose.
//!
//! Invariant: a purpose that is not in use stands in it as not in use, so that nothing is hidden.

use super::PaperFacts;
use super::draft::Paper;
use std::collections::BTreeSet;

pub(super) fn draft(facts: &PaperFacts<'_>) -> Paper {
    let mut paper = facts.begin("record-of-processing", "Record of processing activities");
    paper.heading("Controller");
    paper.points([format!("Controller: {}", facts.rulebook.council().name)]);
    paper.blank("address of the controller; name and contact of the data-protection officer; joint controllers and processors, with the hosting provider");
    for rule in facts.rulebook.every_purpose() {
        let shown =
            |entry: &&governance::AgreementCategory| entry.purposes().any(|p| p == rule.purpose);
        let categories: BTreeSet<&str> = facts
            .rulebook
            .agreements()
            .flat_map(|agreement| agreement.categories.iter().filter(shown))
            .map(|entry| entry.category.label())
            .collect();
        let from: BTreeSet<&str> = facts
            .rulebook
            .agreements()
            .filter(|agreement| agreement.categories.iter().any(|entry| shown(&entry)))
            .map(|agreement| agreement.controller.as_str())
            .collect();
        let roles: Vec<&str> = rule.roles.iter().map(|role| role.label()).collect();
        let or_none = |words: Vec<&str>| {
            if words.is_empty() {
                "none".to_owned()
            } else {
                words.join("; ")
            }
        };
        paper.heading(&format!(
            "{}: {}",
            rule.purpose.code(),
            rule.purpose.label()
        ));
        paper.points([
            format!("Purpose: {}", rule.plain),
            "Whose data: children, their parents, carers, brothers, sisters and others of the family or home; workers named as contacts".to_owned(),
            format!("Categories of data: {}", or_none(categories.into_iter().collect())),
            format!("Received from: {}", or_none(from.into_iter().collect())),
            format!("Who sees it: {}", roles.join("; ")),
            format!("Lawful basis: {}; {}; {}; {}", rule.statute, rule.article_6, rule.article_9, rule.schedule_1),
            format!("State: {}", super::impact_assessment::in_use(rule)),
        ]);
    }
    paper.heading("For every activity");
    paper.points([
        "Recipients outside the council: none; nothing is sent out by the program.".to_owned(),
        format!("Transfers outside the United Kingdom: {}", super::draft::blank("none, or which and on which ground; this depends on where it is hosted")),
        format!("Time limits for erasure: {}", super::draft::blank("see the impact assessment, question 7")),
        "Security: access by role, purpose and case; rules changed by two officers; audit before disclosure; one file or database readable by the service's own account only.".to_owned(),
    ]);
    paper.done()
}
