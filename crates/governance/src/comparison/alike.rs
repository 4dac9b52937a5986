//! Roles that no rule tells apart: they are asked about once.
//!
//! A decision knows a role only by whether the purpose is for it, and by the rules that name it.
//! Invariant: roles of one class are decided alike in every circumstance.

use crate::{Action, Rulebook};
use std::collections::BTreeMap;
use vocabulary::{Purpose, Role};

/// The roles that the rules about one action name.
pub(super) struct NamedRoles(Vec<Role>);

impl NamedRoles {
    pub(super) fn of(rulebooks: &[&Rulebook], action: Action) -> Self {
        let texts = rulebooks
            .iter()
            .map(|rulebook| rulebook.policies().text_about(action));
        let text: String = texts.collect();
        // A pattern could mean any role.
        let any = text.contains("\"like\"");
        let is_named = |role: &Role| any || text.contains(&format!("\"{}\"", role.code()));
        Self(Role::ALL.into_iter().filter(is_named).collect())
    }

    /// The roles in classes that are decided alike for a purpose.
    pub(super) fn classes(
        &self,
        rulebooks: &[&Rulebook],
        purpose: Option<Purpose>,
    ) -> Vec<Vec<Role>> {
        let mut classes: BTreeMap<(Option<Role>, Vec<bool>), Vec<Role>> = BTreeMap::new();
        for role in Role::ALL {
            let is_for = |rulebook: &&Rulebook| {
                let rule = purpose.and_then(|purpose| rulebook.purpose(purpose));
                rule.is_some_and(|rule| rule.is_for(role))
            };
            let named = self.0.contains(&role).then_some(role);
            let key = (named, rulebooks.iter().map(is_for).collect());
            classes.entry(key).or_default().push(role);
        }
        classes.into_values().collect()
    }
}
