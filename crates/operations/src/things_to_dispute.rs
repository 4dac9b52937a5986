//! What of a person can be disputed by this worker, and one of these things before it is: which
//! source says it, and which parts it has.
//!
//! A worker disputes what they are shown. The information-governance lead disputes for the person
//! who has asked, by source and kind of information, and is shown no content.
//! Invariant: it is decided and recorded as a look of its own.

use crate::access::{Answer, allowed_by, shown_by};
use crate::found_lines::{shown_name, written};
use crate::look_budget::LookKind;
use crate::look_up_family::audit_levels;
use crate::opening::age_range;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words};
use audit::AuditAction;
use family::LocalTime;
use governance::{Action, MemberFacts, Permit};
use std::collections::BTreeMap;
use store::{FamilyReader, PersonFacts};
use uuid::Uuid;
use vocabulary::{
    Category, InvolvementId, Level, PersonId, PersonalText, Purpose, RecordId, SourceId,
};

/// What of one person can be disputed.
pub struct ThingsToDispute {
    /// The person's name, as the sources say it.
    pub name: Option<PersonalText>,
    /// Back to the person.
    pub person: Handle,
    /// What can be disputed.
    pub things: Vec<ThingToDispute>,
}

/// One thing that can be disputed.
#[derive(Clone)]
pub struct ThingToDispute {
    /// Leads to the form.
    pub handle: Handle,
    /// The service; nothing for who the person is.
    pub service: Option<String>,
    /// The source's name.
    pub source_name: String,
    /// Whose data it is.
    pub organisation: String,
    /// Since when, in words, where it is shown.
    pub since: Option<String>,
    /// Its parts, by their names on the page.
    pub parts: Vec<String>,
}

/// The form about one thing.
pub struct DisputeForm {
    /// The person's name, as the sources say it.
    pub name: Option<PersonalText>,
    /// Back to the person.
    pub person: Handle,
    /// What is disputed.
    pub thing: ThingToDispute,
    /// It is said for the person whom it is about.
    pub is_for_the_person: bool,
}

/// A thing before it has a handle.
#[derive(Clone)]
pub(crate) struct Thing {
    /// An involvement, or a record.
    pub(crate) target: Uuid,
    pub(crate) involvement: Option<InvolvementId>,
    source: SourceId,
    service: Option<String>,
    since: Option<String>,
    pub(crate) parts: Vec<String>,
}

/// The things of one person, as one worker may dispute them.
pub(crate) struct Things {
    name: Option<PersonalText>,
    pub(crate) things: Vec<Thing>,
    shown: BTreeMap<(SourceId, Category), Level>,
}

/// The parts of who somebody is.
const WHO_THEY_ARE: [&str; 2] = ["Name", "Birth date"];

impl Kith {
    /// What of the person behind a handle this worker can dispute, or a refusal.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the audit or the
    /// database fails.
    pub async fn things_to_dispute(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<ThingsToDispute>, OperationError> {
        let person = PersonId::new(self.target(sitting, handle).await?);
        let person = self.store().successor(person).await?;
        let person = person.ok_or(OperationError::NotFound)?;
        let spent = self.spend_look(sitting, LookKind::Family, at, request_id);
        if let Err(refused) = spent.await? {
            return Ok(Answer::Refused(refused));
        }
        let read = self.read_things(sitting, person, (at, request_id)).await?;
        let things = match read {
            Answer::Shown(things) => things,
            Answer::Refused(refused) => return Ok(Answer::Refused(refused)),
        };
        let targets: Vec<Uuid> = things.things.iter().map(|one| one.target).collect();
        let targets = targets.into_iter().chain([person.uuid()]);
        self.keep_handles(sitting, targets).await?;
        let lines = things.things.into_iter();
        Ok(Answer::Shown(ThingsToDispute {
            name: things.name,
            person: sitting.handle(person.uuid()),
            things: lines.map(|one| self.thing_line(sitting, one)).collect(),
        }))
    }

    /// One thing before it is disputed, or a refusal.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting, or a thing that this worker
    /// cannot dispute; when the audit or the database fails.
    pub async fn thing_to_dispute(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<DisputeForm>, OperationError> {
        let (target, person) = self.disputed_target(sitting, handle).await?;
        let read = self.read_things(sitting, person, (at, request_id)).await?;
        let things = match read {
            Answer::Shown(things) => things,
            Answer::Refused(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut lines = things.things.into_iter();
        let thing = lines.find(|one| one.target == target);
        let thing = thing.ok_or(OperationError::NotFound)?;
        self.keep_handles(sitting, [target, person.uuid()].into_iter())
            .await?;
        Ok(Answer::Shown(DisputeForm {
            name: things.name,
            person: sitting.handle(person.uuid()),
            thing: self.thing_line(sitting, thing),
            is_for_the_person: is_for_the_person(sitting),
        }))
    }

    /// What a handle stands for, and whose it is. Ids only.
    pub(crate) async fn disputed_target(
        &self,
        sitting: &Sitting,
        handle: &Handle,
    ) -> Result<(Uuid, PersonId), OperationError> {
        let target = self.target(sitting, handle).await?;
        let involvement = InvolvementId::new(target);
        if let Some(person) = self.store().person_of(involvement).await? {
            return Ok((target, person));
        }
        let record = RecordId::new(target);
        let people = self.store().people_of_records(&[record]).await?;
        let person = people.get(&record).ok_or(OperationError::NotFound)?;
        Ok((target, *person))
    }

    async fn read_things(
        &self,
        sitting: &Sitting,
        person: PersonId,
        (at, request_id): (At, &str),
    ) -> Result<Answer<Things>, OperationError> {
        let (action, moment) = (Action::RaiseDispute, (at, request_id));
        let permit = match self.access(sitting, action, Some(person), moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::DisputeOpened, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, &permit);
        let mut reader = FamilyReader::open(self.store(), &permit, event.clone()).await?;
        let things = self
            .things(&mut reader, &permit, (sitting, person), at)
            .await?;
        shown_by(&mut event, &permit, audit_levels(&things.shown));
        event.note = Some("what can be disputed".to_owned());
        reader.finish(event).await?;
        Ok(Answer::Shown(things))
    }

    /// What of a person can be disputed, inside a look that has been recorded.
    pub(crate) async fn things(
        &self,
        reader: &mut FamilyReader,
        permit: &Permit,
        (sitting, person): (&Sitting, PersonId),
        at: At,
    ) -> Result<Things, OperationError> {
        if !is_for_the_person(sitting) {
            return self
                .things_shown(reader, permit, (sitting, person), at)
                .await;
        }
        let facts = reader.facts(&[person]).await?;
        let facts = facts.into_iter().next().ok_or(OperationError::NotFound)?;
        let subject = MemberFacts {
            person,
            age: age_range(facts.births.iter(), at.today()),
            standing: self.standings(sitting, &[person], at).await?.of(person),
        };
        self.things_held(permit, &subject, facts).await
    }

    /// For a worker: what they are shown of the person.
    async fn things_shown(
        &self,
        reader: &mut FamilyReader,
        permit: &Permit,
        (sitting, person): (&Sitting, PersonId),
        at: At,
    ) -> Result<Things, OperationError> {
        let mut opened = self
            .open_family(reader, permit, (sitting, person), at)
            .await?;
        opened.claims.people.retain(|one| one.person == person);
        let claims = &mut opened.claims.involvements;
        claims.retain(|claim| claim.person == person);
        let mut things = Things {
            name: None,
            things: Vec::new(),
            shown: opened.shown.remove(&person).unwrap_or_default(),
        };
        for claim in opened.claims.people.iter().flat_map(|one| &one.identities) {
            let (source, key) = (&claim.value.source, claim.value.key.reveal());
            let record = self.store().source_person(source, key).await?;
            things.add_record(source, record);
        }
        let ids: Vec<InvolvementId> = opened.claims.involvements.iter().map(|c| c.id).collect();
        let now = LocalTime {
            today: at.today(),
            is_out_of_hours: at.is_out_of_hours(),
        };
        let family = family::assemble_around(opened.claims, opened.withheld, now);
        // Under the name that the family's page has for them.
        let mut members = family.members.iter();
        let member = members.find(|member| member.person == person);
        things.name = member.and_then(|member| written(member.name.usual.as_ref()?));
        let details = ids.into_iter().filter_map(|id| family.details(id));
        things.things.extend(details.map(|details| Thing {
            target: details.id.uuid(),
            involvement: Some(details.id),
            source: details.provenance.source.clone(),
            service: Some(details.service.label().to_owned()),
            since: details.since.map(day_in_words),
            parts: parts(&details),
        }));
        Ok(things)
    }

    /// For the person who asked: what each source holds by its kind; nothing but a name is opened.
    async fn things_held(
        &self,
        permit: &Permit,
        subject: &MemberFacts,
        facts: PersonFacts,
    ) -> Result<Things, OperationError> {
        let member = permit.for_member(self.rulebook(), subject);
        let mut things = Things {
            name: None,
            things: Vec::new(),
            shown: BTreeMap::new(),
        };
        let mut records = Vec::new();
        for (sealed, from) in facts.identities {
            if let Some(record) = member.disclose_person(sealed).shown() {
                let place = (from.source.clone(), Category::Identity);
                let level = member.level(&place.0, place.1);
                things.shown.insert(place, level);
                let key = record.key.reveal();
                let id = self.store().source_person(&from.source, key).await?;
                things.add_record(&from.source, id);
                records.push(record);
            }
        }
        things.name = shown_name(&records).flatten().and_then(written);
        let mut held: BTreeMap<(SourceId, Category), InvolvementId> = BTreeMap::new();
        for (id, sealed, from) in facts.involvements {
            let place = (from.source, sealed.category());
            held.entry(place).or_insert(id);
        }
        things
            .things
            .extend(held.into_iter().map(|((source, category), id)| Thing {
                target: id.uuid(),
                involvement: None,
                source,
                service: Some(category.label().to_owned()),
                since: None,
                parts: Vec::new(),
            }));
        Ok(things)
    }

    fn thing_line(&self, sitting: &Sitting, thing: Thing) -> ThingToDispute {
        ThingToDispute {
            handle: sitting.handle(thing.target),
            service: thing.service,
            source_name: self.source_called(&thing.source),
            organisation: self
                .source(&thing.source)
                .map_or_else(String::new, |known| known.organisation().to_owned()),
            since: thing.since,
            parts: thing.parts,
        }
    }
}

impl Things {
    /// Who the person is, by one record of a source.
    fn add_record(&mut self, source: &SourceId, record: Option<RecordId>) {
        let Some(record) = record else { return };
        if self.things.iter().any(|one| one.target == record.uuid()) {
            return;
        }
        self.things.push(Thing {
            target: record.uuid(),
            involvement: None,
            source: source.clone(),
            service: None,
            since: None,
            parts: WHO_THEY_ARE.map(str::to_owned).into(),
        });
    }
}

/// The lead acts for the person who has asked.
pub(crate) fn is_for_the_person(sitting: &Sitting) -> bool {
    sitting.purpose == Some(Purpose::SubjectRights)
}

/// The parts of an involvement that this worker is shown, by their names on the page.
fn parts(details: &family::InvolvementDetails) -> Vec<String> {
    let own = [
        ("Where it stands", true),
        ("Kind", details.kind.is_some()),
        ("Since", details.since.is_some()),
        ("Ended", details.ended.is_some()),
        ("Last contact", details.last_contact.is_some()),
        ("Organisation", details.organisation.is_some()),
        ("Team", details.team.is_some()),
    ];
    let own = own.into_iter().filter(|(_, is_shown)| *is_shown);
    let facts = details.facts.iter().map(|fact| fact.label.clone());
    own.map(|(part, _)| part.to_owned()).chain(facts).collect()
}
