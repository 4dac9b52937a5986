//! The different values of one column, each kept once and known by a number.
//!
//! Numbers are compared instead of text wherever two values only need to be equal. Invariant:
//! number 0 is the missing value; two numbers are equal exactly when the texts are.

use super::problem::TableProblem;

/// The number of the missing value.
pub(crate) const MISSING: u32 = 0;

/// Where a text lies.
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

/// Texts and their numbers.
pub(crate) struct Dictionary {
    text: String,
    spans: Vec<Span>,
    counts: Vec<u32>,
    slots: Vec<u32>,
}

impl Dictionary {
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            spans: vec![Span { start: 0, end: 0 }],
            counts: vec![0],
            slots: vec![MISSING; 16],
        }
    }

    /// How many numbers there are, the missing value included.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        let span = self.spans[number as usize];
        &self.text[span.start as usize..span.end as usize]
    }

    /// In how many records the value is.
    pub(crate) fn count(&self, number: u32) -> u32 {
        self.counts[number as usize]
    }

    /// All texts by number; the first is the missing value's.
    pub(crate) fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.spans.len()).map(|number| self.text(number as u32))
    }

    /// The number of a text, given now if it is new; an empty text is the missing value.
    pub(crate) fn number(&mut self, text: &str) -> Result<u32, TableProblem> {
        if text.is_empty() {
            return Ok(MISSING);
        }
        let slot = self.slot(text);
        if self.slots[slot] != MISSING {
            let number = self.slots[slot];
            self.counts[number as usize] += 1;
            return Ok(number);
        }
        let start = u32::try_from(self.text.len()).map_err(|_| TableProblem::TooMuchText)?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| TableProblem::TooMuchText)?;
        let number = u32::try_from(self.spans.len()).map_err(|_| TableProblem::TooManyRecords)?;
        self.spans.push(Span { start, end });
        self.counts.push(1);
        self.slots[slot] = number;
        if self.spans.len() * 2 > self.slots.len() {
            self.grow();
        }
        Ok(number)
    }

    /// The number of a text that may not be there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let number = self.slots[self.slot(text)];
        (number != MISSING).then_some(number)
    }

    /// Gives the numbers anew: `order` lists the old ones, missing first.
    pub(crate) fn renumber(&mut self, order: &[u32]) {
        let of = |number: &u32| *number as usize;
        self.spans = order.iter().map(|number| self.spans[of(number)]).collect();
        self.counts = order.iter().map(|number| self.counts[of(number)]).collect();
        self.refill(self.slots.len());
    }

    fn slot(&self, text: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(text.as_bytes()) as usize & last;
        while self.slots[slot] != MISSING && self.text(self.slots[slot]) != text {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        self.refill(self.slots.len() * 4);
    }

    fn refill(&mut self, slots: usize) {
        self.slots = vec![MISSING; slots];
        for number in 1..self.spans.len() as u32 {
            let slot = self.slot(self.text(number));
            self.slots[slot] = number;
        }
    }
}

/// A quick hash, the same on every machine and in every run.
fn hash(bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    for chunk in chunks.iter().chain([&last]) {
        let mixed = u128::from(hash ^ u64::from_le_bytes(*chunk)) * u128::from(MULTIPLIER);
        hash = (mixed as u64) ^ ((mixed >> 64) as u64);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_texts_and_only_they_have_equal_numbers(
            texts in proptest::collection::vec("[a-c]{0,3}|[a-zé]{8,20}", 1..40),
        ) {
            let mut dictionary = Dictionary::new();
            let numbers: Vec<u32> = texts
                .iter()
                .map(|text| dictionary.number(text).unwrap())
                .collect();
            for (one, text) in numbers.iter().zip(&texts) {
                prop_assert_eq!(dictionary.text(*one), text.as_str());
                prop_assert_eq!(*one == MISSING, text.is_empty());
                let count = texts.iter().filter(|other| *other == text).count();
                let expected = if text.is_empty() { 0 } else { count as u32 };
                prop_assert_eq!(dictionary.count(*one), expected);
            }
        }
    }

    #[test]
    fn a_text_that_is_not_there_is_not_found() {
        let mut dictionary = Dictionary::new();
        let number = dictionary.number("Rosa").unwrap();
        assert_eq!(dictionary.find("Rosa"), Some(number));
        assert_eq!(dictionary.find("Maya"), None);
    }
}
