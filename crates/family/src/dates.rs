//! How dates are written on pages, in one place: "3 November 2026".
//!
//! Months are spelled out so that day and month are never confused. Invariant: a part that is
//! not known is never made up.

use jiff::civil::Date;
use vocabulary::{DateAccuracy, PartialDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "3 November 2026".
#[must_use]
pub fn long(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// "3 Nov", for narrow cells.
#[must_use]
pub fn day_and_month(date: Date) -> String {
    format!("{} {}", date.day(), &month(date.month())[..3])
}

/// "Mar 2026", for narrow cells.
#[must_use]
pub fn month_and_year(date: Date) -> String {
    format!("{} {}", &month(date.month())[..3], date.year())
}

/// What is known of a date: "13 December 2011", "December 2011", "2011"; an estimate says so.
#[must_use]
pub fn partial(date: &PartialDate) -> String {
    let known = match (date.month(), date.day()) {
        (Some(month_number), Some(day)) => {
            format!("{day} {} {}", month(month_number), date.year())
        }
        (Some(month_number), None) => format!("{} {}", month(month_number), date.year()),
        (None, _) => date.year().to_string(),
    };
    match date.accuracy() {
        DateAccuracy::Accurate => known,
        DateAccuracy::Estimated => format!("{known} (estimated)"),
        DateAccuracy::Expected => format!("expected in {}", to_the_month(date)),
    }
}

/// "March 2027", or "2027" where the month is not known.
#[must_use]
pub fn to_the_month(date: &PartialDate) -> String {
    match date.month() {
        Some(month_number) => format!("{} {}", month(month_number), date.year()),
        None => date.year().to_string(),
    }
}

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .expect("calendar dates have months 1 to 12")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_written_so_that_day_and_month_cannot_be_confused() {
        let day = date(2026, 3, 4);
        assert_eq!(long(day), "4 March 2026");
        assert_eq!(day_and_month(day), "4 Mar");
        assert_eq!(month_and_year(day), "Mar 2026");
    }

    #[test]
    fn what_is_not_known_of_a_date_is_not_made_up() {
        let shown = |text| partial(&PartialDate::parse(text).unwrap());
        assert_eq!(shown("2011-12-13"), "13 December 2011");
        assert_eq!(shown("2011-12"), "December 2011");
        assert_eq!(shown("2011~"), "2011 (estimated)");
        assert_eq!(shown("2027-03-01?"), "expected in March 2027");
        assert_eq!(shown("2027?"), "expected in 2027");
    }
}
