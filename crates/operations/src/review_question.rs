//! One question of the records desk: two records side by side, what differs, and why they may be
//! one person.
//!
//! Invariants
//! - The entry that names the records and the people is written before anything is read.
//! - What is shown was opened by a permit for the very person and source.
//! - A worker who answers second does not see what the first has answered.

use crate::access::{Answer, allowed_by, shown_by};
use crate::found_lines::Accounts;
use crate::link_people::record_of;
use crate::look_up_family::audit_levels;
use crate::opening::age_range;
use crate::review_bridge::{PersonBridge, decided_same};
use crate::review_compare::{ComparedField, RecordSaid, fields};
use crate::review_queue::{Asked, handles_beside};
use crate::review_standing::{
    AskedAnew, Standing, by_pair, human_decisions, pair_id, reference_of, since_asked, standing,
};
use crate::standings::Standings;
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use governance::{Action, MemberFacts, Opened, Permit};
use linkage::{Explanation, Model, explain};
use std::collections::{BTreeMap, BTreeSet};
use store::{MatchDecision, PersonFacts, ReviewReader, SourcePerson, StoreError};
use vocabulary::{
    Category, MatchAnswer, MatchQuestion, MatchReason, PersonId, PersonKey, PersonalText, RecordId,
    SourceId,
};

/// Two records and all that helps to decide about them.
pub struct ReviewView {
    /// What a worker quotes.
    pub reference: String,
    /// What is asked.
    pub kind: MatchQuestion,
    /// The two records, and with each what else is held to be that person.
    pub sides: [ReviewSide; 2],
    /// Field by field.
    pub fields: Vec<ComparedField>,
    /// Levels, weights and sentence.
    pub explanation: Explanation,
    /// Why the question stands where it stands.
    pub why_here: Vec<String>,
    /// Two workers have to answer, each alone.
    pub needs_second: bool,
    /// What this worker can do.
    pub state: ReviewState,
    /// What was answered before, where it may be told.
    pub earlier: Vec<EarlierAnswer>,
    /// Other questions about the same people: where each leads, and its reference.
    pub beside: Vec<(Handle, String)>,
    /// Why the worker may see it, in words.
    pub why_you_may: String,
    /// The number of the audit entry.
    pub decision: String,
}

/// One of the two records.
pub struct ReviewSide {
    /// The source's name.
    pub source_name: String,
    /// The person's number in that source.
    pub key: PersonalText,
    /// Further records of the person whom this record is held to be.
    pub others: Vec<OtherRecord>,
    /// Where that person hangs together by least; told once where both records are one person.
    pub bridge: Option<PersonBridge>,
}

/// A record beside one of the two.
pub struct OtherRecord {
    /// The source's name.
    pub source_name: String,
    /// The person's number in that source.
    pub key: PersonalText,
    /// Name.
    pub name: Option<PersonalText>,
    /// Birth date.
    pub birth: Option<PersonalText>,
}

/// What a worker can do about a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// Answer.
    Open,
    /// Answer as the second worker.
    OpenForSecond,
    /// Wait for a different worker: this one has answered.
    YouAnswered,
    /// Speak to each other: two workers answered differently.
    Contradicting,
    /// Nothing: it is decided.
    Decided(MatchAnswer),
}

/// One answer that was given before.
pub struct EarlierAnswer {
    /// Who.
    pub worker: String,
    /// When, in words.
    pub at: String,
    /// The answer.
    pub answer: MatchAnswer,
    /// Why.
    pub reason: MatchReason,
    /// What the worker added.
    pub note: Option<PersonalText>,
}

/// A question whose records are known and of which nothing has been read yet.
pub(crate) struct Named {
    pub(crate) id: uuid::Uuid,
    pub(crate) records: [RecordId; 2],
    pub(crate) people: [PersonId; 2],
}

impl Kith {
    /// The handle of the question with this reference, in this sitting.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] when there is none; when the database fails.
    pub async fn question_handle(
        &self,
        sitting: &Sitting,
        reference: &str,
    ) -> Result<Handle, OperationError> {
        let reference = reference.trim().to_uppercase();
        let pairs = self.store().pairs_with_reference(&reference).await?;
        let [(a, b)] = pairs[..] else {
            return Err(OperationError::NotFound);
        };
        let id = pair_id(a, b);
        self.keep_handles(sitting, std::iter::once(id)).await?;
        Ok(sitting.handle(id))
    }

    /// The reference of a question, for whoever may answer it. Nothing is read of its records.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the audit fails.
    pub async fn question_reference(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<String>, OperationError> {
        let named = self.named(sitting, handle).await?;
        let allowed = self
            .may_review(sitting, Some(&named), (at, request_id))
            .await?;
        Ok(match allowed {
            Ok(_) => Answer::Shown(reference_of(named.id)),
            Err(refused) => Answer::Refused(refused),
        })
    }

    /// Opens a question, or refuses.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting, or a question whose records
    /// are gone or not shown; when the audit or the database fails.
    pub async fn review_question(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<ReviewView>, OperationError> {
        let named = self.named(sitting, handle).await?;
        let (action, subject) = (Action::ReviewMatches, Some(named.people[0]));
        let permit = match self
            .access(sitting, action, subject, (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::MatchOpened, sitting, at, request_id);
        event.people = named.people.to_vec();
        allowed_by(&mut event, &permit);
        event.note = Some(named.in_words());
        let mut reader = ReviewReader::open(self.store(), &permit, event.clone()).await?;
        let asked = self.asked(&mut reader, &permit, at.today()).await?;
        let mut view = self
            .opened(sitting, &mut reader, &permit, &named, &asked, at)
            .await?;
        event.action = AuditAction::MatchShown;
        shown_by(&mut event, &permit, audit_levels(&view.shown));
        view.view.decision = reader.finish(event).await?.to_string();
        let beside = handles_beside(sitting, &asked, named.id);
        let ids: Vec<uuid::Uuid> = beside.iter().map(|(id, _)| *id).collect();
        self.keep_handles(sitting, ids.into_iter()).await?;
        let beside = beside.into_iter();
        view.view.beside = beside
            .map(|(id, words)| (sitting.handle(id), words))
            .collect();
        Ok(Answer::Shown(view.view))
    }

    /// The records and people of a question. Ids only.
    pub(crate) async fn named(
        &self,
        sitting: &Sitting,
        handle: &Handle,
    ) -> Result<Named, OperationError> {
        let id = self.target(sitting, handle).await?;
        let pairs = self.store().pairs_with_reference(&reference_of(id)).await?;
        let pair = pairs.into_iter().find(|(a, b)| pair_id(*a, *b) == id);
        let (a, b) = pair.ok_or(OperationError::NotFound)?;
        let people = self.store().people_of_records(&[a, b]).await?;
        match (people.get(&a), people.get(&b)) {
            (Some(one), Some(other)) => Ok(Named {
                id,
                records: [a, b],
                people: [*one, *other],
            }),
            _ => Err(OperationError::NotFound),
        }
    }

    async fn opened(
        &self,
        sitting: &Sitting,
        reader: &mut ReviewReader,
        permit: &Permit,
        named: &Named,
        asked: &[Asked],
        at: At,
    ) -> Result<OpenedQuestion, OperationError> {
        let compared = reader.compared(&named.records).await?;
        let find = |id: RecordId| compared.iter().find(|one| one.id == id);
        let (Some(one), Some(other)) = (find(named.records[0]), find(named.records[1])) else {
            return Err(OperationError::NotFound);
        };
        let model = self.model().await?;
        let explanation = explained(&model, one, other);
        let mut people = named.people.to_vec();
        people.dedup();
        let facts = reader.facts(&people).await?;
        let standings = self.standings(sitting, &people, at).await?;
        let mut opening = Opening::new(self, permit, &standings);
        for person in facts {
            opening.open(person, at);
        }
        let shown: BTreeSet<_> = opening.said.keys().cloned().collect();
        let (mut sides, said) = opening
            .sides(named, [one, other])
            .ok_or(OperationError::NotFound)?;
        let mut bridges = self.bridges(reader, &model, &people, &shown).await?;
        for (side, person) in sides.iter_mut().zip(named.people) {
            side.bridge = bridges.remove(&person);
        }
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        let told = self.told(sitting, named, (&decisions, &anew)).await?;
        let of_queue = asked.iter().find(|asked| asked.id() == named.id);
        let sensitive = match of_queue {
            Some(asked) => asked.place.needs_second(),
            None => told.needs_second,
        };
        let view = ReviewView {
            reference: reference_of(named.id),
            kind: of_queue.map_or(told.kind, |asked| asked.question.kind),
            sides,
            fields: fields(&said),
            explanation,
            why_here: of_queue.map_or_else(Vec::new, |asked| asked.place.in_words()),
            needs_second: sensitive,
            state: told.state,
            earlier: told.earlier,
            beside: Vec::new(),
            why_you_may: permit.basis().in_words().to_owned(),
            decision: String::new(),
        };
        Ok(OpenedQuestion {
            view,
            shown: opening.accounts,
        })
    }

    pub(crate) async fn model(&self) -> Result<Model, OperationError> {
        let unreadable = |_| StoreError::Unreadable("generation.model");
        Ok(Model::parse(&self.store().current_model().await?).map_err(unreadable)?)
    }

    /// Where each person hangs together by least, among the records that are shown.
    async fn bridges(
        &self,
        reader: &mut ReviewReader,
        model: &Model,
        people: &[PersonId],
        shown: &BTreeSet<(PersonId, SourceId, PersonKey)>,
    ) -> Result<BTreeMap<PersonId, PersonBridge>, OperationError> {
        let hangs = reader.what_hangs(people).await?;
        let same = decided_same(&human_decisions(
            &reader.decisions().await?,
            &reader.asked_anew().await?,
        ));
        let mut bridges = BTreeMap::new();
        for (person, hangs) in hangs {
            let ids: Vec<RecordId> = hangs.records.into_keys().collect();
            let compared = reader.compared(&ids).await?;
            let is_shown = |one: &&SourcePerson| {
                shown.contains(&(person, one.source.clone(), one.key.clone()))
            };
            let bridge = self.bridge_of(model, compared.iter().filter(is_shown), &same);
            bridges.extend(bridge.map(|bridge| (person, bridge)));
        }
        Ok(bridges)
    }

    /// What was answered about a pair, as far as this worker may know before answering.
    async fn told(
        &self,
        sitting: &Sitting,
        named: &Named,
        (decisions, anew): (&[MatchDecision], &AskedAnew),
    ) -> Result<Told, OperationError> {
        let pair = (named.records[0], named.records[1]);
        let pairs = by_pair(decisions);
        let answers = pairs.get(&pair).map_or(&[][..], Vec::as_slice);
        let state = match standing(&since_asked(pair, answers, anew)) {
            Standing::Open => ReviewState::Open,
            Standing::WaitsForSecond { first } if first == sitting.staff_id => {
                ReviewState::YouAnswered
            }
            Standing::WaitsForSecond { .. } => ReviewState::OpenForSecond,
            Standing::Contradicting => ReviewState::Contradicting,
            Standing::Stands(answer) => ReviewState::Decided(answer),
        };
        let workers = self.worker_names().await?;
        let is_told = state != ReviewState::OpenForSecond;
        let earlier = answers
            .iter()
            .filter(|_| is_told)
            .map(|answer| EarlierAnswer {
                worker: crate::who_looked::called(&workers, &answer.staff_id),
                at: moment_in_words(answer.decided_at),
                answer: answer.answer,
                reason: answer.reason,
                note: answer.note.clone(),
            });
        let last = decisions.iter().rev().find(|one| (one.a, one.b) == pair);
        Ok(Told {
            kind: last.map_or(MatchQuestion::MayBeOne, |one| one.question),
            needs_second: last.is_some_and(|one| one.needs_second),
            state,
            earlier: earlier.collect(),
        })
    }
}

impl Named {
    /// Which records, for the audit: ids that name nobody.
    pub(crate) fn in_words(&self) -> String {
        let [a, b] = self.records;
        format!("{} records {a} {b}", reference_of(self.id))
    }
}

pub(crate) fn explained(model: &Model, one: &SourcePerson, other: &SourcePerson) -> Explanation {
    let (a, b) = (record_of(one.id, one), record_of(other.id, other));
    explain(model, &a, &b)
}

/// What is known of the answers about one pair.
struct Told {
    kind: MatchQuestion,
    needs_second: bool,
    state: ReviewState,
    earlier: Vec<EarlierAnswer>,
}

struct OpenedQuestion {
    view: ReviewView,
    shown: Accounts,
}

/// Opens what is stored about people, record by record, and keeps account of what was shown.
struct Opening<'a> {
    kith: &'a Kith,
    permit: &'a Permit,
    standings: &'a Standings,
    said: BTreeMap<(PersonId, SourceId, PersonKey), RecordSaid>,
    accounts: Accounts,
}

impl<'a> Opening<'a> {
    fn new(kith: &'a Kith, permit: &'a Permit, standings: &'a Standings) -> Self {
        Self {
            kith,
            permit,
            standings,
            said: BTreeMap::new(),
            accounts: Accounts::new(),
        }
    }

    fn open(&mut self, facts: PersonFacts, at: At) {
        let person = facts.person;
        let age = age_range(facts.births.iter(), at.today());
        let facts_of = MemberFacts {
            person,
            age,
            standing: self.standings.of(person),
        };
        let member = self.permit.for_member(self.kith.rulebook(), &facts_of);
        for (sealed, from) in facts.identities {
            if let Opened::Shown { value, level } = member.disclose_person(sealed) {
                let place = (from.source.clone(), Category::Identity);
                let kept = self.accounts.entry(place).or_insert(level);
                *kept = level.max(*kept);
                let key = (person, from.source, value.key.clone());
                self.said.entry(key).or_default().add(value);
            }
        }
        for (sealed, from) in facts.other_names {
            if let Opened::Shown { value, .. } = member.open(sealed) {
                let key = (person, from.source, value.person.clone());
                // A name without a record of its own would be a record without a person.
                if let Some(said) = self.said.get_mut(&key) {
                    said.add_name(value.name);
                }
            }
        }
    }

    /// The two records with what else is held to be each person; nothing when one is not shown.
    fn sides(
        &mut self,
        named: &Named,
        records: [&SourcePerson; 2],
    ) -> Option<([ReviewSide; 2], [RecordSaid; 2])> {
        let key = |at: usize| {
            let record = records[at];
            (named.people[at], record.source.clone(), record.key.clone())
        };
        let (one, other) = (self.said.remove(&key(0))?, self.said.remove(&key(1))?);
        let is_one = named.people[0] == named.people[1];
        let mut sides = [self.side(records[0])?, self.side(records[1])?];
        for ((person, source, key), said) in std::mem::take(&mut self.said) {
            // Records of a person who holds both stand beside the first.
            let at = usize::from(!is_one && person == named.people[1]);
            sides[at].others.push(OtherRecord {
                source_name: self.kith.source_called(&source),
                key: PersonalText::parse(key.reveal()).ok()?,
                name: said.usual(),
                birth: said.born(),
            });
        }
        Some((sides, [one, other]))
    }

    fn side(&self, record: &SourcePerson) -> Option<ReviewSide> {
        Some(ReviewSide {
            source_name: self.kith.source_called(&record.source),
            key: PersonalText::parse(record.key.reveal()).ok()?,
            others: Vec::new(),
            bridge: None,
        })
    }
}
