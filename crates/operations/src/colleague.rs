//! Who is meant by a colleague's staff id or name: one account, or one worker of the directory.
//!
//! Invariant: a colleague is somebody who works here now; a name that fits several is nobody's
//! until one is chosen.

use crate::{At, Kith, OperationError, Sitting};
use std::collections::BTreeMap;

/// A colleague for whom somebody looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Staff id.
    pub staff_id: String,
    /// Name.
    pub name: String,
    /// Role, where it is known.
    pub role: String,
}

/// Who was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FoundColleague {
    /// Nobody was named.
    NobodyNamed,
    /// This one.
    One(Colleague),
    /// One of these.
    Several(Vec<Colleague>),
    /// Nobody who works here.
    Unknown,
    /// The worker who asks.
    Oneself,
}

/// As many are offered to choose from.
const MOST: usize = 12;

impl Colleague {
    /// Name and staff id, as pages and the audit write it.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("{} ({})", self.name, self.staff_id)
    }
}

impl Kith {
    /// Who is meant by what was typed.
    pub(crate) async fn colleague(
        &self,
        sitting: &Sitting,
        typed: &str,
        at: At,
    ) -> Result<FoundColleague, OperationError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(FoundColleague::NobodyNamed);
        }
        let colleagues = self.colleagues(at).await?;
        let found = meant(&colleagues, typed);
        Ok(match found {
            FoundColleague::One(one) if one.staff_id == sitting.staff_id => FoundColleague::Oneself,
            other => other,
        })
    }

    /// Everybody who works here now: accounts first, then the staff directory.
    async fn colleagues(&self, at: At) -> Result<Vec<Colleague>, OperationError> {
        let mut known: BTreeMap<String, Colleague> = BTreeMap::new();
        let directory = self.store().directory().await?;
        for staff in directory.staff {
            let has_left = staff.left_on.is_some_and(|day| day <= at.today());
            if has_left {
                continue;
            }
            let colleague = Colleague {
                staff_id: staff.id.reveal().to_owned(),
                name: staff.name.reveal().to_owned(),
                role: staff
                    .role
                    .map_or_else(String::new, |role| role.reveal().to_owned()),
            };
            known.insert(colleague.staff_id.clone(), colleague);
        }
        for worker in self.store().workers().await? {
            if !worker.is_active {
                known.remove(&worker.staff_id);
                continue;
            }
            let colleague = Colleague {
                staff_id: worker.staff_id,
                name: worker.name,
                role: worker.role.label().to_owned(),
            };
            known.insert(colleague.staff_id.clone(), colleague);
        }
        Ok(known.into_values().collect())
    }
}

/// A staff id in full, or the beginning of each word of a name, in any order.
fn meant(colleagues: &[Colleague], typed: &str) -> FoundColleague {
    let by_id = colleagues
        .iter()
        .find(|one| one.staff_id.eq_ignore_ascii_case(typed));
    if let Some(one) = by_id {
        return FoundColleague::One(one.clone());
    }
    let asked = words(typed);
    let letters: usize = asked.iter().map(|word| word.chars().count()).sum();
    if letters < 2 {
        return FoundColleague::Unknown;
    }
    let fits = |one: &&Colleague| {
        let name = words(&one.name);
        let begins = |word: &String| name.iter().any(|part| part.starts_with(word.as_str()));
        asked.iter().all(begins)
    };
    let mut fitting: Vec<Colleague> = colleagues.iter().filter(fits).cloned().collect();
    match fitting.len() {
        0 => FoundColleague::Unknown,
        1 => FoundColleague::One(fitting.remove(0)),
        _ => {
            fitting.sort_by(|a, b| (&a.name, &a.staff_id).cmp(&(&b.name, &b.staff_id)));
            fitting.truncate(MOST);
            FoundColleague::Several(fitting)
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(staff_id: &str, name: &str) -> Colleague {
        Colleague {
            staff_id: staff_id.to_owned(),
            name: name.to_owned(),
            role: String::new(),
        }
    }

    #[test]
    fn a_staff_id_or_a_name_that_fits_one_is_that_one_and_one_that_fits_two_is_neither() {
        let all = [
            colleague("SW1001", "Amira Khan"),
            colleague("SW1002", "Amira Khanna"),
            colleague("FD1001", "Ben Okafor"),
        ];
        assert_eq!(meant(&all, "sw1001"), FoundColleague::One(all[0].clone()));
        assert_eq!(
            meant(&all, "okafor ben"),
            FoundColleague::One(all[2].clone())
        );
        assert_eq!(
            meant(&all, "amira khan"),
            FoundColleague::Several(all[..2].to_vec())
        );
        for nobody in ["Zed", "SW1", "b", "Amira Okafor", "-"] {
            assert_eq!(meant(&all, nobody), FoundColleague::Unknown, "{nobody}");
        }
    }
}
