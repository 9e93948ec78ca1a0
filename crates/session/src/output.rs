//! What a session tells the app that carries it.

use crate::light::Light;
use crate::plan::Action;
use crate::time::FrameId;
use crate::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// One thing for the app to do or show.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Ask the person to do something.
    Prompt(Prompt),
    /// Something the person can mend right now. Sent when it changes, not on every frame.
    Hint(Hint),
    /// Show this light, then report when it was really on the screen: `handle_light_shown`.
    ShowLight(Light),
    /// Keep this frame's pixels: it may be asked for later. It replaces an earlier frame of the same role.
    KeepFrame(FrameId, FrameRole),
    /// Forget the kept frame of this role: the evidence starts anew.
    DropFrame(FrameRole),
    /// Compare the kept best frame with the reference photo, then call `handle_comparison`.
    Compare(FrameId),
    /// The session is over; nothing follows.
    Finished(Verdict),
}

/// What the person is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// Look into the camera.
    Position,
    /// Do this action now.
    Do(Action),
    /// Hold still for a moment.
    HoldStill,
    /// Look at the screen and hold still while it shows colours.
    WatchLight,
}

/// What a kept frame is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameRole {
    /// The best view of the face so far.
    Best,
}

/// Why a frame is not usable: something the person can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// Nobody is in the picture.
    NoFace,
    /// One person only.
    ManyFaces,
    /// Come closer.
    TooFar,
    /// Move back.
    TooClose,
    /// The face is too far left in the picture.
    TooLeft,
    /// The face is too far right in the picture.
    TooRight,
    /// Part of the face is outside the picture.
    CutOff,
    /// Too little light on the face.
    TooDark,
    /// Too much light on the face.
    TooBright,
    /// Look straight into the camera.
    Turned,
    /// Keep still.
    Moving,
    /// A mask covers mouth or nose.
    MouthCovered,
    /// The room outshines the screen.
    Outshone,
}
