//! Gathers the recorded facts that explain looks, and explains each.
//!
//! A few questions to the database for any number of looks: the case links of the workers and
//! their teams, the kinship around whoever was looked at, the duty rota and the emergencies.
//! Invariant: a look that cannot be read is explained by nothing.

use crate::at::day_of;
use crate::nearness::nearness;
use crate::{At, Kith, OperationError};
use audit::flags::Nearness;
use audit::{
    AuditAction, AuditEvent, BreakGlassReview, CaseTie, DutyTurn, Explanation, LookReach,
    LookToExplain, RecordedFacts, TiedBy, explain,
};
use family::network::reach;
use std::collections::{BTreeMap, BTreeSet};
use store::{CaseTieRow, Duty, EmergencyLook, EmergencyState, Look, WorkerRow};
use vocabulary::{EmergencyOutcome, PersonId};

/// Who is of whose family.
pub(crate) type Families = BTreeMap<PersonId, BTreeSet<PersonId>>;

/// Everything that explains looks, gathered once for all of them.
pub(crate) struct Gathered {
    ties: Vec<CaseTieRow>,
    workers: Vec<WorkerRow>,
    families: Families,
    duties: Vec<Duty>,
    emergencies: Vec<EmergencyLook>,
    near: BTreeMap<(String, PersonId), Nearness>,
}

impl Gathered {
    /// What is recorded about the worker and the person of one look.
    pub(crate) fn facts(&self, event: &AuditEvent) -> RecordedFacts {
        let Some(staff_id) = event.worker.as_deref() else {
            return RecordedFacts::default();
        };
        RecordedFacts {
            case_ties: self.case_ties(event, staff_id),
            duty_turns: self.duty_turns(staff_id),
            break_glass: self.break_glass(event, staff_id),
        }
    }

    /// What the worker shares with whoever they looked at, though nobody said so.
    pub(crate) fn nearness(&self, event: &AuditEvent) -> Option<Nearness> {
        let pair = (event.worker.clone()?, subject(event)?);
        self.near.get(&pair).copied()
    }

    /// The request for a look in an emergency that an entry is about.
    pub(crate) fn emergency_asked(&self, event: &AuditEvent) -> Option<&EmergencyLook> {
        let id = event.note.as_deref()?.split(' ').next()?;
        let mut asked = self.emergencies.iter();
        asked.find(|look| look.id.to_string() == id)
    }

    fn duty_turns(&self, staff_id: &str) -> Vec<DutyTurn> {
        let own = self.duties.iter().filter(|duty| duty.staff_id == staff_id);
        own.map(|duty| DutyTurn {
            from: duty.from,
            to: duty.to,
        })
        .collect()
    }

    /// The emergency during which a look at this family was made, and how its review stands.
    fn break_glass(&self, event: &AuditEvent, staff_id: &str) -> Option<BreakGlassReview> {
        let family = self.families.get(&subject(event)?)?;
        let mut own = self.emergencies.iter().rev().filter(|look| {
            look.staff_id == staff_id
                && look.state_at(event.at) == EmergencyState::Open
                && look.asked_at <= event.at
                && look.person.is_some_and(|person| family.contains(&person))
        });
        let look = own.next()?;
        Some(match look.review.as_ref().map(|review| review.2) {
            Some(EmergencyOutcome::Justified) => BreakGlassReview::FoundRight,
            Some(EmergencyOutcome::NotJustified) => BreakGlassReview::FoundWrong,
            Some(EmergencyOutcome::Ask) | None => BreakGlassReview::Waits,
        })
    }

    fn case_ties(&self, event: &AuditEvent, staff_id: &str) -> Vec<CaseTie> {
        let mut accounts = self.workers.iter();
        let account = accounts.find(|worker| worker.staff_id == staff_id);
        let teams = account.map_or(&[][..], |worker| &worker.teams);
        let family = subject(event).and_then(|person| self.families.get(&person));
        let ties = self.ties.iter().filter_map(|row| {
            let by = match (&row.staff, &row.team) {
                (Some(staff), _) if staff == staff_id => TiedBy::Worker,
                (None, Some(team)) if teams.contains(team) => TiedBy::Team,
                (Some(_) | None, _) => return None,
            };
            Some(CaseTie {
                case: row.case.clone(),
                kind: row.kind,
                by,
                span: row.span,
                reaches_person: family.is_some_and(|family| family.contains(&row.child)),
            })
        });
        ties.collect()
    }

    /// Why the look was made, as far as recorded facts say.
    pub(crate) fn explain(&self, event: &AuditEvent) -> Explanation {
        explain(&to_explain(event), &self.facts(event))
    }
}

impl Kith {
    /// The explanation of each readable look, by the number of its entry.
    pub(crate) async fn explanations(
        &self,
        looks: &[Look],
        at: At,
    ) -> Result<BTreeMap<u64, Explanation>, OperationError> {
        let gathered = self.gather(looks, at).await?;
        let read = looks
            .iter()
            .filter_map(|look| Some((look.seq, look.event.as_ref()?)));
        Ok(read
            .map(|(seq, event)| (seq, gathered.explain(event)))
            .collect())
    }

    /// Gathers what could explain these looks.
    pub(crate) async fn gather(&self, looks: &[Look], at: At) -> Result<Gathered, OperationError> {
        let read: Vec<&AuditEvent> = looks
            .iter()
            .filter_map(|look| look.event.as_ref())
            .collect();
        let workers = self.store().workers().await?;
        let ties = self.ties_of(&read, &workers).await?;
        let subjects: BTreeSet<PersonId> = read.iter().filter_map(|event| subject(event)).collect();
        let subjects: Vec<PersonId> = subjects.into_iter().collect();
        let oldest = read.iter().map(|event| event.at).min();
        let duties = match oldest {
            Some(oldest) => self.store().duties_from(oldest).await?,
            None => Vec::new(),
        };
        Ok(Gathered {
            ties,
            workers,
            families: self.families_of(&subjects, at).await?,
            duties,
            emergencies: self.store().emergencies().await?,
            near: self.near(&read, at).await?,
        })
    }

    /// Who looked at somebody near them. Whoever is restricted is near to nobody: a flag must not
    /// tell where they are.
    async fn near(
        &self,
        looks: &[&AuditEvent],
        at: At,
    ) -> Result<BTreeMap<(String, PersonId), Nearness>, OperationError> {
        let pairs: BTreeSet<(String, PersonId)> = looks
            .iter()
            .filter_map(|event| Some((event.worker.clone()?, subject(event)?)))
            .collect();
        let staff: BTreeSet<String> = pairs.iter().map(|(staff, _)| staff.clone()).collect();
        let staff: Vec<String> = staff.into_iter().collect();
        let own = self.store().own_records(&staff).await?;
        let asked = pairs.iter().filter(|(staff, _)| {
            let mut own = own.iter();
            own.any(|(named, _)| named == staff)
        });
        let subjects: BTreeSet<PersonId> = asked.map(|(_, person)| *person).collect();
        let subjects: Vec<PersonId> = subjects.into_iter().collect();
        let restricted = self.store().restrictions_of(&subjects).await?;
        let people: Vec<PersonId> = own
            .iter()
            .map(|(_, person)| *person)
            .chain(subjects)
            .collect();
        let said = self.store().records_say(&people).await?;
        let of = |person: &PersonId| said.get(person).map_or(&[][..], Vec::as_slice);
        let mut near = BTreeMap::new();
        for (staff, person) in pairs {
            let is_open = restricted.get(&person).is_none_or(|set| set.is_empty());
            let mut own = own.iter().filter(|(named, _)| *named == staff && is_open);
            let found = own.find_map(|(_, own)| nearness(of(own), of(&person), at.today()));
            if let Some(found) = found {
                near.insert((staff, person), found);
            }
        }
        Ok(near)
    }

    async fn ties_of(
        &self,
        looks: &[&AuditEvent],
        workers: &[WorkerRow],
    ) -> Result<Vec<CaseTieRow>, OperationError> {
        let staff: BTreeSet<String> = looks
            .iter()
            .filter_map(|event| event.worker.clone())
            .collect();
        let teams: BTreeSet<String> = workers
            .iter()
            .filter(|worker| staff.contains(&worker.staff_id))
            .flat_map(|worker| worker.teams.clone())
            .collect();
        let (staff, teams): (Vec<_>, Vec<_>) =
            (staff.into_iter().collect(), teams.into_iter().collect());
        Ok(self.store().case_ties(&staff, &teams).await?)
    }

    /// The family of each of these people, by recorded kinship. Nobody is named.
    pub(crate) async fn families_of(
        &self,
        people: &[PersonId],
        at: At,
    ) -> Result<Families, OperationError> {
        let near = self
            .store()
            .kin_edges(people, store::KinCounted::All)
            .await?;
        let mut around: BTreeSet<PersonId> = people.iter().copied().collect();
        around.extend(near.iter().flat_map(|edge| [edge.person, edge.other]));
        let around: Vec<PersonId> = around.into_iter().collect();
        let edges = self
            .store()
            .kin_edges(&around, store::KinCounted::All)
            .await?;
        let family = |person: &PersonId| {
            let members = reach(*person, &edges, &[], at.today());
            let all = members.into_iter().map(|member| member.person);
            (*person, all.chain([*person]).collect())
        };
        Ok(people.iter().map(family).collect())
    }
}

/// Whom an entry is about: the first of the people, because a family is recorded child first.
pub(crate) fn subject(event: &AuditEvent) -> Option<PersonId> {
    event.people.first().copied()
}

fn to_explain(event: &AuditEvent) -> LookToExplain {
    LookToExplain {
        at: event.at,
        day: day_of(event.at),
        purpose: event.purpose,
        case: event.case.clone(),
        reach: reach_of(event),
    }
}

fn reach_of(event: &AuditEvent) -> LookReach {
    if event.people.is_empty() {
        return LookReach::Nobody;
    }
    match event.action {
        AuditAction::ShownInResults => LookReach::InResults,
        AuditAction::MatchOpened
        | AuditAction::MatchShown
        | AuditAction::MatchDecided
        | AuditAction::MatchUndone => LookReach::RecordsQuestion,
        _ => LookReach::Opened,
    }
}
