//! Which parts of a lawful basis a category needs before it may be shown.
//!
//! Invariant: what a category needs follows from what kind of information it is, never from a
//! file that a council can change.

use vocabulary::Category;

/// The parts of the basis that a category needs beside article 6 and the owner's own basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisNeeds {
    /// A condition of UK GDPR article 9 and of Schedule 1, in every purpose that shows it.
    pub special_category: bool,
    /// A ground of UK GDPR article 10, in the agreement.
    pub criminal_offence: bool,
    /// How the common-law duty of confidence is met, in the agreement.
    pub confidence: bool,
}

impl BasisNeeds {
    /// What a category needs.
    #[must_use]
    pub const fn of(category: Category) -> Self {
        match category {
            Category::Identity
            | Category::Relationships
            | Category::Housing
            | Category::Education => Self::PLAIN,
            // A safe address is not special-category data in law; it is treated as if it were.
            Category::Location | Category::ChildrensSocialCare | Category::EarlyHelp => {
                Self::SPECIAL
            }
            Category::AdultSocialCare
            | Category::ChildHealth
            | Category::SubstanceMisuse
            | Category::MentalHealth
            | Category::DomesticAbuse => Self {
                confidence: true,
                ..Self::SPECIAL
            },
            Category::Police | Category::YouthJustice => Self {
                criminal_offence: true,
                ..Self::SPECIAL
            },
        }
    }

    const PLAIN: Self = Self {
        special_category: false,
        criminal_offence: false,
        confidence: false,
    };
    const SPECIAL: Self = Self {
        special_category: true,
        ..Self::PLAIN
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_sensitive_the_more_is_needed() {
        for category in Category::ALL {
            let needs = BasisNeeds::of(category);
            let is_grave = category.sensitivity().grade() >= 3;
            assert!(!is_grave || needs.special_category, "{}", category.code());
            assert!(!category.is_sensitive_service() || needs.confidence);
        }
    }
}
