//! Why a call gave no response, and what is known of it.

use crate::MerchantFault;
use jiff::Timestamp;
use liveface_cloud_api::ApiError;
use liveface_cloud_api::code::{AndroidCode, ApiCode, Billed, ErrorCode, Kind};
use std::time::Duration;

/// The guide's code for an app whose call did not get through; the cloud itself has none.
const NETWORK: AndroidCode = AndroidCode::NetworkError;

/// What is known of a submission that brought no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The request never was wholly out, or it was one that only asks a merchant server: it can be sent again.
    NotSent,
    /// The cloud answered that it did not do it: not counted, and it can be sent again.
    Refused,
    /// It may have been done and counted: sending it again may be a second time.
    Unknown,
}

impl Delivery {
    /// What to do, where nothing more is known.
    pub(crate) const fn remedy(self) -> &'static str {
        match self {
            Self::NotSent | Self::Refused => "check the network and send it again",
            Self::Unknown => "it may have been counted, so look for its result before it is sent again",
        }
    }

    const fn cancelled(self) -> &'static str {
        match self {
            Self::NotSent | Self::Refused => "nothing was submitted",
            Self::Unknown => self.remedy(),
        }
    }
}

/// Where an attempt stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for its turn or for the next attempt.
    Waiting,
    /// Looking up the host's address.
    Resolving,
    /// Connecting and agreeing on encryption.
    Connecting,
    /// Sending the request.
    Sending,
    /// Waiting for the answer.
    Answering,
    /// Reading the answer.
    Reading,
}

impl Phase {
    const fn doing(self) -> &'static str {
        match self {
            Self::Waiting => "waiting for its turn",
            Self::Resolving => "looking up the host",
            Self::Connecting => "connecting",
            Self::Sending => "sending",
            Self::Answering => "waiting for the answer",
            Self::Reading => "reading the answer",
        }
    }
}

/// Why a call gave no response. `Display` is one line with the remedy; a cause of the system's is in `source()`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks a limit of the cloud; nothing was sent.
    #[error("{what} ({code}); nothing was sent")]
    Request {
        /// What is wrong and what to do.
        what: String,
        /// The code the cloud would have answered with.
        code: ApiCode,
    },
    /// The cloud answered with an error.
    #[error("{error}{}", both(*.clocks))]
    Api {
        /// The error.
        error: Box<ApiError>,
        /// This machine's time and the cloud's, where the signature was refused for its time.
        clocks: Option<(Timestamp, Timestamp)>,
    },
    /// The address of the host is not known.
    #[error(
        "no address is known for {host}: check the network, its name server and the endpoint ({NETWORK})"
    )]
    HostNotFound {
        /// Which host.
        host: String,
    },
    /// The host could not be reached or the connection broke.
    #[error("the connection to {host} failed while {}: {remedy} ({NETWORK})", phase.doing())]
    Connection {
        /// Which host.
        host: String,
        /// When.
        phase: Phase,
        /// What to do.
        remedy: &'static str,
        /// Whether the request may have been acted on.
        delivery: Delivery,
        /// What the system said.
        source: std::io::Error,
    },
    /// The host could not prove who it is.
    #[error(
        "{host} did not prove its identity: {reason}; check the endpoint and this machine's certificates and clock ({NETWORK})"
    )]
    Identity {
        /// Which host.
        host: String,
        /// What was wrong.
        reason: String,
    },
    /// The time for the whole call was over.
    #[error("no answer of {host} within {limit:?}: time ran out while {}; {} ({NETWORK})", phase.doing(), delivery.remedy())]
    Deadline {
        /// Which host.
        host: String,
        /// How long the whole call could take.
        limit: Duration,
        /// When it ran out.
        phase: Phase,
        /// Whether the request may have been acted on.
        delivery: Delivery,
    },
    /// The host answered with an HTTP status other than 200, and without an error of the cloud's.
    #[error("{host} answered with HTTP status {status}: {} ({NETWORK})", status_remedy(*.status))]
    Status {
        /// Which host.
        host: String,
        /// Which status.
        status: u16,
    },
    /// The answer cannot be understood.
    #[error("the answer of {host} cannot be used: {what}; {} ({NETWORK})", Delivery::Unknown.remedy())]
    Answer {
        /// Which host.
        host: String,
        /// What is wrong with it.
        what: String,
    },
    /// A merchant server answered, and not with what it was asked for.
    #[error("{path} of the merchant server {host} failed: {fault}")]
    Merchant {
        /// Which host.
        host: String,
        /// Which endpoint, e.g. `/api/v1/get-token`.
        path: &'static str,
        /// What it answered.
        fault: MerchantFault,
        /// Whether evidence may have been taken.
        delivery: Delivery,
    },
    /// The call was cancelled by [`crate::Client::cancel`] or [`crate::Merchant::cancel`].
    #[error("cancelled while {}: {}", phase.doing(), delivery.cancelled())]
    Cancelled {
        /// When.
        phase: Phase,
        /// Whether the request may have been acted on.
        delivery: Delivery,
    },
    /// The client was set up with something unusable.
    #[error("{0}")]
    Setup(String),
}

impl Error {
    /// What is known of the submission.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Request { .. } | Self::HostNotFound { .. } | Self::Identity { .. } | Self::Setup(_) => {
                Delivery::NotSent
            }
            // A status of success without an answer of the cloud's: something took it, and nobody says what for.
            Self::Answer { .. } | Self::Status { status: 200..=299, .. } => Delivery::Unknown,
            Self::Api { error, .. } => refusal(&error.code),
            Self::Status { .. } => Delivery::Refused,
            Self::Connection { delivery, .. }
            | Self::Merchant { delivery, .. }
            | Self::Deadline { delivery, .. }
            | Self::Cancelled { delivery, .. } => *delivery,
        }
    }

    /// The cloud's code, where it gave one or would have.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Request { code, .. } => Some(ErrorCode::Code(*code)),
            Self::Api { error, .. } => Some(error.code.clone()),
            _ => None,
        }
    }

    /// The cloud's number of the call, where it gave one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api { error, .. } => error.request_id.as_deref(),
            _ => None,
        }
    }
}

/// What an error of the cloud's says about the call: not done, unless it is a fault that may have come after the work and
/// that nobody promises not to charge.
fn refusal(code: &ErrorCode) -> Delivery {
    let sure = code.code().is_some_and(|code| {
        code.retryable()
            || code.billed() == Billed::No
            || !matches!(code.kind(), Kind::Service | Kind::Limit | Kind::Comparison | Kind::Passed)
                // Its work was done, and only the answer is too large.
                && code != ApiCode::ResponseSizeLimitExceeded
    });
    if sure { Delivery::Refused } else { Delivery::Unknown }
}

fn both(clocks: Option<(Timestamp, Timestamp)>) -> String {
    let Some((here, there)) = clocks else { return String::new() };
    let apart = (here.as_second() - there.as_second()).unsigned_abs();
    format!(
        "; this machine's clock says {}, the cloud's {}, {apart} s apart (300 s are allowed): set this machine's clock",
        clock(here),
        clock(there)
    )
}

/// A time to the second, `2026-11-27T09:42:02Z`.
fn clock(at: Timestamp) -> String {
    format!("{at:.0}")
}

const fn status_remedy(status: u16) -> &'static str {
    match status {
        200..=299 => "it does not speak this API, and may have counted the call; check the endpoint",
        300..=399 => "it points elsewhere, and a signed request is not sent on; give the right endpoint",
        407 => "the proxy wants to know who asks; give its user and password in the proxy's URL",
        413 => "it takes no request of this size; send a smaller video or picture",
        429 => "it takes no more calls now; try again later",
        500..=599 => "it is out of order or too busy; try again later",
        _ => "it does not speak this API, or a proxy is in between; check the endpoint",
    }
}
