//! Who used our data: for the owner of a source, by month, purpose and team, what level was shown
//! and of how many people; and each look with nothing of any other source.
//!
//! The owner of a source is a worker in the role of source owner whose team is the controller
//! named in the source's agreement. The information-governance lead sees every source.
//! Invariant: nobody whom a look was about is named, and no worker: an entry's number is what the
//! owner asks the information-governance lead about.

use crate::access::{Answer, allowed_by};
use crate::at::day_of;
use crate::{At, Kith, OperationError, Sitting, moment_in_words};
use audit::{AuditAction, AuditEvent};
use governance::Action;
use std::collections::{BTreeMap, BTreeSet};
use store::{Look, LookFilter};
use vocabulary::{Level, PersonId, Role, SourceId};

/// The newest entries that are read.
pub const ENTRIES_READ: u32 = 50_000;
/// Single looks listed for one source.
const LOOKS_LISTED: usize = 100;

/// How the data of one's sources was used.
pub struct DataUse {
    /// The sources that the worker answers for, by name.
    pub sources: Vec<SourceUse>,
}

/// How the data of one source was used.
pub struct SourceUse {
    /// The source's name.
    pub source: String,
    /// Who answers for it.
    pub controller: String,
    /// By month, purpose and team, the newest month first.
    pub lines: Vec<UseLine>,
    /// The newest looks.
    pub looks: Vec<UseLook>,
    /// Looks that are not listed singly.
    pub more: usize,
}

/// Uses of one month, for one purpose, by one team.
pub struct UseLine {
    /// The month, in words.
    pub month: String,
    /// The purpose.
    pub purpose: String,
    /// The team, or the role where no team is known.
    pub team: String,
    /// The most that was shown.
    pub level: Level,
    /// How many looks.
    pub looks: usize,
    /// How many people stood on the pages or lists of these looks.
    pub people: usize,
}

/// One look, as far as it showed something of the source.
pub struct UseLook {
    /// Number of the audit entry.
    pub seq: u64,
    /// When, in words.
    pub at: String,
    /// The team, or the role where no team is known.
    pub team: String,
    /// The purpose.
    pub purpose: String,
    /// Category and level, in words, of this source only.
    pub shown: Vec<(String, Level)>,
}

/// Month as year and month, purpose, team.
type Key = (std::cmp::Reverse<(i16, i8)>, String, String);

impl Kith {
    /// Who used the data of the sources that the worker answers for, or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn see_data_use(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<DataUse>, OperationError> {
        let (action, moment) = (Action::SeeDataUse, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawDataUse, sitting, at, request_id);
        allowed_by(&mut viewed, &permit);
        let looks = self
            .store()
            .looks(viewed, &LookFilter::Newest, ENTRIES_READ)
            .await?;
        let workers = self.store().workers().await?;
        let teams: BTreeMap<String, String> = workers
            .into_iter()
            .filter_map(|worker| Some((worker.staff_id, worker.teams.into_iter().next()?)))
            .collect();
        let sources = self.answers_for(sitting).into_iter();
        let mut sources: Vec<SourceUse> = sources
            .map(|(source, controller)| SourceUse {
                source: self.source_called(&source),
                controller,
                ..use_of(&source, &looks, &teams)
            })
            .collect();
        sources.sort_by(|a, b| a.source.cmp(&b.source));
        Ok(Answer::Shown(DataUse { sources }))
    }

    /// The sources that a worker answers for, each with its controller.
    pub(crate) fn answers_for(&self, sitting: &Sitting) -> BTreeMap<SourceId, String> {
        let is_lead = sitting.role == Role::InformationGovernanceLead;
        let is_ours = |controller: &str| {
            let mut teams = sitting.teams.iter();
            teams.any(|team| team.trim().eq_ignore_ascii_case(controller.trim()))
        };
        let agreements = self.rulebook().agreements();
        agreements
            .filter(|agreement| is_lead || is_ours(&agreement.controller))
            .flat_map(|agreement| {
                let sources = agreement.sources.iter();
                sources.map(|source| (source.clone(), agreement.controller.clone()))
            })
            .filter(|(source, _)| self.source(source).is_some())
            .collect()
    }
}

#[derive(Default)]
struct Sum {
    level: Option<Level>,
    looks: usize,
    people: BTreeSet<PersonId>,
}

/// The use of one source in these looks, newest first; its names are filled in by the caller.
fn use_of(source: &SourceId, looks: &[Look], teams: &BTreeMap<String, String>) -> SourceUse {
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    let mut listed = Vec::new();
    let mut more = 0;
    for look in looks {
        let Some(event) = &look.event else { continue };
        let of_source = event.shown.iter().filter(|shown| shown.source == *source);
        let shown: Vec<(String, Level)> = of_source
            .map(|shown| (shown.category.label().to_owned(), shown.level))
            .collect();
        let Some(level) = shown.iter().map(|(_, level)| *level).max() else {
            continue;
        };
        let (team, purpose) = (team_of(event, teams), purpose_of(event));
        let day = day_of(event.at);
        let month = std::cmp::Reverse((day.year(), day.month()));
        let sum = sums
            .entry((month, purpose.clone(), team.clone()))
            .or_default();
        sum.level = sum.level.max(Some(level));
        sum.looks += 1;
        sum.people.extend(&event.people);
        if listed.len() < LOOKS_LISTED {
            listed.push(UseLook {
                seq: look.seq,
                at: moment_in_words(event.at),
                team,
                purpose,
                shown,
            });
        } else {
            more += 1;
        }
    }
    SourceUse {
        source: String::new(),
        controller: String::new(),
        lines: sums.into_iter().filter_map(line).collect(),
        looks: listed,
        more,
    }
}

fn line((key, sum): (Key, Sum)) -> Option<UseLine> {
    let (std::cmp::Reverse((year, month)), purpose, team) = key;
    let first = vocabulary::Date::new(year, month, 1).ok()?;
    Some(UseLine {
        month: first.strftime("%B %Y").to_string(),
        purpose,
        team,
        level: sum.level?,
        looks: sum.looks,
        people: sum.people.len(),
    })
}

fn team_of(event: &AuditEvent, teams: &BTreeMap<String, String>) -> String {
    let team = event.worker.as_ref().and_then(|worker| teams.get(worker));
    let role = || event.role.map_or("no role", Role::label).to_owned();
    team.cloned().unwrap_or_else(role)
}

fn purpose_of(event: &AuditEvent) -> String {
    let label = event.purpose.map(|purpose| purpose.label().to_owned());
    label.unwrap_or_else(|| "none stated".to_owned())
}
