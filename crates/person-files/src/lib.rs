//! Links any file of people.
mod layout;
mod people;
mod spec;
mod table;
pub use spec::{Mode, NotASpec, Spec, SpecProblem};
pub mod splink;
