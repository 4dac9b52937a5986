//! Findings: what is wrong with a file, where, in plain words. Bad data is not an error.
//!
//! Invariant: a finding names file, line, column and kind; it never holds the value. Of each
//! kind the first [`Findings::KEPT_OF_A_KIND`] are kept and the rest are counted.

use std::collections::BTreeMap;
use std::fmt;

/// One thing found in one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's name as the caller gave it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column as the specification names it; an unknown column by its position.
    pub column: Option<String>,
    /// What was found.
    pub kind: FindingKind,
}

/// What a finding means for the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The whole row is not read.
    RowRefused,
    /// One value is not read; the rest of the row is.
    ValueLeftOut,
    /// Everything is read; somebody should know.
    Remark,
}

/// The findings of one file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<&'static str, u64>,
}

macro_rules! finding_kinds {
    ($($name:ident $({ $($field:ident),+ })? $code:literal $severity:ident $words:literal;)+) => {
        /// What was found, without the value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum FindingKind {
            $(
                #[doc = $words]
                $name $({ $(
                    #[doc = concat!("Fields ", stringify!($field), " in the row.")]
                    $field: usize
                ),+ })?,
            )+
        }

        impl FindingKind {
            /// The word for tables and tests.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)+ }
            }

            /// What it means for the data.
            #[must_use]
            pub const fn severity(&self) -> Severity {
                match self { $(Self::$name { .. } => Severity::$severity,)+ }
            }
        }

        impl fmt::Display for FindingKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$name $({ $($field),+ })? => write!(f, $words),)+ }
            }
        }
    };
}

finding_kinds! {
    TooFewFields { found, expected } "too_few_fields" RowRefused
        "the row has {found} fields where the header has {expected}; this column is the first that is missing";
    TooManyFields { found, expected } "too_many_fields" RowRefused
        "the row has {found} fields where the header has {expected}";
    UnclosedQuote "unclosed_quote" RowRefused "a quotation mark is opened and never closed";
    LineTooLong "line_too_long" RowRefused "the row is longer than 1 MiB or has more than 512 columns";
    RequiredBlank "required_blank" RowRefused "is blank and must not be";
    RequiredUnreadable "required_unreadable" RowRefused "cannot be read and must be there";
    NobodyNamed "nobody_named" RowRefused
        "the row names nobody: no key, and no name, birth date or number that can be read";
    DuplicateKey "duplicate_key" RowRefused
        "has the key of an earlier row but another birth date, so it may be another person";
    NotADate "not_a_date" ValueLeftOut "is not a date";
    AmbiguousDate "ambiguous_date" ValueLeftOut
        "is a date only with the month first; ask the source which way round it writes dates";
    DateAfterToday "date_after_today" ValueLeftOut "is after today";
    EndBeforeStart "end_before_start" ValueLeftOut "is before the start; the start is left out";
    DefaultDate "default_date" ValueLeftOut "is a date that stands for a blank";
    WrongNhsNumber "wrong_nhs_number" ValueLeftOut "is not an NHS number";
    PlaceholderNhsNumber "placeholder_nhs_number" ValueLeftOut "is a placeholder, not an NHS number";
    WrongUpn "wrong_upn" ValueLeftOut "is not a unique pupil number";
    UpnReasonCode "upn_reason_code" ValueLeftOut "is a reason code for having no unique pupil number";
    WrongUln "wrong_uln" ValueLeftOut "is not a unique learner number";
    WrongUprn "wrong_uprn" ValueLeftOut "is not a unique property reference number";
    WrongTelephone "wrong_telephone" ValueLeftOut "is not a telephone number of 7 to 15 digits";
    WrongEmail "wrong_email" ValueLeftOut "is not an e-mail address";
    UnknownSex "unknown_sex" ValueLeftOut "is not a sex that the returns know";
    UnknownStatus "unknown_status" ValueLeftOut "is not a status that we know; the dates decide";
    UnknownRelationship "unknown_relationship" ValueLeftOut "is not a relationship that we know";
    OwnRelation "own_relation" ValueLeftOut "names the same person twice";
    UnknownCode "unknown_code" ValueLeftOut "is not one of the words that this column may hold";
    WrongCaseReference "wrong_case_reference" ValueLeftOut "is not a case or referral number";
    PlaceholderName "placeholder_name" ValueLeftOut "is a placeholder, not a name";
    NotAName "not_a_name" ValueLeftOut "is not a name";
    TextTooLong "text_too_long" ValueLeftOut "is longer than 400 characters";
    WrongPostcode "wrong_postcode" Remark
        "does not have the form of a postcode; it is kept as the last part of the address";
    ReservedNhsNumber "reserved_nhs_number" Remark "is an NHS number that is reserved for tests";
    CenturyGuessed "century_guessed" Remark "has a year of two digits; the century is a guess";
    RepeatedKey "repeated_key" Remark "has the key of an earlier row; the earlier row is kept";
    UnknownColumn "unknown_column" Remark "is not in the specification and is not read";
    RepeatedColumn "repeated_column" Remark "is a second column of the same name and is not read";
    MissingColumn "missing_column" Remark "is in the specification but not in the file";
    TitleRow "title_row" Remark "is a line above the header and is not read";
    RepeatedHeader "repeated_header" Remark "repeats the header and is not read";
    TotalRow "total_row" Remark "looks like a total and is not read";
    EncodingDamage "encoding_damage" Remark "holds characters that were damaged before the file reached us";
    NulByte "nul_byte" Remark "the row holds NUL characters, which are dropped";
    StrayQuote "stray_quote" Remark "a quotation mark stands inside a value and was not doubled";
    FormulaLike "formula_like" Remark "begins like a spreadsheet formula; it is read as text";
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.file, self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl Severity {
    /// What it means, in words for a page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::RowRefused => "row refused",
            Self::ValueLeftOut => "value left out",
            Self::Remark => "remark",
        }
    }
}

impl Findings {
    /// How many of one kind are kept with their place; the rest are counted only.
    pub const KEPT_OF_A_KIND: u64 = 1_000;

    /// Adds a finding; the closure makes it only when it is to be kept.
    pub fn add(&mut self, kind: FindingKind, make: impl FnOnce() -> Finding) {
        let count = self.counts.entry(kind.code()).or_default();
        *count += 1;
        if *count <= Self::KEPT_OF_A_KIND {
            self.kept.push(make());
        }
    }

    /// The kept findings, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.kept.iter()
    }

    /// How many there are of each kind, by code; kept or not.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// How many there are of one kind, by code; kept or not.
    #[must_use]
    pub fn count_of(&self, code: &str) -> u64 {
        self.counts.get(code).copied().unwrap_or(0)
    }

    /// How many there are; kept or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many are counted but not kept with their place.
    #[must_use]
    pub fn only_counted(&self) -> u64 {
        self.counts
            .values()
            .map(|count| count.saturating_sub(Self::KEPT_OF_A_KIND))
            .sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thousand_of_a_kind_are_kept_and_the_rest_are_counted() {
        let mut findings = Findings::default();
        for line in 1..=2_500 {
            findings.add(FindingKind::NotADate, || Finding {
                file: "a.csv".into(),
                line,
                column: None,
                kind: FindingKind::NotADate,
            });
        }
        assert_eq!(findings.iter().count(), 1_000);
        assert_eq!(findings.count_of("not_a_date"), 2_500);
        assert_eq!(findings.only_counted(), 1_500);
    }

    #[test]
    fn a_finding_says_file_line_column_and_what_is_wrong() {
        let finding = Finding {
            file: "housing.csv".into(),
            line: 5,
            column: Some("Tenancy start".into()),
            kind: FindingKind::NotADate,
        };
        assert_eq!(
            finding.to_string(),
            "housing.csv line 5, column Tenancy start: is not a date"
        );
        let counts = FindingKind::TooFewFields {
            found: 7,
            expected: 8,
        };
        assert!(
            counts
                .to_string()
                .contains("7 fields where the header has 8")
        );
    }
}
