//! How names go wrong: slips of the finger, and customs that a form has no box for.
//!
//! Invariant: a misspelt name is never blank.

use crate::dice::Dice;
use crate::names::Tradition;
use crate::observation::Seen;

/// One slip: two letters swapped, one left out, doubled, or struck beside its place.
pub(crate) fn typo(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 3 {
        return name.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = beside(letters[at]),
    }
    letters.into_iter().collect()
}

/// The key to the right on a British keyboard.
fn beside(letter: char) -> char {
    const ROWS: [&str; 3] = ["qwertyuiopp", "asdfghjkll", "zxcvbnmm"];
    for row in ROWS {
        if let Some(at) = row.find(letter)
            && letter.is_ascii_lowercase()
        {
            return row[at + 1..].chars().next().unwrap_or(letter);
        }
    }
    'e'
}

/// Without a hyphen: one half of the name, or a space in its place.
pub(crate) fn without_hyphen(name: &str) -> String {
    match name.split_once('-') {
        Some((first, _)) if name.len().is_multiple_of(2) && first.len() > 2 => first.to_owned(),
        Some(_) => name.replace('-', " "),
        None => name.to_owned(),
    }
}

/// What forms make of customs they do not know; true when the row changed.
pub(crate) fn by_custom(tradition: Tradition, seen: &mut Seen, dice: &mut Dice) -> bool {
    let before = (seen.given.clone(), seen.middle.clone(), seen.family.clone());
    match tradition {
        Tradition::Sikh if !seen.middle.is_empty() => {
            seen.family = std::mem::take(&mut seen.middle);
        }
        Tradition::Somali if !seen.middle.is_empty() => {
            seen.family = std::mem::take(&mut seen.middle);
        }
        Tradition::Pakistani if !seen.middle.is_empty() => {
            seen.family = std::mem::take(&mut seen.middle);
        }
        Tradition::Chinese => std::mem::swap(&mut seen.given, &mut seen.family),
        Tradition::Iberian => {
            let halves = seen
                .family
                .split_once(' ')
                .map(|(one, other)| (one.to_owned(), other.to_owned()));
            if let Some((one, other)) = halves {
                seen.family = if dice.per_mille(500) { one } else { other };
            }
        }
        Tradition::Arabic => {
            let bare = seen.family.strip_prefix("Al-").map(str::to_owned);
            if let Some(bare) = bare {
                seen.family = if dice.per_mille(500) {
                    bare
                } else {
                    format!("Al {bare}")
                };
            }
        }
        Tradition::Irish => seen.family = seen.family.replace("O'", "O "),
        Tradition::EasternEuropean => {
            seen.given = crate::letters::plain(&seen.given);
            seen.family = crate::letters::plain(&seen.family);
            if let Some(stem) = seen.family.strip_suffix("ska") {
                seen.family = format!("{stem}ski");
            }
        }
        Tradition::Turkish => {
            seen.given = crate::letters::plain(&seen.given);
            seen.family = crate::letters::plain(&seen.family);
        }
        Tradition::British
        | Tradition::Traveller
        | Tradition::Sikh
        | Tradition::Somali
        | Tradition::Pakistani
        | Tradition::Gujarati
        | Tradition::WestAfrican => {}
    }
    before != (seen.given.clone(), seen.middle.clone(), seen.family.clone())
}
