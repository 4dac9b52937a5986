//! How a file writes dates: `%Y%m%d` and `YYYYMMDD` say the same.
//!
//! Without a format the usual forms are tried: year first, then day first as in Britain; never
//! the month first. Invariant: a text that fits no form is no date; nothing is turned round.

use vocabulary::{Date, DateAccuracy, PartialDate};

/// A way of writing dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFormat(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    /// Anything that stands between, which must be there as it is.
    Literal(char),
}

/// What was read of a date.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: Option<i16>,
    short_year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The usual forms, in the order in which they are tried; separators are read as `-` here.
const USUAL: [&str; 9] = [
    "YYYY-MM-DD",
    "DD-MM-YYYY",
    "YYYYMMDD",
    "DDMMYYYY",
    "DD-Mon-YYYY",
    "YYYY-Mon-DD",
    "DD-MM-YY",
    "DD-Mon-YY",
    "YYYY-MM",
];

/// Longer spellings stand before shorter ones that they begin with.
const PIECES: [(&str, Piece); 18] = [
    ("%Y", Piece::Year),
    ("%y", Piece::ShortYear),
    ("%m", Piece::Month),
    ("%B", Piece::MonthName),
    ("%b", Piece::MonthName),
    ("%d", Piece::Day),
    ("%e", Piece::Day),
    ("yyyy", Piece::Year),
    ("YYYY", Piece::Year),
    ("yy", Piece::ShortYear),
    ("YY", Piece::ShortYear),
    ("month", Piece::MonthName),
    ("mmm", Piece::MonthName),
    ("mon", Piece::MonthName),
    ("mm", Piece::Month),
    ("dd", Piece::Day),
    ("d", Piece::Day),
    ("m", Piece::Month),
];

impl DateFormat {
    /// Reads a format; nothing when it has no year or says something twice.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let (mut pieces, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let (here, folded) = (text.get(at..)?, lower.get(at..)?);
            let spelled = |word: &str| {
                if word.starts_with('%') {
                    here.starts_with(word)
                } else {
                    folded.starts_with(word)
                }
            };
            if let Some((word, piece)) = PIECES.iter().find(|pair| spelled(pair.0)) {
                pieces.push(*piece);
                at += word.len();
            } else {
                let literal = here.chars().next().filter(|c| !c.is_alphanumeric())?;
                let is_known = literal != '%' && literal.is_ascii();
                is_known.then_some(())?;
                pieces.push(Piece::Literal(literal));
                at += 1;
            }
        }
        let count = |of: &[Piece]| pieces.iter().filter(|piece| of.contains(piece)).count();
        let years = count(&[Piece::Year, Piece::ShortYear]);
        let months = count(&[Piece::Month, Piece::MonthName]);
        let days = count(&[Piece::Day]);
        (years == 1 && months <= 1 && days <= months).then_some(Self(pieces))
    }

    /// Reads a date; a year of two digits is the latest that is not after `today`.
    pub(crate) fn read(&self, text: &str, today: Date) -> Option<PartialDate> {
        let mut parts = Parts::default();
        let mut rest = text;
        for (at, piece) in self.0.iter().enumerate() {
            let follows_digits = matches!(
                self.0.get(at + 1),
                Some(Piece::Year | Piece::ShortYear | Piece::Month | Piece::Day)
            );
            rest = parts.take(*piece, rest, follows_digits)?;
        }
        rest.is_empty().then(|| parts.date(today)).flatten()
    }
}

impl Parts {
    fn take<'t>(&mut self, piece: Piece, rest: &'t str, follows_digits: bool) -> Option<&'t str> {
        let shortest = if follows_digits { 2 } else { 1 };
        match piece {
            Piece::Literal(expected) => rest.strip_prefix(expected),
            Piece::Year => {
                let (year, rest) = digits(rest, 4, 4)?;
                self.year = Some(year);
                Some(rest)
            }
            Piece::ShortYear => {
                let (year, rest) = digits(rest, 2, 2)?;
                self.short_year = Some(year);
                Some(rest)
            }
            Piece::Month => {
                let (month, rest) = digits(rest, shortest, 2)?;
                self.month = i8::try_from(month).ok();
                Some(rest)
            }
            Piece::Day => {
                let (day, rest) = digits(rest, shortest, 2)?;
                self.day = i8::try_from(day).ok();
                Some(rest)
            }
            Piece::MonthName => {
                let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let name = rest[..length].to_ascii_lowercase();
                let is_it = |month: &&str| length >= 3 && month.starts_with(&name);
                let at = MONTHS.iter().position(is_it)?;
                self.month = i8::try_from(at + 1).ok();
                Some(rest[length..].strip_prefix('.').unwrap_or(&rest[length..]))
            }
        }
    }

    /// The date; a month or day written as 0 is not known.
    fn date(self, today: Date) -> Option<PartialDate> {
        let month = self.month.filter(|month| *month != 0);
        let day = self.day.filter(|day| *day != 0 && month.is_some());
        let in_year = |year| PartialDate::from_parts(year, month, day, DateAccuracy::Accurate).ok();
        match (self.year, self.short_year) {
            (Some(year), _) => in_year(year),
            (None, Some(short)) => {
                let is_past = |date: &PartialDate| {
                    let first = Date::new(date.year(), month.unwrap_or(1), day.unwrap_or(1));
                    first.is_ok_and(|first| first <= today)
                };
                let late = in_year(2000 + short).filter(is_past);
                late.or_else(|| in_year(1900 + short))
            }
            (None, None) => None,
        }
    }
}

/// Reads a date without being told its form; a time after the day is left out.
pub(crate) struct UsualForms(Vec<DateFormat>);

impl UsualForms {
    /// All of them.
    pub(crate) fn new() -> Self {
        Self(
            USUAL
                .iter()
                .filter_map(|form| DateFormat::parse(form))
                .collect(),
        )
    }

    /// Reads a date by the first form that fits.
    pub(crate) fn read(&self, text: &str, today: Date) -> Option<PartialDate> {
        if text.len() == 4 {
            return DateFormat(vec![Piece::Year]).read(text, today);
        }
        let day = without_time(text);
        let mut plain = String::with_capacity(day.len());
        for c in day.chars() {
            let is_separator = matches!(c, '/' | '.' | ' ' | '-' | '\u{2013}');
            if !is_separator {
                plain.push(c);
            } else if !plain.ends_with('-') {
                plain.push('-');
            }
        }
        self.0.iter().find_map(|form| form.read(&plain, today))
    }
}

/// Drops "T00:00:00", " 12:30" and the like after a date.
pub(crate) fn without_time(text: &str) -> &str {
    let is_time = |text: &str| {
        text.contains(':')
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b":.+-Zz ".contains(&b))
    };
    match text.split_once([' ', 'T', 't']) {
        Some((day, time)) if is_time(time) => day,
        _ => match text.rsplit_once(' ') {
            Some((day, time)) if is_time(time) => day,
            _ => text,
        },
    }
}

fn digits(text: &str, least: usize, most: usize) -> Option<(i16, &str)> {
    let length = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if length < least {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn by(format: &str, text: &str) -> Option<String> {
        let format = DateFormat::parse(format).unwrap();
        format.read(text, TODAY).map(|date| date.to_text())
    }

    fn usual(text: &str) -> Option<String> {
        UsualForms::new()
            .read(text, TODAY)
            .map(|date| date.to_text())
    }

    #[test]
    fn both_spellings_of_a_format_read_the_same() {
        for (format, text) in [
            ("%Y%m%d", "20160203"),
            ("YYYYMMDD", "20160203"),
            ("yyyymmdd", "20160203"),
            ("%m/%d/%Y", "2/3/2016"),
            ("MM/DD/YYYY", "02/03/2016"),
            ("%d %B %Y", "3 February 2016"),
            ("DD-Mon-YYYY", "03-Feb-2016"),
            ("dd.mm.yy", "03.02.16"),
        ] {
            assert_eq!(by(format, text).as_deref(), Some("2016-02-03"), "{format}");
        }
        assert_eq!(by("%Y", "2016").as_deref(), Some("2016"));
        assert_eq!(by("%Y%m%d", "20161302"), None);
    }

    #[test]
    fn what_is_no_format_is_refused() {
        for text in [
            "",
            "%d/%m",
            "%Y%Y",
            "%H:%M",
            "day-month-year",
            "%Y-%d",
            "wxyz",
        ] {
            assert_eq!(DateFormat::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_usual_forms_are_recognised_and_the_month_is_never_first() {
        for text in [
            "2016-02-03",
            "2016-02-03T00:00:00",
            "2016-02-03 00:00:00.000",
            "20160203",
            "03022016",
            "3/2/2016",
            "03.02.2016",
            "3 Feb 2016",
            "03-February-2016",
            "03/02/16",
        ] {
            assert_eq!(usual(text).as_deref(), Some("2016-02-03"), "{text}");
        }
        assert_eq!(usual("2016-02").as_deref(), Some("2016-02"));
        assert_eq!(usual("2016").as_deref(), Some("2016"));
        assert_eq!(usual("2016-02-00").as_deref(), Some("2016-02"));
        assert_eq!(usual("03/02/31").as_deref(), Some("1931-02-03"));
        for text in ["12/25/2010", "31/02/2010", "yesterday", "2", "40123"] {
            assert_eq!(usual(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(format in "\\PC{0,12}", text in "\\PC{0,20}") {
            let _ = usual(&text);
            if let Some(format) = DateFormat::parse(&format) {
                let _ = format.read(&text, TODAY);
            }
        }

        #[test]
        fn what_was_written_is_read(year in 1901i16..=2026, month in 1i8..=12, day in 1i8..=28) {
            let expected = Some(format!("{year:04}-{month:02}-{day:02}"));
            prop_assert_eq!(usual(&format!("{day:02}/{month:02}/{year:04}")), expected.clone());
            prop_assert_eq!(by("%Y%m%d", &format!("{year:04}{month:02}{day:02}")), expected);
        }
    }
}
