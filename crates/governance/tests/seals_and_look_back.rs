//! Seals that do not fit, and how far back an involvement is shown, to the day.
//!
//! Invariant: what does not fit its seal opens nothing, and what is not known to be over is shown.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, allocated, member, person, rulebook, source};
use governance::{Action, MemberPermit, Opened, Reach, Sealed, WithheldWhy};
use jiff::ToSpan as _;
use vocabulary::{
    Address, AddressKind, AddressRecord, Category, Date, DateSpan, InvolvementRecord,
    InvolvementStatus, Level, NameText, NameUse, PersonKey, PersonName, PersonRecord, PersonalText,
    Purpose, Service, WorkerContact,
};

/// How many months back the agreement with the landlord reaches.
const MONTHS: i64 = 72;

fn permit(action: Action) -> MemberPermit {
    member(&rulebook(), &allocated(action), Some(40))
}

fn tenancy(status: InvolvementStatus, span: DateSpan) -> InvolvementRecord {
    InvolvementRecord {
        source: source("housing"),
        person: PersonKey::parse("T-1").unwrap(),
        line: 2,
        service: Service::Housing,
        status,
        kind: None,
        span,
        last_contact: None,
        organisation: None,
        team: PersonalText::parse("Tenancy North").ok(),
        worker: WorkerContact::default(),
        facts: Vec::new(),
    }
}

fn open(action: Action, record: InvolvementRecord) -> Opened<InvolvementRecord> {
    let category = Service::Housing.category();
    let sealed = Sealed::new(source("housing"), category, person(), record);
    permit(action).disclose(sealed)
}

fn span(from: Option<Date>, to: Option<Date>) -> DateSpan {
    DateSpan::new(from, to).unwrap()
}

#[track_caller]
fn assert_shown(record: InvolvementRecord) {
    let opened = open(Action::SeeFamily, record);
    assert!(matches!(opened, Opened::Shown { .. }));
}

#[track_caller]
fn assert_too_old(record: InvolvementRecord) {
    let opened = open(Action::SeeFamily, record);
    assert!(matches!(
        opened,
        Opened::Withheld(WithheldWhy::BeforeLookBack)
    ));
}

#[test]
fn what_ended_on_the_last_day_of_the_look_back_is_shown_and_a_day_earlier_is_not() {
    let edge = TODAY - MONTHS.months();
    let ended_on = |day| tenancy(InvolvementStatus::Historic, span(None, Some(day)));
    assert_shown(ended_on(edge));
    assert_too_old(ended_on(edge.yesterday().unwrap()));
    // The end date says it is over, whatever the source states.
    let stated_current = |day| tenancy(InvolvementStatus::Current, span(None, Some(day)));
    assert_too_old(stated_current(edge.yesterday().unwrap()));
}

#[test]
fn a_contact_since_then_keeps_an_old_involvement_in_sight() {
    let long_ago = TODAY - (MONTHS + 24).months();
    let mut record = tenancy(InvolvementStatus::Historic, span(None, Some(long_ago)));
    record.last_contact = Some(TODAY - (MONTHS - 1).months());
    assert_shown(record);
}

#[test]
fn what_is_over_without_an_end_is_as_old_as_its_beginning_and_without_dates_it_is_shown() {
    let long_ago = TODAY - (MONTHS + 24).months();
    let began = span(Some(long_ago), None);
    assert_too_old(tenancy(InvolvementStatus::Historic, began));
    assert_shown(tenancy(InvolvementStatus::Current, began));
    assert_shown(tenancy(InvolvementStatus::NotStated, began));
    assert_shown(tenancy(InvolvementStatus::Historic, DateSpan::default()));
}

#[test]
fn an_end_that_is_still_to_come_does_not_make_it_over() {
    let tomorrow = TODAY.tomorrow().unwrap();
    let long_ago = TODAY - (MONTHS + 24).months();
    assert_shown(tenancy(
        InvolvementStatus::NotStated,
        span(Some(long_ago), Some(tomorrow)),
    ));
}

#[test]
fn without_its_dates_a_service_still_says_whether_it_is_current() {
    let status = |stated, from: Option<Date>, to: Option<Date>| {
        let opened = open(Action::Search, tenancy(stated, span(from, to)));
        let record = opened.shown().unwrap();
        assert_eq!(record.span, DateSpan::default());
        record.status
    };
    let (yesterday, tomorrow) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
    let not_stated = InvolvementStatus::NotStated;
    let current = InvolvementStatus::Current;
    let historic = InvolvementStatus::Historic;
    assert_eq!(status(not_stated, Some(TODAY), None), current);
    assert_eq!(status(not_stated, Some(yesterday), Some(tomorrow)), current);
    assert_eq!(status(not_stated, Some(yesterday), Some(TODAY)), historic);
    assert_eq!(status(not_stated, Some(tomorrow), None), not_stated);
    assert_eq!(status(not_stated, None, Some(tomorrow)), not_stated);
    assert_eq!(status(not_stated, None, None), not_stated);
    assert_eq!(status(historic, Some(yesterday), None), historic);
    assert_eq!(status(current, None, Some(yesterday)), current);
}

fn record(from: &str) -> PersonRecord {
    PersonRecord {
        source: source(from),
        key: PersonKey::parse("T-1").unwrap(),
        line: 2,
        names: vec![PersonName {
            usage: NameUse::Usual,
            given: NameText::parse("Rowan").ok(),
            middle: None,
            family: NameText::parse("Tarrow").ok(),
        }],
        birth: None,
        died_on: None,
        sex: None,
        nhs_number: None,
        nhs_number_status: None,
        unique_pupil_number: None,
        unique_learner_number: None,
        telephone: None,
        email: None,
    }
}

fn address(from: &str) -> AddressRecord {
    let line = PersonalText::parse("4 Fern Way").ok();
    AddressRecord {
        source: source(from),
        person: PersonKey::parse("T-1").unwrap(),
        line: 2,
        address: Address::new(line, None, None, AddressKind::Home).unwrap(),
        span: DateSpan::default(),
    }
}

#[test]
fn a_person_or_an_address_under_the_seal_of_another_source_or_category_opens_nothing() {
    let permit = permit(Action::SeeDetails);
    let person_under = |from: &str, category| {
        let sealed = Sealed::new(source("housing"), category, person(), record(from));
        permit.disclose_person(sealed)
    };
    let address_under = |from: &str, category| {
        let sealed = Sealed::new(source("housing"), category, person(), address(from));
        permit.disclose_address(sealed)
    };
    let wrong = |why: Option<WithheldWhy>| assert_eq!(why, Some(WithheldWhy::WrongSeal));
    wrong(withheld(&person_under("police", Category::Identity)));
    wrong(withheld(&person_under("housing", Category::Housing)));
    wrong(withheld(&address_under("police", Category::Location)));
    wrong(withheld(&address_under("housing", Category::Identity)));
    assert!(
        person_under("housing", Category::Identity)
            .shown()
            .is_some()
    );
    assert!(
        address_under("housing", Category::Location)
            .shown()
            .is_some()
    );
}

#[test]
fn a_permit_says_what_was_asked_and_its_basis_is_that_of_the_purpose() {
    let rules = rulebook();
    let asked = allocated(Action::SeeFamily);
    let permit = asking::permit(&rules, &asked);
    assert_eq!(permit.worker(), &asked.worker);
    assert_eq!(permit.purpose(), Some(Purpose::SignificantHarm));
    assert!(permit.case() == asked.case.as_ref() && permit.case().is_some());
    assert_eq!(permit.action(), Action::SeeFamily);
    assert_eq!(permit.subject(), Some(person()));
    assert_eq!(permit.today(), TODAY);
    assert_eq!(permit.reach(), Reach::AnyPerson);
    assert_eq!(permit.rulebook_version(), rules.version());
    assert_eq!(format!("{permit:?}"), "Permit(see_family, ‹sealed›)");
    let rule = rules.purpose(Purpose::SignificantHarm).unwrap();
    let basis = permit.basis();
    assert_eq!(basis.purpose(), rule.plain);
    assert_eq!(basis.statute(), rule.statute);
    assert_eq!(basis.article_6(), rule.article_6);
    assert_eq!(basis.article_9(), rule.article_9);
    assert_eq!(basis.schedule_1(), rule.schedule_1);
    assert_eq!(basis.gateways(), ["Children Act 2004, sections 10 and 11"]);
    assert!(basis.why_you_may().contains("linked to the case"));
}

#[test]
fn a_permit_for_members_says_whose_it_is_and_prints_nothing_of_them() {
    let permit = permit(Action::SeeFamily);
    assert_eq!(permit.person(), person());
    let printed = format!("{permit:?}");
    assert!(printed.starts_with("MemberPermit(") && printed.ends_with("‹sealed›)"));
    let sealed = Sealed::new(source("housing"), Category::Location, person(), 1);
    assert_eq!(sealed.source(), &source("housing"));
    assert_eq!(sealed.category(), Category::Location);
    assert_eq!(sealed.person(), person());
    assert_eq!(format!("{sealed:?}"), "‹sealed›");
}

fn withheld<T>(opened: &Opened<T>) -> Option<WithheldWhy> {
    match opened {
        Opened::Withheld(why) => Some(*why),
        Opened::Shown { .. } | Opened::AskTheDesk => None,
    }
}

#[test]
fn relationships_and_places_are_shown_whole_from_involved_on_and_identity_only_at_detail() {
    let permit = permit(Action::SeeFamily);
    let whole =
        |from: &str, category| permit.open(Sealed::new(source(from), category, person(), 1));
    let Opened::Shown { level, .. } = whole("housing", Category::Location) else {
        panic!("the place is shown")
    };
    assert_eq!(level, Level::Involved);
    let csc = "childrens-social-care";
    assert!(whole(csc, Category::Relationships).shown().is_some());
    assert!(whole(csc, Category::Identity).shown().is_some());
    assert!(whole(csc, Category::ChildrensSocialCare).shown().is_none());
}
