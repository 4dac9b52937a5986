//! The checks of a table as a whole: each concept once, and all that its rows need to become
//! records.
//!
//! Invariant: a table that passes can make each record that its columns speak of.

use crate::concept::Concept;
use crate::specification_checks::{Checked, Checker};
use crate::specification_text::TableText;
use crate::table::{Meaning, Table};
use std::ops::Range;

impl Checker<'_> {
    /// No concept is given twice, except address lines.
    pub(crate) fn concepts_once(&self, table: &Table, text: &TableText) -> Checked<()> {
        let mut seen = [false; Concept::ALL.len()];
        for (at, concept) in table.concepts().enumerate() {
            if seen[concept.index()] && concept != Concept::AddressLine {
                let place = text.columns.get_ref().get(at);
                let span = place.map_or(text.name.span(), |column| column.is.span());
                let what = format!("`{}` is given twice in this table", concept.code());
                return Err(self.at(&span, what));
            }
            seen[concept.index()] = true;
        }
        Ok(())
    }

    /// What a table must have so that its rows can become records.
    pub(crate) fn belongs_together(&self, table: &Table, span: &Range<usize>) -> Checked<()> {
        let needs = |condition: bool, what: &str| match condition {
            true => Ok(()),
            false => Err(self.at(span, what)),
        };
        let has = |concept| table.has(concept);
        let person = table.has_group("person");
        if table.makes_involvements() {
            needs(
                table.service.is_some(),
                "a table of involvements needs a service",
            )?;
            needs(
                person || has(Concept::InvolvementPerson),
                "a table of involvements needs involvement.person or person columns",
            )?;
        }
        if table.has_group("address") {
            needs(
                person || has(Concept::AddressPerson),
                "a table of addresses needs address.person or person columns",
            )?;
        }
        if table.has_group("name") {
            needs(
                person || has(Concept::NamePerson),
                "a table of names needs name.person or person columns",
            )?;
        }
        if table.has_group("relationship") {
            needs(
                (person || has(Concept::RelationshipPerson))
                    && has(Concept::RelationshipKind)
                    && has(Concept::RelationshipOther),
                "a table of relationships needs person, kind and other",
            )?;
        }
        if table.has_group("case") {
            needs(
                (person || has(Concept::CasePerson)) && has(Concept::CaseReference),
                "a table of cases needs case.reference and case.person",
            )?;
        }
        self.directory_belongs_together(table, span)
    }

    fn directory_belongs_together(&self, table: &Table, span: &Range<usize>) -> Checked<()> {
        let needs = |condition: bool, what: &str| match condition {
            true => Ok(()),
            false => Err(self.at(span, what)),
        };
        let has = |concept| table.has(concept);
        if table.has_group("staff") {
            let whole = has(Concept::StaffId) && has(Concept::StaffName);
            needs(whole, "a table of staff needs staff.id and staff.name")?;
        }
        if table.has_group("team") {
            let whole = has(Concept::TeamName) && has(Concept::TeamService);
            needs(whole, "a table of teams needs team.name and team.service")?;
        }
        if table.has_group("coverage") {
            let whole = table.service.is_some() || has(Concept::CoverageService);
            needs(
                whole,
                "coverage needs coverage.service or a table with a service",
            )?;
        }
        Ok(())
    }
}

/// Concepts without which no record can be made: always required.
pub(crate) fn is_a_key(meaning: &Meaning) -> bool {
    use Concept as C;
    match meaning {
        Meaning::Concept(concept) => matches!(
            concept,
            C::PersonKey
                | C::NamePerson
                | C::AddressPerson
                | C::RelationshipPerson
                | C::RelationshipKind
                | C::RelationshipOther
                | C::InvolvementPerson
                | C::CaseReference
                | C::CasePerson
                | C::StaffId
                | C::StaffName
                | C::TeamName
                | C::TeamService
                | C::CoverageService
        ),
        Meaning::Fact(_) | Meaning::Ignore => false,
    }
}
