//! The flags about look-ups, for the information-governance lead: what stands out, what recorded
//! facts say first, the question to ask, and what came of it.
//!
//! Flags are prompts to ask, never automatic discipline; they are themselves personal data about
//! staff. They are worked out anew from the audit, so that none can be removed.
//! Invariants: the look at the flags is recorded before one is read; an outcome is kept with its
//! reason and its audit entry.

use crate::access::{Answer, allowed_by};
use crate::at::{day_of, working_days_after};
use crate::flag_facts::watched;
use crate::who_looked::called;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::AuditAction;
use audit::flags::{Flag, FlagLimits, FlagOutcome, Raised, Watch, WatchedLook};
use governance::{Action, Permit};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::{FlagReview, LookFilter};
use uuid::Uuid;
use vocabulary::{PersonId, PersonalText};

/// The newest entries that are watched at once.
pub const ENTRIES_WATCHED: u32 = 50_000;
/// Working days within which a flag is reviewed.
const REVIEW_DAYS: u8 = 2;
/// The fewest letters of a reason.
const SHORTEST_REASON: usize = 15;
/// The most letters of a reason.
const LONGEST_REASON: usize = 600;

/// Everything on the page about flags.
pub struct FlagsView {
    /// What waits: alerts first, then the oldest.
    pub waiting: Vec<FlagLine>,
    /// What was reviewed, newest first.
    pub reviewed: Vec<FlagLine>,
    /// From which moment on looks were watched, in words; nothing when there are none.
    pub watched_from: Option<String>,
    /// How many looks were watched.
    pub watched: usize,
}

/// One flag.
pub struct FlagLine {
    /// Leads to its form.
    pub handle: Handle,
    /// The flag.
    pub flag: Flag,
    /// Who looked: name and staff id.
    pub worker: String,
    /// For which colleague.
    pub on_behalf_of: Option<String>,
    /// When, in words.
    pub at: String,
    /// Whom it is about, with the way to who has looked at them.
    pub person: Option<(Handle, Option<PersonalText>)>,
    /// What recorded facts say.
    pub fact: String,
    /// How many entries it rests on; the last one's number.
    pub entries: (usize, u64),
    /// The day by which it is to be reviewed, in words.
    pub due: String,
    /// The day is past.
    pub is_late: bool,
    /// What came of it.
    pub outcome: Option<ReviewedLine>,
}

/// What came of a flag.
pub struct ReviewedLine {
    /// What.
    pub outcome: FlagOutcome,
    /// Why.
    pub reason: PersonalText,
    /// Who reviewed.
    pub worker: String,
    /// When, in words.
    pub at: String,
}

/// An outcome as the lead gives it.
#[derive(Debug, Clone, Default)]
pub struct GivenFlagReview {
    /// The outcome; nothing when none was chosen.
    pub outcome: Option<FlagOutcome>,
    /// Why.
    pub reason: String,
}

/// Why an outcome was not kept.
#[derive(Debug, thiserror::Error)]
pub enum FlagReviewError {
    /// None was chosen.
    #[error("choose what came of the flag")]
    NoOutcome,
    /// The reason is missing or too short to be read by somebody else.
    #[error("say in at least 15 letters what was asked and answered")]
    ReasonTooShort,
    /// The reason is too long.
    #[error("the reason must be 600 letters or fewer")]
    ReasonTooLong,
    /// The worker is the one whom the flag is about.
    #[error("a flag about your own look is reviewed by somebody else")]
    OwnFlag,
    /// It could not be kept.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl Kith {
    /// The flags, or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn see_flags(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<FlagsView>, OperationError> {
        let (action, moment) = (Action::ReviewFlags, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawFlags, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        let looks = self
            .store()
            .looks(viewed, &LookFilter::Newest, ENTRIES_WATCHED)
            .await?;
        let gathered = self.gather(&looks, at).await?;
        let watched = watched(&looks, &gathered);
        let raised = raised(&watched);
        let names = self.flag_names(sitting, &permit, &raised, moment).await?;
        let workers = self.worker_names().await?;
        let reviews = self.newest_reviews().await?;
        let drawing = Drawing {
            sitting,
            workers: &workers,
            names: &names,
            at,
        };
        let lines = raised.iter().map(|(one, look)| {
            let review = reviews.get(&(one.flag, last(one)));
            (one.at, drawing.line(one, look, review))
        });
        let from = watched.first().map(|look| moment_in_words(look.at));
        Ok(Answer::Shown(view(lines.collect(), watched.len(), from)))
    }

    /// Names of the people whom flags are about, and handles for them and the flags.
    async fn flag_names(
        &self,
        sitting: &Sitting,
        permit: &Permit,
        raised: &[(Raised, &WatchedLook)],
        moment: (At, &str),
    ) -> Result<BTreeMap<PersonId, PersonalText>, OperationError> {
        let people = raised.iter().filter_map(|(one, _)| one.person);
        let people: BTreeSet<PersonId> = people.collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let names = self.names(sitting, permit, &people, moment).await?;
        let targets = raised.iter().map(|(one, _)| target(one.flag, last(one)));
        let targets = targets.chain(people.iter().map(|person| person.uuid()));
        self.keep_handles(sitting, targets).await?;
        Ok(names)
    }

    /// Keeps what came of a flag, or refuses.
    ///
    /// # Errors
    /// When a part is missing, the flag is about the lead's own look, or it cannot be kept.
    pub async fn review_flag(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        given: &GivenFlagReview,
        (at, request_id): (At, &str),
    ) -> Result<Answer<()>, FlagReviewError> {
        let (flag, seq) = of_target(self.target(sitting, handle).await?)?;
        let permit = match self
            .access(sitting, Action::ReviewFlags, None, (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let (outcome, reason) = given.check()?;
        let worker = self.store().worker_of_entry(seq).await;
        if worker.map_err(OperationError::from)?.as_deref() == Some(sitting.staff_id.as_str()) {
            return Err(FlagReviewError::OwnFlag);
        }
        let mut event = self.event(AuditAction::FlagReviewed, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        event.note = Some(format!(
            "{} of entry {seq}: {}",
            flag.code(),
            outcome.code()
        ));
        let review = FlagReview {
            id: review_id((flag, seq), sitting, at),
            flag,
            seq,
            outcome,
            reason,
            staff_id: sitting.staff_id.clone(),
            reviewed_at: at.timestamp(),
        };
        let kept = self.store().keep_flag_review(&review, event).await;
        kept.map_err(OperationError::from)?;
        Ok(Answer::Shown(()))
    }

    async fn newest_reviews(&self) -> Result<BTreeMap<(Flag, u64), FlagReview>, OperationError> {
        let all = self.store().flag_reviews().await?;
        Ok(all
            .into_iter()
            .map(|review| ((review.flag, review.seq), review))
            .collect())
    }
}

impl GivenFlagReview {
    fn check(&self) -> Result<(FlagOutcome, PersonalText), FlagReviewError> {
        let outcome = self.outcome.ok_or(FlagReviewError::NoOutcome)?;
        let letters = self.reason.trim().chars().count();
        if letters > LONGEST_REASON {
            return Err(FlagReviewError::ReasonTooLong);
        }
        let reason = PersonalText::parse(self.reason.trim()).ok();
        match reason.filter(|_| letters >= SHORTEST_REASON) {
            Some(reason) => Ok((outcome, reason)),
            None => Err(FlagReviewError::ReasonTooShort),
        }
    }
}

/// What the looks raise for a person to ask about.
fn raised(watched: &[WatchedLook]) -> Vec<(Raised, &WatchedLook)> {
    let mut watch = Watch::new(FlagLimits::default());
    let mut all = Vec::new();
    for look in watched {
        let raised = watch.look(look).into_iter();
        let asking = raised.filter(|one| one.flag.class().needs_a_person());
        all.extend(asking.map(|one| (one, look)));
    }
    all
}

fn view(
    lines: Vec<(jiff::Timestamp, FlagLine)>,
    watched: usize,
    watched_from: Option<String>,
) -> FlagsView {
    let (mut waiting, mut reviewed): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|(_, line)| line.outcome.is_none());
    waiting.sort_by_key(|(at, line)| (line.flag.class(), *at, line.flag));
    reviewed.sort_by_key(|(at, line)| (std::cmp::Reverse(*at), line.flag));
    let plain =
        |lines: Vec<(jiff::Timestamp, FlagLine)>| lines.into_iter().map(|(_, line)| line).collect();
    FlagsView {
        waiting: plain(waiting),
        reviewed: plain(reviewed),
        watched_from,
        watched,
    }
}

struct Drawing<'a> {
    sitting: &'a Sitting,
    workers: &'a BTreeMap<String, String>,
    names: &'a BTreeMap<PersonId, PersonalText>,
    at: At,
}

impl Drawing<'_> {
    fn line(&self, one: &Raised, look: &WatchedLook, review: Option<&FlagReview>) -> FlagLine {
        let due = working_days_after(day_of(one.at), REVIEW_DAYS);
        let person = one.person.map(|person| {
            let name = self.names.get(&person).cloned();
            (self.sitting.handle(person.uuid()), name)
        });
        FlagLine {
            handle: self.sitting.handle(target(one.flag, last(one))),
            flag: one.flag,
            worker: called(self.workers, &one.worker),
            on_behalf_of: look.on_behalf_of.clone(),
            at: moment_in_words(one.at),
            person,
            fact: look.explanation.in_words(),
            entries: (one.entries.len(), last(one)),
            due: day_in_words(due),
            is_late: review.is_none() && due < self.at.today(),
            outcome: review.map(|review| ReviewedLine {
                outcome: review.outcome,
                reason: review.reason.clone(),
                worker: called(self.workers, &review.staff_id),
                at: moment_in_words(review.reviewed_at),
            }),
        }
    }
}

/// The entry that raised a flag.
fn last(raised: &Raised) -> u64 {
    raised.entries.last().copied().unwrap_or(0)
}

/// The same review sent twice in one moment is one.
fn review_id((flag, seq): (Flag, u64), sitting: &Sitting, at: At) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"kith flag review 1");
    hash.update(target(flag, seq).as_bytes());
    hash.update(sitting.staff_id.as_bytes());
    hash.update(at.timestamp().to_string().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// A flag as the target of a handle.
fn target(flag: Flag, seq: u64) -> Uuid {
    let place = Flag::ALL.iter().position(|one| *one == flag);
    let number = u64::try_from(place.unwrap_or(0)).unwrap_or(0);
    Uuid::from_u64_pair(number, seq)
}

fn of_target(target: Uuid) -> Result<(Flag, u64), OperationError> {
    let (number, seq) = target.as_u64_pair();
    let place = usize::try_from(number).ok();
    let flag = place.and_then(|place| Flag::ALL.get(place));
    flag.map(|flag| (*flag, seq))
        .ok_or(OperationError::NotFound)
}
