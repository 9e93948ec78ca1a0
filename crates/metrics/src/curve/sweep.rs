//! All thresholds in one pass over sorted scores.

use super::Point;
use crate::{Scores, Share, worst};
use std::collections::BTreeMap;

/// A point for each distinct score, by rising threshold. O(*n* log *n* + *n* · species).
pub(super) fn points(genuine: &Scores, attacks: &BTreeMap<String, Scores>) -> Vec<Point> {
    let mut rejected = Counter::new(genuine);
    let mut accepted: Vec<Counter> = attacks.values().map(Counter::new).collect();
    let point = |threshold| Point {
        threshold,
        false_accept: worst(accepted.iter_mut().map(|species| ((), species.at_least(threshold))))
            .map_or_else(Share::default, |(_, share)| share),
        false_reject: rejected.below(threshold),
    };
    thresholds(genuine, attacks).into_iter().map(point).collect()
}

fn thresholds(genuine: &Scores, attacks: &BTreeMap<String, Scores>) -> Vec<f64> {
    let classes = attacks.values().chain([genuine]);
    let mut all: Vec<f64> = classes.flat_map(Scores::sorted).copied().collect();
    all.sort_unstable_by(f64::total_cmp);
    all.dedup();
    all
}

/// Counts the scores below thresholds that rise.
struct Counter<'a> {
    sorted: &'a [f64],
    below: usize,
}

impl<'a> Counter<'a> {
    fn new(scores: &'a Scores) -> Self {
        Self { sorted: scores.sorted(), below: 0 }
    }

    fn below(&mut self, threshold: f64) -> Share {
        while self.sorted.get(self.below).is_some_and(|score| *score < threshold) {
            self.below += 1;
        }
        Share { errors: self.below as u64, total: self.sorted.len() as u64 }
    }

    fn at_least(&mut self, threshold: f64) -> Share {
        let Share { errors, total } = self.below(threshold);
        Share { errors: total - errors, total }
    }
}
