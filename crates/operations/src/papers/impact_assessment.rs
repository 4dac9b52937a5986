//! The data protection impact assessment: what is done with whose data, on which basis, with
//! which risks and which answers.
//!
//! Invariant: it answers the twelve questions that earlier assessments of such systems left open.

use super::draft::{Draft, Paper, blank};
use super::traced_fields::{Standing, Tracing};
use super::{PaperFacts, impact_answers};
use governance::{PurposeRule, level_code};
use vocabulary::Category;

pub(super) fn draft(facts: &PaperFacts<'_>) -> Paper {
    let mut paper = facts.begin("impact-assessment", "Data protection impact assessment");
    what_is_done(facts, &mut paper);
    lawful_basis(facts, &mut paper);
    impact_answers::write(facts, &mut paper);
    risks(facts, &mut paper);
    annex(facts, &mut paper);
    paper.heading("Signed off");
    paper.blank("data-protection officer: advice, name and day");
    paper.blank("senior information risk owner: decision on each risk that remains, name and day");
    paper.done()
}

fn what_is_done(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("What is done, and why");
    paper.paragraph("A worker who works with a child looks the child up and sees who is in the family, who lives with whom, which services are engaged with each of them, and whom to ring. Extracts of each service are read, checked and linked into people. Nothing is scored, ranked or predicted about anybody, and nobody is decided about by the system.");
    paper.blank("how many children, adults and workers are expected; consultation with families, workers and partners, and what came of it");
    let rows = facts.sources.iter().map(|source| {
        [
            source.name().to_owned(),
            source.organisation().to_owned(),
            source.covers().to_owned(),
            source.misses().to_owned(),
            format!("every {} days", source.refresh_days()),
        ]
    });
    paper.table(
        [
            "Source",
            "Controller",
            "Whom it covers",
            "Whom it misses",
            "Arrives",
        ],
        rows,
    );
}

fn lawful_basis(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Lawful basis of each purpose");
    let rows = facts.rulebook.every_purpose().map(|rule| {
        [
            format!("{}: {}", rule.purpose.code(), rule.purpose.label()),
            rule.statute.clone(),
            rule.article_6.clone(),
            rule.article_9.clone(),
            rule.schedule_1.clone(),
            gateways(rule),
            in_use(rule),
        ]
    });
    paper.table(
        [
            "Purpose",
            "Statute",
            "Article 6",
            "Article 9",
            "Schedule 1",
            "Gateways",
            "In use",
        ],
        rows,
    );
    paper.paragraph("Consent is not the lawful basis of any purpose. Where a family's agreement is asked for, it is a safeguard and is kept apart from consent.");
}

/// The gateways of a purpose, and whether each is cited yet.
pub(super) fn gateways(rule: &PurposeRule) -> String {
    let words: Vec<String> = rule
        .gateways
        .iter()
        .map(governance::Gateway::in_words)
        .collect();
    if words.is_empty() {
        "none named".to_owned()
    } else {
        words.join("; ")
    }
}

/// Whether a purpose is in use, and who approved its legal statement.
pub(super) fn in_use(rule: &PurposeRule) -> String {
    let approval = rule.approval.as_ref();
    match (rule.is_active, approval) {
        (false, _) => "not in use".to_owned(),
        (true, Some(approval)) => {
            format!("in use; approved by {} on {}", approval.by, approval.on)
        }
        (true, None) => format!("in use; {}", blank("officer's approval")),
    }
}

fn risks(facts: &PaperFacts<'_>, paper: &mut Draft) {
    paper.heading("Risks");
    let desk = facts.rulebook.desk();
    let rows = [
        [
            "Somebody in danger is found through this system",
            "High",
            "Location is a category of its own; a confidential address and every refuge is shown to nobody, makes no household and finds nobody.",
        ],
        [
            "A worker looks without a reason",
            "High",
            "Purpose, role and case link are asked for before anything is shown; each look is written down first and is read by the information-governance lead.",
        ],
        [
            "Two people are shown as one",
            "High",
            "Only links above the threshold or confirmed by a person disclose; every link says why; a person can be split again.",
        ],
        [
            "“None found” is read as “no involvement”",
            "Medium",
            "Each source says whom it covers and misses, and how fresh it is, beside every answer.",
        ],
        [
            "The rules are opened by one hand",
            "High",
            "What newly becomes visible to whom is worked out before a change; two officers put it into force; old versions are kept.",
        ],
        [
            "A worker needs it and is refused, or it does not run",
            "High",
            "Every refusal names who can authorise and a telephone that answers day and night.",
        ],
    ];
    let rows = rows.map(|[risk, harm, answer]| {
        [
            risk.to_owned(),
            harm.to_owned(),
            answer.to_owned(),
            blank("likelihood, and the risk that remains"),
        ]
    });
    paper.table(
        ["Risk", "Harm", "What the system does", "For the council"],
        rows,
    );
    paper.paragraph(&format!(
        "The telephone of every refusal: {}",
        desk.whom_to_ring()
    ));
}

fn annex(facts: &PaperFacts<'_>, paper: &mut Draft) {
    let tracing = Tracing::of(facts.rulebook, facts.sources, facts.today);
    paper.heading("Annex A: every field that can be on a screen, and on what it rests");
    paper.paragraph(&tracing.in_one_line());
    let rows = tracing.shown().map(|field| {
        let (agreement, clause, basis) = match &field.standing {
            Standing::Traced {
                agreement,
                clause,
                basis,
            } => (agreement.as_str(), clause.as_str(), basis.as_str()),
            Standing::Fault(what) => ("fault", "", what.as_str()),
            Standing::NeverShown(why) => ("", "", *why),
        };
        [
            field.source_name.clone(),
            field.name.clone(),
            format!("{} (`{}`)", field.category.label(), field.category.code()),
            level_code(field.least_level).to_owned(),
            agreement.to_owned(),
            clause.to_owned(),
            basis.to_owned(),
        ]
    });
    paper.table(
        [
            "Source",
            "Field",
            "Category",
            "Shown from level",
            "Agreement",
            "Clause",
            "Basis",
        ],
        rows,
    );
    never_shown(&tracing, paper);
    sensitivity(paper);
}

fn never_shown(tracing: &Tracing, paper: &mut Draft) {
    paper.heading("Annex B: what is read and never shown");
    let notes = tracing.notes();
    if notes.is_empty() {
        paper.paragraph("Nothing: every category that is read can be shown for some purpose.");
    }
    paper.points(notes);
}

fn sensitivity(paper: &mut Draft) {
    paper.heading("Annex C: categories and their sensitivity");
    let rows = Category::ALL.map(|category| {
        let needs = governance::BasisNeeds::of(category);
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        [
            category.label().to_owned(),
            category.sensitivity().grade().to_string(),
            yes(needs.special_category),
            yes(needs.criminal_offence),
            yes(needs.confidence),
            yes(category.is_sensitive_service()),
        ]
    });
    paper.table(
        [
            "Category",
            "Harm, 1 to 5",
            "Article 9 and Schedule 1 needed",
            "Article 10 needed",
            "Duty of confidence",
            "Sensitive service",
        ],
        rows,
    );
}
