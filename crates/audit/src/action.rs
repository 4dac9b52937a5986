//! What was done, one word for each kind of entry.
//!
//! Invariant: a word once written is never given another meaning.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $label:literal;)+) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AuditAction {
            $($(#[$doc])* $name,)+
        }

        impl AuditAction {
            /// All actions.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in the log.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The words on pages.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)+
                }
            }
        }
    };
}

actions! {
    /// A worker signed in.
    SignedIn, "signed_in", "Signed in";
    /// A worker signed out, or was signed out.
    SignedOut, "signed_out", "Signed out";
    /// Somebody could not sign in.
    SignInRefused, "sign_in_refused", "Could not sign in";
    /// A worker stated a purpose and case.
    PurposeStated, "purpose_stated", "Stated a purpose";
    /// A worker searched.
    Searched, "searched", "Searched";
    /// People were presented in a list of results.
    ShownInResults, "shown_in_results", "Shown in results";
    /// A worker saw a family.
    SawFamily, "saw_family", "Opened the family";
    /// Who of a family was shown, and how much of each source.
    FamilyShown, "family_shown", "Was shown the family";
    /// A worker saw the details of an involvement.
    SawDetails, "saw_details", "Opened the details";
    /// How much of an involvement was shown.
    DetailsShown, "details_shown", "Was shown the details";
    /// Something was refused.
    Refused, "refused", "Was refused";
    /// Somebody saw who has looked at a family.
    SawWhoLooked, "saw_who_looked", "Saw who has looked";
    /// A worker saw their own looks.
    SawOwnLooks, "saw_own_looks", "Saw their own looks";
    /// An extract was loaded.
    LoadApplied, "load_applied", "Loaded an extract";
    /// Records were linked into people.
    Linked, "linked", "Linked records";
    /// A generation was published.
    Published, "published", "Published";
    /// A load was withdrawn.
    Withdrawn, "withdrawn", "Withdrew a load";
    /// Somebody saw what waits for the records desk; nobody is named there.
    SawReviewQueue, "saw_review_queue", "Saw what waits for review";
    /// Somebody opened two records that may be about one person.
    MatchOpened, "match_opened", "Opened two records for review";
    /// Whose records were shown to decide about them.
    MatchShown, "match_shown", "Was shown two records for review";
    /// Somebody took a decision about two records back.
    MatchUndone, "match_undone", "Undid a decision about a match";
    /// Somebody saw figures about matching.
    SawMatchFigures, "saw_match_figures", "Saw figures about matching";
    /// Somebody saw how linking went.
    SawLinkRuns, "saw_link_runs", "Saw how linking went";
    /// Somebody decided whether two records are about one person.
    MatchDecided, "match_decided", "Decided about a match";
    /// An officer proposed a change of the rules.
    RulesProposed, "rules_proposed", "Proposed a change of the rules";
    /// The rules of the council changed.
    RulesChanged, "rules_changed", "Changed the rules";
}

impl AuditAction {
    /// Reads the word in the log.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_is_read_back_from_its_word_and_no_two_share_one() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::parse(action.code()), Some(*action));
        }
        let words: BTreeSet<_> = AuditAction::ALL.iter().map(|a| a.code()).collect();
        assert_eq!(words.len(), AuditAction::ALL.len());
    }
}
