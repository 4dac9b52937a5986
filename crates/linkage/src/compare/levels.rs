//! The levels of each comparison: their names, their words, and what is believed of them before
//! any file was seen.
//!
//! `m` is how often two records of one person reach the level, `u` how often records of two
//! strangers do, `at_home` how often two different people of one home do. The figures are
//! starting beliefs, set by hand; training moves them as far as a file gives reason.
//! Invariant: level 0 is "missing" and carries no weight; the rest rise from weak to strong.

/// One concept that two records are compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// Given name, with short forms, spellings, middle names and initials.
    GivenName,
    /// Family name, with former names and double names.
    FamilyName,
    /// Birth date.
    Birth,
    /// All addresses, present and former.
    Location,
    /// NHS number.
    NhsNumber,
    /// Unique pupil number or unique learner number.
    PupilNumber,
    /// Telephone or e-mail of the person.
    Contact,
    /// Sex as recorded; weak.
    Sex,
    /// Middle names, apart from those that serve as given names.
    MiddleName,
    /// A further column of a file, by its place among them.
    Other(u8),
}

/// One level of one comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Level {
    /// What was seen, as a practitioner would say it.
    pub(crate) words: &'static str,
    pub(crate) m: f64,
    pub(crate) u: f64,
    pub(crate) at_home: f64,
}

const fn level(words: &'static str, m: f64, u: f64, at_home: f64) -> Level {
    Level {
        words,
        m,
        u,
        at_home,
    }
}

macro_rules! levels_of {
    ($(#[$doc:meta])* $name:ident, $table:ident { $($variant:ident = $words:literal, $m:literal, $u:literal, $home:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum $name { Missing, $($variant),+ }

        const $table: &[Level] = &[level("not known on one side", 1.0, 1.0, 1.0), $(level($words, $m, $u, $home)),+];
    };
}

levels_of!(/// Given name.
    Given, GIVEN {
    Different = "different given names", 0.012, 0.9485, 0.935;
    Alike = "given names a little alike", 0.012, 0.015, 0.02;
    Initial = "the same first letter of the given name, one record has only that", 0.015, 0.003, 0.004;
    SoundsAlike = "given names that sound alike", 0.012, 0.003, 0.005;
    MiddleAsFirst = "the given name of one is a middle name of the other", 0.012, 0.001, 0.003;
    NearlySame = "given names one slip apart", 0.05, 0.004, 0.008;
    ShortForm = "one given name is a short form of the other, or the same name in another language", 0.03, 0.0035, 0.004;
    SpellingVariant = "two spellings of one given name", 0.02, 0.0015, 0.0015;
    Exact = "same given name", 0.83, 0.005, 0.006;
    Swapped = "given name and family name exchanged", 0.007, 0.000_01, 0.000_1;
});

levels_of!(/// Family name.
    Family, FAMILY {
    Different = "different family names", 0.06, 0.985, 0.25;
    Alike = "family names a little alike", 0.012, 0.006, 0.01;
    SoundsAlike = "family names that sound alike", 0.012, 0.002, 0.005;
    PartOfDouble = "one family name is part of the other", 0.02, 0.001, 0.05;
    NearlySame = "family names one slip apart", 0.04, 0.001, 0.015;
    Former = "the family name of one is a former name of the other", 0.02, 0.001, 0.03;
    Exact = "same family name", 0.836, 0.003, 0.64;
    Swapped = "given name and family name exchanged", 1.0, 1.0, 1.0;
});

levels_of!(/// Birth date.
    Birth, BIRTH {
    FarApart = "birth dates twelve years or more apart", 0.002, 0.48, 0.45;
    Different = "different birth dates", 0.012, 0.49, 0.48;
    SameYear = "the same birth year, different days", 0.012, 0.022, 0.03;
    Agrees = "birth dates agree as far as both are known", 0.015, 0.003, 0.006;
    StandIn = "birth dates agree but for a stand-in day", 0.01, 0.001_5, 0.002;
    OneDigit = "birth dates one digit apart", 0.025, 0.001_5, 0.003;
    NextDay = "birth dates one day apart", 0.008, 0.000_2, 0.001;
    Swapped = "birth dates with day and month exchanged", 0.01, 0.000_1, 0.000_3;
    Exact = "same birth date", 0.906, 0.000_1, 0.012;
});

levels_of!(/// Location.
    Location, LOCATION {
    Different = "no address in common", 0.28, 0.92, 0.5;
    SameDistrict = "addresses in the same postcode district", 0.10, 0.078, 0.2;
    SamePostcode = "the same postcode", 0.04, 0.001, 0.28;
    AlikeAddress = "addresses alike but for the spelling", 0.01, 0.000_1, 0.02;
    FormerAddress = "a former address in common", 0.11, 0.000_3, 1.0;
    PresentAddress = "same address", 0.46, 0.000_2, 1.0;
});

levels_of!(/// NHS number.
    NhsNumber, NHS_NUMBER {
    BothVerified = "different NHS numbers, both verified", 0.000_5, 0.6, 0.6;
    Different = "different NHS numbers", 0.0095, 0.399_999, 0.395;
    Same = "same NHS number", 0.99, 0.000_001, 0.005;
});

levels_of!(/// Pupil or learner number.
    PupilNumber, PUPIL_NUMBER {
    Different = "different pupil numbers", 0.06, 0.999_999, 0.998;
    Same = "same pupil number", 0.94, 0.000_001, 0.002;
});

levels_of!(/// Telephone or e-mail.
    Contact, CONTACT {
    Different = "different telephone and e-mail", 0.45, 0.9995, 0.5;
    Same = "same telephone or e-mail", 0.55, 0.000_5, 0.5;
});

levels_of!(/// Sex.
    SexLevel, SEX {
    Different = "recorded with different sex", 0.015, 0.5, 0.5;
    Same = "recorded with the same sex", 0.985, 0.5, 0.5;
});

levels_of!(/// Middle names.
    Middle, MIDDLE {
    Different = "different middle names", 0.04, 0.92, 0.93;
    Initial = "the same initial of a middle name", 0.16, 0.06, 0.05;
    Same = "same middle name", 0.80, 0.02, 0.02;
});

levels_of!(/// A further column of a file.
    Other, OTHER {
    Different = "different", 0.12, 0.93, 0.6;
    Alike = "a little alike", 0.03, 0.03, 0.03;
    NearlySame = "one slip apart", 0.07, 0.01, 0.02;
    Exact = "the same", 0.78, 0.03, 0.35;
});

impl Comparison {
    /// How many comparisons there can be, the further columns of a file included.
    pub(crate) const COUNT: usize = 15;
    /// How many of them are the engine's own.
    const OWN: usize = Self::ALL.len();

    /// The engine's own comparisons, in the order in which they are explained.
    pub const ALL: [Self; 9] = [
        Self::GivenName,
        Self::FamilyName,
        Self::Birth,
        Self::Location,
        Self::NhsNumber,
        Self::PupilNumber,
        Self::Contact,
        Self::Sex,
        Self::MiddleName,
    ];

    /// The word used in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Birth => "birth",
            Self::Location => "location",
            Self::NhsNumber => "nhs_number",
            Self::PupilNumber => "pupil_number",
            Self::Contact => "contact",
            Self::Sex => "sex",
            Self::MiddleName => "middle_name",
            Self::Other(at) => OTHER_CODES[(at as usize) % OTHER_CODES.len()],
        }
    }

    /// The row of this comparison in a table.
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::GivenName => 0,
            Self::FamilyName => 1,
            Self::Birth => 2,
            Self::Location => 3,
            Self::NhsNumber => 4,
            Self::PupilNumber => 5,
            Self::Contact => 6,
            Self::Sex => 7,
            Self::MiddleName => 8,
            Self::Other(at) => Self::OWN + at as usize,
        }
    }

    /// The engine's own comparisons, then the further columns of a file.
    pub(crate) fn with_others(others: usize) -> impl Iterator<Item = Self> {
        let others = (0..others).map(|at| Self::Other(u8::try_from(at).unwrap_or(u8::MAX)));
        Self::ALL.into_iter().chain(others)
    }

    /// What is compared, as a heading.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::GivenName => "Given name",
            Self::FamilyName => "Family name",
            Self::Birth => "Birth date",
            Self::Location => "Address",
            Self::NhsNumber => "NHS number",
            Self::PupilNumber => "Pupil number",
            Self::Contact => "Telephone or e-mail",
            Self::Sex => "Sex",
            Self::MiddleName => "Middle name",
            Self::Other(_) => "Another column",
        }
    }

    pub(crate) const fn levels(self) -> &'static [Level] {
        match self {
            Self::GivenName => GIVEN,
            Self::FamilyName => FAMILY,
            Self::Birth => BIRTH,
            Self::Location => LOCATION,
            Self::NhsNumber => NHS_NUMBER,
            Self::PupilNumber => PUPIL_NUMBER,
            Self::Contact => CONTACT,
            Self::Sex => SEX,
            Self::MiddleName => MIDDLE,
            Self::Other(_) => OTHER,
        }
    }

    /// Whether a level of this comparison carries a weight of its own.
    pub(crate) const fn is_weighed(self, level: u8) -> bool {
        // Exchanged names are one event: the given name carries it.
        level != 0 && !(matches!(self, Self::FamilyName) && level == Family::Swapped as u8)
    }
}

/// Codes of the further columns in tables.
const OTHER_CODES: [&str; 6] = [
    "other_0", "other_1", "other_2", "other_3", "other_4", "other_5",
];

/// The age of the people of a pair, because children and adults differ in what changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeBand {
    /// One of the two is grown up, or an age is not known.
    Adult,
    /// Both are children.
    Child,
}

/// The levels of all comparisons of one pair, four bits each, and the age band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pattern(u64);

/// Where the age band stands in a pattern.
const AGE_AT: u32 = 60;

impl Pattern {
    /// The pattern as a number, for a table.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The pattern that a table holds; nothing when a level does not exist.
    #[must_use]
    pub fn from_bits(bits: u64) -> Option<Self> {
        let pattern = Self(bits);
        let exists = |c: Comparison| usize::from(pattern.level(c)) < c.levels().len();
        let all = Comparison::with_others(Comparison::COUNT - Comparison::ALL.len());
        (bits >> AGE_AT <= 1 && all.into_iter().all(exists)).then_some(pattern)
    }

    /// The level of one comparison; 0 says that one side is missing.
    #[must_use]
    pub const fn level(self, comparison: Comparison) -> u8 {
        ((self.0 >> (comparison.index() * 4)) & 0xf) as u8
    }

    /// Whether both are children.
    #[must_use]
    pub const fn age_band(self) -> AgeBand {
        if self.0 >> AGE_AT == 0 {
            AgeBand::Adult
        } else {
            AgeBand::Child
        }
    }

    /// What was seen in one comparison, in words.
    #[must_use]
    pub fn words(self, comparison: Comparison) -> &'static str {
        comparison.levels()[usize::from(self.level(comparison))].words
    }

    pub(crate) const fn with(self, comparison: Comparison, level: u8) -> Self {
        let at = comparison.index() * 4;
        Self((self.0 & !(0xf << at)) | ((level as u64) << at))
    }

    pub(crate) const fn of_age(self, band: AgeBand) -> Self {
        Self((self.0 & !(0xf << AGE_AT)) | ((band as u64) << AGE_AT))
    }

    /// Whether two records name one home: relatives live there, so other evidence counts less.
    pub(crate) const fn shares_a_home(self) -> bool {
        self.level(Comparison::Location) >= Location::AlikeAddress as u8
    }

    pub(crate) const fn is(self, comparison: Comparison, level: u8) -> bool {
        self.level(comparison) == level
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn beliefs_of_each_comparison_add_up_and_rise() {
        for comparison in Comparison::ALL {
            let levels = comparison.levels();
            let weighed = |i: &usize| comparison.is_weighed(u8::try_from(*i).unwrap());
            let sum = |of: fn(&Level) -> f64| {
                (1..levels.len())
                    .filter(weighed)
                    .map(|i| of(&levels[i]))
                    .sum::<f64>()
            };
            assert!(
                (sum(|level| level.m) - 1.0).abs() < 0.01,
                "m of {comparison:?}"
            );
            assert!(
                (sum(|level| level.u) - 1.0).abs() < 0.03,
                "u of {comparison:?}"
            );
            assert!(levels.len() <= 16);
        }
    }

    proptest! {
        #[test]
        fn a_pattern_is_read_back_from_its_number(levels in proptest::array::uniform8(0u8..3)) {
            let pattern = Comparison::ALL.iter().zip(levels)
                .fold(Pattern::default(), |pattern, (c, level)| pattern.with(*c, level));
            prop_assert_eq!(Pattern::from_bits(pattern.to_bits()), Some(pattern));
            for (comparison, level) in Comparison::ALL.iter().zip(levels) {
                prop_assert_eq!(pattern.level(*comparison), level);
            }
        }
    }

    #[test]
    fn a_level_that_does_not_exist_is_refused() {
        assert_eq!(Pattern::from_bits(0xf000_0000), None);
        assert_eq!(Pattern::from_bits(2 << AGE_AT), None);
    }
}
