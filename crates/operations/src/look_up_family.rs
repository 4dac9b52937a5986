//! Looking up a family: decide, record, read, unseal, assemble. The operation the system is for.
//!
//! Invariant: what is assembled was opened by a permit for the very person, source and category;
//! the audit names everybody who was shown before anything leaves.

use crate::access::{Answer, allowed_by, shown_by};
use crate::dispute_marks::DisputedMarks;
use crate::family_members::Around;
use crate::look_budget::LookKind;
use crate::opening::{Opening, ShownLevels, age_range};
use crate::standings::Standings;
use crate::who_looked::usual_name;
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::{AuditAction, LevelShown};
use family::network::reach;
use family::{Family, FamilyClaims, LocalTime};
use governance::{Action, MemberFacts, MemberPermit, Permit};
use std::collections::{BTreeMap, BTreeSet};
use store::{FamilyReader, KinCounted, PersonFacts};
use vocabulary::{AddressKey, Date, InvolvementId, PersonId};

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
    /// What of it is disputed.
    pub disputed: DisputedMarks,
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
    /// What was shown of each member.
    pub(crate) shown: BTreeMap<PersonId, ShownLevels>,
    /// What of it is disputed.
    pub(crate) disputed: DisputedMarks,
}

impl OpenedFamily {
    /// What was shown, at most, of each source and category, of whomever.
    fn shown_of_all(&self) -> ShownLevels {
        let mut of_all = ShownLevels::new();
        for (place, level) in self.shown.values().flatten() {
            let most = of_all.entry(place.clone()).or_insert(*level);
            *most = (*most).max(*level);
        }
        of_all
    }
}

/// Under which name each member is shown, for the worker's own look-ups.
fn named(opened: &OpenedFamily) -> store::NamesShown {
    let people = opened.claims.people.iter();
    let names = people.filter_map(|person| {
        let mut records = person.identities.iter();
        let name = records.find_map(|claim| usual_name(&claim.value.names))?;
        Some((person.person, name))
    });
    names.collect()
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
        if let Err(refused) = self
            .spend_look(sitting, LookKind::Family, at, request_id)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let permit = match self
            .access(sitting, Action::SeeFamily, Some(child), (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawFamily, sitting, at, request_id);
        event.people = vec![child];
        allowed_by(&mut event, &permit);
        let mut reader = FamilyReader::open(self.store(), &permit, event).await?;
        let opened = self
            .open_family(&mut reader, &permit, (sitting, child), at)
            .await?;
        let mut shown = self.event(AuditAction::FamilyShown, sitting, at, request_id);
        shown.people = opened
            .claims
            .people
            .iter()
            .map(|person| person.person)
            .collect();
        shown_by(&mut shown, &permit, audit_levels(&opened.shown_of_all()));
        let decision = reader.finish_naming(shown, &named(&opened)).await?;
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
            disputed: opened.disputed,
            rulebook_version: permit.rulebook_version().to_owned(),
            decision: decision.to_string(),
        })
    }

    /// Reads and unseals the family of a child.
    pub(crate) async fn open_family(
        &self,
        reader: &mut FamilyReader,
        permit: &Permit,
        (sitting, child): (&Sitting, PersonId),
        at: At,
    ) -> Result<OpenedFamily, OperationError> {
        let child = reader
            .successor(child)
            .await?
            .ok_or(OperationError::NotFound)?;
        let today = at.today();
        let of_child = reader.facts(&[child]).await?;
        let standings = self.standings(sitting, &[child], at).await?;
        let child_permit = self.member_permit(permit, child, &of_child, (&standings, today));
        let around = Around {
            kith: self,
            sitting,
            permit: &child_permit,
            at,
        };
        let members = around.permitted_members(reader, child).await?;
        let standings = self.standings(sitting, &members.people, at).await?;
        let mut facts = of_child;
        let others: Vec<PersonId> = members
            .people
            .iter()
            .copied()
            .filter(|person| *person != child)
            .collect();
        facts.extend(reader.facts(&others).await?);
        let sources = self.grid_sources(today).await?;
        let mut opening = Opening::new(&sources);
        for person in facts {
            let of_person = std::slice::from_ref(&person);
            let member = self.member_permit(permit, person.person, of_person, (&standings, today));
            let is_hidden = standings.of(person.person).place_is_hidden;
            opening.open_person(&member, person, (today, is_hidden));
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
            relationships: members.relationships,
            involvements,
            sources,
            directory: self.store().directory().await?,
        };
        Ok(OpenedFamily {
            child,
            disputed: self.disputed_marks(reader, &claims).await?,
            claims,
            withheld: members.withheld,
            shown,
        })
    }

    fn member_permit(
        &self,
        permit: &Permit,
        person: PersonId,
        facts: &[PersonFacts],
        (standings, today): (&Standings, Date),
    ) -> MemberPermit {
        let births = facts
            .iter()
            .filter(|one| one.person == person)
            .flat_map(|one| &one.births);
        let member = MemberFacts {
            person,
            age: age_range(births, today),
            standing: standings.of(person),
        };
        permit.for_member(self.rulebook(), &member)
    }

    /// The people of these children's families, by recorded kinship. A fact for the decision:
    /// nobody is named.
    pub(crate) async fn case_family(
        &self,
        children: &[PersonId],
        (today, counted): (Date, KinCounted),
    ) -> Result<BTreeSet<PersonId>, OperationError> {
        let near = self.store().kin_edges(children, counted).await?;
        let mut around: BTreeSet<PersonId> = children.iter().copied().collect();
        around.extend(near.iter().flat_map(|edge| [edge.person, edge.other]));
        let around: Vec<PersonId> = around.into_iter().collect();
        let edges = self.store().kin_edges(&around, counted).await?;
        let members = children
            .iter()
            .flat_map(|child| reach(*child, &edges, &[], today));
        Ok(members.map(|member| member.person).collect())
    }
}

/// Levels as the audit records them.
pub(crate) fn audit_levels(shown: &ShownLevels) -> Vec<LevelShown> {
    let levels = shown.iter().map(|((source, category), level)| LevelShown {
        source: source.clone(),
        category: *category,
        level: *level,
    });
    levels.collect()
}
