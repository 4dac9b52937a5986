//! Search is linkage: what is typed becomes a record, and records are weighed against it.
//!
//! The store keeps [`search_keys`] of every record, finds those that share a key with
//! [`Query::keys_in_turn`], and ranks them with [`score`]. Invariant: a confidential address gives no
//! key and no weight, so search never shows by its answer that somebody lives there.

mod keys;
mod named;
mod query;

pub use keys::{SearchKey, reference_key, search_keys};
pub use named::NamedPerson;
pub use query::{BirthAsked, NameAsked, Query};

use crate::compare::levels::{Family, Given, Pattern};
use crate::compare::{Comparison, compare};
use crate::explain::words;
use crate::model::Model;
use crate::place::Place;
use crate::record::{AHEAD, LinkageRecord, fetch};

/// One record that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The evidence that this is the person asked for, in log2 odds without the prior.
    pub weight: f64,
    /// Why the record is there, as parts of a sentence; no word comes from the record.
    pub why: Vec<String>,
}

/// Evidence below which a record does not answer a query.
const LEAST: f64 = 1.5;
/// The weight of a case number typed in full.
const REFERENCE: f64 = 20.0;
/// What each typed letter of the beginning of a name counts for.
const PER_LETTER: f64 = 1.5;

/// A query made ready: many records are weighed against it, and the best are explained.
pub struct Search<'a> {
    model: &'a Model,
    query: &'a Query,
    asked: LinkageRecord,
    /// What the same given name, and the same family name, count for: worked out once, because
    /// what is asked holds one of each.
    same_names: [Option<f64>; 2],
}

/// One thing that counts for or against a record.
#[derive(Clone, Copy)]
enum Part {
    Compared(Comparison, Pattern),
    CaseNumber,
    GivenBegins,
    FamilyBegins,
    InYears,
    NotInYears,
}

/// Weighs one record against a query; nothing when it does not answer.
#[must_use]
pub fn score(model: &Model, query: &Query, record: &LinkageRecord) -> Option<Hit> {
    Search::new(model, query).explain(record)
}

impl<'a> Search<'a> {
    /// Makes a query ready.
    #[must_use]
    pub fn new(model: &'a Model, query: &'a Query) -> Self {
        let asked = query.as_record();
        let (given, family) = (asked.given(), asked.family());
        let same_names = [
            given.map(|name| model.weight_of_same(Comparison::GivenName, name.whole.key)),
            family.map(|name| model.weight_of_same(Comparison::FamilyName, name.whole.key)),
        ];
        Self {
            model,
            query,
            asked,
            same_names,
        }
    }

    /// The evidence of each of many records, in their order. The same as [`Self::weigh`] one by one;
    /// faster, because the next ones are fetched while one is weighed.
    #[must_use]
    pub fn weigh_all(&self, records: &[&LinkageRecord]) -> Vec<Option<f64>> {
        let mut weights = Vec::with_capacity(records.len());
        for ahead in records.chunks(AHEAD) {
            fetch(ahead.iter().copied());
            weights.extend(ahead.iter().map(|record| self.weigh(record)));
        }
        weights
    }

    /// The evidence that a record is the person asked for; nothing when it does not answer.
    #[must_use]
    pub fn weigh(&self, record: &LinkageRecord) -> Option<f64> {
        let mut weight = 0.0;
        let open = without_confidential_places(record);
        let record = open.as_ref().unwrap_or(record);
        self.parts(record, &mut |part, _| weight += part)?;
        (weight >= LEAST).then_some(weight)
    }

    /// The same with the reasons in words.
    #[must_use]
    pub fn explain(&self, record: &LinkageRecord) -> Option<Hit> {
        let open = without_confidential_places(record);
        let record = open.as_ref().unwrap_or(record);
        let mut hit = Hit {
            weight: 0.0,
            why: Vec::new(),
        };
        self.parts(record, &mut |weight, part| {
            hit.weight += weight;
            hit.why.push(self.in_words(part, record));
        })?;
        (hit.weight >= LEAST).then_some(hit)
    }

    /// Gives each part with its weight; nothing when the record is no answer at all.
    fn parts(&self, record: &LinkageRecord, each: &mut dyn FnMut(f64, Part)) -> Option<()> {
        let pattern = compare(&self.asked, record);
        for of in Comparison::ALL {
            if of.is_weighed(pattern.level(of)) {
                let weight = self.weight_of(pattern, of);
                each(weight, Part::Compared(of, pattern));
            }
        }
        let reference = self.asked.reference;
        if reference.is_some() && reference == record.reference {
            each(REFERENCE, Part::CaseNumber);
        }
        self.beginnings(record, each)?;
        self.years(record, each);
        Some(())
    }

    /// What one comparison counts for: [`Model::weight_of`] without looking at the record again.
    fn weight_of(&self, pattern: Pattern, of: Comparison) -> f64 {
        let same = match of {
            _ if self.model.home(pattern) == 1 => None,
            Comparison::GivenName if pattern.is(of, Given::Exact as u8) => self.same_names[0],
            Comparison::FamilyName if pattern.is(of, Family::Exact as u8) => self.same_names[1],
            _ => None,
        };
        same.unwrap_or_else(|| self.model.plain_weight(pattern, of))
    }

    /// A name typed with a wildcard: the record's name must begin so, or the record is no answer.
    fn beginnings(&self, record: &LinkageRecord, each: &mut dyn FnMut(f64, Part)) -> Option<()> {
        let beginning = |name: &'a Option<NameAsked>| name.as_ref().and_then(NameAsked::beginning);
        if let Some(beginning) = beginning(&self.query.given) {
            let begins = |form: &crate::record::NameForm| {
                form.given
                    .iter()
                    .chain(&*form.middle)
                    .any(|name| name.whole.text.starts_with(beginning))
            };
            record.names.iter().any(begins).then_some(())?;
            each(PER_LETTER * beginning.len() as f64, Part::GivenBegins);
        }
        if let Some(beginning) = beginning(&self.query.family) {
            let begins = |form: &crate::record::NameForm| {
                form.family
                    .iter()
                    .flat_map(|name| name.words())
                    .any(|word| word.text.starts_with(beginning))
            };
            record.names.iter().any(begins).then_some(())?;
            each(PER_LETTER * beginning.len() as f64, Part::FamilyBegins);
        }
        Some(())
    }

    fn years(&self, record: &LinkageRecord, each: &mut dyn FnMut(f64, Part)) {
        let (Some(BirthAsked::Between(from, to)), Some(birth)) = (self.query.birth, record.birth)
        else {
            return;
        };
        let years = f64::from((to - from).abs() + 1);
        if (from.min(to)..=from.max(to)).contains(&birth.year()) {
            each((90.0 / years).log2().max(0.0), Part::InYears);
        } else {
            each(-6.0, Part::NotInYears);
        }
    }

    fn in_words(&self, part: Part, record: &LinkageRecord) -> String {
        let words = match part {
            Part::Compared(of, pattern) => {
                return words(self.model, pattern, of, &self.asked, record);
            }
            Part::CaseNumber => "same case number",
            Part::GivenBegins => "given name begins as asked",
            Part::FamilyBegins => "family name begins as asked",
            Part::InYears => "born in the years asked",
            Part::NotInYears => "not born in the years asked",
        };
        words.to_owned()
    }
}

fn without_confidential_places(record: &LinkageRecord) -> Option<LinkageRecord> {
    let is_open = |place: &Place| !place.is_confidential;
    if record.places.iter().all(is_open) {
        return None;
    }
    let mut open = record.clone();
    let places = record.places.iter().filter(|place| is_open(place));
    open.places = places.cloned().collect();
    Some(open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thresholds;
    use crate::fixture::{Person, person};
    use vocabulary::{PartialDate, Postcode};

    fn ask(given: &str, family: &str) -> Query {
        Query {
            given: NameAsked::parse(given),
            family: NameAsked::parse(family),
            ..Query::default()
        }
    }

    fn found(query: &Query, who: &Person) -> Option<Hit> {
        let record = who.record(1);
        let kept = search_keys(&record);
        let meets = query.keys().iter().any(|key| kept.contains(key));
        meets
            .then(|| score(&Model::untrained(Thresholds::default()), query, &record))
            .flatten()
    }

    #[test]
    fn a_child_is_found_by_short_form_former_name_part_and_exchanged_names() {
        let child = person("Elizabeth", "Evans-Murtha", "2011-04-05").formerly("Hart");
        for (given, family) in [
            ("Liz", "Evans-Murtha"),
            ("ELIZABETH", "murtha"),
            ("Beth", "Hart"),
            ("Hart", "Elizabeth"),
            ("", "Evans Murtha"),
            ("Elisabeth", ""),
        ] {
            assert!(
                found(&ask(given, family), &child).is_some(),
                "{given} {family}"
            );
        }
        assert_eq!(found(&ask("Martin", "Stone"), &child), None);
    }

    #[test]
    fn a_wildcard_means_the_beginning_and_needs_two_letters() {
        let child = person("Lena", "Hart", "2011-04-05");
        assert!(found(&ask("", "ha*"), &child).is_some());
        assert!(found(&ask("", "har%"), &child).is_some());
        assert!(found(&ask("le_", "Hart"), &child).is_some());
        assert!(found(&ask("", "hu*"), &child).is_none());
        assert_eq!(NameAsked::parse("h*"), None);
        assert_eq!(NameAsked::parse("%_"), None);
    }

    #[test]
    fn more_evidence_ranks_higher_and_says_why() {
        let child = person("Lena", "Hart", "2011-04-05").at("4 Quiet Lane", "QX1 4AB");
        let names = found(&ask("Lena", "Hart"), &child).unwrap();
        let mut query = ask("Lena", "Hart");
        query.birth = Some(BirthAsked::On(PartialDate::parse("2011-05-04").unwrap()));
        let with_birth = found(&query, &child).unwrap();
        query.postcode = Postcode::parse("QX1 4AB").ok();
        let with_postcode = found(&query, &child).unwrap();
        assert!(names.weight < with_birth.weight && with_birth.weight < with_postcode.weight);
        assert!(
            with_postcode
                .why
                .iter()
                .any(|part| part.contains("day and month exchanged"))
        );
    }

    #[test]
    fn about_an_age_is_a_range_of_years() {
        let child = person("Lena", "Hart", "2011-04-05");
        let mut query = ask("Lena", "Hart");
        query.birth = Some(BirthAsked::Between(2010, 2012));
        let inside = found(&query, &child).unwrap();
        query.birth = Some(BirthAsked::Between(1980, 1982));
        let outside = found(&query, &child);
        assert!(outside.is_none_or(|hit| hit.weight < inside.weight));
    }

    #[test]
    fn what_a_search_weighs_fast_is_what_the_model_weighs() {
        let named = ["Lena", "Elena", "L", "Hugo", ""];
        let families = ["Hart", "Heart", "Evans-Hart", "Petrov", ""];
        let births = ["2011-04-05", "2011-05-04", "1984-04-05", ""];
        let mut people = Vec::new();
        for (at, (given, family)) in named
            .iter()
            .flat_map(|g| families.map(|f| (*g, f)))
            .enumerate()
        {
            let one = person(given, family, births[at % 4]);
            let one = if at % 3 == 0 {
                one.at("4 Quiet Lane", "QX1 4AB")
            } else {
                one
            };
            people.push(if at % 2 == 0 {
                one.nhs(999_000_001)
            } else {
                one.formerly("Stone")
            });
        }
        let records: Vec<_> = people
            .iter()
            .zip(0..)
            .map(|(one, at)| one.record(at))
            .collect();
        let records: Vec<&LinkageRecord> = records.iter().collect();
        let mut model = Model::untrained(Thresholds::default());
        let names = || {
            records
                .iter()
                .filter_map(|record| Some(record.family()?.whole.key))
        };
        model.family = crate::frequency::Frequencies::family_names().counted(names());
        let mut query = ask("Lena", "Hart");
        query.birth = Some(BirthAsked::On(PartialDate::parse("2011-04-05").unwrap()));
        query.nhs_number = vocabulary::NhsNumber::from_first_nine(999_000_001);
        query.postcode = Postcode::parse("QX1 4AB").ok();
        let search = Search::new(&model, &query);
        let asked = query.as_record();
        let by_the_model = |record: &LinkageRecord| {
            let weight = model.evidence(compare(&asked, record), &asked, record);
            (weight >= LEAST).then_some(weight)
        };
        let fast = search.weigh_all(&records);
        assert!(fast.iter().any(Option::is_none) && fast.iter().any(Option::is_some));
        for (record, fast) in records.iter().zip(fast) {
            let told = search.explain(record).map(|hit| hit.weight);
            assert_eq!(fast, told);
            let slow = by_the_model(record);
            assert!(fast.is_some() == slow.is_some());
            assert!((fast.unwrap_or(0.0) - slow.unwrap_or(0.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_number_is_followed_first_and_whereabouts_that_may_be_hidden_last() {
        let query = Query {
            nhs_number: vocabulary::NhsNumber::from_first_nine(999_000_001),
            postcode: Postcode::parse("QX1 4AB").ok(),
            telephone: vocabulary::Telephone::parse("01632 960123").ok(),
            ..ask("", "Hart")
        };
        let alone = |part: Query| part.keys();
        let number = alone(Query {
            nhs_number: query.nhs_number,
            ..Query::default()
        });
        let whereabouts = alone(Query {
            postcode: query.postcode.clone(),
            telephone: query.telephone.clone(),
            ..Query::default()
        });
        let turns = query.keys_in_turn();
        assert_eq!(turns, [number, alone(ask("", "Hart")), whereabouts]);
        let mut all = turns.concat();
        all.sort_unstable();
        assert_eq!(query.keys(), all);
    }

    #[test]
    fn a_confidential_address_finds_nobody() {
        let child = person("Lena", "Hart", "2011-04-05").in_refuge("1 Quiet Lane", "QX1 4AB");
        let query = Query {
            postcode: Postcode::parse("QX1 4AB").ok(),
            ..Query::default()
        };
        assert_eq!(found(&query, &child), None);
        assert_eq!(
            score(
                &Model::untrained(Thresholds::default()),
                &query,
                &child.record(1)
            ),
            None
        );
    }
}
