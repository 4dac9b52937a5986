//! Why a look was made, as far as recorded facts say: a case link of that day, a duty turn, a
//! question of the records desk, a reviewed break-glass, or a purpose that is its own reason.
//!
//! What no fact explains is *unexplained*: a prompt to ask, never a verdict.
//! Invariant: one more recorded fact never turns an explained look into an unexplained one.

use jiff::Timestamp;
use vocabulary::{CaseLinkKind, CaseReference, Date, DateSpan, Purpose};

/// One look, as far as its explanation needs it.
#[derive(Debug, Clone)]
pub struct LookToExplain {
    /// When.
    pub at: Timestamp,
    /// The day, in Europe/London.
    pub day: Date,
    /// Why, as the worker stated.
    pub purpose: Option<Purpose>,
    /// On which case, as the worker stated.
    pub case: Option<CaseReference>,
    /// What the entry did with people.
    pub reach: LookReach,
}

/// What an entry did with people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookReach {
    /// Nobody was shown.
    Nobody,
    /// Somebody stood in a list of results.
    InResults,
    /// Somebody was opened, or was to be opened and was refused.
    Opened,
    /// The records desk opened two records of a question that waits.
    RecordsQuestion,
}

/// What is recorded that could explain a look of one worker at one person.
#[derive(Debug, Clone, Default)]
pub struct RecordedFacts {
    /// Case links of the worker, or of a team of theirs, of any time.
    pub case_ties: Vec<CaseTie>,
    /// Turns of the worker on the duty rota.
    pub duty_turns: Vec<DutyTurn>,
    /// Whether the look went through break-glass, and how its review stands.
    pub break_glass: Option<BreakGlassReview>,
}

/// One case link.
#[derive(Debug, Clone)]
pub struct CaseTie {
    /// The case.
    pub case: CaseReference,
    /// What makes the link.
    pub kind: CaseLinkKind,
    /// Whether it is the worker's own or their team's.
    pub by: TiedBy,
    /// When it holds.
    pub span: DateSpan,
    /// Whether the person looked at is of the family of this case.
    pub reaches_person: bool,
}

/// Who is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TiedBy {
    /// The worker.
    Worker,
    /// A team of theirs.
    Team,
}

/// One turn on the duty rota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyTurn {
    /// When it begins.
    pub from: Timestamp,
    /// When it is over.
    pub to: Timestamp,
}

/// How the review of a break-glass stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakGlassReview {
    /// Nobody has reviewed it yet.
    Waits,
    /// It was found right.
    FoundRight,
    /// It was found wrong.
    FoundWrong,
}

/// Why a look was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// Nobody was shown, so nothing asks for a reason.
    NobodyWasShown,
    /// The purpose is its own reason: audit, or a person's own request.
    OwnPurpose(Purpose),
    /// The records desk worked on a question.
    RecordsQuestion,
    /// A case link of that day reaches the person.
    CaseLink {
        /// The case.
        case: CaseReference,
        /// What makes the link.
        kind: CaseLinkKind,
        /// Whose link it is.
        by: TiedBy,
    },
    /// The person stood in the results of a search for a case that the worker had that day.
    SearchForCase(CaseReference),
    /// The worker was on duty.
    OnDuty,
    /// It went through break-glass, which was found right.
    BreakGlass,
    /// No recorded fact explains it.
    Unexplained(MissingFact),
}

/// What is missing for an explanation: where to ask first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingFact {
    /// A break-glass that waits for its review.
    BreakGlassWaits,
    /// A break-glass that was found wrong.
    BreakGlassFoundWrong,
    /// A link reaches the person, and begins only later.
    BeforeTheLink,
    /// A link reaches the person, and had ended.
    AfterTheLink,
    /// The worker had the stated case that day, and the person is not of its family.
    NotOfThatFamily,
    /// Nothing at all.
    NothingRecorded,
}

/// Explains one look by recorded facts.
#[must_use]
pub fn explain(look: &LookToExplain, facts: &RecordedFacts) -> Explanation {
    match look.reach {
        LookReach::Nobody => return Explanation::NobodyWasShown,
        LookReach::RecordsQuestion => return Explanation::RecordsQuestion,
        LookReach::InResults | LookReach::Opened => {}
    }
    if let Some(purpose) = look.purpose.filter(|purpose| is_own_reason(*purpose)) {
        return Explanation::OwnPurpose(purpose);
    }
    let of_day = || {
        facts
            .case_ties
            .iter()
            .filter(|tie| tie.span.contains(look.day))
    };
    let strongest = of_day()
        .filter(|tie| tie.reaches_person)
        .min_by(|a, b| (a.by, a.kind, &a.case).cmp(&(b.by, b.kind, &b.case)));
    if let Some(tie) = strongest {
        return Explanation::CaseLink {
            case: tie.case.clone(),
            kind: tie.kind,
            by: tie.by,
        };
    }
    let of_stated_case = of_day().find(|tie| Some(&tie.case) == look.case.as_ref());
    if let (LookReach::InResults, Some(tie)) = (look.reach, of_stated_case) {
        return Explanation::SearchForCase(tie.case.clone());
    }
    // An emergency has a review of its own, on duty too.
    match facts.break_glass {
        Some(BreakGlassReview::FoundRight) => return Explanation::BreakGlass,
        None if is_on_duty(look, facts) => return Explanation::OnDuty,
        Some(BreakGlassReview::Waits | BreakGlassReview::FoundWrong) | None => {}
    }
    Explanation::Unexplained(missing(look, facts, of_stated_case.is_some()))
}

/// A turn on the rota explains what is done for the duty, and no other purpose of that night.
fn is_on_duty(look: &LookToExplain, facts: &RecordedFacts) -> bool {
    look.purpose == Some(Purpose::OutOfHoursDuty)
        && facts.duty_turns.iter().any(|turn| turn.holds(look.at))
}

/// Audit, and what a person asks about themselves. Every other purpose needs a fact beside it.
const fn is_own_reason(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Audit | Purpose::SubjectRights => true,
        Purpose::SignificantHarm
        | Purpose::ChildInNeedAssessment
        | Purpose::FrontDoorTriage
        | Purpose::EarlyHelp
        | Purpose::OutOfHoursDuty
        | Purpose::MovedBetweenCouncils
        | Purpose::RecordCorrection
        | Purpose::ServicePlanning
        | Purpose::Safeguarding => false,
    }
}

fn missing(look: &LookToExplain, facts: &RecordedFacts, had_stated_case: bool) -> MissingFact {
    match facts.break_glass {
        Some(BreakGlassReview::Waits) => return MissingFact::BreakGlassWaits,
        Some(BreakGlassReview::FoundWrong) => return MissingFact::BreakGlassFoundWrong,
        Some(BreakGlassReview::FoundRight) | None => {}
    }
    let mut reaching = facts.case_ties.iter().filter(|tie| tie.reaches_person);
    let ended = |tie: &CaseTie| tie.span.to().is_some_and(|end| end <= look.day);
    match reaching.next() {
        Some(tie) if ended(tie) || reaching.any(ended) => MissingFact::AfterTheLink,
        Some(_) => MissingFact::BeforeTheLink,
        None if had_stated_case => MissingFact::NotOfThatFamily,
        None => MissingFact::NothingRecorded,
    }
}

impl DutyTurn {
    /// Whether a moment is inside: the end is not.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

impl Explanation {
    /// Whether a recorded fact explains the look.
    #[must_use]
    pub const fn is_explained(&self) -> bool {
        match self {
            Self::Unexplained(_) => false,
            Self::NobodyWasShown
            | Self::OwnPurpose(_)
            | Self::RecordsQuestion
            | Self::CaseLink { .. }
            | Self::SearchForCase(_)
            | Self::OnDuty
            | Self::BreakGlass => true,
        }
    }

    /// The fact, or what is missing, in words. Case numbers stand in it: for pages only.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::NobodyWasShown => "nobody was shown".to_owned(),
            Self::OwnPurpose(Purpose::Audit) => "audit and information governance".to_owned(),
            Self::OwnPurpose(_) => "a person's own request".to_owned(),
            Self::RecordsQuestion => "a question of the records desk".to_owned(),
            Self::CaseLink { case, kind, by } => {
                let whose = match by {
                    TiedBy::Worker => "the worker",
                    TiedBy::Team => "the worker's team",
                };
                let link = match kind {
                    CaseLinkKind::Allocation => "was allocated to",
                    CaseLinkKind::Referral => "had the referral",
                    CaseLinkKind::EarlyHelpEpisode => "had the early-help case",
                    CaseLinkKind::StrategyMeeting => "took part in the strategy meeting of",
                };
                format!("{whose} {link} {} that day", case.reveal())
            }
            Self::SearchForCase(case) => {
                format!(
                    "stood in a search for {}, which the worker had",
                    case.reveal()
                )
            }
            Self::OnDuty => "the worker was on the duty rota".to_owned(),
            Self::BreakGlass => "break-glass, reviewed and found right".to_owned(),
            Self::Unexplained(missing) => missing.in_words().to_owned(),
        }
    }
}

impl MissingFact {
    /// What is missing, in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::BreakGlassWaits => "went through break-glass, which waits for its review",
            Self::BreakGlassFoundWrong => "went through break-glass, which was found wrong",
            Self::BeforeTheLink => "before the worker had anything to do with the family",
            Self::AfterTheLink => "after the worker's link to the family had ended",
            Self::NotOfThatFamily => "the person is not of the family of the stated case",
            Self::NothingRecorded => "nothing is recorded that links the worker to the family",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Date = Date::constant(2026, 11, 23);

    fn case(number: u8) -> CaseReference {
        CaseReference::parse(&format!("CSC-{number}00")).unwrap()
    }

    fn look() -> LookToExplain {
        LookToExplain {
            at: "2026-11-23T10:00:00Z".parse().unwrap(),
            day: DAY,
            purpose: Some(Purpose::ChildInNeedAssessment),
            case: Some(case(1)),
            reach: LookReach::Opened,
        }
    }

    fn tie(number: u8, from: i16, to: Option<i16>, reaches_person: bool) -> CaseTie {
        let day = |year| Date::new(year, 1, 1).unwrap();
        CaseTie {
            case: case(number),
            kind: CaseLinkKind::Allocation,
            by: TiedBy::Worker,
            span: DateSpan::new(Some(day(from)), to.map(day)).unwrap(),
            reaches_person,
        }
    }

    fn with(case_ties: Vec<CaseTie>) -> RecordedFacts {
        RecordedFacts {
            case_ties,
            ..RecordedFacts::default()
        }
    }

    #[test]
    fn a_link_of_that_day_explains_also_when_another_case_was_stated() {
        for number in [1, 2] {
            let explained = explain(&look(), &with(vec![tie(number, 2026, None, true)]));
            assert!(explained.is_explained());
            assert!(explained.in_words().contains(case(number).reveal()));
        }
    }

    #[test]
    fn a_link_of_another_time_or_family_does_not_and_says_which() {
        for (ties, missing) in [
            (vec![], MissingFact::NothingRecorded),
            (
                vec![tie(1, 2024, Some(2025), true)],
                MissingFact::AfterTheLink,
            ),
            (vec![tie(1, 2027, None, true)], MissingFact::BeforeTheLink),
            (
                vec![tie(1, 2026, None, false)],
                MissingFact::NotOfThatFamily,
            ),
            (
                vec![tie(2, 2026, None, false)],
                MissingFact::NothingRecorded,
            ),
        ] {
            let found = explain(&look(), &with(ties));
            assert_eq!(found, Explanation::Unexplained(missing));
        }
    }

    #[test]
    fn standing_in_the_results_of_a_search_for_ones_own_case_is_explained() {
        let facts = with(vec![tie(1, 2026, None, false)]);
        let listed = LookToExplain {
            reach: LookReach::InResults,
            ..look()
        };
        assert!(explain(&listed, &facts).is_explained());
        assert!(!explain(&look(), &facts).is_explained());
    }

    #[test]
    fn a_duty_turn_explains_what_is_done_for_the_duty_until_it_is_over() {
        let turn = |from: &str, to: &str| RecordedFacts {
            duty_turns: vec![DutyTurn {
                from: from.parse().unwrap(),
                to: to.parse().unwrap(),
            }],
            ..RecordedFacts::default()
        };
        let on = turn("2026-11-23T08:00:00Z", "2026-11-23T10:00:01Z");
        let over = turn("2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z");
        let for_duty = LookToExplain {
            purpose: Some(Purpose::OutOfHoursDuty),
            ..look()
        };
        assert_eq!(explain(&for_duty, &on), Explanation::OnDuty);
        assert!(!explain(&for_duty, &over).is_explained());
        assert!(!explain(&look(), &on).is_explained(), "another purpose");
    }

    #[test]
    fn break_glass_explains_only_once_it_was_found_right() {
        for (review, is_explained) in [
            (BreakGlassReview::Waits, false),
            (BreakGlassReview::FoundWrong, false),
            (BreakGlassReview::FoundRight, true),
        ] {
            let facts = RecordedFacts {
                break_glass: Some(review),
                ..RecordedFacts::default()
            };
            assert_eq!(explain(&look(), &facts).is_explained(), is_explained);
        }
    }

    fn any_tie() -> impl Strategy<Value = CaseTie> {
        (1..4_u8, 2020..2028_i16, 0..4_i16, any::<bool>()).prop_map(
            |(number, from, years, reaches)| tie(number, from, Some(from + years), reaches),
        )
    }

    proptest! {
        #[test]
        fn one_more_link_never_takes_an_explanation_away(
            ties in prop::collection::vec(any_tie(), 0..5),
            one_more in any_tie(),
        ) {
            let fewer = explain(&look(), &with(ties.clone()));
            let more = explain(&look(), &with([ties, vec![one_more]].concat()));
            prop_assert!(!fewer.is_explained() || more.is_explained());
        }
    }
}
