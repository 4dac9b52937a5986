//! The services that may be engaged with a family member.
//!
//! Each service belongs to one category of information, by which access is decided.

use crate::Category;

/// A service of the council or of a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "each variant is the plain name; `label` gives it in words"
)]
pub enum Service {
    ChildrensSocialCare,
    EarlyHelp,
    School,
    AdultSocialCare,
    Housing,
    Police,
    HealthVisiting,
    YouthJustice,
    SubstanceMisuse,
    MentalHealth,
    DomesticAbuse,
    GeneralPractice,
    Probation,
}

impl Service {
    /// All services, in the order in which pages list them.
    pub const ALL: [Self; 13] = [
        Self::ChildrensSocialCare,
        Self::EarlyHelp,
        Self::School,
        Self::HealthVisiting,
        Self::GeneralPractice,
        Self::AdultSocialCare,
        Self::Housing,
        Self::Police,
        Self::YouthJustice,
        Self::Probation,
        Self::SubstanceMisuse,
        Self::MentalHealth,
        Self::DomesticAbuse,
    ];

    /// The word in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChildrensSocialCare => "childrens_social_care",
            Self::EarlyHelp => "early_help",
            Self::School => "school",
            Self::AdultSocialCare => "adult_social_care",
            Self::Housing => "housing",
            Self::Police => "police",
            Self::HealthVisiting => "health_visiting",
            Self::YouthJustice => "youth_justice",
            Self::SubstanceMisuse => "substance_misuse",
            Self::MentalHealth => "mental_health",
            Self::DomesticAbuse => "domestic_abuse",
            Self::GeneralPractice => "general_practice",
            Self::Probation => "probation",
        }
    }

    /// The name on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ChildrensSocialCare => "Children's social care",
            Self::EarlyHelp => "Early help",
            Self::School => "School",
            Self::AdultSocialCare => "Adult social care",
            Self::Housing => "Housing",
            Self::Police => "Police",
            Self::HealthVisiting => "Health visiting",
            Self::YouthJustice => "Youth justice",
            Self::SubstanceMisuse => "Substance misuse",
            Self::MentalHealth => "Mental health",
            Self::DomesticAbuse => "Domestic abuse",
            Self::GeneralPractice => "General practice",
            Self::Probation => "Probation",
        }
    }

    /// Reads the word in files and tables.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.code() == code)
    }

    /// The category of information by which access to this service's facts is decided.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::ChildrensSocialCare => Category::ChildrensSocialCare,
            Self::EarlyHelp => Category::EarlyHelp,
            Self::School => Category::Education,
            Self::AdultSocialCare => Category::AdultSocialCare,
            Self::Housing => Category::Housing,
            Self::Police | Self::Probation => Category::Police,
            Self::HealthVisiting | Self::GeneralPractice => Category::ChildHealth,
            Self::YouthJustice => Category::YouthJustice,
            Self::SubstanceMisuse => Category::SubstanceMisuse,
            Self::MentalHealth => Category::MentalHealth,
            Self::DomesticAbuse => Category::DomesticAbuse,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_read_back_from_its_code() {
        for service in Service::ALL {
            assert_eq!(Service::parse(service.code()), Some(service));
        }
    }
}
