//! Days and years: the little arithmetic on dates that inventing a council needs.
//!
//! Invariant: nothing here reads a clock, and no sum leaves the years 1 to 9999.

use jiff::ToSpan;
use vocabulary::Date;

/// The day so many days later (or earlier).
pub(crate) fn plus_days(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

/// The day so many years later (or earlier).
pub(crate) fn plus_years(date: Date, years: i32) -> Date {
    date.saturating_add(years.years())
}

/// Days from the first to the second; negative when the second is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    i32::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(i32::MAX)
}

/// Age in whole years on a day; negative before birth.
pub(crate) fn age_on(birth: Date, day: Date) -> i32 {
    let years = i32::from(day.year()) - i32::from(birth.year());
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    if had_birthday { years } else { years - 1 }
}
