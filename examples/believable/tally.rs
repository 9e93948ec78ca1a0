//! Counts over clips and their table.

use super::truth::Span;
use std::fmt;

/// Upper ends of the ranges of absolute yaw, degrees.
const YAWS: [f32; 3] = [10.0, 20.0, 30.0];
/// Errors are kept as counts of thousandths of the inter-ocular distance; the last holds everything beyond.
const BINS: usize = 2_000;

/// What was found on a frame that shows one living face.
pub enum Found {
    Nobody,
    Many,
    /// Distances of all points over the inter-ocular distance, where the truth has landmarks.
    Face {
        yaw: f32,
        errors: Option<Vec<f32>>,
    },
}

/// A histogram of errors.
struct Errors {
    frames: usize,
    bins: Vec<u64>,
}

impl Default for Errors {
    fn default() -> Self {
        Self { frames: 0, bins: vec![0; BINS] }
    }
}

impl Errors {
    fn push(&mut self, errors: &[f32]) {
        self.frames += 1;
        for error in errors {
            let bin = (error * 1_000.0) as usize;
            self.bins[bin.min(BINS - 1)] += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.frames += other.frames;
        self.bins.iter_mut().zip(&other.bins).for_each(|(bin, more)| *bin += more);
    }

    /// The `share` quantile in percent of the inter-ocular distance; `None` without frames.
    fn quantile(&self, share: f64) -> Option<f64> {
        let total: u64 = self.bins.iter().sum();
        let wanted = (total as f64 * share).ceil().max(1.0) as u64;
        let mut below = 0;
        let bin = self.bins.iter().position(|count| {
            below += count;
            below >= wanted
        })?;
        Some((bin as f64 + 0.5) / 10.0)
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.quantile(0.5), self.quantile(0.95)) {
            (Some(middle), Some(most)) => write!(f, "{middle:.1} / {most:.1} % ({} frames)", self.frames),
            _ => f.write_str("no frames"),
        }
    }
}

/// The counts of one clip or of many.
#[derive(Default)]
pub struct Tally {
    live: usize,
    found: usize,
    many: usize,
    errors: [Errors; 3],
    /// Mesh frames turned further than the last of `YAWS`.
    beyond: usize,
    true_blinks: usize,
    hits: usize,
    false_alarms: usize,
}

impl Tally {
    pub fn count(&mut self, found: Found) {
        self.live += 1;
        match found {
            Found::Nobody => {}
            Found::Many => self.many += 1,
            Found::Face { yaw, errors } => {
                self.found += 1;
                let Some(errors) = errors else { return };
                match YAWS.iter().position(|limit| yaw <= *limit) {
                    Some(range) => self.errors[range].push(&errors),
                    None => self.beyond += 1,
                }
            }
        }
    }

    /// Pairs true blinks with seen ones that overlap them, each at most once, in the order of time.
    pub fn compare_blinks(&mut self, real: &[Span], seen: &[Span], slack: u64) {
        let mut left = seen.to_vec();
        let mut hits = 0;
        for &(from, to) in real {
            if let Some(at) = left.iter().position(|s| s.0 <= to + slack && from <= s.1 + slack) {
                left.remove(at);
                hits += 1;
            }
        }
        self.true_blinks += real.len();
        self.hits += hits;
        self.false_alarms += left.len();
    }

    pub fn add(&mut self, other: &Self) {
        self.live += other.live;
        self.found += other.found;
        self.many += other.many;
        self.errors.iter_mut().zip(&other.errors).for_each(|(mine, more)| mine.add(more));
        self.beyond += other.beyond;
        self.true_blinks += other.true_blinks;
        self.hits += other.hits;
        self.false_alarms += other.false_alarms;
    }

    /// One line about one clip.
    pub fn line(&self) -> String {
        let mut all = Errors::default();
        self.errors.iter().for_each(|errors| all.add(errors));
        format!(
            "found {}/{}; mesh {all}; blinks {}/{}, {} false",
            self.found, self.live, self.hits, self.true_blinks, self.false_alarms
        )
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = 100.0 * self.found as f64 / self.live.max(1) as f64;
        let (low, high) = wilson(self.found, self.live);
        writeln!(f, "live frames with one face found: {} of {} = {share:.2} %", self.found, self.live)?;
        writeln!(f, "  95 % interval (Wilson) {:.2} to {:.2} %", 100.0 * low, 100.0 * high)?;
        writeln!(f, "  more than one face seen: {}", self.many)?;
        writeln!(f, "mesh error, median / 95 % of all points, in % of the inter-ocular distance")?;
        for (range, errors) in self.errors.iter().enumerate() {
            let from = if range == 0 { 0.0 } else { YAWS[range - 1] };
            writeln!(f, "  yaw {from} to {} degrees: {errors}", YAWS[range])?;
        }
        writeln!(f, "  turned further, not counted: {} frames", self.beyond)?;
        let missed = self.true_blinks - self.hits;
        write!(
            f,
            "blinks: {} true, {} seen, {missed} missed, {} false alarms",
            self.true_blinks, self.hits, self.false_alarms
        )
    }
}

/// The 95 % interval of a share (Wilson 1927); frames of a clip resemble each other, so the true one is wider.
fn wilson(hits: usize, total: usize) -> (f64, f64) {
    if total == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (total as f64, 1.96_f64);
    let share = hits as f64 / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}
