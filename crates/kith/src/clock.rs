//! The clock, the system's randomness and its count of memory: the only place in this crate that
//! reads them.

use operations::At;
use operations::identity::FirstPassphrase;
use operations::store::Mint;

/// The present moment.
#[expect(
    clippy::disallowed_methods,
    reason = "the command is where time enters"
)]
pub(crate) fn now() -> At {
    At::new(jiff::Timestamp::now())
}

/// Fresh randomness.
///
/// # Errors
/// When the system has none to give.
pub(crate) fn secret() -> anyhow::Result<[u8; 32]> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    Ok(secret)
}

/// A passphrase for a first sign-in.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) fn first_passphrase() -> anyhow::Result<FirstPassphrase> {
    let mut random = [0; FirstPassphrase::LENGTH];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    Ok(FirstPassphrase::new(&random))
}

/// A mint of ids for work that begins now.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) fn mint() -> anyhow::Result<Mint> {
    Ok(Mint::new(now().timestamp(), secret()?))
}

/// Seconds since an earlier moment, for people to read.
pub(crate) fn seconds_since(earlier: At) -> f64 {
    now()
        .timestamp()
        .duration_since(earlier.timestamp())
        .as_secs_f64()
}

/// The most memory that this process has held so far, where the system tells.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}
