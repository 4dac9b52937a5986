//! Somebody who was named outright: the keys of the records that are about them.
//!
//! A record is theirs by the same NHS number, or by the same whole birth date and a name that
//! meets in search (case, accents, short forms, former names, parts of a double name).
//! Invariant: a name alone, or a birth date alone, is nobody's.

use super::keys::{Fact, SearchKey};
use crate::blocking_rules::date;
use crate::fold::{family_words, given_words, joined, key_of};
use crate::record::{FamilyName, GivenName};
use vocabulary::{Date, NameText, NhsNumber, PartialDate};

/// The keys of a person whom somebody has named.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NamedPerson {
    /// The NHS number, where it was given: alone enough.
    pub number: Option<SearchKey>,
    /// The birth date, where it was given: enough with one of the names.
    pub birth: Option<SearchKey>,
    /// Given and family name together, in each form that meets; sorted.
    pub names: Vec<SearchKey>,
}

impl NamedPerson {
    /// The keys of somebody with these names, and a birth date or a number.
    #[must_use]
    pub fn new(
        (given, family): (&NameText, &NameText),
        birth: Option<Date>,
        number: Option<&NhsNumber>,
    ) -> Self {
        let birth = birth.and_then(|day| PartialDate::on(day).ok());
        Self {
            number: number.map(|number| SearchKey::new(Fact::NhsNumber, key_of(&number.reveal()))),
            birth: birth
                .and_then(date)
                .map(|day| SearchKey::new(Fact::BirthDate, day)),
            names: names(given.reveal(), family.reveal()),
        }
    }
}

fn names(given: &str, family: &str) -> Vec<SearchKey> {
    let given = GivenName::new(&given_words(given));
    let family = FamilyName::new(&family_words(family));
    let mut keys = Vec::new();
    if let (Some(given), Some(family)) = (given, family) {
        for (word, sound) in family.each() {
            for meeting in &*given.meeting_keys {
                keys.push(SearchKey::new(Fact::BothNames, joined(*meeting, word.key)));
                keys.push(SearchKey::new(Fact::SoundAndGiven, joined(*meeting, sound)));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Person, person};
    use crate::search::search_keys;

    fn named(given: &str, family: &str, birth: &str) -> NamedPerson {
        let text = |text: &str| NameText::parse(text).unwrap();
        let names = (&text(given), &text(family));
        NamedPerson::new(names, birth.parse().ok(), None)
    }

    fn is_about(named: &NamedPerson, who: &Person) -> bool {
        let kept = search_keys(&who.record(1));
        let has = |key: &SearchKey| kept.contains(key);
        named.number.as_ref().is_some_and(has)
            || (named.birth.as_ref().is_some_and(has) && named.names.iter().any(has))
    }

    #[test]
    fn short_forms_accents_former_names_and_parts_of_a_name_meet_on_the_same_day() {
        let who = person("Elizabeth", "Evans-Murtha", "1984-04-05").formerly("Hart");
        for (given, family) in [
            ("Liz", "Evans-Murtha"),
            ("ELIZABETH", "murtha"),
            ("Élizabeth", "Hart"),
        ] {
            assert!(
                is_about(&named(given, family, "1984-04-05"), &who),
                "{given}"
            );
        }
    }

    #[test]
    fn another_day_or_another_name_is_somebody_else() {
        let who = person("Elizabeth", "Hart", "1984-04-05");
        assert!(!is_about(&named("Elizabeth", "Hart", "1984-04-06"), &who));
        assert!(!is_about(&named("Martin", "Hart", "1984-04-05"), &who));
        assert!(!is_about(&named("Elizabeth", "Stone", "1984-04-05"), &who));
    }

    #[test]
    fn the_number_is_enough_whatever_the_record_calls_the_person() {
        let number = NhsNumber::from_first_nine(999_000_001).unwrap();
        let text = |text: &str| NameText::parse(text).unwrap();
        let one = NamedPerson::new((&text("Lena"), &text("Hart")), None, Some(&number));
        let who = person("Magdalena", "Stone", "").nhs(999_000_001);
        assert!(is_about(&one, &who));
    }
}
