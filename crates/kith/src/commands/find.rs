//! `kith find`: the search page's operation on the command line; same permit, same audit.

use crate::arguments::{AsWorker, FindArguments};
use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::{
    Answer, FindError, FindTerms, Kith, PurposeOutcome, Refused, Sitting, SittingToken,
    StatedPurpose,
};
use std::path::PathBuf;

pub(crate) async fn run(
    folder: &CouncilFolder,
    find: &FindArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let sitting = match sit_down(&kith, folder, &find.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    let found = kith
        .find_person(&sitting, &terms(find), clock::now(), &request_id()?)
        .await;
    match found {
        Ok(Answer::Shown(found)) => {
            for (place, person) in found.people.iter().enumerate() {
                let part = |part: &Option<vocabulary::PersonalText>| {
                    part.as_ref()
                        .map_or_else(String::new, |text| text.reveal().to_owned())
                };
                output.say(&format!(
                    "{:>2}. {}, {}  born {}{}  {}  known to: {}",
                    place + 1,
                    part(&person.family),
                    part(&person.given),
                    part(&person.birth),
                    person
                        .age
                        .as_ref()
                        .map_or_else(String::new, |age| format!(" (age {age})")),
                    part(&person.first_line),
                    person.known_to.join(", ")
                ));
                output.say(&format!("    here because: {}", person.why.join("; ")));
                output.say(&format!("    kith family {}", person.handle.as_str()));
            }
            match (found.people.len(), found.has_more) {
                (0, _) => output.say("Nobody was found. That does not mean that nobody is there."),
                (_, true) => output.say("20 or more: add a detail."),
                (_, false) => {}
            }
            output.document(&web::api::found_body(&found))?;
            Ok(if found.people.is_empty() {
                Finished::AnswerIsNo
            } else {
                Finished::Done
            })
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(FindError::Operation(error)) => Err(error.into()),
        Err(error) => {
            output.say(&error.to_string());
            Ok(Finished::Usage)
        }
    }
}

fn terms(find: &FindArguments) -> FindTerms {
    let mut born = find.born.trim().split('-').map(str::to_owned);
    FindTerms {
        family: find.family.clone(),
        given: find.given.clone(),
        birth_year: born.next().unwrap_or_default(),
        birth_month: born.next().unwrap_or_default(),
        birth_day: born.next().unwrap_or_default(),
        about_age: find.age.clone(),
        address: find.address.clone(),
        postcode: find.postcode.clone(),
        telephone: find.telephone.clone(),
        case_number: find.number.clone(),
        nhs_number: find.nhs_number.clone(),
        upn: find.upn.clone(),
    }
}

/// The worker's sitting on this command line: kept between commands, so that a handle that one
/// command prints is understood by the next.
pub(crate) async fn sit_down(
    kith: &Kith,
    folder: &CouncilFolder,
    who: &AsWorker,
    output: &Output,
) -> anyhow::Result<Result<Sitting, Finished>> {
    let at = clock::now();
    let request = request_id()?;
    let place = token_file(folder, &who.worker)?;
    let kept = std::fs::read_to_string(&place)
        .ok()
        .and_then(|text| SittingToken::parse(text.trim()));
    let mut sitting = match &kept {
        Some(token) => kith
            .sitting(token, at)
            .await?
            .filter(|sitting| sitting.staff_id == who.worker),
        None => None,
    };
    if sitting.is_none() {
        let Some(token) = kith
            .sit_down(&who.worker, clock::secret()?, at, &request)
            .await?
        else {
            output.say("There is no active worker with this staff id; kith worker adds one.");
            return Ok(Err(Finished::Usage));
        };
        keep_token(&place, &token)?;
        sitting = kith.sitting(&token, at).await?;
    }
    let Some(sitting) = sitting else {
        return Ok(Err(Finished::CouldNotRun));
    };
    if who.purpose.is_none() && who.case.trim().is_empty() {
        return Ok(Ok(sitting));
    }
    if let Some(finished) = state_purpose(kith, &sitting, who, output).await? {
        return Ok(Err(finished));
    }
    let token = SittingToken::parse(std::fs::read_to_string(&place)?.trim());
    let sitting = match token {
        Some(token) => kith.sitting(&token, at).await?,
        None => None,
    };
    Ok(sitting.ok_or(Finished::CouldNotRun))
}

/// States purpose and case; gives how the command ends when they were not kept.
async fn state_purpose(
    kith: &Kith,
    sitting: &Sitting,
    who: &AsWorker,
    output: &Output,
) -> anyhow::Result<Option<Finished>> {
    let stated = StatedPurpose {
        purpose: who.purpose,
        case: who.case.clone(),
        on_behalf_of: String::new(),
    };
    let words = match kith
        .state_purpose(sitting, &stated, clock::now(), &request_id()?)
        .await?
    {
        PurposeOutcome::Kept => return Ok(None),
        PurposeOutcome::NothingChosen => "A purpose is needed: --purpose P1 to P11.",
        PurposeOutcome::CaseMissing => "This purpose needs a case or referral number: --case.",
        PurposeOutcome::CaseUnreadable => "This is not a case or referral number.",
        PurposeOutcome::ColleagueUnknown
        | PurposeOutcome::ColleagueIsYou
        | PurposeOutcome::WhichColleague(_) => {
            "On the command line each worker looks for themself."
        }
        PurposeOutcome::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Some(Finished::AnswerIsNo));
        }
    };
    output.say(words);
    Ok(Some(Finished::Usage))
}

/// Says a refusal with the way on.
pub(crate) fn say_refused(refused: &Refused, output: &Output) -> anyhow::Result<()> {
    output.say(&refused.what);
    output.say(&format!("Why: {}", refused.why));
    output.say(&format!("Who can authorise: {}", refused.who_can_authorise));
    for line in &refused.whom_to_ring {
        output.say(&format!(
            "Ring {}: {} ({})",
            line.label, line.telephone, line.when
        ));
    }
    output.say("This refusal was recorded.");
    output.document(&web::api::refused_body(refused))
}

pub(crate) fn request_id() -> anyhow::Result<String> {
    let secret = clock::secret()?;
    Ok(secret[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn token_file(folder: &CouncilFolder, worker: &str) -> anyhow::Result<PathBuf> {
    let safe: String = worker.chars().filter(char::is_ascii_alphanumeric).collect();
    let sittings = folder.path().join("command-line-sittings");
    std::fs::create_dir_all(&sittings)?;
    Ok(sittings.join(safe))
}

fn keep_token(place: &std::path::Path, token: &SittingToken) -> anyhow::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(place)?;
    writeln!(file, "{}", token.reveal())?;
    Ok(())
}
