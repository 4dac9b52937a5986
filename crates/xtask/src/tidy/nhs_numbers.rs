//! No file holds a number that might be somebody's NHS number.
//!
//! Synthetic people take theirs from the range 999 000 0000 to 999 999 9999, which is never
//! issued. A number outside it that passes the check digit could belong to a living person.
//! Check-digit examples published by the NHS are excused by number in `tidy.toml`.

use super::{Finding, numbered};
use crate::repository::TextFile;

/// Lock files hold digests, which are long enough to pass any check by chance.
const DIGESTS: &[&str] = &["Cargo.lock", "package-lock.json"];

/// Finds ten digits that pass the check, written together or as 3, 3 and 4.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| !DIGESTS.iter().any(|name| file.path.ends_with(name)))
    {
        for (line, text) in numbered(&file.text) {
            for number in ten_digit_numbers(text) {
                if passes_check(&number) && !number.starts_with("999") {
                    found.push(Finding {
                        rule: "nhs-number",
                        path: file.path.clone(),
                        line,
                        what: "ten digits that may be a real NHS number".to_owned(),
                        remedy: "use a number that begins with 999",
                        matched: number,
                    });
                }
            }
        }
    }
    found
}

fn ten_digit_numbers(line: &str) -> Vec<String> {
    let text = line.as_bytes();
    (0..text.len())
        .filter(|&at| text[at].is_ascii_digit() && begins_a_number(text, at))
        .filter_map(|at| {
            let end = [at + 10, at + 12]
                .into_iter()
                .find(|&end| is_number(text, at, end))?;
            Some(line[at..end].chars().filter(char::is_ascii_digit).collect())
        })
        .collect()
}

/// False inside a longer word or number, after a decimal point, and in `+44 161 …`.
fn begins_a_number(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'.';
    !before.last().is_some_and(inside) && !before.ends_with(b"+44 ")
}

/// Ten digits together, or 3, 3 and 4 with one space or hyphen between.
fn is_number(text: &[u8], at: usize, end: usize) -> bool {
    let Some(written) = text.get(at..end) else {
        return false;
    };
    let parted = end - at == 12;
    let fits = written
        .iter()
        .enumerate()
        .all(|(place, byte)| match (parted, place) {
            (true, 3 | 7) => matches!(byte, b' ' | b'-'),
            _ => byte.is_ascii_digit(),
        });
    let after = text.get(end);
    let goes_on = after.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let decimal = after == Some(&b'.') && text.get(end + 1).is_some_and(u8::is_ascii_digit);
    fits && !goes_on && !decimal
}

/// Weights 10 to 2, remainder by 11: the check digit of the NHS number.
fn passes_check(number: &str) -> bool {
    let digits: Vec<u32> = number
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    let sum: u32 = digits
        .iter()
        .take(9)
        .zip((2..=10).rev())
        .map(|(digit, by)| digit * by)
        .sum();
    let expected = (11 - sum % 11) % 11;
    expected != 10 && digits.last() == Some(&expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that passes, put together here so that no such number stands in this file.
    fn passing(first: &str) -> String {
        let all = (0..10).map(|last| format!("{first}{last}"));
        all.into_iter()
            .find(|number| passes_check(number))
            .expect("this beginning has an ending")
    }

    #[test]
    fn a_number_outside_the_test_range_is_found_however_it_is_written() {
        let number = passing("485777345");
        let parted = format!("NHS {}-{}-{}.", &number[..3], &number[3..6], &number[6..]);
        let text = format!("{number}\n{}\n{parted}\n", passing("999123457"));
        let lines: Vec<usize> = check(&[TextFile::new("a.csv", &text)])
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn longer_numbers_decimals_and_telephones_are_left_alone() {
        let number = passing("485777345");
        let text = format!(
            "{number}1 0.{number} a{number} {number}.5 +44 {} {}",
            161, "496 0000"
        );
        assert_eq!(check(&[TextFile::new("a.csv", &text)]), []);
    }

    #[test]
    fn a_finding_does_not_repeat_the_number() {
        let number = passing("485777345");
        let found = check(&[TextFile::new("a.csv", &number)]);
        assert!(!found[0].to_string().contains(&number));
    }
}
