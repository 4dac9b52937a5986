//! The Cedar policies: parsed once, checked against their schema, asked one question at a time.
//!
//! Invariant: a rule that cannot be evaluated refuses. Cedar would pass over it, and a forbid
//! that is passed over forbids nothing.

use super::answered::{Answered, Question, Said};
use super::problem::{RuleFile, RuleProblem};
use super::reads::Reads;
use super::world::{context, holding, uid, worlds};
use crate::{Action, RefusalReason, WithheldWhy, level_code};
use cedar_policy::{
    ActionConstraint, Authorizer, Decision, Effect, Entities, Entity, EntityUid, Policy, PolicyId,
    PolicySet, Request, Schema, ValidationMode, Validator,
};
use miette::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use vocabulary::{Category, Level, Role};

/// The policies of a council.
pub(crate) struct Policies {
    /// The rules about what a worker may do.
    doing: PolicySet,
    /// Those of them that are about one action: the others could say nothing to it.
    about: BTreeMap<Action, Rules>,
    /// The rules about how much is shown.
    showing: Rules,
    rules: BTreeMap<PolicyId, Rule>,
    authorizer: Authorizer,
    worker: EntityUid,
    system: EntityUid,
    actions: BTreeMap<&'static str, EntityUid>,
    holdings: BTreeMap<Category, EntityUid>,
    /// For each worker that can be: themselves, the system, every action and every holding.
    worlds: BTreeMap<WorkerFacts, Entities>,
    answered: Answered,
}

/// Some of the rules, and what they read.
struct Rules {
    set: PolicySet,
    reads: Reads,
}

/// What is asked, with every fact.
#[derive(Clone, Copy)]
struct Asked<'a> {
    worker: WorkerFacts,
    action: &'static str,
    holding: Option<Category>,
    facts: &'a [NamedFact],
}

/// One policy as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) plain: String,
    pub(crate) why: Option<String>,
    place: usize,
}

/// What the policies say to one question.
pub(crate) struct Answer<'a> {
    pub(crate) is_allowed: bool,
    /// The rules that decided, in the order of the file; empty when no rule allowed it.
    pub(crate) rules: Vec<&'a Rule>,
}

/// What the policies may know of the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WorkerFacts {
    pub(crate) role: Role,
    pub(crate) is_active: bool,
    pub(crate) is_trained: bool,
}

/// One fact of the context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fact {
    Text(&'static str),
    Is(bool),
    Number(u8),
}

/// A fact with its name in the schema.
pub(crate) type NamedFact = (&'static str, Fact);

impl Policies {
    pub(crate) fn read(
        file: RuleFile<'_>,
        schema_file: RuleFile<'_>,
    ) -> Result<Self, Vec<RuleProblem>> {
        let (schema, _) = Schema::from_cedarschema_str(schema_file.text)
            .map_err(|error| vec![place(schema_file, &error)])?;
        let set = PolicySet::from_str(file.text).map_err(|error| vec![place(file, &error)])?;
        let (rules, mut problems) = read_rules(file, &set);
        let actions = read_actions(schema_file, &schema).map_err(|found| problems.extend(found));
        let checked = Validator::new(schema).validate(&set, ValidationMode::Strict);
        problems.extend(checked.validation_errors().map(|error| place(file, error)));
        problems.extend(
            checked
                .validation_warnings()
                .map(|warning| place(file, warning)),
        );
        let (Ok(actions), true) = (actions, problems.is_empty()) else {
            return Err(problems);
        };
        let doing = rules_about(file, &set, |action| !is_show(action))?;
        let mut about = BTreeMap::new();
        for action in Action::ALL {
            let policies = doing
                .policies()
                .filter(|policy| is_about(&policy.action_constraint(), action.code(), action));
            let set = PolicySet::from_policies(policies.cloned());
            let set = set.map_err(|error| vec![place(file, &error)])?;
            about.insert(action, Rules::of(set));
        }
        let holdings: BTreeMap<Category, Entity> = Category::ALL
            .into_iter()
            .map(|one| (one, holding(one)))
            .collect();
        Ok(Self {
            doing,
            about,
            showing: Rules::of(rules_about(file, &set, is_show)?),
            rules,
            authorizer: Authorizer::new(),
            worker: uid("Worker", "worker"),
            system: uid("System", "kith"),
            worlds: worlds(&actions, &holdings),
            actions: actions
                .into_iter()
                .map(|(code, one)| (code, one.uid()))
                .collect(),
            holdings: holdings
                .into_iter()
                .map(|(one, entity)| (one, entity.uid()))
                .collect(),
            answered: Answered::default(),
        })
    }

    /// Asks whether a worker may do something.
    pub(crate) fn may_do(
        &self,
        worker: WorkerFacts,
        action: Action,
        facts: &[NamedFact],
    ) -> Answer<'_> {
        let asked = Asked {
            worker,
            action: action.code(),
            holding: None,
            facts,
        };
        self.ask(self.about.get(&action), asked)
    }

    /// Asks whether a category may be shown at a level.
    pub(crate) fn may_show(
        &self,
        worker: WorkerFacts,
        category: Category,
        level: Level,
        facts: &[NamedFact],
    ) -> Answer<'_> {
        let asked = Asked {
            worker,
            action: level_code(level),
            holding: Some(category),
            facts,
        };
        self.ask(Some(&self.showing), asked)
    }

    /// Whether the rules about an action differ, beyond their words.
    pub(crate) fn differs_about(&self, other: &Self, action: Action) -> bool {
        self.text_about(action) != other.text_about(action)
    }

    /// The rules about an action, without their words, in an order that is always the same.
    pub(crate) fn text_about(&self, action: Action) -> String {
        let about = self
            .doing
            .policies()
            .filter(|policy| is_about(&policy.action_constraint(), action.code(), action))
            .map(without_words);
        about.collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// Whether the rules about how much is shown are the same, beyond their words.
    pub(crate) fn shows_as(&self, other: &Self) -> bool {
        let text = |policies: &Self| -> BTreeSet<String> {
            let all = policies.showing.set.policies();
            all.map(without_words).collect()
        };
        text(self) == text(other)
    }

    /// Every rule's number with its sentence and reason, in the order of the file.
    pub(crate) fn sentences(&self) -> Vec<(&str, &str, Option<&str>)> {
        let mut rules: Vec<&Rule> = self.rules.values().collect();
        rules.sort_by_key(|rule| rule.place);
        rules
            .into_iter()
            .map(|rule| (rule.id.as_str(), rule.plain.as_str(), rule.why.as_deref()))
            .collect()
    }

    fn ask(&self, rules: Option<&Rules>, asked: Asked<'_>) -> Answer<'_> {
        let said = rules.map(|rules| {
            let question = Question {
                action: asked.action,
                holding: asked.holding,
                facts: rules.reads.pick(asked.worker, asked.facts),
            };
            let evaluate = || self.evaluate(&rules.set, asked).unwrap_or_default();
            self.answered.once(question, evaluate)
        });
        let said = said.unwrap_or_default();
        Answer {
            is_allowed: said.is_allowed,
            rules: said
                .rules
                .iter()
                .filter_map(|id| self.rules.get(id))
                .collect(),
        }
    }

    /// Nothing when the question cannot be put, or a rule cannot be evaluated.
    fn evaluate(&self, set: &PolicySet, asked: Asked<'_>) -> Option<Said> {
        let resource = match asked.holding {
            Some(category) => self.holdings.get(&category)?,
            None => &self.system,
        };
        let request = Request::new(
            self.worker.clone(),
            self.actions.get(asked.action)?.clone(),
            resource.clone(),
            context(asked.facts)?,
            None,
        );
        let world = self.worlds.get(&asked.worker)?;
        let response = self.authorizer.is_authorized(&request.ok()?, set, world);
        if response.diagnostics().errors().next().is_some() {
            return None;
        }
        let reasons = response.diagnostics().reason();
        let mut rules: Vec<(usize, PolicyId)> = reasons
            .filter_map(|id| Some((self.rules.get(id)?.place, id.clone())))
            .collect();
        rules.sort();
        Some(Said {
            is_allowed: response.decision() == Decision::Allow && !rules.is_empty(),
            rules: rules.into_iter().map(|(_, id)| id).collect(),
        })
    }
}

impl Rules {
    fn of(set: PolicySet) -> Self {
        let reads = Reads::of(set.policies().map(ToString::to_string));
        Self { set, reads }
    }
}

impl Answer<'_> {
    /// The rules' numbers.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.rules.iter().map(|rule| rule.id.clone()).collect()
    }
}

/// The actions with their groups; every one that the program asks about must be in the schema,
/// in its group.
fn read_actions(
    file: RuleFile<'_>,
    schema: &Schema,
) -> Result<BTreeMap<&'static str, Entity>, Vec<RuleProblem>> {
    let entities = schema
        .action_entities()
        .map_err(|error| vec![place(file, &error)])?;
    let asked = Action::ALL.into_iter().map(|action| {
        let group = action.is_about_people().then_some("look_at_people");
        (action.code(), action.code().to_owned(), group)
    });
    let shown = Level::ALL.into_iter().skip(1).map(|level| {
        let code = level_code(level);
        (code, format!("show_{code}"), Some("show"))
    });
    let mut actions = BTreeMap::new();
    let mut problems = Vec::new();
    for (code, name, group) in asked.chain(shown) {
        let uid = uid("Action", &name);
        let in_group =
            group.is_none_or(|group| entities.is_ancestor_of(&self::uid("Action", group), &uid));
        match entities.get(&uid) {
            Some(action) if in_group => {
                actions.insert(code, action.clone());
            }
            _ => problems.push(file.problem(
                &(0..0),
                format!("the action `{name}` is missing, or is not in its group"),
            )),
        }
    }
    if problems.is_empty() {
        Ok(actions)
    } else {
        Err(problems)
    }
}

/// The rules whose scope names such an action, and those that name none.
fn rules_about(
    file: RuleFile<'_>,
    set: &PolicySet,
    wanted: impl Fn(&EntityUid) -> bool,
) -> Result<PolicySet, Vec<RuleProblem>> {
    let about = set
        .policies()
        .filter(|policy| match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(action) => wanted(&action),
            ActionConstraint::In(actions) => actions.iter().any(&wanted),
        });
    PolicySet::from_policies(about.cloned()).map_err(|error| vec![place(file, &error)])
}

/// Whether a rule's scope covers an action: by name, by its group, or because it names none.
/// A group that is not known counts as one that does.
fn is_about(scope: &ActionConstraint, name: &str, action: Action) -> bool {
    let covers = |uid: &EntityUid| {
        let id: &str = uid.id().as_ref();
        match Action::parse(id) {
            Some(_) => id == name,
            None => id != "look_at_people" || action.is_about_people(),
        }
    };
    match scope {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(uid) => covers(uid),
        ActionConstraint::In(uids) => uids.iter().any(covers),
    }
}

/// What a rule says without its words, in whatever lines it was written.
fn without_words(policy: &Policy) -> String {
    let parts = ["effect", "principal", "action", "resource", "conditions"];
    match policy.to_json() {
        Ok(json) => parts
            .iter()
            .filter_map(|part| Some(json.get(part)?.to_string()))
            .collect(),
        // With its words it may look changed when it is not, never the other way round.
        Err(_) => policy.to_string(),
    }
}

fn is_show(action: &EntityUid) -> bool {
    let name: &str = action.id().as_ref();
    name == "show" || name.starts_with("show_")
}

fn read_rules(file: RuleFile<'_>, set: &PolicySet) -> (BTreeMap<PolicyId, Rule>, Vec<RuleProblem>) {
    let mut rules = BTreeMap::new();
    let mut problems = Vec::new();
    let mut seen = BTreeMap::new();
    for policy in set.policies() {
        let place = place_of(file, policy.annotation("id"));
        let mut say = |words: &str| problems.push(file.problem(&(place..place), words));
        let note = |key: &str| policy.annotation(key).map(str::to_owned);
        let (Some(id), Some(plain)) = (note("id"), note("plain")) else {
            say("every rule needs an `@id` and one `@plain` sentence");
            continue;
        };
        let why = note("why");
        let is_forbid = policy.effect() == Effect::Forbid;
        let is_reason = |code: &String| {
            RefusalReason::parse(code).is_some() || WithheldWhy::parse(code).is_some()
        };
        if is_forbid && !why.as_ref().is_some_and(is_reason) {
            say("a forbid needs a `@why` that names a reason");
        }
        if seen.insert(id.clone(), ()).is_some() {
            let again = file.text.rfind(&id_as_written(&id)).unwrap_or(place);
            problems.push(file.problem(&(again..again), "two rules have this number"));
        }
        let rule = Rule {
            id,
            plain,
            why: why.filter(|_| is_forbid),
            place,
        };
        rules.insert(policy.id().clone(), rule);
    }
    (rules, problems)
}

/// Where a rule stands in the file: its `@id`, or the top.
fn place_of(file: RuleFile<'_>, id: Option<&str>) -> usize {
    id.and_then(|id| file.text.find(&id_as_written(id)))
        .unwrap_or(0)
}

fn id_as_written(id: &str) -> String {
    format!("@id(\"{id}\")")
}

fn place(file: RuleFile<'_>, error: &(impl Diagnostic + ?Sized)) -> RuleProblem {
    let label = error.labels().and_then(|mut labels| labels.next());
    let at = label.as_ref().map_or(0, miette::LabeledSpan::offset);
    let mut words = error.to_string();
    let more = label.as_ref().and_then(|label| label.label());
    for part in more
        .map(str::to_owned)
        .into_iter()
        .chain(error.help().map(|help| help.to_string()))
    {
        words = format!("{words}: {part}");
    }
    file.problem(&(at..at), words)
}
