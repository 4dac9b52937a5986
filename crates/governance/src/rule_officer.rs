//! Who may change the rules. It is not itself in the rules that are changed: otherwise one
//! careless line could let anybody in, or lock everybody out.
//!
//! Invariant: a change needs two different officers, each active and trained.

use crate::{Rulebook, Worker};
use vocabulary::{Date, Role};

/// Why somebody may not propose or activate a change of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotARuleOfficer {
    /// The role may not.
    #[error("only an information-governance lead may change the rules; ask one")]
    Role,
    /// The account is not in use.
    #[error("the account is not in use; ask the administrator")]
    NotActive,
    /// Training is too old, or none is recorded.
    #[error("information-governance training is out of date or not recorded; do it first")]
    NotTrained,
    /// The same person who proposed it.
    #[error(
        "a different information-governance lead has to activate it than the one who proposed it"
    )]
    SamePerson,
}

/// Whether a worker may propose a change of the rules in force.
///
/// # Errors
/// With the reason.
pub fn may_propose_rules(
    in_force: &Rulebook,
    worker: &Worker,
    today: Date,
) -> Result<(), NotARuleOfficer> {
    match worker.role {
        Role::InformationGovernanceLead => {}
        Role::SocialWorker
        | Role::FrontDoorWorker
        | Role::EarlyHelpWorker
        | Role::OutOfHoursWorker
        | Role::TeamManager
        | Role::RecordsDesk
        | Role::SafeguardingDesk
        | Role::SourceOwner
        | Role::Analyst
        | Role::Leader
        | Role::Administrator => return Err(NotARuleOfficer::Role),
    }
    if !worker.is_active {
        return Err(NotARuleOfficer::NotActive);
    }
    if !in_force.council().training_counts(worker.trained_on, today) {
        return Err(NotARuleOfficer::NotTrained);
    }
    Ok(())
}

/// Whether a worker may activate what another has proposed.
///
/// # Errors
/// With the reason.
pub fn may_activate_rules(
    in_force: &Rulebook,
    worker: &Worker,
    proposed_by: &str,
    today: Date,
) -> Result<(), NotARuleOfficer> {
    may_propose_rules(in_force, worker, today)?;
    if worker.staff.reveal() == proposed_by {
        return Err(NotARuleOfficer::SamePerson);
    }
    Ok(())
}
