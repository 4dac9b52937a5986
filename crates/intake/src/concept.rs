//! The concepts that a column of a source may be: the words after `is` in a specification.
//!
//! One table gives type and word. Invariant: every word is read back to its concept.

macro_rules! concepts {
    ($($name:ident = $code:literal,)+) => {
        /// What a column or a constant says something about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Concept {
            $(#[doc = $code] $name,)+
        }

        impl Concept {
            /// All concepts, in the order of the grammar.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word in a specification.
            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

concepts! {
    PersonKey = "person.key",
    PersonGiven = "person.given",
    PersonMiddle = "person.middle",
    PersonFamily = "person.family",
    PersonFullName = "person.full_name",
    PersonKnownAs = "person.known_as",
    PersonFormerFamily = "person.former_family",
    PersonAliasFamily = "person.alias_family",
    PersonBirthDate = "person.birth_date",
    PersonExpectedBirthDate = "person.expected_birth_date",
    PersonDeathDate = "person.death_date",
    PersonSex = "person.sex",
    PersonNhsNumber = "person.nhs_number",
    PersonNhsNumberStatus = "person.nhs_number_status",
    PersonUpn = "person.upn",
    PersonUln = "person.uln",
    PersonTelephone = "person.telephone",
    PersonEmail = "person.email",
    NamePerson = "name.person",
    NameUse = "name.use",
    NameGiven = "name.given",
    NameFamily = "name.family",
    NameMiddle = "name.middle",
    AddressPerson = "address.person",
    AddressText = "address.text",
    AddressLine = "address.line",
    AddressPostcode = "address.postcode",
    AddressUprn = "address.uprn",
    AddressKind = "address.kind",
    AddressConfidential = "address.confidential",
    AddressFrom = "address.from",
    AddressTo = "address.to",
    RelationshipPerson = "relationship.person",
    RelationshipKind = "relationship.kind",
    RelationshipOther = "relationship.other",
    RelationshipFrom = "relationship.from",
    RelationshipTo = "relationship.to",
    InvolvementPerson = "involvement.person",
    InvolvementStatus = "involvement.status",
    InvolvementKind = "involvement.kind",
    InvolvementFrom = "involvement.from",
    InvolvementTo = "involvement.to",
    InvolvementLastContact = "involvement.last_contact",
    InvolvementOrganisation = "involvement.organisation",
    InvolvementTeam = "involvement.team",
    WorkerId = "worker.id",
    WorkerName = "worker.name",
    WorkerRole = "worker.role",
    WorkerTelephone = "worker.telephone",
    WorkerEmail = "worker.email",
    CaseReference = "case.reference",
    CasePerson = "case.person",
    CaseStaff = "case.staff",
    CaseTeam = "case.team",
    CaseKind = "case.kind",
    CaseFrom = "case.from",
    CaseTo = "case.to",
    CaseFamilyAgreed = "case.family_agreed",
    StaffId = "staff.id",
    StaffName = "staff.name",
    StaffRole = "staff.role",
    StaffTeam = "staff.team",
    StaffTelephone = "staff.telephone",
    StaffEmail = "staff.email",
    StaffLeft = "staff.left",
    TeamName = "team.name",
    TeamService = "team.service",
    TeamDutyTelephone = "team.duty_telephone",
    TeamOutOfHoursTelephone = "team.out_of_hours_telephone",
    TeamDutyEmail = "team.duty_email",
    CoverageService = "coverage.service",
    CoverageAsOf = "coverage.as_of",
    CoverageFrom = "coverage.from",
    CoverageUntil = "coverage.until",
    CoverageArea = "coverage.area",
    CoverageMisses = "coverage.misses",
}

impl Concept {
    /// Reads the word in a specification.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|concept| concept.code() == code)
    }

    /// Its place in [`Self::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    /// The word before the dot: what kind of record it belongs to.
    pub(crate) fn group(self) -> &'static str {
        self.code().split('.').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_concept_is_read_back_from_its_word_and_sits_at_its_index() {
        for (at, concept) in Concept::ALL.iter().enumerate() {
            assert_eq!(Concept::parse(concept.code()), Some(*concept));
            assert_eq!(concept.index(), at);
        }
        assert_eq!(Concept::parse("person.shoe_size"), None);
    }
}
