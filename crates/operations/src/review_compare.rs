//! Two records side by side: what each says, field by field, and whether they say the same.
//!
//! Only what a permit has opened comes here. Invariants: a number is shown masked and compared
//! whole; a field of which neither record speaks is left out.

use crate::day_in_words;
use crate::found_lines::birth_in_words;
use std::collections::BTreeSet;
use vocabulary::{
    Date, NameText, NameUse, NhsNumber, PartialDate, PersonName, PersonRecord, PersonalText, Sex,
    UniquePupilNumber,
};

/// One field of two records.
pub struct ComparedField {
    /// What the field is.
    pub label: &'static str,
    /// What each record says; empty when it does not speak of it.
    pub values: [Vec<PersonalText>; 2],
    /// How the two compare.
    pub verdict: Verdict,
}

/// How two records compare in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They say the same.
    Same,
    /// They say something in common, and more.
    Partly,
    /// They say different things.
    Differs,
    /// Only one of them speaks of it.
    OnlyOne,
}

/// What a source says of one person, over all its rows.
#[derive(Default)]
pub(crate) struct RecordSaid {
    names: Vec<PersonName>,
    births: Vec<PartialDate>,
    died: Option<Date>,
    sex: Option<Sex>,
    nhs_numbers: Vec<NhsNumber>,
    pupil_numbers: Vec<UniquePupilNumber>,
}

impl Verdict {
    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "Same",
            Self::Partly => "Partly the same",
            Self::Differs => "Differs",
            Self::OnlyOne => "Only one says",
        }
    }
}

impl RecordSaid {
    /// Adds what one row says.
    pub(crate) fn add(&mut self, record: PersonRecord) {
        for name in record.names {
            self.add_name(name);
        }
        push_new(&mut self.births, record.birth);
        push_new(&mut self.nhs_numbers, record.nhs_number);
        push_new(&mut self.pupil_numbers, record.unique_pupil_number);
        self.died = self.died.or(record.died_on);
        self.sex = self.sex.or(record.sex);
    }

    /// Adds a name from a table of names.
    pub(crate) fn add_name(&mut self, name: PersonName) {
        push_new(&mut self.names, Some(name));
    }

    /// The usual name, "family, given".
    pub(crate) fn usual(&self) -> Option<PersonalText> {
        self.usual_name().and_then(written)
    }

    /// The first birth date, in words.
    pub(crate) fn born(&self) -> Option<PersonalText> {
        self.births
            .first()
            .and_then(|birth| text(&birth_in_words(*birth)))
    }

    fn usual_name(&self) -> Option<&PersonName> {
        let usual = self.names.iter().find(|name| name.usage == NameUse::Usual);
        usual.or_else(|| self.names.first())
    }

    fn part(&self, part: impl Fn(&PersonName) -> Option<&NameText>) -> Vec<PersonalText> {
        let name = self.usual_name().and_then(part);
        name.and_then(|name| text(name.reveal()))
            .into_iter()
            .collect()
    }

    fn births(&self) -> Vec<PersonalText> {
        let births = self.births.iter();
        births
            .filter_map(|birth| text(&birth_in_words(*birth)))
            .collect()
    }

    fn other_names(&self) -> Vec<PersonalText> {
        let usual = self.usual_name();
        let others = self.names.iter().filter(|name| Some(*name) != usual);
        others.filter_map(written).collect()
    }
}

/// The fields of two records, side by side.
pub(crate) fn fields(sides: &[RecordSaid; 2]) -> Vec<ComparedField> {
    let shown = |label, say: fn(&RecordSaid) -> Vec<PersonalText>| {
        let values = [say(&sides[0]), say(&sides[1])];
        let keys = [folded(&values[0]), folded(&values[1])];
        field(label, values, &keys)
    };
    // A number is shown by its end and compared whole.
    let masked = |label, numbers: fn(&RecordSaid) -> BTreeSet<String>| {
        let keys = [numbers(&sides[0]), numbers(&sides[1])];
        let values = [0, 1].map(|at: usize| {
            keys[at]
                .iter()
                .filter_map(|number| text(&masked(number)))
                .collect()
        });
        field(label, values, &keys)
    };
    let rows = [
        shown("Given name", |side| side.part(|name| name.given.as_ref())),
        shown("Middle name", |side| side.part(|name| name.middle.as_ref())),
        shown("Family name", |side| side.part(|name| name.family.as_ref())),
        shown("Other names", RecordSaid::other_names),
        shown("Born", RecordSaid::births),
        shown("Died", |side| {
            side.died
                .and_then(|day| text(&day_in_words(day)))
                .into_iter()
                .collect()
        }),
        shown("Sex", |side| {
            side.sex
                .and_then(sex_in_words)
                .and_then(text)
                .into_iter()
                .collect()
        }),
        masked("NHS number", |side| {
            side.nhs_numbers.iter().map(NhsNumber::reveal).collect()
        }),
        masked("Unique pupil number", |side| {
            side.pupil_numbers
                .iter()
                .map(UniquePupilNumber::reveal)
                .collect()
        }),
    ];
    rows.into_iter().flatten().collect()
}

fn field(
    label: &'static str,
    values: [Vec<PersonalText>; 2],
    keys: &[BTreeSet<String>; 2],
) -> Option<ComparedField> {
    let verdict = match (keys[0].is_empty(), keys[1].is_empty()) {
        (true, true) => return None,
        (false, false) if keys[0] == keys[1] => Verdict::Same,
        (false, false) if keys[0].is_disjoint(&keys[1]) => Verdict::Differs,
        (false, false) => Verdict::Partly,
        (true, false) | (false, true) => Verdict::OnlyOne,
    };
    Some(ComparedField {
        label,
        values,
        verdict,
    })
}

/// Capital letters, accents of typing and blanks at the ends make no difference.
fn folded(values: &[PersonalText]) -> BTreeSet<String> {
    let fold = |value: &PersonalText| value.reveal().trim().to_lowercase();
    values.iter().map(fold).collect()
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value.filter(|value| !list.contains(value)) {
        list.push(value);
    }
}

fn text(words: &str) -> Option<PersonalText> {
    PersonalText::parse(words).ok()
}

fn written(name: &PersonName) -> Option<PersonalText> {
    crate::who_looked::usual_name(std::slice::from_ref(name))
}

/// The last four letters; an NHS number in the groups that it is written in.
fn masked(number: &str) -> String {
    if let Ok(number) = NhsNumber::parse(number) {
        return number.masked();
    }
    let hidden = number.chars().count().saturating_sub(4);
    let last: String = number.chars().skip(hidden).collect();
    format!("{}{last}", "•".repeat(hidden))
}

/// What a source does not know it does not say.
const fn sex_in_words(sex: Sex) -> Option<&'static str> {
    match sex {
        Sex::Female => Some("female"),
        Sex::Male => Some("male"),
        Sex::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(given: &str, number: &str) -> RecordSaid {
        let name = PersonName {
            usage: NameUse::Usual,
            given: NameText::parse(given).ok(),
            middle: None,
            family: NameText::parse("Ashgrove").ok(),
        };
        RecordSaid {
            names: vec![name],
            nhs_numbers: NhsNumber::parse(number).into_iter().collect(),
            ..RecordSaid::default()
        }
    }

    fn verdict(fields: &[ComparedField], label: &str) -> Option<Verdict> {
        let field = fields.iter().find(|field| field.label == label);
        field.map(|field| field.verdict)
    }

    #[test]
    fn capitals_make_no_difference_and_a_field_of_which_nobody_speaks_is_left_out() {
        let found = fields(&[said("ADA", ""), said("Ada", "")]);
        assert_eq!(verdict(&found, "Given name"), Some(Verdict::Same));
        assert_eq!(verdict(&found, "Family name"), Some(Verdict::Same));
        assert_eq!(verdict(&found, "NHS number"), None);
        assert_eq!(verdict(&found, "Born"), None);
    }

    #[test]
    fn two_numbers_that_end_alike_differ_and_neither_is_shown_whole() {
        let (one, other) = ("9990000018", "9991100018");
        let found = fields(&[said("Ada", one), said("Bela", other)]);
        assert_eq!(verdict(&found, "Given name"), Some(Verdict::Differs));
        let field = found.iter().find(|field| field.label == "NHS number");
        for value in field
            .into_iter()
            .flat_map(|field| field.values.iter().flatten())
        {
            assert!(!value.reveal().contains("999"), "a whole number is shown");
        }
        let alone = fields(&[said("Ada", one), said("Ada", "")]);
        assert_eq!(verdict(&alone, "NHS number"), Some(Verdict::OnlyOne));
    }
}
