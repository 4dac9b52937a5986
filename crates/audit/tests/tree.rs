//! The tree and its proofs are those of RFC 6962: the published vectors, and laws over random
//! trees.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use audit::{
    Frontier, Hash, leaf_hash, prove_consistency, prove_inclusion, root_of, verify_consistency,
    verify_inclusion,
};
use proptest::prelude::*;

/// The eight leaves of the vectors of Certificate Transparency, by their hashes.
fn published_leaves() -> Vec<Hash> {
    let leaves: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    leaves.into_iter().map(leaf_hash).collect()
}

/// The published roots of the first 0 to 8 leaves.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Parts of the published proofs, by the names that the tests below give them.
const LEAF_0: &str = ROOTS[1];
const LEAF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const LEAVES_2_3: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const LEAVES_4_7: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const LEAF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const LEAVES_4_5: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const LEAVES_6_7: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const LEAF_6: &str = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

fn hash(text: &str) -> Hash {
    Hash::parse(text).unwrap()
}

fn texts(proof: Option<Vec<Hash>>) -> Vec<String> {
    proof.unwrap().iter().map(Hash::to_string).collect()
}

#[test]
fn the_roots_of_the_first_leaves_are_the_published_ones() {
    let leaves = published_leaves();
    let mut frontier = Frontier::new();
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(root_of(&leaves[..size]), hash(root));
        assert_eq!(frontier.root(), hash(root));
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn proofs_of_inclusion_are_the_published_ones() {
    let leaves = published_leaves();
    let published: [(usize, usize, &[&str]); 5] = [
        (0, 1, &[]),
        (0, 8, &[LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (5, 8, &[LEAF_4, LEAVES_6_7, ROOTS[4]]),
        (2, 3, &[ROOTS[2]]),
        (1, 5, &[LEAF_0, LEAVES_2_3, LEAF_4]),
    ];
    for (index, size, parts) in published {
        let proof = prove_inclusion(index, &leaves[..size]);
        assert_eq!(texts(proof.clone()), parts, "leaf {index} of {size}");
        let (index, count) = (index as u64, size as u64);
        let (leaf, root) = (leaves[index as usize], hash(ROOTS[size]));
        assert!(verify_inclusion(index, count, leaf, &proof.unwrap(), root));
    }
    assert_eq!(prove_inclusion(3, &leaves[..3]), None);
}

#[test]
fn proofs_of_consistency_are_the_published_ones() {
    let leaves = published_leaves();
    let published: [(usize, usize, &[&str]); 5] = [
        (1, 1, &[]),
        (1, 8, &[LEAF_1, LEAVES_2_3, LEAVES_4_7]),
        (6, 8, &[LEAVES_4_5, LEAVES_6_7, ROOTS[4]]),
        (2, 5, &[LEAVES_2_3, LEAF_4]),
        (6, 7, &[LEAVES_4_5, LEAF_6, ROOTS[4]]),
    ];
    for (old, new, parts) in published {
        let proof = prove_consistency(old, &leaves[..new]);
        assert_eq!(texts(proof.clone()), parts, "{old} to {new}");
        let old = (old as u64, hash(ROOTS[old]));
        let new = (new as u64, hash(ROOTS[new]));
        assert!(verify_consistency(old, new, &proof.unwrap()));
    }
    assert_eq!(prove_consistency(4, &leaves[..3]), None);
}

/// Distinct leaves from a seed.
fn leaves(count: usize, seed: u64) -> Vec<Hash> {
    let bytes = |place: usize| [seed.to_be_bytes(), (place as u64).to_be_bytes()].concat();
    (0..count).map(|place| leaf_hash(&bytes(place))).collect()
}

/// Ways in which a proof can be wrong.
fn spoiled(proof: &[Hash], how: usize, place: usize) -> Vec<Hash> {
    let mut proof = proof.to_vec();
    let other = leaf_hash(b"none of the leaves");
    let place = place.checked_rem(proof.len()).unwrap_or(0);
    match how % 4 {
        0 if !proof.is_empty() => proof[place] = other,
        1 if !proof.is_empty() => drop(proof.remove(place)),
        2 => proof.push(other),
        _ => proof.insert(place, other),
    }
    proof
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_frontier_gives_the_root_of_the_whole_tree_and_is_read_back(
        count in 0usize..200, seed in any::<u64>(),
    ) {
        let leaves = leaves(count, seed);
        let mut frontier = Frontier::new();
        for leaf in &leaves {
            frontier.push(*leaf);
        }
        prop_assert_eq!(frontier.root(), root_of(&leaves));
        prop_assert_eq!(frontier.size(), count as u64);
        let read = Frontier::parse(frontier.size(), &frontier.to_text());
        prop_assert_eq!(read, Some(frontier.clone()));
        prop_assert_eq!(Frontier::parse(frontier.size() + 1, &frontier.to_text()).is_some(),
            (count + 1).count_ones() == count.count_ones());
    }

    #[test]
    fn every_leaf_is_proved_and_no_other_place_leaf_or_proof_is_believed(
        count in 1usize..120, at in any::<usize>(), how in any::<usize>(), seed in any::<u64>(),
    ) {
        let leaves = leaves(count, seed);
        let (index, size, root) = (at % count, count as u64, root_of(&leaves));
        let proof = prove_inclusion(index, &leaves).unwrap();
        let holds = |index: usize, leaf, proof: &[Hash]| {
            verify_inclusion(index as u64, size, leaf, proof, root)
        };
        prop_assert!(holds(index, leaves[index], &proof));
        prop_assert!(!holds(index, leaf_hash(b"another"), &proof));
        prop_assert!(!holds(index, leaves[index], &spoiled(&proof, how, at)));
        let other = (index + 1 + how % count) % count;
        prop_assert_eq!(holds(other, leaves[index], &proof), other == index);
        prop_assert!(!holds(count, leaves[index], &proof));
    }

    #[test]
    fn a_grown_tree_is_proved_and_a_rewritten_one_is_not_believed(
        count in 1usize..120, first in any::<usize>(), how in any::<usize>(), seed in any::<u64>(),
    ) {
        let leaves = leaves(count, seed);
        let old = first % (count + 1);
        let roots = ((old as u64, root_of(&leaves[..old])), (count as u64, root_of(&leaves)));
        let proof = prove_consistency(old, &leaves).unwrap();
        prop_assert!(verify_consistency(roots.0, roots.1, &proof));
        prop_assert!(!verify_consistency(roots.0, roots.1, &spoiled(&proof, how, first)));
        if old > 0 {
            let mut rewritten = leaves.clone();
            rewritten[how % old] = leaf_hash(b"another");
            let proof = prove_consistency(old, &rewritten).unwrap();
            let new = (count as u64, root_of(&rewritten));
            prop_assert!(!verify_consistency(roots.0, new, &proof));
            prop_assert!(!verify_consistency(roots.1, roots.0, &proof) || old == count);
        }
    }
}
