//! One row as text by meaning: lists joined, words for "nothing" taken out.
//!
//! Invariant: what a row does not say is blank, and nothing is changed in what it says.

use crate::layout::Layout;
use crate::table::Row;
use vocabulary::PartialDate;

/// What a row says of one record; "" stands for what it does not say.
#[derive(Clone, Copy)]
pub(crate) struct RowText<'a> {
    pub(crate) id: &'a str,
    pub(crate) source: &'a str,
    pub(crate) given: &'a str,
    pub(crate) middle: &'a str,
    pub(crate) family: &'a str,
    pub(crate) former_families: &'a [&'a str],
    pub(crate) birth: Option<PartialDate>,
    pub(crate) sex: &'a str,
    /// Lines and postcodes, the present address first.
    pub(crate) addresses: &'a [(&'a str, &'a str)],
    pub(crate) nhs_number: &'a str,
    /// The source has traced the number and found it right.
    pub(crate) is_nhs_verified: bool,
    pub(crate) upn: &'a str,
    pub(crate) telephone: &'a str,
    pub(crate) email: &'a str,
    pub(crate) others: &'a [&'a str],
}

/// What a record may lack, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub(crate) struct Lacks(pub(crate) u8);

/// Words for the bits of [`Lacks`].
pub(crate) const LACKABLE: [&str; 5] = [
    "given name",
    "family name",
    "birth date",
    "address and postcode",
    "every number and contact",
];

impl RowText<'_> {
    /// What the row lacks.
    pub(crate) fn lacks(&self) -> Lacks {
        let is_placed = self
            .addresses
            .iter()
            .any(|(line, postcode)| !line.is_empty() || !postcode.is_empty());
        let numbers = [self.nhs_number, self.upn, self.telephone, self.email];
        let lacking = [
            self.given.is_empty(),
            self.family.is_empty(),
            self.birth.is_none(),
            !is_placed,
            numbers.iter().all(|number| number.is_empty()),
        ];
        let bits = lacking.iter().enumerate();
        Lacks(bits.fold(0, |bits, (at, lacks)| bits | (u8::from(*lacks) << at)))
    }
}

/// Texts that are put together from several cells, kept from row to row.
#[derive(Default)]
pub(crate) struct Joined {
    given: String,
    middle: String,
    family: String,
    former: Vec<String>,
    lines: Vec<String>,
    postcodes: Vec<String>,
}

/// The texts of one row, ready to be borrowed.
pub(crate) struct Texts<'a> {
    pub(crate) given: &'a str,
    pub(crate) middle: &'a str,
    pub(crate) family: &'a str,
    pub(crate) former: Vec<&'a str>,
    pub(crate) addresses: Vec<(&'a str, &'a str)>,
    pub(crate) telephone: &'a str,
    pub(crate) email: &'a str,
    pub(crate) others: Vec<&'a str>,
}

impl Joined {
    /// Takes the texts of a row.
    pub(crate) fn texts<'a>(&'a mut self, layout: &Layout, row: Row<'a>) -> Texts<'a> {
        self.former
            .resize(layout.former_families.len(), String::new());
        self.lines.resize(layout.addresses.len(), String::new());
        self.postcodes.resize(layout.addresses.len(), String::new());
        let former = layout.former_families.iter().zip(&mut self.former);
        let places = layout
            .addresses
            .iter()
            .zip(self.lines.iter_mut().zip(&mut self.postcodes));
        Texts {
            given: joined(row, &layout.given, &mut self.given),
            middle: joined(row, &layout.middle, &mut self.middle),
            family: joined(row, &layout.family, &mut self.family),
            former: former
                .map(|(columns, text)| joined(row, columns, text))
                .filter(|name| !name.is_empty())
                .collect(),
            addresses: places
                .map(|((lines, postcodes), (line, postcode))| {
                    (joined(row, lines, line), joined(row, postcodes, postcode))
                })
                .collect(),
            telephone: first_filled(row, &layout.telephone),
            email: first_filled(row, &layout.email),
            others: layout.others.iter().map(|at| filled(row, *at)).collect(),
        }
    }
}

/// A cell, or blank where it holds a word for "nothing".
pub(crate) fn filled(row: Row<'_>, at: usize) -> &str {
    let cell = row.cell(at);
    if stands_for_nothing(cell) { "" } else { cell }
}

/// As [`filled`], of a column that may not be mapped.
pub(crate) fn filled_if(row: Row<'_>, at: Option<usize>) -> &str {
    at.map_or("", |at| filled(row, at))
}

fn first_filled<'a>(row: Row<'a>, columns: &[usize]) -> &'a str {
    let cells = columns.iter().map(|at| filled(row, *at));
    cells
        .into_iter()
        .find(|cell| !cell.is_empty())
        .unwrap_or_default()
}

fn joined<'a>(row: Row<'a>, columns: &[usize], text: &'a mut String) -> &'a str {
    match columns {
        [] => "",
        [one] => filled(row, *one),
        _ => {
            text.clear();
            for at in columns {
                let cell = filled(row, *at);
                if !cell.is_empty() && !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(cell);
            }
            text
        }
    }
}

/// Words that programs write where there is nothing. There are people called Null and Na: only
/// the spellings of programs are taken.
pub(crate) fn stands_for_nothing(cell: &str) -> bool {
    cell.len() <= 6
        && matches!(
            cell,
            "" | "NA"
                | "N/A"
                | "n/a"
                | "#N/A"
                | "<NA>"
                | "NULL"
                | "null"
                | "(null)"
                | "None"
                | "nan"
                | "NaN"
                | "NaT"
                | "\\N"
                | "-"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_programs_are_nothing_and_the_names_of_people_are_names() {
        for word in ["", "NA", "NULL", "None", "nan", "NaN", "\\N"] {
            assert!(stands_for_nothing(word), "{word}");
        }
        for name in ["Null", "Na", "Nan", "Noné", "Nannette"] {
            assert!(!stands_for_nothing(name), "{name}");
        }
    }
}
