//! How far an NHS number has been traced: the NHS Data Dictionary's status indicator, 01 to 08.
//!
//! Two different numbers that were both verified are two people; a number that nobody has traced
//! may be a relative's. Invariant: every status is read back from its code.

/// How far a record's NHS number has been traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NhsNumberStatus {
    /// Present and verified.
    Verified,
    /// Present, but not traced.
    NotTraced,
    /// A trace is required.
    TraceRequired,
    /// A trace found nobody, or several people.
    NoSingleMatch,
    /// The number and the person's details conflict: to be resolved.
    Conflict,
    /// A trace is under way.
    TraceInProgress,
    /// There is no number, and no trace is required.
    NotRequired,
    /// A trace was put off: a baby of less than six weeks.
    TracePostponed,
}

impl NhsNumberStatus {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 8] = [
        Self::Verified,
        Self::NotTraced,
        Self::TraceRequired,
        Self::NoSingleMatch,
        Self::Conflict,
        Self::TraceInProgress,
        Self::NotRequired,
        Self::TracePostponed,
    ];

    /// Reads the code, with or without its leading nought; anything else is nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_it = |one: &Self| text == one.code() || text == &one.code()[1..];
        Self::ALL.into_iter().find(is_it)
    }

    /// The code of two digits.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "01",
            Self::NotTraced => "02",
            Self::TraceRequired => "03",
            Self::NoSingleMatch => "04",
            Self::Conflict => "05",
            Self::TraceInProgress => "06",
            Self::NotRequired => "07",
            Self::TracePostponed => "08",
        }
    }

    /// Whether the number was traced and found to be this person's.
    #[must_use]
    pub const fn is_verified(self) -> bool {
        match self {
            Self::Verified => true,
            Self::NotTraced
            | Self::TraceRequired
            | Self::NoSingleMatch
            | Self::Conflict
            | Self::TraceInProgress
            | Self::NotRequired
            | Self::TracePostponed => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_read_from_its_code_and_only_one_says_verified() {
        for status in NhsNumberStatus::ALL {
            assert_eq!(NhsNumberStatus::parse(status.code()), Some(status));
        }
        assert_eq!(
            NhsNumberStatus::parse(" 1 "),
            Some(NhsNumberStatus::Verified)
        );
        for other in ["", "0", "00", "09", "001", "verified"] {
            assert_eq!(NhsNumberStatus::parse(other), None, "{other}");
        }
        let verified = NhsNumberStatus::ALL
            .into_iter()
            .filter(|one| one.is_verified());
        assert_eq!(verified.count(), 1);
    }
}
