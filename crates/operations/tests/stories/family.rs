//! One page shows the whole family: who belongs to it, who lives where, and whom to ring.

use operations::family::{Cell, HomeAddress, LineKind, LivesWithChild, Standing, State};
use operations::{FamilyView, audit::AuditAction};
use testkit::{
    TestCouncil, member, moment, names_of_members, on_every_database, person_found, words_of_family,
};
use vocabulary::Service;

/// The page of the large family, as its social worker sees it.
async fn large_family(council: &TestCouncil) -> FamilyView {
    family_of(council, "CSC-2026-0417", "Oliver", "Fairclough").await
}

/// The page of a child, as the social worker on a case sees it.
async fn family_of(council: &TestCouncil, case: &str, given: &str, family: &str) -> FamilyView {
    let sitting = council.social_worker_on(case).await;
    let found = council.find_named(&sitting, given, family).await;
    council
        .family(&sitting, &person_found(&found, given).handle)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_of_the_large_family_is_there_with_what_they_are_to_the_child() {
    on_every_database(async |council| {
        let view = large_family(&council).await;
        for (given, relation) in [
            ("Oliver", "the child"),
            ("Kelly", "mother"),
            ("Mark", "father"),
            ("Lily", "sister"),
            ("Freya", "half-sister"),
            ("Maureen", "grandmother"),
        ] {
            let words = &member(&view, given).relation.words;
            assert!(
                words.starts_with(relation),
                "{given} is said to be: {words}"
            );
        }
        let words = &member(&view, "Daniel").relation.words;
        assert!(
            words.contains("step-father") || words.contains("mother's"),
            "Daniel: {words}"
        );
        assert_eq!(
            view.family.members.len(),
            7,
            "{:?}",
            names_of_members(&view)
        );
        assert_eq!(member(&view, "Mark").lives_with_child, LivesWithChild::No);
        assert_eq!(member(&view, "Kelly").lives_with_child, LivesWithChild::Yes);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn homes_stand_side_by_side_with_who_lives_there_now_and_before() {
    on_every_database(async |council| {
        let view = large_family(&council).await;
        let child = view.family.child;
        let now = view
            .family
            .homes
            .iter()
            .find(|home| home.standing_of(child) == Some(Standing::Now));
        let now = now.expect("the child's home");
        assert_eq!(
            now.standing_of(member(&view, "Maureen").person),
            Some(Standing::Now)
        );
        let father = member(&view, "Mark").person;
        assert_ne!(now.standing_of(father), Some(Standing::Now));
        let fathers =
            |home: &&operations::family::Household| home.standing_of(father) == Some(Standing::Now);
        assert!(
            view.family.homes.iter().any(|home| fathers(&home)),
            "the father has no home"
        );
        let before = view.family.homes.iter().any(|home| {
            home.standing_of(child) == Some(Standing::Before)
                && home.standing_of(father) == Some(Standing::Before)
        });
        assert!(before, "the home that they left together is not there");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_current_or_recent_involvement_has_somebody_to_ring() {
    on_every_database(async |council| {
        let cast = council.cast();
        for (case, family) in [
            ("CSC-2026-0417", &cast.large_family),
            ("CSC-2026-0417", &cast.twins),
            ("CSC-2026-0388", &cast.foster),
            ("CSC-2026-0611", &cast.refuge),
        ] {
            let child = family.child();
            let case = if case == "CSC-2026-0388" {
                "CSC-2026-0417"
            } else {
                case
            };
            let view = family_of(&council, case, &child.given, &child.family).await;
            assert!(
                !view.family.contacts.is_empty(),
                "{}: nobody to ring",
                family.story
            );
            for contact in &view.family.contacts {
                let has_telephone = contact.lines.iter().any(|line| line.telephone.is_some());
                assert!(
                    has_telephone,
                    "{}, {}: no telephone",
                    family.story, contact.source_name
                );
                assert!(
                    contact
                        .members
                        .iter()
                        .all(|one| !matches!(one.state, State::Historic(_)))
                );
            }
            let ringable: Vec<_> = view
                .family
                .contacts
                .iter()
                .flat_map(|one| &one.members)
                .map(|one| one.involvement)
                .collect();
            for row in &view.family.grid {
                for cell in &row.cells {
                    for involvement in live_involvements(cell) {
                        assert!(
                            ringable.contains(&involvement),
                            "{}: one has no line",
                            family.story
                        );
                    }
                }
            }
        }
    })
    .await;
}

/// Involvements of a cell that are current or recent.
fn live_involvements(cell: &Cell) -> Vec<vocabulary::InvolvementId> {
    match cell {
        Cell::Current { involvements } => involvements.iter().take(1).copied().collect(),
        Cell::Recent { involvements, .. } => involvements.iter().take(1).copied().collect(),
        Cell::Late { last_known, .. } => live_involvements(last_known),
        _ => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_two_in_the_morning_the_out_of_hours_line_comes_first() {
    on_every_database(async |mut council| {
        let by_day = large_family(&council).await;
        let social_care = |view: &FamilyView| {
            let contacts = view.family.contacts.iter();
            let mut own = contacts.filter(|one| one.service == Service::ChildrensSocialCare);
            own.next()
                .and_then(|one| one.lines.first())
                .map(|line| line.kind)
        };
        assert_eq!(social_care(&by_day), Some(LineKind::Worker));
        council.at = moment("2026-11-24T02:00:00Z");
        let at_night = large_family(&council).await;
        assert_eq!(social_care(&at_night), Some(LineKind::OutOfHoursLine));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_whose_data_is_old_says_so_in_every_cell() {
    on_every_database(async |council| {
        let view = large_family(&council).await;
        let column = view
            .family
            .sources
            .iter()
            .position(|one| one.service == Service::HealthVisiting);
        let column = column.expect("health visiting has a column");
        assert!(view.family.searched[column].is_late);
        let row = view
            .family
            .grid
            .iter()
            .find(|row| row.person == member(&view, "Freya").person)
            .unwrap();
        let Cell::Late { last_known, .. } = &row.cells[column] else {
            panic!("it does not say late")
        };
        assert!(matches!(**last_known, Cell::Current { .. }));
        assert!(
            view.family
                .summary
                .iter()
                .any(|sentence| sentence.reveal().contains("Late: "))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_are_two_people_and_so_are_a_father_and_son_of_one_name() {
    on_every_database(async |council| {
        let twins = family_of(&council, "CSC-2026-0417", "Aminata", "Conteh").await;
        assert!(member(&twins, "Mariama").relation.words.contains("sister"));
        assert_ne!(
            member(&twins, "Mariama").person,
            member(&twins, "Aminata").person
        );
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Patrick", "Doherty").await;
        let patricks = found.people.iter().filter(|one| {
            one.given
                .as_ref()
                .is_some_and(|name| name.reveal().eq_ignore_ascii_case("Patrick"))
        });
        let ages: Vec<_> = patricks.filter_map(|one| one.age.clone()).collect();
        assert_eq!(ages.len(), 2, "{ages:?}");
        assert_ne!(ages[0], ages[1]);
        let son = found
            .people
            .iter()
            .find(|one| one.age.as_deref() == Some("15"))
            .expect("the son");
        let view = council.family(&sitting, &son.handle).await;
        let patricks: Vec<_> = view
            .family
            .members
            .iter()
            .filter(|one| testkit::given_name(one).eq_ignore_ascii_case("Patrick"))
            .collect();
        assert_eq!(patricks.len(), 2, "{:?}", names_of_members(&view));
        assert!(patricks.iter().any(|one| one.relation.words == "father"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unborn_child_is_a_member_of_its_own_family() {
    on_every_database(async |council| {
        let view = family_of(&council, "CSC-2026-0417", "Chloe", "Tattersall").await;
        let unborn = view
            .family
            .members
            .iter()
            .find(|one| one.relation.words.starts_with("unborn"));
        assert!(unborn.is_some(), "{:?}", names_of_members(&view));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sibling_in_foster_care_is_shown_and_lives_apart() {
    on_every_database(async |council| {
        let view = family_of(&council, "CSC-2026-0417", "Tyler", "Ogden").await;
        assert_eq!(member(&view, "Ruby").lives_with_child, LivesWithChild::No);
        assert!(member(&view, "Ruby").relation.words.starts_with("sister"));
        assert_eq!(member(&view, "Stacey").relation.words, "mother");
        assert!(member(&view, "Susan").relation.words.contains("foster"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refuge_is_on_no_page_and_no_household_gives_it_away() {
    on_every_database(async |council| {
        for given in ["Idil", "Hodan", "Yusuf"] {
            let family = if given == "Yusuf" { "Jama" } else { "Farah" };
            let family = if given == "Hodan" { "Warsame" } else { family };
            let view = family_of(&council, "CSC-2026-0611", given, family).await;
            let words = words_of_family(&view);
            for hidden in ["Haven", "Orchard Place", "QX5 9AD", "QX59AD", "refuge"] {
                assert!(
                    !words.to_lowercase().contains(&hidden.to_lowercase()),
                    "{given}: {hidden} is shown"
                );
            }
            for home in &view.family.homes {
                if home.address == HomeAddress::Withheld {
                    assert!(
                        home.members.len() <= 1
                            && home.members.iter().all(|one| one.stays.is_empty())
                    );
                }
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sensitive_service_is_at_most_a_desk_to_ask() {
    on_every_database(async |council| {
        let view = large_family(&council).await;
        let column = view
            .family
            .sources
            .iter()
            .position(|one| one.service == Service::SubstanceMisuse);
        let column = column.expect("substance misuse has a column");
        let row = view
            .family
            .grid
            .iter()
            .find(|row| row.person == member(&view, "Mark").person)
            .unwrap();
        assert!(matches!(row.cells[column], Cell::AskTheDesk { .. }));
        let words = words_of_family(&view);
        for hidden in ["Stacey Booth", "Recovery Service", "staceybooth"] {
            assert!(!words.contains(hidden), "{hidden} is shown");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_family_in_many_sources_is_one_search_one_selection_and_no_opening() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let before = council.kith.verify_audit().await.unwrap().entries;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let view = council
            .family(&sitting, &person_found(&found, "Oliver").handle)
            .await;
        let after = council.kith.verify_audit().await.unwrap().entries;
        assert!(view.family.members.len() >= 6 && view.family.sources.len() >= 4);
        assert!(
            view.family
                .grid
                .iter()
                .all(|row| row.cells.len() == view.family.sources.len())
        );
        assert_eq!(
            after - before,
            4,
            "one search and one look, each recorded before and after"
        );
        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await
            .unwrap();
        let operations::Answer::Shown(looks) = looks else {
            panic!("the lead was refused")
        };
        let own = |action: AuditAction| {
            looks
                .iter()
                .filter(|look| look.worker.contains("SW1001") && look.action == action.label())
                .count()
        };
        assert_eq!(own(AuditAction::Searched), 1);
        assert_eq!(own(AuditAction::SawFamily), 1);
        assert_eq!(own(AuditAction::SawDetails), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_details_of_one_involvement_come_second_with_the_agreed_facts() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let view = council
            .family(&sitting, &person_found(&found, "Oliver").handle)
            .await;
        assert!(
            !words_of_family(&view).contains("Case open"),
            "a fact is on the first page"
        );
        let column = view
            .family
            .sources
            .iter()
            .position(|one| one.service == Service::Housing)
            .unwrap();
        let row = view
            .family
            .grid
            .iter()
            .find(|row| row.person == member(&view, "Kelly").person)
            .unwrap();
        let Cell::Current { involvements } = &row.cells[column] else {
            panic!("no tenancy")
        };
        let handle = &view.involvements[&involvements[0]];
        let details = council
            .kith
            .see_details(&sitting.sitting, handle, council.at, "test")
            .await
            .unwrap();
        let operations::Answer::Shown(details) = details else {
            panic!("the details were refused")
        };
        let facts: Vec<_> = details
            .details
            .facts
            .iter()
            .map(|fact| fact.value.reveal())
            .collect();
        assert!(facts.contains(&"Case open"), "{facts:?}");
        assert!(details.agreement.is_some() && !details.why_you_may.is_empty());
        assert!(details.details.contact.is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn early_help_sees_that_services_work_with_the_family_and_no_worker_dates_or_facts() {
    on_every_database(async |council| {
        let sitting = council.early_help_worker().await;
        let found = council.find_named(&sitting, "Jakub", "Lewandowski").await;
        let view = council
            .family(&sitting, &person_found(&found, "Jakub").handle)
            .await;
        assert!(
            view.family.members.len() >= 4,
            "{:?}",
            names_of_members(&view)
        );
        for contact in &view.family.contacts {
            assert!(
                contact.worker.is_none(),
                "{} names a worker",
                contact.source_name
            );
            assert!(contact.members.iter().all(|one| one.since.is_none()));
        }
    })
    .await;
}
