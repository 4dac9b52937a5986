//! Why a worker is looking: the purposes P1 to P11 that a council's officer activates.
//!
//! What each purpose allows is in the agreements and policies, not here.

/// A purpose for looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// P1: a child may be suffering significant harm (section 47).
    SignificantHarm,
    /// P2: assessment of a child in need (section 17).
    ChildInNeedAssessment,
    /// P3: triage at the front door.
    FrontDoorTriage,
    /// P4: early help, with the family's agreement.
    EarlyHelp,
    /// P5: out-of-hours duty.
    OutOfHoursDuty,
    /// P6: a family has moved between councils.
    MovedBetweenCouncils,
    /// P7: correcting a wrong record.
    RecordCorrection,
    /// P8: planning services, about groups only.
    ServicePlanning,
    /// P9: audit and information governance.
    Audit,
    /// P10: a person asks for what is held about them.
    SubjectRights,
    /// P11: keeping the restrictions that protect people in danger.
    Safeguarding,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 11] = [
        Self::SignificantHarm,
        Self::ChildInNeedAssessment,
        Self::FrontDoorTriage,
        Self::EarlyHelp,
        Self::OutOfHoursDuty,
        Self::MovedBetweenCouncils,
        Self::RecordCorrection,
        Self::ServicePlanning,
        Self::Audit,
        Self::SubjectRights,
        Self::Safeguarding,
    ];

    /// The code, `P1` to `P11`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignificantHarm => "P1",
            Self::ChildInNeedAssessment => "P2",
            Self::FrontDoorTriage => "P3",
            Self::EarlyHelp => "P4",
            Self::OutOfHoursDuty => "P5",
            Self::MovedBetweenCouncils => "P6",
            Self::RecordCorrection => "P7",
            Self::ServicePlanning => "P8",
            Self::Audit => "P9",
            Self::SubjectRights => "P10",
            Self::Safeguarding => "P11",
        }
    }

    /// The name on pages, in plain words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::SignificantHarm => "A child may be suffering significant harm",
            Self::ChildInNeedAssessment => "Assessment of a child in need",
            Self::FrontDoorTriage => "Front-door triage of a contact or referral",
            Self::EarlyHelp => "Early help that the family has agreed to",
            Self::OutOfHoursDuty => "Out-of-hours duty",
            Self::MovedBetweenCouncils => "A family has moved between councils",
            Self::RecordCorrection => "Correcting a wrong record",
            Self::ServicePlanning => "Planning services (groups only)",
            Self::Audit => "Audit and information governance",
            Self::SubjectRights => "Answering a person's own request",
            Self::Safeguarding => "Keeping restrictions (safeguarding desk)",
        }
    }

    /// Reads the code, in either case.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.code().eq_ignore_ascii_case(code.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_is_read_back_from_its_code() {
        for purpose in Purpose::ALL {
            assert_eq!(
                Purpose::parse(&purpose.code().to_lowercase()),
                Some(purpose)
            );
        }
    }
}
