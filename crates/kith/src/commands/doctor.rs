//! `kith doctor`: says precisely what is unsafe or missing, and how to mend it.
//!
//! `serve` runs the same check and does not start while a fault stands.

use crate::clock;
use crate::council_folder::{CouncilFolder, DEMO_PASSPHRASE};
use crate::output::{Finished, Output};
use crate::serving;
use crate::settings::Settings;
use crate::single_sign_on;
use audit::{SignedCheckpoint, Trust};
use operations::Kith;
use serde_json::json;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;

pub(crate) async fn run(folder: &CouncilFolder, output: &Output) -> anyhow::Result<Finished> {
    let settings = folder.settings()?;
    let kith = folder.open().await?;
    let faults = faults(folder, &settings, settings.listen, &kith).await?;
    let mut notes = notes(&kith).await?;
    notes.extend(serving::notes(folder.path(), &settings));
    notes.extend(notes_on_rules(folder, &settings, &kith).await?);
    for fault in &faults {
        output.say(&format!("unsafe or missing: {fault}"));
    }
    for note in &notes {
        output.say(&format!("to know: {note}"));
    }
    if faults.is_empty() {
        output.say("Nothing is unsafe or missing: kith serve will start.");
    }
    output.document(&json!({ "faults": faults, "notes": notes }))?;
    Ok(if faults.is_empty() {
        Finished::Done
    } else {
        Finished::AnswerIsNo
    })
}

/// What keeps `serve` from starting.
pub(crate) async fn faults(
    folder: &CouncilFolder,
    settings: &Settings,
    listen: SocketAddr,
    kith: &Kith,
) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    if settings.is_demo && !listen.ip().is_loopback() {
        faults.push(
            "this is a demo, with a known passphrase: it serves on 127.0.0.1 only".to_owned(),
        );
    }
    if !settings.is_demo {
        faults.extend(accounts(kith).await?);
        faults.extend(serving::faults(folder.path(), settings, listen));
        if settings.secure_cookies && settings.hosts.is_empty() {
            faults.push("hosts is empty: name the host under which workers reach the site, for example hosts = [\"kith.council.example\"]".to_owned());
        }
    }
    faults.extend(breach_list(kith).err());
    faults.extend(single_sign_on::faults(kith, &settings.hosts));
    let is_reached = !listen.ip().is_loopback() || !settings.hosts.is_empty();
    if !settings.is_demo && is_reached && kith.rulebook().council().is_invented {
        faults.push("agreements/council.toml says `invented = true`, so no officer has approved a purpose: take that line out, have the purposes approved in agreements/purposes.toml, and put the rules into force with kith agreements propose and activate".to_owned());
    }
    let mode = std::fs::metadata(folder.path())?.permissions().mode();
    if mode & 0o077 != 0 {
        let path = folder.path().display();
        faults.push(format!(
            "others on this machine can read {path}: chmod 700 {path}"
        ));
    }
    let today = clock::now().today();
    let ended = kith
        .rulebook()
        .agreements()
        .filter(|agreement| !agreement.is_in_force(today));
    let in_force = kith.rulebook().agreements().count() - ended.count();
    if in_force == 0 {
        faults.push("no sharing agreement is in force today: nothing could be shown".to_owned());
    }
    let tracing = operations::papers::Tracing::of(kith.rulebook(), kith.sources(), today);
    faults.extend(tracing.faults());
    faults.extend(audit(folder, kith).await?);
    Ok(faults)
}

/// Fewer lines than the published list of breached passphrases ever had.
const PUBLISHED: u64 = 300_000_000;

/// About how many passphrases known from breaches are refused; nothing where no list is kept.
fn breach_list(kith: &Kith) -> Result<Option<u64>, String> {
    let Some(list) = &kith.council().sign_in.breached else {
        return Ok(None);
    };
    list.check().map(Some).map_err(|error| {
        format!(
            "{} cannot be used as the list of passphrases known from breaches: {error}",
            list.file().display()
        )
    })
}

/// Whether the audit is as it was written and can be signed.
async fn audit(folder: &CouncilFolder, kith: &Kith) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    let files = folder.audit_files()?;
    let mut trust = Trust::default();
    match files.key() {
        Ok(key) => trust.log = Some(key.verifier().clone()),
        Err(_) if !files.has_key() => faults.push(format!(
            "the audit's signing key is not at {}: put it back from where you keep it; another one cannot go on with this audit",
            files.key_path().display()
        )),
        Err(error) => faults.push(error.root_cause().to_string()),
    }
    let last: Vec<SignedCheckpoint> = files.last()?.into_iter().collect();
    if !kith.prove_audit(&trust, &last).await?.is_sound() {
        faults.push("the audit is not as it was written: kith audit verify says where".to_owned());
    }
    Ok(faults)
}

/// Accounts that would let anybody in, or nobody.
async fn accounts(kith: &Kith) -> anyhow::Result<Vec<String>> {
    let workers = kith.store().workers().await?;
    if workers.iter().all(|worker| !worker.is_active) {
        return Ok(vec![
            "nobody can sign in: add a worker with kith worker".to_owned(),
        ]);
    }
    let mut faults = Vec::new();
    for worker in workers.iter().filter(|worker| worker.is_active) {
        if kith
            .passphrase_is(&worker.staff_id, DEMO_PASSPHRASE)
            .await?
        {
            faults.push(format!(
                "worker {} has the demo's passphrase: give another with kith account first-passphrase {}",
                worker.staff_id, worker.staff_id
            ));
        }
    }
    Ok(faults)
}

/// What is good to know about the rules in force.
async fn notes_on_rules(
    folder: &CouncilFolder,
    settings: &Settings,
    kith: &Kith,
) -> anyhow::Result<Vec<String>> {
    let mut notes = Vec::new();
    let in_force = kith.rulebook().version();
    let activations = kith.store().activations().await?;
    if activations.is_empty() {
        notes.push("the rules of agreements/ count as they stand until something is published or served; then two officers change them".to_owned());
    } else if folder.files()?.version() != in_force {
        notes.push(format!(
            "agreements/ is not the same as the rules in force (version {in_force}): nothing of it counts until two officers put it into force with kith agreements propose and activate"
        ));
    }
    if activations.len() == 1 && !settings.is_demo {
        notes.push(format!(
            "the rules in force (version {in_force}) are the first ones, from agreements/: no two officers have put rules into force yet"
        ));
    }
    if !settings.is_demo && kith.rulebook().council().is_invented {
        notes.push("agreements/council.toml says that this council is invented: no officer's approval of a purpose is asked for".to_owned());
    }
    for purpose in kith.rulebook().every_purpose() {
        if purpose
            .gateways
            .iter()
            .any(|gateway| gateway.waits_for_a_day())
        {
            notes.push(format!(
                "{}: a statute is not cited to workers until an officer sets its day (`cited_from`)",
                purpose.purpose.code()
            ));
        }
    }
    let today = clock::now().today();
    let tracing = operations::papers::Tracing::of(kith.rulebook(), kith.sources(), today);
    notes.extend(tracing.notes());
    Ok(notes)
}

/// What is good to know and keeps nothing from starting.
async fn notes(kith: &Kith) -> anyhow::Result<Vec<String>> {
    let mut notes = single_sign_on::notes(kith).await?;
    match breach_list(kith) {
        Ok(None) => notes.push("no list of passphrases known from breaches is kept (breached_passphrases): only those that are soon guessed are refused".to_owned()),
        Ok(Some(few)) if few < PUBLISHED => notes.push(format!(
            "the list of passphrases known from breaches has about {few} lines, and the one that is published has hundreds of millions: is it whole?"
        )),
        // What cannot be read is a fault already.
        Ok(Some(_)) | Err(_) => {}
    }
    if kith.store().may_change_tables().await? {
        notes.push("the account of the database may change its tables, which serving does not need: let another one serve (kith database grants)".to_owned());
    }
    let at = clock::now();
    for source in kith.source_states(at).await? {
        match &source.data_to {
            None => notes.push(format!(
                "{}: never loaded; its columns are not shown",
                source.name
            )),
            Some(day) if source.is_late => {
                notes.push(format!("{}: late, data to {day}", source.name))
            }
            Some(_) => {}
        }
    }
    let today = at.today();
    for agreement in kith
        .rulebook()
        .agreements()
        .filter(|agreement| !agreement.is_in_force(today))
    {
        notes.push(format!(
            "agreement {} is not in force today: nothing from it is shown",
            agreement.id
        ));
    }
    Ok(notes)
}
