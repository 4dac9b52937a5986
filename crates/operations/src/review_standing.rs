//! What the answers about one pair come to: open, waiting for a second worker, contradicting, or
//! standing; and what standing ones mean for the link engine and for the log of memberships.
//!
//! Invariants: an answer that was taken back counts for nothing; where a second worker is needed,
//! one answer alone changes nobody's record.

use linkage::HumanDecisions;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::MatchDecision;
use uuid::Uuid;
use vocabulary::{MatchAnswer, PersonId, RecordId};

/// What the answers about one pair come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody has answered.
    Open,
    /// One worker has answered, and a different one has to.
    WaitsForSecond {
        /// Who has answered.
        first: String,
    },
    /// Two workers have answered differently.
    Contradicting,
    /// It is decided.
    Stands(MatchAnswer),
}

/// Two records, the smaller id first.
pub(crate) type Pair = (RecordId, RecordId);

/// The id of a question about two records; a reference is made of its first bytes.
pub(crate) fn pair_id(a: RecordId, b: RecordId) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"kith match 1");
    hash.update(a.min(b).uuid().as_bytes());
    hash.update(a.max(b).uuid().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// What a worker quotes to the records desk about a question.
pub(crate) fn reference_of(question: Uuid) -> String {
    let first = &question.as_bytes()[..4];
    format!("M-{}", crate::handle::hexadecimal(first).to_uppercase())
}

/// The answers that were not taken back, by pair, in the order in which they were given.
pub(crate) fn by_pair(decisions: &[MatchDecision]) -> BTreeMap<Pair, Vec<&MatchDecision>> {
    let mut pairs: BTreeMap<Pair, Vec<&MatchDecision>> = BTreeMap::new();
    for decision in decisions.iter().filter(|one| one.undone.is_none()) {
        let pair = (decision.a, decision.b);
        pairs.entry(pair).or_default().push(decision);
    }
    pairs
}

/// What the answers about one pair come to; none of them was taken back.
pub(crate) fn standing(answers: &[&MatchDecision]) -> Standing {
    let (Some(first), Some(last)) = (answers.first(), answers.last()) else {
        return Standing::Open;
    };
    if !answers.iter().any(|answer| answer.needs_second) {
        return Standing::Stands(last.answer);
    }
    match second(answers) {
        None => Standing::WaitsForSecond {
            first: first.staff_id.clone(),
        },
        Some(second) if second.answer == first.answer => Standing::Stands(first.answer),
        Some(_) => Standing::Contradicting,
    }
}

/// The first answer of another worker than the one who answered first.
pub(crate) fn second<'a>(answers: &[&'a MatchDecision]) -> Option<&'a MatchDecision> {
    let first = answers.first()?;
    let mut others = answers.iter().filter(|one| one.staff_id != first.staff_id);
    others.next().copied()
}

/// Since when answers about a pair count, where somebody disputes that the two are one person.
pub(crate) type AskedAnew = BTreeMap<Pair, jiff::Timestamp>;

/// The answers about one pair that count for whoever is asked now: all of them, or those since it
/// was disputed.
pub(crate) fn since_asked<'a>(
    pair: Pair,
    answers: &[&'a MatchDecision],
    anew: &AskedAnew,
) -> Vec<&'a MatchDecision> {
    let since = anew.get(&pair);
    let counts = |one: &&&MatchDecision| since.is_none_or(|since| one.decided_at > *since);
    answers.iter().filter(counts).copied().collect()
}

/// What holds for a pair: where it is disputed, what was decided before until it is decided again.
pub(crate) fn in_force(pair: Pair, answers: &[&MatchDecision], anew: &AskedAnew) -> Standing {
    let Some(since) = anew.get(&pair) else {
        return standing(answers);
    };
    match standing(&since_asked(pair, answers, anew)) {
        Standing::Stands(answer) => Standing::Stands(answer),
        Standing::Open | Standing::WaitsForSecond { .. } | Standing::Contradicting => {
            let earlier = answers.iter().filter(|one| one.decided_at <= *since);
            standing(&earlier.copied().collect::<Vec<_>>())
        }
    }
}

/// The standing answers as the link engine takes them.
pub(crate) fn human_decisions(decisions: &[MatchDecision], anew: &AskedAnew) -> HumanDecisions {
    let mut human = HumanDecisions::default();
    for (pair, answers) in by_pair(decisions) {
        match in_force(pair, &answers, anew) {
            Standing::Stands(MatchAnswer::Same) => human.same.push(pair),
            Standing::Stands(MatchAnswer::NotSame) => human.not_same.push(pair),
            Standing::Stands(MatchAnswer::CannotTell)
            | Standing::Open
            | Standing::WaitsForSecond { .. }
            | Standing::Contradicting => {}
        }
    }
    human
}

/// Who of the records desk moved records from one person to another: by former and present person.
pub(crate) type Movers = BTreeMap<(PersonId, PersonId), String>;

/// Finds for each move of records the decision behind it: one that stands, or one that was taken
/// back since the generation before was made.
pub(crate) fn movers(
    (decisions, anew): (&[MatchDecision], &AskedAnew),
    since: Option<jiff::Timestamp>,
    before: &BTreeMap<RecordId, PersonId>,
    after: &BTreeMap<RecordId, PersonId>,
) -> Movers {
    let mut movers = Movers::new();
    for (pair, answers) in by_pair(decisions) {
        if let Standing::Stands(answer) = in_force(pair, &answers, anew) {
            let workers: Vec<&str> = answers.iter().map(|one| one.staff_id.as_str()).collect();
            note(
                &mut movers,
                pair,
                answer,
                &workers.join(" and "),
                (before, after),
            );
        }
    }
    for decision in decisions {
        let Some((worker, when)) = &decision.undone else {
            continue;
        };
        let turned = match decision.answer {
            MatchAnswer::Same => MatchAnswer::NotSame,
            MatchAnswer::NotSame => MatchAnswer::Same,
            MatchAnswer::CannotTell => continue,
        };
        if since.is_none_or(|since| *when >= since) {
            let pair = (decision.a, decision.b);
            note(&mut movers, pair, turned, worker, (before, after));
        }
    }
    movers
}

type WhoIsWho<'a> = &'a BTreeMap<RecordId, PersonId>;

fn note(
    movers: &mut Movers,
    (a, b): Pair,
    answer: MatchAnswer,
    worker: &str,
    (before, after): (WhoIsWho<'_>, WhoIsWho<'_>),
) {
    let (were_one, are_one) = (
        before.get(&a) == before.get(&b),
        after.get(&a) == after.get(&b),
    );
    let fits = match answer {
        MatchAnswer::Same => !were_one && are_one,
        MatchAnswer::NotSame => were_one && !are_one,
        MatchAnswer::CannotTell => false,
    };
    if !fits {
        return;
    }
    for record in [a, b] {
        if let (Some(from), Some(to)) = (before.get(&record), after.get(&record))
            && from != to
        {
            movers
                .entry((*from, *to))
                .or_insert_with(|| worker.to_owned());
        }
    }
}

#[cfg(test)]
#[path = "review_standing_tests.rs"]
mod tests;
