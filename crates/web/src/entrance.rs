//! Where connections come in: from whom they are taken, and TLS before the first word of HTTP.
//!
//! INVARIANT: a connection from an address that is not among those allowed is closed unread, and
//! one that says nothing holds up nobody else.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::tls::Tls;

/// How long somebody may take to agree on keys.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
/// How many may be agreeing on keys at a time; the others wait.
const HANDSHAKES_AT_A_TIME: usize = 256;
/// How long to wait when the machine has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(200);

/// A listener that takes connections from certain addresses only.
#[derive(Debug)]
pub struct Entrance {
    listener: TcpListener,
    only_from: Vec<IpAddr>,
}

impl Entrance {
    /// Takes connections from these addresses, or from anywhere when there is none.
    #[must_use]
    pub fn new(listener: TcpListener, only_from: Vec<IpAddr>) -> Self {
        Self {
            listener,
            only_from,
        }
    }

    /// Where it is.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The next connection that may come in.
    async fn next(&self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) if self.is_open_to(from.ip()) => return (stream, from),
                Ok(_) => tracing::warn!(
                    "a connection from an address that is not behind_proxy's was closed"
                ),
                // The other side gave up, or there is no room: neither ends the site.
                Err(error) if is_of_one_connection(&error) => {}
                Err(_) => {
                    tracing::error!("no connection can be taken at the moment");
                    tokio::time::sleep(NO_ROOM).await;
                }
            }
        }
    }

    fn is_open_to(&self, address: IpAddr) -> bool {
        self.only_from.is_empty() || self.only_from.contains(&address.to_canonical())
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

impl Listener for Entrance {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        self.next().await
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A listener that speaks TLS and nothing else.
#[derive(Debug)]
pub struct TlsEntrance {
    address: SocketAddr,
    agreed: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    taking: JoinHandle<()>,
}

impl TlsEntrance {
    /// Speaks TLS with whoever comes in at the entrance.
    ///
    /// # Errors
    /// When the entrance does not know its own address.
    pub fn new(entrance: Entrance, tls: &Tls) -> io::Result<Self> {
        let address = entrance.local_addr()?;
        let (give, agreed) = mpsc::channel(HANDSHAKES_AT_A_TIME);
        let taking = tokio::spawn(take(entrance, TlsAcceptor::from(tls.config()), give));
        Ok(Self {
            address,
            agreed,
            taking,
        })
    }
}

/// Takes connections and agrees on keys with each beside the others.
async fn take(
    entrance: Entrance,
    acceptor: TlsAcceptor,
    give: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let room = Arc::new(Semaphore::new(HANDSHAKES_AT_A_TIME));
    loop {
        let place = Arc::clone(&room).acquire_owned().await;
        let (stream, from) = entrance.next().await;
        let (acceptor, give) = (acceptor.clone(), give.clone());
        tokio::spawn(async move {
            let agreeing = tokio::time::timeout(HANDSHAKE_LIMIT, acceptor.accept(stream));
            match agreeing.await {
                // Nobody takes it when the site is ending.
                Ok(Ok(stream)) => drop(give.send((stream, from)).await),
                Ok(Err(_)) | Err(_) => tracing::debug!("no keys were agreed on"),
            }
            drop(place);
        });
    }
}

impl Listener for TlsEntrance {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(connection) => connection,
            // Only when the task that takes connections has broken down.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Drop for TlsEntrance {
    fn drop(&mut self) {
        self.taking.abort();
    }
}
