//! Runs the tables of `scenarios/*.md`, which an information-governance lead can read.
//!
//! Invariant: every row of every table is run; a word that is not known is a failure.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, linked, person, request, rulebook, source};
use governance::{
    AccessRequest, Action, CaseLinkStanding, CaseStanding, Decision, Emergency, MemberFacts,
    MemberStanding, Rulebook, TieFact, TiedWorker, decide, level_code,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vocabulary::{CaseLinkKind, Category, Date, Purpose, RestrictionKind, Role, Tie};

#[test]
fn every_row_of_every_scenario_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let rulebook = rulebook();
    let mut rows = 0;
    let mut faults = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let found = table_rows(&text);
        assert!(!found.is_empty(), "{name} has no table");
        for (line, row) in found {
            rows += 1;
            if let Err(words) = run(&rulebook, &row) {
                faults.push(format!("{name}:{line}: {words}"));
            }
        }
    }
    assert!(rows >= 100, "only {rows} rows were found");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

type Row = BTreeMap<String, String>;

fn table_rows(text: &str) -> Vec<(usize, Row)> {
    let mut rows = Vec::new();
    let mut header: Option<Vec<String>> = None;
    for (at, line) in text.lines().enumerate() {
        let Some(inside) = line.trim().strip_prefix('|') else {
            header = None;
            continue;
        };
        let cells: Vec<String> = inside
            .trim_end_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
        if cells.iter().all(|cell| cell.chars().all(|c| c == '-')) {
            continue;
        }
        match &header {
            None => header = Some(cells),
            Some(names) => {
                assert_eq!(names.len(), cells.len(), "line {}", at + 1);
                rows.push((at + 1, names.iter().cloned().zip(cells).collect()));
            }
        }
    }
    rows
}

fn run(rulebook: &Rulebook, row: &Row) -> Result<(), String> {
    let cell = |name: &str| row.get(name).ok_or(format!("there is no column `{name}`"));
    let asked = read_request(row)?;
    let expected = cell("expect")?;
    let permit = match (decide(rulebook, &asked), expected.strip_prefix("refused: ")) {
        (Decision::Permit(permit), None) => permit,
        (Decision::Permit(_), Some(_)) => return Err("was allowed".to_owned()),
        (Decision::Refusal(refusal), Some(reason)) => {
            let given = spaced(refusal.reason.code());
            let helps = refusal.whom_to_ring.contains("0161 496 0100")
                && !refusal.who_can_authorise.is_empty()
                && !refusal.said_to_worker.is_empty();
            return (given == reason && helps)
                .then_some(())
                .ok_or(format!("refused because of: {given}"));
        }
        (Decision::AsIfAbsent(_), _) => {
            return (expected == "as if absent")
                .then_some(())
                .ok_or("was answered as if absent".to_owned());
        }
        (Decision::Refusal(refusal), None) => {
            return Err(format!("refused because of: {}", refusal.reason.code()));
        }
    };
    let age = read_age(cell("person")?)?;
    let member = permit.for_member(
        rulebook,
        &MemberFacts {
            person: person(),
            age,
            standing: read_standing(&asked),
        },
    );
    for part in expected.split(';').map(str::trim) {
        if part == "allowed" {
            continue;
        }
        let (what, shown) = part
            .split_once(": ")
            .ok_or(format!("cannot read `{part}`"))?;
        let (from, category) = what
            .split_once(" / ")
            .ok_or(format!("cannot read `{what}`"))?;
        let category =
            Category::parse(&joined(category)).ok_or(format!("no category `{category}`"))?;
        let from = source(from);
        let level = spaced(level_code(member.level(&from, category)));
        let found = match member.not_shown_reason(&from, category) {
            None => level,
            Some(why) => format!("{level} ({})", spaced(why.code())),
        };
        if found != shown {
            return Err(format!("{what} is {found}, expected {shown}"));
        }
    }
    Ok(())
}

fn read_request(row: &Row) -> Result<AccessRequest, String> {
    let cell = |name: &str| row.get(name).map_or("", String::as_str);
    let purpose = match cell("purpose") {
        "none" => None,
        code => Some(Purpose::parse(code).ok_or(format!("no purpose `{code}`"))?),
    };
    let mut asked = request(
        Role::SocialWorker,
        Purpose::SignificantHarm,
        CaseLinkKind::Allocation,
        read_action(cell("does"))?,
    );
    asked.purpose = purpose;
    asked.today = match cell("today") {
        "" => TODAY,
        day => day.parse::<Date>().map_err(|error| error.to_string())?,
    };
    read_worker(&mut asked, cell("worker"))?;
    read_case(&mut asked, cell("case"))?;
    read_restrictions(&mut asked, cell("restricted"))?;
    read_tie(&mut asked, cell("tie"))?;
    read_standby(&mut asked, cell("standby"))?;
    if cell("person") == "nobody chosen" {
        asked.subject = None;
    }
    Ok(asked)
}

fn read_worker(asked: &mut AccessRequest, cell: &str) -> Result<(), String> {
    let mut parts = cell.split(", ");
    let role = joined(parts.next().unwrap_or_default());
    asked.worker.role = Role::parse(&role).ok_or(format!("no role `{role}`"))?;
    asked.worker.trained_on = Some(asked.today.first_of_month());
    for part in parts {
        match (part, part.strip_prefix("trained ")) {
            ("never trained", _) => asked.worker.trained_on = None,
            ("account closed", _) => asked.worker.is_active = false,
            (_, Some(day)) => asked.worker.trained_on = day.parse().ok(),
            _ => return Err(format!("cannot read `{part}`")),
        }
    }
    Ok(())
}

fn read_case(asked: &mut AccessRequest, cell: &str) -> Result<(), String> {
    let mut parts = cell.split(", ");
    let first = parts.next().unwrap_or_default();
    asked.standing = match first {
        "none" => {
            asked.case = None;
            CaseStanding::not_asked()
        }
        // A person's own request: a number, and no link that the case system knows.
        "a request" => CaseStanding {
            link: CaseLinkStanding::NotLinked,
            subject_is_on_case: false,
        },
        "allocated" => linked(CaseLinkKind::Allocation),
        "referral" => linked(CaseLinkKind::Referral),
        "strategy meeting" => linked(CaseLinkKind::StrategyMeeting),
        "early help" => linked(CaseLinkKind::EarlyHelpEpisode),
        "ended" | "not linked" => CaseStanding {
            link: if first == "ended" {
                CaseLinkStanding::Ended
            } else {
                CaseLinkStanding::NotLinked
            },
            subject_is_on_case: true,
        },
        other => return Err(format!("no case link `{other}`")),
    };
    for part in parts {
        let agreed = match part {
            "family agreed" => Some(true),
            "family refused" => Some(false),
            "agreement not recorded" => None,
            "person not on the case" => {
                asked.standing.subject_is_on_case = false;
                continue;
            }
            other => return Err(format!("cannot read `{other}`")),
        };
        if let CaseLinkStanding::Linked { family_agreed, .. } = &mut asked.standing.link {
            *family_agreed = agreed;
        }
    }
    Ok(())
}

/// `shield, court order`: the restrictions of the person who is opened.
fn read_restrictions(asked: &mut AccessRequest, cell: &str) -> Result<(), String> {
    for word in cell
        .split(", ")
        .filter(|word| !word.is_empty() && *word != "none")
    {
        let kind =
            RestrictionKind::parse(&joined(word)).ok_or(format!("no restriction `{word}`"))?;
        asked.about.restrictions = asked.about.restrictions.with(kind);
    }
    Ok(())
}

/// `own record` of the worker, or `own record of the colleague`.
fn read_tie(asked: &mut AccessRequest, cell: &str) -> Result<(), String> {
    if matches!(cell, "" | "none") {
        return Ok(());
    }
    let (word, whose) = match cell.strip_suffix(" of the colleague") {
        Some(word) => (word, TiedWorker::OnWhoseBehalf),
        None => (cell, TiedWorker::WhoLooks),
    };
    let tie = Tie::parse(&joined(word)).ok_or(format!("no tie `{word}`"))?;
    asked.about.tie = Some(TieFact { tie, whose });
    Ok(())
}

/// `on duty`, `off duty`, `emergency open` and so on, with commas between.
fn read_standby(asked: &mut AccessRequest, cell: &str) -> Result<(), String> {
    for word in cell.split(", ").filter(|word| !word.is_empty()) {
        match (word, word.strip_prefix("emergency ")) {
            ("on duty", _) => asked.standby.is_on_duty = true,
            ("off duty", _) => asked.standby.is_on_duty = false,
            (_, Some(state)) => {
                asked.standby.emergency = Emergency::ALL
                    .into_iter()
                    .find(|one| one.code() == joined(state))
                    .ok_or(format!("no emergency is `{state}`"))?;
            }
            _ => return Err(format!("cannot read `{word}`")),
        }
    }
    Ok(())
}

/// How the person who is opened stands, once the look is allowed.
fn read_standing(asked: &AccessRequest) -> MemberStanding {
    let has = |kind| asked.about.restrictions.has(kind);
    MemberStanding {
        is_as_if_absent: asked.about.restrictions.is_as_if_absent(),
        place_is_hidden: has(RestrictionKind::Shield),
        is_kept_to_the_case: has(RestrictionKind::StaffRecord)
            && !asked.standing.subject_is_on_case,
        has_court_order: has(RestrictionKind::CourtOrder),
    }
}

fn read_action(cell: &str) -> Result<Action, String> {
    match cell {
        "searches" => Ok(Action::Search),
        "opens the family" => Ok(Action::SeeFamily),
        "opens the details" => Ok(Action::SeeDetails),
        "sees who looked" => Ok(Action::SeeWhoLooked),
        "sees own looks" => Ok(Action::SeeOwnLooks),
        "sees the sources" => Ok(Action::SeeSources),
        "loads an extract" => Ok(Action::LoadExtracts),
        "publishes" => Ok(Action::Publish),
        "reviews matches" => Ok(Action::ReviewMatches),
        "sees figures about matching" => Ok(Action::SeeMatchFigures),
        "sees how linking went" => Ok(Action::SeeLinkRuns),
        "names own people" => Ok(Action::NameOwnPeople),
        "oversees named people" => Ok(Action::OverseeNamedPeople),
        "sets duty" => Ok(Action::SetDuty),
        "asks for an emergency look" => Ok(Action::AskEmergency),
        "approves an emergency look" => Ok(Action::ApproveEmergency),
        "reviews emergency looks" => Ok(Action::ReviewEmergencies),
        "reviews flags" => Ok(Action::ReviewFlags),
        "sees who used the data" => Ok(Action::SeeDataUse),
        "makes the subject's report" => Ok(Action::MakeSubjectReport),
        "decides not to share" => Ok(Action::DecideNotToShare),
        "sees the agreements" => Ok(Action::SeeAgreements),
        "keeps restrictions" => Ok(Action::KeepRestrictions),
        "disputes something" => Ok(Action::RaiseDispute),
        "answers disputes" => Ok(Action::AnswerDisputes),
        "sees own disputes" => Ok(Action::SeeOwnDisputes),
        other => Err(format!("nobody does `{other}`")),
    }
}

fn read_age(cell: &str) -> Result<Option<(i16, i16)>, String> {
    let years = |text: &str| text.parse::<i16>().map_err(|error| error.to_string());
    match (cell, cell.strip_prefix("aged ")) {
        ("nobody chosen" | "age not known", _) => Ok(None),
        (_, Some(age)) => match age.split_once(" or ") {
            Some((fewest, most)) => Ok(Some((years(fewest)?, years(most)?))),
            None => years(age).map(|age| Some((age, age))),
        },
        _ => Err(format!("cannot read `{cell}`")),
    }
}

fn spaced(code: &str) -> String {
    code.replace('_', " ")
}

fn joined(words: &str) -> String {
    words.replace([' ', '-'], "_")
}
