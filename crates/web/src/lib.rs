//! Pages and JSON API of Kith: knows HTTP, knows no SQL and no rules.
//!
//! A page is a struct with exactly what its template shows; the template extends
//! `layout.html` and is put together from our own small [`components`], which follow the GOV.UK
//! Design System. Style sheet, scripts and pictures come from [`assets`].
//! INVARIANT: every page works without JavaScript and needs no inline script or style.

pub mod assets;
pub mod components;
pub mod council_colour;
pub mod frame;
