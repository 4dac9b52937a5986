//! Looks a given name up in the tables of short forms, spellings and other languages.
//!
//! A line of a table is a number; two names are kin when they share one. Spellings, short forms
//! and other languages are told apart by the number, because they are different evidence.
//! Invariant: a name that is in no line is kin to nothing but itself.

use crate::fold::key_of;
use crate::name_table::{other_languages, short_forms, spellings};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Lines of spellings have numbers from here on.
const FIRST_SPELLING: u16 = 20_000;
/// Lines of other languages have numbers from here on; below are lines of short forms.
const FIRST_LANGUAGE: u16 = 10_000;

/// How two given names are kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// One is a short or pet form of the other, both are of one name, or one is the other in
    /// another language.
    ShortForm,
    /// Two spellings of one name.
    Spelling,
}

/// What the tables say, ready to be asked.
struct Tables {
    /// Every name with its families, sorted.
    families: BTreeMap<String, Vec<u16>>,
    /// Every family with the key under which its names meet.
    meeting_keys: BTreeMap<u16, u64>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// The families that a folded name belongs to, smallest first.
pub(crate) fn families_of(name: &str) -> &'static [u16] {
    TABLES.families.get(name).map_or(&[], Vec::as_slice)
}

/// A key that all names of a family share. Families of one full form share it too, and it is made
/// from that form, so that it stays as it is when a line is added to a table.
pub(crate) fn meeting_key(family: u16) -> Option<u64> {
    TABLES.meeting_keys.get(&family).copied()
}

/// The strongest kinship of two names by their families.
pub(crate) fn kinship(one: &[u16], other: &[u16]) -> Option<Kinship> {
    let mut found = None;
    for family in one.iter().filter(|family| other.contains(family)) {
        found = if *family >= FIRST_SPELLING {
            Some(Kinship::Spelling)
        } else {
            found.or(Some(Kinship::ShortForm))
        };
    }
    found
}

impl Tables {
    fn read() -> Self {
        let spellings: Vec<String> = spellings().collect();
        let mut lines_with: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for line in &spellings {
            for word in line.split(' ') {
                lines_with.entry(word).or_default().push(line);
            }
        }
        let mut tables = Self {
            families: BTreeMap::new(),
            meeting_keys: BTreeMap::new(),
        };
        for (line, family) in spellings.iter().zip(FIRST_SPELLING..) {
            tables.add(family, first_word(line), line.split(' '));
        }
        for (line, family) in short_forms().zip(0..) {
            let full = only_line(&lines_with, first_word(&line)).unwrap_or_default();
            let head = if full.is_empty() { &line } else { full };
            tables.add(family, first_word(head), line.split(' ').chain(words(full)));
        }
        for (line, family) in other_languages().zip(FIRST_LANGUAGE..) {
            let spelt = line
                .split(' ')
                .filter_map(|word| only_line(&lines_with, word));
            let all = line.split(' ').chain(spelt.flat_map(words));
            tables.add(family, first_word(&line), all);
        }
        tables
    }

    fn add<'a>(&mut self, family: u16, head: &str, names: impl Iterator<Item = &'a str>) {
        self.meeting_keys.insert(family, key_of(head));
        for name in names {
            let families = self.families.entry(name.to_owned()).or_default();
            if let Err(at) = families.binary_search(&family) {
                families.insert(at, family);
            }
        }
    }
}

/// "Mo" is short for "Mohammed", so it is short for "Muhammad" too: a name that stands in one
/// line of spellings brings the whole line. A name that stands in two ("Hanna") brings neither.
fn only_line<'a>(lines_with: &BTreeMap<&str, Vec<&'a String>>, name: &str) -> Option<&'a str> {
    match lines_with.get(name)?.as_slice() {
        [line] => Some(line),
        _ => None,
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ').filter(|word| !word.is_empty())
}

fn first_word(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    fn are_kin(one: &str, other: &str) -> Option<Kinship> {
        kinship(families_of(one), families_of(other))
    }

    /// Checks pairs written "one/other", both ways round.
    fn check(expected: Option<Kinship>, pairs: &str) {
        let is_wrong = |pair: &&str| {
            let (one, other) = pair.split_once('/').unwrap();
            are_kin(one, other) != expected || are_kin(other, one) != expected
        };
        let wrong: Vec<&str> = pairs.split_whitespace().filter(is_wrong).collect();
        assert!(wrong.is_empty(), "not {expected:?}: {wrong:?}");
    }

    const SHORT: Option<Kinship> = Some(Kinship::ShortForm);
    const SPELT: Option<Kinship> = Some(Kinship::Spelling);

    #[test]
    fn english_names_meet_their_short_forms_and_spellings() {
        check(
            SHORT,
            "bill/william kate/katherine kate/kathryn peggy/margaret ted/edward ted/theodore
             millie/amelia evie/evelyn theo/theodore ollie/oliver alfie/alfred zac/zachary
             zak/isaac libby/elizabeth elsie/elisabeth archie/archibald ste/steven gabi/gabriella
             freddie/frederick harry/henry josh/joshua abi/abigail lottie/charlotte",
        );
        check(
            SPELT,
            "katherine/catherine geoffrey/jeffrey sara/sarah phillip/philip steven/stephen
             hayley/hailey aiden/ayden lily/lillie zoe/zoey isobel/isabelle",
        );
    }

    #[test]
    fn welsh_irish_and_scottish_names_meet_the_english_ear() {
        check(
            SPELT,
            "rhys/reece sian/sharne huw/hugh llinos/linos catrin/catryn roisin/rosheen
             niamh/neve niamh/neave siobhan/shivaun siobhan/chevonne caoimhe/keeva aoife/eefa
             sean/shaun sean/shawn conor/connor ciaran/kieran saoirse/seersha tadhg/teague
             eilidh/ailidh mhairi/vari ewan/euan ruaridh/rory calum/callum sinead/shinaid",
        );
        check(
            SHORT,
            "gwen/gwenllian dai/dafydd paddy/padraig catrin/catherine",
        );
    }

    #[test]
    fn slavic_names_meet_in_every_way_of_writing_them() {
        check(
            SPELT,
            "ewa/eva aleksander/alexander dmytro/dmitriy serhiy/sergei yuliia/julia
             oleksandr/aleksandr mykhailo/mikhail tetiana/tatiana yevhenii/evgeny iryna/irina
             volodymyr/vladimir natalya/natalia zuzana/zuzanna krystian/kristian",
        );
        check(
            SHORT,
            "kasia/katarzyna kasia/catherine gosia/malgorzata gosia/margaret malgorzata/margaret
             kuba/jakub sasha/oleksandr zhenya/yevhen ola/aleksandra vova/volodymyr honza/jan
             piotr/peter jan/john pawel/paul mitko/dimitar",
        );
    }

    #[test]
    fn baltic_romanian_hungarian_albanian_and_greek_names_meet() {
        check(
            SPELT,
            "lukas/lucas jurijus/yuriy ecaterina/ekaterina zsofia/zofia eszter/esther
             giannis/yiannis kostas/costas gjergj/gjergji xhemal/jamal dovydas/deividas",
        );
        check(
            SHORT,
            "gheorghe/george gigi/gheorghe ionut/ion ionut/ioan marioara/maria 
             pista/istvan zsuzsi/zsuzsanna gyuri/gyorgy kostas/konstantinos istvan/stephen",
        );
    }

    #[test]
    fn names_of_western_europe_meet() {
        check(
            SHORT,
            "ze/jose chico/francisco paco/francisco pepe/jose nacho/ignacio lupe/guadalupe
             beppe/giuseppe gigi/luigi manu/emmanuel fritz/friedrich kees/cornelis jose/joseph
             duda/eduarda lasse/lars",
        );
        check(
            SPELT,
            "thiago/tiago luis/luiz mathilde/matilde matteo/mateo jurgen/juergen",
        );
    }

    #[test]
    fn arabic_somali_turkish_and_persian_names_meet() {
        check(
            SPELT,
            "muhammad/mohamed maxamed/mohammed mehmet/muhammad hussein/husain yusuf/youssef
             fatima/fatma fatimah/faatimah aisha/ayesha caasha/aisha cabdi/abdi xasan/hassan
             xuseen/hussain abdirahman/abdulrahman cabdiraxmaan/abdurrahman abdelaziz/abdulazeez
             faruk/farooq cemal/jamal hatice/khadija zeynep/zainab parvin/perveen
             salahuddin/salauddin nuuradiin/nuraddin faadumo/fadumo ayse/aisha",
        );
        check(
            SHORT,
            "mo/muhammad md/mohamed mohd/muhammad abdul/abdulaziz aziz/abdulaziz abdi/abdirahman
             ibo/ibrahim najib/najibullah yus/yusuf mamadou/mo yusuf/joseph ibrahim/abraham",
        );
    }

    #[test]
    fn south_asian_names_meet() {
        check(
            SPELT,
            "harjit/harjeet gurpreet/gurprit manpreet/manprit sukhvinder/sukhwinder
             balbir/balvir lakshmi/laxmi deepak/dipak vijay/bijay geetha/gita thivya/divya
             tharshan/dharshan mizanur/mijanur akhtar/akther subramaniam/subramanian",
        );
        check(
            SHORT,
            "sukhi/sukhdeep mani/manpreet raj/rajesh jas/jaswinder pam/parminder",
        );
    }

    #[test]
    fn african_names_meet() {
        check(
            SPELT,
            "oluwaseun/oluseun oluwafemi/olufemi folasade/folashade kwame/kwamena efua/afia
             kobina/kwabena tedros/tewodros biniam/benyam yohannes/yohanes ousmane/osman",
        );
        check(
            SHORT,
            "jide/babajide emeka/chukwuemeka chichi/chidinma seun/oluwaseun tobi/oluwatobi
             kemi/oluwakemi teddy/tewodros tolu/tolulope tinashe/nashe kuda/kudakwashe",
        );
    }

    #[test]
    fn chinese_filipino_and_hebrew_names_meet() {
        check(
            SPELT,
            "xiaoming/hsiaoming jiaming/kaming moshe/moishe chaim/haim yitzchok/yitzhak
             rivka/rivkah jihoon/jihun yaakov/yakov chana/hana",
        );
        check(
            SHORT,
            "yossi/yosef isaac/yitzchok rebecca/rivka samuel/shmuel jacob/yaakov motti/mordechai kiko/francisco maritess/tess yanky/yaakov",
        );
    }

    #[test]
    fn names_that_one_family_gives_to_two_children_stay_two() {
        check(
            None,
            "alexander/alexandra martin/damian amir/amira olive/olivia john/jonathan mary/maryam
             mariam/maria ella/ellie ella/eleanor oliver/olivia olivia/ollie hassan/hussein
             hussein/husna khalid/khalil hasan/ihsan amina/iman aisha/asiya jamal/kamal
             zara/zahra sara/saira umar/umair umar/ammar saad/saeed yasin/yasir samir/samira
             karim/karima noor/noora elsie/libby elsie/betty molly/polly teddy/eddie
             bobby/robbie maggie/peggy emily/millie emily/amelia emily/emma mia/maya ava/eva
             eva/ada isla/ayla mila/myla anna/hannah jane/joanna james/jacob 
             william/wilfred harjit/harpreet gurpreet/manpreet sukhjit/sukhdeep
             oluwaseun/oluwaseyi chidinma/chioma chidi/chinedu adebayo/adewale kofi/kojo
             kwame/kwaku abdulaziz/abdulkarim abdirahman/abdirashid najibullah/habibullah
             sean/ian ian/john evan/ivan carys/cerys rhian/ryan george/georgina francis/frances
             gabriel/gabrielle daniel/danielle nicholas/nicola andrew/andrea andreas/andrea
             michal/michaela julia/juliet zaid/ziad rida/reza raza/rida
             fatima/faiza nadia/nadine tariq/tahir maryam/marwa hafsa/hafiz bilal/hilal
             stanislav/stanislava yaroslav/yaroslava valentin/valentina 
             dominik/dominika chaim/chaya michael/michelle aaron/aidan leo/leon mark/marcus
             teresa/tracy lily/lola esther/hester louis/louise paul/paula",
        );
    }

    #[test]
    fn every_word_is_plain_and_every_line_holds_at_least_two() {
        let all = short_forms().chain(spellings()).chain(other_languages());
        for line in all {
            for name in line.split(' ') {
                assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()));
                assert_eq!(fold(name), name);
            }
            assert!(line.split(' ').count() >= 2, "{line}");
        }
    }

    #[test]
    fn every_line_has_a_number_of_its_own_kind() {
        assert!(short_forms().count() < usize::from(FIRST_LANGUAGE));
        assert!(other_languages().count() < usize::from(FIRST_SPELLING - FIRST_LANGUAGE));
        assert!(spellings().count() < usize::from(u16::MAX - FIRST_SPELLING));
    }

    #[test]
    fn names_of_one_full_form_meet_under_one_key() {
        let keys = |name: &str| -> Vec<u64> {
            let mut keys: Vec<u64> = families_of(name)
                .iter()
                .filter_map(|family| meeting_key(*family))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        assert!(keys("elsie").contains(&key_of("elizabeth")));
        assert!(keys("libby").contains(&key_of("elizabeth")));
        assert!(keys("mohamed").contains(&key_of("mohammed")));
        assert!(keys("mo").contains(&key_of("mohammed")));
    }
}
