//! An invented family of six with eight services, on 23 November 2026.
//!
//! INVARIANT: every name and address may be replaced by a hostile one, to see that it is escaped.

use std::collections::BTreeMap;

use family::{
    Claim, Directory, FamilyClaims, InvolvementClaim, LocalTime, PersonClaims, RelationshipClaim,
    assemble,
};
use jiff::civil::{Date, date};
use operations::{
    DetailsView, DisputedMarks, FamilyView, FoundPeople, FoundPerson, Handle, LookLine, Refused,
    RingLine,
};
use vocabulary::{
    Address, AddressKind, AddressRecord, DateSpan, InvolvementFact, InvolvementId,
    InvolvementRecord, InvolvementStatus, Level, LoadId, NameText, NameUse, PartialDate, PersonId,
    PersonKey, PersonName, PersonRecord, PersonalText, Postcode, Provenance, RelationshipType,
    Service, Sex, SourceId, TeamRecord, Telephone, WorkerContact,
};

use super::sample_sources::{searched, sources};
use crate::components::BackLink;
use crate::frame::{Frame, Sitting};

pub(super) const TODAY: Date = date(2026, 11, 23);

pub(in crate::pages) fn frame() -> Frame {
    Frame {
        council: "Eastmere Council".to_owned(),
        council_style: None,
        worker: Some("Sam Sample, Social worker".to_owned()),
        sitting: Some(Sitting {
            purpose: "Assessment of a child in need".to_owned(),
            case_reference: Some("CSC-1042".to_owned()),
            acting_for: None,
        }),
        desk_telephone: "01632 960000".to_owned(),
        navigation: Vec::new(),
        unread: 0,
        back: Some(BackLink::to("/find")),
        printed: None,
    }
}

pub(super) fn text(words: &str) -> PersonalText {
    PersonalText::parse(words).unwrap()
}

fn id_text(kind: u16, number: u64) -> String {
    format!("00000000-{kind:04x}-7000-8000-{number:012x}")
}

fn person(number: u64) -> PersonId {
    PersonId::parse(&id_text(1, number)).unwrap()
}

pub(super) fn involvement(number: u64) -> InvolvementId {
    InvolvementId::parse(&id_text(3, number)).unwrap()
}

pub(super) fn handle(number: u64) -> Handle {
    Handle::parse(&format!("{number:032x}")).unwrap()
}

fn provenance(source: &str) -> Provenance {
    Provenance {
        source: SourceId::parse(source).unwrap(),
        load: LoadId::parse(&id_text(2, 1)).unwrap(),
        line: 2,
        recorded_at: jiff::Timestamp::from_second(1_795_000_000).unwrap(),
    }
}

/// Somebody of the family: number, given name, family name, birth, sex, home from a day on.
struct Somebody<'a>(u64, &'a str, &'a str, &'a str, Sex);

fn claims_of(who: &Somebody<'_>) -> PersonClaims {
    let Somebody(number, given, family, birth, sex) = who;
    let name = PersonName {
        usage: NameUse::Usual,
        given: NameText::parse(given).ok(),
        middle: None,
        family: NameText::parse(family).ok(),
    };
    let has_name = name.given.is_some() || name.family.is_some();
    let record = PersonRecord {
        source: SourceId::parse("csc").unwrap(),
        key: PersonKey::parse(&format!("K{number}")).unwrap(),
        line: *number,
        names: if has_name { vec![name] } else { Vec::new() },
        birth: PartialDate::parse(birth).ok(),
        died_on: None,
        sex: Some(*sex),
        nhs_number: None,
        nhs_number_status: None,
        unique_pupil_number: None,
        unique_learner_number: None,
        telephone: None,
        email: None,
    };
    PersonClaims {
        person: person(*number),
        identities: vec![Claim {
            value: record,
            provenance: provenance("csc"),
        }],
        other_names: Vec::new(),
        addresses: Vec::new(),
        is_location_withheld: false,
        searched: searched(*number),
    }
}

fn lives(
    who: &mut PersonClaims,
    (source, line, postcode): (&str, &str, &str),
    from: Date,
    last: Option<Date>,
) {
    let address = Address::new(
        PersonalText::parse(line).ok(),
        Postcode::parse(postcode).ok(),
        None,
        AddressKind::Home,
    )
    .unwrap();
    let key = who.identities[0].value.key.clone();
    let value = AddressRecord {
        source: SourceId::parse(source).unwrap(),
        person: key,
        line: 3,
        address,
        span: DateSpan::with_last_day(Some(from), last).unwrap(),
    };
    who.addresses.push(Claim {
        value,
        provenance: provenance(source),
    });
}

fn related(from: u64, kind: RelationshipType, to: u64) -> RelationshipClaim {
    RelationshipClaim {
        person: person(from),
        kind,
        other: person(to),
        span: DateSpan::default(),
        provenance: provenance("csc"),
    }
}

/// An involvement: number, with whom, source, service, from, last day, worker.
struct Work<'a>(
    u64,
    u64,
    &'a str,
    Service,
    Date,
    Option<Date>,
    Option<(&'a str, &'a str, &'a str)>,
);

fn worked(work: &Work<'_>) -> InvolvementClaim {
    let Work(number, who, source, service, from, last, worker) = work;
    let contact = worker.map_or_else(WorkerContact::default, |(name, role, telephone)| {
        WorkerContact {
            staff: None,
            name: Some(text(name)),
            role: Some(text(role)),
            telephone: Telephone::parse(telephone).ok(),
            email: vocabulary::Email::parse("worker@eastmere.example").ok(),
        }
    });
    let record = InvolvementRecord {
        source: SourceId::parse(source).unwrap(),
        person: PersonKey::parse(&format!("K{who}")).unwrap(),
        line: *number,
        service: *service,
        status: InvolvementStatus::NotStated,
        kind: Some(text("child in need plan")),
        span: DateSpan::with_last_day(Some(*from), *last).unwrap(),
        last_contact: Some(date(2026, 11, 12)),
        organisation: matches!(service, Service::School).then(|| text("Larch Row Academy")),
        team: Some(text("North team")),
        worker: contact,
        facts: vec![InvolvementFact {
            label: "Attendance".to_owned(),
            value: text("below 90%"),
            level: Level::Facts,
        }],
    };
    InvolvementClaim {
        id: involvement(*number),
        person: person(*who),
        record,
        level: Level::Facts,
        provenance: provenance(source),
    }
}

fn team(name: &str, service: Service, telephone: &str) -> TeamRecord {
    TeamRecord {
        source: SourceId::parse("staff").unwrap(),
        line: 1,
        name: text(name),
        service,
        duty_telephone: Telephone::parse(telephone).ok(),
        out_of_hours_telephone: Telephone::parse("01632 960777").ok(),
        duty_email: vocabulary::Email::parse("north.duty@eastmere.example").ok(),
    }
}

/// Who works with whom.
fn works() -> Vec<Work<'static>> {
    use Service::{AdultSocialCare, ChildrensSocialCare, HealthVisiting, Housing, School};
    let clark = Some(("Imran Clark", "Social worker", "01632 960201"));
    vec![
        Work(
            1,
            1,
            "csc",
            ChildrensSocialCare,
            date(2026, 2, 2),
            None,
            clark,
        ),
        Work(
            2,
            3,
            "csc",
            ChildrensSocialCare,
            date(2026, 2, 2),
            None,
            clark,
        ),
        Work(
            3,
            1,
            "schools",
            School,
            date(2023, 9, 4),
            None,
            Some(("Wren Ito", "Safeguarding lead", "01632 960310")),
        ),
        Work(
            4,
            3,
            "health",
            HealthVisiting,
            date(2023, 9, 10),
            None,
            None,
        ),
        Work(5, 2, "homes", Housing, date(2021, 6, 1), None, None),
        Work(
            6,
            5,
            "adults",
            AdultSocialCare,
            date(2019, 1, 1),
            Some(date(2021, 4, 1)),
            None,
        ),
        Work(
            7,
            4,
            "csc",
            ChildrensSocialCare,
            date(2025, 1, 1),
            Some(date(2026, 7, 31)),
            clark,
        ),
    ]
}

/// The family, with this given name and street for the child.
pub(super) fn claims(given: &str, street: &str) -> FamilyClaims {
    let home = ("homes", street, "ZZ1 2AB");
    let mut lena = claims_of(&Somebody(1, given, "Hart", "2012-05-03", Sex::Female));
    let mut again = claims_of(&Somebody(1, given, "Harte", "2012-05-04", Sex::Female))
        .identities
        .remove(0);
    again.provenance = provenance("schools");
    lena.identities.push(again);
    let mut mara = claims_of(&Somebody(2, "Mara", "Hart", "1988-02-11", Sex::Female));
    let mut jo = claims_of(&Somebody(3, "Jo", "Bell", "2023-08-30", Sex::Male));
    let mut paul = claims_of(&Somebody(4, "Paul", "Hart", "1985-10-01", Sex::Male));
    let mut ada = claims_of(&Somebody(5, "Ada", "Moss", "1957-01-20", Sex::Female));
    let unborn = claims_of(&Somebody(6, "", "", "2027-03-01?", Sex::Unknown));
    for who in [&mut lena, &mut mara, &mut jo] {
        lives(who, home, date(2021, 6, 1), None);
    }
    lives(
        &mut lena,
        ("csc", "3 Quarry Lane, Eastmere", "ZZ1 4CD"),
        date(2024, 1, 8),
        None,
    );
    lives(
        &mut paul,
        ("csc", "3 Quarry Lane, Eastmere", "ZZ1 4CD"),
        date(2020, 3, 1),
        None,
    );
    lives(&mut ada, home, date(2021, 6, 1), Some(date(2024, 5, 31)));
    FamilyClaims {
        child: person(1),
        people: vec![lena, mara, jo, paul, ada, unborn],
        relationships: vec![
            related(2, RelationshipType::Parent, 1),
            related(2, RelationshipType::Parent, 3),
            related(4, RelationshipType::Parent, 1),
            related(5, RelationshipType::Parent, 2),
            related(2, RelationshipType::Parent, 6),
        ],
        involvements: works().iter().map(worked).collect(),
        sources: sources(),
        directory: Directory {
            staff: Vec::new(),
            teams: vec![team("North team", Service::HealthVisiting, "01632 960400")],
        },
    }
}

pub(super) fn family_named(given: &str, street: &str) -> FamilyView {
    let now = LocalTime {
        today: TODAY,
        is_out_of_hours: false,
    };
    FamilyView {
        family: assemble(claims(given, street), now),
        people: (1..=6).map(|number| (person(number), handle(number))).collect(),
        involvements: (1..=7).map(|number| (involvement(number), handle(100 + number))).collect::<BTreeMap<_, _>>(),
        why_you_may: "You are allocated to this child's case, and section 17 of the Children Act 1989 lets services share what the assessment needs.".to_owned(),
        disputed: DisputedMarks::default(),
        rulebook_version: "2026-11-01".to_owned(),
        decision: "4711".to_owned(),
    }
}

pub(super) fn family() -> FamilyView {
    family_named("Lena", "14 Larch Row, Eastmere")
}

pub(super) fn details() -> DetailsView {
    let details = family().family.details(involvement(3)).unwrap();
    DetailsView {
        details,
        member_name: Some(PersonName {
            usage: NameUse::Usual,
            given: NameText::parse("Lena").ok(),
            middle: None,
            family: NameText::parse("Hart").ok(),
        }),
        disputed: Vec::new(),
        dispute_handle: handle(103),
        family_handle: handle(1),
        why_you_may: "You are allocated to this child's case.".to_owned(),
        agreement: Some("Schools and social care, clause 4".to_owned()),
        basis: Some("public task".to_owned()),
        source_name: "School census".to_owned(),
        organisation: "Eastmere Council".to_owned(),
        desk_telephone: Telephone::parse("01632 960100").ok(),
        out_of_hours_telephone: Telephone::parse("01632 960999").ok(),
        decision: "4712".to_owned(),
    }
}

pub(super) fn found(given: &str) -> FoundPeople {
    let person = |number: u64, given: &str, birth: &str, age: &str| FoundPerson {
        handle: handle(number),
        family: Some(text("Hart")),
        given: Some(text(given)),
        other_names: vec![text("Lena Bell")],
        birth: Some(text(birth)),
        age: Some(age.to_owned()),
        first_line: (number == 1).then(|| text("14 Larch Row")),
        known_to: vec!["School census".to_owned(), "Council homes".to_owned()],
        why: vec![
            "same family name".to_owned(),
            "given name sounds alike".to_owned(),
        ],
    };
    FoundPeople {
        people: vec![
            person(1, given, "3 May 2012", "14"),
            person(2, "Helena", "3 May 1980", "46"),
        ],
        has_more: false,
        tried: vec![
            "family name, also by sound".to_owned(),
            "birth date, also with day and month swapped".to_owned(),
        ],
    }
}

pub(super) fn refused() -> Refused {
    Refused {
        what: "This family was not shown.".to_owned(),
        why: "You are not linked to a case of this child.".to_owned(),
        who_can_authorise: "Your team manager can allocate the case to you.".to_owned(),
        whom_to_ring: vec![RingLine {
            label: "Safeguarding desk".to_owned(),
            telephone: "01632 960000".to_owned(),
            when: "day and night".to_owned(),
        }],
        reason_code: "no_case_link",
        was_recorded: true,
    }
}

pub(super) fn looks() -> Vec<LookLine> {
    vec![LookLine {
        seq: 4711,
        at: "23 November 2026, 14:05".to_owned(),
        worker: "Sam Sample (SW-1)".to_owned(),
        role: "Social worker".to_owned(),
        purpose: "Assessment of a child in need".to_owned(),
        case: Some("CSC-1042".to_owned()),
        on_behalf_of: None,
        action: "searched for a person".to_owned(),
        outcome: "2 people shown".to_owned(),
        people: vec![(handle(1), Some(text("Lena Hart")))],
        terms: vec![("family name".to_owned(), "hart".to_owned())],
        is_refusal: false,
        refused_what: None,
        explained_by: Some("the worker was allocated to CSC-1042 that day".to_owned()),
        unexplained: None,
    }]
}
