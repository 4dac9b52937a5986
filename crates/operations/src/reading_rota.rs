//! A duty rota as a file: `staff_id,from,to`, one duty in each row.
//!
//! A moment is `2026-11-27 17:30` in Europe/London, or carries its own zone. Invariant: a problem
//! names file, line and column, never what stands there.

use crate::DutyToSet;
use crate::at::london;
use intake::{DelimitedNext, DelimitedRow, DelimitedText};
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::fmt;

/// Something wrong in a rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotaProblem {
    /// The file, as it was named.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub words: &'static str,
}

impl fmt::Display for RotaProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.words)
    }
}

const COLUMNS: [&str; 3] = ["staff_id", "from", "to"];

/// Reads a rota; every problem of it at once, or every duty.
pub(crate) fn read_rota(file: &str, bytes: &[u8]) -> Result<Vec<DutyToSet>, Vec<RotaProblem>> {
    let problem = |line, column, words| RotaProblem {
        file: file.to_owned(),
        line,
        column,
        words,
    };
    let whole = |words| vec![problem(1, None, words)];
    let mut text = DelimitedText::open(bytes).map_err(|_| whole("is not a table with a header"))?;
    let place = |name: &str| {
        let mut header = text.header().iter();
        header.position(|column| column.eq_ignore_ascii_case(name))
    };
    let [staff, from, to] = COLUMNS.map(place);
    let (Some(staff), Some(from), Some(to)) = (staff, from, to) else {
        return Err(whole("the header needs the columns staff_id, from and to"));
    };
    let (mut duties, mut problems) = (Vec::new(), Vec::new());
    loop {
        match text.next_row() {
            Ok(DelimitedNext::Row(row)) => match duty(row, [staff, from, to]) {
                Ok(duty) => duties.push(duty),
                Err((column, words)) => problems.push(problem(row.line(), Some(column), words)),
            },
            Ok(DelimitedNext::PassedOver { line, .. }) => {
                problems.push(problem(line, None, "is not a row of this table"));
            }
            Ok(DelimitedNext::End) => break,
            Err(_) => return Err(whole("cannot be read")),
        }
    }
    if problems.is_empty() && duties.is_empty() {
        problems = whole("holds no duty");
    }
    if problems.is_empty() {
        Ok(duties)
    } else {
        Err(problems)
    }
}

fn duty(
    row: DelimitedRow<'_>,
    [staff, from, to]: [usize; 3],
) -> Result<DutyToSet, (&'static str, &'static str)> {
    let staff_id = row.cell(staff).to_owned();
    if staff_id.is_empty() {
        return Err(("staff_id", "is blank"));
    }
    const NO_MOMENT: &str = "is not a moment such as 2026-11-27 17:30";
    let from = moment(row.cell(from)).ok_or(("from", NO_MOMENT))?;
    let to = moment(row.cell(to)).ok_or(("to", NO_MOMENT))?;
    let duty = DutyToSet { staff_id, from, to };
    match duty.fault() {
        None => Ok(duty),
        Some(words) => Err(("to", words)),
    }
}

/// A moment as typed: with a zone of its own, or in Europe/London. An hour that a change of clocks
/// leaves out or repeats is read as the earlier side would.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local: DateTime = text.replace(' ', "T").parse().ok()?;
    let zoned = local.to_zoned(london()).ok()?;
    Some(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<DutyToSet>, Vec<String>> {
        let said = |all: Vec<RotaProblem>| all.iter().map(ToString::to_string).collect();
        read_rota("rota.csv", text.as_bytes()).map_err(said)
    }

    #[test]
    fn moments_are_of_london_unless_they_say_otherwise() {
        let rota = "staff_id,from,to\nOH1001,2026-06-30 17:30,2026-07-01 08:30\n\
                    OH1002,2026-11-27T17:30:00Z,2026-11-28 08:30\n";
        let duties = read(rota).unwrap();
        let text = |moment: Timestamp| moment.to_string();
        assert_eq!(text(duties[0].from), "2026-06-30T16:30:00Z");
        assert_eq!(text(duties[0].to), "2026-07-01T07:30:00Z");
        assert_eq!(text(duties[1].from), "2026-11-27T17:30:00Z");
    }

    #[test]
    fn every_problem_says_its_line_and_column_and_never_the_value() {
        let rota = "staff_id,from,to\n,2026-11-27 17:30,2026-11-28 08:30\n\
                    OH1001,Friday night,2026-11-28 08:30\nOH1001,2026-11-27 17:30,2026-11-27 17:30\n\
                    OH1001\nOH1001,2026-11-27 17:30,2026-12-27 17:30\n";
        assert_eq!(
            read(rota).unwrap_err(),
            [
                "rota.csv line 2, column staff_id: is blank",
                "rota.csv line 3, column from: is not a moment such as 2026-11-27 17:30",
                "rota.csv line 4, column to: is not after the moment in from",
                "rota.csv line 5: is not a row of this table",
                "rota.csv line 6, column to: is more than 24 hours after the moment in from",
            ]
        );
        let header = read("name,from,to\n").unwrap_err();
        assert_eq!(
            header,
            ["rota.csv line 1: the header needs the columns staff_id, from and to"]
        );
        let none = read("staff_id,from,to\n").unwrap_err();
        assert_eq!(none, ["rota.csv line 1: holds no duty"]);
    }
}
