//! Chance with a seed.

use liveface::session::random::SplitMix64;

/// A seeded stream of draws.
pub(crate) struct Dice(SplitMix64);

impl Dice {
    /// The stream of `seed` and of each of `path`: what is drawn for one thing changes nothing of another.
    pub(crate) fn new(seed: u64, path: &[u64]) -> Self {
        Self(path.iter().fold(SplitMix64::new(seed), |mut mixed, step| {
            SplitMix64::new(mixed.next_u64() ^ SplitMix64::new(*step).next_u64())
        }))
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 32 bytes.
    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.chunks_exact_mut(8).for_each(|chunk| chunk.copy_from_slice(&self.bits().to_le_bytes()));
        bytes
    }

    pub(crate) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.unit()
    }

    /// Evenly in the logarithm.
    pub(crate) fn log_range(&mut self, low: f32, high: f32) -> f32 {
        self.range(low.ln(), high.ln()).exp().clamp(low, high)
    }

    pub(crate) fn normal(&mut self, deviation: f32) -> f32 {
        self.0.normal() * deviation
    }

    pub(crate) fn chance(&mut self, share: f32) -> bool {
        self.0.unit() < share
    }
}
