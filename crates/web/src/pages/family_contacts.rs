//! Whom to ring: one table, the right number of this hour first, and no clicks.
//!
//! INVARIANT: every row has a number; where a service gives none, it is the desk's.

use askama::Template;
use family::{Contact, ContactMember, Family, Line, LineKind, State, dates};
use vocabulary::{Date, PersonalText, Telephone};

use super::child_family::name_by_id;
use crate::frame::{mail_link, telephone_link};

/// The section.
#[derive(Template)]
#[template(path = "pages/family_contacts.html")]
pub(super) struct ContactTable {
    rows: Vec<ContactRow>,
    desk_telephone: String,
    desk_href: String,
}

/// One service for one or several members.
struct ContactRow {
    service: &'static str,
    place: Vec<String>,
    for_whom: Vec<String>,
    first_line: Option<RingLine>,
    other_lines: Vec<RingLine>,
    worker_without_number: Option<WorkerWithoutNumber>,
    emails: Vec<Written>,
    since: Vec<String>,
    last_contact: Vec<String>,
}

/// A number to ring, and who answers it.
struct RingLine {
    telephone: String,
    href: String,
    whose: String,
    role: Option<String>,
}

/// A named worker whom no number here reaches, and why.
struct WorkerWithoutNumber {
    name: String,
    why: Option<String>,
}

/// An address to write to.
struct Written {
    local_part: String,
    domain: String,
    href: String,
}

impl ContactTable {
    pub(super) fn new(family: &Family, desk_telephone: &str) -> Self {
        Self {
            rows: family
                .contacts
                .iter()
                .map(|contact| ContactRow::new(family, contact))
                .collect(),
            desk_telephone: desk_telephone.to_owned(),
            desk_href: telephone_link(desk_telephone),
        }
    }
}

impl ContactRow {
    fn new(family: &Family, contact: &Contact) -> Self {
        let mut lines = ring_lines(contact);
        let places = [contact.organisation.as_ref(), contact.team.as_ref()];
        Self {
            service: contact.service.label(),
            place: places.into_iter().flatten().map(reveal).collect(),
            for_whom: contact
                .members
                .iter()
                .map(|member| for_whom(family, member))
                .collect(),
            first_line: lines.next(),
            other_lines: lines.collect(),
            worker_without_number: WorkerWithoutNumber::of(contact),
            emails: addresses(contact),
            since: by_member(family, &contact.members, |member| member.since),
            last_contact: by_member(family, &contact.members, |member| member.last_contact),
        }
    }
}

/// The numbers, the right one of this hour first; why it is not the worker's is said once.
fn ring_lines(contact: &Contact) -> impl Iterator<Item = RingLine> + '_ {
    let lines = contact.lines.iter();
    let with_number = lines.filter_map(|line| Some((line, line.telephone.as_ref()?)));
    with_number
        .enumerate()
        .map(|(at, (line, telephone))| RingLine::new(contact, line, telephone, at == 0))
}

impl RingLine {
    fn new(contact: &Contact, line: &Line, telephone: &Telephone, is_first: bool) -> Self {
        let worker = contact
            .worker
            .as_ref()
            .filter(|_| line.kind == LineKind::Worker);
        let words = if is_first && contact.worker.is_none() {
            format!("{} (no named worker)", line.kind.label())
        } else {
            line.kind.label().to_owned()
        };
        Self {
            telephone: telephone.reveal().to_owned(),
            href: format!("tel:{}", telephone.digits()),
            whose: worker.map_or(words, |worker| reveal(&worker.name)),
            role: worker.and_then(|worker| worker.role.as_ref()).map(reveal),
        }
    }
}

impl WorkerWithoutNumber {
    fn of(contact: &Contact) -> Option<Self> {
        let worker = contact.worker.as_ref()?;
        let has_number = contact
            .lines
            .iter()
            .any(|line| line.kind == LineKind::Worker && line.telephone.is_some());
        let name = reveal(&worker.name);
        (!has_number).then(|| Self {
            name: match &worker.role {
                Some(role) => format!("{name}, {}", role.reveal()),
                None => name,
            },
            why: contact.why_not_the_worker.clone(),
        })
    }
}

/// Every address to write to, each once.
fn addresses(contact: &Contact) -> Vec<Written> {
    let mut emails: Vec<Written> = Vec::new();
    for email in contact.lines.iter().filter_map(|line| line.email.as_ref()) {
        let href = mail_link(email.reveal());
        let (local_part, domain) = email.reveal().rsplit_once('@').unwrap_or_default();
        if !emails.iter().any(|known| known.href == href) {
            emails.push(Written {
                local_part: local_part.to_owned(),
                domain: domain.to_owned(),
                href,
            });
        }
    }
    emails
}

fn reveal(text: &PersonalText) -> String {
    text.reveal().to_owned()
}

/// "Lena Hart", and that it has ended where it has.
fn for_whom(family: &Family, member: &ContactMember) -> String {
    let name = name_by_id(family, member.person);
    match member.state {
        State::Current => name,
        ended @ (State::Recent(_) | State::Historic(_)) => format!("{name} ({})", ended.in_words()),
    }
}

/// One date when it is the same for all, otherwise each date with whose it is.
fn by_member(
    family: &Family,
    members: &[ContactMember],
    date_of: impl Fn(&ContactMember) -> Option<Date>,
) -> Vec<String> {
    let mut known_dates: Vec<(Option<Date>, Vec<String>)> = Vec::new();
    for member in members {
        let (date, name) = (date_of(member), name_by_id(family, member.person));
        match known_dates.iter_mut().find(|(known, _)| *known == date) {
            Some((_, names)) => names.push(name),
            None => known_dates.push((date, vec![name])),
        }
    }
    let is_same_for_all = known_dates.len() == 1;
    let line = |(date, names): (Option<Date>, Vec<String>)| {
        let date = date.map(dates::long)?;
        Some(if is_same_for_all {
            date
        } else {
            format!("{date} ({})", names.join(", "))
        })
    };
    known_dates.into_iter().filter_map(line).collect()
}
