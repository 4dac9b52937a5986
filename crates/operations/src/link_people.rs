//! Linking: which records of which sources are about one person; people keep their ids.
//!
//! Invariants: only automatic links and the records desk make a person; possible ones wait and
//! disclose nothing. What the records desk has decided, no run overturns.

use crate::access::event;
use crate::review_bridge::decided_same;
use crate::review_clashes::{self, Marks};
use crate::review_standing::{
    AskedAnew, Movers, Pair, human_decisions, movers, pair_id, reference_of,
};
use crate::run_figures::{HeldBackFigures, RecordsBySource, RunFigures, by_source};
use crate::{At, Kith, OperationError};
use audit::AuditAction;
use linkage::identity::{Assignment, IdentityEvent, Membership, assign};
use linkage::search::search_keys;
use linkage::{
    HumanDecisions, Linkage, LinkageRecord, PairDecision, Progress, RecordInput, Settings, explain,
    link_again,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    BuiltGeneration, ClashRow, MatchDecision, MembershipChange, Mint, PossibleRow, SourcePerson,
};
use uuid::Uuid;
use vocabulary::{Address, GenerationId, PersonId, RecordId};

/// What a link run came to.
pub struct LinkedPeople {
    /// The number of the generation that waits for publish.
    pub generation: i64,
    /// Records that were linked.
    pub records: u64,
    /// People found.
    pub people: u64,
    /// People who are new.
    pub founded: u64,
    /// Pairs that wait for review.
    pub possible: u64,
    /// Clashes inside people that wait for review.
    pub clashes: u64,
    /// Decisions of the records desk that stood in this run.
    pub decided: u64,
    /// Pairs that were compared.
    pub compared: u64,
    /// Pairs that each blocking rule proposed, and those that its cap passed over.
    pub rules: Vec<(String, u64, u64)>,
    /// Merges and splits of people who were known before.
    pub merged: u64,
    /// Splits of people who were known before.
    pub split: u64,
    /// What the analyst is shown of the run.
    pub figures: RunFigures,
}

impl Kith {
    /// Links everything that is loaded and keeps the outcome as the next generation.
    ///
    /// # Errors
    /// When the database fails; the generation before stays.
    pub async fn link_people(
        &self,
        mint: &mut Mint,
        at: At,
        progress: impl FnMut(Progress) + Send + 'static,
    ) -> Result<LinkedPeople, OperationError> {
        let (loads, persons) = self.store().source_persons().await?;
        let before = memberships(self.store().memberships().await?);
        let decisions = self.store().match_decisions().await?;
        let anew = self.store().asked_anew().await?;
        let human = human_decisions(&decisions, &anew);
        let decided = (human.same.len() + human.not_same.len()) as u64;
        let human = disputed_apart(human, self.store().disputed_apart().await?);
        let human = sealed(human, self.store().sealed_pairs().await?);
        let of_run = (human.clone(), by_evidence(&before, &decisions));
        let linked =
            tokio::task::spawn_blocking(move || Run::of(persons, &of_run.1, &of_run.0, progress))
                .await;
        let Ok(run) = linked else {
            return Err(OperationError::Store(store::StoreError::Unreadable(
                "link run",
            )));
        };
        let mut founded = Vec::new();
        let assignment = assign(&before, &run.clusters(), &human, &mut || {
            let person = PersonId::new(mint.id());
            founded.push(person);
            person
        });
        let moved = self
            .moved((&decisions, &anew), &before, &assignment)
            .await?;
        let clashes = run.clashes();
        let mut outcome = outcome(&run.linkage, &assignment, founded.len());
        outcome.clashes = clashes.len() as u64;
        outcome.decided = decided;
        outcome.figures = RunFigures::of(&run.linkage, &run.records, &run.sources);
        let model = run.linkage.model.to_text();
        let built = BuiltGeneration {
            id: GenerationId::new(mint.id()),
            made_at: at.timestamp(),
            loads,
            minted: founded,
            redirected: redirected(&assignment),
            changes: changes(&before, &assignment, &moved),
            possible: run.possible(),
            clashes,
            keys: run.keys(),
            model_version: model_version(&model),
            model,
            report: report_text(&outcome),
        };
        outcome.generation = self.store().keep_generation(built).await?;
        self.count_held_back(&mut outcome, at).await?;
        let mut linked = event(AuditAction::Linked, at, &outcome.generation.to_string());
        linked.note = Some(format!(
            "{} records, {} people",
            outcome.records, outcome.people
        ));
        self.store().record(linked).await?;
        Ok(outcome)
    }

    /// Holds back who might be a restricted person, and counts it in the run's figures.
    async fn count_held_back(
        &self,
        outcome: &mut LinkedPeople,
        at: At,
    ) -> Result<(), OperationError> {
        let held_back = self.hold_back(at).await?;
        let counts = self.store().held_back_counts().await?;
        outcome.figures.held_back = HeldBackFigures {
            in_this_run: held_back,
            waiting: counts.waiting,
            confirmed: counts.confirmed,
            somebody_else: counts.somebody_else,
        };
        let report = report_text(outcome);
        let store = self.store();
        store.keep_report(outcome.generation, &report).await?;
        Ok(())
    }

    /// Who of the records desk is behind each move of records.
    async fn moved(
        &self,
        decisions: (&[MatchDecision], &AskedAnew),
        before: &[Membership],
        assignment: &Assignment,
    ) -> Result<Movers, OperationError> {
        let since = self.store().current_made_at().await?;
        let before = before.iter().map(|one| (one.record, one.person)).collect();
        let after = assignment.people.iter().copied().collect();
        Ok(movers(decisions, since, &before, &after))
    }
}

/// What stands in the log of memberships for a change that no worker decided.
const ENGINE: &str = "the link engine";

/// The engine's form of a source person. Confidential addresses take no part in matching.
pub(crate) fn record_of(id: RecordId, person: &SourcePerson) -> LinkageRecord {
    let mut stays: Vec<&(Address, vocabulary::DateSpan)> = person
        .addresses
        .iter()
        .filter(|(address, _)| !address.is_confidential)
        .collect();
    // The present address first: open ends before closed ones, later ends before earlier ones.
    stays.sort_by_key(|(_, span)| std::cmp::Reverse(span.to().unwrap_or(vocabulary::Date::MAX)));
    let addresses: Vec<Address> = stays
        .into_iter()
        .map(|(address, _)| address.clone())
        .collect();
    LinkageRecord::new(RecordInput {
        id,
        source: &person.source,
        key: Some(&person.key),
        names: &person.names,
        birth: person.birth,
        sex: person.sex,
        nhs_number: person.nhs_number.as_ref(),
        is_nhs_verified: person.is_nhs_verified,
        unique_pupil_number: person.unique_pupil_number.as_ref(),
        unique_learner_number: person.unique_learner_number.as_ref(),
        telephone: person.telephone.as_ref(),
        email: person.email.as_ref(),
        addresses: &addresses,
    })
}

/// A link run with the records by their place in the order of source and key.
///
/// The engine samples in the order of ids, and minted ids differ from one database to the next:
/// it is given the places instead, so that the same extracts always give the same people.
struct Run {
    linkage: Linkage,
    records: Vec<LinkageRecord>,
    ids: Vec<RecordId>,
    marks: Vec<Marks>,
    sources: RecordsBySource,
}

impl Run {
    fn of(
        persons: Vec<SourcePerson>,
        before: &[Membership],
        human: &HumanDecisions,
        mut progress: impl FnMut(Progress),
    ) -> Self {
        let place = |at: usize| RecordId::new(Uuid::from_u128(at as u128));
        let records: Vec<LinkageRecord> = persons
            .iter()
            .enumerate()
            .map(|(at, person)| record_of(place(at), person))
            .collect();
        let ids: Vec<RecordId> = persons.iter().map(|person| person.id).collect();
        let marks: Vec<Marks> = persons.iter().map(Marks::of).collect();
        let sources = by_source(&persons);
        drop(persons);
        let places = Places::of(&ids);
        let (before, decisions) = (places.of_members(before), places.of_decisions(human));
        let settings = Settings::default();
        let linkage = link_again(&records, &before, &decisions, &settings, &mut progress);
        Self {
            linkage,
            records,
            ids,
            marks,
            sources,
        }
    }

    fn at(id: RecordId) -> usize {
        usize::try_from(id.uuid().as_u128()).expect("a place in a list fits")
    }

    /// The clusters by the records' own ids.
    fn clusters(&self) -> Vec<Vec<RecordId>> {
        let own = |cluster: &Vec<RecordId>| {
            let mut ids: Vec<RecordId> = cluster.iter().map(|id| self.ids[Self::at(*id)]).collect();
            ids.sort_unstable();
            ids
        };
        self.linkage.clusters.iter().map(own).collect()
    }

    fn possible(&self) -> Vec<PossibleRow> {
        let row = |pair: &PairDecision| {
            let (a, b) = (Self::at(pair.a), Self::at(pair.b));
            let words = explain(&self.linkage.model, &self.records[a], &self.records[b]).sentence;
            let (a, b) = (self.ids[a].min(self.ids[b]), self.ids[a].max(self.ids[b]));
            PossibleRow {
                a,
                b,
                weight: pair.weight,
                reference: reference_of(pair_id(a, b)),
                words,
            }
        };
        self.linkage.possible.iter().map(row).collect()
    }

    /// What inside people speaks against them; two records are asked about once.
    fn clashes(&self) -> Vec<ClashRow> {
        let clusters = self.linkage.clusters.iter();
        let people: Vec<Vec<usize>> = clusters.map(|cluster| Self::places(cluster)).collect();
        let laws = review_clashes::laws(people.iter().map(Vec::as_slice), &self.marks);
        let mut rows = Vec::new();
        let mut asked = BTreeSet::new();
        for places in &people {
            for (kind, a, b) in review_clashes::clashes(places, &self.marks, &laws) {
                let ids = (self.ids[a], self.ids[b]);
                let records = (&self.records[a], &self.records[b]);
                if asked.insert((a.min(b), a.max(b))) {
                    rows.push(review_clashes::row(kind, ids, &self.linkage.model, records));
                }
            }
        }
        rows
    }

    fn places(cluster: &[RecordId]) -> Vec<usize> {
        let mut places: Vec<usize> = cluster.iter().map(|id| Self::at(*id)).collect();
        places.sort_unstable();
        places
    }

    fn keys(&self) -> Vec<(i64, RecordId)> {
        let records = self.records.iter().zip(&self.ids);
        records
            .flat_map(|(record, id)| {
                search_keys(record)
                    .into_iter()
                    .map(move |key| (key.to_i64(), *id))
            })
            .collect()
    }
}

/// The place of each record of a run; a record that is no longer there has none.
struct Places(BTreeMap<RecordId, RecordId>);

impl Places {
    fn of(ids: &[RecordId]) -> Self {
        let place = |(id, at): (&RecordId, u128)| (*id, RecordId::new(Uuid::from_u128(at)));
        Self(ids.iter().zip(0u128..).map(place).collect())
    }

    fn of_decisions(&self, human: &HumanDecisions) -> HumanDecisions {
        let placed = |pairs: &[(RecordId, RecordId)]| {
            let pair = |(a, b): &(RecordId, RecordId)| Some((*self.0.get(a)?, *self.0.get(b)?));
            pairs.iter().filter_map(pair).collect()
        };
        HumanDecisions {
            same: placed(&human.same),
            not_same: placed(&human.not_same),
        }
    }

    fn of_members(&self, before: &[Membership]) -> Vec<Membership> {
        let placed = |one: &Membership| {
            Some(Membership {
                record: *self.0.get(&one.record)?,
                ..*one
            })
        };
        before.iter().filter_map(placed).collect()
    }
}

/// Who was one person by evidence alone. A person whom a worker has spoken of is as the standing
/// answers say, so that an answer which was taken back holds nobody together.
fn by_evidence(before: &[Membership], decisions: &[MatchDecision]) -> Vec<Membership> {
    let named: BTreeSet<RecordId> = decisions.iter().flat_map(|one| [one.a, one.b]).collect();
    let spoken_of: BTreeSet<PersonId> = before
        .iter()
        .filter(|one| named.contains(&one.record))
        .map(|one| one.person)
        .collect();
    let is_by_evidence = |one: &&Membership| !spoken_of.contains(&one.person);
    before.iter().filter(is_by_evidence).copied().collect()
}

/// A record of which the records desk said that it is about somebody else stands apart from
/// everything that it stood with, but for what is decided to be the same.
fn disputed_apart(mut human: HumanDecisions, apart: Vec<Pair>) -> HumanDecisions {
    let same: BTreeSet<Pair> = decided_same(&human);
    let apart = apart.into_iter().filter(|pair| !same.contains(pair));
    human.not_same.extend(apart);
    human
}

/// The two sides of a seal are never one person. Nothing says why: it is a fact like others, and
/// it wins over an answer that the two are the same.
fn sealed(mut human: HumanDecisions, sealed: Vec<(RecordId, RecordId)>) -> HumanDecisions {
    human.same.retain(|pair| !sealed.contains(pair));
    human.not_same.extend(sealed);
    human
}

/// Ids of records are minted in the order in which records were first seen.
fn memberships(rows: Vec<(RecordId, PersonId)>) -> Vec<Membership> {
    let mut rows = rows;
    rows.sort_unstable();
    rows.into_iter()
        .zip(0u64..)
        .map(|((record, person), first_seen)| Membership {
            record,
            person,
            first_seen,
        })
        .collect()
}

fn redirected(assignment: &Assignment) -> Vec<(PersonId, PersonId)> {
    let merges = assignment.events.iter().filter_map(|event| match event {
        IdentityEvent::Merged {
            kept, redirected, ..
        } => Some((*redirected, *kept)),
        IdentityEvent::Split { .. }
        | IdentityEvent::Founded { .. }
        | IdentityEvent::Joined { .. }
        | IdentityEvent::Left { .. } => None,
    });
    merges.collect()
}

/// What changes for each record: its person now, the cause, and who decided.
fn changes(
    before: &[Membership],
    assignment: &Assignment,
    moved: &Movers,
) -> Vec<MembershipChange> {
    let known: BTreeMap<RecordId, PersonId> =
        before.iter().map(|one| (one.record, one.person)).collect();
    let merged: BTreeSet<PersonId> = redirected(assignment)
        .into_iter()
        .flat_map(|(gone, kept)| [gone, kept])
        .collect();
    let known_people: BTreeSet<PersonId> = known.values().copied().collect();
    let mut changes = Vec::new();
    let mut present = BTreeSet::new();
    for (record, person) in &assignment.people {
        present.insert(*record);
        let known = known.get(record);
        let worker = known.and_then(|former| moved.get(&(*former, *person)));
        let cause = match (known, worker.is_some()) {
            (Some(same), _) if same == person => continue,
            (Some(other), false) if merged.contains(other) => "merged",
            (Some(other), true) if merged.contains(other) => "merged_by_decision",
            (Some(_), false) => "split",
            (Some(_), true) => "split_by_decision",
            (None, _) if known_people.contains(person) => "joined",
            (None, _) => "founded",
        };
        changes.push(MembershipChange {
            record: *record,
            person: Some(*person),
            cause,
            actor: worker.map_or_else(|| ENGINE.to_owned(), Clone::clone),
        });
    }
    let gone = known.keys().filter(|record| !present.contains(record));
    changes.extend(gone.map(|record| MembershipChange {
        record: *record,
        person: None,
        cause: "left",
        actor: ENGINE.to_owned(),
    }));
    changes
}

/// A short name of a model: two runs with one name weighed every pair alike.
fn model_version(model: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(model.as_bytes());
    format!("model {}", crate::handle::hexadecimal(&hash[..6]))
}

fn outcome(linkage: &Linkage, assignment: &Assignment, founded: usize) -> LinkedPeople {
    let count = |wanted: fn(&IdentityEvent) -> bool| {
        assignment
            .events
            .iter()
            .filter(|event| wanted(event))
            .count() as u64
    };
    LinkedPeople {
        generation: 0,
        records: linkage.report.records,
        people: linkage.report.people,
        clashes: 0,
        decided: 0,
        founded: founded as u64,
        possible: linkage.possible.len() as u64,
        compared: linkage.report.pairs,
        rules: linkage
            .report
            .rules
            .iter()
            .map(|rule| (rule.rule.to_owned(), rule.pairs, rule.pairs_skipped))
            .collect(),
        merged: count(|event| matches!(event, IdentityEvent::Merged { .. })),
        split: count(|event| matches!(event, IdentityEvent::Split { .. })),
        figures: RunFigures::default(),
    }
}

fn report_text(linked: &LinkedPeople) -> String {
    let rules: Vec<serde_json::Value> = linked
        .rules
        .iter()
        .map(|(rule, pairs, skipped)| serde_json::json!({ "rule": rule, "pairs": pairs, "skipped": skipped }))
        .collect();
    serde_json::json!({
        "records": linked.records,
        "people": linked.people,
        "founded": linked.founded,
        "possible": linked.possible,
        "clashes": linked.clashes,
        "decided": linked.decided,
        "compared": linked.compared,
        "merged": linked.merged,
        "split": linked.split,
        "rules": rules,
        "figures": linked.figures,
    })
    .to_string()
}
