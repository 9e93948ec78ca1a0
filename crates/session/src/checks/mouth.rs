//! Open mouth: closed, wide open for longer than a syllable, closed again, against the person's own closed mouth.

use super::baseline::Baseline;
use super::{Check, Progress};
use crate::config::Mouth;
use crate::observation::Face;
use crate::time::Timestamp;
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct MouthCheck {
    config: Mouth,
    closed_mouth: Baseline,
    last_closed: Option<Timestamp>,
    opened: Option<Timestamp>,
    /// Whether the mouth stayed wide open long enough; kept until it closes.
    held: bool,
}

impl MouthCheck {
    pub(crate) fn new(config: Mouth) -> Self {
        // A talking mouth is closed only part of the time, so a low quantile is the closed mouth.
        Self { config, closed_mouth: Baseline::new(0.2), last_closed: None, opened: None, held: false }
    }
}

impl Check for MouthCheck {
    fn observe(&mut self, at: Timestamp, face: &Face) -> Progress {
        if self.opened.is_none() {
            self.closed_mouth.push(at, face.mouth);
        }
        let Some(neutral) = self.closed_mouth.value() else { return Progress::Pending };
        let rise = face.mouth - neutral;
        let wide = rise >= self.config.open;
        if let Some(opened) = self.opened {
            let open_for = at.since(opened);
            if open_for > Duration::from_millis(self.config.max_ms) {
                (self.opened, self.held, self.last_closed) = (None, false, None);
            } else if wide {
                self.held |= open_for >= Duration::from_millis(self.config.min_ms);
            } else if !self.held {
                self.opened = None;
            }
        } else if wide && self.last_closed.is_some() {
            self.opened = Some(at);
        }
        if rise > self.config.closed {
            return Progress::Pending;
        }
        let from = self.last_closed.replace(at);
        self.opened = None;
        match (std::mem::take(&mut self.held), from) {
            (true, Some(from)) => Progress::Passed { from },
            _ => Progress::Pending,
        }
    }
}
