//! The guide's tips, and which one belongs to what was seen.

use liveface_session::observation::{Face, Faces, Observation};
use liveface_session::{Action, Hint, Prompt};
use serde::{Deserialize, Serialize};

macro_rules! tips {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// What the person should mend or do; the guide's `HuiYanAuthTipsEvent`. Sides are those of the picture.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum TipsEvent {
            $(#[doc = $doc] $variant,)*
        }

        impl TipsEvent {
            /// Every one, in the guide's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The guide's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

tips! {
    None = "NONE", "Nothing.";
    ActOpenMouth = "ACT_OPEN_MOUTH", "Open the mouth.";
    ActBlink = "ACT_BLINK", "Blink.";
    ActNodHead = "ACT_NOD_HEAD", "Nod.";
    ActShakeHead = "ACT_SHAKE_HEAD", "Shake the head.";
    ActScreenShaking = "ACT_SCREEN_SHAKING", "Do not move the camera.";
    NoFace = "NO_FACE", "Nobody is in the picture.";
    NoLeftFace = "NO_LEFT_FACE", "The left side of the face is not in the picture.";
    NoRightFace = "NO_RIGHT_FACE", "The right side of the face is not in the picture.";
    NoChin = "NO_CHIN", "The chin is not in the picture.";
    NoMouth = "NO_MOUTH", "The mouth is covered or not in the picture.";
    NoNose = "NO_NOSE", "The nose is not in the picture.";
    NoLeftEye = "NO_LEFT_EYE", "The left eye is not in the picture.";
    NoRightEye = "NO_RIGHT_EYE", "The right eye is not in the picture.";
    PoseKeep = "POSE_KEEP", "Hold still.";
    PoseCloser = "POSE_CLOSER", "Come closer.";
    PoseFarther = "POSE_FARTHER", "Move back.";
    PoseIncorrect = "POSE_INCORRECT", "Look straight into the camera.";
    PoseOpenEye = "POSE_OPEN_EYE", "Open the eyes.";
    TooManyFace = "TOO_MANY_FACE", "One person only.";
    IncompleteFace = "INCOMPLETE_FACE", "Move the whole face into the frame.";
    LightTooLow = "LIGHT_TOO_LOW", "Too little light.";
    LightTooStrong = "LIGHT_TOO_STRONG", "Too much light.";
}

impl From<Hint> for TipsEvent {
    /// Where the guide has no tip for the hint, the one whose remedy is the same: a face off the middle is to move into the
    /// frame, one that moves is to hold still, and a room that outshines the screen is too much light.
    fn from(hint: Hint) -> Self {
        match hint {
            Hint::NoFace => Self::NoFace,
            Hint::ManyFaces => Self::TooManyFace,
            Hint::TooFar => Self::PoseCloser,
            Hint::TooClose => Self::PoseFarther,
            Hint::TooLeft | Hint::TooRight | Hint::CutOff => Self::IncompleteFace,
            Hint::TooDark => Self::LightTooLow,
            Hint::TooBright | Hint::Outshone => Self::LightTooStrong,
            Hint::Turned => Self::PoseIncorrect,
            Hint::Moving => Self::PoseKeep,
            Hint::MouthCovered => Self::NoMouth,
        }
    }
}

impl From<Prompt> for TipsEvent {
    fn from(prompt: Prompt) -> Self {
        match prompt {
            Prompt::Position => Self::None,
            Prompt::Do(Action::Mouth) => Self::ActOpenMouth,
            Prompt::Do(Action::Blink) => Self::ActBlink,
            Prompt::Do(Action::Nod) => Self::ActNodHead,
            Prompt::Do(Action::Shake) => Self::ActShakeHead,
            Prompt::HoldStill | Prompt::WatchLight => Self::PoseKeep,
        }
    }
}

/// Mean eye aspect ratio below which both eyes count as closed: about 0.1 is closed, about 0.3 open. By construction, half
/// way to the usual opening.
pub const CLOSED_EYES: f32 = 0.15;

/// Confidence from which mouth and nose count as covered, 0..=1; that of `session`'s default.
const COVERED: f32 = 0.8;

/// Mean change of the whole picture from one frame to the next, levels of 255, from which the camera itself is shaken: twice the
/// most that any frame of `fixtures/traces` has (12.7, in a dark room whose screen changes its colour). No trace shakes.
const SHAKEN: f32 = 25.0;

/// Share of the face's box that may lie beyond an edge of the picture before that part counts as missing.
const CUT: f32 = 0.05;

/// How far below the top of the face's box (brows to chin) the eyes, the nose's tip and the mouth are, as shares of its
/// height: medians of the 2925 near-frontal frames of `fixtures/traces`, where nine in ten are within 0.025 of them.
const EYES_AT: f32 = 0.22;
const NOSE_AT: f32 = 0.43;
const MOUTH_AT: f32 = 0.70;

/// The tip that the measurements of one frame call for where a session's hint is coarser: which part of the face is missing,
/// closed eyes, a camera that moves. `None` where there is none of it.
///
/// Not to be asked while the person is to blink or the screen changes its light, as both look like something to mend.
#[must_use]
pub fn tips_of(seen: &Observation) -> Option<TipsEvent> {
    match &seen.faces {
        Faces::None => Some(TipsEvent::NoFace),
        Faces::Many(_) => Some(TipsEvent::TooManyFace),
        Faces::One(face) => missing(seen, face)
            .or_else(|| face.cover.filter(|cover| cover.mouth >= COVERED).map(|_| TipsEvent::NoMouth))
            .or_else(|| seen.change.filter(|change| *change >= SHAKEN).map(|_| TipsEvent::ActScreenShaking))
            .or_else(|| (face.eyes.mean() < CLOSED_EYES).then_some(TipsEvent::PoseOpenEye)),
    }
}

/// The most telling part of the face that lies outside of the picture.
fn missing(seen: &Observation, face: &Face) -> Option<TipsEvent> {
    let (width, height) = (seen.width as f32, seen.height as f32);
    let outside = |(x, y): (f32, f32)| x < 0.0 || y < 0.0 || x > width || y > height;
    let side = face.inter_eye / 2.0;
    let parts = [
        (TipsEvent::NoLeftEye, -side, EYES_AT),
        (TipsEvent::NoRightEye, side, EYES_AT),
        (TipsEvent::NoNose, 0.0, NOSE_AT),
        (TipsEvent::NoMouth, 0.0, MOUTH_AT),
    ];
    let gone = parts.into_iter().filter(|(_, across, down)| outside(point(face, *across, *down)));
    let gone: Vec<TipsEvent> = gone.map(|(tip, ..)| tip).collect();
    match gone.as_slice() {
        // Both eyes, or most of a side: no single part is what is missing.
        [TipsEvent::NoLeftEye, TipsEvent::NoRightEye, ..] => Some(TipsEvent::IncompleteFace),
        [first, ..] => Some(*first),
        [] => cut(face, width, height),
    }
}

/// Where a part of the face is, pixels: `across` from its middle line, `down` as a share of the box's height.
fn point(face: &Face, across: f32, down: f32) -> (f32, f32) {
    let (x, y) = face.bounds.centre();
    let along = (down - 0.5) * face.bounds.height;
    // Roll is clockwise on the screen, whose y points down.
    let (sin, cos) = face.pose.roll.to_radians().sin_cos();
    (x + across * cos - along * sin, y + across * sin + along * cos)
}

/// The side of the face's box that the picture cuts off.
fn cut(face: &Face, width: f32, height: f32) -> Option<TipsEvent> {
    let bounds = &face.bounds;
    let beyond = |tip, over: f32, size: f32| (over > CUT * size).then_some(tip);
    beyond(TipsEvent::NoChin, bounds.y + bounds.height - height, bounds.height)
        .or_else(|| beyond(TipsEvent::NoLeftFace, -bounds.x, bounds.width))
        .or_else(|| beyond(TipsEvent::NoRightFace, bounds.x + bounds.width - width, bounds.width))
        .or_else(|| beyond(TipsEvent::IncompleteFace, -bounds.y, bounds.height))
}
