//! Looking up a family: decide, record, read, unseal, assemble. The operation the system is for.
//!
//! Invariant: what is assembled was opened by a permit for the very person, source and category;
//! the audit names everybody who was shown before anything leaves.

use crate::access::Answer;
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::{AuditAction, LevelShown};
use family::network::{Frontier, RelationshipEdge, Stay, frontier, reach, withheld_places};
use family::{
    Claim, Family, FamilyClaims, InvolvementClaim, LocalTime, PersonClaims, RelationshipClaim,
    SearchOutcome, SearchedSource, Source,
};
use governance::{Action, MemberFacts, MemberPermit, Opened, Permit};
use std::collections::{BTreeMap, BTreeSet};
use store::{FamilyReader, PersonFacts, StaySaid};
use vocabulary::{
    AddressKey, Category, Date, InvolvementId, Level, PartialDate, PersonId, SourceId,
};

/// A family as one worker may see it, with the handles for its links.
pub struct FamilyView {
    /// The family.
    pub family: Family,
    /// A handle for each member.
    pub people: BTreeMap<PersonId, Handle>,
    /// A handle for each involvement that may be opened.
    pub involvements: BTreeMap<InvolvementId, Handle>,
    /// Why the worker may see it, in words.
    pub why_you_may: String,
    /// The rules in force.
    pub rulebook_version: String,
    /// The number of the audit entry.
    pub decision: String,
}

/// What was read and opened for one look.
pub(crate) struct OpenedFamily {
    pub(crate) child: PersonId,
    pub(crate) claims: FamilyClaims,
    /// Places that nobody's record may give away.
    pub(crate) withheld: BTreeSet<AddressKey>,
    /// What was shown, at most, of each source and category.
    pub(crate) shown: BTreeMap<(SourceId, Category), Level>,
}

impl Kith {
    /// Shows the whole family of the person behind a handle, or refuses.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting; when the audit cannot be
    /// written or the database fails, nothing is shown.
    pub async fn look_up_family(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<FamilyView>, OperationError> {
        let child = PersonId::new(self.target(sitting, handle).await?);
        let child = self
            .store()
            .successor(child)
            .await?
            .ok_or(OperationError::NotFound)?;
        let permit = match self
            .access(sitting, Action::SeeFamily, Some(child), (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawFamily, sitting, at, request_id);
        event.people = vec![child];
        event.rule_ids = permit.rule_ids().to_vec();
        let mut reader = FamilyReader::open(self.store(), &permit, event).await?;
        let opened = self.open_family(&mut reader, &permit, child, at).await?;
        let mut shown = self.event(AuditAction::FamilyShown, sitting, at, request_id);
        shown.people = opened
            .claims
            .people
            .iter()
            .map(|person| person.person)
            .collect();
        shown.shown = audit_levels(&opened.shown);
        let decision = reader.finish(shown).await?;
        self.family_view(sitting, opened, &permit, (at, decision))
            .await
            .map(Answer::Shown)
    }

    async fn family_view(
        &self,
        sitting: &Sitting,
        opened: OpenedFamily,
        permit: &Permit,
        (at, decision): (At, u64),
    ) -> Result<FamilyView, OperationError> {
        let now = LocalTime {
            today: at.today(),
            is_out_of_hours: at.is_out_of_hours(),
        };
        let ids: Vec<InvolvementId> = opened
            .claims
            .involvements
            .iter()
            .map(|claim| claim.id)
            .collect();
        let people: Vec<PersonId> = opened
            .claims
            .people
            .iter()
            .map(|person| person.person)
            .collect();
        let targets = people
            .iter()
            .map(|id| id.uuid())
            .chain(ids.iter().map(|id| id.uuid()));
        self.keep_handles(sitting, targets).await?;
        Ok(FamilyView {
            family: family::assemble_around(opened.claims, opened.withheld, now),
            people: people
                .into_iter()
                .map(|id| (id, sitting.handle(id.uuid())))
                .collect(),
            involvements: ids
                .into_iter()
                .map(|id| (id, sitting.handle(id.uuid())))
                .collect(),
            why_you_may: permit.basis().in_words().to_owned(),
            rulebook_version: permit.rulebook_version().to_owned(),
            decision: decision.to_string(),
        })
    }

    /// Reads and unseals the family of a child.
    pub(crate) async fn open_family(
        &self,
        reader: &mut FamilyReader,
        permit: &Permit,
        child: PersonId,
        at: At,
    ) -> Result<OpenedFamily, OperationError> {
        let child = reader
            .successor(child)
            .await?
            .ok_or(OperationError::NotFound)?;
        let today = at.today();
        let of_child = reader.facts(&[child]).await?;
        let child_permit = self.member_permit(permit, child, &of_child, today);
        let relationships = permitted_relationships(reader, &child_permit, child, today).await?;
        let mut facts = of_child;
        let others: Vec<PersonId> = relationships
            .members
            .iter()
            .copied()
            .filter(|person| *person != child)
            .collect();
        facts.extend(reader.facts(&others).await?);
        let sources = self.grid_sources().await?;
        let mut opening = Opening::new(&sources);
        for person in facts {
            let member =
                self.member_permit(permit, person.person, std::slice::from_ref(&person), today);
            opening.open_person(&member, person, today);
        }
        let Opening {
            people,
            involvements,
            shown,
            ..
        } = opening;
        let claims = FamilyClaims {
            child,
            people,
            relationships: relationships.claims,
            involvements,
            sources,
            directory: self.store().directory().await?,
        };
        let withheld = relationships.withheld;
        Ok(OpenedFamily {
            child,
            claims,
            withheld,
            shown,
        })
    }

    fn member_permit(
        &self,
        permit: &Permit,
        person: PersonId,
        facts: &[PersonFacts],
        today: Date,
    ) -> MemberPermit {
        let births = facts
            .iter()
            .filter(|one| one.person == person)
            .flat_map(|one| &one.births);
        let member = MemberFacts {
            person,
            age: age_range(births, today),
        };
        permit.for_member(self.rulebook(), &member)
    }

    /// Whether a person belongs to the family of one of these children, by recorded kinship.
    /// A fact for the decision: nobody is named.
    pub(crate) async fn is_family_of(
        &self,
        person: PersonId,
        children: &[PersonId],
        today: Date,
    ) -> Result<bool, OperationError> {
        if children.contains(&person) {
            return Ok(true);
        }
        let near = self.store().kin_edges(children).await?;
        let around: BTreeSet<PersonId> = near
            .iter()
            .flat_map(|edge| [edge.person, edge.other])
            .collect();
        let around: Vec<PersonId> = around.into_iter().collect();
        let edges = self.store().kin_edges(&around).await?;
        Ok(children.iter().any(|child| {
            reach(*child, &edges, &[], today)
                .iter()
                .any(|member| member.person == person)
        }))
    }
}

/// The fewest and most years that any of a person's recorded birth dates allows.
fn age_range<'a>(births: impl Iterator<Item = &'a PartialDate>, today: Date) -> Option<(i16, i16)> {
    births
        .filter_map(|birth| birth.age_on(today))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Levels as the audit records them.
pub(crate) fn audit_levels(shown: &BTreeMap<(SourceId, Category), Level>) -> Vec<LevelShown> {
    let levels = shown.iter().map(|((source, category), level)| LevelShown {
        source: source.clone(),
        category: *category,
        level: *level,
    });
    levels.collect()
}

/// The members of a family and the relationships that may be shown.
struct Relationships {
    members: Vec<PersonId>,
    claims: Vec<RelationshipClaim>,
    withheld: BTreeSet<AddressKey>,
}

/// Hop by hop: what the child's permit opens of who is related, and who lives where.
async fn permitted_relationships(
    reader: &mut FamilyReader,
    permit: &MemberPermit,
    child: PersonId,
    today: Date,
) -> Result<Relationships, OperationError> {
    let mut claims: Vec<RelationshipClaim> = Vec::new();
    let mut edges: Vec<RelationshipEdge> = Vec::new();
    let mut stays: Vec<Stay> = Vec::new();
    let mut asked = Frontier::default();
    let may_show = |claim: &RelationshipClaim| {
        permit.level(&claim.provenance.source, Category::Relationships) >= Level::Involved
    };
    let may_tell =
        |said: &StaySaid| permit.level(&said.source, Category::Location) >= Level::Involved;
    loop {
        let next = frontier(child, &edges, &stays, today, &asked);
        if next.is_empty() {
            break;
        }
        let people: Vec<PersonId> = next.relationships_of.iter().copied().collect();
        claims.extend(
            reader
                .relationships(&people)
                .await?
                .into_iter()
                .filter(may_show),
        );
        let people: Vec<PersonId> = next.stays_of.iter().copied().collect();
        let mut said = reader.stays(&people).await?;
        let places: Vec<AddressKey> = next.stays_at.iter().cloned().collect();
        said.extend(reader.occupants(&places).await?);
        // A confidential stay counts whoever says so: it can only hide, never show.
        said.retain(|said| said.stay.is_withheld || may_tell(said));
        stays.extend(said.into_iter().map(|said| said.stay));
        asked.add(next);
        withhold_the_hidden(&mut stays, today);
        edges = claims.iter().map(edge).collect();
        edges.sort();
        edges.dedup();
    }
    let members: Vec<PersonId> = reach(child, &edges, &stays, today)
        .into_iter()
        .map(|member| member.person)
        .collect();
    claims.retain(|claim| members.contains(&claim.person) && members.contains(&claim.other));
    let withheld = withheld_places(&stays, today);
    Ok(Relationships {
        members,
        claims,
        withheld,
    })
}

fn edge(claim: &RelationshipClaim) -> RelationshipEdge {
    let (person, kind, other, span) = (claim.person, claim.kind, claim.other, claim.span);
    RelationshipEdge {
        person,
        kind,
        other,
        span,
    }
}

/// Somebody with a confidential address today is found through none of their addresses.
fn withhold_the_hidden(stays: &mut Vec<Stay>, today: Date) {
    let hidden: BTreeSet<PersonId> = stays
        .iter()
        .filter(|stay| stay.is_withheld && stay.span.to().is_none_or(|end| end > today))
        .map(|stay| stay.person)
        .collect();
    for stay in stays.iter_mut() {
        stay.is_withheld |= hidden.contains(&stay.person);
    }
    stays.sort();
    stays.dedup();
}

/// Unseals person by person, and keeps account of what was shown.
struct Opening<'a> {
    sources: &'a [Source],
    people: Vec<PersonClaims>,
    involvements: Vec<InvolvementClaim>,
    shown: BTreeMap<(SourceId, Category), Level>,
}

impl<'a> Opening<'a> {
    fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            people: Vec::new(),
            involvements: Vec::new(),
            shown: BTreeMap::new(),
        }
    }

    fn open_person(&mut self, permit: &MemberPermit, facts: PersonFacts, today: Date) {
        let mut claims = PersonClaims {
            person: facts.person,
            identities: Vec::new(),
            other_names: Vec::new(),
            addresses: Vec::new(),
            is_location_withheld: facts
                .confidential_stays_end
                .iter()
                .any(|end| end.is_none_or(|end| end > today)),
            searched: Vec::new(),
        };
        for (sealed, provenance) in facts.identities {
            if let Some(value) = self.note(
                &provenance.source,
                Category::Identity,
                permit.disclose_person(sealed),
            ) {
                claims.identities.push(Claim { value, provenance });
            }
        }
        for (sealed, provenance) in facts.other_names {
            if let Some(value) =
                self.note(&provenance.source, Category::Identity, permit.open(sealed))
            {
                claims.other_names.push(Claim { value, provenance });
            }
        }
        for (sealed, provenance) in facts.addresses {
            let opened = permit.disclose_address(sealed);
            if let Some(value) = self.note(&provenance.source, Category::Location, opened) {
                claims.addresses.push(Claim { value, provenance });
            }
        }
        let mut desk: BTreeSet<(SourceId, Category)> = BTreeSet::new();
        for (id, sealed, provenance) in facts.involvements {
            let place = (provenance.source.clone(), sealed.category());
            match permit.disclose(sealed) {
                Opened::Shown {
                    value: record,
                    level,
                } => {
                    self.keep_level(place, level);
                    let person = facts.person;
                    self.involvements.push(InvolvementClaim {
                        id,
                        person,
                        record,
                        level,
                        provenance,
                    });
                }
                Opened::AskTheDesk => {
                    desk.insert(place);
                }
                Opened::Withheld(_) => {}
            }
        }
        claims.searched = self.searched(permit, facts.person, &desk, &facts.doubts);
        self.people.push(claims);
    }

    /// How the search of each column ended for one person.
    fn searched(
        &mut self,
        permit: &MemberPermit,
        person: PersonId,
        desk: &BTreeSet<(SourceId, Category)>,
        doubts: &[store::MatchDoubt],
    ) -> Vec<SearchedSource> {
        let mut searched = Vec::with_capacity(self.sources.len());
        for source in self.sources {
            let category = source.service.category();
            let is_shown = |claim: &InvolvementClaim| {
                claim.person == person
                    && claim.provenance.source == source.id
                    && claim.record.service == source.service
            };
            let doubtful = doubts.iter().find(|doubt| {
                doubt.source == source.id && doubt.services.contains(&source.service)
            });
            let outcome = if let Some(why) = permit.not_shown_reason(&source.id, category) {
                SearchOutcome::NotShown {
                    why: why.in_words().to_owned(),
                }
            } else if desk.contains(&(source.id.clone(), category)) {
                let reference = desk_reference(person, source);
                self.keep_level((source.id.clone(), category), Level::AskTheDesk);
                SearchOutcome::AskTheDesk { reference }
            } else if doubtful.is_some() && !self.involvements.iter().any(is_shown) {
                SearchOutcome::MatchTooWeak
            } else {
                SearchOutcome::Searched
            };
            searched.push(SearchedSource {
                source: source.id.clone(),
                service: source.service,
                outcome,
            });
        }
        searched
    }

    fn note<T>(&mut self, source: &SourceId, category: Category, opened: Opened<T>) -> Option<T> {
        match opened {
            Opened::Shown { value, level } => {
                self.keep_level((source.clone(), category), level);
                Some(value)
            }
            Opened::AskTheDesk | Opened::Withheld(_) => None,
        }
    }

    fn keep_level(&mut self, place: (SourceId, Category), level: Level) {
        let kept = self.shown.entry(place).or_insert(level);
        *kept = level.max(*kept);
    }
}

/// What a worker quotes to the desk: stable for a person and source, and meaningless elsewhere.
fn desk_reference(person: PersonId, source: &Source) -> String {
    use sha2::{Digest, Sha256};
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut hash = Sha256::new();
    hash.update(b"kith desk 1");
    hash.update(person.uuid().as_bytes());
    hash.update(source.id.as_str().as_bytes());
    let letters: String = hash.finalize()[..6]
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect();
    format!("R-{letters}")
}
