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

/// Where a number is found: part of the text's hash, and the number.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    number: u32,
}

/// Texts and their numbers.
pub(crate) struct Dictionary {
    text: String,
    spans: Vec<Span>,
    counts: Vec<u32>,
    slots: Vec<Slot>,
}

/// Texts that wait to be numbered together.
#[derive(Default)]
pub(crate) struct Batch {
    text: String,
    ends: Vec<u32>,
}

impl Batch {
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends);
        spans.map(|(start, end)| &self.text[start as usize..*end as usize])
    }
}

impl Dictionary {
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            spans: vec![Span { start: 0, end: 0 }],
            counts: vec![0],
            slots: vec![Slot::default(); 16],
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
        self.number_of_hashed(text, hash(text.as_bytes()))
    }

    /// Numbers a batch of texts and empties it.
    ///
    /// Memory is touched for all of them before any is looked up, so that the waits overlap.
    pub(crate) fn number_all(
        &mut self,
        batch: &mut Batch,
        numbers: &mut Vec<u32>,
    ) -> Result<(), TableProblem> {
        let hashes: Vec<u32> = batch.texts().map(|text| hash(text.as_bytes())).collect();
        let last = self.slots.len() - 1;
        let likely = hashes
            .iter()
            .map(|&hash| match self.slots[hash as usize & last] {
                slot if slot.hash == hash => slot.number,
                _ => MISSING,
            });
        let likely: Vec<u32> = likely.collect();
        let starts = likely
            .iter()
            .map(|&number| self.spans[number as usize].start);
        let starts: Vec<u32> = starts.collect();
        let text = self.text.as_bytes();
        let touched = starts.iter().filter_map(|&start| text.get(start as usize));
        std::hint::black_box(touched.fold(0, |all, byte| all ^ byte));
        for (text, hash) in batch.texts().zip(hashes) {
            numbers.push(self.number_of_hashed(text, hash)?);
        }
        batch.clear();
        Ok(())
    }

    /// The number of a text that may not be there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let slot = self.slots[self.slot(text, hash(text.as_bytes()))];
        (slot.number != MISSING).then_some(slot.number)
    }

    /// Gives the numbers anew: `order` lists the old ones, missing first.
    pub(crate) fn renumber(&mut self, order: &[u32]) {
        let of = |number: &u32| *number as usize;
        self.spans = order.iter().map(|number| self.spans[of(number)]).collect();
        self.counts = order.iter().map(|number| self.counts[of(number)]).collect();
        let mut new = vec![MISSING; order.len()];
        for (number, &old) in (0..).zip(order) {
            new[old as usize] = number;
        }
        for slot in &mut self.slots {
            slot.number = new[slot.number as usize];
        }
    }

    fn number_of_hashed(&mut self, text: &str, hash: u32) -> Result<u32, TableProblem> {
        if text.is_empty() {
            return Ok(MISSING);
        }
        let slot = self.slot(text, hash);
        let number = self.slots[slot].number;
        if number != MISSING {
            self.counts[number as usize] += 1;
            return Ok(number);
        }
        let start = u32::try_from(self.text.len()).map_err(|_| TableProblem::TooMuchText)?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).map_err(|_| TableProblem::TooMuchText)?;
        let number = u32::try_from(self.spans.len()).map_err(|_| TableProblem::TooManyRecords)?;
        self.spans.push(Span { start, end });
        self.counts.push(1);
        self.slots[slot] = Slot { hash, number };
        if self.spans.len() * 2 > self.slots.len() {
            self.grow();
        }
        Ok(number)
    }

    /// The slot where the text is, or where it belongs.
    fn slot(&self, text: &str, hash: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let slot = self.slots[at];
            let is_here = slot.hash == hash && self.text(slot.number) == text;
            if slot.number == MISSING || is_here {
                return at;
            }
            at = (at + 1) & last;
        }
    }

    fn grow(&mut self) {
        let more = vec![Slot::default(); self.slots.len() * 2];
        let last = more.len() - 1;
        let old = std::mem::replace(&mut self.slots, more);
        for slot in old.into_iter().filter(|slot| slot.number != MISSING) {
            let mut at = slot.hash as usize & last;
            while self.slots[at].number != MISSING {
                at = (at + 1) & last;
            }
            self.slots[at] = slot;
        }
    }
}

/// A quick hash, the same on every machine and in every run.
fn hash(bytes: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    for chunk in chunks.iter().chain([&last]) {
        let mixed = u128::from(hash ^ u64::from_le_bytes(*chunk)) * u128::from(MULTIPLIER);
        hash = (mixed as u64) ^ ((mixed >> 64) as u64);
    }
    (hash ^ (hash >> 32)) as u32
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
            let mut numbers = Vec::new();
            let mut batch = Batch::default();
            for some in texts.chunks(7) {
                some.iter().for_each(|text| batch.push(text));
                dictionary.number_all(&mut batch, &mut numbers).unwrap();
            }
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
