//! Mints UUIDs of version 7 from a given time and a given seed: the caller brings both.
//!
//! Invariant: two calls on one mint never give the same id; ids sort by time, then by call.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Makes fresh ids; one for each process or operation, seeded from the system's randomness.
pub struct Mint {
    seed: [u8; 32],
    made: u64,
    millis: u64,
}

impl Mint {
    /// A mint for ids made at `now` with 32 bytes of randomness.
    #[must_use]
    pub fn new(now: jiff::Timestamp, seed: [u8; 32]) -> Self {
        Self {
            seed,
            made: 0,
            millis: u64::try_from(now.as_millisecond()).unwrap_or(0),
        }
    }

    /// A mint of its own, for work that runs beside this one's.
    #[must_use]
    pub fn branch(&mut self) -> Self {
        self.made += 1;
        let mut hash = Sha256::new();
        hash.update(b"branch");
        hash.update(self.seed);
        hash.update(self.made.to_be_bytes());
        Self {
            seed: hash.finalize().into(),
            made: 0,
            millis: self.millis,
        }
    }

    /// Fresh randomness for a key that nobody else may know.
    pub fn secret(&mut self) -> [u8; 32] {
        self.made += 1;
        let mut hash = Sha256::new();
        hash.update(b"secret");
        hash.update(self.seed);
        hash.update(self.made.to_be_bytes());
        hash.finalize().into()
    }

    /// A fresh id.
    pub fn id(&mut self) -> Uuid {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(self.made.to_be_bytes());
        let digest = hash.finalize();
        let mut random: [u8; 10] = digest[..10].try_into().expect("a digest has 32 bytes");
        // The first 12 random bits count calls, so that ids of one millisecond keep their order.
        random[0] = ((self.made >> 8) & 0x0f) as u8;
        random[1] = (self.made & 0xff) as u8;
        let id = uuid::Builder::from_unix_timestamp_millis(self.millis, &random).into_uuid();
        self.made += 1;
        if self.made.is_multiple_of(4096) {
            self.millis += 1;
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_distinct_and_in_order_also_across_many_calls() {
        let mut mint = Mint::new(
            jiff::Timestamp::from_second(1_790_000_000).unwrap(),
            [7; 32],
        );
        let ids: Vec<Uuid> = (0..10_000).map(|_| mint.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
