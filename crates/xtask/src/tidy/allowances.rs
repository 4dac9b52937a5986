//! Exceptions to the rules, read from `tidy.toml`; none is without a reason.
//!
//! An exception names the rule, the file or folder, and, where the rule is about a word or a
//! number, that word or number. INVARIANT: an exception that excuses nothing becomes a finding.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde::Deserialize;

use super::Finding;

/// What `tidy.toml` holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allowances {
    #[serde(default)]
    allow: Vec<Allowance>,
    /// Crates that may show a personal value, and why.
    #[serde(default)]
    reveal: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowance {
    rule: String,
    /// A file, or a folder with `/` at its end.
    path: String,
    /// The word or the digits; absent: anything this rule finds there.
    text: Option<String>,
    reason: String,
}

impl Allowances {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let read: Self = toml::from_str(text)?;
        let reasons = read.allow.iter().map(|allowance| &allowance.reason);
        if reasons
            .chain(read.reveal.values())
            .any(|reason| reason.trim().is_empty())
        {
            bail!("every exception needs a reason");
        }
        Ok(read)
    }

    pub(super) fn reason_to_reveal(&self, crate_name: &str) -> Option<&str> {
        self.reveal.get(crate_name).map(String::as_str)
    }

    /// Takes away what is excused, and adds a finding for each exception that excused nothing.
    pub(super) fn filter(&self, findings: Vec<Finding>, written_in: &str) -> Vec<Finding> {
        let mut used = vec![false; self.allow.len()];
        let mut left = Vec::new();
        for finding in findings {
            match self
                .allow
                .iter()
                .position(|allowance| allowance.excuses(&finding))
            {
                Some(index) => used[index] = true,
                None => left.push(finding),
            }
        }
        let unused = self.allow.iter().zip(&used).filter(|(_, used)| !**used);
        left.extend(unused.map(|(allowance, _)| allowance.as_unused(written_in)));
        left
    }
}

impl Allowance {
    fn excuses(&self, finding: &Finding) -> bool {
        let covers_path = match self.path.ends_with('/') {
            true => finding.path.starts_with(&self.path),
            false => finding.path == self.path,
        };
        let covers_text = self
            .text
            .as_ref()
            .is_none_or(|text| *text == finding.matched);
        self.rule == finding.rule && covers_path && covers_text
    }

    fn as_unused(&self, written_in: &str) -> Finding {
        Finding {
            rule: "unused-exception",
            path: written_in.to_owned(),
            line: 1,
            what: format!(
                "the exception to `{}` for {} excuses nothing",
                self.rule, self.path
            ),
            remedy: "take the entry out",
            matched: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, matched: &str) -> Finding {
        Finding {
            rule: "banned-word",
            path: path.to_owned(),
            line: 3,
            what: String::new(),
            remedy: "",
            matched: matched.to_owned(),
        }
    }

    const ONE: &str = r#"
        [[allow]]
        rule = "banned-word"
        path = "crates/governance/"
        text = "entity"
        reason = "the policy language's own word"
    "#;

    #[test]
    fn an_exception_excuses_only_its_own_word_and_folder() {
        let allowances = Allowances::parse(ONE).unwrap();
        let found = vec![
            finding("crates/governance/src/decide.rs", "entity"),
            finding("crates/governance/src/decide.rs", "client"),
            finding("crates/web/src/lib.rs", "entity"),
        ];
        let left = allowances.filter(found.clone(), "tidy.toml");
        assert_eq!(left, found[1..]);
    }

    #[test]
    fn an_exception_that_excuses_nothing_is_a_finding() {
        let left = Allowances::parse(ONE)
            .unwrap()
            .filter(Vec::new(), "tidy.toml");
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].rule, "unused-exception");
    }

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        assert!(Allowances::parse("[reveal]\nweb = \" \"").is_err());
        assert!(Allowances::parse("[[allow]]\nrule = \"a\"\npath = \"b\"").is_err());
    }
}
