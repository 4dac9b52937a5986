//! Finding a child with what a worker has: half-remembered names, dates the wrong way round,
//! numbers from a letter. And what a search never gives.

use operations::{FindError, FindTerms, FoundPeople, family::HomeAddress};
use testkit::{
    PilotChild, TestCouncil, TestSitting, databases, names_found, on_every_database, person_found,
    pilot_social_care, two_names, words_of_results,
};

/// One search that must put this given name first.
async fn finds(
    council: &TestCouncil,
    sitting: &TestSitting,
    given: &str,
    how: &str,
    terms: FindTerms,
) {
    let found = council.find(sitting, terms).await;
    let first = names_found(&found).into_iter().next().unwrap_or_default();
    let database = council.database_name();
    assert!(
        first.starts_with(given),
        "{database}, {how}: {:?}",
        names_found(&found)
    );
    let person = person_found(&found, given);
    assert!(
        !person.why.is_empty(),
        "{database}, {how}: no reason is given"
    );
}

fn born(terms: FindTerms, day: &str, month: &str, year: &str) -> FindTerms {
    let part = str::to_owned;
    FindTerms {
        birth_day: part(day),
        birth_month: part(month),
        birth_year: part(year),
        ..terms
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_misspelt_short_former_or_exchanged_still_finds_the_person() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        for (given, how, typed_given, typed_family) in [
            ("Oliver", "as recorded", "Oliver", "Fairclough"),
            ("Oliver", "family name misspelt", "Oliver", "Farclough"),
            ("Oliver", "both names misspelt", "Olivr", "Fairclugh"),
            ("Oliver", "a nickname", "Ollie", "Fairclough"),
            ("Oliver", "another short form", "Olly", "Fairclough"),
            ("Oliver", "capitals and spaces", " OLIVER ", "  fairclough"),
            (
                "Oliver",
                "names in each other's fields",
                "Fairclough",
                "Oliver",
            ),
            ("Kelly", "an old surname", "Kelly", "Birtwistle"),
            ("Zainab", "another transliteration", "Zaynab", "Malik"),
            ("Tariq", "another transliteration", "Tarek", "Malik"),
            (
                "Ewa",
                "the other ending of a Polish name",
                "Ewa",
                "Lewandowski",
            ),
        ] {
            finds(
                &council,
                &sitting,
                given,
                how,
                two_names(typed_given, typed_family),
            )
            .await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_birth_date_with_day_and_month_swapped_still_finds_the_child() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let family = FindTerms {
            family: "Fairclough".to_owned(),
            ..FindTerms::default()
        };
        finds(
            &council,
            &sitting,
            "Oliver",
            "true",
            born(family.clone(), "4", "7", "2017"),
        )
        .await;
        finds(
            &council,
            &sitting,
            "Oliver",
            "swapped",
            born(family.clone(), "7", "4", "2017"),
        )
        .await;
        let given = FindTerms {
            given: "Oliver".to_owned(),
            ..FindTerms::default()
        };
        finds(
            &council,
            &sitting,
            "Oliver",
            "a year",
            born(given, "", "", "2017"),
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wildcard_stands_for_the_rest_of_a_name() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        for wildcard in ["*", "%", "_", "?"] {
            let terms = two_names(&format!("Ol{wildcard}"), &format!("Fair{wildcard}"));
            finds(&council, &sitting, "Oliver", wildcard, terms).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wildcard_or_a_letter_alone_is_too_little_to_search_with() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        for (given, family) in [
            ("*", "%"),
            ("_", "*"),
            ("O", "F"),
            ("O*", "F*"),
            ("Oliver", "*"),
            ("", "Fairclough"),
            ("", ""),
        ] {
            let terms = two_names(given, family);
            let found = council
                .kith
                .find_person(&sitting.sitting, &terms, council.at, "test")
                .await;
            assert!(
                matches!(found, Err(FindError::TooFewDetails)),
                "`{given}` `{family}` was searched"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_from_a_letter_find_the_person() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let text = str::to_owned;
        let by_case = FindTerms {
            case_number: text("csc-2026-0417"),
            ..FindTerms::default()
        };
        let on_case = council.find(&sitting, by_case).await;
        for child in ["Oliver", "Lily", "Freya"] {
            assert!(
                person_found(&on_case, child)
                    .why
                    .iter()
                    .any(|why| why.contains("case number"))
            );
        }
        assert_eq!(on_case.people.len(), 3);
        let by_nhs = FindTerms {
            nhs_number: text("999 953 7847"),
            ..FindTerms::default()
        };
        finds(&council, &sitting, "Oliver", "NHS number", by_nhs).await;
        let by_pupil = FindTerms {
            upn: text("N000029606219"),
            ..FindTerms::default()
        };
        finds(&council, &sitting, "Oliver", "pupil number", by_pupil).await;
        let by_key = FindTerms {
            case_number: text("22985586"),
            ..FindTerms::default()
        };
        finds(
            &council,
            &sitting,
            "Oliver",
            "key in the case system",
            by_key,
        )
        .await;
        let telephone = text("07700 900 000");
        let by_telephone = FindTerms {
            telephone,
            given: text("Kelly"),
            ..FindTerms::default()
        };
        finds(
            &council,
            &sitting,
            "Kelly",
            "telephone and given name",
            by_telephone,
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postcode_or_an_age_with_a_given_name_finds_the_child() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let view = council.family(&sitting, &found.people[0].handle).await;
        let HomeAddress::Shown(address) = &view.family.homes[0].address else {
            panic!("no address")
        };
        let postcode = address
            .postcode
            .as_ref()
            .expect("a postcode")
            .reveal()
            .to_owned();
        let given = FindTerms {
            given: "Oliver".to_owned(),
            ..FindTerms::default()
        };
        let terms = FindTerms {
            postcode,
            ..given.clone()
        };
        finds(&council, &sitting, "Oliver", "postcode", terms).await;
        for age in ["9", "8", "10"] {
            let terms = FindTerms {
                about_age: age.to_owned(),
                ..given.clone()
            };
            finds(&council, &sitting, "Oliver", "about that age", terms).await;
        }
        let terms = FindTerms {
            about_age: "9".to_owned(),
            ..two_names("", "Fairclough")
        };
        finds(&council, &sitting, "Oliver", "family name and age", terms).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_and_not_searched() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let name = two_names("Oliver", "Fairclough");
        let refuse = async |terms: FindTerms| match council
            .kith
            .find_person(&sitting.sitting, &terms, council.at, "test")
            .await
        {
            Err(error) => error.to_string(),
            Ok(_) => panic!("it was searched"),
        };
        let text = str::to_owned;
        assert!(
            refuse(born(name.clone(), "31", "2", "2017"))
                .await
                .contains("not a date")
        );
        assert!(
            refuse(FindTerms {
                about_age: text("old"),
                ..name.clone()
            })
            .await
            .contains("age")
        );
        assert!(
            refuse(FindTerms {
                postcode: text("QX8"),
                ..name.clone()
            })
            .await
            .contains("postcode")
        );
        let wrong = FindTerms {
            nhs_number: text("999 953 7848"),
            ..name.clone()
        };
        assert!(refuse(wrong).await.contains("NHS number"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_twenty_people_are_shown_and_never_a_total() {
    for database in databases() {
        let mut council = TestCouncil::empty(database).await;
        let given = [
            "Ada", "Bela", "Cato", "Dora", "Emil", "Fern", "Gwen", "Hugo", "Iris", "Jonas",
        ];
        let child = |number: usize| PilotChild {
            key: format!("{}", 9000 + number),
            given: given[number % 10].to_owned(),
            family: "Brackenfold".to_owned(),
            born: format!(
                "{}-{:02}-{:02}",
                2010 + number / 12,
                number % 12 + 1,
                number % 27 + 1
            ),
            sex: if number.is_multiple_of(2) {
                "Male"
            } else {
                "Female"
            }
            .to_owned(),
            address: format!(
                "{} Larkrise Row\nEastmere\nQX7 {}AB",
                number + 1,
                number % 9
            ),
        };
        let children: Vec<PilotChild> = (0..37).map(child).collect();
        council
            .load(
                "family-context-csc",
                "csc.csv",
                &pilot_social_care(&children),
            )
            .await;
        council.allocate("CSC-2026-0001").await;
        council.link_and_publish().await;
        council.add_workers().await;
        let sitting = council.social_worker_on("CSC-2026-0001").await;
        let wide = FindTerms {
            postcode: "QX7 1AB".to_owned(),
            ..two_names("", "Brack*")
        };
        let found = council.find(&sitting, wide).await;
        assert_eq!(found.people.len(), 20);
        assert!(found.has_more);
        assert!(
            !words_of_results(&found).contains("37"),
            "the total is told"
        );
        let narrow = born(two_names("Ada", "Brackenfold"), "1", "1", "2010");
        let found = council.find(&sitting, narrow).await;
        assert_eq!(names_found(&found)[0], "Ada Brackenfold");
    }
}

/// The refuge stands in one source only, marked confidential.
fn at_the_refuge(terms: FindTerms) -> FindTerms {
    FindTerms {
        address: "Haven House, 11 Orchard Place".to_owned(),
        postcode: "QX5 9AD".to_owned(),
        ..terms
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_address_finds_nobody_and_a_name_still_does() {
    on_every_database(async |council| {
        let sitting = council.social_worker_on("CSC-2026-0611").await;
        let found = council
            .find(&sitting, at_the_refuge(FindTerms::default()))
            .await;
        assert_eq!(names_found(&found), Vec::<String>::new());
        let found = council.find_named(&sitting, "Idil", "Farah").await;
        for hidden in ["Haven House", "Orchard Place", "QX5 9AD"] {
            assert!(
                !words_of_results(&found).contains(hidden),
                "{hidden} is in the results"
            );
        }
        assert!(
            person_found(&found, "Idil").first_line.is_none(),
            "an address is shown"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_hidden_address_reads_like_guessing_a_wrong_one() {
    on_every_database(async |council| {
        let sitting = council.social_worker_on("CSC-2026-0611").await;
        let told =
            |found: &FoundPeople| (words_of_results(found), found.people.len(), found.has_more);
        let right = council
            .find(&sitting, at_the_refuge(two_names("Idil", "Farah")))
            .await;
        let address = "Nowhere House, 12 Willow End".to_owned();
        let wrong = FindTerms {
            address,
            postcode: "QX5 9ZZ".to_owned(),
            ..two_names("Idil", "Farah")
        };
        let wrong = council.find(&sitting, wrong).await;
        assert_eq!(told(&right), told(&wrong));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn results_do_not_say_that_somebody_is_known_to_a_sensitive_service() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Mark", "Fairclough").await;
        let known_to = &person_found(&found, "Mark").known_to;
        assert!(!known_to.is_empty());
        for source in known_to {
            let lower = source.to_lowercase();
            assert!(
                !lower.contains("substance") && !lower.contains("recovery"),
                "{source}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn early_help_finds_the_family_on_the_case_and_nobody_else() {
    on_every_database(async |council| {
        let sitting = council.early_help_worker().await;
        let found = council.find_named(&sitting, "Jakub", "Lewandowski").await;
        let known_to = &person_found(&found, "Jakub").known_to;
        assert!(
            known_to
                .iter()
                .all(|source| !source.to_lowercase().contains("police"))
        );
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        assert_eq!(names_found(&found), Vec::<String>::new());
        assert!(!found.has_more, "it tells that there is somebody");
    })
    .await;
}
