//! Laws that hold whatever a file holds: nothing panics, nothing good is lost, counts add up.
//!
//! Invariant under test: reading is a function of the bytes.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared by the test files; each uses a part of it"
)]
mod check;

use check::{eastmere, read, shipped};
use intake::{Record, Severity};
use proptest::prelude::*;
use std::collections::BTreeSet;

const CELL: &str = "[A-Za-z0-9=@+\"\n\r ,;/.\u{0}\u{e9}\u{fffd}Ã©-]{0,14}";

fn grid(headers: &str, cells: &[Vec<String>]) -> String {
    let rows: Vec<String> = cells.iter().map(|row| row.join(",")).collect();
    format!("{headers}\n{}\n", rows.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&eastmere(), "any.csv", &bytes);
    }

    #[test]
    fn no_bytes_below_a_good_header_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..1_000),
        which in 0usize..5,
    ) {
        let headers = [
            "Person ID,Forename,Surname,DOB,NHS No,UPN,ULN,Telephone,E-mail",
            "Person ID,Address 1,Address 2,Postcode,UPRN,Type,Confidential,From,To",
            "Tenancy ref;Tenant;Tenant born;Address;State;Tenancy start;Tenancy end",
            "Person ID\tRelationship\tRelated person\tEnded",
            "Case|Child|Worker|Kind|From|Family agreed",
        ];
        let whole = [headers[which].as_bytes(), b"\n", &bytes].concat();
        let _ = read(&eastmere(), "any.csv", &whole);
    }

    #[test]
    fn any_grid_is_read_and_its_counts_add_up(
        cells in proptest::collection::vec(proptest::collection::vec(CELL, 1..11), 1..12),
    ) {
        let header = "Person ID,Forename,Surname,DOB,Expected,Sex,NHS No,UPN,ULN,Telephone";
        let text = grid(header, &cells);
        if let Ok((report, records)) = read(&eastmere(), "grid.csv", text.as_bytes()) {
            let refused: BTreeSet<u64> = report
                .findings
                .iter()
                .filter(|finding| finding.kind.severity() == Severity::RowRefused)
                .map(|finding| finding.line)
                .collect();
            prop_assert_eq!(report.rows - report.rows_kept, refused.len() as u64);
            let lines = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64;
            for record in &records {
                if let Record::Person(person) = record {
                    prop_assert!(person.line <= lines && !refused.contains(&person.line));
                }
            }
            prop_assert!(report.profile.filled.values().all(|count| *count <= report.rows));
            let again = read(&eastmere(), "grid.csv", text.as_bytes()).unwrap();
            prop_assert_eq!(again, (report, records));
        }
    }

    #[test]
    fn a_bad_row_never_stops_a_good_one(bad in "[a-zA-Z0-9\",;=\n\r ]{0,60}", after in 1usize..4) {
        let good: String = (1..=after).map(|n| format!("GOOD{n},Lena,Hart,2011-12-13\n")).collect();
        let text = format!("Person ID,Forename,Surname,DOB\nFIRST,Jon,Pike,\n{bad}\n{good}");
        let (_, records) = read(&eastmere(), "people.csv", text.as_bytes()).unwrap();
        let keys: Vec<&str> = records
            .iter()
            .filter_map(|record| match record {
                Record::Person(person) => Some(person.key.reveal()),
                _ => None,
            })
            .collect();
        prop_assert!(keys.contains(&"FIRST"));
        for n in 1..=after {
            let key = format!("GOOD{n}");
            prop_assert!(keys.contains(&key.as_str()), "{} is missing", key);
        }
    }

    #[test]
    fn the_shipped_sources_read_any_text(text in "\\PC{0,300}") {
        for id in ["family-context-csc", "family-context-education", "family-context-reference"] {
            let _ = read(&shipped(id), "any.csv", text.as_bytes());
        }
    }
}
