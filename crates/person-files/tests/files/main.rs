//! Files of people at the boundary: what goes in, what comes out, and what is said of files that
//! cannot be used.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod desk;
mod guide;
mod hostile;
mod parquet_files;
mod reading;
mod round_trip;
