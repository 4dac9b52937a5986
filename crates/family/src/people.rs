//! What is shown of a person's name, birth and life, chosen from what the sources say.
//!
//! The resolved person has no such fields of its own. Invariant: every value shown carries the
//! sources that say it, and no other name is lost.

use crate::source_order::SourceOrder;
use crate::{Part, PersonClaims, dates};
use jiff::civil::Date;
use vocabulary::{DateAccuracy, NameUse, PartialDate, PersonName, PersonalText, Provenance, Sex};

/// All names of a person; the one to show first.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownName {
    /// The name to show; nothing for many unborn children and unknown parents.
    pub usual: Option<PersonName>,
    /// Every other name, newest source first.
    pub others: Vec<NameClaim>,
    /// Who says the usual name.
    pub provenance: Vec<Provenance>,
}

/// One name with who says so.
#[derive(Clone, PartialEq, Eq)]
pub struct NameClaim {
    /// The name and its use.
    pub name: PersonName,
    /// Who says so, newest first.
    pub provenance: Vec<Provenance>,
}

/// The birth date to show.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownBirth {
    /// The date, as far as known.
    pub date: PartialDate,
    /// The date as pages write it.
    pub text: PersonalText,
    /// Who says so, newest first.
    pub provenance: Vec<Provenance>,
}

/// Where somebody stands in life today.
#[derive(Clone, PartialEq, Eq)]
pub enum Life {
    /// Alive as far as recorded: whole years lived, fewest and most.
    Age(i16, i16),
    /// Not born yet, as far as recorded.
    Unborn {
        /// The expected date.
        expected: PartialDate,
        /// More than two weeks past, and no birth is recorded.
        is_overdue: bool,
    },
    /// Dead.
    Died {
        /// On which day.
        on: Date,
        /// Who says so, newest first.
        provenance: Vec<Provenance>,
    },
    /// No birth date is recorded.
    NotKnown,
}

/// Days after an expected date from which a missing birth is worth saying (rule FC-DT-09).
const OVERDUE_AFTER_DAYS: i32 = 14;

/// What is chosen for one person.
pub(crate) struct Chosen {
    pub(crate) name: ShownName,
    pub(crate) birth: Option<ShownBirth>,
    pub(crate) life: Life,
    pub(crate) sex: Option<Sex>,
}

/// Chooses what to show of one person.
pub(crate) fn choose(person: &PersonClaims, order: &SourceOrder<'_>, today: Date) -> Chosen {
    let identities = order.sorted(&person.identities);
    let birth = birth(person, order);
    let sex = identities
        .iter()
        .filter_map(|claim| claim.value.sex)
        .find(|sex| *sex != Sex::Unknown);
    let life = life(person, order, birth.as_ref(), today);
    Chosen {
        name: name(person, order),
        birth,
        life,
        sex,
    }
}

fn name(person: &PersonClaims, order: &SourceOrder<'_>) -> ShownName {
    let mut said: Vec<(PersonName, Provenance)> = Vec::new();
    for claim in &person.identities {
        let names = claim.value.names.iter().cloned();
        said.extend(names.map(|name| (name, claim.provenance.clone())));
    }
    let from_tables = person.other_names.iter();
    said.extend(from_tables.map(|claim| (claim.value.name.clone(), claim.provenance.clone())));
    said.sort_by_cached_key(|(name, provenance)| (order.rank(provenance), name.clone()));
    said.dedup();
    let mut names: Vec<NameClaim> = Vec::new();
    for (name, provenance) in said {
        match names.iter_mut().find(|known| known.name == name) {
            Some(known) => known.provenance.push(provenance),
            None => names.push(NameClaim {
                name,
                provenance: vec![provenance],
            }),
        }
    }
    let shown = names
        .iter()
        .enumerate()
        .min_by_key(|(at, claim)| (preference(claim.name.usage), *at))
        .map(|(at, _)| at);
    let usual = shown.map(|at| names.remove(at));
    ShownName {
        provenance: usual
            .as_ref()
            .map(|claim| claim.provenance.clone())
            .unwrap_or_default(),
        usual: usual.map(|claim| claim.name),
        others: names,
    }
}

const fn preference(usage: NameUse) -> u8 {
    match usage {
        NameUse::Usual => 0,
        NameUse::KnownAs => 1,
        NameUse::Alias => 2,
        NameUse::Former => 3,
    }
}

/// The newest birth date; an expected date only where no source records a birth.
fn birth(person: &PersonClaims, order: &SourceOrder<'_>) -> Option<ShownBirth> {
    let sorted = order.sorted(&person.identities);
    let said = || sorted.iter().filter_map(|claim| claim.value.birth);
    let date = said()
        .find(|date| date.accuracy() != DateAccuracy::Expected)
        .or_else(|| said().next())?;
    Some(ShownBirth {
        date,
        text: PersonalText::parse(&dates::partial(&date)).expect("a date is never blank"),
        provenance: sorted
            .iter()
            .filter(|claim| claim.value.birth == Some(date))
            .map(|claim| claim.provenance.clone())
            .collect(),
    })
}

fn life(
    person: &PersonClaims,
    order: &SourceOrder<'_>,
    birth: Option<&ShownBirth>,
    today: Date,
) -> Life {
    let sorted = order.sorted(&person.identities);
    if let Some(on) = sorted.iter().find_map(|claim| claim.value.died_on) {
        let provenance = sorted
            .iter()
            .filter(|claim| claim.value.died_on == Some(on))
            .map(|claim| claim.provenance.clone())
            .collect();
        return Life::Died { on, provenance };
    }
    let Some(birth) = birth else {
        return Life::NotKnown;
    };
    if birth.date.accuracy() == DateAccuracy::Expected {
        return Life::Unborn {
            expected: birth.date,
            is_overdue: is_overdue(&birth.date, today),
        };
    }
    match birth.date.age_on(today) {
        Some((fewest, most)) => Life::Age(fewest, most),
        None => Life::NotKnown,
    }
}

fn is_overdue(expected: &PartialDate, today: Date) -> bool {
    let first = Date::new(
        expected.year(),
        expected.month().unwrap_or(12),
        expected.day().unwrap_or(1),
    );
    first.is_ok_and(|day| {
        let day = if expected.day().is_none() {
            day.last_of_month()
        } else {
            day
        };
        (today - day).get_days() > OVERDUE_AFTER_DAYS
    })
}

impl Life {
    /// "14", "14 or 15", "under 1", "expected in March 2027", "died on 3 November 2026".
    #[must_use]
    pub fn in_words(&self) -> PersonalText {
        let words = match self {
            Self::Age(0, 0) => "under 1".to_owned(),
            Self::Age(fewest, most) if fewest == most => fewest.to_string(),
            Self::Age(fewest, most) if fewest + 1 == *most => format!("{fewest} or {most}"),
            Self::Age(fewest, most) => format!("{fewest} to {most}"),
            Self::Unborn {
                expected,
                is_overdue: false,
            } => format!("expected in {}", dates::to_the_month(expected)),
            Self::Unborn {
                expected,
                is_overdue: true,
            } => format!(
                "was expected in {}; no birth is recorded",
                dates::to_the_month(expected)
            ),
            Self::Died { on, .. } => format!("died on {}", dates::long(*on)),
            Self::NotKnown => "age not recorded".to_owned(),
        };
        PersonalText::parse(&words).expect("the words above are never blank")
    }

    /// Fewest and most years for a rule about ages; -1 before birth.
    pub(crate) fn years(&self) -> Option<(i16, i16)> {
        match self {
            Self::Age(fewest, most) => Some((*fewest, *most)),
            Self::Unborn { .. } => Some((-1, -1)),
            Self::Died { .. } | Self::NotKnown => None,
        }
    }
}

impl ShownName {
    /// The name as a part of a sentence: given name, then family name.
    #[must_use]
    pub fn part(&self, is_unborn: bool) -> Part {
        let full = self.usual.as_ref().and_then(|name| {
            let words: Vec<&str> = [&name.given, &name.family]
                .into_iter()
                .flatten()
                .map(vocabulary::NameText::reveal)
                .collect();
            PersonalText::parse(&words.join(" ")).ok()
        });
        match full {
            Some(name) => Part::Personal(name),
            None if is_unborn => Part::Text("unborn child".to_owned()),
            None => Part::Text("name not recorded".to_owned()),
        }
    }
}

sealed_debug!(ShownName, NameClaim, ShownBirth, Life);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::{FamilyBuilder, TODAY};
    use jiff::civil::date;

    fn chosen(family: &FamilyBuilder, name: &str) -> Chosen {
        let claims = family.claims();
        let person = family.person(name);
        let claims_of = claims.people.iter().find(|p| p.person == person).unwrap();
        choose(claims_of, &SourceOrder::new(&claims.sources), TODAY)
    }

    #[test]
    fn the_usual_name_of_the_newest_source_is_shown_and_the_others_are_kept() {
        let mut family = FamilyBuilder::new();
        family.person_in("Kit", "housing", "Kit Old", "2011-12-13");
        family.person_in("Kit", "csc", "Kit New", "2011-12-13");
        family.source("housing", |source| source.as_of = Some(date(2026, 10, 1)));
        let name = chosen(&family, "Kit").name;
        assert_eq!(name.part(false).reveal(), "Kit New");
        assert_eq!(name.others.len(), 1);
    }

    #[test]
    fn a_recorded_birth_stands_over_an_expected_one_even_from_an_older_source() {
        let mut family = FamilyBuilder::new();
        family.person_in("Bean", "csc", "", "2026-10-01?");
        family.person_in("Bean", "school", "Bo Hart", "2026-10-04");
        family.source("school", |source| source.as_of = Some(date(2026, 10, 20)));
        let chosen = chosen(&family, "Bean");
        assert_eq!(chosen.life.in_words().reveal(), "under 1");
    }

    #[test]
    fn an_unborn_child_is_expected_and_an_overdue_one_says_so() {
        let mut family = FamilyBuilder::new();
        family.person_in("Bean", "csc", "", "2027-03-01?");
        family.person_in("Late", "csc", "", "2026-11-08?");
        family.person_in("Due", "csc", "", "2026-11-09?");
        let words = |name| chosen(&family, name).life.in_words().reveal().to_owned();
        assert_eq!(words("Bean"), "expected in March 2027");
        assert_eq!(words("Due"), "expected in November 2026");
        assert_eq!(
            words("Late"),
            "was expected in November 2026; no birth is recorded"
        );
    }

    #[test]
    fn a_death_is_shown_with_its_date_and_source() {
        let mut family = FamilyBuilder::new();
        family.person_in("Gran", "csc", "Ada Hart", "1950-01-01");
        family.died("Gran", date(2026, 11, 3));
        let life = chosen(&family, "Gran").life;
        assert_eq!(life.in_words().reveal(), "died on 3 November 2026");
        assert!(matches!(life, Life::Died { provenance, .. } if provenance.len() == 1));
    }
}
