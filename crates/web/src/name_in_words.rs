//! A person's name as people say it: given, middle and family name.

use vocabulary::{NameText, PersonName};

/// "Lena Rose Hart"; what is not recorded is left out.
pub(crate) fn full_name(name: &PersonName) -> String {
    let parts = [&name.given, &name.middle, &name.family];
    let words: Vec<&str> = parts.into_iter().flatten().map(NameText::reveal).collect();
    words.join(" ")
}

/// Other names without those that differ from the shown one, or from each other, in case alone.
pub(crate) fn other_names(shown: &str, others: impl Iterator<Item = String>) -> Vec<String> {
    let mut folded = vec![fold(shown)];
    others
        .filter(|name| {
            let key = fold(name);
            let is_new = !key.is_empty() && !folded.contains(&key);
            if is_new {
                folded.push(key);
            }
            is_new
        })
        .collect()
}

/// Letters in one case, and one blank between words.
fn fold(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::other_names;

    #[test]
    fn another_name_is_said_once_whatever_its_case() {
        let others = ["LENA HART", "Lena Harte", "lena  harte", "", "Leni Hart"];
        let kept = other_names("Lena Hart", others.into_iter().map(str::to_owned));
        assert_eq!(kept, ["Lena Harte", "Leni Hart"]);
    }

    #[test]
    fn a_capital_in_the_middle_keeps_the_first_spelling() {
        let others = ["Jo MacBell", "JO MACBELL"];
        let kept = other_names("Jo Bell", others.into_iter().map(str::to_owned));
        assert_eq!(kept, ["Jo MacBell"]);
    }
}
