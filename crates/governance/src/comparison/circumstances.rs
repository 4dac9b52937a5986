//! The circumstances in which a worker may stand: account and training, case, person chosen.
//!
//! Invariant: every circumstance that the rules can tell apart is in [`Circumstance::all`].

use super::keeps::Keeps;
use crate::{AccessRequest, Action, CaseLinkStanding, CaseStanding, Worker};
use jiff::ToSpan as _;
use std::collections::BTreeSet;
use vocabulary::{CaseLinkKind, CaseReference, Date, PersonId, Purpose, Role, StaffId};

/// How a worker, a case and a person stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circumstance {
    /// The worker's account and training.
    pub worker: WorkerState,
    /// The case.
    pub case: CaseState,
    /// The person chosen.
    pub chosen: Chosen,
    /// What keeps the worker away, or lets them in where a case would not.
    pub keeps: Keeps,
}

/// A worker's account and training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkerState {
    /// The account is in use and training is of today.
    Ready,
    /// Trained so many months ago, and a day more.
    TrainedMonthsAgo(u8),
    /// No training is recorded.
    NotTrained,
    /// The account is not in use.
    NotActive,
}

/// How the worker stands to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseState {
    /// Linked, and whether the family's agreement is recorded.
    Linked(CaseLinkKind, bool),
    /// Was linked.
    Ended,
    /// Never linked.
    NotLinked,
    /// No case is named.
    NoCase,
}

/// The person chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chosen {
    /// Nobody is chosen yet.
    Nobody,
    /// Somebody on the case.
    OnTheCase,
    /// Somebody else.
    SomebodyElse,
}

const KINDS: [CaseLinkKind; 4] = [
    CaseLinkKind::Allocation,
    CaseLinkKind::Referral,
    CaseLinkKind::EarlyHelpEpisode,
    CaseLinkKind::StrategyMeeting,
];

impl Circumstance {
    /// All circumstances; training older than one of these months is told apart too.
    #[must_use]
    pub fn all(training_months: &BTreeSet<u8>) -> Vec<Self> {
        let mut all = Vec::new();
        for worker in WorkerState::all(training_months) {
            for case in CaseState::all() {
                for chosen in [Chosen::Nobody, Chosen::OnTheCase, Chosen::SomebodyElse] {
                    if (case, chosen) != (CaseState::NoCase, Chosen::OnTheCase) {
                        all.push(Self {
                            worker,
                            case,
                            chosen,
                            keeps: Keeps::Nothing,
                        });
                    }
                }
            }
        }
        all.extend(Self::out_of_the_ordinary());
        all
    }

    /// Restrictions, ties, duty and emergencies, with the cases between which they can matter.
    fn out_of_the_ordinary() -> impl Iterator<Item = Self> {
        let linked = CaseState::Linked(CaseLinkKind::Allocation, true);
        let cases = [
            (linked, Chosen::OnTheCase),
            (linked, Chosen::SomebodyElse),
            (CaseState::NotLinked, Chosen::SomebodyElse),
            (CaseState::NoCase, Chosen::SomebodyElse),
            (CaseState::NoCase, Chosen::Nobody),
        ];
        Keeps::all().into_iter().flat_map(move |keeps| {
            cases.into_iter().map(move |(case, chosen)| Self {
                worker: WorkerState::Ready,
                case,
                chosen,
                keeps,
            })
        })
    }

    /// The request of a worker in this circumstance.
    #[must_use]
    pub fn request(
        self,
        role: Role,
        purpose: Option<Purpose>,
        action: Action,
        today: Date,
    ) -> AccessRequest {
        let case = CaseReference::parse("CASE-1").expect("a case reference");
        AccessRequest {
            worker: Worker {
                staff: StaffId::parse("W1").expect("a staff id"),
                role,
                teams: Vec::new(),
                is_active: self.worker != WorkerState::NotActive,
                trained_on: self.worker.trained_on(today),
            },
            purpose,
            case: (self.case != CaseState::NoCase).then_some(case),
            standing: CaseStanding {
                link: self.case.link(),
                subject_is_on_case: self.chosen == Chosen::OnTheCase,
            },
            action,
            subject: (self.chosen != Chosen::Nobody).then(somebody),
            about: self.keeps.about(),
            standby: self.keeps.standby(),
            today,
        }
    }

    /// Many circumstances in words, as far as they are out of the ordinary.
    pub(crate) fn in_words(all: &[Self]) -> String {
        let cases: BTreeSet<CaseState> = all.iter().map(|one| one.case).collect();
        let chosen: BTreeSet<Chosen> = all.iter().map(|one| one.chosen).collect();
        let workers: BTreeSet<WorkerState> = all.iter().map(|one| one.worker).collect();
        let mut words = vec![CaseState::in_words(&cases)];
        if cases != BTreeSet::from([CaseState::NoCase]) {
            words.push(Chosen::in_words(&chosen).to_owned());
        }
        let unusual = workers.iter().filter_map(|worker| worker.in_words());
        let unusual: Vec<String> = unusual.collect();
        if !unusual.is_empty() {
            let also = if workers.contains(&WorkerState::Ready) {
                "also "
            } else {
                ""
            };
            words.push(format!("{also}{}", unusual.join(" or ")));
        }
        words.push(Keeps::in_words(all.iter().map(|one| one.keeps)));
        words.retain(|part| !part.is_empty());
        words.join("; ")
    }
}

/// A person about whom nothing is known.
pub(crate) fn somebody() -> PersonId {
    PersonId::parse("00000000-0000-7000-8000-000000000001").expect("an id")
}

impl WorkerState {
    fn all(training_months: &BTreeSet<u8>) -> Vec<Self> {
        let mut all = vec![Self::Ready, Self::NotTrained, Self::NotActive];
        let months = training_months.iter().copied();
        all.extend(months.map(Self::TrainedMonthsAgo));
        all
    }

    fn trained_on(self, today: Date) -> Option<Date> {
        match self {
            Self::Ready | Self::NotActive => Some(today),
            Self::TrainedMonthsAgo(months) => {
                let day = today.saturating_sub(i64::from(months).months());
                Some(day.saturating_sub(4.days()))
            }
            Self::NotTrained => None,
        }
    }

    fn in_words(self) -> Option<String> {
        match self {
            Self::Ready => None,
            Self::TrainedMonthsAgo(months) => {
                Some(format!("with training more than {months} months old"))
            }
            Self::NotTrained => Some("with no training recorded".to_owned()),
            Self::NotActive => Some("with an account that is not in use".to_owned()),
        }
    }
}

impl CaseState {
    fn all() -> Vec<Self> {
        let linked = KINDS
            .into_iter()
            .flat_map(|kind| [Self::Linked(kind, true), Self::Linked(kind, false)]);
        linked
            .chain([Self::Ended, Self::NotLinked, Self::NoCase])
            .collect()
    }

    fn link(self) -> CaseLinkStanding {
        match self {
            Self::Linked(kind, agreed) => CaseLinkStanding::Linked {
                kind,
                family_agreed: Some(agreed),
            },
            Self::Ended => CaseLinkStanding::Ended,
            Self::NotLinked => CaseLinkStanding::NotLinked,
            Self::NoCase => CaseLinkStanding::NotAsked,
        }
    }

    fn in_words(cases: &BTreeSet<Self>) -> String {
        if cases.len() == Self::all().len() {
            return "with or without a case".to_owned();
        }
        let mut words = Vec::new();
        for kind in KINDS {
            let has = |agreed| cases.contains(&Self::Linked(kind, agreed));
            let name = kind_in_words(kind);
            match (has(true), has(false)) {
                (true, true) => words.push(format!("linked to the case by {name}")),
                (true, false) => words.push(format!("linked by {name}, the family having agreed")),
                (false, true) => {
                    words.push(format!("linked by {name}, without the family's agreement"))
                }
                (false, false) => {}
            }
        }
        for (state, name) in [
            (Self::Ended, "when the link to the case has ended"),
            (Self::NotLinked, "when not linked to the case"),
            (Self::NoCase, "without naming a case"),
        ] {
            if cases.contains(&state) {
                words.push(name.to_owned());
            }
        }
        words.join(", or ")
    }
}

fn kind_in_words(kind: CaseLinkKind) -> &'static str {
    match kind {
        CaseLinkKind::Allocation => "allocation",
        CaseLinkKind::Referral => "a referral",
        CaseLinkKind::EarlyHelpEpisode => "an early-help episode",
        CaseLinkKind::StrategyMeeting => "a strategy meeting",
    }
}

impl Chosen {
    fn in_words(chosen: &BTreeSet<Self>) -> &'static str {
        let has = |one| chosen.contains(&one);
        match (has(Self::OnTheCase), has(Self::SomebodyElse)) {
            (true, true) => "about anybody",
            (true, false) => "about people on the case",
            (false, true) => "about people who are not on the case",
            (false, false) => "",
        }
    }
}
