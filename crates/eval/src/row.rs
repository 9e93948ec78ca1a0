//! One evaluated clip: what the manifest says of it, and what came out. A row of the results.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the species of living people.
pub const BONA_FIDE: &str = "bona_fide";

/// What a clip is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// To choose thresholds on.
    Dev,
    /// To measure with thresholds that were chosen elsewhere.
    Eval,
}

/// How a clip ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The session ended live (and with the person of the photo, where one was given).
    Live,
    /// The session rejected it.
    Rejected,
    /// Not enough to judge: a non-response.
    Incomplete,
    /// The clip could not be processed at all; counted, never guessed.
    Failed,
}

/// What the session asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Just look.
    Silent,
    /// Actions.
    Action,
    /// Light.
    Reflection,
    /// Actions and light.
    ActionReflection,
}

impl Mode {
    /// As manifests and results spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Action => "action",
            Self::Reflection => "reflection",
            Self::ActionReflection => "action_reflection",
        }
    }
}

/// What became of one planned action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Its turn never came, or was not over.
    Pending,
    /// It was done.
    Passed,
    /// It was not done in its time.
    Missing,
    /// Other actions were done instead.
    Wrong,
}

/// One clip of an evaluation. Scores are `None` where nothing was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Unique name of the clip in its manifest.
    pub id: String,
    /// The clip as the manifest names it.
    pub clip: String,
    /// Who is in it; intervals are clustered by subject.
    pub subject: String,
    /// Recording session.
    pub session: Option<String>,
    /// [`BONA_FIDE`], or the presentation attack instrument species.
    pub species: String,
    /// The device it was recorded with.
    pub device: Option<String>,
    /// What it is for.
    pub split: Split,
    /// Whether it was rendered or composed instead of recorded.
    pub synthetic: bool,
    /// What the session asked for.
    pub mode: Mode,
    /// Whose photo it was compared with; `None` without a photo. The same as `subject`: a genuine (mated) comparison.
    pub reference_subject: Option<String>,
    /// Free tags, for slices.
    pub tags: BTreeMap<String, String>,

    /// How it ended.
    pub outcome: Outcome,
    /// The integration guide's code; empty for [`Outcome::Failed`].
    pub code: String,
    /// The reason in a few words of the report, e.g. `rejected.not_live`; what broke for [`Outcome::Failed`]; empty for live.
    pub reason: String,
    /// One line for a person.
    pub message: String,

    /// Fused live score of the silent check, 0..=1.
    pub silent_score: Option<f64>,
    /// Log-odds that the light fell on a face.
    pub reflection_score: Option<f64>,
    /// Similarity to the photo, 0..=100.
    pub similarity: Option<f64>,
    /// Unified quality of the best frame, 0..=100.
    pub quality: Option<f64>,
    /// Planned actions and what became of them, by name (`mouth`, `blink`, `nod`, `shake`).
    pub actions: BTreeMap<String, Act>,
    /// From the first frame to the live verdict that a session before a camera would have given at once, milliseconds of
    /// stream time; `None` unless it would have ended live.
    pub complete_ms: Option<u64>,

    /// Frames observed.
    pub frames: u64,
    /// Length of the clip as far as it was looked at, milliseconds.
    pub duration_ms: u64,
    /// Frames a second.
    pub fps: f64,
    /// Width and height of the frames, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// Median distance between the eyes over frames with one face, pixels.
    pub inter_eye: Option<f64>,
    /// Median luma of the face over frames with one face, 0..=1.
    pub face_luma: Option<f64>,

    /// Address of its trace below the evaluation's folder; empty for [`Outcome::Failed`].
    pub trace: String,
    /// SHA-256 of the trace as it is stored, hexadecimal; empty for [`Outcome::Failed`].
    pub trace_sha256: String,
    /// SHA-256 of the clip file, hexadecimal.
    pub clip_sha256: String,
}

impl Row {
    /// Whether a living person presents themselves.
    #[must_use]
    pub fn is_bona_fide(&self) -> bool {
        self.species == BONA_FIDE
    }

    /// Whether the photo shows the person of the clip; `None` without a photo.
    #[must_use]
    pub fn is_genuine(&self) -> Option<bool> {
        self.reference_subject.as_ref().map(|of| *of == self.subject)
    }
}
