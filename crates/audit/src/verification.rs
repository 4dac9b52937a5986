//! Checking a log from its first entry to its last, while it is read.
//!
//! Every entry is checked on its own and against the one before, so that one fault does not
//! hide the next; the tree grows along, and its root is compared wherever somebody signed one.
//! Two signed roots that both fit one log are consistent with each other. Invariant: a log that
//! was chained entry by entry gives no fault.

use crate::body::{self, Opened};
use crate::commitment::{Erased, Part, Readable, erasure_note};
use crate::entry::{hash_of, leaf_of};
use crate::fault::{Fault, FaultKind};
use crate::{AuditAction, DecidedAgain, DecidesAgain, Frontier, Hash, Head, Judged, StoredEntry};
use std::collections::{BTreeMap, BTreeSet};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// The last one, where there is one with a readable hash.
    pub head: Option<Head>,
    /// The root of the tree over all of them.
    pub root: Hash,
    /// How many entries the largest signed checkpoint that fits covers.
    pub signed_to: u64,
    /// How many entries the largest checkpoint covers that a trusted witness cosigned.
    pub cosigned_to: u64,
    /// How many entries hold people in the clear, as the first form did.
    pub in_the_clear: u64,
    /// How many parts of entries were erased, with a record of it.
    pub erased: u64,
    /// How many decisions came out the same when they were made again.
    pub decided_again: u64,
    /// How many decisions are from before their facts were kept, and cannot be made again.
    pub not_decided_again: u64,
    /// What is wrong, in the order in which it was met.
    pub faults: Vec<Fault>,
}

/// What somebody signed and the log must fit: so many entries have this root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// What the database says about an entry besides the entry itself.
#[derive(Debug, Clone, Copy)]
pub struct RowBeside<'a> {
    /// The time in its own column.
    pub at: &'a str,
    /// The action in its own column.
    pub action: &'a str,
    /// The worker in its own column.
    pub worker: Option<&'a str>,
    /// People, case and terms.
    pub readable: &'a Readable,
}

/// Erasures as they are listed beside the log, by the number of the entry that records them.
pub type Erasures = BTreeMap<u64, BTreeSet<Erased>>;

/// Checks a log entry by entry.
pub struct Verifier<'j> {
    judge: Option<&'j mut (dyn DecidesAgain + Send)>,
    expected: Option<Head>,
    marks: Vec<Mark>,
    erasures: Erasures,
    erased: BTreeSet<Erased>,
    looks_beside: bool,
    frontier: Frontier,
    last: Option<u64>,
    last_hash: Option<Hash>,
    expected_met: bool,
    found: Verification,
}

/// Checks a log, entries in order of their numbers. `expected` is a head kept elsewhere; the
/// log may have grown since. Without it a cut tail cannot be seen.
#[must_use]
pub fn verify(entries: impl Iterator<Item = StoredEntry>, expected: Option<Head>) -> Verification {
    let mut verifier = Verifier::new(expected, Vec::new(), Erasures::new());
    for entry in entries {
        verifier.take(&entry, None);
    }
    verifier.finish()
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// A log of at least so many entries was promised.
    #[must_use]
    pub(crate) fn reaching(mut self, size: u64) -> Self {
        if self.entries < size {
            let kind = FaultKind::Truncated;
            self.faults.push(Fault { seq: size, kind });
        }
        self
    }

    /// Adds what the signatures under the checkpoints showed.
    #[must_use]
    pub fn with(mut self, judged: &Judged) -> Self {
        self.faults.extend(&judged.faults);
        self.cosigned_to = judged.cosigned_to;
        self
    }

    /// The lowest number of an entry with which something is wrong.
    #[must_use]
    pub fn first_bad(&self) -> Option<u64> {
        self.faults.iter().map(|fault| fault.seq).min()
    }
}

impl<'j> Verifier<'j> {
    /// A check that expects this head and these signed roots, and knows of these erasures.
    #[must_use]
    pub fn new(expected: Option<Head>, mut marks: Vec<Mark>, erasures: Erasures) -> Self {
        marks.sort();
        marks.dedup();
        marks.reverse();
        let erased = erasures.values().flatten().copied().collect();
        Self {
            judge: None,
            expected,
            marks,
            erasures,
            erased,
            looks_beside: true,
            frontier: Frontier::new(),
            last: None,
            last_hash: Some(Hash::NONE),
            expected_met: false,
            found: Verification {
                entries: 0,
                head: None,
                root: Hash::NONE,
                signed_to: 0,
                cosigned_to: 0,
                in_the_clear: 0,
                erased: 0,
                decided_again: 0,
                not_decided_again: 0,
                faults: Vec::new(),
            },
        }
    }

    /// Goes on after a tree that was checked before, whose last entry has this hash.
    #[must_use]
    pub fn after(mut self, frontier: Frontier, last_hash: Hash) -> Self {
        if frontier.size() > 0 {
            self.last = Some(frontier.size());
            self.last_hash = Some(last_hash);
            self.frontier = frontier;
        }
        self
    }

    /// A check of a copy that comes without what stands beside the log.
    #[must_use]
    pub fn without_beside(mut self) -> Self {
        self.looks_beside = false;
        self
    }

    /// A check that also decides again what was decided.
    #[must_use]
    pub fn deciding_again(mut self, judge: &'j mut (dyn DecidesAgain + Send)) -> Self {
        self.judge = Some(judge);
        self
    }

    /// The tree so far.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Checks the next entry, and the row that the database keeps of it where there is one.
    pub fn take(&mut self, entry: &StoredEntry, beside: Option<RowBeside<'_>>) {
        self.check_number(entry.seq);
        let previous = Hash::parse(&entry.previous).ok();
        let hash = Hash::parse(&entry.hash).ok();
        let own = previous.map(|previous| hash_of(entry.seq, previous, &entry.body));
        if hash.is_none() || own != hash {
            self.say(entry.seq, FaultKind::WrongHash);
        }
        self.check_body(entry, beside);
        self.go_on(entry.seq, previous, hash);
    }

    /// Takes an entry whose body was left out: its place in the chain and in the tree is checked.
    pub fn take_without_body(&mut self, seq: u64, previous: Hash, hash: Hash) {
        self.check_number(seq);
        self.go_on(seq, Some(previous), Some(hash));
    }

    /// Ends the check.
    #[must_use]
    pub fn finish(mut self) -> Verification {
        if let Some(head) = self.expected
            && !self.expected_met
        {
            self.say(head.seq, FaultKind::Truncated);
        }
        while let Some(mark) = self.marks.pop() {
            if mark.size > 0 {
                self.say(mark.size, FaultKind::Truncated);
            }
        }
        let unrecorded: Vec<u64> = self.erasures.keys().copied().collect();
        for seq in unrecorded {
            self.say(seq, FaultKind::ErasureDiffers);
        }
        let head = self.last.zip(self.last_hash);
        self.found.head = head.map(|(seq, hash)| Head { seq, hash });
        self.found.root = self.frontier.root();
        self.found
    }

    fn check_number(&mut self, seq: u64) {
        let due = self.last.map_or(1, |last| last.saturating_add(1));
        if seq > due {
            self.say(seq, FaultKind::Gap);
        } else if seq < due {
            self.say(seq, FaultKind::TwoWithOneNumber);
        }
    }

    /// Chain, tree and signed roots, with an entry's own hash.
    fn go_on(&mut self, seq: u64, previous: Option<Hash>, hash: Option<Hash>) {
        let kept = self.expected.filter(|head| head.seq == seq);
        if kept.is_some_and(|head| Some(head.hash) != hash) {
            self.say(seq, FaultKind::WrongHash);
        }
        if previous.is_none() || previous != self.last_hash {
            self.say(seq, FaultKind::WrongPrevious);
        }
        self.expected_met |= kept.is_some();
        self.last = Some(seq);
        self.last_hash = hash;
        self.found.entries += 1;
        self.frontier.push(leaf_of(seq, hash.unwrap_or(Hash::NONE)));
        while let Some(mark) = self.marks.pop_if(|mark| mark.size <= self.frontier.size()) {
            if mark.size == self.frontier.size() && mark.root == self.frontier.root() {
                self.found.signed_to = mark.size;
            } else if mark.size > 0 {
                self.say(mark.size, FaultKind::WrongRoot);
            }
        }
    }

    fn check_body(&mut self, entry: &StoredEntry, beside: Option<RowBeside<'_>>) {
        if !body::is_second_form(&entry.body) {
            self.found.in_the_clear += 1;
        }
        let nothing = Readable::default();
        let readable = beside.map_or(&nothing, |row| row.readable);
        let Some(opened) = body::open(entry.seq, &entry.body, readable) else {
            self.say(entry.seq, FaultKind::Unreadable);
            return;
        };
        if self.looks_beside && opened.action == AuditAction::SubjectErased {
            self.check_erasure(entry.seq, opened.note());
        }
        self.check_decision(entry.seq, &opened);
        let Some(row) = beside else { return };
        let columns = (row.at, row.action, row.worker);
        let own = (opened.at(), opened.action.code(), opened.worker());
        if columns != own {
            self.say(entry.seq, FaultKind::RowDiffers);
        }
        if opened.is_at_odds {
            self.say(entry.seq, FaultKind::BesideDiffers);
        }
        self.check_missing(entry.seq, &opened.missing);
    }

    fn check_decision(&mut self, seq: u64, opened: &Opened<'_>) {
        let Some(judge) = &mut self.judge else { return };
        match judge.decide_again(&opened.decided()) {
            DecidedAgain::Same => self.found.decided_again += 1,
            DecidedAgain::NoFacts => self.found.not_decided_again += 1,
            DecidedAgain::NothingDecided => {}
            DecidedAgain::Otherwise => self.say(seq, FaultKind::DecidesOtherwise),
            DecidedAgain::RulesMissing => self.say(seq, FaultKind::RulesMissing),
        }
    }

    fn check_missing(&mut self, seq: u64, missing: &[Part]) {
        for part in missing {
            if self.erased.contains(&(seq, *part)) {
                self.found.erased += 1;
            } else {
                self.say(seq, FaultKind::BesideMissing);
            }
        }
    }

    fn check_erasure(&mut self, seq: u64, note: Option<&str>) {
        let listed = self.erasures.remove(&seq).unwrap_or_default();
        if note != Some(erasure_note(&listed).as_str()) {
            self.say(seq, FaultKind::ErasureDiffers);
        }
    }

    fn say(&mut self, seq: u64, kind: FaultKind) {
        self.found.faults.push(Fault { seq, kind });
    }
}
