//! The words that a specification may use for what a column holds.
//!
//! Invariant: one word for one thing; what other tools call it is answered with ours.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    RecordId,
    GivenName,
    MiddleName,
    FamilyName,
    FormerFamilyName,
    BirthDate,
    Sex,
    Address,
    Postcode,
    FormerAddress,
    FormerPostcode,
    NhsNumber,
    NhsNumberStatus,
    Upn,
    Telephone,
    Email,
    Source,
    Person,
    Household,
    TwinOf,
    Group,
}

/// What a list of columns means for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed {
    /// One column only.
    One,
    /// Joined by a space into one value.
    Joined,
    /// A value each.
    EachItsOwn,
    /// The first that is filled.
    FirstFilled,
}

const KEYS: [(Key, &str, Listed); 21] = [
    (Key::RecordId, "record_id", Listed::One),
    (Key::GivenName, "given_name", Listed::Joined),
    (Key::MiddleName, "middle_name", Listed::Joined),
    (Key::FamilyName, "family_name", Listed::Joined),
    (
        Key::FormerFamilyName,
        "former_family_name",
        Listed::EachItsOwn,
    ),
    (Key::BirthDate, "birth_date", Listed::One),
    (Key::Sex, "sex", Listed::One),
    (Key::Address, "address", Listed::Joined),
    (Key::Postcode, "postcode", Listed::Joined),
    (Key::FormerAddress, "former_address", Listed::EachItsOwn),
    (Key::FormerPostcode, "former_postcode", Listed::EachItsOwn),
    (Key::NhsNumber, "nhs_number", Listed::One),
    (Key::NhsNumberStatus, "nhs_number_status", Listed::One),
    (Key::Upn, "upn", Listed::One),
    (Key::Telephone, "telephone", Listed::FirstFilled),
    (Key::Email, "email", Listed::FirstFilled),
    (Key::Source, "source", Listed::One),
    (Key::Person, "person", Listed::One),
    (Key::Household, "household", Listed::One),
    (Key::TwinOf, "twin_of", Listed::One),
    (Key::Group, "group", Listed::EachItsOwn),
];

/// Words of the specification that are no columns.
pub(crate) const OTHER_WORDS: [&str; 7] = [
    "mode",
    "columns",
    "exact",
    "text",
    "truth",
    "thresholds",
    "birth_date_format",
];

/// What other tools and many files say, and our word for it.
const SAID_ELSEWHERE: [(&str, &str); 30] = [
    ("unique_id", "record_id"),
    ("unique_id_column_name", "record_id"),
    ("id", "record_id"),
    ("first_name", "given_name"),
    ("forename", "given_name"),
    ("surname", "family_name"),
    ("last_name", "family_name"),
    ("maiden_name", "former_family_name"),
    ("previous_surname", "former_family_name"),
    ("dob", "birth_date"),
    ("date_of_birth", "birth_date"),
    ("gender", "sex"),
    ("zip", "postcode"),
    ("zip_code", "postcode"),
    ("postal_code", "postcode"),
    ("street", "address"),
    ("nhs", "nhs_number"),
    ("nhs_number_status_indicator", "nhs_number_status"),
    ("nhs_number_status_indicator_code", "nhs_number_status"),
    ("phone", "telephone"),
    ("mobile", "telephone"),
    ("e_mail", "email"),
    ("source_dataset", "source"),
    ("source_dataset_column_name", "source"),
    ("link_type", "mode"),
    ("cluster", "person"),
    ("cluster_id", "person"),
    ("labels", "person"),
    ("threshold", "thresholds"),
    ("twin", "twin_of"),
];

impl Key {
    /// The key of a word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        KEYS.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// The word.
    pub(crate) fn word(self) -> &'static str {
        KEYS[self as usize].1
    }

    /// What a list of columns means.
    pub(crate) fn listed(self) -> Listed {
        KEYS[self as usize].2
    }

    /// All words, in their order.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        KEYS.iter().map(|row| row.1)
    }

    /// Our word for what is said elsewhere.
    pub(crate) fn said_elsewhere(word: &str) -> Option<&'static str> {
        SAID_ELSEWHERE
            .iter()
            .find(|pair| pair.0 == word)
            .map(|pair| pair.1)
    }

    /// What is truly the case, kept apart from what is compared.
    pub(crate) fn is_truth(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Household | Self::TwinOf | Self::Group
        )
    }

    /// Whether two keys may share a column: what is only looked at afterwards, and the two parts
    /// of one place.
    pub(crate) fn may_share(self, other: Self) -> bool {
        let apart = |key: Self| key.is_truth() || key == Self::RecordId || key == Self::Source;
        let place = |key: Self| matches!(key, Self::Address | Self::Postcode);
        apart(self) || apart(other) || (place(self) && place(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_stands_at_its_own_place_of_the_table() {
        for (at, row) in KEYS.iter().enumerate() {
            assert_eq!(row.0 as usize, at);
            assert_eq!(Key::parse(row.1), Some(row.0));
        }
    }
}
