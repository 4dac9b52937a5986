//! The blocking rules: which facts two records must share to be compared.
//!
//! Invariant: a rule takes at least two facts together, or one that is nearly a person's own.

use crate::fold::joined;
use crate::place::PlaceFacts;
use crate::record::LinkageRecord;
use crate::records::OtherColumn;
use vocabulary::PartialDate;

/// One rule: records that share one of its keys are compared.
pub(crate) struct Rule {
    pub(crate) name: String,
    /// Records in a block beyond which the key says too little, however few pairs there are.
    pub(crate) most: usize,
    /// Pairs that the rule may propose for each record of a file.
    pub(crate) share: f64,
    keys: Keys,
}

type Keys = Box<dyn Fn(&LinkageRecord, &mut Vec<u64>) + Sync + Send>;

impl Rule {
    pub(crate) fn new(
        name: &str,
        most: usize,
        keys: impl Fn(&LinkageRecord, &mut Vec<u64>) + Sync + Send + 'static,
    ) -> Self {
        Self {
            name: name.to_owned(),
            most,
            share: 4.0,
            keys: Box::new(keys),
        }
    }

    /// With a smaller share: most of what the rule finds are relatives or namesakes.
    const fn sparing(mut self, share: f64) -> Self {
        self.share = share;
        self
    }

    /// Adds the record's keys under this rule.
    pub(crate) fn keys_of(&self, record: &LinkageRecord, out: &mut Vec<u64>) {
        (self.keys)(record, out);
    }
}

/// Records up to which one fact alone is reason enough to compare.
const SMALL_FILE: usize = 20_000;

/// All rules for a file of so many records in their order, the most telling first.
pub(crate) fn rules(others: &[OtherColumn], records: usize) -> Vec<Rule> {
    let mut rules = rules_on_numbers();
    rules.extend(rules_on_names());
    rules.extend(rules_on_places());
    if records <= SMALL_FILE {
        rules.extend(rules_for_a_small_file());
    }
    for (at, column) in others.iter().enumerate() {
        rules.extend(rules_on_another_column(at, &column.name));
    }
    rules
}

fn rules_on_numbers() -> Vec<Rule> {
    vec![
        Rule::new("same NHS number", 60, |r, out| out.extend(r.nhs_number)),
        Rule::new("same pupil or learner number", 60, |r, out| {
            out.extend(r.pupil_number.into_iter().chain(r.learner_number))
        }),
        Rule::new("same telephone or e-mail", 40, |r, out| {
            out.extend(r.telephone.into_iter().chain(r.email))
        }),
    ]
}

fn rules_on_names() -> Vec<Rule> {
    vec![
        Rule::new("given name, family name and birth year", 400, |r, out| {
            names(r, out, |given, family| {
                Some(joined(joined(given, family.name), year(r)?))
            })
        }),
        Rule::new("sound of the family name and birth date", 300, |r, out| {
            families(r, out, |family| Some(joined(family.sound, date(r.birth?)?)))
        }),
        Rule::new(
            "family name and birth date with day and month in either order",
            300,
            |r, out| {
                families(r, out, |family| {
                    Some(joined(family.name, either_order(r.birth?)?))
                })
            },
        ),
        Rule::new(
            "given name and birth date with day and month in either order",
            300,
            |r, out| givens(r, out, |given| Some(joined(given, either_order(r.birth?)?))),
        ),
        Rule::new(
            "names in either order, and birth year or postcode",
            300,
            exchanged_names,
        ),
        Rule::new(
            "given name and family name, any birth date",
            100,
            |r, out| names(r, out, |given, family| Some(joined(given, family.name))),
        )
        .sparing(1.0),
        Rule::new(
            "birth date and first letters of both names",
            300,
            |r, out| out.extend(both(r.birth.and_then(date), first_letters(r, 0))),
        ),
        Rule::new(
            "first three letters of both names and birth month",
            300,
            |r, out| out.extend(both(r.birth.and_then(month), first_letters(r, 1))),
        ),
    ]
}

fn rules_on_places() -> Vec<Rule> {
    vec![
        Rule::new(
            "given name and postcode, present or former",
            200,
            |r, out| {
                places(r, out, |place, out| {
                    givens(r, out, |given| Some(joined(given, place.postcode?)))
                })
            },
        ),
        Rule::new(
            "sound of the family name and postcode, present or former",
            200,
            |r, out| {
                places(r, out, |place, out| {
                    families(r, out, |family| Some(joined(family.sound, place.postcode?)))
                })
            },
        )
        .sparing(2.0),
        Rule::new(
            "birth date and postcode, present or former",
            200,
            |r, out| {
                places(r, out, |place, out| {
                    out.extend(both(r.birth.and_then(date), place.postcode))
                })
            },
        ),
        Rule::new("same home, present or former", 40, |r, out| {
            places(r, out, |place, out| {
                out.extend(place.home.into_iter().chain(place.door))
            })
        })
        .sparing(4.0),
        Rule::new(
            "given name, sound of the family name and district",
            200,
            |r, out| {
                places(r, out, |place, out| {
                    names(r, out, |given, family| {
                        Some(joined(joined(given, family.sound), place.district?))
                    })
                })
            },
        )
        .sparing(2.0),
        Rule::new("birth date and home district", 100, |r, out| {
            places(r, out, |place, out| {
                out.extend(both(r.birth.and_then(date), place.district))
            })
        })
        .sparing(0.4),
    ]
}

/// One fact alone: many pairs for each find, which only a small file can afford.
fn rules_for_a_small_file() -> Vec<Rule> {
    vec![
        Rule::new("birth date alone", 1_000, |r, out| {
            out.extend(r.birth.and_then(date));
        }),
        Rule::new("sound of the family name alone", 1_000, |r, out| {
            families(r, out, |family| Some(family.sound));
        }),
        Rule::new("given name alone", 1_000, |r, out| givens(r, out, Some)),
        Rule::new("postcode alone", 1_000, |r, out| {
            places(r, out, |place, out| out.extend(place.postcode));
        }),
        Rule::new("birth year and month", 1_000, |r, out| {
            out.extend(r.birth.and_then(month));
        }),
    ]
}

/// A value of a further column alone, where few records share it, or with a name or birth date.
fn rules_on_another_column(at: usize, name: &str) -> Vec<Rule> {
    let value = move |record: &LinkageRecord| Some(record.others.get(at)?.as_ref()?.key);
    vec![
        Rule::new(&format!("{name}, shared by few"), 30, move |r, out| {
            out.extend(value(r));
        }),
        Rule::new(&format!("{name} and given name"), 100, move |r, out| {
            givens(r, out, |given| Some(joined(given, value(r)?)));
        }),
        Rule::new(
            &format!("{name} and sound of the family name"),
            100,
            move |r, out| {
                families(r, out, |family| Some(joined(family.sound, value(r)?)));
            },
        ),
        Rule::new(&format!("{name} and birth date"), 100, move |r, out| {
            out.extend(both(r.birth.and_then(date), value(r)));
        }),
    ]
}

/// Kin names meet under the keys of their families; middle names may serve as given names.
fn givens(record: &LinkageRecord, out: &mut Vec<u64>, key: impl Fn(u64) -> Option<u64>) {
    for form in &record.names {
        for name in form.given.iter().chain(&*form.middle) {
            if !name.is_initial {
                out.extend(name.meeting_keys.iter().filter_map(|meeting| key(*meeting)));
            }
        }
    }
}

/// The family names and their parts: the key of the word and of its sound.
fn families(record: &LinkageRecord, out: &mut Vec<u64>, key: impl Fn(Family) -> Option<u64>) {
    for family in each_family(record) {
        out.extend(key(family));
    }
}

fn names(record: &LinkageRecord, out: &mut Vec<u64>, key: impl Fn(u64, Family) -> Option<u64>) {
    for family in each_family(record) {
        givens(record, out, |given| key(given, family));
    }
}

/// A family name, or a part of one, as rules see it.
#[derive(Clone, Copy)]
struct Family {
    name: u64,
    sound: u64,
}

fn each_family(record: &LinkageRecord) -> impl Iterator<Item = Family> {
    let families = record.names.iter().filter_map(|form| form.family.as_ref());
    families.flat_map(|family| {
        family.each().map(|(word, sound)| Family {
            name: word.key,
            sound,
        })
    })
}

fn places(record: &LinkageRecord, out: &mut Vec<u64>, keys: impl Fn(&PlaceFacts, &mut Vec<u64>)) {
    for place in &record.places {
        keys(&place.facts, out);
    }
}

/// The two usual names in alphabetical order of their keys, so that exchanged names meet.
fn exchanged_names(record: &LinkageRecord, out: &mut Vec<u64>) {
    let (Some(given), Some(family)) = (record.given(), record.family()) else {
        return;
    };
    let (x, y) = (given.whole.key, family.whole.key);
    let names = joined(x.min(y), x.max(y));
    out.extend(year(record).map(|year| joined(names, year)));
    places(record, out, |place, out| {
        out.extend(place.postcode.map(|postcode| joined(names, postcode)));
    });
}

/// The first letter, or the first three, of the usual names.
fn first_letters(record: &LinkageRecord, which: usize) -> Option<u64> {
    let (given, family) = (record.given()?, record.family()?);
    Some(joined(
        given.whole.beginnings[which],
        family.whole.beginnings[which],
    ))
}

fn both(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(joined(one?, other?))
}

fn year(record: &LinkageRecord) -> Option<u64> {
    u64::try_from(record.birth?.year()).ok()
}

fn month(date: PartialDate) -> Option<u64> {
    Some(number(date.year(), date.month()?, 0))
}

pub(crate) fn date(date: PartialDate) -> Option<u64> {
    Some(number(date.year(), date.month()?, date.day()?))
}

/// One key for a date and the same date with day and month exchanged.
fn either_order(date: PartialDate) -> Option<u64> {
    let (month, day) = (date.month()?, date.day()?);
    Some(number(date.year(), month.min(day), month.max(day)))
}

fn number(year: i16, month: i8, day: i8) -> u64 {
    year.unsigned_abs() as u64 * 10_000
        + month.unsigned_abs() as u64 * 100
        + day.unsigned_abs() as u64
}
