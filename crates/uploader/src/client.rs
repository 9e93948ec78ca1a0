//! The client: one call, one response or one error, within one deadline.

use crate::attempts::Failure;
use crate::error::Error;
use crate::http::{self, Http, MAX_ANSWER_BYTES, Reply, Sending};
use crate::rate::RateLimit;
use crate::rounds::Rounds;
use jiff::Timestamp;
use liveface_cloud_api::call::MAX_BODY_BYTES;
use liveface_cloud_api::code::{ApiCode, Billed, ErrorCode};
use liveface_cloud_api::{Action, Answer, Body, Call, Credential, Endpoint, Language, Region, envelope};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use ureq::tls::RootCerts;

/// How calls are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How long a call may take altogether, its repetitions and its wait for a turn included; 60 s.
    pub deadline: Duration,
    /// How long finding a host may take, and how long reaching it; 5 s.
    pub connect: Duration,
    /// Attempts beyond one for each host, where another attempt is safe; 3.
    pub retries: u32,
    /// The most calls of one action a second; never more than the cloud takes (20, for one action 100).
    pub calls_per_second: u32,
    /// The region that works on the calls. `None`: that of a regional endpoint, else Singapore.
    pub region: Option<Region>,
    /// The language of the cloud's messages.
    pub language: Language,
    /// Whether the proxy in `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY` is used (except for `NO_PROXY` and this machine).
    pub proxy: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(60),
            connect: Duration::from_secs(5),
            retries: 3,
            calls_per_second: 100,
            region: None,
            language: Language::English,
            proxy: true,
        }
    }
}

/// Calls the cloud, or a service that speaks its API, and waits for the answer. See [`crate::AsyncClient`] for futures.
///
/// A call that is charged is never sent again once it may have been acted on: only where its body never was wholly out, or the
/// cloud answered that it did not do it (`RequestLimitExceeded`, HTTP 429 and 5xx). Calls that only read or prepare are
/// repeated after a connection that broke before an answer, too. Backup endpoints are tried in their order.
#[derive(Debug)]
pub struct Client {
    credential: Credential,
    endpoints: Vec<Endpoint>,
    options: Options,
    roots: Option<RootCerts>,
    rate: RateLimit,
    cancelled: AtomicBool,
    sent: AtomicBool,
}

impl Client {
    /// A client for one endpoint, with the default [`Options`] and the certificates the system trusts.
    #[must_use]
    pub fn new(credential: Credential, endpoint: Endpoint) -> Self {
        let options = Options::default();
        Self {
            credential,
            endpoints: vec![endpoint],
            options,
            roots: None,
            rate: RateLimit::default(),
            cancelled: AtomicBool::new(false),
            sent: AtomicBool::new(false),
        }
    }

    /// The same, with other options.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// The same, with another endpoint to go to when those before it are not reached or out of order.
    #[must_use]
    pub fn with_backup(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint);
        self
    }

    /// The same, trusting these certificates (PEM) and no others: for a service of one's own.
    ///
    /// # Errors
    /// [`Error::Setup`] when there is no certificate in it.
    pub fn with_root_certificates(self, pem: &[u8]) -> Result<Self, Error> {
        Ok(Self { roots: Some(http::roots(pem)?), ..self })
    }

    /// The endpoints, in the order in which they are tried.
    #[must_use]
    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// The region that works on the calls: that of the options, else that of a regional endpoint, else Singapore.
    #[must_use]
    pub fn region(&self) -> Region {
        let own = match self.endpoints.first() {
            Some(Endpoint::Regional(region)) => Some(region),
            _ => None,
        };
        self.options.region.as_ref().or(own).cloned().unwrap_or(Region::SINGAPORE)
    }

    /// Whether the cloud offers an action in the region that would work on it. A service of one's own may offer any.
    ///
    /// # Errors
    /// [`Error::Request`], which names the regions that do.
    pub fn check_region(&self, action: &str) -> Result<(), Error> {
        let own = self.endpoints.iter().any(|endpoint| matches!(endpoint, Endpoint::Custom(_)));
        let region = self.region();
        match Region::offering(action) {
            Some(offering) if !own && !offering.contains(&region.as_str()) => Err(Error::Request {
                what: format!(
                    "{action} is not offered in {region}: name a region that does, {}",
                    offering.join(", ")
                ),
                code: ApiCode::UnsupportedRegion,
            }),
            _ => Ok(()),
        }
    }

    /// Ends the calls on their way, and all later ones, with [`Error::Cancelled`], which says what is known of each. Looking up
    /// or connecting to a host that does not answer may go on for [`Options::connect`]; nothing is sent after it.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the whole body of any call of this client may have left.
    #[must_use]
    pub fn has_sent(&self) -> bool {
        self.sent.load(Ordering::Relaxed)
    }

    /// Makes a call.
    ///
    /// # Errors
    /// See [`Error`]; [`Error::delivery`] says whether the call may have been acted on.
    pub fn call<A: Action>(&self, request: &A) -> Result<Answer<A::Response>, Error> {
        let body = Body::of(request)
            .map_err(|_| Error::Setup("the request cannot be written as JSON".to_owned()))?;
        self.send::<A>(&body)
    }

    /// Makes a call whose body was written before.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub fn send<A: Action>(&self, body: &Body) -> Result<Answer<A::Response>, Error> {
        let kind = Kind { action: A::NAME, repeatable: A::REPEATABLE, per_second: A::CALLS_PER_SECOND };
        let (host, reply) = self.deliver(&kind, body)?;
        envelope::read(&reply.body).map_err(|error| Error::Answer { host, what: error.to_string() })
    }

    /// The call as it would be sent at `timestamp` (seconds since 1970), for showing.
    #[must_use]
    pub fn sign(&self, action: &str, body: &Body, timestamp: i64) -> liveface_cloud_api::SignedCall {
        let endpoint = self.endpoints.first().cloned().unwrap_or_default();
        self.signed(&endpoint, action, body, timestamp)
    }

    fn signed(
        &self,
        endpoint: &Endpoint,
        action: &str,
        body: &Body,
        timestamp: i64,
    ) -> liveface_cloud_api::SignedCall {
        let (authority, region) = (endpoint.authority(), self.region());
        let call = Call {
            action,
            authority: &authority,
            region: Some(&region),
            language: self.options.language,
            client: crate::CLIENT,
            timestamp,
        };
        call.sign(&self.credential, body)
    }

    /// Attempts until there is a response, or no further attempt is safe or possible.
    fn deliver(&self, kind: &Kind, body: &Body) -> Result<(String, Reply), Error> {
        self.check(kind, body)?;
        let http = Http::new(self.roots.clone(), self.options.connect, self.options.proxy)?;
        let rounds = Rounds {
            name: kind.action,
            hosts: &self.endpoints,
            options: &self.options,
            repeatable: kind.repeatable,
            cancelled: &self.cancelled,
        };
        let limit = self.options.calls_per_second.min(kind.per_second);
        rounds.run(
            |deadline| self.rate.book((kind.action, limit), Instant::now(), deadline),
            |endpoint, deadline| {
                let reply = self.attempt(&http, endpoint, (kind.action, body), deadline)?;
                Ok((endpoint.authority().into_owned(), reply))
            },
        )
    }

    fn check(&self, kind: &Kind, body: &Body) -> Result<(), Error> {
        check_size(body.as_bytes())?;
        self.check_region(kind.action)
    }

    fn attempt(
        &self,
        http: &Http,
        endpoint: &Endpoint,
        (action, body): (&str, &Body),
        deadline: Instant,
    ) -> Result<Reply, (Failure, Error)> {
        let here = Timestamp::now();
        let headers = self.signed(endpoint, action, body, here.as_second()).headers;
        let limit = self.options.deadline;
        let (cancelled, out) = (&self.cancelled, &self.sent);
        let (url, body) = (&endpoint.url(), Some(body.as_bytes()));
        let most = MAX_ANSWER_BYTES;
        let sending =
            Sending { endpoint, url, headers: &headers, body, most, deadline, limit, cancelled, out };
        let reply = http.exchange(&sending)?;
        let host = || endpoint.authority().into_owned();
        let busy = reply.status == 429 || (500..=599).contains(&reply.status);
        match envelope::error(&reply.body) {
            Ok(Some(error)) => {
                let again = error
                    .code
                    .code()
                    .is_some_and(|code| code.retryable() || busy && code.billed() == Billed::No);
                let expired = error.code == ErrorCode::Code(ApiCode::AuthFailureSignatureExpire);
                let clocks = reply.date.filter(|_| expired).map(|there| (here, there));
                let failure = if again { Failure::TurnedAway } else { Failure::Final };
                Err((failure, Error::Api { error: Box::new(error), clocks }))
            }
            // A response is the answer, whatever the status before it: it may be charged.
            Ok(None) => Ok(reply),
            Err(_) if busy => {
                Err((Failure::TurnedAway, Error::Status { host: host(), status: reply.status }))
            }
            Err(_) if reply.status != 200 => {
                Err((Failure::Final, Error::Status { host: host(), status: reply.status }))
            }
            Err(error) => Err((Failure::Final, Error::Answer { host: host(), what: error.to_string() })),
        }
    }
}

/// What of an action decides how its call is made.
struct Kind {
    action: &'static str,
    repeatable: bool,
    per_second: u32,
}

/// Refuses a body that is longer than the cloud takes.
pub(crate) fn check_size(body: &[u8]) -> Result<(), Error> {
    let bytes = body.len();
    if bytes <= MAX_BODY_BYTES {
        return Ok(());
    }
    Err(Error::Request {
        what: format!(
            "the request has {bytes} bytes, the limit is {MAX_BODY_BYTES}: send a smaller video or picture"
        ),
        code: ApiCode::RequestSizeLimitExceeded,
    })
}
