//! What a person does, in milliseconds, and the ground truth at any time.

use crate::math::{hash, mix, smoothstep, unit};
use liveface_frames::Timestamp;
use serde::{Deserialize, Serialize};
use std::f32::consts::TAU;

/// Something a person does on purpose (or, blinking, by nature).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Both lids close and open again.
    Blink,
    /// The jaw drops, stays and closes.
    Mouth,
    /// The chin goes to the chest and back.
    Nod,
    /// The head turns to the image left, to the image right, and back.
    Shake,
}

/// One action of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What is done.
    pub action: Action,
    /// When it begins, milliseconds of stream time.
    pub from_ms: u64,
    /// When everything is neutral again.
    pub to_ms: u64,
}

/// A script; between its events the person only breathes and sways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Performance {
    /// The actions, in any order; overlapping ones add up.
    pub events: Vec<Event>,
    /// Chooses the micro-motion.
    pub seed: u64,
}

/// What a person really does at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Truth {
    /// Turn in degrees; + = towards the image left.
    pub yaw: f32,
    /// Nod in degrees; + = chin towards the chest.
    pub pitch: f32,
    /// Lean in degrees; + = clockwise on the screen.
    pub roll: f32,
    /// 0 = lids closed, 1 = as far open as this person looks at rest.
    pub eye_openness: f32,
    /// 0 = lips closed, 1 = jaw dropped.
    pub mouth_openness: f32,
    /// Offset of the head from its place: image right, up, towards the camera; cm.
    pub sway: [f32; 3],
}

/// Largest pitch of a nod, degrees: beyond the 12–15° that detectors ask for, within what a mesh follows.
const NOD_DEGREES: f32 = 20.0;
/// Largest yaw of a shake, degrees.
const SHAKE_DEGREES: f32 = 24.0;

impl Performance {
    /// A script of these events.
    #[must_use]
    pub fn new(seed: u64, events: &[(Action, u64, u64)]) -> Self {
        let events =
            events.iter().map(|&(action, from_ms, to_ms)| Event { action, from_ms, to_ms }).collect();
        Self { events, seed }
    }

    /// Pose and openness at `at`.
    #[must_use]
    pub fn truth(&self, at: Timestamp) -> Truth {
        let mut truth = self.idle(at);
        for event in &self.events {
            event.apply(at, &mut truth);
        }
        truth.eye_openness = truth.eye_openness.clamp(0.0, 1.0);
        truth.mouth_openness = truth.mouth_openness.clamp(0.0, 1.0);
        truth
    }

    /// Micro-motion: what nobody who is alive can switch off.
    fn idle(&self, at: Timestamp) -> Truth {
        let wave = |channel, period| self.wave(at, channel, period);
        Truth {
            yaw: 0.9 * wave(0, 2.9) + 0.35 * wave(1, 0.9),
            pitch: 0.8 * wave(2, 3.3) + 0.3 * wave(3, 1.1),
            roll: 0.6 * wave(4, 3.7),
            eye_openness: 1.0 - 0.03 * (1.0 + wave(5, 1.7)),
            mouth_openness: 0.0,
            sway: [0.18 * wave(6, 3.1), 0.12 * wave(7, 2.3), 0.25 * wave(8, 4.1)],
        }
    }

    /// A slow wave in -1..1 whose phase the seed chooses; `period` in seconds.
    fn wave(&self, at: Timestamp, channel: u64, period: f32) -> f32 {
        let phase = unit(hash(self.seed ^ (channel << 48)));
        libm::sinf(TAU * (at.as_micros() as f32 / (period * 1e6) + phase))
    }
}

impl Event {
    /// Adds what this event does at `at`.
    fn apply(&self, at: Timestamp, truth: &mut Truth) {
        let length = self.to_ms.saturating_sub(self.from_ms) as f32 * 1e3;
        let elapsed = at.as_micros() as f32 - self.from_ms as f32 * 1e3;
        if length <= 0.0 || elapsed <= 0.0 || elapsed >= length {
            return;
        }
        let s = elapsed / length;
        match self.action {
            // Lids fall faster than they rise.
            Action::Blink => truth.eye_openness = mix(truth.eye_openness, 0.0, plateau(s, 0.3, 0.6)),
            Action::Mouth => truth.mouth_openness = truth.mouth_openness.max(plateau(s, 0.3, 0.7)),
            Action::Nod => truth.pitch += NOD_DEGREES * plateau(s, 0.5, 0.5),
            Action::Shake => {
                truth.yaw +=
                    SHAKE_DEGREES * libm::sinf(TAU * smoothstep(-0.12, 1.12, s)) * plateau(s, 0.1, 0.9)
            }
        }
    }
}

/// 0 → 1 until `rise`, 1 until `fall`, → 0 at 1.
fn plateau(s: f32, rise: f32, fall: f32) -> f32 {
    smoothstep(0.0, rise, s) * (1.0 - smoothstep(fall, 1.0, s))
}
