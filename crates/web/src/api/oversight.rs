//! Who used our data, and the register of sharing agreements.

use axum::Json;
use operations::{AgreementLine, CategoryLine, SourceUse, UseLine, UseLook};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use crate::problem::{Problem, shown};
use crate::visit::SignedIn;

/// How the data of one's sources was used.
#[derive(Serialize, ToSchema)]
pub(crate) struct DataUseBody {
    sources: Vec<SourceUseBody>,
}

/// How the data of one source was used.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceUseBody {
    source: String,
    controller: String,
    by_month: Vec<UseLineBody>,
    /// The newest looks.
    looks: Vec<UseLookBody>,
    /// Looks that are not listed singly.
    more: usize,
}

/// Uses of one month, for one purpose, by one team.
#[derive(Serialize, ToSchema)]
pub(crate) struct UseLineBody {
    month: String,
    purpose: String,
    team: String,
    /// The most that was shown, in words.
    level: String,
    looks: usize,
    /// How many people stood on the pages of these looks.
    people: usize,
}

/// One look, as far as it showed something of the source.
#[derive(Serialize, ToSchema)]
pub(crate) struct UseLookBody {
    /// Number of the audit entry.
    number: u64,
    at: String,
    team: String,
    purpose: String,
    shown: Vec<CategoryShownBody>,
}

/// How much of one category.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryShownBody {
    category: String,
    level: String,
}

/// The register of sharing agreements.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgreementsBody {
    agreements: Vec<AgreementBody>,
}

/// One agreement.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgreementBody {
    id: String,
    title: String,
    controller: String,
    parties: Vec<String>,
    signatories: Vec<String>,
    sources: Vec<String>,
    from: String,
    /// The last day on which it counts.
    to: String,
    /// Whether it counts, in words.
    standing: String,
    /// It has ended, or ends within 30 days.
    is_urgent: bool,
    categories: Vec<AgreementCategoryBody>,
}

/// What an agreement says of one category.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgreementCategoryBody {
    category: String,
    clause: String,
    covers: String,
    basis: String,
    levels: Vec<PurposeLevelBody>,
}

/// The most that is shown for a purpose.
#[derive(Serialize, ToSchema)]
pub(crate) struct PurposeLevelBody {
    /// `P1` to `P10`.
    purpose: String,
    level: String,
}

/// Who used the data of the sources that the worker answers for.
#[utoipa::path(
    get, path = "/api/v1/our-data", tag = "looks",
    responses(
        (status = 200, description = "Use by month, purpose and team", body = DataUseBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
    )
)]
pub(crate) async fn our_data(who: SignedIn) -> Result<Json<DataUseBody>, Problem> {
    let answer = who
        .kith
        .see_data_use(&who.sitting, who.at, &who.request_id)
        .await?;
    let sources = shown(answer)?.sources;
    Ok(Json(DataUseBody {
        sources: sources.into_iter().map(source_use).collect(),
    }))
}

/// The register of sharing agreements.
#[utoipa::path(
    get, path = "/api/v1/agreements", tag = "sources",
    responses(
        (status = 200, description = "What has ended first", body = AgreementsBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
    )
)]
pub(crate) async fn agreements(who: SignedIn) -> Result<Json<AgreementsBody>, Problem> {
    let answer = who
        .kith
        .see_agreements(&who.sitting, who.at, &who.request_id)
        .await?;
    let lines = shown(answer)?;
    Ok(Json(AgreementsBody {
        agreements: lines.into_iter().map(agreement).collect(),
    }))
}

fn source_use(used: SourceUse) -> SourceUseBody {
    let line = |line: UseLine| UseLineBody {
        month: line.month,
        purpose: line.purpose,
        team: line.team,
        level: line.level.label().to_owned(),
        looks: line.looks,
        people: line.people,
    };
    let look = |look: UseLook| UseLookBody {
        number: look.seq,
        at: look.at,
        team: look.team,
        purpose: look.purpose,
        shown: look
            .shown
            .into_iter()
            .map(|(category, level)| CategoryShownBody {
                category,
                level: level.label().to_owned(),
            })
            .collect(),
    };
    SourceUseBody {
        source: used.source,
        controller: used.controller,
        by_month: used.lines.into_iter().map(line).collect(),
        looks: used.looks.into_iter().map(look).collect(),
        more: used.more,
    }
}

fn agreement(line: AgreementLine) -> AgreementBody {
    let category = |entry: CategoryLine| AgreementCategoryBody {
        category: entry.category.to_owned(),
        clause: entry.clause,
        covers: entry.covers,
        basis: entry.basis,
        levels: entry
            .levels
            .into_iter()
            .map(|(purpose, level)| PurposeLevelBody {
                purpose: purpose.code().to_owned(),
                level: level.label().to_owned(),
            })
            .collect(),
    };
    AgreementBody {
        id: line.id,
        title: line.title,
        controller: line.controller,
        parties: line.parties,
        signatories: line.signatories,
        sources: line.sources,
        from: line.from,
        to: line.to,
        standing: line.standing.in_words(),
        is_urgent: line.standing.is_urgent(),
        categories: line.categories.into_iter().map(category).collect(),
    }
}
