//! The schedule of each data-sharing agreement: what is shared, for which purposes, how much.
//!
//! Invariant: one schedule for each agreement, whether it is in force or not, and every clause of
//! the agreement is in it.

use super::draft::{Draft, Paper, blank};
use super::traced_fields::{Standing, Tracing, whole_basis};
use super::{PaperFacts, impact_assessment};
use governance::{Agreement, AgreementCategory};
use vocabulary::{Level, Role};

pub(super) fn drafts(facts: &PaperFacts<'_>) -> impl Iterator<Item = Paper> {
    facts
        .rulebook
        .agreements()
        .map(|agreement| draft(facts, agreement))
}

fn draft(facts: &PaperFacts<'_>, agreement: &Agreement) -> Paper {
    let file_name = format!("schedule-{}", agreement.id.to_lowercase());
    let title = format!(
        "Schedule of agreement {}: {}",
        agreement.id, agreement.title
    );
    let mut paper = facts.begin(&file_name, &title);
    parties(facts, agreement, &mut paper);
    for entry in &agreement.categories {
        clause(facts, agreement, entry, &mut paper);
    }
    if agreement.categories.is_empty() {
        paper.paragraph("This agreement shares nothing about families.");
    }
    fields(facts, agreement, &mut paper);
    paper.heading("Access, rights, retention and review");
    paper.paragraph("A request of access, correction or objection that reaches one party is passed to the controller named above. Nothing is shown after the last day. Each look at this data is in the audit, with who, why and how much.");
    paper.blank("how long each party keeps what it receives; the day of the next review; contact of each data-protection officer; how a breach is told, and within which hours");
    paper.done()
}

fn parties(facts: &PaperFacts<'_>, agreement: &Agreement, paper: &mut Draft) {
    paper.heading("Parties and time");
    let sources: Vec<String> = agreement
        .sources
        .iter()
        .map(|id| facts.source_name(id))
        .collect();
    paper.points([
        format!("Controller of the data: {}", agreement.controller),
        format!("Parties: {}", agreement.parties.join("; ")),
        format!("Signed by: {}", agreement.signatories.join("; ")),
        format!("Sources: {}", sources.join("; ")),
        format!(
            "In force from {} to the end of {}",
            agreement.valid_from, agreement.valid_to
        ),
    ]);
    if !agreement.is_in_force(facts.today) {
        paper.paragraph("It is not in force on the day of this draft: nothing from it is shown.");
    }
    paper.blank("signatures and days");
}

fn clause(
    facts: &PaperFacts<'_>,
    agreement: &Agreement,
    entry: &AgreementCategory,
    paper: &mut Draft,
) {
    paper.heading(&format!(
        "Clause {}: {}",
        entry.clause,
        entry.category.label()
    ));
    paper.paragraph(&entry.covers);
    let ages = match entry.ages.map(|ages| (ages.from, ages.to)) {
        Some((Some(from), Some(to))) => format!("people aged {from} to {to}"),
        Some((Some(from), None)) => format!("people aged {from} or over"),
        Some((None, Some(to))) => format!("people aged {to} or under"),
        Some((None, None)) | None => "people of any age".to_owned(),
    };
    let back = entry.look_back.as_ref();
    paper.points([
        format!("About: {ages}"),
        format!(
            "How far back: {}",
            back.map_or("no limit agreed", |back| back.words.as_str())
        ),
        format!(
            "Basis on which {} shares it: {}",
            agreement.controller,
            whole_basis(entry)
        ),
    ]);
    let rows = facts.rulebook.every_purpose().filter_map(|rule| {
        let levels = Role::ALL.map(|role| (role, entry.level(rule.purpose, role)));
        let shown: Vec<String> = levels
            .into_iter()
            .filter(|(role, level)| rule.is_for(*role) && *level > Level::Nothing)
            .map(|(role, level)| format!("{}: {}", role.label(), level.label()))
            .collect();
        (!shown.is_empty()).then(|| {
            [
                format!("{}: {}", rule.purpose.code(), rule.purpose.label()),
                shown.join("; "),
                impact_assessment::in_use(rule),
            ]
        })
    });
    paper.table(["Purpose", "Who sees at most what", "In use"], rows);
}

fn fields(facts: &PaperFacts<'_>, agreement: &Agreement, paper: &mut Draft) {
    paper.heading("The fields that may be shown under this agreement");
    let tracing = Tracing::of(facts.rulebook, facts.sources, facts.today);
    let of_this = |standing: &Standing| match standing {
        Standing::Traced {
            agreement: id,
            clause,
            ..
        } if *id == agreement.id => Some(clause.clone()),
        Standing::Traced { .. } | Standing::NeverShown(_) | Standing::Fault(_) => None,
    };
    let rows: Vec<[String; 4]> = tracing
        .fields
        .iter()
        .filter_map(|field| {
            let clause = of_this(&field.standing)?;
            let level = field.least_level.label().to_owned();
            Some([field.source_name.clone(), field.name.clone(), level, clause])
        })
        .collect();
    if rows.is_empty() {
        paper.paragraph(&format!(
            "None today. {}",
            blank("whether this agreement is still needed")
        ));
    } else {
        paper.table(["Source", "Field", "Shown from level", "Clause"], rows);
    }
}
