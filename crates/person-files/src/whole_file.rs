//! Files that are whole or not there: written beside their place, then put in it.
//!
//! Invariant: a file that was there stays as it was until the new one is complete.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file in one piece.
///
/// # Errors
/// When it cannot be written; the file that was there is as it was.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let beside = beside(path)?;
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let done = write(&mut out)
        .and_then(|()| out.flush())
        .and_then(|()| out.get_ref().sync_all())
        .and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // The error that stopped the work is told; what is left beside is taken away if it can be.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A name in the same folder that is not taken.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    for number in 0..1_000 {
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".part{number}"));
        let candidate = path.with_file_name(beside);
        if !candidate.exists() {
            return Ok(candidate);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_stops_leaves_the_old_file_whole_and_nothing_beside() {
        let folder = std::env::temp_dir().join(format!("whole-file-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("clusters.csv");
        write_whole(&path, |out| out.write_all(b"old")).unwrap();
        let stopped = write_whole(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(stopped.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
