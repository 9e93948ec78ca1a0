//! One attempt: one request over one connection of its own, and what came back, within a deadline that holds whatever
//! the other side does.

mod fault;
mod reach;

pub(crate) use reach::roots;

use crate::attempts::Failure;
use crate::error::{Error, Phase};
use jiff::Timestamp;
use liveface_cloud_api::Endpoint;
use reach::{Names, Noted};
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, RequestBuilder, SendBody};

/// The most bytes of an answer; the largest the cloud is known to send hold a video of 8 MB and some pictures.
pub(crate) const MAX_ANSWER_BYTES: u64 = 32_000_000;
/// How long a broken connection may take to be noticed after the deadline.
const GRACE: Duration = Duration::from_millis(50);
/// How often it is looked whether a call was cancelled.
pub(crate) const LOOK: Duration = Duration::from_millis(50);
/// The longest that any limit of time is kept to; beyond it, sums with the clock could overflow.
pub(crate) const LONGEST: Duration = Duration::from_hours(24 * 365);
/// Where a proxy is named; the first that is set decides.
const PROXIES: [&str; 6] =
    ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// What every attempt shares.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    tls: TlsConfig,
    connect: Duration,
    proxy: Option<ureq::Proxy>,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The other side's clock.
    pub(crate) date: Option<Timestamp>,
    pub(crate) body: Vec<u8>,
}

/// Which request goes where, until when.
pub(crate) struct Sending<'a> {
    /// Whose certificate must be shown, and whom errors name.
    pub(crate) endpoint: &'a Endpoint,
    /// The URL at that endpoint.
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(&'static str, String)],
    /// What is posted; without, the request is a `GET`, which only asks and can be repeated.
    pub(crate) body: Option<&'a [u8]>,
    /// The most bytes of the answer.
    pub(crate) most: u64,
    pub(crate) deadline: Instant,
    /// How long the whole call may take, for the words of the error.
    pub(crate) limit: Duration,
    /// Set when nobody waits for it any more.
    pub(crate) cancelled: &'a AtomicBool,
    /// Is set when the whole body may be out.
    pub(crate) out: &'a AtomicBool,
}

impl Http {
    /// With the certificates that the system trusts, or only those given.
    ///
    /// # Errors
    /// The environment names a proxy by something that is no URL: to go around it would be to go where nobody wants.
    pub(crate) fn new(roots: Option<RootCerts>, connect: Duration, proxy: bool) -> Result<Self, Error> {
        let connect = connect.min(LONGEST);
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(roots.unwrap_or(RootCerts::PlatformVerifier))
            .build();
        let named = |name: &str| std::env::var(name).ok().filter(|url| !url.is_empty());
        let first = PROXIES.iter().find_map(|name| Some((name, named(name)?))).filter(|_| proxy);
        match first.filter(|(_, url)| ureq::Proxy::new(url).is_err()) {
            // Not the value: it may hold a password.
            Some((name, _)) => {
                Err(Error::Setup(format!("{name} names no proxy: set it to http://HOST:PORT, or unset it")))
            }
            None => Ok(Self { tls, connect, proxy: if proxy { ureq::Proxy::try_from_env() } else { None } }),
        }
    }

    /// Sends the request and reads the whole answer.
    pub(crate) fn exchange(&self, sending: &Sending<'_>) -> Result<Reply, (Failure, Error)> {
        let left = sending.deadline.saturating_duration_since(Instant::now());
        let reached = Arc::new(AtomicBool::new(false));
        let agent = self.agent(sending.endpoint, left, &reached);
        let mut body = Handed { bytes: sending.body.unwrap_or_default(), handed: 0, out: sending.out };
        // Limits on single reads and writes do not bound a peer that dribbles: closing the connection does.
        let ((sent, read), cut) = within((left, sending.cancelled), &agent, || {
            let sent = request(&agent, sending, &mut body);
            match sent {
                Ok(response) => (None, Some(reply(response, sending.most))),
                Err(error) => (Some(error), None),
            }
        });
        let progress = match sending.body {
            Some(bytes) => Progress { begun: body.handed > 0, out: body.handed == bytes.len() },
            None => Progress::both(reached.load(Ordering::Relaxed)),
        };
        match (sent, read) {
            (_, Some(Ok(reply))) => Ok(reply),
            (_, Some(Err(_))) if cut.is_some() || Instant::now() >= sending.deadline => {
                Err(sending.cut_off(cut, Phase::Reading, progress.out))
            }
            (_, Some(Err(what))) => {
                let host = sending.endpoint.authority().into_owned();
                Err((Failure::Final, Error::Answer { host, what }))
            }
            (Some(error), None) => Err(sending.fault(error, progress, cut)),
            (None, None) => Err((Failure::Final, Error::Setup("nothing was sent".to_owned()))),
        }
    }

    /// A client for one attempt: connections are not kept, so that none that has gone stale is written to.
    fn agent(&self, endpoint: &Endpoint, left: Duration, reached: &Arc<AtomicBool>) -> Agent {
        let proxy = self.proxy.clone().filter(|_| !endpoint.is_this_machine());
        let config = Agent::config_builder()
            .tls_config(self.tls.clone())
            .proxy(proxy)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .user_agent(crate::CLIENT)
            .accept("application/json")
            .accept_encoding("identity")
            .timeout_resolve(Some(self.connect))
            .timeout_connect(Some(self.connect))
            .timeout_global(Some(left))
            .build();
        let names =
            Names { authority: endpoint.authority().into_owned(), system: DefaultResolver::default() };
        let noted = Noted { usual: DefaultConnector::default(), reached: Arc::clone(reached) };
        Agent::with_parts(config, noted, names)
    }
}

/// How far a request got.
#[derive(Clone, Copy)]
struct Progress {
    /// Whether any of it may have left.
    begun: bool,
    /// Whether all of it may have.
    out: bool,
}

impl Progress {
    /// For a request in one piece.
    const fn both(left: bool) -> Self {
        Self { begun: left, out: left }
    }
}

fn request(
    agent: &Agent,
    sending: &Sending<'_>,
    body: &mut Handed<'_>,
) -> Result<ureq::http::Response<Body>, ureq::Error> {
    let Some(bytes) = sending.body else {
        return with_headers(agent.get(sending.url), sending.headers).call();
    };
    let request = agent.post(sending.url).header("Content-Length", bytes.len());
    with_headers(request, sending.headers).send(SendBody::from_reader(body))
}

fn with_headers<B>(request: RequestBuilder<B>, headers: &[(&'static str, String)]) -> RequestBuilder<B> {
    // The host goes with the URL.
    let own = headers.iter().filter(|(name, _)| *name != "Host");
    own.fold(request, |request, (name, value)| request.header(*name, value))
}

fn reply(response: ureq::http::Response<Body>, most: u64) -> Result<Reply, String> {
    let (head, mut body) = response.into_parts();
    let date = head.headers.get("date").and_then(|value| value.to_str().ok());
    let date = date.and_then(|text| jiff::fmt::rfc2822::parse(text).ok()).map(|zoned| zoned.timestamp());
    let body = body.with_config().limit(most).read_to_vec().map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(limit) => format!("it is longer than {limit} bytes"),
        ureq::Error::Timeout(_) => "it did not come to its end in time".to_owned(),
        _ => "the connection broke before its end".to_owned(),
    })?;
    Ok(Reply { status: head.status.as_u16(), date, body })
}

/// Who closed a connection before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Deadline,
    Cancelled,
}

/// Runs `work`, and closes the connections of `agent` when it takes longer than `left` or is cancelled; whether and why.
fn within<T>(
    (left, cancelled): (Duration, &AtomicBool),
    agent: &Agent,
    work: impl FnOnce() -> T,
) -> (T, Option<Cut>) {
    let (done, waiting) = mpsc::channel::<()>();
    let end = Instant::now() + left + GRACE;
    let watch = move || loop {
        let time = end.saturating_duration_since(Instant::now());
        if waiting.recv_timeout(time.min(LOOK)) != Err(mpsc::RecvTimeoutError::Timeout) {
            return None;
        }
        let cancelled = cancelled.load(Ordering::Relaxed).then_some(Cut::Cancelled);
        let cut = cancelled.or((Instant::now() >= end).then_some(Cut::Deadline));
        if cut.is_some() {
            agent.clone().shutdown();
            return cut;
        }
    };
    std::thread::scope(|scope| {
        let guard = scope.spawn(watch);
        let result = work();
        drop(done);
        (result, guard.join().unwrap_or(None))
    })
}

/// A body that knows how much of it was taken.
struct Handed<'a> {
    bytes: &'a [u8],
    handed: usize,
    out: &'a AtomicBool,
}

impl Read for Handed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.bytes.get(self.handed..).unwrap_or_default().read(buffer)?;
        self.handed += taken;
        if self.handed == self.bytes.len() {
            self.out.store(true, Ordering::Relaxed);
        }
        Ok(taken)
    }
}
