//! The site put together: the routes of the register inside the layers that guard them all.
//!
//! From outside in: moment and headers, host, origin, time limit, then the route's own guard.
//! INVARIANT: whatever happens inside, the answer leaves with the security headers, and what went
//! wrong leaves only as a problem page with a request number.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::HOST;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use operations::{At, Kith};
use tokio::net::TcpListener;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tracing::Instrument as _;

use crate::problem::{self, Problem};
use crate::route_register::{self, Door};
use crate::security_headers;
use crate::visit::{App, Moment, Visit};

/// What the site has to know beside the council.
#[derive(Clone, Debug, Default)]
pub struct WebSettings {
    /// Whether browsers reach us over TLS: the cookie is then bound to this host.
    pub secure_cookies: bool,
    /// Names under which the site may be asked, with the port where it is not the usual one;
    /// empty for any.
    pub allowed_hosts: Vec<String>,
}

/// The longest form or body that is read.
const LONGEST_BODY: usize = 64 * 1024;
/// How long an answer may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The whole site.
pub fn router(kith: Kith, settings: WebSettings) -> Router {
    let app = App {
        kith,
        settings: Arc::new(settings),
    };
    let cross_origin =
        CsrfLayer::new().with_rejection_response(|_: ProtectionError| -> Response<Body> {
            Problem::OtherOrigin.into_response()
        });
    route_register::routes(&app)
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::WrongMethod })
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn(in_time))
        .layer(cross_origin)
        .layer(from_fn_with_state(app.clone(), known_host))
        .layer(from_fn_with_state(app.clone(), around_every_answer))
        .with_state(app)
}

/// Serves the site until `shutdown` comes.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
}

/// The moment before, the problem page and the headers after, one line in the log.
async fn around_every_answer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let moment = this_moment();
    let door = Door::of_path(request.uri().path());
    let method = request.method().clone();
    request.extensions_mut().insert(moment.clone());
    let mut response = next.run(request).await;
    let visit = response
        .extensions_mut()
        .remove::<Visit>()
        .unwrap_or_else(|| Visit::outside(&app, &moment));
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = problem::answer(&problem, door, &visit);
    }
    security_headers::put_on(response.headers_mut(), app.settings.secure_cookies);
    tracing::info!(
        request.id = moment.request_id,
        http.method = %method,
        http.route = visit.route,
        http.status = response.status().as_u16(),
        worker.id = visit.sitting.as_ref().map(|sitting| sitting.staff_id.as_str()),
        "answered"
    );
    response
}

/// Reads the clock, once for each request, and draws the request's number.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of the site where a moment begins"
)]
fn this_moment() -> Moment {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    Moment {
        at: At::new(jiff::Timestamp::now()),
        request_id: uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .to_string(),
    }
}

/// Refuses a request for another host than ours: a name that was pointed at us from outside.
async fn known_host(State(app): State<App>, request: Request, next: Next) -> Response {
    let allowed = &app.settings.allowed_hosts;
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| {
            request
                .uri()
                .authority()
                .map(axum::http::uri::Authority::as_str)
        });
    let is_ours = host.is_some_and(|host| allowed.iter().any(|it| it.eq_ignore_ascii_case(host)));
    if allowed.is_empty() || is_ours {
        next.run(request).await
    } else {
        Problem::OtherHost.into_response()
    }
}

/// Ends what takes too long, and turns a panic into a problem without its words.
async fn in_time(request: Request, next: Next) -> Response {
    let answer = async move { tokio::time::timeout(TIME_LIMIT, next.run(request)).await };
    match tokio::spawn(answer.in_current_span()).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Problem::TooSlow.into_response(),
        Err(_) => Problem::Broken("panic").into_response(),
    }
}
