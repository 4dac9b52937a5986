//! Compares birth dates as people and systems get them wrong: exchanged day and month, a
//! stand-in day, one digit, the day before or after.
//!
//! Invariant: a date known only in part can agree, never be exact.

use super::levels::Birth;
use crate::record::LinkageRecord;
use vocabulary::{DateAccuracy, PartialDate};

/// From this many years on, one name means two generations.
const GENERATION: i16 = 12;
/// Days by which a child may be born before or after the expected date.
const AROUND_DUE_DATE: i32 = 42;

/// The level of two birth dates.
pub(super) fn birth(a: Option<PartialDate>, b: Option<PartialDate>) -> Birth {
    let (Some(a), Some(b)) = (a, b) else {
        return Birth::Missing;
    };
    let is_expected = |date: PartialDate| date.accuracy() == DateAccuracy::Expected;
    if is_expected(a) != is_expected(b) && days_between(a, b).is_some_and(|n| n <= AROUND_DUE_DATE)
    {
        return Birth::Agrees;
    }
    match (parts(a), parts(b)) {
        (Some(x), Some(y)) => whole_dates(a, b, x, y),
        _ => partly_known(a, b),
    }
}

/// Whether two records hold one birth date, or dates a slip apart.
pub(crate) fn are_born_alike(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    birth(a.birth, b.birth) >= Birth::StandIn
}

/// Years between two birth dates, where both are known.
pub(crate) fn years_apart(a: Option<PartialDate>, b: Option<PartialDate>) -> Option<i16> {
    Some((a?.year() - b?.year()).abs())
}

type Parts = (i16, i8, i8);

fn parts(date: PartialDate) -> Option<Parts> {
    Some((date.year(), date.month()?, date.day()?))
}

fn whole_dates(a: PartialDate, b: PartialDate, x: Parts, y: Parts) -> Birth {
    if x == y {
        return Birth::Exact;
    }
    if x == (y.0, y.2, y.1) {
        return Birth::Swapped;
    }
    if days_between(a, b) == Some(1) {
        return Birth::NextDay;
    }
    if is_one_digit_apart(x, y) {
        return Birth::OneDigit;
    }
    if is_stand_in(a, x, y) || is_stand_in(b, y, x) {
        return Birth::StandIn;
    }
    without_agreement(x.0, y.0)
}

/// 1 January stands for "some day of the year"; the 1st, and an estimated 15th, for "some day
/// of the month".
fn is_stand_in(date: PartialDate, x: Parts, y: Parts) -> bool {
    let of_the_year = x.0 == y.0 && (x.1, x.2) == (1, 1);
    let estimated = date.accuracy() == DateAccuracy::Estimated;
    let of_the_month = (x.0, x.1) == (y.0, y.1) && (x.2 == 1 || (x.2 == 15 && estimated));
    of_the_year || of_the_month
}

/// One digit of year, month or day differs, or two neighbours of it are exchanged.
fn is_one_digit_apart(x: Parts, y: Parts) -> bool {
    let (a, b) = (digits(x), digits(y));
    let differing: Vec<usize> = (0..8).filter(|&i| a[i] != b[i]).collect();
    match differing[..] {
        [_] => true,
        [i, j] => j == i + 1 && !matches!(i, 3 | 5) && a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}

fn digits((year, month, day): Parts) -> [i16; 8] {
    let (month, day) = (i16::from(month), i16::from(day));
    [
        year / 1000,
        year / 100 % 10,
        year / 10 % 10,
        year % 10,
        month / 10,
        month % 10,
        day / 10,
        day % 10,
    ]
}

fn partly_known(a: PartialDate, b: PartialDate) -> Birth {
    let months_agree = match (a.month(), b.month()) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    if a.year() == b.year() && months_agree {
        Birth::Agrees
    } else {
        without_agreement(a.year(), b.year())
    }
}

fn without_agreement(x: i16, y: i16) -> Birth {
    match (x - y).abs() {
        0 => Birth::SameYear,
        n if n >= GENERATION => Birth::FarApart,
        _ => Birth::Different,
    }
}

fn days_between(a: PartialDate, b: PartialDate) -> Option<i32> {
    a.whole()?
        .since(b.whole()?)
        .ok()
        .map(|span| span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(a: &str, b: &str) -> Birth {
        birth(PartialDate::parse(a).ok(), PartialDate::parse(b).ok())
    }

    #[test]
    fn each_kind_of_slip_has_its_level() {
        for (a, b, expected) in [
            ("2011-12-13", "2011-12-13", Birth::Exact),
            ("2011-05-04", "2011-04-05", Birth::Swapped),
            ("2016-05-01", "2016-04-30", Birth::NextDay),
            ("2011-12-13", "2011-12-18", Birth::OneDigit),
            ("2011-12-13", "2001-12-13", Birth::OneDigit),
            ("2011-12-13", "2011-12-31", Birth::OneDigit),
            ("2011-01-01", "2011-09-26", Birth::StandIn),
            ("2011-09-15~", "2011-09-26", Birth::StandIn),
            ("2011", "2011-09-26", Birth::Agrees),
            ("2011-08", "2011-09-26", Birth::SameYear),
            ("2011-02-23", "2011-09-17", Birth::SameYear),
            ("2027-01-10?", "2027-01-31", Birth::Agrees),
            ("2011-02-23", "2007-09-17", Birth::Different),
            ("2011-02-23", "1981-09-17", Birth::FarApart),
        ] {
            assert_eq!(level(a, b), expected, "{a} and {b}");
            assert_eq!(level(b, a), expected, "{b} and {a}");
        }
        assert_eq!(birth(None, PartialDate::parse("2011").ok()), Birth::Missing);
    }

    proptest! {
        #[test]
        fn comparing_dates_is_symmetric_and_a_date_equals_itself(
            y in 1990i16..2020, m in 1i8..=12, d in 1i8..=28, y2 in 1990i16..2020, m2 in 1i8..=12, d2 in 1i8..=28,
        ) {
            let date = |y, m, d| PartialDate::from_parts(y, Some(m), Some(d), DateAccuracy::Accurate).ok();
            let (a, b) = (date(y, m, d), date(y2, m2, d2));
            prop_assert_eq!(birth(a, a), Birth::Exact);
            prop_assert_eq!(birth(a, b), birth(b, a));
        }
    }
}
