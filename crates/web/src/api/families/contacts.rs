//! Whom to ring, in a family body.

use family::{Contact, ContactMember, Line, LineKind};
use operations::FamilyView;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Email, Telephone};

use super::person_handle;
use crate::api::text;

/// Whom to ring about one or several members.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContactBody {
    service: &'static str,
    source: String,
    organisation: Option<String>,
    team: Option<String>,
    worker: Option<String>,
    role: Option<String>,
    /// Why the worker is not the one to ring, where so.
    why_not_the_worker: Option<String>,
    /// Every line, the right one of this hour first.
    lines: Vec<LineBody>,
    members: Vec<ContactMemberBody>,
}

/// One line to ring or write to.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineBody {
    /// `worker`, `team_duty_line`, `out_of_hours_line` or `source_desk`.
    kind: &'static str,
    telephone: Option<String>,
    email: Option<String>,
    words: String,
}

/// One member of a contact.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContactMemberBody {
    person: Option<String>,
    involvement: Option<String>,
    /// "now", or when it ended.
    state: String,
    since: Option<String>,
    last_contact: Option<String>,
}

impl ContactBody {
    pub(super) fn new(view: &FamilyView, contact: &Contact) -> Self {
        let worker = contact.worker.as_ref();
        Self {
            service: contact.service.code(),
            source: contact.source_name.clone(),
            organisation: text(contact.organisation.as_ref()),
            team: text(contact.team.as_ref()),
            worker: text(worker.map(|worker| &worker.name)),
            role: text(worker.and_then(|worker| worker.role.as_ref())),
            why_not_the_worker: contact.why_not_the_worker.clone(),
            lines: LineBody::all(&contact.lines),
            members: contact
                .members
                .iter()
                .map(|one| ContactMemberBody::new(view, one))
                .collect(),
        }
    }
}

impl LineBody {
    pub(crate) fn all(lines: &[Line]) -> Vec<Self> {
        let line = |line: &Line| Self {
            kind: match line.kind {
                LineKind::Worker => "worker",
                LineKind::TeamDutyLine => "team_duty_line",
                LineKind::OutOfHoursLine => "out_of_hours_line",
                LineKind::SourceDesk => "source_desk",
            },
            telephone: line
                .telephone
                .as_ref()
                .map(Telephone::reveal)
                .map(str::to_owned),
            email: line.email.as_ref().map(Email::reveal).map(str::to_owned),
            words: line.words.clone(),
        };
        lines.iter().map(line).collect()
    }
}

impl ContactMemberBody {
    fn new(view: &FamilyView, member: &ContactMember) -> Self {
        let involvement = view.involvements.get(&member.involvement);
        Self {
            person: person_handle(view, member.person),
            involvement: involvement.map(|handle| handle.as_str().to_owned()),
            state: member.state.in_words(),
            since: member.since.map(|date| date.to_string()),
            last_contact: member.last_contact.map(|date| date.to_string()),
        }
    }
}
