//! A secret seed, expanded: many independent, reproducible streams of numbers out of a few bytes that a server drew.

use hkdf::Hkdf;
use sha2::Sha256;

/// Shortest seed, bytes: 128 bits, out of reach of guessing.
pub const MIN_SEED: usize = 16;

/// Longest seed, bytes: one block of SHA-256; more adds nothing.
pub const MAX_SEED: usize = 64;

/// How much is expanded at a time, bytes: one hash.
const CHUNK: usize = 32;

/// A seed of a length that is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seed has {bytes} bytes: give {MIN_SEED} to {MAX_SEED}, from a source nobody can foresee")]
pub struct SeedError {
    /// Its length, bytes.
    pub bytes: usize,
}

/// One stream of numbers of a seed: HKDF with SHA-256 (RFC 5869), extracted without salt. Chunk k = 0, 1, … is what
/// HKDF-Expand gives for the info `label` followed by k as four bytes, most significant first.
pub(crate) struct Expansion {
    hkdf: Hkdf<Sha256>,
    label: &'static [u8],
    chunk: u32,
    bytes: [u8; CHUNK],
    used: usize,
}

impl Expansion {
    /// The stream `label` of `seed`. The label carries the version of what is drawn from it, and no other has it.
    pub(crate) fn new(seed: &[u8], label: &'static str) -> Result<Self, SeedError> {
        if !(MIN_SEED..=MAX_SEED).contains(&seed.len()) {
            return Err(SeedError { bytes: seed.len() });
        }
        let hkdf = Hkdf::new(None, seed);
        Ok(Self { hkdf, label: label.as_bytes(), chunk: 0, bytes: [0; CHUNK], used: CHUNK })
    }

    /// The next `N` bytes; `N` is a divisor of the chunk.
    pub(crate) fn take<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(N > 0 && CHUNK.is_multiple_of(N)) };
        loop {
            let rest = self.bytes.get(self.used..).and_then(|rest| rest.first_chunk::<N>());
            if let Some(taken) = rest {
                self.used += N;
                return *taken;
            }
            self.refill();
        }
    }

    fn refill(&mut self) {
        let filled = self.hkdf.expand_multi_info(&[self.label, &self.chunk.to_be_bytes()], &mut self.bytes);
        debug_assert!(filled.is_ok(), "RFC 5869 refuses only more than 255 hashes, and a chunk is one");
        self.chunk = self.chunk.wrapping_add(1);
        self.used = 0;
    }

    /// A number in 0..`bound`, every one equally likely: numbers beyond the last whole multiple of `bound` are thrown
    /// away. 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        if bound == 0 {
            return 0;
        }
        let whole = u32::MAX - u32::MAX % bound;
        loop {
            let number = u32::from_be_bytes(self.take());
            if number < whole {
                return number % bound;
            }
        }
    }

    /// One of `choices`, every one equally likely; the default when there is none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.get(self.below(choices.len() as u32) as usize).copied().unwrap_or_default()
    }

    /// Takes one of `pool` out, every one equally likely; `None` when it is empty.
    pub(crate) fn draw<T>(&mut self, pool: &mut Vec<T>) -> Option<T> {
        let at = self.below(pool.len() as u32) as usize;
        (at < pool.len()).then(|| pool.swap_remove(at))
    }
}
