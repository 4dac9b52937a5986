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

/// The same name in small letters, where one is recorded beside the one in capitals.
pub(crate) fn best_spelling(shown: String, others: &[String]) -> String {
    let is_shouted = |name: &str| !name.chars().any(char::is_lowercase);
    let has_shouted_word = shown.split_whitespace().any(|word| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && is_shouted(word)
    });
    let better = others
        .iter()
        .find(|other| fold(other) == fold(&shown) && !other.split_whitespace().any(is_shouted));
    match better {
        Some(better) if has_shouted_word => better.clone(),
        _ => shown,
    }
}

/// Letters in one case, and one blank between words.
fn fold(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{best_spelling, other_names};

    #[test]
    fn another_name_is_said_once_whatever_its_case() {
        let others = ["LENA HART", "Lena Harte", "lena  harte", "", "Leni Hart"];
        let kept = other_names("Lena Hart", others.into_iter().map(str::to_owned));
        assert_eq!(kept, ["Lena Harte", "Leni Hart"]);
    }

    #[test]
    fn a_name_in_capitals_gives_way_to_the_same_name_in_small_letters() {
        let others = ["Hart, Leni".to_owned(), "Hart, Lena".to_owned()];
        assert_eq!(
            best_spelling("HART, Lena".to_owned(), &others),
            "Hart, Lena"
        );
        assert_eq!(
            best_spelling("MOSS, Lena".to_owned(), &others),
            "MOSS, Lena"
        );
        assert_eq!(
            best_spelling("Bell, J".to_owned(), &["BELL, J".to_owned()]),
            "Bell, J"
        );
    }

    #[test]
    fn a_capital_in_the_middle_keeps_the_first_spelling() {
        let others = ["Jo MacBell", "JO MACBELL"];
        let kept = other_names("Jo Bell", others.into_iter().map(str::to_owned));
        assert_eq!(kept, ["Jo MacBell"]);
    }
}
