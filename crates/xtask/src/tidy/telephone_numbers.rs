//! No file holds a telephone number that somebody might answer.
//!
//! Invented people and teams take theirs from the ranges kept for drama. A number on a page is
//! a number that a worker rings; in a test it is a stranger's telephone.

use super::{Finding, numbered};
use crate::repository::TextFile;

const DIGESTS: &[&str] = &["Cargo.lock", "package-lock.json"];

/// The beginnings kept for drama, without spaces; each number has eleven digits.
const KEPT_FOR_DRAMA: &[&str] = &[
    "01134960", "01144960", "01154960", "01164960", "01174960", "01184960", "01214960", "01314960",
    "01414960", "01514960", "01614960", "01632960", "01914980", "02079460", "02896496", "02920180",
    "03069990", "07700900", "08081570", "09098790",
];

/// The ways in which eleven digits are grouped.
const GROUPINGS: &[&[usize]] = &[
    &[11],
    &[5, 6],
    &[5, 3, 3],
    &[4, 7],
    &[4, 3, 4],
    &[3, 8],
    &[3, 4, 4],
];

/// Finds United Kingdom numbers outside the ranges kept for drama.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| !DIGESTS.iter().any(|name| file.path.ends_with(name)))
    {
        for (line, text) in numbered(&file.text) {
            for number in telephone_numbers(text) {
                if !KEPT_FOR_DRAMA.iter().any(|range| number.starts_with(range)) {
                    found.push(Finding {
                        rule: "telephone-number",
                        path: file.path.clone(),
                        line,
                        what: "a telephone number that somebody might answer".to_owned(),
                        remedy: "use a range kept for drama, such as 01632 960000 to 960999",
                        matched: number,
                    });
                }
            }
        }
    }
    found
}

/// The numbers in a line, as eleven digits that begin with 0.
fn telephone_numbers(line: &str) -> Vec<String> {
    // `+44 (0)161` and `+44 161` are both 0161.
    let national = line
        .replace("+44 (0)", " 0")
        .replace("+44 ", " 0")
        .replace("+44", " 0");
    let text = national.as_bytes();
    (0..text.len())
        .filter(|&at| text[at] == b'0' && begins_a_number(&text[..at]))
        .filter_map(|at| {
            GROUPINGS
                .iter()
                .find_map(|groups| digits_in_groups(&text[at..], groups))
        })
        .filter(|number| {
            matches!(
                number.as_bytes()[1],
                b'1' | b'2' | b'3' | b'5' | b'7'..=b'9'
            )
        })
        .collect()
}

fn begins_a_number(before: &[u8]) -> bool {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    !before.last().is_some_and(inside)
}

fn digits_in_groups(text: &[u8], groups: &[usize]) -> Option<String> {
    let mut digits = String::new();
    let mut at = 0;
    for (index, &length) in groups.iter().enumerate() {
        if index > 0 {
            matches!(text.get(at), Some(b' ' | b'-')).then_some(())?;
            at += 1;
        }
        let group = text.get(at..at + length)?;
        group.iter().all(u8::is_ascii_digit).then_some(())?;
        digits.extend(group.iter().map(|&byte| char::from(byte)));
        at += length;
    }
    let goes_on = text
        .get(at)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (!goes_on).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put together here so that no such number stands in this file.
    fn answered(gap: &str) -> String {
        format!("0161{gap}234{gap}5000")
    }

    #[test]
    fn a_number_that_somebody_might_answer_is_found_however_it_is_written() {
        let text = format!(
            "{}\n{}\n+44 {}\n01632 960123\n",
            answered(" "),
            answered(""),
            &answered(" ")[1..]
        );
        let lines: Vec<usize> = check(&[TextFile::new("a.csv", &text)])
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(lines, [1, 2, 3]);
    }

    #[test]
    fn drama_numbers_identifiers_and_fractions_are_left_alone() {
        let text = "07700 900123, 020 7946 0018, 0808 157 0001, +44 161 496 0001,\n\
                    01890000-0000-7000-8000-000000000000, 00000000123, 0.01612345000, A01612345000\n";
        assert_eq!(check(&[TextFile::new("a.csv", text)]), []);
    }
}
