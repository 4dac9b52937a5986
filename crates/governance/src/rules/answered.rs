//! Questions that the policies were asked before, with what they said: a look at one family asks
//! the same dozens of times over.
//!
//! Invariant: a question is all that an answer rests on, so that remembering changes no answer;
//! and no more than [`MOST`] questions are remembered.

use super::policies::Fact;
use cedar_policy::PolicyId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use vocabulary::Category;

/// How many questions are remembered; at the next one all are forgotten. A question takes less
/// than half a kilobyte.
const MOST: usize = 65_536;

/// What the policies are asked: what for, and every fact that they read, in its order.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) action: &'static str,
    pub(crate) holding: Option<Category>,
    pub(crate) facts: Vec<Fact>,
}

/// What they said: whether it is allowed, and the rules that decided, in the order of the file;
/// no rules when none allows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) is_allowed: bool,
    pub(crate) rules: Vec<PolicyId>,
}

/// The questions that are remembered.
#[derive(Default)]
pub(crate) struct Answered(Mutex<HashMap<Question, Said>>);

impl Answered {
    /// What is said to a question, worked out when it is not remembered.
    pub(crate) fn once(&self, question: Question, ask: impl FnOnce() -> Said) -> Said {
        if let Some(said) = self.with(|all| all.get(&question).cloned()) {
            return said;
        }
        // Not while the lock is held: another look need not wait for this question.
        let said = ask();
        let kept = said.clone();
        self.with(|all| {
            if all.len() >= MOST {
                all.clear();
            }
            all.insert(question, kept);
        });
        said
    }

    fn with<T>(&self, what: impl FnOnce(&mut HashMap<Question, Said>) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(number: usize) -> Question {
        let digits = (0..24).map(|place| Fact::Is(number >> place & 1 == 1));
        Question {
            action: "search",
            holding: None,
            facts: digits.collect(),
        }
    }

    fn yes() -> Said {
        Said {
            is_allowed: true,
            rules: Vec::new(),
        }
    }

    #[test]
    fn a_question_is_worked_out_once_and_another_is_not_taken_for_it() {
        let answered = Answered::default();
        assert!(answered.once(question(1), yes).is_allowed);
        let again = answered.once(question(1), || unreachable!("it is remembered"));
        assert!(again.is_allowed);
        assert!(!answered.once(question(2), Said::default).is_allowed);
        let elsewhere = Question {
            holding: Some(Category::Housing),
            ..question(1)
        };
        assert!(!answered.once(elsewhere, Said::default).is_allowed);
    }

    #[test]
    fn no_more_questions_are_remembered_than_the_bound() {
        let answered = Answered::default();
        for number in 0..MOST + 10 {
            answered.once(question(number), yes);
        }
        assert_eq!(answered.with(|all| all.len()), 10);
    }
}
