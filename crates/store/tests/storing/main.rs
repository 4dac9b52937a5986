//! What the store keeps whole on both databases: the shape of the tables, the audit, loads,
//! generations and people's ids.

mod audit_log;
mod catalogue;
mod generations;
mod loads;
mod people_ids;
mod plain_sql;
