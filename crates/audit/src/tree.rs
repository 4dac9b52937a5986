//! The Merkle tree of RFC 6962 over the entries: one root stands for all of them, in their order.
//!
//! A log only grows, so the tree is kept as a [`Frontier`]: the roots of its complete subtrees,
//! as many as the size has ones in binary. A leaf costs one step or two; a root costs as many
//! steps as there are subtrees. Invariant: the frontier's root is that of the whole tree.

use crate::Hash;
use sha2::{Digest, Sha256};

/// The hash of one leaf: SHA-256 over a zero byte and the leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(leaf);
    Hash::new(hasher.finalize().into())
}

/// The hash of two subtrees: SHA-256 over a one byte and both hashes.
pub(crate) fn node_hash(left: Hash, right: Hash) -> Hash {
    let mut both = [0; 65];
    both[0] = 1;
    both[1..33].copy_from_slice(left.bytes());
    both[33..].copy_from_slice(right.bytes());
    Hash::new(Sha256::digest(both).into())
}

/// The root of the tree over these leaf hashes.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(left_part(leaves.len()));
            node_hash(root_of(left), root_of(right))
        }
    }
}

/// How many leaves of at least two stand on the left: the largest power of two below the count.
pub(crate) fn left_part(leaves: usize) -> usize {
    1 << (usize::BITS - 1 - (leaves - 1).leading_zeros())
}

fn empty_root() -> Hash {
    Hash::new(Sha256::digest([]).into())
}

/// A growing tree, kept as the roots of its complete subtrees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads what [`Frontier::to_text`] wrote for a tree of this size.
    #[must_use]
    pub fn parse(size: u64, text: &str) -> Option<Self> {
        let roots: Option<Vec<Hash>> = text
            .split_terminator('\n')
            .map(|line| Hash::parse(line).ok())
            .collect();
        let roots = roots.filter(|roots| roots.len() == size.count_ones() as usize)?;
        Some(Self { size, roots })
    }

    /// One hash on a line, the largest subtree first.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.roots.iter().map(|root| format!("{root}\n")).collect()
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each one at the end of the size in binary is a complete subtree of the same height.
        for _ in 0..self.size.trailing_ones() {
            let left = self
                .roots
                .pop()
                .expect("a subtree for each one in the size");
            node = node_hash(left, node);
        }
        self.roots.push(node);
        self.size += 1;
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the whole tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut subtrees = self.roots.iter().rev().copied();
        match subtrees.next() {
            None => empty_root(),
            Some(last) => subtrees.fold(last, |right, left| node_hash(left, right)),
        }
    }
}
