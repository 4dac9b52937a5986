//! People, their names and their relationships, read from one row.
//!
//! Invariant: a name is never guessed; a placeholder is noted and gives no name.

use crate::concept::Concept as C;
use crate::decoding::hash_of;
use crate::finding::FindingKind as K;
use crate::reading::Reading;
use vocabulary::{
    DateAccuracy, NameRecord, NameText, NameUse, NhsNumber, NhsNumberStatus, NotAName,
    NotAUniquePupilNumber, NotAnNhsNumber, PartialDate, PersonKey, PersonName, PersonRecord,
    RelationshipRecord, RelationshipType, Sex, UniqueLearnerNumber, UniquePupilNumber,
};

/// The columns that make the key of a row in a table without keys.
const IDENTITY: [C; 12] = [
    C::PersonGiven,
    C::PersonMiddle,
    C::PersonFamily,
    C::PersonFullName,
    C::PersonBirthDate,
    C::PersonExpectedBirthDate,
    C::PersonSex,
    C::PersonNhsNumber,
    C::PersonUpn,
    C::PersonUln,
    C::PersonTelephone,
    C::PersonEmail,
];

/// What tells two people of one name apart; without any, the address joins the key.
const STRONG: [C; 5] = [
    C::PersonBirthDate,
    C::PersonExpectedBirthDate,
    C::PersonNhsNumber,
    C::PersonUpn,
    C::PersonUln,
];

/// The columns of an address that join the key of somebody known by name only.
const WHERE: [C; 4] = [
    C::AddressText,
    C::AddressLine,
    C::AddressPostcode,
    C::AddressUprn,
];

impl Reading<'_> {
    /// The key of the row's own person; made from what identifies them where the table has none.
    pub(crate) fn own_key(&mut self) -> Option<PersonKey> {
        if self.context.layout.table.has(C::PersonKey) {
            return self.key(C::PersonKey);
        }
        let mut concepts = IDENTITY.to_vec();
        if STRONG
            .iter()
            .all(|concept| self.written(*concept).is_none())
        {
            concepts.extend(WHERE);
        }
        let mut identity = String::new();
        for concept in concepts {
            if let Some(written) = self.written(concept) {
                identity.push_str(&written.text.to_lowercase());
            }
            identity.push('\u{1f}');
        }
        PersonKey::parse(&format!("row-{}", &hash_of(identity.as_bytes())[..24]))
    }

    /// The row's own person.
    pub(crate) fn person(&mut self, key: PersonKey) -> PersonRecord {
        PersonRecord {
            source: self.context.source.clone(),
            key,
            line: self.row.line,
            names: self.names(),
            birth: self.birth(),
            died_on: self.past_day(C::PersonDeathDate),
            sex: self.value(C::PersonSex, |text| Sex::parse(text).ok_or(K::UnknownSex)),
            nhs_number: self.nhs_number(),
            nhs_number_status: self.value(C::PersonNhsNumberStatus, |text| {
                NhsNumberStatus::parse(text).ok_or(K::UnknownCode)
            }),
            unique_pupil_number: self.value(C::PersonUpn, |text| {
                UniquePupilNumber::parse(text).map_err(|error| match error {
                    NotAUniquePupilNumber::ReasonCode => K::UpnReasonCode,
                    NotAUniquePupilNumber::WrongShape | NotAUniquePupilNumber::WrongCheckLetter => {
                        K::WrongUpn
                    }
                })
            }),
            unique_learner_number: self.value(C::PersonUln, |text| {
                UniqueLearnerNumber::parse(text).map_err(|_| K::WrongUln)
            }),
            telephone: self.telephone(C::PersonTelephone),
            email: self.email(C::PersonEmail),
        }
    }

    fn nhs_number(&mut self) -> Option<NhsNumber> {
        let number = self.value(C::PersonNhsNumber, |text| {
            NhsNumber::parse(text).map_err(|error| match error {
                NotAnNhsNumber::Placeholder => K::PlaceholderNhsNumber,
                NotAnNhsNumber::WrongShape | NotAnNhsNumber::WrongCheckDigit => K::WrongNhsNumber,
            })
        })?;
        if number.is_reserved_for_tests() {
            let column = self.written(C::PersonNhsNumber).and_then(|w| w.column);
            self.note(column, K::ReservedNhsNumber);
        }
        Some(number)
    }

    fn birth(&mut self) -> Option<PartialDate> {
        let Some((read, column)) = self.date(C::PersonBirthDate) else {
            let (expected, column) = self.date(C::PersonExpectedBirthDate)?;
            let date = expected.partial(DateAccuracy::Expected);
            if date.is_none() {
                self.leave_out(column, K::NotADate);
            }
            return date;
        };
        let Some(birth) = read.partial(DateAccuracy::Accurate) else {
            self.leave_out(column, K::NotADate);
            return None;
        };
        if birth.age_on(self.context.today).is_none() {
            self.leave_out(column, K::DateAfterToday);
            return None;
        }
        if read.century_guessed {
            self.note(column, K::CenturyGuessed);
        }
        Some(birth)
    }

    fn name_part(&mut self, concept: C) -> Option<NameText> {
        self.value(concept, read_name)
    }

    fn names(&mut self) -> Vec<PersonName> {
        let usual = self.usual_name();
        let (given, family) = match &usual {
            Some(name) => (name.given.clone(), name.family.clone()),
            None => (None, None),
        };
        let mut names: Vec<PersonName> = usual.into_iter().collect();
        for (concept, usage) in [
            (C::PersonFormerFamily, NameUse::Former),
            (C::PersonAliasFamily, NameUse::Alias),
        ] {
            if let Some(other) = self.name_part(concept) {
                names.push(PersonName {
                    usage,
                    given: given.clone(),
                    middle: None,
                    family: Some(other),
                });
            }
        }
        if let Some(known_as) = self.name_part(C::PersonKnownAs) {
            names.push(PersonName {
                usage: NameUse::KnownAs,
                given: Some(known_as),
                middle: None,
                family,
            });
        }
        names
    }

    fn usual_name(&mut self) -> Option<PersonName> {
        let whole = self.written(C::PersonFullName);
        let mut name = match whole {
            Some(written) => match split_full_name(written.text) {
                Ok(name) => name,
                Err(kind) => {
                    self.leave_out(written.column, kind);
                    no_name(NameUse::Usual)
                }
            },
            None => no_name(NameUse::Usual),
        };
        name.given = self.name_part(C::PersonGiven).or(name.given);
        name.middle = self.name_part(C::PersonMiddle).or(name.middle);
        name.family = self.name_part(C::PersonFamily).or(name.family);
        has_a_part(&name).then_some(name)
    }

    /// Another name of a person, from a table of names.
    pub(crate) fn other_name(&mut self, person: PersonKey) -> Option<NameRecord> {
        let name = PersonName {
            usage: self
                .value(C::NameUse, |text| {
                    NameUse::parse(text).ok_or(K::UnknownCode)
                })
                .unwrap_or(NameUse::Alias),
            given: self.name_part(C::NameGiven),
            middle: self.name_part(C::NameMiddle),
            family: self.name_part(C::NameFamily),
        };
        has_a_part(&name).then(|| NameRecord {
            source: self.context.source.clone(),
            person,
            line: self.row.line,
            name,
        })
    }

    /// "person is the kind of other".
    pub(crate) fn relationship(&mut self, person: PersonKey) -> Option<RelationshipRecord> {
        let kind = self.value(C::RelationshipKind, |text| {
            RelationshipType::parse(text).ok_or(K::UnknownRelationship)
        })?;
        let other = self.key(C::RelationshipOther)?;
        if other == person {
            let column = self.written(C::RelationshipOther).and_then(|w| w.column);
            self.leave_out(column, K::OwnRelation);
            return None;
        }
        Some(RelationshipRecord {
            source: self.context.source.clone(),
            line: self.row.line,
            person,
            kind,
            other,
            span: self.span(C::RelationshipFrom, C::RelationshipTo),
        })
    }
}

/// Whether a record says who it is about without a key.
pub(crate) fn names_somebody(person: &PersonRecord) -> bool {
    !person.names.is_empty()
        || person.birth.is_some()
        || person.nhs_number.is_some()
        || person.unique_pupil_number.is_some()
        || person.unique_learner_number.is_some()
}

fn no_name(usage: NameUse) -> PersonName {
    PersonName {
        usage,
        given: None,
        middle: None,
        family: None,
    }
}

fn has_a_part(name: &PersonName) -> bool {
    name.given.is_some() || name.middle.is_some() || name.family.is_some()
}

fn read_name(text: &str) -> Result<NameText, K> {
    NameText::parse(text).map_err(|error| match error {
        NotAName::Placeholder(_) => K::PlaceholderName,
        NotAName::Blank | NotAName::NotLetters => K::NotAName,
    })
}

/// "FAMILY, Given Middle" or "Given Middle Family"; a single word is a given name.
fn split_full_name(text: &str) -> Result<PersonName, K> {
    read_name(text)?;
    let (family, others) = match text.split_once(',') {
        Some((family, others)) => (Some(family), others),
        None => match text.trim().rsplit_once(char::is_whitespace) {
            Some((others, family)) => (Some(family), others),
            None => (None, text),
        },
    };
    let (given, middle) = match others.trim().split_once(char::is_whitespace) {
        Some((given, middle)) => (given, Some(middle)),
        None => (others.trim(), None),
    };
    let part = |text: Option<&str>| match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => read_name(text).map(Some),
    };
    Ok(PersonName {
        usage: NameUse::Usual,
        given: part(Some(given))?,
        middle: part(middle)?,
        family: part(family)?,
    })
}
