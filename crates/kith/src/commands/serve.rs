//! `kith serve`: the pages and the JSON API, after the start-up self-check. The audit is signed
//! while it serves, and once more at the end.

use crate::arguments::ServeArguments;
use crate::audit_files::AuditFiles;
use crate::clock;
use crate::commands::audit::sign;
use crate::commands::doctor;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use crate::settings::Settings;
use anyhow::Context;
use operations::Kith;
use std::net::SocketAddr;
use web::WebSettings;

pub(crate) async fn run(
    folder: &CouncilFolder,
    serve: &ServeArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let settings = match &serve.config {
        Some(path) => Settings::read(path)?,
        None => folder.settings()?,
    };
    let kith = folder.open().await?;
    let listen = serve.listen.unwrap_or(settings.listen);
    let faults = doctor::faults(folder, &settings, listen, &kith).await?;
    if !faults.is_empty() {
        output.say("Kith does not serve, because this is unsafe or missing:");
        for fault in faults {
            output.say(&format!("  {fault}"));
        }
        return Ok(Finished::AnswerIsNo);
    }
    folder.keep_first_rules(&kith).await?;
    serve_on(kith, (&settings, folder.audit_files()?), listen, output).await
}

/// Listens until interrupted.
pub(crate) async fn serve_on(
    kith: Kith,
    (settings, audit): (&Settings, AuditFiles),
    listen: SocketAddr,
    output: &Output,
) -> anyhow::Result<Finished> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| {
            format!("{listen} cannot be listened on; another port may be free: --port or --listen")
        })?;
    let address = listener.local_addr()?;
    output.say(&format!("Open http://{address}/"));
    let web = WebSettings {
        secure_cookies: settings.secure_cookies,
        allowed_hosts: settings.hosts.clone(),
    };
    let signing = tokio::spawn(sign_regularly(kith.clone(), audit.clone()));
    let alerting = tokio::spawn(raise_alerts_regularly(kith.clone()));
    web::serve(listener, web::router(kith.clone(), web), interrupted()).await?;
    signing.abort();
    alerting.abort();
    if let Err(error) = sign(&kith, &audit).await {
        output.say(&format!("The audit was not signed at the end: {error:#}"));
    }
    kith.store().clone().close().await;
    output.say("Stopped.");
    Ok(Finished::Done)
}

/// Signs how long the audit is, now and every ten minutes: what is cut off later than that is
/// found.
async fn sign_regularly(kith: Kith, audit: AuditFiles) {
    let mut every = tokio::time::interval(std::time::Duration::from_secs(600));
    loop {
        every.tick().await;
        if let Err(error) = sign(&kith, &audit).await {
            let why = format!("{error:#}");
            tracing::error!(why, "the audit could not be signed");
        }
    }
}

/// Tells the information-governance leads, well within a minute, which looks to ask about first.
async fn raise_alerts_regularly(kith: Kith) {
    let mut every = tokio::time::interval(std::time::Duration::from_secs(20));
    loop {
        every.tick().await;
        if let Err(error) = kith.raise_alerts(clock::now()).await {
            let why = format!("{error:#}");
            tracing::error!(why, "the looks could not be watched for alerts");
        }
    }
}

/// Resolves when the process is asked to stop.
async fn interrupted() {
    let ended = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match ended {
        Ok(mut ended) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
