//! Where sources disagree: the same fact, side by side, newest first.
//!
//! Nothing is settled silently. Invariant: a disagreement has two values or more, from two
//! sources or more, and never a withheld address.

use crate::network::still_current;
use crate::shielding::Shielding;
use crate::source_order::{Rank, SourceOrder};
use crate::{PersonClaims, RelationshipClaim, dates};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{
    Address, AddressKey, DateAccuracy, NameText, NameUse, PartialDate, PersonId, PersonName,
    PersonalText, Provenance, RelationshipType, Sex, SourceId,
};

/// One fact that sources give differently.
#[derive(Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Whose fact.
    pub person: PersonId,
    /// The second person of a relationship.
    pub other: Option<PersonId>,
    /// Which fact.
    pub fact: Fact,
    /// What each source says, newest first.
    pub values: Vec<Said>,
}

/// Which fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The birth date.
    BirthDate,
    /// The spelling of the usual name.
    UsualName,
    /// Sex.
    Sex,
    /// Date of death.
    Death,
    /// Where the person lives now.
    CurrentAddress,
    /// What one person is to the other.
    Relationship,
}

/// One value with who says so.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// The value as pages write it.
    pub value: PersonalText,
    /// Who says so, newest first.
    pub provenance: Vec<Provenance>,
}

/// A value, the form in which it is compared, and who says it.
struct Statement<K> {
    key: K,
    value: String,
    provenance: Provenance,
}

/// All disagreements about the given people, in their order.
pub(crate) fn find(
    people: &[&PersonClaims],
    relationships: &[RelationshipClaim],
    shielding: &Shielding,
    order: &SourceOrder<'_>,
    today: Date,
) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for person in people {
        let facts = [
            (Fact::BirthDate, births(person, order)),
            (Fact::UsualName, names(person, order)),
            (Fact::Sex, sexes(person, order)),
            (Fact::Death, deaths(person, order)),
            (
                Fact::CurrentAddress,
                addresses(person, shielding, order, today),
            ),
        ];
        for (fact, values) in facts {
            found.extend(values.map(|values| Disagreement {
                person: person.person,
                other: None,
                fact,
                values,
            }));
        }
    }
    found.extend(kinds(people, relationships, order, today));
    found
}

fn births(person: &PersonClaims, order: &SourceOrder<'_>) -> Option<Vec<Said>> {
    let said: Vec<(PartialDate, &Provenance)> = person
        .identities
        .iter()
        .filter_map(|claim| Some((claim.value.birth?, &claim.provenance)))
        .filter(|(date, _)| date.accuracy() != DateAccuracy::Expected)
        .collect();
    let is_clash = said
        .iter()
        .any(|(one, _)| said.iter().any(|(other, _)| !is_compatible(one, other)));
    let statements = said.into_iter().map(|(date, provenance)| Statement {
        key: date,
        value: dates::partial(&date),
        provenance: provenance.clone(),
    });
    is_clash
        .then(|| side_by_side(statements.collect(), order))
        .flatten()
}

/// A date known only in part, or estimated, does not clash with one that it fits.
fn is_compatible(one: &PartialDate, other: &PartialDate) -> bool {
    let fits = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
    let is_estimate = [one, other]
        .iter()
        .any(|date| date.accuracy() == DateAccuracy::Estimated);
    one.year() == other.year()
        && fits(one.month(), other.month())
        && (is_estimate || fits(one.day(), other.day()))
}

fn names(person: &PersonClaims, order: &SourceOrder<'_>) -> Option<Vec<Said>> {
    let statements = person.identities.iter().flat_map(|claim| {
        let usual = claim.value.names.iter();
        usual
            .filter(|name| name.usage == NameUse::Usual)
            .map(|name| Statement {
                key: full(name).to_lowercase(),
                value: full(name),
                provenance: claim.provenance.clone(),
            })
    });
    side_by_side(statements.collect(), order)
}

fn full(name: &PersonName) -> String {
    let words: Vec<&str> = [&name.given, &name.family]
        .into_iter()
        .flatten()
        .map(NameText::reveal)
        .collect();
    words.join(" ")
}

fn sexes(person: &PersonClaims, order: &SourceOrder<'_>) -> Option<Vec<Said>> {
    let statements = person.identities.iter().filter_map(|claim| {
        let sex = claim.value.sex?;
        let value = match sex {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Unknown => return None,
        };
        Some(Statement {
            key: sex,
            value: value.to_owned(),
            provenance: claim.provenance.clone(),
        })
    });
    side_by_side(statements.collect(), order)
}

fn deaths(person: &PersonClaims, order: &SourceOrder<'_>) -> Option<Vec<Said>> {
    let statements = person.identities.iter().filter_map(|claim| {
        let day = claim.value.died_on?;
        Some(Statement {
            key: day,
            value: dates::long(day),
            provenance: claim.provenance.clone(),
        })
    });
    side_by_side(statements.collect(), order)
}

/// Two sources disagree when they name homes today and none in common.
fn addresses(
    person: &PersonClaims,
    shielding: &Shielding,
    order: &SourceOrder<'_>,
    today: Date,
) -> Option<Vec<Said>> {
    let mut by_source: BTreeMap<&SourceId, BTreeSet<AddressKey>> = BTreeMap::new();
    let mut statements = Vec::new();
    let open = person.addresses.iter().filter(|claim| {
        let stay = &claim.value;
        stay.span.contains(today)
            && stay.address.kind.makes_a_household()
            && !shielding.hides(person.person, stay)
    });
    for claim in open {
        let Some(key) = claim.value.address.key() else {
            continue;
        };
        let source = by_source.entry(&claim.provenance.source).or_default();
        source.insert(key.clone());
        statements.push(Statement {
            key,
            value: in_one_line(&claim.value.address),
            provenance: claim.provenance.clone(),
        });
    }
    let is_clash = by_source
        .values()
        .any(|one| by_source.values().any(|other| one.is_disjoint(other)));
    is_clash.then(|| side_by_side(statements, order)).flatten()
}

fn in_one_line(address: &Address) -> String {
    let parts = [
        address.line.as_ref().map(PersonalText::reveal),
        address.postcode.as_ref().map(vocabulary::Postcode::reveal),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The sort of relationship within which two different types cannot both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blood(RelationshipType),
    Together,
    Apart,
    /// Says nothing against another type: a grandparent may be the carer too.
    Any,
}

fn sort(kind: RelationshipType) -> Sort {
    use RelationshipType as R;
    match kind {
        R::Mother | R::Father | R::Parent => Sort::Blood(R::Parent),
        R::Spouse | R::Partner => Sort::Together,
        R::FormerPartner => Sort::Apart,
        R::StepParent
        | R::Grandparent
        | R::AuntOrUncle
        | R::Child
        | R::StepChild
        | R::Grandchild
        | R::NieceOrNephew
        | R::Sibling
        | R::HalfSibling
        | R::StepSibling
        | R::Cousin => Sort::Blood(kind),
        R::AdoptiveParent
        | R::FosterCarer
        | R::SpecialGuardian
        | R::KinshipCarer
        | R::AdoptedChild
        | R::FosterChild
        | R::ChildUnderSpecialGuardianship
        | R::ChildInKinshipCare
        | R::Carer
        | R::CaredFor
        | R::FamilyMember
        | R::SignificantOther => Sort::Any,
    }
}

/// For each pair of members (places on the page) what sources say the later is to the earlier.
type Pairs<'a> = BTreeMap<(usize, usize), Vec<(RelationshipType, &'a Provenance)>>;

fn kinds(
    people: &[&PersonClaims],
    relationships: &[RelationshipClaim],
    order: &SourceOrder<'_>,
    today: Date,
) -> Vec<Disagreement> {
    let clashing = pairs(people, relationships, today)
        .into_iter()
        .filter(|(_, said)| {
            said.iter()
                .any(|(one, _)| said.iter().any(|(other, _)| sort(*one) != sort(*other)))
        });
    clashing
        .filter_map(|((earlier, later), said)| {
            let statements = said.into_iter().map(|(kind, provenance)| Statement {
                key: kind,
                value: kind.in_words(None).to_owned(),
                provenance: provenance.clone(),
            });
            Some(Disagreement {
                person: people[later].person,
                other: Some(people[earlier].person),
                fact: Fact::Relationship,
                values: side_by_side(statements.collect(), order)?,
            })
        })
        .collect()
}

/// Every pair is read from the later member to the earlier: "Mo is the brother of Kit".
fn pairs<'a>(
    people: &[&PersonClaims],
    relationships: &'a [RelationshipClaim],
    today: Date,
) -> Pairs<'a> {
    let place = |who: PersonId| people.iter().position(|person| person.person == who);
    let mut pairs: Pairs<'a> = BTreeMap::new();
    for claim in relationships {
        let (Some(one), Some(other)) = (place(claim.person), place(claim.other)) else {
            continue;
        };
        if !still_current(&claim.span, today) || sort(claim.kind) == Sort::Any || one == other {
            continue;
        }
        let (pair, kind) = if one > other {
            ((other, one), claim.kind)
        } else {
            ((one, other), claim.kind.inverse())
        };
        pairs
            .entry(pair)
            .or_default()
            .push((kind, &claim.provenance));
    }
    pairs
}

/// The values newest first; nothing unless two sources give two values.
fn side_by_side<K: Ord + Clone>(
    statements: Vec<Statement<K>>,
    order: &SourceOrder<'_>,
) -> Option<Vec<Said>> {
    let sources: BTreeSet<&SourceId> = statements.iter().map(|s| &s.provenance.source).collect();
    let keys: BTreeSet<&K> = statements.iter().map(|s| &s.key).collect();
    let said_by = |key: &K| -> BTreeSet<&SourceId> {
        let same = statements.iter().filter(|s| s.key == *key);
        same.map(|s| &s.provenance.source).collect()
    };
    let all_say_all = keys.iter().all(|key| said_by(key) == sources);
    if keys.len() < 2 || sources.len() < 2 || all_say_all {
        return None;
    }
    let mut ranked: Vec<(Rank, K, Statement<K>)> = statements
        .into_iter()
        .map(|s| (order.rank(&s.provenance), s.key.clone(), s))
        .collect();
    ranked.sort_by(|a, b| (&a.0, &a.1, &a.2.value).cmp(&(&b.0, &b.1, &b.2.value)));
    let mut values: Vec<(K, Said)> = Vec::new();
    for (_, key, statement) in ranked {
        match values.iter_mut().find(|(known, _)| *known == key) {
            Some((_, said)) => said.provenance.push(statement.provenance),
            None => values.push((
                key,
                Said {
                    value: PersonalText::parse(&statement.value).ok()?,
                    provenance: vec![statement.provenance],
                },
            )),
        }
    }
    Some(values.into_iter().map(|(_, said)| said).collect())
}

impl Fact {
    /// The name on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::BirthDate => "Birth date",
            Self::UsualName => "Name",
            Self::Sex => "Sex",
            Self::Death => "Date of death",
            Self::CurrentAddress => "Where they live now",
            Self::Relationship => "Relationship",
        }
    }
}

sealed_debug!(Disagreement, Said);

#[cfg(test)]
mod tests;
