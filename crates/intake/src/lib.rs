//! Turns one extract into typed records plus findings, following one source specification.
//!
//! ```text
//! bytes ─ decoding ─ rows ─ header (which table?) ─ row reading ─ records ──> sink
//!                      └────────────┴──────────────────┴──────── findings ──> report
//! ```
//!
//! ```
//! use intake::{Record, SourceSpecification, read_extract};
//! use vocabulary::Date;
//!
//! let specification = SourceSpecification::parse("people.toml", r#"
//! id = "people"
//! name = "People"
//! organisation = "Eastmere Council"
//! desk_telephone = "01632 960110"
//! refresh_days = 7
//! recent_months = 12
//! look_back_years = 6
//! area = "Eastmere"
//! covers = "Everybody in the example."
//! misses = "Everybody else."
//! [[tables]]
//! name = "people"
//! category = "identity"
//! header = ["id", "born"]
//! columns = [
//!   { header = ["id"], is = "person.key", required = true },
//!   { header = ["born"], is = "person.birth_date" },
//! ]"#).expect("the specification is right");
//! let mut people = 0;
//! let report = read_extract(
//!     &specification,
//!     "people.csv",
//!     "id,born\nA1,2011-12-13\nA2,2011-02-30\n".as_bytes(),
//!     Date::constant(2026, 11, 23),
//!     &mut |record| people += usize::from(matches!(record, Record::Person(_))),
//! ).expect("the file is a table of people");
//! assert_eq!((people, report.rows_kept), (2, 2));
//! let said: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
//! assert_eq!(said, ["people.csv line 3, column born: is not a date"]);
//! ```
//!
//! Invariants
//! - A bad row never stops a good one; nothing here panics, whatever the bytes.
//! - No finding, error or log holds a value of the file: file, line, column and kind only.
//! - Memory is flat: one row, one chunk and one small fingerprint for each key are held.
//!
//! Start reading at [`read_extract`]; what a specification may say is in [`SourceSpecification`].

mod addresses;
mod concept;
mod dates;
mod decoding;
mod delimited;
mod directory;
mod extract;
mod finding;
mod header;
mod involvements;
mod people;
mod profile;
mod reading;
mod row_records;
mod rows;
mod specification;
mod specification_checks;
mod specification_text;
mod table;
mod table_checks;

pub use delimited::{DelimitedNext, DelimitedRow, DelimitedText};
pub use extract::{
    ExtractRefused, ExtractReport, Record, content_hash, content_hash_of, read_extract,
};
pub use finding::{Finding, FindingKind, Findings, Severity};
pub use profile::{ExtractProfile, Shrinkage, compare_with_before};
pub use specification::{AgeRule, SourceSpecification, SpecificationProblem};
pub use table::{Column, Table};
