//! A worker's own look-ups: each one with when, what, whom, why, on which case, for whom, and
//! what was refused. The cheapest deterrent, and the first place where a stranger's use of an
//! account is seen.
//!
//! Invariants
//! - A name is the one that this very worker was shown; nothing is read about anybody anew.
//! - The page is itself recorded, before a line is read.

use crate::access::{Answer, allowed_by};
use crate::at::begin_of_day;
use crate::who_looked::{TermWords, line};
use crate::{At, Kith, LookLine, OperationError, Sitting};
use audit::AuditAction;
use governance::Action;
use store::OwnLooksFilter;
use vocabulary::{Date, PersonId};

/// Which of their own looks a worker asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LookDays {
    /// The first day; nothing is from the beginning.
    pub from: Option<Date>,
    /// The last day; nothing is until now.
    pub to: Option<Date>,
    /// Entries with a smaller number only: the next page.
    pub older_than: Option<u64>,
}

/// One page of a worker's own looks.
pub struct OwnLooks {
    /// The looks, newest first.
    pub lines: Vec<LookLine>,
    /// Where the next page begins; nothing on the last.
    pub older_than: Option<u64>,
}

/// Looks on one page.
pub const LOOKS_ON_A_PAGE: u32 = 50;

impl Kith {
    /// One page of the worker's own looks.
    ///
    /// # Errors
    /// When the audit fails.
    pub async fn own_looks(
        &self,
        sitting: &Sitting,
        days: LookDays,
        at: At,
        request_id: &str,
    ) -> Result<Answer<OwnLooks>, OperationError> {
        let permit = match self
            .access(sitting, Action::SeeOwnLooks, None, (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawOwnLooks, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        let filter = OwnLooksFilter {
            from: days.from.map(begin_of_day),
            before: days
                .to
                .and_then(|day| day.tomorrow().ok())
                .map(begin_of_day),
            older_than: days.older_than,
        };
        let mut rows = self
            .store()
            .own_looks(&permit, viewed, &filter, LOOKS_ON_A_PAGE + 1)
            .await?;
        let most = usize::try_from(LOOKS_ON_A_PAGE).unwrap_or(usize::MAX);
        let has_more = rows.looks.len() > most;
        rows.looks.truncate(most);
        let workers = self.worker_names().await?;
        let named = |person: PersonId, seq| rows.name(person, seq).cloned();
        let looks = rows.looks.iter();
        Ok(Answer::Shown(OwnLooks {
            lines: looks
                .map(|look| line(look, &workers, sitting, TermWords::LeftOut, &named))
                .collect(),
            older_than: rows.looks.last().map(|look| look.seq).filter(|_| has_more),
        }))
    }
}
