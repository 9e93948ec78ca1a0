//! From drawables and light to the radiance on a sensor.

#[cfg(test)]
mod tests;

use crate::light::{Apart, Illumination, Quarters};
use crate::math::Vec3;
use crate::mesh::{Drawable, Layer, Visibility};
use crate::picture::Picture;
use crate::raster::{Area, Lens, Moment, Sight, project};
use crate::surface::{Hit, Surface};
use rayon::prelude::*;
use std::ops::{Add, Mul};

/// Sees everything: the harmonics of a constant 1.
const OPEN: Visibility = [3.544_908, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];

/// When a frame is exposed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shutter {
    /// First row begins, microseconds of stream time.
    pub at_us: i64,
    /// Exposure of each row, microseconds.
    pub open_us: f32,
    /// From the first row to the last, microseconds.
    pub readout_us: f32,
    /// How many moments of the exposure are drawn: also the number of samples of each pixel.
    pub moments: usize,
}

impl Shutter {
    /// From the begin of the first row to the end of the last, microseconds.
    pub(crate) fn length_us(&self) -> f32 {
        (self.open_us + self.readout_us).max(1.0)
    }

    /// The moments that are drawn of it.
    pub(crate) fn moments(&self) -> Vec<Moment> {
        (0..self.moments.max(1)).map(|i| self.moment(i)).collect()
    }

    /// When row `y` of `height` is exposed at `moment`, microseconds of stream time.
    pub(crate) fn row_us(&self, moment: &Moment, y: usize, height: usize) -> i64 {
        self.at_us + (moment.time(y as f32 + 0.5, height) * self.length_us()) as i64
    }

    fn moment(&self, index: usize) -> Moment {
        let share = (index as f32 + 0.5) / self.moments as f32;
        let length = self.length_us();
        // Rooks on a board: no two samples share a row or a column of the pixel.
        let n = self.moments as f32;
        let across = (index * (self.moments / 2).max(1) + index / 2) % self.moments;
        let shift = [(across as f32 + 0.5) / n - 0.5, share - 0.5];
        Moment { shift, lag: self.readout_us / length, share: share * self.open_us / length }
    }
}

/// What is gathered at a pixel: radiance.
pub(crate) trait Radiance:
    Copy + Default + PartialEq + Send + Sync + Add<Output = Self> + Mul<f32, Output = Self>
{
    /// What leaves `hit` towards the camera; the screen shows `quarters` where that matters.
    fn shaded(light: &Illumination, hit: &Hit, of: (&Surface, &Visibility), quarters: &Quarters) -> Self;
}

impl Radiance for Vec3 {
    fn shaded(
        light: &Illumination,
        hit: &Hit,
        (surface, seen): (&Surface, &Visibility),
        quarters: &Quarters,
    ) -> Self {
        light.shade(hit, surface, seen, quarters)
    }
}

impl Radiance for Apart {
    fn shaded(
        light: &Illumination,
        hit: &Hit,
        (surface, seen): (&Surface, &Visibility),
        _: &Quarters,
    ) -> Self {
        light.shade_apart(hit, surface, seen)
    }
}

/// Radiance (cd/m²) on each pixel, the mean over the exposure.
pub(crate) fn render<R: Radiance>(
    drawables: &[Drawable],
    light: &Illumination,
    lens: &Lens,
    shutter: &Shutter,
) -> Picture<R> {
    let draw = |moment: &Moment| Exposure { drawables, light, lens, shutter, moment }.draw();
    let mut layers: Vec<Picture<R>> = shutter.moments().par_iter().map(draw).collect();
    let part = 1.0 / layers.len() as f32;
    if layers.len() == 1
        && let Some(only) = layers.pop()
    {
        return only;
    }
    let mut sum = Picture::new(lens.width, lens.height);
    for layer in &layers {
        for (to, &from) in sum.pixels.iter_mut().zip(&layer.pixels) {
            *to = *to + from * part;
        }
    }
    sum
}

/// One moment of an exposure.
struct Exposure<'a> {
    drawables: &'a [Drawable],
    light: &'a Illumination,
    lens: &'a Lens,
    shutter: &'a Shutter,
    moment: &'a Moment,
}

/// What is worked out once for a moment.
struct Prepared {
    /// The points of each drawable in the picture.
    corners: Vec<Vec<Vec3>>,
    /// When each row is exposed, and what the screen shows then.
    rows: Vec<(i64, Quarters)>,
}

/// A place in the picture on a triangle.
struct Spot {
    x: f32,
    y: f32,
    /// Weights of the triangle's corners in the picture.
    weights: [f32; 3],
}

impl Exposure<'_> {
    fn draw<R: Radiance>(&self) -> Picture<R> {
        let ready = Prepared {
            corners: self.drawables.iter().map(|d| project(d, self.lens, self.moment)).collect(),
            rows: (0..self.lens.height).map(|y| self.row(y)).collect(),
        };
        let mut sight = Sight::new(self.lens);
        for (index, drawable) in self.drawables.iter().enumerate() {
            if drawable.layer == Layer::Solid {
                sight.draw(index, drawable, &ready.corners[index]);
            }
        }
        let mut picture = Picture::new(self.lens.width, self.lens.height);
        let width = self.lens.width;
        picture.pixels.par_chunks_mut(width).enumerate().for_each(|(y, line)| {
            for (x, pixel) in line.iter_mut().enumerate() {
                let place = y * width + x;
                if sight.depth[place] > 0.0 {
                    *pixel = self.solid(sight.seen[place], (x, y), &ready);
                }
            }
        });
        self.veils(&mut picture, &sight, &ready);
        picture
    }

    /// When row `y` is exposed, and what the screen shows then.
    fn row(&self, y: usize) -> (i64, Quarters) {
        let micros = self.shutter.row_us(self.moment, y, self.lens.height);
        (micros, self.light.quarters(micros))
    }

    fn solid<R: Radiance>(&self, (index, number): (u32, u32), (x, y): (usize, usize), ready: &Prepared) -> R {
        let (index, number) = (index as usize, number as usize);
        let drawable = &self.drawables[index];
        let points = drawable.triangles[number].points;
        let Some(area) = Area::new(points.map(|i| ready.corners[index][i as usize]), drawable.two_sided)
        else {
            return R::default();
        };
        let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
        let spot = Spot { x: px, y: py, weights: area.weights(px, py) };
        self.shade((drawable, number), &area, &spot, &ready.rows[y]).0
    }

    fn veils<R: Radiance>(&self, picture: &mut Picture<R>, sight: &Sight, ready: &Prepared) {
        for (area, drawable, number) in self.sorted_veils(&ready.corners) {
            area.pixels(self.lens.width, self.lens.height, |pixel, weights| {
                // A veil lies on what it covers: it wins where both are at the same depth.
                if area.depth(weights) < sight.depth[pixel] * 0.9999 {
                    return;
                }
                let (x, y) = (pixel % self.lens.width, pixel / self.lens.width);
                let spot = Spot { x: x as f32 + 0.5, y: y as f32 + 0.5, weights };
                let (light, surface): (R, _) = self.shade((drawable, number), &area, &spot, &ready.rows[y]);
                picture.pixels[pixel] = picture.pixels[pixel] * (1.0 - surface.cover) + light;
            });
        }
    }

    /// Triangles of all veils, farthest first.
    fn sorted_veils(&self, corners: &[Vec<Vec3>]) -> Vec<(Area, &Drawable, usize)> {
        let mut found = Vec::new();
        for (drawable, corners) in self.drawables.iter().zip(corners) {
            if drawable.layer != Layer::Veil {
                continue;
            }
            for (number, triangle) in drawable.triangles.iter().enumerate() {
                if let Some(area) =
                    Area::new(triangle.points.map(|i| corners[i as usize]), drawable.two_sided)
                {
                    found.push((area.depth([1.0 / 3.0; 3]), (area, drawable, number)));
                }
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, veil)| veil).collect()
    }

    /// Radiance of a place on a triangle, veils already weighted by their cover, and its surface.
    fn shade<R: Radiance>(
        &self,
        (drawable, number): (&Drawable, usize),
        area: &Area,
        spot: &Spot,
        (micros, quarters): &(i64, Quarters),
    ) -> (R, Surface) {
        let weights = area.spatial(spot.weights);
        let triangle = &drawable.triangles[number];
        let blend = |values: &[Vec3]| {
            let [a, b, c] = triangle.points.map(|i| values[i as usize]);
            a * weights[0] + b * weights[1] + c * weights[2]
        };
        let [x, y] = self.moment.shift;
        let at = self.lens.unproject(spot.x + x, spot.y + y, area.depth(spot.weights));
        let to_camera = -at.normalized();
        let mut normal = blend(&drawable.normals).normalized();
        if drawable.two_sided && normal.dot(to_camera) < 0.0 {
            normal = -normal;
        }
        let hit = Hit {
            at,
            rest: blend(&drawable.rest),
            uv: texture_place(drawable, number, weights),
            normal,
            to_camera,
            turn: drawable.turn,
            footprint: -at.z / self.lens.focal,
            micros: *micros,
        };
        let mut surface = drawable.material.surface(&hit);
        // What shines on clear glass is not dimmed by its clearness.
        if drawable.layer == Layer::Veil {
            surface.albedo = surface.albedo * surface.cover;
            surface.emission = surface.emission * surface.cover;
        }
        let seen = seen(drawable, number, weights);
        (R::shaded(self.light, &hit, (&surface, &seen), quarters), surface)
    }
}

fn texture_place(drawable: &Drawable, number: usize, weights: [f32; 3]) -> [f32; 2] {
    let triangle = &drawable.triangles[number];
    if drawable.uv.is_empty() {
        return [0.0; 2];
    }
    let [a, b, c] = triangle.uvs.map(|i| drawable.uv[i as usize]);
    let at = |i: usize| a[i] * weights[0] + b[i] * weights[1] + c[i] * weights[2];
    [at(0), at(1)]
}

fn seen(drawable: &Drawable, number: usize, weights: [f32; 3]) -> Visibility {
    if drawable.visibility.is_empty() {
        return OPEN;
    }
    let corners = drawable.triangles[number].points.map(|i| &drawable.visibility[i as usize]);
    let mut sum = [0.0; 9];
    for (corner, weight) in corners.into_iter().zip(weights) {
        for (to, from) in sum.iter_mut().zip(corner) {
            *to += from * weight;
        }
    }
    sum
}
