//! The second step: one involvement with its dates, facts and what its source would miss.
//!
//! Flag first, then details. Invariant: a fact is given only at or below the permitted level,
//! and only for an involvement that the grid shows.

use crate::searched::{self, SearchedLine};
use crate::{Contact, Family, InvolvementClaim, State};
use jiff::civil::Date;
use vocabulary::{InvolvementId, Level, PersonId, PersonalText, Provenance, Service};

/// An involvement that the grid shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ShownInvolvement {
    pub(crate) claim: InvolvementClaim,
    pub(crate) state: State,
    pub(crate) column: usize,
}

/// One involvement for the second step.
#[derive(Clone, PartialEq, Eq)]
pub struct InvolvementDetails {
    /// The involvement.
    pub id: InvolvementId,
    /// With whom.
    pub person: PersonId,
    /// The service.
    pub service: Service,
    /// Where it stands.
    pub state: State,
    /// The same in words.
    pub state_in_words: String,
    /// What kind, in the source's words, where the level allows.
    pub kind: Option<PersonalText>,
    /// First day, where the level allows.
    pub since: Option<Date>,
    /// Last day, where it has ended.
    pub ended: Option<Date>,
    /// When the service last saw or spoke to the person.
    pub last_contact: Option<Date>,
    /// The organisation.
    pub organisation: Option<PersonalText>,
    /// The team.
    pub team: Option<PersonalText>,
    /// Whom to ring, for current and recent involvements.
    pub contact: Option<Contact>,
    /// The agreed facts that the level allows, in the source's order.
    pub facts: Vec<DetailsFact>,
    /// How fresh the source is, its period, its area, and what it would miss.
    pub searched: SearchedLine,
    /// The permitted level.
    pub level: Level,
    /// Who says so.
    pub provenance: Provenance,
}

/// One agreed fact.
#[derive(Clone, PartialEq, Eq)]
pub struct DetailsFact {
    /// What the fact is.
    pub label: String,
    /// What the source says.
    pub value: PersonalText,
}

impl Family {
    /// One involvement in detail; nothing for one that this look does not show.
    #[must_use]
    pub fn details(&self, id: InvolvementId) -> Option<InvolvementDetails> {
        let shown = self.shown.iter().find(|shown| shown.claim.id == id)?;
        let source = self.sources.get(shown.column)?;
        let record = &shown.claim.record;
        let level = shown.claim.level;
        let has_dates = level >= Level::NamedWorker;
        let facts = record.facts.iter().filter(|fact| fact.level <= level);
        Some(InvolvementDetails {
            id,
            person: shown.claim.person,
            service: record.service,
            state: shown.state,
            state_in_words: shown.state.in_words(),
            kind: record.kind.clone().filter(|_| level >= Level::Facts),
            since: record.span.from().filter(|_| has_dates),
            ended: record.span.last_day().filter(|_| has_dates),
            last_contact: record.last_contact.filter(|_| has_dates),
            organisation: record.organisation.clone(),
            team: record.team.clone(),
            contact: self.contact_for(id).cloned(),
            facts: facts
                .map(|fact| DetailsFact {
                    label: fact.label.clone(),
                    value: fact.value.clone(),
                })
                .collect(),
            searched: searched::line(source, self.today),
            level,
            provenance: shown.claim.provenance.clone(),
        })
    }

    /// The contact of one involvement.
    #[must_use]
    pub fn contact_for(&self, id: InvolvementId) -> Option<&Contact> {
        let is_for = |contact: &&Contact| contact.members.iter().any(|m| m.involvement == id);
        self.contacts.iter().find(is_for)
    }
}

sealed_debug!(ShownInvolvement, InvolvementDetails, DetailsFact);

#[cfg(test)]
mod tests {
    use crate::builder::FamilyBuilder;
    use vocabulary::Level;

    #[test]
    fn a_fact_above_the_permitted_level_is_not_given() {
        let mut family = FamilyBuilder::new();
        let id = family
            .involvement("Kit", "housing")
            .since("2024-05-01")
            .fact("Rent arrears", "open", Level::Facts)
            .fact("Notice", "served", Level::Detail)
            .kind("tenancy")
            .level(Level::Facts)
            .id();
        let details = family.assemble().details(id).unwrap();
        let labels: Vec<&str> = details.facts.iter().map(|f| f.label.as_str()).collect();
        assert_eq!(labels, ["Rent arrears"]);
        assert_eq!(details.kind.unwrap().reveal(), "tenancy");
        assert_eq!(details.searched.misses, "private tenants");
    }

    #[test]
    fn at_the_level_of_involved_neither_dates_nor_kind_are_given() {
        let mut family = FamilyBuilder::new();
        let id = family
            .involvement("Kit", "housing")
            .since("2024-05-01")
            .kind("tenancy")
            .level(Level::Involved)
            .id();
        let details = family.assemble().details(id).unwrap();
        assert_eq!((details.since, details.kind), (None, None));
    }

    #[test]
    fn an_involvement_that_is_only_at_the_desk_has_no_details() {
        let mut family = FamilyBuilder::new();
        let id = family
            .involvement("Kit", "housing")
            .level(Level::AskTheDesk)
            .id();
        assert!(family.assemble().details(id).is_none());
    }
}
