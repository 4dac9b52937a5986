//! A council for tests: a temporary folder or database, extracts from text or from an invented
//! council, sittings of invented workers.
//!
//! For tests only. Invariant: each test has a database of its own, removed when it ends.
//!
//! Start reading at [`TestCouncil`].

pub use operations;

mod council;
mod databases;
mod desks;
mod extracts;
mod log_lines;
mod page_words;
mod restricting;

pub use council::{TestCouncil, TestSitting, example_files, moment, sign_in_settings};
pub use databases::{TestDatabase, databases};
pub use desks::{on_every_database, two_names};
pub use extracts::{PilotChild, case_links, child_row, csv, pilot_education, pilot_social_care};
pub use log_lines::LogLines;
pub use page_words::{
    given_name, member, names_found, names_of_members, person_found, words_of_decided,
    words_of_details, words_of_family, words_of_looks, words_of_question, words_of_queue,
    words_of_results,
};
