//! Files that are no use: each is answered with what it is, and none stops the program.

use crate::desk::Desk;
use proptest::prelude::*;

const SPEC: &str = "record_id = \"id\"\ngiven_name = \"name\"";

#[test]
fn each_file_that_cannot_be_used_is_told_for_what_it_is() {
    let desk = Desk::new();
    let noise: Vec<u8> = (0..=255).cycle().take(4_000).collect();
    let mut said = Vec::new();
    for (name, bytes) in [
        ("empty.csv", &b""[..]),
        ("blank.csv", b"\n\n\n"),
        ("noise.csv", &noise),
        ("book.csv", b"PK\x03\x04rest"),
        ("letter.csv", b"%PDF-1.7"),
        ("header.csv", b"id,name\n"),
        ("broken.csv", b"id,name\n1\n2\n"),
        ("without_ids.csv", b"id,name\n,Rosa\n,Una\n"),
        ("cut.parquet", b"PAR1 and then nothing"),
        ("other.csv", b"key,first name\n1,Rosa\n"),
        ("twice.csv", b"id,name\n7,Rosa\n8,Una\n7,Ines\n"),
    ] {
        said.push(desk.refused(SPEC, name, bytes));
    }
    insta::assert_snapshot!(said.join("\n"));
    assert!(!said.concat().contains("Rosa"));
}

#[test]
fn a_file_that_is_not_there_is_told_by_name() {
    let desk = Desk::new();
    let missing = desk.path("nowhere.csv");
    let said = desk.link(SPEC, &[missing]).err().unwrap().to_string();
    assert!(
        said.starts_with("nowhere.csv could not be opened"),
        "{said}"
    );
}

#[test]
fn a_file_of_ids_alone_joins_nobody() {
    let rows = Desk::new().rows("record_id = \"id\"", "id\na\nb\nc\n");
    assert!(rows.iter().all(|row| row[0] == row[1] && row[2] == "alone"));
    assert_eq!(rows.len(), 3);
}

#[test]
fn one_record_is_one_person() {
    let rows = Desk::new().rows(SPEC, "id,name\na,Rosa\n");
    assert_eq!(rows, [["a", "a", "alone"]]);
}

#[test]
fn a_huge_cell_and_a_cell_of_nul_cost_no_other_row() {
    let huge = "x".repeat(2_000_000);
    let text = format!(
        "id,name\n1,{huge}\n2,R\u{0}osa\n3,{}\n4,\"open\n5,Una\n",
        "y".repeat(900_000)
    );
    let desk = Desk::new();
    let input = desk.write("people.csv", text);
    let mut linked = desk.link(SPEC, &[input]).unwrap();
    let ids: Vec<String> = desk
        .written(&mut linked)
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(ids, ["2", "3", "5"]);
    let document = linked.report().to_json();
    let kinds: Vec<&str> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["kind"].as_str())
        .collect();
    assert!(kinds.contains(&"line_too_long") && kinds.contains(&"unclosed_quote"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_stops_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let desk = Desk::new();
        let with_header = [b"id,name\n".as_slice(), &bytes].concat();
        let as_parquet = [b"PAR1".as_slice(), &bytes, b"PAR1"].concat();
        for (name, bytes) in [("a.csv", bytes), ("b.csv", with_header), ("c.parquet", as_parquet)] {
            let input = desk.write(name, bytes);
            let _ = desk.link(SPEC, &[input]);
        }
    }
}
