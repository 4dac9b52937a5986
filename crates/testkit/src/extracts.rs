//! Small extracts written in tests: text in the shape of the real sources.

/// A CSV file from a header and rows.
#[must_use]
pub fn csv(header: &str, rows: &[String]) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// One row in the shape of the family-context extracts' first six columns.
#[must_use]
pub fn child_row(id: &str, given: &str, family: &str, born: &str, sex: &str, address: &str) -> String {
    format!("{id},{given},{family},{born},{sex},\"{address}\"")
}
