//! Draws the person anew for each frame, only where the person is, and everything else once.

use super::actor::{Cue, moment};
use crate::figure::Figure;
use crate::film::{Assets, FilmError};
use crate::light::{Apart, Illumination, Quarters};
use crate::math::{Mat3, Vec3};
use crate::mesh::{Drawable, Visibility};
use crate::picture::Picture;
use crate::raster::Lens;
use crate::render::{Radiance, Shutter, render};
use crate::room::Room;
use crate::scene::{Scene, ScreenLight, Show};
use crate::set::face_place;
use crate::surface::{Hit, Surface};
use crate::wear::Rigid;
use liveface_frames::Timestamp;
use rayon::prelude::*;
use std::ops::{Add, Mul};

/// Side of a tile of skin texture, texels: a face is no more than 300 pixels wide.
const TEXELS: usize = 512;
/// Samples of each pixel of the room, which is drawn once and out of focus; moments of an exposure at which the screen is
/// looked at.
const SAMPLES: usize = 2;
/// The shine of what is rougher than this, cloth above all, is too faint for what it costs.
const DULL: f32 = 0.6;
/// The camera stands.
const STILL: Rigid = Rigid { turn: Mat3::IDENTITY, shift: Vec3::ZERO };

/// Light on its way to a pixel, and how much of what is behind is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Covering {
    light: Apart,
    /// 0..=1.
    cover: f32,
}

impl Radiance for Covering {
    fn shaded(
        light: &Illumination,
        hit: &Hit,
        (surface, seen): (&Surface, &Visibility),
        _: &Quarters,
    ) -> Self {
        let gloss = if surface.roughness < DULL { surface.gloss } else { 0.0 };
        let surface = Surface { gloss, ..*surface };
        Self { light: light.shade_apart(hit, &surface, seen), cover: surface.cover }
    }
}

impl Add for Covering {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self { light: self.light + o.light, cover: self.cover + o.cover }
    }
}

impl Mul<f32> for Covering {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        Self { light: self.light * k, cover: self.cover * k }
    }
}

/// A part of the picture with the person in it.
pub(super) struct Cutout {
    left: usize,
    top: usize,
    picture: Picture<Covering>,
}

/// The room behind the person.
struct Backdrop {
    apart: Picture<Apart>,
    /// As it looked last, and under which light each row did.
    lit: Picture,
    levels: Vec<Quarters>,
}

/// A person in a room.
pub(super) struct Stage {
    assets: Assets,
    scene: Scene,
    figure: Figure,
    lens: Lens,
    light: Illumination,
    backdrop: Backdrop,
}

impl Stage {
    /// `scene`, its first subject a person.
    ///
    /// # Errors
    /// A portrait or an environment map is missing.
    pub(super) fn new(assets: &Assets, scene: Scene) -> Result<Self, FilmError> {
        let camera = &scene.camera;
        let lens = Lens::new(camera.width as usize, camera.height as usize, camera.field_of_view);
        let light = Illumination::new(&scene.lights, face_place(&scene))?;
        let room = Room::new(scene.seed, face_place(&scene).length(), &scene.lights);
        let subject = scene.subjects.first().cloned().unwrap_or_default();
        Ok(Self {
            figure: Figure::new(&assets.head, assets.portraits.as_deref(), &subject, TEXELS)?,
            backdrop: Backdrop::new(&room, &light, &lens, &Shutter::of(&scene, Timestamp::ZERO, SAMPLES)),
            assets: assets.clone(),
            lens,
            light,
            scene,
        })
    }

    /// The person told `cues`, as seen while a frame is exposed that ends at `at`; `None` where nothing is in the view.
    pub(super) fn person(&self, cues: &[Cue], at: Timestamp) -> Option<Cutout> {
        let end_us = at.as_micros() as i64;
        let begin_us = self.begin_us(at);
        let model = &self.assets.head;
        let pose = |us: i64| self.figure.pose(model, &moment(self.scene.seed, cues, us), &STILL);
        let drawables =
            self.figure.drawables((model, &self.assets.cuts), &pose(begin_us), Some(&pose(end_us)));
        let [left, top, right, bottom] = self.bounds(&drawables)?;
        let lens = Lens {
            width: right - left,
            height: bottom - top,
            centre: [self.lens.centre[0] - left as f32, self.lens.centre[1] - top as f32],
            ..self.lens
        };
        // Only these rows are read out.
        let whole = Shutter::of(&self.scene, at, 1);
        let row_us = whole.readout_us / self.lens.height as f32;
        let shutter = Shutter {
            at_us: begin_us + (row_us * top as f32) as i64,
            readout_us: row_us * lens.height as f32,
            ..whole
        };
        Some(Cutout { left, top, picture: render(&drawables, &self.light, &lens, &shutter) })
    }

    /// Radiance on the sensor of a frame whose exposure ends at `at`, with `person` in it and after `shows`, which count
    /// from `at`.
    pub(super) fn lit(&mut self, person: &Option<Cutout>, shows: &[Show], at: Timestamp) -> Picture {
        let levels = self.levels(shows, at);
        let mut picture = self.backdrop.under(&levels).clone();
        if let Some(cutout) = person {
            cutout.over(&mut picture, &levels);
        }
        picture
    }

    fn begin_us(&self, at: Timestamp) -> i64 {
        at.as_micros() as i64 - Shutter::of(&self.scene, at, 1).length_us() as i64
    }

    /// What the screen's quarters emit, in the mean, while each row is exposed, cd/m².
    fn levels(&self, shows: &[Show], at: Timestamp) -> Vec<Quarters> {
        let mut lights = self.scene.lights.clone();
        lights.screen = lights.screen.map(|screen| ScreenLight { shows: shows.to_vec(), ..screen });
        // Surroundings are a map in no live scene, and nothing else can be missing: then the light stays as it was.
        let Ok(light) = Illumination::new(&lights, face_place(&self.scene)) else {
            return self.backdrop.levels.clone();
        };
        let at_us = self.begin_us(at) - at.as_micros() as i64;
        let shutter = Shutter { at_us, ..Shutter::of(&self.scene, at, SAMPLES) };
        let moments = shutter.moments();
        let row = |y: usize| {
            let mut mean = Quarters::default();
            for moment in &moments {
                let now = light.quarters(shutter.row_us(moment, y, self.lens.height));
                for (mean, now) in mean.iter_mut().zip(now) {
                    *mean += now * (1.0 / moments.len() as f32);
                }
            }
            mean
        };
        (0..self.lens.height).map(row).collect()
    }

    /// Left, top, right and bottom of the part of the picture that `drawables` are in, pixels.
    fn bounds(&self, drawables: &[Drawable]) -> Option<[usize; 4]> {
        let mut low = [f32::INFINITY; 2];
        let mut high = [f32::NEG_INFINITY; 2];
        for &point in drawables.iter().flat_map(|drawable| drawable.points.iter().chain(&drawable.moved)) {
            let place = self.lens.project(point);
            if place.z > 0.0 {
                low = [low[0].min(place.x), low[1].min(place.y)];
                high = [high[0].max(place.x), high[1].max(place.y)];
            }
        }
        let limit = [self.lens.width, self.lens.height];
        let [left, top] = [0, 1].map(|axis| (low[axis] - 1.0).clamp(0.0, limit[axis] as f32) as usize);
        let [right, bottom] = [0, 1].map(|axis| (high[axis] + 2.0).clamp(0.0, limit[axis] as f32) as usize);
        (left < right && top < bottom).then_some([left, top, right, bottom])
    }
}

impl Backdrop {
    fn new(room: &Room, light: &Illumination, lens: &Lens, shutter: &Shutter) -> Self {
        let apart: Picture<Apart> = render(&[room.drawable(&STILL, &STILL)], light, lens, shutter);
        let lit = Picture {
            width: apart.width,
            height: apart.height,
            pixels: apart.pixels.iter().map(|pixel| pixel.ambient).collect(),
        };
        Self { levels: vec![Quarters::default(); apart.height], apart, lit }
    }

    /// The room while its rows see the screen at `levels`: only those are worked out whose light has changed.
    fn under(&mut self, levels: &[Quarters]) -> &Picture {
        let width = self.apart.width.max(1);
        let rows = self.lit.pixels.par_chunks_mut(width).zip(self.apart.pixels.par_chunks(width));
        rows.zip(self.levels.par_iter_mut().zip(levels)).for_each(|((to, from), (was, level))| {
            if was != level {
                *was = *level;
                to.iter_mut().zip(from).for_each(|(to, from)| *to = from.under(1.0, level));
            }
        });
        &self.lit
    }
}

impl Cutout {
    /// Puts it over `picture`, whose rows see the screen at `levels`.
    fn over(&self, picture: &mut Picture, levels: &[Quarters]) {
        let (all, width) = (picture.width.max(1), self.picture.width.max(1));
        let rows = picture.pixels.par_chunks_mut(all).zip(levels).skip(self.top);
        rows.zip(self.picture.pixels.par_chunks(width)).for_each(|((to, level), from)| {
            for (to, from) in to.iter_mut().skip(self.left).zip(from) {
                if from.cover > 0.0 {
                    *to = *to * (1.0 - from.cover) + from.light.under(1.0, level);
                }
            }
        });
    }
}
