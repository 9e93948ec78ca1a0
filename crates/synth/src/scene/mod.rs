//! What is filmed: people, what they are replaced by, light, and the camera. All of it is plain data (TOML), with
//! defaults for everything but the seed, and checked once by [`Scene::check`].

mod camera;
mod check;
mod defaults;
mod light;
mod reach;
#[cfg(test)]
mod tests;

use crate::performance::Performance;
pub use camera::{CameraSpec, Exposure, WhiteBalance};
pub use check::SceneTextError;
pub use light::{Lamp, Lights, Part, ScreenLight, Show, Surroundings};
use serde::{Deserialize, Serialize};

/// One scene. The same scene gives the same bytes on every run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scene {
    /// Chooses everything that is not said below: the room, noise, shake, jitter.
    pub seed: u64,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// Who or what is in front of the camera.
    pub subjects: Vec<Subject>,
    /// The light.
    pub lights: Lights,
    /// The camera.
    pub camera: CameraSpec,
    /// Set where the frames never come from this camera's sensor.
    pub injection: Option<Injection>,
}

/// Somebody, or a picture of somebody, at a place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Subject {
    /// Who.
    pub person: Person,
    /// Where the middle of the head rests.
    pub place: Place,
    /// What the person does, also in what was recorded of the person.
    pub performance: Performance,
    /// What the camera really sees.
    pub medium: Medium,
}

/// A person: the same person always looks the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// Chooses the shape of the head, hair, eyes, skin and clothes.
    pub seed: u64,
    /// Skin tone, 0 (Fitzpatrick I, lightest) to 1 (VI, darkest); left out: chosen by the seed.
    pub tone: Option<f32>,
    /// File name, without folder and extension, of the portrait whose skin is worn; left out: procedural skin.
    pub portrait: Option<String>,
    /// Glasses; left out: chosen by the seed (one person in five wears some).
    pub glasses: Option<Glasses>,
    /// A surgical mask over nose and mouth.
    pub surgical_mask: bool,
}

/// What is worn before the eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Glasses {
    /// Nothing.
    Bare,
    /// Clear lenses in a frame.
    Clear,
    /// Dark lenses.
    Sunglasses,
}

/// A place before the camera; cm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// Image right of the optical axis.
    pub right: f32,
    /// Above the optical axis.
    pub up: f32,
    /// In front of the camera, 20..=500.
    pub distance: f32,
}

/// What the camera sees of a subject.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Medium {
    /// The person.
    #[default]
    Flesh,
    /// A printed picture of the person.
    Print(Print),
    /// A screen that shows a recording of the person (or, with `still`, one picture).
    Replay(Replay),
    /// A living attacker who wears the person's face.
    Mask(Mask),
}

/// A print held before the camera.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Print {
    /// Width of the sheet, cm; its height follows the picture (4:5).
    pub width: f32,
    /// White border, cm; 0 = printed to the edge.
    pub border: f32,
    /// How far the sheet is bent about the vertical, degrees from edge to edge; 0 = flat.
    pub bend: f32,
    /// Holes in place of the eyes, with a living attacker's eyes behind them.
    pub cut_out_eyes: bool,
    /// Lines of the halftone screen per cm; 0 = continuous tone.
    pub halftone: f32,
    /// The edges lie outside the picture: the sheet is held so near that it fills the view.
    pub fills_view: bool,
}

/// A screen held before the camera.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replay {
    /// Which device.
    pub device: Device,
    /// The screen shows one still picture instead of a recording.
    pub still: bool,
    /// White of the screen, cd/m².
    pub nits: f32,
    /// The bezel lies outside the picture.
    pub fills_view: bool,
    /// How the hand that holds it shakes, 0 = on a stand, 1 = as hands do.
    pub shake: f32,
    /// Light that fell on the person while the recording was made (the colours of another session, for instance);
    /// left out: plain indoor light.
    pub recorded_lights: Option<Box<Lights>>,
}

/// A kind of screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// 6.8 × 14.4 cm, OLED, 460 pixels per inch.
    #[default]
    Phone,
    /// 16 × 22 cm, LCD, 264 pixels per inch.
    Tablet,
    /// 53 × 30 cm, LCD, 92 pixels per inch.
    Monitor,
}

impl Device {
    /// Width of the screen, cm.
    pub(crate) fn width(self) -> f32 {
        match self {
            Self::Phone => 6.8,
            Self::Tablet => 16.0,
            Self::Monitor => 53.0,
        }
    }
}

/// A mask with the person's picture on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields, default)]
pub struct Mask {
    /// Curved as a face; else a flat sheet cut out along the face.
    pub curved: bool,
    /// Holes in place of the eyes.
    pub eye_holes: bool,
}

/// Frames that are made, not filmed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Injection {
    /// A perfect video: no sensor noise, no answer to the light; every `duplicate_every`-th frame is a copy of the one
    /// before (0 = none).
    Perfect {
        /// Every how many frames one is a copy.
        duplicate_every: u32,
    },
    /// A recording tinted with the right colours `delay_ms` late, the same on every part of the face.
    Relight {
        /// Beyond the delay of a real screen, milliseconds.
        delay_ms: f32,
    },
}

/// What is wrong with a scene: which value, and what it may be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is {value}: give {allowed}")]
pub struct SceneError {
    /// Path of the value, such as `subjects[0].place.distance`.
    pub what: String,
    /// The value.
    pub value: String,
    /// What is allowed.
    pub allowed: &'static str,
}
