//! What is read about people: each fact sealed, with where it comes from.
//!
//! Nothing in this module can be shown without a permit for the very person, source and category.

use governance::Sealed;
use vocabulary::{
    AddressRecord, Date, InvolvementId, InvolvementRecord, NameRecord, PartialDate, PersonId,
    PersonRecord, Provenance, Service, SourceId,
};

/// All that is stored about one person, sealed.
pub struct PersonFacts {
    /// The person.
    pub person: PersonId,
    /// Every recorded birth date: a fact for the decision (age rules), never for display.
    pub births: Vec<PartialDate>,
    /// When each confidential stay ends or ended, nothing for an open one: a fact for shielding.
    pub confidential_stays_end: Vec<Option<Date>>,
    /// One for each row about the person in each source.
    pub identities: Vec<(Sealed<PersonRecord>, Provenance)>,
    /// Other names from tables of names.
    pub other_names: Vec<(Sealed<NameRecord>, Provenance)>,
    /// Addresses with their time.
    pub addresses: Vec<(Sealed<AddressRecord>, Provenance)>,
    /// Involvements.
    pub involvements: Vec<(InvolvementId, Sealed<InvolvementRecord>, Provenance)>,
    /// Pairs with records elsewhere that may be the same person; they disclose nothing.
    pub doubts: Vec<MatchDoubt>,
}

/// A record in a source that may be about the person, and may not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchDoubt {
    /// The source of the doubtful record.
    pub source: SourceId,
    /// The services that the doubtful record has involvements of; empty when it has none.
    pub services: Vec<Service>,
    /// What a worker quotes to the records desk.
    pub reference: String,
}
