//! What every story needs: a client, something to send, and a clock that is watched.

use liveface_cloud_api::actions::{CompareFaceLiveness, CompareFaceLivenessResponse};
use liveface_cloud_api::{Answer, Body, Credential, envelope};
use liveface_uploader::{Client, Error, Options};
#[cfg(target_os = "linux")]
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
#[cfg(target_os = "linux")]
use tokio::net::TcpSocket;
use tokio::runtime::{Builder, Runtime};

/// How long after its deadline a call may end, on a machine that does other things too.
const GRACE: Duration = Duration::from_secs(2);
/// The number of every call that succeeds.
pub const REQUEST_ID: &str = "3b1bd8a8-0e5c-4b39-a9f5-4a2b3c1d0e0f";

pub type Outcome = Result<Answer<CompareFaceLivenessResponse>, Error>;

/// Where servers run that are futures.
pub static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap());
/// A body that fits into one packet.
pub static SMALL: LazyLock<Body> = LazyLock::new(|| Body::of(&request(100)).unwrap());
/// A body that no pair of socket buffers holds: where the server has not read on, it cannot be out.
pub static LARGE: LazyLock<Body> = LazyLock::new(|| Body::of(&request(8_000_000)).unwrap());

/// A request with so many characters of video.
pub fn request(video: usize) -> CompareFaceLiveness {
    CompareFaceLiveness {
        image_base64: "/9j/4AAQ".to_owned(),
        video_base64: "AAAA".repeat(video / 4),
        liveness_type: "SILENT".to_owned(),
        validate_data: None,
    }
}

pub fn response() -> CompareFaceLivenessResponse {
    CompareFaceLivenessResponse {
        result: "Success".to_owned(),
        description: "Success".to_owned(),
        sim: 98.5,
        best_frame_base64: Some("/9j/4AAQ".to_owned()),
    }
}

/// The answer to a call that succeeds.
pub fn success() -> Vec<u8> {
    envelope::write(&response(), REQUEST_ID).unwrap()
}

pub fn credential() -> Credential {
    Credential::new("AKIDexample", "s3cretkey")
}

/// Options with a deadline in milliseconds.
pub fn options(deadline: u64, retries: u32) -> Options {
    Options { deadline: Duration::from_millis(deadline), retries, ..Options::default() }
}

pub fn client(url: &str, options: &Options) -> Client {
    Client::new(credential(), url.parse().unwrap()).with_options(options.clone())
}

/// Sends `body` for a call that is charged. It must end by the deadline, whatever the server does.
pub fn submit(client: &Client, options: &Options, body: &Body) -> Outcome {
    let start = Instant::now();
    let outcome = client.send::<CompareFaceLiveness>(body);
    let took = start.elapsed();
    assert!(
        took < options.deadline + GRACE,
        "{took:?} with a deadline of {:?}: {outcome:?}",
        options.deadline
    );
    outcome
}

/// Asserts that the call came back with the answer of [`success`].
pub fn assert_success(outcome: &Outcome, what: &str) {
    match outcome {
        Ok(answer) => assert_eq!(answer.response, response(), "{what}"),
        Err(error) => panic!("{what}: {error} ({error:?})"),
    }
}

/// A server that takes no more connections, without refusing them. Linux only: elsewhere, a full queue of connections is
/// refused, or never full.
#[cfg(target_os = "linux")]
pub struct Stalled {
    listener: TcpListener,
    _waiting: Vec<TcpStream>,
}

#[cfg(target_os = "linux")]
impl Stalled {
    pub fn new() -> Self {
        let _runtime = RUNTIME.enter();
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap().into_std().unwrap();
        let address = listener.local_addr().unwrap();
        let mut waiting = Vec::new();
        while let Ok(connected) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            waiting.push(connected);
            assert!(waiting.len() < 100, "this system lets everybody in");
        }
        Self { listener, _waiting: waiting }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}
