//! Which frame stands for the person: hard gates first, then rank.

use crate::config::BestFrame as Gates;
use crate::observation::{Face, Observation};
use crate::quality::Quality;
use crate::report::{BestFrame, Loss};
use std::collections::BTreeMap;

/// Keeps the best frame so far and counts why the others lost.
#[derive(Clone, Debug, Default)]
pub(crate) struct BestFramePicker {
    best: Option<BestFrame>,
    losses: BTreeMap<Loss, u64>,
    /// Widest eyes seen, as the person's own measure of open.
    widest_eyes: f32,
}

impl BestFramePicker {
    /// Takes a well placed face; `true` when this frame is the new best one. Only frames on which it was measured that
    /// the face is still the same person's can stand for that person.
    pub(crate) fn offer(&mut self, seen: &Observation, face: &Face, gates: &Gates) -> bool {
        let (Some(measures), Some(_)) = (&face.quality, face.identity) else { return false };
        let eyes = face.eyes.left.min(face.eyes.right);
        self.widest_eyes = self.widest_eyes.max(face.eyes.mean());
        let quality = Quality::from_measures(measures, face.pose);
        let closed = eyes < gates.min_eyes * self.widest_eyes || quality.eyes_open < gates.min_eyes_open;
        let loss = if closed {
            Some(Loss::EyesClosed)
        } else if face.pose.yaw.abs().max(face.pose.pitch.abs()) > gates.max_turn {
            Some(Loss::Turned)
        } else if quality.sharpness < gates.min_sharpness {
            Some(Loss::Blurred)
        } else {
            let bar =
                self.best.map_or(f32::NEG_INFINITY, |best| f32::from(best.quality.unified) + gates.step);
            (f32::from(quality.unified) < bar).then_some(Loss::LowerQuality)
        };
        if let Some(loss) = loss {
            *self.losses.entry(loss).or_default() += 1;
            return false;
        }
        if self.best.is_some() {
            *self.losses.entry(Loss::LowerQuality).or_default() += 1;
        }
        self.best = Some(BestFrame { frame: seen.frame, at_ms: seen.at.as_millis(), quality });
        true
    }

    pub(crate) fn best(&self) -> Option<BestFrame> {
        self.best
    }

    /// Whether no frame was good enough because the eyes were never open.
    pub(crate) fn eyes_never_open(&self) -> bool {
        self.best.is_none()
            && self.losses.keys().all(|loss| *loss == Loss::EyesClosed)
            && !self.losses.is_empty()
    }

    pub(crate) fn losses(&self) -> &BTreeMap<Loss, u64> {
        &self.losses
    }
}
