//! What a worker typed, as far as it can be read, and the keys that find candidates for it.
//!
//! Facts are taken together where there are several, so that "Lena Smith, about 14" does not
//! fetch every Smith. Invariant: an empty query has no keys and finds nobody.

use super::keys::{
    BEGINNINGS, Fact, SearchKey, beginning_of, both_names, contacts, own_numbers, place_keys,
    with_year,
};
use crate::blocking_rules::date;
use crate::fold::{fold, given_words};
use crate::record::{LinkageRecord, NameForm, RecordInput};
use std::fmt;
use uuid::Uuid;
use vocabulary::{
    Address, AddressKind, Email, NhsNumber, PartialDate, PersonalText, Postcode, RecordId, Sex,
    SourceId, Telephone, UniqueLearnerNumber, UniquePupilNumber,
};

/// What is asked; everything is optional.
#[derive(Clone, Default, PartialEq)]
pub struct Query {
    /// Given name, or its beginning.
    pub given: Option<NameAsked>,
    /// Family name, or its beginning.
    pub family: Option<NameAsked>,
    /// Birth date, or the years in which the birth may lie.
    pub birth: Option<BirthAsked>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Postcode.
    pub postcode: Option<Postcode>,
    /// Number and street.
    pub address: Option<PersonalText>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// NHS number, in full.
    pub nhs_number: Option<NhsNumber>,
    /// Unique pupil number, in full.
    pub unique_pupil_number: Option<UniquePupilNumber>,
    /// Unique learner number, in full.
    pub unique_learner_number: Option<UniqueLearnerNumber>,
    /// Case number or other key of a source, in full.
    pub reference: Option<String>,
}

/// A birth date as asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BirthAsked {
    /// A date, a month or a year.
    On(PartialDate),
    /// From one year to another, both included: "about 14".
    Between(i16, i16),
}

/// A name as typed, folded; with a wildcard it is the beginning of a name.
#[derive(Clone, PartialEq, Eq)]
pub struct NameAsked {
    words: Vec<String>,
    is_beginning: bool,
}

impl NameAsked {
    /// Reads a name. `*`, `%`, `_` and `?` end what counts and make it a beginning.
    /// Nothing when no letter is there, or a beginning has fewer than two.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let wild = text.find(['*', '%', '_', '?']);
        let kept = &text[..wild.unwrap_or(text.len())];
        let words = match wild {
            Some(_) => vec![fold(kept).replace(' ', "")],
            None => given_words(kept),
        };
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let least = if wild.is_some() {
            *BEGINNINGS.start()
        } else {
            1
        };
        (letters >= least).then_some(Self {
            words,
            is_beginning: wild.is_some(),
        })
    }

    /// The beginning that is asked for, when a wildcard was typed.
    pub(super) fn beginning(&self) -> Option<&str> {
        self.is_beginning.then(|| self.words[0].as_str())
    }

    fn whole_words(name: Option<&Self>) -> &[String] {
        match name {
            Some(name) if !name.is_beginning => &name.words,
            _ => &[],
        }
    }
}

impl Query {
    /// The keys of records that may answer, sorted.
    #[cfg(test)]
    pub(super) fn keys(&self) -> Vec<SearchKey> {
        let mut keys = self.keys_in_turn().concat();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The keys of records that may answer, in the order in which they are to be followed where they lead to more records
    /// than can be compared: numbers that are a person's own; then names and birth; last addresses,
    /// telephone and e-mail. What may be hidden is last, so that it never takes the place of
    /// somebody whom something open leads to.
    #[must_use]
    pub fn keys_in_turn(&self) -> [Vec<SearchKey>; 3] {
        let asked = self.as_record();
        let (mut own, mut open, mut whereabouts) = (Vec::new(), Vec::new(), Vec::new());
        own_numbers(&asked, &mut own);
        let birth = asked.birth.and_then(date);
        open.extend(birth.map(|date| SearchKey::new(Fact::BirthDate, date)));
        self.name_keys(&asked, &mut open);
        contacts(&asked, &mut whereabouts);
        for place in &asked.places {
            whereabouts.extend(place_keys(place));
        }
        [own, open, whereabouts].map(|mut keys| {
            keys.sort_unstable();
            keys.dedup();
            keys
        })
    }

    fn name_keys(&self, asked: &LinkageRecord, keys: &mut Vec<SearchKey>) {
        for (fact, name) in [
            (Fact::FamilyBeginning, &self.family),
            (Fact::GivenBeginning, &self.given),
        ] {
            if let Some(beginning) = name.as_ref().and_then(NameAsked::beginning) {
                let letters = beginning.chars().count().min(*BEGINNINGS.end());
                keys.push(SearchKey::new(fact, beginning_of(beginning, letters)));
            }
        }
        match (asked.given(), asked.family()) {
            (Some(given), Some(family)) => {
                keys.extend(both_names(given, &family.whole, family.sound));
                keys.extend(self.exchanged_keys());
                for year in self.years() {
                    keys.push(with_year(Fact::SoundAndYear, family.sound, year));
                }
            }
            (None, Some(family)) if self.years().len() > 0 => {
                for year in self.years() {
                    keys.push(with_year(Fact::FamilyAndYear, family.whole.key, year));
                    keys.push(with_year(Fact::SoundAndYear, family.sound, year));
                }
            }
            (None, Some(family)) => {
                keys.push(SearchKey::new(Fact::Family, family.whole.key));
                keys.push(SearchKey::new(Fact::FamilySound, family.sound));
            }
            (Some(given), None) => {
                for meeting in &*given.meeting_keys {
                    let by_year = self
                        .years()
                        .map(|year| with_year(Fact::GivenAndYear, *meeting, year));
                    keys.extend(by_year);
                    if self.years().len() == 0 {
                        keys.push(SearchKey::new(Fact::Given, *meeting));
                    }
                }
            }
            (None, None) => {}
        }
    }

    /// The years asked for; more than twenty narrow nothing.
    fn years(&self) -> std::vec::IntoIter<i16> {
        let years: Vec<i16> = match self.birth {
            Some(BirthAsked::On(date)) => vec![date.year()],
            Some(BirthAsked::Between(from, to)) if (to - from).abs() <= 20 => {
                (from.min(to)..=from.max(to)).collect()
            }
            Some(BirthAsked::Between(..)) | None => Vec::new(),
        };
        years.into_iter()
    }

    /// Names typed into each other's fields.
    fn exchanged_keys(&self) -> Vec<SearchKey> {
        let given = NameAsked::whole_words(self.family.as_ref());
        let family = NameAsked::whole_words(self.given.as_ref());
        let form = NameForm::from_words(true, given, family);
        match form.as_ref().map(|form| (&form.given, &form.family)) {
            Some((Some(given), Some(family))) => both_names(given, &family.whole, family.sound),
            _ => Vec::new(),
        }
    }

    /// The query as a record, to be compared like any other.
    pub(super) fn as_record(&self) -> LinkageRecord {
        let line = self.address.clone();
        let address = Address::new(line, self.postcode.clone(), None, AddressKind::Home);
        let addresses: Vec<Address> = address.into_iter().collect();
        let source = SourceId::parse("query").expect("five lower-case letters are a source id");
        let mut record = LinkageRecord::new(RecordInput {
            id: RecordId::new(Uuid::nil()),
            source: &source,
            key: None,
            names: &[],
            birth: match self.birth {
                Some(BirthAsked::On(date)) => Some(date),
                Some(BirthAsked::Between(..)) | None => None,
            },
            sex: self.sex,
            nhs_number: self.nhs_number.as_ref(),
            is_nhs_verified: false,
            unique_pupil_number: self.unique_pupil_number.as_ref(),
            unique_learner_number: self.unique_learner_number.as_ref(),
            telephone: self.telephone.as_ref(),
            email: self.email.as_ref(),
            addresses: &addresses,
        });
        record.reference = self.reference.as_deref().map(crate::record::reference_key);
        let given = NameAsked::whole_words(self.given.as_ref());
        let family = NameAsked::whole_words(self.family.as_ref());
        let asked = NameForm::from_words(true, given, family);
        record.names = asked.into_iter().collect();
        record
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Query(‹sealed›)")
    }
}

impl fmt::Debug for BirthAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthAsked(‹sealed›)")
    }
}

impl fmt::Debug for NameAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NameAsked(‹sealed›)")
    }
}
