//! Compares the further columns that a file happens to have.
//!
//! Invariant: an empty cell says nothing.

use super::levels::Other;
use crate::record::Word;
use crate::similarity::{is_one_keystroke_apart, likeness};

/// Likeness from which two values count as one slip apart.
const NEARLY_SAME: f64 = 0.92;
/// Likeness from which two values count as a little alike.
const ALIKE: f64 = 0.85;

/// The level of two values. A column that is compared as equal or different holds words whose
/// text is empty, so that only their keys speak.
pub(super) fn level(one: Option<&Word>, other: Option<&Word>) -> Other {
    let (Some(x), Some(y)) = (one, other) else {
        return Other::Missing;
    };
    if x.key == y.key {
        return Other::Exact;
    }
    if x.text.is_empty() || y.text.is_empty() {
        return Other::Different;
    }
    let likeness = likeness(&x.text, &y.text);
    let is_slip = x.text.len().min(y.text.len()) >= 4 && is_one_keystroke_apart(&x.text, &y.text);
    if likeness >= NEARLY_SAME || is_slip {
        Other::NearlySame
    } else if likeness >= ALIKE {
        Other::Alike
    } else {
        Other::Different
    }
}
