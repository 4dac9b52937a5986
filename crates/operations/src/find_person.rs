//! Finding a person: the same keys and weights as the link engine, ranked by evidence, cut to
//! what may be shown.
//!
//! Invariants
//! - At least two details; at most [`MOST`] results; never a count above "20 or more".
//! - The terms are recorded before anything is read, who was shown before anything leaves.
//! - A confidential address is never a way to find somebody, nor is the address or telephone of
//!   a shielded person.
//! - Whoever is as if absent, or is tied to the worker, is left out before anything is ordered,
//!   counted or cut. That somebody tied was looked for stands in the audit, in the same entry and
//!   after the same work, so that neither words nor time tell.
//! - A wildcard stands for the rest of a name; it never widens to everybody.

use crate::access::{Answer, allowed_by, shown_by};
use crate::find_terms::FindTerms;
use crate::found_lines::Listing;
use crate::look_budget::LookKind;
use crate::look_up_family::audit_levels;
use crate::{At, Handle, Kith, OperationError, Sitting};
use audit::{AuditAction, AuditEvent};
use governance::{Action, Permit, Reach, TieFact};
use linkage::search::{Query, Search, SearchKey};
use linkage::{LinkageRecord, Model};
use std::collections::{BTreeMap, BTreeSet};
use store::{Candidate, KinCounted, PersonFacts, SearchReader};
use vocabulary::{Date, PersonId, PersonalText, Tie};

/// The most results of one search.
pub const MOST: usize = 20;

/// More candidates than this are not compared: the search was too wide.
const MOST_COMPARED: usize = 5_000;

/// Why a search was not made.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// Fewer than two details.
    #[error("at least two details are needed, for example family name and given name")]
    TooFewDetails,
    /// Day, month and year make no date.
    #[error("the birth date is not a date")]
    NotADate,
    /// The age is not a number of years.
    #[error("the age is not a number of years from 0 to 120")]
    NotAnAge,
    /// The postcode does not have the form of one.
    #[error("the postcode does not have the form of a postcode")]
    NotAPostcode,
    /// Not a valid NHS number.
    #[error("the NHS number is not valid")]
    NotAnNhsNumber,
    /// Not a valid unique pupil number.
    #[error("the unique pupil number is not valid")]
    NotAPupilNumber,
    /// The search itself failed.
    #[error(transparent)]
    Operation(#[from] OperationError),
}

impl From<store::StoreError> for FindError {
    fn from(error: store::StoreError) -> Self {
        Self::Operation(error.into())
    }
}

/// What a search found.
pub struct FoundPeople {
    /// At most [`MOST`] people, the likeliest first.
    pub people: Vec<FoundPerson>,
    /// There are more.
    pub has_more: bool,
    /// What was tried, in words, without values.
    pub tried: Vec<String>,
}

/// One person found, cut to what may be shown in a list.
pub struct FoundPerson {
    /// Leads to the family.
    pub handle: Handle,
    /// Family name.
    pub family: Option<PersonalText>,
    /// Given name.
    pub given: Option<PersonalText>,
    /// Other names.
    pub other_names: Vec<PersonalText>,
    /// Birth date in words.
    pub birth: Option<PersonalText>,
    /// Age in words.
    pub age: Option<String>,
    /// First line of the address, where it may be shown.
    pub first_line: Option<PersonalText>,
    /// Sources that know the person.
    pub known_to: Vec<String>,
    /// Why the person is here.
    pub why: Vec<String>,
}

/// One hit before it is cut: the person, the weight, why.
pub(crate) type Ranked = (PersonId, f64, Vec<String>);

impl Kith {
    /// Searches for a person, or refuses.
    ///
    /// # Errors
    /// When the terms are not enough or not readable; when the audit or database fails.
    pub async fn find_person(
        &self,
        sitting: &Sitting,
        terms: &FindTerms,
        at: At,
        request_id: &str,
    ) -> Result<Answer<FoundPeople>, FindError> {
        if let Err(refused) = self
            .spend_look(sitting, LookKind::Search, at, request_id)
            .await?
        {
            return Ok(Answer::Refused(refused));
        }
        let permit = match self
            .access(sitting, Action::Search, None, (at, request_id))
            .await?
        {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let query = terms.query(at.today())?;
        let model_text = self.store().current_model().await?;
        let model = Model::parse(&model_text).map_err(|_| {
            OperationError::Store(store::StoreError::Unreadable("generation.model"))
        })?;
        let mut event = self.event(AuditAction::Searched, sitting, at, request_id);
        event.terms = terms.filled();
        allowed_by(&mut event, &permit);
        let mut reader = SearchReader::open(self.store(), &permit, event).await?;
        let sought = Sought {
            families: self.searchable(sitting, &permit, at.today()).await?,
            kept_from: self.kept_from(sitting, at.today()).await?,
        };
        let search = Search::new(&model, &query);
        let hits = rank(&mut reader, &search, &query, terms, &sought).await?;
        let found = self
            .listed(sitting, &permit, reader, hits, (at, request_id))
            .await?;
        Ok(Answer::Shown(FoundPeople {
            tried: terms.tried(),
            ..found
        }))
    }

    /// The first lines of what was found, each cut to what may be shown, once who is shown has
    /// been recorded.
    async fn listed(
        &self,
        sitting: &Sitting,
        permit: &Permit,
        reader: SearchReader,
        hits: Hits,
        (at, request_id): (At, &str),
    ) -> Result<FoundPeople, OperationError> {
        let ranked = hits.ranked;
        let has_more = hits.is_wide || ranked.len() > MOST;
        let first = ranked.iter().take(MOST);
        let people: Vec<PersonId> = first.map(|(person, _, _)| *person).collect();
        let (reader, facts) = reader.facts(&people).await?;
        let mut facts: BTreeMap<PersonId, PersonFacts> = facts
            .into_iter()
            .map(|facts| (facts.person, facts))
            .collect();
        let standings = self.standings(sitting, &people, at).await?;
        let mut list = Listing {
            kith: self,
            standings: &standings,
            permit,
            today: at.today(),
            shown: BTreeMap::new(),
        };
        let lines = ranked.into_iter().take(MOST);
        let found: Vec<FoundPerson> = lines
            .filter_map(|hit| list.line(sitting, hit, &mut facts))
            .collect();
        let mut shown = self.event(AuditAction::ShownInResults, sitting, at, request_id);
        shown.people = people.clone();
        shown.results = Some(u32::try_from(found.len()).unwrap_or(u32::MAX));
        shown_by(&mut shown, permit, audit_levels(&list.shown));
        shown.note = hits.left_out.map(left_out_note);
        reader
            .finish_naming(shown, &named(sitting, &people, &found))
            .await?;
        self.keep_handles(sitting, people.iter().map(|person| person.uuid()))
            .await?;
        Ok(FoundPeople {
            people: found,
            has_more,
            tried: Vec::new(),
        })
    }
}

/// Under which name each person stands in the list, for the worker's own look-ups.
fn named(sitting: &Sitting, people: &[PersonId], found: &[FoundPerson]) -> store::NamesShown {
    let of_handle = |handle: &Handle| {
        let mut all = people.iter();
        all.find(|person| sitting.handle(person.uuid()) == *handle)
    };
    let names = found.iter().filter_map(|line| {
        let parts: Vec<&str> = [&line.family, &line.given]
            .into_iter()
            .filter_map(|part| Some(part.as_ref()?.reveal()))
            .collect();
        let name = PersonalText::parse(&parts.join(", ")).ok()?;
        Some((*of_handle(&line.handle)?, name))
    });
    names.collect()
}

impl Kith {
    /// Whom a search may present: everybody (nothing), or the families of the stated case.
    async fn searchable(
        &self,
        sitting: &Sitting,
        permit: &Permit,
        today: Date,
    ) -> Result<Option<BTreeSet<PersonId>>, OperationError> {
        match permit.reach() {
            Reach::AnyPerson => Ok(None),
            Reach::CaseFamily => {
                let Some(case) = &sitting.case else {
                    return Ok(Some(BTreeSet::new()));
                };
                let (staff, teams) = (&sitting.staff_id, &sitting.teams);
                let facts = self
                    .store()
                    .case_standing(staff, teams, case, today)
                    .await?;
                let kin = (today, KinCounted::Undisputed);
                self.case_family(&facts.children, kin).await.map(Some)
            }
        }
    }
}

/// Whom a search may present.
struct Sought {
    /// The families of the stated case; nothing where the purpose reaches everybody.
    families: Option<BTreeSet<PersonId>>,
    /// Whom the worker is tied to: weighed as everybody is, and left out.
    kept_from: BTreeMap<PersonId, TieFact>,
}

/// What a search found, before it is cut.
struct Hits {
    ranked: Vec<Ranked>,
    is_wide: bool,
    /// The gravest tie to whoever was left out, where what was typed fits them as well as anybody
    /// who is shown.
    left_out: Option<Tie>,
}

/// Candidates by key, weighed and ordered; an exact case number comes first.
async fn rank(
    reader: &mut SearchReader,
    search: &Search<'_>,
    query: &Query,
    terms: &FindTerms,
    sought: &Sought,
) -> Result<Hits, FindError> {
    let numbers = |keys: Vec<SearchKey>| keys.into_iter().map(SearchKey::to_i64).collect();
    let keys: [Vec<i64>; 3] = query.keys_in_turn().map(numbers);
    let (candidates, is_wide) = reader.candidates(&keys, MOST_COMPARED).await?;
    let mut best: BTreeMap<PersonId, Best<'_>> = BTreeMap::new();
    let found = candidates.iter().filter(|one| sought.may_be(&one.person));
    let found: Vec<&Candidate> = found.collect();
    let records: Vec<&LinkageRecord> = found.iter().map(|one| &one.record).collect();
    for (candidate, weight) in found.into_iter().zip(search.weigh_all(&records)) {
        let Some(weight) = weight else {
            continue;
        };
        let entry = best.entry(candidate.person).or_default();
        if entry.record.is_none() || weight > entry.weight {
            (entry.weight, entry.record) = (weight, Some(&candidate.record));
        }
    }
    if !terms.case_number.trim().is_empty() {
        for person in reader.by_case_number(&terms.case_number).await? {
            if sought.may_be(&person) {
                let entry = best.entry(person).or_default();
                entry.weight += CASE_NUMBER_WEIGHT;
                entry.has_case_number = true;
            }
        }
    }
    Ok(cut(best, search, &sought.kept_from, is_wide))
}

/// More than any evidence of names and dates weighs.
const CASE_NUMBER_WEIGHT: f64 = 100.0;

/// Leaves out whoever the worker is tied to, and orders the rest. Why somebody is there is said of
/// those who may be shown.
fn cut(
    best: BTreeMap<PersonId, Best<'_>>,
    search: &Search<'_>,
    kept_from: &BTreeMap<PersonId, TieFact>,
    is_wide: bool,
) -> Hits {
    let (tied, mut ranked): (Vec<_>, Vec<_>) = best
        .into_iter()
        .partition(|(person, _)| kept_from.contains_key(person));
    ranked.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
    let first = ranked.first().map(|(_, best)| best.weight);
    let fits = |weight: f64| first.is_none_or(|first| weight >= first);
    let left_out = tied
        .iter()
        .filter(|(_, best)| fits(best.weight))
        .filter_map(|(person, _)| Some(kept_from.get(person)?.tie))
        .min();
    let told = |(at, (person, best)): (usize, (PersonId, Best<'_>))| {
        let why = if at < MOST {
            best.why(search)
        } else {
            Vec::new()
        };
        (person, best.weight, why)
    };
    Hits {
        ranked: ranked.into_iter().enumerate().map(told).collect(),
        is_wide,
        left_out,
    }
}

impl Sought {
    fn may_be(&self, person: &PersonId) -> bool {
        let families = self.families.as_ref();
        families.is_none_or(|families| families.contains(person))
    }
}

const LEFT_OUT: &str = "left out: ";

/// What the audit keeps about somebody who was left out: the tie alone, and never for the worker.
fn left_out_note(tie: Tie) -> String {
    format!("{LEFT_OUT}{}", tie.code())
}

/// The tie to whoever a search left out, from its entry.
pub(crate) fn left_out_of(event: &AuditEvent) -> Option<Tie> {
    Tie::parse(event.note.as_deref()?.strip_prefix(LEFT_OUT)?)
}

/// The best that was found of a person.
#[derive(Default)]
struct Best<'a> {
    weight: f64,
    record: Option<&'a LinkageRecord>,
    has_case_number: bool,
}

impl Best<'_> {
    fn why(&self, search: &Search<'_>) -> Vec<String> {
        let case = self.has_case_number.then(|| "this case number".to_owned());
        let hit = self.record.and_then(|record| search.explain(record));
        let why = hit.map(|hit| hit.why).unwrap_or_default();
        case.into_iter().chain(why).collect()
    }
}
