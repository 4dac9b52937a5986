//! Invented councils with known truth: first the truth (people, families, homes, services),
//! then what each source sees of it, with error.
//!
//! ```
//! use synthetic::{CouncilPlan, demo_cast, invent, observe};
//!
//! let today = vocabulary::Date::constant(2026, 11, 23);
//! let council = invent(&CouncilPlan { people: 60, seed: 7, today });
//! assert_eq!(council.truth.people_count(), 60);
//! assert!(observe(&council).iter().any(|file| file.source == "housing"));
//! assert_eq!(demo_cast(&council).large_family.child().given, "Oliver");
//! ```
//!
//! Invariants
//! - Same plan, same bytes. No clock, no files: the caller writes what is returned.
//! - Nobody here is real: NHS numbers from the 999 range, telephones kept for drama, e-mail
//!   under `.example`, postcodes of an area that does not exist.
//! - The table of error rates is seen by no other crate; only the truth files record it.
//!
//! Start reading at [`invent`] and [`CouncilPlan`], then `families/mod.rs`, then
//! `sources/mod.rs`.

mod calendar;
mod cast;
mod council;
mod dice;
mod error_rates;
mod families;
mod identifiers;
mod kinship;
mod letters;
mod look_year;
mod misspelling;
mod names;
mod observation;
mod places;
mod services;
mod sources;
#[cfg(test)]
mod tests;
mod truth_files;
mod workers;

pub use cast::{DemoCast, DemoFamily, DemoPerson, DemoWorker, demo_cast};
pub use council::{Council, CouncilPlan, Truth};
pub use look_year::{
    InventedFacts, InventedKind, InventedLink, InventedLook, LookYearPlan, Planted, invent_looks,
};
pub use sources::sheet::ExtractFile;

use dice::{Dice, Realm};
use families::FamilyMaker;
use names::{NameBook, Variants};
use places::Homes;
use services::Drawing;
use workers::Workforce;

/// Invents a council: the demo families first, then families until the number of people is
/// reached. A plan for fewer people than the demo families have gives just these.
#[must_use]
pub fn invent(plan: &CouncilPlan) -> Council {
    let names = NameBook::new();
    let variants = Variants::new();
    let wanted = plan.people as usize;
    let mut truth = Truth {
        people: Vec::with_capacity(wanted),
        homes: Homes::new(plan.people, plan.seed),
        families: Vec::new(),
    };
    let lists = (&names, &variants);
    let cast = cast::plant(&mut truth, lists, plan.seed, plan.today);
    while truth.people.len() < wanted {
        let room = wanted - truth.people.len();
        let dice = Dice::new(plan.seed, Realm::Families, truth.families.len() as u64);
        FamilyMaker::new(&mut truth, lists, dice, plan.today).make_any(room);
    }
    let workforce = Workforce::hire(plan.people, plan.seed, plan.today, &names);
    draw_services(&mut truth, &workforce, plan);
    Council {
        truth,
        plan: *plan,
        workforce,
        cast,
    }
}

fn draw_services(truth: &mut Truth, workforce: &Workforce, plan: &CouncilPlan) {
    for place in 0..truth.families.len() {
        let dice = Dice::new(plan.seed, Realm::Services, place as u64);
        let family = &truth.families[place];
        let mut drawing = Drawing::new(truth, workforce, dice, plan.today, family);
        if truth.person(family.people.start).is_cast {
            cast::tell(place, &mut drawing);
        } else {
            drawing.draw();
        }
        let Drawing {
            involvements,
            case_links,
            ..
        } = drawing;
        truth.families[place].involvements = involvements;
        truth.families[place].case_links = case_links;
    }
}

/// What each source sees: the files of all ten extracts.
#[must_use]
pub fn observe(council: &Council) -> Vec<ExtractFile> {
    sources::look(council).0
}

/// The truth as files: person per source row, relationships, households by date,
/// involvements, error rates, twins, people.
#[must_use]
pub fn truth_files(council: &Council) -> Vec<ExtractFile> {
    truth_files::write(council, &sources::look(council).1)
}

/// Extracts and truth files from one look; as [`observe`] and [`truth_files`], in half the time.
#[must_use]
pub fn observe_with_truth(council: &Council) -> (Vec<ExtractFile>, Vec<ExtractFile>) {
    let (files, rows) = sources::look(council);
    let truth = truth_files::write(council, &rows);
    (files, truth)
}
