//! What a worker types to find somebody, and what the link engine is asked.
//!
//! Invariant: at least two details, or one number that names a person; a wildcard stands for the
//! rest of a name and never widens to everybody.

use crate::FindError;
use linkage::search::{BirthAsked, NameAsked, Query};
use std::collections::BTreeMap;
use std::fmt;
use vocabulary::{
    Date, DateAccuracy, NhsNumber, PartialDate, PersonalText, Postcode, Telephone,
    UniquePupilNumber,
};

/// What the worker typed, as typed.
#[derive(Clone, Default)]
pub struct FindTerms {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// "About how old".
    pub about_age: String,
    /// Address or street.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone of the person.
    pub telephone: String,
    /// Case or referral number, or the key in a source.
    pub case_number: String,
    /// NHS number.
    pub nhs_number: String,
    /// Unique pupil number.
    pub upn: String,
}

impl fmt::Debug for FindTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindTerms(‹sealed›)")
    }
}

impl FindTerms {
    /// The fields in order, with the words that pages use for them.
    fn fields(&self) -> [(&'static str, &str); 10] {
        let birth = if self.birth_year.trim().is_empty() {
            &self.birth_day
        } else {
            &self.birth_year
        };
        [
            ("family name", &self.family),
            ("given name", &self.given),
            ("birth date", birth),
            ("age", &self.about_age),
            ("address", &self.address),
            ("postcode", &self.postcode),
            ("telephone", &self.telephone),
            ("case number", &self.case_number),
            ("NHS number", &self.nhs_number),
            ("pupil number", &self.upn),
        ]
    }

    /// Whether a field holds enough to count as a detail: two real characters.
    fn counts(text: &str) -> bool {
        text.chars().filter(|c| c.is_alphanumeric()).count() >= 2
    }

    pub(crate) fn tried(&self) -> Vec<String> {
        let filled = self
            .fields()
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        filled.map(|(field, _)| field.to_owned()).collect()
    }

    /// The terms as the audit keeps them.
    pub(crate) fn filled(&self) -> BTreeMap<String, String> {
        let mut terms: BTreeMap<String, String> = self
            .fields()
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(field, text)| (field.to_owned(), text.trim().chars().take(100).collect()))
            .collect();
        if terms.contains_key("birth date") {
            let parts = [&self.birth_year, &self.birth_month, &self.birth_day];
            let parts: Vec<&str> = parts.into_iter().map(|part| part.trim()).collect();
            terms.insert("birth date".to_owned(), parts.join("-"));
        }
        terms
    }

    pub(crate) fn query(&self, today: Date) -> Result<Query, FindError> {
        let identifies = [&self.case_number, &self.nhs_number, &self.upn];
        let has_identifier = identifies.iter().any(|text| Self::counts(text));
        let details = self
            .fields()
            .into_iter()
            .filter(|(_, text)| Self::counts(text))
            .count()
            + usize::from(self.age_counts());
        if details < 2 && !has_identifier {
            return Err(FindError::TooFewDetails);
        }
        let birth = match (self.birth()?, self.age()?) {
            (Some(date), _) => Some(BirthAsked::On(date)),
            (None, Some(age)) => Some(about(age, today)),
            (None, None) => None,
        };
        let reference = self.case_number.trim();
        Ok(Query {
            given: NameAsked::parse(&self.given),
            family: NameAsked::parse(&self.family),
            birth,
            postcode: parsed(&self.postcode, Postcode::parse, FindError::NotAPostcode)?,
            address: PersonalText::parse(&self.address).ok(),
            telephone: Telephone::parse(&self.telephone).ok(),
            nhs_number: parsed(
                &self.nhs_number,
                NhsNumber::parse,
                FindError::NotAnNhsNumber,
            )?,
            unique_pupil_number: parsed(
                &self.upn,
                UniquePupilNumber::parse,
                FindError::NotAPupilNumber,
            )?,
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
            ..Query::default()
        })
    }

    /// An age of one digit is a detail too.
    fn age_counts(&self) -> bool {
        self.about_age.trim().len() == 1 && self.about_age.trim().parse::<u8>().is_ok()
    }

    fn age(&self) -> Result<Option<u8>, FindError> {
        match self.about_age.trim() {
            "" => Ok(None),
            text => match text.parse::<u8>() {
                Ok(age) if age <= 120 => Ok(Some(age)),
                _ => Err(FindError::NotAnAge),
            },
        }
    }

    /// The birth date as far as typed: a year, a year and month, or a whole date.
    fn birth(&self) -> Result<Option<PartialDate>, FindError> {
        let parts = [&self.birth_year, &self.birth_month, &self.birth_day];
        let [year, month, day] = parts.map(|part| part.trim());
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return Ok(None);
        }
        let number = |text: &str| match text {
            "" => Ok(None),
            text => text
                .parse::<i8>()
                .map(Some)
                .map_err(|_| FindError::NotADate),
        };
        let year: i16 = year.parse().map_err(|_| FindError::NotADate)?;
        PartialDate::from_parts(year, number(month)?, number(day)?, DateAccuracy::Accurate)
            .map(Some)
            .map_err(|_| FindError::NotADate)
    }
}

/// "About fourteen": a year younger to a year older.
fn about(age: u8, today: Date) -> BirthAsked {
    let born = today.year() - i16::from(age);
    BirthAsked::Between(born - 2, born + 1)
}

fn parsed<T, E>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
    error: FindError,
) -> Result<Option<T>, FindError> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).map_err(|_| error),
    }
}
