//! Pages and JSON API of Kith: knows HTTP, knows no SQL and no rules.
//!
//! ```text
//! request ──▶ server (moment, host, origin, time) ──▶ route_register (least requirement)
//!         ──▶ pages │ api ──▶ operations ──▶ page or body, or a Problem ──▶ problem.rs
//! ```
//!
//! Invariants
//! - A route exists only through [`route_register`]; an error becomes HTTP only in `problem.rs`.
//! - Every page works without JavaScript and needs no inline script or style.
//! - No address and no title holds a person; a link holds at most an opaque handle.
//!
//! A page is a struct with exactly what its template shows; the template extends `layout.html`
//! and is put together from our own small [`components`], which follow the GOV.UK Design System.
//! Style sheet, scripts and pictures come from [`assets`].
//!
//! Start reading at [`route_register`], then `pages/child_family.rs`.

pub mod api;
pub mod assets;
pub mod certificate;
pub mod components;
pub mod council_colour;
pub mod entrance;
pub mod frame;
mod name_in_words;
mod pages;
mod problem;
mod problem_words;
mod route_guard;
pub mod route_register;
mod security_headers;
mod sent;
pub mod server;
mod session;
pub mod tls;
mod visit;

pub use entrance::{Entrance, TlsEntrance};
pub use server::{WebSettings, router, router_to_tls, serve};
pub use tls::{Tls, TlsFault};
