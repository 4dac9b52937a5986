//! What one source says of one person: identity, other names, relationships.
//!
//! A record belongs to (source, key): the same key in two sources is not the same person.

use crate::personal_text::sealed_debug;
use crate::{
    DateSpan, Email, NhsNumber, NhsNumberStatus, PartialDate, PersonName, PersonalText,
    RelationshipType, Sex, SourceId, Telephone, UniqueLearnerNumber, UniquePupilNumber,
};
use jiff::civil::Date;

/// A person's key inside one source (case number, tenant number).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonKey(PersonalText);

/// One person as one source holds them. The resolved person has no such fields of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub key: PersonKey,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// Names; the usual one first. May be empty ("unborn", "unknown").
    pub names: Vec<PersonName>,
    /// Birth date, or expected date with [`crate::DateAccuracy::Expected`].
    pub birth: Option<PartialDate>,
    /// Date of death.
    pub died_on: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// How far that number has been traced.
    pub nhs_number_status: Option<NhsNumberStatus>,
    /// Unique pupil number.
    pub unique_pupil_number: Option<UniquePupilNumber>,
    /// Unique learner number.
    pub unique_learner_number: Option<UniqueLearnerNumber>,
    /// Telephone of the person (not of a worker).
    pub telephone: Option<Telephone>,
    /// E-mail of the person (not of a worker).
    pub email: Option<Email>,
}

/// Another name of a person, from a table of names.
#[derive(Clone, PartialEq, Eq)]
pub struct NameRecord {
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub person: PersonKey,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The name and its use.
    pub name: PersonName,
}

/// "`person` is the `kind` of `other`", as one source records it.
#[derive(Clone, PartialEq, Eq)]
pub struct RelationshipRecord {
    /// The source.
    pub source: SourceId,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The first person's key.
    pub person: PersonKey,
    /// What the first person is to the second.
    pub kind: RelationshipType,
    /// The second person's key.
    pub other: PersonKey,
    /// When it held.
    pub span: DateSpan,
}

impl PersonKey {
    /// Reads a key; nothing when blank.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        PersonalText::parse(text).ok().map(Self)
    }

    /// The key as written: a case number is personal data.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

sealed_debug!(PersonKey);
sealed_debug!(PersonRecord);
sealed_debug!(NameRecord);
sealed_debug!(RelationshipRecord);
