//! A worker tells the system who they are and whom they must not look up.
//!
//! Invariants: whether anybody on record was found to be one of them is never told; nobody is
//! taken off a list by the worker alone.

use crate::access::Answer;
use crate::handle::id_of;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use governance::Action;
use store::{DeclaredPerson, Withdrawal};
use vocabulary::{Closeness, Date, NameText, NhsNumber, PersonalText};

/// Somebody whom a worker names, as typed.
#[derive(Clone, Default)]
pub struct SaidPerson {
    /// How near they are; nothing when none was chosen.
    pub closeness: Option<Closeness>,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// NHS number; may be blank.
    pub nhs_number: String,
}

/// One named person in a list.
pub struct NamedLine {
    /// For asking to take them off, or for answering that.
    pub handle: Handle,
    /// The worker whom it ties: name and staff id.
    pub worker: String,
    /// The person's name.
    pub name: PersonalText,
    /// Birth date in words, where it was given.
    pub birth: Option<PersonalText>,
    /// The masked NHS number, where it was given.
    pub nhs_number: Option<PersonalText>,
    /// How near they are.
    pub closeness: Closeness,
    /// Who said so, and when.
    pub said: String,
    /// How it stands.
    pub state: NamedState,
}

/// How a named person stands on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedState {
    /// On it.
    Stands,
    /// On it; somebody has asked to take them off.
    WithdrawalWaits {
        /// When, in words.
        at: String,
    },
    /// On it; taking them off was asked for and not agreed.
    WithdrawalRefused {
        /// When, in words.
        at: String,
    },
    /// Taken off.
    Withdrawn {
        /// When, in words.
        at: String,
    },
}

/// Why somebody was not named.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// How near they are was not chosen.
    #[error("choose how you know this person")]
    NoCloseness,
    /// A name is missing.
    #[error("enter a given name and a family name")]
    NoName,
    /// Neither a birth date nor a number.
    #[error("enter a birth date or an NHS number")]
    NothingToKnowThemBy,
    /// Day, month and year make no date.
    #[error("the birth date is not a date in the past")]
    NotADate,
    /// Not a valid NHS number.
    #[error("the NHS number is not valid")]
    NotAnNhsNumber,
    /// The worker has named themself before.
    #[error("you have named yourself already; if it was wrong, ask for it to be taken off first")]
    NamedOneselfAlready,
    /// Nobody works here under this staff id.
    #[error("nobody works here under this staff id")]
    NoSuchWorker,
    /// The naming itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for NameError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

impl Kith {
    /// Whom the worker has named.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn people_you_know(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<NamedLine>>, OperationError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::NameOwnPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let people = self
            .store()
            .declared_people(Some(&sitting.staff_id))
            .await?;
        self.named_lines(sitting, people).await.map(Answer::Shown)
    }

    /// The worker names themself or somebody whom they know.
    ///
    /// # Errors
    /// When what was typed is not enough, or it cannot be kept.
    pub async fn name_person(
        &self,
        sitting: &Sitting,
        said: &SaidPerson,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, NameError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::NameOwnPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let person = said.read(sitting, &sitting.staff_id, at)?;
        self.keep_named(sitting, person, moment).await?;
        Ok(Answer::Shown(()))
    }

    /// Keeps a named person; the very same said again changes nothing.
    pub(crate) async fn keep_named(
        &self,
        sitting: &Sitting,
        person: DeclaredPerson,
        (at, request_id): (At, &str),
    ) -> Result<(), NameError> {
        let known = self.store().declared_people(Some(&person.staff_id)).await?;
        let mut standing = known.iter().filter(|one| !one.is_withdrawn());
        if standing.clone().any(|one| is_the_same(one, &person)) {
            return Ok(());
        }
        let is_oneself = person.closeness == Closeness::Oneself;
        if is_oneself && standing.any(|one| one.closeness == Closeness::Oneself) {
            return Err(NameError::NamedOneselfAlready);
        }
        let mut event = self.event(AuditAction::PersonDeclared, sitting, at, request_id);
        event.note = Some(format!("{} {}", person.staff_id, person.closeness.code()));
        self.store().declare_person(&person, event).await?;
        Ok(())
    }

    /// The worker asks that somebody be taken off their list.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when there is nobody to take off, or it was asked before.
    pub async fn ask_to_take_off(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<()>, OperationError> {
        let moment = (at, request_id);
        if let Err(refused) = self
            .access(sitting, Action::NameOwnPeople, None, moment)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let id = self.target(sitting, handle).await?;
        let own = self
            .store()
            .declared_people(Some(&sitting.staff_id))
            .await?;
        let person = own.iter().find(|one| one.id == id);
        let person = person.ok_or(OperationError::NotFound)?;
        let asked = Withdrawal {
            id: id_of("take off", &sitting.staff_id, at, &[id.as_bytes()]),
            asked_by: sitting.staff_id.clone(),
            asked_at: at.timestamp(),
            answer: None,
        };
        let mut event = self.event(AuditAction::WithdrawalAsked, sitting, at, request_id);
        event.note = Some(person.closeness.code().to_owned());
        if !self.store().ask_withdrawal(id, &asked, event).await? {
            return Err(OperationError::NotFound);
        }
        Ok(Answer::Shown(()))
    }

    /// Named people as a page lists them, those who are on the list first.
    pub(crate) async fn named_lines(
        &self,
        sitting: &Sitting,
        people: Vec<DeclaredPerson>,
    ) -> Result<Vec<NamedLine>, OperationError> {
        self.keep_handles(sitting, people.iter().map(|one| one.id))
            .await?;
        let workers = self.worker_names().await?;
        let called = |id: &str| crate::who_looked::called(&workers, id);
        let mut lines: Vec<NamedLine> = people
            .iter()
            .filter_map(|one| {
                let said = (called(&one.declared_by), moment_in_words(one.declared_at));
                line(sitting, one, called(&one.staff_id), said)
            })
            .collect();
        lines.sort_by_key(|line| matches!(line.state, NamedState::Withdrawn { .. }));
        Ok(lines)
    }
}

impl SaidPerson {
    /// What was typed about a worker's person, read.
    ///
    /// # Errors
    /// When it is not enough to know somebody by.
    pub(crate) fn read(
        &self,
        sitting: &Sitting,
        staff_id: &str,
        at: At,
    ) -> Result<DeclaredPerson, NameError> {
        let closeness = self.closeness.ok_or(NameError::NoCloseness)?;
        let name = |text: &str| NameText::parse(text).map_err(|_| NameError::NoName);
        let (given, family) = (name(&self.given)?, name(&self.family)?);
        let birth = self.birth(at)?;
        let nhs_number = match self.nhs_number.trim() {
            "" => None,
            typed => Some(NhsNumber::parse(typed).map_err(|_| NameError::NotAnNhsNumber)?),
        };
        if birth.is_none() && nhs_number.is_none() {
            return Err(NameError::NothingToKnowThemBy);
        }
        let more = [given.reveal().as_bytes(), family.reveal().as_bytes()];
        Ok(DeclaredPerson {
            id: id_of("named", staff_id, at, &more),
            staff_id: staff_id.to_owned(),
            closeness,
            given,
            family,
            birth,
            nhs_number,
            declared_by: sitting.staff_id.clone(),
            declared_at: at.timestamp(),
            withdrawals: Vec::new(),
        })
    }

    fn birth(&self, at: At) -> Result<Option<Date>, NameError> {
        let parts = [&self.birth_year, &self.birth_month, &self.birth_day];
        let [year, month, day] = parts.map(|part| part.trim());
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return Ok(None);
        }
        let year: i16 = year.parse().map_err(|_| NameError::NotADate)?;
        let month: i8 = month.parse().map_err(|_| NameError::NotADate)?;
        let day: i8 = day.parse().map_err(|_| NameError::NotADate)?;
        let date = Date::new(year, month, day).map_err(|_| NameError::NotADate)?;
        let is_possible = year >= 1880 && date <= at.today();
        is_possible.then_some(Some(date)).ok_or(NameError::NotADate)
    }
}

fn is_the_same(one: &DeclaredPerson, other: &DeclaredPerson) -> bool {
    one.closeness == other.closeness
        && one.given == other.given
        && one.family == other.family
        && one.birth == other.birth
        && one.nhs_number == other.nhs_number
}

fn line(
    sitting: &Sitting,
    one: &DeclaredPerson,
    worker: String,
    (by, when): (String, String),
) -> Option<NamedLine> {
    let text = |text: String| PersonalText::parse(&text).ok();
    let name = text(format!("{}, {}", one.family.reveal(), one.given.reveal()))?;
    Some(NamedLine {
        handle: sitting.handle(one.id),
        worker,
        name,
        birth: one.birth.and_then(|day| text(day_in_words(day))),
        nhs_number: one.nhs_number.as_ref().and_then(|one| text(one.masked())),
        closeness: one.closeness,
        said: format!("{by}, {when}"),
        state: state(one),
    })
}

fn state(one: &DeclaredPerson) -> NamedState {
    let Some(last) = one.withdrawals.last() else {
        return NamedState::Stands;
    };
    match &last.answer {
        None => NamedState::WithdrawalWaits {
            at: moment_in_words(last.asked_at),
        },
        Some((false, _, when)) => NamedState::WithdrawalRefused {
            at: moment_in_words(*when),
        },
        Some((true, _, when)) => NamedState::Withdrawn {
            at: moment_in_words(*when),
        },
    }
}
