//! Recall by group: each group's figure, how far it lies from everybody's, and a plain warning.
//!
//! Invariant: a group of few pairs is counted as left out and never named.

use super::page_parts::{number, share, table};
use crate::people::groups::Groups;
use linkage::evaluate::{Known, PairCounts, Share, recall_by_group};

/// Pairs from which a group's recall says something.
const PAIRS_TO_TELL: u64 = 100;
/// Points below everybody's recall from which it is warned.
const WARNED_POINTS: f64 = 2.0;

/// Recall by group.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByGroup {
    pub(crate) groups: Vec<GroupFigures>,
    /// Groups of too few pairs to say anything.
    pub(crate) left_out: u64,
}

/// The recall of one group.
#[derive(Debug, Clone)]
pub(crate) struct GroupFigures {
    /// By what people are told apart: sex, age, or a column.
    pub(crate) by: String,
    /// The group.
    pub(crate) group: String,
    pub(crate) people: u64,
    pub(crate) recall: Share,
    /// Points above everybody's recall; below it with a minus.
    pub(crate) points: f64,
}

impl ByGroup {
    pub(crate) fn new(
        groups: &Groups,
        cluster_of: &[u32],
        known: &Known<'_>,
        all: &PairCounts,
    ) -> Self {
        let overall = all.recall().value();
        let mut found = Self::default();
        for way in groups.ways() {
            let recalls = recall_by_group(cluster_of, known, &way.of);
            let mut told: Vec<GroupFigures> = Vec::new();
            for (of, words) in recalls.iter().zip(&way.words) {
                if of.recall.whole < PAIRS_TO_TELL {
                    found.left_out += u64::from(of.people > 0);
                    continue;
                }
                told.push(GroupFigures {
                    by: way.name.clone(),
                    group: words.clone(),
                    people: of.people,
                    recall: of.recall,
                    points: 100.0 * (of.recall.value() - overall),
                });
            }
            found.groups.append(&mut told);
        }
        found
    }

    /// A plain warning for each group that is found less often than everybody.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let warned = self.groups.iter().filter(|group| group.is_warned());
        warned.map(GroupFigures::warning).collect()
    }

    pub(super) fn to_html(&self) -> String {
        if self.groups.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = self.groups.iter().map(GroupFigures::row).collect();
        let left_out = if self.left_out == 0 {
            String::new()
        } else {
            format!(
                "<p>{} groups of fewer than {PAIRS_TO_TELL} pairs are left out.</p>",
                number(self.left_out)
            )
        };
        let headings = [
            "By",
            "Group",
            "People",
            "Recall (95 % interval)",
            "Points from everybody's",
            "To know",
        ];
        format!("{}{left_out}", table("Recall by group", &headings, &rows))
    }
}

impl GroupFigures {
    pub(super) fn is_warned(&self) -> bool {
        self.points < -WARNED_POINTS
    }

    fn warning(&self) -> String {
        format!(
            "recall for {} {} is {:.1} points below everybody's: records of these people are more often left apart; the guide on linkage quality says what can help",
            self.by, self.group, -self.points
        )
    }

    fn row(&self) -> Vec<String> {
        let word = if self.is_warned() {
            "more than 2 points below"
        } else {
            ""
        };
        vec![
            self.by.clone(),
            self.group.clone(),
            number(self.people),
            share(self.recall),
            format!("{:+.1}", self.points),
            word.to_owned(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Date;

    /// So many people of a ward, each of two records; of some the two were not joined.
    fn ward(name: &str, people: u32, apart: u32, rows: &mut Vec<(u32, u32, String)>) {
        for number in 0..people {
            let (place, person) = (rows.len() as u32, rows.len() as u32 / 2);
            let second = if number < apart { place + 1 } else { place };
            rows.push((person, place, name.to_owned()));
            rows.push((person, second, name.to_owned()));
        }
    }

    #[test]
    fn a_group_that_is_found_less_often_is_warned_of_and_a_small_one_is_not_named() {
        let mut rows = Vec::new();
        ward("North", 900, 0, &mut rows);
        ward("South", 200, 10, &mut rows);
        ward("Tiny", 5, 5, &mut rows);
        let mut groups = Groups::new(&["ward".to_owned()]);
        for (_, _, ward) in &rows {
            let day = Date::constant(2026, 11, 23);
            groups.push("", None, day, [ward.as_str()].into_iter());
        }
        let person: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let clusters: Vec<u32> = rows.iter().map(|row| row.1).collect();
        let known = Known {
            person: &person,
            household: &[],
            twins: &[],
            across: None,
        };
        let all = PairCounts {
            right: 1_090,
            wrong: 0,
            missed: 15,
        };
        let found = ByGroup::new(&groups, &clusters, &known, &all);
        assert_eq!((found.groups.len(), found.left_out), (2, 1));
        assert_eq!(found.groups[1].recall, Share::of(190, 200));
        let warnings = found.warnings();
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].starts_with("recall for ward South is 3.6 points below"));
        let page = found.to_html();
        assert!(page.contains("more than 2 points below") && !page.contains("Tiny"));
    }
}
