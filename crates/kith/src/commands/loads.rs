//! `kith loads`: every load, newest first.

use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use serde_json::{Value, json};

pub(crate) async fn run(folder: &CouncilFolder, output: &Output) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let loads = kith.store().loads().await?;
    if loads.is_empty() {
        output.say("Nothing has been loaded yet.");
    }
    for load in &loads {
        output.say(&format!(
            "{}  {:<10}  {} / {}  {}: {} of {} rows, data to {}",
            load.id,
            load.state.code(),
            load.source,
            load.table,
            load.file_name,
            load.kept,
            load.rows,
            load.as_of
        ));
    }
    let documents: Vec<Value> = loads
        .iter()
        .map(|load| {
            json!({
                "load": load.id.to_string(),
                "state": load.state.code(),
                "source": load.source,
                "table": load.table,
                "file": load.file_name,
                "as_of": load.as_of,
                "received_at": load.received_at,
                "rows": load.rows,
                "rows_kept": load.kept,
            })
        })
        .collect();
    output.document(&json!({ "loads": documents }))?;
    Ok(Finished::Done)
}
