//! What Cedar is told: the worker, the system, every action and every holding, and the facts of one
//! question.
//!
//! Invariant: for every worker that can be there is one world, made when the rules are read.

use super::policies::{Fact, NamedFact, WorkerFacts};
use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use vocabulary::{Category, Role};

/// Every worker that can be, each with all that the rules may look up.
/// INVARIANT: an action brings its groups; without them no rule about a group applies.
pub(super) fn worlds(
    actions: &BTreeMap<&'static str, Entity>,
    holdings: &BTreeMap<Category, Entity>,
) -> BTreeMap<WorkerFacts, Entities> {
    let system = Entity::new_no_attrs(uid("System", "kith"), HashSet::new());
    let beside: Vec<Entity> = actions
        .values()
        .chain(holdings.values())
        .chain([&system])
        .cloned()
        .collect();
    let mut worlds = BTreeMap::new();
    for role in Role::ALL {
        for (is_active, is_trained) in [(true, true), (true, false), (false, true), (false, false)]
        {
            let worker = WorkerFacts {
                role,
                is_active,
                is_trained,
            };
            let all = beside.iter().cloned().chain([principal(worker)]);
            let world = Entities::from_entities(all, None);
            worlds.insert(worker, world.expect("nothing stands in it twice"));
        }
    }
    worlds
}

fn principal(worker: WorkerFacts) -> Entity {
    let attributes = HashMap::from([
        ("role".to_owned(), text(worker.role.code())),
        (
            "isActive".to_owned(),
            RestrictedExpression::new_bool(worker.is_active),
        ),
        (
            "isTrained".to_owned(),
            RestrictedExpression::new_bool(worker.is_trained),
        ),
    ]);
    Entity::new(uid("Worker", "worker"), attributes, HashSet::new())
        .expect("plain values cannot fail to evaluate")
}

pub(super) fn context(facts: &[NamedFact]) -> Option<Context> {
    let pairs = facts.iter().map(|(name, fact)| {
        let value = match fact {
            Fact::Text(value) => text(value),
            Fact::Is(value) => RestrictedExpression::new_bool(*value),
            Fact::Number(value) => RestrictedExpression::new_long(i64::from(*value)),
        };
        ((*name).to_owned(), value)
    });
    Context::from_pairs(pairs).ok()
}

pub(super) fn holding(category: Category) -> Entity {
    let is_service = match category {
        Category::Identity | Category::Location | Category::Relationships => false,
        Category::ChildrensSocialCare
        | Category::EarlyHelp
        | Category::Education
        | Category::AdultSocialCare
        | Category::Housing
        | Category::Police
        | Category::ChildHealth
        | Category::YouthJustice
        | Category::SubstanceMisuse
        | Category::MentalHealth
        | Category::DomesticAbuse => true,
    };
    let attributes = HashMap::from([
        ("category".to_owned(), text(category.code())),
        (
            "isService".to_owned(),
            RestrictedExpression::new_bool(is_service),
        ),
        (
            "isSensitiveService".to_owned(),
            RestrictedExpression::new_bool(category.is_sensitive_service()),
        ),
        (
            "givesAwayPlace".to_owned(),
            RestrictedExpression::new_bool(category.gives_away_place()),
        ),
    ]);
    let uid = uid("Holding", category.code());
    Entity::new(uid, attributes, HashSet::new()).expect("plain values cannot fail to evaluate")
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

pub(super) fn uid(kind: &str, id: &str) -> EntityUid {
    let kind = EntityTypeName::from_str(kind).expect("the names of kinds are plain words");
    EntityUid::from_type_name_and_id(kind, EntityId::new(id))
}
