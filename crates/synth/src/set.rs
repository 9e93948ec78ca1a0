//! What stands before the camera, and how the camera sees it: what every way to film a scene shares.

use crate::attack::tremor;
use crate::film::{Assets, Detail, FilmError};
use crate::light::Illumination;
use crate::math::{Mat3, Vec3, hash, vec3};
use crate::mesh::Drawable;
use crate::performance::Moment;
use crate::picture::Picture;
use crate::raster::Lens;
use crate::render::{Radiance, Shutter, render};
use crate::room::Room;
use crate::scene::{Injection, Lights, Scene};
use crate::stage::{Act, Moved};
use crate::truth::{FaceTruth, Species};
use crate::wear::Rigid;
use liveface_frames::Timestamp;

/// A scene, ready to be drawn at any time.
pub(crate) struct Set {
    assets: Assets,
    pub scene: Scene,
    pub lens: Lens,
    /// The light that falls on it: without the screen where frames are injected.
    light: Illumination,
    room: Room,
    acts: Vec<Act>,
}

/// What was drawn.
pub(crate) struct Drawn<R> {
    /// Radiance on the sensor.
    pub picture: Picture<R>,
    /// Mesh landmarks, camera space, and what it does: of each subject's face.
    pub faces: Vec<(Vec<Vec3>, Moment)>,
}

impl Set {
    /// # Errors
    /// [`FilmError`]: a value of `scene` is not allowed, or a portrait or an environment map is missing.
    pub(crate) fn new(assets: &Assets, scene: &Scene) -> Result<Self, FilmError> {
        scene.check()?;
        let camera = &scene.camera;
        let dark = Lights { screen: None, ..scene.lights.clone() };
        let lights = if scene.injection.is_some() { &dark } else { &scene.lights };
        let farthest = scene.subjects.iter().map(|s| s.place.distance).fold(60.0, f32::max);
        let act =
            |(i, subject)| Act::new(assets, subject, scene, (hash(scene.seed ^ i as u64), Detail::FINE));
        let acts = scene.subjects.iter().enumerate().map(act).collect::<Result<_, _>>()?;
        Ok(Self {
            assets: assets.clone(),
            lens: Lens::new(camera.width as usize, camera.height as usize, camera.field_of_view),
            light: Illumination::new(lights, face_place(scene))?,
            room: Room::new(scene.seed, farthest, lights),
            acts,
            scene: scene.clone(),
        })
    }

    /// What the camera sees while `shutter` is open.
    pub(crate) fn draw<R: Radiance>(&self, shutter: &Shutter) -> Drawn<R> {
        let from = shutter.at_us.max(0) as u64;
        let begin = self.moved(Timestamp::from_micros(from));
        let end = self.moved(Timestamp::from_micros(from + shutter.length_us() as u64));
        let mut drawables: Vec<Drawable> = vec![self.room.drawable(&begin.camera, &end.camera)];
        let mut faces = Vec::new();
        for act in &self.acts {
            let played = act.play(&self.assets, &begin, &end);
            drawables.extend(played.drawables);
            faces.push((played.landmarks, played.moment));
        }
        Drawn { picture: render(&drawables, &self.light, &self.lens, shutter), faces }
    }

    /// How the camera has moved at `at`.
    fn moved(&self, at: Timestamp) -> Moved {
        let us = at.as_micros() as i64;
        let (shift, [yaw, pitch, roll]) = tremor(hash(self.scene.seed ^ 0xCA), us, self.scene.camera.shake);
        // What a hand does to a phone turns the whole view: a third of a degree moves the picture by pixels.
        let turn = Mat3::turn(yaw * 0.3, pitch * 0.3, roll * 0.5);
        Moved { at, camera: Rigid { turn, shift } }
    }

    /// Where `landmarks` are in the picture: u right and v down, 0..=1.
    pub(crate) fn across(&self, landmarks: &[Vec3]) -> Vec<[f32; 2]> {
        let place = |&p: &Vec3| {
            let q = self.lens.project(p);
            [q.x / self.lens.width as f32, q.y / self.lens.height as f32]
        };
        landmarks.iter().map(place).collect()
    }

    /// What is true of `faces` in a video that is injected as `injection` says, if it is.
    pub(crate) fn face_truths(
        &self,
        faces: &[(Vec<Vec3>, Moment)],
        injection: Option<Injection>,
    ) -> Vec<FaceTruth> {
        let all = faces.iter().enumerate();
        all.filter_map(|(i, (landmarks, moment))| self.face_truth(i, landmarks, moment, injection)).collect()
    }

    /// None where part of the face is too near to be drawn.
    fn face_truth(
        &self,
        subject: usize,
        landmarks: &[Vec3],
        moment: &Moment,
        injection: Option<Injection>,
    ) -> Option<FaceTruth> {
        let told = self.scene.subjects.get(subject)?;
        if landmarks.iter().any(|&p| self.lens.project(p).z <= 0.0) {
            return None;
        }
        let live = Species::of(&told.medium, injection).is_live();
        Some(FaceTruth::seen(landmarks, moment, &self.lens, live).of(subject, &told.person))
    }
}

/// Where the first face of `scene` rests, camera space.
pub(crate) fn face_place(scene: &Scene) -> Vec3 {
    let place = scene.subjects.first().map(|s| s.place).unwrap_or_default();
    vec3(place.right, place.up, -place.distance)
}

impl Shutter {
    /// The exposure of `scene`'s camera whose first row begins at `at`, in `moments` samples of each pixel.
    pub(crate) fn of(scene: &Scene, at: Timestamp, moments: usize) -> Self {
        Self {
            at_us: at.as_micros() as i64,
            open_us: scene.camera.shutter_ms * 1000.0,
            readout_us: scene.camera.readout_ms * 1000.0,
            moments,
        }
    }
}
