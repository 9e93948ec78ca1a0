//! Whether a camera shows anything: exposure, black and frozen pictures, measured rate. Time is an argument.

use super::device::Fault;
use crate::{CameraFault, Timestamp};
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hasher as _};
use std::time::Duration;

/// Time over which brightness must hold still. Automatic exposure of webcams moves in steps of 30 to 200 ms.
const STILL_FOR: Duration = Duration::from_millis(300);
/// By how much mean luma may move in that time, of 255.
const STILL_LUMA: f32 = 4.0;
/// A picture with a mean luma (of 255) below this, and about as little deviation, is black: a covered lens.
const BLACK_LUMA: f32 = 10.0;
/// Time over which the rate is measured.
const RATE_OVER: Duration = Duration::from_secs(1);
/// Every how many pixels brightness is looked at.
const LUMA_STEP: usize = 13;

/// Brightness of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Mean luma, 0..=255 (BT.601).
    pub(super) luma: f32,
    /// Standard deviation of luma.
    deviation: f32,
}

impl Look {
    fn of(pixels: &[u8]) -> Self {
        let (mut count, mut sum, mut squares) = (0_u64, 0_u64, 0_u64);
        for pixel in pixels.chunks_exact(3).step_by(LUMA_STEP) {
            if let &[r, g, b] = pixel {
                let luma = (77 * u64::from(r) + 150 * u64::from(g) + 29 * u64::from(b)) >> 8;
                (count, sum, squares) = (count + 1, sum + luma, squares + luma * luma);
            }
        }
        let count = count.max(1) as f32;
        let luma = sum as f32 / count;
        Self { luma, deviation: (squares as f32 / count - luma * luma).max(0.0).sqrt() }
    }

    fn is_black(self) -> bool {
        self.luma < BLACK_LUMA && self.deviation < BLACK_LUMA
    }
}

/// Waits until the automatic exposure has settled.
#[derive(Debug)]
pub(super) struct Exposure {
    limit: Duration,
    recent: VecDeque<(Timestamp, f32)>,
    first: Option<Timestamp>,
    stable: bool,
}

impl Exposure {
    /// Never waits longer than `limit`.
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, recent: VecDeque::new(), first: None, stable: limit.is_zero() }
    }

    /// Whether pictures from this one on may be used.
    pub(super) fn is_stable(&mut self, at: Timestamp, luma: f32) -> bool {
        if self.stable {
            return true;
        }
        let first = *self.first.get_or_insert(at);
        self.recent.push_back((at, luma));
        // Keeps the youngest picture that is old enough, so that the rest spans the whole time.
        while self.recent.get(1).is_some_and(|(time, _)| at.since(*time) >= STILL_FOR) {
            self.recent.pop_front();
        }
        let spans = self.recent.front().is_some_and(|(time, _)| at.since(*time) >= STILL_FOR);
        let values = self.recent.iter().map(|(_, luma)| *luma);
        let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        self.stable = (spans && high - low <= STILL_LUMA) || at.since(first) >= self.limit;
        self.stable
    }
}

/// Notices black and frozen pictures.
#[derive(Debug)]
pub(super) struct Health {
    black: Duration,
    frozen: Duration,
    black_since: Option<Timestamp>,
    same_since: Option<(Timestamp, u64)>,
}

impl Health {
    /// Faults after pictures were black or the same for so long.
    pub(super) fn new(black: Duration, frozen: Duration) -> Self {
        Self { black, frozen, black_since: None, same_since: None }
    }

    /// Looks at the next picture, (height, width, 3) RGB.
    pub(super) fn check(&mut self, at: Timestamp, pixels: &[u8]) -> Result<Look, Fault> {
        let look = Look::of(pixels);
        let black_since = look.is_black().then(|| self.black_since.unwrap_or(at));
        self.black_since = black_since;
        if black_since.is_some_and(|since| at.since(since) >= self.black) {
            let reason =
                "its pictures are black; open its shutter or uncover the lens, and switch on a light";
            return Err(Fault::new(CameraFault::Black, reason));
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(pixels);
        let hash = hasher.finish();
        let (since, _) = *self.same_since.insert(match self.same_since {
            Some((since, same)) if same == hash => (since, hash),
            _ => (at, hash),
        });
        if at.since(since) >= self.frozen {
            let reason = "its picture is frozen; unplug it, plug it in and start again";
            return Err(Fault::new(CameraFault::Frozen, reason));
        }
        Ok(look)
    }
}

/// Measures pictures a second.
#[derive(Debug, Default)]
pub(super) struct Rate {
    times: VecDeque<Timestamp>,
}

impl Rate {
    /// Counts a picture; the mean rate of the last second, once there are two.
    pub(super) fn measure(&mut self, at: Timestamp) -> Option<f64> {
        self.times.push_back(at);
        while self.times.len() > 2 && self.times.front().is_some_and(|&time| at.since(time) > RATE_OVER) {
            self.times.pop_front();
        }
        let span = at.since(*self.times.front()?).as_secs_f64();
        (span > 0.0).then(|| (self.times.len() - 1) as f64 / span)
    }
}
