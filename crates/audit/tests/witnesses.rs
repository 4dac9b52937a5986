//! A witness cosigns a log that only grew, and says precisely what is wrong with any other.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use audit::{
    Hash, KeyKind, NotAKey, SignedCheckpoint, SigningKey, VerifierKey, WitnessRefusal,
    WitnessRequest, judge, leaf_hash, prove_consistency, root_of,
};
use jiff::Timestamp;
use proptest::prelude::*;

fn log_key() -> SigningKey {
    SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[7; 32]).unwrap()
}

fn witness_key() -> SigningKey {
    SigningKey::from_seed("witness.police.example", KeyKind::Witness, &[8; 32]).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count)
        .map(|place| leaf_hash(&place.to_be_bytes()))
        .collect()
}

fn checkpoint(leaves: &[Hash]) -> SignedCheckpoint {
    let now = at("2026-11-25T09:00:00Z");
    SignedCheckpoint::sign(&log_key(), leaves.len() as u64, root_of(leaves), now)
}

fn request(old: usize, leaves: &[Hash]) -> WitnessRequest {
    WitnessRequest {
        old: old as u64,
        proof: prove_consistency(old, leaves).unwrap(),
        checkpoint: checkpoint(leaves),
    }
}

fn refusal(seen: &[Hash], request: &WitnessRequest) -> Option<WitnessRefusal> {
    let seen = checkpoint(seen);
    judge(Some(seen.checkpoint()), request, log_key().verifier()).err()
}

#[test]
fn a_checkpoint_is_read_back_and_its_signatures_are_checked() {
    let mut signed = checkpoint(&leaves(5));
    let witness = witness_key();
    assert_eq!(signed.cosigned_at(witness.verifier()), None);
    let now = at("2026-11-25T09:05:00Z");
    signed.cosign(&witness, now).unwrap();
    let text = signed.to_text();
    assert!(text.starts_with("kith.eastmere.example\n5\n"), "{text}");
    let read = SignedCheckpoint::parse(&text).unwrap();
    assert_eq!(read, signed);
    assert!(read.is_signed_by(log_key().verifier()));
    assert_eq!(read.cosigned_at(witness.verifier()), Some(now));
    let other = SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[9; 32]).unwrap();
    assert!(!read.is_signed_by(other.verifier()));
    let forged = text.replacen("\n5\n", "\n6\n", 1);
    let forged = SignedCheckpoint::parse(&forged).unwrap();
    assert!(!forged.is_signed_by(log_key().verifier()));
    assert_eq!(forged.cosigned_at(witness.verifier()), None);
    assert_eq!(signed.cosign(&log_key(), now), Err(NotAKey::Kind));
}

#[test]
fn cosignatures_of_two_copies_come_together_and_a_copy_of_another_size_adds_nothing() {
    let (mut kept, mut returned) = (checkpoint(&leaves(5)), checkpoint(&leaves(5)));
    let now = at("2026-11-25T09:05:00Z");
    returned.cosign(&witness_key(), now).unwrap();
    assert_eq!(kept.merge(&returned), 1);
    assert_eq!(kept.merge(&returned), 0);
    assert_eq!(kept.merge(&checkpoint(&leaves(6))), 0);
    assert!(kept.cosigned_at(witness_key().verifier()).is_some());
}

#[test]
fn the_first_checkpoint_and_one_that_adds_to_it_are_cosigned() {
    let leaves = leaves(9);
    let key = log_key();
    assert_eq!(judge(None, &request(0, &leaves), key.verifier()), Ok(()));
    assert_eq!(refusal(&leaves[..4], &request(4, &leaves)), None);
    assert_eq!(refusal(&leaves, &request(9, &leaves)), None);
}

#[test]
fn a_shorter_a_forked_and_a_rewritten_log_are_refused_with_what_is_wrong() {
    let leaves = leaves(9);
    let mut rewritten = leaves.clone();
    rewritten[2] = leaf_hash(b"another look");
    let shrunk = WitnessRefusal::Shrunk { seen: 9, now: 7 };
    assert_eq!(refusal(&leaves, &request(7, &leaves[..7])), Some(shrunk));
    let forked = WitnessRefusal::Forked { size: 9 };
    assert_eq!(refusal(&leaves, &request(9, &rewritten)), Some(forked));
    let not_added = WitnessRefusal::NotAContinuation { seen: 5, now: 9 };
    assert_eq!(
        refusal(&leaves[..5], &request(5, &rewritten)),
        Some(not_added.clone())
    );
    assert!(not_added.to_string().contains("rewritten"));
    let wrong_start = WitnessRefusal::WrongStart { seen: 5, asked: 3 };
    assert_eq!(
        refusal(&leaves[..5], &request(3, &leaves)),
        Some(wrong_start)
    );
}

#[test]
fn a_checkpoint_signed_with_another_key_is_refused() {
    let other = SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[9; 32]).unwrap();
    let refused = judge(None, &request(0, &leaves(3)), other.verifier());
    assert!(matches!(refused, Err(WitnessRefusal::NotSigned(_))));
}

#[test]
fn a_key_of_the_other_kind_and_a_changed_key_are_told_apart() {
    let witness = witness_key();
    let line = witness.verifier().to_string();
    assert_eq!(VerifierKey::parse(&line, KeyKind::Log), Err(NotAKey::Kind));
    let renamed = line.replace("police", "council");
    assert_eq!(
        VerifierKey::parse(&renamed, KeyKind::Witness),
        Err(NotAKey::Text)
    );
    for name in ["", "two words", "a+b", "Zoë"] {
        let made = SigningKey::from_seed(name, KeyKind::Log, &[1; 32]);
        assert_eq!(made.map(drop), Err(NotAKey::Name));
    }
    let read = SigningKey::parse(&witness.private_text(), KeyKind::Witness).unwrap();
    assert_eq!(read.verifier(), witness.verifier());
}

proptest! {
    #[test]
    fn a_request_is_read_back_and_a_changed_letter_is_never_cosigned(
        count in 1usize..60, first in any::<usize>(), place in any::<usize>(), letter in "[ -~]",
    ) {
        let leaves = leaves(count);
        let old = first % count;
        let asked = request(old, &leaves);
        let text = asked.to_text();
        prop_assert_eq!(WitnessRequest::parse(&text), Ok(asked.clone()));
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let place = places[place % places.len()];
        let mut changed = text.clone();
        let end = place + text[place..].chars().next().unwrap().len_utf8();
        changed.replace_range(place..end, &letter);
        let seen = (old > 0).then(|| checkpoint(&leaves[..old]));
        if let Ok(read) = WitnessRequest::parse(&changed) {
            let seen = seen.as_ref().map(SignedCheckpoint::checkpoint);
            let judged = judge(seen, &read, log_key().verifier());
            prop_assert_eq!(judged.is_ok(), changed == text);
        }
    }
}
