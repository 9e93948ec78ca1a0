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

/// Most samples that are ever held at once.
const MOST_SAMPLES: usize = (WINDOW.as_millis() / SPACING.as_millis()) as usize + 2;

/// A quantile of the last three seconds of neutral samples.
#[derive(Clone, Debug)]
pub(crate) struct Baseline {
    quantile: f32,
    samples: VecDeque<(Timestamp, f32)>,
    /// Their values, by [`f32::total_cmp`].
    sorted: Vec<f32>,
}

impl Baseline {
    /// The `quantile` (0..=1) of the samples is neutral.
    pub(crate) fn new(quantile: f32) -> Self {
        let (samples, sorted) = (VecDeque::with_capacity(MOST_SAMPLES), Vec::with_capacity(MOST_SAMPLES));
        Self { quantile, samples, sorted }
    }

    /// Adds a sample taken while the face was neutral.
    pub(crate) fn push(&mut self, at: Timestamp, value: f32) {
        if self.samples.back().is_some_and(|(last, _)| at.since(*last) < SPACING) {
            return;
        }
        while let Some((_, old)) = self.samples.pop_front_if(|(first, _)| at.since(*first) > WINDOW) {
            self.sorted.remove(self.rank(old));
        }
        self.samples.push_back((at, value));
        self.sorted.insert(self.rank(value), value);
    }

    /// How many of the sorted values are less.
    fn rank(&self, value: f32) -> usize {
        self.sorted.partition_point(|other| other.total_cmp(&value).is_lt())
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
