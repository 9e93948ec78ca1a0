//! One call from its first attempt to its last: which host, when, and what is known if it fails. How an attempt is made is
//! the caller's; whether another one follows is decided by [`Attempts`].

use crate::attempts::{Attempts, Failure, Step};
use crate::client::Options;
use crate::error::{Delivery, Error, Phase};
use crate::http::{LONGEST, LOOK};
use liveface_cloud_api::Endpoint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// One of the places where a call can go.
pub(crate) trait Host {
    /// Its scheme, name and port.
    fn endpoint(&self) -> &Endpoint;
}

impl Host for Endpoint {
    fn endpoint(&self) -> &Endpoint {
        self
    }
}

/// What all attempts of a call share.
pub(crate) struct Rounds<'a, H> {
    /// What is called, for the log.
    pub(crate) name: &'a str,
    /// The hosts, in the order in which they are tried.
    pub(crate) hosts: &'a [H],
    pub(crate) options: &'a Options,
    /// Whether asking twice does no harm.
    pub(crate) repeatable: bool,
    /// Set when nobody waits for it any more.
    pub(crate) cancelled: &'a AtomicBool,
}

impl<H: Host> Rounds<'_, H> {
    /// Attempts until there is an answer, or no further attempt is safe or possible. An attempt is made at a host and
    /// until a deadline. `turn` says how long it must wait for its turn, or `None` where that is not before the
    /// deadline.
    pub(crate) fn run<T>(
        &self,
        turn: impl Fn(Instant) -> Option<Duration>,
        attempt: impl Fn(&H, Instant) -> Result<T, (Failure, Error)>,
    ) -> Result<T, Error> {
        let deadline = Instant::now() + self.options.deadline.min(LONGEST);
        let mut attempts = Attempts::new(self.hosts.len(), self.options.retries, self.repeatable);
        let (mut number, mut pause, mut known) = (0, Duration::ZERO, Delivery::NotSent);
        loop {
            let host = self.hosts.get(number).ok_or_else(|| Error::Setup("no endpoint".to_owned()))?;
            self.wait(host, Some(pause), (deadline, known))?;
            self.wait(host, turn(deadline), (deadline, known))?;
            let (failure, error) = match attempt(host, deadline) {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let at = host.endpoint().authority();
            tracing::info!(action = self.name, host = %at, ?failure, %error, "attempt failed");
            if known != Delivery::Unknown {
                known = error.delivery();
            }
            match attempts.after(failure, chance()) {
                Step::Try { host: next, pause: time } => (number, pause) = (next, time),
                Step::GiveUp => return Err(error),
            }
            // An attempt that cannot begin before the deadline tells less than the failure that led to it.
            if Instant::now() + pause >= deadline {
                return Err(error);
            }
        }
    }

    /// Waits, where there is time for it before the deadline. `known` is what is known of the attempts before.
    fn wait(
        &self,
        host: &H,
        time: Option<Duration>,
        (deadline, known): (Instant, Delivery),
    ) -> Result<(), Error> {
        let end = time.map(|time| Instant::now() + time).filter(|end| *end < deadline);
        let late = || Error::Deadline {
            host: host.endpoint().authority().into_owned(),
            limit: self.options.deadline,
            phase: Phase::Waiting,
            delivery: known,
        };
        let end = end.ok_or_else(late)?;
        while !self.cancelled.load(Ordering::Relaxed) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(LOOK));
        }
        Err(Error::Cancelled { phase: Phase::Waiting, delivery: known })
    }
}

/// A number in 0..1 that spreads the pauses of many callers.
fn chance() -> f64 {
    let mut bytes = [0; 4];
    // Without chance there is no spread, and nothing else is lost.
    let _ = getrandom::fill(&mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}
