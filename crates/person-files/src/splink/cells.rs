//! Cells of the CSV files that go out.
//!
//! Invariant: a spreadsheet never takes an id for a formula; taking one apostrophe away from
//! the front gives every id back.

/// Adds a cell, in quotation marks where it needs them.
pub(super) fn push_cell(line: &mut String, id: &str) {
    let is_marked = is_run_by_spreadsheets(id) || id.starts_with('\'');
    let mark = if is_marked { "'" } else { "" };
    if id.contains(['"', ',', '\n', '\r', ';', '\t', '|']) {
        line.push('"');
        line.push_str(mark);
        line.push_str(&id.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(mark);
        line.push_str(id);
    }
}

fn is_run_by_spreadsheets(id: &str) -> bool {
    let is_number = id.parse::<f64>().is_ok();
    id.starts_with(['=', '@', '+', '-', '\t', '\r', '\n']) && !is_number
}
