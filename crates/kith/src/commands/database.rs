//! `kith database`: what the account that serves may do in PostgreSQL. Nothing is done to the
//! database here: the owner of its tables reads the statements and runs them.

use crate::database_arguments::{DatabaseArguments, DatabaseCommand};
use crate::output::{Finished, Output};
use operations::store::serving_rights;
use serde_json::json;

pub(crate) fn run(database: &DatabaseArguments, output: &Output) -> anyhow::Result<Finished> {
    let DatabaseCommand::Grants { account } = &database.command;
    let statements = match serving_rights(account) {
        Ok(statements) => statements,
        Err(fault) => {
            output.say(&format!("Not a name that can be used: {fault}."));
            return Ok(Finished::Usage);
        }
    };
    if output.wants_document() {
        output.document(&json!({ "account": account, "statements": statements }))?;
    } else {
        output.text(&statements)?;
    }
    Ok(Finished::Done)
}
