//! In which order questions are asked: by harm, by doubt, by what hangs on them.
//!
//! The order is of questions and is made anew each time; nothing of it is kept, and no number
//! about a person is made. Invariant: each part of the order is said in words beside the question.

use crate::opening::age_range;
use linkage::probability;
use std::collections::BTreeSet;
use store::{ReviewQuestion, WhatHangs};
use vocabulary::{Date, MatchQuestion, SourceId};

/// Where a question stands; the greatest is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    harm: Harm,
    is_sensitive: bool,
    doubt: Doubt,
    records: usize,
    sources: usize,
}

/// What a wrong answer would do, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Harm {
    JoinsGrownUps,
    JoinsUnknown,
    JoinsChildAndGrownUp,
    JoinsTwoChildren,
    GrownUpsShownAsOne,
    ChildrenShownAsOne,
}

/// How far the evidence is from saying it by itself, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    Against,
    For,
    Even,
}

/// Who somebody is by the recorded birth dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Child,
    GrownUp,
    Unknown,
}

impl Place {
    /// The place of a question. `sources` are those that the reader may be shown.
    pub(crate) fn of(
        question: &ReviewQuestion,
        sides: [&WhatHangs; 2],
        is_shown: impl Fn(&SourceId) -> bool,
        today: Date,
    ) -> Self {
        let is_one = question.people[0] == question.people[1];
        let counted = if is_one { &sides[..1] } else { &sides[..] };
        let shown = || {
            let all = counted.iter().flat_map(|side| side.records.values());
            all.filter(|source| is_shown(source))
        };
        Self {
            harm: harm(question.kind, sides.map(|side| age(side, today))),
            is_sensitive: sides.iter().any(|side| is_sensitive(side)),
            doubt: doubt(question.weight),
            records: shown().count(),
            sources: shown().collect::<BTreeSet<_>>().len(),
        }
    }

    /// Whether two workers have to answer.
    pub(crate) const fn needs_second(&self) -> bool {
        self.is_sensitive
    }

    /// Why the question stands where it stands, in words.
    pub(crate) fn in_words(&self) -> Vec<String> {
        let mut words = vec![self.harm.words().to_owned()];
        if self.is_sensitive {
            words.push("two workers answer it, each alone".to_owned());
        }
        words.push(self.doubt.words().to_owned());
        words.push(format!(
            "{} from {} hang on it",
            counted(self.records, "record", "records"),
            counted(self.sources, "source", "sources")
        ));
        words
    }
}

/// A confidential address, or a service whose information is sensitive: two workers decide.
pub(crate) fn is_sensitive(side: &WhatHangs) -> bool {
    /// Police, youth justice, substance misuse, mental health, domestic abuse.
    const SENSITIVE: u8 = 4;
    side.has_confidential_address
        || side
            .services
            .iter()
            .any(|service| service.category().sensitivity().grade() >= SENSITIVE)
}

impl Harm {
    const fn words(self) -> &'static str {
        match self {
            Self::ChildrenShownAsOne => "two children may be shown as one now",
            Self::GrownUpsShownAsOne => "two people may be shown as one now",
            Self::JoinsTwoChildren => "could join two children into one",
            Self::JoinsChildAndGrownUp => "could join a child and a grown-up into one",
            Self::JoinsUnknown => "could join two people, of whom one has no birth date",
            Self::JoinsGrownUps => "could join two grown-ups into one",
        }
    }
}

impl Doubt {
    const fn words(self) -> &'static str {
        match self {
            Self::Even => "the evidence is about even",
            Self::For => "the evidence speaks rather for one person",
            Self::Against => "the evidence speaks rather for two people",
        }
    }
}

fn harm(kind: MatchQuestion, ages: [Age; 2]) -> Harm {
    let is_child = ages.contains(&Age::Child);
    match (kind.is_clash(), ages) {
        (true, _) if is_child => Harm::ChildrenShownAsOne,
        (true, _) => Harm::GrownUpsShownAsOne,
        (false, [Age::Child, Age::Child]) => Harm::JoinsTwoChildren,
        (false, [Age::Unknown, _] | [_, Age::Unknown]) => Harm::JoinsUnknown,
        (false, [Age::GrownUp, Age::GrownUp]) => Harm::JoinsGrownUps,
        (false, [Age::Child, Age::GrownUp] | [Age::GrownUp, Age::Child]) => {
            Harm::JoinsChildAndGrownUp
        }
    }
}

fn age(side: &WhatHangs, today: Date) -> Age {
    match age_range(side.births.iter().map(|(_, birth)| birth), today) {
        Some((fewest, _)) if fewest < 18 => Age::Child,
        Some(_) => Age::GrownUp,
        None => Age::Unknown,
    }
}

/// Even is what lies between one to three and three to one.
fn doubt(weight: f64) -> Doubt {
    let probability = probability(weight);
    if probability < 0.25 {
        Doubt::Against
    } else if probability > 0.75 {
        Doubt::For
    } else {
        Doubt::Even
    }
}

fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vocabulary::{PartialDate, PersonId, RecordId, Service};

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn question(kind: MatchQuestion, weight: f64) -> ReviewQuestion {
        let person = |number| PersonId::new(Uuid::from_u128(number));
        let record = |number| RecordId::new(Uuid::from_u128(number));
        let source = SourceId::parse("housing").unwrap();
        ReviewQuestion {
            kind,
            reference: "M-00000000".to_owned(),
            weight,
            words: String::new(),
            records: [record(1), record(2)],
            people: [person(1), person(2)],
            sources: [source.clone(), source],
            places: [String::new(), String::new()],
        }
    }

    fn side(birth: Option<&str>, records: u128) -> WhatHangs {
        let source = SourceId::parse("housing").unwrap();
        WhatHangs {
            records: (0..records)
                .map(|at| (RecordId::new(Uuid::from_u128(at)), source.clone()))
                .collect(),
            births: birth
                .map(|text| (source, PartialDate::parse(text).unwrap()))
                .into_iter()
                .collect(),
            ..WhatHangs::default()
        }
    }

    fn place(kind: MatchQuestion, weight: f64, births: [Option<&str>; 2], records: u128) -> Place {
        let sides = births.map(|birth| side(birth, records));
        Place::of(
            &question(kind, weight),
            [&sides[0], &sides[1]],
            |_| true,
            TODAY,
        )
    }

    #[test]
    fn harm_comes_before_doubt_and_doubt_before_what_hangs_on_it() {
        let (child, other) = (Some("2015-03-04"), Some("1980-03-04"));
        let may_be = MatchQuestion::MayBeOne;
        let in_order = [
            place(MatchQuestion::TwoNhsNumbers, 40.0, [child, child], 1),
            place(MatchQuestion::TwoNhsNumbers, 40.0, [other, other], 9),
            place(may_be, 0.0, [child, child], 1),
            place(may_be, 8.0, [child, child], 2),
            place(may_be, 8.0, [child, child], 1),
            place(may_be, -8.0, [child, child], 9),
            place(may_be, 0.0, [child, other], 9),
            place(may_be, 0.0, [None, other], 9),
            place(may_be, 0.0, [other, other], 9),
        ];
        for (at, pair) in in_order.windows(2).enumerate() {
            assert!(pair[0] > pair[1], "{at}: {:?} {:?}", pair[0], pair[1]);
        }
    }

    #[test]
    fn a_sensitive_service_or_a_confidential_address_asks_for_a_second_worker() {
        let plain = side(Some("2015-03-04"), 1);
        assert!(!is_sensitive(&plain));
        let mut hidden = plain.clone();
        hidden.has_confidential_address = true;
        assert!(is_sensitive(&hidden));
        for (service, expected) in [
            (Service::Police, true),
            (Service::YouthJustice, true),
            (Service::SubstanceMisuse, true),
            (Service::DomesticAbuse, true),
            (Service::School, false),
            (Service::Housing, false),
        ] {
            let mut known = plain.clone();
            known.services.insert(service);
            assert_eq!(is_sensitive(&known), expected, "{service:?}");
        }
    }

    #[test]
    fn a_place_says_why_in_words_and_counts_only_what_may_be_shown() {
        let sides = [side(Some("2015-03-04"), 2), side(Some("2015-03-04"), 1)];
        let asked = question(MatchQuestion::MayBeOne, 0.0);
        let seen = |is_shown: bool| {
            Place::of(&asked, [&sides[0], &sides[1]], |_| is_shown, TODAY).in_words()
        };
        assert_eq!(
            seen(true),
            [
                "could join two children into one",
                "the evidence is about even",
                "3 records from 1 source hang on it"
            ]
        );
        assert!(seen(false)[2].starts_with("0 records"));
    }
}
