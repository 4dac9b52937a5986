//! Case links: what a worker or a team has to do with a case, and who is on it.
//!
//! These are facts for the decision; no name is read here. They come from the primary only.

use crate::built_sql::{self, Value};
use crate::database::{Tx, all};
use crate::disputed_records::disputed_records;
use crate::linking::current_number;
use crate::row_text::{coded, span};
use crate::{Store, StoreError};
use uuid::Uuid;
use vocabulary::{CaseLinkKind, CaseReference, Date, DateSpan, PersonId};

/// What the case links say about one worker and one case reference.
#[derive(Debug, Clone, Default)]
pub struct CaseStandingFacts {
    /// Links that hold today, with the family's agreement where the source says.
    pub holding: Vec<(CaseLinkKind, Option<bool>)>,
    /// There was a link, and it has ended.
    pub has_ended: bool,
    /// Children on the case.
    pub children: Vec<PersonId>,
}

/// One of a worker's own cases, offered first when a purpose is stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnCase {
    /// The reference.
    pub reference: String,
    /// What makes the link.
    pub kind: CaseLinkKind,
}

type OwnRow = (String, String, Option<String>, Option<String>);

impl Store {
    /// How a worker stands to a case on a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_standing(
        &self,
        staff_id: &str,
        teams: &[String],
        case: &CaseReference,
        today: Date,
    ) -> Result<CaseStandingFacts, StoreError> {
        let mut tx = self.read().await?;
        let mut facts = CaseStandingFacts::default();
        for link in links_of_case(&mut tx, case).await? {
            facts.children.push(link.child);
            let by_team =
                link.staff.is_none() && link.team.is_some_and(|team| teams.contains(&team));
            if !by_team && link.staff.as_deref() != Some(staff_id) {
                continue;
            }
            if link.span.contains(today) {
                facts.holding.push((link.kind, link.family_agreed));
            } else {
                facts.has_ended = true;
            }
        }
        facts.children.sort();
        facts.children.dedup();
        Ok(facts)
    }

    /// The cases that a worker or their team has today, by reference.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_cases(
        &self,
        staff_id: &str,
        teams: &[String],
        today: Date,
    ) -> Result<Vec<OwnCase>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let mut rows: Vec<OwnRow> = Vec::new();
        rows.extend(all!(
            &mut tx,
            OwnRow,
            "select c.case_reference, c.kind, c.from_date, c.to_date \
             from case_link c join generation_load g on g.load_id = c.load_id and g.generation = $1 \
             where c.staff_id = $2",
            generation,
            staff_id
        )?);
        for team in teams {
            rows.extend(all!(
                &mut tx,
                OwnRow,
                "select c.case_reference, c.kind, c.from_date, c.to_date \
                 from case_link c join generation_load g on g.load_id = c.load_id and g.generation = $1 \
                 where c.team = $2 and c.staff_id is null",
                generation,
                team
            )?);
        }
        let mut cases = Vec::new();
        for (reference, kind, from, to) in rows {
            if span(from.as_deref(), to.as_deref(), "case_link.from_date")?.contains(today) {
                let kind = coded(&kind, CaseLinkKind::parse, "case_link.kind")?;
                cases.push(OwnCase { reference, kind });
            }
        }
        cases.sort();
        cases.dedup();
        Ok(cases)
    }
}

type CaseRow = (
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<bool>,
    Uuid,
);

/// One link of a case.
struct CaseLinkFact {
    kind: CaseLinkKind,
    staff: Option<String>,
    team: Option<String>,
    span: DateSpan,
    family_agreed: Option<bool>,
    child: PersonId,
}

async fn links_of_case(tx: &mut Tx, case: &CaseReference) -> Result<Vec<CaseLinkFact>, StoreError> {
    let generation = current_number(tx).await?.unwrap_or(0);
    let rows = all!(
        tx,
        CaseRow,
        // A disputed record puts nobody on a case.
        concat!(
            "select c.kind, c.staff_id, c.team, c.from_date, c.to_date, c.family_agreed, \
                 m.person_id from case_link c \
             join generation_load g on g.load_id = c.load_id and g.generation = $1 \
             join membership m on m.source_person_id = c.source_person_id \
                 and m.from_generation <= $1 \
                 and (m.to_generation is null or m.to_generation > $1) \
             where c.case_reference = $2 and c.source_person_id not in (",
            disputed_records!(),
            ") order by c.line"
        ),
        generation,
        case.reveal()
    )?;
    rows.into_iter()
        .map(|(kind, staff, team, from, to, family_agreed, child)| {
            let kind = coded(&kind, CaseLinkKind::parse, "case_link.kind")?;
            let span = span(from.as_deref(), to.as_deref(), "case_link.from_date")?;
            Ok(CaseLinkFact {
                kind,
                staff,
                team,
                span,
                family_agreed,
                child: PersonId::new(child),
            })
        })
        .collect()
}

/// One case link of a worker or team, of any time.
#[derive(Debug, Clone)]
pub struct CaseTieRow {
    /// The worker, where the link is theirs alone.
    pub staff: Option<String>,
    /// The team, where the link is to a team.
    pub team: Option<String>,
    /// The case.
    pub case: CaseReference,
    /// What makes the link.
    pub kind: CaseLinkKind,
    /// When it holds.
    pub span: DateSpan,
    /// The child.
    pub child: PersonId,
}

#[derive(sqlx::FromRow)]
struct TieRow {
    case_reference: String,
    kind: String,
    staff_id: Option<String>,
    team: Option<String>,
    from_date: Option<String>,
    to_date: Option<String>,
    person_id: Uuid,
}

impl Store {
    /// Every case link of these workers and teams, of any time: what could explain their looks.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn case_ties(
        &self,
        staff: &[String],
        teams: &[String],
    ) -> Result<Vec<CaseTieRow>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let texts = |list: &[String]| {
            let texts = list.iter().map(|text| Value::Text(Some(text.clone())));
            texts.collect::<Vec<_>>()
        };
        let mut rows: Vec<TieRow> =
            built_sql::all_in(&mut tx, TIES_OF_STAFF, generation, texts(staff)).await?;
        rows.extend(
            built_sql::all_in::<TieRow>(&mut tx, TIES_OF_TEAMS, generation, texts(teams)).await?,
        );
        rows.into_iter().map(tie).collect()
    }
}

fn tie(row: TieRow) -> Result<CaseTieRow, StoreError> {
    let case = CaseReference::parse(&row.case_reference)
        .map_err(|_| StoreError::Unreadable("case_link.case_reference"))?;
    let (from, to) = (row.from_date.as_deref(), row.to_date.as_deref());
    Ok(CaseTieRow {
        staff: row.staff_id,
        team: row.team,
        case,
        kind: coded(&row.kind, CaseLinkKind::parse, "case_link.kind")?,
        span: span(from, to, "case_link.from_date")?,
        child: PersonId::new(row.person_id),
    })
}

const TIES_OF_STAFF: &str = "\
    select c.case_reference, c.kind, c.staff_id, c.team, c.from_date, c.to_date, m.person_id \
    from case_link c \
    join generation_load g on g.load_id = c.load_id and g.generation = $1 \
    join membership m on m.source_person_id = c.source_person_id and m.from_generation <= $1 \
        and (m.to_generation is null or m.to_generation > $1) \
    where c.staff_id in (:list)";

const TIES_OF_TEAMS: &str = "\
    select c.case_reference, c.kind, c.staff_id, c.team, c.from_date, c.to_date, m.person_id \
    from case_link c \
    join generation_load g on g.load_id = c.load_id and g.generation = $1 \
    join membership m on m.source_person_id = c.source_person_id and m.from_generation <= $1 \
        and (m.to_generation is null or m.to_generation > $1) \
    where c.staff_id is null and c.team in (:list)";
