//! Engine and reference agree on every cell of the finite core.
//!
//! In the usual run: who may do what, for every action, purpose, role, case, person chosen, duty and
//! emergency, once more with every tie, restriction and state of the worker, and how much is shown
//! for every look that is allowed. `KITH_FULL_TABLE=1` crosses the two tables of who may do what with
//! each other; run it with `--release`. Invariant: how many cells were asked is asserted.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod reference;

use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Emergency, MemberStanding, Rulebook,
    Standby, SubjectFacts, TieFact, TiedWorker, Worker, eastmere,
};
use reference::agreement::Both;
use reference::tables::Tables;
use reference::who_may::KINDS;
use std::sync::LazyLock;
use vocabulary::{
    CaseLinkKind, CaseReference, Date, PersonId, Purpose, RestrictionKind, RestrictionSet, Role,
    StaffId, Tie,
};

const TODAY: Date = Date::constant(2026, 11, 23);

static BOTH: LazyLock<Both> = LazyLock::new(|| {
    let rulebook = Rulebook::read(eastmere()).unwrap();
    Both::of(rulebook, Tables::read(eastmere()))
});

/// The facts of a case, of the person chosen, and of duty and emergency.
#[derive(Clone, Copy)]
struct Circumstance {
    case: Option<CaseLinkStanding>,
    is_chosen: bool,
    is_on_case: bool,
    standby: Standby,
}

/// The facts of the worker's account, and of what may keep them from the person.
#[derive(Clone, Copy)]
struct Keeping {
    is_active: bool,
    is_trained: bool,
    about: SubjectFacts,
}

const READY: Keeping = Keeping {
    is_active: true,
    is_trained: true,
    about: SubjectFacts::none(),
};

fn purposes() -> impl Iterator<Item = Option<Purpose>> {
    Purpose::ALL.into_iter().map(Some).chain([None])
}

/// No case, and a case with each link; of an early-help episode, whether the family has agreed.
fn cases() -> Vec<Option<CaseLinkStanding>> {
    let linked = KINDS.into_iter().flat_map(|kind| {
        let with = |family_agreed| CaseLinkStanding::Linked {
            kind,
            family_agreed,
        };
        [with(Some(true)), with(Some(false)), with(None)]
    });
    let named = linked.chain([CaseLinkStanding::Ended, CaseLinkStanding::NotLinked]);
    named.map(Some).chain([None]).collect()
}

fn standbys() -> Vec<Standby> {
    let of = |emergency| {
        [true, false].map(|is_on_duty| Standby {
            is_on_duty,
            emergency,
        })
    };
    Emergency::ALL.into_iter().flat_map(of).collect()
}

fn circumstances() -> Vec<Circumstance> {
    let mut all = Vec::new();
    for case in cases() {
        for (is_chosen, is_on_case) in [(false, false), (true, true), (true, false)] {
            for standby in standbys() {
                all.push(Circumstance {
                    case,
                    is_chosen,
                    is_on_case,
                    standby,
                });
            }
        }
    }
    all
}

/// Two circumstances for each purpose in which only a tie, a restriction or the account can keep the
/// worker away: linked to the case as the purpose asks, and in an emergency without a link.
fn open_circumstances(purpose: Option<Purpose>) -> Vec<Circumstance> {
    let links = BOTH.tables.purpose(purpose).map(|row| &row.links);
    let kind = links.and_then(|links| links.first().copied());
    let standby = |emergency| Standby {
        is_on_duty: true,
        emergency,
    };
    let linked = Circumstance {
        case: Some(CaseLinkStanding::Linked {
            kind: kind.unwrap_or(CaseLinkKind::Referral),
            family_agreed: Some(true),
        }),
        is_chosen: true,
        is_on_case: true,
        standby: standby(Emergency::NotAsked),
    };
    let in_an_emergency = Circumstance {
        case: Some(CaseLinkStanding::NotLinked),
        is_chosen: true,
        is_on_case: false,
        standby: standby(Emergency::Open),
    };
    vec![linked, in_an_emergency]
}

/// Every tie of either worker, with every set of restrictions, in every state of the account.
fn keepings() -> Vec<Keeping> {
    let whose = [TiedWorker::WhoLooks, TiedWorker::OnWhoseBehalf];
    let tied = Tie::ALL
        .into_iter()
        .flat_map(|tie| whose.map(|whose| Some(TieFact { tie, whose })));
    let ties: Vec<_> = [None].into_iter().chain(tied).collect();
    let mut all = Vec::new();
    for (is_active, is_trained) in [(true, true), (true, false), (false, true)] {
        for restrictions in restriction_sets() {
            for tie in &ties {
                all.push(Keeping {
                    is_active,
                    is_trained,
                    about: SubjectFacts {
                        restrictions,
                        tie: *tie,
                    },
                });
            }
        }
    }
    all
}

/// None, each alone, and those that stand together most often.
fn restriction_sets() -> Vec<RestrictionSet> {
    let alone = RestrictionKind::ALL.map(|kind| RestrictionSet::NONE.with(kind));
    let shield = RestrictionSet::NONE.with(RestrictionKind::Shield);
    let staff = RestrictionSet::NONE.with(RestrictionKind::StaffRecord);
    let both = shield.with(RestrictionKind::StaffRecord);
    let sealed = staff.with(RestrictionKind::AdoptionSeal);
    let more = [RestrictionSet::NONE, both, sealed];
    more.into_iter().chain(alone).collect()
}

fn request(
    (action, purpose, role): (Action, Option<Purpose>, Role),
    circumstance: &Circumstance,
    keeping: &Keeping,
) -> AccessRequest {
    AccessRequest {
        worker: Worker {
            staff: StaffId::parse("W100").unwrap(),
            role,
            teams: Vec::new(),
            is_active: keeping.is_active,
            trained_on: keeping.is_trained.then_some(TODAY),
        },
        purpose,
        case: circumstance
            .case
            .map(|_| CaseReference::parse("CSC-1001").unwrap()),
        standing: CaseStanding {
            link: circumstance.case.unwrap_or(CaseLinkStanding::NotAsked),
            subject_is_on_case: circumstance.is_on_case,
        },
        action,
        subject: circumstance
            .is_chosen
            .then(|| PersonId::new(uuid::Uuid::from_u128(7))),
        about: keeping.about,
        standby: circumstance.standby,
        today: TODAY,
    }
}

/// Asks for every action, purpose and role in these circumstances; gives how many cells it asked.
fn ask_all(
    circumstances: impl Fn(Option<Purpose>) -> Vec<Circumstance>,
    keepings: &[Keeping],
) -> usize {
    let mut faults = Vec::new();
    let mut cells = 0;
    for purpose in purposes() {
        let circumstances = circumstances(purpose);
        for action in Action::ALL {
            for role in Role::ALL {
                for circumstance in &circumstances {
                    for keeping in keepings {
                        let asked = request((action, purpose, role), circumstance, keeping);
                        faults.extend(BOTH.ask(&asked).err());
                        cells += 1;
                    }
                }
            }
        }
    }
    none_of(&faults, cells);
    cells
}

#[track_caller]
fn none_of(faults: &[String], cells: usize) {
    let some: Vec<&str> = faults.iter().take(20).map(String::as_str).collect();
    assert!(
        faults.is_empty(),
        "{} of {cells} cells differ, among them:\n{}",
        faults.len(),
        some.join("\n")
    );
}

#[expect(clippy::print_stderr, reason = "the count is what a reader looks for")]
fn say(what: &str, cells: usize) {
    eprintln!("{what}: engine and reference agree on {cells} cells");
}

fn is_full() -> bool {
    std::env::var("KITH_FULL_TABLE").is_ok_and(|set| set == "1")
}

#[test]
fn who_may_do_what_is_alike_in_every_circumstance() {
    let cells = ask_all(|_| circumstances(), &[READY]);
    // 26 actions, 11 purposes and none, 12 roles; 15 cases, 3 choices of person, 8 of standby.
    assert_eq!(cells, 26 * 12 * 12 * (15 * 3 * 8));
    say("who may do what", cells);
}

#[test]
fn whom_a_tie_a_restriction_or_an_old_training_keeps_away_is_alike() {
    let keepings = keepings();
    let (cells, each) = if is_full() {
        (ask_all(|_| circumstances(), &keepings), 15 * 3 * 8)
    } else {
        (ask_all(open_circumstances, &keepings), 2)
    };
    // 3 states of the account, 9 sets of restrictions, 9 ties.
    assert_eq!(cells, 26 * 12 * 12 * each * (3 * 9 * 9));
    say("who is kept away", cells);
}

/// The ages at which a line of an agreement may begin or end to count, on either side.
const AGES: [Option<(i16, i16)>; 14] = [
    None,
    Some((0, 0)),
    Some((3, 3)),
    Some((3, 4)),
    Some((4, 4)),
    Some((14, 14)),
    Some((15, 15)),
    Some((16, 16)),
    Some((17, 17)),
    Some((17, 18)),
    Some((18, 18)),
    Some((20, 20)),
    Some((20, 21)),
    Some((40, 40)),
];

/// Days before, between, inside and after the agreements, and the edges of their days.
fn days() -> [Date; 6] {
    [
        Date::constant(2019, 12, 31),
        Date::constant(2024, 12, 31),
        Date::constant(2025, 1, 1),
        TODAY,
        Date::constant(2035, 12, 31),
        Date::constant(2036, 1, 1),
    ]
}

fn standings() -> Vec<MemberStanding> {
    let both = [false, true];
    let mut all = Vec::new();
    for is_as_if_absent in both {
        for place_is_hidden in both {
            for is_kept_to_the_case in both {
                for has_court_order in both {
                    all.push(MemberStanding {
                        is_as_if_absent,
                        place_is_hidden,
                        is_kept_to_the_case,
                        has_court_order,
                    });
                }
            }
        }
    }
    all
}

#[test]
fn how_much_is_shown_is_alike_for_every_look_that_is_allowed() {
    let mut faults = Vec::new();
    let (mut looks, mut other_looks, mut cells) = (0, 0, 0);
    let days: Vec<Date> = if is_full() {
        days().to_vec()
    } else {
        vec![TODAY]
    };
    for (action, purpose, role) in all_looks() {
        let Some(usual) = first_allowed((action, purpose, role)) else {
            continue;
        };
        // Leave to do what shows nobody is asked about one person only.
        let (ages, standings) = if action.is_about_people() {
            looks += 1;
            (AGES.to_vec(), standings())
        } else {
            other_looks += 1;
            (vec![Some((40, 40))], vec![MemberStanding::open()])
        };
        for day in &days {
            let mut asked = usual.clone();
            (asked.today, asked.worker.trained_on) = (*day, Some(*day));
            let permit = BOTH.ask(&asked).unwrap().unwrap();
            for age in &ages {
                for standing in &standings {
                    cells += BOTH.ask_levels(&permit, *age, *standing, &mut faults);
                }
            }
        }
    }
    none_of(&faults, cells);
    // 9 roles with the work of P1 to P5 in 5 actions, and 11 looks of the desks, the owners and the
    // lead.
    assert_eq!(looks, 9 * 5 + 11);
    let people = looks * 14 * 16 + other_looks;
    assert_eq!(cells, people * days.len() * BOTH.sources.len() * 14);
    say("how much is shown", cells);
}

fn all_looks() -> impl Iterator<Item = (Action, Option<Purpose>, Role)> {
    Action::ALL.into_iter().flat_map(|action| {
        purposes().flat_map(move |purpose| {
            Role::ALL
                .into_iter()
                .map(move |role| (action, purpose, role))
        })
    })
}

/// The first circumstance in which it is allowed; what is shown is alike in all of them.
fn first_allowed(look: (Action, Option<Purpose>, Role)) -> Option<AccessRequest> {
    circumstances().iter().find_map(|one| {
        let asked = request(look, one, &READY);
        BOTH.ask(&asked).unwrap().map(|_| asked)
    })
}
