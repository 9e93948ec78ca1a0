//! What the session saw of the stream as a whole, whether usable or not.

use crate::observation::{Faces, Observation};
use crate::output::Hint;
use crate::report::Video;
use crate::time::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// Running counts over all frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    frames: u64,
    first: Timestamp,
    last: Timestamp,
    size: (u32, u32),
    one_face: u64,
    unusable: BTreeMap<Hint, u64>,
}

impl Stream {
    pub(crate) fn take(&mut self, seen: &Observation) {
        if self.frames == 0 {
            self.first = seen.at;
        }
        self.frames += 1;
        self.last = seen.at;
        self.size = (seen.width, seen.height);
        self.one_face += u64::from(matches!(seen.faces, Faces::One(_)));
    }

    pub(crate) fn note_unusable(&mut self, hint: Hint) {
        *self.unusable.entry(hint).or_default() += 1;
    }

    pub(crate) fn one_face(&self) -> u64 {
        self.one_face
    }

    pub(crate) fn unusable(&self) -> &BTreeMap<Hint, u64> {
        &self.unusable
    }

    /// The most frequent reason for unusable frames, and its share of all frames; the first of equals.
    pub(crate) fn dominant_fault(&self) -> Option<(Hint, f32)> {
        let (hint, count) = self.unusable.iter().rev().max_by_key(|(_, count)| **count)?;
        Some((*hint, *count as f32 / self.frames.max(1) as f32))
    }

    /// From the first frame to the end of the last, which counts for the mean interval.
    pub(crate) fn duration(&self) -> Duration {
        let between = self.last.since(self.first);
        let intervals = u32::try_from(self.frames.saturating_sub(1)).unwrap_or(u32::MAX);
        between + between.checked_div(intervals).unwrap_or_default()
    }

    pub(crate) fn video(&self) -> Video {
        let duration = self.duration();
        let seconds = duration.as_secs_f32();
        Video {
            frames: self.frames,
            duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            width: self.size.0,
            height: self.size.1,
            fps: if seconds > 0.0 { self.frames as f32 / seconds } else { 0.0 },
        }
    }
}
