//! How people stand to whoever looks: restrictions, ties, and who shares a hidden home. Facts for
//! the decision; nobody is named and nothing is shown.
//!
//! Invariants
//! - Read from the primary for each look, for the worker and for the colleague on whose behalf
//!   they look alike.
//! - The same questions are asked whether or not anything stands on anybody, so that an answer
//!   takes as long either way.
//! - Whoever must not be found takes along everybody who lives with them.

use crate::{At, Kith, OperationError, Sitting};
use governance::{Emergency, MemberStanding, Standby, SubjectFacts, TieFact, TiedWorker};
use std::collections::{BTreeMap, BTreeSet};
use store::{EmergencyState, KinCounted};
use vocabulary::{Date, PersonId, RestrictionKind, RestrictionSet, Tie};

/// How some people stand to one sitting.
pub(crate) struct Standings {
    restrictions: BTreeMap<PersonId, RestrictionSet>,
    ties: BTreeMap<PersonId, TieFact>,
    hidden_homes: BTreeSet<PersonId>,
    on_case: BTreeSet<PersonId>,
}

impl Standings {
    /// How one of them is shown.
    pub(crate) fn of(&self, person: PersonId) -> MemberStanding {
        let set = self.restrictions_of(person);
        let must_not_find = |tie: &TieFact| tie.tie == Tie::MustNotFind;
        MemberStanding {
            is_as_if_absent: set.is_as_if_absent()
                || self.ties.get(&person).is_some_and(must_not_find),
            place_is_hidden: set.has(RestrictionKind::Shield)
                || self.hidden_homes.contains(&person),
            is_kept_to_the_case: set.has(RestrictionKind::StaffRecord)
                && !self.on_case.contains(&person),
            has_court_order: set.has(RestrictionKind::CourtOrder),
        }
    }

    /// What may keep the worker from a person, where opening them opens this whole family.
    fn about(&self, subject: PersonId, family: &BTreeSet<PersonId>) -> SubjectFacts {
        // Somebody else of the family who must not be found is left out; the rest may be shown.
        let own = self.ties.get(&subject).copied();
        let of_family = family
            .iter()
            .filter_map(|person| self.ties.get(person))
            .filter(|tie| tie.tie != Tie::MustNotFind)
            .min()
            .copied();
        let absent = own.filter(|tie| tie.tie == Tie::MustNotFind);
        SubjectFacts {
            restrictions: self.restrictions_of(subject),
            tie: absent.or(of_family),
        }
    }

    fn restrictions_of(&self, person: PersonId) -> RestrictionSet {
        self.restrictions.get(&person).copied().unwrap_or_default()
    }
}

impl Kith {
    /// How these people stand to a sitting.
    pub(crate) async fn standings(
        &self,
        sitting: &Sitting,
        people: &[PersonId],
        at: At,
    ) -> Result<Standings, OperationError> {
        let today = at.today();
        let households = self.store().living_with(people, today).await?;
        let nearby: BTreeSet<PersonId> = households.values().flatten().copied().collect();
        let all: Vec<PersonId> = people.iter().copied().chain(nearby).collect();
        let restrictions = self.store().restrictions_of(&all).await?;
        let is_shielded = |person: &PersonId| {
            restrictions
                .get(person)
                .is_some_and(|set| set.has(RestrictionKind::Shield))
        };
        let hidden_homes = households
            .iter()
            .filter(|(_, others)| others.iter().any(is_shielded))
            .map(|(person, _)| *person)
            .collect();
        Ok(Standings {
            restrictions,
            ties: self.kept_from(sitting, today).await?,
            hidden_homes,
            on_case: self.people_on_case(sitting, today).await?,
        })
    }

    /// What may keep the worker of a sitting from a person, or from anybody who would be opened
    /// with them.
    pub(crate) async fn subject_facts(
        &self,
        sitting: &Sitting,
        subject: PersonId,
        at: At,
    ) -> Result<SubjectFacts, OperationError> {
        let kin = (at.today(), KinCounted::All);
        let mut family = self.case_family(&[subject], kin).await?;
        let household = self.store().living_with(&[subject], at.today()).await?;
        family.extend(household.into_values().flatten());
        family.insert(subject);
        let standings = self.standings(sitting, &[subject], at).await?;
        Ok(standings.about(subject, &family))
    }

    /// What may stand in for a link to the case: the duty rota, and a look in an emergency that is
    /// about the subject or about somebody whose family the subject belongs to.
    pub(crate) async fn standby(
        &self,
        sitting: &Sitting,
        subject: Option<PersonId>,
        at: At,
    ) -> Result<Standby, OperationError> {
        let now = at.timestamp();
        let is_on_duty = self.store().is_on_duty(&sitting.staff_id, now).await?;
        let mut emergency = Emergency::NotAsked;
        if let Some(person) = subject {
            for look in self.store().emergencies_of(&sitting.staff_id).await? {
                let Some(asked) = look.person else { continue };
                let asked = self.store().successor(asked).await?.unwrap_or(asked);
                let covers = asked == person
                    || self
                        .case_family(&[asked], (at.today(), KinCounted::Undisputed))
                        .await?
                        .contains(&person);
                // The newest counts; a family that is open stays open whatever was asked since.
                if covers && emergency != Emergency::Open {
                    emergency = stands(look.state_at(now));
                }
            }
        }
        Ok(Standby {
            is_on_duty,
            emergency,
        })
    }

    /// Everybody whom the worker of a sitting is tied to, and the gravest tie, whoever is asked
    /// about: their own people, and whoever must not be found by them.
    pub(crate) async fn kept_from(
        &self,
        sitting: &Sitting,
        today: Date,
    ) -> Result<BTreeMap<PersonId, TieFact>, OperationError> {
        let mut found: BTreeMap<PersonId, TieFact> = BTreeMap::new();
        for (staff, whose) in sitting.who_looks() {
            for (person, tie) in self.store().kept_from(&staff, today).await? {
                let fact = TieFact { tie, whose };
                let kept = found.entry(person).or_insert(fact);
                *kept = fact.min(*kept);
            }
        }
        Ok(found)
    }

    /// The people of the stated case, where the worker is linked to it.
    async fn people_on_case(
        &self,
        sitting: &Sitting,
        today: Date,
    ) -> Result<BTreeSet<PersonId>, OperationError> {
        let Some(case) = &sitting.case else {
            return Ok(BTreeSet::new());
        };
        let facts = self
            .store()
            .case_standing(&sitting.staff_id, &sitting.teams, case, today)
            .await?;
        if facts.holding.is_empty() {
            return Ok(BTreeSet::new());
        }
        self.case_family(&facts.children, (today, KinCounted::Undisputed))
            .await
    }
}

fn stands(state: EmergencyState) -> Emergency {
    match state {
        EmergencyState::Waiting => Emergency::Waiting,
        EmergencyState::Open => Emergency::Open,
        EmergencyState::Over => Emergency::Over,
        EmergencyState::Lapsed | EmergencyState::Declined => Emergency::NotAsked,
    }
}

impl Sitting {
    /// Whose ties count: the worker's, and those of the colleague on whose behalf they look.
    fn who_looks(&self) -> impl Iterator<Item = (String, TiedWorker)> {
        let colleague = self.on_behalf_of_staff.clone();
        std::iter::once((self.staff_id.clone(), TiedWorker::WhoLooks))
            .chain(colleague.map(|staff| (staff, TiedWorker::OnWhoseBehalf)))
    }
}
