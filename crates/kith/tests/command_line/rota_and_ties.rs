//! The duty rota and whom workers know, on the command line: what is kept, what is refused, and
//! what is wrong with a file, line by line.

use crate::command::Council;

fn council() -> Council {
    let council = Council::new();
    assert_eq!(council.kith(&["init"]).code, 0);
    council.works_here("TM1", "team_manager");
    council.works_here("SW1", "social_worker");
    council.works_here("IG1", "information_governance_lead");
    council
}

#[test]
fn a_duty_is_added_listed_and_taken_off_by_a_team_manager_only() {
    let council = council();
    let rota = |words: &[&str], who: &str| {
        council.kith(&[&["--json", "rota"], words, &["--as", who]].concat())
    };
    let duty = ["add", "SW1", "2999-11-27 17:30", "2999-11-28 08:30"];
    assert_eq!(rota(&duty, "SW1").code, 1, "refused");
    let added = rota(&duty, "TM1");
    assert_eq!(added.json()["changed"], 1, "{}", added.words);
    let listed = rota(&["list"], "TM1").json();
    assert_eq!(listed["duties"][0]["from"], "2999-11-27T17:30:00Z");
    assert_eq!(listed["duties"][0]["is_now"], false);
    let id = listed["duties"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(rota(&["remove", &id], "TM1").code, 0);
    assert_eq!(rota(&["remove", &id], "TM1").code, 2, "it is off already");
    let none = rota(&["list"], "TM1").json();
    assert_eq!(none["duties"].as_array().unwrap().len(), 0);
    let backwards = rota(
        &["add", "SW1", "2999-11-27 17:30", "2999-11-27 17:30"],
        "TM1",
    );
    assert_eq!(backwards.code, 2);
    assert!(
        backwards.words.contains("the end is not after"),
        "{}",
        backwards.words
    );
    let unknown = rota(
        &["add", "SW9", "2999-11-27 17:30", "2999-11-28 08:30"],
        "TM1",
    );
    assert!(
        unknown
            .words
            .contains("nobody works here under this staff id")
    );
}

#[test]
fn a_rota_file_with_a_problem_names_its_line_and_column_and_is_not_taken() {
    let council = council();
    let wrong = "staff_id,from,to\nSW1,2999-11-27 17:30,2999-11-28 08:30\nSW1,Friday,Saturday\n";
    let file = council.file("rota.csv", wrong);
    let taken = council.kith(&["rota", "import", &file, "--as", "TM1"]);
    assert_eq!(taken.code, 2);
    let problem = "rota.csv line 3, column from: is not a moment such as 2026-11-27 17:30";
    assert!(taken.words.contains(problem), "{}", taken.words);
    assert!(!taken.words.contains("Friday"), "no value is repeated");
    let listed = council
        .kith(&["--json", "rota", "list", "--as", "TM1"])
        .json();
    assert_eq!(listed["duties"].as_array().unwrap().len(), 0);
    let right = council.file("rota.csv", &wrong.replace("SW1,Friday,Saturday\n", ""));
    assert_eq!(
        council
            .kith(&["rota", "import", &right, "--as", "TM1"])
            .code,
        0
    );
    let missing = council.kith(&["rota", "import", "nowhere.csv", "--as", "TM1"]);
    assert_eq!(missing.code, 2);
}

#[test]
fn the_lead_names_somebody_for_a_worker_and_lists_whom_workers_know() {
    let council = council();
    let add = |words: &[&str], who: &str| {
        let name = ["--given", "Wilma", "--family", "Thistlewick"];
        council.kith(&[&["--json", "ties", "add"], words, &name, &["--as", who]].concat())
    };
    let born = ["SW1", "partner", "--born", "1984-12-13"];
    assert_eq!(add(&born, "SW1").code, 1, "refused");
    let kept = add(&born, "IG1");
    assert_eq!(kept.json()["named"], true, "{}", kept.words);
    let nothing = add(&["SW1", "partner"], "IG1");
    assert_eq!(nothing.code, 2);
    assert!(
        nothing
            .words
            .contains("enter a birth date or an NHS number")
    );
    assert_eq!(
        add(&["SW9", "partner", "--born", "1984-12-13"], "IG1").code,
        2
    );
    assert_eq!(add(&["SW1", "enemy"], "IG1").code, 2);
    let listed = council
        .kith(&["--json", "ties", "list", "--as", "IG1"])
        .json();
    assert_eq!(listed["named"][0]["closeness"], "partner");
    assert_eq!(listed["named"][0]["stands"], "on the list");
    assert_eq!(listed["named"].as_array().unwrap().len(), 1);
}
