//! How many records of one person a source keeps, learnt from the people of a run.
//!
//! A housing system has a row for each tenancy, a school census one for each pupil: what is much
//! for the one is usual for the other, so each source is held against itself.
//! Invariant: nobody's records are improbable unless nearly everybody of the source has fewer.

/// People of a source from which it is told what is usual.
const PEOPLE_TO_TELL: u64 = 1_000;
/// The share of people with so many records at which so many are improbable.
const IMPROBABLE: f64 = 0.001;
/// From so many records on where the source is too small to tell.
const WITHOUT_A_LAW: usize = 3;

/// The law of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceLaw {
    /// People by the number of their records in the source: first those with one.
    people: Vec<u64>,
}

impl SourceLaw {
    /// Counts a person with so many records in the source.
    pub fn count(&mut self, records: usize) {
        if records == 0 {
            return;
        }
        if self.people.len() < records {
            self.people.resize(records, 0);
        }
        self.people[records - 1] += 1;
    }

    /// From so many records on a person is more than the source would keep of anybody.
    #[must_use]
    pub fn improbable_from(&self) -> usize {
        let all: u64 = self.people.iter().sum();
        if all < PEOPLE_TO_TELL {
            return WITHOUT_A_LAW;
        }
        let is_rare = |records: &usize| {
            let so_many: u64 = self.people.iter().skip(records - 1).sum();
            so_many as f64 <= IMPROBABLE * all as f64
        };
        let most = self.people.len() + 1;
        (2..=most).find(is_rare).unwrap_or(most).max(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(people: &[(usize, u64)]) -> usize {
        let mut law = SourceLaw::default();
        for (records, count) in people {
            (0..*count).for_each(|_| law.count(*records));
        }
        law.improbable_from()
    }

    #[test]
    fn a_source_that_keeps_everybody_once_is_asked_about_the_second_record() {
        assert_eq!(law(&[(1, 5_000), (2, 4)]), 2);
    }

    #[test]
    fn a_source_with_a_row_for_each_tenancy_is_asked_later() {
        assert_eq!(law(&[(1, 5_000), (2, 900), (3, 200), (4, 30), (5, 2)]), 5);
    }

    #[test]
    fn a_small_source_has_no_law_of_its_own() {
        assert_eq!(law(&[(1, 200)]), 3);
        assert_eq!(law(&[]), 3);
    }
}
