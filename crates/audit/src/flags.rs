//! Flags F1 to F11: looks that a person should ask about, each with its plain question.
//!
//! A pure fold over looks in the order of time: [`Watch::look`] gives what one more look raises.
//! Facts of other registers (conflicts, restrictions, the rota, devices) come in with the look.
//! INVARIANT: a flag is a prompt to ask, never a verdict: nothing here locks an account or says
//! that somebody did wrong.

mod fishing;
mod outcome;
mod rules;
mod volume;

use crate::Explanation;
use jiff::Timestamp;
use vocabulary::{Date, PersonId, Role};

pub use outcome::FlagOutcome;
pub use rules::Watch;

/// What a look raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The flag.
    pub flag: Flag,
    /// The worker.
    pub worker: String,
    /// The person, where it is about one.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The audit entries that it rests on; the last is the one that raised it.
    pub entries: Vec<u64>,
}

/// One look with the facts that the rules need.
#[derive(Debug, Clone)]
pub struct WatchedLook {
    /// Number of the audit entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The day, in Europe/London.
    pub day: Date,
    /// The worker.
    pub worker: String,
    /// Their role.
    pub role: Role,
    /// What it was.
    pub kind: WatchedKind,
    /// Whom it was about.
    pub person: Option<PersonId>,
    /// For which colleague.
    pub on_behalf_of: Option<String>,
    /// Why, as far as recorded facts say.
    pub explanation: Explanation,
    /// What other registers know.
    pub known: KnownFacts,
}

/// What a look was, for the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchedKind {
    /// A search: how many it showed, and keyed prints of the name as written and as sounded.
    Search {
        /// How many people were shown.
        results: u32,
        /// A print of the family name as typed; nothing where none was.
        written: Option<u64>,
        /// A print of how it sounds.
        sound: Option<u64>,
    },
    /// A family or its details were opened.
    Opened,
    /// A request about somebody was refused.
    Refused,
    /// A break-glass: a print of its reason.
    BreakGlass {
        /// A print of the reason's words.
        reason: u64,
    },
}

/// What other registers know about one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFacts {
    /// From the conflict register and the must-not-locate edges.
    pub conflict: Option<Conflict>,
    /// Something that the worker and the person share and nobody declared.
    pub nearness: Option<Nearness>,
    /// Days between the look and the nearest case link that reaches the person.
    pub days_from_link: Option<DaysFromLink>,
    /// Staff, a relative of staff, or somebody in the news.
    pub is_known_person: bool,
    /// The record is restricted for this worker.
    pub is_restricted: bool,
    /// Nobody works at this hour, and the worker is not on the rota.
    pub is_off_hours: bool,
    /// The worker has not used this device before.
    pub is_new_device: bool,
}

/// Who the person is to the worker, as declared or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The worker's own record.
    OwnRecord,
    /// A relative that the worker declared.
    DeclaredRelative,
    /// Somebody of the worker's household.
    SameHousehold,
    /// Somebody whom the worker must not locate.
    MustNotLocate,
}

/// What the worker and the person share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// The family name, and the postcode up to its sector.
    NameAndSector,
    /// The street, a few numbers apart.
    Neighbour,
    /// An address where the worker lived before.
    FormerAddress,
}

/// How far a look is from the nearest case link that reaches the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysFromLink {
    /// So many days before it begins.
    Before(u32),
    /// So many days after it ended.
    After(u32),
}

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $class:ident, $label:literal, $question:literal;)+) => {
        /// A reason to ask.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Flag {
            $($(#[$doc])* $name,)+
        }

        impl Flag {
            /// All flags.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code, `F1` to `F11`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What follows.
            #[must_use]
            pub const fn class(self) -> FlagClass {
                match self { $(Self::$name => FlagClass::$class,)+ }
            }

            /// What was seen, in words.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// What to ask the worker.
            #[must_use]
            pub const fn question(self) -> &'static str {
                match self { $(Self::$name => $question,)+ }
            }
        }
    };
}

flags! {
    /// Oneself, a declared relative, the household, or somebody not to be located.
    Conflict, "F1", BlockAndAlert,
        "The worker, a relative, their household, or somebody they must not find",
        "Why was this record asked for, when you had told us that you know the person?";
    /// A shared name and neighbourhood that nobody declared.
    Nearness, "F2", Review,
        "Lives near the worker, or shares a name and a neighbourhood",
        "Do you know this family outside your work?";
    /// No recorded fact explains it.
    Unexplained, "F3", Review,
        "Nothing recorded explains the look",
        "Why did you look at this family?";
    /// Long after a case was closed, or well before it was allocated.
    OutsideTheCase, "F4", Review,
        "Long after the case was closed, or well before it was allocated",
        "Why did you look at this family at that time?";
    /// Far more than usual.
    Volume, "F5", Review,
        "Far more looks than this worker or this role usually makes",
        "Why were there so many look-ups that day?";
    /// Searching without opening anybody.
    Fishing, "F6", Review,
        "Many searches and nobody opened, or one name in many spellings",
        "Whom were you trying to find, and why?";
    /// Staff, a relative of staff, or somebody in the news.
    KnownPerson, "F7", Review,
        "Somebody who works here, or who is in the news",
        "Why was this family part of your work?";
    /// A restricted record.
    Restricted, "F8", Alert,
        "A restricted record was asked for",
        "Why was this record asked for?";
    /// Off hours without a turn, or from a device not seen before.
    OffHours, "F9", Note,
        "At night or at a weekend without a turn on the rota, or from a new device",
        "Was it you who looked at that hour and from that device?";
    /// One colleague asks again and again.
    OnBehalf, "F10", Review,
        "Many looks for one colleague",
        "Why does this colleague not look for themselves?";
    /// A break-glass reason used before.
    CopiedReason, "F11", Review,
        "A break-glass reason in words used before",
        "What was the emergency this time?";
}

/// What follows a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlagClass {
    /// Nothing is shown, and the look waits on top of the list.
    BlockAndAlert,
    /// The look waits on top of the list.
    Alert,
    /// The look waits for review.
    Review,
    /// The look is noted; nobody has to review it.
    Note,
}

impl FlagClass {
    /// What follows, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::BlockAndAlert => "Nothing was shown; ask about this first",
            Self::Alert => "Ask about this first",
            Self::Review => "To be reviewed",
            Self::Note => "To be noted; it needs no review",
        }
    }

    /// Whether a person has to look at it.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        match self {
            Self::BlockAndAlert | Self::Alert | Self::Review => true,
            Self::Note => false,
        }
    }
}

impl Flag {
    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|flag| flag.code() == code)
    }
}

/// The limits of the rules; a council may set its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlagLimits {
    /// F4: days after a case was closed that still belong to the work.
    pub days_after_closing: u32,
    /// F4: days before an allocation is recorded that belong to it.
    pub days_before_allocation: u32,
    /// F5: so many times the worker's own days.
    pub times_own_norm: f64,
    /// F5: looks of a day below which nothing is unusual.
    pub least_looks: u32,
    /// F5: searches within one hour.
    pub searches_in_an_hour: usize,
    /// F6: searches with results, one after another, with nobody opened.
    pub searches_without_opening: usize,
    /// F6: spellings of what sounds like one name within one hour.
    pub spellings: usize,
    /// F10: looks for one colleague within 30 days.
    pub looks_for_one_colleague: usize,
}

impl Default for FlagLimits {
    fn default() -> Self {
        Self {
            days_after_closing: 30,
            days_before_allocation: 3,
            times_own_norm: 3.0,
            least_looks: 30,
            searches_in_an_hour: 60,
            searches_without_opening: 10,
            spellings: 4,
            looks_for_one_colleague: 5,
        }
    }
}

impl WatchedLook {
    /// Whether somebody was opened, or was to be.
    fn is_about_somebody(&self) -> bool {
        match self.kind {
            WatchedKind::Opened | WatchedKind::Refused | WatchedKind::BreakGlass { .. } => true,
            WatchedKind::Search { .. } => false,
        }
    }
}
