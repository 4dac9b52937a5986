//! `kith serve`: the pages and the JSON API, after the start-up self-check. The audit is signed
//! while it serves, and once more at the end. A certificate that is renewed on disk is served with
//! from the next connection on.

use crate::arguments::ServeArguments;
use crate::audit_files::AuditFiles;
use crate::clock;
use crate::commands::audit::sign;
use crate::commands::doctor;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use crate::serving::TlsFiles;
use crate::settings::Settings;
use anyhow::Context;
use operations::Kith;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use web::{Entrance, Tls, TlsEntrance, WebSettings};

pub(crate) async fn run(
    folder: &CouncilFolder,
    serve: &ServeArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let settings = settings(folder, serve)?;
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
    serve_on(kith, (folder, &settings), listen, output).await
}

/// The settings with what stands on the command line over them.
fn settings(folder: &CouncilFolder, serve: &ServeArguments) -> anyhow::Result<Settings> {
    let mut settings = match &serve.config {
        Some(path) => Settings::read(path)?,
        None => folder.settings()?,
    };
    if let (Some(certificate), Some(key)) = (&serve.certificate, &serve.key) {
        let before = settings.tls.take();
        settings.tls = Some(TlsFiles {
            certificate: std::path::absolute(certificate)?,
            key: std::path::absolute(key)?,
            redirect_from: before.and_then(|tls| tls.redirect_from),
        });
    }
    Ok(settings)
}

/// Listens until interrupted.
pub(crate) async fn serve_on(
    kith: Kith,
    (folder, settings): (&CouncilFolder, &Settings),
    listen: SocketAddr,
    output: &Output,
) -> anyhow::Result<Finished> {
    let audit = folder.audit_files()?;
    let web = WebSettings {
        secure_cookies: settings.secure_cookies,
        allowed_hosts: settings.hosts.clone(),
    };
    let entrance = listen_on(listen, settings).await?;
    let address = entrance.local_addr()?;
    let pages = web::router(kith.clone(), web.clone());
    let mut beside = tokio::task::JoinSet::new();
    beside.spawn(sign_regularly(kith.clone(), audit.clone()));
    beside.spawn(raise_alerts_regularly(kith.clone()));
    // The demo stays in the open, on the loopback.
    let files = settings.tls.as_ref().filter(|_| !settings.is_demo);
    match files.map(|files| files.from(folder.path())) {
        None => {
            output.say(&format!("Open http://{address}/"));
            web::serve(entrance, pages, interrupted()).await?;
        }
        Some(files) => {
            let tls = files.tls()?;
            let entrance = TlsEntrance::new(entrance, &tls)?;
            if let Some(plain) = files.redirect_from {
                let plain = listen_on(plain, settings).await?;
                let leading = web::router_to_tls(kith.clone(), web);
                let for_ever = std::future::pending();
                output.say(&format!(
                    "Plain HTTP at {} leads to TLS.",
                    plain.local_addr()?
                ));
                beside.spawn(async move { drop(web::serve(plain, leading, for_ever).await) });
            }
            beside.spawn(renew(files, tls));
            let host = settings.hosts.first().map_or("", String::as_str);
            output.say(&format!("Open https://{host}/, served at {address}."));
            web::serve(entrance, pages, interrupted()).await?;
        }
    }
    beside.abort_all();
    if let Err(error) = sign(&kith, &audit).await {
        output.say(&format!("The audit was not signed at the end: {error:#}"));
    }
    kith.store().clone().close().await;
    output.say("Stopped.");
    Ok(Finished::Done)
}

async fn listen_on(address: SocketAddr, settings: &Settings) -> anyhow::Result<Entrance> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| {
            format!("{address} cannot be listened on; another port may be free: --port or --listen")
        })?;
    Ok(Entrance::new(listener, settings.behind_proxy.clone()))
}

/// Takes a renewed certificate into use: within a minute, or at once at SIGHUP.
async fn renew(files: TlsFiles, tls: Tls) {
    let Ok(mut asked) = signal(SignalKind::hangup()) else {
        return;
    };
    let mut every = tokio::time::interval(Duration::from_secs(60));
    let mut written = files.written();
    loop {
        let is_asked = tokio::select! {
            _ = every.tick() => false,
            _ = asked.recv() => true,
        };
        if !is_asked && files.written() == written {
            continue;
        }
        written = files.written();
        match files.renew(&tls) {
            Ok(()) => tracing::info!("the certificate was read anew"),
            Err(error) => {
                let why = format!("{error:#}");
                tracing::error!(
                    why,
                    "the certificate could not be read anew; the one before stays"
                );
            }
        }
    }
}

/// Signs how long the audit is, now and every ten minutes: what is cut off later than that is
/// found.
async fn sign_regularly(kith: Kith, audit: AuditFiles) {
    let mut every = tokio::time::interval(Duration::from_secs(600));
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
    let mut every = tokio::time::interval(Duration::from_secs(20));
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
    match signal(SignalKind::terminate()) {
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
