//! Makes the style sheet, scripts and pictures of the pages, and a table of them for the binary.
//!
//! Why here: the GOV.UK and Ministry of Justice packages come from npm by their locked versions,
//! so nothing of theirs is committed (`docs/decisions/0001-front-end-assets-from-npm.md`).
//! `KITH_ASSETS` names a folder of ready assets for packagers; then npm is not used.
//! INVARIANT: no GDS Transport, font file, crown or crest ever reaches the binary.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What npm needs to see, and what tells us whether it has to run again.
const PACKAGE_FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
/// Files of ours that are served as they are.
const SERVED_AS_THEY_ARE: [&str; 3] = ["init.js", "support.js", "favicon.svg"];
/// What every page asks for.
const NEEDED: [&str; 5] = [
    "favicon.svg",
    "govuk-frontend.min.js",
    "init.js",
    "kith.css",
    "support.js",
];
const CREST: &str = "url(\"/assets/images/govuk-crest.svg\")";
const NOT_OURS: [&str; 5] = [
    "GDS Transport",
    "@font-face",
    "crest",
    "crown",
    "govuk-logotype",
];

#[expect(
    clippy::print_stderr,
    reason = "Cargo shows a build script's words from there"
)]
fn main() -> ExitCode {
    match make_assets() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn make_assets() -> Outcome<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=KITH_ASSETS");
    let (folder, fixtures) = match env::var_os("KITH_ASSETS") {
        Some(ready) => ready_made(Path::new(&ready))?,
        None => from_npm(&out)?,
    };
    println!("cargo:rustc-env=KITH_GOVUK_FIXTURES={}", fixtures.display());
    let assets = read_assets(&folder)?;
    for name in NEEDED {
        if !assets.iter().any(|asset| asset.path == name) {
            return Err(format!("{} holds no {name}", folder.display()).into());
        }
    }
    refuse_what_is_not_ours(&assets)?;
    fs::write(out.join("assets.rs"), table_of(&assets))?;
    Ok(())
}

/// Assets that a packager made before; the official fixtures are then not to be had.
fn ready_made(folder: &Path) -> Outcome<(PathBuf, PathBuf)> {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("KITH_ASSETS names {}: {error}", folder.display()))?;
    println!("cargo:rerun-if-changed={}", folder.display());
    Ok((folder, PathBuf::new()))
}

/// Makes the assets with npm and sass; gives their folder and that of the official fixtures.
fn from_npm(out: &Path) -> Outcome<(PathBuf, PathBuf)> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("frontend");
    for name in PACKAGE_FILES
        .iter()
        .chain(&SERVED_AS_THEY_ARE)
        .chain(&["kith.scss"])
    {
        println!("cargo:rerun-if-changed={}", source.join(name).display());
    }
    let workshop = out.join("npm");
    install(&source, &workshop)?;
    let packages = workshop.join("node_modules");
    let govuk = packages.join("govuk-frontend/dist/govuk");
    let pictures = packages.join("@ministryofjustice/frontend/moj/assets/images");

    let assets = out.join("made");
    if assets.exists() {
        fs::remove_dir_all(&assets)?;
    }
    fs::create_dir_all(assets.join("images"))?;
    let style = style_sheet(&source, &workshop)?;
    for name in pictures_named_in(&style) {
        fs::copy(pictures.join(name), assets.join("images").join(name))
            .map_err(|error| format!("the style sheet asks for the picture {name}: {error}"))?;
    }
    fs::write(assets.join("kith.css"), style)?;
    let script = fs::read_to_string(govuk.join("govuk-frontend.min.js"))?;
    let script = script
        .split("//# sourceMappingURL=")
        .next()
        .unwrap_or(&script);
    fs::write(assets.join("govuk-frontend.min.js"), script)?;
    for name in SERVED_AS_THEY_ARE {
        fs::copy(source.join(name), assets.join(name))?;
    }
    Ok((assets, govuk.join("components")))
}

/// Runs `npm ci`, unless the packages of this very lock file are already there.
fn install(source: &Path, workshop: &Path) -> Outcome<()> {
    let done = workshop.join("installed-lock.json");
    let lock = fs::read(source.join("package-lock.json"))?;
    if fs::read(&done).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    fs::create_dir_all(workshop)?;
    for name in PACKAGE_FILES {
        fs::copy(source.join(name), workshop.join(name))?;
    }
    run(npm()
        .args(["ci", "--ignore-scripts", "--omit=optional"])
        .current_dir(workshop))?;
    fs::write(done, lock)?;
    Ok(())
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// One style sheet out of `kith.scss` and the packages, without the crest.
fn style_sheet(source: &Path, workshop: &Path) -> Outcome<String> {
    fs::copy(source.join("kith.scss"), workshop.join("kith.scss"))?;
    let sass = [
        "exec",
        "--offline",
        "--",
        "sass",
        "--no-source-map",
        "--style=compressed",
    ];
    let paths = ["--quiet-deps", "--load-path=node_modules", "--load-path=."];
    let files = ["kith.scss", "kith.css"];
    run(npm()
        .args(sass)
        .args(paths)
        .args(files)
        .current_dir(workshop))?;
    Ok(fs::read_to_string(workshop.join("kith.css"))?.replace(CREST, "none"))
}

/// Names of the pictures that the style sheet asks for.
fn pictures_named_in(style: &str) -> Vec<&str> {
    let mut names: Vec<&str> = style
        .split("/assets/images/")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '\'', ')']).next())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn run(command: &mut Command) -> Outcome<()> {
    let done = command.output().map_err(|error| {
        format!(
            "the pages need npm, which did not start ({error}): install Node.js 20 or newer, \
             which brings npm, or name a folder of ready assets in KITH_ASSETS"
        )
    })?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(format!("a step of the front-end build failed: {command:?}\n{said}").into())
}

struct Asset {
    path: String,
    file: PathBuf,
    bytes: Vec<u8>,
}

/// Every file of the folder, sorted by its path.
fn read_assets(folder: &Path) -> Outcome<Vec<Asset>> {
    let mut found = Vec::new();
    let mut to_visit = vec![folder.to_path_buf()];
    while let Some(visited) = to_visit.pop() {
        let entries = fs::read_dir(&visited)
            .map_err(|error| format!("no folder of assets at {}: {error}", visited.display()))?;
        for entry in entries {
            let file = entry?.path();
            if file.is_dir() {
                to_visit.push(file);
                continue;
            }
            let names: Vec<String> = file
                .strip_prefix(folder)?
                .iter()
                .map(|name| name.to_string_lossy().into_owned())
                .collect();
            found.push(Asset {
                path: names.join("/"),
                bytes: fs::read(&file)?,
                file,
            });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn refuse_what_is_not_ours(assets: &[Asset]) -> Outcome<()> {
    for asset in assets {
        let is_font = [".woff", ".woff2", ".ttf", ".otf"]
            .iter()
            .any(|end| asset.path.ends_with(end));
        let words = String::from_utf8_lossy(&asset.bytes);
        let in_style = asset.path.ends_with(".css");
        let foreign = NOT_OURS
            .into_iter()
            .find(|mark| asset.path.contains(mark) || (in_style && names(&words, mark)));
        if is_font || foreign.is_some() {
            let what = foreign.unwrap_or("a font file");
            return Err(format!("{} holds {what}, which a council may not use", asset.path).into());
        }
    }
    Ok(())
}

/// Class names may speak of a crown (`govuk-footer__crown`); pictures and typefaces may not be there.
fn names(style: &str, mark: &str) -> bool {
    match mark {
        "GDS Transport" | "@font-face" => style.contains(mark),
        picture => style.split("url(").skip(1).any(|rest| {
            rest.split(')')
                .next()
                .is_some_and(|address| address.contains(picture))
        }),
    }
}

/// The Rust table that `src/assets.rs` includes.
fn table_of(assets: &[Asset]) -> String {
    let rows: Vec<String> = assets.iter().map(row_of).collect();
    format!("&[\n{}\n]\n", rows.join("\n"))
}

fn row_of(asset: &Asset) -> String {
    format!(
        "    Asset {{ path: {:?}, content_type: {:?}, bytes: include_bytes!({:?}), hash: \"{:016x}\" }},",
        asset.path,
        content_type(&asset.path),
        asset.file.display().to_string(),
        fingerprint(&asset.bytes),
    )
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

/// FNV-1a: tells one version of a file from the next; it protects nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
