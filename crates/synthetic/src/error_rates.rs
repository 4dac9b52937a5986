//! How often each source gets something wrong: one table, recorded with the truth.
//!
//! Rates are in a thousand person rows. They are the generator's alone: no other crate reads
//! them. Invariant: the order of errors is the order in which they are thrown.

/// The errors that a source can make about a person.
pub(crate) const ERRORS: [&str; 25] = [
    "typo_given",
    "typo_family",
    "nickname",
    "transliteration",
    "naming_custom",
    "hyphen_dropped",
    "names_swapped",
    "middle_missing",
    "middle_initial",
    "former_family",
    "birth_missing",
    "day_month_swapped",
    "day_off",
    "year_slip",
    "default_day",
    "wrong_sex",
    "sex_missing",
    "postcode_missing",
    "address_old",
    "address_office",
    "flat_missing",
    "nhs_missing",
    "nhs_placeholder",
    "nhs_other_member",
    "duplicate",
];

/// One source with its rates, in the order of [`ERRORS`].
pub(crate) struct SourceRates {
    pub(crate) source: &'static str,
    pub(crate) rates: [u32; 25],
}

/// The table: rows are sources.
pub(crate) const RATES: [SourceRates; 9] = [
    SourceRates {
        source: "childrens-social-care",
        rates: [
            14, 16, 20, 60, 80, 150, 4, 350, 60, 60, 15, 10, 9, 5, 10, 4, 8, 40, 70, 6, 60, 250, 8,
            4, 18,
        ],
    },
    SourceRates {
        source: "early-help",
        rates: [
            22, 22, 80, 80, 120, 250, 6, 700, 40, 70, 40, 12, 12, 7, 12, 5, 30, 60, 60, 4, 80, 0,
            0, 0, 14,
        ],
    },
    SourceRates {
        source: "schools",
        rates: [
            12, 14, 90, 50, 80, 200, 8, 300, 0, 50, 4, 6, 6, 3, 3, 3, 4, 30, 90, 0, 70, 0, 0, 0, 6,
        ],
    },
    SourceRates {
        source: "adult-social-care",
        rates: [
            14, 16, 40, 60, 80, 200, 4, 0, 0, 50, 6, 8, 8, 4, 6, 3, 6, 30, 60, 0, 50, 90, 10, 3, 8,
        ],
    },
    SourceRates {
        source: "housing",
        rates: [
            26, 28, 70, 70, 120, 300, 10, 800, 100, 110, 80, 16, 14, 8, 30, 8, 40, 30, 40, 0, 40,
            0, 0, 0, 16,
        ],
    },
    SourceRates {
        source: "police",
        rates: [
            30, 30, 50, 110, 140, 350, 20, 0, 0, 90, 30, 18, 14, 10, 25, 6, 10, 120, 200, 0, 120,
            0, 0, 0, 35,
        ],
    },
    SourceRates {
        source: "health-visiting",
        rates: [
            10, 12, 15, 60, 80, 150, 3, 500, 0, 80, 2, 4, 5, 2, 3, 3, 4, 20, 60, 0, 40, 60, 4, 3, 5,
        ],
    },
    SourceRates {
        source: "youth-justice",
        rates: [
            18, 18, 60, 80, 100, 250, 6, 300, 100, 40, 6, 10, 10, 5, 6, 4, 6, 60, 100, 0, 80, 0, 0,
            0, 8,
        ],
    },
    SourceRates {
        source: "substance-misuse",
        rates: [
            22, 24, 110, 80, 100, 250, 8, 0, 0, 70, 20, 12, 12, 6, 12, 5, 8, 80, 120, 0, 90, 450,
            10, 0, 12,
        ],
    },
];

/// The rate of one error in one source.
pub(crate) fn rate(source: usize, error: &str) -> u32 {
    ERRORS
        .iter()
        .position(|name| *name == error)
        .map_or(0, |at| RATES[source].rates[at])
}
