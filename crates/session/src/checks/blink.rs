//! Blink: open → closed → open, against the person's own open eyes (Soukupová & Čech 2016 measure, own windows).

use super::baseline::Baseline;
use super::{Check, Progress};
use crate::config::Blink;
use crate::observation::Face;
use crate::time::Timestamp;
use std::time::Duration;

/// A head that tips by more than this, in degrees, narrows the eyes in the picture without closing them.
const MAX_TIP: f32 = 10.0;

#[derive(Debug)]
pub(crate) struct BlinkCheck {
    config: Blink,
    open_eyes: Baseline,
    /// Time and pitch of the last frame with open eyes.
    last_open: Option<(Timestamp, f32)>,
    closed: bool,
}

impl BlinkCheck {
    pub(crate) fn new(config: Blink) -> Self {
        // Eyes are open most of the time, so the upper half of the samples is the open eye.
        Self { config, open_eyes: Baseline::new(0.6), last_open: None, closed: false }
    }
}

impl Check for BlinkCheck {
    fn observe(&mut self, at: Timestamp, face: &Face) -> Progress {
        let openness = face.eyes.mean();
        // Closing the eyes must not lower the neutral it is measured against.
        if !self.closed {
            self.open_eyes.push(at, openness);
        }
        let Some(neutral) = self.open_eyes.value() else { return Progress::Pending };
        let ratio = openness / neutral.max(f32::MIN_POSITIVE);
        if ratio <= self.config.closed {
            self.closed = self.last_open.is_some_and(|(_, pitch)| (face.pose.pitch - pitch).abs() <= MAX_TIP);
        }
        let started = self.last_open.map(|(then, _)| then);
        if self.closed
            && started.is_some_and(|from| at.since(from) > Duration::from_millis(self.config.max_ms))
        {
            self.closed = false;
            self.last_open = None;
        }
        if ratio < self.config.open {
            return Progress::Pending;
        }
        self.last_open = Some((at, face.pose.pitch));
        if !std::mem::take(&mut self.closed) {
            return Progress::Pending;
        }
        started
            .filter(|from| at.since(*from) >= Duration::from_millis(self.config.min_ms))
            .map_or(Progress::Pending, |from| Progress::Passed { from })
    }
}
