//! The second step: one involvement with its dates and details.
//!
//! Invariant: decided and recorded anew, with the action "see details"; the family page's permit
//! is not reused.

use crate::access::{Answer, allowed_by, shown_by};
use crate::dispute_marks::DisputedMark;
use crate::look_up_family::audit_levels;
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::AuditAction;
use family::{InvolvementDetails, LocalTime};
use governance::{Action, Grant, MemberFacts, Permit};
use std::collections::BTreeMap;
use store::FamilyReader;
use vocabulary::{InvolvementId, PersonName, Telephone};

/// One involvement with why it may be seen and whose data it is.
pub struct DetailsView {
    /// Dates, facts, contact, freshness.
    pub details: InvolvementDetails,
    /// The name of the person it is about, as the family page shows it.
    pub member_name: Option<PersonName>,
    /// Where it is disputed, in words.
    pub disputed: Vec<DisputedMark>,
    /// Leads to the form for saying that it is wrong.
    pub dispute_handle: Handle,
    /// Back to the family of this person.
    pub family_handle: Handle,
    /// Why the worker may see it, in words.
    pub why_you_may: String,
    /// The agreement and clause that shares it.
    pub agreement: Option<String>,
    /// The basis on which its owner shares it.
    pub basis: Option<String>,
    /// The source's name.
    pub source_name: String,
    /// Whose data it is.
    pub organisation: String,
    /// Their desk.
    pub desk_telephone: Option<Telephone>,
    /// Their desk at night and at weekends.
    pub out_of_hours_telephone: Option<Telephone>,
    /// The number of the audit entry.
    pub decision: String,
}

impl Kith {
    /// Shows one involvement, or refuses.
    ///
    /// # Errors
    /// [`OperationError::NotFound`] for a handle of another sitting or an involvement that this
    /// worker's look does not show.
    pub async fn see_details(
        &self,
        sitting: &Sitting,
        handle: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<Answer<DetailsView>, OperationError> {
        let involvement = InvolvementId::new(self.target(sitting, handle).await?);
        let person = self
            .store()
            .person_of(involvement)
            .await?
            .ok_or(OperationError::NotFound)?;
        let permit = match self
            .access(sitting, Action::SeeDetails, Some(person), (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawDetails, sitting, at, request_id);
        event.people = vec![person];
        allowed_by(&mut event, &permit);
        let mut reader = FamilyReader::open(self.store(), &permit, event).await?;
        let mut opened = self
            .open_family(&mut reader, &permit, (sitting, person), at)
            .await?;
        // One involvement of one person: nothing else of the family leaves this function.
        opened
            .claims
            .people
            .retain(|one| one.person == opened.child);
        opened
            .claims
            .involvements
            .retain(|claim| claim.id == involvement);
        let Some(claim) = opened.claims.involvements.first() else {
            return Err(OperationError::NotFound);
        };
        let place = (
            claim.provenance.source.clone(),
            claim.record.service.category(),
        );
        let mut shown = self.event(AuditAction::DetailsShown, sitting, at, request_id);
        shown.people = vec![opened.child];
        let level = BTreeMap::from([(place.clone(), claim.level)]);
        shown_by(&mut shown, &permit, audit_levels(&level));
        let standings = self.standings(sitting, &[opened.child], at).await?;
        let member = MemberFacts {
            person: opened.child,
            age: None,
            standing: standings.of(opened.child),
        };
        let grant = self.grant(&permit, &member, &place, &opened);
        let decision = reader.finish(shown).await?;
        self.details_view(
            sitting,
            (involvement, opened),
            (&permit, grant),
            (at, decision),
        )
    }

    /// The grant under which an involvement is shown.
    fn grant(
        &self,
        permit: &Permit,
        member: &MemberFacts,
        place: &(vocabulary::SourceId, vocabulary::Category),
        opened: &crate::look_up_family::OpenedFamily,
    ) -> Option<Grant> {
        let births = opened
            .claims
            .people
            .iter()
            .flat_map(|person| &person.identities);
        let today = permit.today();
        let ages = births.filter_map(|claim| claim.value.birth?.age_on(today));
        let age = ages.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let member = MemberFacts { age, ..*member };
        permit
            .for_member(self.rulebook(), &member)
            .grant(&place.0, place.1)
            .cloned()
    }

    fn details_view(
        &self,
        sitting: &Sitting,
        (id, opened): (InvolvementId, crate::look_up_family::OpenedFamily),
        (permit, grant): (&Permit, Option<Grant>),
        (at, decision): (At, u64),
    ) -> Result<Answer<DetailsView>, OperationError> {
        let now = LocalTime {
            today: at.today(),
            is_out_of_hours: at.is_out_of_hours(),
        };
        let child = opened.child;
        let mut disputed = opened.disputed;
        let family = family::assemble_around(opened.claims, opened.withheld, now);
        let details = family.details(id).ok_or(OperationError::NotFound)?;
        let source = family
            .sources
            .iter()
            .find(|source| {
                source.id == details.provenance.source && source.service == details.service
            })
            .ok_or(OperationError::NotFound)?;
        Ok(Answer::Shown(DetailsView {
            member_name: family
                .members
                .first()
                .and_then(|member| member.name.usual.clone()),
            disputed: disputed.involvements.remove(&id).unwrap_or_default(),
            dispute_handle: sitting.handle(id.uuid()),
            family_handle: sitting.handle(child.uuid()),
            why_you_may: permit.basis().in_words().to_owned(),
            agreement: grant
                .as_ref()
                .map(|grant| format!("{}, clause {}", grant.agreement, grant.clause)),
            basis: grant.map(|grant| grant.basis),
            source_name: source.name.clone(),
            organisation: source.organisation.clone(),
            desk_telephone: source.desk_telephone.clone(),
            out_of_hours_telephone: source.out_of_hours_telephone.clone(),
            decision: decision.to_string(),
            details,
        }))
    }
}
