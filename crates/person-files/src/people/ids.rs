//! The ids of a file's records: what each is called, where it stood, and whether it is its own.
//!
//! Invariant: the text of an id is kept as the file has it, without the blanks at its ends.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Texts in one piece of memory.
#[derive(Default)]
pub(crate) struct Ids {
    text: String,
    ends: Vec<usize>,
}

/// The lines of records, kept as runs in which each record stands one line below the last.
#[derive(Default)]
pub(crate) struct Lines {
    runs: Vec<(u32, u64)>,
    next: (u32, u64),
}

/// What was found of ids that stand more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// Nothing.
    Never,
    /// Only in different sources.
    AcrossSources,
    /// Twice in one source: the places of two records.
    InOneSource(u32, u32),
}

impl Ids {
    pub(crate) fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn at(&self, place: u32) -> &str {
        let place = place as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// The places of the records of one id.
    pub(crate) fn places_of(&self, id: &str) -> Vec<u32> {
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        all.filter(|place| self.at(*place) == id).collect()
    }

    /// Looks for ids that stand more than once. Told is the pair whose second comes first.
    pub(crate) fn repeated(&self, source_of: &[u32]) -> Repeated {
        let all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let mut hashes: Vec<(u64, u32)> = all.map(|place| (hash(self.at(place)), place)).collect();
        hashes.sort_unstable();
        let mut found = Repeated::Never;
        for run in hashes.chunk_by(|one, other| one.0 == other.0) {
            for (at, (_, second)) in run.iter().enumerate() {
                for (_, first) in &run[..at] {
                    if self.at(*first) != self.at(*second) {
                        continue;
                    }
                    if source_of[*first as usize] != source_of[*second as usize] {
                        found = found.or(Repeated::AcrossSources);
                    } else {
                        found = found.or(Repeated::InOneSource(*first, *second));
                        break;
                    }
                }
            }
        }
        found
    }
}

impl Repeated {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::InOneSource(_, earlier), Self::InOneSource(_, later)) if later < earlier => {
                other
            }
            (Self::InOneSource(..), _) => self,
            (_, Self::Never) => self,
            _ => other,
        }
    }
}

impl Lines {
    /// Notes the line of the next record.
    pub(crate) fn push(&mut self, line: u64) {
        let (place, expected) = self.next;
        if place == 0 || line != expected {
            self.runs.push((place, line));
        }
        self.next = (place + 1, line + 1);
    }

    /// The line of a record.
    pub(crate) fn at(&self, place: u32) -> u64 {
        let run = self.runs.partition_point(|run| run.0 <= place);
        match run.checked_sub(1).map(|at| self.runs[at]) {
            Some((first, line)) => line + u64::from(place - first),
            None => 0,
        }
    }
}

/// A number for a text, the same in every run.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[&str]) -> Ids {
        let mut ids = Ids::default();
        texts.iter().for_each(|text| ids.push(text));
        ids
    }

    #[test]
    fn an_id_that_stands_twice_is_found_with_both_places() {
        assert_eq!(ids(&["a", "b"]).repeated(&[0, 0]), Repeated::Never);
        let twice = ids(&["a", "b", "c", "b", "a"]);
        assert_eq!(twice.repeated(&[0; 5]), Repeated::InOneSource(1, 3));
        assert_eq!(ids(&["a", "a"]).repeated(&[0, 1]), Repeated::AcrossSources);
        let both = ids(&["a", "a", "a"]);
        assert_eq!(both.repeated(&[0, 1, 0]), Repeated::InOneSource(0, 2));
    }

    #[test]
    fn lines_are_kept_across_gaps() {
        let mut lines = Lines::default();
        let wanted = [2, 3, 7, 8, 20, 2, 3];
        wanted.iter().for_each(|line| lines.push(*line));
        let kept: Vec<u64> = (0..7).map(|place| lines.at(place)).collect();
        assert_eq!(kept, wanted);
        assert_eq!(lines.runs.len(), 4);
    }
}
