//! Search is linkage: what is typed becomes a record, and records are weighed against it.
//!
//! The store keeps [`search_keys`] of every record, finds those that share a key with
//! [`Query::keys`], and ranks them with [`score`]. Invariant: a confidential address gives no
//! key and no weight, so search never shows by its answer that somebody lives there.

mod keys;
mod named;
mod query;

pub use keys::{SearchKey, reference_key, search_keys};
pub use named::NamedPerson;
pub use query::{BirthAsked, NameAsked, Query};

use crate::compare::levels::Pattern;
use crate::compare::{Comparison, compare};
use crate::explain::words;
use crate::model::Model;
use crate::place::Place;
use crate::record::LinkageRecord;

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

/// Weighs one record against a query; nothing when it does not answer.
#[must_use]
pub fn score(model: &Model, query: &Query, record: &LinkageRecord) -> Option<Hit> {
    let open = without_confidential_places(record);
    let record = open.as_ref().unwrap_or(record);
    let asked = query.as_record();
    let pattern = compare(&asked, record);
    let mut hit = Hit {
        weight: 0.0,
        why: Vec::new(),
    };
    for of in Comparison::ALL
        .into_iter()
        .filter(|of| is_asked(*of, pattern))
    {
        hit.add(
            model.weight_of(pattern, of, &asked, record),
            words(model, pattern, of, &asked, record),
        );
    }
    add_reference(query, record, &mut hit);
    add_beginnings(query, record, &mut hit)?;
    add_years(query, record, &mut hit);
    (hit.weight >= LEAST).then_some(hit)
}

impl Hit {
    fn add(&mut self, weight: f64, words: impl Into<String>) {
        self.weight += weight;
        self.why.push(words.into());
    }
}

fn is_asked(of: Comparison, pattern: Pattern) -> bool {
    of.is_weighed(pattern.level(of))
}

fn without_confidential_places(record: &LinkageRecord) -> Option<LinkageRecord> {
    let is_open = |place: &Place| !place.is_confidential;
    if record.places.iter().all(is_open) {
        return None;
    }
    let mut open = record.clone();
    open.places.retain(is_open);
    Some(open)
}

fn add_reference(query: &Query, record: &LinkageRecord, hit: &mut Hit) {
    let asked = query.reference.as_deref().map(crate::record::reference_key);
    if asked.is_some() && asked == record.reference {
        hit.add(REFERENCE, "same case number");
    }
}

/// A name typed with a wildcard: the record's name must begin so, or the record is no answer.
fn add_beginnings(query: &Query, record: &LinkageRecord, hit: &mut Hit) -> Option<()> {
    if let Some(beginning) = query.given.as_ref().and_then(NameAsked::beginning) {
        let begins = |form: &crate::record::NameForm| {
            form.given
                .iter()
                .chain(&*form.middle)
                .any(|name| name.whole.text.starts_with(beginning))
        };
        record.names.iter().any(begins).then_some(())?;
        hit.add(
            PER_LETTER * beginning.len() as f64,
            "given name begins as asked",
        );
    }
    if let Some(beginning) = query.family.as_ref().and_then(NameAsked::beginning) {
        let begins = |form: &crate::record::NameForm| {
            form.family
                .iter()
                .flat_map(|name| name.words())
                .any(|word| word.text.starts_with(beginning))
        };
        record.names.iter().any(begins).then_some(())?;
        hit.add(
            PER_LETTER * beginning.len() as f64,
            "family name begins as asked",
        );
    }
    Some(())
}

fn add_years(query: &Query, record: &LinkageRecord, hit: &mut Hit) {
    let (Some(BirthAsked::Between(from, to)), Some(birth)) = (query.birth, record.birth) else {
        return;
    };
    let years = f64::from((to - from).abs() + 1);
    if (from.min(to)..=from.max(to)).contains(&birth.year()) {
        hit.add((90.0 / years).log2().max(0.0), "born in the years asked");
    } else {
        hit.add(-6.0, "not born in the years asked");
    }
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
