//! Finding a person: the same keys and weights as the link engine, ranked by evidence, cut to
//! what may be shown.
//!
//! Invariants
//! - At least two details; at most [`MOST`] results; never a count above "20 or more".
//! - The terms are recorded before anything is read, who was shown before anything leaves.
//! - A confidential address is never a way to find somebody.
//! - A wildcard stands for the rest of a name; it never widens to everybody.

use crate::access::Answer;
use crate::look_up_family::audit_levels;
use crate::{At, Handle, Kith, OperationError, Sitting, day_in_words};
use audit::AuditAction;
use governance::{Action, MemberFacts, Opened, Permit, Reach, Sealed};
use linkage::Model;
use linkage::search::{BirthAsked, NameAsked, Query, score};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use store::{PersonFacts, SearchReader};
use vocabulary::{
    Address, AddressRecord, Category, Date, DateAccuracy, Level, NhsNumber, PartialDate, PersonId,
    PersonRecord, PersonalText, Postcode, Provenance, SourceId, Telephone, UniquePupilNumber,
};

/// The most results of one search.
pub const MOST: usize = 20;

/// What the worker typed, as typed.
#[derive(Clone, Default)]
pub struct FindTerms {
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// "About how old".
    pub about_age: String,
    /// Address or street.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone of the person.
    pub telephone: String,
    /// Case or referral number, or the key in a source.
    pub case_number: String,
    /// NHS number.
    pub nhs_number: String,
    /// Unique pupil number.
    pub upn: String,
}

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

impl fmt::Debug for FindTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FindTerms(‹sealed›)")
    }
}

/// One hit before it is cut: the person, the weight, why.
type Ranked = (PersonId, f64, Vec<String>);

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
        event.rule_ids = permit.rule_ids().to_vec();
        let mut reader = SearchReader::open(self.store(), &permit, event).await?;
        let (mut ranked, is_wide) = rank(&mut reader, &model, &query, terms).await?;
        if let Some(family) = self.searchable(sitting, &permit, at.today()).await? {
            ranked.retain(|(person, _, _)| family.contains(person));
        }
        let has_more = is_wide || ranked.len() > MOST;
        let people: Vec<PersonId> = ranked
            .iter()
            .take(MOST)
            .map(|(person, _, _)| *person)
            .collect();
        let (reader, facts) = reader.facts(&people).await?;
        let mut facts: BTreeMap<PersonId, PersonFacts> = facts
            .into_iter()
            .map(|facts| (facts.person, facts))
            .collect();
        let mut list = Listing {
            kith: self,
            permit: &permit,
            today: at.today(),
            shown: BTreeMap::new(),
        };
        let found: Vec<FoundPerson> = ranked
            .into_iter()
            .take(MOST)
            .filter_map(|hit| list.line(sitting, hit, &mut facts))
            .collect();
        let mut shown = self.event(AuditAction::ShownInResults, sitting, at, request_id);
        shown.people = people.clone();
        shown.results = Some(u32::try_from(found.len()).unwrap_or(u32::MAX));
        shown.shown = audit_levels(&list.shown);
        reader.finish(shown).await?;
        self.keep_handles(sitting, people.iter().map(|person| person.uuid()))
            .await?;
        Ok(Answer::Shown(FoundPeople {
            people: found,
            has_more,
            tried: terms.tried(),
        }))
    }
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
                self.case_family(&facts.children, today).await.map(Some)
            }
        }
    }
}

/// Candidates by key, weighed and ordered; an exact case number comes first.
async fn rank(
    reader: &mut SearchReader,
    model: &Model,
    query: &Query,
    terms: &FindTerms,
) -> Result<(Vec<Ranked>, bool), FindError> {
    let keys: Vec<i64> = query.keys().into_iter().map(|key| key.to_i64()).collect();
    let (candidates, is_wide) = reader.candidates(&keys).await?;
    let mut best: BTreeMap<PersonId, (f64, Vec<String>)> = BTreeMap::new();
    for candidate in candidates {
        let Some(hit) = score(model, query, &candidate.record) else {
            continue;
        };
        let entry = best
            .entry(candidate.person)
            .or_insert((f64::NEG_INFINITY, Vec::new()));
        if hit.weight > entry.0 {
            *entry = (hit.weight, hit.why);
        }
    }
    if !terms.case_number.trim().is_empty() {
        for person in reader.by_case_number(&terms.case_number).await? {
            let entry = best.entry(person).or_insert((0.0, Vec::new()));
            entry.0 += 100.0;
            entry.1.insert(0, "this case number".to_owned());
        }
    }
    let mut ranked: Vec<Ranked> = best
        .into_iter()
        .map(|(person, (weight, why))| (person, weight, why))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok((ranked, is_wide))
}

impl FindTerms {
    /// The fields in order, with the words that pages use for them.
    fn fields(&self) -> [(&'static str, &str); 10] {
        let birth = if self.birth_year.trim().is_empty() {
            &self.birth_day
        } else {
            &self.birth_year
        };
        [
            ("family name", &self.family),
            ("given name", &self.given),
            ("birth date", birth),
            ("age", &self.about_age),
            ("address", &self.address),
            ("postcode", &self.postcode),
            ("telephone", &self.telephone),
            ("case number", &self.case_number),
            ("NHS number", &self.nhs_number),
            ("pupil number", &self.upn),
        ]
    }

    /// Whether a field holds enough to count as a detail: two real characters.
    fn counts(text: &str) -> bool {
        text.chars().filter(|c| c.is_alphanumeric()).count() >= 2
    }

    fn tried(&self) -> Vec<String> {
        let filled = self
            .fields()
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        filled.map(|(field, _)| field.to_owned()).collect()
    }

    /// The terms as the audit keeps them.
    fn filled(&self) -> BTreeMap<String, String> {
        let mut terms: BTreeMap<String, String> = self
            .fields()
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(field, text)| (field.to_owned(), text.trim().chars().take(100).collect()))
            .collect();
        if terms.contains_key("birth date") {
            let parts = [&self.birth_year, &self.birth_month, &self.birth_day];
            let parts: Vec<&str> = parts.into_iter().map(|part| part.trim()).collect();
            terms.insert("birth date".to_owned(), parts.join("-"));
        }
        terms
    }

    fn query(&self, today: Date) -> Result<Query, FindError> {
        let identifies = [&self.case_number, &self.nhs_number, &self.upn];
        let has_identifier = identifies.iter().any(|text| Self::counts(text));
        let details = self
            .fields()
            .into_iter()
            .filter(|(_, text)| Self::counts(text))
            .count()
            + usize::from(self.age_counts());
        if details < 2 && !has_identifier {
            return Err(FindError::TooFewDetails);
        }
        let birth = match (self.birth()?, self.age()?) {
            (Some(date), _) => Some(BirthAsked::On(date)),
            (None, Some(age)) => Some(about(age, today)),
            (None, None) => None,
        };
        let reference = self.case_number.trim();
        Ok(Query {
            given: NameAsked::parse(&self.given),
            family: NameAsked::parse(&self.family),
            birth,
            postcode: parsed(&self.postcode, Postcode::parse, FindError::NotAPostcode)?,
            address: PersonalText::parse(&self.address).ok(),
            telephone: Telephone::parse(&self.telephone).ok(),
            nhs_number: parsed(
                &self.nhs_number,
                NhsNumber::parse,
                FindError::NotAnNhsNumber,
            )?,
            unique_pupil_number: parsed(
                &self.upn,
                UniquePupilNumber::parse,
                FindError::NotAPupilNumber,
            )?,
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
            ..Query::default()
        })
    }

    /// An age of one digit is a detail too.
    fn age_counts(&self) -> bool {
        self.about_age.trim().len() == 1 && self.about_age.trim().parse::<u8>().is_ok()
    }

    fn age(&self) -> Result<Option<u8>, FindError> {
        match self.about_age.trim() {
            "" => Ok(None),
            text => match text.parse::<u8>() {
                Ok(age) if age <= 120 => Ok(Some(age)),
                _ => Err(FindError::NotAnAge),
            },
        }
    }

    /// The birth date as far as typed: a year, a year and month, or a whole date.
    fn birth(&self) -> Result<Option<PartialDate>, FindError> {
        let parts = [&self.birth_year, &self.birth_month, &self.birth_day];
        let [year, month, day] = parts.map(|part| part.trim());
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return Ok(None);
        }
        let number = |text: &str| match text {
            "" => Ok(None),
            text => text
                .parse::<i8>()
                .map(Some)
                .map_err(|_| FindError::NotADate),
        };
        let year: i16 = year.parse().map_err(|_| FindError::NotADate)?;
        PartialDate::from_parts(year, number(month)?, number(day)?, DateAccuracy::Accurate)
            .map(Some)
            .map_err(|_| FindError::NotADate)
    }
}

/// "About fourteen": a year younger to a year older.
fn about(age: u8, today: Date) -> BirthAsked {
    let born = today.year() - i16::from(age);
    BirthAsked::Between(born - 2, born + 1)
}

fn parsed<T, E>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
    error: FindError,
) -> Result<Option<T>, FindError> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).map_err(|_| error),
    }
}

/// Cuts hits to the line that may be shown, and keeps account of what was.
struct Listing<'a> {
    kith: &'a Kith,
    permit: &'a Permit,
    today: Date,
    shown: BTreeMap<(SourceId, Category), Level>,
}

impl Listing<'_> {
    /// The line of one hit; nothing when not even a name may be shown.
    fn line(
        &mut self,
        sitting: &Sitting,
        hit: Ranked,
        facts: &mut BTreeMap<PersonId, PersonFacts>,
    ) -> Option<FoundPerson> {
        let (person, _, why) = hit;
        let facts = facts.remove(&person)?;
        let ages = facts
            .births
            .iter()
            .filter_map(|birth| birth.age_on(self.today));
        let age = ages.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let member = self
            .permit
            .for_member(self.kith.rulebook(), &MemberFacts { person, age });
        let mut records: Vec<PersonRecord> = Vec::new();
        let mut known_to: BTreeSet<String> = BTreeSet::new();
        for (sealed, provenance) in facts.identities {
            if let Opened::Shown { value, level } = member.disclose_person(sealed) {
                self.note(&provenance.source, Category::Identity, level);
                known_to.extend(self.source_name(&provenance.source));
                records.push(value);
            }
        }
        let is_hidden = facts
            .confidential_stays_end
            .iter()
            .any(|end| end.is_none_or(|end| end > self.today));
        let address = if is_hidden {
            None
        } else {
            self.address(&member, facts.addresses)
        };
        let first = records.first()?;
        let name = first.names.first();
        let birth = records.iter().find_map(|record| record.birth);
        Some(FoundPerson {
            handle: sitting.handle(person.uuid()),
            family: name.and_then(|name| text(name.family.as_ref())),
            given: name.and_then(|name| text(name.given.as_ref())),
            other_names: other_names(&records),
            birth: birth.and_then(|birth| PersonalText::parse(&birth_in_words(birth)).ok()),
            age: birth.and_then(|birth| age_in_words(birth, self.today)),
            first_line: address.and_then(|address| PersonalText::parse(address.first_line()?).ok()),
            known_to: known_to.into_iter().collect(),
            why,
        })
    }

    /// The present address from the newest source.
    fn address(
        &mut self,
        member: &governance::MemberPermit,
        addresses: Vec<(Sealed<AddressRecord>, Provenance)>,
    ) -> Option<Address> {
        let mut present = None;
        for (sealed, provenance) in addresses {
            match member.disclose_address(sealed) {
                Opened::Shown { value, level }
                    if value.span.contains(self.today) && present.is_none() =>
                {
                    present = Some((value.address, provenance.source.clone(), level));
                }
                Opened::Shown { .. } | Opened::AskTheDesk | Opened::Withheld(_) => {}
            }
        }
        let (address, source, level) = present?;
        self.note(&source, Category::Location, level);
        Some(address)
    }

    fn source_name(&self, source: &SourceId) -> Option<String> {
        self.kith
            .source(source)
            .map(|source| source.name().to_owned())
    }

    fn note(&mut self, source: &SourceId, category: Category, level: Level) {
        let kept = self
            .shown
            .entry((source.clone(), category))
            .or_insert(level);
        *kept = level.max(*kept);
    }
}

fn text(part: Option<&vocabulary::NameText>) -> Option<PersonalText> {
    PersonalText::parse(part?.reveal()).ok()
}

/// Names other than the first, each once.
fn other_names(records: &[PersonRecord]) -> Vec<PersonalText> {
    let all = records
        .iter()
        .flat_map(|record| record.names.first().into_iter().chain(&record.names));
    let mut names: Vec<PersonalText> = Vec::new();
    for name in all {
        let written = crate::who_looked::usual_name(std::slice::from_ref(name));
        let folded = |text: &PersonalText| text.reveal().to_lowercase();
        if let Some(written) = written
            && !names.iter().any(|known| folded(known) == folded(&written))
        {
            names.push(written);
        }
    }
    names.into_iter().skip(1).collect()
}

fn birth_in_words(birth: PartialDate) -> String {
    let expected = if birth.accuracy() == DateAccuracy::Expected {
        "expected "
    } else {
        ""
    };
    match (birth.whole(), birth.month()) {
        (Some(day), _) => format!("{expected}{}", day_in_words(day)),
        (None, Some(month)) => {
            let first =
                Date::new(birth.year(), month, 1).map(|day| day.strftime("%B %Y").to_string());
            format!("{expected}{}", first.unwrap_or_default())
        }
        (None, None) => format!("{expected}{}", birth.year()),
    }
}

fn age_in_words(birth: PartialDate, today: Date) -> Option<String> {
    match birth.age_on(today)? {
        (fewest, most) if fewest == most => Some(fewest.to_string()),
        (fewest, most) => Some(format!("{fewest} or {most}")),
    }
}
