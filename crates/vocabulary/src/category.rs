//! Categories of information, how sensitive they are, and the levels at which one may be shown.
//!
//! Access is decided per category: a level can only fall through a rule, never rise.
//! Invariant: levels are ordered, [`Level::Nothing`] is the least.

/// What a fact is about, for the purpose of deciding who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "each variant is the plain name; `label` gives it in words"
)]
pub enum Category {
    Identity,
    Location,
    Relationships,
    ChildrensSocialCare,
    EarlyHelp,
    Education,
    AdultSocialCare,
    Housing,
    Police,
    ChildHealth,
    YouthJustice,
    SubstanceMisuse,
    MentalHealth,
    DomesticAbuse,
}

/// How much harm a disclosure could do, from 1 (name of a school) to 5 (a safe address).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sensitivity(u8);

/// How much of a category is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// L0: as if there were nothing.
    Nothing,
    /// L1: "ask the desk, quote this reference".
    AskTheDesk,
    /// L2: the service is or was involved, and the team's contact.
    Involved,
    /// L3: the named worker and the dates.
    NamedWorker,
    /// L4: agreed facts in a word each, for example "rent arrears: open".
    Facts,
    /// L5: agreed detail.
    Detail,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 14] = [
        Self::Identity,
        Self::Location,
        Self::Relationships,
        Self::ChildrensSocialCare,
        Self::EarlyHelp,
        Self::Education,
        Self::AdultSocialCare,
        Self::Housing,
        Self::Police,
        Self::ChildHealth,
        Self::YouthJustice,
        Self::SubstanceMisuse,
        Self::MentalHealth,
        Self::DomesticAbuse,
    ];

    /// The word in agreements, policies and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Location => "location",
            Self::Relationships => "relationships",
            Self::ChildrensSocialCare => "childrens_social_care",
            Self::EarlyHelp => "early_help",
            Self::Education => "education",
            Self::AdultSocialCare => "adult_social_care",
            Self::Housing => "housing",
            Self::Police => "police",
            Self::ChildHealth => "child_health",
            Self::YouthJustice => "youth_justice",
            Self::SubstanceMisuse => "substance_misuse",
            Self::MentalHealth => "mental_health",
            Self::DomesticAbuse => "domestic_abuse",
        }
    }

    /// The name on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Identity => "Name and birth date",
            Self::Location => "Where somebody lives",
            Self::Relationships => "Who is related to whom",
            Self::ChildrensSocialCare => "Children's social care",
            Self::EarlyHelp => "Early help",
            Self::Education => "Education",
            Self::AdultSocialCare => "Adult social care",
            Self::Housing => "Housing",
            Self::Police => "Police",
            Self::ChildHealth => "Child health",
            Self::YouthJustice => "Youth justice",
            Self::SubstanceMisuse => "Substance misuse",
            Self::MentalHealth => "Mental health",
            Self::DomesticAbuse => "Domestic abuse",
        }
    }

    /// Reads the word in agreements, policies and tables.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.code() == code)
    }

    /// How sensitive the category is by default.
    #[must_use]
    pub const fn sensitivity(self) -> Sensitivity {
        match self {
            Self::Identity | Self::Education => Sensitivity(1),
            Self::Relationships | Self::Housing | Self::EarlyHelp => Sensitivity(2),
            Self::ChildrensSocialCare | Self::AdultSocialCare | Self::ChildHealth => Sensitivity(3),
            Self::Police | Self::YouthJustice | Self::SubstanceMisuse | Self::MentalHealth => {
                Sensitivity(4)
            }
            Self::Location | Self::DomesticAbuse => Sensitivity(5),
        }
    }

    /// Whether knowing which team or school works with somebody tells roughly where they live.
    /// Shown of somebody whose whereabouts are hidden as "ask the desk", if at all.
    #[must_use]
    pub const fn gives_away_place(self) -> bool {
        match self {
            Self::Location
            | Self::EarlyHelp
            | Self::Education
            | Self::Housing
            | Self::Police
            | Self::ChildHealth
            | Self::SubstanceMisuse
            | Self::MentalHealth
            | Self::DomesticAbuse => true,
            // The council's own services, reached through one desk for the whole council.
            Self::Identity
            | Self::Relationships
            | Self::ChildrensSocialCare
            | Self::AdultSocialCare
            | Self::YouthJustice => false,
        }
    }

    /// Sensitive services give at most "ask the desk" unless an agreement raises them.
    #[must_use]
    pub const fn is_sensitive_service(self) -> bool {
        match self {
            Self::SubstanceMisuse | Self::MentalHealth | Self::DomesticAbuse => true,
            Self::Identity
            | Self::Location
            | Self::Relationships
            | Self::ChildrensSocialCare
            | Self::EarlyHelp
            | Self::Education
            | Self::AdultSocialCare
            | Self::Housing
            | Self::Police
            | Self::ChildHealth
            | Self::YouthJustice => false,
        }
    }
}

impl Sensitivity {
    /// 1 (least) to 5 (most).
    #[must_use]
    pub const fn grade(self) -> u8 {
        self.0
    }
}

impl Level {
    /// All levels, least first.
    pub const ALL: [Self; 6] = [
        Self::Nothing,
        Self::AskTheDesk,
        Self::Involved,
        Self::NamedWorker,
        Self::Facts,
        Self::Detail,
    ];

    /// The number, 0 to 5.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::AskTheDesk => 1,
            Self::Involved => 2,
            Self::NamedWorker => 3,
            Self::Facts => 4,
            Self::Detail => 5,
        }
    }

    /// The level with the given number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// What the level shows, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::AskTheDesk => "ask the desk",
            Self::Involved => "that the service is involved, and the team to ring",
            Self::NamedWorker => "the named worker and the dates",
            Self::Facts => "agreed facts in a word each",
            Self::Detail => "agreed detail",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_and_level_is_read_back() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.code()), Some(category));
            assert!((1..=5).contains(&category.sensitivity().grade()));
        }
        for level in Level::ALL {
            assert_eq!(Level::from_number(level.number()), Some(level));
        }
    }
}
