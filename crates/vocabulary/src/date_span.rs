//! The days between two dates, half-open: `from` is inside, `to` is the first day outside.
//!
//! An unknown start is nothing, never 1900; an open end is nothing, never 9999.
//! Invariant: `from` is not after `to`.

use jiff::civil::Date;

/// When something was true in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateSpan {
    from: Option<Date>,
    to: Option<Date>,
}

impl DateSpan {
    /// The days from `from` up to, but without, `to`; nothing when the end is before the start.
    #[must_use]
    pub fn new(from: Option<Date>, to: Option<Date>) -> Option<Self> {
        match (from, to) {
            (Some(start), Some(end)) if end < start => None,
            _ => Some(Self { from, to }),
        }
    }

    /// A span from a source that names its last day: the end becomes the day after.
    #[must_use]
    pub fn with_last_day(from: Option<Date>, last: Option<Date>) -> Option<Self> {
        match last {
            Some(day) => Self::new(from, Some(day.tomorrow().ok()?)),
            None => Self::new(from, None),
        }
    }

    /// The first day, where known.
    #[must_use]
    pub const fn from(&self) -> Option<Date> {
        self.from
    }

    /// The first day after, where it has ended.
    #[must_use]
    pub const fn to(&self) -> Option<Date> {
        self.to
    }

    /// The last day inside, where it has ended.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.to.and_then(|day| day.yesterday().ok())
    }

    /// Whether `day` is inside; an unknown start counts as long ago.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// Whether the two spans share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(start), Some(end)) => start < end,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_last_day_is_inside_and_the_day_after_is_not() {
        let span =
            DateSpan::with_last_day(Some(date(2024, 1, 1)), Some(date(2024, 2, 28))).unwrap();
        assert!(span.contains(date(2024, 2, 28)));
        assert!(!span.contains(date(2024, 2, 29)));
        assert_eq!(span.last_day(), Some(date(2024, 2, 28)));
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        assert_eq!(
            DateSpan::new(Some(date(2024, 2, 1)), Some(date(2024, 1, 1))),
            None
        );
    }

    #[test]
    fn homes_that_follow_each_other_do_not_overlap() {
        let first = DateSpan::new(None, Some(date(2024, 1, 1))).unwrap();
        let second = DateSpan::new(Some(date(2024, 1, 1)), None).unwrap();
        assert!(!first.overlaps(&second));
        assert!(first.overlaps(&DateSpan::default()));
    }
}
