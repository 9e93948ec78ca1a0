//! The serialised form of a decision: what was planned, seen and concluded, and why.

use crate::code::Code;
use crate::light::Light;
use crate::output::Hint;
use crate::plan::{Action, Plan};
use crate::quality::Quality;
use crate::time::FrameId;
use crate::verdict::{Incomplete, LightGap, LightRejection, Rejection, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of [`Report`]; rises when a field changes its meaning or goes.
pub const REPORT_SCHEMA: u32 = 1;

/// A finished session, explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// [`REPORT_SCHEMA`].
    pub schema: u32,
    /// Live, rejected or incomplete.
    pub verdict: VerdictKind,
    /// The reason, typed; `None` for live.
    pub reason: Option<Reason>,
    /// The integration guide's code.
    pub code: Code,
    /// One line for a person.
    pub message: String,
    /// What had to be established.
    pub plan: Plan,
    /// What was established about liveness.
    pub liveness: Liveness,
    /// The comparison with the reference photo, where it took place.
    pub comparison: Option<Comparison>,
    /// The best frame, where there is one.
    pub best_frame: Option<BestFrame>,
    /// What the session saw of the stream.
    pub video: Video,
    /// Numbers behind the verdict.
    pub explanation: Explanation,
}

/// Live, rejected or incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// Every planned check passed.
    Live,
    /// A check failed.
    Rejected,
    /// Not enough to judge.
    Incomplete,
}

/// Why a session did not end live.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A check failed.
    Rejected(Rejection),
    /// Not enough to judge.
    Incomplete(Incomplete),
}

impl Verdict {
    /// Which of the three.
    #[must_use]
    pub const fn kind(&self) -> VerdictKind {
        match self {
            Self::Live(_) => VerdictKind::Live,
            Self::Rejected(_) => VerdictKind::Rejected,
            Self::Incomplete(_) => VerdictKind::Incomplete,
        }
    }

    /// Why it is not live; `None` for live.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        match self {
            Self::Live(_) => None,
            Self::Rejected(rejection) => Some(Reason::Rejected(*rejection)),
            Self::Incomplete(incomplete) => Some(Reason::Incomplete(*incomplete)),
        }
    }
}

/// What was established about liveness.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Liveness {
    /// The silent check; `None` when no frame was scored.
    pub silent: Option<Silent>,
    /// Every planned action, in order.
    pub actions: Vec<ActionResult>,
    /// The reflected light; `None` when the plan has none, or none was shown.
    pub reflection: Option<Reflection>,
}

/// What the light that came back says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reflection {
    /// Correlation of the measured colours with the shown ones, 0..=1; `None` where nothing could be measured.
    pub freshness: Option<f32>,
    /// Chance that the answer to another order of the colours looks this good, 0..=1.
    pub p_value: Option<f32>,
    /// Share of the slots whose colour is nearest to the one shown, 0..=1.
    pub agreement: Option<f32>,
    /// From the light shown to the frame that shows it, milliseconds: one lag for all slots.
    pub lag_ms: Option<f32>,
    /// How likely the light fell on a face and not on a sheet or a screen, 0..=1 (with even odds before).
    pub shape: Option<f32>,
    /// The same as log-odds: above 0 a face is likelier.
    pub shape_odds: Option<f32>,
    /// How much of what the patches' normals do to their answer to half a screen no flat or curved sheet explains: about 0
    /// for a sheet, about 1 for a face.
    pub depth: Option<f32>,
    /// Standard error of `depth`.
    pub depth_error: Option<f32>,
    /// How much ln of the ratio of screen and room light changes from patch to patch beyond anything smooth: below 0.1 for
    /// sheets.
    pub roughness: Option<f32>,
    /// What the light explains over what it does not, of the face's colour from frame to frame.
    pub snr: Option<f32>,
    /// Screen ÷ room light on the face for a white screen, as measured.
    pub light_ratio: Option<f32>,
    /// Why it does not pass; `None` when it does.
    pub reason: Option<LightReason>,
    /// Root mean square of the slots' measured answers, log units.
    pub response: Option<f32>,
    /// Root mean square of what the shown colours leave of them.
    pub unexplained: Option<f32>,
    /// Left–right, then top–bottom: what the depth rests on.
    pub axes: Option<[ShapeAxis; 2]>,
    /// Usable frames during the sequence.
    pub frames: u32,
    /// Usable frames a second while lights were shown that count.
    pub fps: f32,
    /// Longest time without one, milliseconds.
    pub longest_gap_ms: u64,
    /// Mean share of dark face pixels, 0..=1.
    pub dark: f32,
    /// Mean share of clipped face pixels, 0..=1.
    pub clipped: f32,
    /// Signs of a video that is no camera's.
    pub cues: Cues,
    /// Every colour shown, in order, guards left out.
    pub slots: Vec<SlotAnswer>,
}

impl Reflection {
    /// Whether it proves a face with depth before this screen now.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.reason.is_none() && self.shape.is_some() && self.freshness.is_some()
    }
}

/// Why the reflected light does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LightReason {
    /// It is not that of a face before this screen now.
    Rejected(LightRejection),
    /// It cannot be judged.
    Incomplete(LightGap),
}

/// One axis of the shape: how the patches answer one half of the screen more than the other, over the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeAxis {
    /// Change of the answer with the angle of a patch's normal, for each radian.
    pub slope: f32,
    /// Its standard error.
    pub slope_error: f32,
    /// The part of the slope that no flat or curved sheet explains.
    pub beyond: f32,
    /// Its standard error.
    pub beyond_error: f32,
    /// Standard deviation of what is left.
    pub noise: f32,
}

/// Signs of a video that is fed in place of a camera's; none decides alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cues {
    /// Share of bit-identical frames, 0..=1.
    pub duplicates: f32,
    /// Change between frames that the calmest tenth stays below, levels of 255: a camera's noise is never 0.
    pub noise: Option<f32>,
    /// Standard deviation of ln of the room's luminance: an automatic exposure answers to the lit face.
    pub exposure: Option<f32>,
    /// Correlation of the colour of the irises' highlights with the answer of the skin, -1..=1: an eye mirrors the screen.
    pub iris: Option<f32>,
}

/// How one colour was answered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotAnswer {
    /// When it was shown, milliseconds of stream time.
    pub at_ms: u64,
    /// For how long, milliseconds.
    pub ms: u32,
    /// What was shown.
    pub light: Light,
    /// Frames that saw it alone.
    pub frames: u32,
    /// Measured answer: ln(R/G), ln(B/G) of the face less the room's, against the guards.
    pub measured: [f32; 2],
    /// Expected answer.
    pub expected: [f32; 2],
    /// Whether the measured colour is nearest to the one shown.
    pub agrees: bool,
}

/// The silent check.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// Fused probability that the face is bona fide, 0..=1.
    pub score: f32,
    /// Least score to pass.
    pub threshold: f32,
    /// How many frames were scored.
    pub frames: u32,
}

impl Silent {
    /// Whether the score reaches the threshold.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.score >= self.threshold
    }
}

/// One planned action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionResult {
    /// Which.
    pub action: Action,
    /// What became of it.
    pub state: ActionState,
    /// When it began, milliseconds of stream time; `None` unless it passed.
    pub from_ms: Option<u64>,
    /// When it ended, milliseconds of stream time; `None` unless it passed.
    pub to_ms: Option<u64>,
}

impl ActionResult {
    /// Whether it was done.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.state == ActionState::Passed
    }
}

/// What became of a planned action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// Its turn never came, or was not over.
    Pending,
    /// It was done.
    Passed,
    /// It was not done in its time.
    Missing,
    /// Other actions were done instead.
    Wrong,
}

/// The comparison with the reference photo.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// 0..=100 on the integration guide's scale: 70 ≈ FMR 1e-3, 80 ≈ FMR 1e-4.
    pub similarity: f32,
    /// Cosine of the two embeddings, -1..=1.
    pub cosine: f32,
    /// Least similarity for the same person.
    pub threshold: f32,
    /// Whether the similarity reaches the threshold.
    pub same: bool,
}

/// The frame that shows the face best.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BestFrame {
    /// Which frame.
    pub frame: FrameId,
    /// When, milliseconds of stream time.
    pub at_ms: u64,
    /// Its quality components.
    pub quality: Quality,
}

/// What the session saw of the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// Frames observed.
    pub frames: u64,
    /// From the first frame to the end of the last, milliseconds; the last one counts for the mean interval.
    pub duration_ms: u64,
    /// Width of the last frame, pixels.
    pub width: u32,
    /// Height of the last frame, pixels.
    pub height: u32,
    /// Frames a second over that duration; 0 for less than two frames.
    pub fps: f32,
}

/// Numbers behind a verdict.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Frames with exactly one face.
    pub one_face_frames: u64,
    /// Frames that were not usable, by the reason.
    pub unusable: BTreeMap<Hint, u64>,
    /// Length of the evidence the verdict rests on, milliseconds.
    pub evidence_ms: u64,
    /// Movement inside the face, thousandths of the inter-eye distance; `None` without evidence.
    pub motion: Option<f32>,
    /// Least similarity of a frame of the evidence to its first face, 0..=100; `None` where it was not measured.
    pub identity: Option<f32>,
    /// Share of bit-identical frames in the evidence, 0..=1.
    pub duplicates: f32,
    /// Longest stretch of bit-identical frames, milliseconds.
    pub frozen_ms: u64,
    /// How often the evidence was thrown away because the face left or moved out of place.
    pub restarts: u32,
    /// Why candidate frames were not taken as the best one, with counts.
    pub best_frame_losses: BTreeMap<Loss, u64>,
}

/// Why a frame was not taken as the best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The eyes are not open.
    EyesClosed,
    /// The head is turned.
    Turned,
    /// It is blurred.
    Blurred,
    /// Another frame has a higher unified quality.
    LowerQuality,
}
