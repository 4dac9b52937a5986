//! How much of one category of one source is shown: the least of what each rule allows.
//!
//! Invariant: what is shown is what every cap leaves, and the reason is that of the first cap, in
//! the order of `WithheldWhy`, that leaves no more.

use super::tables::{ClauseRow, PurposeRow, Tables};
use governance::{Action, MemberStanding, WithheldWhy};
use vocabulary::{Category, Date, Purpose, Role};

/// One question: what may be shown to whom, about whom, on which day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) role: Role,
    pub(crate) purpose: Option<Purpose>,
    pub(crate) action: Action,
    pub(crate) today: Date,
    pub(crate) age: Option<(i16, i16)>,
    pub(crate) standing: MemberStanding,
    pub(crate) source: &'a str,
    pub(crate) category: Category,
}

/// What is shown: 0 to 5, and the reason for no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) level: u8,
    pub(crate) why_nothing: Option<WithheldWhy>,
    pub(crate) why_no_more: Option<WithheldWhy>,
}

const ASK_THE_DESK: u8 = 1;
const INVOLVED: u8 = 2;
const NAMED_WORKER: u8 = 3;
const NO_CAP: u8 = 5;

/// Purposes with a case, a referral or a family that has agreed.
const WITH_A_CASE: [Purpose; 6] = [
    Purpose::SignificantHarm,
    Purpose::ChildInNeedAssessment,
    Purpose::FrontDoorTriage,
    Purpose::EarlyHelp,
    Purpose::OutOfHoursDuty,
    Purpose::MovedBetweenCouncils,
];

/// Purposes that are shown names, birth dates or numbers, and nothing else.
const NAMES_ONLY: [Purpose; 3] = [
    Purpose::Audit,
    Purpose::RecordCorrection,
    Purpose::Safeguarding,
];

/// Actions that show people; no other shows anybody.
const SHOWS_PEOPLE: [Action; 11] = [
    Action::Search,
    Action::SeeFamily,
    Action::SeeDetails,
    Action::SeeWhoLooked,
    Action::ReviewMatches,
    Action::ReviewFlags,
    Action::MakeSubjectReport,
    Action::DecideNotToShare,
    Action::RaiseDispute,
    Action::AnswerDisputes,
    Action::KeepRestrictions,
];

/// Sensitive services: at most "ask the desk".
const SENSITIVE: [Category; 3] = [
    Category::SubstanceMisuse,
    Category::MentalHealth,
    Category::DomesticAbuse,
];

/// Not a service.
const NO_SERVICE: [Category; 3] = [
    Category::Identity,
    Category::Location,
    Category::Relationships,
];

/// Services of the council that are reached through one desk for the whole council, and so tell
/// nobody where somebody lives.
const ONE_DESK: [Category; 3] = [
    Category::ChildrensSocialCare,
    Category::AdultSocialCare,
    Category::YouthJustice,
];

pub(crate) fn how_much(tables: &Tables, look: Look<'_>) -> Shown {
    let nothing = |why| Shown {
        level: 0,
        why_nothing: Some(why),
        why_no_more: None,
    };
    if look.standing.is_as_if_absent {
        return nothing(WithheldWhy::AsIfAbsent);
    }
    let Some(clause) = clause(tables, look) else {
        return nothing(WithheldWhy::NoAgreement);
    };
    // Without a purpose, or with leave to do something that shows nobody, nobody is shown.
    let stated = look.purpose.filter(|_| SHOWS_PEOPLE.contains(&look.action));
    let Some((purpose, row)) = stated.zip(tables.purpose(stated)) else {
        return nothing(WithheldWhy::PurposeDoesNotAllow);
    };
    let agreed = agreed(clause, purpose, look.role);
    let mut caps = caps(clause, look, purpose, row);
    caps.push((WithheldWhy::PurposeDoesNotAllow, agreed));
    let level = caps.iter().map(|(_, most)| *most).min().unwrap();
    let binding = caps.iter().filter(|(_, most)| *most == level);
    let why = binding.map(|(why, _)| *why).min();
    Shown {
        level,
        why_nothing: why.filter(|_| level == 0),
        // What the agreement itself says is not a rule that holds it below.
        why_no_more: why.filter(|_| level > 0 && level < agreed),
    }
}

/// A reason, when it applies, and the most that is shown then.
type Cap = (WithheldWhy, bool, u8);

fn caps(
    clause: &ClauseRow,
    look: Look<'_>,
    purpose: Purpose,
    row: &PurposeRow,
) -> Vec<(WithheldWhy, u8)> {
    let of_the_clause = of_the_clause(clause, look);
    let of_the_purpose = of_the_purpose(look.category, purpose, row);
    let of_the_person = of_the_person(look.category, look.standing);
    let of_the_action = of_the_action(look.category, look.action);
    let all = of_the_clause
        .into_iter()
        .chain(of_the_purpose)
        .chain(of_the_person)
        .chain(of_the_action)
        .chain([(WithheldWhy::NoRule, true, NO_CAP)]);
    all.filter(|(_, applies, _)| *applies)
        .map(|(why, _, most)| (why, most))
        .collect()
}

fn of_the_clause(clause: &ClauseRow, look: Look<'_>) -> [Cap; 6] {
    let category = look.category;
    let (outside, age_unknown) = ages(clause, look.age);
    let is_off = category == Category::YouthJustice && !clause.switches_on;
    let is_low = SENSITIVE.contains(&category) && !clause.raises_sensitive;
    [
        (
            WithheldWhy::AgreementExpired,
            clause.last_day < look.today,
            0,
        ),
        (
            WithheldWhy::AgreementNotYet,
            look.today < clause.first_day,
            0,
        ),
        (WithheldWhy::SwitchedOff, is_off, 0),
        (WithheldWhy::AgeRule, outside, 0),
        (WithheldWhy::AgeUnknown, age_unknown, 0),
        (WithheldWhy::SensitiveService, is_low, ASK_THE_DESK),
    ]
}

fn of_the_purpose(category: Category, purpose: Purpose, row: &PurposeRow) -> [Cap; 4] {
    let why = WithheldWhy::PurposeDoesNotAllow;
    let is_grave = [Category::Police, Category::YouthJustice].contains(&category)
        || SENSITIVE.contains(&category);
    let is_place = category == Category::Location;
    [
        (why, is_service(category), row.most),
        (why, purpose == Purpose::EarlyHelp && is_grave, 0),
        (
            why,
            NAMES_ONLY.contains(&purpose) && category != Category::Identity,
            0,
        ),
        (why, is_place && !WITH_A_CASE.contains(&purpose), 0),
    ]
}

fn of_the_person(category: Category, standing: MemberStanding) -> [Cap; 4] {
    let is_service = is_service(category);
    let is_place = category == Category::Location;
    let tells_the_district = is_service && !ONE_DESK.contains(&category);
    let is_hidden = standing.place_is_hidden;
    [
        (WithheldWhy::Confidential, is_hidden && is_place, 0),
        (
            WithheldWhy::Confidential,
            is_hidden && tells_the_district,
            ASK_THE_DESK,
        ),
        (
            WithheldWhy::KeptToTheCase,
            standing.is_kept_to_the_case && (is_service || is_place),
            0,
        ),
        (
            WithheldWhy::CourtOrder,
            standing.has_court_order && is_service,
            NAMED_WORKER,
        ),
    ]
}

fn of_the_action(category: Category, action: Action) -> [Cap; 2] {
    let is_list = action == Action::Search;
    let are_details = matches!(action, Action::SeeDetails | Action::RaiseDispute);
    let is_service = is_service(category);
    [
        (
            WithheldWhy::ComesWithTheFamily,
            is_list && is_service,
            INVOLVED,
        ),
        (
            WithheldWhy::ComesWithTheDetails,
            !are_details && is_service,
            NAMED_WORKER,
        ),
    ]
}

fn is_service(category: Category) -> bool {
    !NO_SERVICE.contains(&category)
}

/// The line for this source and category that counts today, or else the one that ended last, or
/// else the one that begins first.
fn clause<'t>(tables: &'t Tables, look: Look<'_>) -> Option<&'t ClauseRow> {
    let rows = tables.clauses.iter();
    let mut about: Vec<&ClauseRow> = rows
        .filter(|row| row.source == look.source && row.category == look.category)
        .collect();
    about.sort_by_key(|row| row.first_day);
    let counts = about
        .iter()
        .find(|row| row.first_day <= look.today && look.today <= row.last_day);
    let ended = about.iter().rfind(|row| row.last_day < look.today);
    counts.or(ended).or(about.first()).copied()
}

/// What the agreement says for this purpose and role; nothing unless it is written.
fn agreed(clause: &ClauseRow, purpose: Purpose, role: Role) -> u8 {
    let mut written = clause.levels.iter();
    let found =
        written.find(|(one, only, _)| *one == purpose && only.is_none_or(|only| only == role));
    found.map_or(0, |(_, _, level)| *level)
}

/// Whether somebody is outside the ages of the line, and whether that cannot be said. An age that
/// is known only as "17 or 18" is inside when both are, and outside when both are.
fn ages(clause: &ClauseRow, age: Option<(i16, i16)>) -> (bool, bool) {
    if clause.from_age.is_none() && clause.to_age.is_none() {
        return (false, false);
    }
    let Some((fewest, most)) = age else {
        return (false, true);
    };
    let is_inside = |years: i16| {
        let years = i64::from(years);
        clause.from_age.is_none_or(|from| from <= years)
            && clause.to_age.is_none_or(|to| years <= to)
    };
    let inside = (fewest..=most).filter(|years| is_inside(*years)).count();
    let all = (fewest..=most).count();
    (inside == 0, 0 < inside && inside < all)
}
