//! What keeps a person from being shown as others are, and how a worker may be tied to a person.
//!
//! A restriction stands on records, so that it follows them: people who are merged have the
//! union of their restrictions, people who are split both keep them. Invariant: a set only grows
//! by `with` and `union`; nothing here takes a restriction away.

/// Why a person is not shown as others are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestrictionKind {
    /// In danger from somebody: nothing that gives away where they are is shown to anybody.
    Shield,
    /// The identity before an adoption: as if absent, for everybody, always.
    AdoptionSeal,
    /// A protected person: as if absent, for everybody, always; no new record is kept.
    ProtectedPerson,
    /// May be a restricted person: as if absent until the safeguarding desk has decided.
    Quarantine,
    /// Works for the council, or is near to somebody who does: only for workers on the case.
    StaffRecord,
    /// A court order limits what may be shared, and says so to whoever opens the record.
    CourtOrder,
}

/// The restrictions of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RestrictionSet(u8);

/// How a worker is tied to a person, so that the worker may not look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// The person must not be found by the worker, or by somebody of the worker's household.
    MustNotFind,
    /// The person is the worker.
    OwnRecord,
    /// A relative, partner or friend whom the worker has named.
    DeclaredRelative,
    /// Somebody who lives where the worker lives.
    SameHousehold,
}

impl RestrictionKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Shield,
        Self::AdoptionSeal,
        Self::ProtectedPerson,
        Self::Quarantine,
        Self::StaffRecord,
        Self::CourtOrder,
    ];

    /// The word in tables, policies and the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shield => "shield",
            Self::AdoptionSeal => "adoption_seal",
            Self::ProtectedPerson => "protected_person",
            Self::Quarantine => "quarantine",
            Self::StaffRecord => "staff_record",
            Self::CourtOrder => "court_order",
        }
    }

    /// The name on the safeguarding desk's pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Shield => "Shield",
            Self::AdoptionSeal => "Adoption seal",
            Self::ProtectedPerson => "Protected person",
            Self::Quarantine => "Held back: may be a restricted person",
            Self::StaffRecord => "Staff record",
            Self::CourtOrder => "Court order",
        }
    }

    /// Whether nobody at all is told that there is such a person.
    #[must_use]
    pub const fn is_as_if_absent(self) -> bool {
        match self {
            Self::AdoptionSeal | Self::ProtectedPerson | Self::Quarantine => true,
            Self::Shield | Self::StaffRecord | Self::CourtOrder => false,
        }
    }

    /// Whether it is set and lifted by an officer; a quarantine is set by the link run and
    /// answered, never set by hand.
    #[must_use]
    pub const fn is_set_by_an_officer(self) -> bool {
        match self {
            Self::Quarantine => false,
            Self::Shield
            | Self::AdoptionSeal
            | Self::ProtectedPerson
            | Self::StaffRecord
            | Self::CourtOrder => true,
        }
    }

    /// Reads the word in tables, policies and the audit.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl RestrictionSet {
    /// No restriction.
    pub const NONE: Self = Self(0);

    /// The same and one more.
    #[must_use]
    pub const fn with(self, kind: RestrictionKind) -> Self {
        Self(self.0 | kind.bit())
    }

    /// Those of either: what a merged person has.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the kind is among them.
    #[must_use]
    pub const fn has(self, kind: RestrictionKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any of them makes the person as if absent for everybody.
    #[must_use]
    pub fn is_as_if_absent(self) -> bool {
        self.kinds().any(RestrictionKind::is_as_if_absent)
    }

    /// The kinds, in their order.
    pub fn kinds(self) -> impl Iterator<Item = RestrictionKind> {
        RestrictionKind::ALL
            .into_iter()
            .filter(move |kind| self.has(*kind))
    }
}

impl FromIterator<RestrictionKind> for RestrictionSet {
    fn from_iter<I: IntoIterator<Item = RestrictionKind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Tie {
    /// All ties, the gravest first.
    pub const ALL: [Self; 4] = [
        Self::MustNotFind,
        Self::OwnRecord,
        Self::DeclaredRelative,
        Self::SameHousehold,
    ];

    /// The word in policies and the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MustNotFind => "must_not_find",
            Self::OwnRecord => "own_record",
            Self::DeclaredRelative => "declared_relative",
            Self::SameHousehold => "same_household",
        }
    }

    /// Reads the word in policies and the audit.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_tie_is_read_back_from_its_word() {
        for kind in RestrictionKind::ALL {
            assert_eq!(RestrictionKind::parse(kind.code()), Some(kind));
        }
        for tie in Tie::ALL {
            assert_eq!(Tie::parse(tie.code()), Some(tie));
        }
    }

    #[test]
    fn a_merged_person_has_what_either_had_and_loses_nothing() {
        for a in RestrictionKind::ALL {
            for b in RestrictionKind::ALL {
                let merged = RestrictionSet::NONE
                    .with(a)
                    .union(RestrictionSet::NONE.with(b));
                assert!(merged.has(a) && merged.has(b));
                assert_eq!(merged.kinds().collect::<RestrictionSet>(), merged);
            }
        }
    }

    #[test]
    fn what_is_set_twice_is_set_and_a_union_with_itself_is_itself() {
        for kind in RestrictionKind::ALL {
            let set = RestrictionSet::NONE.with(kind);
            assert_eq!(set.with(kind), set);
            assert_eq!(set.union(set), set);
            assert!(!set.is_empty());
            for other in RestrictionKind::ALL {
                assert_eq!(set.has(other), other == kind);
            }
        }
        assert!(RestrictionSet::NONE.is_empty());
    }

    #[test]
    fn a_seal_a_protected_person_and_a_quarantine_are_as_if_absent_and_nothing_else_is() {
        for (kind, is_absent) in [
            (RestrictionKind::Shield, false),
            (RestrictionKind::AdoptionSeal, true),
            (RestrictionKind::ProtectedPerson, true),
            (RestrictionKind::Quarantine, true),
            (RestrictionKind::StaffRecord, false),
            (RestrictionKind::CourtOrder, false),
        ] {
            let set = RestrictionSet::NONE.with(kind);
            assert_eq!(kind.is_as_if_absent(), is_absent, "{kind:?}");
            assert_eq!(set.is_as_if_absent(), is_absent, "{kind:?}");
        }
        assert!(!RestrictionSet::NONE.is_as_if_absent());
    }

    #[test]
    fn only_a_quarantine_is_not_set_by_an_officer() {
        for kind in RestrictionKind::ALL {
            let is_quarantine = kind == RestrictionKind::Quarantine;
            assert_eq!(kind.is_set_by_an_officer(), !is_quarantine, "{kind:?}");
        }
    }

    #[test]
    fn no_two_kinds_have_one_name_or_one_word() {
        let mut names: Vec<&str> = RestrictionKind::ALL
            .into_iter()
            .flat_map(|kind| [kind.code(), kind.label()])
            .chain(Tie::ALL.map(Tie::code))
            .collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| name.len() > 5));
    }
}
