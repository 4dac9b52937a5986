//! Workers, teams, case links and coverage, read from one row.
//!
//! Invariant: a case link comes from a case system's row and names the child by key.

use crate::concept::Concept as C;
use crate::finding::FindingKind as K;
use crate::reading::Reading;
use vocabulary::{
    CaseLinkKind, CaseLinkRecord, CaseReference, Coverage, PersonKey, StaffRecord, TeamRecord,
};

impl Reading<'_> {
    /// The link between a worker or team and a child's case.
    pub(crate) fn case_link(&mut self, person: PersonKey) -> Option<CaseLinkRecord> {
        let case = self.value(C::CaseReference, |text| {
            CaseReference::parse(text).map_err(|_| K::WrongCaseReference)
        })?;
        let kind = self.value(C::CaseKind, |text| {
            CaseLinkKind::parse(text).ok_or(K::UnknownCode)
        });
        if kind.is_none() && self.written(C::CaseKind).is_some() {
            return None;
        }
        Some(CaseLinkRecord {
            source: self.context.source.clone(),
            line: self.row.line,
            case,
            person,
            staff: self.staff_id(C::CaseStaff),
            team: self.text(C::CaseTeam),
            kind: kind.unwrap_or(CaseLinkKind::Allocation),
            span: self.span(C::CaseFrom, C::CaseTo),
            family_agreed: self.yes_or_no(C::CaseFamilyAgreed),
        })
    }

    /// One worker of the staff directory.
    pub(crate) fn staff(&mut self) -> Option<StaffRecord> {
        Some(StaffRecord {
            source: self.context.source.clone(),
            line: self.row.line,
            id: self.staff_id(C::StaffId)?,
            name: self.text(C::StaffName)?,
            role: self.text(C::StaffRole),
            team: self.text(C::StaffTeam),
            telephone: self.telephone(C::StaffTelephone),
            email: self.email(C::StaffEmail),
            left_on: self.any_day(C::StaffLeft),
        })
    }

    /// One team with its duty line.
    pub(crate) fn team(&mut self) -> Option<TeamRecord> {
        Some(TeamRecord {
            source: self.context.source.clone(),
            line: self.row.line,
            name: self.text(C::TeamName)?,
            service: self.service(C::TeamService)?,
            duty_telephone: self.telephone(C::TeamDutyTelephone),
            out_of_hours_telephone: self.telephone(C::TeamOutOfHoursTelephone),
            duty_email: self.email(C::TeamDutyEmail),
        })
    }

    /// What the row says of coverage.
    pub(crate) fn coverage(&mut self) -> Option<Coverage> {
        let table = self.context.layout.table;
        let service = if table.has(C::CoverageService) {
            self.service(C::CoverageService)?
        } else {
            table.service?
        };
        let as_of = self.past_day(C::CoverageAsOf);
        let span = self.span(C::CoverageFrom, C::CoverageUntil);
        Some(Coverage {
            source: self.context.source.clone(),
            service,
            as_of,
            from: span.from(),
            until: span.last_day(),
            area: self.written(C::CoverageArea).map(|w| w.text.to_owned()),
            misses: self.written(C::CoverageMisses).map(|w| w.text.to_owned()),
        })
    }
}

/// What two rows together cover: only what both do.
pub(crate) fn narrower(one: Coverage, other: Coverage) -> Coverage {
    Coverage {
        as_of: both(one.as_of, other.as_of, Ord::min),
        from: both(one.from, other.from, Ord::max),
        until: both(one.until, other.until, Ord::min),
        area: one.area.or(other.area),
        misses: one.misses.or(other.misses),
        ..one
    }
}

fn both<T>(one: Option<T>, other: Option<T>, choose: impl FnOnce(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        (one, other) => one.or(other),
    }
}
