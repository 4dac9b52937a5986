//! The register of sharing agreements: who shares what with whom, for which purposes, until when.
//!
//! What has ended stands first, then what ends within 30 days, with a warning at 30, 14 and 7.
//! Invariant: the register says what the rules in force say; there is no second list to keep.

use crate::access::{Answer, allowed_by};
use crate::{At, Kith, OperationError, Sitting, day_in_words};
use audit::AuditAction;
use governance::{Action, Agreement, AgreementCategory};
use vocabulary::{Date, Level, Purpose, Role};

/// One agreement of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementLine {
    /// Its number.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who answers for the data.
    pub controller: String,
    /// Between whom.
    pub parties: Vec<String>,
    /// Who signs, by office.
    pub signatories: Vec<String>,
    /// The sources, by name.
    pub sources: Vec<String>,
    /// The first day on which it counts, in words.
    pub from: String,
    /// The last day on which it counts, in words.
    pub to: String,
    /// Whether it counts, and for how long still.
    pub standing: AgreementStanding,
    /// What it covers.
    pub categories: Vec<CategoryLine>,
}

/// Whether an agreement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgreementStanding {
    /// It has ended: nothing from it is shown.
    Ended,
    /// It ends in so many days: 7 or fewer.
    EndsInDays(i32),
    /// It ends in so many days: 14 or fewer.
    EndsInTwoWeeks(i32),
    /// It ends in so many days: 30 or fewer.
    EndsInAMonth(i32),
    /// It counts.
    InForce,
    /// It has not begun.
    NotBegun,
}

/// What an agreement says of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryLine {
    /// The category.
    pub category: &'static str,
    /// The clause.
    pub clause: String,
    /// What is covered.
    pub covers: String,
    /// The basis.
    pub basis: String,
    /// Each purpose with the most that is shown for it to any role.
    pub levels: Vec<(Purpose, Level)>,
}

impl Kith {
    /// The register, or a refusal.
    ///
    /// # Errors
    /// When the audit fails.
    pub async fn see_agreements(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<AgreementLine>>, OperationError> {
        let (action, moment) = (Action::SeeAgreements, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawAgreements, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        self.store().record(event).await?;
        let mut agreements: Vec<(&Agreement, AgreementStanding)> = self
            .rulebook()
            .agreements()
            .map(|agreement| {
                let (from, to) = (agreement.valid_from, agreement.valid_to);
                (agreement, standing(from, to, at.today()))
            })
            .collect();
        agreements
            .sort_by(|(a, a_stands), (b, b_stands)| (a_stands, &a.id).cmp(&(b_stands, &b.id)));
        let lines = agreements
            .into_iter()
            .map(|(agreement, standing)| self.agreement_line(agreement, standing));
        Ok(Answer::Shown(lines.collect()))
    }

    fn agreement_line(&self, agreement: &Agreement, standing: AgreementStanding) -> AgreementLine {
        let sources = agreement.sources.iter();
        AgreementLine {
            id: agreement.id.clone(),
            title: agreement.title.clone(),
            controller: agreement.controller.clone(),
            parties: agreement.parties.clone(),
            signatories: agreement.signatories.clone(),
            sources: sources.map(|source| self.source_called(source)).collect(),
            from: day_in_words(agreement.valid_from),
            to: day_in_words(agreement.valid_to),
            standing,
            categories: agreement.categories.iter().map(category_line).collect(),
        }
    }
}

/// How an agreement stands on a day; both its ends belong to it.
fn standing(from: Date, to: Date, today: Date) -> AgreementStanding {
    if to < today {
        return AgreementStanding::Ended;
    }
    if today < from {
        return AgreementStanding::NotBegun;
    }
    match (to - today).get_days() {
        days @ ..=7 => AgreementStanding::EndsInDays(days),
        days @ 8..=14 => AgreementStanding::EndsInTwoWeeks(days),
        days @ 15..=30 => AgreementStanding::EndsInAMonth(days),
        31.. => AgreementStanding::InForce,
    }
}

fn category_line(entry: &AgreementCategory) -> CategoryLine {
    let most = |purpose| {
        let levels = Role::ALL.into_iter().map(|role| entry.level(purpose, role));
        levels.max().unwrap_or(Level::Nothing)
    };
    let levels = Purpose::ALL
        .into_iter()
        .map(|purpose| (purpose, most(purpose)));
    CategoryLine {
        category: entry.category.label(),
        clause: entry.clause.clone(),
        covers: entry.covers.clone(),
        basis: entry.basis.clone(),
        levels: levels
            .filter(|(_, level)| *level > Level::Nothing)
            .collect(),
    }
}

impl AgreementStanding {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Ended => "Ended: nothing from it is shown".to_owned(),
            Self::EndsInDays(0) => "Ends today".to_owned(),
            Self::EndsInDays(1) => "Ends tomorrow".to_owned(),
            Self::EndsInDays(days) | Self::EndsInTwoWeeks(days) | Self::EndsInAMonth(days) => {
                format!("Ends in {days} days")
            }
            Self::InForce => "In force".to_owned(),
            Self::NotBegun => "Has not begun".to_owned(),
        }
    }

    /// Whether somebody has to do something about it.
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        match self {
            Self::Ended | Self::EndsInDays(_) | Self::EndsInTwoWeeks(_) | Self::EndsInAMonth(_) => {
                true
            }
            Self::InForce | Self::NotBegun => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_come_at_thirty_fourteen_and_seven_days_and_the_last_day_still_counts() {
        let today = Date::constant(2026, 11, 23);
        let from = Date::constant(2025, 1, 1);
        let ends = |month, day| standing(from, Date::constant(2026, month, day), today);
        assert_eq!(ends(11, 22), AgreementStanding::Ended);
        assert_eq!(ends(11, 23), AgreementStanding::EndsInDays(0));
        assert_eq!(ends(11, 30), AgreementStanding::EndsInDays(7));
        assert_eq!(ends(12, 7), AgreementStanding::EndsInTwoWeeks(14));
        assert_eq!(ends(12, 23), AgreementStanding::EndsInAMonth(30));
        assert_eq!(ends(12, 24), AgreementStanding::InForce);
        let later = standing(today.tomorrow().unwrap(), today.tomorrow().unwrap(), today);
        assert_eq!(later, AgreementStanding::NotBegun);
        assert!(AgreementStanding::Ended < AgreementStanding::EndsInDays(0));
    }
}
