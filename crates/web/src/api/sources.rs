//! What is searched.

use axum::Json;
use operations::SourceState;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use crate::problem::Problem;
use crate::visit::SignedIn;

/// Every source of the council.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourcesBody {
    sources: Vec<SourceBody>,
}

/// One source.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceBody {
    name: String,
    organisation: String,
    services: Vec<String>,
    /// The day to which its data goes, in words; nothing when it was never loaded.
    data_to: Option<String>,
    /// Newer data is overdue.
    is_late: bool,
    covers: String,
    misses: String,
}

/// Lists the sources.
#[utoipa::path(
    get, path = "/api/v1/sources", tag = "sources",
    responses(
        (status = 200, description = "Every source", body = SourcesBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
    )
)]
pub(crate) async fn show(who: SignedIn) -> Result<Json<SourcesBody>, Problem> {
    Ok(Json(SourcesBody::new(
        &who.kith.source_states(who.at).await?,
    )))
}

impl SourcesBody {
    pub(crate) fn new(states: &[SourceState]) -> Self {
        let source = |state: &SourceState| SourceBody {
            name: state.name.clone(),
            organisation: state.organisation.clone(),
            services: state.services.clone(),
            data_to: state.data_to.clone(),
            is_late: state.is_late,
            covers: state.covers.clone(),
            misses: state.misses.clone(),
        };
        Self {
            sources: states.iter().map(source).collect(),
        }
    }
}
