//! The step that runs an exported linkage plan in Splink, on DuckDB and on Apache Spark.
//!
//! It needs Python packages that are no part of the product; their versions are in
//! `bench/linkage/requirements-splink.txt`. INVARIANT: what was compared and found unlike fails.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::journal::{Journal, Outcome};
use super::tally::Runner;
use super::visible::run_visibly;
use super::{built_program, cargo};
use crate::repository::Repository;

/// The variable that names a Python which has the packages.
pub(super) const PYTHON: &str = "KITH_SPLINK_PYTHON";

/// Where that Python is looked for otherwise.
pub(super) const OWN_PYTHON: &str = "target/venv-splink/bin/python";

/// How to bring it there.
pub(super) const REMEDY: &str = "python3 -m venv target/venv-splink && \
     target/venv-splink/bin/pip install --requirement bench/linkage/requirements-splink.txt";

/// Ends well in a Python that has the packages.
pub(super) const PACKAGES_ARE_THERE: &str = "import duckdb, pyspark, splink; \
     spark = tuple(map(int, pyspark.__version__.split('.')[:2])); \
     assert splink.__version__.startswith('5.') and spark >= (4, 3)";

/// The plan that is run, and how many invented records.
const PLAN: &str = "bench/linkage/plans/families-b.toml";
const RECORDS: &str = "3000";

/// Builds the program, then compares it with Splink.
pub(super) fn steps(place: &Repository, python: &Path, journal: &mut Journal) {
    let built = journal.step("the program for the run in Splink", || {
        cargo(place, &["build", "--package", "kith"])
    });
    journal.step(
        "an exported plan in Splink, on DuckDB and on Spark",
        || match built {
            true => exported_plan(place, python),
            false => bail!("not run: the step before it failed"),
        },
    );
}

fn exported_plan(place: &Repository, python: &Path) -> Result<Outcome> {
    let mut command = Command::new(python);
    command
        .arg("bench/linkage/exported_plan_agrees.py")
        .arg("--kith")
        .arg(built_program(place)?)
        .args(["--plan", PLAN, "--families", RECORDS])
        .current_dir(place.root());
    run_visibly(Runner::Other, &mut command)
}
