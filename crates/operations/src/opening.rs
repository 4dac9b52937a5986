//! Unsealing: what is stored about a person becomes claims, each opened by the permit for that
//! very person, source and category.
//!
//! Invariant: what is not opened leaves a reason, and nothing else.

use family::{Claim, InvolvementClaim, PersonClaims, SearchOutcome, SearchedSource, Source};
use governance::{MemberPermit, Opened, Sealed, WithheldWhy};
use std::collections::{BTreeMap, BTreeSet};
use store::PersonFacts;
use vocabulary::{
    Category, Date, InvolvementId, InvolvementRecord, Level, PartialDate, PersonId, Provenance,
    SourceId,
};

/// What is known of one person beside what may be shown.
struct Known<'a> {
    /// Columns that have something about which only the desk may speak.
    desk: &'a BTreeSet<(SourceId, Category)>,
    /// Records elsewhere that may be the person's.
    doubts: &'a [store::MatchDoubt],
    /// The fewest and most years that the recorded birth dates allow.
    age: Option<(i16, i16)>,
}

/// What was shown, at most, of each source and category.
pub(crate) type ShownLevels = BTreeMap<(SourceId, Category), Level>;

/// Unseals person by person, and keeps account of what was shown.
pub(crate) struct Opening<'a> {
    sources: &'a [Source],
    pub(crate) people: Vec<PersonClaims>,
    pub(crate) involvements: Vec<InvolvementClaim>,
    pub(crate) shown: BTreeMap<PersonId, ShownLevels>,
}

impl<'a> Opening<'a> {
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            people: Vec::new(),
            involvements: Vec::new(),
            shown: BTreeMap::new(),
        }
    }

    /// Unseals what is stored about one person. Where their place is hidden, no home of theirs is
    /// told, whoever recorded it.
    pub(crate) fn open_person(
        &mut self,
        permit: &MemberPermit,
        facts: PersonFacts,
        (today, place_is_hidden): (Date, bool),
    ) {
        let age = age_range(facts.births.iter(), today);
        let hides_on = |end: &Option<Date>| end.is_none_or(|end| end > today);
        let identity = Category::Identity;
        let identities = self.open_all((facts.person, identity), facts.identities, |one| {
            permit.disclose_person(one)
        });
        let other_names = self.open_all((facts.person, identity), facts.other_names, |one| {
            permit.open(one)
        });
        let location = Category::Location;
        let addresses = self.open_all((facts.person, location), facts.addresses, |one| {
            permit.disclose_address(one)
        });
        let desk = self.open_involvements(permit, facts.person, facts.involvements);
        let known = Known {
            desk: &desk,
            doubts: &facts.doubts,
            age,
        };
        let searched = self.searched(permit, facts.person, &known);
        self.people.push(PersonClaims {
            person: facts.person,
            identities,
            other_names,
            addresses,
            is_location_withheld: place_is_hidden
                || facts.confidential_stays_end.iter().any(hides_on),
            searched,
        });
    }

    fn open_all<T>(
        &mut self,
        (person, category): (PersonId, Category),
        facts: Vec<(Sealed<T>, Provenance)>,
        open: impl Fn(Sealed<T>) -> Opened<T>,
    ) -> Vec<Claim<T>> {
        let mut claims = Vec::with_capacity(facts.len());
        for (sealed, provenance) in facts {
            if let Opened::Shown { value, level } = open(sealed) {
                self.keep_level(person, (provenance.source.clone(), category), level);
                claims.push(Claim { value, provenance });
            }
        }
        claims
    }

    /// Unseals involvements; gives the columns of which only the desk may speak.
    fn open_involvements(
        &mut self,
        permit: &MemberPermit,
        person: PersonId,
        involvements: Vec<(InvolvementId, Sealed<InvolvementRecord>, Provenance)>,
    ) -> BTreeSet<(SourceId, Category)> {
        let mut desk = BTreeSet::new();
        for (id, sealed, provenance) in involvements {
            let place = (provenance.source.clone(), sealed.category());
            match permit.disclose(sealed) {
                Opened::Shown {
                    value: record,
                    level,
                } => {
                    self.keep_level(person, place, level);
                    self.involvements.push(InvolvementClaim {
                        id,
                        person,
                        record,
                        level,
                        provenance,
                    });
                }
                Opened::AskTheDesk => {
                    desk.insert(place);
                }
                Opened::Withheld(_) => {}
            }
        }
        desk
    }

    /// How the search of each column ended for one person.
    fn searched(
        &mut self,
        permit: &MemberPermit,
        person: PersonId,
        known: &Known<'_>,
    ) -> Vec<SearchedSource> {
        let mut searched = Vec::with_capacity(self.sources.len());
        for source in self.sources {
            let category = source.service.category();
            let is_shown = |claim: &InvolvementClaim| {
                claim.person == person
                    && claim.provenance.source == source.id
                    && claim.record.service == source.service
            };
            let doubtful = known.doubts.iter().find(|doubt| {
                doubt.source == source.id && doubt.services.contains(&source.service)
            });
            let withheld = permit.not_shown_reason(&source.id, category);
            // The source itself holds nobody of this age: that is its coverage, not a refusal.
            let is_coverage =
                withheld == Some(WithheldWhy::AgeRule) && is_outside(known.age, source.ages);
            let outcome = if is_coverage {
                SearchOutcome::Searched
            } else if let Some(why) = withheld {
                SearchOutcome::NotShown {
                    why: why.in_words().to_owned(),
                }
            } else if known.desk.contains(&(source.id.clone(), category)) {
                let reference = desk_reference(person, source);
                let place = (source.id.clone(), category);
                self.keep_level(person, place, Level::AskTheDesk);
                SearchOutcome::AskTheDesk { reference }
            } else if doubtful.is_some() && !self.involvements.iter().any(is_shown) {
                SearchOutcome::MatchTooWeak
            } else {
                SearchOutcome::Searched
            };
            searched.push(SearchedSource {
                source: source.id.clone(),
                service: source.service,
                outcome,
            });
        }
        searched
    }

    fn keep_level(&mut self, person: PersonId, place: (SourceId, Category), level: Level) {
        let of_person = self.shown.entry(person).or_default();
        let kept = of_person.entry(place).or_insert(level);
        *kept = level.max(*kept);
    }
}

/// Whether somebody of this age, as far as known, is wholly outside the ages that a source holds.
fn is_outside(age: Option<(i16, i16)>, ages: Option<(i16, i16)>) -> bool {
    match (age, ages) {
        (Some((fewest, most)), Some((youngest, oldest))) => most < youngest || fewest > oldest,
        (Some(_) | None, None) | (None, Some(_)) => false,
    }
}

/// What a worker quotes to the desk: stable for a person and source, and meaningless elsewhere.
fn desk_reference(person: PersonId, source: &Source) -> String {
    use sha2::{Digest, Sha256};
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut hash = Sha256::new();
    hash.update(b"kith desk 1");
    hash.update(person.uuid().as_bytes());
    hash.update(source.id.as_str().as_bytes());
    let letters: String = hash.finalize()[..6]
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect();
    format!("R-{letters}")
}

/// The fewest and most years that any of a person's recorded birth dates allows.
pub(crate) fn age_range<'a>(
    births: impl Iterator<Item = &'a PartialDate>,
    today: Date,
) -> Option<(i16, i16)> {
    births
        .filter_map(|birth| birth.age_on(today))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
