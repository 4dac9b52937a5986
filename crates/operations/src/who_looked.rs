//! Who has looked, for the information-governance lead: at one family, and at anybody (newest).
//! Each worker's own looks are in `own_looks.rs`.
//!
//! Invariant: reading the audit is itself recorded, before a line is read.

use crate::access::{Answer, allowed_by};
use crate::found_lines::{shown_name, written};
use crate::look_groups::FamilyLooks;
use crate::{At, Handle, Kith, OperationError, Sitting, moment_in_words};
use audit::{AuditAction, AuditEvent, Explanation};
use governance::{Action, MemberFacts, Permit, RefusalReason};
use std::collections::{BTreeMap, BTreeSet};
use store::{FamilyReader, Look, LookFilter};
use vocabulary::{NameUse, PersonId, PersonName, PersonRecord, PersonalText};

/// One look as a person reads it.
pub struct LookLine {
    /// Number of the audit entry.
    pub seq: u64,
    /// When, in words.
    pub at: String,
    /// Who: name and staff id.
    pub worker: String,
    /// In which role.
    pub role: String,
    /// For which purpose.
    pub purpose: String,
    /// On which case.
    pub case: Option<String>,
    /// For which colleague.
    pub on_behalf_of: Option<String>,
    /// What was done, in words.
    pub action: String,
    /// What came of it, in words.
    pub outcome: String,
    /// Whom it was about; names for the information-governance lead, and for a worker of their
    /// own looks the name that they were shown.
    pub people: Vec<(Handle, Option<PersonalText>)>,
    /// Which search fields were filled, with their words for the information-governance lead.
    pub terms: Vec<(String, String)>,
    /// Refused.
    pub is_refusal: bool,
    /// What was refused, in words.
    pub refused_what: Option<String>,
    /// The recorded fact that explains the look.
    pub explained_by: Option<String>,
    /// What is missing where no recorded fact explains it.
    pub unexplained: Option<String>,
}

/// The newest entries that one page lists.
const MOST: u32 = 200;

impl Kith {
    /// Who has looked at the family of the person behind a handle, and why: what no recorded
    /// fact explains comes first.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the audit fails.
    pub async fn who_looked(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<FamilyLooks>, OperationError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let person = self.store().successor(person).await?.unwrap_or(person);
        // The person first: the refusal and the reading are recorded as about them.
        let mut people = self.store().with_merged(person).await?;
        people.sort_by_key(|one| *one != person);
        let filter = LookFilter::People(people);
        Ok(match self.looks(sitting, filter, (at, request_id)).await? {
            Answer::Shown(lines) => Answer::Shown(FamilyLooks::of(lines)),
            Answer::Refused(refused) => Answer::Refused(refused),
        })
    }

    /// The newest looks of everybody.
    ///
    /// # Errors
    /// When the audit fails.
    pub async fn recent_looks(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<Vec<LookLine>>, OperationError> {
        self.looks(sitting, LookFilter::Newest, (at, request_id))
            .await
    }

    async fn looks(
        &self,
        sitting: &Sitting,
        filter: LookFilter,
        (at, request_id): (At, &str),
    ) -> Result<Answer<Vec<LookLine>>, OperationError> {
        let subject = match &filter {
            LookFilter::People(people) => people.first().copied(),
            LookFilter::Newest => None,
        };
        let permit = match self
            .access(sitting, Action::SeeWhoLooked, subject, (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut viewed = self.event(AuditAction::SawWhoLooked, sitting, at, request_id);
        viewed.people = subject.into_iter().collect();
        allowed_by(&mut viewed, &permit);
        let looks = self.store().looks(viewed, &filter, MOST).await?;
        let people: BTreeSet<PersonId> = looks
            .iter()
            .filter_map(|look| look.event.as_ref())
            .flat_map(|event| &event.people)
            .copied()
            .collect();
        let people: Vec<PersonId> = people.into_iter().take(500).collect();
        let names = self
            .names(sitting, &permit, &people, (at, request_id))
            .await?;
        self.keep_handles(sitting, people.iter().map(|person| person.uuid()))
            .await?;
        let workers = self.worker_names().await?;
        let named = |person: PersonId, _| names.get(&person).cloned();
        let mut explained = self.explanations(&looks, at).await?;
        let lines = looks.iter().map(|look| {
            let line = line(look, &workers, sitting, TermWords::Shown, &named);
            line.explained(explained.remove(&look.seq))
        });
        Ok(Answer::Shown(lines.collect()))
    }

    /// Names of people for the page about looks, each opened by a permit.
    pub(crate) async fn names(
        &self,
        sitting: &Sitting,
        permit: &Permit,
        people: &[PersonId],
        (at, request_id): (At, &str),
    ) -> Result<BTreeMap<PersonId, PersonalText>, OperationError> {
        if people.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut event = self.event(AuditAction::SawWhoLooked, sitting, at, request_id);
        event.note = Some("names of the people who were looked at".to_owned());
        event.people = people.to_vec();
        let mut reader = match FamilyReader::open(self.store(), permit, event.clone()).await {
            Err(store::StoreError::NothingPublished) => return Ok(BTreeMap::new()),
            other => other?,
        };
        let standings = self.standings(sitting, people, at).await?;
        let mut names = BTreeMap::new();
        for facts in reader.facts(people).await? {
            let member = MemberFacts {
                person: facts.person,
                age: None,
                standing: standings.of(facts.person),
            };
            let member = permit.for_member(self.rulebook(), &member);
            let opened = facts.identities.into_iter();
            let records: Vec<PersonRecord> = opened
                .filter_map(|(sealed, _)| member.disclose_person(sealed).shown())
                .collect();
            if let Some(name) = shown_name(&records).flatten().and_then(written) {
                names.insert(facts.person, name);
            }
        }
        event.note = Some("names shown".to_owned());
        event.people = Vec::new();
        reader.finish(event).await?;
        Ok(names)
    }

    pub(crate) async fn worker_names(&self) -> Result<BTreeMap<String, String>, OperationError> {
        let workers = self.store().workers().await?;
        Ok(workers
            .into_iter()
            .map(|worker| (worker.staff_id, worker.name))
            .collect())
    }
}

/// "FAMILY, given", family name first.
pub(crate) fn usual_name(names: &[PersonName]) -> Option<PersonalText> {
    let name = names
        .iter()
        .find(|name| name.usage == NameUse::Usual)
        .or_else(|| names.first())?;
    let family = name.family.as_ref().map(|part| part.reveal());
    let given = name.given.as_ref().map(|part| part.reveal());
    let text = match (family, given) {
        (Some(family), Some(given)) => format!("{family}, {given}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => return None,
    };
    PersonalText::parse(&text).ok()
}

/// Whether the words of a search stand in its line, or the fields alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TermWords {
    Shown,
    LeftOut,
}

/// One entry as a line; `name_of` gives the name of a person in the entry with a number.
pub(crate) fn line(
    look: &Look,
    workers: &BTreeMap<String, String>,
    sitting: &Sitting,
    words: TermWords,
    name_of: &dyn Fn(PersonId, u64) -> Option<PersonalText>,
) -> LookLine {
    let Some(event) = &look.event else {
        return altered(look.seq);
    };
    let worker = event
        .worker
        .as_deref()
        .map_or_else(|| "nobody signed in".to_owned(), |id| called(workers, id));
    let people = event
        .people
        .iter()
        .map(|person| (sitting.handle(person.uuid()), name_of(*person, look.seq)));
    let terms = event.terms.iter().map(|(field, typed)| {
        let typed = match words {
            TermWords::Shown => typed.clone(),
            TermWords::LeftOut => String::new(),
        };
        (field.clone(), typed)
    });
    LookLine {
        seq: look.seq,
        at: moment_in_words(event.at),
        worker,
        role: event
            .role
            .map_or_else(String::new, |role| role.label().to_owned()),
        purpose: event.purpose.map_or_else(
            || "none stated".to_owned(),
            |purpose| purpose.label().to_owned(),
        ),
        case: event.case.as_ref().map(|case| case.reveal().to_owned()),
        on_behalf_of: event.on_behalf_of.clone(),
        action: event.action.label().to_owned(),
        outcome: outcome(event),
        people: people.collect(),
        terms: terms.collect(),
        is_refusal: event.refusal.is_some(),
        refused_what: refused_what(event),
        explained_by: None,
        unexplained: None,
    }
}

/// A worker by name and staff id.
pub(crate) fn called(workers: &BTreeMap<String, String>, id: &str) -> String {
    let named = workers.get(id).map(|name| format!("{name} ({id})"));
    named.unwrap_or_else(|| id.to_owned())
}

/// The line of an entry that no longer reads as it was written.
fn altered(seq: u64) -> LookLine {
    LookLine {
        seq,
        at: String::new(),
        worker: String::new(),
        role: String::new(),
        purpose: String::new(),
        case: None,
        on_behalf_of: None,
        action: "This entry was altered".to_owned(),
        outcome: "run `kith audit verify` and tell the information-governance lead".to_owned(),
        people: Vec::new(),
        terms: Vec::new(),
        is_refusal: false,
        refused_what: None,
        explained_by: None,
        unexplained: Some("this entry cannot be read".to_owned()),
    }
}

impl LookLine {
    fn explained(mut self, explanation: Option<Explanation>) -> Self {
        match explanation {
            None | Some(Explanation::NobodyWasShown) => {}
            Some(found) if found.is_explained() => self.explained_by = Some(found.in_words()),
            Some(found) => self.unexplained = Some(found.in_words()),
        }
        self
    }
}

/// What a refused entry asked for.
fn refused_what(event: &AuditEvent) -> Option<String> {
    event.refusal.as_ref()?;
    let action = Action::parse(event.note.as_deref()?)?;
    Some(action.label().to_owned())
}

fn outcome(event: &AuditEvent) -> String {
    if event.action == AuditAction::AnsweredAsIfAbsent {
        return "answered as if there were nobody".to_owned();
    }
    match (&event.refusal, event.results) {
        (Some(reason), _) => {
            let words = governance::RefusalReason::parse(reason).map(refusal_in_words);
            format!("refused: {}", words.unwrap_or("the rules did not allow it"))
        }
        (None, Some(0)) => "nobody found".to_owned(),
        (None, Some(1)) => "1 person shown".to_owned(),
        (None, Some(count)) => format!("{count} people shown"),
        (None, None) => "done".to_owned(),
    }
}

fn refusal_in_words(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::WorkerNotActive => "the account is not in use",
        RefusalReason::TrainingOutOfDate => "training is out of date",
        RefusalReason::ActionNotForRole => "not for this role",
        RefusalReason::NoPurpose => "no purpose was stated",
        RefusalReason::PurposeNotActive => "the purpose is not in use",
        RefusalReason::PurposeNotForRole => "the purpose is not for this role",
        RefusalReason::ActionNotForPurpose => "not for this purpose",
        RefusalReason::CaseReferenceMissing => "no case was named",
        RefusalReason::NoCaseLink => "no link to the case",
        RefusalReason::CaseLinkEnded => "the link to the case has ended",
        RefusalReason::CaseLinkNotForPurpose => "the link to the case is not one for this purpose",
        RefusalReason::FamilyHasNotAgreed => "the family has not agreed",
        RefusalReason::SubjectNotOnCase => "the person is not on the case",
        RefusalReason::OwnRecord => "the worker's own record is in the family",
        RefusalReason::DeclaredRelative => "the worker knows somebody in the family",
        RefusalReason::SameHousehold => "somebody in the family lives with the worker",
        RefusalReason::ColleagueIsTied => "the colleague they looked for knows the family",
        RefusalReason::NotOnDuty => "not on the duty rota",
        RefusalReason::EmergencyOver => "the emergency look was over",
        RefusalReason::StaffRecord => "kept to the workers on the case",
        RefusalReason::NoRule => "no rule allows it",
    }
}
