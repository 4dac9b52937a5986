//! The project's own tasks, as functions that tests can call.
//!
//! * [`tidy`] holds the repository to its written rules.
//! * [`advisories`] asks whether a weakness of what others made is published.
//! * [`architecture`] holds the crates to the arrows drawn in `ARCHITECTURE.md`.
//! * [`named_in_the_map`] holds `ARCHITECTURE.md` to the code.
//! * [`full_test`] runs everything, in order, and says what it left out.
//!
//! Nothing here installs anything, except `npm ci` in `e2e/`, from a committed lock file.
//! Start reading at [`tidy`].
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task talks to the person who runs it"
)]

pub mod advisories;
pub mod architecture;
pub mod full_test;
pub mod named_in_the_map;
pub mod repository;
pub mod rust_text;
pub mod tidy;
