//! Rulebooks changed at random, as a careless or malicious hand might change one.
//!
//! Invariant: the same seed gives the same rulebooks, and each can be read.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use governance::{RuleFile, Rulebook, eastmere};
use vocabulary::{Level, Role};

/// A small generator of its own, so that the sequence never depends on a library.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 20) % most as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// A changed rulebook and what was changed. Most change an agreement, every fifth a purpose or
/// the council, every eighth a policy.
pub(crate) fn mutant(dice: &mut Dice, number: usize) -> (String, Rulebook) {
    loop {
        let mut texts: Vec<(&str, String)> = eastmere()
            .iter()
            .map(|file| (file.name, file.text.to_owned()))
            .collect();
        let kind = match number {
            number if number % 8 == 0 => "policies.cedar",
            number if number % 5 == 0 => {
                *dice.pick(&["purposes.toml", "purposes.toml", "council.toml"])
            }
            _ => "",
        };
        let candidates: Vec<usize> = (0..texts.len())
            .filter(|at| match kind {
                "" => ![
                    "council.toml",
                    "purposes.toml",
                    "policies.cedar",
                    "policies.cedarschema",
                ]
                .contains(&texts[*at].0),
                kind => texts[*at].0 == kind,
            })
            .collect();
        let (name, text) = &mut texts[*dice.pick(&candidates)];
        let Some((changed, what)) = change(name, text, dice) else {
            continue;
        };
        let what = format!("{name}: {what}");
        *text = changed;
        let files: Vec<RuleFile<'_>> = texts
            .iter()
            .map(|(name, text)| RuleFile { name, text })
            .collect();
        if let Ok(rulebook) = Rulebook::read(&files) {
            return (what, rulebook);
        }
    }
}

/// The rule files of a council, by name.
pub(crate) type Texts = Vec<(&'static str, String)>;

/// The files of a council whose purposes, agreements and training were changed so many times; the
/// policies are as they were. In every second one, housing has an agreement that ends and, a day
/// after the next, another that begins.
pub(crate) fn changed_tables(dice: &mut Dice, changes: usize) -> Texts {
    let mut texts: Texts = eastmere()
        .iter()
        .map(|file| (file.name, file.text.to_owned()))
        .collect();
    if dice.one_in(2) {
        follow_on(&mut texts);
    }
    let mut made = 0;
    while made < changes {
        let mut tried = texts.clone();
        let (name, text) = &mut tried[dice.below(texts.len())];
        if name.starts_with("policies") {
            continue;
        }
        let Some((changed, _)) = change(name, text, dice) else {
            continue;
        };
        *text = changed;
        if Rulebook::read(&files(&tried)).is_ok() {
            texts = tried;
            made += 1;
        }
    }
    texts
}

pub(crate) fn files<'a>(texts: &'a Texts) -> Vec<RuleFile<'a>> {
    let files = texts.iter().map(|(name, text)| RuleFile { name, text });
    files.collect()
}

fn follow_on(texts: &mut Texts) {
    let (_, housing) = texts
        .iter_mut()
        .find(|(name, _)| *name == "housing.toml")
        .unwrap();
    let later = housing
        .replace("DSA-05", "DSA-05b")
        .replace("valid_from = 2025-01-01", "valid_from = 2026-11-23")
        .replace(
            "P2 = \"facts\"",
            "P2 = { social_worker = \"facts\", team_manager = \"involved\" }",
        );
    *housing = housing.replace("valid_to = 2035-12-31", "valid_to = 2026-11-21");
    texts.push(("housing-later.toml", later));
}

fn change(name: &str, text: &str, dice: &mut Dice) -> Option<(String, String)> {
    let (old, new): (String, String) = match name {
        "policies.cedar" => policy(text, dice)?,
        "purposes.toml" => purpose(dice),
        "council.toml" => (
            "valid_months = 12".to_owned(),
            format!("valid_months = {}", 1 + dice.below(36)),
        ),
        _ => agreement(dice),
    };
    let places: Vec<usize> = text.match_indices(&old).map(|(at, _)| at).collect();
    if places.is_empty() || old == new {
        return None;
    }
    let at = *dice.pick(&places);
    let changed = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
    Some((changed, format!("`{old}` becomes `{new}` at byte {at}")))
}

fn level(dice: &mut Dice) -> &'static str {
    governance::level_code(*dice.pick(&Level::ALL))
}

fn agreement(dice: &mut Dice) -> (String, String) {
    let purpose = format!("P{}", 1 + dice.below(9));
    let fixed = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    match dice.below(12) {
        0..=5 => (
            format!("{purpose} = \"{}\"", level(dice)),
            format!("{purpose} = \"{}\"", level(dice)),
        ),
        6 => {
            let role = dice.pick(&Role::ALL).code();
            (
                format!("{purpose} = \"{}\"", level(dice)),
                format!("{purpose} = {{ {role} = \"{}\" }}", level(dice)),
            )
        }
        7 => (
            "[category.levels]\n".to_owned(),
            format!("[category.levels]\nP10 = \"{}\"\n", level(dice)),
        ),
        8 => {
            let old = *dice.pick(&[
                "{ from = 16 }",
                "{ from = 18 }",
                "{ from = 15 }",
                "{ from = 4, to = 20 }",
            ]);
            (old.to_owned(), format!("{{ from = {} }}", dice.below(20)))
        }
        9 => {
            let old = *dice.pick(&["months = 60", "months = 72", "months = 12"]);
            (old.to_owned(), format!("months = {}", 1 + dice.below(200)))
        }
        10 => match dice.below(3) {
            0 => fixed(
                "raises_sensitive_service = false",
                "raises_sensitive_service = true",
            ),
            1 => fixed("switches_on = true", "switches_on = false"),
            _ => fixed("valid_to = 2035-12-31", "valid_to = 2031-03-31"),
        },
        _ => fixed("valid_from = 2025-01-01", "valid_from = 2027-01-01"),
    }
}

fn purpose(dice: &mut Dice) -> (String, String) {
    let fixed = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    match dice.below(8) {
        0 => fixed("active = false", "active = true"),
        1 => fixed("active = true", "active = false"),
        2 => (
            format!("max_level = \"{}\"", level(dice)),
            format!("max_level = \"{}\"", level(dice)),
        ),
        3 => fixed("reach = \"case_family\"", "reach = \"any_person\""),
        4 => fixed("needs_case_link = true", "needs_case_link = false"),
        5 => fixed(
            "needs_family_agreement = true",
            "needs_family_agreement = false",
        ),
        6 => (
            "roles = [".to_owned(),
            format!("roles = [\"{}\", ", dice.pick(&Role::ALL).code()),
        ),
        _ => fixed(
            "case_links = [\"allocation\"",
            "case_links = [\"early_help_episode\", \"allocation\"",
        ),
    }
}

fn policy(text: &str, dice: &mut Dice) -> Option<(String, String)> {
    let fixed = |old: &str, new: &str| Some((old.to_owned(), new.to_owned()));
    match dice.below(9) {
        0 | 1 => {
            let rules: Vec<&str> = text
                .split("\n\n")
                .filter(|rule| rule.contains("@id("))
                .collect();
            Some(((*dice.pick(&rules)).to_owned(), String::new()))
        }
        2 => fixed("&&", "||"),
        3 => fixed("context.level > 3", "context.level > 4"),
        4 => {
            let role = dice.pick(&Role::ALL).code();
            Some((
                "principal.role == \"records_desk\"".to_owned(),
                format!("principal.role == \"{role}\""),
            ))
        }
        5 => fixed("!context.purposeIsActive", "context.purposeIsActive"),
        6 => fixed("context.purpose == \"P9\"", "context.purpose == \"P1\""),
        7 => fixed("context.age == \"outside\"", "context.age == \"unknown\""),
        _ => fixed(
            "unless { principal.isTrained }",
            "unless { principal.isActive }",
        ),
    }
}
