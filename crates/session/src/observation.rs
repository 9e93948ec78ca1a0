//! What the models saw in one frame, as numbers: the only thing a session ever learns about the world.
//!
//! # Signs and units, stated once
//! - Pixels count from the top left corner of the upright frame; x to the right, y down.
//! - Yaw is positive when the face turns to the *image left*, pitch when the chin moves towards the chest, roll
//!   when the head leans clockwise on the screen; all in degrees.
//! - "Image left" and "image right" are meant as the picture shows them, never as the subject's own sides.
//! - Luminance is gamma-coded BT.601 luma over 255 (0 black, 1 white); [`Rgb`] is linear light in 0..=1.

use crate::time::{FrameId, Timestamp};
use serde::{Deserialize, Serialize};

/// One frame as the models saw it. By default an empty one at the start of the stream, to be filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Which frame of the source this is.
    pub frame: FrameId,
    /// When the frame was taken, in stream time.
    pub at: Timestamp,
    /// Width of the upright frame, in pixels.
    pub width: u32,
    /// Height of the upright frame, in pixels.
    pub height: u32,
    /// Mean absolute luma difference from the frame before, in levels of 255, over a coarse grid of single
    /// pixels. Exactly 0 means that the sampled pixels repeat to the bit. `None` for the first frame.
    pub change: Option<f32>,
    /// Mean luma of the whole frame, 0..=1.
    pub luma: f32,
    /// Who is there.
    pub faces: Faces,
}

/// How many faces the frame shows, with the measurements of a single one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Faces {
    /// Nobody.
    #[default]
    None,
    /// Exactly one face.
    One(Box<Face>),
    /// This many faces, two or more.
    Many(usize),
}

/// Everything measured on the one face of a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Face {
    /// Bounding box of the face (brow to chin, ear to ear), in pixels; may reach outside the frame.
    pub bounds: Rect,
    /// Confidence that this is a face, 0..=1 (mesh presence, or the detector's score).
    pub score: f32,
    /// Whether the face was followed from the frame before; `false` when a detection found it anew.
    pub tracked: bool,
    /// Orientation of the head.
    pub pose: Pose,
    /// Distance between the eye centres, in pixels.
    pub inter_eye: f32,
    /// Eye openness.
    pub eyes: Eyes,
    /// Mouth openness: inner-lip gap over inner-mouth width; ~0 closed, ~0.5 and more wide open.
    pub mouth: f32,
    /// [`SHAPE_POINTS`] facial points in the face's own frame (see [`Shape`]).
    pub shape: Shape,
    /// Light on the face and around it.
    pub light: FaceLight,
    /// Whether something covers the face; `None` when not measured on this frame.
    pub cover: Option<Cover>,
    /// Silent presentation attack detection; `None` when not run on this frame.
    pub pad: Option<Pad>,
    /// Native ISO/IEC 29794-5 measures; `None` when not measured on this frame.
    pub quality: Option<QualityMeasures>,
    /// Similarity, 0..=100, to the face that was first measured since somebody came into view: whether it is still the
    /// same person. `None` when not measured on this frame.
    pub identity: Option<f32>,
}

/// An axis-aligned rectangle, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, positive.
    pub width: f32,
    /// Height, positive.
    pub height: f32,
}

impl Rect {
    /// The middle, as (x, y).
    #[must_use]
    pub fn centre(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Area of the part that lies inside a `width` × `height` frame, over the whole area; 0..=1.
    #[must_use]
    pub fn visible_share(&self, width: u32, height: u32) -> f32 {
        let overlap = |from: f32, size: f32, limit: u32| (from + size).min(limit as f32) - from.max(0.0);
        let inside =
            overlap(self.x, self.width, width).max(0.0) * overlap(self.y, self.height, height).max(0.0);
        inside / (self.width * self.height).max(f32::MIN_POSITIVE)
    }
}

/// Head orientation in degrees; signs as in the module's head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// Turn; + = towards the image left.
    pub yaw: f32,
    /// Nod; + = chin towards the chest.
    pub pitch: f32,
    /// Lean; + = clockwise on the screen.
    pub roll: f32,
}

/// Eye aspect ratio (Soukupová & Čech 2016, eq. 1) of each eye: ~0.1 closed, ~0.3 open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eyes {
    /// The eye at the image left.
    pub left: f32,
    /// The eye at the image right.
    pub right: f32,
}

impl Eyes {
    /// Mean of both eyes: a blink closes both.
    #[must_use]
    pub fn mean(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

/// How many points a [`Shape`] has.
pub const SHAPE_POINTS: usize = 16;

/// Facial points after removing what a *rigid flat* picture can do: the mesh's points in a frame whose origin is
/// the middle of the eyes, whose x axis runs along them and whose unit is the inter-eye distance.
///
/// Order: outer, inner corner of the left eye; inner, outer corner of the right eye; upper and lower lid of the
/// left, of the right eye; inner ends of the left, right brow; nose tip; mouth corners left, right; upper, lower
/// inner lip; chin (left and right as the image shows them).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(pub [[f32; 2]; SHAPE_POINTS]);

/// Linear light, 0..=1 a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rgb {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
}

/// Light on the skin and around the face: trimmed means (10–90 %) over pixels that are neither dark nor clipped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceLight {
    /// Mean luma of the face, 0..=1, over all its pixels.
    pub luma: f32,
    /// Share of the face's pixels that are dark (luma below 26 of 255), 0..=1.
    pub dark: f32,
    /// Share of the face's pixels that are clipped (luma above 247 of 255), 0..=1.
    pub bright: f32,
    /// Forehead.
    pub forehead: Rgb,
    /// Cheek at the image left.
    pub left_cheek: Rgb,
    /// Cheek at the image right.
    pub right_cheek: Rgb,
    /// Bridge and tip of the nose.
    #[serde(default)]
    pub nose: Rgb,
    /// Chin.
    #[serde(default)]
    pub chin: Rgb,
    /// Surroundings of the head, neck left out.
    pub background: Rgb,
    /// Skin and eyes in detail; `None` when not measured on this frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skin: Option<Box<Skin>>,
}

/// Light on the skin in detail, for the reflection check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skin {
    /// Small patches all over the face, always the same ones in the same order; at most [`Skin::MOST_PATCHES`].
    pub patches: Vec<Patch>,
    /// Brightest part of each iris, where the cornea mirrors the screen; image left first.
    pub irises: [Rgb; 2],
}

impl Skin {
    /// Most patches of a face.
    pub const MOST_PATCHES: usize = 64;
}

/// A small patch of skin. Serialised as nine numbers – red, green, blue, usable, x, y, and the normal – since a trace has
/// dozens of them in every frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 9]", into = "[f32; 9]")]
pub struct Patch {
    /// Trimmed mean over the usable pixels; black where there is none.
    pub light: Rgb,
    /// Share of its pixels that are neither dark nor clipped, 0..=1.
    pub usable: f32,
    /// Where its middle is, in the frame of a [`Shape`].
    pub at: [f32; 2],
    /// Unit vector out of the skin by the mesh: x to the image right, y down, z away from the camera (so a patch that
    /// looks at the camera has z = -1).
    pub normal: [f32; 3],
}

impl From<[f32; 9]> for Patch {
    fn from([r, g, b, usable, x, y, nx, ny, nz]: [f32; 9]) -> Self {
        Self { light: Rgb { r, g, b }, usable, at: [x, y], normal: [nx, ny, nz] }
    }
}

impl From<Patch> for [f32; 9] {
    fn from(Patch { light: Rgb { r, g, b }, usable, at: [x, y], normal: [nx, ny, nz] }: Patch) -> Self {
        [r, g, b, usable, x, y, nx, ny, nz]
    }
}

/// What hides a face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Confidence that mouth and nose are hidden by a mask, 0..=1.
    pub mouth: f32,
}

/// Silent presentation attack detection on one frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pad {
    /// Fused probability that the face is bona fide, 0..=1.
    pub live: f32,
}

/// Native values of the ISO/IEC 29794-5 components, before they are mapped to 0..=100 (see [`crate::quality`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityMeasures {
    /// Mean luma of the face, 0..=1.
    pub luminance_mean: f32,
    /// Share of under-exposed face pixels, 0..=1.
    pub under_exposed: f32,
    /// Share of over-exposed face pixels, 0..=1.
    pub over_exposed: f32,
    /// Entropy of the face's luma histogram, bits, 0..=8.
    pub entropy: f32,
    /// Σ min of the normalised luma histograms of the left and right cheek, 0..=1.
    pub uniformity: f32,
    /// Smaller eye opening over the eye-midpoint-to-chin distance.
    pub eyes_open: f32,
    /// Mouth opening over the eye-midpoint-to-chin distance.
    pub mouth_open: f32,
    /// Inter-eye distance over cos(yaw), pixels.
    pub inter_eye: f32,
    /// Head height over frame height.
    pub head_size: f32,
    /// Distance from the left frame edge to the face centre over the inter-eye distance.
    pub margin_left: f32,
    /// Distance from the right frame edge to the face centre over the inter-eye distance.
    pub margin_right: f32,
    /// Distance from the top frame edge to the eye midpoint over the inter-eye distance.
    pub margin_above: f32,
    /// Distance from the bottom frame edge to the eye midpoint over the inter-eye distance.
    pub margin_below: f32,
    /// Standard deviation of the Laplacian of the face at 128 pixels width, in luma levels of 255.
    pub sharpness: f32,
}

impl Observation {
    /// Whether every measurement is a finite number.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        let frame = self.change.unwrap_or(0.0).is_finite() && self.luma.is_finite();
        let Faces::One(face) = &self.faces else { return frame };
        frame && face.is_finite()
    }
}

impl Face {
    fn is_finite(&self) -> bool {
        let Rect { x, y, width, height } = self.bounds;
        let Pose { yaw, pitch, roll } = self.pose;
        let pad = self.pad.map_or(0.0, |pad| pad.live);
        let cover = self.cover.unwrap_or_default().mouth;
        let identity = self.identity.unwrap_or(0.0);
        let own = [x, y, width, height, self.score, yaw, pitch, roll, self.inter_eye, self.mouth, pad];
        let rest = [self.eyes.left, self.eyes.right, cover, identity];
        let shape = self.shape.0.as_flattened();
        own.iter().chain(&rest).chain(shape).all(|value| value.is_finite())
            && self.light.is_finite()
            && self.quality.as_ref().is_none_or(QualityMeasures::is_finite)
    }
}

impl FaceLight {
    fn is_finite(&self) -> bool {
        let Self { luma, dark, bright, forehead, left_cheek, right_cheek, nose, chin, background, skin } =
            self;
        let colours = [forehead, left_cheek, right_cheek, nose, chin, background];
        colours.iter().all(|colour| colour.is_finite())
            && [luma, dark, bright].iter().all(|value| value.is_finite())
            && skin.as_ref().is_none_or(|skin| skin.is_finite())
    }
}

impl Skin {
    fn is_finite(&self) -> bool {
        let whole = |patch: &Patch| {
            let [x, y] = patch.at;
            let numbers = [x, y, patch.usable].iter().chain(&patch.normal).all(|value| value.is_finite());
            numbers && patch.light.is_finite()
        };
        self.patches.len() <= Self::MOST_PATCHES
            && self.patches.iter().all(whole)
            && self.irises.iter().all(Rgb::is_finite)
    }
}

impl Rgb {
    fn is_finite(&self) -> bool {
        [self.r, self.g, self.b].iter().all(|value| value.is_finite())
    }
}

impl QualityMeasures {
    fn is_finite(&self) -> bool {
        let q = self;
        let light = [q.luminance_mean, q.under_exposed, q.over_exposed, q.entropy, q.uniformity, q.sharpness];
        let shape = [q.eyes_open, q.mouth_open, q.inter_eye, q.head_size];
        let margins = [q.margin_left, q.margin_right, q.margin_above, q.margin_below];
        light.iter().chain(&shape).chain(&margins).all(|value| value.is_finite())
    }
}
