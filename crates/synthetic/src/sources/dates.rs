//! Dates as the sources write them, each in its own dialect.
//!
//! Invariant: a missing date is a blank cell.

use vocabulary::Date;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn month(date: Date) -> &'static str {
    MONTHS[usize::try_from(date.month() - 1).unwrap_or(0)]
}

/// `2016-03-04`.
pub(crate) fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `04/03/2016`.
pub(crate) fn slashed(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `2016-Mar-04 00:00:00`, as school systems export it.
pub(crate) fn of_schools(date: Date) -> String {
    format!(
        "{:04}-{}-{:02} 00:00:00",
        date.year(),
        month(date),
        date.day()
    )
}

/// `04-Mar-2016`.
pub(crate) fn dashed(date: Date) -> String {
    format!("{:02}-{}-{:04}", date.day(), month(date), date.year())
}

/// `20160304`.
pub(crate) fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `2016-03-04T00:00`.
pub(crate) fn with_time(date: Date) -> String {
    format!("{}T00:00", iso(date))
}

/// The date in that dialect, or a blank cell.
pub(crate) fn or_blank(date: Option<Date>, dialect: fn(Date) -> String) -> String {
    date.map(dialect).unwrap_or_default()
}
