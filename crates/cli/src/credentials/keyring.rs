//! The key in the keyring of the system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.

use anyhow::{Context as _, anyhow, bail};
use keyring::{Entry, Error};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// A locked keyring asks its owner, who may not be there.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the entry is called in it.
const SERVICE: &str = "liveface";
const USER: &str = "tencentcloud";

/// Makes sure that there is a keyring.
///
/// # Errors
/// There is none, or it does not answer.
pub fn check() -> anyhow::Result<()> {
    within(PATIENCE, || entry().map(drop))
}

/// The text kept in it.
///
/// # Errors
/// There is no keyring, it is locked, or it does not answer.
pub fn read() -> anyhow::Result<Option<Zeroizing<Vec<u8>>>> {
    within(PATIENCE, || found(entry()?.get_secret().map(Zeroizing::new)))
}

/// Keeps a text, instead of the one kept before.
///
/// # Errors
/// As for [`read`], or it is too long for this system's keyring.
pub fn write(text: Zeroizing<String>) -> anyhow::Result<()> {
    within(PATIENCE, move || entry()?.set_secret(text.as_bytes()).map_err(|error| told(&error)))
}

/// Removes the text; whether there was one.
///
/// # Errors
/// As for [`read`].
pub fn remove() -> anyhow::Result<bool> {
    within(PATIENCE, || found(entry()?.delete_credential()).map(|removed| removed.is_some()))
}

fn entry() -> anyhow::Result<Entry> {
    Entry::store_status().as_ref().map_err(told)?;
    Entry::new(SERVICE, USER).map_err(|error| told(&error))
}

/// What was asked for; `None` where there is no entry.
fn found<T>(answer: keyring::Result<T>) -> anyhow::Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

/// An error without the bytes that some of them carry.
fn told(error: &Error) -> anyhow::Error {
    match error {
        Error::PlatformFailure(why) => anyhow!("it cannot be reached: {why}"),
        Error::NoStorageAccess(why) => anyhow!("it stays locked: {why}"),
        Error::TooLong(_, most) => anyhow!("it takes no more than {most} bytes"),
        Error::Ambiguous(_) => anyhow!("it has several entries {USER} of {SERVICE}: remove all but one"),
        _ => anyhow!("it cannot be used on this system"),
    }
}

/// Asks on a thread of its own, and gives up after `limit`: the thread is then left to itself.
fn within<T: Send + 'static>(
    limit: Duration,
    ask: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let (answer, answered) = mpsc::channel();
    let asking = move || {
        // Whoever gave up does not listen.
        let _ = answer.send(ask());
    };
    thread::Builder::new().name("keyring".to_owned()).spawn(asking).context("no thread to ask it on")?;
    match answered.recv_timeout(limit) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => {
            bail!("it did not answer within {} s: is it locked?", limit.as_secs())
        }
        Err(RecvTimeoutError::Disconnected) => bail!("it broke off"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn nobody_waits_for_a_keyring_that_does_not_answer() {
        let (begun, limit) = (Instant::now(), Duration::from_millis(50));
        let never = || {
            thread::sleep(Duration::from_secs(60));
            Ok(())
        };
        let told = within(limit, never).unwrap_err().to_string();
        assert!(told.contains("did not answer"), "{told}");
        assert!(begun.elapsed() < Duration::from_secs(10));
        assert_eq!(within(Duration::from_secs(60), || Ok(7)).unwrap(), 7);
    }

    #[test]
    fn an_error_is_told_without_the_bytes_it_carries() {
        let kept = b"NEVERSHOWN".to_vec();
        for error in [Error::BadEncoding(kept.clone()), Error::BadDataFormat(kept, "NEVERSHOWN".into())] {
            assert!(!format!("{:#}", told(&error)).contains("NEVERSHOWN"));
        }
    }
}
