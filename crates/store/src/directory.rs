//! The staff directory and what each source covers: not about families, so no permit is asked.

use crate::database::{Tx, all};
use crate::linking::current_number;
use crate::row_text::{coded, date, parsed, personal};
use crate::{Store, StoreError};
use family::Directory;
use vocabulary::{
    Coverage, Email, PersonalText, Service, SourceId, StaffId, StaffRecord, TeamRecord, Telephone,
};

#[derive(sqlx::FromRow)]
struct StaffRow {
    source: String,
    line: i64,
    staff_id: String,
    name: String,
    role: Option<String>,
    team: Option<String>,
    telephone: Option<String>,
    email: Option<String>,
    left_on: Option<String>,
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    source: String,
    line: i64,
    name: String,
    service: String,
    duty_telephone: Option<String>,
    out_of_hours_telephone: Option<String>,
    duty_email: Option<String>,
}

type CoverageRow = (
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Staff and teams of the published generation.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn directory(&self) -> Result<Directory, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        Ok(Directory {
            staff: staff(&mut tx, generation).await?,
            teams: teams(&mut tx, generation).await?,
        })
    }

    /// What each source says that it covers, and for sources that do not say: the day to which
    /// their newest published load is current.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn coverage(
        &self,
    ) -> Result<(Vec<Coverage>, Vec<(SourceId, vocabulary::Date)>), StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let rows = all!(
            &mut tx,
            CoverageRow,
            "select l.source, c.service, c.as_of, c.from_date, c.until_date, c.area, c.misses \
             from coverage c join generation_load g on g.load_id = c.load_id and g.generation = $1 \
             join source_load l on l.id = c.load_id order by l.source, c.service, c.as_of",
            generation
        )?;
        let stated = rows.into_iter().map(coverage).collect::<Result<_, _>>()?;
        let rows = all!(
            &mut tx,
            (String, String),
            "select l.source, min(l.as_of) from source_load l \
             join generation_load g on g.load_id = l.id and g.generation = $1 group by l.source order by 1",
            generation
        )?;
        let mut loaded = Vec::with_capacity(rows.len());
        for (source, as_of) in rows {
            let day = date(Some(&as_of), "source_load.as_of")?;
            let source = SourceId::parse(&source)
                .map_err(|_| StoreError::Unreadable("source_load.source"))?;
            loaded.extend(day.map(|day| (source, day)));
        }
        Ok((stated, loaded))
    }
}

async fn staff(tx: &mut Tx, generation: i64) -> Result<Vec<StaffRecord>, StoreError> {
    let rows = all!(
        tx,
        StaffRow,
        "select l.source, s.line, s.staff_id, s.name, s.role, s.team, s.telephone, s.email, s.left_on \
         from staff s join generation_load g on g.load_id = s.load_id and g.generation = $1 \
         join source_load l on l.id = s.load_id order by s.staff_id, s.line",
        generation
    )?;
    rows.into_iter()
        .map(|row| {
            const BAD: StoreError = StoreError::Unreadable("staff");
            Ok(StaffRecord {
                source: SourceId::parse(&row.source).map_err(|_| BAD)?,
                line: u64::try_from(row.line).map_err(|_| BAD)?,
                id: StaffId::parse(&row.staff_id).ok_or(BAD)?,
                name: PersonalText::parse(&row.name).map_err(|_| BAD)?,
                role: personal(row.role.as_deref()),
                team: personal(row.team.as_deref()),
                telephone: parsed(
                    row.telephone.as_deref(),
                    Telephone::parse,
                    "staff.telephone",
                )?,
                email: parsed(row.email.as_deref(), Email::parse, "staff.email")?,
                left_on: date(row.left_on.as_deref(), "staff.left_on")?,
            })
        })
        .collect()
}

async fn teams(tx: &mut Tx, generation: i64) -> Result<Vec<TeamRecord>, StoreError> {
    let rows = all!(
        tx,
        TeamRow,
        "select l.source, t.line, t.name, t.service, t.duty_telephone, t.out_of_hours_telephone, t.duty_email \
         from team t join generation_load g on g.load_id = t.load_id and g.generation = $1 \
         join source_load l on l.id = t.load_id order by t.name, t.line",
        generation
    )?;
    rows.into_iter()
        .map(|row| {
            const BAD: StoreError = StoreError::Unreadable("team");
            let telephone = |text: &Option<String>| {
                parsed(text.as_deref(), Telephone::parse, "team.duty_telephone")
            };
            Ok(TeamRecord {
                source: SourceId::parse(&row.source).map_err(|_| BAD)?,
                line: u64::try_from(row.line).map_err(|_| BAD)?,
                name: PersonalText::parse(&row.name).map_err(|_| BAD)?,
                service: coded(&row.service, Service::parse, "team.service")?,
                duty_telephone: telephone(&row.duty_telephone)?,
                out_of_hours_telephone: telephone(&row.out_of_hours_telephone)?,
                duty_email: parsed(row.duty_email.as_deref(), Email::parse, "team.duty_email")?,
            })
        })
        .collect()
}

fn coverage(
    (source, service, as_of, from, until, area, misses): CoverageRow,
) -> Result<Coverage, StoreError> {
    let day = |text: &Option<String>| date(text.as_deref(), "coverage.as_of");
    Ok(Coverage {
        source: SourceId::parse(&source)
            .map_err(|_| StoreError::Unreadable("source_load.source"))?,
        service: coded(&service, Service::parse, "coverage.service")?,
        as_of: day(&as_of)?,
        from: day(&from)?,
        until: day(&until)?,
        area,
        misses,
    })
}
