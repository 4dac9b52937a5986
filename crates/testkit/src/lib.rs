//! A council for tests: a temporary folder or database, extracts from text or from an invented
//! council, sittings of invented workers.
//!
//! For tests only. Invariant: each test has a database of its own, removed when it ends.
//!
//! Start reading at [`TestCouncil`].

mod council;
mod databases;
mod extracts;

pub use council::{TestCouncil, TestSitting, moment};
pub use databases::{TestDatabase, databases};
pub use extracts::{child_row, csv};
