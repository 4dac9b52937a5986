//! Writes a plan as a plan file, with the weights it has learnt.
//!
//! Invariant: reading what was written gives the same plan back, to the last digit.

use linkage::portable::{Comparison, DateFormat, Level, Plan, Rule, Training};
use std::fmt::Write;
use toml::Value;

/// The text of a plan file.
#[must_use]
pub fn plan_to_text(plan: &Plan) -> String {
    let mut text = format!("record_id = {}\n", quoted(&plan.record_id));
    if let Some(prior) = plan.prior {
        line(&mut text, "prior", &number(prior));
    }
    if !plan.dates.is_empty() {
        text.push_str("\n[dates]\n");
        for date in &plan.dates {
            let format = match date.format {
                DateFormat::Dashed => "YYYY-MM-DD",
                DateFormat::Plain => "YYYYMMDD",
            };
            line(&mut text, &quoted(&date.column), &quoted(format));
        }
    }
    write_training(&mut text, &plan.training);
    for rule in &plan.blocking {
        text.push_str("\n[[blocking]]\n");
        line(&mut text, "on", &terms(rule));
    }
    for comparison in &plan.comparisons {
        write_comparison(&mut text, comparison);
    }
    text
}

fn write_training(text: &mut String, training: &Training) {
    text.push_str("\n[training]\n");
    let rules = |rules: &[Rule]| {
        let rules: Vec<String> = rules
            .iter()
            .map(|rule| format!("    {},\n", terms(rule)))
            .collect();
        match rules.is_empty() {
            true => "[]".to_owned(),
            false => format!("[\n{}]", rules.concat()),
        }
    };
    line(text, "certain", &rules(&training.certain));
    line(text, "recall", &number(training.recall));
    line(text, "rules", &rules(&training.rules));
    line(text, "random_pairs", &training.random_pairs.to_string());
    line(text, "pairs_per_rule", &training.pairs_per_rule.to_string());
    line(text, "seed", &training.seed.to_string());
}

fn write_comparison(text: &mut String, comparison: &Comparison) {
    text.push_str("\n[[comparison]]\n");
    line(text, "name", &quoted(&comparison.name));
    let missing = comparison.missing.iter().map(|column| quoted(column));
    line(text, "missing", &list(missing));
    for level in &comparison.levels {
        write_level(text, level);
    }
}

fn write_level(text: &mut String, level: &Level) {
    text.push_str("\n[[comparison.level]]\n");
    if !level.label.is_empty() {
        line(text, "label", &quoted(&level.label));
    }
    if !level.when.is_empty() {
        let when = level.when.iter();
        line(text, "when", &list(when.map(|of| quoted(&of.to_string()))));
    }
    if let Some(frequency) = &level.term_frequency {
        let words = format!(
            "{{ column = {}, weight = {}, minimum = {} }}",
            quoted(&frequency.column),
            number(frequency.weight),
            number(frequency.minimum)
        );
        line(text, "term_frequency", &words);
    }
    for (key, value) in [("m", level.m), ("u", level.u)] {
        if let Some(value) = value {
            line(text, key, &number(value));
        }
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    writeln!(text, "{key} = {value}").expect("writing to a string never fails");
}

fn quoted(words: &str) -> String {
    // On one line, whatever is in it.
    let mut quoted = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let code = format!("\\u{:04X}", u32::from(letter));
                quoted.push_str(&code);
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// The shortest digits that read back as the same number.
fn number(value: f64) -> String {
    Value::Float(value).to_string()
}

fn terms(rule: &Rule) -> String {
    list(rule.terms.iter().map(|term| quoted(&term.to_string())))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::parse_plan;
    use super::*;
    use linkage::portable::{
        Condition, DateColumn, DateUnit, Exchange, Part, RuleTerm, Term, TermFrequency,
    };
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    fn column() -> impl Strategy<Value = String> {
        "[a-z_]{1,6}( [a-zé\"]{1,3})?".prop_filter("a word of plans", |name| {
            Condition::parse(name).is_ok_and(|read| read.columns() == [name.as_str()])
        })
    }

    fn term() -> impl Strategy<Value = Term> {
        let part = prop_oneof![
            Just(Part::Whole),
            (1u32..9).prop_map(Part::First),
            (1u32..9).prop_map(Part::WithoutLast),
            Just(Part::LeadingLetters),
            Just(Part::FirstWord),
        ];
        (column(), part).prop_map(|(column, part)| Term { column, part })
    }

    fn exchange() -> impl Strategy<Value = Exchange> {
        (column(), column()).prop_map(|(one, other)| Exchange { one, other })
    }

    fn rule() -> impl Strategy<Value = Rule> {
        let term = prop_oneof![
            term().prop_map(RuleTerm::Same),
            exchange().prop_map(RuleTerm::Swapped)
        ];
        vec(term, 1..3).prop_map(|terms| Rule { terms })
    }

    fn condition() -> impl Strategy<Value = Condition> {
        let unit = prop_oneof![
            Just(DateUnit::Days),
            Just(DateUnit::Months),
            Just(DateUnit::Years)
        ];
        prop_oneof![
            term().prop_map(Condition::Same),
            exchange().prop_map(Condition::Swapped),
            (column(), 0.01f64..1.0)
                .prop_map(|(column, at_least)| Condition::JaroWinkler { column, at_least }),
            (column(), 0u32..5)
                .prop_map(|(column, at_most)| Condition::Levenshtein { column, at_most }),
            (column(), 0u32..5)
                .prop_map(|(column, at_most)| Condition::DamerauLevenshtein { column, at_most }),
            (0u32..40, unit).prop_map(|(amount, unit)| Condition::DateWithin {
                column: "born".to_owned(),
                amount,
                unit
            }),
        ]
    }

    fn level(when: impl Strategy<Value = Vec<Condition>>) -> impl Strategy<Value = Level> {
        let share = || option::of(1e-9f64..1.0);
        ("[ -~]{0,9}|\\PC{0,5}", when, share(), share()).prop_map(|(label, when, m, u)| Level {
            label,
            when,
            term_frequency: None,
            m,
            u,
        })
    }

    fn comparison() -> impl Strategy<Value = Comparison> {
        let levels = vec(level(vec(condition(), 1..3)), 1..4);
        let last = level(Just(Vec::new()));
        let parts = (vec(column(), 1..3), levels, last, option::of(0.1f64..1.0));
        parts.prop_map(|(missing, mut levels, last, frequency)| {
            if let Some(weight) = frequency {
                let (column, part) = (missing[0].clone(), Part::Whole);
                levels[0].when = vec![Condition::Same(Term { column, part })];
                levels[0].term_frequency = Some(TermFrequency {
                    column: missing[0].clone(),
                    weight,
                    minimum: 0.001,
                });
            }
            levels.push(last);
            Comparison {
                name: String::new(),
                missing,
                levels,
            }
        })
    }

    fn plan() -> impl Strategy<Value = Plan> {
        let training = (
            vec(rule(), 0..3),
            0.1f64..1.0,
            vec(rule(), 0..3),
            any::<u32>(),
        );
        let training = training.prop_map(|(certain, recall, rules, seed)| Training {
            certain,
            recall,
            rules,
            random_pairs: 1 + u64::from(seed),
            pairs_per_rule: 2 + u64::from(seed),
            seed,
        });
        let format = prop_oneof![Just(DateFormat::Dashed), Just(DateFormat::Plain)];
        let comparisons = vec(comparison(), 1..4);
        let prior = option::of(1e-9f64..0.5);
        let parts = (
            column(),
            format,
            comparisons,
            vec(rule(), 1..4),
            training,
            prior,
        );
        parts.prop_map(
            |(record_id, format, mut comparisons, blocking, training, prior)| {
                for (place, comparison) in comparisons.iter_mut().enumerate() {
                    comparison.name = format!("comparison {place}");
                }
                let column = "born".to_owned();
                Plan {
                    record_id,
                    dates: vec![DateColumn { column, format }],
                    comparisons,
                    blocking,
                    training,
                    prior,
                }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn reading_what_was_written_gives_the_same_plan_back(plan in plan()) {
            let text = plan_to_text(&plan);
            prop_assert_eq!(parse_plan(&text), Ok(plan), "{}", text);
        }
    }
}
