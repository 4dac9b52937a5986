//! The site put together: the routes of the register inside the layers that guard them all.
//!
//! From outside in: moment and headers, host, origin, time limit, then the route's own guard. Beside
//! TLS, plain HTTP is answered by [`router_to_tls`], which only leads on.
//! INVARIANT: whatever happens inside, the answer leaves with the security headers, and what went
//! wrong leaves only as a problem page with a request number.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::serve::Listener;
use operations::{At, Kith};
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

/// What plain HTTP is answered beside TLS: whoever wants to read a page is led to it over TLS; a
/// program, and whatever was sent, is refused, so that nobody goes on sending it in the open.
pub fn router_to_tls(kith: Kith, settings: WebSettings) -> Router {
    let app = App {
        kith,
        settings: Arc::new(WebSettings {
            // Over plain HTTP no header may speak of TLS.
            secure_cookies: false,
            ..settings
        }),
    };
    Router::new()
        .fallback(lead_to_tls)
        .layer(from_fn_with_state(app.clone(), around_every_answer))
        .with_state(app)
}

async fn lead_to_tls(
    State(app): State<App>,
    method: Method,
    address: Uri,
    headers: HeaderMap,
) -> Response {
    let asked = host_asked(&headers, &address).map(without_port);
    let allowed = app.settings.allowed_hosts.iter();
    let ours = allowed
        .into_iter()
        .find(|ours| asked.is_some_and(|asked| without_port(ours).eq_ignore_ascii_case(asked)));
    let is_read = method == Method::GET || method == Method::HEAD;
    match ours {
        _ if Door::of_path(address.path()) == Door::Api => Problem::TlsOnly.into_response(),
        None => Problem::OtherHost.into_response(),
        Some(_) if !is_read => Problem::TlsOnly.into_response(),
        Some(host) => {
            let path = address.path_and_query().map_or("/", |path| path.as_str());
            Redirect::permanent(&format!("https://{host}{path}")).into_response()
        }
    }
}

/// Serves the site until `shutdown` comes.
///
/// # Errors
/// When the listener fails.
pub async fn serve<L>(
    listener: L,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()>
where
    L: Listener,
    L::Addr: Debug,
{
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
    let host = host_asked(request.headers(), request.uri());
    let is_ours = host.is_some_and(|host| allowed.iter().any(|it| it.eq_ignore_ascii_case(host)));
    if allowed.is_empty() || is_ours {
        next.run(request).await
    } else {
        Problem::OtherHost.into_response()
    }
}

/// The name under which somebody asks, with its port where they give one.
fn host_asked<'a>(headers: &'a HeaderMap, address: &'a Uri) -> Option<&'a str> {
    let header = headers.get(HOST).and_then(|host| host.to_str().ok());
    header.or_else(|| address.authority().map(axum::http::uri::Authority::as_str))
}

/// A host's name without its port; the colons of an IPv6 address stand in brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|one| one.is_ascii_digit()) => name,
        _ => host,
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
