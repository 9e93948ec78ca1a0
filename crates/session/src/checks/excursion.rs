//! Nod and shake: an ordered excursion of one angle out of the person's neutral pose and back, larger than that of the
//! other angle.

use super::baseline::Baseline;
use super::{Check, Progress};
use crate::config::Excursion;
use crate::observation::{Face, Pose};
use crate::time::Timestamp;
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct ExcursionCheck {
    config: Excursion,
    /// The angle that must move, and the one that must move less.
    angles: fn(&Pose) -> (f32, f32),
    neutral: (Baseline, Baseline),
    last_neutral: Option<Timestamp>,
    /// Largest deviation of both angles since neutral was left.
    peak: (f32, f32),
}

impl ExcursionCheck {
    /// Nod: the pitch moves.
    pub(crate) fn nod(config: Excursion) -> Self {
        Self::new(config, |pose| (pose.pitch, pose.yaw))
    }

    /// Shake: the yaw moves.
    pub(crate) fn shake(config: Excursion) -> Self {
        Self::new(config, |pose| (pose.yaw, pose.pitch))
    }

    fn new(config: Excursion, angles: fn(&Pose) -> (f32, f32)) -> Self {
        let neutral = (Baseline::new(0.5), Baseline::new(0.5));
        Self { config, angles, neutral, last_neutral: None, peak: (0.0, 0.0) }
    }

    fn forget(&mut self) {
        self.last_neutral = None;
        self.peak = (0.0, 0.0);
    }
}

impl Check for ExcursionCheck {
    fn observe(&mut self, at: Timestamp, face: &Face) -> Progress {
        let (main, cross) = (self.angles)(&face.pose);
        if self.peak.0 < self.config.out {
            self.neutral.0.push(at, main);
            self.neutral.1.push(at, cross);
        }
        let (Some(main0), Some(cross0)) = (self.neutral.0.value(), self.neutral.1.value()) else {
            return Progress::Pending;
        };
        let moved = (main - main0).abs();
        self.peak = (self.peak.0.max(moved), self.peak.1.max((cross - cross0).abs()));
        let from = self.last_neutral;
        if from.is_some_and(|from| at.since(from) > Duration::from_millis(self.config.max_ms)) {
            self.forget();
        }
        if moved > self.config.back {
            return Progress::Pending;
        }
        let (main_peak, cross_peak) = std::mem::take(&mut self.peak);
        self.last_neutral = Some(at);
        match from {
            Some(from)
                if main_peak >= self.config.out
                    && main_peak > cross_peak
                    && at.since(from) >= Duration::from_millis(self.config.min_ms) =>
            {
                Progress::Passed { from }
            }
            _ => Progress::Pending,
        }
    }
}
