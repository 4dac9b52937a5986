//! The exchange with Splink: a linkage plan as a file, as Splink 5 settings, and its clusters
//! back.
//!
//! A plan is written once, run here by [`run_plan`] or in Splink on DuckDB or Apache Spark with
//! the settings of [`settings`], and gives the same weights. Invariant: what Splink would
//! understand otherwise is refused by name ([`NotExpressible`]), never exported silently.

mod condition_sql;
mod import;
mod plan_text;
mod plan_writing;
mod records;
mod run;
mod settings;

pub use import::{ImportProblem, Imported, import_clusters};
pub use plan_text::{NotAPlanFile, parse_plan};
pub use plan_writing::plan_to_text;
pub use records::{RecordsProblem, read_records};
pub use run::{PlanRun, RunError, RunStep, run_plan, write_people, write_scores};
pub use settings::{NotExpressible, settings};
