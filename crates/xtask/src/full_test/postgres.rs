//! A PostgreSQL for one test run: made in a temporary folder, gone at the end.
//!
//! It listens on this machine only, keeps nothing on disk safely (speed is all it is for), and
//! is stopped and removed when dropped, also when tests fail. PostgreSQL refuses to run as
//! root; then the user `postgres` runs it. A run that was interrupted leaves its cluster
//! behind; the next run stops and removes it.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

const FOLDER_NAME: &str = "kith-test-postgres-";

/// Safe only because nothing in the cluster is worth keeping.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
                        -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
                        -c max_connections=200";

/// A running cluster.
#[derive(Debug)]
pub(super) struct ThrowAwayCluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl ThrowAwayCluster {
    /// Makes and starts a cluster with the programs in the folder given.
    pub(super) fn start(programs: &Path) -> Result<Self> {
        let parent = std::env::temp_dir();
        remove_left_behind(programs, &parent);
        let folder = parent.join(format!("{FOLDER_NAME}{}", std::process::id()));
        std::fs::create_dir(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let cluster = Self {
            programs: programs.to_owned(),
            folder,
            port: free_port()?,
        };
        if runs_as_root() {
            done(Command::new("chown").arg("postgres").arg(&cluster.folder))?;
        }
        cluster.initialise()?;
        cluster.serve()?;
        Ok(cluster)
    }

    /// The address that the tests are given.
    pub(super) fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    fn initialise(&self) -> Result<()> {
        let mut initdb = as_postgres(&self.programs.join("initdb"));
        initdb.arg("-D").arg(data(&self.folder));
        initdb.args([
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]);
        done(initdb.arg("--no-sync"))
    }

    fn serve(&self) -> Result<()> {
        let mut start = as_postgres(&self.programs.join("pg_ctl"));
        start
            .arg("-D")
            .arg(data(&self.folder))
            .arg("-l")
            .arg(data(&self.folder).join("server.log"));
        start.arg("-o").arg(format!("-p {} {SETTINGS}", self.port));
        done(start.args(["-w", "start"]))
    }
}

impl Drop for ThrowAwayCluster {
    fn drop(&mut self) {
        remove(&self.programs, &self.folder);
    }
}

/// Whether this process is root, as `id -u` says.
pub(super) fn runs_as_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn as_postgres(program: &Path) -> Command {
    let mut command = match runs_as_root() {
        true => {
            let mut runuser = Command::new("runuser");
            runuser.args(["-u", "postgres", "--"]).arg(program);
            runuser
        }
        false => Command::new(program),
    };
    // The current folder may be closed to the user postgres.
    command.current_dir(std::env::temp_dir());
    command
}

/// Runs a command quietly; what it complained about becomes the error.
fn done(command: &mut Command) -> Result<()> {
    let name = format!("{:?}", command.get_program());
    // The server inherits these streams, so a pipe would never close: a file does.
    let said = std::env::temp_dir().join(format!("{FOLDER_NAME}{}.said", std::process::id()));
    let file = File::create(&said).context("a temporary file cannot be made")?;
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .status();
    let complaint = std::fs::read_to_string(&said).unwrap_or_default();
    // Nothing depends on the note being gone.
    let _ = std::fs::remove_file(&said);
    if !status
        .with_context(|| format!("{name} did not start"))?
        .success()
    {
        bail!(
            "{name} failed for {:?}: {}",
            command.get_args(),
            complaint.trim()
        );
    }
    Ok(())
}

fn remove(programs: &Path, folder: &Path) {
    if data(folder).join("postmaster.pid").is_file() {
        let mut stop = as_postgres(&programs.join("pg_ctl"));
        stop.arg("-D")
            .arg(data(folder))
            .args(["-m", "immediate", "-w", "stop"]);
        if let Err(error) = done(&mut stop) {
            eprintln!("the throw-away cluster did not stop: {error:#}");
        }
    }
    if let Err(error) = std::fs::remove_dir_all(folder) {
        eprintln!("{} could not be removed: {error}", folder.display());
    }
}

/// Removes clusters of runs that are no longer there.
fn remove_left_behind(programs: &Path, parent: &Path) {
    // Without /proc it cannot be told whether a run is still there: then nothing is removed.
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_NAME));
        let Some(process) = process.and_then(|text| text.parse::<u32>().ok()) else {
            continue;
        };
        if !Path::new("/proc").join(process.to_string()).exists() {
            remove(programs, &entry.path());
        }
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_becomes_the_error() {
        let error = done(Command::new("sh").args(["-c", "echo no room >&2; exit 1"])).unwrap_err();
        assert!(error.to_string().contains("no room"));
    }

    #[test]
    fn only_the_cluster_of_a_run_that_is_gone_is_removed() {
        let parent = std::env::temp_dir().join(format!("kith-xtask-{}", std::process::id()));
        // No process has the highest number there could be.
        let gone = parent.join(format!("{FOLDER_NAME}{}", u32::MAX));
        let running = parent.join(format!("{FOLDER_NAME}{}", std::process::id()));
        for folder in [&gone, &running] {
            std::fs::create_dir_all(folder).unwrap();
        }
        remove_left_behind(Path::new("/nowhere"), &parent);
        assert_eq!(
            (gone.exists(), running.exists()),
            (!Path::new("/proc/self").exists(), true)
        );
        std::fs::remove_dir_all(&parent).unwrap();
    }

    #[test]
    fn a_free_port_is_above_the_reserved_ones() {
        assert!(free_port().unwrap() >= 1024);
    }
}
