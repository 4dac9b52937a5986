//! Addresses, read from one row: lines, a postcode at the end, a property number.
//!
//! Invariant: nothing of an address is lost; a postcode of impossible form stays as the last
//! part of the line. A flag that cannot be read counts as "confidential".

use crate::concept::Concept as C;
use crate::finding::FindingKind as K;
use crate::reading::{Reading, Written};
use crate::table::Meaning;
use vocabulary::{Address, AddressKind, AddressRecord, PersonKey, PersonalText, Postcode, Uprn};

impl Reading<'_> {
    /// The address of the row, if it has one.
    pub(crate) fn address(&mut self, person: PersonKey) -> Option<AddressRecord> {
        let (mut parts, text_postcode) = self.lines();
        let postcode = self.postcode(&mut parts).or(text_postcode);
        let uprn = self.value(C::AddressUprn, |text| {
            Uprn::parse(text).map_err(|_| K::WrongUprn)
        });
        let kind = self.value(C::AddressKind, |text| {
            AddressKind::parse(text).ok_or(K::UnknownCode)
        });
        let line = self.joined(&parts);
        let kind = kind.unwrap_or(AddressKind::Home);
        let mut address = Address::new(line, postcode, uprn, kind).ok()?;
        let flag_is_there = self.written(C::AddressConfidential).is_some();
        let flag = self.yes_or_no(C::AddressConfidential);
        address.is_confidential |= flag.unwrap_or(flag_is_there);
        Some(AddressRecord {
            source: self.context.source.clone(),
            person,
            line: self.row.line,
            address,
            span: self.span(C::AddressFrom, C::AddressTo),
        })
    }

    /// The parts of the lines, and the postcode at the end of an address in one piece.
    fn lines(&mut self) -> (Vec<String>, Option<Postcode>) {
        let mut parts = Vec::new();
        let mut postcode = None;
        if let Some(written) = self.written(C::AddressText) {
            parts = pieces(written.text);
            postcode = take_postcode(&mut parts);
            let looks_wrong = |part: &String| looks_like_a_postcode(part);
            if postcode.is_none() && parts.last().is_some_and(looks_wrong) {
                self.note(written.column, K::WrongPostcode);
            }
        }
        let columns = &self.context.layout.table.columns;
        for (at, column) in columns.iter().enumerate() {
            if matches!(column.meaning, Meaning::Concept(C::AddressLine))
                && let Some(text) = self.column_text(at)
            {
                parts.extend(pieces(text));
            }
        }
        (parts, postcode)
    }

    fn postcode(&mut self, parts: &mut Vec<String>) -> Option<Postcode> {
        let Written { text, column } = self.written(C::AddressPostcode)?;
        let read = Postcode::parse(text).ok();
        if read.is_none() {
            self.leave_out(column, K::WrongPostcode);
            parts.push(text.to_owned());
        }
        read
    }

    fn joined(&mut self, parts: &[String]) -> Option<PersonalText> {
        if parts.is_empty() {
            return None;
        }
        let line = PersonalText::parse(&parts.join(", ")).ok();
        if line.is_none() {
            let written = self.written(C::AddressText);
            let first = written.or_else(|| self.written(C::AddressLine));
            self.leave_out(first.and_then(|w| w.column), K::TextTooLong);
        }
        line
    }
}

fn pieces(text: &str) -> Vec<String> {
    text.split(['\n', '\r', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Splits off a postcode that is the last part, or the last two words of it.
fn take_postcode(parts: &mut Vec<String>) -> Option<Postcode> {
    let last = parts.last_mut()?;
    if let Ok(postcode) = Postcode::parse(last) {
        parts.pop();
        return Some(postcode);
    }
    let mut gaps = last.rmatch_indices(' ').map(|found| found.0);
    let gap = gaps.nth(1)?;
    let postcode = Postcode::parse(&last[gap..]).ok()?;
    last.truncate(gap);
    Some(postcode)
}

/// One or two words of 5 to 8 letters and digits that begin with a letter or two and a digit
/// and end with a letter.
fn looks_like_a_postcode(part: &str) -> bool {
    let compact: Vec<u8> = part.bytes().filter(|byte| *byte != b' ').collect();
    let letters = compact
        .iter()
        .take_while(|b| b.is_ascii_alphabetic())
        .count();
    part.split(' ').count() <= 2
        && (5..=8).contains(&compact.len())
        && compact.iter().all(u8::is_ascii_alphanumeric)
        && (1..=2).contains(&letters)
        && compact.iter().filter(|b| b.is_ascii_digit()).count() >= 2
        && compact.last().is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_at_the_end_is_split_off_however_it_is_written() {
        for text in [
            "1 Quiet Lane\nEastmere\nQX1 4AB",
            "1 Quiet Lane, Eastmere, qx14ab",
            "1 Quiet Lane\r\nEastmere QX1 4AB",
        ] {
            let mut parts = pieces(text);
            assert_eq!(take_postcode(&mut parts).unwrap().reveal(), "QX1 4AB");
            assert_eq!(parts, ["1 Quiet Lane", "Eastmere"]);
        }
    }

    #[test]
    fn what_only_looks_like_a_postcode_is_told_from_a_flat() {
        assert!(looks_like_a_postcode("QX1 444B"));
        assert!(!looks_like_a_postcode("Flat 12"));
        assert!(!looks_like_a_postcode("Eastmere"));
    }
}
