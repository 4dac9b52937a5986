//! The looks at one family as the information-governance lead reads them: what no recorded fact
//! explains first, then by worker, purpose and case.
//!
//! Invariant: every line stands in exactly one group, newest first.

use crate::LookLine;
use std::collections::BTreeMap;

/// Looks of one worker, for one purpose, on one case, with one explanation.
pub struct LookGroup {
    /// Who: name and staff id.
    pub worker: String,
    /// In which role.
    pub role: String,
    /// For which purpose.
    pub purpose: String,
    /// On which case.
    pub case: Option<String>,
    /// For which colleague.
    pub on_behalf_of: Option<String>,
    /// The recorded fact that explains them, or what is missing.
    pub why: String,
    /// Whether a recorded fact explains them.
    pub is_explained: bool,
    /// The looks, newest first.
    pub lines: Vec<LookLine>,
}

/// Every look at one family.
pub struct FamilyLooks {
    /// The unexplained first; in each part by worker, purpose and case.
    pub groups: Vec<LookGroup>,
}

impl FamilyLooks {
    pub(crate) fn of(lines: Vec<LookLine>) -> Self {
        let mut groups: BTreeMap<_, Vec<LookLine>> = BTreeMap::new();
        for line in lines {
            let is_explained = line.unexplained.is_none();
            let why = line.unexplained.clone().or(line.explained_by.clone());
            let key = (
                is_explained,
                line.worker.clone(),
                line.purpose.clone(),
                line.case.clone(),
                line.on_behalf_of.clone(),
                why.unwrap_or_else(|| "nobody was shown".to_owned()),
                line.role.clone(),
            );
            groups.entry(key).or_default().push(line);
        }
        let group = |(key, lines)| {
            let (is_explained, worker, purpose, case, on_behalf_of, why, role) = key;
            LookGroup {
                worker,
                role,
                purpose,
                case,
                on_behalf_of,
                why,
                is_explained,
                lines,
            }
        };
        Self {
            groups: groups.into_iter().map(group).collect(),
        }
    }

    /// How many looks no recorded fact explains.
    #[must_use]
    pub fn unexplained(&self) -> usize {
        let waiting = self.groups.iter().filter(|group| !group.is_explained);
        waiting.map(|group| group.lines.len()).sum()
    }

    /// Every look, group by group.
    pub fn lines(&self) -> impl Iterator<Item = &LookLine> {
        self.groups.iter().flat_map(|group| &group.lines)
    }
}
