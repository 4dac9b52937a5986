//! What a source covers: to which day it is current, which period and area, and what it misses.
//!
//! It is what lets a page say "none found" honestly.

use crate::{Service, SourceId};
use jiff::civil::Date;

/// What one service's data in one source covers, as the source itself says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coverage {
    /// The source.
    pub source: SourceId,
    /// The service within the source.
    pub service: Service,
    /// The day to which the data is current.
    pub as_of: Option<Date>,
    /// First day covered.
    pub from: Option<Date>,
    /// Last day covered, inclusive, where the source says one.
    pub until: Option<Date>,
    /// The area, in the source's words.
    pub area: Option<String>,
    /// Who is not in it, in the source's words.
    pub misses: Option<String>,
}
