//! The person's own neutral value of a measure.

use crate::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// How far back the neutral is taken from.
const WINDOW: Duration = Duration::from_millis(3_000);
/// Samples nearer together than this are thinned out, so that the frame rate does not weigh.
const SPACING: Duration = Duration::from_millis(30);
/// No baseline before the samples span this long.
const WARM_UP: Duration = Duration::from_millis(200);

/// A quantile of the last three seconds of neutral samples.
#[derive(Clone, Debug)]
pub(crate) struct Baseline {
    quantile: f32,
    samples: VecDeque<(Timestamp, f32)>,
    sorted: Vec<f32>,
}

impl Baseline {
    /// The `quantile` (0..=1) of the samples is neutral.
    pub(crate) fn new(quantile: f32) -> Self {
        Self { quantile, samples: VecDeque::new(), sorted: Vec::new() }
    }

    /// Adds a sample taken while the face was neutral.
    pub(crate) fn push(&mut self, at: Timestamp, value: f32) {
        if self.samples.back().is_some_and(|(last, _)| at.since(*last) < SPACING) {
            return;
        }
        self.samples.push_back((at, value));
        while self.samples.front().is_some_and(|(first, _)| at.since(*first) > WINDOW) {
            self.samples.pop_front();
        }
        self.sorted.clear();
        self.sorted.extend(self.samples.iter().map(|(_, value)| value));
        self.sorted.sort_by(f32::total_cmp);
    }

    /// The neutral value; `None` until there is enough to tell.
    pub(crate) fn value(&self) -> Option<f32> {
        let span = self.samples.back()?.0.since(self.samples.front()?.0);
        if span < WARM_UP {
            return None;
        }
        let rank = (self.quantile * (self.sorted.len() - 1) as f32).round() as usize;
        self.sorted.get(rank).copied()
    }
}
