//! What goes in: claims that a permit has already opened, each with where it comes from.
//!
//! Nothing here decides access; it was decided before. Invariant: a claim is never changed, only
//! chosen, listed or left aside.

use jiff::civil::Date;
use vocabulary::{
    AddressRecord, DateSpan, InvolvementId, InvolvementRecord, Level, NameRecord, PersonId,
    PersonRecord, Provenance, RelationshipType, Service, SourceId, StaffRecord, TeamRecord,
    Telephone,
};

/// Everything that one look at one family may use.
#[derive(Clone, PartialEq, Eq)]
pub struct FamilyClaims {
    /// The child who was looked up.
    pub child: PersonId,
    /// The people of the family, the child among them.
    pub people: Vec<PersonClaims>,
    /// Who is recorded as related to whom.
    pub relationships: Vec<RelationshipClaim>,
    /// Services' involvements, cut to the permitted level.
    pub involvements: Vec<InvolvementClaim>,
    /// The columns of the grid, in the order of the page.
    pub sources: Vec<Source>,
    /// Staff and teams, which complete the contacts.
    pub directory: Directory,
}

/// One service's data in one source: a column of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The source.
    pub id: SourceId,
    /// Its name on pages.
    pub name: String,
    /// Whose data it is.
    pub organisation: String,
    /// The service within the source.
    pub service: Service,
    /// The desk that answers for the data.
    pub desk_telephone: Option<Telephone>,
    /// The number at night and at weekends.
    pub out_of_hours_telephone: Option<Telephone>,
    /// What it covers, in words.
    pub covers: String,
    /// What it misses, in words.
    pub misses: String,
    /// The area, in words.
    pub area: Option<String>,
    /// The ages it holds, both inclusive; an unborn child counts as -1.
    pub ages: Option<(i16, i16)>,
    /// First day covered.
    pub covered_from: Option<Date>,
    /// The day to which the data is current.
    pub as_of: Option<Date>,
    /// Days after which the data is late.
    pub refresh_days: u16,
    /// Months for which an ended involvement is recent.
    pub recent_months: u16,
    /// Years after which an ended involvement is no longer shown.
    pub look_back_years: u16,
}

/// A value with where it comes from.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim<T> {
    /// What is claimed.
    pub value: T,
    /// Who says so.
    pub provenance: Provenance,
}

/// What the sources say of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonClaims {
    /// The resolved person.
    pub person: PersonId,
    /// One per record of the person.
    pub identities: Vec<Claim<PersonRecord>>,
    /// Names from tables of names.
    pub other_names: Vec<Claim<NameRecord>>,
    /// Stays at addresses.
    pub addresses: Vec<Claim<AddressRecord>>,
    /// Where the person lives must not be shown, nor be guessed from others.
    pub is_location_withheld: bool,
    /// Which sources were searched for the person, and how that ended.
    pub searched: Vec<SearchedSource>,
}

/// One source searched for one person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchedSource {
    /// The source.
    pub source: SourceId,
    /// The service within the source.
    pub service: Service,
    /// How the search ended.
    pub outcome: SearchOutcome,
}

/// How the search of one source for one person ended; the later in this list, the less is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchOutcome {
    /// Searched, and what was found may be shown.
    Searched,
    /// Somebody similar is there, but not surely this person: discloses nothing.
    MatchTooWeak,
    /// The desk answers, quoting the reference.
    AskTheDesk {
        /// What to quote.
        reference: String,
    },
    /// Not shown to this worker.
    NotShown {
        /// Why, in plain words.
        why: String,
    },
}

/// "`person` is the `kind` of `other`", between resolved people.
#[derive(Clone, PartialEq, Eq)]
pub struct RelationshipClaim {
    /// The first person.
    pub person: PersonId,
    /// What the first is to the second.
    pub kind: RelationshipType,
    /// The second person.
    pub other: PersonId,
    /// When it held.
    pub span: DateSpan,
    /// Who says so.
    pub provenance: Provenance,
}

/// One involvement of one service with one person.
#[derive(Clone, PartialEq, Eq)]
pub struct InvolvementClaim {
    /// The involvement.
    pub id: InvolvementId,
    /// The person.
    pub person: PersonId,
    /// What the source says, cut to the permitted level.
    pub record: InvolvementRecord,
    /// The permitted level.
    pub level: Level,
    /// Who says so.
    pub provenance: Provenance,
}

/// Staff and teams: completes contacts by staff id, gives teams' duty lines.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Directory {
    /// The staff.
    pub staff: Vec<StaffRecord>,
    /// The teams.
    pub teams: Vec<TeamRecord>,
}

/// The council's day, and whether its desks are closed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// Today.
    pub today: Date,
    /// It is night, weekend or a holiday.
    pub is_out_of_hours: bool,
}

impl Source {
    /// Whether a newer delivery is overdue; a source that does not say its day is late.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.as_of
            .is_none_or(|day| (today - day).get_days() > i32::from(self.refresh_days))
    }

    /// A column for an involvement whose source was not described.
    pub(crate) fn undescribed(id: &SourceId, service: Service) -> Self {
        Self {
            id: id.clone(),
            name: service.label().to_owned(),
            organisation: id.to_string(),
            service,
            desk_telephone: None,
            out_of_hours_telephone: None,
            covers: "not stated".to_owned(),
            misses: "not stated".to_owned(),
            area: None,
            ages: None,
            covered_from: None,
            as_of: None,
            refresh_days: 0,
            recent_months: 6,
            look_back_years: 6,
        }
    }
}

impl<T> std::fmt::Debug for Claim<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claim(‹sealed›, {})", self.provenance.source)
    }
}

sealed_debug!(
    FamilyClaims,
    PersonClaims,
    RelationshipClaim,
    InvolvementClaim,
    Directory
);
