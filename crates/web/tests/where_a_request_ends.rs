//! Where one request ends and the next begins, told over a real connection.
//!
//! INVARIANT: what a proxy in front might take for part of one request is never taken for a second.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use testkit::{TestCouncil, TestDatabase};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use web::{WebSettings, router, serve};

/// What the site answers to these bytes, until it closes the connection.
async fn answered(address: std::net::SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut text = String::new();
    let reading = stream.read_to_string(&mut text);
    let limit = std::time::Duration::from_secs(20);
    tokio::time::timeout(limit, reading).await.unwrap().unwrap();
    text
}

#[tokio::test]
async fn of_two_lengths_the_chunks_count_and_two_that_differ_are_refused() {
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    let site = router(council.kith.clone(), WebSettings::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(serve(listener, site, std::future::pending()));
    let head = "POST /sign-in HTTP/1.1\r\nhost: kith.example\r\n\
                content-type: application/x-www-form-urlencoded\r\n";
    let form = "staff_id=A&passphrase=b";
    let chunked = format!("{:x}\r\n{form}\r\n0\r\n\r\n", form.len());
    // With the chunks the form is whole; by the other length it would be cut off or waited for.
    for length in ["4", "9999"] {
        let both = format!("transfer-encoding: chunked\r\ncontent-length: {length}\r\n");
        let request = format!("{head}connection: close\r\n{both}\r\n{chunked}");
        let said = answered(address, &request).await;
        assert!(said.starts_with("HTTP/1.1 422"), "{said}");
        assert!(said.contains("belong together"), "the form was not read");
    }
    let hidden = "GET /help HTTP/1.1\r\nhost: kith.example\r\nconnection: close\r\n\r\n";
    for lengths in [
        format!("content-length: 0\r\ncontent-length: {}\r\n", hidden.len()),
        "transfer-encoding: chunked, identity\r\n".to_owned(),
        "content-length: +4\r\n".to_owned(),
    ] {
        let request = format!("{head}{lengths}\r\n{hidden}");
        let said = answered(address, &request).await;
        assert!(said.starts_with("HTTP/1.1 400"), "{lengths}: {said}");
        assert_eq!(said.matches("HTTP/1.1 ").count(), 1, "{lengths}: {said}");
    }
    serving.abort();
}
