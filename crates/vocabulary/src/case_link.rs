//! Case links: the recorded fact that a worker (or a team) has work with a child.
//!
//! They come from the case system's feed, never from the worker who looks.

use crate::personal_text::sealed_debug;
use crate::{DateSpan, PersonKey, PersonalText, SourceId, StaffId};

/// A case or referral number as workers type it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseReference(String);

/// The text is not a case reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a case or referral number of 3 to 30 letters, digits, hyphens or slashes")]
pub struct NotACaseReference;

/// One link between a worker or team and a child's case.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseLinkRecord {
    /// The source.
    pub source: SourceId,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The case or referral.
    pub case: CaseReference,
    /// The child's key in that source.
    pub person: PersonKey,
    /// The worker, where one is named.
    pub staff: Option<StaffId>,
    /// The team, where the link is to a team.
    pub team: Option<PersonalText>,
    /// What makes the link.
    pub kind: CaseLinkKind,
    /// From first to last day.
    pub span: DateSpan,
    /// The family has agreed (early help); nothing where the source does not say.
    pub family_agreed: Option<bool>,
}

/// What makes a case link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseLinkKind {
    /// The worker is allocated to the child.
    Allocation,
    /// A contact or referral waits at the front door.
    Referral,
    /// An early-help episode.
    EarlyHelpEpisode,
    /// The worker takes part in a strategy discussion.
    StrategyMeeting,
}

impl CaseReference {
    /// Reads a reference; letters become upper case, white space is dropped.
    ///
    /// # Errors
    /// When other characters are left, or fewer than 3 or more than 30.
    pub fn parse(text: &str) -> Result<Self, NotACaseReference> {
        let folded: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_uppercase();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'/';
        if !(3..=30).contains(&folded.len()) || !folded.bytes().all(allowed) {
            return Err(NotACaseReference);
        }
        Ok(Self(folded))
    }

    /// The reference, upper case.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl CaseLinkKind {
    /// The word in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Allocation => "allocation",
            Self::Referral => "referral",
            Self::EarlyHelpEpisode => "early_help_episode",
            Self::StrategyMeeting => "strategy_meeting",
        }
    }

    /// Reads the word in files and tables.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text
            .trim()
            .to_ascii_lowercase()
            .replace([' ', '-'], "_")
            .as_str()
        {
            "allocation" | "allocated" | "allocated_worker" => Some(Self::Allocation),
            "referral" | "contact" => Some(Self::Referral),
            "early_help_episode" | "early_help" => Some(Self::EarlyHelpEpisode),
            "strategy_meeting" | "strategy_discussion" => Some(Self::StrategyMeeting),
            _ => None,
        }
    }
}

sealed_debug!(CaseReference);
sealed_debug!(CaseLinkRecord);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_however_it_is_spaced() {
        assert_eq!(
            CaseReference::parse(" csc-2026 / 0417 ").unwrap().reveal(),
            "CSC-2026/0417"
        );
        for text in ["", "ab", "a;b'c", "x".repeat(31).as_str()] {
            assert_eq!(CaseReference::parse(text), Err(NotACaseReference));
        }
    }
}
