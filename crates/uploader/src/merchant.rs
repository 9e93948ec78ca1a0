//! The merchant server, from the app's side: a token starts a session, its evidence is sent, its result is asked for.
//!
//! Token and result are as in the integration guide's sample servers. The upload is this project's own, since the way from
//! the guide's SDK to the cloud is private: `POST {base}/api/v1/upload-result`. What a server owes its callers there is in
//! [`liveface_cloud_api::merchant`].

mod base;
mod evidence;
mod fault;
mod token;

pub use evidence::SessionEvidence;
pub use fault::MerchantFault;
pub use token::SdkToken;

use crate::attempts::Failure;
use crate::client::Options;
use crate::error::Error;
use crate::http::{self, Http, Sending};
use crate::rounds::{Host as _, Rounds};
use base::Base;
use liveface_cloud_api::code::Known;
use liveface_cloud_api::merchant::{self, ResultReply, TokenReply, UploadReply};
use liveface_cloud_api::{ApiCode, Object, SelfieResultCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use ureq::tls::RootCerts;

/// The most bytes of an answer: a token or a number, and what the server adds to it.
const MAX_REPLY_BYTES: u64 = 1_000_000;

/// How a session ended: [`SelfieResultCode::Success`] (`0`) passed, [`SelfieResultCode::NotFinished`] (`-999`) has not ended,
/// a number that no document names is kept as text. Only the first is live.
pub type SelfieResult = Known<SelfieResultCode>;

/// An app's own server, which holds the key to the cloud, or judges by itself.
///
/// Asking for a token or a result costs nothing and is repeated within the deadline. An upload is sent again only where it
/// never was wholly out, or the server answered with HTTP 429 or 503; see [`Error::delivery`].
///
/// ```no_run
/// # use liveface_uploader::{Error, Merchant, SessionEvidence};
/// # fn session(token: &str) -> Vec<u8> { Vec::new() }
/// # fn main() -> Result<(), Error> {
/// let merchant = Merchant::new("https://shop.example/face")?.with_backup("https://shop-b.example/face")?;
/// let token = merchant.token(4)?;
/// let video = session(token.expose());
/// merchant.upload(&token, &SessionEvidence::new(video))?;
/// let result = merchant.result(&token)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Merchant {
    bases: Vec<Base>,
    options: Options,
    roots: Option<RootCerts>,
    cancelled: AtomicBool,
}

impl Merchant {
    /// For a server at `https://HOST[:PORT][/PATH]`; `http://` for this machine only, since faces travel there. With the
    /// default [`Options`] and the certificates the system trusts.
    ///
    /// # Errors
    /// [`Error::Setup`] for anything else, a user name and a query included.
    pub fn new(base: &str) -> Result<Self, Error> {
        let (bases, options) = (vec![Base::parse(base)?], Options::default());
        Ok(Self { bases, options, roots: None, cancelled: AtomicBool::new(false) })
    }

    /// The same, with other options: `deadline`, `connect`, `retries` and `proxy`. The others are about the cloud.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// The same, with another address of the same server (the guide's `backUpHost` and `backUpIPs`), to go to when those
    /// before it are not reached or out of order. A session begun at one must be known at all.
    ///
    /// # Errors
    /// As [`Merchant::new`].
    pub fn with_backup(mut self, base: &str) -> Result<Self, Error> {
        self.bases.push(Base::parse(base)?);
        Ok(self)
    }

    /// The same, trusting these certificates (PEM) and no others: for a server of one's own.
    ///
    /// # Errors
    /// [`Error::Setup`] when there is no certificate in it.
    pub fn with_root_certificates(self, pem: &[u8]) -> Result<Self, Error> {
        Ok(Self { roots: Some(http::roots(pem)?), ..self })
    }

    /// Asks for the token of a new session. `level` is `SecureLevel`: 1 silent, 2 actions, 3 light, 4 actions and light.
    ///
    /// # Errors
    /// See [`Error`]; [`Error::Request`] for another level.
    pub fn token(&self, level: u8) -> Result<SdkToken, Error> {
        if !(1..=4).contains(&level) {
            return Err(Error::Request {
                what: format!(
                    "level {level} does not exist: use 1 (silent), 2 (actions), 3 (light) or 4 (actions and light)"
                ),
                code: ApiCode::InvalidParameterValue,
            });
        }
        self.call(&Ask::token(level), |reply: TokenReply| SdkToken::new(reply.sdk_token).ok())
    }

    /// Sends what the session left.
    ///
    /// # Errors
    /// See [`Error`]: [`MerchantFault::NoUpload`] where the server takes no uploads; [`Error::Request`] where the evidence is
    /// too large, the recording no MP4 or the best frame no JPEG.
    pub fn upload(&self, token: &SdkToken, evidence: &SessionEvidence) -> Result<(), Error> {
        let ask = Ask::upload(token, evidence.body(token)?);
        self.call(&ask, |_: UploadReply| Some(()))
    }

    /// Asks how the session ended. That it has not is [`SelfieResultCode::NotFinished`], and no error.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn result(&self, token: &SdkToken) -> Result<SelfieResult, Error> {
        let known = |reply: ResultReply| {
            Some(reply.result).filter(|text| !text.is_empty()).map(|text| SelfieResult::from(text.as_str()))
        };
        self.call(&Ask::result(token), known)
    }

    /// Ends the calls on their way, and all later ones, with [`Error::Cancelled`], as
    /// [`Client::cancel`](crate::Client::cancel) does: within about 100 ms, save that looking up or connecting to a host that
    /// does not answer may go on for [`Options::connect`]; nothing is sent after it. For the next session, make another one.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Asks until there is an answer that `usable` takes something from.
    fn call<T: Object, U>(&self, ask: &Ask, usable: impl Fn(T) -> Option<U>) -> Result<U, Error> {
        let http = Http::new(self.roots.clone(), self.options.connect, self.options.proxy)?;
        let rounds = Rounds {
            name: ask.path,
            hosts: &self.bases,
            options: &self.options,
            repeatable: ask.only_asks(),
            cancelled: &self.cancelled,
        };
        rounds.run(
            |_| Some(Duration::ZERO),
            |base, deadline| {
                let reply = self.attempt(&http, base, ask, deadline)?;
                usable(reply).ok_or_else(|| ask.fault(base, MerchantFault::Incomplete))
            },
        )
    }

    fn attempt<T: Object>(
        &self,
        http: &Http,
        base: &Base,
        ask: &Ask,
        deadline: Instant,
    ) -> Result<T, (Failure, Error)> {
        let url = base.url(&ask.target);
        let headers: &[_] =
            if ask.only_asks() { &[] } else { &[("Content-Type", "application/json".to_owned())] };
        let sending = Sending {
            endpoint: base.endpoint(),
            url: &url,
            headers,
            body: ask.body.as_deref(),
            most: MAX_REPLY_BYTES,
            deadline,
            limit: self.options.deadline,
            cancelled: &self.cancelled,
            out: &AtomicBool::new(false),
        };
        let reply = http.exchange(&sending).map_err(|(failure, error)| match error {
            Error::Answer { what, .. } => ask.fault(base, MerchantFault::Unreadable(what)),
            other => (failure, other),
        })?;
        fault::read(ask, &reply).map_err(|fault| ask.fault(base, fault))
    }
}

/// One call, wherever it goes.
struct Ask {
    path: &'static str,
    /// The path with its query.
    target: String,
    /// What is posted; without, it only asks.
    body: Option<Vec<u8>>,
}

impl Ask {
    fn token(level: u8) -> Self {
        Self { path: merchant::TOKEN_PATH, target: merchant::token_target(level), body: None }
    }

    fn upload(token: &SdkToken, body: Vec<u8>) -> Self {
        let target = merchant::upload_target(token.expose());
        Self { path: merchant::UPLOAD_PATH, target, body: Some(body) }
    }

    fn result(token: &SdkToken) -> Self {
        Self { path: merchant::RESULT_PATH, target: merchant::result_target(token.expose()), body: None }
    }

    const fn only_asks(&self) -> bool {
        self.body.is_none()
    }

    fn fault(&self, base: &Base, fault: MerchantFault) -> (Failure, Error) {
        let (failure, delivery) = (fault.failure(self), fault.delivery(self));
        let host = base.endpoint().authority().into_owned();
        (failure, Error::Merchant { host, path: self.path, fault, delivery })
    }
}
