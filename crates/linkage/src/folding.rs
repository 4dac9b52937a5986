//! Names that were folded before are shared: a file has far fewer names than records.
//!
//! Invariant: folding through this and folding one record alone give equal forms.

use crate::fold::{family_words, fold, given_words};
use crate::record::{FamilyName, GivenName, NameForm, Word};
use crate::records::OtherKind;
use std::collections::HashMap;
use std::sync::Arc;
use vocabulary::{NameUse, PersonName};

/// Folded names by the text that they were folded from.
#[derive(Default)]
pub struct Folding {
    given: HashMap<Box<str>, GivenWords>,
    middle: HashMap<Box<str>, Box<[Arc<GivenName>]>>,
    family: HashMap<Box<str>, Option<Arc<FamilyName>>>,
    exact: HashMap<Box<str>, Option<Arc<Word>>>,
    text: HashMap<Box<str>, Option<Arc<Word>>>,
    single: HashMap<String, Arc<GivenName>>,
}

/// What one given-name cell holds: the name as a whole, and its later words as middle names.
#[derive(Clone, Default)]
struct GivenWords {
    whole: Option<Arc<GivenName>>,
    later: Box<[Arc<GivenName>]>,
}

impl Folding {
    /// The name that a source writes.
    pub(crate) fn name(&mut self, name: &PersonName) -> Option<NameForm> {
        let text = |part: &Option<vocabulary::NameText>| {
            part.as_ref().map(|text| text.reveal().to_owned())
        };
        self.form(
            matches!(name.usage, NameUse::Usual | NameUse::KnownAs),
            &text(&name.given).unwrap_or_default(),
            &text(&name.middle).unwrap_or_default(),
            &text(&name.family).unwrap_or_default(),
        )
    }

    /// A name from the text of its parts; nothing when neither given nor family name is there.
    pub(crate) fn form(
        &mut self,
        is_usual: bool,
        given: &str,
        middle: &str,
        family: &str,
    ) -> Option<NameForm> {
        let given = self.given(given);
        let family = self.family(family);
        let middle = match middle {
            "" => given.later,
            text if given.later.is_empty() => self.middle(text),
            text => given
                .later
                .iter()
                .chain(&*self.middle(text))
                .cloned()
                .collect(),
        };
        let form = NameForm {
            is_usual,
            given: given.whole,
            middle,
            family,
        };
        (form.given.is_some() || form.family.is_some()).then_some(form)
    }

    /// A value of a further column in lower case, accents gone. Where only equal or different is
    /// asked, the text is not kept.
    pub(crate) fn word(&mut self, value: &str, kind: OtherKind) -> Option<Arc<Word>> {
        if value.is_empty() {
            return None;
        }
        let known = match kind {
            OtherKind::Exact => &mut self.exact,
            OtherKind::Text => &mut self.text,
        };
        if let Some(word) = known.get(value) {
            return word.clone();
        }
        let folded = fold(value);
        let word = (!folded.is_empty()).then(|| {
            let word = Word::new(&folded);
            Arc::new(match kind {
                OtherKind::Text => word,
                OtherKind::Exact => Word {
                    text: Box::default(),
                    ..word
                },
            })
        });
        known.insert(value.into(), word.clone());
        word
    }

    fn given(&mut self, text: &str) -> GivenWords {
        if text.is_empty() {
            return GivenWords::default();
        }
        if let Some(known) = self.given.get(text) {
            return known.clone();
        }
        let words = given_words(text);
        let folded = GivenWords {
            whole: GivenName::new(&words).map(Arc::new),
            later: words
                .iter()
                .skip(1)
                .filter_map(|word| self.single(word))
                .collect(),
        };
        self.given.insert(text.into(), folded.clone());
        folded
    }

    fn middle(&mut self, text: &str) -> Box<[Arc<GivenName>]> {
        if let Some(known) = self.middle.get(text) {
            return known.clone();
        }
        let words = given_words(text);
        let folded: Box<[Arc<GivenName>]> =
            words.iter().filter_map(|word| self.single(word)).collect();
        self.middle.insert(text.into(), folded.clone());
        folded
    }

    fn single(&mut self, word: &String) -> Option<Arc<GivenName>> {
        if let Some(known) = self.single.get(word) {
            return Some(Arc::clone(known));
        }
        let name = Arc::new(GivenName::new(std::slice::from_ref(word))?);
        self.single.insert(word.clone(), Arc::clone(&name));
        Some(name)
    }

    fn family(&mut self, text: &str) -> Option<Arc<FamilyName>> {
        if text.is_empty() {
            return None;
        }
        if let Some(known) = self.family.get(text) {
            return known.clone();
        }
        let folded = FamilyName::new(&family_words(text)).map(Arc::new);
        self.family.insert(text.into(), folded.clone());
        folded
    }
}
