//! One row to its records: whole or not at all, each person and worker once.
//!
//! Invariant: a row that is refused gives no record; a key never stands for two birth dates.

use crate::concept::Concept as C;
use crate::directory::narrower;
use crate::extract::Record;
use crate::finding::FindingKind as K;
use crate::people::names_somebody;
use crate::reading::Reading;
use crate::table::Table;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use vocabulary::{Coverage, PartialDate, PersonKey};

/// Which records the rows of a table make.
pub(crate) struct Makes {
    person: bool,
    is_only_people: bool,
    name: bool,
    address: bool,
    relationship: bool,
    involvement: bool,
    case_link: bool,
    staff: bool,
    team: bool,
    coverage: bool,
    coverage_of_each_row: bool,
}

/// What earlier rows said: a fingerprint of each key with the birth date, and the coverage.
#[derive(Default)]
pub(crate) struct Earlier {
    /// Only looked up, never walked through.
    births: HashMap<u64, Birth>,
    pub(crate) coverage: Option<Coverage>,
}

/// The known parts of a birth date; zero is unknown.
#[derive(Clone, Copy, Default)]
struct Birth {
    year: i16,
    month: i8,
    day: i8,
}

impl Makes {
    /// What the rows of this table make.
    pub(crate) fn of(table: &Table) -> Self {
        let group = |name| table.has_group(name);
        let only_key = |concept: C| concept == C::PersonKey || concept.group() != "person";
        let person = group("person") && !table.concepts().all(only_key);
        let carries_more = ["address", "name", "relationship", "case"]
            .into_iter()
            .any(group);
        let involvement = table.makes_involvements();
        Self {
            person,
            is_only_people: person && !carries_more && !involvement,
            name: group("name"),
            address: group("address"),
            relationship: group("relationship"),
            involvement,
            case_link: group("case"),
            staff: group("staff"),
            team: group("team"),
            coverage: group("coverage"),
            coverage_of_each_row: table.has(C::CoverageService)
                || !(group("person") || involvement),
        }
    }

    /// Reads the row's records into `records`; none when the row is refused.
    pub(crate) fn read(
        &self,
        reading: &mut Reading<'_>,
        earlier: &mut Earlier,
        records: &mut Vec<Record>,
    ) {
        records.clear();
        let own = self.own_person(reading, earlier, records);
        if !reading.is_refused {
            self.about_people(reading, own.as_ref(), records);
        }
        if !reading.is_refused {
            self.directory(reading, earlier, records);
        }
        if reading.is_refused {
            records.clear();
        }
    }

    fn own_person(
        &self,
        reading: &mut Reading<'_>,
        earlier: &mut Earlier,
        records: &mut Vec<Record>,
    ) -> Option<PersonKey> {
        if !reading.context.layout.table.has_group("person") {
            return None;
        }
        let key = reading.own_key()?;
        if !self.person {
            return Some(key);
        }
        let person = reading.person(key.clone());
        if reading.is_refused {
            return None;
        }
        let column = reading.written(C::PersonKey).and_then(|w| w.column);
        if column.is_none() && !names_somebody(&person) {
            reading.note(None, K::NobodyNamed);
            reading.is_refused = true;
            return None;
        }
        match earlier.birth_of(&key, person.birth) {
            Met::First => records.push(Record::Person(person)),
            Met::Again if self.is_only_people => reading.note(column, K::RepeatedKey),
            Met::Again => {}
            Met::AnotherBirth => {
                reading.note(column, K::DuplicateKey);
                reading.is_refused = true;
            }
        }
        Some(key)
    }

    fn about_people(
        &self,
        reading: &mut Reading<'_>,
        own: Option<&PersonKey>,
        records: &mut Vec<Record>,
    ) {
        let whose = |reading: &mut Reading<'_>, concept| {
            if reading.context.layout.table.has(concept) {
                reading.key(concept)
            } else {
                own.cloned()
            }
        };
        if self.name
            && let Some(person) = whose(reading, C::NamePerson)
        {
            records.extend(reading.other_name(person).map(Record::Name));
        }
        if self.address
            && let Some(person) = whose(reading, C::AddressPerson)
        {
            records.extend(reading.address(person).map(Record::Address));
        }
        if self.relationship
            && let Some(person) = whose(reading, C::RelationshipPerson)
        {
            records.extend(reading.relationship(person).map(Record::Relationship));
        }
        if self.involvement
            && let Some(person) = whose(reading, C::InvolvementPerson)
        {
            records.extend(reading.involvement(person).map(Record::Involvement));
        }
        if self.case_link
            && let Some(person) = whose(reading, C::CasePerson)
        {
            records.extend(reading.case_link(person).map(Record::CaseLink));
        }
    }

    fn directory(
        &self,
        reading: &mut Reading<'_>,
        earlier: &mut Earlier,
        records: &mut Vec<Record>,
    ) {
        if self.staff
            && let Some(staff) = reading.staff()
        {
            let first = earlier.is_first("staff", staff.id.reveal());
            note_if_repeated(reading, C::StaffId, first);
            records.extend(first.then_some(Record::Staff(staff)));
        }
        if self.team
            && let Some(team) = reading.team()
        {
            let first = earlier.is_first("team", team.name.reveal());
            note_if_repeated(reading, C::TeamName, first);
            records.extend(first.then_some(Record::Team(team)));
        }
        if self.coverage
            && let Some(coverage) = reading.coverage()
        {
            if self.coverage_of_each_row {
                records.push(Record::Coverage(coverage));
            } else if !reading.is_refused {
                earlier.coverage = Some(match earlier.coverage.take() {
                    Some(before) => narrower(before, coverage),
                    None => coverage,
                });
            }
        }
    }
}

fn note_if_repeated(reading: &mut Reading<'_>, concept: C, is_first: bool) {
    if !is_first {
        let column = reading.written(concept).and_then(|w| w.column);
        reading.note(column, K::RepeatedKey);
    }
}

enum Met {
    First,
    Again,
    AnotherBirth,
}

impl Earlier {
    fn birth_of(&mut self, key: &PersonKey, birth: Option<PartialDate>) -> Met {
        let now = birth.map_or(Birth::default(), |date| Birth {
            year: date.year(),
            month: date.month().unwrap_or(0),
            day: date.day().unwrap_or(0),
        });
        match self.births.entry(fingerprint("person", key.reveal())) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(now);
                Met::First
            }
            std::collections::hash_map::Entry::Occupied(place) if place.get().differs(now) => {
                Met::AnotherBirth
            }
            std::collections::hash_map::Entry::Occupied(mut place) => {
                if place.get().year == 0 {
                    place.insert(now);
                }
                Met::Again
            }
        }
    }

    fn is_first(&mut self, kind: &str, id: &str) -> bool {
        let before = self.births.insert(fingerprint(kind, id), Birth::default());
        before.is_none()
    }
}

impl Birth {
    /// Whether a part that both know is not the same.
    fn differs(self, other: Self) -> bool {
        let parts = |birth: Self| [birth.year, birth.month.into(), birth.day.into()];
        parts(self)
            .into_iter()
            .zip(parts(other))
            .any(|(one, two)| one != 0 && two != 0 && one != two)
    }
}

fn fingerprint(kind: &str, key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, key).hash(&mut hasher);
    hasher.finish()
}
