//! Engine and reference asked the same thing, and what they say laid side by side.
//!
//! Invariant: whatever differs is told with the whole question, so that it can be asked again.

use super::how_much::{Look, Shown, how_much};
use super::tables::Tables;
use super::who_may::{Said, who_may};
use governance::{
    AccessRequest, Decision, MemberFacts, MemberPermit, MemberStanding, Permit, Rulebook, decide,
};
use vocabulary::{Category, PersonId, SourceId};

/// The engine's rules and the reference's tables, read from the same files.
pub(crate) struct Both {
    pub(crate) rulebook: Rulebook,
    pub(crate) tables: Tables,
    /// Every source that an agreement names, and one that none names.
    pub(crate) sources: Vec<SourceId>,
}

impl Both {
    pub(crate) fn of(rulebook: Rulebook, tables: Tables) -> Self {
        let mut sources: Vec<SourceId> = rulebook
            .agreements()
            .flat_map(|agreement| agreement.sources.clone())
            .collect();
        sources.sort();
        sources.dedup();
        sources.push(SourceId::parse("probation").unwrap());
        Self {
            rulebook,
            tables,
            sources,
        }
    }

    /// Asks both who may; gives the permit, or the difference.
    pub(crate) fn ask(&self, request: &AccessRequest) -> Result<Option<Permit>, String> {
        let expected = who_may(&self.tables, request);
        let decision = decide(&self.rulebook, request);
        let (found, permit) = match decision {
            Decision::Permit(permit) => (Said::May, Some(permit)),
            Decision::Refusal(refusal) => (Said::No(refusal.reason), None),
            Decision::AsIfAbsent(_) => (Said::NobodyThere, None),
        };
        if found == expected {
            Ok(permit)
        } else {
            Err(format!(
                "the engine says {found:?}, the reference {expected:?}: {} {request:?}",
                request.case.is_some()
            ))
        }
    }

    /// Asks both how much, for every source and category; gives how many were asked.
    pub(crate) fn ask_levels(
        &self,
        permit: &Permit,
        age: Option<(i16, i16)>,
        standing: MemberStanding,
        faults: &mut Vec<String>,
    ) -> usize {
        let facts = MemberFacts {
            person: PersonId::new(uuid::Uuid::from_u128(7)),
            age,
            standing,
        };
        let member = permit.for_member(&self.rulebook, &facts);
        let mut asked = 0;
        if member.is_as_if_absent() != standing.is_as_if_absent {
            faults.push(format!("as if absent in one only: {standing:?}"));
        }
        for source in &self.sources {
            for category in Category::ALL {
                let look = Look {
                    role: permit.worker().role,
                    purpose: permit.purpose(),
                    action: permit.action(),
                    today: permit.today(),
                    age,
                    standing,
                    source: source.as_str(),
                    category,
                };
                let expected = how_much(&self.tables, look);
                let found = shown(&member, source, category);
                asked += 1;
                if found != expected {
                    faults.push(format!(
                        "the engine shows {found:?}, the reference {expected:?}: {look:?}"
                    ));
                }
            }
        }
        asked
    }
}

fn shown(member: &MemberPermit, source: &SourceId, category: Category) -> Shown {
    Shown {
        level: member.level(source, category).number(),
        why_nothing: member.not_shown_reason(source, category),
        why_no_more: member
            .grant(source, category)
            .and_then(|grant| grant.held_below),
    }
}
