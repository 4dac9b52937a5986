//! Which facts some rules read at all: what they do not read cannot change what they say.
//!
//! Invariant: when it is not plain that a rule reads named facts only, it counts as reading all.

use super::policies::{Fact, NamedFact, WorkerFacts};
use std::collections::BTreeSet;

/// The facts that some rules read.
pub(crate) enum Reads {
    Everything,
    /// By their names; those of the worker begin with `principal.`.
    Named(BTreeSet<String>),
}

impl Reads {
    /// What rules with these texts read.
    pub(crate) fn of(texts: impl Iterator<Item = String>) -> Self {
        let mut named = BTreeSet::new();
        for text in texts {
            let text: String = text.split_whitespace().collect();
            // `context.purpose` reads one fact; any other use of the word could read all.
            for after in text.split("context").skip(1) {
                match attribute(after) {
                    Some(name) => named.insert(name.to_owned()),
                    None => return Self::Everything,
                };
            }
            // `(principal,` at the head of a rule reads nothing.
            for after in text.split("principal").skip(1) {
                match attribute(after) {
                    Some(name) => named.insert(format!("principal.{name}")),
                    None if after.starts_with(',') => continue,
                    None => return Self::Everything,
                };
            }
        }
        Self::Named(named)
    }

    /// The facts of a question that are read, always in the same order.
    pub(crate) fn pick(&self, worker: WorkerFacts, facts: &[NamedFact]) -> Vec<Fact> {
        let of_worker = [
            ("principal.role", Fact::Text(worker.role.code())),
            ("principal.isActive", Fact::Is(worker.is_active)),
            ("principal.isTrained", Fact::Is(worker.is_trained)),
        ];
        let all = of_worker.iter().chain(facts);
        let read = all.filter(|(name, _)| match self {
            Self::Everything => true,
            Self::Named(named) => named.contains(*name),
        });
        read.map(|(_, fact)| *fact).collect()
    }
}

/// `.name` at the start of a text.
fn attribute(text: &str) -> Option<&str> {
    let name = text.strip_prefix('.')?;
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let end = name.find(|letter| !is_part(letter)).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<Vec<String>> {
        match Reads::of([text.to_owned()].into_iter()) {
            Reads::Everything => None,
            Reads::Named(named) => Some(named.into_iter().collect()),
        }
    }

    #[test]
    fn a_rule_reads_the_facts_that_it_names() {
        let rule = "permit (principal, action, resource) when { context.purpose == \"P9\" && principal\n.role == \"leader\" };";
        assert_eq!(named(rule).unwrap(), ["principal.role", "purpose"]);
        assert_eq!(
            named("permit (principal, action, resource);").unwrap(),
            [""; 0]
        );
    }

    #[test]
    fn a_rule_that_could_read_any_fact_reads_all() {
        for text in [
            "context[\"purpose\"] == \"P9\"",
            "context has purpose",
            "context == context",
            "context // note\n .purpose == \"P9\"",
            "permit (principal == Worker::\"worker\", action, resource);",
            "principal has role",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
