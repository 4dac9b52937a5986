//! Speed, memory and quality of the main job on an invented council: load, link, search, family.
//!
//! Started by hand, never by a test. `cargo run --release -p bench -- --people 20000` prints one
//! table; `README.md` beside this holds figures with the commands that repeat them.

mod council;
mod engine_search;
mod hidden_timing;
mod latency;
mod quality;

use clap::Parser;
use council::{BenchCouncil, cpu_seconds, now, peak_mebibytes};
use vocabulary::Date;

#[derive(Parser)]
struct Arguments {
    /// How many people to invent.
    #[arg(long, default_value_t = 20_000)]
    people: u32,
    /// Which council; use another seed than the one that anything was tuned on.
    #[arg(long, default_value_t = 20_261_123)]
    seed: u64,
    /// How many searches and families to time.
    #[arg(long, default_value_t = 300)]
    looks: usize,
    /// Where the council's files and database go; made anew.
    #[arg(long, default_value = "target/bench-council")]
    folder: std::path::PathBuf,
    /// Time searches among the people in the engine's own index in memory, and nothing else.
    #[arg(long)]
    engine_search: bool,
    /// Compare the time of searches for hidden people and for people who do not exist.
    #[arg(long)]
    hidden_timing: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let today = Date::constant(2026, 11, 23);
    if arguments.engine_search {
        return search_in_memory(&arguments, today);
    }
    let mut council =
        BenchCouncil::invent(arguments.people, arguments.seed, today, &arguments.folder).await?;
    row("step", "seconds", "CPU seconds", "outcome");
    row("---", "---:", "---:", "---");
    let (began, cpu) = (now(), cpu_seconds());
    let rows = council.load().await?;
    let seconds = now().duration_since(began).as_secs_f64();
    let words = format!("{rows} rows, {:.0} rows per second", rows as f64 / seconds);
    row(
        "load",
        &format!("{seconds:.2}"),
        &format!("{:.2}", cpu_seconds() - cpu),
        &words,
    );
    let (began, cpu) = (now(), cpu_seconds());
    let linked = council.link().await?;
    let seconds = now().duration_since(began).as_secs_f64();
    let words = format!(
        "{} records, {} people, {} pairs compared, {} possible",
        linked.records, linked.people, linked.compared, linked.possible
    );
    row(
        "link and keep",
        &format!("{seconds:.2}"),
        &format!("{:.2}", cpu_seconds() - cpu),
        &words,
    );
    if arguments.hidden_timing {
        let line = hidden_timing::measure(&council, arguments.looks).await?;
        row("hidden or absent", "", "", &line);
        return Ok(());
    }
    let quality = quality::measure(&council).await?;
    row("quality", "", "", &quality);
    for (name, timed) in latency::measure(&council, arguments.looks).await? {
        row(&name, "", "", &timed);
    }
    row(
        "audit, each decision again",
        "",
        "",
        &decided_again(&council).await?,
    );
    row("memory", "", "", &format!("peak {} MiB", peak_mebibytes()));
    Ok(())
}

/// Checks the audit that the looks left, and makes each of their decisions again.
async fn decided_again(council: &BenchCouncil) -> anyhow::Result<String> {
    let cpu = cpu_seconds();
    let found = council.kith.verify_audit().await?;
    let micros = (cpu_seconds() - cpu) * 1e6 / found.entries.max(1) as f64;
    anyhow::ensure!(found.is_sound(), "the audit is not sound");
    Ok(format!(
        "{} entries, {} decisions again, {micros:.1} µs of CPU an entry",
        found.entries, found.decided_again
    ))
}

/// One search among everybody, without a database.
fn search_in_memory(arguments: &Arguments, today: Date) -> anyhow::Result<()> {
    let Arguments {
        people,
        seed,
        looks,
        ..
    } = *arguments;
    row("what is typed", "", "", "outcome");
    row("---", "---", "---", "---");
    for (typed, line) in engine_search::measure(people, seed, today, looks)? {
        row(&typed, "", "", &line);
    }
    row("memory", "", "", &format!("peak {} MiB", peak_mebibytes()));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
fn row(step: &str, seconds: &str, cpu: &str, outcome: &str) {
    println!("| {step} | {seconds} | {cpu} | {outcome} |");
}
