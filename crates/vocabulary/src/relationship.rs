//! How two people are related, in the PDS vocabulary with step, half, former partner and
//! special guardian added. Every type has an inverse; kinship is never inferred from living together.
//!
//! A statement reads "`person` is the `kind` of `other`". Invariant: `kind.inverse().inverse()`
//! gives a type of the same [`RelationshipType::group`].

use crate::Sex;

/// What the first person of a statement is to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "each variant is the plain word; `in_words` gives the label"
)]
pub enum RelationshipType {
    Mother,
    Father,
    Parent,
    StepParent,
    AdoptiveParent,
    FosterCarer,
    SpecialGuardian,
    KinshipCarer,
    Grandparent,
    AuntOrUncle,
    Child,
    StepChild,
    AdoptedChild,
    FosterChild,
    ChildUnderSpecialGuardianship,
    ChildInKinshipCare,
    Grandchild,
    NieceOrNephew,
    Sibling,
    HalfSibling,
    StepSibling,
    Cousin,
    Spouse,
    Partner,
    FormerPartner,
    Carer,
    CaredFor,
    FamilyMember,
    SignificantOther,
}

use RelationshipType as R;

/// Type, code in files and tables, words for female, male and either.
type Row = (R, &'static str, &'static str, &'static str, &'static str);

/// One row per type; the only place where codes and labels are written.
const TABLE: [Row; 29] = [
    (R::Mother, "MTH", "mother", "mother", "mother"),
    (R::Father, "FTH", "father", "father", "father"),
    (R::Parent, "PRN", "mother", "father", "parent"),
    (
        R::StepParent,
        "STPPRN",
        "step-mother",
        "step-father",
        "step-parent",
    ),
    (
        R::AdoptiveParent,
        "ADPPRN",
        "adoptive mother",
        "adoptive father",
        "adoptive parent",
    ),
    (
        R::FosterCarer,
        "PRNFOST",
        "foster carer",
        "foster carer",
        "foster carer",
    ),
    (
        R::SpecialGuardian,
        "SGO",
        "special guardian",
        "special guardian",
        "special guardian",
    ),
    (
        R::KinshipCarer,
        "KINCARE",
        "kinship carer",
        "kinship carer",
        "kinship carer",
    ),
    (
        R::Grandparent,
        "GRPRN",
        "grandmother",
        "grandfather",
        "grandparent",
    ),
    (
        R::AuntOrUncle,
        "AUNTUNCLE",
        "aunt",
        "uncle",
        "aunt or uncle",
    ),
    (R::Child, "CHILD", "daughter", "son", "child"),
    (
        R::StepChild,
        "STPCHILD",
        "step-daughter",
        "step-son",
        "step-child",
    ),
    (
        R::AdoptedChild,
        "ADPCHILD",
        "adopted daughter",
        "adopted son",
        "adopted child",
    ),
    (
        R::FosterChild,
        "CHLDFOST",
        "foster child",
        "foster child",
        "foster child",
    ),
    (
        R::ChildUnderSpecialGuardianship,
        "SGOCHILD",
        "child under special guardianship",
        "child under special guardianship",
        "child under special guardianship",
    ),
    (
        R::ChildInKinshipCare,
        "KINCHILD",
        "child in kinship care",
        "child in kinship care",
        "child in kinship care",
    ),
    (
        R::Grandchild,
        "GRCHILD",
        "granddaughter",
        "grandson",
        "grandchild",
    ),
    (
        R::NieceOrNephew,
        "NIENEPH",
        "niece",
        "nephew",
        "niece or nephew",
    ),
    (R::Sibling, "SIB", "sister", "brother", "brother or sister"),
    (
        R::HalfSibling,
        "HSIB",
        "half-sister",
        "half-brother",
        "half-brother or half-sister",
    ),
    (
        R::StepSibling,
        "STPSIB",
        "step-sister",
        "step-brother",
        "step-brother or step-sister",
    ),
    (R::Cousin, "COUSN", "cousin", "cousin", "cousin"),
    (R::Spouse, "SPS", "wife", "husband", "husband or wife"),
    (R::Partner, "DOMPART", "partner", "partner", "partner"),
    (
        R::FormerPartner,
        "EXPART",
        "former partner",
        "former partner",
        "former partner",
    ),
    (R::Carer, "CARER", "carer", "carer", "carer"),
    (
        R::CaredFor,
        "CAREDFOR",
        "person cared for",
        "person cared for",
        "person cared for",
    ),
    (
        R::FamilyMember,
        "FAMMEMB",
        "relative",
        "relative",
        "relative",
    ),
    (
        R::SignificantOther,
        "SIGOTHR",
        "significant other",
        "significant other",
        "significant other",
    ),
];

impl RelationshipType {
    /// All types, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The code in files and tables; PDS codes where PDS has one.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// The word for a person of the given sex: "sister", "brother", "brother or sister".
    #[must_use]
    pub fn in_words(self, sex: Option<Sex>) -> &'static str {
        let (_, _, female, male, either) = self.row();
        match sex {
            Some(Sex::Female) => female,
            Some(Sex::Male) => male,
            Some(Sex::Unknown) | None => either,
        }
    }

    fn row(self) -> &'static Row {
        TABLE
            .iter()
            .find(|row| row.0 == self)
            .expect("every type has its row; a test counts them")
    }

    /// What the second person is to the first.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Mother | Self::Father | Self::Parent => Self::Child,
            Self::StepParent => Self::StepChild,
            Self::AdoptiveParent => Self::AdoptedChild,
            Self::FosterCarer => Self::FosterChild,
            Self::SpecialGuardian => Self::ChildUnderSpecialGuardianship,
            Self::KinshipCarer => Self::ChildInKinshipCare,
            Self::Grandparent => Self::Grandchild,
            Self::AuntOrUncle => Self::NieceOrNephew,
            Self::Child => Self::Parent,
            Self::StepChild => Self::StepParent,
            Self::AdoptedChild => Self::AdoptiveParent,
            Self::FosterChild => Self::FosterCarer,
            Self::ChildUnderSpecialGuardianship => Self::SpecialGuardian,
            Self::ChildInKinshipCare => Self::KinshipCarer,
            Self::Grandchild => Self::Grandparent,
            Self::NieceOrNephew => Self::AuntOrUncle,
            Self::Carer => Self::CaredFor,
            Self::CaredFor => Self::Carer,
            Self::Sibling
            | Self::HalfSibling
            | Self::StepSibling
            | Self::Cousin
            | Self::Spouse
            | Self::Partner
            | Self::FormerPartner
            | Self::FamilyMember
            | Self::SignificantOther => self,
        }
    }

    /// The type without the sex it implies: mother and father are both parents.
    #[must_use]
    pub fn group(self) -> Self {
        match self {
            Self::Mother | Self::Father => Self::Parent,
            Self::Parent
            | Self::StepParent
            | Self::AdoptiveParent
            | Self::FosterCarer
            | Self::SpecialGuardian
            | Self::KinshipCarer
            | Self::Grandparent
            | Self::AuntOrUncle
            | Self::Child
            | Self::StepChild
            | Self::AdoptedChild
            | Self::FosterChild
            | Self::ChildUnderSpecialGuardianship
            | Self::ChildInKinshipCare
            | Self::Grandchild
            | Self::NieceOrNephew
            | Self::Sibling
            | Self::HalfSibling
            | Self::StepSibling
            | Self::Cousin
            | Self::Spouse
            | Self::Partner
            | Self::FormerPartner
            | Self::Carer
            | Self::CaredFor
            | Self::FamilyMember
            | Self::SignificantOther => self,
        }
    }

    /// Reads a code or the words that case systems use ("Mother of", "Ex-partner", "Half brother").
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        if let Some(row) = TABLE.iter().find(|row| row.1.eq_ignore_ascii_case(trimmed)) {
            return Some(row.0);
        }
        let lower = trimmed.to_lowercase().replace(['-', '_', '/'], " ");
        let words = lower
            .split_whitespace()
            .filter(|word| *word != "of")
            .collect::<Vec<_>>()
            .join(" ");
        let by_label = |row: &&Row| {
            [row.2, row.3, row.4]
                .iter()
                .any(|label| label.replace('-', " ") == words)
        };
        by_alias(&words).or_else(|| TABLE.iter().find(by_label).map(|row| row.0))
    }
}

fn by_alias(words: &str) -> Option<R> {
    Some(match words {
        "mum" | "birth mother" | "natural mother" => R::Mother,
        "dad" | "birth father" | "natural father" => R::Father,
        "birth parent" => R::Parent,
        "foster parent" | "foster mother" | "foster father" => R::FosterCarer,
        "stepmother" | "stepfather" | "stepparent" => R::StepParent,
        "guardian" | "sgo" => R::SpecialGuardian,
        "connected carer" | "friends and family carer" => R::KinshipCarer,
        "gran" | "nan" | "grandma" | "grandad" => R::Grandparent,
        "aunt" | "uncle" | "auntie" => R::AuntOrUncle,
        "unborn child" | "daughter" | "son" => R::Child,
        "sibling" | "sister" | "brother" | "sis" | "bro" | "full sibling" | "twin" => R::Sibling,
        "half sibling" | "half sister" | "half brother" => R::HalfSibling,
        "step sibling" | "stepsister" | "stepbrother" => R::StepSibling,
        "married" | "wife" | "husband" => R::Spouse,
        "cohabitee" | "cohabiting" | "boyfriend" | "girlfriend" | "domestic partner" => R::Partner,
        "ex partner" | "ex husband" | "ex wife" | "ex" => R::FormerPartner,
        "relative" | "family" => R::FamilyMember,
        "other" | "friend" | "neighbour" => R::SignificantOther,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_back_from_its_code_and_its_labels_name_the_same_group() {
        assert_eq!(RelationshipType::all().count(), 29);
        for kind in RelationshipType::all() {
            assert_eq!(RelationshipType::parse(kind.code()), Some(kind));
            let label = kind.in_words(None);
            assert_eq!(
                RelationshipType::parse(label).map(R::group),
                Some(kind.group()),
                "{label}"
            );
        }
    }

    #[test]
    fn turning_a_statement_round_twice_keeps_its_group() {
        for kind in RelationshipType::all() {
            assert_eq!(kind.inverse().inverse().group(), kind.group());
        }
    }

    #[test]
    fn the_words_of_case_systems_are_read() {
        assert_eq!(RelationshipType::parse("Mother of"), Some(R::Mother));
        assert_eq!(
            RelationshipType::parse("Half brother"),
            Some(R::HalfSibling)
        );
        assert_eq!(
            RelationshipType::parse("Ex-partner"),
            Some(R::FormerPartner)
        );
        assert_eq!(RelationshipType::parse("landlord"), None);
        assert_eq!(R::Sibling.in_words(Some(Sex::Female)), "sister");
    }
}
