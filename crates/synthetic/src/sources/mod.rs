//! The ten sources: each looks at the council with its own errors and writes its own files.
//!
//! A source's file beside this one says whom it knows and in which columns; its specification
//! is `sources/<id>.toml` at the root of the repository.
//! Invariant: every person row is noted with the person it is truly about.

mod adult_social_care;
mod childrens_social_care;
pub(crate) mod dates;
mod early_help;
mod health_visiting;
mod housing;
mod police;
mod schools;
pub(crate) mod sheet;
mod small_services;
mod staff_directory;

use crate::calendar::{plus_days, plus_years};
use crate::council::{Council, Family, Involvement};
use crate::dice::{Dice, Realm};
use crate::error_rates::{RATES, rate};
use crate::names::Variants;
use crate::observation::{Observer, Seen};
use sheet::{ExtractFile, Sheet};
use vocabulary::{Date, Service};

/// One person row of an extract, and whom it is about.
pub(crate) struct PersonRow {
    pub(crate) source: &'static str,
    pub(crate) table: &'static str,
    pub(crate) key: String,
    pub(crate) line: u64,
    pub(crate) person: u32,
    pub(crate) as_of: Date,
    pub(crate) errors: Vec<&'static str>,
}

/// One source at work.
pub(crate) struct View<'a> {
    pub(crate) council: &'a Council,
    pub(crate) observer: Observer<'a>,
    pub(crate) as_of: Date,
    pub(crate) rows: Vec<PersonRow>,
    place: usize,
    prefix: &'static str,
}

/// What writes the files of a source.
type Writer = fn(&mut View<'_>) -> Vec<ExtractFile>;

/// The sources in the order of [`RATES`]: how keys begin, days behind today, who writes.
const SOURCES: [(&str, i32, Writer); 9] = [
    ("", 1, childrens_social_care::write),
    ("FM", 2, early_help::write),
    ("", 3, schools::write),
    ("A", 2, adult_social_care::write),
    ("T", 4, housing::write),
    ("N", 3, police::write),
    ("HV", 20, health_visiting::write),
    ("YJ-", 6, small_services::write_youth_justice),
    ("R", 5, small_services::write_substance_misuse),
];

/// All extracts, and whom each person row is about.
pub(crate) fn look(council: &Council) -> (Vec<ExtractFile>, Vec<PersonRow>) {
    let variants = Variants::new();
    let mut files = Vec::new();
    let mut rows = Vec::new();
    for (place, (prefix, behind, write)) in SOURCES.into_iter().enumerate() {
        let as_of = plus_days(council.plan.today, -behind);
        let mut view = View {
            council,
            observer: Observer {
                council,
                variants: &variants,
                source: place,
                as_of,
                marks_confidential: place == 0,
            },
            as_of,
            rows: Vec::new(),
            place,
            prefix,
        };
        files.extend(write(&mut view));
        rows.append(&mut view.rows);
    }
    files.extend(staff_directory::write(council));
    (files, rows)
}

/// An involvement as the source knows it on its day.
pub(crate) struct Known<'a> {
    pub(crate) involvement: &'a Involvement,
    pub(crate) to: Option<Date>,
    pub(crate) last_contact: Option<Date>,
    pub(crate) status: &'static str,
}

impl<'a> View<'a> {
    pub(crate) fn source(&self) -> &'static str {
        RATES[self.place].source
    }

    pub(crate) fn families(&self) -> impl Iterator<Item = (usize, &'a Family)> + use<'a> {
        self.council.truth.families.iter().enumerate()
    }

    pub(crate) fn dice(&self, family: usize) -> Dice {
        let place = u8::try_from(self.place).unwrap_or(0);
        Dice::new(self.council.plan.seed, Realm::Source(place), family as u64)
    }

    /// The involvements of one service that had begun by the source's day, and that ended no
    /// longer ago than the source keeps them.
    pub(crate) fn known(&self, family: &'a Family, service: Service) -> Vec<Known<'a>> {
        let (as_of, keeps) = (self.as_of, plus_years(self.as_of, -8));
        family
            .involvements
            .iter()
            .filter(|one| one.service == service && one.from <= as_of)
            .filter(|one| one.to.is_none_or(|to| to > keeps))
            .map(|involvement| {
                let to = involvement.to.filter(|to| *to <= as_of);
                Known {
                    involvement,
                    to,
                    last_contact: involvement.last_contact.map(|day| day.min(as_of)),
                    status: if to.is_some() { "Historic" } else { "Current" },
                }
            })
            .collect()
    }

    /// The person's key in this source; a second copy of a person has a key of its own.
    pub(crate) fn key(&self, person: u32, copy: u32) -> String {
        let salt = 1_299_709 * (self.place as u64 + 1);
        let number = (u64::from(person) * 48_271 + salt) % 9_999_991;
        format!(
            "{}{}",
            self.prefix,
            number * 2 + u64::from(copy) + 20_000_000
        )
    }

    /// How often the source holds the person: mostly once.
    pub(crate) fn copies(&self, person: u32, dice: &mut Dice) -> u32 {
        let is_cast = self.council.truth.person(person).is_cast;
        let is_twice = dice.per_mille(rate(self.place, "duplicate"));
        if is_twice && !is_cast { 2 } else { 1 }
    }

    /// The person as one row holds them; an infant not yet born on the source's day is unknown.
    pub(crate) fn see(&self, person: u32, copy: u32, dice: &mut Dice) -> Seen {
        let mut seen = self.observer.see(person, dice);
        if copy > 0 {
            seen.errors.push("duplicate");
        }
        seen
    }

    /// Notes whom a row is about.
    pub(crate) fn note(&mut self, sheet: &Sheet, key: String, line: u64, seen: &Seen) {
        self.rows.push(PersonRow {
            source: self.source(),
            table: sheet.table(),
            key,
            line,
            person: seen.person,
            as_of: self.as_of,
            errors: seen.errors.clone(),
        });
    }

    /// Whether the source can know the person: born, or expected.
    pub(crate) fn can_know(&self, person: u32) -> bool {
        let person = self.council.truth.person(person);
        person.is_unborn || person.birth <= self.as_of
    }

    /// Name, role, telephone and e-mail of an involvement's worker; blank where only a team is
    /// named.
    pub(crate) fn worker(&self, involvement: &Involvement) -> [&'a str; 5] {
        involvement.worker.map_or([""; 5], |at| {
            let worker = &self.council.workforce.workers[at];
            [
                &worker.staff_id,
                &worker.name,
                worker.role,
                &worker.telephone,
                &worker.email,
            ]
        })
    }
}

/// The value of a fact; blank where there is none.
pub(crate) fn fact<'a>(involvement: &'a Involvement, label: &str, nth: usize) -> &'a str {
    involvement
        .facts
        .iter()
        .filter(|(name, _)| *name == label)
        .nth(nth)
        .map_or("", |(_, value)| value.as_str())
}

/// A coverage table: to which day the source is current, which period and which area.
pub(crate) fn coverage(
    view: &View<'_>,
    style: sheet::Style,
    service: &str,
    dialect: fn(Date) -> String,
) -> ExtractFile {
    let header = [
        "service",
        "current_as_of",
        "coverage_start",
        "coverage_end",
        "coverage_area",
    ];
    let mut sheet = Sheet::new(view.source(), "coverage.csv", style, &header);
    let from = dialect(plus_years(view.as_of, -8));
    let to = dialect(view.as_of);
    sheet.row(&[service, &to, &from, &to, "Eastmere"]);
    sheet.finish()
}
