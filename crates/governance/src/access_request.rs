//! What is asked: who the worker is, why they look, on which case, and what they want to do.
//!
//! Everything that a decision rests on is here or in the rulebook; a fact that is not known
//! counts against the request, never for it.

use crate::{Standby, SubjectFacts};
use vocabulary::{CaseLinkKind, CaseReference, Date, PersonId, Purpose, Role, StaffId};

/// One request, with every fact that the decision needs.
#[derive(Debug, Clone)]
pub struct AccessRequest {
    /// Who asks.
    pub worker: Worker,
    /// Why, where stated.
    pub purpose: Option<Purpose>,
    /// On which case, where stated.
    pub case: Option<CaseReference>,
    /// How the worker stands to that case.
    pub standing: CaseStanding,
    /// What they want to do.
    pub action: Action,
    /// The person chosen; nothing while searching.
    pub subject: Option<PersonId>,
    /// What may keep the worker away from that person.
    pub about: SubjectFacts,
    /// What may stand in for a link to the case.
    pub standby: Standby,
    /// The day, in Europe/London.
    pub today: Date,
}

/// The worker, from the staff directory and the account, never from what they type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Id in the staff directory.
    pub staff: StaffId,
    /// Their one role.
    pub role: Role,
    /// The teams they belong to.
    pub teams: Vec<String>,
    /// The account is in use.
    pub is_active: bool,
    /// The day of the last information-governance training.
    pub trained_on: Option<Date>,
}

/// How a worker stands to the case that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseStanding {
    /// The link of the worker, or of a team of theirs, to the case.
    pub link: CaseLinkStanding,
    /// The chosen person is a person on the case.
    pub subject_is_on_case: bool,
}

/// The link of a worker, or of a team of theirs, to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseLinkStanding {
    /// Linked today.
    Linked {
        /// What makes the link.
        kind: CaseLinkKind,
        /// The family has agreed; nothing where the source does not say.
        family_agreed: Option<bool>,
    },
    /// Was linked; the link has ended.
    Ended,
    /// The case system shows no link.
    NotLinked,
    /// No case was named, so no link was looked for.
    NotAsked,
}

/// What a worker wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Search for a person.
    Search,
    /// See a person's family and the services of each.
    SeeFamily,
    /// See one involvement's dates and details.
    SeeDetails,
    /// See who has looked at a family.
    SeeWhoLooked,
    /// See one's own looks.
    SeeOwnLooks,
    /// See which sources there are and how fresh they are.
    SeeSources,
    /// Load an extract.
    LoadExtracts,
    /// Publish or withdraw what was loaded.
    Publish,
    /// Decide whether two records are about one person.
    ReviewMatches,
    /// See figures about matching: how much waits, how far the reviewers agree. Nobody is named.
    SeeMatchFigures,
    /// See how the last link run went and what moved since the run before. Nobody is named.
    SeeLinkRuns,
    /// Name oneself and the people whom one knows, and see whom one has named.
    NameOwnPeople,
    /// See whom workers have named, name somebody for a worker, answer who is taken off a list.
    OverseeNamedPeople,
    /// Put workers on the duty rota, or take them off.
    SetDuty,
    /// Ask to see a family in an emergency, without a link to a case.
    AskEmergency,
    /// Let a worker who is not on duty look in an emergency, or not.
    ApproveEmergency,
    /// See the emergency looks, and say whether each was justified. No family is named.
    ReviewEmergencies,
    /// See the flags about look-ups, and record what came of one.
    ReviewFlags,
    /// See who used a source's data, for its owner. Nobody whom it is about is named.
    SeeDataUse,
    /// Make a person's report about what is held and who looked.
    MakeSubjectReport,
    /// See the sharing agreements. Nobody is named.
    SeeAgreements,
    /// Record a decision not to share.
    DecideNotToShare,
    /// Set, lift and answer about restrictions.
    KeepRestrictions,
    /// Say that a record or a fact is wrong, or is not about a person.
    RaiseDispute,
    /// See what is disputed in a source's data, and answer it.
    AnswerDisputes,
    /// See what came of what one has disputed. Nobody is named.
    SeeOwnDisputes,
}

impl CaseStanding {
    /// No case was named.
    #[must_use]
    pub const fn not_asked() -> Self {
        Self {
            link: CaseLinkStanding::NotAsked,
            subject_is_on_case: false,
        }
    }
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 26] = [
        Self::Search,
        Self::SeeFamily,
        Self::SeeDetails,
        Self::SeeWhoLooked,
        Self::SeeOwnLooks,
        Self::SeeSources,
        Self::LoadExtracts,
        Self::Publish,
        Self::ReviewMatches,
        Self::SeeMatchFigures,
        Self::SeeLinkRuns,
        Self::NameOwnPeople,
        Self::OverseeNamedPeople,
        Self::SetDuty,
        Self::AskEmergency,
        Self::ApproveEmergency,
        Self::ReviewEmergencies,
        Self::ReviewFlags,
        Self::SeeDataUse,
        Self::MakeSubjectReport,
        Self::SeeAgreements,
        Self::DecideNotToShare,
        Self::KeepRestrictions,
        Self::RaiseDispute,
        Self::AnswerDisputes,
        Self::SeeOwnDisputes,
    ];

    /// The word in policies and in the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::SeeFamily => "see_family",
            Self::SeeDetails => "see_details",
            Self::SeeWhoLooked => "see_who_looked",
            Self::SeeOwnLooks => "see_own_looks",
            Self::SeeSources => "see_sources",
            Self::LoadExtracts => "load_extracts",
            Self::Publish => "publish",
            Self::ReviewMatches => "review_matches",
            Self::SeeMatchFigures => "see_match_figures",
            Self::SeeLinkRuns => "see_link_runs",
            Self::NameOwnPeople => "name_own_people",
            Self::OverseeNamedPeople => "oversee_named_people",
            Self::SetDuty => "set_duty",
            Self::AskEmergency => "ask_emergency",
            Self::ApproveEmergency => "approve_emergency",
            Self::ReviewEmergencies => "review_emergencies",
            Self::ReviewFlags => "review_flags",
            Self::SeeDataUse => "see_data_use",
            Self::MakeSubjectReport => "make_subject_report",
            Self::SeeAgreements => "see_agreements",
            Self::DecideNotToShare => "decide_not_to_share",
            Self::KeepRestrictions => "keep_restrictions",
            Self::RaiseDispute => "raise_dispute",
            Self::AnswerDisputes => "answer_disputes",
            Self::SeeOwnDisputes => "see_own_disputes",
        }
    }

    /// What it is, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Search => "Search for a person",
            Self::SeeFamily => "See a family",
            Self::SeeDetails => "See the details of an involvement",
            Self::SeeWhoLooked => "See who has looked at a family",
            Self::SeeOwnLooks => "See your own looks",
            Self::SeeSources => "See the sources",
            Self::LoadExtracts => "Load an extract",
            Self::Publish => "Publish or withdraw a load",
            Self::ReviewMatches => "Review possible matches",
            Self::SeeMatchFigures => "See figures about matching",
            Self::SeeLinkRuns => "See how linking went",
            Self::NameOwnPeople => "Name the people you know",
            Self::OverseeNamedPeople => "Look after the list of whom workers know",
            Self::SetDuty => "Change the duty rota",
            Self::AskEmergency => "Ask to look in an emergency",
            Self::ApproveEmergency => "Approve a look in an emergency",
            Self::ReviewEmergencies => "Review emergency looks",
            Self::ReviewFlags => "Review flags about look-ups",
            Self::SeeDataUse => "See who used a source's data",
            Self::MakeSubjectReport => "Make a person's report",
            Self::SeeAgreements => "See the sharing agreements",
            Self::DecideNotToShare => "Record a decision not to share",
            Self::KeepRestrictions => "Keep restrictions",
            Self::RaiseDispute => "Say that something is wrong",
            Self::AnswerDisputes => "Answer what is disputed",
            Self::SeeOwnDisputes => "See what came of your own disputes",
        }
    }

    /// Whether it shows people from the sources; such an action always needs a purpose.
    #[must_use]
    pub const fn is_about_people(self) -> bool {
        match self {
            Self::Search
            | Self::SeeFamily
            | Self::SeeDetails
            | Self::SeeWhoLooked
            | Self::ReviewMatches
            | Self::ReviewFlags
            | Self::MakeSubjectReport
            | Self::DecideNotToShare
            | Self::KeepRestrictions
            | Self::RaiseDispute
            | Self::AnswerDisputes => true,
            Self::SeeOwnLooks
            | Self::SeeSources
            | Self::LoadExtracts
            | Self::Publish
            | Self::SeeMatchFigures
            | Self::SeeLinkRuns
            | Self::NameOwnPeople
            | Self::OverseeNamedPeople
            | Self::SetDuty
            | Self::AskEmergency
            | Self::ApproveEmergency
            | Self::ReviewEmergencies
            | Self::SeeDataUse
            | Self::SeeAgreements
            | Self::SeeOwnDisputes => false,
        }
    }

    /// Reads the word in policies and in the audit.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}
