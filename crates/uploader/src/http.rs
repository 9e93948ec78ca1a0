//! One attempt: one request over one connection of its own, and what came back, within a deadline that holds whatever
//! the other side does.

use crate::attempts::Failure;
use crate::error::{Delivery, Error, Phase};
use jiff::Timestamp;
use liveface_cloud_api::Endpoint;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, SendBody, Timeout};

/// The most bytes of an answer; the largest the cloud is known to send hold a video of 8 MB and some pictures.
pub(crate) const MAX_ANSWER_BYTES: u64 = 32_000_000;
/// How long a broken connection may take to be noticed after the deadline.
const GRACE: Duration = Duration::from_millis(50);
/// How often it is looked whether a call was cancelled.
pub(crate) const LOOK: Duration = Duration::from_millis(50);
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
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) headers: &'a [(&'static str, String)],
    pub(crate) body: &'a [u8],
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
        let provider = std::sync::Arc::new(rustls::crypto::aws_lc_rs::default_provider());
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
        let agent = self.agent(sending.endpoint, left);
        let mut body = Handed { bytes: sending.body, handed: 0, out: sending.out };
        // Limits on single reads and writes do not bound a peer that dribbles: closing the connection does.
        let ((sent, read), cut) = within((left, sending.cancelled), &agent, || {
            let sent = request(&agent, sending, &mut body);
            match sent {
                Ok(response) => (None, Some(reply(response))),
                Err(error) => (Some(error), None),
            }
        });
        let out = body.handed == sending.body.len();
        match (sent, read) {
            (_, Some(Ok(reply))) => Ok(reply),
            (_, Some(Err(_))) if cut.is_some() || Instant::now() >= sending.deadline => {
                Err(sending.cut_off(cut, Phase::Reading, out))
            }
            (_, Some(Err(what))) => {
                let host = sending.endpoint.authority().into_owned();
                Err((Failure::Final, Error::Answer { host, what }))
            }
            (Some(error), None) => Err(sending.fault(error, &body, cut)),
            (None, None) => Err((Failure::Final, Error::Setup("nothing was sent".to_owned()))),
        }
    }

    /// A client for one attempt: connections are not kept, so that none that has gone stale is written to.
    fn agent(&self, endpoint: &Endpoint, left: Duration) -> Agent {
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
        Agent::with_parts(config, DefaultConnector::default(), names)
    }
}

/// The system's resolver, with a failure to find the endpoint told from a broken connection. That of a proxy is left.
#[derive(Debug)]
struct Names {
    authority: String,
    system: DefaultResolver,
}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let own = uri.authority().is_some_and(|authority| *authority == *self.authority);
        self.system.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) if own => ureq::Error::HostNotFound,
            other => other,
        })
    }
}

fn request(
    agent: &Agent,
    sending: &Sending<'_>,
    body: &mut Handed<'_>,
) -> Result<ureq::http::Response<Body>, ureq::Error> {
    let mut request = agent.post(sending.endpoint.url()).header("Content-Length", sending.body.len());
    // The host goes with the URL.
    for (name, value) in sending.headers.iter().filter(|(name, _)| *name != "Host") {
        request = request.header(*name, value);
    }
    request.send(SendBody::from_reader(body))
}

fn reply(response: ureq::http::Response<Body>) -> Result<Reply, String> {
    let (head, mut body) = response.into_parts();
    let date = head.headers.get("date").and_then(|value| value.to_str().ok());
    let date = date.and_then(|text| jiff::fmt::rfc2822::parse(text).ok()).map(|zoned| zoned.timestamp());
    let body = body.with_config().limit(MAX_ANSWER_BYTES).read_to_vec().map_err(|error| match error {
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

impl Sending<'_> {
    fn cut_off(&self, cut: Option<Cut>, phase: Phase, out: bool) -> (Failure, Error) {
        let delivery = if out { Delivery::Unknown } else { Delivery::NotSent };
        let host = self.endpoint.authority().into_owned();
        let error = match cut {
            Some(Cut::Cancelled) => Error::Cancelled { phase, delivery },
            Some(Cut::Deadline) | None => Error::Deadline { host, limit: self.limit, phase, delivery },
        };
        (Failure::Final, error)
    }

    /// What an error before any answer means. Where the last byte of the body was taken, the request may be out.
    fn fault(&self, error: ureq::Error, body: &Handed<'_>, cut: Option<Cut>) -> (Failure, Error) {
        let out = body.handed == self.body.len();
        let phase = match (&error, body.handed) {
            (ureq::Error::Timeout(Timeout::Resolve) | ureq::Error::HostNotFound, _) => Phase::Resolving,
            (_, 0) => Phase::Connecting,
            _ if out => Phase::Answering,
            _ => Phase::Sending,
        };
        if cut.is_some()
            || matches!(error, ureq::Error::Timeout(Timeout::Global))
            || Instant::now() >= self.deadline
        {
            return self.cut_off(cut, phase, out);
        }
        let host = self.endpoint.authority().into_owned();
        let failure = if out { Failure::Unanswered } else { Failure::NotSent };
        let delivery = if out { Delivery::Unknown } else { Delivery::NotSent };
        let remedy = remedy(&error, phase, delivery);
        let broken = |source| Error::Connection { host: host.clone(), phase, remedy, delivery, source };
        let told = match error {
            ureq::Error::HostNotFound => Error::HostNotFound { host },
            ureq::Error::Io(source) => match identity(&source) {
                Some(reason) => Error::Identity { host, reason },
                None => broken(source),
            },
            ureq::Error::Rustls(rustls::Error::InvalidCertificate(reason)) => {
                Error::Identity { host, reason: reason.to_string() }
            }
            ureq::Error::Timeout(_) => broken(io::ErrorKind::TimedOut.into()),
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) if out => {
                Error::Answer { host, what: "it is not HTTP".to_owned() }
            }
            other => broken(io::Error::other(other.to_string())),
        };
        (failure, told)
    }
}

fn remedy(error: &ureq::Error, phase: Phase, delivery: Delivery) -> &'static str {
    match (error, phase) {
        (ureq::Error::ConnectProxyFailed(_), _) => {
            "the proxy refused; if it wants to know who asks, give its user and password in the proxy's URL"
        }
        (_, Phase::Resolving | Phase::Connecting) => "check the network, the proxy and the endpoint",
        _ => delivery.remedy(),
    }
}

/// Why a certificate was refused, where that is what broke the connection.
fn identity(error: &io::Error) -> Option<String> {
    match error.get_ref()?.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(reason) => Some(reason.to_string()),
        _ => None,
    }
}
