//! What changes in the text of the rules: sentences, statutes, names, telephones, and also roles
//! and levels, whether or not anybody sees more by them.
//!
//! Invariant: a file whose text differs is named here, or something that it opens or closes is
//! listed elsewhere.

use super::Both;
use crate::{Agreement, AgreementCategory, PurposeRule, Rulebook, level_code};
use std::collections::BTreeMap;
use vocabulary::{Level, Purpose, Role};

/// Named texts of one thing.
type Texts = BTreeMap<String, String>;

pub(super) fn compare(both: Both<'_>) -> Vec<String> {
    let (before, after) = (texts(both.before), texts(both.after));
    let mut words = Vec::new();
    for (name, old) in &before {
        match after.get(name) {
            Some(new) if new != old => words.push(format!("{name}: “{old}” becomes “{new}”")),
            Some(_) => {}
            None => words.push(format!("{name}: “{old}” is taken out")),
        }
    }
    for (name, new) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        words.push(format!("{name}: “{new}” is new"));
    }
    if words.is_empty() && both.before.version() != both.after.version() {
        words.push("Notes, order or form of the files, or rules without their sentence".to_owned());
    }
    words
}

fn texts(rulebook: &Rulebook) -> Texts {
    let mut texts = Texts::new();
    council(rulebook, &mut texts);
    for rule in rulebook.every_purpose() {
        purpose(rule, &mut texts);
    }
    for agreement in rulebook.agreements() {
        of_agreement(agreement, &mut texts);
    }
    for (id, plain, why) in rulebook.policies().sentences() {
        texts.insert(format!("rule {id}, its sentence"), plain.to_owned());
        if let Some(why) = why {
            texts.insert(format!("rule {id}, its reason"), why.to_owned());
        }
    }
    texts
}

fn council(rulebook: &Rulebook, texts: &mut Texts) {
    let council = rulebook.council();
    let desk = &council.desk;
    let mut say = |name: &str, text: &str| {
        texts.insert(format!("the council, {name}"), text.to_owned());
    };
    say("its name", &council.name);
    say(
        "whether it is invented",
        if council.is_invented { "yes" } else { "no" },
    );
    say(
        "how many months training counts",
        &council.training_valid_months.to_string(),
    );
    say("the desk's name", &desk.name);
    say("the desk's telephone", &desk.telephone);
    say("the desk's telephone out of hours", &desk.out_of_hours);
    say("the desk's e-mail", desk.email.as_deref().unwrap_or("none"));
    say("what the desk promises", &desk.promise);
    for reason in crate::RefusalReason::ALL {
        let who = council.who_can_authorise(reason);
        say(&format!("who can authorise: {}", reason.code()), who);
    }
}

fn purpose(rule: &PurposeRule, texts: &mut Texts) {
    let code = rule.purpose.code();
    let mut say = |name: &str, text: String| {
        texts.insert(format!("{code}, {name}"), text);
    };
    say("in plain words", rule.plain.clone());
    say(
        "what the worker is told they will see",
        rule.what_you_will_see.clone(),
    );
    say("statute", rule.statute.clone());
    say("article 6", rule.article_6.clone());
    say("article 9", rule.article_9.clone());
    say("Schedule 1", rule.schedule_1.clone());
    let gateways: Vec<String> = rule.gateways.iter().map(crate::Gateway::in_words).collect();
    say("gateways", gateways.join("; "));
    let approval = rule.approval.as_ref();
    let approval = approval.map_or_else(
        || "not approved".to_owned(),
        |approval| format!("{}, {}", approval.by, approval.on),
    );
    say("approved by", approval);
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let roles: Vec<&str> = rule.roles.iter().map(|role| role.code()).collect();
    let links: Vec<&str> = rule.case_links.iter().map(|kind| kind.code()).collect();
    say("in use", yes(rule.is_active));
    say("roles", roles.join(", "));
    say("case needed", yes(rule.needs_case_link));
    say("duty needed", yes(rule.needs_duty));
    say("links to a case that count", links.join(", "));
    say(
        "family's agreement needed",
        yes(rule.needs_family_agreement),
    );
    say("reach", rule.reach.code().to_owned());
    say(
        "most shown of a service",
        level_code(rule.max_level).to_owned(),
    );
}

fn of_agreement(agreement: &Agreement, texts: &mut Texts) {
    let id = &agreement.id;
    let mut say = |name: &str, text: String| {
        texts.insert(format!("agreement {id}, {name}"), text);
    };
    say("title", agreement.title.clone());
    say("controller", agreement.controller.clone());
    say("parties", agreement.parties.join("; "));
    say("signatories", agreement.signatories.join("; "));
    say("first day", agreement.valid_from.to_string());
    say("last day", agreement.valid_to.to_string());
    for entry in &agreement.categories {
        for (name, text) in of_category(entry) {
            say(&format!("{}, {name}", entry.category.code()), text);
        }
    }
}

fn of_category(entry: &AgreementCategory) -> [(&'static str, String); 8] {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let look_back = entry.look_back.as_ref();
    let ages = entry.ages.map(|ages| (ages.from, ages.to));
    let age = |age: Option<i16>| age.map_or_else(|| "any".to_owned(), |age| age.to_string());
    [
        ("clause", entry.clause.clone()),
        ("what is covered", entry.covers.clone()),
        ("basis", entry.basis.clone()),
        ("article 10", or_none(&entry.article_10)),
        ("confidence", or_none(&entry.confidence)),
        (
            "how far back",
            look_back.map_or_else(|| "no limit".to_owned(), |back| back.words.clone()),
        ),
        (
            "ages",
            ages.map_or_else(
                || "any".to_owned(),
                |(from, to)| format!("from {} to {}", age(from), age(to)),
            ),
        ),
        ("levels", levels(entry)),
    ]
}

/// The levels as the file has them: one for all roles of a purpose, or one for each.
fn levels(entry: &AgreementCategory) -> String {
    let of_purpose = |purpose: Purpose| {
        let of_role = |role: Role| level_code(entry.level(purpose, role));
        let first = of_role(Role::ALL[0]);
        if Role::ALL.iter().all(|role| of_role(*role) == first) {
            return format!("{} {first}", purpose.code());
        }
        let shown = Role::ALL
            .iter()
            .filter(|role| entry.level(purpose, **role) > Level::Nothing)
            .map(|role| format!("{} {}", role.code(), of_role(*role)));
        format!(
            "{} ({})",
            purpose.code(),
            shown.collect::<Vec<_>>().join(", ")
        )
    };
    entry
        .purposes()
        .map(of_purpose)
        .collect::<Vec<_>>()
        .join(", ")
}
