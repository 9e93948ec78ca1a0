//! From a scene and a time to a frame.

use crate::camera::{Camera, develop};
use crate::figure::Figure;
use crate::light::shade;
use crate::math::{Vec3, vec3};
use crate::paint::surface;
use crate::performance::Truth;
use crate::print::Print;
use crate::room::Room;
use crate::scene::{Medium, Place, Scene, Subject};
use crate::shape::distance;
use liveface_frames::{Frame, FrameId, Timestamp};
use rayon::prelude::*;
use std::sync::Arc;

/// Why a scene cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SceneError {
    /// A side of the picture is out of range.
    #[error("a picture of {width}x{height} cannot be drawn: give sides of 16 to 4096 pixels")]
    Size {
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
    },
    /// A subject is behind the camera, too near, or nowhere.
    #[error("subject {index} is at no drawable place: give finite numbers and a distance of at least 30 cm")]
    Place {
        /// Position in [`Scene::subjects`].
        index: usize,
    },
}

/// Draws the frames of one scene; the same scene and time give the same pixels on every machine.
pub struct Renderer {
    scene: Scene,
    camera: Camera,
    room: Room,
    prints: Vec<Option<Print>>,
}

/// A subject of flesh at the moment drawn.
struct Present {
    figure: Figure,
    origin: Vec3,
}

impl Renderer {
    /// Prepares what does not change over time: the room and the printed pictures.
    ///
    /// # Errors
    /// [`SceneError`] when a side or a place is out of range.
    pub fn new(scene: Scene) -> Result<Self, SceneError> {
        check(&scene)?;
        let camera = Camera::new(scene.width, scene.height);
        let room = Room::new(scene.seed);
        let prints =
            scene.subjects.iter().map(|s| (s.medium == Medium::Print).then(|| Print::of(s))).collect();
        Ok(Self { scene, camera, room, prints })
    }

    /// The scene drawn.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What each subject does at `at`; a print shows a neutral face whatever its script says.
    #[must_use]
    pub fn truth(&self, at: Timestamp) -> Vec<Truth> {
        self.scene.subjects.iter().map(|s| truth(s, at)).collect()
    }

    /// Draws the frame with number `id` shown at `at`.
    #[must_use]
    pub fn frame(&self, id: FrameId, at: Timestamp) -> Frame {
        let light = self.light(at);
        let pixels = develop(&light, &self.camera, self.scene.seed ^ id.0.wrapping_mul(0x9E37_79B9));
        let size = (self.scene.width, self.scene.height);
        match Frame::new(id, at, size, Arc::new(pixels)) {
            Some(frame) => frame,
            None => unreachable!("sides were checked when the renderer was made"),
        }
    }

    /// Light on the sensor, linear RGB, row by row.
    pub(crate) fn light(&self, at: Timestamp) -> Vec<Vec3> {
        let present: Vec<Present> = self
            .scene
            .subjects
            .iter()
            .filter(|s| s.medium == Medium::Flesh)
            .map(|s| present(s, at))
            .collect();
        let width = self.scene.width as usize;
        let mut light = vec![Vec3::ZERO; width * self.scene.height as usize];
        light.par_chunks_mut(width).enumerate().for_each(|(row, line)| {
            for (column, pixel) in line.iter_mut().enumerate() {
                let ray = self.camera.ray(column as f32 + 0.5, row as f32 + 0.5);
                *pixel = self.look_along(ray, &present, at);
            }
        });
        light
    }

    fn look_along(&self, ray: Vec3, present: &[Present], at: Timestamp) -> Vec3 {
        let mut nearest = f32::INFINITY;
        let mut colour = None;
        for subject in present {
            if let Some((t, light)) = subject.meet(ray).filter(|(t, _)| *t < nearest) {
                (nearest, colour) = (t, Some(light));
            }
        }
        for (subject, print) in self.scene.subjects.iter().zip(&self.prints) {
            let shown = print.as_ref().filter(|_| subject.place.distance < nearest);
            if let Some(light) = shown.and_then(|print| print.meet(ray, subject, at)) {
                (nearest, colour) = (subject.place.distance, Some(light));
            }
        }
        colour.unwrap_or_else(|| self.room.light(ray))
    }
}

fn check(scene: &Scene) -> Result<(), SceneError> {
    let side = 16..=4096;
    if !side.contains(&scene.width) || !side.contains(&scene.height) {
        return Err(SceneError::Size { width: scene.width, height: scene.height });
    }
    let wrong =
        |p: Place| !(p.right.is_finite() && p.up.is_finite() && p.distance.is_finite() && p.distance >= 30.0);
    match scene.subjects.iter().position(|s| wrong(s.place)) {
        Some(index) => Err(SceneError::Place { index }),
        None => Ok(()),
    }
}

fn truth(subject: &Subject, at: Timestamp) -> Truth {
    match subject.medium {
        Medium::Flesh => subject.performance.truth(at),
        Medium::Print => Truth { eye_openness: 1.0, ..Truth::default() },
    }
}

fn present(subject: &Subject, at: Timestamp) -> Present {
    let Place { right, up, distance } = subject.place;
    Present {
        figure: Figure::new(subject.person.look(), truth(subject, at)),
        origin: vec3(right, up, -distance),
    }
}

impl Present {
    /// Distance along `ray` from the camera to the body, and the light it sends back.
    fn meet(&self, ray: Vec3) -> Option<(f32, Vec3)> {
        let start = -self.origin;
        let t = self.enter(start, ray).and_then(|t| self.march(start, ray, t))?;
        let p = start + ray * t;
        let n = self.normal(p);
        let surface = surface(&self.figure, p);
        Some((t, shade(&self.figure, p, n, -ray, &surface)))
    }

    /// Where `ray` comes near the head or the trunk.
    fn enter(&self, start: Vec3, ray: Vec3) -> Option<f32> {
        let to = vec3(0.0, -0.5, -2.0) - start;
        let along = to.dot(ray);
        let miss = to.dot(to) - along * along;
        let reach: f32 = 15.0;
        let head = (miss < reach * reach).then(|| along - (reach * reach - miss).sqrt());
        let t = (6.0 - start.z) / ray.z;
        let trunk = (start.y + ray.y * t < -8.0).then_some(t);
        head.into_iter().chain(trunk).reduce(f32::min)
    }

    fn march(&self, start: Vec3, ray: Vec3, from: f32) -> Option<f32> {
        let (mut t, mut d) = (from, f32::INFINITY);
        for _ in 0..80 {
            d = distance(&self.figure, start + ray * t);
            if d < 0.004 || t > from + 45.0 {
                break;
            }
            t += d * 0.85;
        }
        // A ray that grazes the surface creeps along it until the steps are used up: that is a hit, too.
        (d < 0.1).then_some(t)
    }

    fn normal(&self, p: Vec3) -> Vec3 {
        const STEP: f32 = 0.03;
        let corners =
            [vec3(1.0, -1.0, -1.0), vec3(-1.0, -1.0, 1.0), vec3(-1.0, 1.0, -1.0), vec3(1.0, 1.0, 1.0)];
        corners
            .into_iter()
            .fold(Vec3::ZERO, |sum, c| sum + c * distance(&self.figure, p + c * STEP))
            .normalized()
    }
}
