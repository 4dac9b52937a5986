//! Whom to ring: one table, the right number of this hour first, and no clicks.
//!
//! INVARIANT: every row has a number; where a service gives none, it is the desk's.

use askama::Template;
use family::{Contact, ContactMember, Family, Line, State, dates};
use vocabulary::{Date, PersonalText, Telephone};

use super::child_family::name_by_id;
use crate::frame::telephone_link;

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
    worker: Option<String>,
    role: Option<String>,
    why_not_the_worker: Option<String>,
    lines: Vec<RingLine>,
    emails: Vec<Written>,
    since: Vec<String>,
    last_contact: Vec<String>,
}

/// A number to ring, and whose it is.
struct RingLine {
    telephone: String,
    href: String,
    words: String,
}

/// An address to write to.
struct Written {
    email: String,
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
        let reveal = |text: &PersonalText| text.reveal().to_owned();
        let worker = contact.worker.as_ref();
        let places = [contact.organisation.as_ref(), contact.team.as_ref()];
        let mut emails: Vec<Written> = Vec::new();
        for email in contact.lines.iter().filter_map(|line| line.email.as_ref()) {
            if !emails.iter().any(|known| known.email == email.reveal()) {
                emails.push(Written {
                    email: email.reveal().to_owned(),
                    href: format!("mailto:{}", email.reveal()),
                });
            }
        }
        Self {
            service: contact.service.label(),
            place: places.into_iter().flatten().map(reveal).collect(),
            for_whom: contact
                .members
                .iter()
                .map(|member| for_whom(family, member))
                .collect(),
            worker: worker.map(|worker| reveal(&worker.name)),
            role: worker.and_then(|worker| worker.role.as_ref()).map(reveal),
            why_not_the_worker: contact.why_not_the_worker.clone(),
            lines: contact.lines.iter().filter_map(RingLine::new).collect(),
            emails,
            since: by_member(family, &contact.members, |member| member.since),
            last_contact: by_member(family, &contact.members, |member| member.last_contact),
        }
    }
}

impl RingLine {
    fn new(line: &Line) -> Option<Self> {
        let telephone: &Telephone = line.telephone.as_ref()?;
        Some(Self {
            telephone: telephone.reveal().to_owned(),
            href: format!("tel:{}", telephone.digits()),
            words: line.words.clone(),
        })
    }
}

/// "Lena Hart", and that it has ended where it has.
fn for_whom(family: &Family, member: &ContactMember) -> String {
    let name = name_by_id(family, member.person);
    match member.state {
        State::Current => name,
        ended @ (State::Recent(_) | State::Historic(_)) => format!("{name} ({})", ended.in_words()),
    }
}

/// One date when it is the same for all, otherwise one for each member.
fn by_member(
    family: &Family,
    members: &[ContactMember],
    date_of: impl Fn(&ContactMember) -> Option<Date>,
) -> Vec<String> {
    let known = |member: &ContactMember| date_of(member).map(dates::long);
    let Some(first) = members.first().map(&known) else {
        return Vec::new();
    };
    if members.iter().all(|member| known(member) == first) {
        return first.into_iter().collect();
    }
    let line = |member: &ContactMember| {
        known(member).map(|date| format!("{date} ({})", name_by_id(family, member.person)))
    };
    members.iter().filter_map(line).collect()
}
