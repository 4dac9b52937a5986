//! Spending the budget of looks: what is asked for is counted before anything is decided or read.
//!
//! Invariant: the sixty-first search of an hour is in the audit as a flag; whoever is locked is
//! told whom to ring, and each refused look is recorded.

use crate::access::{Refused, RingLine, event};
use crate::look_budget::{BudgetStanding, LookKind};
use crate::{At, Kith, OperationError, Sitting};
use audit::AuditAction;
use store::{LookUses, UseChange};

/// The word in the audit for a look that was refused because the worker is locked.
const REASON: &str = "looks_locked";

/// What is to be recorded about the budget.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    None,
    OverBudget,
    Locked,
}

impl Kith {
    /// Counts one search or look of this worker.
    ///
    /// # Errors
    /// [`OperationError::SignInAgain`] when the budget is used up and the worker has to prove
    /// again who they are; when the database fails.
    pub(crate) async fn spend_look(
        &self,
        sitting: &Sitting,
        kind: LookKind,
        at: At,
        request_id: &str,
    ) -> Result<Result<(), Refused>, OperationError> {
        let now = at.timestamp();
        let budget = self.council().sign_in.budget;
        let decide = |uses: &LookUses| {
            let standing = match uses.locked_at {
                Some(_) => BudgetStanding::Locked,
                None => budget.standing(&uses.times, sitting.strong_at, now),
            };
            let reported = uses
                .flagged_at
                .is_some_and(|flagged| now.duration_since(flagged).as_mins() < 60);
            let (flag, change) = match standing {
                BudgetStanding::Within => (Flag::None, UseChange::Add),
                BudgetStanding::SignInAgain if reported => (Flag::None, UseChange::Nothing),
                BudgetStanding::SignInAgain => (Flag::OverBudget, UseChange::Flag),
                BudgetStanding::Locked if uses.locked_at.is_some() => {
                    (Flag::None, UseChange::Nothing)
                }
                BudgetStanding::Locked => (Flag::Locked, UseChange::Lock),
            };
            ((standing, flag), change)
        };
        let (standing, flag) = self
            .store()
            .use_look(&sitting.staff_id, kind.code(), now, decide)
            .await?;
        self.record_flag(flag, sitting, kind, (at, request_id))
            .await?;
        match standing {
            BudgetStanding::Within => Ok(Ok(())),
            BudgetStanding::SignInAgain => Err(OperationError::SignInAgain),
            BudgetStanding::Locked => self
                .refuse_locked(sitting, kind, (at, request_id))
                .await
                .map(Err),
        }
    }

    async fn record_flag(
        &self,
        flag: Flag,
        sitting: &Sitting,
        kind: LookKind,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let action = match flag {
            Flag::None => return Ok(()),
            Flag::OverBudget => AuditAction::LooksOverBudget,
            Flag::Locked => AuditAction::LooksLocked,
        };
        let mut flagged = self.event(action, sitting, at, request_id);
        let budget = self.council().sign_in.budget;
        flagged.note = Some(format!(
            "flag F5: {}, budget {} an hour and {} a day",
            kind.code(),
            budget.an_hour,
            budget.a_day
        ));
        self.store().record(flagged).await?;
        Ok(())
    }

    async fn refuse_locked(
        &self,
        sitting: &Sitting,
        kind: LookKind,
        (at, request_id): (At, &str),
    ) -> Result<Refused, OperationError> {
        let mut recorded = self.event(AuditAction::Refused, sitting, at, request_id);
        recorded.refusal = Some(REASON.to_owned());
        recorded.note = Some(kind.code().to_owned());
        self.store().record(recorded).await?;
        let what = match kind {
            LookKind::Search => "The search was not made.",
            LookKind::Family => "This family was not shown.",
        };
        Ok(Refused {
            what: what.to_owned(),
            why: "You have looked far more often than your work usually needs, twice over, so \
                  looking is locked for your account. That may have a good reason: tell us."
                .to_owned(),
            who_can_authorise: "Your team manager and the information-governance lead, who lift \
                                the lock together once they know why."
                .to_owned(),
            whom_to_ring: self.desk_lines(),
            reason_code: REASON,
            was_recorded: true,
        })
    }

    /// The desk that answers day and night, as every refusal names it.
    pub(crate) fn desk_lines(&self) -> Vec<RingLine> {
        let desk = self.rulebook().desk();
        let line = |telephone: &str, when: &str| RingLine {
            label: desk.name.clone(),
            telephone: telephone.to_owned(),
            when: when.to_owned(),
        };
        vec![
            line(&desk.telephone, "in office hours"),
            line(&desk.out_of_hours, "at night and at weekends"),
        ]
    }

    /// Lifts the lock of a worker, for whoever has looked into it. Tells whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unlock_looks(
        &self,
        staff_id: &str,
        reason: &str,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        let lifted = self.store().lift_lock(staff_id).await?;
        if lifted {
            let mut unlocked = event(AuditAction::LooksUnlocked, at, request_id);
            unlocked.note = Some(format!("of {staff_id}: {reason}"));
            self.store().record(unlocked).await?;
        }
        Ok(lifted)
    }
}
