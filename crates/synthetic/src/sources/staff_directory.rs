//! The staff directory: who works where and how to reach them, and the duty lines of teams.
//!
//! Invariant: every staff id and team that another extract names is in it.

use super::dates::{iso, or_blank};
use super::sheet::{Encoding, ExtractFile, Sheet, Style};
use crate::council::Council;
use crate::identifiers::mail_letters;
use crate::workers::{TEAMS, duty_lines, mail_domain};

const SOURCE: &str = "staff-directory";
const STYLE: Style = Style {
    delimiter: ',',
    ending: "\n",
    encoding: Encoding::Utf8,
};

pub(super) fn write(council: &Council) -> Vec<ExtractFile> {
    let mut staff = Sheet::new(
        SOURCE,
        "staff.csv",
        STYLE,
        &[
            "Staff ID",
            "Name",
            "Job Title",
            "Team",
            "Telephone",
            "Email",
            "Leaving Date",
        ],
    );
    for worker in &council.workforce.workers {
        staff.row(&[
            &worker.staff_id,
            &worker.name,
            worker.role,
            TEAMS[worker.team].name,
            &worker.telephone,
            &worker.email,
            &or_blank(worker.left, iso),
        ]);
    }
    let mut teams = Sheet::new(
        SOURCE,
        "teams.csv",
        STYLE,
        &[
            "Team Name",
            "Service",
            "Duty Telephone",
            "Out Of Hours Telephone",
            "Duty Email",
        ],
    );
    for (place, team) in TEAMS.iter().enumerate() {
        let (day, night) = duty_lines(place);
        let mail = format!(
            "duty.{}@{}",
            mail_letters(team.name),
            mail_domain(team.service)
        );
        teams.row(&[team.name, team.service.code(), &day, &night, &mail]);
    }
    vec![staff.finish(), teams.finish()]
}
