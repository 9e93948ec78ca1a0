//! The networks between two attempts: loaded once, also where the first attempt comes before they are.

use super::Loader;
use crate::failure::Failure;
use liveface::vision::Vision;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long an attempt waits for the networks before it looks whether it was stopped.
const LOOK: Duration = Duration::from_millis(50);

#[derive(Default)]
enum State {
    /// An attempt has them, or nobody has loaded them.
    #[default]
    None,
    /// They are being loaded.
    Loading,
    /// They wait for the next attempt.
    Ready(Box<Vision>),
}

/// Where the networks are while no attempt has them.
#[derive(Default)]
pub(crate) struct Spare {
    state: Mutex<State>,
    changed: Condvar,
}

impl Spare {
    /// Nothing here can be half changed by a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that [`Spare::load`] follows.
    pub(super) fn announce(&self) {
        *self.state() = State::Loading;
    }

    /// Loads them for the first attempt. Where that fails, the attempt fails in the same way, before somebody who reads it.
    pub(super) fn load(&self, load: &Loader) {
        let loading = Loading(self);
        if let Ok(vision) = load() {
            loading.0.put(vision);
        }
    }

    /// Puts them back.
    pub(super) fn put(&self, vision: Vision) {
        *self.state() = State::Ready(Box::new(vision));
        self.changed.notify_all();
    }

    /// The networks; `None` where the attempt was stopped while they were being loaded.
    pub(super) fn take(&self, load: &Loader, stopped: impl Fn() -> bool) -> Result<Option<Vision>, Failure> {
        let mut state = self.state();
        while matches!(*state, State::Loading) {
            if stopped() {
                return Ok(None);
            }
            state = self.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        let ready = std::mem::take(&mut *state);
        drop(state);
        match ready {
            State::Ready(vision) => Ok(Some(*vision)),
            State::None | State::Loading => load().map(Some),
        }
    }
}

/// However loading ends, by a panic too, nobody waits for it any more.
struct Loading<'a>(&'a Spare);

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if matches!(*state, State::Loading) {
            *state = State::None;
        }
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "the loader breaks")]
mod tests {
    use super::*;
    use crate::failure::FailureKind;
    use std::sync::Arc;

    #[test]
    fn an_attempt_waits_for_what_is_being_loaded_and_no_longer() {
        let spare = Arc::new(Spare::default());
        let refuse = || Err(Failure::new(FailureKind::Engine, "loaded by the attempt"));
        spare.announce();
        assert!(matches!(spare.take(&refuse, || true), Ok(None)), "an attempt that is stopped does not wait");
        let loader = Arc::clone(&spare);
        let loading = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(80));
            loader.load(&|| panic!("the loader breaks"));
        });
        let taken = spare.take(&refuse, || false);
        assert_eq!(taken.err().map(|failure| failure.message).as_deref(), Some("loaded by the attempt"));
        assert!(loading.join().is_err());
    }
}
