//! One worker's browser, for tests that go through the site by links and forms alone.
//!
//! INVARIANT: it sends what a browser without a script would send.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use operations::SittingToken;
use testkit::TestCouncil;
use tower::ServiceExt as _;
use web::{WebSettings, router};

/// One worker's browser.
pub(crate) struct Browser {
    site: axum::Router,
    cookie: String,
}

impl Browser {
    /// The browser of a worker who has signed in.
    pub(crate) fn of(council: &TestCouncil, token: &SittingToken) -> Self {
        Self {
            site: router(council.kith.clone(), WebSettings::default()),
            cookie: format!("kith={}", token.reveal()),
        }
    }

    /// What the site answers, and where it leads, or the page.
    pub(crate) async fn ask(
        &self,
        method: &str,
        address: &str,
        form: &str,
    ) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "kith.example")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let answer = self.site.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let leads_to = answer.headers().get(header::LOCATION).cloned();
        let body = axum::body::to_bytes(answer.into_body(), 1_000_000)
            .await
            .unwrap();
        let page = match leads_to {
            Some(address) => address.to_str().unwrap().to_owned(),
            None => String::from_utf8(body.to_vec()).unwrap(),
        };
        (status, page)
    }
}

/// Refused, or led nowhere.
pub(crate) fn is_refused(status: StatusCode) -> bool {
    (400..500).contains(&status.as_u16())
}

/// The first address in the page that begins so.
pub(crate) fn first(page: &str, attribute: &str, begins: &str) -> String {
    let mark = format!("{attribute}=\"");
    let all = page.split(&mark).skip(1);
    let mut addresses = all.map(|rest| rest.split('"').next().unwrap().to_owned());
    let long = |address: &String| address.starts_with(begins) && address.len() > begins.len() + 31;
    addresses.find(long).expect("the page leads on")
}
