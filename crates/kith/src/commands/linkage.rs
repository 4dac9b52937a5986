//! `kith linkage`: the engine alone, on any file of people; no council is needed.

use super::linkage_plan;
use crate::arguments::LinkageCommand;
use crate::output::{Finished, Output};

pub(crate) fn run(command: &LinkageCommand, output: &Output) -> anyhow::Result<Finished> {
    match command {
        LinkageCommand::Plan(plan) => linkage_plan::run(plan, output),
    }
}
