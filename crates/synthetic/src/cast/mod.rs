//! The demo's families and workers: who they are, so that demo, tests and guide tell one story.
//!
//! They are planted before everybody else, in every council of every size and seed, and no
//! chance error touches them: only the planted differences do.
//! Invariant: the cast's names are the same in all councils; their dates follow `today`.

mod people;
mod story;

use crate::council::Council;
use vocabulary::Date;

pub(crate) use people::plant;
pub(crate) use story::{PLANTED_ERRORS, tell};

/// The families and workers that the demo and the tests tell about.
#[derive(Clone)]
pub struct DemoCast {
    /// Seven people, parents apart, a half-sibling, a grandmother, mother's new partner; the
    /// child is "Ollie" to the school and the mother has an old surname in housing.
    pub large_family: DemoFamily,
    /// A child whose referral waits at the front door.
    pub referral: DemoFamily,
    /// A family that agreed to early help.
    pub early_help: DemoFamily,
    /// Twins.
    pub twins: DemoFamily,
    /// A father and son of one full name; the first person is the son.
    pub same_name: DemoFamily,
    /// A child not yet born.
    pub unborn: DemoFamily,
    /// A child in foster care, apart from a sister.
    pub foster: DemoFamily,
    /// A child in the refuge, at a confidential address.
    pub refuge: DemoFamily,
    /// The four demo workers: social worker, front door, early help, information governance.
    pub workers: Vec<DemoWorker>,
}

/// One family of the cast.
#[derive(Clone)]
pub struct DemoFamily {
    /// What it shows, in a few words.
    pub story: &'static str,
    /// Case or referral number, where there is one.
    pub case_reference: Option<String>,
    /// The people; the child that the story is about comes first.
    pub people: Vec<DemoPerson>,
}

/// One person of the cast.
#[derive(Clone)]
pub struct DemoPerson {
    /// The truth id, as in the truth files.
    pub person: String,
    /// Who it is to the child of the story ("child", "mother", "half-sister").
    pub part: &'static str,
    /// Given name; blank for an unborn child.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date, or the expected one.
    pub birth: Date,
}

/// One demo worker.
#[derive(Clone)]
pub struct DemoWorker {
    /// Id in the staff directory.
    pub staff_id: String,
    /// Name.
    pub name: String,
    /// Job title.
    pub role: String,
    /// Team.
    pub team: String,
}

impl DemoFamily {
    /// The child whom the story is about.
    #[must_use]
    pub fn child(&self) -> &DemoPerson {
        &self.people[0]
    }
}

impl DemoCast {
    /// All families, in the order of the fields.
    #[must_use]
    pub fn families(&self) -> [&DemoFamily; 8] {
        [
            &self.large_family,
            &self.referral,
            &self.early_help,
            &self.twins,
            &self.same_name,
            &self.unborn,
            &self.foster,
            &self.refuge,
        ]
    }
}

/// The families and workers of the demo in this council.
#[must_use]
pub fn demo_cast(council: &Council) -> DemoCast {
    council.cast.clone()
}
