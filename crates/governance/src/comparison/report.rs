//! A comparison as a data-protection officer reads it: Markdown, grouped by purpose, in sentences.
//!
//! Invariant: every listed change is in exactly one sentence, and "nothing changes" is said.

use super::{Ages, Circumstance, Comparison, GateChange, LevelChange, WorkerState};
use crate::{Action, MemberStanding};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Date, Purpose, Role};

impl Comparison {
    /// The whole comparison as Markdown.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut text = format!(
            "# What the change of the rules does\n\nRules before: version {}. Rules after: version {}. Compared on {}.\n\n",
            self.before,
            self.after,
            day(self.today)
        );
        if self.is_nothing() {
            text.push_str("Nothing changes: the two are the same to the letter.\n");
            return text;
        }
        let opened = self.sentences(true);
        let closed = self.sentences(false);
        section(
            &mut text,
            "What newly becomes visible, and to whom",
            &opened,
            "Nothing newly becomes visible to anybody, and nobody may do anything new.",
        );
        section(
            &mut text,
            "What ceases to be visible",
            &closed,
            "Nothing ceases to be visible to anybody.",
        );
        let words = match self.words.is_empty() {
            true => Vec::new(),
            false => vec![(String::new(), self.words.clone())],
        };
        section(
            &mut text,
            "What changes in the text of the rules",
            &words,
            "No words change.",
        );
        text
    }

    /// Sentences about what opens, or about what closes, by the heading they stand under.
    fn sentences(&self, opens: bool) -> Vec<(String, Vec<String>)> {
        let mut under: BTreeMap<Heading, Vec<String>> = BTreeMap::new();
        for (key, roles) in gate_groups(&self.gates, opens) {
            let heading = Heading(key.0);
            under
                .entry(heading)
                .or_default()
                .push(key.in_words(&roles, opens));
        }
        for (key, group) in level_groups(&self.levels, opens) {
            let heading = Heading(Some(key.purpose));
            under
                .entry(heading)
                .or_default()
                .push(key.in_words(&group, self.today));
        }
        let named = under
            .into_iter()
            .map(|(heading, lines)| (heading.in_words(), lines));
        named.collect()
    }
}

fn section(text: &mut String, title: &str, under: &[(String, Vec<String>)], otherwise: &str) {
    text.push_str(&format!("## {title}\n\n"));
    if under.is_empty() {
        text.push_str(&format!("{otherwise}\n\n"));
    }
    for (heading, lines) in under {
        if !heading.is_empty() {
            text.push_str(&format!("### {heading}\n\n"));
        }
        for line in lines {
            text.push_str(&format!("- {line}\n"));
        }
        text.push('\n');
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Heading(Option<Purpose>);

impl Heading {
    fn in_words(&self) -> String {
        self.0.map_or_else(
            || "Without any purpose".to_owned(),
            |purpose| format!("For {}: {}", purpose.code(), purpose.label()),
        )
    }
}

/// One role's gate changes for a purpose in the same circumstances.
type RoleKey<'a> = (Option<Purpose>, Role, &'a [Circumstance]);

/// Gate changes that differ in the role only: purpose, actions, circumstances.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct GateKey(Option<Purpose>, BTreeSet<Action>, Vec<Circumstance>);

fn gate_groups(gates: &[GateChange], opens: bool) -> BTreeMap<GateKey, BTreeSet<Role>> {
    let mut by_role: BTreeMap<RoleKey<'_>, BTreeSet<Action>> = BTreeMap::new();
    for gate in gates.iter().filter(|gate| gate.is_opened == opens) {
        let key = (gate.purpose, gate.role, gate.circumstances.as_slice());
        by_role.entry(key).or_default().insert(gate.action);
    }
    let mut groups: BTreeMap<GateKey, BTreeSet<Role>> = BTreeMap::new();
    for ((purpose, role, circumstances), actions) in by_role {
        let key = GateKey(purpose, actions, circumstances.to_vec());
        groups.entry(key).or_default().insert(role);
    }
    groups
}

impl GateKey {
    fn in_words(&self, who: &BTreeSet<Role>, opens: bool) -> String {
        let does: Vec<String> = self.1.iter().map(|action| lower(action.label())).collect();
        format!(
            "**{}** {}: {}. When: {}.",
            roles(who),
            if opens { "may newly" } else { "may no longer" },
            does.join("; "),
            Circumstance::in_words(&self.2)
        )
    }
}

/// Level changes that differ in role, action and age only.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct LevelKey {
    purpose: Purpose,
    source: String,
    category: &'static str,
    before: String,
    after: String,
    from: Date,
    worker: WorkerState,
    actions: BTreeSet<Action>,
    ages: BTreeSet<Ages>,
    standing: MemberStanding,
}

fn level_groups(levels: &[LevelChange], opens: bool) -> BTreeMap<LevelKey, BTreeSet<Role>> {
    let wanted = |change: &&LevelChange| {
        if opens {
            change.opens()
        } else {
            change.closes()
        }
    };
    let mut by_place: BTreeMap<_, BTreeSet<Ages>> = BTreeMap::new();
    for change in levels.iter().filter(wanted) {
        let alike = (
            change.purpose,
            &change.source,
            change.category,
            change.before,
            change.after,
            change.standing,
        );
        let key = (
            alike,
            change.from,
            change.worker,
            change.role,
            change.action,
        );
        by_place.entry(key).or_default().insert(change.ages);
    }
    let mut by_role: BTreeMap<_, BTreeSet<Action>> = BTreeMap::new();
    for ((alike, from, worker, role, action), ages) in by_place {
        let key = (alike, from, worker, role, ages);
        by_role.entry(key).or_default().insert(action);
    }
    let mut groups: BTreeMap<LevelKey, BTreeSet<Role>> = BTreeMap::new();
    for ((alike, from, worker, role, ages), actions) in by_role {
        let (purpose, source, category, before, after, standing) = alike;
        let key = LevelKey {
            purpose,
            source: source.to_string(),
            category: category.label(),
            before: before.in_words(),
            after: after.in_words(),
            from,
            worker,
            actions,
            ages,
            standing,
        };
        groups.entry(key).or_default().insert(role);
    }
    groups
}

impl LevelKey {
    fn in_words(&self, who: &BTreeSet<Role>, today: Date) -> String {
        let when = if self.from == today {
            String::new()
        } else {
            format!(" From {}.", day(self.from))
        };
        let worker = match self.worker {
            WorkerState::Ready => "",
            WorkerState::TrainedMonthsAgo(_) => " With older training than before.",
            WorkerState::NotTrained => " With no training recorded.",
            WorkerState::NotActive => " With an account that is not in use.",
        };
        let places: Vec<&str> = self.actions.iter().copied().map(place).collect();
        format!(
            "**{}**, from the source `{}`: {}, {} (before: {}). Of {}{}, {}.{worker}{when}",
            roles(who),
            self.source,
            lower(self.category),
            self.after,
            self.before,
            Ages::in_words(&self.ages),
            standing_in_words(self.standing),
            places.join(", "),
        )
    }
}

fn place(action: Action) -> &'static str {
    match action {
        Action::Search => "in a list of results",
        Action::SeeFamily => "on the family page",
        Action::SeeDetails => "in the details of an involvement",
        Action::SeeWhoLooked => "where it is checked who looked",
        Action::ReviewMatches => "at the records desk",
        Action::SeeOwnLooks
        | Action::SeeSources
        | Action::LoadExtracts
        | Action::Publish
        | Action::SeeMatchFigures
        | Action::SeeLinkRuns
        | Action::NameOwnPeople
        | Action::OverseeNamedPeople
        | Action::SetDuty
        | Action::AskEmergency
        | Action::ApproveEmergency
        | Action::ReviewEmergencies
        | Action::SeeDataUse
        | Action::SeeAgreements
        | Action::SeeOwnDisputes => "elsewhere",
        Action::KeepRestrictions => "at the safeguarding desk",
        Action::ReviewFlags => "where flags are reviewed",
        Action::MakeSubjectReport => "in a person's own report",
        Action::DecideNotToShare => "where it is decided not to share",
        Action::RaiseDispute => "where something is disputed",
        Action::AnswerDisputes => "where disputes are answered",
    }
}

fn standing_in_words(standing: MemberStanding) -> &'static str {
    match (
        standing.place_is_hidden,
        standing.is_kept_to_the_case,
        standing.has_court_order,
    ) {
        (true, _, _) => " whose place is hidden",
        (false, true, _) => " whose record is kept to the case",
        (false, false, true) => " with a court order",
        (false, false, false) => "",
    }
}

fn roles(who: &BTreeSet<Role>) -> String {
    if who.len() == Role::ALL.len() {
        return "Everybody".to_owned();
    }
    let names: Vec<&str> = who.iter().map(|role| role.label()).collect();
    names.join(", ")
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
