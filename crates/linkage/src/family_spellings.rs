//! Tells spellings of one family name: by a table, and by the rules of endings and openings.
//!
//! A sister is Kowalska and her brother Kowalski, a wife Kazlauskiene, a girl Horvathova; a clerk
//! writes McDonald or MacDonald, Al-Masri or Masri, Chowdhury or Choudhary.
//! Invariant: two words that are spellings of one name have one key; the reverse need not hold,
//! for Ivanova is Ivanov's sister or Ivan's, and Ivan is not Ivanov.

mod same_name;

use crate::name_table::spellings;
use same_name::{AFTER_O, SPELLINGS};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every family name of the tables with the spelling that stands for it.
static HEADS: LazyLock<BTreeMap<String, String>> = LazyLock::new(heads);

/// The key under which spellings of one family name meet. The word is folded and without spaces.
pub(crate) fn family_key(word: &str) -> String {
    Form::of(word).stem
}

/// Whether two folded words are spellings of one family name, or its forms for man and woman.
pub(crate) fn is_spelling_of(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (Form::of(one), Form::of(other));
    one.stem == other.stem && one.ending.goes_with(other.ending, &one.stem)
}

/// A family name taken apart.
struct Form {
    stem: String,
    ending: Ending,
}

/// What a family name ends in, as far as it says man or woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// Nothing that is known to change.
    Plain,
    /// -a, as in Nikitina, Novotna and Berzina.
    A,
    /// -e, as in Jansone.
    E,
    /// A vowel that -ova takes away: Cina and Ferko are brothers of Cinova and Ferkova.
    Vowel(char),
    /// -y, as in Novotny.
    Y,
    /// -s, as in Berzins and Jansons.
    S,
    /// -ov and -ev, by their vowel.
    Ov(char),
    /// -ova and -eva, by their vowel.
    Ova(char),
    /// A Lithuanian man: -as, -is, -ys, -us, -ius.
    Man(&'static str),
    /// A Lithuanian woman: -iene, -aite, -yte, -ute.
    Woman,
}

impl Ending {
    fn goes_with(self, other: Self, stem: &str) -> bool {
        self == other || self.changes_to(other, stem) || other.changes_to(self, stem)
    }

    /// Whether a man's ending becomes this woman's.
    fn changes_to(self, woman: Self, stem: &str) -> bool {
        let is_after_in = stem.ends_with("in") || stem.ends_with("yn");
        match (self, woman) {
            (Self::Plain, Self::A) => is_after_in && stem.len() >= 5,
            (Self::S, Self::A) => is_after_in,
            (Self::Ov(vowel), Self::Ova(other)) => vowel == other,
            (Self::Y, Self::A)
            | (Self::S, Self::E)
            | (Self::Plain | Self::A | Self::Vowel(_) | Self::Y, Self::Ova('o'))
            | (Self::Man(_), Self::Woman) => true,
            _ => false,
        }
    }
}

impl Form {
    fn of(word: &str) -> Self {
        let word = without_opening(word);
        if let Some(head) = HEADS.get(&word) {
            return Self::new(head, Ending::Plain);
        }
        let word = adjective_of_a_man(&word);
        lithuanian(&word)
            .or_else(|| slavic(&word))
            .or_else(|| latvian(&word))
            .or_else(|| last_vowel(&word))
            .unwrap_or_else(|| Self::new(&word, Ending::Plain))
    }

    fn new(stem: &str, ending: Ending) -> Self {
        Self {
            stem: HEADS.get(stem).map_or(stem, String::as_str).to_owned(),
            ending,
        }
    }

    /// The first of these endings that the word has, after at least so many letters.
    fn cut(word: &str, least: usize, endings: &[(&str, Ending)]) -> Option<Self> {
        endings.iter().find_map(|(ending, meaning)| {
            let stem = word.strip_suffix(ending)?;
            (stem.len() >= least).then(|| Self::new(stem, *meaning))
        })
    }
}

/// Mac is Mc, O' and the Arabic article go where the rest is known to stand without.
fn without_opening(word: &str) -> String {
    if let Some(rest) = word.strip_prefix("mac")
        && rest.len() >= 3
        && !rest.starts_with(['e', 'h', 'i', 'k'])
    {
        return format!("mc{rest}");
    }
    if let Some(rest) = word.strip_prefix("mack")
        && rest.len() >= 4
    {
        return format!("mck{rest}");
    }
    if let Some(rest) = word.strip_prefix('o')
        && AFTER_O.contains(&rest)
    {
        return rest.to_owned();
    }
    let article = ["al", "el"].iter().find_map(|it| word.strip_prefix(it));
    match article {
        Some(rest) if rest.len() >= 4 && !HEADS.contains_key(word) && HEADS.contains_key(rest) => {
            rest.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// Kowalska, Kowalskaya, Kowalsky and Kowalskyi are all Kowalski.
fn adjective_of_a_man(word: &str) -> String {
    const ENDINGS: [&str; 10] = ["aya", "aia", "aja", "yi", "yy", "iy", "ii", "ij", "a", "y"];
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 5
            && ["sk", "ck", "dzk"]
                .iter()
                .any(|opening| stem.ends_with(opening))
        {
            return format!("{stem}i");
        }
    }
    word.to_owned()
}

fn lithuanian(word: &str) -> Option<Form> {
    const WOMEN: [(&str, Ending); 6] = [
        ("uviene", Ending::Woman),
        ("iene", Ending::Woman),
        ("aite", Ending::Woman),
        ("iute", Ending::Woman),
        ("yte", Ending::Woman),
        ("ute", Ending::Woman),
    ];
    const MEN: [(&str, Ending); 5] = [
        ("ius", Ending::Man("us")),
        ("as", Ending::Man("as")),
        ("is", Ending::Man("is")),
        ("ys", Ending::Man("ys")),
        ("us", Ending::Man("us")),
    ];
    let is_slavic = word.ends_with("ovas") || word.ends_with("evas");
    Form::cut(word, 4, &WOMEN)
        .or_else(|| Form::cut(word, 4, &MEN))
        .filter(|_| !is_slavic)
}

fn slavic(word: &str) -> Option<Form> {
    const ENDINGS: [(&str, Ending); 11] = [
        ("yova", Ending::Ova('o')),
        ("ova", Ending::Ova('o')),
        ("eva", Ending::Ova('e')),
        ("ovas", Ending::Ov('o')),
        ("evas", Ending::Ov('e')),
        ("ovs", Ending::Ov('o')),
        ("evs", Ending::Ov('e')),
        ("ov", Ending::Ov('o')),
        ("ev", Ending::Ov('e')),
        ("off", Ending::Ov('o')),
        ("eff", Ending::Ov('e')),
    ];
    const ADJECTIVES: [(&str, Ending); 9] = [
        ("aya", Ending::A),
        ("aia", Ending::A),
        ("aja", Ending::A),
        ("yi", Ending::Y),
        ("yy", Ending::Y),
        ("iy", Ending::Y),
        ("ii", Ending::Y),
        ("ij", Ending::Y),
        ("y", Ending::Y),
    ];
    Form::cut(word, 3, &ENDINGS).or_else(|| {
        Form::cut(word, 4, &ADJECTIVES).filter(|form| ends_in_one_consonant(&form.stem))
    })
}

fn latvian(word: &str) -> Option<Form> {
    const ENDINGS: [(&str, Ending); 2] = [("s", Ending::S), ("e", Ending::E)];
    Form::cut(word, 5, &ENDINGS).filter(|form| {
        form.stem.ends_with("son") || (form.stem.ends_with("in") && form.ending == Ending::S)
    })
}

fn last_vowel(word: &str) -> Option<Form> {
    const ENDINGS: [(&str, Ending); 3] = [
        ("a", Ending::A),
        ("o", Ending::Vowel('o')),
        ("i", Ending::Vowel('i')),
    ];
    Form::cut(word, 3, &ENDINGS)
}

/// "Novotn" is a stem of its kind; "Kell" and "Baile" are none.
fn ends_in_one_consonant(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    match (last.next(), last.next()) {
        (Some(end), before) => !is_vowel(end) && before != Some(end),
        _ => false,
    }
}

/// Names of our own lines first; then given names that stand in one line of spellings only.
fn heads() -> BTreeMap<String, String> {
    let mut given: BTreeMap<String, Option<String>> = BTreeMap::new();
    for line in spellings() {
        let head = line.split(' ').next().unwrap_or_default();
        for word in line.split(' ') {
            given
                .entry(word.to_owned())
                .and_modify(|known| *known = None)
                .or_insert_with(|| Some(head.to_owned()));
        }
    }
    let mut heads: BTreeMap<String, String> = given
        .into_iter()
        .filter_map(|(word, head)| Some((word, head?)))
        .collect();
    for line in SPELLINGS {
        let head = line.split(' ').next().unwrap_or_default();
        heads.extend(
            line.split(' ')
                .map(|word| (word.to_owned(), head.to_owned())),
        );
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use proptest::prelude::*;

    /// Common family names, each of them a name of its own.
    const COMMON: &str = "smith jones taylor brown williams wilson johnson davies davis robinson \
        wright thompson evans walker white roberts green hall wood jackson clark hart hunt harris \
        harrison cooper king lee martin ward hill moore scott morris turner edwards carter baker \
        mitchell phillips james lewis parker bennett young cook watson adams richardson price \
        collins bell shaw murphy miller cox webb simpson marshall anderson ellis ford alford elwood \
        woods elston alston kenny kenna kelly kennedy henry harry harries bailey barry barrow gray \
        grey mason rogers chapman stewart kaur singh khan ahmed hussain ali begum patel shah \
        jenkins perkins hawkins watkins simmons parsons parson wilkins dixon nixon dawson lawson \
        ross rossi costa cost mann manning perry berry terry thomas thom tom nicholas nichols \
        mackay mace macey mack mcdonald mcdonnell mckenzie mckinley oliver owens olsen ivan ivanov \
        pop popov novak novikov douglas dougal banks bank brooks pearson pierson hughes hayes \
        holmes palmer matthews graham gibson wells webster stone stoner fox foxe day dale daly \
        dunne dunn burns byrne burton barton morton norton horton";

    fn check(expected: bool, pairs: &str) {
        let is_wrong = |pair: &&str| {
            let (one, other) = pair.split_once('/').unwrap();
            is_spelling_of(one, other) != expected || is_spelling_of(other, one) != expected
        };
        let wrong: Vec<&str> = pairs.split_whitespace().filter(is_wrong).collect();
        assert!(wrong.is_empty(), "not {expected}: {wrong:?}");
    }

    #[test]
    fn spellings_of_one_family_name_are_known() {
        check(
            true,
            "mohammed/mohamed muhammad/mohammed maxamed/mohammed hussain/hussein husain/hussain
             ahmed/ahmad choudhury/chowdhury chaudhry/choudhary sheikh/shaikh begum/begam
             akhtar/akther siddiqui/siddique rehman/rahman islam/eslam uddin/udin miah/mia
             haque/hoque qureshi/koreshi khatun/khatoon abdullahi/abdullah cali/ali faarax/farah
             alahmed/ahmed elmasri/masri alhassan/hassan elsayed/syed zhang/cheung
             diallo/jalloh sousa/souza balog/balogh clarke/clark",
        );
    }

    #[test]
    fn brothers_and_sisters_of_slavic_families_bear_one_name() {
        check(
            true,
            "kowalski/kowalska zielinski/zielinska nowicki/nowicka zelensky/zelenska
             kovalsky/kovalskaya rudzki/rudzka ivanov/ivanova georgiev/georgieva
             petrov/petroff nikitin/nikitina novotny/novotna cerny/cerna ivanovs/ivanova
             novak/novakova horvath/horvathova cina/cinova ferko/ferkova balog/balogova
             hruska/hruskova bandy/bandyova pavlovas/pavlova",
        );
        check(
            false,
            "ivan/ivanov petrov/petrev kowalski/kowalewski pop/popov popa/popov",
        );
    }

    #[test]
    fn baltic_families_bear_one_name_in_all_its_endings() {
        check(
            true,
            "kazlauskas/kazlauskiene kazlauskas/kazlauskaite kazlauskiene/kazlauskaite
             petraitis/petraityte butkevicius/butkeviciene butkevicius/butkeviciute
             adamkus/adamkute jablonskis/jablonskyte berzins/berzina jansons/jansone",
        );
        check(
            false,
            "kazlauskas/kazlauskis collins/collin parsons/parson harris/harras",
        );
    }

    #[test]
    fn mac_and_o_and_the_article_are_no_difference() {
        check(
            true,
            "macdonald/mcdonald mackenzie/mckenzie macarthur/mcarthur oneill/neill
             oneil/oneill oreilly/riley oconnor/connor obrien/brien",
        );
        check(
            false,
            "owen/wen oliver/liver alford/ford elwood/wood macey/mcey mack/mck",
        );
    }

    #[test]
    fn two_common_family_names_are_never_one() {
        let names: Vec<&str> = COMMON.split_whitespace().collect();
        for (at, one) in names.iter().enumerate() {
            for other in &names[at + 1..] {
                assert!(!is_spelling_of(one, other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn every_word_of_the_table_is_plain_and_stands_in_one_line() {
        let mut seen = BTreeMap::new();
        for line in SPELLINGS {
            assert!(line.split(' ').count() >= 2, "{line}");
            for word in line.split(' ') {
                assert_eq!(fold(word), word);
                assert_eq!(seen.insert(word, line), None, "{word}");
                assert!(
                    is_spelling_of(word, line.split(' ').next().unwrap()),
                    "{word}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn being_a_spelling_goes_both_ways_and_comes_with_one_key(
            stem in "[a-z]{1,7}", one in ENDINGS, other in ENDINGS,
        ) {
            let (one, other) = (format!("{stem}{one}"), format!("{stem}{other}"));
            prop_assert_eq!(is_spelling_of(&one, &other), is_spelling_of(&other, &one));
            prop_assert!(is_spelling_of(&one, &one));
            if is_spelling_of(&one, &other) {
                prop_assert_eq!(family_key(&one), family_key(&other));
            }
        }

        #[test]
        fn any_word_has_a_key(word in "\\PC{0,20}") {
            let folded = fold(&word).replace(' ', "");
            prop_assert!(is_spelling_of(&folded, &folded));
            prop_assert_eq!(family_key(&folded).is_empty(), folded.is_empty());
        }
    }

    const ENDINGS: &str = "(|a|e|i|o|y|s|as|is|ius|iene|aite|ov|ova|ev|eva|off|ski|ska|sky|in|ina|ins|son|sons|sone|yi|aya)";
}
