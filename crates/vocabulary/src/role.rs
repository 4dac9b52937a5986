//! What a worker is, for the purpose of deciding access. One worker has one role at a time.
//!
//! Matched without wildcard arms in `governance`, so a new role breaks the build where a decision is due.

/// A worker's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(
    missing_docs,
    reason = "each variant is the plain name; `label` gives it in words"
)]
pub enum Role {
    SocialWorker,
    FrontDoorWorker,
    EarlyHelpWorker,
    OutOfHoursWorker,
    TeamManager,
    InformationGovernanceLead,
    RecordsDesk,
    SafeguardingDesk,
    SourceOwner,
    Analyst,
    Leader,
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 12] = [
        Self::SocialWorker,
        Self::FrontDoorWorker,
        Self::EarlyHelpWorker,
        Self::OutOfHoursWorker,
        Self::TeamManager,
        Self::InformationGovernanceLead,
        Self::RecordsDesk,
        Self::SafeguardingDesk,
        Self::SourceOwner,
        Self::Analyst,
        Self::Leader,
        Self::Administrator,
    ];

    /// The word in policies and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SocialWorker => "social_worker",
            Self::FrontDoorWorker => "front_door_worker",
            Self::EarlyHelpWorker => "early_help_worker",
            Self::OutOfHoursWorker => "out_of_hours_worker",
            Self::TeamManager => "team_manager",
            Self::InformationGovernanceLead => "information_governance_lead",
            Self::RecordsDesk => "records_desk",
            Self::SafeguardingDesk => "safeguarding_desk",
            Self::SourceOwner => "source_owner",
            Self::Analyst => "analyst",
            Self::Leader => "leader",
            Self::Administrator => "administrator",
        }
    }

    /// The name on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::SocialWorker => "Social worker",
            Self::FrontDoorWorker => "Front-door duty worker",
            Self::EarlyHelpWorker => "Early-help worker",
            Self::OutOfHoursWorker => "Out-of-hours duty worker",
            Self::TeamManager => "Team manager",
            Self::InformationGovernanceLead => "Information-governance lead",
            Self::RecordsDesk => "Records desk",
            Self::SafeguardingDesk => "Safeguarding desk",
            Self::SourceOwner => "Source owner",
            Self::Analyst => "Analyst",
            Self::Leader => "Service leader",
            Self::Administrator => "Administrator",
        }
    }

    /// Reads the word in policies and tables.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_back_from_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
        }
    }
}
