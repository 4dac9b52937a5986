//! Who may do what: every reason against it in the order of the governance chapter, one line each.
//!
//! Invariant: the first reason that applies is the answer; without one, the action must still stand
//! in a table of what somebody may do.

use super::tables::{PurposeRow, Tables};
use governance::{AccessRequest, Action, CaseLinkStanding, Emergency, RefusalReason, TiedWorker};
use vocabulary::{CaseLinkKind, Purpose, RestrictionKind, Role, Tie};

/// What is said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    May,
    No(RefusalReason),
    NobodyThere,
}

/// What every worker may do, trained or not: it is about themselves, or names nobody.
const EVERYBODY: [Action; 5] = [
    Action::SeeOwnLooks,
    Action::SeeSources,
    Action::SeeAgreements,
    Action::NameOwnPeople,
    Action::SeeOwnDisputes,
];

/// What needs no purpose, and who may do it.
const BY_ROLE: [(Action, &[Role]); 8] = [
    (
        Action::LoadExtracts,
        &[Role::Administrator, Role::RecordsDesk],
    ),
    (Action::Publish, &[Role::Administrator, Role::RecordsDesk]),
    (Action::SeeMatchFigures, &[Role::RecordsDesk, Role::Analyst]),
    (
        Action::SeeLinkRuns,
        &[
            Role::Analyst,
            Role::RecordsDesk,
            Role::InformationGovernanceLead,
        ],
    ),
    (
        Action::SeeDataUse,
        &[Role::SourceOwner, Role::InformationGovernanceLead],
    ),
    (
        Action::OverseeNamedPeople,
        &[Role::InformationGovernanceLead],
    ),
    (Action::SetDuty, &[Role::TeamManager, Role::Administrator]),
    (
        Action::ReviewEmergencies,
        &[Role::InformationGovernanceLead],
    ),
];

/// What is for few roles only and names people, or lets somebody else see them.
const FEW_ROLES: [(Action, &[Role]); 7] = [
    (Action::ApproveEmergency, &[Role::TeamManager]),
    (Action::SeeWhoLooked, &[Role::InformationGovernanceLead]),
    (Action::ReviewFlags, &[Role::InformationGovernanceLead]),
    (
        Action::MakeSubjectReport,
        &[Role::InformationGovernanceLead],
    ),
    (Action::ReviewMatches, &[Role::RecordsDesk]),
    (
        Action::AnswerDisputes,
        &[Role::SourceOwner, Role::RecordsDesk],
    ),
    (Action::KeepRestrictions, &[Role::SafeguardingDesk]),
];

/// The work with families.
const WITH_FAMILIES: [Action; 5] = [
    Action::Search,
    Action::SeeFamily,
    Action::SeeDetails,
    Action::DecideNotToShare,
    Action::RaiseDispute,
];

/// What each purpose is for, among the actions that show people.
const COVERS: [(Purpose, &[Action]); 11] = [
    (Purpose::SignificantHarm, &WITH_FAMILIES),
    (Purpose::ChildInNeedAssessment, &WITH_FAMILIES),
    (Purpose::FrontDoorTriage, &WITH_FAMILIES),
    (Purpose::EarlyHelp, &WITH_FAMILIES),
    (Purpose::OutOfHoursDuty, &WITH_FAMILIES),
    (Purpose::MovedBetweenCouncils, &WITH_FAMILIES),
    (
        Purpose::RecordCorrection,
        &[Action::ReviewMatches, Action::AnswerDisputes],
    ),
    (Purpose::ServicePlanning, &[]),
    (
        Purpose::Audit,
        &[Action::Search, Action::SeeWhoLooked, Action::ReviewFlags],
    ),
    (
        Purpose::SubjectRights,
        &[
            Action::Search,
            Action::MakeSubjectReport,
            Action::RaiseDispute,
        ],
    ),
    (
        Purpose::Safeguarding,
        &[Action::Search, Action::KeepRestrictions],
    ),
];

/// An emergency look is for these.
const IN_AN_EMERGENCY: [Purpose; 2] = [Purpose::SignificantHarm, Purpose::OutOfHoursDuty];

/// The case that was named, as far as the link counts.
#[derive(PartialEq, Eq)]
enum Case {
    NotNamed,
    NotLinked,
    Ended,
    LinkedAnotherWay,
    Linked,
}

/// Everything that the reasons ask about, each in one word.
struct Ask<'a> {
    request: &'a AccessRequest,
    purpose: Option<&'a PurposeRow>,
    is_trained: bool,
    shows_people: bool,
    case: Case,
    family_agreed: bool,
    is_on_case: bool,
    emergency_is_open: bool,
    needs_case: bool,
    duty_search: bool,
}

pub(crate) fn who_may(tables: &Tables, request: &AccessRequest) -> Said {
    let ask = Ask::of(tables, request);
    let before_the_person = ask
        .about_the_worker()
        .into_iter()
        .chain(ask.about_the_purpose());
    if let Some(reason) = first(before_the_person) {
        return Said::No(reason);
    }
    if ask.is_nobody() {
        return Said::NobodyThere;
    }
    let about_the_person = ask.about_ties().into_iter().chain(ask.about_the_case());
    if let Some(reason) = first(about_the_person) {
        return Said::No(reason);
    }
    if ask.stands_in_a_table() {
        Said::May
    } else {
        Said::No(RefusalReason::NoRule)
    }
}

fn first(reasons: impl Iterator<Item = (RefusalReason, bool)>) -> Option<RefusalReason> {
    let mut applying = reasons.filter(|(_, applies)| *applies);
    applying.next().map(|(reason, _)| reason)
}

impl<'a> Ask<'a> {
    fn of(tables: &'a Tables, request: &'a AccessRequest) -> Self {
        let purpose = tables.purpose(request.purpose);
        let action = request.action;
        let in_an_emergency = |one: Purpose| IN_AN_EMERGENCY.contains(&one);
        let (case, family_agreed) = case(purpose, request);
        let is_search = action == Action::Search;
        Self {
            request,
            purpose,
            is_trained: is_trained(tables, request),
            shows_people: COVERS.iter().any(|(_, covers)| covers.contains(&action)),
            is_on_case: case != Case::NotNamed && request.standing.subject_is_on_case,
            case,
            family_agreed,
            emergency_is_open: request.standby.emergency == Emergency::Open
                && request.purpose.is_some_and(in_an_emergency),
            needs_case: purpose.is_some_and(|row| row.needs_case),
            duty_search: is_search
                && request.standby.is_on_duty
                && purpose.is_some_and(|row| row.needs_duty),
        }
    }

    fn about_the_worker(&self) -> [(RefusalReason, bool); 3] {
        let action = self.request.action;
        let role = self.request.worker.role;
        let roles = BY_ROLE.iter().find(|(one, _)| *one == action);
        let few = FEW_ROLES.iter().find(|(one, _)| *one == action);
        let another_role = [roles, few]
            .into_iter()
            .flatten()
            .any(|(_, roles)| !roles.contains(&role));
        [
            (
                RefusalReason::WorkerNotActive,
                !self.request.worker.is_active,
            ),
            (
                RefusalReason::TrainingOutOfDate,
                !self.is_trained && !EVERYBODY.contains(&action),
            ),
            (RefusalReason::ActionNotForRole, another_role),
        ]
    }

    fn about_the_purpose(&self) -> [(RefusalReason, bool); 4] {
        let request = self.request;
        let is_stated = request.purpose.is_some();
        let is_active = self.purpose.is_some_and(|row| row.is_active);
        let role = request.worker.role;
        let is_for_role = self.purpose.is_some_and(|row| row.roles.contains(&role));
        let asks_in_an_emergency = request.action == Action::AskEmergency;
        let covers = COVERS.iter().find(|(one, _)| Some(*one) == request.purpose);
        let is_covered = covers.is_some_and(|(_, covers)| covers.contains(&request.action));
        [
            (RefusalReason::NoPurpose, self.shows_people && !is_stated),
            (
                RefusalReason::PurposeNotActive,
                self.shows_people && !is_active,
            ),
            (
                RefusalReason::PurposeNotForRole,
                (self.shows_people && !is_for_role)
                    || (asks_in_an_emergency && !(is_active && is_for_role)),
            ),
            (
                RefusalReason::ActionNotForPurpose,
                self.shows_people && !is_covered,
            ),
        ]
    }

    /// As if absent: for everybody, for every purpose, in an emergency too. Only the safeguarding
    /// desk looks after those who are restricted, and nobody after those who must not be found by
    /// them.
    fn is_nobody(&self) -> bool {
        let about = &self.request.about;
        let must_not_find = about.tie.is_some_and(|fact| fact.tie == Tie::MustNotFind);
        let is_restricted = [
            RestrictionKind::AdoptionSeal,
            RestrictionKind::ProtectedPerson,
            RestrictionKind::Quarantine,
        ]
        .into_iter()
        .any(|kind| about.restrictions.has(kind));
        must_not_find || (is_restricted && self.request.action != Action::KeepRestrictions)
    }

    /// A tie comes before the case, and a colleague cannot be sent.
    fn about_ties(&self) -> [(RefusalReason, bool); 4] {
        let opens = self.shows_people || self.request.action == Action::AskEmergency;
        let tie = self.request.about.tie;
        let own = |kind| {
            let is = tie.is_some_and(|f| f.tie == kind && f.whose == TiedWorker::WhoLooks);
            opens && is
        };
        let colleagues = tie.is_some_and(|fact| fact.whose == TiedWorker::OnWhoseBehalf);
        [
            (RefusalReason::OwnRecord, own(Tie::OwnRecord)),
            (RefusalReason::DeclaredRelative, own(Tie::DeclaredRelative)),
            (RefusalReason::SameHousehold, own(Tie::SameHousehold)),
            (RefusalReason::ColleagueIsTied, opens && colleagues),
        ]
    }

    fn about_the_case(&self) -> Vec<(RefusalReason, bool)> {
        if !self.shows_people {
            return Vec::new();
        }
        let row = self.purpose.unwrap();
        let request = self.request;
        let is_open = self.emergency_is_open;
        let wants_case = self.needs_case && !is_open && !self.duty_search;
        let is_over = request.standby.emergency == Emergency::Over;
        let is_request = request.purpose == Some(Purpose::SubjectRights);
        let outside = request.subject.is_some() && !self.is_on_case;
        let opens_records = [
            Action::SeeFamily,
            Action::SeeDetails,
            Action::DecideNotToShare,
            Action::RaiseDispute,
        ];
        let is_staff = request.about.restrictions.has(RestrictionKind::StaffRecord)
            && opens_records.contains(&request.action);
        let works_on_it = self.case == Case::Linked && self.is_on_case;
        vec![
            (
                RefusalReason::NotOnDuty,
                row.needs_duty && !request.standby.is_on_duty && !is_open,
            ),
            (
                RefusalReason::EmergencyOver,
                wants_case && is_over && self.case != Case::Linked,
            ),
            (
                RefusalReason::CaseReferenceMissing,
                (wants_case || is_request) && self.case == Case::NotNamed,
            ),
            (
                RefusalReason::NoCaseLink,
                wants_case && self.case == Case::NotLinked,
            ),
            (
                RefusalReason::CaseLinkEnded,
                wants_case && self.case == Case::Ended,
            ),
            (
                RefusalReason::CaseLinkNotForPurpose,
                wants_case && self.case == Case::LinkedAnotherWay,
            ),
            (
                RefusalReason::FamilyHasNotAgreed,
                row.needs_family && !self.family_agreed,
            ),
            (
                RefusalReason::SubjectNotOnCase,
                !row.reaches_anybody && outside,
            ),
            (
                RefusalReason::StaffRecord,
                is_staff && !works_on_it && !is_open,
            ),
        ]
    }

    fn stands_in_a_table(&self) -> bool {
        let request = self.request;
        let action = request.action;
        let by_role = BY_ROLE.iter().any(|(one, _)| *one == action);
        let by_one_role = action == Action::ApproveEmergency;
        let in_an_emergency = request
            .purpose
            .is_some_and(|one| IN_AN_EMERGENCY.contains(&one));
        EVERYBODY.contains(&action)
            || by_role
            || by_one_role
            || self.shows_people
            || (action == Action::AskEmergency && in_an_emergency)
    }
}

/// The yearly training counts to the end of the day that closes its months.
fn is_trained(tables: &Tables, request: &AccessRequest) -> bool {
    let Some(trained_on) = request.worker.trained_on else {
        return false;
    };
    let months = jiff::Span::new().months(tables.training_months);
    let last_day = trained_on.checked_add(months).unwrap();
    trained_on <= request.today && request.today <= last_day
}

/// Without a case that was named there is no link to it.
fn case(purpose: Option<&PurposeRow>, request: &AccessRequest) -> (Case, bool) {
    if request.case.is_none() {
        return (Case::NotNamed, false);
    }
    match request.standing.link {
        CaseLinkStanding::NotAsked | CaseLinkStanding::NotLinked => (Case::NotLinked, false),
        CaseLinkStanding::Ended => (Case::Ended, false),
        CaseLinkStanding::Linked {
            kind,
            family_agreed,
        } => {
            let counts = purpose.is_some_and(|row| row.links.contains(&kind));
            let case = if counts {
                Case::Linked
            } else {
                Case::LinkedAnotherWay
            };
            (case, family_agreed == Some(true))
        }
    }
}

/// The kinds of link that there are.
pub(crate) const KINDS: [CaseLinkKind; 4] = [
    CaseLinkKind::Allocation,
    CaseLinkKind::Referral,
    CaseLinkKind::EarlyHelpEpisode,
    CaseLinkKind::StrategyMeeting,
];
