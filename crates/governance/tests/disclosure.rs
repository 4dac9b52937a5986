//! What a sealed value gives away at each level, and to whom.
//!
//! Invariant: a level below another never shows what the other does not.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, allocated, member, person, request, rulebook, source};
use governance::{Action, MemberPermit, Opened, Sealed, WithheldWhy};
use vocabulary::{
    Address, AddressKind, AddressRecord, CaseLinkKind, Category, Date, DateAccuracy, DateSpan,
    Email, InvolvementFact, InvolvementRecord, InvolvementStatus, Level, NameText, NameUse,
    NhsNumber, NhsNumberStatus, PartialDate, PersonId, PersonKey, PersonName, PersonRecord,
    PersonalText, Purpose, Role, Service, Sex, StaffId, Telephone, UniquePupilNumber,
    WorkerContact,
};

fn text(words: &str) -> PersonalText {
    PersonalText::parse(words).unwrap()
}

fn involvement(from: &str, service: Service) -> InvolvementRecord {
    let fact = |label: &str, level| InvolvementFact {
        label: label.to_owned(),
        value: text("open"),
        level,
    };
    InvolvementRecord {
        source: source(from),
        person: PersonKey::parse("T-1").unwrap(),
        line: 2,
        service,
        status: InvolvementStatus::NotStated,
        kind: Some(text("tenancy")),
        span: DateSpan::new(Some(Date::constant(2024, 2, 1)), Some(TODAY)).unwrap(),
        last_contact: Some(Date::constant(2026, 1, 1)),
        organisation: Some(text("Eastmere Homes")),
        team: Some(text("Tenancy North")),
        worker: WorkerContact {
            staff: StaffId::parse("W200"),
            name: Some(text("Rosa Quill")),
            role: Some(text("Housing officer")),
            telephone: Telephone::parse("0161 496 0200").ok(),
            email: None,
        },
        facts: vec![
            fact("Rent arrears", Level::Facts),
            fact("Weeks of arrears", Level::Detail),
            fact("Tenure", Level::Involved),
        ],
    }
}

fn sealed(service: Service, from: &str) -> Sealed<InvolvementRecord> {
    Sealed::new(
        source(from),
        service.category(),
        person(),
        involvement(from, service),
    )
}

fn by_action(action: Action) -> MemberPermit {
    member(&rulebook(), &allocated(action), Some(40))
}

#[test]
fn at_involved_there_is_the_team_and_no_worker_no_date_no_fact() {
    let permit = by_action(Action::Search);
    let Opened::Shown { value, level } = permit.disclose(sealed(Service::Housing, "housing"))
    else {
        panic!("housing is shown in results")
    };
    assert_eq!(level, Level::Involved);
    assert!(value.worker == WorkerContact::default());
    assert_eq!(
        (value.span, value.last_contact),
        (DateSpan::default(), None)
    );
    assert_eq!(value.status, InvolvementStatus::Historic);
    assert!(value.kind.is_none() && value.facts.is_empty());
    assert_eq!(value.team.unwrap().reveal(), "Tenancy North");
}

#[test]
fn at_named_worker_there_are_worker_and_dates_and_no_fact() {
    let permit = by_action(Action::SeeFamily);
    let Opened::Shown { value, level } = permit.disclose(sealed(Service::Housing, "housing"))
    else {
        panic!("housing is shown with the family")
    };
    assert_eq!(level, Level::NamedWorker);
    assert_eq!(value.worker.name.unwrap().reveal(), "Rosa Quill");
    assert_eq!(value.span.to(), Some(TODAY));
    assert!(value.kind.is_none() && value.facts.is_empty());
}

#[test]
fn at_facts_each_fact_needs_its_own_level() {
    let permit = by_action(Action::SeeDetails);
    let value = permit.disclose(sealed(Service::Housing, "housing")).shown();
    let value = value.unwrap();
    let labels: Vec<&str> = value.facts.iter().map(|fact| fact.label.as_str()).collect();
    assert_eq!(labels, ["Rent arrears", "Tenure"]);
    assert!(value.kind.is_some());
    let all = permit.disclose(sealed(
        Service::ChildrensSocialCare,
        "childrens-social-care",
    ));
    assert_eq!(all.shown().unwrap().facts.len(), 3);
}

#[test]
fn a_sensitive_service_says_ask_the_desk_and_nothing_else() {
    let permit = by_action(Action::SeeDetails);
    let opened = permit.disclose(sealed(Service::SubstanceMisuse, "substance-misuse"));
    assert!(matches!(opened, Opened::AskTheDesk));
    let name = Sealed::new(
        source("substance-misuse"),
        Category::SubstanceMisuse,
        person(),
        text("Recovery worker"),
    );
    assert!(matches!(permit.open(name), Opened::AskTheDesk));
}

#[test]
fn a_permit_for_one_person_opens_nothing_of_another() {
    let permit = by_action(Action::SeeDetails);
    let other = PersonId::new(uuid::Uuid::from_u128(8));
    let address = Sealed::new(source("housing"), Category::Location, other, "4 Fern Way");
    assert!(matches!(
        permit.open(address),
        Opened::Withheld(WithheldWhy::AnotherPerson)
    ));
    assert!(format!("{:?}", permit).contains("sealed"));
}

#[test]
fn a_seal_that_does_not_fit_the_record_opens_nothing() {
    let permit = by_action(Action::SeeDetails);
    let as_housing = Sealed::new(
        source("housing"),
        Category::Housing,
        person(),
        involvement("housing", Service::Police),
    );
    let from_elsewhere = Sealed::new(
        source("housing"),
        Category::Housing,
        person(),
        involvement("police", Service::Housing),
    );
    for sealed in [as_housing, from_elsewhere] {
        assert!(matches!(
            permit.disclose(sealed),
            Opened::Withheld(WithheldWhy::WrongSeal)
        ));
    }
}

#[test]
fn a_whole_value_of_a_service_needs_the_highest_level_unless_it_says_less() {
    let permit = by_action(Action::SeeFamily);
    let whole = Sealed::new(
        source("housing"),
        Category::Housing,
        person(),
        involvement("housing", Service::Housing),
    );
    assert!(matches!(
        permit.open(whole),
        Opened::Withheld(WithheldWhy::ComesWithTheDetails)
    ));
    let from = |least| Sealed::from_level(least, source("housing"), Category::Housing, person(), 1);
    assert_eq!(permit.open(from(Level::NamedWorker)).shown(), Some(1));
    assert_eq!(permit.open(from(Level::Nothing)).shown(), Some(1));
    assert_eq!(permit.open(from(Level::Facts)).shown(), None);
}

#[test]
fn an_address_is_shown_from_involved_on_and_never_when_confidential() {
    let permit = by_action(Action::Search);
    let address = |kind| AddressRecord {
        source: source("housing"),
        person: PersonKey::parse("T-1").unwrap(),
        line: 2,
        address: Address::new(Some(text("4 Fern Way")), None, None, kind).unwrap(),
        span: DateSpan::default(),
    };
    let seal = |kind| {
        Sealed::new(
            source("housing"),
            Category::Location,
            person(),
            address(kind),
        )
    };
    assert!(
        permit
            .disclose_address(seal(AddressKind::Home))
            .shown()
            .is_some()
    );
    assert!(matches!(
        permit.disclose_address(seal(AddressKind::Refuge)),
        Opened::Withheld(WithheldWhy::Confidential)
    ));
}

#[test]
fn a_person_is_shown_whole_at_detail_and_not_at_all_without_an_agreement() {
    let permit = by_action(Action::Search);
    let record = |from: &str| PersonRecord {
        source: source(from),
        key: PersonKey::parse("T-1").unwrap(),
        line: 2,
        names: vec![PersonName {
            usage: NameUse::Usual,
            given: NameText::parse("Rowan").ok(),
            middle: None,
            family: NameText::parse("Tarrow").ok(),
        }],
        birth: PartialDate::from_parts(1986, Some(3), None, DateAccuracy::Accurate).ok(),
        died_on: None,
        sex: None,
        nhs_number: None,
        nhs_number_status: None,
        unique_pupil_number: None,
        unique_learner_number: None,
        telephone: None,
        email: None,
    };
    let seal = |from: &str| Sealed::new(source(from), Category::Identity, person(), record(from));
    let shown = permit.disclose_person(seal("housing")).shown().unwrap();
    assert!(shown.birth.is_some() && shown.names.len() == 1);
    assert!(matches!(
        permit.disclose_person(seal("substance-misuse")),
        Opened::Withheld(WithheldWhy::NoAgreement)
    ));
}

/// A record with everything that a source may say of a person.
fn whole_record(from: &str) -> Sealed<PersonRecord> {
    let record = PersonRecord {
        source: source(from),
        key: PersonKey::parse("T-1").unwrap(),
        line: 2,
        names: vec![PersonName {
            usage: NameUse::Usual,
            given: NameText::parse("Rowan").ok(),
            middle: None,
            family: NameText::parse("Tarrow").ok(),
        }],
        birth: PartialDate::from_parts(1986, Some(3), None, DateAccuracy::Accurate).ok(),
        died_on: Some(Date::constant(2026, 5, 1)),
        sex: Some(Sex::Female),
        nhs_number: NhsNumber::parse("999 000 0018").ok(),
        nhs_number_status: NhsNumberStatus::parse("01"),
        unique_pupil_number: UniquePupilNumber::parse("A123456789012").ok(),
        unique_learner_number: None,
        telephone: Telephone::parse("01632 960123").ok(),
        email: Email::parse("rowan@tarrow.example").ok(),
    };
    Sealed::new(source(from), Category::Identity, person(), record)
}

/// Who opens records without a case: (role, purpose, action).
fn opened_for(role: Role, purpose: Purpose, action: Action) -> PersonRecord {
    let asked = request(role, purpose, CaseLinkKind::Allocation, action);
    let permit = member(&rulebook(), &asked, Some(40));
    let sealed = whole_record("childrens-social-care");
    permit.disclose_person(sealed).shown().unwrap()
}

#[test]
fn audit_and_the_safeguarding_desk_open_names_and_birth_dates_and_no_number_or_telephone() {
    for (role, purpose, action) in [
        (
            Role::InformationGovernanceLead,
            Purpose::Audit,
            Action::SeeWhoLooked,
        ),
        (
            Role::InformationGovernanceLead,
            Purpose::Audit,
            Action::Search,
        ),
        (
            Role::SafeguardingDesk,
            Purpose::Safeguarding,
            Action::KeepRestrictions,
        ),
        (
            Role::SafeguardingDesk,
            Purpose::Safeguarding,
            Action::Search,
        ),
    ] {
        let record = opened_for(role, purpose, action);
        assert!(
            record.birth.is_some() && record.names.len() == 1,
            "{purpose:?}"
        );
        assert!(
            record.telephone.is_none() && record.email.is_none(),
            "{purpose:?}"
        );
        assert!(record.nhs_number.is_none() && record.nhs_number_status.is_none());
        assert!(record.unique_pupil_number.is_none(), "{purpose:?}");
        assert!(
            record.sex.is_none() && record.died_on.is_none(),
            "{purpose:?}"
        );
    }
}

#[test]
fn the_records_desk_opens_numbers_to_tell_records_apart_and_no_way_to_reach_anybody() {
    let record = opened_for(
        Role::RecordsDesk,
        Purpose::RecordCorrection,
        Action::ReviewMatches,
    );
    assert!(record.nhs_number.is_some() && record.unique_pupil_number.is_some());
    assert!(record.sex.is_some() && record.died_on.is_some());
    assert!(record.telephone.is_none() && record.email.is_none());
}

#[test]
fn a_social_worker_opens_the_whole_record() {
    let record = opened_for(
        Role::SocialWorker,
        Purpose::SignificantHarm,
        Action::SeeFamily,
    );
    assert!(record.telephone.is_some() && record.email.is_some());
    assert!(record.nhs_number.is_some() && record.nhs_number_status.is_some());
}

#[test]
fn below_detail_a_record_is_a_name() {
    let rules = asking::rulebook_with(&[("housing.toml", "P1 = \"detail\"", "P1 = \"facts\"")]);
    let permit = member(&rules, &allocated(Action::SeeFamily), Some(40));
    let shown = permit.disclose_person(whole_record("housing"));
    let Opened::Shown { value, level } = shown else {
        panic!("the name is shown")
    };
    assert_eq!((level, value.names.len()), (Level::Facts, 1));
    assert!(value.birth.is_none() && value.sex.is_none() && value.died_on.is_none());
    assert!(value.nhs_number.is_none() && value.nhs_number_status.is_none());
    assert!(value.unique_pupil_number.is_none());
    assert!(value.telephone.is_none() && value.email.is_none());
}

#[test]
fn early_help_sees_that_a_service_is_there_and_whom_to_ring() {
    let rules = rulebook();
    let asked = request(
        Role::EarlyHelpWorker,
        Purpose::EarlyHelp,
        CaseLinkKind::EarlyHelpEpisode,
        Action::SeeDetails,
    );
    let permit = member(&rules, &asked, Some(40));
    let value = permit.disclose(sealed(Service::Housing, "housing")).shown();
    let value = value.unwrap();
    assert!(value.worker.name.is_none() && value.team.is_some());
    assert!(matches!(
        permit.disclose(sealed(Service::Police, "police")),
        Opened::Withheld(WithheldWhy::PurposeDoesNotAllow)
    ));
}

#[test]
fn what_ended_before_the_agreement_reaches_back_is_not_shown_and_what_is_open_always_is() {
    let permit = by_action(Action::SeeFamily);
    let ended_in = |year: i16, status| {
        let mut record = involvement("police", Service::Police);
        record.status = status;
        record.span = DateSpan::new(None, Some(Date::new(year, 1, 1).unwrap())).unwrap();
        record.last_contact = None;
        let category = Service::Police.category();
        permit.disclose(Sealed::new(source("police"), category, person(), record))
    };
    let years_ago = |years: i16| ended_in(TODAY.year() - years, InvolvementStatus::Historic);
    assert!(matches!(
        years_ago(7),
        Opened::Withheld(WithheldWhy::BeforeLookBack)
    ));
    assert!(matches!(years_ago(3), Opened::Shown { .. }));
    let mut open = involvement("police", Service::Police);
    open.span = DateSpan::new(Some(Date::constant(2001, 1, 1)), None).unwrap();
    open.status = InvolvementStatus::Current;
    open.last_contact = None;
    let category = Service::Police.category();
    let shown = permit.disclose(Sealed::new(source("police"), category, person(), open));
    assert!(matches!(shown, Opened::Shown { .. }));
}
