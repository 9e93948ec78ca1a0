//! How many bytes a recording has left.

use std::time::Duration;

/// More than this does not make a face clearer at 720p; from the trials behind this recorder.
const MAX_BITS_PER_SECOND: f64 = 4e6;
/// The share of the budget the rate control aims at; the rest is for its misses and the container.
const AIM: f64 = 0.9;
/// The container's boxes apart from the tables of frames, bytes, rounded up.
const CONTAINER_BYTES: u64 = 1024;
/// A frame's entries in the container's tables (duration, size, offset, key frame), bytes, rounded up.
const FRAME_BYTES: u64 = 28;

/// Whether the next frame may be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// It may.
    Enough,
    /// Not this one, but the next.
    Skip,
    /// None any more.
    None,
}

/// A running count of the bytes of the file.
#[derive(Debug)]
pub(super) struct Budget {
    limit: u64,
    used: u64,
    skipped_last: bool,
    spent: bool,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, used: CONTAINER_BYTES, skipped_last: false, spent: limit <= CONTAINER_BYTES }
    }

    /// The rate that fills the budget in `expected` seconds, bits a second.
    pub(super) fn bits_per_second(&self, expected: Duration) -> u32 {
        let rate = self.limit as f64 * 8.0 * AIM / expected.as_secs_f64();
        // Zero would turn the rate control off.
        rate.clamp(1.0, MAX_BITS_PER_SECOND) as u32
    }

    /// Above 90 % of the budget, every second frame is left out.
    pub(super) fn next(&mut self) -> Room {
        if self.spent {
            return Room::None;
        }
        let scarce = self.used as f64 > self.limit as f64 * AIM;
        self.skipped_last = scarce && !self.skipped_last;
        if self.skipped_last { Room::Skip } else { Room::Enough }
    }

    /// Books an encoded frame; false when it does not fit, and then no later one does.
    pub(super) fn spend(&mut self, bytes: u64) -> bool {
        let used = self.used + bytes + FRAME_BYTES;
        if used > self.limit {
            self.spent = true;
            return false;
        }
        self.used = used;
        true
    }

    /// Bytes of the file so far, an upper bound.
    pub(super) fn used(&self) -> u64 {
        self.used.min(self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_fills_the_budget_and_is_capped() {
        let budget = Budget::new(6_000_000);
        assert_eq!(budget.bits_per_second(Duration::from_secs(6)), 4_000_000);
        assert_eq!(budget.bits_per_second(Duration::from_secs(60)), 720_000);
        assert_eq!(Budget::new(0).bits_per_second(Duration::from_secs(1)), 1);
    }

    #[test]
    fn rate_of_frames_halves_above_nine_tenths_and_ends_at_the_limit() {
        let mut budget = Budget::new(100_000);
        assert_eq!([budget.next(), budget.next()], [Room::Enough; 2]);
        assert!(budget.spend(90_000));
        let four: Vec<_> = (0..4).map(|_| budget.next()).collect();
        assert_eq!(four, [Room::Skip, Room::Enough, Room::Skip, Room::Enough]);
        assert!(!budget.spend(10_000));
        assert_eq!(budget.next(), Room::None);
        assert!(budget.used() <= 100_000);
    }
}
