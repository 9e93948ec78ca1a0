//! When something happened, in the time of the stream.

use liveface_frames::Timestamp;
use std::time::{Duration, Instant};

/// Relates the clock of this machine to that of the frames, by when frames arrived.
///
/// A frame can arrive late but not early, so the earliest arrival so far is the nearest to the truth.
#[derive(Debug, Default)]
pub(super) struct StreamClock {
    /// When the stream was at zero.
    zero: Option<Instant>,
}

impl StreamClock {
    /// Takes that the frame of time `at` arrived at `arrival`.
    pub(super) fn take(&mut self, at: Timestamp, arrival: Instant) {
        let since = Duration::from_micros(at.as_micros());
        let zero = arrival.checked_sub(since).unwrap_or(arrival);
        self.zero = Some(self.zero.map_or(zero, |before| before.min(zero)));
    }

    /// The time of the stream at `instant`; `None` before the first frame.
    pub(super) fn at(&self, instant: Instant) -> Option<Timestamp> {
        let zero = self.zero?;
        Some(Timestamp::ZERO.after(instant.saturating_duration_since(zero)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_that_was_least_late_counts() {
        let start = Instant::now();
        let after = |ms: u64| start + Duration::from_millis(ms);
        let mut clock = StreamClock::default();
        assert_eq!(clock.at(start), None);
        // Delays of 30, 5 and 90 ms.
        for (at, arrival) in [(0, 1_030), (33, 1_038), (66, 1_156)] {
            clock.take(Timestamp::from_millis(at), after(arrival));
        }
        assert_eq!(clock.at(after(1_505)), Some(Timestamp::from_millis(500)));
        assert_eq!(clock.at(start), Some(Timestamp::ZERO), "before the stream began");
    }
}
