//! A scene filmed: frames in order, each with what is true of it.

use crate::attack::{digital, tremor};
use crate::camera::{Sensor, schedule};
use crate::figure::{Cut, cuts};
use crate::head::HeadModel;
use crate::light::{Illumination, MapError};
use crate::math::{Mat3, Vec3, hash, vec3};
use crate::performance::Moment;
use crate::picture::Picture;
use crate::raster::Lens;
use crate::render::{Shutter, render};
use crate::room::Room;
use crate::scene::{CameraSpec, Injection, Lights, Scene, SceneError};
use crate::skin::{PortraitError, Portraits};
use crate::stage::{Act, Moved};
use crate::truth::{FaceTruth, FrameTruth, LightTruth, Species};
use crate::wear::Rigid;
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
    assets: Assets,
    scene: Scene,
    lens: Lens,
    light: Illumination,
    /// The light an injected video should have answered.
    missed: Option<Illumination>,
    room: Room,
    acts: Vec<Act>,
    times: std::vec::IntoIter<(u64, Timestamp)>,
    sensor: Sensor,
    last: Option<Shot>,
    /// Mesh landmarks of the first face in the last frame, camera space.
    landmarks: Vec<Vec3>,
}

impl Film {
    /// Prepares `scene`.
    ///
    /// # Errors
    /// [`FilmError`]: a value is not allowed, or a portrait is missing.
    pub fn new(assets: &Assets, scene: &Scene) -> Result<Self, FilmError> {
        scene.check()?;
        let face = scene.subjects.first().map(|s| s.place).unwrap_or_default();
        let face = vec3(face.right, face.up, -face.distance);
        let injected = Lights { screen: None, ..scene.lights.clone() };
        let lights = if scene.injection.is_some() { &injected } else { &scene.lights };
        let camera = camera(scene);
        let farthest = scene.subjects.iter().map(|s| s.place.distance).fold(60.0, f32::max);
        let acts = scene
            .subjects
            .iter()
            .enumerate()
            .map(|(i, subject)| Act::new(assets, subject, scene, (hash(scene.seed ^ i as u64), Detail::FINE)))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            assets: assets.clone(),
            lens: Lens::new(camera.width as usize, camera.height as usize, camera.field_of_view),
            light: Illumination::new(lights, face)?,
            missed: scene.injection.map(|_| Illumination::new(&scene.lights, face)).transpose()?,
            room: Room::new(scene.seed, farthest, lights),
            acts,
            times: schedule(&camera, scene.duration_ms, scene.seed).into_iter(),
            sensor: Sensor::new(&camera, scene.seed),
            last: None,
            landmarks: Vec::new(),
            scene: scene.clone(),
        })
    }

    /// Where the mesh landmarks of the first face were in the last frame: u right and v down, 0..=1.
    pub(crate) fn landmarks_across(&self) -> Vec<[f32; 2]> {
        self.landmarks.iter().map(|&p| self.across(p)).collect()
    }

    fn shoot(&mut self, index: u64, at: Timestamp) -> Shot {
        let spec = &self.scene.camera;
        let shutter = Shutter {
            at_us: at.as_micros() as i64,
            open_us: spec.shutter_ms * 1000.0,
            readout_us: spec.readout_ms * 1000.0,
            moments: Detail::FINE.moments,
        };
        let end = Timestamp::from_micros(at.as_micros() + shutter.length_us() as u64);
        let (begin, end) = (self.moved(at), self.moved(end));
        let mut drawables = vec![self.room.drawable(&begin.camera, &end.camera)];
        let mut faces = Vec::new();
        for act in &self.acts {
            let played = act.play(&self.assets, &begin, &end);
            drawables.extend(played.drawables);
            faces.push((played.landmarks, played.moment));
        }
        self.landmarks = faces.first().map(|(landmarks, _)| landmarks.clone()).unwrap_or_default();
        let mut picture = render(&drawables, &self.light, &self.lens, &shutter);
        self.relight(&mut picture, at);
        let (rgb, development) = self.sensor.develop(&picture, index, at);
        let faces = faces.iter().enumerate();
        let faces = faces.filter_map(|(i, (landmarks, moment))| self.face_truth(i, landmarks, moment));
        let light = self.light_truth(&shutter);
        let truth = FrameTruth::new((index, at), development, light, faces.collect());
        Shot { at, width: self.lens.width, height: self.lens.height, rgb, truth }
    }

    /// How the camera has moved at `at`.
    fn moved(&self, at: Timestamp) -> Moved {
        let us = at.as_micros() as i64;
        let (shift, [yaw, pitch, roll]) = tremor(hash(self.scene.seed ^ 0xCA), us, self.scene.camera.shake);
        // What a hand does to a phone turns the whole view: a third of a degree moves the picture by pixels.
        let turn = Mat3::turn(yaw * 0.3, pitch * 0.3, roll * 0.5);
        Moved { at, camera: Rigid { turn, shift } }
    }

    fn relight(&self, picture: &mut Picture, at: Timestamp) {
        let (Some(light), Some(Injection::Relight { delay_ms })) = (&self.missed, self.scene.injection)
        else {
            return;
        };
        let late = at.as_micros() as i64 - (delay_ms * 1000.0) as i64;
        let face = self.face();
        let screen = light.screen_irradiance(face, &light.quarters(late));
        let factor = Vec3::ONE + screen * (1.0 / light.ambient_lux(face).max(1e-3));
        if !self.landmarks.is_empty() {
            digital::relight(picture, factor, &self.landmarks_across());
        }
    }

    /// u right and v down, 0..=1 across the picture.
    fn across(&self, p: Vec3) -> [f32; 2] {
        let q = self.lens.project(p);
        [q.x / self.lens.width as f32, q.y / self.lens.height as f32]
    }

    /// Where the first face rests, camera space.
    fn face(&self) -> Vec3 {
        let place = self.scene.subjects.first().map(|s| s.place).unwrap_or_default();
        vec3(place.right, place.up, -place.distance)
    }

    /// None where part of the face is too near to be drawn.
    fn face_truth(&self, subject: usize, landmarks: &[Vec3], moment: &Moment) -> Option<FaceTruth> {
        let told = self.scene.subjects.get(subject)?;
        if landmarks.iter().any(|&p| self.lens.project(p).z <= 0.0) {
            return None;
        }
        let live = Species::of(&told.medium, self.scene.injection).is_live();
        Some(FaceTruth::seen(landmarks, moment, &self.lens, live).of(subject, &told.person))
    }

    /// The light in the middle of the exposure.
    fn light_truth(&self, shutter: &Shutter) -> LightTruth {
        let face = self.face();
        let light = self.missed.as_ref().unwrap_or(&self.light);
        let quarters = light.quarters(shutter.at_us + (shutter.length_us() / 2.0) as i64);
        LightTruth::new(light.ambient_lux(face), &quarters, light.screen_irradiance(face, &quarters))
    }
}

/// The camera of `scene`; a video that never saw a sensor has no noise.
fn camera(scene: &Scene) -> CameraSpec {
    let spec = scene.camera.clone();
    match scene.injection {
        Some(Injection::Perfect { .. }) => CameraSpec { noise: 0.0, jitter_ms: 0.0, dropped: 0.0, ..spec },
        _ => spec,
    }
}

impl Iterator for Film {
    type Item = Shot;

    fn next(&mut self) -> Option<Shot> {
        let (index, at) = self.times.next()?;
        let Some(Injection::Perfect { duplicate_every }) = self.scene.injection else {
            return Some(self.shoot(index, at));
        };
        let shot = match self.last.take() {
            Some(last) if digital::perfect(index, duplicate_every) => {
                Shot { at, truth: last.truth.copied((index, at)), ..last }
            }
            _ => self.shoot(index, at),
        };
        self.last = Some(shot.clone());
        Some(shot)
    }
}
