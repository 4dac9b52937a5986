//! Figures about matching, and answers as labels for calibration. Nobody is named.
//!
//! Invariant: agreement is told only from [`FEWEST`] questions on that two workers have answered,
//! each alone; below that the count is told and no figure.

use crate::access::Answer;
use crate::review_standing::{Pair, Standing, by_pair, in_force, since_asked, standing};
use crate::{At, Kith, OperationError, Sitting};
use audit::AuditAction;
use governance::{Action, Permit};
use std::collections::BTreeMap;
use store::{MatchDecision, ReviewReader};
use vocabulary::{MatchAnswer, MatchQuestion};

/// Fewer doubly answered questions than this say nothing about agreement.
pub const FEWEST: usize = 20;

/// How much waits and how it was answered.
pub struct ReviewFigures {
    /// Open questions, by what is asked.
    pub open: Vec<(MatchQuestion, usize)>,
    /// Questions that wait for a second worker.
    pub waiting_for_second: usize,
    /// Questions that two workers have answered differently.
    pub contradicting: usize,
    /// Questions that are decided, by answer.
    pub decided: Vec<(MatchAnswer, usize)>,
    /// Answers that were taken back.
    pub undone: usize,
    /// How far two workers agree.
    pub agreement: ReviewerAgreement,
}

/// How far two workers agree who answered the same questions, each alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewerAgreement {
    /// Questions that two workers have answered.
    pub questions: usize,
    /// Cohen's kappa: 1 is always, 0 is no more than by chance; nothing when there are too few.
    pub kappa: Option<f64>,
}

/// One decided pair for the calibration of thresholds.
pub struct MatchLabel {
    /// What a worker quotes.
    pub reference: String,
    /// What was asked.
    pub kind: MatchQuestion,
    /// Match weight when it was asked, in log2 odds.
    pub weight: f64,
    /// The answer that stands.
    pub answer: MatchAnswer,
}

impl Kith {
    /// Figures about the records desk's work, or a refusal.
    ///
    /// # Errors
    /// When nothing is published, or the audit or the database fails.
    pub async fn review_figures(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<ReviewFigures>, OperationError> {
        let permit = match self.may_see_figures(sitting, at, request_id).await? {
            Answer::Shown(permit) => permit,
            Answer::Refused(refused) => return Ok(Answer::Refused(refused)),
        };
        let event = self.event(AuditAction::SawMatchFigures, sitting, at, request_id);
        let mut reader = ReviewReader::open(self.store(), &permit, event).await?;
        let questions = reader.questions().await?;
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        reader.leave().await?;
        let pairs = by_pair(&decisions);
        let mut open: BTreeMap<MatchQuestion, usize> = BTreeMap::new();
        for question in &questions {
            let pair = (question.records[0], question.records[1]);
            let answers = pairs.get(&pair).map_or(&[][..], Vec::as_slice);
            if since_asked(pair, answers, &anew).is_empty() {
                *open.entry(question.kind).or_default() += 1;
            }
        }
        let mut figures = ReviewFigures {
            open: open.into_iter().collect(),
            waiting_for_second: 0,
            contradicting: 0,
            decided: Vec::new(),
            undone: decisions.iter().filter(|one| one.undone.is_some()).count(),
            agreement: agreement(&decisions),
        };
        let mut decided: BTreeMap<MatchAnswer, usize> = BTreeMap::new();
        for (pair, answers) in &pairs {
            match standing(&since_asked(*pair, answers, &anew)) {
                Standing::Open => {}
                Standing::WaitsForSecond { .. } => figures.waiting_for_second += 1,
                Standing::Contradicting => figures.contradicting += 1,
                Standing::Stands(answer) => *decided.entry(answer).or_default() += 1,
            }
        }
        figures.decided = decided.into_iter().collect();
        Ok(Answer::Shown(figures))
    }

    /// Decided pairs with their weights, for the calibration of thresholds, or a refusal.
    ///
    /// # Errors
    /// When nothing is published, or the audit or the database fails.
    pub async fn match_labels(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<MatchLabel>>, OperationError> {
        let permit = match self.may_see_figures(sitting, at, request_id).await? {
            Answer::Shown(permit) => permit,
            Answer::Refused(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawMatchFigures, sitting, at, request_id);
        event.note = Some("labels for calibration".to_owned());
        let mut reader = ReviewReader::open(self.store(), &permit, event).await?;
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        reader.leave().await?;
        let pairs = by_pair(&decisions);
        let label = |(pair, answers): (&Pair, &Vec<&MatchDecision>)| {
            let last = answers.last()?;
            let Standing::Stands(answer) = in_force(*pair, answers, &anew) else {
                return None;
            };
            Some(MatchLabel {
                reference: last.reference.clone(),
                kind: last.question,
                weight: last.weight,
                answer,
            })
        };
        Ok(Answer::Shown(pairs.iter().filter_map(label).collect()))
    }

    async fn may_see_figures(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Permit>, OperationError> {
        let action = Action::SeeMatchFigures;
        let decided = self.access(sitting, action, None, (at, request_id)).await?;
        Ok(match decided {
            Ok(permit) => Answer::Shown(permit),
            Err(refused) => Answer::Refused(refused),
        })
    }
}

/// The agreement between the first two workers of every question that needs two. Answers that
/// were taken back count too: leaving disagreement out would flatter.
pub(crate) fn agreement(decisions: &[MatchDecision]) -> ReviewerAgreement {
    let mut pairs: BTreeMap<Pair, Vec<&MatchDecision>> = BTreeMap::new();
    for one in decisions.iter().filter(|one| one.needs_second) {
        pairs.entry((one.a, one.b)).or_default().push(one);
    }
    let both: Vec<_> = pairs
        .values()
        .filter_map(|answers| first_two(answers))
        .collect();
    ReviewerAgreement {
        questions: both.len(),
        kappa: (both.len() >= FEWEST).then(|| kappa(&both)),
    }
}

/// The first two answers of different workers, of which the first still stood when the second
/// was given: a worker who answers after it was taken back may have seen it.
fn first_two(answers: &[&MatchDecision]) -> Option<(MatchAnswer, MatchAnswer)> {
    let mut first: Option<&MatchDecision> = None;
    for answer in answers {
        let stood = first.filter(|one| {
            let undone = one.undone.as_ref();
            undone.is_none_or(|(_, when)| *when > answer.decided_at)
        });
        match stood {
            Some(one) if one.staff_id != answer.staff_id => {
                return Some((one.answer, answer.answer));
            }
            Some(_) => {}
            None => first = Some(answer),
        }
    }
    None
}

/// Cohen's kappa: agreement beyond what two workers would reach by chance with these shares.
fn kappa(both: &[(MatchAnswer, MatchAnswer)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of answers are small")]
    let share = |count: usize| count as f64 / both.len() as f64;
    let observed = share(both.iter().filter(|(one, other)| one == other).count());
    let by_chance: f64 = MatchAnswer::ALL
        .into_iter()
        .map(|answer| {
            let first = both.iter().filter(|(one, _)| *one == answer).count();
            let second = both.iter().filter(|(_, other)| *other == answer).count();
            share(first) * share(second)
        })
        .sum();
    if by_chance >= 1.0 {
        // Both gave one and the same answer throughout.
        return 1.0;
    }
    (observed - by_chance) / (1.0 - by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use MatchAnswer::{CannotTell, NotSame, Same};

    fn times(answers: (MatchAnswer, MatchAnswer), count: usize) -> Vec<(MatchAnswer, MatchAnswer)> {
        vec![answers; count]
    }

    #[test]
    fn kappa_is_as_worked_out_by_hand() {
        // 20 both same, 15 both not, 5 and 10 apart: 0.70 seen, 0.50 by chance.
        let both = [
            times((Same, Same), 20),
            times((Same, NotSame), 5),
            times((NotSame, Same), 10),
            times((NotSame, NotSame), 15),
        ]
        .concat();
        assert!((kappa(&both) - 0.4).abs() < 1e-12, "{}", kappa(&both));
        assert!((kappa(&times((CannotTell, CannotTell), 30)) - 1.0).abs() < 1e-12);
        let opposite = [times((Same, NotSame), 10), times((NotSame, Same), 10)].concat();
        assert!((kappa(&opposite) + 1.0).abs() < 1e-12);
    }
}
