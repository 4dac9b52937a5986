//! The contract of the API as an OpenAPI document, made from the handlers themselves.

use axum::Json;
use serde_json::Value;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    families, find, flags, involvements, linkage, looks, not_shared, oversight, reports, sitting,
    sources,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kith",
        version = "1",
        description = "Who is in a child's family, which services work with each member, whom to \
                       ring. Every request is decided and recorded as on the pages. Handles mean \
                       something only in the sitting that got them.",
        license(name = "MIT")
    ),
    paths(
        sitting::sign_in, sitting::sign_out, sitting::state_purpose, find::find, families::show,
        involvements::show, looks::recent, looks::about_a_family, looks::own, sources::show,
        linkage::show, flags::list, flags::review, oversight::our_data,
        oversight::agreements, reports::show, not_shared::list,
        not_shared::keep, document,
    ),
    modifiers(&BearerToken),
    security(("sitting" = []))
)]
struct Contract;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token that POST /api/v1/sitting gives"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("sitting", SecurityScheme::Http(token));
    }
}

/// Gives this document.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "contract", security(()),
    responses((status = 200, description = "The OpenAPI document"))
)]
pub(crate) async fn document() -> Json<Value> {
    Json(value())
}

pub(super) fn value() -> Value {
    super::value(&Contract::openapi())
}
