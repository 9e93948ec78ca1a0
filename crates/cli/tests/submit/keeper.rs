//! A service that keeps what it is sent, and a port that nobody listens on until one opens there.

use crate::kit::{RUNTIME, success};
use crate::service::reply;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::Response;
use liveface_cloud_api::actions::CompareFaceLiveness;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

/// When requests are answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Prompt,
    /// After a tenth of a second.
    Slow,
    Never,
}

pub struct Keeper {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    manner: Manner,
    requests: Mutex<Vec<CompareFaceLiveness>>,
}

impl Keeper {
    pub fn new(manner: Manner) -> Self {
        Closed::new().open(manner)
    }

    fn on(listener: TcpListener, manner: Manner) -> Self {
        let shared = Arc::new(Shared { manner, requests: Mutex::default() });
        let address = listener.local_addr().unwrap();
        let app =
            Router::new().fallback(keep).layer(DefaultBodyLimit::disable()).with_state(Arc::clone(&shared));
        let task = RUNTIME.spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, shared, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests came.
    pub fn count(&self) -> usize {
        self.shared.requests.lock().unwrap().len()
    }

    /// Waits for a request and takes it.
    pub fn take(&self) -> CompareFaceLiveness {
        let begun = Instant::now();
        loop {
            if let Some(request) = self.shared.requests.lock().unwrap().pop() {
                return request;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "no request came");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn keep(State(shared): State<Arc<Shared>>, body: Bytes) -> Response<Body> {
    let request = serde_json::from_slice(&body).unwrap();
    shared.requests.lock().unwrap().push(request);
    match shared.manner {
        Manner::Prompt => {}
        Manner::Slow => {
            let pause = || std::thread::sleep(Duration::from_millis(100));
            tokio::task::spawn_blocking(pause).await.unwrap();
        }
        Manner::Never => std::future::pending().await,
    }
    reply(200, "application/json", success())
}

/// A port of this machine that is taken and refuses connections.
pub struct Closed(TcpSocket);

impl Closed {
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    /// A service at last.
    pub fn open(self, manner: Manner) -> Keeper {
        let _inside = RUNTIME.enter();
        Keeper::on(self.0.listen(64).unwrap(), manner)
    }
}
