//! `kith withdraw`: takes a load back.

use crate::arguments::WithdrawArguments;
use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use serde_json::json;
use vocabulary::LoadId;

pub(crate) async fn run(
    folder: &CouncilFolder,
    withdraw: &WithdrawArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let load = LoadId::parse(&withdraw.load).context("the load")?;
    let kith = folder.open().await?;
    let was_there = kith.withdraw_load(load, clock::now()).await?;
    kith.store().clone().close().await;
    output.document(&json!({ "load": load.to_string(), "withdrawn": was_there }))?;
    if was_there {
        output.say("Withdrawn. kith link and kith publish make it so on the pages.");
        Ok(Finished::Done)
    } else {
        output.say("There is no such load, or it was withdrawn before; kith loads lists them.");
        Ok(Finished::AnswerIsNo)
    }
}
