//! Dates as day numbers, so that the days between two are a subtraction.
//!
//! Invariant: text is a date only when it is written exactly as its format says and names a day
//! of the calendar.

use super::dictionary::Dictionary;
use super::plan::DateFormat;

/// The day number of text that is no date.
pub(crate) const NO_DATE: i32 = i32::MIN;

/// The day numbers of all values of a column.
pub(crate) fn days_of_all(dictionary: &Dictionary, format: DateFormat) -> Vec<i32> {
    let days = dictionary.texts().map(|text| day_number(text, format));
    days.map(|day| day.unwrap_or(NO_DATE)).collect()
}

/// Days since 1 March of the year 0; nothing when the text is no date.
fn day_number(text: &str, format: DateFormat) -> Option<i32> {
    let (year, month, day) = match (format, text.as_bytes()) {
        (DateFormat::Dashed, &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2])
        | (DateFormat::Plain, &[y1, y2, y3, y4, m1, m2, d1, d2]) => (
            number(&[y1, y2, y3, y4])?,
            number(&[m1, m2])?,
            number(&[d1, d2])?,
        ),
        _ => return None,
    };
    if year < 1 || !(1..=12).contains(&month) || day < 1 || day > last_day(year, month) {
        return None;
    }
    // The year begins in March here, so that the leap day is its last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    Some(365 * year + leap_days + (153 * month + 2) / 5 + day - 1)
}

fn number(digits: &[u8]) -> Option<i32> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    digits
        .iter()
        .try_fold(0, |so_far, byte| Some(so_far * 10 + digit(byte)?))
}

fn last_day(year: i32, month: i32) -> i32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_through_the_calendar() {
        let day = |text| day_number(text, DateFormat::Dashed).unwrap();
        for (earlier, later, apart) in [
            ("2014-02-28", "2014-03-01", 1),
            ("2016-02-28", "2016-03-01", 2),
            ("1999-12-31", "2000-01-01", 1),
            ("1900-02-28", "1900-03-01", 1),
            ("2000-01-01", "2026-01-01", 9_497),
        ] {
            assert_eq!(day(later) - day(earlier), apart, "{earlier} {later}");
        }
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_no_date() {
        for text in [
            "2014-02-30",
            "2014-13-01",
            "2014-1-01",
            "0000-01-01",
            "20140211",
            "",
        ] {
            assert_eq!(day_number(text, DateFormat::Dashed), None, "{text}");
        }
        assert!(day_number("20140211", DateFormat::Plain).is_some());
        assert_eq!(day_number("2014-211", DateFormat::Plain), None);
    }
}
