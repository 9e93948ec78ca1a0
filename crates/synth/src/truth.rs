//! Ground truth beside a clip, as JSON.

mod face;
mod species;

pub use face::FaceTruth;
pub use species::{Species, SpeciesClass};

use crate::camera::Development;
use crate::math::Vec3;
use crate::performance::{Blink, Event};
use crate::scene::Scene;
use liveface_frames::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Version of the layout of [`ClipTruth`].
const SCHEMA: u32 = 1;

/// What is true of a clip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipTruth {
    /// Version of this layout: 1.
    pub schema: u32,
    /// What rendered it.
    pub generator: Generator,
    /// Seed of the scene.
    pub seed: u64,
    /// All parameters: the same scene and version give the same clip.
    pub scene: Scene,
    /// What is before the camera.
    pub species: Species,
    /// Width and height of the frames, pixels.
    pub size: [u32; 2],
    /// Topology of the landmarks: `mediapipe-478`.
    pub landmarks: String,
    /// What each subject does, in the order of the scene.
    pub performed: Vec<Performed>,
    /// The frames, in order of time.
    pub frames: Vec<FrameTruth>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What one subject does (in what was recorded of it, where a picture stands in for it).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Performed {
    /// What is asked for, in order of time.
    pub events: Vec<Event>,
    /// All blinks, asked and unasked, in order of time.
    pub blinks: Vec<Blink>,
}

/// What is true of one frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrameTruth {
    /// Number on the even grid of the camera, from 0; lost frames leave gaps.
    pub index: u64,
    /// When its first row began to be exposed, microseconds of stream time.
    pub at_us: u64,
    /// What the camera did.
    pub exposure: ExposureTruth,
    /// Index of the frame it is a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<u64>,
    /// The light.
    pub light: LightTruth,
    /// The faces that are seen, of people or of pictures.
    pub faces: Vec<FaceTruth>,
}

/// Exposure and white balance of one frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExposureTruth {
    /// Radiance that becomes white, cd/m².
    pub white: f32,
    /// Gains of red, green and blue.
    pub balance: [f32; 3],
    /// Sensor gain, 1 = as at the exposure of good light.
    pub gain: f32,
}

/// Light at the place of the first subject's face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LightTruth {
    /// Lamps and surroundings on a surface that looks at the camera, lux.
    pub ambient_lux: f32,
    /// What the screen really emitted while the middle rows were exposed (not what it was told to), or would have where
    /// a video is injected: cd/m², linear RGB; quarters at the upper left, upper right, lower left and lower right of the picture. Left out where black.
    #[serde(default, skip_serializing_if = "is_black")]
    pub screen: [[f32; 3]; 4],
    /// The screen's light on a surface that looks at the camera, lux, linear RGB.
    pub screen_lux: [f32; 3],
    /// Screen lux ÷ ambient lux.
    pub lux_ratio: f32,
}

fn is_black(screen: &[[f32; 3]; 4]) -> bool {
    *screen == [[0.0; 3]; 4]
}

impl LightTruth {
    /// `ambient` lux, the screen's quarters (cd/m²) and the illuminance they give (lux).
    pub(crate) fn new(ambient: f32, quarters: &[Vec3; 4], screen: Vec3) -> Self {
        let rounded = |v: Vec3| <[f32; 3]>::from(v).map(|x| round(x, 1000.0));
        Self {
            ambient_lux: round(ambient, 100.0),
            screen: quarters.map(rounded),
            screen_lux: rounded(screen),
            lux_ratio: round(screen.luminance() / ambient.max(1e-3), 10_000.0),
        }
    }
}

impl FrameTruth {
    /// Frame `index` taken at `at`.
    pub(crate) fn new(
        (index, at): (u64, Timestamp),
        development: Development,
        light: LightTruth,
        faces: Vec<FaceTruth>,
    ) -> Self {
        let exposure = ExposureTruth {
            white: round(development.white, 1000.0),
            balance: development.balance.map(|x| round(x, 10_000.0)),
            gain: round(development.gain, 1000.0),
        };
        Self { index, at_us: at.as_micros(), exposure, duplicate_of: None, light, faces }
    }

    /// The truth of a copy of this frame shown as frame `index` at `at`.
    pub(crate) fn copied(&self, (index, at): (u64, Timestamp)) -> Self {
        let duplicate_of = Some(self.duplicate_of.unwrap_or(self.index));
        Self { index, at_us: at.as_micros(), duplicate_of, ..self.clone() }
    }
}

/// `x` in steps of 1 / `steps`: digits beyond what is meant would only make files longer.
fn round(x: f32, steps: f32) -> f32 {
    (x * steps).round() / steps
}

/// Truth could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: give a folder that may be written to")]
pub struct TruthError {
    /// Which file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl ClipTruth {
    /// The truth of a clip of `scene` whose frames are still to come.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let performed = scene.subjects.iter().map(|subject| {
            let mut events = subject.performance.events.clone();
            events.sort_by(|a, b| a.from_ms.total_cmp(&b.from_ms));
            Performed { events, blinks: subject.performance.blinks(scene.duration_ms) }
        });
        Self {
            schema: SCHEMA,
            generator: Generator {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            seed: scene.seed,
            species: Species::of_scene(scene),
            size: [scene.camera.width, scene.camera.height],
            landmarks: "mediapipe-478".to_owned(),
            performed: performed.collect(),
            frames: Vec::new(),
            scene: scene.clone(),
        }
    }

    /// Writes it as JSON, one frame a line, under a temporary name that becomes `path` once it is complete.
    ///
    /// # Errors
    /// [`TruthError`]; nothing is left behind then, and an older file stays as it was.
    pub fn write(&self, path: &Path) -> Result<(), TruthError> {
        let lost = |source: io::Error| TruthError { path: path.to_owned(), source };
        let text = self.to_json().map_err(|e| lost(e.into()))?;
        write_whole(path, text.as_bytes()).map_err(lost)
    }

    fn to_json(&self) -> serde_json::Result<String> {
        let header = Self { frames: Vec::new(), ..self.clone() };
        let mut text = serde_json::to_string(&header)?;
        // The header ends in `[]}`: the empty list of frames.
        text.truncate(text.len().saturating_sub(2));
        for (i, frame) in self.frames.iter().enumerate() {
            text.push_str(if i == 0 { "\n" } else { ",\n" });
            text.push_str(&serde_json::to_string(frame)?);
        }
        text.push_str("\n]}\n");
        Ok(text)
    }
}

/// Writes `bytes` beside `path` and gives them its name when they are complete.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".synth-").suffix(".part").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::performance::Gesture;
    use crate::scene::Subject;

    fn truth() -> ClipTruth {
        let mut subject = Subject::default();
        subject.performance.events =
            vec![Event { gesture: Gesture::Blink, from_ms: 500.0, to_ms: 800.0, amount: 1.0 }];
        let scene = Scene { subjects: vec![subject], ..Scene::default() };
        let face = FaceTruth { landmarks: Some(vec![[1.5, 2.0, -3.0]; 478]), ..FaceTruth::default() };
        let frame = |index| FrameTruth { index, faces: vec![face.clone()], ..FrameTruth::default() };
        ClipTruth { frames: (0..12).map(frame).collect(), ..ClipTruth::new(&scene) }
    }

    #[test]
    fn truth_survives_its_file_and_names_every_blink() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("clip.json");
        let truth = truth();
        truth.write(&path).expect("written");
        let text = std::fs::read_to_string(&path).expect("text");
        let read: ClipTruth = serde_json::from_str(&text).expect("what was written");
        assert_eq!(read, truth);
        assert_eq!(read.performed[0].blinks, [Blink { from_ms: 500.0, to_ms: 800.0, asked: true }]);
        assert_eq!(text.lines().count(), 14, "a line for each frame");
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1, "nothing else");
    }

    #[test]
    fn a_copy_of_a_copy_names_the_first() {
        let copy = truth().frames[3].copied((4, Timestamp::ZERO)).copied((5, Timestamp::from_millis(7)));
        assert_eq!((copy.duplicate_of, copy.index, copy.at_us), (Some(3), 5, 7000));
    }
}
