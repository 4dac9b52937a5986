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
    /// Somebody was answered as if there were no such person: a restriction, or a person who must
    /// not be found by whoever asked.
    AnsweredAsIfAbsent, "answered_as_if_absent", "Was answered as if there were nobody";
    /// Somebody saw who has looked at a family.
    SawWhoLooked, "saw_who_looked", "Saw who has looked";
    /// A worker saw their own looks.
    SawOwnLooks, "saw_own_looks", "Saw their own looks";
    /// Somebody saw the flags about look-ups.
    SawFlags, "saw_flags", "Saw the flags";
    /// Somebody recorded what came of a flag.
    FlagReviewed, "flag_reviewed", "Recorded what came of a flag";
    /// Somebody saw who used a source's data.
    SawDataUse, "saw_data_use", "Saw who used a source's data";
    /// A subject's report was made.
    ReportMade, "report_made", "Made the subject's report";
    /// Whose report was shown.
    ReportShown, "report_shown", "Was shown the subject's report";
    /// Somebody saw the sharing agreements.
    SawAgreements, "saw_agreements", "Saw the sharing agreements";
    /// A worker recorded a decision not to share.
    DecidedNotToShare, "decided_not_to_share", "Decided not to share";
    /// Somebody opened the form to say that something is wrong.
    DisputeOpened, "dispute_opened", "Opened something to dispute it";
    /// Somebody said that a record or a fact is wrong, or is not about a person.
    DisputeRaised, "dispute_raised", "Disputed something";
    /// Somebody took back what they had said.
    DisputeWithdrawn, "dispute_withdrawn", "Took a dispute back";
    /// Somebody saw what is disputed in a source's data.
    SawDisputes, "saw_disputes", "Saw what is disputed";
    /// Somebody saw what came of what they had disputed.
    SawOwnDisputes, "saw_own_disputes", "Saw their own disputes";
    /// The owner of a source, or the records desk, answered a dispute.
    DisputeAnswered, "dispute_answered", "Answered a dispute";
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
    /// A worker, or the information-governance lead for a worker, named somebody who must not be
    /// looked up by that worker.
    PersonDeclared, "person_declared", "Named somebody whom a worker knows";
    /// A worker asked that somebody be taken off their list.
    WithdrawalAsked, "withdrawal_asked", "Asked to take somebody off their list";
    /// The information-governance lead answered that.
    WithdrawalAnswered, "withdrawal_answered", "Answered whether somebody is taken off a list";
    /// The information-governance lead saw whom workers have named.
    SawDeclared, "saw_declared", "Saw whom workers have named";
    /// A colleague was told that somebody looked on their behalf, and says they did not ask.
    NotAskedFor, "not_asked_for", "Did not ask for a look on their behalf";
    /// Somebody was put on the duty rota, or taken off.
    DutySet, "duty_set", "Changed the duty rota";
    /// A worker asked to see a family in an emergency.
    EmergencyAsked, "emergency_asked", "Asked to look in an emergency";
    /// A second person let a worker look in an emergency, or did not.
    EmergencyAnswered, "emergency_answered", "Answered a request to look in an emergency";
    /// The information-governance lead saw the emergency looks.
    SawEmergencies, "saw_emergencies", "Saw the emergency looks";
    /// The information-governance lead reviewed an emergency look.
    EmergencyReviewed, "emergency_reviewed", "Reviewed an emergency look";
    /// The safeguarding desk saw which restrictions there are.
    SawRestrictions, "saw_restrictions", "Saw the restrictions";
    /// The safeguarding desk searched for a person to restrict.
    DeskSearched, "desk_searched", "Searched as the safeguarding desk";
    /// Whom the safeguarding desk was shown.
    DeskShown, "desk_shown", "Was shown people as the safeguarding desk";
    /// A restriction was set.
    RestrictionSet, "restriction_set", "Set a restriction";
    /// The day on which a restriction is looked at again was changed.
    RestrictionReviewed, "restriction_reviewed", "Looked at a restriction again";
    /// An officer asked to lift a restriction from a person.
    LiftAsked, "lift_asked", "Asked to lift a restriction";
    /// A restriction was lifted from a person.
    RestrictionLifted, "restriction_lifted", "Lifted a restriction";
    /// An officer declined to lift a restriction.
    LiftDeclined, "lift_declined", "Declined to lift a restriction";
    /// A record was held back, because it may be about a restricted person.
    HeldBack, "held_back", "Held a record back";
    /// The safeguarding desk answered about a record that was held back.
    HeldBackAnswered, "held_back_answered", "Answered about a record held back";
    /// Restrictions were read back from their journal.
    JournalReplayed, "journal_replayed", "Replayed the journal of restrictions";
    /// What the audit kept readable about a person was erased.
    SubjectErased, "subject_erased", "Erased a person from what can be read in the audit";
    /// Somebody took a copy of the audit out, without people, cases and search terms.
    AuditExported, "audit_exported", "Exported the audit";
    /// Every sitting of a worker ended at once.
    SignedOutEverywhere, "signed_out_everywhere", "Signed out everywhere";
    /// A sitting's secret came from another browser; the sitting ended.
    SittingElsewhere, "sitting_elsewhere", "A sitting was tried from another browser";
    /// A worker proved again who they are.
    SignedInAgain, "signed_in_again", "Signed in again";
    /// Somebody signed in with an account for emergencies while single sign-on is on.
    SignedInForEmergency, "signed_in_for_emergency", "Signed in with an emergency account";
    /// A worker set up a second step.
    SecondStepSetUp, "second_step_set_up", "Set up a second step";
    /// A second step was taken away.
    SecondStepRemoved, "second_step_removed", "Took a second step away";
    /// An account was added or changed.
    AccountKept, "account_kept", "Added or changed an account";
    /// An account was taken away.
    AccountClosed, "account_closed", "Took an account away";
    /// A worker searched or looked more often than the budget allows.
    LooksOverBudget, "looks_over_budget", "Looked more often than usual";
    /// A worker was locked from looking.
    LooksLocked, "looks_locked", "Was locked from looking";
    /// A lock from looking was lifted.
    LooksUnlocked, "looks_unlocked", "A lock from looking was lifted";
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
