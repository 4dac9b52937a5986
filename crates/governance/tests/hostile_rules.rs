//! Rule files as a tired or hostile hand leaves them: every problem at once, by file and line.
//!
//! Invariant: nothing here makes a rulebook; each test breaks the example council's files.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::TODAY;
use governance::{RuleFile, RuleProblem, Rulebook, eastmere};
use vocabulary::Purpose;

/// Changes texts of one file and gives what is found, as it is printed.
fn found(name: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = text_of(name).to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "`{old}` is not in {name}");
        text = text.replacen(old, new, 1);
    }
    problems(&[(name, &text)])
}

fn text_of(name: &str) -> &'static str {
    eastmere()
        .iter()
        .find(|file| file.name == name)
        .unwrap()
        .text
}

/// What is found when these files stand in place of the example's, or beside them.
fn problems(replaced: &[(&str, &str)]) -> Vec<String> {
    let mut files: Vec<RuleFile<'_>> = eastmere().to_vec();
    for (name, text) in replaced {
        files.retain(|file| file.name != *name);
        files.push(RuleFile { name, text });
    }
    let found = Rulebook::read(&files).err().unwrap_or_default();
    found.iter().map(RuleProblem::to_string).collect()
}

fn assert_says(problems: &[String], place: &str, words: &str) {
    assert!(
        problems
            .iter()
            .any(|problem| problem.starts_with(place) && problem.contains(words)),
        "expected `{place}… {words}` among {problems:#?}"
    );
}

#[test]
fn ten_problems_in_one_file_are_told_at_once() {
    let text = r#"id = ""
titel = "Housing"
sources = ["Housing!"]
controller = 7
parties = []
signatories = ["Chief executive"]
valid_from = 2026-01-01
valid_to = 2025-01-01

[[category]]
name = "hosing"
covers = "Tenancies."
basis = "Housing Act 1996"
[category.levels]
P1 = "everything"
P12 = "facts"
P2 = { manager = "facts" }
"#;
    let all = problems(&[("housing.toml", text)]);
    assert_says(&all, "housing.toml:1:6: ", "`id` is empty");
    assert_says(&all, "housing.toml:2:1: ", "`titel` is not known here");
    assert_says(&all, "housing.toml:1: ", "does not say `title`");
    assert_says(&all, "housing.toml:4:14: ", "`controller` is a number");
    assert_says(&all, "housing.toml:5:11: ", "`parties` names nothing");
    assert_says(&all, "housing.toml:10:", "does not say `clause`");
    assert_says(&all, "housing.toml:15:6: ", "a level is one of");
    assert_says(&all, "housing.toml:16:1: ", "one of P1 to P11");
    assert_says(&all, "housing.toml:17:8: ", "is not a role");
    // A number where words belong stops the reading of this file; once it is mended, the rest.
    let mended = text.replace("controller = 7", "controller = \"Eastmere Homes\"");
    let rest = problems(&[("housing.toml", &mended)]);
    assert_says(&rest, "housing.toml:3:", "is not a source id");
    assert_says(&rest, "housing.toml:8:", "ends before it begins");
    assert_says(&rest, "housing.toml:11:8: ", "is not a category");
}

#[test]
fn problems_of_several_files_come_together_in_the_order_of_files() {
    let all = problems(&[
        (
            "housing.toml",
            &text_of("housing.toml").replace("clause = \"4.3\"\n", ""),
        ),
        (
            "police.toml",
            &text_of("police.toml").replace("id = \"DSA-06\"", "id = \"DSA-05\""),
        ),
        (
            "purposes.toml",
            &text_of("purposes.toml").replace("\"social_worker\"", "\"worker\""),
        ),
    ]);
    assert_says(&all, "housing.toml:", "does not say `clause`");
    assert_says(&all, "purposes.toml:", "is not a role");
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(sorted.first(), all.first());
}

#[test]
fn toml_that_cannot_be_read_points_at_its_place() {
    let all = found("housing.toml", &[("id = \"DSA-05\"", "id = \"DSA-05")]);
    assert_says(&all, "housing.toml:1:", "cannot be read");
    let all = found("council.toml", &[("[training]", "[training")]);
    assert_says(&all, "council.toml:", "cannot be read");
}

#[test]
fn cedar_that_cannot_be_read_points_at_its_place() {
    let all = found(
        "policies.cedar",
        &[(
            "unless { principal.isActive };",
            "unless { principal.isActive }",
        )],
    );
    assert_says(&all, "policies.cedar:", "");
    assert!(!all.is_empty());
}

#[test]
fn a_forbid_without_a_why_and_a_rule_without_a_sentence_are_named() {
    let all = found("policies.cedar", &[("@why(\"worker_not_active\")\n", "")]);
    assert_says(&all, "policies.cedar:", "a forbid needs a `@why`");
    let all = found(
        "policies.cedar",
        &[("@plain(\"Your account is not in use.\")\n", "")],
    );
    assert_says(&all, "policies.cedar:", "`@plain`");
}

#[test]
fn a_basis_that_is_not_complete_for_its_sensitivity_is_named() {
    let article_10 = "article_10 = \"Processed under official authority; Data Protection Act 2018, Schedule 1, paragraph 18\"\n";
    let all = found("police.toml", &[(article_10, "")]);
    assert_says(&all, "police.toml:", "`article_10`");
    let line = text_of("health-visiting.toml")
        .lines()
        .find(|line| line.starts_with("confidence"))
        .unwrap();
    let all = found("health-visiting.toml", &[(line, "")]);
    assert_says(&all, "health-visiting.toml:", "duty of confidence");
    let nine = "article_9 = \"9(2)(g) substantial public interest\"";
    let all = found("purposes.toml", &[(nine, "article_9 = \"\"")]);
    assert_says(&all, "police.toml:", "shown for P1, whose `article_9`");
    let six = "article_6 = \"6(1)(e) public task\"";
    let all = found("purposes.toml", &[(six, "article_6 = \"public task\"")]);
    assert_says(&all, "purposes.toml:", "name the article");
}

#[test]
fn all_ten_purposes_are_written_or_the_missing_ones_are_named() {
    for purpose in Purpose::ALL {
        let code = format!("code = \"{}\"\n", purpose.code());
        let start = text_of("purposes.toml").find(&code).unwrap();
        let before = &text_of("purposes.toml")[..start];
        let after = &text_of("purposes.toml")[start..];
        let end = after.find("[[purpose]]").map_or("", |at| &after[at + 11..]);
        let all = problems(&[("purposes.toml", &format!("{before}{end}"))]);
        // What is left of the last purpose is a header without a code; either way it is named.
        assert_says(
            &all,
            "purposes.toml:",
            &format!("{} is not written", purpose.code()),
        );
    }
}

#[test]
fn an_active_purpose_needs_an_officers_approval_unless_the_council_is_invented() {
    let council = text_of("council.toml").replace("invented = true\n", "");
    let all = problems(&[("council.toml", &council)]);
    let active = text_of("purposes.toml").matches("active = true\n").count();
    let unsigned = all
        .iter()
        .filter(|problem| problem.contains("no officer has approved"));
    assert_eq!(unsigned.count(), active, "{all:#?}");
    let signed =
        "active = true\napproved_by = \"Data-protection officer\"\napproved_on = \"2026-04-01\"\n";
    let purposes = text_of("purposes.toml").replace("active = true\n", signed);
    assert_eq!(
        problems(&[("council.toml", &council), ("purposes.toml", &purposes)]),
        [""; 0]
    );
    let half = signed.replace("\napproved_on = \"2026-04-01\"", "");
    let purposes = text_of("purposes.toml").replace("active = true\n", &half);
    let all = problems(&[("purposes.toml", &purposes)]);
    assert_says(&all, "purposes.toml:", "needs both");
    let wrong = signed.replace("2026-04-01", "in April");
    let purposes = text_of("purposes.toml").replace("active = true\n", &wrong);
    let all = problems(&[("purposes.toml", &purposes)]);
    assert_says(&all, "purposes.toml:", "is a day like");
}

#[test]
fn section_16la_is_cited_from_the_day_that_an_officer_sets_and_not_before() {
    let cites = |text: &str| {
        let files: Vec<RuleFile<'_>> = eastmere()
            .iter()
            .map(|file| match file.name {
                "purposes.toml" => RuleFile {
                    name: file.name,
                    text,
                },
                _ => *file,
            })
            .collect();
        let rules = Rulebook::read(&files).unwrap();
        let purpose = rules.purpose(Purpose::SignificantHarm).unwrap();
        let cited = |day| purpose.gateways_on(day).any(|words| words.contains("16LA"));
        (cited(TODAY.yesterday().unwrap()), cited(TODAY))
    };
    let text = text_of("purposes.toml");
    assert_eq!(cites(text), (false, false));
    let set = text.replace(
        "cited_from = \"not set\"",
        &format!("cited_from = \"{TODAY}\""),
    );
    assert_eq!(cites(&set), (false, true));
}

#[test]
fn files_full_of_rubbish_are_named_and_never_panic() {
    let rubbish = [
        "",
        "\0",
        "[[[[",
        "= = =",
        "id",
        "\u{feff}id = 1",
        "id = '''",
        "a.b.c = {",
        "é = 1",
    ];
    for name in eastmere().iter().map(|file| file.name) {
        for text in rubbish {
            let all = problems(&[(name, text)]);
            let is_empty_schema = name.ends_with(".cedarschema") && text.is_empty();
            let may_be_well = name == "policies.cedar" && text.is_empty();
            assert!(
                !all.is_empty() || is_empty_schema || may_be_well,
                "{name}: {text:?}"
            );
        }
    }
}
