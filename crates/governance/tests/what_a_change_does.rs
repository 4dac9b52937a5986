//! A change of the rules is told in plain sentences, and no newly allowed look is left out.
//!
//! Invariant: what `decide` newly allows in a rulebook that was changed at random is listed in
//! the comparison. `KITH_MUTANTS` sets how many rulebooks are tried; the default is 8; a
//! hundred are tried by command, and only then is it asked how much they opened.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;
mod mutants;

use asking::{TODAY, person, rulebook, rulebook_with};
use governance::{
    AccessRequest, Action, Baseline, Chosen, Circumstance, Comparison, Decision, MemberFacts,
    MemberStanding, Permit, Rulebook, WorkerState, decide,
};
use mutants::{Dice, mutant};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use vocabulary::{Level, Purpose, Role};

static RULES: LazyLock<Rulebook> = LazyLock::new(rulebook);
static BASELINE: LazyLock<Baseline<'static>> = LazyLock::new(|| Baseline::of(&RULES, TODAY));

fn words_after(changes: &[(&str, &str, &str)]) -> String {
    BASELINE.compare(&rulebook_with(changes)).in_words()
}

#[track_caller]
fn assert_says(text: &str, words: &str) {
    assert!(text.contains(words), "expected “{words}” in:\n{text}");
}

#[test]
fn the_same_rules_are_said_to_change_nothing() {
    let text = BASELINE.compare(&rulebook()).in_words();
    assert_says(
        &text,
        "Nothing changes: the two are the same to the letter.",
    );
}

#[test]
fn another_note_in_a_file_opens_nothing_and_says_so() {
    let text = words_after(&[("housing.toml", "# the last day", "# the very last day")]);
    assert_says(&text, "Nothing newly becomes visible to anybody");
    assert_says(&text, "Nothing ceases to be visible");
    assert_says(&text, "Notes, order or form of the files");
}

#[test]
fn a_higher_level_in_an_agreement_names_role_purpose_source_level_and_age() {
    let text = words_after(&[(
        "housing.toml",
        "P4 = \"involved\"\nP5 = \"facts\"",
        "P4 = \"facts\"\nP5 = \"facts\"",
    )]);
    // The purpose's own ceiling stands above the agreement: nothing opens, and the officer reads it.
    assert_says(&text, "Nothing newly becomes visible to anybody");
    let text = words_after(&[("police.toml", "P2 = \"involved\"", "P2 = \"facts\"")]);
    assert_says(&text, "### For P2: Assessment of a child in need");
    assert_says(
        &text,
        "**Social worker, Team manager**, from the source `police`: police, agreed facts in a word each, 60 months back (before: that the service is involved, and the team to ring, 60 months back). Of people aged 18 or over, in the details of an involvement, where something is disputed.",
    );
    assert_says(&text, "named worker and the dates");
}

#[test]
fn a_purpose_for_one_more_role_opens_its_gate_and_its_sight() {
    let text = words_after(&[(
        "purposes.toml",
        "roles = [\"early_help_worker\"]",
        "roles = [\"early_help_worker\", \"analyst\"]",
    )]);
    assert_says(&text, "### For P4");
    assert_says(
        &text,
        "**Analyst** may newly: search for a person; see a family; see the details of an involvement",
    );
    assert_says(
        &text,
        "linked by an early-help episode, the family having agreed",
    );
    assert_says(&text, "**Analyst**, from the source `housing`");
    assert!(!text.contains("**Early-help worker"), "{text}");
}

#[test]
fn a_rule_taken_out_opens_a_gate_for_those_whom_it_kept_out() {
    let text = words_after(&[(
        "policies.cedar",
        "unless { principal.isTrained };",
        "unless { principal.isTrained || principal.isActive };",
    )]);
    assert_says(&text, "with no training recorded");
}

#[test]
fn a_rule_written_on_one_line_with_its_sentence_is_compared_like_any_other() {
    let written = "@id(\"A44\")\n@plain(\"You may let a worker look in an emergency.\")\npermit (principal, action == Action::\"approve_emergency\", resource)\nwhen { principal.role == \"team_manager\" };";
    let on_one_line = written.replace('\n', " ");
    let before = rulebook_with(&[("policies.cedar", written, &on_one_line)]);
    let wider = on_one_line.replace("\"team_manager\"", "\"leader\"");
    let everybody = (
        "policies.cedar",
        "unless { principal.role == \"team_manager\" };",
        "unless { principal.role == \"leader\" };",
    );
    let after = rulebook_with(&[("policies.cedar", written, &wider), everybody]);
    let forbid = rulebook_with(&[("policies.cedar", written, &on_one_line), everybody]);
    let text = Baseline::of(&forbid, TODAY).compare(&after).in_words();
    assert_says(
        &text,
        "**Service leader** may newly: approve a look in an emergency",
    );
    let text = Baseline::of(&RULES, TODAY).compare(&before).in_words();
    assert_says(&text, "Nothing newly becomes visible to anybody");
}

#[test]
fn training_that_counts_longer_and_an_agreement_that_lasts_longer_are_told() {
    let text = words_after(&[("council.toml", "valid_months = 12", "valid_months = 24")]);
    assert_says(&text, "with training more than 12 months old");
    let text = words_after(&[(
        "police.toml",
        "valid_to = 2035-12-31",
        "valid_to = 2040-12-31",
    )]);
    assert_says(&text, "From 1 January 2036.");
    let text = words_after(&[("police.toml", "months = 60", "months = 120")]);
    assert_says(&text, "120 months back (before:");
}

#[test]
fn words_alone_are_told_as_words() {
    let text = words_after(&[
        (
            "purposes.toml",
            "You are assessing what a child in need, and the family, need.",
            "You assess.",
        ),
        ("council.toml", "0161 496 0100", "0161 496 0101"),
    ]);
    assert_says(&text, "Nothing newly becomes visible to anybody");
    assert_says(
        &text,
        "P2, in plain words: “You are assessing what a child in need, and the family, need.” becomes “You assess.”",
    );
    assert_says(
        &text,
        "the desk's telephone: “0161 496 0100” becomes “0161 496 0101”",
    );
}

#[test]
fn an_agreement_taken_away_is_told_as_ceasing() {
    let text = words_after(&[("police.toml", "P1 = \"facts\"\n", "")]);
    assert_says(&text, "Nothing newly becomes visible");
    assert_says(
        &text,
        "(before: agreed facts in a word each, 60 months back)",
    );
}

#[test]
fn every_look_that_a_random_change_allows_is_listed() {
    let count = std::env::var("KITH_MUTANTS")
        .ok()
        .and_then(|count| count.parse().ok());
    let mut dice = Dice::new(20_261_125);
    let (mut opening, mut newly) = (0, 0);
    let count = count.unwrap_or(8);
    for number in 0..count {
        let (what, changed) = mutant(&mut dice, number);
        let comparison = BASELINE.compare(&changed);
        let found = everything_new(&changed, &comparison, &mut dice, &what);
        assert!(!comparison.is_nothing(), "{what} is told to be nothing");
        if found > 0 {
            assert!(comparison.opens_anything(), "{what}");
            opening += 1;
        }
        newly += found;
    }
    if count >= 100 {
        assert!(opening >= 15, "only {opening} mutants opened anything");
        assert!(
            newly >= 500,
            "only {newly} newly allowed looks were compared"
        );
    }
}

/// Asks both rulebooks by brute force and counts what is newly allowed; each must be listed.
fn everything_new(changed: &Rulebook, listed: &Comparison, dice: &mut Dice, what: &str) -> usize {
    let months =
        BTreeSet::from([RULES.council(), changed.council()].map(|c| c.training_valid_months));
    let months = if months.len() == 1 {
        BTreeSet::new()
    } else {
        months
    };
    let circumstances = Circumstance::all(&months);
    let mut newly = 0;
    for asked in askings(changed, &circumstances, dice) {
        let (role, purpose, action, circumstance) = asked;
        let request = circumstance.request(role, purpose, action, TODAY);
        let (before, after) = (permit(&RULES, &request), permit(changed, &request));
        let Some(after) = after else { continue };
        let is_listed = listed.lists_opened_gate(role, purpose, action, circumstance);
        match before {
            None => {
                assert!(
                    is_listed,
                    "{what}: {role:?} {purpose:?} {action:?} {circumstance:?}"
                );
                newly += 1;
            }
            Some(before) => {
                // Only an action about people ever opens what is sealed.
                if let Some(purpose) = purpose.filter(|_| action.is_about_people()) {
                    let look = (role, purpose, action);
                    newly += more_shown(changed, (&before, &after), listed, look, what);
                }
            }
        }
    }
    newly
}

fn more_shown(
    changed: &Rulebook,
    (before, after): (&Permit, &Permit),
    listed: &Comparison,
    look: (Role, Purpose, Action),
    what: &str,
) -> usize {
    let mut newly = 0;
    for age in [None, Some(3), Some(15), Some(16), Some(40)] {
        let facts = MemberFacts {
            person: person(),
            age: age.map(|years: i16| (years, years)),
            standing: MemberStanding::open(),
        };
        let (old, new) = (
            before.for_member(&RULES, &facts),
            after.for_member(changed, &facts),
        );
        for (source, category, level) in new.levels() {
            let months = |member: &governance::MemberPermit| {
                let grant = member.grant(source, category);
                grant.map(|grant| grant.look_back_months.unwrap_or(u32::MAX))
            };
            let is_more = level > old.level(source, category)
                || (level > Level::Nothing && months(&new) > months(&old));
            if is_more {
                newly += 1;
                assert!(
                    listed.lists_more_shown(look, source, category, age),
                    "{what}: {look:?} {source} {category:?} {age:?} {level:?}"
                );
            }
        }
    }
    newly
}

type Asking = (Role, Option<Purpose>, Action, Circumstance);

/// Looks of ready workers about somebody on the case, for every purpose in use and mostly in the
/// roles that it is for, and some hundreds of others.
fn askings(changed: &Rulebook, circumstances: &[Circumstance], dice: &mut Dice) -> Vec<Asking> {
    let usual =
        |one: &&Circumstance| one.worker == WorkerState::Ready && one.chosen == Chosen::OnTheCase;
    let usual: Vec<Circumstance> = circumstances.iter().filter(usual).copied().collect();
    let in_use: BTreeSet<Purpose> = RULES
        .purposes()
        .chain(changed.purposes())
        .map(|rule| rule.purpose)
        .collect();
    let mut askings = Vec::new();
    for purpose in in_use {
        let is_for = |rulebook: &Rulebook, role| {
            let rule = rulebook.purpose(purpose);
            rule.is_some_and(|rule| rule.is_for(role))
        };
        for role in Role::ALL {
            let chances = if is_for(&RULES, role) || is_for(changed, role) {
                3
            } else {
                20
            };
            for action in Action::ALL
                .into_iter()
                .filter(|action| action.is_about_people())
            {
                let some = usual.iter().filter(|_| dice.one_in(chances));
                askings.extend(some.map(|one| (role, Some(purpose), action, *one)));
            }
        }
    }
    for _ in 0..300 {
        let purpose = (!dice.one_in(10)).then(|| *dice.pick(&Purpose::ALL));
        let circumstance = *dice.pick(circumstances);
        askings.push((
            *dice.pick(&Role::ALL),
            purpose,
            *dice.pick(&Action::ALL),
            circumstance,
        ));
    }
    askings
}

fn permit(rulebook: &Rulebook, request: &AccessRequest) -> Option<Permit> {
    match decide(rulebook, request) {
        Decision::Permit(permit) => Some(permit),
        Decision::Refusal(_) | Decision::AsIfAbsent(_) => None,
    }
}
