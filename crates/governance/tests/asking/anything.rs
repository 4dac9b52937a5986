//! Anything that may be asked: requests, ages and standings for tests of laws.

use super::request;
use governance::{
    AccessRequest, Action, CaseLinkStanding, Emergency, MemberStanding, Standby, SubjectFacts,
    TieFact, TiedWorker,
};
use proptest::prelude::*;
use vocabulary::{CaseLinkKind, Purpose, RestrictionKind, Role, Tie};

pub(crate) fn any_of<T: Clone + std::fmt::Debug + 'static>(
    all: &[T],
) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(all.to_vec())
}

const KINDS: [CaseLinkKind; 4] = [
    CaseLinkKind::Allocation,
    CaseLinkKind::Referral,
    CaseLinkKind::EarlyHelpEpisode,
    CaseLinkKind::StrategyMeeting,
];

pub(crate) fn any_request() -> impl Strategy<Value = AccessRequest> {
    let people = (any_of(&Role::ALL), any_of(&Purpose::ALL), any_of(&KINDS));
    let facts = (any_of(&Action::ALL), 0u8..3, any::<[bool; 5]>());
    (people, facts, any_standing()).prop_map(
        |((role, purpose, kind), (action, link, is), stands)| {
            let mut asked = request(role, purpose, kind, action);
            (asked.about, asked.standby) = stands;
            asked.worker.is_active = is[0];
            asked.standing.subject_is_on_case = is[1];
            match link {
                0 => asked.standing.link = CaseLinkStanding::NotLinked,
                1 => asked.standing.link = CaseLinkStanding::Ended,
                _ => {}
            }
            if is[2] {
                asked.case = None;
            }
            if is[3] {
                asked.worker.trained_on = None;
            }
            if is[4] {
                asked.purpose = None;
            }
            asked
        },
    )
}

/// Restrictions and a tie now and then, and what may stand in for a case.
pub(crate) fn any_standing() -> impl Strategy<Value = (SubjectFacts, Standby)> {
    let restrictions = prop::option::weighted(0.3, any_of(&RestrictionKind::ALL));
    let tie = prop::option::weighted(0.3, (any_of(&Tie::ALL), any::<bool>()));
    let standby = (any::<bool>(), any_of(&Emergency::ALL));
    (restrictions, tie, standby).prop_map(|(restriction, tie, (is_on_duty, emergency))| {
        let about = SubjectFacts {
            restrictions: restriction.into_iter().collect(),
            tie: tie.map(|(tie, is_colleagues)| TieFact {
                tie,
                whose: if is_colleagues {
                    TiedWorker::OnWhoseBehalf
                } else {
                    TiedWorker::WhoLooks
                },
            }),
        };
        (
            about,
            Standby {
                is_on_duty,
                emergency,
            },
        )
    })
}

pub(crate) fn any_age() -> impl Strategy<Value = Option<(i16, i16)>> {
    prop::option::of((0i16..90, 0i16..3).prop_map(|(fewest, more)| (fewest, fewest + more)))
}

pub(crate) fn any_member() -> impl Strategy<Value = MemberStanding> {
    any::<[bool; 4]>().prop_map(|is| MemberStanding {
        is_as_if_absent: is[0] && is[1],
        place_is_hidden: is[1],
        is_kept_to_the_case: is[2],
        has_court_order: is[3],
    })
}
