//! What a program reads when it does not get what it asked for (RFC 9457).

use operations::Refused;
use serde::Serialize;
use utoipa::ToSchema;

/// A problem, or a refusal with the way on.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// Names the kind of problem.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What it means.
    detail: String,
    /// The kind as a word for programs.
    code: &'static str,
    /// The number under which the request stands in log and audit.
    request_id: String,
    /// Who can authorise it, and whom to ring; for refusals only.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<RefusalBody>,
}

/// The way on after a refusal.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusalBody {
    /// What was not shown.
    what: String,
    /// Why.
    why: String,
    /// Who can authorise it, and how.
    who_can_authorise: String,
    /// Whom to ring now.
    whom_to_ring: Vec<RingLineBody>,
    /// It stands in the audit.
    was_recorded: bool,
}

/// One number.
#[derive(Serialize, ToSchema)]
pub(crate) struct RingLineBody {
    label: String,
    telephone: String,
    when: String,
}

impl ProblemBody {
    pub(crate) fn new(
        (title, words): (&'static str, &str),
        code: &'static str,
        status: u16,
        request_id: &str,
        refused: Option<&Refused>,
    ) -> Self {
        Self {
            kind: format!("urn:kith:problem:{code}"),
            title,
            status,
            detail: refused.map_or_else(|| words.to_owned(), |refused| refused.what.clone()),
            code,
            request_id: request_id.to_owned(),
            refusal: refused.map(RefusalBody::new),
        }
    }
}

impl RefusalBody {
    pub(crate) fn new(refused: &Refused) -> Self {
        let line = |line: &operations::RingLine| RingLineBody {
            label: line.label.clone(),
            telephone: line.telephone.clone(),
            when: line.when.clone(),
        };
        Self {
            what: refused.what.clone(),
            why: refused.why.clone(),
            who_can_authorise: refused.who_can_authorise.clone(),
            whom_to_ring: refused.whom_to_ring.iter().map(line).collect(),
            was_recorded: refused.was_recorded,
        }
    }
}
