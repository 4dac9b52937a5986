//! The members in the order of the page, each with name, age, relation and homes.
//!
//! Order: the child, who lives with the child by age, the others by closeness and age.
//! Invariant: only people whose claims were opened are listed, and every one of them is.

use crate::network::{Closeness, How, MemberPath, SiblingDegree, Step};
use crate::people::{Chosen, Life, ShownBirth, ShownName, choose};
use crate::source_order::SourceOrder;
use crate::{LivesWithChild, Part, PersonClaims, RelationshipClaim, dates};
use jiff::civil::Date;
use std::collections::BTreeMap;
use vocabulary::{HouseholdId, PersonId, Provenance, RelationshipType, Sex};

/// One member of the family.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// All names, and the one to show.
    pub name: ShownName,
    /// The birth date, or the expected one.
    pub birth: Option<ShownBirth>,
    /// Age, unborn or dead.
    pub life: Life,
    /// Sex, where a source records one.
    pub sex: Option<Sex>,
    /// What the person is to the child.
    pub relation: Relation,
    /// Whether they live with the child.
    pub lives_with_child: LivesWithChild,
    /// Homes today, by any source.
    pub homes_now: Vec<HouseholdId>,
    /// Homes before.
    pub homes_before: Vec<HouseholdId>,
}

/// What a member is to the child.
#[derive(Clone, PartialEq, Eq)]
pub struct Relation {
    /// In words: "half-brother, through mother".
    pub words: String,
    /// The path behind the words.
    pub how: How,
    /// Who says so, newest first; nothing where no relationship is recorded.
    pub provenance: Vec<Provenance>,
}

/// Names, ages and relations of all people, keyed by person.
pub(crate) fn describe(
    people: &[&PersonClaims],
    paths: &[MemberPath],
    relationships: &[RelationshipClaim],
    order: &SourceOrder<'_>,
    today: Date,
) -> BTreeMap<PersonId, Member> {
    let chosen: BTreeMap<PersonId, Chosen> = people
        .iter()
        .map(|person| (person.person, choose(person, order, today)))
        .collect();
    let sexes: BTreeMap<PersonId, Sex> = chosen
        .iter()
        .filter_map(|(person, chosen)| chosen.sex.map(|sex| (*person, sex)))
        .collect();
    let hows: BTreeMap<PersonId, &How> =
        paths.iter().map(|path| (path.person, &path.how)).collect();
    chosen
        .into_iter()
        .map(|(person, chosen)| {
            let how = hows.get(&person).copied().unwrap_or(&How::NotShown);
            let words = in_words(how, person, &chosen.life, &sexes);
            let relation = Relation {
                words,
                how: how.clone(),
                provenance: provenance(how, person, paths, relationships, order),
            };
            (person, member(person, chosen, relation))
        })
        .collect()
}

fn member(person: PersonId, chosen: Chosen, relation: Relation) -> Member {
    Member {
        person,
        name: chosen.name,
        birth: chosen.birth,
        life: chosen.life,
        sex: chosen.sex,
        relation,
        lives_with_child: LivesWithChild::NotKnown,
        homes_now: Vec::new(),
        homes_before: Vec::new(),
    }
}

/// The place of a member on the page.
pub(crate) fn page_order(member: &Member) -> impl Ord + use<> {
    let closeness = member.relation.how.closeness();
    let with_child = match member.lives_with_child {
        LivesWithChild::Yes | LivesWithChild::PartOfTheTime => true,
        LivesWithChild::No | LivesWithChild::NotKnown => false,
    };
    let group = match (closeness == Closeness::TheChild, with_child) {
        (true, _) => (0, None),
        (false, true) => (1, None),
        (false, false) => (2, Some(closeness)),
    };
    let born = member.birth.as_ref().map(|birth| {
        let date = birth.date;
        (date.year(), date.month(), date.day())
    });
    (group, born.is_none(), born, member.person)
}

fn in_words(how: &How, person: PersonId, life: &Life, sexes: &BTreeMap<PersonId, Sex>) -> String {
    let sex = |person: &PersonId| sexes.get(person).copied();
    let words = match how {
        How::TheChild => return "the child".to_owned(),
        How::SameAddress => {
            return "lives at the same address (no relationship recorded)".to_owned();
        }
        How::LeftTheAddress { last_day } => {
            let day = dates::long(*last_day);
            return format!("lived at the same address until {day} (no relationship recorded)");
        }
        How::NotShown => return "relationship not shown".to_owned(),
        How::Related {
            steps,
            degree,
            until,
        } => {
            let words = match degree {
                Some(degree) => sibling_words(*degree, steps, sex(&person), sex),
                None => path_words(steps, sex),
            };
            match until {
                Some(day) => format!("{words} (recorded until {})", dates::long(*day)),
                None => words,
            }
        }
    };
    match life {
        Life::Unborn { .. } => format!("unborn {words}"),
        Life::Age(..) | Life::Died { .. } | Life::NotKnown => words,
    }
}

fn sibling_words(
    degree: SiblingDegree,
    steps: &[Step],
    own_sex: Option<Sex>,
    sex: impl Fn(&PersonId) -> Option<Sex>,
) -> String {
    let full = RelationshipType::Sibling.in_words(own_sex);
    let half = RelationshipType::HalfSibling.in_words(own_sex);
    let word = match (degree, own_sex) {
        (SiblingDegree::Full, _) => full.to_owned(),
        (SiblingDegree::Half, _) => half.to_owned(),
        (SiblingDegree::NotRecorded, Some(Sex::Female | Sex::Male)) => format!("{full} or {half}"),
        (SiblingDegree::NotRecorded, Some(Sex::Unknown) | None) => {
            format!("{full} (full or half not recorded)")
        }
    };
    let parent = steps[0].kind.in_words(sex(&steps[0].person));
    format!("{word}, through {parent}")
}

/// "mother", "grandmother, through father", "step-brother, through step-father", "mother's partner".
fn path_words(steps: &[Step], sex: impl Fn(&PersonId) -> Option<Sex>) -> String {
    let word = |step: &Step| step.kind.in_words(sex(&step.person));
    let composed = match crate::network::composed_kind(steps) {
        Some(kind) if steps.len() > 1 => kind,
        Some(_) | None => {
            let words: Vec<&str> = steps.iter().map(word).collect();
            return words.join("'s ");
        }
    };
    let last = &steps[steps.len() - 1];
    let through: Vec<&str> = steps[..steps.len() - 1].iter().map(word).collect();
    format!(
        "{}, through {}",
        composed.in_words(sex(&last.person)),
        through.join("'s ")
    )
}

/// Who says each step of the path.
fn provenance(
    how: &How,
    person: PersonId,
    paths: &[MemberPath],
    relationships: &[RelationshipClaim],
    order: &SourceOrder<'_>,
) -> Vec<Provenance> {
    let How::Related { steps, .. } = how else {
        return Vec::new();
    };
    debug_assert!(steps.last().is_some_and(|step| step.person == person));
    let child = paths.iter().find(|path| path.how == How::TheChild);
    let Some(child) = child.map(|path| path.person) else {
        return Vec::new();
    };
    let mut before = child;
    let mut said = Vec::new();
    for step in steps {
        let is_this_step = |claim: &&RelationshipClaim| {
            (claim.person == step.person && claim.other == before)
                || (claim.person == before && claim.other == step.person)
        };
        let claims = relationships.iter().filter(is_this_step);
        said.extend(claims.map(|claim| claim.provenance.clone()));
        before = step.person;
    }
    said.sort_by_cached_key(|provenance| order.rank(provenance));
    said.dedup();
    said
}

impl Member {
    /// Dead, or not born yet: a sentence about where people live leaves them out.
    pub(crate) fn is_not_living(&self) -> bool {
        match self.life {
            Life::Died { .. } | Life::Unborn { .. } => true,
            Life::Age(..) | Life::NotKnown => false,
        }
    }

    /// The name as a part of a sentence.
    #[must_use]
    pub fn name_part(&self) -> Part {
        let is_unborn = match self.life {
            Life::Unborn { .. } => true,
            Life::Age(..) | Life::Died { .. } | Life::NotKnown => false,
        };
        self.name.part(is_unborn)
    }
}

sealed_debug!(Member, Relation);
