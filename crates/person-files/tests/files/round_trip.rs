//! Ids come out as they went in, whatever characters they are made of.

use crate::desk::Desk;
use proptest::prelude::*;

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_id_comes_back_in_its_place(
        ids in proptest::collection::hash_set("[-=+@'\",;|:\\na-c0-9\u{e9}\u{4e2d} \\t]{1,8}", 1..12),
        names in proptest::collection::vec("[\",;a-z\u{f1}]{0,6}", 12),
    ) {
        let ids: Vec<String> = ids.into_iter().map(|id| id.trim().to_owned()).collect();
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        prop_assume!(distinct.len() == ids.len() && ids.iter().all(|id| !id.is_empty()));
        let mut text = "id,name\n".to_owned();
        for (id, name) in ids.iter().zip(&names) {
            text.push_str(&format!("{},{}\n", quoted(id), quoted(name)));
        }
        let rows = Desk::new().rows("record_id = \"id\"\ngiven_name = \"name\"", &text);
        let written: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        prop_assert_eq!(written, ids.iter().collect::<Vec<_>>());
        prop_assert!(rows.iter().all(|row| ids.contains(&row[1])));
    }

    #[test]
    fn the_order_of_the_rows_changes_no_person(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle()) {
        const ROWS: [&str; 6] = [
            "A1,Rosa,Lomax,2014-02-11,QX1 4AB",
            "A2,Rosa,Lomax,2014-02-11,QX1 4AB",
            "B3,Tomos,Vaughan,2001-12-05,QX9 1AA",
            "B10,Tomos,Vaughan,2001-12-05,QX9 1AA",
            "C5,Una,Lomax,2016-07-19,QX1 4AB",
            "C6,Ines,Haddad,1988-09-30,QX9 8ZZ",
        ];
        let rows: Vec<&str> = order.iter().map(|at| ROWS[*at]).collect();
        let text = format!("id,first,last,dob,post\n{}\n", rows.join("\n"));
        let spec = "record_id = \"id\"\ngiven_name = \"first\"\nfamily_name = \"last\"\nbirth_date = \"dob\"\npostcode = \"post\"";
        let mut people: Vec<[String; 3]> = Desk::new().rows(spec, &text);
        people.sort();
        let expected = [
            ["A1", "A1", "automatic"],
            ["A2", "A1", "automatic"],
            ["B10", "B3", "automatic"],
            ["B3", "B3", "automatic"],
            ["C5", "C5", "alone"],
            ["C6", "C6", "alone"],
        ];
        prop_assert_eq!(people, expected.map(|row| row.map(str::to_owned)));
    }
}
