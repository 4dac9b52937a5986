//! Who may sign in: accounts with a role, teams and the hash of a passphrase.
//!
//! Invariant: the passphrase itself is never here, only its Argon2 hash.

use crate::database::{all, first, run};
use crate::row_text::{coded, date, date_text, parsed};
use crate::{Store, StoreError};
use jiff::Timestamp;
use vocabulary::{Date, Role};

/// One account.
#[derive(Clone)]
pub struct WorkerRow {
    /// Staff id, as case links and the staff directory have it.
    pub staff_id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Teams, as case links have them.
    pub teams: Vec<String>,
    /// Argon2 hash of the passphrase.
    pub passphrase_hash: String,
    /// May sign in.
    pub is_active: bool,
    /// Day of the last training in information governance.
    pub trained_on: Option<Date>,
    /// Signs in with a second step, whatever the settings say.
    pub needs_second_step: bool,
    /// Kept for when single sign-on fails.
    pub is_for_emergencies: bool,
    /// When the program made the passphrase; nothing once the worker has chosen their own.
    pub first_passphrase_at: Option<Timestamp>,
}

type Row = (
    String,
    String,
    String,
    String,
    String,
    bool,
    Option<String>,
    bool,
    bool,
    Option<String>,
);

impl Store {
    /// Adds an account, or changes the one with the same staff id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_worker(&self, worker: &WorkerRow) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "insert into worker (staff_id, name, role, teams, passphrase_hash, is_active, trained_on, \
             needs_second_step, is_for_emergencies, first_passphrase_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (staff_id) do update set \
             name = excluded.name, role = excluded.role, teams = excluded.teams, \
             passphrase_hash = excluded.passphrase_hash, is_active = excluded.is_active, \
             trained_on = excluded.trained_on, \
             needs_second_step = excluded.needs_second_step, \
             is_for_emergencies = excluded.is_for_emergencies, \
             first_passphrase_at = excluded.first_passphrase_at",
            &worker.staff_id,
            &worker.name,
            worker.role.code(),
            worker.teams.join("\n"),
            &worker.passphrase_hash,
            worker.is_active,
            date_text(worker.trained_on),
            worker.needs_second_step,
            worker.is_for_emergencies,
            worker.first_passphrase_at.map(|at| at.to_string())
        )?;
        tx.commit().await
    }

    /// Gives an account another passphrase, and says when the program made it; nothing when the
    /// worker has chosen it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_passphrase(
        &self,
        staff_id: &str,
        hash: &str,
        made_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "update worker set passphrase_hash = $2, first_passphrase_at = $3 where staff_id = $1",
            staff_id,
            hash,
            made_at.map(|at| at.to_string())
        )?;
        tx.commit().await
    }

    /// Takes an account away: nobody signs in with it any more. Tells whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_worker(&self, staff_id: &str) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let closed = run!(
            &mut tx,
            "update worker set is_active = false where staff_id = $1",
            staff_id
        )?;
        tx.commit().await?;
        Ok(closed > 0)
    }

    /// The account with this staff id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worker(&self, staff_id: &str) -> Result<Option<WorkerRow>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            Row,
            "select staff_id, name, role, teams, passphrase_hash, is_active, trained_on, \
             needs_second_step, is_for_emergencies, first_passphrase_at from worker where staff_id = $1",
            staff_id
        )?;
        row.map(from_row).transpose()
    }

    /// All accounts, by staff id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn workers(&self) -> Result<Vec<WorkerRow>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select staff_id, name, role, teams, passphrase_hash, is_active, trained_on, \
             needs_second_step, is_for_emergencies, first_passphrase_at from worker order by staff_id"
        )?;
        rows.into_iter().map(from_row).collect()
    }
}

fn from_row(row: Row) -> Result<WorkerRow, StoreError> {
    let (
        staff_id,
        name,
        role,
        teams,
        passphrase_hash,
        is_active,
        trained_on,
        needs,
        emergencies,
        made,
    ) = row;
    Ok(WorkerRow {
        staff_id,
        name,
        role: coded(&role, Role::parse, "worker.role")?,
        teams: teams
            .split('\n')
            .filter(|team| !team.is_empty())
            .map(str::to_owned)
            .collect(),
        passphrase_hash,
        is_active,
        trained_on: date(trained_on.as_deref(), "worker.trained_on")?,
        needs_second_step: needs,
        is_for_emergencies: emergencies,
        first_passphrase_at: parsed(made.as_deref(), str::parse, "worker.first_passphrase_at")?,
    })
}
