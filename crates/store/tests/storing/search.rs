//! Which records a search compares, and when it says that there are more.

use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Permit, Standby, SubjectFacts,
    Worker, decide,
};
use linkage::search::{NameAsked, Query, SearchKey};
use store::SearchReader;
use testkit::operations::audit::{AuditAction, AuditEvent};
use testkit::operations::store::Restricted;
use testkit::{TestCouncil, databases};
use vocabulary::{
    CaseLinkKind, CaseReference, PersonId, Purpose, RestrictionKind, Role, StaffId, Telephone,
};

const SOURCE: &str = "childrens-social-care";

/// Three people of one family name, and Lena of another, with a telephone.
async fn council(database: testkit::TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    let people = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_telephone\n\
        1,Agatha,Overbeck,F,2012-02-03,07700 900201\n\
        2,Bertram,Overbeck,M,2014-06-11,07700 900202\n\
        3,Cosima,Overbeck,F,2016-10-19,07700 900203\n\
        4,Lena,Marsh,F,1991-03-14,07700 900123\n";
    council.load(SOURCE, "people.csv", people).await;
    council.link_and_publish().await;
    council
}

/// Leave to search among everybody.
fn permit(council: &TestCouncil) -> Permit {
    let request = AccessRequest {
        worker: Worker {
            staff: StaffId::parse("SW1001").unwrap(),
            role: Role::SocialWorker,
            teams: Vec::new(),
            is_active: true,
            trained_on: Some(council.at.today()),
        },
        purpose: Some(Purpose::ChildInNeedAssessment),
        case: CaseReference::parse("CSC-2026-0001").ok(),
        standing: CaseStanding {
            link: CaseLinkStanding::Linked {
                kind: CaseLinkKind::Allocation,
                family_agreed: None,
            },
            subject_is_on_case: false,
        },
        action: Action::Search,
        subject: None,
        about: SubjectFacts::none(),
        standby: Standby::none(),
        today: council.at.today(),
    };
    match decide(council.kith.rulebook(), &request) {
        Decision::Permit(permit) => permit,
        other => panic!("{other:?}"),
    }
}

/// Who is compared for the family name of the three and a telephone, and whether there are more.
async fn compared(council: &TestCouncil, telephone: &str, most: usize) -> (Vec<PersonId>, bool) {
    let query = Query {
        family: NameAsked::parse("Overbeck"),
        telephone: Telephone::parse(telephone).ok(),
        ..Query::default()
    };
    let keys = query
        .keys_in_turn()
        .map(|keys| keys.into_iter().map(SearchKey::to_i64).collect::<Vec<_>>());
    let event = AuditEvent::new(AuditAction::Searched, council.at.timestamp(), "test");
    let store = council.kith.store();
    let reader = SearchReader::open(store, &permit(council), event).await;
    let (found, has_more) = reader.unwrap().candidates(&keys, most).await.unwrap();
    (found.iter().map(|one| one.person).collect(), has_more)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_telephone_does_not_make_too_many_of_those_who_are_found() {
    for database in databases() {
        let council = council(database).await;
        let (hers, nobodys) = ("07700 900123", "07700 900999");
        assert!(compared(&council, hers, 3).await.1);
        let lena = council.person_of(SOURCE, "4").await.unwrap();
        let shield = Restricted::Person(RestrictionKind::Shield);
        council.restrict(shield, lena, None).await;
        for most in 1..=5 {
            let (with, without) = (
                compared(&council, hers, most).await,
                compared(&council, nobodys, most).await,
            );
            assert_eq!(
                with,
                without,
                "at most {most} on {}",
                council.database_name()
            );
            assert_eq!((with.0.len(), with.1), (most.min(3), most < 3));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_an_open_name_leads_to_is_compared_before_whoever_a_telephone_leads_to() {
    for database in databases() {
        let council = council(database).await;
        let lena = council.person_of(SOURCE, "4").await.unwrap();
        let (three, has_more) = compared(&council, "07700 900123", 3).await;
        assert!(three.len() == 3 && has_more && !three.contains(&lena));
        let (four, has_more) = compared(&council, "07700 900123", 4).await;
        assert!(four.len() == 4 && !has_more && four.contains(&lena));
    }
}
