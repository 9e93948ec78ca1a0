//! A merchant server by axum, as the guide's samples are: it speaks the dialect of one of them, and takes uploads where told
//! to. It needs no other file, so that tests of other crates can include it by its path.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{Method, Uri};
use axum::response::Response;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap());

/// Which of the guide's samples it is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Reads names as `SecureLevel`, and writes a body `error` when something is wrong.
    Go,
    /// Reads names as `secureLevel`, tells the cloud's number of the call, and answers 400 when something is wrong.
    Java,
}

/// What it does.
pub struct Play {
    pub dialect: Dialect,
    /// The token of every session.
    pub token: &'static str,
    /// The results, one for each time that it is asked; the last one is kept.
    pub results: Vec<&'static str>,
    /// Whether it takes uploads.
    pub uploads: bool,
    /// How long it takes over every answer.
    pub delay: Duration,
    /// A status, content type and body in place of every answer.
    pub instead: Option<(u16, &'static str, &'static str)>,
}

impl Default for Play {
    fn default() -> Self {
        Self {
            dialect: Dialect::Go,
            token: "3b1bd8a8-0e5c-4b39-a9f5-4a2b3c1d0e0f",
            results: vec!["0"],
            uploads: true,
            delay: Duration::ZERO,
            instead: None,
        }
    }
}

/// What it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Method and path.
    pub call: String,
    /// Names and values, decoded.
    pub query: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    /// The value of a name in the query.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// A server that runs until it is dropped.
pub struct MerchantServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    play: Play,
    results: Mutex<VecDeque<&'static str>>,
    asked: Mutex<Vec<Asked>>,
}

impl MerchantServer {
    pub fn start(play: Play) -> Self {
        let results = Mutex::new(play.results.iter().copied().collect());
        let shared = Arc::new(Shared { play, results, asked: Mutex::default() });
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

    /// Everything it was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }
}

impl Drop for MerchantServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, body: Bytes) -> Response {
    let query = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let pairs = query.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = pairs.map(|(name, value)| (decode(name), decode(value))).collect();
    let asked = Asked { call: format!("{method} {}", uri.path()), query, body: body.to_vec() };
    shared.asked.lock().unwrap().push(asked.clone());
    let delay = shared.play.delay;
    if !delay.is_zero() {
        tokio::task::spawn_blocking(move || std::thread::sleep(delay)).await.unwrap();
    }
    match shared.play.instead {
        Some((status, kind, body)) => reply(status, kind, body),
        None => shared.reply(&asked),
    }
}

impl Shared {
    fn reply(&self, asked: &Asked) -> Response {
        let json = |value: serde_json::Value| reply(200, "application/json", value.to_string());
        let token = self.play.token;
        match asked.call.as_str() {
            "GET /api/v1/get-token" => match asked.value(self.name("SecureLevel")) {
                Some("1" | "2" | "3" | "4") => json(self.with_number(serde_json::json!({"SdkToken": token}))),
                _ => self.failed(),
            },
            "GET /api/v1/get-result" if asked.value(self.name("SdkToken")) == Some(token) => {
                let mut results = self.results.lock().unwrap();
                let result =
                    if results.len() > 1 { results.pop_front() } else { results.front().copied() }.unwrap();
                json(self.with_number(serde_json::json!({"Result": result})))
            }
            "POST /api/v1/upload-result" if self.play.uploads => {
                let upload: Option<serde_json::Value> = serde_json::from_slice(&asked.body).ok();
                let named =
                    upload.filter(|upload| upload["SdkToken"] == token && upload["VideoBase64"].is_string());
                match named.filter(|_| asked.value("SdkToken") == Some(token)) {
                    Some(_) => json(serde_json::json!({})),
                    None => reply(400, "text/plain", "no such session"),
                }
            }
            "GET /api/v1/get-result" => self.failed(),
            _ => reply(404, "text/plain", "404 page not found\n"),
        }
    }

    /// How a name is spelled in its queries.
    fn name(&self, name: &'static str) -> &'static str {
        match (self.play.dialect, name) {
            (Dialect::Java, "SecureLevel") => "secureLevel",
            (Dialect::Java, _) => "sdkToken",
            (Dialect::Go, name) => name,
        }
    }

    fn with_number(&self, mut object: serde_json::Value) -> serde_json::Value {
        if self.play.dialect == Dialect::Java {
            object["RequestId"] = "b1b2b3b4-0000-4000-8000-000000000001".into();
        }
        object
    }

    fn failed(&self) -> Response {
        match self.play.dialect {
            Dialect::Go => reply(200, "text/plain; charset=utf-8", "error"),
            Dialect::Java => reply(400, "application/json", r#"{"status":400,"error":"Bad Request"}"#),
        }
    }
}

fn reply(status: u16, kind: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::builder().status(status).header("Content-Type", kind);
    if (300..=399).contains(&status) {
        response = response.header("Location", "/api/v1/elsewhere");
    }
    response.body(body.into()).unwrap()
}

/// Undoes the encoding of forms.
fn decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            plain => plain,
        });
    }
    String::from_utf8(decoded).unwrap()
}
