//! Who is hidden from whom: a mother who fled, a worker who must not find her, and everybody else
//! who should not notice anything. Scenarios S-13 to S-18, S-31 to S-33.

use operations::audit::AuditAction;
use operations::audit::flags::Flag;
use operations::store::Restricted;
use operations::{
    Answer, FindTerms, FoundPeople, OperationError, Refused, SaidPerson, StatedPurpose,
};
use testkit::{
    TestCouncil, TestDatabase, TestSitting, case_links, databases, names_found, names_of_members,
    words_of_family, words_of_results,
};
use vocabulary::{Closeness, PersonId, Purpose, RestrictionKind};

const CARE: &str = "childrens-social-care";
const LENA: &str = "77002";
const KIT: &str = "77003";
const ED: &str = "77004";
const SEALED: &str = "77008";
const HIDDEN: &str = "1 Larch Court";
const HIDDEN_POSTCODE: &str = "QX7 1AB";

/// Lena has fled with Kit from Ed to a house where Beryl now lives too. Beryl's other child, Toby,
/// lives elsewhere, and so does Kit's half-sister Ada, whose father is Ed.
async fn council_of_lena(database: TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    let people = "\
pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_telephone
77001,Wilfrid,Overbeck,M,2012-02-03,
77002,Lena,Marsham,F,1990-05-06,01632 960711
77003,Kit,Marsham,M,2018-07-08,
77004,Edwin,Farrowby,M,1988-03-04,
77005,Beryl,Wardlow,F,1961-09-10,
77006,Toby,Wardlow,M,2011-11-12,
77007,Ada,Farrowby,F,2014-01-15,
77008,Noel,Quillan,M,2016-02-17,
";
    let addresses = format!(
        "\
addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,addr_address_confidential,addr_address_start_date,addr_address_end_date
77002,home,{HIDDEN},{HIDDEN_POSTCODE},No,2026-06-01,
77003,home,{HIDDEN},{HIDDEN_POSTCODE},No,2026-06-01,
77005,home,{HIDDEN},{HIDDEN_POSTCODE},No,2026-08-01,
77004,home,9 Quarry Row,QX8 2CD,No,2019-01-01,
77007,home,9 Quarry Row,QX8 2CD,No,2019-01-01,
77006,home,4 Tannery Street,QX9 3EF,No,2019-01-01,
77008,home,5 Tannery Street,QX9 3EG,No,2019-01-01,
"
    );
    let relationships = "\
rela_person_id,rela_relationship,rela_related_person_id
77002,mother,77003
77004,father,77003
77004,father,77007
77003,half brother,77007
77005,mother,77006
";
    let pupils = "\
PupilID,Surname,Forename,DOB,Gender,EnrolStatus,EntryDate,SchoolName
P1,Marsham,Kit,2018-Jul-08,M,C,2026-Jun-08,Larch Island Primary
";
    let links = case_links(&[
        ("CASE-KIT", KIT, "allocation", "SW1001", ""),
        ("CASE-TOBY", "77006", "allocation", "SW1001", ""),
        ("CASE-ADA", "77007", "allocation", "SW1001", ""),
        ("CASE-NOEL", SEALED, "allocation", "SW1001", ""),
        ("CASE-OTHER", "77001", "allocation", "SW1001", ""),
    ]);
    for (source, file, text) in [
        (CARE, "people.csv", people),
        (CARE, "addresses.csv", addresses.as_str()),
        (CARE, "relationships.csv", relationships),
        (CARE, "case_links.csv", links.as_str()),
        ("schools", "pupils.csv", pupils),
    ] {
        council.load(source, file, text).await;
    }
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

async fn person(council: &TestCouncil, key: &str) -> PersonId {
    let person = council.person_of(CARE, key).await;
    person.expect("the record is there")
}

async fn restrict(council: &TestCouncil, what: Restricted, key: &str, other: Option<&str>) {
    let other = match other {
        Some(key) => Some(person(council, key).await),
        None => None,
    };
    let on = person(council, key).await;
    council.restrict(what, on, other).await;
}

const SHIELD: Restricted = Restricted::Person(RestrictionKind::Shield);

async fn on_case(council: &TestCouncil, case: &str) -> TestSitting {
    council
        .sit_down("SW1001", Purpose::ChildInNeedAssessment, case)
        .await
}

/// The worker says that they are Edwin Farrowby.
async fn is_ed(council: &TestCouncil, staff: &str) {
    let sitting = council.sign_in(staff).await;
    let said = SaidPerson {
        closeness: Some(Closeness::Oneself),
        given: "Edwin".to_owned(),
        family: "Farrowby".to_owned(),
        birth_day: "4".to_owned(),
        birth_month: "3".to_owned(),
        birth_year: "1988".to_owned(),
        nhs_number: String::new(),
    };
    let moment = (council.at, "test");
    let named = council.kith.name_person(&sitting.sitting, &said, moment);
    assert!(matches!(named.await, Ok(Answer::Shown(()))));
}

fn terms(given: &str, family: &str, postcode: &str, telephone: &str) -> FindTerms {
    FindTerms {
        given: given.to_owned(),
        family: family.to_owned(),
        postcode: postcode.to_owned(),
        telephone: telephone.to_owned(),
        ..FindTerms::default()
    }
}

/// What a search says, in words, with how many it found.
async fn said(council: &TestCouncil, sitting: &TestSitting, terms: FindTerms) -> String {
    let found = council.find(sitting, terms).await;
    format!("{} {}", found.people.len(), words_of_results(&found))
}

async fn open(
    council: &TestCouncil,
    sitting: &TestSitting,
    found: &FoundPeople,
) -> Result<Answer<operations::FamilyView>, OperationError> {
    let handle = &found.people[0].handle;
    council
        .kith
        .look_up_family(&sitting.sitting, handle, council.at, "test")
        .await
}

async fn refused(council: &TestCouncil, sitting: &TestSitting, found: &FoundPeople) -> Refused {
    match open(council, sitting, found).await.unwrap() {
        Answer::Refused(refused) => refused,
        Answer::Shown(_) => panic!("the family was shown"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_not_find_somebody_is_answered_as_if_they_did_not_exist() {
    for database in databases() {
        let council = council_of_lena(database).await;
        let before = on_case(&council, "CASE-OTHER").await;
        let seen = council.find_named(&before, "Lena", "Marsham").await;
        assert_eq!(names_found(&seen), ["Lena Marsham"]);
        restrict(&council, Restricted::Pair, LENA, Some(ED)).await;
        is_ed(&council, "SW1001").await;
        let ed = on_case(&council, "CASE-OTHER").await;
        for (looked_for, nobody) in [
            (
                terms("Lena", "Marsham", "", ""),
                terms("Zelda", "Quenneville", "", ""),
            ),
            (
                terms("Kit", "Marsham", "", ""),
                terms("Zed", "Quenneville", "", ""),
            ),
            (
                terms("", "Marsham", HIDDEN_POSTCODE, ""),
                terms("", "Quenneville", "QX7 9ZZ", ""),
            ),
        ] {
            let hidden = said(&council, &ed, looked_for).await;
            assert_eq!(
                hidden,
                said(&council, &ed, nobody).await,
                "{}",
                council.database_name()
            );
        }
        // A handle from before leads nowhere, and the audit knows.
        let opened = open(&council, &before, &seen).await;
        assert!(matches!(opened, Err(OperationError::NotFound)));
        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        let action = AuditAction::AnsweredAsIfAbsent.label();
        assert!(looks.iter().any(|look| look.action == action));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_cannot_be_sent_to_look_for_somebody_who_must_not_be_found() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, Restricted::Pair, LENA, Some(ED)).await;
        is_ed(&council, "FD1001").await;
        let before = on_case(&council, "CASE-OTHER").await;
        let ada = council.find_named(&before, "Ada", "Farrowby").await;
        let stated = StatedPurpose {
            purpose: Some(Purpose::ChildInNeedAssessment),
            case: "CASE-OTHER".to_owned(),
            on_behalf_of: "FD1001".to_owned(),
        };
        council
            .kith
            .state_purpose(&before.sitting, &stated, council.at, "test")
            .await
            .unwrap();
        let sitting = council.sitting(before.token).await;
        assert!(sitting.sitting.on_behalf_of_staff.is_some());
        for (given, family) in [("Lena", "Marsham"), ("Ada", "Farrowby")] {
            let hidden = said(&council, &sitting, terms(given, family, "", "")).await;
            let nobody = said(&council, &sitting, terms("Zelda", "Quenneville", "", "")).await;
            assert_eq!(hidden, nobody, "{}", council.database_name());
        }
        let refused = refused(&council, &sitting, &ada).await;
        assert_eq!(refused.reason_code, "colleague_is_tied");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_the_case_does_not_open_a_workers_own_family() {
    for database in databases() {
        let council = council_of_lena(database).await;
        let stranger = on_case(&council, "CASE-ADA").await;
        let found = council.find_named(&stranger, "Ada", "Farrowby").await;
        assert!(matches!(
            open(&council, &stranger, &found).await,
            Ok(Answer::Shown(_))
        ));
        is_ed(&council, "SW1001").await;
        let ed = on_case(&council, "CASE-ADA").await;
        assert_eq!(
            said(&council, &ed, terms("Edwin", "Farrowby", "", "")).await,
            said(&council, &ed, terms("Zed", "Quenneville", "", "")).await,
            "one's own record is not in the results"
        );
        let refused = refused(&council, &stranger, &found).await;
        assert_eq!(
            refused.reason_code,
            "own_record",
            "{}",
            council.database_name()
        );
        assert!(!refused.whom_to_ring.is_empty() && !refused.who_can_authorise.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_finds_a_shielded_person_by_where_they_are_or_how_to_reach_them() {
    for database in databases() {
        let council = council_of_lena(database).await;
        let sitting = on_case(&council, "CASE-OTHER").await;
        let by_place = || terms("", "Marsham", HIDDEN_POSTCODE, "");
        let by_telephone = || terms("", "Marsham", "", "01632 960711");
        let why = |found: &FoundPeople| found.people[0].why.join(" ");
        let open = council.find(&sitting, by_place()).await;
        assert!(why(&open).contains("address") || why(&open).contains("postcode"));
        restrict(&council, SHIELD, LENA, None).await;
        for hidden in [by_place(), by_telephone()] {
            let unused = FindTerms {
                postcode: if hidden.postcode.is_empty() {
                    String::new()
                } else {
                    "QX7 9ZZ".to_owned()
                },
                telephone: if hidden.telephone.is_empty() {
                    String::new()
                } else {
                    "01632 960799".to_owned()
                },
                ..hidden.clone()
            };
            assert_eq!(
                said(&council, &sitting, hidden).await,
                said(&council, &sitting, unused).await,
                "{}",
                council.database_name()
            );
        }
        let named = council.find_named(&sitting, "Lena", "Marsham").await;
        assert_eq!(names_found(&named), ["Lena Marsham"]);
        assert!(named.people[0].first_line.is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shielded_family_is_opened_without_a_trace_of_where_it_is() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, SHIELD, LENA, None).await;
        let sitting = on_case(&council, "CASE-KIT").await;
        let found = council.find_named(&sitting, "Kit", "Marsham").await;
        let view = council.family(&sitting, &found.people[0].handle).await;
        let words = words_of_family(&view);
        assert!(words.contains("Lena"), "the mother is in the family");
        for trace in ["Larch", "QX7", "1AB", "960711", "Island Primary"] {
            assert!(!words.contains(trace), "{trace} in {words}");
        }
        let beside = words_of_results(&found);
        assert!(!beside.contains("Larch"), "{beside}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_at_a_shielded_home_leads_to_nobody_there() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, SHIELD, LENA, None).await;
        let sitting = on_case(&council, "CASE-TOBY").await;
        let found = council.find_named(&sitting, "Toby", "Wardlow").await;
        let view = council.family(&sitting, &found.people[0].handle).await;
        let names = names_of_members(&view).join("; ");
        assert!(names.contains("Beryl"), "{names}");
        assert!(!names.contains("Lena") && !names.contains("Kit"), "{names}");
        let words = words_of_family(&view);
        assert!(
            !words.contains("Larch") && !words.contains("QX7"),
            "{words}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_school_on_the_island_is_a_desk_to_ask_for_a_half_sister_too() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, SHIELD, LENA, None).await;
        let sitting = on_case(&council, "CASE-ADA").await;
        let found = council.find_named(&sitting, "Ada", "Farrowby").await;
        let view = council.family(&sitting, &found.people[0].handle).await;
        let names = names_of_members(&view).join("; ");
        assert!(names.contains("Kit"), "{names}");
        let words = words_of_family(&view);
        assert!(
            !words.contains("Island Primary") && !words.contains("Larch"),
            "{words}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_identity_and_a_protected_person_are_nobody_for_everybody() {
    for database in databases() {
        let council = council_of_lena(database).await;
        let sitting = on_case(&council, "CASE-NOEL").await;
        let seen = council.find_named(&sitting, "Noel", "Quillan").await;
        assert_eq!(names_found(&seen), ["Noel Quillan"]);
        let seal = Restricted::Person(RestrictionKind::AdoptionSeal);
        restrict(&council, seal, SEALED, None).await;
        let protected = Restricted::Person(RestrictionKind::ProtectedPerson);
        restrict(&council, protected, "77006", None).await;
        let nobody = said(&council, &sitting, terms("Zed", "Quenneville", "", "")).await;
        for (given, family) in [("Noel", "Quillan"), ("Toby", "Wardlow")] {
            let hidden = said(&council, &sitting, terms(given, family, "", "")).await;
            assert_eq!(hidden, nobody, "{}", council.database_name());
        }
        assert!(matches!(
            open(&council, &sitting, &seen).await,
            Err(OperationError::NotFound)
        ));
        let beryl = council.find_named(&sitting, "Beryl", "Wardlow").await;
        let view = council.family(&sitting, &beryl.people[0].handle).await;
        assert!(!names_of_members(&view).join("; ").contains("Toby"));
    }
}

async fn raised(council: &TestCouncil) -> Vec<Flag> {
    let lead = council.lead().await;
    let seen = council
        .kith
        .see_flags(&lead.sitting, council.at, "test")
        .await;
    let Ok(Answer::Shown(view)) = seen else {
        panic!("the lead was refused")
    };
    view.waiting.iter().map(|line| line.flag).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_for_ones_own_family_or_for_whoever_must_not_be_found_is_flagged() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, Restricted::Pair, LENA, Some(ED)).await;
        is_ed(&council, "SW1001").await;
        let ed = on_case(&council, "CASE-ADA").await;
        said(&council, &ed, terms("Wilfrid", "Overbeck", "", "")).await;
        assert!(!raised(&council).await.contains(&Flag::Conflict));
        for looked_for in [
            terms("Lena", "Marsham", "", ""),
            terms("", "Marsham", HIDDEN_POSTCODE, ""),
            terms("Edwin", "Farrowby", "", ""),
        ] {
            said(&council, &ed, looked_for).await;
        }
        let flags = raised(&council).await;
        let conflicts = flags.iter().filter(|flag| **flag == Flag::Conflict).count();
        assert_eq!(conflicts, 3, "{flags:?} {}", council.database_name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_sealed_record_is_flagged_and_the_worker_reads_nothing_of_it() {
    for database in databases() {
        let council = council_of_lena(database).await;
        let sitting = on_case(&council, "CASE-NOEL").await;
        let seen = council.find_named(&sitting, "Noel", "Quillan").await;
        let seal = Restricted::Person(RestrictionKind::AdoptionSeal);
        restrict(&council, seal, SEALED, None).await;
        let opened = open(&council, &sitting, &seen).await;
        assert!(matches!(opened, Err(OperationError::NotFound)));
        assert!(raised(&council).await.contains(&Flag::Restricted));
        let own = council.own_looks(&sitting).await;
        let absent = AuditAction::AnsweredAsIfAbsent.label();
        assert!(!own.is_empty());
        assert!(own.iter().all(|look| look.action != absent));
        assert!(own.iter().all(|look| !look.outcome.contains("as if")));
    }
}

/// The messages of the two leads, told of what was looked through just now.
async fn told(council: &TestCouncil) -> (usize, usize) {
    council.kith.raise_alerts(council.at).await.unwrap();
    let unread = async |staff_id: &str| {
        let sitting = council.sign_in(staff_id).await;
        let unread = council.kith.unread_messages(&sitting.sitting);
        unread.await.unwrap()
    };
    (unread("IG1001").await, unread("IG1002").await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_leads_are_told_at_once_of_what_to_ask_about_first_and_nobody_else_is() {
    for database in databases() {
        let council = council_of_lena(database).await;
        restrict(&council, Restricted::Pair, LENA, Some(ED)).await;
        is_ed(&council, "SW1001").await;
        let ed = on_case(&council, "CASE-ADA").await;
        said(&council, &ed, terms("Wilfrid", "Overbeck", "", "")).await;
        assert_eq!(told(&council).await, (0, 0), "an honest search");
        for looked_for in [
            terms("Lena", "Marsham", "", ""),
            terms("Edwin", "Farrowby", "", ""),
        ] {
            said(&council, &ed, looked_for).await;
        }
        assert_eq!(told(&council).await, (1, 1), "one message of one worker");
        assert_eq!(told(&council).await, (1, 1), "each is told once");
        // A lead who asks for what is kept from them is not told of it; the other is.
        is_ed(&council, "IG1002").await;
        let lead = council.sit_down("IG1002", Purpose::Audit, "").await;
        said(&council, &lead, terms("Lena", "Marsham", "", "")).await;
        assert_eq!(told(&council).await, (2, 1), "{}", council.database_name());
        let own = council.kith.unread_messages(&ed.sitting).await.unwrap();
        assert_eq!(own, 0);
        let reader = council.sign_in("IG1001").await;
        let read = council.kith.read_messages(&reader.sitting, council.at);
        for message in read.await.unwrap() {
            assert!(
                message.words.contains("kept from them"),
                "{}",
                message.words
            );
            for secret in ["Lena", "Marsham", "SW1001", "IG1002", "Amira"] {
                assert!(!message.words.contains(secret), "{}", message.words);
            }
        }
    }
}
