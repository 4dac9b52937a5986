//! The moment at which something is asked. The caller reads the clock; Europe/London decides the day.
//!
//! Invariant: office hours are Monday to Friday, 8:30 to 17:30; everything else is out of hours.

use jiff::civil::{Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use vocabulary::Date;

/// One moment, seen from a council's desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    timestamp: Timestamp,
}

impl At {
    /// The given moment.
    #[must_use]
    pub const fn new(timestamp: Timestamp) -> Self {
        Self { timestamp }
    }

    /// The moment in universal time.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// The day in Europe/London.
    #[must_use]
    pub fn today(&self) -> Date {
        self.zoned().date()
    }

    /// Whether office desks are closed. Bank holidays are not known here.
    #[must_use]
    pub fn is_out_of_hours(&self) -> bool {
        let now = self.zoned();
        let weekend = matches!(now.weekday(), Weekday::Saturday | Weekday::Sunday);
        weekend || now.time() < time(8, 30, 0, 0) || now.time() >= time(17, 30, 0, 0)
    }

    /// Whether it is between nine at night and six in the morning, or a weekend.
    pub(crate) fn is_at_night(&self) -> bool {
        let now = self.zoned();
        let weekend = matches!(now.weekday(), Weekday::Saturday | Weekday::Sunday);
        weekend || now.time() < time(6, 0, 0, 0) || now.time() >= time(21, 0, 0, 0)
    }

    fn zoned(&self) -> Zoned {
        self.timestamp.to_zoned(london())
    }
}

pub(crate) fn london() -> TimeZone {
    TimeZone::get("Europe/London").expect("the time-zone database is built in")
}

/// The day of a moment in Europe/London.
pub(crate) fn day_of(timestamp: Timestamp) -> Date {
    timestamp.to_zoned(london()).date()
}

/// The day so many working days later: Monday to Friday. Bank holidays are not known here, so a
/// clock over one runs out a day early, never late.
pub(crate) fn working_days_after(day: Date, count: u8) -> Date {
    let mut day = day;
    let mut left = count;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

/// The moment at which a day begins in Europe/London.
pub(crate) fn begin_of_day(day: Date) -> Timestamp {
    let begin = day.to_zoned(london());
    begin.map_or(Timestamp::MIN, |begin| begin.timestamp())
}

/// A moment as pages write it: "23 November 2026, 14:05".
#[must_use]
pub fn moment_in_words(timestamp: Timestamp) -> String {
    let local = timestamp.to_zoned(london());
    format!(
        "{}, {:02}:{:02}",
        day_in_words(local.date()),
        local.hour(),
        local.minute()
    )
}

/// A day as pages write it: "3 November 2026".
#[must_use]
pub fn day_in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        At::new(text.parse().unwrap())
    }

    #[test]
    fn summer_time_moves_the_day_and_the_hours() {
        assert_eq!(
            at("2026-06-30T23:30:00Z").today(),
            jiff::civil::date(2026, 7, 1)
        );
        assert_eq!(
            at("2026-11-30T23:30:00Z").today(),
            jiff::civil::date(2026, 11, 30)
        );
        assert!(!at("2026-06-30T07:30:00Z").is_out_of_hours());
        assert!(at("2026-11-30T08:29:00Z").is_out_of_hours());
    }

    #[test]
    fn weekends_are_out_of_hours() {
        assert!(at("2026-11-22T12:00:00Z").is_out_of_hours());
        assert!(!at("2026-11-23T12:00:00Z").is_out_of_hours());
        assert!(at("2026-11-23T17:30:00Z").is_out_of_hours());
    }

    #[test]
    fn two_working_days_after_a_friday_is_a_tuesday() {
        let friday = jiff::civil::date(2026, 11, 20);
        assert_eq!(
            working_days_after(friday, 2),
            jiff::civil::date(2026, 11, 24)
        );
        assert_eq!(working_days_after(friday, 0), friday);
    }

    #[test]
    fn a_day_in_summer_begins_an_hour_before_it_does_in_universal_time() {
        let begins = |day: Date| begin_of_day(day).to_string();
        assert_eq!(
            begins(jiff::civil::date(2026, 7, 1)),
            "2026-06-30T23:00:00Z"
        );
        assert_eq!(
            begins(jiff::civil::date(2026, 12, 1)),
            "2026-12-01T00:00:00Z"
        );
    }

    #[test]
    fn moments_read_as_a_person_would_say_them() {
        assert_eq!(
            moment_in_words("2026-06-03T13:05:00Z".parse().unwrap()),
            "3 June 2026, 14:05"
        );
    }
}
