//! The staff directory: completes a worker by staff id, finds a team by name and service.
//!
//! Sources often hold a bare staff number. Invariant: a worker who has left keeps their name and
//! loses their telephone and e-mail.

use crate::{Directory, NamedWorker};
use jiff::civil::Date;
use vocabulary::{InvolvementRecord, PersonalText, Service, StaffId, StaffRecord, TeamRecord};

/// The worker as the source names them, completed from the directory.
pub(crate) fn named_worker(
    record: &InvolvementRecord,
    staff: Option<&StaffRecord>,
    today: Date,
) -> Option<NamedWorker> {
    let said = &record.worker;
    let name = said
        .name
        .clone()
        .or_else(|| staff.map(|found| found.name.clone()))?;
    let left_on = staff
        .and_then(|found| found.left_on)
        .filter(|day| *day <= today);
    let or_directory_telephone = || staff.and_then(|found| found.telephone.clone());
    let or_directory_email = || staff.and_then(|found| found.email.clone());
    let is_here = left_on.is_none();
    Some(NamedWorker {
        name,
        role: said
            .role
            .clone()
            .or_else(|| staff.and_then(|found| found.role.clone())),
        telephone: said
            .telephone
            .clone()
            .or_else(or_directory_telephone)
            .filter(|_| is_here),
        email: said
            .email
            .clone()
            .or_else(or_directory_email)
            .filter(|_| is_here),
        left_on,
    })
}

impl Directory {
    /// The row of a worker; of two, one who has not left.
    pub(crate) fn find(&self, id: &StaffId) -> Option<&StaffRecord> {
        self.staff
            .iter()
            .filter(|staff| staff.id == *id)
            .min_by_key(|staff| {
                let left = std::cmp::Reverse(staff.left_on);
                (staff.left_on.is_some(), left, &staff.source, staff.line)
            })
    }

    /// The team of that name and service, however it is spaced or capitalised.
    pub(crate) fn team(&self, name: &PersonalText, service: Service) -> Option<&TeamRecord> {
        let folded = |text: &PersonalText| text.reveal().to_lowercase();
        self.teams
            .iter()
            .filter(|team| team.service == service && folded(&team.name) == folded(name))
            .min_by_key(|team| (team.duty_telephone.is_none(), &team.source, team.line))
    }
}
