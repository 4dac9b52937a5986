//! Builders for the tests: a worker, a case and a request, in one line each.
//!
//! Invariant: what a test does not say is what an allocated, trained social worker has.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

pub(crate) mod anything;

use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Emergency, MemberFacts,
    MemberPermit, MemberStanding, Permit, RuleFile, Rulebook, Standby, SubjectFacts, Worker,
    decide, eastmere,
};
use vocabulary::{
    CaseLinkKind, CaseReference, Category, Date, Level, PersonId, Purpose, Role, SourceId, StaffId,
};

pub(crate) const TODAY: Date = Date::constant(2026, 11, 23);

pub(crate) fn rulebook() -> Rulebook {
    Rulebook::read(eastmere()).unwrap()
}

pub(crate) fn person() -> PersonId {
    PersonId::new(uuid::Uuid::from_u128(7))
}

pub(crate) fn source(id: &str) -> SourceId {
    SourceId::parse(id).unwrap()
}

pub(crate) fn linked(kind: CaseLinkKind) -> CaseStanding {
    CaseStanding {
        link: CaseLinkStanding::Linked {
            kind,
            family_agreed: Some(true),
        },
        subject_is_on_case: true,
    }
}

pub(crate) fn request(
    role: Role,
    purpose: Purpose,
    kind: CaseLinkKind,
    action: Action,
) -> AccessRequest {
    AccessRequest {
        worker: Worker {
            staff: StaffId::parse("W100").unwrap(),
            role,
            teams: vec!["Assessment North".to_owned()],
            is_active: true,
            trained_on: Some(Date::constant(2026, 6, 1)),
        },
        purpose: Some(purpose),
        case: Some(CaseReference::parse("CSC-1001").unwrap()),
        standing: linked(kind),
        action,
        subject: Some(person()),
        about: SubjectFacts::none(),
        standby: Standby {
            is_on_duty: true,
            emergency: Emergency::NotAsked,
        },
        today: TODAY,
    }
}

pub(crate) fn allocated(action: Action) -> AccessRequest {
    request(
        Role::SocialWorker,
        Purpose::SignificantHarm,
        CaseLinkKind::Allocation,
        action,
    )
}

pub(crate) fn permit(rulebook: &Rulebook, request: &AccessRequest) -> Permit {
    match decide(rulebook, request) {
        Decision::Permit(permit) => permit,
        Decision::Refusal(refusal) => panic!("refused: {refusal:?}"),
        Decision::AsIfAbsent(absence) => panic!("as if absent: {absence:?}"),
    }
}

pub(crate) fn member(
    rulebook: &Rulebook,
    request: &AccessRequest,
    age: Option<i16>,
) -> MemberPermit {
    let facts = MemberFacts {
        person: person(),
        age: age.map(|years| (years, years)),
        standing: MemberStanding::open(),
    };
    permit(rulebook, request).for_member(rulebook, &facts)
}

/// Every level by source and category, in order; nothing counts too.
pub(crate) fn levels(
    rulebook: &Rulebook,
    permit: &MemberPermit,
) -> Vec<(SourceId, Category, Level)> {
    let mut levels = Vec::new();
    for agreement in rulebook.agreements() {
        for source in &agreement.sources {
            for category in Category::ALL {
                levels.push((source.clone(), category, permit.level(source, category)));
            }
        }
    }
    levels.sort();
    levels.dedup();
    levels
}

/// The example council with some texts replaced, wherever they stand in their file.
pub(crate) fn rulebook_with(changes: &[(&str, &str, &str)]) -> Rulebook {
    let mut texts: Vec<(&str, String)> = eastmere()
        .iter()
        .map(|file| (file.name, file.text.to_owned()))
        .collect();
    for (name, old, new) in changes {
        let (_, text) = texts.iter_mut().find(|(file, _)| file == name).unwrap();
        assert!(text.contains(old), "`{old}` is not in {name}");
        *text = text.replace(old, new);
    }
    let files: Vec<RuleFile<'_>> = texts
        .iter()
        .map(|(name, text)| RuleFile { name, text })
        .collect();
    Rulebook::read(&files).unwrap()
}
