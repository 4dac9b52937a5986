//! What waits for the records desk: questions about the same people are one item, ordered by
//! harm, doubt and what hangs on them.
//!
//! Invariants
//! - The list names nobody: references, places in files and reasons only.
//! - A question is listed only when both records may be shown to the worker, and only while no
//!   answer stands.
//! - Looking at the list is recorded before it is read.

use crate::access::{Answer, allowed_by};
use crate::review_order::Place;
use crate::review_standing::{
    AskedAnew, Standing, by_pair, in_force, pair_id, since_asked, standing,
};
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::AuditAction;
use governance::{Action, MemberFacts, MemberStanding, Permit};
use std::collections::{BTreeMap, BTreeSet};
use store::{MatchDecision, ReviewQuestion, ReviewReader, WhatHangs};
use vocabulary::{Category, Date, Level, MatchAnswer, MatchQuestion, PersonId, SourceId};

/// What waits, and what waits for somebody else.
pub struct ReviewQueue {
    /// The items that this worker can answer, the most urgent first.
    pub items: Vec<ReviewItem>,
    /// Questions that this worker has answered and a different worker has to.
    pub waiting_for_a_colleague: usize,
    /// Questions that two workers have answered differently.
    pub contradicting: usize,
    /// Questions about a record that its service shows to nobody here.
    pub not_shown: usize,
}

/// Questions about the same people.
pub struct ReviewItem {
    /// The most urgent first; never empty.
    pub questions: Vec<QuestionLine>,
}

/// One question as the list says it.
pub struct QuestionLine {
    /// Leads to the two records.
    pub handle: Handle,
    /// What a worker quotes.
    pub reference: String,
    /// What is asked.
    pub kind: MatchQuestion,
    /// Why the two may be one person, or clash: the explanation as a sentence.
    pub words: String,
    /// Why the question stands where it stands.
    pub why_here: Vec<String>,
    /// Source, file and line of each record.
    pub places: [String; 2],
    /// Match weight of the pair, in log2 odds.
    pub weight: f64,
    /// Another worker has answered; this one answers without knowing what.
    pub is_second: bool,
}

/// A question with what is known of it before anything of a record is shown.
pub(crate) struct Asked {
    pub(crate) question: ReviewQuestion,
    pub(crate) place: Place,
    pub(crate) standing: Standing,
    /// Both records are of sources that show names to the records desk.
    pub(crate) is_shown: bool,
}

impl Kith {
    /// What waits for this worker, or a refusal.
    ///
    /// # Errors
    /// When nothing is published, or the audit or the database fails.
    pub async fn review_queue(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<ReviewQueue>, OperationError> {
        let action = Action::ReviewMatches;
        let moment = (at, request_id);
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawReviewQueue, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        let mut reader = ReviewReader::open(self.store(), &permit, event).await?;
        let asked = self.asked(&mut reader, &permit, at.today()).await?;
        reader.leave().await?;
        let queue = queue(sitting, &asked, |source| self.source_called(source));
        let lines = queue.items.iter().flat_map(|item| &item.questions);
        let ids: Vec<uuid::Uuid> = lines.map(|line| line.id).collect();
        self.keep_handles(sitting, ids.into_iter()).await?;
        Ok(Answer::Shown(queue.into()))
    }

    /// Every question of the current generation with its place and standing.
    pub(crate) async fn asked(
        &self,
        reader: &mut ReviewReader,
        permit: &Permit,
        today: Date,
    ) -> Result<Vec<Asked>, OperationError> {
        let questions = reader.questions().await?;
        let decisions = reader.decisions().await?;
        let anew = reader.asked_anew().await?;
        let people: BTreeSet<PersonId> = questions.iter().flat_map(|one| one.people).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let hangs = reader.what_hangs(&people).await?;
        let pairs = by_pair(&decisions);
        let apart = kept_apart((&decisions, &anew), &hangs);
        let shown = self.sources_with_names(permit);
        let is_shown = |source: &SourceId| shown.contains(source);
        let nothing = WhatHangs::default();
        let asked = questions.into_iter().map(|question| {
            let pair = (question.records[0], question.records[1]);
            let of_pair = pairs.get(&pair).map_or(&[][..], Vec::as_slice);
            let mut standing = standing(&since_asked(pair, of_pair, &anew));
            let [one, other] = question.people;
            if standing == Standing::Open && apart.contains(&(one.min(other), one.max(other))) {
                standing = Standing::Stands(MatchAnswer::NotSame);
            }
            let sides = question
                .people
                .map(|person| hangs.get(&person).unwrap_or(&nothing));
            Asked {
                place: Place::of(&question, sides, is_shown, today),
                is_shown: question.sources.iter().all(is_shown),
                question,
                standing,
            }
        });
        Ok(asked.collect())
    }

    /// The sources that show names to whoever holds this permit, whatever a person's age.
    pub(crate) fn sources_with_names(&self, permit: &Permit) -> BTreeSet<SourceId> {
        let nobody = MemberFacts {
            person: PersonId::new(uuid::Uuid::nil()),
            age: None,
            standing: MemberStanding::open(),
        };
        let member = permit.for_member(self.rulebook(), &nobody);
        let sources = self.sources().iter().map(intake::SourceSpecification::id);
        sources
            .filter(|source| member.level(source, Category::Identity) == Level::Detail)
            .cloned()
            .collect()
    }

    /// A source by the name that workers know.
    pub(crate) fn source_called(&self, source: &SourceId) -> String {
        self.source(source)
            .map_or_else(|| source.as_str().to_owned(), |one| one.name().to_owned())
    }
}

/// People of whom some records were decided to be two people's: not asked again through others.
fn kept_apart(
    (decisions, anew): (&[MatchDecision], &AskedAnew),
    hangs: &BTreeMap<PersonId, WhatHangs>,
) -> BTreeSet<(PersonId, PersonId)> {
    let person_of: BTreeMap<_, _> = hangs
        .iter()
        .flat_map(|(person, hangs)| hangs.records.keys().map(|record| (*record, *person)))
        .collect();
    let pairs = by_pair(decisions);
    let decided = pairs.iter().filter(|(pair, answers)| {
        in_force(**pair, answers, anew) == Standing::Stands(MatchAnswer::NotSame)
    });
    decided
        .filter_map(|((a, b), _)| {
            let (one, other) = (person_of.get(a)?, person_of.get(b)?);
            (one != other).then(|| (*one.min(other), *one.max(other)))
        })
        .collect()
}

/// The other questions of the item that this question belongs to: their ids and references.
pub(crate) fn handles_beside(
    sitting: &Sitting,
    asked: &[Asked],
    question: uuid::Uuid,
) -> Vec<(uuid::Uuid, String)> {
    let lines = queue(sitting, asked, |source| source.as_str().to_owned());
    let mut items = lines.items.iter();
    let item = items.find(|item| item.questions.iter().any(|line| line.id == question));
    let others = item.into_iter().flat_map(|item| &item.questions);
    others
        .filter(|line| line.id != question)
        .map(|line| (line.id, line.shown.reference.clone()))
        .collect()
}

impl Asked {
    /// The id of the question.
    pub(crate) fn id(&self) -> uuid::Uuid {
        pair_id(self.question.records[0], self.question.records[1])
    }
}

/// The queue with the ids that become handles.
struct Lines {
    items: Vec<Item>,
    waiting_for_a_colleague: usize,
    contradicting: usize,
    not_shown: usize,
}

struct Item {
    place: Place,
    people: BTreeSet<PersonId>,
    questions: Vec<Line>,
}

struct Line {
    id: uuid::Uuid,
    place: Place,
    shown: QuestionLine,
}

fn queue(sitting: &Sitting, asked: &[Asked], name: impl Fn(&SourceId) -> String) -> Lines {
    let mut growing = Growing::default();
    let mut lines = Lines {
        items: Vec::new(),
        waiting_for_a_colleague: 0,
        contradicting: 0,
        not_shown: 0,
    };
    for one in asked {
        match &one.standing {
            Standing::Stands(_) => {}
            _ if !one.is_shown => lines.not_shown += 1,
            Standing::Contradicting => lines.contradicting += 1,
            Standing::WaitsForSecond { first } if *first == sitting.staff_id => {
                lines.waiting_for_a_colleague += 1;
            }
            Standing::Open | Standing::WaitsForSecond { .. } => {
                let people = one.question.people;
                growing.add(line(sitting, one, &name), people);
            }
        }
    }
    lines.items = growing.items.into_iter().flatten().collect();
    for item in &mut lines.items {
        let order = |a: &Line, b: &Line| {
            let references = (&a.shown.reference, &b.shown.reference);
            b.place.cmp(&a.place).then(references.0.cmp(references.1))
        };
        item.questions.sort_by(order);
    }
    lines.items.sort_by(|a, b| {
        let first = |item: &Item| {
            item.questions
                .first()
                .map(|one| one.shown.reference.clone())
        };
        b.place.cmp(&a.place).then_with(|| first(a).cmp(&first(b)))
    });
    lines
}

/// Items while they grow: questions about the same people come together.
#[derive(Default)]
struct Growing {
    items: Vec<Option<Item>>,
    item_of: BTreeMap<PersonId, usize>,
}

impl Growing {
    /// Puts a question to the items about its people; where those are two, they become one.
    fn add(&mut self, line: Line, people: [PersonId; 2]) {
        let mut item = Item {
            place: line.place,
            people: BTreeSet::from(people),
            questions: vec![line],
        };
        for person in people {
            let other = self.item_of.get(&person);
            if let Some(other) = other.and_then(|at| self.items[*at].take()) {
                item.place = item.place.max(other.place);
                item.people.extend(other.people);
                item.questions.extend(other.questions);
            }
        }
        let at = self.items.len();
        self.item_of
            .extend(item.people.iter().map(|person| (*person, at)));
        self.items.push(Some(item));
    }
}

fn line(sitting: &Sitting, asked: &Asked, name: &impl Fn(&SourceId) -> String) -> Line {
    let question = &asked.question;
    let id = asked.id();
    let [a, b] = &question.places;
    let places = [
        format!("{}, {a}", name(&question.sources[0])),
        format!("{}, {b}", name(&question.sources[1])),
    ];
    Line {
        id,
        place: asked.place,
        shown: QuestionLine {
            handle: sitting.handle(id),
            reference: question.reference.clone(),
            kind: question.kind,
            words: question.words.clone(),
            why_here: asked.place.in_words(),
            places,
            weight: question.weight,
            is_second: asked.standing != Standing::Open,
        },
    }
}

impl From<Lines> for ReviewQueue {
    fn from(lines: Lines) -> Self {
        let item = |item: Item| ReviewItem {
            questions: item.questions.into_iter().map(|one| one.shown).collect(),
        };
        Self {
            items: lines.items.into_iter().map(item).collect(),
            waiting_for_a_colleague: lines.waiting_for_a_colleague,
            contradicting: lines.contradicting,
            not_shown: lines.not_shown,
        }
    }
}
