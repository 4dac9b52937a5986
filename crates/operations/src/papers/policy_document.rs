//! The appropriate policy document that Schedule 1 to the Data Protection Act 2018 asks for.
//!
//! Invariant: each purpose in use that shows special-category or criminal-offence data is in it.

use super::PaperFacts;
use super::draft::Paper;
use vocabulary::Category;

pub(super) fn draft(facts: &PaperFacts<'_>) -> Paper {
    let mut paper = facts.begin("appropriate-policy-document", "Appropriate policy document");
    paper.paragraph("For processing of special-category and criminal-offence data under Schedule 1 to the Data Protection Act 2018 (Part 4 of that Schedule).");
    paper.heading("Conditions relied on");
    let in_use = |has_18: bool| {
        let wanted = move |words: &str| words.contains("paragraph 18") == has_18;
        facts
            .rulebook
            .purposes()
            .filter(move |rule| wanted(&rule.schedule_1))
    };
    let rows = in_use(true).chain(in_use(false)).map(|rule| {
        [
            format!("{}: {}", rule.purpose.code(), rule.purpose.label()),
            rule.article_9.clone(),
            rule.schedule_1.clone(),
        ]
    });
    paper.table(["Purpose", "Article 9", "Schedule 1"], rows);
    paper.heading("Kinds of data");
    let entries = facts.rulebook.agreements().flat_map(|agreement| {
        let special = agreement.categories.iter().filter(|entry| {
            let needs = governance::BasisNeeds::of(entry.category);
            needs.special_category || needs.criminal_offence
        });
        special
            .map(|entry| {
                [
                    agreement.id.clone(),
                    entry.clause.clone(),
                    entry.category.label().to_owned(),
                    super::traced_fields::whole_basis(entry),
                ]
            })
            .collect::<Vec<_>>()
    });
    paper.table(
        ["Agreement", "Clause", "Category", "Basis of the owner"],
        entries,
    );
    paper.heading("How the principles are kept");
    let months = facts.rulebook.council().training_valid_months;
    paper.points([
        "Lawfulness, fairness, transparency: each look names its purpose, statute and clause to the worker; the privacy notice says it to families.".to_owned(),
        "Purpose limitation: a purpose is stated before each sitting, and allows only what its agreements list.".to_owned(),
        "Minimisation: the least of what agreement, purpose, age rule and policies allow is shown; nothing unless written.".to_owned(),
        "Accuracy: every fact says which source said it and when; sources that disagree stand side by side; a wrong link is corrected and undone.".to_owned(),
        format!("Storage limitation: nothing after an agreement's last day, nothing before its look-back. {}", super::draft::blank("retention periods and who deletes")),
        format!("Security: a worker whose training is older than {months} months sees nobody; a sitting ends after {} idle minutes or {} hours; the audit is written before anything is shown and cannot be changed unseen.", facts.settings.idle_minutes, facts.settings.longest_hours),
        format!("Where somebody lives (`{}`) is treated as if it were special-category data.", Category::Location.code()),
    ]);
    paper.heading("Retention and review");
    paper.blank("retention and erasure policy; who reviews this document, and when; it is kept until six months after the processing ends and given to the Information Commissioner on request");
    paper.done()
}
