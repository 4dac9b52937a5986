//! A person's name as people say it: given, middle and family name.

use vocabulary::{NameText, PersonName};

/// "Lena Rose Hart"; what is not recorded is left out.
pub(crate) fn full_name(name: &PersonName) -> String {
    let parts = [&name.given, &name.middle, &name.family];
    let words: Vec<&str> = parts.into_iter().flatten().map(NameText::reveal).collect();
    words.join(" ")
}
