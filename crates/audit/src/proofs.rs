//! Proofs over the tree: that an entry is in it, and that a larger tree only added to a smaller.
//!
//! As RFC 6962 sections 2.1.1 and 2.1.2 give them, checked as RFC 9162 says. Invariant: what a
//! check accepts was computed from trees that really contain each other, unless SHA-256 is broken.

use crate::Hash;
use crate::tree::{left_part, node_hash, root_of};

/// Proof that the leaf at `index` is in the tree over `leaves`; nothing beyond its end.
#[must_use]
pub fn prove_inclusion(index: usize, leaves: &[Hash]) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    add_path(index, leaves, &mut proof);
    Some(proof)
}

/// Proof that the tree over `leaves` only adds to the tree of the first `old` of them; nothing
/// when there are fewer. It is empty for an old tree without leaves.
#[must_use]
pub fn prove_consistency(old: usize, leaves: &[Hash]) -> Option<Vec<Hash>> {
    if old > leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    if old > 0 {
        add_subproof(old, leaves, true, &mut proof);
    }
    Some(proof)
}

/// Whether the proof shows that `leaf` stands at `index` of the tree of `size` with this root.
#[must_use]
pub fn verify_inclusion(index: u64, size: u64, leaf: Hash, proof: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let mut climb = Climb::from(index, size - 1);
    let mut node = leaf;
    for part in proof {
        match climb.step() {
            None => return false,
            Some(Side::Left) => node = node_hash(*part, node),
            Some(Side::Right) => node = node_hash(node, *part),
        }
    }
    climb.is_at_root() && node == root
}

/// Whether the proof shows that a tree of size and root `new` only adds to that of `old`.
#[must_use]
pub fn verify_consistency(old: (u64, Hash), new: (u64, Hash), proof: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 || old_size == new_size {
        let roots_fit = old_root
            == if old_size == 0 {
                root_of(&[])
            } else {
                new_root
            };
        return proof.is_empty() && roots_fit;
    }
    if old_size > new_size {
        return false;
    }
    let (first, rest) = match (old_size.is_power_of_two(), proof.split_first()) {
        (true, _) => (old_root, proof),
        (false, Some((first, rest))) => (*first, rest),
        (false, None) => return false,
    };
    let below = (old_size - 1).trailing_ones();
    let mut climb = Climb::from((old_size - 1) >> below, (new_size - 1) >> below);
    let (mut old_node, mut new_node) = (first, first);
    for part in rest {
        match climb.step() {
            None => return false,
            Some(Side::Left) => {
                old_node = node_hash(*part, old_node);
                new_node = node_hash(*part, new_node);
            }
            Some(Side::Right) => new_node = node_hash(new_node, *part),
        }
    }
    climb.is_at_root() && old_node == old_root && new_node == new_root
}

/// On which side of the node reached so far the next part of a proof stands.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root: its place on its level, and the last place there.
struct Climb {
    place: u64,
    last: u64,
}

impl Climb {
    fn from(place: u64, last: u64) -> Self {
        Self { place, last }
    }

    /// One part of a proof further up; nothing when the root was reached before.
    fn step(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = if self.place % 2 == 1 || self.place == self.last {
            // A node without a right neighbour rises until it is one itself.
            while self.place.is_multiple_of(2) && self.place != 0 {
                self.rise();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.rise();
        Some(side)
    }

    fn rise(&mut self) {
        self.place >>= 1;
        self.last >>= 1;
    }

    fn is_at_root(&self) -> bool {
        self.last == 0
    }
}

fn add_path(index: usize, leaves: &[Hash], proof: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = leaves.split_at(left_part(leaves.len()));
    if index < left.len() {
        add_path(index, left, proof);
        proof.push(root_of(right));
    } else {
        add_path(index - left.len(), right, proof);
        proof.push(root_of(left));
    }
}

/// `is_known`: the root of these leaves is the old root itself, which the checker has.
fn add_subproof(old: usize, leaves: &[Hash], is_known: bool, proof: &mut Vec<Hash>) {
    if old == leaves.len() {
        if !is_known {
            proof.push(root_of(leaves));
        }
        return;
    }
    let (left, right) = leaves.split_at(left_part(leaves.len()));
    if old <= left.len() {
        add_subproof(old, left, is_known, proof);
        proof.push(root_of(right));
    } else {
        add_subproof(old - left.len(), right, false, proof);
        proof.push(root_of(left));
    }
}
