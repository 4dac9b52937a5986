//! `kith serve`: the pages and the JSON API, after the start-up self-check.

use crate::arguments::ServeArguments;
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
    serve_on(kith, &settings, listen, output).await
}

/// Listens until interrupted.
pub(crate) async fn serve_on(
    kith: Kith,
    settings: &Settings,
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
    let store = kith.store().clone();
    web::serve(listener, web::router(kith, web), interrupted()).await?;
    store.close().await;
    output.say("Stopped.");
    Ok(Finished::Done)
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
