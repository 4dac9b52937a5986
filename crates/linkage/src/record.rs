//! One record as the engine sees it: folded forms and keys, made once when it is read.
//!
//! Nothing of the original spelling is kept, and numbers are kept as keys only.
//! Invariant: two inputs that differ only in case, accents, spacing or the order of equal
//! entries make equal records.

use crate::family_spellings::family_key;
use crate::fold::{fold, is_particle, key_of};
use crate::folding::Folding;
use crate::kin::{families_of, meeting_key};
use crate::phonetic::sound_of;
use crate::place::{Place, places};
use crate::similarity::Letters;
use smallvec::SmallVec;
use std::fmt;
use std::sync::Arc;
use vocabulary::{
    Address, Email, NhsNumber, PartialDate, PersonKey, PersonName, RecordId, Sex, SourceId,
    Telephone, UniqueLearnerNumber, UniquePupilNumber,
};

/// What the caller knows of one record; borrowed, because the engine keeps its own form.
#[derive(Clone, Copy)]
pub struct RecordInput<'a> {
    /// The record.
    pub id: RecordId,
    /// The source that holds it.
    pub source: &'a SourceId,
    /// The person's key in that source: found by exact search, never compared.
    pub key: Option<&'a PersonKey>,
    /// Names, the usual one first.
    pub names: &'a [PersonName],
    /// Birth date, as far as known.
    pub birth: Option<PartialDate>,
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// NHS number.
    pub nhs_number: Option<&'a NhsNumber>,
    /// The source has traced the NHS number and found it right.
    pub is_nhs_verified: bool,
    /// Unique pupil number.
    pub unique_pupil_number: Option<&'a UniquePupilNumber>,
    /// Unique learner number.
    pub unique_learner_number: Option<&'a UniqueLearnerNumber>,
    /// The person's own telephone.
    pub telephone: Option<&'a Telephone>,
    /// The person's own e-mail.
    pub email: Option<&'a Email>,
    /// Addresses, the present one first, then earlier ones.
    pub addresses: &'a [Address],
}

/// A record in folded form, ready to be compared, blocked and searched.
#[derive(Clone, PartialEq)]
pub struct LinkageRecord {
    pub(crate) id: RecordId,
    pub(crate) source: u64,
    pub(crate) reference: Option<u64>,
    /// Mostly one, which then lies in the record itself; so with `places`.
    pub(crate) names: SmallVec<[NameForm; 1]>,
    pub(crate) birth: Option<PartialDate>,
    pub(crate) sex: Option<Sex>,
    pub(crate) nhs_number: Option<u64>,
    pub(crate) is_nhs_verified: bool,
    /// Its ten digits as a number, so that a slip of the keyboard is not taken for another number.
    pub(crate) nhs_digits: u64,
    pub(crate) pupil_number: Option<u64>,
    pub(crate) learner_number: Option<u64>,
    pub(crate) telephone: Option<u64>,
    pub(crate) email: Option<u64>,
    pub(crate) places: SmallVec<[Place; 1]>,
    /// Values of the file's other columns, in their order; empty where there are none.
    pub(crate) others: Box<[Option<Arc<Word>>]>,
}

/// One name: usual or not, given, middle and family part.
#[derive(Clone, PartialEq)]
pub(crate) struct NameForm {
    pub(crate) is_usual: bool,
    pub(crate) given: Option<Arc<GivenName>>,
    pub(crate) middle: Box<[Arc<GivenName>]>,
    pub(crate) family: Option<Arc<FamilyName>>,
}

/// A given or middle name.
#[derive(Clone, PartialEq)]
pub(crate) struct GivenName {
    /// All words written together.
    pub(crate) whole: Word,
    /// The first word, where there are several ("Anne-Marie").
    pub(crate) first: Option<Word>,
    /// Families of kin names, of the whole and of the first word.
    pub(crate) families: Box<[u16]>,
    /// Keys under which kin names meet: one per family, or the name itself.
    pub(crate) meeting_keys: Box<[u64]>,
    /// Only the first letter is written.
    pub(crate) is_initial: bool,
    /// How it sounds.
    pub(crate) sound: u64,
}

/// A family name.
#[derive(Clone, PartialEq)]
pub(crate) struct FamilyName {
    /// All words written together.
    pub(crate) whole: Word,
    /// Its telling words, where they are not simply the whole ("Evans-Murtha", "van den Berg").
    pub(crate) parts: Box<[NamePart]>,
    /// How it sounds.
    pub(crate) sound: u64,
    /// What its spellings, and its forms for man and woman, have in common.
    pub(crate) spelling: u64,
}

/// A telling word of a family name.
#[derive(Clone, PartialEq)]
pub(crate) struct NamePart {
    /// The word.
    pub(crate) word: Word,
    /// How it sounds.
    pub(crate) sound: u64,
}

/// A folded word with its key, so that unequal words are told apart at once.
#[derive(Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) key: u64,
    /// Keys of its first letter and of its first three.
    pub(crate) beginnings: [u64; 2],
    /// Which letters it has, to tell at once that another word is nothing like it.
    pub(crate) letters: Letters,
    pub(crate) text: Box<str>,
}

impl LinkageRecord {
    /// Folds what a source says of one person.
    #[must_use]
    pub fn new(input: RecordInput<'_>) -> Self {
        Self::folded(input, &mut Folding::default())
    }

    /// Folds many records: a name that was folded before is shared, not made again.
    pub fn folded(input: RecordInput<'_>, folding: &mut Folding) -> Self {
        let mut names: Vec<NameForm> = Vec::with_capacity(1);
        for form in input.names.iter().filter_map(|name| folding.name(name)) {
            if !names.contains(&form) {
                names.push(form);
            }
        }
        Self {
            id: input.id,
            source: key_of(input.source.as_str()),
            reference: input.key.map(|key| reference_key(key.reveal())),
            names: names.into(),
            birth: input.birth,
            sex: input.sex.filter(|sex| *sex != Sex::Unknown),
            is_nhs_verified: input.is_nhs_verified,
            nhs_digits: input
                .nhs_number
                .map_or(0, |number| digits_of(&number.reveal())),
            nhs_number: input.nhs_number.map(|number| key_of(&number.reveal())),
            pupil_number: input
                .unique_pupil_number
                .map(|number| key_of(&number.reveal())),
            learner_number: input
                .unique_learner_number
                .map(|number| key_of(&number.reveal())),
            telephone: input.telephone.map(|number| key_of(&number.digits())),
            email: input
                .email
                .map(|email| key_of(&email.reveal().to_lowercase())),
            places: places(input.addresses),
            others: Box::default(),
        }
    }

    /// The record's id.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }

    /// The usual given name, where there is one.
    pub(crate) fn given(&self) -> Option<&GivenName> {
        self.names.iter().find_map(|form| form.given.as_deref())
    }

    /// The usual family name, where there is one.
    pub(crate) fn family(&self) -> Option<&FamilyName> {
        self.names.iter().find_map(|form| form.family.as_deref())
    }
}

/// Records to be read next; asked for together, they arrive together.
pub(crate) const AHEAD: usize = 16;

/// Reads a little of each of some records that lie scattered over the memory, so that waiting for one
/// is waiting for all. What is read is of no use: nothing depends on it.
pub(crate) fn fetch<'a>(records: impl Iterator<Item = &'a LinkageRecord> + Clone) {
    let own = records
        .clone()
        .fold(0, |seen, record| seen ^ record.own_part());
    let shared = records.fold(0, |seen, record| seen ^ record.shared_part());
    std::hint::black_box(own ^ shared);
}

impl LinkageRecord {
    /// Something of each stretch of the record itself.
    fn own_part(&self) -> u64 {
        let middle = self.names.first().map_or(0, |name| name.middle.len());
        let is_present = self.places.first().is_some_and(|place| place.is_present);
        let numbers = [self.telephone, self.reference, self.nhs_number];
        let numbers = numbers
            .into_iter()
            .flatten()
            .fold(0, |one, other| one ^ other);
        self.source ^ numbers ^ middle as u64 ^ u64::from(is_present)
    }

    /// Something of what it shares with others: names and place.
    fn shared_part(&self) -> u64 {
        let given = self.given().map_or(0, |name| name.whole.key);
        let family = self.family().map_or(0, |name| name.whole.key);
        let place = self.places.first().and_then(|place| place.facts.home);
        given ^ family ^ place.unwrap_or_default()
    }
}

impl NameForm {
    /// A name from folded words; nothing when there is no word at all.
    pub(crate) fn from_words(is_usual: bool, given: &[String], family: &[String]) -> Option<Self> {
        let later_given = given.iter().skip(1);
        let form = Self {
            is_usual,
            given: GivenName::new(given).map(Arc::new),
            middle: later_given
                .filter_map(|word| GivenName::new(std::slice::from_ref(word)).map(Arc::new))
                .collect(),
            family: FamilyName::new(family).map(Arc::new),
        };
        (form.given.is_some() || form.family.is_some()).then_some(form)
    }
}

impl GivenName {
    pub(crate) fn new(words: &[String]) -> Option<Self> {
        let whole = words.concat();
        let first = words.first()?;
        let mut families = families_of(&whole).to_vec();
        let is_compound = words.len() > 1;
        if is_compound {
            families.extend(families_of(first));
            families.sort_unstable();
            families.dedup();
        }
        let first = is_compound.then(|| Word::new(first));
        let whole = Word::new(&whole);
        let own = first.as_ref().unwrap_or(&whole).key;
        let mut meeting_keys: Vec<u64> = families.iter().filter_map(|f| meeting_key(*f)).collect();
        meeting_keys.sort_unstable();
        meeting_keys.dedup();
        if meeting_keys.is_empty() {
            meeting_keys.push(own);
        }
        let meeting_keys = meeting_keys.into_boxed_slice();
        Some(Self {
            sound: key_of(&sound_of(&whole.text)),
            first,
            families: families.into_boxed_slice(),
            meeting_keys,
            is_initial: whole.text.chars().nth(1).is_none(),
            whole,
        })
    }
}

impl FamilyName {
    pub(crate) fn new(words: &[String]) -> Option<Self> {
        let whole = words.concat();
        if whole.is_empty() {
            return None;
        }
        let telling: Vec<&String> = words.iter().filter(|word| !is_particle(word)).collect();
        let has_parts = telling.len() > 1 || telling.len() < words.len();
        let part = |word: &String| NamePart {
            sound: key_of(&sound_of(word)),
            word: Word::new(word),
        };
        let parts = telling
            .into_iter()
            .filter(|_| has_parts)
            .map(part)
            .collect();
        Some(Self {
            sound: key_of(&sound_of(&whole)),
            spelling: key_of(&family_key(&whole)),
            parts,
            whole: Word::new(&whole),
        })
    }

    /// The words by which the name may be known, with their sound: the whole, then its parts.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&Word, u64)> {
        let parts = self.parts.iter().map(|part| (&part.word, part.sound));
        std::iter::once((&self.whole, self.sound)).chain(parts)
    }

    /// The words by which the name may be known: the whole, then its parts.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Word> {
        self.each().map(|(word, _)| word)
    }
}

impl Word {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            key: key_of(text),
            beginnings: [1, 3].map(|letters| key_of(beginning(text, letters))),
            letters: Letters::of(text),
            text: text.into(),
        }
    }
}

/// The digits of a text as one number; 0 for none.
pub(crate) fn digits_of(text: &str) -> u64 {
    let digits = text.bytes().filter(u8::is_ascii_digit).take(18);
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// The first letters of a word.
fn beginning(text: &str, letters: usize) -> &str {
    let end = text
        .char_indices()
        .nth(letters)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The key of a case or tenant number: letters and digits only.
pub(crate) fn reference_key(text: &str) -> u64 {
    key_of(&fold(text).replace(' ', ""))
}

impl fmt::Debug for LinkageRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkageRecord(‹sealed›)")
    }
}

impl fmt::Debug for RecordInput<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordInput(‹sealed›)")
    }
}
