//! What evidence alone must not decide: twins, father and son of one name, a number that belongs
//! to somebody else of the family.
//!
//! Weights take a twin's family name, birth date and address for independent evidence; they are
//! not. A guard sets the highest band that a pair may reach, and says why in plain words.
//! Invariant: a guard never raises a pair.

use crate::compare::levels::{
    Birth, Contact, Family, Given, Location, NhsNumber, Other, PupilNumber, SexLevel,
};
use crate::compare::{Comparison, Pattern, years_apart};
use crate::model::{Band, Households, Model};
use crate::record::LinkageRecord;
use crate::records::Records;

/// Why a pair may not reach a band by weight alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// Truly different given names and a birth date that is the same or nearly.
    MayBeTwin,
    /// Truly different given names.
    DifferentGivenNames,
    /// Given names that are alike but each in common use, with the same birth date.
    SimilarNamesInUse,
    /// Given names not quite the same, and different sex recorded.
    DifferentSex,
    /// The same name a generation apart.
    GenerationApart,
    /// The same NHS number with another given name or birth date.
    NumberOfFamilyMember,
    /// Two different NHS numbers.
    DifferentNhsNumbers,
    /// Different family names and a birth date that is only nearly the same, with neither home
    /// nor number in common.
    DifferentFamilyNames,
    /// Names alone, without birth date, number or home in common.
    NamesAlone,
    /// A record without a telling given name fits two people about as well.
    FitsTwoPeople,
    /// Joining would put records together that contradict each other.
    WouldJoinContradiction,
}

impl Guard {
    /// All guards.
    pub const ALL: [Self; 11] = [
        Self::MayBeTwin,
        Self::DifferentGivenNames,
        Self::SimilarNamesInUse,
        Self::DifferentSex,
        Self::GenerationApart,
        Self::NumberOfFamilyMember,
        Self::DifferentNhsNumbers,
        Self::DifferentFamilyNames,
        Self::NamesAlone,
        Self::FitsTwoPeople,
        Self::WouldJoinContradiction,
    ];

    /// The word used in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MayBeTwin => "may_be_twin",
            Self::DifferentGivenNames => "different_given_names",
            Self::SimilarNamesInUse => "similar_names_in_use",
            Self::DifferentSex => "different_sex",
            Self::GenerationApart => "generation_apart",
            Self::NumberOfFamilyMember => "number_of_family_member",
            Self::DifferentNhsNumbers => "different_nhs_numbers",
            Self::DifferentFamilyNames => "different_family_names",
            Self::NamesAlone => "names_alone",
            Self::FitsTwoPeople => "fits_two_people",
            Self::WouldJoinContradiction => "would_join_contradiction",
        }
    }

    /// What a practitioner is told.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::MayBeTwin => "different given names: a twin, a brother or sister?",
            Self::DifferentGivenNames => "different given names: a relative?",
            Self::SimilarNamesInUse => "given names alike but each in common use: a twin?",
            Self::DifferentSex => "given names alike but different sex recorded: a twin?",
            Self::GenerationApart => {
                "birth dates a generation apart: parent and child of one name?"
            }
            Self::NumberOfFamilyMember => {
                "the same NHS number for what look like two people: one family member's number written for another?"
            }
            Self::DifferentNhsNumbers => "two different NHS numbers",
            Self::DifferentFamilyNames => {
                "different family names and birth dates not quite the same: two people?"
            }
            Self::NamesAlone => "only the names can be compared",
            Self::FitsTwoPeople => {
                "one record has no telling given name and fits another person about as well"
            }
            Self::WouldJoinContradiction => {
                "joining them would put together records that contradict each other"
            }
        }
    }

    /// The highest band that a pair under this guard may reach.
    #[must_use]
    pub const fn highest(self) -> Band {
        match self {
            Self::GenerationApart => Band::Apart,
            Self::MayBeTwin
            | Self::DifferentGivenNames
            | Self::SimilarNamesInUse
            | Self::DifferentSex
            | Self::NumberOfFamilyMember
            | Self::DifferentNhsNumbers
            | Self::DifferentFamilyNames
            | Self::NamesAlone
            | Self::FitsTwoPeople
            | Self::WouldJoinContradiction => Band::Possible,
        }
    }

    /// Whether no group may hold a pair under this guard, however strong its other members.
    pub(crate) const fn is_absolute(self) -> bool {
        matches!(
            self,
            Self::GenerationApart | Self::DifferentNhsNumbers | Self::MayBeTwin
        )
    }
}

impl Guard {
    /// Whether the given names are what speaks against one person.
    pub(crate) const fn is_about_given_names(self) -> bool {
        matches!(
            self,
            Self::MayBeTwin
                | Self::DifferentGivenNames
                | Self::SimilarNamesInUse
                | Self::DifferentSex
        )
    }
}

/// The guard that applies to a pair, if any.
pub(crate) fn guard(
    model: &Model,
    pattern: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> Option<Guard> {
    let of_family = match model.households {
        Households::Seen | Households::Unknown => of_relatives(model, pattern, a, b),
        Households::NotSeen => may_be_twin_after_all(model, pattern, a, b),
        Households::NoAddresses => may_be_twin(model, pattern),
    };
    let of_numbers = || {
        let are_of_two = are_nhs_numbers_of_two(pattern) || are_nhs_numbers_in_a_row(a, b);
        are_of_two.then_some(Guard::DifferentNhsNumbers)
    };
    let of_names = || {
        let is_told = model.households == Households::NoAddresses || has_more_than_names(pattern);
        (!is_told).then_some(Guard::NamesAlone)
    };
    of_family.or_else(of_numbers).or_else(of_names)
}

/// Where nobody has an address, a twin is all that can be thought of.
fn may_be_twin(model: &Model, pattern: Pattern) -> Option<Guard> {
    let is_near = pattern.level(Comparison::Birth) >= Birth::Agrees as u8;
    let is_different = pattern.is(Comparison::GivenName, Given::Different as u8);
    (is_different && is_near && !is_confirmed(model, pattern)).then_some(Guard::MayBeTwin)
}

/// Nobody lives with anybody in this file, as far as it shows; two names that are both in use may
/// be twins all the same. A name that nobody else bears is a mistyped one.
fn may_be_twin_after_all(
    model: &Model,
    pattern: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> Option<Guard> {
    let is_sole = model.is_link_only;
    may_be_twin(model, pattern).filter(|_| !is_sole && !is_mistyped(model, a, b))
}

/// A single file that is searched for its own doubles holds errors rather than twins, and a name that
/// nobody else bears is one. Between two sources it may be a rare name.
fn is_mistyped(model: &Model, a: &LinkageRecord, b: &LinkageRecord) -> bool {
    a.source == b.source && !model.are_given_names_in_use(a, b)
}

/// What relatives share passes for evidence; these are the ways.
fn of_relatives(
    model: &Model,
    pattern: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> Option<Guard> {
    let is_near = pattern.level(Comparison::Birth) >= Birth::Agrees as u8;
    let is_different = pattern.is(Comparison::GivenName, Given::Different as u8);
    let same_number = pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8);
    if same_number && is_number_of_a_relative(model, pattern) {
        return Some(Guard::NumberOfFamilyMember);
    }
    if is_different && !is_confirmed(model, pattern) {
        return Some(if is_near {
            Guard::MayBeTwin
        } else {
            Guard::DifferentGivenNames
        });
    }
    if is_near && is_pupil_of_another_name(pattern) {
        return Some(Guard::MayBeTwin);
    }
    if is_generation_apart(pattern, a, b) {
        return Some(if same_number {
            Guard::NumberOfFamilyMember
        } else {
            Guard::GenerationApart
        });
    }
    if pattern.is(Comparison::FamilyName, Family::Different as u8) && !is_held_together(pattern) {
        return Some(Guard::DifferentFamilyNames);
    }
    if is_near && !is_confirmed(model, pattern) {
        return alike_but_not_same(model, pattern, a, b);
    }
    None
}

/// Two pupil numbers and given names not quite the same: twins go to school together. One child
/// may be given a new number, but hardly a new name with it.
fn is_pupil_of_another_name(pattern: Pattern) -> bool {
    let given = pattern.level(Comparison::GivenName);
    pattern.is(Comparison::PupilNumber, PupilNumber::Different as u8)
        && given < Given::SpellingVariant as u8
        && !pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8)
}

/// Another given name, or another birth date and not quite the same given name.
fn is_number_of_a_relative(model: &Model, pattern: Pattern) -> bool {
    let birth = pattern.level(Comparison::Birth);
    let given = pattern.level(Comparison::GivenName);
    let is_born_apart = birth != 0 && birth < Birth::Agrees as u8;
    (given == Given::Different as u8 && !is_confirmed(model, pattern))
        || (is_born_apart && given < Given::NearlySame as u8)
}

/// An identifier says that two different given names are one person's.
fn is_confirmed(model: &Model, pattern: Pattern) -> bool {
    let same_number = pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8)
        && pattern.is(Comparison::Birth, Birth::Exact as u8)
        && pattern.level(Comparison::FamilyName) > Family::Different as u8;
    same_number
        || pattern.is(Comparison::PupilNumber, PupilNumber::Same as u8)
        || is_confirmed_by_another_column(model, pattern)
}

/// Log2 of m / u from which a further column is an identifier.
const IDENTIFIER: f64 = 16.0;
/// The share of relatives that agree on a column from which it is the household's, not a person's.
const OF_THE_HOUSEHOLD: f64 = 0.4;

/// A further column agrees that strangers hardly ever share, nor people of one home.
fn is_confirmed_by_another_column(model: &Model, pattern: Pattern) -> bool {
    let age = pattern.age_band() as usize;
    let exact = Other::Exact as usize;
    model
        .comparisons()
        .filter(|of| matches!(of, Comparison::Other(_)) && pattern.is(*of, exact as u8))
        .any(|of| {
            let row = of.index();
            model.weights[age][0][row][exact] >= IDENTIFIER
                && model.at_home[age][row][exact] < OF_THE_HOUSEHOLD
        })
}

/// Two verified numbers are two people. A number that nobody has verified may be a relative's,
/// written for a person whom everything else names.
fn are_nhs_numbers_of_two(pattern: Pattern) -> bool {
    let is_named_by_all_else = pattern.level(Comparison::GivenName) >= Given::ShortForm as u8
        && pattern.is(Comparison::Birth, Birth::Exact as u8)
        && pattern.shares_a_home();
    match pattern.level(Comparison::NhsNumber) {
        level if level == NhsNumber::BothVerified as u8 => true,
        level if level == NhsNumber::Different as u8 => !is_named_by_all_else,
        _ => false,
    }
}

/// Numbers that were given out one after the other belong to two people who were registered together:
/// twins, mostly. A slip of the keyboard seldom lands on the next number and on its check digit; a
/// relative's number, written for somebody else, is not the next one either unless they are twins.
fn are_nhs_numbers_in_a_row(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    /// One number in eleven has no check digit and is never given out.
    const NEXT: std::ops::RangeInclusive<u64> = 1..=2;
    let are_known = a.nhs_number.is_some() && b.nhs_number.is_some();
    are_known && NEXT.contains(&(a.nhs_digits / 10).abs_diff(b.nhs_digits / 10))
}

/// Something other than names and sex agrees.
fn has_more_than_names(pattern: Pattern) -> bool {
    pattern.level(Comparison::Birth) >= Birth::Agrees as u8
        || pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8)
        || pattern.is(Comparison::PupilNumber, PupilNumber::Same as u8)
        || pattern.is(Comparison::Contact, Contact::Same as u8)
        || pattern.level(Comparison::Location) >= Location::SamePostcode as u8
        || is_told_by_another_column(pattern)
}

/// A further column of the file agrees.
fn is_told_by_another_column(pattern: Pattern) -> bool {
    Comparison::with_others(Records::MOST_OTHERS)
        .filter(|of| matches!(of, Comparison::Other(_)))
        .any(|of| pattern.is(of, Other::Exact as u8))
}

/// What makes one person of two family names likely: the same birth date, a home or a number.
fn is_held_together(pattern: Pattern) -> bool {
    pattern.is(Comparison::Birth, Birth::Exact as u8)
        || pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8)
        || pattern.is(Comparison::PupilNumber, PupilNumber::Same as u8)
        || pattern.is(Comparison::Contact, Contact::Same as u8)
        || pattern.shares_a_home()
}

fn is_generation_apart(pattern: Pattern, a: &LinkageRecord, b: &LinkageRecord) -> bool {
    let is_far = years_apart(a.birth, b.birth).is_some_and(|years| years >= 12);
    // One wrong digit can put a birth date decades off; then the rest of the date agrees.
    is_far && !pattern.is(Comparison::Birth, Birth::OneDigit as u8)
}

fn alike_but_not_same(
    model: &Model,
    pattern: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> Option<Guard> {
    let given = pattern.level(Comparison::GivenName);
    let is_between = given > Given::Different as u8 && given < Given::SpellingVariant as u8;
    if is_between && pattern.is(Comparison::Sex, SexLevel::Different as u8) {
        return Some(Guard::DifferentSex);
    }
    let is_guess = [Given::Alike, Given::SoundsAlike, Given::NearlySame]
        .iter()
        .any(|level| given == *level as u8);
    // Twins are mostly known to one source together, and joining sees to that; but names that are
    // only a little alike and both in use are two names wherever they stand.
    let is_guess = is_guess && (a.source == b.source || given == Given::Alike as u8);
    (is_guess && model.are_given_names_in_use(a, b)).then_some(Guard::SimilarNamesInUse)
}

impl Model {
    fn are_given_names_in_use(&self, a: &LinkageRecord, b: &LinkageRecord) -> bool {
        let is_in_use = |record: &LinkageRecord| {
            let name = record.given();
            name.is_some_and(|name| self.is_given_name_in_use(name.whole.key))
        };
        is_in_use(a) && is_in_use(b)
    }

    /// A name that several records bear is a name; a slip of the keyboard is borne by one.
    fn is_given_name_in_use(&self, key: u64) -> bool {
        let enough = (self.given.total / 10_000).clamp(4, 40);
        u64::from(self.given.count(key)) >= enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thresholds;
    use crate::compare::compare;
    use crate::fixture::{Person, person};

    fn guard_of(one: &Person, other: &Person) -> Option<Guard> {
        let (a, b) = (one.record(1), other.record(2));
        let model = Model::untrained(Thresholds::default());
        let found = guard(&model, compare(&a, &b), &a, &b);
        assert_eq!(
            guard(&model, compare(&b, &a), &b, &a),
            found,
            "a guard is symmetric"
        );
        found
    }

    fn rosa() -> Person {
        person("Rosa", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB")
    }

    fn hugo() -> Person {
        person("Hugo", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB")
    }

    #[test]
    fn an_identifier_confirms_what_two_given_names_deny() {
        assert_eq!(guard_of(&rosa(), &hugo()), Some(Guard::MayBeTwin));
        assert_eq!(
            guard_of(&rosa().nhs(999_000_001), &hugo().nhs(999_000_001)),
            None
        );
        assert_eq!(guard_of(&rosa().pupil(123), &hugo().pupil(123)), None);
    }

    #[test]
    fn a_number_shared_with_another_birth_date_is_a_relatives_number() {
        let mother = person("Maud", "Lomax", "1986-07-30").nhs(999_000_001);
        assert_eq!(
            guard_of(&rosa().nhs(999_000_001), &mother),
            Some(Guard::NumberOfFamilyMember)
        );
    }

    #[test]
    fn two_children_of_one_street_with_one_given_name_are_not_joined() {
        let one = person("Rosa", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB");
        let other = person("Rosa", "Petrov", "2014-02-12").at("9 Mill Lane", "QX1 4AB");
        assert_eq!(guard_of(&one, &other), Some(Guard::DifferentFamilyNames));
        let married = person("Rosa", "Petrov", "2014-02-11").at("9 Mill Lane", "QX1 4AB");
        assert_eq!(guard_of(&one, &married), None);
    }

    #[test]
    fn two_verified_nhs_numbers_are_never_joined_by_evidence() {
        let one = rosa().nhs(999_000_001);
        let other = rosa().nhs(999_713_552);
        let found = guard_of(&one.clone().verified(), &other.clone().verified());
        assert_eq!(found, Some(Guard::DifferentNhsNumbers));
        assert_eq!(guard_of(&one, &other), None, "one may be a relative's");
        let elsewhere = person("Rosa", "Lomax", "2014-02-11").at("9 Weir Close", "QX8 2CD");
        let found = guard_of(&one, &elsewhere.nhs(999_713_552));
        assert_eq!(found, Some(Guard::DifferentNhsNumbers));
    }

    #[test]
    fn twins_of_one_first_name_are_told_by_numbers_given_out_one_after_the_other() {
        let (one, next) = (rosa().nhs(999_001_802), rosa().nhs(999_001_803));
        assert_eq!(guard_of(&one, &next), Some(Guard::DifferentNhsNumbers));
        let slip = rosa().nhs(999_071_802);
        assert_eq!(
            guard_of(&one, &slip),
            None,
            "a digit in the middle is a slip"
        );
    }

    #[test]
    fn two_pupil_numbers_and_names_not_quite_the_same_may_be_twins() {
        let (amir, amira) = (
            person("Amir", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB"),
            person("Amira", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB"),
        );
        let found = guard_of(&amir.pupil(123), &amira.pupil(124));
        assert_eq!(found, Some(Guard::MayBeTwin));
    }

    #[test]
    fn a_decade_mistyped_is_no_generation() {
        let mother = person("Maud", "Lomax", "1994-02-11");
        assert_eq!(
            guard_of(&mother, &person("Maud", "Lomax", "1974-02-11")),
            None
        );
        let older = person("Maud", "Lomax", "1974-05-20");
        assert_eq!(guard_of(&mother, &older), Some(Guard::GenerationApart));
    }

    #[test]
    fn every_guard_has_its_own_code_and_allows_nothing_automatic() {
        for (at, one) in Guard::ALL.iter().enumerate() {
            assert!(one.highest() < Band::Automatic);
            assert!(
                Guard::ALL[at + 1..]
                    .iter()
                    .all(|other| other.code() != one.code())
            );
        }
    }
}
