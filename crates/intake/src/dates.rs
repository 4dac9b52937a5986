//! Dates as sources write them, read by the formats that the specification names.
//!
//! Invariant: nothing is guessed from the data; a text that fits no named format is no date.

use crate::finding::FindingKind;
use vocabulary::{Date, DateAccuracy, PartialDate};

/// One way of writing a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateFormat {
    DayMonthYear,
    YearMonthDay,
    Compact,
    DayNameYear,
    YearNameDay,
    DayMonthShortYear,
    YearMonthDayTime,
    YearMonth,
    Year,
    MonthYear,
}

/// A date that was read, with what is known of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    /// The year had two digits, and both centuries are possible.
    pub(crate) century_guessed: bool,
}

const FORMATS: [(DateFormat, &str); 10] = [
    (DateFormat::DayMonthYear, "dd/mm/yyyy"),
    (DateFormat::YearMonthDay, "yyyy-mm-dd"),
    (DateFormat::Compact, "yyyymmdd"),
    (DateFormat::DayNameYear, "dd-mmm-yyyy"),
    (DateFormat::YearNameDay, "yyyy-mmm-dd"),
    (DateFormat::DayMonthShortYear, "dd/mm/yy"),
    (DateFormat::YearMonthDayTime, "yyyy-mm-ddThh:mm"),
    (DateFormat::YearMonth, "yyyy-mm"),
    (DateFormat::Year, "yyyy"),
    (DateFormat::MonthYear, "mm/yyyy"),
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Days that systems write where a date is not known or not yet over.
const DEFAULTS: [Date; 6] = [
    Date::constant(1753, 1, 1),
    Date::constant(1899, 12, 30),
    Date::constant(1899, 12, 31),
    Date::constant(1900, 1, 1),
    Date::constant(2999, 12, 31),
    Date::constant(9999, 12, 31),
];

/// Reads a date by the first format that fits.
pub(crate) fn read_date(
    text: &str,
    formats: &[DateFormat],
    today: Date,
) -> Result<ReadDate, FindingKind> {
    let day_text = without_time(text);
    let read = formats.iter().find_map(|format| {
        let text = if *format == DateFormat::YearMonthDayTime {
            day_text.split(['T', 't']).next().unwrap_or_default()
        } else {
            day_text
        };
        format.read(text, today)
    });
    let Some(read) = read else {
        return Err(if only_month_first(day_text, formats) {
            FindingKind::AmbiguousDate
        } else {
            FindingKind::NotADate
        });
    };
    match read.whole() {
        Some(date) if DEFAULTS.contains(&date) => Err(FindingKind::DefaultDate),
        _ => Ok(read),
    }
}

impl ReadDate {
    /// The day, when day and month are known.
    pub(crate) fn whole(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The date with what is known of it; nothing outside the years that a person may have.
    pub(crate) fn partial(self, accuracy: DateAccuracy) -> Option<PartialDate> {
        PartialDate::from_parts(self.year, self.month, self.day, accuracy).ok()
    }
}

impl DateFormat {
    /// Reads the word in a specification.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        FORMATS.iter().find(|row| row.1 == code).map(|row| row.0)
    }

    /// All words, for a problem's text.
    pub(crate) fn all_codes() -> String {
        FORMATS.map(|row| row.1).join(", ")
    }

    fn read(self, text: &str, today: Date) -> Option<ReadDate> {
        let (year, month, day) = match self {
            Self::DayMonthYear => {
                let [day, month, year] = parts(text, '/')?;
                (digits(year, 4, 4)?, Some(month), Some(day))
            }
            Self::DayMonthShortYear => {
                let [day, month, year] = parts(text, '/')?;
                return short_year(
                    digits(year, 2, 2)?,
                    digits(month, 1, 2)?,
                    digits(day, 1, 2)?,
                    today,
                );
            }
            Self::YearMonthDay | Self::YearMonthDayTime => {
                let [year, month, day] = parts(text, '-')?;
                (digits(year, 4, 4)?, Some(month), Some(day))
            }
            Self::Compact => {
                let whole = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
                whole.then_some(())?;
                (
                    digits(&text[..4], 4, 4)?,
                    Some(&text[4..6]),
                    Some(&text[6..]),
                )
            }
            Self::DayNameYear => {
                let [day, name, year] = parts(text, '-')?;
                return named(digits(year, 4, 4)?, name, day);
            }
            Self::YearNameDay => {
                let [year, name, day] = parts(text, '-')?;
                return named(digits(year, 4, 4)?, name, day);
            }
            Self::YearMonth => {
                let [year, month] = parts(text, '-')?;
                (digits(year, 4, 4)?, Some(month), None)
            }
            Self::MonthYear => {
                let [month, year] = parts(text, '/')?;
                (digits(year, 4, 4)?, Some(month), None)
            }
            Self::Year => (digits(text, 4, 4)?, None, None),
        };
        let part = |text: Option<&str>| match text {
            Some(text) => digits(text, 1, 2).map(Some),
            None => Some(None),
        };
        checked(year, part(month)?, part(day)?)
    }
}

/// Drops " 00:00:00" and the like after a date.
fn without_time(text: &str) -> &str {
    match text.split_once(char::is_whitespace) {
        Some((day, time)) if is_time(time) => day,
        _ => text,
    }
}

fn is_time(text: &str) -> bool {
    text.contains(':')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ":.+-ZzAaPpMm ".contains(c))
}

fn parts<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let mut found = [""; N];
    let mut pieces = text.split(separator);
    for place in &mut found {
        *place = pieces.next()?;
    }
    pieces.next().is_none().then_some(found)
}

fn digits(text: &str, least: usize, most: usize) -> Option<i16> {
    let right = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn named(year: i16, name: &str, day: &str) -> Option<ReadDate> {
    let at = MONTHS
        .iter()
        .position(|month| month.eq_ignore_ascii_case(name))?;
    checked(year, i16::try_from(at + 1).ok(), Some(digits(day, 1, 2)?))
}

fn checked(year: i16, month: Option<i16>, day: Option<i16>) -> Option<ReadDate> {
    let small = |part: Option<i16>| part.map_or(Some(None), |n| i8::try_from(n).ok().map(Some));
    let (month, day) = (small(month)?, small(day)?);
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(ReadDate {
        year,
        month,
        day,
        century_guessed: false,
    })
}

/// The latest century that is not after today.
fn short_year(year: i16, month: i16, day: i16, today: Date) -> Option<ReadDate> {
    let late = checked(2000 + year, Some(month), Some(day));
    match late.filter(|read| read.whole().is_some_and(|date| date <= today)) {
        Some(read) => Some(ReadDate {
            century_guessed: true,
            ..read
        }),
        None => checked(1900 + year, Some(month), Some(day)),
    }
}

fn only_month_first(text: &str, formats: &[DateFormat]) -> bool {
    let day_first = formats.contains(&DateFormat::DayMonthYear);
    day_first
        && parts::<3>(text, '/').is_some_and(|[month, day, year]| {
            let whole = digits(year, 4, 4)
                .and_then(|year| checked(year, digits(month, 1, 2), digits(day, 1, 2)));
            whole.is_some_and(|read| read.month.is_some() && read.day.is_some())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn day(text: &str, formats: &[&str]) -> Result<String, FindingKind> {
        let formats: Vec<DateFormat> = formats
            .iter()
            .map(|code| DateFormat::parse(code).unwrap())
            .collect();
        read_date(text, &formats, TODAY)
            .map(|read| read.partial(DateAccuracy::Accurate).unwrap().to_text())
    }

    #[test]
    fn each_format_reads_its_own_spelling() {
        for (text, format, expected) in [
            ("03/02/2016", "dd/mm/yyyy", "2016-02-03"),
            ("3/2/2016", "dd/mm/yyyy", "2016-02-03"),
            ("2016-02-03 00:00:00", "yyyy-mm-dd", "2016-02-03"),
            ("20160203", "yyyymmdd", "2016-02-03"),
            ("3-Feb-2016", "dd-mmm-yyyy", "2016-02-03"),
            ("2012-Jan-21 00:00:00", "yyyy-mmm-dd", "2012-01-21"),
            ("03/02/16", "dd/mm/yy", "2016-02-03"),
            ("03/02/31", "dd/mm/yy", "1931-02-03"),
            ("2020-01-06T10:00", "yyyy-mm-ddThh:mm", "2020-01-06"),
            ("2011-12", "yyyy-mm", "2011-12"),
            ("2011", "yyyy", "2011"),
            ("12/2011", "mm/yyyy", "2011-12"),
        ] {
            assert_eq!(day(text, &[format]), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_date_with_the_month_first_is_not_read_and_not_turned_round() {
        let formats = ["dd/mm/yyyy", "yyyy-mm-dd"];
        assert_eq!(day("12/25/2010", &formats), Err(FindingKind::AmbiguousDate));
        assert_eq!(day("31/02/2010", &formats), Err(FindingKind::NotADate));
        assert_eq!(day("40123", &formats), Err(FindingKind::NotADate));
    }

    #[test]
    fn a_default_date_is_a_blank() {
        for text in ["01/01/1900", "1900-01-01", "9999-12-31", "31/12/9999 00:00"] {
            let found = day(text, &["dd/mm/yyyy", "yyyy-mm-dd"]);
            assert_eq!(found, Err(FindingKind::DefaultDate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}") {
            let formats = FORMATS.map(|row| row.0);
            let _ = read_date(&text, &formats, TODAY);
        }

        #[test]
        fn what_was_written_is_read(year in 1901i16..=2026, month in 1i8..=12, day_of in 1i8..=28) {
            let expected = format!("{year:04}-{month:02}-{day_of:02}");
            let british = format!("{day_of:02}/{month:02}/{year:04}");
            prop_assert_eq!(day(&british, &["yyyy-mm-dd", "dd/mm/yyyy"]), Ok(expected));
        }
    }
}
