//! One request as the handlers see it: the council, the moment, the sitting.
//!
//! The clock is read once for each request, and the sitting is read anew, so that everything in
//! one answer is of one moment.
//! INVARIANT: a handler that takes [`SignedIn`] cannot run without a sitting.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use operations::{At, Device, Kith, Sitting, moment_in_words};

use crate::components::{BackLink, WhereWeAre};
use crate::council_colour;
use crate::frame::{Frame, MainPage, Sitting as WhyWeLook};
use crate::pages::start;
use crate::problem::Problem;
use crate::route_register;
use crate::server::WebSettings;

/// What every request shares.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) kith: Kith,
    pub(crate) settings: Arc<WebSettings>,
}

/// When a request came, and its number for the log, the audit and the worker.
#[derive(Clone)]
pub(crate) struct Moment {
    pub(crate) at: At,
    pub(crate) request_id: String,
}

/// One request, whoever asks.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) kith: Kith,
    pub(crate) settings: Arc<WebSettings>,
    pub(crate) at: At,
    pub(crate) request_id: String,
    pub(crate) sitting: Option<Sitting>,
    /// How many messages the worker has not read.
    pub(crate) unread: usize,
    /// The browser, when it has a secret of its own.
    pub(crate) device: Option<Device>,
    /// The route's pattern, never the address as asked.
    pub(crate) route: &'static str,
}

/// One request of a worker who is signed in.
pub(crate) struct SignedIn {
    visit: Visit,
    pub(crate) sitting: Sitting,
}

impl Visit {
    /// A visit of nobody in particular, for answers outside every route.
    pub(crate) fn outside(app: &App, moment: &Moment) -> Self {
        Self {
            kith: app.kith.clone(),
            settings: Arc::clone(&app.settings),
            at: moment.at,
            request_id: moment.request_id.clone(),
            sitting: None,
            unread: 0,
            device: None,
            route: "none",
        }
    }

    /// What stands around a page at this address.
    pub(crate) fn frame(&self, here: &str) -> Frame {
        let council = self.kith.council();
        let sitting = self.sitting.as_ref();
        Frame {
            council: council.name.clone(),
            council_style: council_colour::address(council.colour.as_deref()),
            worker: sitting.map(|sitting| format!("{}, {}", sitting.name, sitting.role.label())),
            sitting: sitting.and_then(why_we_look),
            desk_telephone: self.kith.rulebook().desk().telephone.clone(),
            navigation: sitting.map_or_else(Vec::new, |sitting| main_pages(sitting, here)),
            unread: self.unread,
            back: None,
            printed: sitting.map(|sitting| {
                let since = moment_in_words(self.at.timestamp());
                format!("{} ({}), {since}", sitting.name, sitting.staff_id)
            }),
        }
    }

    /// The same with a way back.
    pub(crate) fn frame_with_back(&self, here: &str, back: &str) -> Frame {
        Frame {
            back: Some(BackLink::to(back)),
            ..self.frame(here)
        }
    }
}

fn why_we_look(sitting: &Sitting) -> Option<WhyWeLook> {
    Some(WhyWeLook {
        purpose: sitting.purpose?.label().to_owned(),
        case_reference: sitting.case.as_ref().map(|case| case.reveal().to_owned()),
        acting_for: sitting.on_behalf_of.clone(),
    })
}

/// The main pages that the worker's role may open, by the register.
fn main_pages(sitting: &Sitting, here: &str) -> Vec<MainPage> {
    let pages = [
        ("Find a person", "/find"),
        ("Restrictions", "/restrictions"),
        ("What waits for review", "/review"),
        ("Disputes to answer", "/disputes"),
        ("Answered", "/review/decided"),
        ("Figures about matching", "/review/figures"),
        ("Link runs", "/linkage"),
        ("Who has looked", "/looks"),
        ("Disputed links", "/disputed-links"),
        ("Emergency looks", "/emergencies"),
        ("Waiting for your approval", "/approvals"),
        ("Whom workers know", "/named-people"),
        ("People you know", "/people-you-know"),
        ("What you disputed", "/my-disputes"),
        ("Your sign-ins", "/sign-ins"),
        ("Looks to ask about", "/flags"),
        ("Not shared", "/not-shared"),
        ("Who used our data", "/our-data"),
        ("What is searched", "/sources"),
        ("Agreements", "/agreements"),
        ("Help", "/help"),
    ];
    let may_open = |href: &str| {
        let is_of_work = href != "/find" || start::looks_for_people(sitting.role);
        is_of_work && route_register::is_open_to(href, sitting.role)
    };
    let page = |(words, href): (&str, &str)| MainPage {
        words: words.to_owned(),
        href: href.to_owned(),
        place: if href == here {
            WhereWeAre::Here
        } else {
            WhereWeAre::Elsewhere
        },
    };
    pages
        .into_iter()
        .filter(|(_, href)| may_open(href))
        .map(page)
        .collect()
}

impl Deref for SignedIn {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Problem::NotFound)
    }
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let sitting = visit.sitting.clone().ok_or(Problem::NotSignedIn)?;
        Ok(Self { visit, sitting })
    }
}
