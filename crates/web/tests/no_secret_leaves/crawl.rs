//! One worker at the site: follows every link of their own, asks the API the same, sends forms
//! that are blank or wrong, and looks at all that comes back.

use axum::body::Body;
use axum::http::{Request, header};
use operations::SittingToken;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use testkit::TestCouncil;
use tower::ServiceExt as _;
use web::{WebSettings, router};

/// Links that end the sitting, or lead out of it.
const NOT_FOLLOWED: [&str; 3] = ["/sign-out", "/sign-in", "/assets"];

/// One worker's way through the site.
pub(crate) struct Crawl {
    site: axum::Router,
    cookie: String,
    who: String,
    secrets: Vec<String>,
    places: BTreeMap<String, String>,
    seen: BTreeSet<String>,
    waiting: VecDeque<String>,
    /// How many answers were looked at.
    pub(crate) answers: usize,
    /// The secrets that were read.
    pub(crate) found: BTreeSet<String>,
}

impl Crawl {
    /// A worker who has signed in, and what they must not read.
    pub(crate) fn of(
        council: &TestCouncil,
        token: &SittingToken,
        who: String,
        secrets: Vec<String>,
    ) -> Self {
        Self {
            site: router(council.kith.clone(), WebSettings::default()),
            cookie: format!("kith={}", token.reveal()),
            who,
            secrets,
            places: BTreeMap::new(),
            found: BTreeSet::new(),
            seen: BTreeSet::new(),
            waiting: VecDeque::new(),
            answers: 0,
        }
    }

    /// Asks for a page, and for every page to which it leads.
    pub(crate) async fn follow(&mut self, address: &str) {
        self.waiting.push_back(address.to_owned());
        while let Some(next) = self.waiting.pop_front() {
            if !self.seen.insert(next.clone()) {
                continue;
            }
            self.ask("GET", &next, String::new()).await;
            if let Some(beside) = of_the_api(&next) {
                self.ask("GET", &beside, String::new()).await;
            }
        }
    }

    /// Sends a form, and follows where it leads.
    pub(crate) async fn send(&mut self, address: &str, body: &str) {
        self.ask("POST", address, body.to_owned()).await;
        if let Some(first) = self.waiting.pop_front() {
            self.follow(&first).await;
        }
    }

    /// Who read a secret, and where.
    pub(crate) fn where_found(&self, secret: &str) -> String {
        let place = self.places.get(secret).map_or("", String::as_str);
        format!("{} reads {secret} at {place}", self.who)
    }

    /// One request. What comes back is looked at whole, with status and headers.
    async fn ask(&mut self, method: &str, address: &str, body: String) {
        let is_api = address.starts_with("/api/");
        let kind = if is_api {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "kith.example")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let answer = self.site.clone().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 4_000_000).await.unwrap();
        let page = String::from_utf8_lossy(&body).into_owned();
        let text = format!("{} {:?}\n{page}", head.status, head.headers);
        self.answers += 1;
        for secret in &self.secrets {
            if holds(&text, secret) && self.found.insert(secret.clone()) {
                let place = format!("{method} {address}");
                self.places.insert(secret.clone(), place);
            }
        }
        let leads_to = head.headers.get(header::LOCATION);
        let leads_to = leads_to.map(|to| to.to_str().unwrap().to_owned());
        let links = page.split("href=\"").skip(1).map(|rest| {
            let address = rest.split('"').next().unwrap();
            address.split('#').next().unwrap().to_owned()
        });
        let all = links.chain(leads_to).filter(|to| is_followed(to));
        let new: Vec<String> = all.filter(|to| !self.seen.contains(to)).collect();
        self.waiting.extend(new);
    }
}

/// Whether a text holds a value, in any spelling of capitals, with or without its blanks.
pub(crate) fn holds(text: &str, value: &str) -> bool {
    let (text, value) = (text.to_lowercase(), value.to_lowercase());
    text.contains(&value)
        || text.contains(&value.replace(' ', ""))
        || text.contains(&value.replace(' ', "%20"))
        || text.contains(&value.replace(' ', "+"))
}

fn is_followed(address: &str) -> bool {
    let is_ours = address.starts_with('/') && !address.starts_with("//");
    is_ours && !NOT_FOLLOWED.iter().any(|not| address.starts_with(not))
}

/// What the API calls the same thing.
fn of_the_api(address: &str) -> Option<String> {
    let pairs = [
        ("/family/", "/api/v1/families/"),
        ("/details/", "/api/v1/involvements/"),
        ("/looks/", "/api/v1/looks/"),
        ("/report/", "/api/v1/reports/"),
    ];
    let whole = [
        ("/looks", "/api/v1/looks"),
        ("/my-looks", "/api/v1/my-looks"),
        ("/flags", "/api/v1/flags"),
        ("/not-shared", "/api/v1/not-shared"),
        ("/our-data", "/api/v1/our-data"),
        ("/agreements", "/api/v1/agreements"),
        ("/linkage", "/api/v1/linkage"),
        ("/sources", "/api/v1/sources"),
    ];
    let same = whole.iter().find(|(page, _)| *page == address);
    if let Some((_, api)) = same {
        return Some((*api).to_owned());
    }
    let mut begins = pairs.iter();
    begins.find_map(|(page, api)| Some(format!("{api}{}", address.strip_prefix(page)?)))
}
