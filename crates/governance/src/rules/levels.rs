//! The words for levels in rule files: `nothing` to `detail`, least first.

use vocabulary::Level;

/// The word for a level in rule files, the audit and JSON.
#[must_use]
pub const fn level_code(level: Level) -> &'static str {
    match level {
        Level::Nothing => "nothing",
        Level::AskTheDesk => "ask_the_desk",
        Level::Involved => "involved",
        Level::NamedWorker => "named_worker",
        Level::Facts => "facts",
        Level::Detail => "detail",
    }
}

/// Reads the word.
pub(crate) fn parse_level(code: &str) -> Option<Level> {
    Level::ALL
        .into_iter()
        .find(|level| level_code(*level) == code)
}

/// What a wrong word for a level is told.
pub(crate) const LEVEL_WORDS: &str = "a level is one of `nothing`, `ask_the_desk`, `involved`, \
                                      `named_worker`, `facts`, `detail`";
