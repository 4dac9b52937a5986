//! What the records desk has answered, newest first, with what each answer has come to.
//!
//! Invariants: the list names no person, only references, workers and answers; an answer that
//! waits for a second worker is told to nobody but the one who gave it.

use crate::access::{Answer, allowed_by};
use crate::review_standing::{Standing, by_pair, pair_id, standing};
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use store::{MatchDecision, ReviewReader};
use vocabulary::{MatchAnswer, MatchQuestion, MatchReason};

/// One answer in the list.
pub struct DecidedLine {
    /// Takes this answer back.
    pub handle: Handle,
    /// Leads to the two records.
    pub question: Handle,
    /// What a worker quotes.
    pub reference: String,
    /// What was asked.
    pub kind: MatchQuestion,
    /// The answer and its reason, where they may be told.
    pub answer: Option<(MatchAnswer, MatchReason)>,
    /// Who answered.
    pub worker: String,
    /// When, in words.
    pub at: String,
    /// What it has come to.
    pub state: DecidedState,
}

/// What an answer has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecidedState {
    /// The link engine holds to it from the next run on.
    Stands,
    /// A different worker has to answer too.
    WaitsForSecond,
    /// Two workers have answered differently.
    Contradicting,
    /// It was taken back.
    Undone {
        /// By whom.
        worker: String,
        /// When, in words.
        at: String,
    },
}

/// The most answers that one page lists.
const MOST: usize = 200;

impl Kith {
    /// The newest answers, or a refusal.
    ///
    /// # Errors
    /// When nothing is published, or the audit or the database fails.
    pub async fn decided_matches(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<DecidedLine>>, OperationError> {
        let permit = match self.may_review(sitting, None, (at, request_id)).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawReviewQueue, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        event.note = Some("what was answered".to_owned());
        let mut reader = ReviewReader::open(self.store(), &permit, event).await?;
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        reader.leave().await?;
        let workers = self.worker_names().await?;
        let called = |id: &str| crate::who_looked::called(&workers, id);
        let pairs = by_pair(&decisions);
        let newest: Vec<&MatchDecision> = decisions.iter().rev().take(MOST).collect();
        let targets = newest
            .iter()
            .flat_map(|one| [one.id, pair_id(one.a, one.b)]);
        self.keep_handles(sitting, targets.collect::<Vec<_>>().into_iter())
            .await?;
        let line = |one: &MatchDecision| {
            let pair = (one.a, one.b);
            let answers = pairs.get(&pair).map_or(&[][..], Vec::as_slice);
            let answers = given_with(one, answers, anew.get(&pair));
            let state = state(one, &standing(&answers), &called);
            let is_told = state != DecidedState::WaitsForSecond || one.staff_id == sitting.staff_id;
            DecidedLine {
                handle: sitting.handle(one.id),
                question: sitting.handle(pair_id(one.a, one.b)),
                reference: one.reference.clone(),
                kind: one.question,
                answer: is_told.then_some((one.answer, one.reason)),
                worker: called(&one.staff_id),
                at: moment_in_words(one.decided_at),
                state,
            }
        };
        Ok(Answer::Shown(newest.into_iter().map(line).collect()))
    }
}

/// The answers that count together with this one: where the pair was disputed since, those before
/// and those after are two rounds.
fn given_with<'a>(
    one: &MatchDecision,
    answers: &[&'a MatchDecision],
    since: Option<&jiff::Timestamp>,
) -> Vec<&'a MatchDecision> {
    let is_later = |one: &MatchDecision| since.is_some_and(|since| one.decided_at > *since);
    let of_round = answers
        .iter()
        .filter(|other| is_later(other) == is_later(one));
    of_round.copied().collect()
}

fn state(
    one: &MatchDecision,
    standing: &Standing,
    called: &dyn Fn(&str) -> String,
) -> DecidedState {
    if let Some((worker, when)) = &one.undone {
        return DecidedState::Undone {
            worker: called(worker),
            at: moment_in_words(*when),
        };
    }
    match standing {
        Standing::WaitsForSecond { .. } => DecidedState::WaitsForSecond,
        Standing::Contradicting => DecidedState::Contradicting,
        Standing::Stands(_) | Standing::Open => DecidedState::Stands,
    }
}

impl DecidedState {
    /// The words on pages.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Stands => "Stands: every link run from the next on holds to it".to_owned(),
            Self::WaitsForSecond => "Waits for a different worker".to_owned(),
            Self::Contradicting => {
                "Two workers answered differently: nothing changes. Speak together; then one of \
                 you undoes their answer."
                    .to_owned()
            }
            Self::Undone { worker, at } => format!("Undone by {worker}, {at}"),
        }
    }
}
