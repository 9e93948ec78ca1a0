//! A service by axum that verifies and reads every request as strictly as the real one, then answers by its script.

use crate::kit::{REQUEST_ID, RUNTIME, credential, success};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use liveface_cloud_api::actions::{CompareFaceLiveness, GetFaceIdResultIntl};
use liveface_cloud_api::code::ErrorCode;
use liveface_cloud_api::sign::tc3::{self, Authorization, Incoming, Payload, Policy};
use liveface_cloud_api::sign::{AuthError, Method as Verb};
use liveface_cloud_api::{Object as _, envelope};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::task::JoinHandle;

/// The answer to a request by its number; `None` is success.
type Script = dyn Fn(usize) -> Option<Response> + Send + Sync;

/// The code of a request that is not as this client must send it.
const WRONG: &str = "Test.WrongRequest";

pub struct Service {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    /// How far its clock is from this machine's, in seconds.
    clock: i64,
    script: Box<Script>,
    /// When each request came.
    seen: Mutex<Vec<Instant>>,
}

impl Service {
    /// One that takes every proper request.
    pub fn new() -> Self {
        Self::start(0, |_| None)
    }

    pub fn scripted(script: impl Fn(usize) -> Option<Response> + Send + Sync + 'static) -> Self {
        Self::start(0, script)
    }

    pub fn start(clock: i64, script: impl Fn(usize) -> Option<Response> + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared { clock, script: Box::new(script), seen: Mutex::default() });
        let listener = RUNTIME.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let app =
            Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(Arc::clone(&shared));
        let task = RUNTIME.spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, shared, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// When each request came.
    pub fn seen(&self) -> Vec<Instant> {
        self.shared.seen.lock().unwrap().clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer with a status, a content type and a body.
pub fn reply(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    axum::http::Response::builder()
        .status(status)
        .header("Content-Type", content_type)
        .body(body.into())
        .unwrap()
}

/// An error as the cloud sends it.
pub fn refusal(code: impl Into<ErrorCode>) -> Response {
    refusal_with(200, &code.into(), "what the cloud says")
}

pub fn refusal_with(status: u16, code: &ErrorCode, message: &str) -> Response {
    reply(status, "application/json", envelope::write_error(code, message, REQUEST_ID).unwrap())
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let number = {
        let mut seen = shared.seen.lock().unwrap();
        seen.push(Instant::now());
        seen.len() - 1
    };
    let now = Timestamp::now().as_second() + shared.clock;
    let mut response = match inspect((&method, &uri), &headers, &body, now) {
        Ok(()) => (shared.script)(number).unwrap_or_else(|| reply(200, "application/json", success())),
        Err((code, message)) => refusal_with(200, &ErrorCode::from(code), &message),
    };
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::from_second(now).unwrap());
    response.headers_mut().insert("Date", date.unwrap().parse().unwrap());
    response
}

type Refusal = (&'static str, String);

fn inspect(
    (method, uri): (&Method, &Uri),
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> Result<(), Refusal> {
    let names = ["content-type", "content-length", "x-tc-action", "x-tc-version", "x-tc-region"];
    let [content_type, length, action, version, region] = names.map(|name| once(headers, name));
    let (language, client) = (once(headers, "x-tc-language")?, once(headers, "x-tc-requestclient")?);
    let proper = [
        (method == Method::POST && uri.path_and_query().is_some_and(|path| path == "/"), "method or path"),
        (content_type? == "application/json", "content type"),
        (length? == body.len().to_string(), "length"),
        (version? == "2018-03-01", "version"),
        (region? == "ap-singapore", "region"),
        (language == "en-US", "language"),
        (client.starts_with("liveface/"), "client"),
        (!headers.contains_key("transfer-encoding") && !headers.contains_key("expect"), "transfer"),
        (headers.get("accept-encoding").is_none_or(|value| value == "identity"), "encoding"),
    ];
    if let Some((_, what)) = proper.iter().find(|(proper, _)| !proper) {
        return Err((WRONG, format!("{what}: {method} {uri} {headers:?}")));
    }
    let host = verify(headers, body, now).map_err(|error| (error.code(), error.to_string()))?;
    if host != once(headers, "host")? {
        return Err((WRONG, format!("signed for {host}")));
    }
    read(action?, body)
}

/// The value of a header that must be there exactly once.
fn once<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a str, Refusal> {
    let values: Vec<_> = headers.get_all(name).iter().collect();
    match values.as_slice() {
        [value] => Ok(value.to_str().unwrap()),
        _ => Err((WRONG, format!("{name}: {values:?}"))),
    }
}

/// The host that was signed.
fn verify(headers: &HeaderMap, body: &[u8], now: i64) -> Result<String, AuthError> {
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let sent = headers.iter().find(|(name, _)| *name == "authorization");
    let authorization = Authorization::parse(sent.map_or("", |(_, value)| *value))?;
    let incoming =
        Incoming { method: Verb::Post, query: "", headers: &headers, body_hash: Payload::hash(body) };
    let key = credential().secret_key;
    tc3::verify(&authorization, &key, &incoming, &Policy::default(), now).map(|verified| verified.host)
}

fn read(action: &str, body: &[u8]) -> Result<(), Refusal> {
    let read = match action {
        CompareFaceLiveness::NAME => serde_json::from_slice::<CompareFaceLiveness>(body).map(drop),
        GetFaceIdResultIntl::NAME => serde_json::from_slice::<GetFaceIdResultIntl>(body).map(drop),
        _ => return Err(("InvalidAction", action.to_owned())),
    };
    read.map_err(|error| ("InvalidParameter", error.to_string()))
}
