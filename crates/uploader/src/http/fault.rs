//! What it means when an attempt ends without an answer.

use super::{Cut, Progress, Sending};
use crate::attempts::Failure;
use crate::error::{Delivery, Error, Phase};
use std::io;
use std::time::Instant;
use ureq::Timeout;

impl Sending<'_> {
    pub(super) fn cut_off(&self, cut: Option<Cut>, phase: Phase, out: bool) -> (Failure, Error) {
        let delivery = self.delivery(out);
        let host = self.endpoint.authority().into_owned();
        let error = match cut {
            Some(Cut::Cancelled) => Error::Cancelled { phase, delivery },
            Some(Cut::Deadline) | None => Error::Deadline { host, limit: self.limit, phase, delivery },
        };
        (Failure::Final, error)
    }

    /// What is known of a request that had no answer. One without a body only asks.
    fn delivery(&self, out: bool) -> Delivery {
        if out && self.body.is_some() { Delivery::Unknown } else { Delivery::NotSent }
    }

    /// What an error before any answer means. Where the last byte of the body was taken, the request may be out.
    pub(super) fn fault(&self, error: ureq::Error, progress: Progress, cut: Option<Cut>) -> (Failure, Error) {
        let Progress { begun, out } = progress;
        let phase = match &error {
            ureq::Error::Timeout(Timeout::Resolve) | ureq::Error::HostNotFound => Phase::Resolving,
            _ if !begun => Phase::Connecting,
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
        let delivery = self.delivery(out);
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
