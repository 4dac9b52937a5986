//! A change of the rules: one information-governance lead proposes it, another activates it.
//!
//! What the change newly shows to whom is worked out when it is proposed, kept with it, and read
//! before it is activated. Invariant: what is in a folder counts for nothing until two officers
//! have made it the version in force; each step is in the audit, and so is a refused one.

use crate::access::event;
use crate::rules_in_force::stored;
use crate::{At, CouncilFiles, Kith, OpenError, OperationError};
use audit::AuditAction;
use governance::{
    Baseline, NotARuleOfficer, RuleProblem, Rulebook, Worker, may_activate_rules, may_propose_rules,
};
use store::{Activation, RuleTexts, RulesProposal};
use vocabulary::StaffId;

/// Why the rules could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRulesError {
    /// This worker may not.
    #[error(transparent)]
    NotAnOfficer(#[from] NotARuleOfficer),
    /// There is no such worker.
    #[error("there is no active worker with this staff id; kith worker adds one")]
    NoSuchWorker,
    /// The proposed rules cannot be read.
    #[error("the proposed rules cannot be used: kith agreements check names each problem")]
    Unreadable(Vec<RuleProblem>),
    /// The proposed rules are the ones in force.
    #[error("these are the rules in force already")]
    Same,
    /// The first rules have not been kept yet.
    #[error("there are no rules in force yet; kith publish and kith serve keep the first ones")]
    NoRulesYet,
    /// There is no such proposal.
    #[error("there is no such proposal; kith agreements changes lists them")]
    NoSuchProposal,
    /// Other rules came into force since the proposal was compared with those before.
    #[error(
        "other rules came into force since this was proposed; propose it again, so that what it does is compared with them"
    )]
    Overtaken,
    /// Something else.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for ChangeRulesError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// A proposal and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedChange {
    /// The proposal.
    pub proposal: RulesProposal,
    /// Whether it may still be activated, was, or was overtaken.
    pub state: ProposalState,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalState {
    /// A second officer may activate it.
    Waits,
    /// It came into force.
    Activated(Activation),
    /// Other rules came into force first.
    Overtaken,
}

impl Kith {
    /// Keeps the rules of the folder as the first ones in force, before anything is first
    /// published or served; does nothing later, and nothing with rules that cannot be read.
    ///
    /// # Errors
    /// When the entry or the rules cannot be written.
    pub async fn keep_first_rules(
        &self,
        files: &CouncilFiles,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        let is_first = self.store().version_in_force().await?.is_none();
        if !is_first || files.rulebook().is_err() {
            return Ok(false);
        }
        self.keep_as_first(&texts(files), at, request_id).await
    }

    /// Keeps the rules with which the council was opened, before anything is first decided by
    /// them, so that it can be decided again.
    pub(crate) async fn keep_rules_of_folder(
        &self,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        match self.rules_of_folder() {
            Some(texts) => self.keep_as_first(texts, at, request_id).await,
            None => Ok(false),
        }
    }

    async fn keep_as_first(
        &self,
        texts: &RuleTexts,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        let mut changed = event(AuditAction::RulesChanged, at, request_id);
        changed.rulebook_version = Some(texts.version.clone());
        changed.note = Some("the first rules, from the council's folder".to_owned());
        Ok(self.store().keep_first_rules(texts, changed).await?)
    }

    /// Proposes rules, and says what they would do.
    ///
    /// # Errors
    /// With the reason why they are not proposed.
    pub async fn propose_rules(
        &self,
        staff_id: &str,
        files: &CouncilFiles,
        at: At,
        request_id: &str,
    ) -> Result<RulesProposal, ChangeRulesError> {
        let worker = self.officer(staff_id).await?;
        let proposed = read(files)?;
        let in_force = self.in_force().await?;
        let by = in_force.rulebook.as_ref().unwrap_or(&proposed);
        let may = may_propose_rules(by, &worker, at.today());
        self.recorded(may, &worker, "propose_rules", (at, request_id))
            .await?;
        if proposed.version() == in_force.version {
            return Err(ChangeRulesError::Same);
        }
        let proposal = RulesProposal {
            reference: self.next_reference().await?,
            version: proposed.version().to_owned(),
            compared_with: in_force.version.clone(),
            report: in_force.report(&proposed, files, at)?,
            staff_id: staff_id.to_owned(),
            proposed_at: at.timestamp(),
        };
        let mut recorded = event(AuditAction::RulesProposed, at, request_id);
        recorded.worker = Some(staff_id.to_owned());
        recorded.role = Some(worker.role);
        recorded.rulebook_version = Some(in_force.version);
        recorded.note = Some(format!(
            "{}: version {}",
            proposal.reference, proposal.version
        ));
        self.store()
            .keep_proposal(&proposal, &texts(files), recorded)
            .await?;
        Ok(proposal)
    }

    /// Puts what another officer has proposed into force.
    ///
    /// # Errors
    /// With the reason why it does not come into force.
    pub async fn activate_rules(
        &self,
        staff_id: &str,
        reference: &str,
        at: At,
        request_id: &str,
    ) -> Result<RulesProposal, ChangeRulesError> {
        let worker = self.officer(staff_id).await?;
        let found = self.rule_change(reference).await?;
        let proposal = found.ok_or(ChangeRulesError::NoSuchProposal)?.proposal;
        let in_force = self.in_force().await?;
        let by = in_force.rulebook.as_ref().unwrap_or(self.rulebook());
        let may = may_activate_rules(by, &worker, &proposal.staff_id, at.today());
        self.recorded(may, &worker, "activate_rules", (at, request_id))
            .await?;
        let mut changed = event(AuditAction::RulesChanged, at, request_id);
        changed.worker = Some(staff_id.to_owned());
        changed.role = Some(worker.role);
        changed.rulebook_version = Some(proposal.version.clone());
        changed.note = Some(format!(
            "{}: version {} instead of {}, proposed by {}",
            proposal.reference, proposal.version, proposal.compared_with, proposal.staff_id
        ));
        let store = self.store();
        if !store.activate_rules(&proposal, staff_id, changed).await? {
            return Err(ChangeRulesError::Overtaken);
        }
        self.follow_rules_in_force().await?;
        Ok(proposal)
    }

    /// Every proposed change and what became of it, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rule_changes(&self) -> Result<Vec<ProposedChange>, OperationError> {
        let activations = self.store().activations().await?;
        let in_force = activations.last().map(|newest| newest.version.clone());
        let proposals = self.store().rules_proposals().await?;
        let change = |proposal: RulesProposal| {
            let is_this =
                |one: &&Activation| one.reference.as_deref() == Some(proposal.reference.as_str());
            let state = match activations.iter().find(is_this) {
                Some(activation) => ProposalState::Activated(activation.clone()),
                None if in_force.as_deref() == Some(proposal.compared_with.as_str()) => {
                    ProposalState::Waits
                }
                None => ProposalState::Overtaken,
            };
            ProposedChange { proposal, state }
        };
        Ok(proposals.into_iter().map(change).collect())
    }

    /// The change with this reference.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rule_change(
        &self,
        reference: &str,
    ) -> Result<Option<ProposedChange>, OperationError> {
        let mut all = self.rule_changes().await?.into_iter();
        let wanted = reference.trim();
        Ok(all.find(|change| change.proposal.reference.eq_ignore_ascii_case(wanted)))
    }

    /// The rules in force, as the store has them; before the first were kept, those held open.
    async fn in_force(&self) -> Result<InForce, ChangeRulesError> {
        let Some(version) = self.store().version_in_force().await? else {
            return Err(ChangeRulesError::NoRulesYet);
        };
        let rulebook = match stored(self.store()).await {
            Ok(rulebook) => rulebook,
            Err(OpenError::Store(error)) => return Err(error.into()),
            Err(
                OpenError::Rules(_)
                | OpenError::Source(_)
                | OpenError::Journal(_)
                | OpenError::JournalDoesNotFit
                | OpenError::MarkKeyMissing,
            ) => None,
        };
        Ok(InForce { version, rulebook })
    }

    async fn officer(&self, staff_id: &str) -> Result<Worker, ChangeRulesError> {
        let row = self.store().worker(staff_id.trim()).await?;
        let row = row.ok_or(ChangeRulesError::NoSuchWorker)?;
        let staff = StaffId::parse(&row.staff_id).ok_or(ChangeRulesError::NoSuchWorker)?;
        Ok(Worker {
            staff,
            role: row.role,
            teams: row.teams,
            is_active: row.is_active,
            trained_on: row.trained_on,
        })
    }

    /// A refusal is recorded as carefully as a change.
    async fn recorded(
        &self,
        may: Result<(), NotARuleOfficer>,
        worker: &Worker,
        what: &str,
        (at, request_id): (At, &str),
    ) -> Result<(), ChangeRulesError> {
        let Err(why) = may else { return Ok(()) };
        let mut refused = event(AuditAction::Refused, at, request_id);
        refused.worker = Some(worker.staff.reveal().to_owned());
        refused.role = Some(worker.role);
        refused.rulebook_version = Some(self.rulebook().version().to_owned());
        refused.refusal = Some(
            governance::RefusalReason::ActionNotForRole
                .code()
                .to_owned(),
        );
        refused.note = Some(what.to_owned());
        self.store().record(refused).await?;
        Err(why.into())
    }

    async fn next_reference(&self) -> Result<String, OperationError> {
        let before = self.store().rules_proposals().await?.len();
        Ok(format!("RULES-{}", before + 1))
    }
}

/// The version in force, and its rules where this version of Kith can read them.
struct InForce {
    version: String,
    rulebook: Option<Rulebook>,
}

impl InForce {
    /// What a change does, in words.
    fn report(
        &self,
        proposed: &Rulebook,
        files: &CouncilFiles,
        at: At,
    ) -> Result<String, ChangeRulesError> {
        let today = at.today();
        match &self.rulebook {
            Some(rulebook) => Ok(Baseline::of(rulebook, today).compare(proposed).in_words()),
            None => {
                // The same rules without any agreement show nothing of anybody.
                let nothing = read(&files.without_agreements())?;
                let all = Baseline::of(&nothing, today).compare(proposed).in_words();
                let version = &self.version;
                Ok(format!(
                    "The rules in force, version {version}, cannot be read by this version of \
                     Kith. What follows is told as if nothing had been shown before.\n\n{all}"
                ))
            }
        }
    }
}

fn read(files: &CouncilFiles) -> Result<Rulebook, ChangeRulesError> {
    files.rulebook().map_err(|error| match error {
        OpenError::Rules(problems) => ChangeRulesError::Unreadable(problems),
        OpenError::Store(error) => error.into(),
        OpenError::Source(_)
        | OpenError::Journal(_)
        | OpenError::JournalDoesNotFit
        | OpenError::MarkKeyMissing => ChangeRulesError::Unreadable(Vec::new()),
    })
}

/// The rule files as they are kept.
pub(crate) fn texts(files: &CouncilFiles) -> RuleTexts {
    let mut sorted = files.rules.clone();
    sorted.sort();
    RuleTexts {
        version: files.version(),
        files: sorted,
    }
}
