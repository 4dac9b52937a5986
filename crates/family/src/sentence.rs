//! Plain sentences built from typed parts, so that a page can escape and a log cannot leak.
//!
//! Invariant: a personal value enters a sentence only as [`Part::Personal`].

use std::fmt;
use vocabulary::PersonalText;

/// One plain sentence.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Sentence(Vec<Part>);

/// A piece of a sentence.
#[derive(Clone, PartialEq, Eq)]
pub enum Part {
    /// Our own words.
    Text(String),
    /// A value about a person, a worker or a place.
    Personal(PersonalText),
}

impl Sentence {
    /// The parts in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The whole sentence, for a page, an API body or a terminal.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.iter().map(Part::reveal).collect()
    }

    /// Adds our own words.
    #[must_use]
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Part::Text(text.into()));
        self
    }

    /// Adds a part.
    #[must_use]
    pub(crate) fn part(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// Adds pieces with the same joint between each.
    #[must_use]
    pub(crate) fn list_with(mut self, joint: &str, items: Vec<Self>) -> Self {
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.0.push(Part::Text(joint.to_owned()));
            }
            self.0.extend(item.0);
        }
        self
    }

    /// Adds pieces as a list: "a, b and c".
    #[must_use]
    pub(crate) fn list(mut self, items: Vec<Self>) -> Self {
        let count = items.len();
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                let joint = if at + 1 == count { " and " } else { ", " };
                self.0.push(Part::Text(joint.to_owned()));
            }
            self.0.extend(item.0);
        }
        self
    }
}

impl Part {
    /// The text of the part.
    #[must_use]
    pub fn reveal(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Personal(text) => text.reveal(),
        }
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sentence({} parts)", self.0.len())
    }
}

sealed_debug!(Part);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_as_people_write_it() {
        let item = |text: &str| Sentence::default().text(text);
        let listed = Sentence::default().list(vec![item("a"), item("b"), item("c")]);
        assert_eq!(listed.reveal(), "a, b and c");
    }

    #[test]
    fn debug_never_prints_a_sentence() {
        let name = PersonalText::parse("Lena Hart").unwrap();
        let sentence = Sentence::default().part(Part::Personal(name));
        assert_eq!(format!("{sentence:?}"), "Sentence(1 parts)");
        assert_eq!(format!("{:?}", sentence.parts()), "[Part(‹sealed›)]");
    }
}
