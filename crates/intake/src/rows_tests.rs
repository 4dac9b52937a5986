//! Tests of the row reader against broken quotation, long lines and the csv crate as a judge.
//!
//! Invariant under test: a row that is well formed by itself is read whatever stands before it.

use super::*;
use proptest::prelude::*;

type Read = (u64, Result<Vec<String>, FindingKind>);

fn read_all(bytes: &[u8], delimiter: u8) -> Vec<Read> {
    let Ok(text) = DecodedText::open(bytes) else {
        return Vec::new();
    };
    let mut reader = RowReader::new(text).unwrap();
    reader.skip_to(0, 1, delimiter);
    let mut row = Row::default();
    let mut all = Vec::new();
    loop {
        match reader.next(&mut row).unwrap() {
            Next::Row => all.push((row.line, Ok(row.cells().map(str::to_owned).collect()))),
            Next::Broken(line, kind) => all.push((line, Err(kind))),
            Next::End => return all,
        }
    }
}

fn cells(all: &[Read], at: usize) -> (u64, Vec<&str>) {
    let (line, row) = &all[at];
    let row = row.as_ref().unwrap();
    (*line, row.iter().map(String::as_str).collect())
}

#[test]
fn line_numbers_stay_true_after_a_value_over_several_lines() {
    let all = read_all(b"a,\"one\r\ntwo\r\nthree\"\r\nb,c\r\n\r\nd,e", b',');
    assert_eq!(cells(&all, 0), (1, vec!["a", "one\r\ntwo\r\nthree"]));
    assert_eq!(cells(&all, 1), (4, vec!["b", "c"]));
    assert_eq!(cells(&all, 3), (6, vec!["d", "e"]));
}

#[test]
fn old_line_ends_of_a_single_return_are_lines_too() {
    let all = read_all(b"a,b\rc,d\re,f", b',');
    assert_eq!(cells(&all, 2), (3, vec!["e", "f"]));
}

#[test]
fn a_quotation_mark_that_never_closes_costs_its_own_line_only() {
    let all = read_all(b"1,a\n2,\"b\n3,c\n4,d\n", b',');
    assert_eq!(all[1], (2, Err(FindingKind::UnclosedQuote)));
    assert_eq!(cells(&all, 2), (3, vec!["3", "c"]));
    assert_eq!(cells(&all, 3), (4, vec!["4", "d"]));
}

#[test]
fn a_stray_opening_mark_does_not_swallow_the_quoted_row_after_it() {
    let all = read_all(b"1,\"Anna,x\n2,Bob,\"12 High\nSt\"\n3,c,d\n", b',');
    assert_eq!(all[0], (1, Err(FindingKind::UnclosedQuote)));
    assert_eq!(cells(&all, 1), (2, vec!["2", "Bob", "12 High\nSt"]));
    assert_eq!(cells(&all, 2), (4, vec!["3", "c", "d"]));
}

#[test]
fn a_line_without_end_is_passed_over_in_flat_memory() {
    let mut bytes = b"1,a\n2,".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 3 * LONGEST));
    bytes.extend_from_slice(b"\n3,c\n");
    let all = read_all(&bytes, b',');
    assert_eq!(all[1], (2, Err(FindingKind::LineTooLong)));
    assert_eq!(cells(&all, 2), (3, vec!["3", "c"]));
}

#[test]
fn a_row_of_a_thousand_columns_is_refused_and_the_next_is_read() {
    let bytes = format!("{}\n1,2\n", ",".repeat(999));
    let all = read_all(bytes.as_bytes(), b',');
    assert_eq!(all[0], (1, Err(FindingKind::LineTooLong)));
    assert_eq!(cells(&all, 1), (2, vec!["1", "2"]));
}

#[test]
fn marks_inside_a_value_are_kept_and_noted() {
    let mut row = Row::default();
    assert!(row.split("a,b \"c\" d, \"e,\"\"f\" ,g", b','));
    assert_eq!(
        row.cells().collect::<Vec<_>>(),
        ["a", "b \"c\" d", "e,\"f", "g"]
    );
    assert!(row.has_stray_quote);
}

#[test]
fn a_file_made_to_be_read_again_and_again_ends() {
    let bytes = b"b\",\"c\n".repeat(300_000);
    let all = read_all(&bytes, b',');
    assert!(all.len() >= 150_000);
}

proptest! {
    #[test]
    fn what_a_csv_writer_wrote_is_read_as_written(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z\",;\n\r\u{e9} ]{0,8}", 2..5), 1..8),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let read = read_all(&bytes, b',');
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
            .collect();
        let got: Vec<Vec<String>> = read.into_iter().filter_map(|(_, row)| row.ok()).collect();
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn lines_are_counted_as_they_are_whatever_the_bytes(text in "[a,\"\n\r ]{0,60}") {
        let ended = format!("x{text}\n");
        let lines = ended.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64;
        let bytes = format!("{ended}last,row\n");
        let all = read_all(bytes.as_bytes(), b',');
        let last = all.last().unwrap();
        if last.1 == Ok(vec!["last".to_owned(), "row".to_owned()]) {
            prop_assert_eq!(last.0, lines + 1);
        }
        prop_assert!(all.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_all(&bytes, b';');
    }
}
