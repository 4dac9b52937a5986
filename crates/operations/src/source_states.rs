//! Which sources there are, to which day their data goes, and what they miss.

use crate::{At, Kith, OperationError, day_in_words};
use family::Source;
use std::collections::BTreeMap;
use vocabulary::{Coverage, Date, Service, SourceId};

/// One source as the page about sources lists it.
#[derive(Debug, Clone)]
pub struct SourceState {
    /// Name.
    pub name: String,
    /// Whose data it is.
    pub organisation: String,
    /// The services in it.
    pub services: Vec<String>,
    /// To which day the data goes, in words; nothing when never loaded.
    pub data_to: Option<String>,
    /// Older than the source's refresh interval.
    pub is_late: bool,
    /// Who is in it.
    pub covers: String,
    /// Who is not.
    pub misses: String,
}

impl Kith {
    /// All sources of the council.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn source_states(&self, at: At) -> Result<Vec<SourceState>, OperationError> {
        let loaded = self.loaded_to().await?;
        let today = at.today();
        let states = self.sources().iter().map(|source| {
            let as_of = loaded.1.get(source.id()).copied();
            SourceState {
                name: source.name().to_owned(),
                organisation: source.organisation().to_owned(),
                services: source
                    .services()
                    .iter()
                    .map(|service| service.label().to_owned())
                    .collect(),
                data_to: as_of.map(day_in_words),
                is_late: as_of.is_some_and(|day| is_late(day, source.refresh_days(), today)),
                covers: source.covers().to_owned(),
                misses: source.misses().to_owned(),
            }
        });
        Ok(states.collect())
    }

    /// The columns of the grid: every service of every source that has been published.
    pub(crate) async fn grid_sources(&self, today: Date) -> Result<Vec<Source>, OperationError> {
        let (stated, loaded) = self.loaded_to().await?;
        let mut columns = Vec::new();
        for specification in self.sources() {
            let Some(as_of) = loaded.get(specification.id()) else {
                continue;
            };
            for service in specification.services() {
                let said = stated.get(&(specification.id().clone(), service));
                let mut column = column(specification, service, *as_of, said);
                if let Some(years) = self.agreed_years(specification.id(), service, today) {
                    column.look_back_years = column.look_back_years.min(years);
                }
                columns.push(column);
            }
        }
        let place = |service: Service| Service::ALL.iter().position(|one| *one == service);
        columns.sort_by(|a, b| (place(a.service), &a.id).cmp(&(place(b.service), &b.id)));
        Ok(columns)
    }

    /// How many whole years back the agreement reaches: a page never promises more.
    fn agreed_years(&self, source: &SourceId, service: Service, today: Date) -> Option<u16> {
        let (_, category) = self
            .rulebook()
            .agreement_for(source, service.category(), today)?;
        let months = category.look_back.as_ref()?.months?;
        u16::try_from(months / 12).ok()
    }

    async fn loaded_to(
        &self,
    ) -> Result<
        (
            BTreeMap<(SourceId, Service), Coverage>,
            BTreeMap<SourceId, Date>,
        ),
        OperationError,
    > {
        let (stated, loaded) = self.store().coverage().await?;
        let stated = stated
            .into_iter()
            .map(|said| ((said.source.clone(), said.service), said));
        Ok((stated.collect(), loaded.into_iter().collect()))
    }
}

fn column(
    specification: &intake::SourceSpecification,
    service: Service,
    loaded_to: Date,
    said: Option<&Coverage>,
) -> Source {
    Source {
        id: specification.id().clone(),
        name: specification.name().to_owned(),
        organisation: specification.organisation().to_owned(),
        service,
        desk_telephone: Some(specification.desk_telephone().clone()),
        out_of_hours_telephone: specification.out_of_hours_telephone().cloned(),
        covers: specification.covers().to_owned(),
        misses: said
            .and_then(|said| said.misses.clone())
            .unwrap_or_else(|| specification.misses().to_owned()),
        area: said
            .and_then(|said| said.area.clone())
            .or_else(|| Some(specification.area().to_owned())),
        ages: specification
            .ages()
            .map(|ages| (i16::from(ages.from), i16::from(ages.to))),
        covered_from: said.and_then(|said| said.from),
        as_of: Some(said.and_then(|said| said.as_of).unwrap_or(loaded_to)),
        refresh_days: specification.refresh_days(),
        recent_months: specification.recent_months(),
        look_back_years: specification.look_back_years(),
    }
}

fn is_late(as_of: Date, refresh_days: u16, today: Date) -> bool {
    let days = (today - as_of).get_days();
    days > i32::from(refresh_days)
}
