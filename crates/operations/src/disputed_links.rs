//! Records that somebody said are about somebody else, for the information-governance lead: who
//! was shown the wrong join before it was hidden, so that they can be told.
//!
//! Invariants: it is read from the audit, and reading it is recorded; nothing about anybody to
//! whom the lead is tied is listed.

use crate::access::{Answer, allowed_by};
use crate::at::day_of;
use crate::dispute_marks::who_says;
use crate::own_disputes::{AnsweredDispute, DisputeClock};
use crate::who_looked::called;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::{AuditAction, AuditEvent};
use governance::{Action, Permit};
use std::collections::{BTreeMap, BTreeSet};
use store::{KeptDispute, LookFilter};
use vocabulary::{DisputeKind, PersonId, PersonalText, RecordId, SourceId};

/// How far back it is asked who saw a wrong join.
const DAYS: i64 = 90;
/// The newest looks at one person that are read.
const MOST: u32 = 5_000;

/// One disputed link.
pub struct DisputedJoin {
    /// The person beside whom the record stood, with the way to who has looked at them.
    pub person: (Handle, Option<PersonalText>),
    /// What people quote.
    pub reference: String,
    /// The source of the record.
    pub source_name: String,
    /// Who says so, by role.
    pub who_says: String,
    /// When it was said, in words.
    pub said_on: String,
    /// Until when it is answered.
    pub clock: DisputeClock,
    /// What came of it.
    pub answer: Option<AnsweredDispute>,
    /// Who was shown the person with something of that source in the 90 days before, newest first.
    pub seen: Vec<SawJoin>,
}

/// One look that may have shown the wrong join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SawJoin {
    /// Number of the audit entry.
    pub seq: u64,
    /// Who: name and staff id.
    pub worker: String,
    /// When, in words.
    pub at: String,
    /// What was shown, in words.
    pub what: &'static str,
}

impl Kith {
    /// Every disputed link, the newest first, with who saw it; or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn disputed_joins(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<DisputedJoin>>, OperationError> {
        let (action, moment) = (Action::SeeWhoLooked, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawWhoLooked, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        viewed.note = Some("disputed links".to_owned());
        let mut kept = self.store().disputes(&permit, viewed.clone()).await?;
        kept.retain(|one| one.dispute.kind == DisputeKind::WrongPerson);
        kept.reverse();
        let partners: Vec<RecordId> = kept.iter().filter_map(|one| one.partner).collect();
        let people = self.store().people_of_records(&partners).await?;
        let tied = self.kept_from(sitting, at.today()).await?;
        let mut listed = Vec::new();
        for one in kept {
            let beside = one.partner.and_then(|partner| people.get(&partner));
            let Some(beside) = beside.copied() else {
                continue;
            };
            let concerned = [Some(beside), one.person].into_iter().flatten();
            if !concerned
                .into_iter()
                .any(|person| tied.contains_key(&person))
            {
                listed.push((one, beside));
            }
        }
        let joins = self.joins(sitting, &permit, listed, (viewed, moment));
        Ok(Answer::Shown(joins.await?))
    }

    async fn joins(
        &self,
        sitting: &Sitting,
        permit: &Permit,
        listed: Vec<(KeptDispute, PersonId)>,
        (viewed, moment): (AuditEvent, (At, &str)),
    ) -> Result<Vec<DisputedJoin>, OperationError> {
        let people: BTreeSet<PersonId> = listed.iter().map(|(_, person)| *person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let names = self.names(sitting, permit, &people, moment).await?;
        self.keep_handles(sitting, people.iter().map(|person| person.uuid()))
            .await?;
        let workers = self.worker_names().await?;
        let mut joins = Vec::new();
        for (one, person) in listed {
            let mut reading = viewed.clone();
            reading.people = vec![person];
            let seen = self.who_saw(&one, person, &workers, reading).await?;
            let said_on = day_of(one.dispute.raised_at);
            joins.push(DisputedJoin {
                person: (sitting.handle(person.uuid()), names.get(&person).cloned()),
                source_name: self.source_called(&one.source),
                who_says: who_says(one.dispute.said_by, one.dispute.role),
                said_on: day_in_words(said_on),
                clock: DisputeClock::of(said_on, moment.0.today()),
                answer: one.answer().map(|step| AnsweredDispute {
                    answer: step.answer,
                    words: step.words.clone(),
                    at: moment_in_words(step.at),
                }),
                reference: one.dispute.reference,
                seen,
            });
        }
        Ok(joins)
    }

    /// Who was shown a person with something of the disputed record's source.
    async fn who_saw(
        &self,
        kept: &KeptDispute,
        person: PersonId,
        workers: &BTreeMap<String, String>,
        reading: AuditEvent,
    ) -> Result<Vec<SawJoin>, OperationError> {
        let people = self.store().with_merged(person).await?;
        let filter = LookFilter::People(people);
        let looks = self.store().looks(reading, &filter, MOST).await?;
        let until = kept.dispute.raised_at;
        let since = until - jiff::SignedDuration::from_hours(24 * DAYS);
        let mut seen = Vec::new();
        for look in &looks {
            let Some(event) = &look.event else { continue };
            let is_then = (since..=until).contains(&event.at);
            if let Some(what) = showed(event, &kept.source).filter(|_| is_then) {
                let worker = event.worker.as_deref().unwrap_or_default();
                seen.push(SawJoin {
                    seq: look.seq,
                    worker: called(workers, worker),
                    at: moment_in_words(event.at),
                    what,
                });
            }
        }
        Ok(seen)
    }
}

/// What an entry showed of a source, in words; nothing where it showed nothing of it.
fn showed(event: &AuditEvent, source: &SourceId) -> Option<&'static str> {
    let of_source = event.shown.iter().any(|shown| shown.source == *source);
    let what = match event.action {
        AuditAction::FamilyShown => "the family page",
        AuditAction::DetailsShown => "the details of one service",
        AuditAction::ShownInResults => "a list of results",
        AuditAction::ReportShown => "a person's report",
        AuditAction::DisputeOpened => "what can be disputed",
        _ => return None,
    };
    of_source.then_some(what)
}
