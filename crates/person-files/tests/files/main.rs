//! Files of people at the boundary: what goes in, what comes out, and what is said of files that
//! cannot be used.

mod desk;
mod guide;
mod hostile;
mod parquet_files;
mod reading;
mod round_trip;
