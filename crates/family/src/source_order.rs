//! Which claim is shown when several say different things: newest data first, then the order of
//! the sources on the page.
//!
//! Nothing is thrown away; the rest is listed as disagreement. Invariant: the order is total, so
//! that the order of arrival never matters.

use crate::{Claim, Source};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use vocabulary::{Provenance, SourceId};

/// The standing of each source.
pub(crate) struct SourceOrder<'a> {
    standing: BTreeMap<&'a SourceId, (Option<Date>, usize)>,
}

/// The place of a claim: the least is shown.
pub(crate) type Rank = (
    Reverse<Option<Date>>,
    usize,
    Reverse<jiff::Timestamp>,
    Provenance,
);

impl<'a> SourceOrder<'a> {
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        let mut standing: BTreeMap<&SourceId, (Option<Date>, usize)> = BTreeMap::new();
        for (at, source) in sources.iter().enumerate() {
            let entry = standing.entry(&source.id).or_insert((source.as_of, at));
            entry.0 = entry.0.max(source.as_of);
        }
        Self { standing }
    }

    pub(crate) fn rank(&self, provenance: &Provenance) -> Rank {
        let (as_of, at) = self.source_rank(&provenance.source);
        (
            as_of,
            at,
            Reverse(provenance.recorded_at),
            provenance.clone(),
        )
    }

    /// The place of a whole source.
    pub(crate) fn source_rank(&self, source: &SourceId) -> (Reverse<Option<Date>>, usize) {
        let (as_of, at) = self
            .standing
            .get(source)
            .copied()
            .unwrap_or((None, usize::MAX));
        (Reverse(as_of), at)
    }

    /// The claims, best first.
    pub(crate) fn sorted<'c, T>(&self, claims: &'c [Claim<T>]) -> Vec<&'c Claim<T>> {
        let mut sorted: Vec<&Claim<T>> = claims.iter().collect();
        sorted.sort_by_cached_key(|claim| self.rank(&claim.provenance));
        sorted
    }

    /// The day to which the source's data is current.
    pub(crate) fn as_of(&self, source: &SourceId) -> Option<Date> {
        self.standing.get(source).and_then(|(as_of, _)| *as_of)
    }
}
