//! The lines of a list of results: each hit cut to what may be shown of it in a list.
//!
//! Invariant: a person of whom not even a name may be shown has no line.

use crate::find_person::Ranked;
use crate::standings::Standings;
use crate::{FoundPerson, Kith, Sitting, day_in_words};
use governance::{MemberFacts, Opened, Permit, Sealed};
use std::collections::{BTreeMap, BTreeSet};
use store::PersonFacts;
use vocabulary::{
    Address, AddressRecord, Category, Date, DateAccuracy, Level, PartialDate, PersonId, PersonName,
    PersonRecord, PersonalText, Provenance, SourceId,
};

/// What was shown, at most, of each source and category: what the audit records.
pub(crate) type Accounts = BTreeMap<(SourceId, Category), Level>;

/// Cuts hits to the line that may be shown, and keeps account of what was.
pub(crate) struct Listing<'a> {
    pub(crate) kith: &'a Kith,
    pub(crate) permit: &'a Permit,
    pub(crate) today: Date,
    pub(crate) standings: &'a Standings,
    pub(crate) shown: Accounts,
}

impl Listing<'_> {
    /// The line of one hit; nothing when not even a name may be shown.
    pub(crate) fn line(
        &mut self,
        sitting: &Sitting,
        hit: Ranked,
        facts: &mut BTreeMap<PersonId, PersonFacts>,
    ) -> Option<FoundPerson> {
        let (person, _, why) = hit;
        let facts = facts.remove(&person)?;
        let ages = facts
            .births
            .iter()
            .filter_map(|birth| birth.age_on(self.today));
        let age = ages.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let standing = self.standings.of(person);
        let member = self.permit.for_member(
            self.kith.rulebook(),
            &MemberFacts {
                person,
                age,
                standing,
            },
        );
        let mut records: Vec<PersonRecord> = Vec::new();
        let mut known_to: BTreeSet<String> = BTreeSet::new();
        for (sealed, provenance) in facts.identities {
            if let Opened::Shown { value, level } = member.disclose_person(sealed) {
                self.note(&provenance.source, Category::Identity, level);
                known_to.extend(self.source_name(&provenance.source));
                records.push(value);
            }
        }
        let is_hidden = standing.place_is_hidden
            || facts
                .confidential_stays_end
                .iter()
                .any(|end| end.is_none_or(|end| end > self.today));
        let address = if is_hidden {
            None
        } else {
            self.address(&member, facts.addresses)
        };
        let name = shown_name(&records)?;
        let birth = records.iter().find_map(|record| record.birth);
        Some(FoundPerson {
            handle: sitting.handle(person.uuid()),
            family: name.and_then(|name| text(name.family.as_ref())),
            given: name.and_then(|name| text(name.given.as_ref())),
            other_names: other_names(&records, name),
            birth: birth.and_then(|birth| PersonalText::parse(&birth_in_words(birth)).ok()),
            age: birth.and_then(|birth| age_in_words(birth, self.today)),
            first_line: address.and_then(|address| PersonalText::parse(address.first_line()?).ok()),
            known_to: known_to.into_iter().collect(),
            why,
        })
    }

    /// The present address from the newest source.
    fn address(
        &mut self,
        member: &governance::MemberPermit,
        addresses: Vec<(Sealed<AddressRecord>, Provenance)>,
    ) -> Option<Address> {
        let mut present = None;
        for (sealed, provenance) in addresses {
            match member.disclose_address(sealed) {
                Opened::Shown { value, level }
                    if value.span.contains(self.today) && present.is_none() =>
                {
                    present = Some((value.address, provenance.source.clone(), level));
                }
                Opened::Shown { .. } | Opened::AskTheDesk | Opened::Withheld(_) => {}
            }
        }
        let (address, source, level) = present?;
        self.note(&source, Category::Location, level);
        Some(address)
    }

    fn source_name(&self, source: &SourceId) -> Option<String> {
        self.kith
            .source(source)
            .map(|source| source.name().to_owned())
    }

    fn note(&mut self, source: &SourceId, category: Category, level: Level) {
        let kept = self
            .shown
            .entry((source.clone(), category))
            .or_insert(level);
        *kept = level.max(*kept);
    }
}

fn text(part: Option<&vocabulary::NameText>) -> Option<PersonalText> {
    PersonalText::parse(part?.reveal()).ok()
}

/// The newest source's name. Some sources write every name in capitals; where another writes the
/// same name as a person would, its spelling is shown.
pub(crate) fn shown_name(records: &[PersonRecord]) -> Option<Option<&PersonName>> {
    let first = records.first()?.names.first();
    let folded = |name: &PersonName| written(name).map(|text| text.reveal().to_lowercase());
    let all = records.iter().filter_map(|record| record.names.first());
    let mut same = all.filter(|name| first.is_some_and(|first| folded(first) == folded(name)));
    let plain = |name: &&PersonName| {
        let text = written(name);
        text.is_some_and(|text| text.reveal().chars().any(char::is_lowercase))
            && name
                .family
                .as_ref()
                .is_none_or(|family| family.reveal().chars().any(char::is_lowercase))
    };
    Some(same.find(plain).or(first))
}

/// "Family, given" as one text.
pub(crate) fn written(name: &PersonName) -> Option<PersonalText> {
    crate::who_looked::usual_name(std::slice::from_ref(name))
}

/// Names other than the one that is shown, each once however it is written.
fn other_names(records: &[PersonRecord], shown: Option<&PersonName>) -> Vec<PersonalText> {
    let folded = |text: &PersonalText| text.reveal().to_lowercase();
    let mut seen: BTreeSet<String> = shown.and_then(written).iter().map(folded).collect();
    let all = records
        .iter()
        .flat_map(|record| &record.names)
        .filter_map(written);
    all.filter(|name| seen.insert(folded(name))).collect()
}

pub(crate) fn birth_in_words(birth: PartialDate) -> String {
    let expected = if birth.accuracy() == DateAccuracy::Expected {
        "expected "
    } else {
        ""
    };
    match (birth.whole(), birth.month()) {
        (Some(day), _) => format!("{expected}{}", day_in_words(day)),
        (None, Some(month)) => {
            let first =
                Date::new(birth.year(), month, 1).map(|day| day.strftime("%B %Y").to_string());
            format!("{expected}{}", first.unwrap_or_default())
        }
        (None, None) => format!("{expected}{}", birth.year()),
    }
}

fn age_in_words(birth: PartialDate, today: Date) -> Option<String> {
    match birth.age_on(today)? {
        (fewest, most) if fewest == most => Some(fewest.to_string()),
        (fewest, most) => Some(format!("{fewest} or {most}")),
    }
}
