//! The serialised form of a decision: what was planned, seen and concluded, and why.

use crate::code::Code;
use crate::output::Hint;
use crate::plan::{Action, Plan};
use crate::quality::Quality;
use crate::time::FrameId;
use crate::verdict::{Incomplete, Rejection, Verdict};
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
    /// Always `None`: no plan asks for coloured light yet.
    pub reflection: Option<()>,
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
