//! Where the capture thread leaves frames and the reader waits for them.

use super::CameraFormat;
use super::device::Fault;
use crate::Frame;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Frames kept for a reader that is slow for a moment; beyond that the oldest goes.
const KEPT_FRAMES: usize = 2;

/// What the reader gets.
#[derive(Debug)]
pub(super) enum Mail {
    /// The device is open.
    Opened(CameraFormat),
    /// A frame, and the measured rate.
    Frame(Frame, Option<f64>),
    /// The last mail.
    Fault(Fault),
    /// Nothing was heard of the device for the time given.
    Silence,
}

#[derive(Debug)]
struct State {
    mail: VecDeque<Mail>,
    /// When the capture thread last gave a sign of life.
    last_sign: Instant,
    closed: bool,
    left: bool,
}

#[derive(Debug)]
pub(super) struct Mailbox {
    state: Mutex<State>,
    changed: Condvar,
}

impl Mailbox {
    pub(super) fn new() -> Self {
        let state = State { mail: VecDeque::new(), last_sign: Instant::now(), closed: false, left: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Nothing here can be half changed by a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Capture thread: delivers.
    pub(super) fn put(&self, mail: Mail) {
        let mut state = self.state();
        let is_frame = |mail: &Mail| matches!(mail, Mail::Frame(..));
        if is_frame(&mail) && state.mail.iter().filter(|m| is_frame(m)).count() >= KEPT_FRAMES {
            let oldest = state.mail.iter().position(is_frame);
            oldest.and_then(|oldest| state.mail.remove(oldest));
        }
        state.last_sign = Instant::now();
        state.mail.push_back(mail);
        self.changed.notify_all();
    }

    /// Capture thread: a picture came that is not delivered. False when the reader has left.
    pub(super) fn alive(&self) -> bool {
        let mut state = self.state();
        state.last_sign = Instant::now();
        !state.closed
    }

    /// Capture thread: the device is closed.
    pub(super) fn leave(&self) {
        self.state().left = true;
        self.changed.notify_all();
    }

    /// Reader: the next mail, or [`Mail::Silence`] once the device was silent for `patience`.
    pub(super) fn wait(&self, patience: Duration) -> Mail {
        let mut state = self.state();
        loop {
            if let Some(mail) = state.mail.pop_front() {
                return mail;
            }
            let left = patience.saturating_sub(state.last_sign.elapsed());
            if left.is_zero() || state.left {
                return Mail::Silence;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Reader: wants no more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.mail.clear();
    }

    /// Reader: waits until the device is closed; false when it is not after `patience`.
    pub(super) fn wait_until_left(&self, patience: Duration) -> bool {
        let waiting = |state: &mut State| !state.left;
        let waited = self.changed.wait_timeout_while(self.state(), patience, waiting);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}
