//! TLS served by the program itself, over real connections on the loopback: what is spoken, with
//! whom, and what plain HTTP beside it is good for.
//!
//! INVARIANT: no page and no answer of the API leaves in the open.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion, version};
use testkit::{TestCouncil, TestDatabase};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use web::{Entrance, Tls, TlsEntrance, WebSettings, router, router_to_tls, serve};

const HOST: &str = "kith.council.example";
const ANY: &[&SupportedProtocolVersion] = &[&version::TLS13, &version::TLS12];

/// A site over TLS, and what a browser has to know to trust it.
struct Site {
    address: SocketAddr,
    tls: Tls,
    serving: JoinHandle<std::io::Result<()>>,
    _council: TestCouncil,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A certificate that trusts itself: the certificate, and its key.
fn made() -> (rcgen::Certificate, String) {
    let made = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
    (made.cert, made.signing_key.serialize_pem())
}

fn settings() -> WebSettings {
    WebSettings {
        secure_cookies: true,
        allowed_hosts: vec![HOST.to_owned(), format!("{HOST}:8443")],
    }
}

async fn site((certificate, key): &(rcgen::Certificate, String), only_from: Vec<IpAddr>) -> Site {
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    let tls = Tls::new(certificate.pem().as_bytes(), key.as_bytes()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let entrance = TlsEntrance::new(Entrance::new(listener, only_from), &tls).unwrap();
    let pages = router(council.kith.clone(), settings());
    let serving = tokio::spawn(serve(entrance, pages, std::future::pending()));
    Site {
        address,
        tls,
        serving,
        _council: council,
    }
}

/// A browser that trusts this certificate alone and speaks these versions.
async fn browser(
    site: &Site,
    trusted: &rcgen::Certificate,
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.der().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(site.address).await?;
    let name = ServerName::try_from(HOST).unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(name, stream).await
}

/// What is answered to these bytes, until the other side closes.
async fn said(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> Vec<u8> {
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let limit = Duration::from_secs(20);
    // A connection that is cut short has said what it said.
    let _ = tokio::time::timeout(limit, reading).await.unwrap();
    answer
}

async fn words(stream: impl AsyncRead + AsyncWrite + Unpin, line: &str) -> String {
    words_under(stream, HOST, line).await
}

async fn words_under(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    host: &str,
    line: &str,
) -> String {
    let request = format!(
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    );
    String::from_utf8(said(stream, request.as_bytes()).await).unwrap()
}

#[tokio::test]
async fn both_versions_that_are_good_are_spoken_and_the_page_comes() {
    let made = made();
    let site = site(&made, Vec::new()).await;
    for (versions, spoken) in [
        (&[&version::TLS13][..], ProtocolVersion::TLSv1_3),
        (&[&version::TLS12][..], ProtocolVersion::TLSv1_2),
        (ANY, ProtocolVersion::TLSv1_3),
    ] {
        let stream = browser(&site, &made.0, versions).await.unwrap();
        let connection = stream.get_ref().1;
        assert_eq!(connection.protocol_version(), Some(spoken));
        let suite = format!(
            "{:?}",
            connection.negotiated_cipher_suite().unwrap().suite()
        );
        assert!(
            suite.contains("AES_256_GCM"),
            "the strongest first: {suite}"
        );
        let page = words(stream, "GET /sign-in").await;
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("strict-transport-security: max-age=31536000"));
    }
}

#[tokio::test]
async fn an_older_version_is_refused_by_its_name() {
    let made = made();
    let site = site(&made, Vec::new()).await;
    for old in [0x0300_u16, 0x0301, 0x0302] {
        let stream = TcpStream::connect(site.address).await.unwrap();
        let answer = said(stream, &greeting_of(old)).await;
        // An alert, fatal, "protocol version".
        assert_eq!(answer.first(), Some(&21), "{old:x}: {answer:?}");
        assert_eq!(answer.get(5..), Some(&[2, 70][..]), "{old:x}: {answer:?}");
    }
}

/// The first message of a browser that knows no version newer than this one.
fn greeting_of(old: u16) -> Vec<u8> {
    // A curve and how signatures are made, as such browsers send them.
    let extensions: &[u8] = &[
        0, 10, 0, 4, 0, 2, 0, 23, // groups: secp256r1
        0, 11, 0, 2, 1, 0, // points: uncompressed
        0, 13, 0, 4, 0, 2, 4, 3, // signatures: ECDSA with SHA-256
    ];
    let mut hello = old.to_be_bytes().to_vec();
    hello.extend([7; 32]);
    hello.push(0);
    // ECDHE-ECDSA-AES128-SHA, and AES128-GCM so that it is the version that fails.
    hello.extend([0, 4, 0xc0, 0x09, 0xc0, 0x2b]);
    hello.extend([1, 0]);
    hello.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    hello.extend(extensions);
    let long = u16::try_from(hello.len()).unwrap();
    let mut message = vec![22, 3, 1];
    message.extend((long + 4).to_be_bytes());
    message.extend([1, 0]);
    message.extend(long.to_be_bytes());
    message.extend(hello);
    message
}

#[tokio::test]
async fn what_is_sent_in_the_open_to_the_port_of_tls_gets_no_page() {
    let made = made();
    let site = site(&made, Vec::new()).await;
    let stream = TcpStream::connect(site.address).await.unwrap();
    let answer = said(stream, b"GET /sign-in HTTP/1.1\r\nhost: kith\r\n\r\n").await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(
        !answer.contains("HTTP/1.1") && !answer.contains("html"),
        "{answer}"
    );
}

#[tokio::test]
async fn somebody_who_connects_and_says_nothing_holds_up_nobody() {
    let made = made();
    let site = site(&made, Vec::new()).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(site.address).await.unwrap());
    }
    let stream = tokio::time::timeout(Duration::from_secs(5), browser(&site, &made.0, ANY));
    let page = words(stream.await.unwrap().unwrap(), "GET /sign-in").await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
}

#[tokio::test]
async fn a_renewed_certificate_is_shown_without_a_restart() {
    let (first, second) = (made(), made());
    let site = site(&first, Vec::new()).await;
    assert!(browser(&site, &second.0, ANY).await.is_err());
    let kept = browser(&site, &first.0, ANY).await.unwrap();
    site.tls
        .renew(second.0.pem().as_bytes(), second.1.as_bytes())
        .unwrap();
    assert!(browser(&site, &first.0, ANY).await.is_err());
    for stream in [kept, browser(&site, &second.0, ANY).await.unwrap()] {
        let page = words(stream, "GET /sign-in").await;
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    }
}

#[tokio::test]
async fn only_the_addresses_that_are_named_come_in() {
    let made = made();
    let proxy = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9));
    let site = site(&made, vec![proxy]).await;
    let stream = TcpStream::connect(site.address).await.unwrap();
    let answer = said(stream, &greeting_of(0x0303)).await;
    assert_eq!(answer, b"", "from elsewhere nothing is even read");
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(proxy, 0)).unwrap();
    let stream = socket.connect(site.address).await.unwrap();
    let answer = said(stream, &greeting_of(0x0302)).await;
    assert_eq!(answer.first(), Some(&21), "the proxy is answered");
}

#[tokio::test]
async fn plain_http_leads_readers_of_pages_to_tls_and_refuses_everything_else() {
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let leading = router_to_tls(council.kith.clone(), settings());
    let entrance = Entrance::new(listener, Vec::new());
    let serving = tokio::spawn(serve(entrance, leading, std::future::pending()));
    let ask = async |host: &str, line: &str| {
        words_under(TcpStream::connect(address).await.unwrap(), host, line).await
    };
    for (line, there) in [
        ("GET /", "https://kith.council.example/"),
        ("HEAD /sign-in", "https://kith.council.example/sign-in"),
        (
            "GET /find?page=2",
            "https://kith.council.example/find?page=2",
        ),
        (
            "GET //evil.example/",
            "https://kith.council.example//evil.example/",
        ),
    ] {
        let led = ask(HOST, line).await;
        assert!(led.starts_with("HTTP/1.1 308"), "{line}: {led}");
        assert!(led.contains(&format!("location: {there}\r\n")), "{led}");
        assert!(!led.contains("strict-transport-security"), "{led}");
        assert!(!led.contains("set-cookie"), "{led}");
    }
    let other_port = ask("kith.council.example:80", "GET /").await;
    assert!(other_port.contains("location: https://kith.council.example/\r\n"));
    for line in ["POST /sign-in", "PUT /find", "DELETE /"] {
        let refused = ask(HOST, line).await;
        assert!(refused.starts_with("HTTP/1.1 403"), "{line}: {refused}");
        assert!(
            refused.contains("Only over a secure connection"),
            "{refused}"
        );
        assert!(!refused.contains("location:"), "{refused}");
    }
    for line in [
        "GET /api/v1/sitting",
        "POST /api/v1/sitting",
        "HEAD /api/v1/openapi.json",
    ] {
        let refused = ask(HOST, line).await;
        assert!(refused.starts_with("HTTP/1.1 403"), "{line}: {refused}");
        assert!(refused.contains("application/problem+json"), "{refused}");
        assert!(
            !refused.contains("location:"),
            "a program is not led on: {refused}"
        );
    }
    let refused = ask(HOST, "GET /api/v1/sitting").await;
    assert!(refused.contains("tls_only"), "{refused}");
    let stranger = ask("evil.example", "GET /").await;
    assert!(stranger.starts_with("HTTP/1.1 421"), "{stranger}");
    assert!(!stranger.contains("location:"), "{stranger}");
    serving.abort();
}
