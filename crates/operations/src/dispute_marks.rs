//! What is disputed, in words: whoever is shown the item reads when it was disputed, in which role
//! it was said, and what the source answered. Nobody is named.
//!
//! Invariant: a mark stands beside what a permit has opened, and says nothing of its content.

use crate::at::day_of;
use crate::{Kith, OperationError, day_in_words};
use family::FamilyClaims;
use std::collections::BTreeMap;
use store::{DisputeMark, FamilyReader};
use vocabulary::{DisputeAnswer, InvolvementId, PersonId, Role, SaidBy};

/// One dispute as it stands beside what is disputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputedMark {
    /// When and in which role it was said, and what came of it, as a sentence.
    pub words: String,
    /// The part that is said to be wrong, by its name on the page.
    pub field: Option<String>,
}

/// The marks of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisputedMarks {
    /// Beside involvements.
    pub involvements: BTreeMap<InvolvementId, Vec<DisputedMark>>,
    /// Beside who somebody is: the source's name stands in the words.
    pub people: BTreeMap<PersonId, Vec<DisputedMark>>,
}

impl Kith {
    /// The marks beside what was opened for one look.
    pub(crate) async fn disputed_marks(
        &self,
        reader: &mut FamilyReader,
        claims: &FamilyClaims,
    ) -> Result<DisputedMarks, OperationError> {
        let people: Vec<PersonId> = claims.people.iter().map(|one| one.person).collect();
        let mut marks = DisputedMarks::default();
        for mark in reader.dispute_marks(&people).await? {
            match mark.involvement {
                Some(id) if claims.involvements.iter().any(|one| one.id == id) => {
                    let of = marks.involvements.entry(id).or_default();
                    of.push(self.in_words_of(&mark, None));
                }
                None if says_who(claims, &mark) => {
                    let source = self.source_called(&mark.source);
                    let of = marks.people.entry(mark.person).or_default();
                    of.push(self.in_words_of(&mark, Some(&source)));
                }
                Some(_) | None => {}
            }
        }
        Ok(marks)
    }

    fn in_words_of(&self, mark: &DisputeMark, source: Option<&str>) -> DisputedMark {
        let of = source.map_or_else(String::new, |source| format!(", of {source}"));
        let mut words = format!(
            "Disputed on {}{of}: {} says that this is wrong.",
            day_in_words(day_of(mark.raised_at)),
            who_says(mark.said_by, mark.role)
        );
        if let Some((answer, at)) = mark.answer {
            let day = day_in_words(day_of(at));
            words.push_str(&answered(answer, &day));
        }
        DisputedMark {
            words,
            field: mark.field.clone(),
        }
    }
}

/// Whether the source of a mark about who somebody is was opened for them.
fn says_who(claims: &FamilyClaims, mark: &DisputeMark) -> bool {
    let mut people = claims.people.iter();
    let person = people.find(|one| one.person == mark.person);
    person.is_some_and(|person| {
        let mut identities = person.identities.iter();
        identities.any(|claim| claim.provenance.source == mark.source)
    })
}

fn answered(answer: DisputeAnswer, day: &str) -> String {
    match answer {
        DisputeAnswer::Corrected => format!(
            " The source corrected it on {day}; the correction comes with its next extract."
        ),
        DisputeAnswer::CheckedAndRight => {
            format!(" The source checked it on {day} and holds it to be right.")
        }
        DisputeAnswer::CannotTell => format!(" The source cannot tell, it said on {day}."),
        DisputeAnswer::Withdrawn
        | DisputeAnswer::SamePerson
        | DisputeAnswer::NotSamePerson
        | DisputeAnswer::DeskCannotTell
        | DisputeAnswer::Reopened => String::new(),
    }
}

/// Who said it, by role: never by name.
pub(crate) fn who_says(said_by: SaidBy, role: Role) -> String {
    match said_by {
        SaidBy::Person => "the person whom it is about".to_owned(),
        SaidBy::Worker => with_article(role.label()),
    }
}

fn with_article(label: &str) -> String {
    let lower = label.to_lowercase();
    let is_vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {lower}", if is_vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_said_it_stands_by_role() {
        let says = |role| who_says(SaidBy::Worker, role);
        assert_eq!(says(Role::SocialWorker), "a social worker");
        assert_eq!(says(Role::EarlyHelpWorker), "an early-help worker");
        assert_eq!(
            who_says(SaidBy::Person, Role::InformationGovernanceLead),
            "the person whom it is about"
        );
    }
}
