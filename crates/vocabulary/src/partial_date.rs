//! A date that may be known only to the year or month, and how sure the source is.
//!
//! Accuracy letters follow the Person Data Standard: A accurate, E estimated, X expected
//! (an unborn child). Invariant: the known parts form a real calendar date, years 1850 to 2200.

use crate::personal_text::sealed_debug;
use jiff::civil::Date;

/// A birth date (or another date) with what is known of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    accuracy: DateAccuracy,
}

/// How sure the source is of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateAccuracy {
    /// Recorded as known.
    Accurate,
    /// Estimated, or a default day (SSD guidance: the 15th stands for an unknown day).
    Estimated,
    /// Expected date of birth of an unborn child.
    Expected,
}

/// The text is not a date, or not one between 1850 and 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a date")]
pub struct NotADate;

impl PartialDate {
    /// A date known to the day.
    ///
    /// # Errors
    /// When the year is before 1850 or after 2200.
    pub fn on(date: Date) -> Result<Self, NotADate> {
        Self::from_parts(
            date.year(),
            Some(date.month()),
            Some(date.day()),
            DateAccuracy::Accurate,
        )
    }

    /// A date from its known parts; a day needs a month.
    ///
    /// # Errors
    /// When the parts form no calendar date or the year is out of range.
    pub fn from_parts(
        year: i16,
        month: Option<i8>,
        day: Option<i8>,
        accuracy: DateAccuracy,
    ) -> Result<Self, NotADate> {
        let whole = Date::new(year, month.unwrap_or(1), day.unwrap_or(1));
        let in_range = (1850..=2200).contains(&year);
        if whole.is_err() || !in_range || (day.is_some() && month.is_none()) {
            return Err(NotADate);
        }
        Ok(Self {
            year,
            month,
            day,
            accuracy,
        })
    }

    /// Reads the text form: `2011-12-13`, `2011-12`, `2011`, with `~` (estimated) or
    /// `?` (expected) at the end.
    ///
    /// # Errors
    /// When the text has another form or names no calendar date.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let (digits, accuracy) = match text.as_bytes().last() {
            Some(b'~') => (&text[..text.len() - 1], DateAccuracy::Estimated),
            Some(b'?') => (&text[..text.len() - 1], DateAccuracy::Expected),
            _ => (text, DateAccuracy::Accurate),
        };
        let parts: Vec<&str> = digits.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let only_digits = parts
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !only_digits || !matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
            return Err(NotADate);
        }
        let year = parts[0].parse().map_err(|_| NotADate)?;
        let month = parts.get(1).and_then(|part| part.parse().ok());
        let day = parts.get(2).and_then(|part| part.parse().ok());
        Self::from_parts(year, month, day, accuracy)
    }

    /// The text form that [`Self::parse`] reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("-{part:02}"));
        }
        match self.accuracy {
            DateAccuracy::Accurate => {}
            DateAccuracy::Estimated => text.push('~'),
            DateAccuracy::Expected => text.push('?'),
        }
        text
    }

    /// The same date with another accuracy.
    #[must_use]
    pub const fn with_accuracy(self, accuracy: DateAccuracy) -> Self {
        Self { accuracy, ..self }
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    #[must_use]
    pub const fn month(&self) -> Option<i8> {
        self.month
    }

    /// The day of the month, where known.
    #[must_use]
    pub const fn day(&self) -> Option<i8> {
        self.day
    }

    /// How sure the source is.
    #[must_use]
    pub const fn accuracy(&self) -> DateAccuracy {
        self.accuracy
    }

    /// The whole date, when day and month are known.
    #[must_use]
    pub fn whole(&self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// Day and month exchanged, where both readings are possible and differ.
    #[must_use]
    pub fn swapped(&self) -> Option<Self> {
        let (month, day) = (self.month?, self.day?);
        if month == day {
            return None;
        }
        Self::from_parts(self.year, Some(day), Some(month), self.accuracy).ok()
    }

    /// Whole years lived on `today` as `(fewest, most)`: one number when the day is known.
    /// Nothing before birth.
    #[must_use]
    pub fn age_on(&self, today: Date) -> Option<(i16, i16)> {
        let earliest = Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        let latest_month = self.month.unwrap_or(12);
        let latest_first = Date::new(self.year, latest_month, 1).ok()?;
        let latest_day = self.day.unwrap_or_else(|| latest_first.days_in_month());
        let latest = Date::new(self.year, latest_month, latest_day).ok()?;
        if self.accuracy == DateAccuracy::Expected || earliest > today {
            return None;
        }
        Some((
            whole_years(latest, today).max(0),
            whole_years(earliest, today),
        ))
    }
}

fn whole_years(born: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i16::from(!had_birthday)
}

sealed_debug!(PartialDate);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn age_is_a_range_when_the_day_is_unknown() {
        let today = date(2026, 11, 23);
        assert_eq!(
            PartialDate::parse("2011-11-24").unwrap().age_on(today),
            Some((14, 14))
        );
        assert_eq!(
            PartialDate::parse("2011-11-23").unwrap().age_on(today),
            Some((15, 15))
        );
        assert_eq!(
            PartialDate::parse("2011").unwrap().age_on(today),
            Some((14, 15))
        );
        assert_eq!(
            PartialDate::parse("2027-01-01?").unwrap().age_on(today),
            None
        );
    }

    #[test]
    fn a_birthday_on_leap_day_is_reached_on_the_first_of_march() {
        let born = PartialDate::parse("2012-02-29").unwrap();
        assert_eq!(born.age_on(date(2025, 2, 28)), Some((12, 12)));
        assert_eq!(born.age_on(date(2025, 3, 1)), Some((13, 13)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2011-02-30",
            "2011-2-3",
            "1066",
            "2011-00",
            "20111213",
            "+011",
            "",
        ] {
            assert_eq!(PartialDate::parse(text), Err(NotADate));
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_date(
            year in 1850i16..=2200, month in 1i8..=12, day in 1i8..=28, known in 0u8..3, sure in 0u8..3,
        ) {
            let accuracy = [DateAccuracy::Accurate, DateAccuracy::Estimated, DateAccuracy::Expected][usize::from(sure)];
            let date = PartialDate::from_parts(
                year, (known > 0).then_some(month), (known > 1).then_some(day), accuracy).unwrap();
            prop_assert_eq!(PartialDate::parse(&date.to_text()), Ok(date));
        }

        #[test]
        fn swapping_day_and_month_twice_gives_the_same_date(year in 1850i16..=2200, month in 1i8..=12, day in 1i8..=12) {
            let date = PartialDate::from_parts(year, Some(month), Some(day), DateAccuracy::Accurate).unwrap();
            if let Some(swapped) = date.swapped() {
                prop_assert_eq!(swapped.swapped(), Some(date));
            }
        }
    }
}
