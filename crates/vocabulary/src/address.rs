//! Addresses as sources write them, with the kind of place and whether it is confidential.
//!
//! The original line is kept for display; [`AddressKey`] is the folded form by which two
//! records are seen to name the same place. Invariant: a key never holds a pseudo-postcode.

use crate::personal_text::sealed_debug;
use crate::{DateSpan, PersonKey, PersonalText, Postcode, SourceId, Uprn};

/// One address as a source gives it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The lines, comma separated, without the postcode.
    pub line: Option<PersonalText>,
    /// The postcode, where it has the form of one.
    pub postcode: Option<Postcode>,
    /// The unique property reference number, where the source holds it.
    pub uprn: Option<Uprn>,
    /// What kind of place it is.
    pub kind: AddressKind,
    /// The source marks the address as not to be shown.
    pub is_confidential: bool,
}

/// What kind of place an address is; only a home makes a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressKind {
    /// Where somebody lives.
    Home,
    /// A foster or other placement of a looked-after child.
    Placement,
    /// Where letters go; says nothing about living there.
    Correspondence,
    /// A hostel or temporary accommodation shared by strangers.
    Hostel,
    /// A refuge: always confidential.
    Refuge,
    /// A school or college.
    School,
    /// A care home, hospital or prison.
    Institution,
    /// A council or other office.
    Office,
    /// No fixed abode.
    NoFixedAbode,
}

/// One stay of one person at one address, as a source records it.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressRecord {
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub person: PersonKey,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The address.
    pub address: Address,
    /// When the person lived there.
    pub span: DateSpan,
}

/// A place in folded form: equal keys mean the same place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressKey(String);

/// Neither a line, a postcode nor a property number is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("holds no address")]
pub struct NotAnAddress;

impl AddressKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Home,
        Self::Placement,
        Self::Correspondence,
        Self::Hostel,
        Self::Refuge,
        Self::School,
        Self::Institution,
        Self::Office,
        Self::NoFixedAbode,
    ];

    /// The word used in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Placement => "placement",
            Self::Correspondence => "correspondence",
            Self::Hostel => "hostel",
            Self::Refuge => "refuge",
            Self::School => "school",
            Self::Institution => "institution",
            Self::Office => "office",
            Self::NoFixedAbode => "no_fixed_abode",
        }
    }

    /// Reads the words that sources use.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text
            .trim()
            .to_ascii_lowercase()
            .replace([' ', '-'], "_")
            .as_str()
        {
            "home" | "residential" | "main" | "usual" | "current" | "previous" | "tenancy" => {
                Some(Self::Home)
            }
            "placement" | "foster_placement" => Some(Self::Placement),
            "correspondence" | "postal" => Some(Self::Correspondence),
            "hostel" | "temporary" | "temporary_accommodation" | "hmo" => Some(Self::Hostel),
            "refuge" => Some(Self::Refuge),
            "school" => Some(Self::School),
            "institution" | "care_home" | "hospital" | "prison" => Some(Self::Institution),
            "office" | "council_office" => Some(Self::Office),
            "no_fixed_abode" | "nfa" => Some(Self::NoFixedAbode),
            _ => None,
        }
    }

    /// Whether people at one such address may be one household.
    #[must_use]
    pub const fn makes_a_household(self) -> bool {
        match self {
            Self::Home | Self::Placement => true,
            Self::Correspondence
            | Self::Hostel
            | Self::Refuge
            | Self::School
            | Self::Institution
            | Self::Office
            | Self::NoFixedAbode => false,
        }
    }
}

impl Address {
    /// An address from its parts. A line that says "no fixed abode", or a pseudo-postcode,
    /// makes the kind [`AddressKind::NoFixedAbode`]; a refuge is always confidential.
    ///
    /// # Errors
    /// When there is neither line, postcode nor property number.
    pub fn new(
        line: Option<PersonalText>,
        postcode: Option<Postcode>,
        uprn: Option<Uprn>,
        kind: AddressKind,
    ) -> Result<Self, NotAnAddress> {
        if line.is_none() && postcode.is_none() && uprn.is_none() {
            return Err(NotAnAddress);
        }
        let homeless = postcode.as_ref().is_some_and(Postcode::is_pseudo)
            || line
                .as_ref()
                .is_some_and(|line| says_no_fixed_abode(line.reveal()));
        let kind = if homeless {
            AddressKind::NoFixedAbode
        } else {
            kind
        };
        Ok(Self {
            line,
            postcode,
            uprn,
            kind,
            is_confidential: kind == AddressKind::Refuge,
        })
    }

    /// The first part of the line, with the street where the first part is only a flat or a
    /// number: what a list of results may show.
    #[must_use]
    pub fn first_line(&self) -> Option<&str> {
        let line = self.line.as_ref()?.reveal();
        let Some((first, rest)) = line.split_once(',') else {
            return Some(line.trim());
        };
        let is_part_of_a_building = first.split_whitespace().all(|word| {
            short_form(&word.to_lowercase()) == "flat" || word.len() <= 4 && has_digit(word)
        });
        if !is_part_of_a_building {
            return Some(first.trim());
        }
        let street = rest.split(',').next().unwrap_or_default();
        Some(line[..first.len() + 1 + street.len()].trim())
    }

    /// The folded form: letters and digits of line and postcode, words for flat and street
    /// types shortened. Nothing for "no fixed abode" and for a postcode alone.
    #[must_use]
    pub fn key(&self) -> Option<AddressKey> {
        if self.kind == AddressKind::NoFixedAbode {
            return None;
        }
        let line = folded_line(self.line.as_ref()?.reveal());
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let Some(postcode) = &self.postcode else {
            return (words.len() >= 3).then(|| AddressKey(words.join(" ")));
        };
        let number_and_street = words.iter().take(4).copied().collect::<Vec<_>>().join(" ");
        Some(AddressKey(format!(
            "{}|{number_and_street}",
            postcode.reveal()
        )))
    }
}

impl AddressKey {
    /// A key from its stored text; nothing when the text is blank.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The folded text, for tables and comparisons.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The words of an address line in lower case, one space between them, words for flat and street
/// types shortened.
#[must_use]
pub fn folded_line(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let lower = line.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(short_form(word));
    }
    folded
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn says_no_fixed_abode(line: &str) -> bool {
    let lower = line.to_lowercase();
    matches!(
        lower.trim(),
        "nfa" | "no fixed abode" | "homeless" | "rough sleeping"
    )
}

fn short_form(word: &str) -> &str {
    match word {
        "flat" | "apartment" | "apt" | "unit" | "studio" => "flat",
        "street" | "str" => "st",
        "road" => "rd",
        "avenue" => "ave",
        "lane" => "ln",
        "drive" => "dr",
        "close" => "cl",
        "court" => "ct",
        "crescent" => "cres",
        "gardens" | "gdns" => "gdn",
        "terrace" => "ter",
        "place" => "pl",
        "grove" => "gr",
        other => other,
    }
}

sealed_debug!(Address);
sealed_debug!(AddressRecord);
sealed_debug!(AddressKey);

#[cfg(test)]
mod tests {
    use super::*;

    fn address(line: &str, postcode: &str) -> Address {
        let postcode = Postcode::parse(postcode).ok();
        Address::new(
            PersonalText::parse(line).ok(),
            postcode,
            None,
            AddressKind::Home,
        )
        .unwrap()
    }

    #[test]
    fn two_spellings_of_one_place_have_one_key() {
        let one = address("Flat 2, 14 Harrow Street, Eastmere", "QX1 4AB");
        let two = address("Apartment 2 14 Harrow St, EASTMERE", "qx14ab");
        assert_eq!(one.key(), two.key());
        assert_ne!(
            one.key(),
            address("Flat 3, 14 Harrow Street", "QX1 4AB").key()
        );
    }

    #[test]
    fn no_fixed_abode_is_a_state_and_not_a_place() {
        for nowhere in [
            address("NFA", "QX1 4AB"),
            address("4 Harrow St", "ZZ99 3VZ"),
        ] {
            assert_eq!(nowhere.kind, AddressKind::NoFixedAbode);
            assert_eq!(nowhere.key(), None);
        }
    }

    #[test]
    fn a_refuge_is_always_confidential_and_never_a_household() {
        let line = PersonalText::parse("1 Quiet Lane").ok();
        let refuge = Address::new(line, None, None, AddressKind::Refuge).unwrap();
        assert!(refuge.is_confidential);
        assert!(!refuge.kind.makes_a_household());
    }

    #[test]
    fn a_flat_is_shown_with_its_street() {
        let first = |line| address(line, "QX1 4AB").first_line().map(str::to_owned);
        assert_eq!(
            first("Flat 5, 218 Mercer Road, Eastmere").as_deref(),
            Some("Flat 5, 218 Mercer Road")
        );
        assert_eq!(
            first("2a, Harrow Street, Eastmere").as_deref(),
            Some("2a, Harrow Street")
        );
        assert_eq!(
            first("14 Harrow Street, Eastmere").as_deref(),
            Some("14 Harrow Street")
        );
        assert_eq!(first("Rose Cottage").as_deref(), Some("Rose Cottage"));
    }

    #[test]
    fn every_kind_is_read_back_from_its_code() {
        for kind in AddressKind::ALL {
            assert_eq!(AddressKind::parse(kind.code()), Some(kind));
        }
    }
}
