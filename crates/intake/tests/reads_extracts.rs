//! Whole files at the boundary: what is found, what is read, what is refused.
//!
//! Invariant under test: a bad row never stops a good one, and no finding holds a value.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared by the test files; each uses a part of it"
)]
mod check;

use check::{TODAY, described, eastmere, fixture, read, record_in_words, shipped};
use intake::{ExtractRefused, Record, content_hash, read_extract};
use std::io::{self, Read};

macro_rules! snapshot_of {
    ($($test:ident: $source:expr, $file:literal;)+) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!(described(&$source, $file));
        }
    )+};
}

snapshot_of! {
    people_with_everything_that_goes_wrong: eastmere(), "people.csv";
    tenancies_give_people_addresses_involvements_facts_and_coverage: eastmere(), "tenancies.csv";
    other_names_are_read: eastmere(), "other_names.csv";
    addresses_are_read_and_a_doubtful_flag_counts_as_confidential: eastmere(), "addresses.csv";
    relationships_are_read: eastmere(), "relationships.csv";
    case_links_are_read: eastmere(), "cases.csv";
    workers_are_read: eastmere(), "staff.csv";
    teams_are_read: eastmere(), "teams.csv";
    the_pilots_social_care_export_is_read: shipped("family-context-csc"), "csc.csv";
    the_pilots_education_export_is_read: shipped("family-context-education"), "education.csv";
    the_reference_people_are_read: shipped("family-context-reference"), "reference/person.csv";
    the_reference_schools_are_read: shipped("family-context-reference"), "reference/school.csv";
    the_reference_tenancies_are_read: shipped("family-context-reference"), "reference/housing.csv";
    the_reference_adult_care_is_read: shipped("family-context-reference"), "reference/adult_social_care.csv";
    the_reference_police_rows_are_read: shipped("family-context-reference"), "reference/police.csv";
    the_reference_offences_are_read: shipped("family-context-reference"), "reference/police_offence.csv";
    a_reference_coverage_row_that_breaks_off_is_named: shipped("family-context-reference"), "reference/datasources.csv";
}

const HEADER: &str = "Person ID,Given name,Surname,DOB";

#[test]
fn files_that_cannot_be_used_are_refused_in_plain_words() {
    let said = |bytes: &[u8]| {
        let refused = read(&eastmere(), "file.csv", bytes).unwrap_err();
        refused.to_string()
    };
    let texts = [
        said(b""),
        said(b"\xEF\xBB\xBF\r\n\r\n"),
        said(b"PK\x03\x04\x14\x00"),
        said(b"%PDF-1.7\n"),
        said(&[0, 1, 2, 3, 4, 5, 6, 7, 8]),
        said(b"Person ID,House\nP1,Tall\n"),
        said(b"nothing of the kind\n"),
        said(format!("{HEADER}\n").as_bytes()),
    ];
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn a_header_may_stand_in_the_third_row_and_not_in_the_fourth() {
    let third = format!("People,,,\n,,,\n{HEADER}\nP1,Lena,Hart,04/03/1988\n");
    let (report, records) = read(&eastmere(), "people.csv", third.as_bytes()).unwrap();
    assert_eq!((report.rows, records.len()), (1, 1));
    assert!(record_in_words(&records[0]).contains("(line 4)"));
    let fourth = format!("a\nb\nc\n{third}");
    assert!(matches!(
        read(&eastmere(), "people.csv", fourth.as_bytes()),
        Err(ExtractRefused::NoTableFits { .. })
    ));
}

#[test]
fn each_delimiter_gives_the_same_records() {
    let with = |delimiter: &str| {
        let text = format!("{HEADER}\nP1,Lena,Hart,04/03/1988\nP2,Jon,Pike,\n");
        let bytes = text.replace(',', delimiter).into_bytes();
        read(&eastmere(), "people.csv", &bytes).unwrap().1
    };
    let commas = with(",");
    assert_eq!(commas.len(), 2);
    for delimiter in [";", "\t", "|"] {
        assert_eq!(with(delimiter), commas);
    }
}

#[test]
fn each_encoding_gives_the_same_records() {
    let text = format!("{HEADER}\r\nP1,Si\u{e2}n,O\u{2019}Neill,04/03/1988\r\n");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let single: Vec<u8> = text
        .chars()
        .map(|c| {
            if c == '\u{2019}' {
                0x92
            } else {
                u8::try_from(c).unwrap()
            }
        })
        .collect();
    let plain = read(&eastmere(), "people.csv", text.as_bytes()).unwrap();
    assert!(
        plain
            .0
            .findings
            .iter()
            .all(|f| f.kind.code() == "missing_column")
    );
    for bytes in [little, single] {
        let other = read(&eastmere(), "people.csv", &bytes).unwrap();
        assert_ne!(other.0.encoding, plain.0.encoding);
        assert_eq!(other.1, plain.1);
    }
}

#[test]
fn no_finding_holds_a_value() {
    let canary = "CANARY7";
    let width = 18;
    let mut text = String::from_utf8(fixture("people.csv")).unwrap();
    text.truncate(text.find("\r\nP1").unwrap() + 2);
    for at in 0..width {
        let mut cells = vec![String::new(); width];
        cells[0] = format!("P{at}");
        cells[at] = format!("={canary}");
        text.push_str(&format!("{}\r\n", cells.join(",")));
    }
    text.push_str(&format!("{canary},\"{canary}\r\n{canary}\r\n"));
    let (report, _) = read(&eastmere(), "people.csv", text.as_bytes()).unwrap();
    assert!(report.findings.total() > 20);
    for finding in report.findings.iter() {
        assert!(
            !finding.to_string().contains(canary),
            "{}",
            finding.kind.code()
        );
        assert!(!format!("{finding:?}").contains(canary));
    }
}

#[test]
fn the_content_hash_is_that_of_the_bytes() {
    let bytes = fixture("people.csv");
    let (report, _) = read(&eastmere(), "people.csv", &bytes).unwrap();
    assert_eq!(report.content_hash, content_hash(&bytes));
    assert_eq!(
        content_hash(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn the_profile_counts_rows_and_filled_cells() {
    let text = format!("{HEADER}\nP1,Lena,Hart,04/03/1988\nP2,,Pike,\n");
    let (report, _) = read(&eastmere(), "people.csv", text.as_bytes()).unwrap();
    assert_eq!(report.profile.rows, 2);
    let filled = |column: &str| report.profile.filled[column];
    assert_eq!(
        [
            filled("Surname"),
            filled("Forename"),
            filled("Date of birth"),
            filled("Telephone")
        ],
        [2, 1, 1, 0]
    );
}

#[test]
fn a_person_without_a_key_keeps_the_same_key_when_rows_move() {
    let tenant = |line: &str, before: &str| {
        let header = String::from_utf8(fixture("tenancies.csv")).unwrap();
        let header = header.lines().next().unwrap().to_owned();
        let text = format!("{header}\n{before}{line}\n");
        let (_, records) = read(&eastmere(), "tenancies.csv", text.as_bytes()).unwrap();
        let last = records.iter().rev().find_map(|record| match record {
            Record::Person(person) => Some(person.key.reveal().to_owned()),
            _ => None,
        });
        last.unwrap()
    };
    let row = "T9;Lena Hart;04/03/1988;;;;;;;;;;;";
    let key = tenant(row, "");
    assert!(key.starts_with("row-"));
    assert_eq!(tenant(row, "T1;Jon Pike;01/07/1979;;;;;;;;;;;\n"), key);
}

#[test]
fn two_people_of_one_name_and_no_birth_date_stay_two_when_they_live_apart() {
    let header = String::from_utf8(fixture("tenancies.csv")).unwrap();
    let header = header.lines().next().unwrap().to_owned();
    let rows = "T1;Jon Pike;;3 Quiet Lane;;;;;;;;;;\nT2;Jon Pike;;9 Loud Lane;;;;;;;;;;\n";
    let text = format!("{header}\n{rows}T3;Unknown;;5 Quiet Lane;;;;;;;;;;\n");
    let (report, records) = read(&eastmere(), "tenancies.csv", text.as_bytes()).unwrap();
    let people = records
        .iter()
        .filter(|record| matches!(record, Record::Person(_)));
    assert_eq!(people.count(), 2);
    assert_eq!(report.findings.count_of("nobody_named"), 1);
}

#[test]
fn a_file_that_breaks_off_is_refused_and_not_taken_for_whole() {
    struct BreaksOff(io::Cursor<Vec<u8>>);
    impl Read for BreaksOff {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("the line went dead")),
                read => Ok(read),
            }
        }
    }
    let text = format!("{HEADER}\n{}", "P1,Lena,Hart,\n".repeat(20_000));
    let input = BreaksOff(io::Cursor::new(text.into_bytes()));
    let refused = read_extract(&eastmere(), "people.csv", input, TODAY, &mut |_| {});
    assert!(matches!(refused, Err(ExtractRefused::Unreadable(_))));
}

#[test]
fn a_delivery_in_small_pieces_reads_like_one_in_one_piece() {
    struct Drops<'a>(&'a [u8]);
    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(7);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let bytes = fixture("people.csv");
    let whole = read(&eastmere(), "people.csv", &bytes).unwrap();
    let mut records = Vec::new();
    let report = read_extract(
        &eastmere(),
        "people.csv",
        Drops(&bytes),
        TODAY,
        &mut |record| {
            records.push(record);
        },
    );
    assert_eq!((report.unwrap(), records), whole);
}
