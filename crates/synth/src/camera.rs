//! A pinhole with a soft lens, an sRGB curve and sensor noise.

use crate::math::{Vec3, hash, unit, vec3};
use rayon::prelude::*;

/// Focal length over picture width: a phone or webcam of 42° across.
const FOCAL: f32 = 1.3125;
const EXPOSURE: f32 = 1.12;
/// Noise of a mid grey, levels of 255 (standard deviation).
const NOISE: f32 = 1.3;
/// Share of a neighbour's light that the lens spills into a pixel, along each axis.
const SPILL: f32 = 0.14;
const CURVE_STEPS: usize = 4096;

pub(crate) struct Camera {
    width: usize,
    height: usize,
    curve: Vec<f32>,
}

impl Camera {
    pub(crate) fn new(width: u32, height: u32) -> Self {
        let curve = (0..=CURVE_STEPS).map(|i| srgb(i as f32 / CURVE_STEPS as f32)).collect();
        Self { width: width as usize, height: height as usize, curve }
    }

    /// Direction of length 1 seen by a point of the picture (pixels from the upper left corner).
    pub(crate) fn ray(&self, column: f32, row: f32) -> Vec3 {
        let focal = FOCAL * self.width as f32;
        vec3((column - self.width as f32 * 0.5) / focal, (self.height as f32 * 0.5 - row) / focal, -1.0)
            .normalized()
    }

    /// 0..=255 for linear light; the shoulder keeps highlights from clipping hard.
    fn level(&self, light: f32) -> f32 {
        let x = (light * EXPOSURE).max(0.0);
        let x = if x > 0.6 { 1.0 - 0.16 / (x - 0.2) } else { x };
        self.curve[(x * CURVE_STEPS as f32) as usize % (CURVE_STEPS + 1)]
    }
}

fn srgb(x: f32) -> f32 {
    255.0 * if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * libm::powf(x, 1.0 / 2.4) - 0.055 }
}

/// (height, width, 3) RGB from linear light; `seed` chooses the noise.
pub(crate) fn develop(light: &[Vec3], camera: &Camera, seed: u64) -> Vec<u8> {
    let width = camera.width;
    let mut pixels = vec![0u8; light.len() * 3];
    pixels.par_chunks_mut(width * 3).enumerate().for_each(|(row, line)| {
        for (column, pixel) in line.as_chunks_mut::<3>().0.iter_mut().enumerate() {
            let v = spilled(light, camera, column, row);
            let dice = hash(seed.wrapping_mul(0x1000_0001) ^ (row * width + column) as u64);
            let grey = gauss(dice);
            for (i, (level, light)) in pixel.iter_mut().zip([v.x, v.y, v.z]).enumerate() {
                let own = gauss(hash(dice ^ (i as u64 + 1)));
                let value = camera.level(light) + NOISE * (0.8 * grey + 0.6 * own);
                *level = (value + 0.5).clamp(0.0, 255.0) as u8;
            }
        }
    });
    pixels
}

/// Light of a pixel through the soft lens.
fn spilled(light: &[Vec3], camera: &Camera, column: usize, row: usize) -> Vec3 {
    let columns = [column.saturating_sub(1), column, (column + 1).min(camera.width - 1)];
    let rows = [row.saturating_sub(1), row, (row + 1).min(camera.height - 1)];
    let weights = [SPILL, 1.0 - 2.0 * SPILL, SPILL];
    let mut sum = Vec3::ZERO;
    for (y, wy) in rows.into_iter().zip(weights) {
        for (x, wx) in columns.into_iter().zip(weights) {
            sum = sum + light[y * camera.width + x] * (wx * wy);
        }
    }
    sum
}

/// About normal with deviation 1: the sum of four even numbers.
fn gauss(bits: u64) -> f32 {
    let part = |shift: u32| unit(bits << shift & 0xFFFF_0000_0000_0000);
    (part(0) + part(16) + part(32) + part(48) - 2.0) * 1.732
}
