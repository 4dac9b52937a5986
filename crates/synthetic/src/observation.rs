//! How one source sees one person: the truth on the source's day, with the source's errors.
//!
//! Invariant: every difference from the truth that chance made is named in `errors`.

use crate::calendar::{plus_days, plus_years};
use crate::council::{Council, Person};
use crate::dice::Dice;
use crate::error_rates::{RATES, rate};
use crate::identifiers::{home_telephone, mail_letters, nhs_number};
use crate::misspelling;
use crate::names::Variants;
use crate::places::{AddressText, OFFICE};
use vocabulary::{AddressKind, Date, Sex};

/// A person as one row of a source holds them.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    pub(crate) person: u32,
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) family: String,
    pub(crate) known_as: String,
    pub(crate) former_family: String,
    pub(crate) birth: Option<Date>,
    pub(crate) expected: Option<Date>,
    pub(crate) died: Option<Date>,
    pub(crate) sex: Option<Sex>,
    pub(crate) nhs_number: String,
    pub(crate) telephone: String,
    pub(crate) email: String,
    pub(crate) address: AddressText,
    pub(crate) errors: Vec<&'static str>,
}

/// One source looking at the council.
pub(crate) struct Observer<'a> {
    pub(crate) council: &'a Council,
    pub(crate) variants: &'a Variants,
    /// Place of the source in [`RATES`].
    pub(crate) source: usize,
    /// The day to which the source's data is current.
    pub(crate) as_of: Date,
    /// The source can mark an address as confidential; others never learn of the refuge.
    pub(crate) marks_confidential: bool,
}

impl Observer<'_> {
    /// The person as the source holds them.
    pub(crate) fn see(&self, number: u32, dice: &mut Dice) -> Seen {
        let person = self.council.truth.person(number);
        let mut seen = self.see_truly(person);
        for error in crate::error_rates::ERRORS {
            let is_planted = self.is_planted(number, error);
            let chance = if person.is_cast {
                0
            } else {
                rate(self.source, error)
            };
            let is_thrown = chance > 0 && dice.per_mille(chance);
            if (is_planted || is_thrown) && self.apply(error, person, &mut seen, dice) {
                seen.errors.push(error);
            }
        }
        seen
    }

    fn is_planted(&self, number: u32, error: &str) -> bool {
        let source = RATES[self.source].source;
        crate::cast::PLANTED_ERRORS
            .iter()
            .any(|(at, family, place, planted)| {
                *at == source
                    && *planted == error
                    && self.council.truth.families[*family as usize].people.start + place == number
            })
    }

    fn see_truly(&self, person: &Person) -> Seen {
        let number = person.number;
        let seed = u32::try_from(self.council.plan.seed % 1_000_003).unwrap_or(0);
        let is_grown = person.birth <= plus_years(self.as_of, -16);
        let stay = person.stay_on(self.as_of).or_else(|| person.stays.last());
        let is_hidden = |home| {
            self.council.truth.homes.get(home).kind == AddressKind::Refuge
                && !self.marks_confidential
        };
        let home = match stay {
            Some(stay) if is_hidden(stay.home) => {
                person.stay_before(self.as_of).map(|stay| stay.home)
            }
            stay => stay.map(|stay| stay.home),
        };
        let name = &person.name;
        let mail = format!(
            "{}.{}{number}@mail.example",
            mail_letters(&name.given),
            mail_letters(&name.family)
        );
        Seen {
            person: number,
            given: name.given.clone(),
            middle: name.middle.clone(),
            family: person.family_on(self.as_of).to_owned(),
            known_as: person.known_as.clone(),
            former_family: person
                .former_names
                .first()
                .map(|(family, _)| family.clone())
                .unwrap_or_default(),
            birth: (!person.is_unborn).then_some(person.birth),
            expected: person.is_unborn.then_some(person.birth),
            died: person.died_on,
            sex: Some(person.sex),
            nhs_number: if person.is_unborn {
                None
            } else {
                nhs_number(number)
            }
            .unwrap_or_default(),
            telephone: if is_grown {
                home_telephone(number.wrapping_mul(7919).wrapping_add(seed))
            } else {
                String::new()
            },
            email: if is_grown { mail } else { String::new() },
            address: home
                .map(|home| self.council.truth.homes.address(home))
                .unwrap_or_default(),
            errors: Vec::new(),
        }
    }

    /// Puts one error into the row; false when the row has nothing it could spoil.
    fn apply(&self, error: &str, person: &Person, seen: &mut Seen, dice: &mut Dice) -> bool {
        match error {
            "typo_given" => change(&mut seen.given, |name| misspelling::typo(name, dice)),
            "typo_family" => change(&mut seen.family, |name| misspelling::typo(name, dice)),
            "nickname" => {
                let other = if person.known_as.is_empty() {
                    self.variants
                        .short_forms(&seen.given)
                        .first()
                        .map(|name| (*name).to_owned())
                } else {
                    Some(person.known_as.clone())
                };
                replace(&mut seen.given, other)
            }
            "transliteration" => {
                let forms = self.variants.spellings(&seen.given);
                let other = (!forms.is_empty()).then(|| (*dice.pick(forms)).to_owned());
                replace(&mut seen.given, other)
            }
            "naming_custom" => misspelling::by_custom(person.tradition, seen, dice),
            "hyphen_dropped" => change(&mut seen.family, misspelling::without_hyphen),
            "names_swapped" => {
                let can_swap = !seen.given.is_empty() && !seen.family.is_empty();
                if can_swap {
                    std::mem::swap(&mut seen.given, &mut seen.family);
                }
                can_swap
            }
            "middle_missing" => replace(&mut seen.middle, Some(String::new())),
            "middle_initial" => change(&mut seen.middle, |name| name.chars().take(1).collect()),
            "former_family" => {
                let former = Some(seen.former_family.clone()).filter(|family| !family.is_empty());
                replace(&mut seen.family, former)
            }
            "wrong_sex" => wrong_sex(seen),
            "sex_missing" => seen.sex.take().is_some(),
            _ => {
                self.apply_to_dates(error, seen, dice)
                    || self.apply_to_places(error, person, seen, dice)
            }
        }
    }

    fn apply_to_dates(&self, error: &str, seen: &mut Seen, dice: &mut Dice) -> bool {
        let Some(birth) = seen.birth else {
            return false;
        };
        let other = match error {
            "birth_missing" => {
                seen.birth = None;
                return true;
            }
            "day_month_swapped" => Date::new(birth.year(), birth.day(), birth.month()).ok(),
            "day_off" => Some(plus_days(birth, if dice.per_mille(500) { 1 } else { -1 })),
            "year_slip" => Some(plus_years(birth, if dice.per_mille(500) { 1 } else { -1 })),
            "default_day" => Date::new(birth.year(), 1, 1).ok(),
            _ => None,
        };
        match other {
            Some(other) if other != birth && other <= self.as_of => {
                seen.birth = Some(other);
                true
            }
            _ => false,
        }
    }

    fn apply_to_places(
        &self,
        error: &str,
        person: &Person,
        seen: &mut Seen,
        dice: &mut Dice,
    ) -> bool {
        match error {
            "postcode_missing" => replace(&mut seen.address.postcode, Some(String::new())),
            "address_old" if !seen.address.is_confidential => {
                let before = person.stay_before(self.as_of);
                if let Some(stay) = before {
                    seen.address = self.council.truth.homes.address(stay.home);
                }
                before.is_some()
            }
            "address_office" => {
                seen.address = AddressText {
                    street: OFFICE.0.to_owned(),
                    postcode: OFFICE.1.to_owned(),
                    kind: AddressKind::Correspondence.code().to_owned(),
                    ..AddressText::default()
                };
                true
            }
            "flat_missing" => replace(&mut seen.address.flat, Some(String::new())),
            "nhs_missing" => replace(&mut seen.nhs_number, Some(String::new())),
            "nhs_placeholder" => {
                let placeholder = *dice.pick(&["9999999999", "0000000000", "1234567890"]);
                replace(&mut seen.nhs_number, Some(placeholder.to_owned()))
            }
            "nhs_other_member" => {
                let other = person.mother.and_then(nhs_number);
                !seen.nhs_number.is_empty() && replace(&mut seen.nhs_number, other)
            }
            _ => false,
        }
    }
}

fn change(text: &mut String, how: impl FnOnce(&str) -> String) -> bool {
    let other = how(text);
    replace(text, Some(other))
}

/// True when the text is now another.
fn replace(text: &mut String, other: Option<String>) -> bool {
    match other {
        Some(other) if other != *text => {
            *text = other;
            true
        }
        _ => false,
    }
}

fn wrong_sex(seen: &mut Seen) -> bool {
    let other = match seen.sex {
        Some(Sex::Female) => Sex::Male,
        Some(Sex::Male) => Sex::Female,
        Some(Sex::Unknown) | None => return false,
    };
    seen.sex = Some(other);
    true
}
