//! A scene filmed: frames in order, each with what is true of it.

use crate::attack::digital;
use crate::camera::{Sensor, schedule};
use crate::figure::{Cut, cuts};
use crate::head::HeadModel;
use crate::light::{Illumination, MapError};
use crate::math::Vec3;
use crate::picture::Picture;
use crate::render::Shutter;
use crate::scene::{CameraSpec, Injection, Scene, SceneError};
use crate::set::{Drawn, Set, face_place};
use crate::skin::{PortraitError, Portraits};
use crate::truth::{FrameTruth, LightTruth};
use liveface_frames::Timestamp;
use std::sync::Arc;

/// How finely things are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detail {
    /// Side of a tile of skin texture, texels.
    pub texels: usize,
    /// Moments drawn of each exposure: samples of each pixel.
    pub moments: usize,
    /// Height of a picture that an attack shows, pixels.
    pub photo: usize,
}

impl Detail {
    /// For clips.
    pub(crate) const FINE: Self = Self { texels: 1024, moments: 4, photo: 640 };
}

/// What scenes are made from.
#[derive(Clone)]
pub struct Assets {
    pub(crate) head: Arc<HeadModel>,
    pub(crate) cuts: Arc<Vec<Cut>>,
    pub(crate) portraits: Option<Arc<Portraits>>,
}

impl Assets {
    /// `head`, which all people share, and portraits whose skin may be worn.
    #[must_use]
    pub fn new(head: HeadModel, portraits: Option<Portraits>) -> Self {
        let cuts = Arc::new(cuts(&head));
        Self { head: Arc::new(head), cuts, portraits: portraits.map(Arc::new) }
    }
}

/// Why a scene cannot be filmed.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// A value of the scene is not allowed.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// A portrait is missing.
    #[error(transparent)]
    Portrait(#[from] PortraitError),
    /// An environment map is missing or unreadable.
    #[error(transparent)]
    Map(#[from] MapError),
}

/// One frame.
#[derive(Clone, Debug)]
pub struct Shot {
    /// When its first row was exposed.
    pub at: Timestamp,
    /// Width, pixels.
    pub width: usize,
    /// Height, pixels.
    pub height: usize,
    /// (height, width, 3) RGB, 0..=255.
    pub rgb: Vec<u8>,
    /// What is true of it.
    pub truth: FrameTruth,
}

/// A developed picture of a person, to be printed, shown or worn.
pub(crate) struct Photograph {
    /// Linear light, 0 = black, 1 = white of the medium.
    pub picture: Picture,
    /// The 478 mesh landmarks of the face in it: u right and v down, 0..=1 across the picture.
    pub landmarks: Vec<[f32; 2]>,
}

/// A recording of a person, to be shown on a screen.
pub(crate) struct Recording {
    /// When each frame begins and the frame, in order of time.
    pub frames: Vec<(Timestamp, Picture)>,
    /// Mesh landmarks of the first frame, as in [`Photograph::landmarks`].
    pub landmarks: Vec<[f32; 2]>,
}

/// The frames of a scene, rendered one at a time.
pub struct Film {
    set: Set,
    /// What became of the light: the same as on the set, unless frames are injected.
    screening: Screening,
    times: std::vec::IntoIter<(u64, Timestamp)>,
    sensor: Sensor,
    last: Option<Shot>,
    /// Where the mesh landmarks of the first face were in the last frame: u right and v down, 0..=1.
    landmarks: Vec<[f32; 2]>,
}

impl Film {
    /// Prepares `scene`.
    ///
    /// # Errors
    /// [`FilmError`]: a value is not allowed, or a portrait is missing.
    pub fn new(assets: &Assets, scene: &Scene) -> Result<Self, FilmError> {
        let camera = camera(scene);
        Ok(Self {
            set: Set::new(assets, scene)?,
            screening: Screening::new(scene)?,
            times: schedule(&camera, scene.duration_ms, scene.seed).into_iter(),
            sensor: Sensor::new(&camera, scene.seed),
            last: None,
            landmarks: Vec::new(),
        })
    }

    /// Where the mesh landmarks of the first face were in the last frame: u right and v down, 0..=1.
    pub(crate) fn landmarks_across(&self) -> Vec<[f32; 2]> {
        self.landmarks.clone()
    }

    fn shoot(&mut self, index: u64, at: Timestamp) -> Shot {
        let scene = &self.set.scene;
        let shutter = Shutter::of(scene, at, Detail::FINE.moments);
        let Drawn { mut picture, faces } = self.set.draw(&shutter);
        self.landmarks = faces.first().map(|(points, _)| self.set.across(points)).unwrap_or_default();
        self.screening.relight(&mut picture, at, &self.landmarks);
        let (rgb, development) = self.sensor.develop(&picture, index, at);
        let faces = self.set.face_truths(&faces, scene.injection);
        let truth = FrameTruth::new((index, at), development, self.screening.truth(&shutter), faces);
        Shot { at, width: picture.width, height: picture.height, rgb, truth }
    }
}

/// The light that a screen gives, or would have given where frames are injected.
pub(crate) struct Screening {
    pub light: Illumination,
    injection: Option<Injection>,
    face: Vec3,
}

impl Screening {
    /// # Errors
    /// An environment map is missing.
    pub(crate) fn new(scene: &Scene) -> Result<Self, MapError> {
        let face = face_place(scene);
        Ok(Self { light: Illumination::new(&scene.lights, face)?, injection: scene.injection, face })
    }

    /// Lamps and surroundings at the first face, lux.
    pub(crate) fn ambient_lux(&self) -> f32 {
        self.light.ambient_lux(self.face)
    }

    /// Tints the face, whose mesh `landmarks` are u right and v down, 0..=1, where that is how frames are injected.
    pub(crate) fn relight(&self, picture: &mut Picture, at: Timestamp, landmarks: &[[f32; 2]]) {
        let Some(Injection::Relight { delay_ms }) = self.injection else { return };
        let late = at.as_micros() as i64 - (delay_ms * 1000.0) as i64;
        let screen = self.light.screen_irradiance(self.face, &self.light.quarters(late));
        let factor = Vec3::ONE + screen * (1.0 / self.ambient_lux().max(1e-3));
        if !landmarks.is_empty() {
            digital::relight(picture, factor, landmarks);
        }
    }

    /// The light in the middle of the exposure.
    pub(crate) fn truth(&self, shutter: &Shutter) -> LightTruth {
        let quarters = self.light.quarters(shutter.at_us + (shutter.length_us() / 2.0) as i64);
        LightTruth::new(self.ambient_lux(), &quarters, self.light.screen_irradiance(self.face, &quarters))
    }
}

/// The camera of `scene`; a video that never saw a sensor has no noise.
pub(crate) fn camera(scene: &Scene) -> CameraSpec {
    let spec = scene.camera.clone();
    match scene.injection {
        Some(Injection::Perfect { .. }) => CameraSpec { noise: 0.0, jitter_ms: 0.0, dropped: 0.0, ..spec },
        _ => spec,
    }
}

/// What [`digital::perfect`] makes of the frames of a scene: copies of `last` where one is due.
pub(crate) fn copied(
    injection: Option<Injection>,
    last: &mut Option<Shot>,
    (index, at): (u64, Timestamp),
    shoot: impl FnOnce() -> Shot,
) -> Shot {
    let Some(Injection::Perfect { duplicate_every }) = injection else { return shoot() };
    let shot = match last.take() {
        Some(last) if digital::perfect(index, duplicate_every) => {
            Shot { at, truth: last.truth.copied((index, at)), ..last }
        }
        _ => shoot(),
    };
    *last = Some(shot.clone());
    shot
}

impl Iterator for Film {
    type Item = Shot;

    fn next(&mut self) -> Option<Shot> {
        let (index, at) = self.times.next()?;
        let mut last = self.last.take();
        let shot = copied(self.set.scene.injection, &mut last, (index, at), || self.shoot(index, at));
        self.last = last;
        Some(shot)
    }
}
