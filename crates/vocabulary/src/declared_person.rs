//! Whom a worker names to the system: themself, and the people whom they must not look up.
//!
//! Invariant: every closeness makes a tie; naming somebody never opens anything.

use crate::Tie;

/// How near a named person is to the worker who named them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// The worker.
    Oneself,
    /// A husband, wife or partner, now or in earlier years.
    Partner,
    /// A relative by birth, marriage, adoption or fostering.
    Relative,
    /// A close friend.
    Friend,
    /// Somebody who lives where the worker lives.
    LivesWith,
}

impl Closeness {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Oneself,
        Self::Partner,
        Self::Relative,
        Self::Friend,
        Self::LivesWith,
    ];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Partner => "partner",
            Self::Relative => "relative",
            Self::Friend => "friend",
            Self::LivesWith => "lives_with",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Oneself => "Myself",
            Self::Partner => "Partner, now or before",
            Self::Relative => "Relative",
            Self::Friend => "Close friend",
            Self::LivesWith => "Lives with me",
        }
    }

    /// The tie that it makes.
    #[must_use]
    pub const fn tie(self) -> Tie {
        match self {
            Self::Oneself => Tie::OwnRecord,
            Self::Partner | Self::Relative | Self::Friend => Tie::DeclaredRelative,
            Self::LivesWith => Tie::SameHousehold,
        }
    }

    /// Reads the word in tables and forms.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_closeness_is_read_back_from_its_word_and_none_makes_a_must_not_find() {
        for one in Closeness::ALL {
            assert_eq!(Closeness::parse(one.code()), Some(one));
            assert_ne!(one.tie(), Tie::MustNotFind);
        }
        assert_eq!(Closeness::parse("colleague"), None);
    }
}
