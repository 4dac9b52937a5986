//! A person's own report, in plain English: which sources hold records about them and which kinds
//! of information, and who looked.
//!
//! Made by the information-governance lead for the purpose of a person's own request, under the
//! request's number. What an exemption of the council withholds is listed for the officer, and is
//! never in the person's copy.
//! Invariants
//! - Nobody else is in it: no other member of a family, no address, no content of any record.
//! - A look tells a kind of information only where the person themselves has a record of it.

use crate::access::{Answer, allowed_by};
use crate::at::day_of;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words, moment_in_words};
use audit::{AuditAction, AuditEvent};
use governance::{Action, MemberFacts, Permit, SubjectReportRules};
use std::collections::{BTreeMap, BTreeSet};
use store::{FamilyReader, LookFilter, PersonFacts, WorkerRow};
use vocabulary::{Category, PersonId, PersonalText, SourceId};

/// As many looks as one report tells.
pub const MOST_LOOKS: u32 = 5_000;

/// A person's own report.
pub struct SubjectReport {
    /// The person, as the sources name them.
    pub name: Option<PersonalText>,
    /// The number of the request.
    pub request: String,
    /// The day, in words.
    pub made_on: String,
    /// The council.
    pub council: String,
    /// Whom the person can turn to.
    pub officer: String,
    /// What is held.
    pub held: Vec<HeldLine>,
    /// Who looked, newest first.
    pub looks: Vec<ReportLook>,
    /// There are older looks than the report tells.
    pub has_more: bool,
    /// For the officer only.
    pub withheld: Vec<WithheldLine>,
    /// Number of the audit entry.
    pub decision: String,
}

/// What one source holds.
pub struct HeldLine {
    /// The source.
    pub source: String,
    /// Whose it is.
    pub organisation: String,
    /// Kinds of information, in words.
    pub categories: Vec<String>,
}

/// One look, as the person reads it.
pub struct ReportLook {
    /// The day, in words.
    pub day: String,
    /// The organisation.
    pub organisation: String,
    /// Team and role, or the worker where the council names workers.
    pub who: String,
    /// Why, in words.
    pub purpose: String,
    /// What came of it, in words.
    pub what: String,
    /// Kinds of information about this person that were shown.
    pub categories: Vec<String>,
}

/// Something that is not in the person's copy.
pub struct WithheldLine {
    /// What, in words for the officer.
    pub what: String,
    /// Under which exemption.
    pub exemption: String,
}

/// What was read for a report.
struct ReadForReport {
    name: Option<PersonalText>,
    holdings: Holdings,
    decision: u64,
}

type Holdings = BTreeMap<SourceId, BTreeSet<Category>>;

impl Kith {
    /// Makes the report of the person behind a handle, or refuses.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the audit or the
    /// database fails.
    pub async fn subject_report(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<SubjectReport>, OperationError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let person = self.store().successor(person).await?;
        let person = person.ok_or(OperationError::NotFound)?;
        let (action, moment) = (Action::MakeSubjectReport, (at, request_id));
        let permit = match self.access(sitting, action, Some(person), moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let event = |action| self.reported(action, sitting, &permit, person, moment);
        let mut viewed = event(AuditAction::ReportMade);
        viewed.note = Some("who looked".to_owned());
        let (events, has_more) = self.looks_at(person, viewed).await?;
        let opening = event(AuditAction::ReportMade);
        let shown = event(AuditAction::ReportShown);
        let subject = MemberFacts {
            person,
            age: None,
            standing: self.standings(sitting, &[person], at).await?.of(person),
        };
        let read = self
            .read_for_report(&permit, &subject, (opening, shown))
            .await?;
        let mut report = self.blank_report(sitting, at, read.name, read.decision);
        let told = self.may_be_told(&read.holdings, &mut report.withheld);
        report.held = self.held_lines(&told);
        report.has_more = has_more;
        let workers = self.store().workers().await?;
        let telling = Telling {
            kith: self,
            rules: &self.rulebook().council().subject_report,
            told: &told,
            workers: &workers,
        };
        report.looks = telling.looks(&events, &mut report.withheld);
        Ok(Answer::Shown(report))
    }

    fn blank_report(
        &self,
        sitting: &Sitting,
        at: At,
        name: Option<PersonalText>,
        decision: u64,
    ) -> SubjectReport {
        let case = sitting.case.as_ref();
        SubjectReport {
            name,
            request: case.map_or_else(String::new, |case| case.reveal().to_owned()),
            made_on: day_in_words(at.today()),
            council: self.council().name.clone(),
            officer: self.rulebook().council().subject_report.officer.clone(),
            held: Vec::new(),
            looks: Vec::new(),
            has_more: false,
            withheld: Vec::new(),
            decision: decision.to_string(),
        }
    }

    /// What is held about the person, by source and category, and their name.
    async fn read_for_report(
        &self,
        permit: &Permit,
        subject: &MemberFacts,
        (opening, shown): (AuditEvent, AuditEvent),
    ) -> Result<ReadForReport, OperationError> {
        let mut reader = FamilyReader::open(self.store(), permit, opening).await?;
        let person = subject.person;
        let facts = reader.facts(&[person]).await?;
        let facts = facts.into_iter().next().ok_or(OperationError::NotFound)?;
        let mut holdings = held(&facts);
        for claim in reader.relationships(&[person]).await? {
            let kinds = holdings.entry(claim.provenance.source).or_default();
            kinds.insert(Category::Relationships);
        }
        let name = self.name_in_report(permit, subject, facts);
        let decision = reader.finish(shown).await?;
        Ok(ReadForReport {
            name,
            holdings,
            decision,
        })
    }

    fn reported(
        &self,
        action: AuditAction,
        sitting: &Sitting,
        permit: &Permit,
        person: PersonId,
        (at, request_id): (At, &str),
    ) -> AuditEvent {
        let mut event = self.event(action, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, permit);
        event
    }

    /// Every look at the person, under whichever id they were known, and whether there are more.
    async fn looks_at(
        &self,
        person: PersonId,
        viewed: AuditEvent,
    ) -> Result<(Vec<AuditEvent>, bool), OperationError> {
        let people = self.store().with_merged(person).await?;
        let filter = LookFilter::People(people);
        let looks = self.store().looks(viewed, &filter, MOST_LOOKS).await?;
        let most = usize::try_from(MOST_LOOKS).unwrap_or(usize::MAX);
        let has_more = looks.len() >= most;
        let read = looks.into_iter().filter_map(|look| look.event);
        Ok((read.collect(), has_more))
    }

    fn name_in_report(
        &self,
        permit: &Permit,
        subject: &MemberFacts,
        facts: PersonFacts,
    ) -> Option<PersonalText> {
        let member = permit.for_member(self.rulebook(), subject);
        let identities = facts.identities.into_iter();
        let mut records = identities.filter_map(|(one, _)| member.disclose_person(one).shown());
        records.find_map(|record| crate::who_looked::usual_name(&record.names))
    }

    /// What is held and may be told; the rest goes to the officer's list. A source of which one
    /// service is exempt is withheld whole: that it holds anything at all would tell.
    fn may_be_told(&self, holdings: &Holdings, withheld: &mut Vec<WithheldLine>) -> Holdings {
        let mut told = Holdings::new();
        for (source, categories) in holdings {
            let whole = self.exempt_source(source);
            for category in categories {
                let rules = &self.rulebook().council().subject_report;
                match whole.or_else(|| rules.exempts_category(*category)) {
                    None => {
                        told.entry(source.clone()).or_default().insert(*category);
                    }
                    Some(exemption) => withheld.push(WithheldLine {
                        what: format!("{}: {}", self.source_called(source), category.label()),
                        exemption: exemption.to_owned(),
                    }),
                }
            }
        }
        told
    }

    fn exempt_source(&self, source: &SourceId) -> Option<&str> {
        let rules = &self.rulebook().council().subject_report;
        let services = self.source(source)?.services();
        let mut categories = services.iter().map(|service| service.category());
        categories.find_map(|category| rules.exempts_category(category))
    }

    fn held_lines(&self, told: &Holdings) -> Vec<HeldLine> {
        let line = |(source, categories): (&SourceId, &BTreeSet<Category>)| HeldLine {
            source: self.source_called(source),
            organisation: self
                .source(source)
                .map_or_else(String::new, |known| known.organisation().to_owned()),
            categories: categories
                .iter()
                .map(|category| category.label().to_owned())
                .collect(),
        };
        told.iter().map(line).collect()
    }
}

/// Which kinds of information each source holds about a person. Nothing is opened.
fn held(facts: &PersonFacts) -> Holdings {
    let mut holdings = Holdings::new();
    let mut add = |source: &SourceId, category| {
        holdings.entry(source.clone()).or_default().insert(category);
    };
    for (sealed, _) in &facts.identities {
        add(sealed.source(), sealed.category());
    }
    for (sealed, _) in &facts.other_names {
        add(sealed.source(), sealed.category());
    }
    for (sealed, _) in &facts.addresses {
        add(sealed.source(), sealed.category());
    }
    for (_, sealed, _) in &facts.involvements {
        add(sealed.source(), sealed.category());
    }
    holdings
}

struct Telling<'a> {
    kith: &'a Kith,
    rules: &'a SubjectReportRules,
    told: &'a Holdings,
    workers: &'a [WorkerRow],
}

impl Telling<'_> {
    fn looks(&self, events: &[AuditEvent], withheld: &mut Vec<WithheldLine>) -> Vec<ReportLook> {
        let mut told = Vec::new();
        for event in events {
            let Some(what) = in_plain_words(event) else {
                continue;
            };
            let exemption = event
                .purpose
                .and_then(|purpose| self.rules.exempts_purpose(purpose));
            match exemption {
                None => told.push(self.look(event, what)),
                Some(exemption) => withheld.push(WithheldLine {
                    what: format!(
                        "A look on {}, {}",
                        moment_in_words(event.at),
                        Self::purpose(event)
                    ),
                    exemption: exemption.to_owned(),
                }),
            }
        }
        told
    }

    fn look(&self, event: &AuditEvent, what: &str) -> ReportLook {
        let shown = event.shown.iter().filter(|shown| {
            let held = self.told.get(&shown.source);
            held.is_some_and(|held| held.contains(&shown.category))
        });
        let categories: BTreeSet<Category> = shown.map(|shown| shown.category).collect();
        ReportLook {
            day: day_in_words(day_of(event.at)),
            organisation: self.kith.council().name.clone(),
            who: self.who(event),
            purpose: Self::purpose(event),
            what: what.to_owned(),
            categories: categories
                .into_iter()
                .map(|category| category.label().to_owned())
                .collect(),
        }
    }

    fn purpose(event: &AuditEvent) -> String {
        let label = event.purpose.map(|purpose| purpose.label().to_owned());
        label.unwrap_or_else(|| "no purpose was stated".to_owned())
    }

    fn who(&self, event: &AuditEvent) -> String {
        let staff = event.worker.as_deref().unwrap_or_default();
        let account = self.workers.iter().find(|worker| worker.staff_id == staff);
        if let Some(account) = account.filter(|_| self.rules.names_workers) {
            return account.name.clone();
        }
        let role = event.role.map_or("a worker", vocabulary::Role::label);
        match account.and_then(|account| account.teams.first()) {
            Some(team) => format!("{role}, {team}"),
            None => role.to_owned(),
        }
    }
}

/// What a look was, as the person reads it; nothing for entries that belong to another one.
fn in_plain_words(event: &AuditEvent) -> Option<&'static str> {
    match event.action {
        AuditAction::ShownInResults => Some("Your name was in a list of search results."),
        AuditAction::FamilyShown => {
            Some("The page about a family of which you are part was shown.")
        }
        AuditAction::DetailsShown => Some("Details of one service's work were shown."),
        AuditAction::DisputeOpened => {
            Some("What is held about you was shown, so that it could be said what is wrong.")
        }
        AuditAction::DisputeRaised => Some("It was said that something about you is wrong."),
        AuditAction::MatchShown => {
            Some("Two records were compared to see whether both are about you.")
        }
        AuditAction::Refused => Some("Somebody asked and was refused. Nothing was shown."),
        AuditAction::ReportShown => Some("A report like this one was made."),
        _ => None,
    }
}
