//! The papers of information governance, drafted from the rules in force, the source
//! specifications and the settings, so that paper and system cannot drift.
//!
//! Every paper names the version of the rules and the day. What only the council knows is a
//! labelled blank, never a guess. Invariant: a category that can be on a screen stands in the
//! papers with the agreement, clause and basis on which it is shown ([`Tracing`]).

mod algorithm_record;
mod draft;
mod impact_answers;
mod impact_assessment;
mod policy_document;
mod privacy_notice;
mod processing_record;
mod schedules;
mod traced_fields;

pub use draft::Paper;
pub use traced_fields::{Field, Standing, Tracing};

use crate::{CouncilSettings, Kith};
use draft::Draft;
use governance::Rulebook;
use intake::SourceSpecification;
use vocabulary::Date;

/// All that the papers are made from.
pub struct PaperFacts<'a> {
    /// The rules in force.
    pub rulebook: &'a Rulebook,
    /// The sources.
    pub sources: &'a [SourceSpecification],
    /// What the council has set.
    pub settings: &'a CouncilSettings,
    /// How records are linked.
    pub linkage: linkage::Settings,
    /// The day of the draft.
    pub today: Date,
}

impl Kith {
    /// The papers as of the day, from what is in force.
    #[must_use]
    pub fn papers(&self, today: Date) -> Vec<Paper> {
        papers(&PaperFacts {
            rulebook: self.rulebook(),
            sources: self.sources(),
            settings: self.council(),
            linkage: linkage::Settings::default(),
            today,
        })
    }
}

/// Drafts every paper.
#[must_use]
pub fn papers(facts: &PaperFacts<'_>) -> Vec<Paper> {
    let mut papers = vec![
        impact_assessment::draft(facts),
        policy_document::draft(facts),
        processing_record::draft(facts),
        algorithm_record::draft(facts),
        privacy_notice::draft(facts),
    ];
    papers.extend(schedules::drafts(facts));
    papers
}

impl PaperFacts<'_> {
    /// A paper with its head: what it is, from which rules and of which day.
    fn begin(&self, file_name: &str, title: &str) -> Draft {
        let mut draft = Draft::new(file_name, title);
        draft.paragraph(&format!(
            "{}. Draft made by Kith on {} from the rules in force, version {}.",
            self.rulebook.council().name,
            crate::day_in_words(self.today),
            self.rulebook.version()
        ));
        if self.rulebook.council().is_invented {
            draft.paragraph(
                "These are the rules of an invented council. No officer has approved them.",
            );
        }
        draft.paragraph("This is a draft, not legal advice. The data-protection officer approves it, changes it, or sends it back. What only the council knows is marked as a blank.");
        draft
    }

    /// The name of a source; its id where it has no specification.
    fn source_name(&self, id: &vocabulary::SourceId) -> String {
        let found = self.sources.iter().find(|source| source.id() == id);
        found.map_or_else(|| id.to_string(), |source| source.name().to_owned())
    }
}
