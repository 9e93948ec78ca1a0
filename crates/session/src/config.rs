//! Every threshold of a decision, with unit, range and origin.
//!
//! "By construction" marks a value that follows from what the check means; a measured value names its evaluation.

mod reflection;

pub use reflection::Reflection;

use serde::{Deserialize, Serialize};

/// All thresholds. [`Config::checked`] is the only way from a file's values to a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// When a face counts as well placed.
    pub positioning: Positioning,
    /// The silent check.
    pub silent: Silent,
    /// The four actions.
    pub actions: Actions,
    /// The light that comes back from the screen.
    pub reflection: Reflection,
    /// The choice of the best frame.
    pub best_frame: BestFrame,
    /// The comparison with a photo.
    pub comparison: Comparison,
    /// Time limits.
    pub timers: Timers,
}

/// When a face counts as well placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Positioning {
    /// Least face width over the frame's shorter side, 0..1. A 15 cm face fills 0.2 of a 480-pixel frame at about 0.9 m.
    pub min_face: f32,
    /// Greatest face width over the frame's shorter side, 0..=2.
    pub max_face: f32,
    /// Least inter-eye distance, pixels, 8..500. Below it the reference networks lose the eyelids.
    pub min_inter_eye: f32,
    /// Greatest sideways distance of the face centre from the frame's middle, over the frame width, 0..0.5.
    pub max_offset: f32,
    /// Least share of the face's box inside the frame, 0..=1.
    pub min_visible: f32,
    /// Least mean luma of the face, 0..=1.
    pub min_luma: f32,
    /// Greatest mean luma of the face, 0..=1.
    pub max_luma: f32,
    /// Greatest share of clipped face pixels, 0..=1.
    pub max_clipped: f32,
    /// Greatest turn from frontal, degrees of yaw, 0..90.
    pub max_yaw: f32,
    /// Greatest turn from frontal, degrees of pitch, 0..90.
    pub max_pitch: f32,
    /// Greatest lean, degrees of roll, 0..90.
    pub max_roll: f32,
    /// Greatest speed of the face centre, face widths a second.
    pub max_speed: f32,
    /// Least confidence that mouth and nose are covered for the face to count as covered, 0..=1.
    pub covered: f32,
    /// How long the face must be well placed before the checks begin, milliseconds.
    pub hold_ms: u64,
    /// How long the face may be missing or misplaced during the checks before they begin anew, milliseconds.
    pub grace_ms: u64,
    /// How long a second face may be seen during the checks before the session is rejected, milliseconds.
    pub second_face_ms: u64,
    /// How far the limits on a well placed face widen once the checks run, as a factor, 1..2: hysteresis.
    pub slack: f32,
}

impl Default for Positioning {
    fn default() -> Self {
        Self {
            min_face: 0.2,
            max_face: 0.9,
            min_inter_eye: 32.0,
            max_offset: 0.25,
            min_visible: 0.9,
            min_luma: 0.12,
            max_luma: 0.9,
            max_clipped: 0.4,
            max_yaw: 20.0,
            max_pitch: 20.0,
            max_roll: 20.0,
            max_speed: 1.5,
            covered: 0.8,
            hold_ms: 300,
            grace_ms: 500,
            second_face_ms: 400,
            slack: 1.2,
        }
    }
}

/// The silent check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Silent {
    /// Least length of the evidence, milliseconds; the integration guide asks for 2 s.
    pub min_ms: u64,
    /// Least fused live score to pass, 0..=1.
    pub threshold: f32,
    /// Fused live score below which the result is an attack, not merely below standard; 0..=threshold.
    pub attack: f32,
    /// Least number of scored frames.
    pub min_frames: u32,
    /// Least movement inside the face that no movement of a flat picture explains, thousandths of the inter-eye distance.
    /// Development clips, reference pack: 24 clips of still portraits, fixed or held in the hand, at most 4.0; live
    /// people at least 10.
    pub min_motion: f32,
    /// Longest stretch of bit-identical frames, milliseconds.
    pub max_frozen_ms: u64,
}

impl Default for Silent {
    fn default() -> Self {
        Self {
            min_ms: 2_000,
            threshold: 0.5,
            attack: 0.2,
            min_frames: 5,
            min_motion: 5.5,
            max_frozen_ms: 1_000,
        }
    }
}

/// The four actions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Actions {
    /// Time for each action, milliseconds; the field gives 7–10 s, the integration guide 10 s.
    pub limit_ms: u64,
    /// How many other actions may be seen while one is asked for.
    pub wrong_allowed: u32,
    /// Blink.
    pub blink: Blink,
    /// Open mouth.
    pub mouth: Mouth,
    /// Nod: an excursion of the pitch.
    pub nod: Excursion,
    /// Shake: an excursion of the yaw.
    pub shake: Excursion,
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            limit_ms: 10_000,
            wrong_allowed: 1,
            blink: Blink::default(),
            mouth: Mouth::default(),
            nod: Excursion::default(),
            shake: Excursion::default(),
        }
    }
}

/// Blink: open, closed, open again, against the person's own open eyes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Blink {
    /// Openness at or below which the eyes are closed, over their usual openness, 0..1.
    pub closed: f32,
    /// Openness at or above which they are open again, over their usual openness; above `closed`, at most 1.
    pub open: f32,
    /// Shortest time from open to open, milliseconds. People take 100–400 ms for a blink.
    pub min_ms: u64,
    /// Longest time from open to open, milliseconds: longer is closing the eyes, not blinking.
    pub max_ms: u64,
}

impl Default for Blink {
    fn default() -> Self {
        Self { closed: 0.6, open: 0.8, min_ms: 60, max_ms: 1_200 }
    }
}

/// Open mouth: closed, wide open for a while, closed again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mouth {
    /// Rise of the openness over the person's closed mouth that counts as wide open (gap over width).
    pub open: f32,
    /// Rise below which the mouth is closed again; below `open`.
    pub closed: f32,
    /// Shortest time wide open, milliseconds: talking opens the mouth wide for a syllable only.
    pub min_ms: u64,
    /// Longest time wide open, milliseconds.
    pub max_ms: u64,
}

impl Default for Mouth {
    fn default() -> Self {
        Self { open: 0.4, closed: 0.2, min_ms: 250, max_ms: 5_000 }
    }
}

/// A head movement out of the neutral pose and back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Excursion {
    /// Least excursion from the person's neutral pose, degrees; the field uses 12–15.
    pub out: f32,
    /// How near to neutral counts as back, degrees; below `out`.
    pub back: f32,
    /// Shortest time from leaving neutral to being back, milliseconds.
    pub min_ms: u64,
    /// Longest time from leaving neutral to being back, milliseconds.
    pub max_ms: u64,
}

impl Default for Excursion {
    fn default() -> Self {
        Self { out: 12.0, back: 6.0, min_ms: 150, max_ms: 3_000 }
    }
}

/// Gates a frame must pass to stand for the person; those that pass are ranked by unified quality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BestFrame {
    /// Least eye openness over the person's usual openness, 0..1.
    pub min_eyes: f32,
    /// Greatest yaw or pitch from frontal, degrees.
    pub max_turn: f32,
    /// Least `eyes_open` component, 0..=100: whatever this person's own eyes are like, closed ones stand for nobody.
    pub min_eyes_open: u8,
    /// Least sharpness component, 0..=100.
    pub min_sharpness: u8,
    /// Rise in unified quality, 0..=100, that makes a new best frame: hysteresis, so frames are not copied for nothing.
    pub step: f32,
}

impl Default for BestFrame {
    fn default() -> Self {
        Self { min_eyes: 0.7, min_eyes_open: 50, max_turn: 25.0, min_sharpness: 10, step: 1.0 }
    }
}

/// The comparison with a photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Comparison {
    /// Least similarity, 0..=100, for the same person; 70 is the guide's bar, about one false match in a thousand.
    pub threshold: f32,
    /// Least similarity, 0..=100, of every measured frame to the first one for the face to have stayed the same person's.
    /// Fewer than one in a hundred strangers reach 55 (calibration portraits: own pack 49, reference pack 54 at a false match
    /// rate of 1e-2); hands, shadows and grimaces take people below 70.
    pub continuity: f32,
}

impl Default for Comparison {
    fn default() -> Self {
        Self { threshold: 70.0, continuity: 55.0 }
    }
}

/// Time limits on a live session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Timers {
    /// From the start until the face is well placed, milliseconds. Not used on a recording.
    pub prepare_ms: u64,
    /// From the start until the verdict, milliseconds. Not used on a recording.
    pub session_ms: u64,
}

impl Default for Timers {
    fn default() -> Self {
        Self { prepare_ms: 30_000, session_ms: 90_000 }
    }
}

/// A value of the configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {rule}")]
pub struct ConfigError {
    /// The field, e.g. `silent.threshold`.
    pub field: &'static str,
    /// What it must be.
    pub rule: &'static str,
}

impl ConfigError {
    pub(crate) const fn new(field: &'static str, rule: &'static str) -> Self {
        Self { field, rule }
    }
}

fn require(holds: bool, field: &'static str, rule: &'static str) -> Result<(), ConfigError> {
    if holds { Ok(()) } else { Err(ConfigError::new(field, rule)) }
}

impl Config {
    /// These values, when every one is in its range.
    ///
    /// # Errors
    /// The first field out of range, with the rule it breaks.
    pub fn checked(self) -> Result<Self, ConfigError> {
        self.check_positioning()?;
        self.check_silent()?;
        self.check_actions()?;
        self.reflection.check()?;
        let unit = 0.0..=1.0;
        require(unit.contains(&self.best_frame.min_eyes), "best_frame.min_eyes", "must be 0..=1")?;
        require((0.0..=100.0).contains(&self.best_frame.step), "best_frame.step", "must be 0..=100")?;
        let components = self.best_frame.min_sharpness.max(self.best_frame.min_eyes_open) <= 100;
        require(components, "best_frame", "min_sharpness and min_eyes_open must be 0..=100")?;
        require(
            (0.0..=90.0).contains(&self.best_frame.max_turn),
            "best_frame.max_turn",
            "must be 0..=90 degrees",
        )?;
        for (name, bar) in [
            ("comparison.threshold", self.comparison.threshold),
            ("comparison.continuity", self.comparison.continuity),
        ] {
            require(0.0 < bar && bar <= 100.0, name, "must be above 0, at most 100")?;
        }
        let ordered = 0 < self.timers.prepare_ms && self.timers.prepare_ms <= self.timers.session_ms;
        require(ordered, "timers", "need 0 < prepare_ms <= session_ms")?;
        Ok(self)
    }

    fn check_positioning(&self) -> Result<(), ConfigError> {
        let p = &self.positioning;
        let sizes = 0.0 < p.min_face && p.min_face < p.max_face && p.max_face <= 2.0;
        require(sizes, "positioning", "need 0 < min_face < max_face <= 2")?;
        require(
            (8.0..=500.0).contains(&p.min_inter_eye),
            "positioning.min_inter_eye",
            "must be 8..=500 pixels",
        )?;
        require((0.0..=0.5).contains(&p.max_offset), "positioning.max_offset", "must be 0..=0.5")?;
        require((0.0..=1.0).contains(&p.min_visible), "positioning.min_visible", "must be 0..=1")?;
        let luma = 0.0 <= p.min_luma && p.min_luma < p.max_luma && p.max_luma <= 1.0;
        require(luma, "positioning", "need 0 <= min_luma < max_luma <= 1")?;
        require((0.0..=1.0).contains(&p.max_clipped), "positioning.max_clipped", "must be 0..=1")?;
        let turns = [p.max_yaw, p.max_pitch, p.max_roll].iter().all(|turn| (0.0..=90.0).contains(turn));
        require(turns, "positioning", "max_yaw, max_pitch and max_roll must be 0..=90 degrees")?;
        require(
            0.0 < p.max_speed && p.max_speed <= 100.0,
            "positioning.max_speed",
            "must be above 0, at most 100",
        )?;
        let times = p.hold_ms <= 10_000 && p.grace_ms <= 2_000 && p.second_face_ms <= 5_000;
        require(times, "positioning", "need hold_ms <= 10000, grace_ms <= 2000, second_face_ms <= 5000")?;
        require((0.0..=1.0).contains(&p.covered), "positioning.covered", "must be 0..=1")?;
        require((1.0..=2.0).contains(&p.slack), "positioning.slack", "must be 1..=2")
    }

    fn check_silent(&self) -> Result<(), ConfigError> {
        let s = &self.silent;
        require(s.min_ms >= 500, "silent.min_ms", "must be at least 500")?;
        let scores = 0.0 <= s.attack && s.attack <= s.threshold && 0.0 < s.threshold && s.threshold <= 1.0;
        require(scores, "silent", "need 0 <= attack <= threshold <= 1, threshold above 0")?;
        require(s.min_frames >= 1, "silent.min_frames", "must be at least 1")?;
        require((0.0..=1_000.0).contains(&s.min_motion), "silent.min_motion", "must be 0..=1000")
    }

    fn check_actions(&self) -> Result<(), ConfigError> {
        let a = &self.actions;
        require(a.limit_ms >= 1_000, "actions.limit_ms", "must be at least 1000")?;
        let blink = 0.0 < a.blink.closed && a.blink.closed < a.blink.open && a.blink.open <= 1.0;
        require(
            blink && a.blink.min_ms < a.blink.max_ms,
            "actions.blink",
            "need 0 < closed < open <= 1, min_ms < max_ms",
        )?;
        let mouth = 0.0 < a.mouth.closed && a.mouth.closed < a.mouth.open;
        require(
            mouth && a.mouth.min_ms < a.mouth.max_ms,
            "actions.mouth",
            "need 0 < closed < open, min_ms < max_ms",
        )?;
        for (name, head) in [("actions.nod", &a.nod), ("actions.shake", &a.shake)] {
            let ok = 0.0 < head.back && head.back < head.out && head.out < 90.0 && head.min_ms < head.max_ms;
            require(ok, name, "need 0 < back < out < 90 degrees, min_ms < max_ms")?;
        }
        Ok(())
    }
}
