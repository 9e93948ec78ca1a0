//! The light of a scene.

pub use liveface_session::light::Part;
use serde::{Deserialize, Serialize};

/// All light of a scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lights {
    /// Soft lights of the room.
    pub lamps: Vec<Lamp>,
    /// Light from everywhere: walls, ceiling, sky.
    pub surroundings: Surroundings,
    /// A screen that lights the face.
    pub screen: Option<ScreenLight>,
}

/// A soft light far away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lamp {
    /// Towards the lamp, degrees to the image right of the camera as seen from the subject.
    pub azimuth: f32,
    /// Towards the lamp, degrees above the camera.
    pub elevation: f32,
    /// Illuminance on a surface that faces it, lux.
    pub lux: f32,
    /// Correlated colour temperature, kelvin, 2000..=12000.
    pub kelvin: f32,
    /// Apparent radius, degrees: 1 = hard, 30 = a window.
    pub radius: f32,
}

/// Light from everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Surroundings {
    /// Mean illuminance, lux.
    pub lux: f32,
    /// Correlated colour temperature, kelvin, 2000..=12000.
    pub kelvin: f32,
    /// How much more comes from above than from below, 0..=1. At 0 it is the same from everywhere; at 1 a surface that
    /// faces up gets about one and a half of the mean, and one that faces down still gets about half of it.
    pub overhead: f32,
    /// An environment map to use in place of `kelvin` and `overhead`: a latitude-longitude picture (PNG or JPEG),
    /// middle = behind the camera; scaled to `lux`.
    pub map: Option<std::path::PathBuf>,
}

/// A screen beside the camera that shows colours to the subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ScreenLight {
    /// Width, cm.
    pub width: f32,
    /// Height, cm.
    pub height: f32,
    /// Middle of the screen right of the camera, cm.
    pub right: f32,
    /// Middle of the screen above the camera, cm; below is negative.
    pub up: f32,
    /// From the plane of the screen to the face of the first subject, cm.
    pub distance: f32,
    /// Turn about the vertical, degrees; 0 = faces the subject.
    pub angle: f32,
    /// White of the screen, cd/m²; ignored where `ratio` is given.
    pub nits: f32,
    /// Screen lux ÷ ambient lux at the face for a white screen.
    pub ratio: Option<f32>,
    /// From command to the first changed row, milliseconds.
    pub latency_ms: f32,
    /// From 10 % to 90 % of a change of level, milliseconds.
    pub rise_ms: f32,
    /// What is shown, in order of time; before the first entry the screen is black.
    pub shows: Vec<Show>,
}

/// One colour on a part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// When it is commanded, milliseconds of stream time.
    pub at_ms: f32,
    /// sRGB, 0..=255.
    pub colour: [u8; 3],
    /// Which part; the rest is black.
    #[serde(default)]
    pub part: Part,
}
