//! A refusal: why, in plain words, who can put it right, and whom to ring now.
//!
//! Invariant: a refusal never leaves a worker with nowhere to go; it always names a telephone.

/// Why a request was refused, and the way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The first reason, in the order of [`RefusalReason::ALL`].
    pub reason: RefusalReason,
    /// The rules that refused, in order; none when no rule allowed it.
    pub rule_ids: Vec<String>,
    /// Why, to the worker.
    pub said_to_worker: String,
    /// Who can put it right.
    pub who_can_authorise: String,
    /// Whom to ring now, by day and by night.
    pub whom_to_ring: String,
    /// The rules in force when it was decided.
    pub rulebook_version: String,
    /// The facts on which it was decided, as [`crate::DecisionFacts`] writes them.
    pub decided_on: String,
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalReason {
    /// The account is not in use.
    WorkerNotActive,
    /// Training is too old, or none is recorded.
    TrainingOutOfDate,
    /// The role may never do this.
    ActionNotForRole,
    /// No purpose was stated.
    NoPurpose,
    /// The council has not put the purpose into use.
    PurposeNotActive,
    /// The purpose is not one for this role.
    PurposeNotForRole,
    /// The purpose does not cover this action.
    ActionNotForPurpose,
    /// The worker's own record is in the family.
    OwnRecord,
    /// Somebody in the family is a relative or friend whom the worker has named.
    DeclaredRelative,
    /// Somebody in the family lives where the worker lives.
    SameHousehold,
    /// The colleague on whose behalf the worker looks is tied to the family.
    ColleagueIsTied,
    /// The purpose is for workers on the duty rota, and the worker is not on it.
    NotOnDuty,
    /// The time of an emergency look is up.
    EmergencyOver,
    /// The purpose needs a case, and none was named.
    CaseReferenceMissing,
    /// The worker is not linked to the case.
    NoCaseLink,
    /// The link to the case has ended.
    CaseLinkEnded,
    /// The link is not of a kind that the purpose accepts.
    CaseLinkNotForPurpose,
    /// The family's agreement is not recorded.
    FamilyHasNotAgreed,
    /// The person is not on the case, and the purpose reaches no further.
    SubjectNotOnCase,
    /// A record of somebody who works for the council: kept to the workers on the case.
    StaffRecord,
    /// No rule allows it.
    NoRule,
}

impl RefusalReason {
    /// All reasons; the first that applies is the one that is given.
    pub const ALL: [Self; 21] = [
        Self::WorkerNotActive,
        Self::TrainingOutOfDate,
        Self::ActionNotForRole,
        Self::NoPurpose,
        Self::PurposeNotActive,
        Self::PurposeNotForRole,
        Self::ActionNotForPurpose,
        Self::OwnRecord,
        Self::DeclaredRelative,
        Self::SameHousehold,
        Self::ColleagueIsTied,
        Self::NotOnDuty,
        Self::EmergencyOver,
        Self::CaseReferenceMissing,
        Self::NoCaseLink,
        Self::CaseLinkEnded,
        Self::CaseLinkNotForPurpose,
        Self::FamilyHasNotAgreed,
        Self::SubjectNotOnCase,
        Self::StaffRecord,
        Self::NoRule,
    ];

    /// The word in policies and in the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WorkerNotActive => "worker_not_active",
            Self::TrainingOutOfDate => "training_out_of_date",
            Self::ActionNotForRole => "action_not_for_role",
            Self::NoPurpose => "no_purpose",
            Self::PurposeNotActive => "purpose_not_active",
            Self::PurposeNotForRole => "purpose_not_for_role",
            Self::ActionNotForPurpose => "action_not_for_purpose",
            Self::OwnRecord => "own_record",
            Self::DeclaredRelative => "declared_relative",
            Self::SameHousehold => "same_household",
            Self::ColleagueIsTied => "colleague_is_tied",
            Self::NotOnDuty => "not_on_duty",
            Self::EmergencyOver => "emergency_over",
            Self::CaseReferenceMissing => "case_reference_missing",
            Self::NoCaseLink => "no_case_link",
            Self::CaseLinkEnded => "case_link_ended",
            Self::CaseLinkNotForPurpose => "case_link_not_for_purpose",
            Self::FamilyHasNotAgreed => "family_has_not_agreed",
            Self::SubjectNotOnCase => "subject_not_on_case",
            Self::StaffRecord => "staff_record",
            Self::NoRule => "no_rule",
        }
    }

    /// Reads the word in policies and in the audit.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
