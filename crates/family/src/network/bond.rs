//! What a relationship type means for a family: twenty-nine words, a dozen bonds.
//!
//! It exists so that the rules of [`super::kinship`] are written once per bond. Invariant: every
//! type has exactly one bond, and a new type breaks the build here.

use vocabulary::RelationshipType as R;

/// What the second person of a link is to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    Parent,
    Carer,
    StepParent,
    Sibling,
    StepSibling,
    Child,
    StepChild,
    Charge,
    Partner,
    FormerPartner,
    Grandparent,
    Relative,
}

impl Bond {
    pub(crate) const fn of(kind: R) -> Self {
        match kind {
            R::Mother | R::Father | R::Parent | R::AdoptiveParent => Self::Parent,
            R::FosterCarer | R::SpecialGuardian | R::KinshipCarer | R::Carer => Self::Carer,
            R::StepParent => Self::StepParent,
            R::Sibling | R::HalfSibling => Self::Sibling,
            R::StepSibling => Self::StepSibling,
            R::Child | R::AdoptedChild => Self::Child,
            R::StepChild => Self::StepChild,
            R::FosterChild
            | R::ChildUnderSpecialGuardianship
            | R::ChildInKinshipCare
            | R::CaredFor => Self::Charge,
            R::Spouse | R::Partner => Self::Partner,
            R::FormerPartner => Self::FormerPartner,
            R::Grandparent => Self::Grandparent,
            R::AuntOrUncle
            | R::Grandchild
            | R::NieceOrNephew
            | R::Cousin
            | R::FamilyMember
            | R::SignificantOther => Self::Relative,
        }
    }

    /// A bond that ends with its dates: nobody stops being a mother, but care ends.
    pub(crate) const fn ends(self) -> bool {
        match self {
            Self::Carer | Self::Charge => true,
            Self::Parent
            | Self::StepParent
            | Self::Sibling
            | Self::StepSibling
            | Self::Child
            | Self::StepChild
            | Self::Partner
            | Self::FormerPartner
            | Self::Grandparent
            | Self::Relative => false,
        }
    }
}
