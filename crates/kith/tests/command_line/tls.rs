//! How browsers reach the site, by the built command: what doctor says of certificate and key, what
//! is not served, and a council that is served over TLS of its own.

use crate::command::{Council, Said, said};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

const HOST: &str = "kith.council.example";

/// A maker of certificates of our own.
struct Maker {
    issuer: Issuer<'static, KeyPair>,
    root: rcgen::Certificate,
}

impl Maker {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        Self { issuer, root }
    }

    /// Puts a certificate for this name, which ends in that year, and its key into the folder.
    fn put(&self, council: &Council, name: &str, year: i32) {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_after = rcgen::date_time_ymd(year, 1, 1);
        let key = KeyPair::generate().unwrap();
        let made = params.signed_by(&key, &self.issuer).unwrap();
        council.file("chain.pem", &made.pem());
        council.file("root.pem", &self.root.pem());
        let place = council.file("key.pem", &key.serialize_pem());
        readable(&place, 0o600);
    }
}

fn readable(place: &str, mode: u32) {
    std::fs::set_permissions(place, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A council that is not invented, with these lines in its settings.
fn council(lines: &str, parts: &str) -> Council {
    let council = Council::new();
    council.kith(&["init"]);
    let change = |file: &str, change: &dyn Fn(String) -> String| {
        let place = council.folder.join(file);
        let text = std::fs::read_to_string(&place).unwrap();
        std::fs::write(&place, change(text)).unwrap();
    };
    let approved = "approved_by = \"Data-protection officer\"\napproved_on = \"2026-04-01\"\n";
    change("agreements/council.toml", &|text| {
        text.replace("invented = true\n", "")
    });
    change("agreements/purposes.toml", &|text| {
        text.replace("[[purpose]]\n", &format!("[[purpose]]\n{approved}"))
    });
    let hosts = format!("hosts = [\"{HOST}\"]\n{lines}");
    change("kith.toml", &|text| {
        format!("{}\n{parts}", text.replace("hosts = []\n", &hosts))
    });
    council.works_here("SW1001", "social_worker");
    council
}

const TLS: &str = "[tls]\ncertificate = \"chain.pem\"\nkey = \"key.pem\"\n";

/// What doctor says while this machine trusts the maker.
fn doctor(council: &Council) -> Said {
    let mut command = council.command(&["--json", "doctor"]);
    command.env("SSL_CERT_FILE", council.folder.join("root.pem"));
    said(command, "")
}

#[test]
fn without_tls_of_its_own_a_council_says_which_proxy_does_it() {
    let words = |lines: &str| council(lines, "").kith(&["doctor"]).words;
    assert!(words("").contains("it is not said who does TLS"));
    let said = words("behind_proxy = [\"127.0.0.1\", \"::1\"]\n");
    assert!(!said.contains("TLS"), "{said}");
    let said = words("behind_proxy = [\"10.1.2.3\"]\n");
    assert!(
        said.contains("behind_proxy names 10.1.2.3, another machine"),
        "{said}"
    );
    let council = council("behind_proxy = [\"127.0.0.1\"]\n", "");
    let serve = council.kith(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(serve.code, 1);
    assert!(serve.words.contains("there is no TLS"), "{}", serve.words);
}

#[test]
fn doctor_says_what_is_wrong_with_certificate_and_key() {
    let council = council("", TLS);
    let missing = doctor(&council);
    assert!(
        missing.words.contains("chain.pem could not be read"),
        "{}",
        missing.words
    );
    let maker = Maker::new();
    maker.put(&council, HOST, 2100);
    readable(&council.path("key.pem"), 0o640);
    let open = doctor(&council);
    assert!(
        open.words.contains("others on this machine can read"),
        "{}",
        open.words
    );
    readable(&council.path("key.pem"), 0o600);
    let good = doctor(&council);
    assert_eq!(good.code, 0, "{}", good.words);
    assert!(
        good.words.contains("chain.pem ends on 1 January 2100, in "),
        "{}",
        good.words
    );
    assert!(!good.words.contains("renew"), "{}", good.words);
    let untrusted = council.kith(&["doctor"]);
    assert_eq!(untrusted.code, 1);
    assert!(
        untrusted
            .words
            .contains("ends in no root that this machine trusts")
    );
    Maker::new().put(&council, "another.council.example", 2100);
    let other = doctor(&council);
    assert!(
        other.words.contains("is not for kith.council.example"),
        "{}",
        other.words
    );
    maker.put(&council, HOST, 2020);
    let ended = doctor(&council);
    assert!(
        ended.words.contains("has ended (1 January 2020): renew it"),
        "{}",
        ended.words
    );
    let key = std::fs::read(council.path("key.pem")).unwrap();
    maker.put(&council, HOST, 2100);
    std::fs::write(council.path("key.pem"), key).unwrap();
    let strange = doctor(&council);
    assert!(
        strange.words.contains("do not belong together"),
        "{}",
        strange.words
    );
}

#[test]
fn a_certificate_that_ends_soon_is_asked_for_in_time() {
    let council = council("", TLS);
    let maker = Maker::new();
    maker.put(&council, HOST, 2100);
    let soon = in_days(10);
    let mut params = CertificateParams::new([HOST.to_owned()]).unwrap();
    params.not_after = rcgen::date_time_ymd(soon.year().into(), month(soon), day(soon));
    let key = KeyPair::generate().unwrap();
    let made = params.signed_by(&key, &maker.issuer).unwrap();
    council.file("chain.pem", &made.pem());
    std::fs::write(council.path("key.pem"), key.serialize_pem()).unwrap();
    let said = doctor(&council);
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(said.words.contains("days: renew it now"), "{}", said.words);
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command reads the clock, so the end has to be near today"
)]
fn in_days(days: i32) -> jiff::civil::Date {
    jiff::Zoned::now().date() + jiff::Span::new().days(days)
}

fn month(date: jiff::civil::Date) -> u8 {
    date.month().try_into().unwrap()
}

fn day(date: jiff::civil::Date) -> u8 {
    date.day().try_into().unwrap()
}

/// A council that serves until it is dropped.
struct Serving {
    child: Child,
    tls: String,
    plain: String,
}

impl Serving {
    fn start(council: &Council) -> Self {
        let mut command = council.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("SSL_CERT_FILE", council.folder.join("root.pem"));
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = String::new();
        let mut word_after = |before: &str| loop {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("it ended: {said}"))
                .unwrap();
            if let Some((_, after)) = line.split_once(before) {
                let word = after.split(' ').next().unwrap();
                break word.trim_end_matches('.').to_owned();
            }
            said.push_str(&line);
        };
        let plain = word_after("Plain HTTP at ");
        let tls = word_after("served at ");
        // What is written later is read too, so that nobody waits for a full pipe.
        std::thread::spawn(move || lines.count());
        Self { child, tls, plain }
    }

    /// What is answered over TLS to somebody who trusts this root; nothing when keys are not agreed on.
    fn page(&self, maker: &Maker) -> Option<String> {
        let mut roots = RootCertStore::empty();
        roots.add(maker.root.der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(HOST).unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let stream = TcpStream::connect(&self.tls).unwrap();
        answer(StreamOwned::new(connection, stream))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(mut stream: impl Read + Write) -> Option<String> {
    let asked = format!("GET /sign-in HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

#[test]
fn a_council_is_served_over_its_own_tls_and_takes_a_renewed_certificate_without_a_restart() {
    let council = council("", &format!("{TLS}redirect_from = \"127.0.0.1:0\"\n"));
    let (maker, other) = (Maker::new(), Maker::new());
    maker.put(&council, HOST, 2100);
    let serving = Serving::start(&council);
    let page = serving.page(&maker).unwrap();
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("Sign in"),
        "{page}"
    );
    let led = answer(TcpStream::connect(&serving.plain).unwrap()).unwrap();
    assert!(led.starts_with("HTTP/1.1 308"), "{led}");
    assert!(
        led.contains(&format!("location: https://{HOST}/sign-in\r\n")),
        "{led}"
    );
    assert!(serving.page(&other).is_none(), "its maker is not trusted");
    // A key that others can read is not taken; the certificate before stays.
    other.put(&council, HOST, 2100);
    readable(&council.path("key.pem"), 0o644);
    renew(&serving);
    std::thread::sleep(Duration::from_millis(300));
    assert!(serving.page(&maker).is_some());
    readable(&council.path("key.pem"), 0o600);
    let since = now();
    while serving.page(&other).is_none() {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it was not taken"
        );
        renew(&serving);
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(serving.page(&maker).is_none());
}

#[expect(clippy::disallowed_methods, reason = "how long a test waits at most")]
fn now() -> Instant {
    Instant::now()
}

/// Asks the command to read its certificate anew.
fn renew(serving: &Serving) {
    let id = serving.child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-HUP", &id])
        .status();
    assert!(kill.unwrap().success());
}
