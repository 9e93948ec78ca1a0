//! Many films of one scene that differ in the screen, the camera and how frames are injected, for little more than the
//! price of one: light adds up, so each moment is rendered once, apart by where the light comes from.

#[cfg(test)]
mod tests;

use crate::camera::{Sensor, schedule};
use crate::film::{Assets, Detail, FilmError, Screening, Shot, camera, copied};
use crate::light::{Apart, Quarters};
use crate::math::Vec3;
use crate::picture::Picture;
use crate::render::Shutter;
use crate::scene::{Scene, SceneError, ScreenLight};
use crate::set::{Drawn, Set};
use crate::truth::{FaceTruth, FrameTruth};
use liveface_frames::Timestamp;
use rayon::prelude::*;

/// How finely a scene is drawn for [`Take`]s.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Moments a second. Whatever moves stands still from one to the next.
    pub hertz: f32,
    /// Samples of each pixel, at least 1. A [`crate::Film`] takes 4; one is enough for what is soft.
    pub samples: usize,
}

impl Default for Rate {
    fn default() -> Self {
        Self { hertz: 30.0, samples: 1 }
    }
}

/// The moments of a scene, drawn one at a time so that any number of [`Take`]s can be made of them.
///
/// Against a [`crate::Film`] of the same scene, motion is as coarse as the rate, and with one sample of each pixel
/// nothing is blurred by it and edges are jagged before the lens softens them.
pub struct Relightable {
    set: Set,
    ambient_lux: f32,
    period_us: f64,
    samples: usize,
    next: u64,
}

/// One moment of a scene: its light apart by source.
pub struct Tick {
    /// When it is.
    pub at: Timestamp,
    /// When the next one is; `None` at the last.
    until: Option<Timestamp>,
    picture: Picture<Apart>,
    /// Of the first face, u right and v down, 0..=1.
    landmarks: Vec<[f32; 2]>,
    faces: Vec<FaceTruth>,
}

impl Relightable {
    /// Prepares `scene`, whose camera's noise, exposure, balance and times and whose screen's colours do not matter: they
    /// are those of the takes.
    ///
    /// # Errors
    /// [`FilmError`]: a value is not allowed, or a portrait is missing.
    pub fn new(assets: &Assets, scene: &Scene, rate: Rate) -> Result<Self, FilmError> {
        let scene = Scene { injection: None, ..scene.clone() };
        let hertz = if rate.hertz.is_finite() { f64::from(rate.hertz.clamp(0.1, 1000.0)) } else { 30.0 };
        Ok(Self {
            set: Set::new(assets, &scene)?,
            ambient_lux: Screening::new(&scene)?.ambient_lux(),
            period_us: 1e6 / hertz,
            samples: rate.samples.max(1),
            next: 0,
        })
    }

    /// A film of the same people with the screen, the camera, the injection and the seed of `scene`. Its lamps and
    /// surroundings must be those of the rendered scene, or all of them brighter by the same factor: what shines by
    /// itself, as a window or a device does, is then brighter by as much.
    ///
    /// # Errors
    /// [`FilmError`]: a value is not allowed, or the view or the place of the screen are not those of the rendered
    /// scene.
    pub fn take_of(&self, scene: &Scene) -> Result<Take, FilmError> {
        scene.check()?;
        same_view(&self.set.scene, scene)?;
        let spec = camera(scene);
        let screening = Screening::new(scene)?;
        Ok(Take {
            ambient: screening.ambient_lux() / self.ambient_lux.max(1e-3),
            screening,
            times: schedule(&spec, scene.duration_ms, scene.seed).into_iter().peekable(),
            sensor: Sensor::new(&spec, scene.seed),
            last: None,
            scene: scene.clone(),
        })
    }

    fn time(&self, index: u64) -> Timestamp {
        Timestamp::from_micros((index as f64 * self.period_us).round() as u64)
    }
}

impl Iterator for Relightable {
    type Item = Tick;

    fn next(&mut self) -> Option<Tick> {
        let end = Timestamp::from_millis(self.set.scene.duration_ms);
        let at = self.time(self.next);
        if at >= end {
            return None;
        }
        self.next += 1;
        let until = Some(self.time(self.next)).filter(|&next| next < end);
        let shutter = Shutter::of(&self.set.scene, at, self.samples);
        let Drawn { picture, faces } = self.set.draw(&shutter);
        let landmarks = faces.first().map(|(points, _)| self.set.across(points)).unwrap_or_default();
        Some(Tick { at, until, picture, landmarks, faces: self.set.face_truths(&faces, None) })
    }
}

/// One film made of the ticks of a [`Relightable`].
pub struct Take {
    scene: Scene,
    screening: Screening,
    /// Lamps and surroundings against those of the rendered scene.
    ambient: f32,
    times: std::iter::Peekable<std::vec::IntoIter<(u64, Timestamp)>>,
    sensor: Sensor,
    last: Option<Shot>,
}

impl Take {
    /// The next frame taken between `tick` and the one after it; `None` when all of those are taken. Give every tick in
    /// order, and call until `None`.
    pub fn expose(&mut self, tick: &Tick) -> Option<Shot> {
        let within = |at: Timestamp| tick.until.is_none_or(|until| at < until);
        let (index, at) = self.times.next_if(|&(_, at)| within(at))?;
        let mut last = self.last.take();
        let shot = copied(self.scene.injection, &mut last, (index, at), || self.shoot(tick, (index, at)));
        self.last = last;
        Some(shot)
    }

    /// Mean luminance of the first face at `tick`, cd/m², while every quarter of the screen shows `share` of its white;
    /// `None` without a face in view.
    #[must_use]
    pub fn face_luminance(&self, tick: &Tick, share: f32) -> Option<f32> {
        let white = [Vec3::ONE * (self.screening.light.nits() * share); 4];
        let (mut sum, mut count) = (0.0, 0_u32);
        for pixel in tick.face_pixels() {
            sum += pixel.under(self.ambient, &white).luminance();
            count += 1;
        }
        (count > 0).then(|| sum / count as f32)
    }

    fn shoot(&mut self, tick: &Tick, (index, at): (u64, Timestamp)) -> Shot {
        let shutter = Shutter::of(&self.scene, at, Detail::FINE.moments);
        let mut picture = self.compose(tick, &shutter);
        self.screening.relight(&mut picture, at, &tick.landmarks);
        let (rgb, development) = self.sensor.develop(&picture, index, at);
        let mut faces = tick.faces.clone();
        faces.iter_mut().for_each(|face| face.live &= self.scene.injection.is_none());
        let truth = FrameTruth::new((index, at), development, self.screening.truth(&shutter), faces);
        Shot { at, width: picture.width, height: picture.height, rgb, truth }
    }

    /// Each row under what the screen emits, in the mean, while the row is exposed.
    fn compose(&self, tick: &Tick, shutter: &Shutter) -> Picture {
        let Picture { width, height, .. } = tick.picture;
        let mut picture = Picture::new(width, height);
        let rows =
            picture.pixels.par_chunks_mut(width.max(1)).zip(tick.picture.pixels.par_chunks(width.max(1)));
        rows.enumerate().with_min_len(16).for_each(|(y, (to, from))| {
            let levels = self.levels(shutter, y, height);
            for (to, from) in to.iter_mut().zip(from) {
                *to = from.under(self.ambient, &levels);
            }
        });
        picture
    }

    /// Mean luminance of the screen's quarters while row `y` of `height` is exposed, cd/m².
    fn levels(&self, shutter: &Shutter, y: usize, height: usize) -> Quarters {
        let mut levels = Quarters::default();
        if self.scene.injection.is_some() {
            return levels;
        }
        let moments = shutter.moments();
        for moment in &moments {
            let now = self.screening.light.quarters(shutter.row_us(moment, y, height));
            for (level, now) in levels.iter_mut().zip(now) {
                *level += now * (1.0 / moments.len() as f32);
            }
        }
        levels
    }
}

impl Tick {
    /// Pixels of the inner half of the first face.
    fn face_pixels(&self) -> impl Iterator<Item = &Apart> {
        let span = |axis: usize, size: usize| {
            let places = self.landmarks.iter().map(|place| place[axis]);
            let low = places.clone().fold(f32::INFINITY, f32::min);
            let high = places.fold(f32::NEG_INFINITY, f32::max);
            let edge = |t: f32| ((low + (high - low) * t) * size as f32).clamp(0.0, size as f32) as usize;
            edge(0.25)..edge(0.75)
        };
        let (across, down) = (span(0, self.picture.width), span(1, self.picture.height));
        let row = move |y: usize| self.picture.pixels.chunks(self.picture.width.max(1)).nth(y);
        down.filter_map(row).flat_map(move |row| row.get(across.clone()).unwrap_or_default())
    }
}

/// Whether `take` sees what was rendered for `rendered` from the same place, lit from the same screen.
fn same_view(rendered: &Scene, take: &Scene) -> Result<(), SceneError> {
    const ALLOWED: &str = "what the rendered scene has";
    let view = |s: &Scene| (s.camera.width, s.camera.height, s.camera.field_of_view.to_bits());
    let place = |s: &Scene| s.lights.screen.as_ref().map(place);
    let refuse =
        |what: &str, value: String| Err(SceneError { what: what.to_owned(), value, allowed: ALLOWED });
    if view(rendered) != view(take) {
        let camera = &take.camera;
        let value = format!("{}x{} at {} degrees", camera.width, camera.height, camera.field_of_view);
        return refuse("camera", value);
    }
    // A video that is injected sees no screen, but answers one from where it says.
    if place(rendered) != place(take) && take.injection.is_none() {
        return refuse("lights.screen", "another size or place".to_owned());
    }
    Ok(())
}

fn place(screen: &ScreenLight) -> [u32; 6] {
    [screen.width, screen.height, screen.right, screen.up, screen.distance, screen.angle].map(f32::to_bits)
}
