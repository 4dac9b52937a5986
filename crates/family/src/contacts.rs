//! Whom to ring: for every current or recent involvement the named worker, or the line that
//! stands in, with words that say which and why.
//!
//! One row for several members with the same worker and service. Invariant: every current or
//! recent involvement that the grid shows is in exactly one contact.

use crate::details::ShownInvolvement;
use crate::directory::named_worker;
use crate::{Directory, LocalTime, Source, State, dates};
use jiff::civil::Date;
use std::collections::BTreeMap;
use vocabulary::{
    Email, InvolvementId, Level, PersonId, PersonalText, Service, SourceId, StaffId, TeamRecord,
    Telephone,
};

/// Whom to ring about one or several members.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// The service.
    pub service: Service,
    /// The source that says so.
    pub source: SourceId,
    /// The source's name.
    pub source_name: String,
    /// The organisation: a school, a landlord, a trust.
    pub organisation: Option<PersonalText>,
    /// The team.
    pub team: Option<PersonalText>,
    /// The named worker; one who left has neither telephone nor e-mail here.
    pub worker: Option<NamedWorker>,
    /// Every line, the right one first for this hour.
    pub lines: Vec<Line>,
    /// Why the worker is not the one to ring, where so.
    pub why_not_the_worker: Option<String>,
    /// The source's data is late: what is said here was so on its last day.
    pub is_late: bool,
    /// For whom, in the order of the page.
    pub members: Vec<ContactMember>,
}

/// A worker by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedWorker {
    /// Name.
    pub name: PersonalText,
    /// Role.
    pub role: Option<PersonalText>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// The day on which the worker left, where they have.
    pub left_on: Option<Date>,
}

/// One line to ring or write to.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose line.
    pub kind: LineKind,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// "named worker", "no named worker: duty desk".
    pub words: String,
    /// Why this line, where it stands in for the worker: "no named worker", "out of hours".
    pub why: Option<String>,
}

/// Whose line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// The named worker.
    Worker,
    /// The team's duty desk.
    TeamDutyLine,
    /// The number at night and at weekends.
    OutOfHoursLine,
    /// The desk that answers for the source's data.
    SourceDesk,
}

/// One member of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactMember {
    /// The member.
    pub person: PersonId,
    /// The involvement.
    pub involvement: InvolvementId,
    /// Current or recent.
    pub state: State,
    /// Since when, where the level allows.
    pub since: Option<Date>,
    /// The last contact, where the level allows.
    pub last_contact: Option<Date>,
}

/// Same key, same row.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RowKey {
    service: Service,
    source: SourceId,
    worker: Option<(Option<StaffId>, PersonalText)>,
    organisation: Option<PersonalText>,
    team: Option<PersonalText>,
}

/// The contacts of a family; `places` gives each member's place on the page.
pub(crate) fn contacts(
    shown: &[ShownInvolvement],
    sources: &[Source],
    directory: &Directory,
    places: &BTreeMap<PersonId, usize>,
    now: LocalTime,
) -> Vec<Contact> {
    let mut rows: BTreeMap<RowKey, Contact> = BTreeMap::new();
    for involvement in shown.iter().filter(|one| is_worth_ringing(one.state)) {
        let source = &sources[involvement.column];
        let (key, worker) = row_of(involvement, source, directory, now.today);
        let member = contact_member(involvement);
        match rows.get_mut(&key) {
            Some(row) => row.join(member, worker),
            None => {
                let row = Contact::new(&key, source, worker, member);
                rows.insert(key, row);
            }
        }
    }
    let mut contacts: Vec<Contact> = rows
        .into_values()
        .map(|row| row.finished(sources, directory, places, now))
        .collect();
    contacts.sort_by_cached_key(|contact| contact.page_order(places));
    contacts
}

/// The row of an involvement and its worker; below the level of a named worker nobody is named.
fn row_of(
    involvement: &ShownInvolvement,
    source: &Source,
    directory: &Directory,
    today: Date,
) -> (RowKey, Option<NamedWorker>) {
    let record = &involvement.claim.record;
    let staff_id = record.worker.staff.as_ref();
    let is_named = involvement.claim.level >= Level::NamedWorker;
    let staff = staff_id
        .filter(|_| is_named)
        .and_then(|id| directory.find(id));
    let worker = is_named
        .then(|| named_worker(record, staff, today))
        .flatten();
    let key = RowKey {
        service: record.service,
        source: source.id.clone(),
        worker: worker
            .as_ref()
            .map(|worker| (staff_id.cloned(), worker.name.clone())),
        organisation: record.organisation.clone(),
        team: record
            .team
            .clone()
            .or_else(|| staff.and_then(|found| found.team.clone())),
    };
    (key, worker)
}

const fn is_worth_ringing(state: State) -> bool {
    match state {
        State::Current | State::Recent(_) => true,
        State::Historic(_) => false,
    }
}

fn contact_member(involvement: &ShownInvolvement) -> ContactMember {
    let record = &involvement.claim.record;
    let has_dates = involvement.claim.level >= Level::NamedWorker;
    ContactMember {
        person: involvement.claim.person,
        involvement: involvement.claim.id,
        state: involvement.state,
        since: record.span.from().filter(|_| has_dates),
        last_contact: record.last_contact.filter(|_| has_dates),
    }
}

impl Contact {
    fn new(
        key: &RowKey,
        source: &Source,
        worker: Option<NamedWorker>,
        member: ContactMember,
    ) -> Self {
        Self {
            service: key.service,
            source: key.source.clone(),
            source_name: source.name.clone(),
            organisation: key.organisation.clone(),
            team: key.team.clone(),
            worker,
            lines: Vec::new(),
            why_not_the_worker: None,
            is_late: false,
            members: vec![member],
        }
    }

    /// Another member of the same worker; the fuller of two spellings of the worker stays.
    fn join(&mut self, member: ContactMember, worker: Option<NamedWorker>) {
        self.members.push(member);
        if let (Some(known), Some(other)) = (&mut self.worker, worker) {
            known.role = known.role.take().max(other.role);
            known.telephone = known.telephone.take().max(other.telephone);
            known.email = known.email.take().max(other.email);
        }
    }

    fn finished(
        mut self,
        sources: &[Source],
        directory: &Directory,
        places: &BTreeMap<PersonId, usize>,
        now: LocalTime,
    ) -> Self {
        self.members
            .sort_by_key(|m| (places.get(&m.person).copied(), m.state, m.involvement));
        let team = self
            .team
            .as_ref()
            .and_then(|name| directory.team(name, self.service));
        let source = sources
            .iter()
            .find(|source| source.id == self.source && source.service == self.service);
        let reason = self.reason();
        self.lines = self.lines_in_order(source, team, reason.as_deref(), now);
        self.why_not_the_worker = reason;
        self.is_late = source.is_none_or(|source| source.is_late(now.today));
        self
    }

    /// Why the worker cannot be reached directly.
    fn reason(&self) -> Option<String> {
        let Some(worker) = &self.worker else {
            return Some("no named worker".to_owned());
        };
        if let Some(day) = worker.left_on {
            return Some(format!("the worker left on {}", dates::long(day)));
        }
        worker
            .telephone
            .is_none()
            .then(|| "no telephone for the worker".to_owned())
    }

    fn lines_in_order(
        &self,
        source: Option<&Source>,
        team: Option<&TeamRecord>,
        reason: Option<&str>,
        now: LocalTime,
    ) -> Vec<Line> {
        let worker = self.worker.as_ref().map(|worker| {
            let (telephone, email) = (worker.telephone.clone(), worker.email.clone());
            Line::new(LineKind::Worker, telephone, email, None)
        });
        let duty = team.map(|team| {
            let (telephone, email) = (team.duty_telephone.clone(), team.duty_email.clone());
            Line::new(LineKind::TeamDutyLine, telephone, email, reason)
        });
        let desk = source.map(|source| {
            let telephone = source.desk_telephone.clone();
            Line::new(LineKind::SourceDesk, telephone, None, reason)
        });
        let night = team
            .and_then(|team| team.out_of_hours_telephone.clone())
            .or_else(|| source.and_then(|source| source.out_of_hours_telephone.clone()))
            .map(|telephone| {
                let reason = now.is_out_of_hours.then_some("out of hours");
                Line::new(LineKind::OutOfHoursLine, Some(telephone), None, reason)
            });
        let ordered = if now.is_out_of_hours {
            [night, worker, duty, desk]
        } else {
            [worker, duty, desk, night]
        };
        let mut lines: Vec<Line> = ordered
            .into_iter()
            .flatten()
            .filter(|line| line.telephone.is_some() || line.email.is_some())
            .collect();
        // A number to ring stands before a line that can only be written to.
        lines.sort_by_key(|line| line.telephone.is_none());
        lines
    }

    fn page_order(&self, places: &BTreeMap<PersonId, usize>) -> impl Ord + use<> {
        let is_current = self.is_current();
        let place = self
            .members
            .iter()
            .filter(|member| !is_current || member.state == State::Current)
            .filter_map(|member| places.get(&member.person))
            .min()
            .copied();
        let service = Service::ALL.iter().position(|other| *other == self.service);
        let first = self.members.iter().map(|member| member.involvement).min();
        (!is_current, place, service, first)
    }

    /// The right line for this hour; nothing when no number and no address is known.
    #[must_use]
    pub fn first_line(&self) -> Option<&Line> {
        self.lines.first()
    }

    /// At least one of the involvements is current.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.members.iter().any(|m| m.state == State::Current)
    }

    /// The earliest start.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        self.members.iter().filter_map(|m| m.since).min()
    }

    /// The latest contact.
    #[must_use]
    pub fn last_contact(&self) -> Option<Date> {
        self.members.iter().filter_map(|m| m.last_contact).max()
    }
}

impl Line {
    fn new(
        kind: LineKind,
        telephone: Option<Telephone>,
        email: Option<Email>,
        reason: Option<&str>,
    ) -> Self {
        let words = match reason {
            Some(reason) => format!("{reason}: {}", kind.label()),
            None => kind.label().to_owned(),
        };
        Self {
            kind,
            telephone,
            email,
            words,
            why: reason.map(str::to_owned),
        }
    }
}

impl LineKind {
    /// The line in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Worker => "named worker",
            Self::TeamDutyLine => "duty desk",
            Self::OutOfHoursLine => "out-of-hours line",
            Self::SourceDesk => "the source's desk",
        }
    }
}

sealed_debug!(Contact, NamedWorker, Line);

#[cfg(test)]
mod tests;
