//! Parts of values, such as the first four characters, known by numbers of their own.
//!
//! Invariant: two parts have one number exactly when their texts are equal; an empty part is
//! missing. The same parts are cut by the SQL that goes to Splink.

use super::dictionary::{Dictionary, MISSING};
use super::plan::Part;
use super::problem::TableProblem;

/// The number of each value's part, and how many numbers there are.
pub(crate) struct Parts {
    numbers: Option<Vec<u32>>,
    pub(crate) count: usize,
}

impl Parts {
    pub(crate) fn of(dictionary: &Dictionary, part: Part) -> Result<Self, TableProblem> {
        if part == Part::Whole {
            return Ok(Self {
                numbers: None,
                count: dictionary.len(),
            });
        }
        let mut parts = Dictionary::new();
        let numbers = dictionary.texts().map(|text| parts.number(cut(text, part)));
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            numbers: Some(numbers),
            count: parts.len(),
        })
    }

    /// The number of the part of a value.
    pub(crate) fn number(&self, value: u32) -> u32 {
        match &self.numbers {
            None => value,
            Some(numbers) => numbers[value as usize],
        }
    }
}

/// The part of a text; empty when there is none.
fn cut(text: &str, part: Part) -> &str {
    match part {
        Part::Whole => text,
        Part::First(count) => {
            let end = text.char_indices().nth(count as usize);
            end.map_or(text, |(end, _)| &text[..end])
        }
        Part::FirstWord => text.split(' ').next().unwrap_or_default(),
        Part::WithoutLast(count) => {
            let last = text.char_indices().rev().nth(count as usize - 1);
            last.map_or("", |(end, _)| &text[..end])
        }
        Part::LeadingLetters => {
            let letters = text.bytes().take(2).take_while(u8::is_ascii_alphabetic);
            &text[..letters.count()]
        }
    }
}

/// For each value of one column, the number that the same text has in another column.
pub(crate) struct Crossing(Vec<u32>);

impl Crossing {
    pub(crate) fn new(from: &Dictionary, to: &Dictionary) -> Self {
        let numbers = from.texts().map(|text| match text {
            "" => MISSING,
            text => to.find(text).unwrap_or(MISSING),
        });
        Self(numbers.collect())
    }

    /// The number in the other column, or missing when the text is not there.
    pub(crate) fn number(&self, value: u32) -> u32 {
        self.0[value as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_by_characters() {
        for (text, part, expected) in [
            ("2014-02-11", Part::First(4), "2014"),
            ("éà", Part::First(1), "é"),
            ("éà", Part::First(9), "éà"),
            ("ZZ1 4AB", Part::WithoutLast(2), "ZZ1 4"),
            ("éà", Part::WithoutLast(1), "é"),
            ("AB", Part::WithoutLast(2), ""),
            ("A", Part::WithoutLast(2), ""),
            ("ZZ1 4AB", Part::FirstWord, "ZZ1"),
            ("ZZ1", Part::FirstWord, "ZZ1"),
            ("ZZ1 4AB", Part::LeadingLetters, "ZZ"),
            ("Q1 4AB", Part::LeadingLetters, "Q"),
            ("1AB", Part::LeadingLetters, ""),
        ] {
            assert_eq!(cut(text, part), expected, "{text} {part:?}");
        }
    }
}
