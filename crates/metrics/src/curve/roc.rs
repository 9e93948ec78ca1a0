//! The receiver operating characteristic: all attacks together.

use super::Curve;
use crate::{Scores, Share};
use serde::{Deserialize, Serialize};

/// One point of a ROC curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocPoint {
    /// Least score that is accepted; `None` where nothing is.
    pub threshold: Option<f64>,
    /// Accepted of all attacks or impostors, 0..=1.
    pub false_accept: f64,
    /// Accepted of the bona fide or genuine, 0..=1.
    pub true_accept: f64,
}

impl Curve {
    /// The ROC curve with all species pooled, from nothing accepted (0, 0) to everything (1, 1): a point for each distinct
    /// score, by falling threshold. Empty without both classes.
    #[must_use]
    pub fn roc(&self) -> Vec<RocPoint> {
        let nothing = RocPoint { threshold: None, false_accept: 0.0, true_accept: 0.0 };
        let points: Option<Vec<_>> =
            self.points.iter().rev().map(|point| self.roc_point(point.threshold)).collect();
        match points {
            Some(points) if !points.is_empty() => [vec![nothing], points].concat(),
            _ => Vec::new(),
        }
    }

    fn roc_point(&self, threshold: f64) -> Option<RocPoint> {
        Some(RocPoint {
            threshold: Some(threshold),
            false_accept: self.apcer(threshold).map(|(_, share)| share).sum::<Share>().rate()?,
            true_accept: self.genuine.accepted(threshold).rate()?,
        })
    }

    /// Area under the ROC curve (trapezoids), all species pooled: the probability that a bona fide score is above that of
    /// an attack, ties counted half (Mann & Whitney 1947). 0..=1; `None` without both classes.
    #[must_use]
    pub fn auc(&self) -> Option<f64> {
        let genuine = self.genuine.sorted();
        let attacks: usize = self.attacks.values().map(|scores| scores.sorted().len()).sum();
        let pairs = genuine.len() as u128 * attacks as u128;
        let against =
            |species: &Scores| genuine.iter().map(|score| species.twice_below(*score)).sum::<u128>();
        let twice: u128 = self.attacks.values().map(against).sum();
        (pairs > 0).then(|| twice as f64 / (2 * pairs) as f64)
    }
}
