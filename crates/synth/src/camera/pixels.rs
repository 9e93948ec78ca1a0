//! From linear light to levels: lens, sensor noise, tone curve.

use super::control::MID_GREY;
use super::grain::Grain;
use super::lens::{Kernel, Lens};
use crate::math::{Vec3, gauss, hash, srgb_from_linear};
use crate::picture::Picture;
use crate::scene::CameraSpec;
use rayon::prelude::*;
use std::sync::LazyLock;

/// Share of the noise variance of a mid grey at gain 1 that does not come from the light (read noise). Larger ones
/// make shadows crawl more than webcams show.
const READ_SHARE: f32 = 0.03;
/// Fixed pattern of columns and of rows, and flicker of rows; in deviations of the read noise.
const COLUMN_PATTERN: f32 = 0.15;
const ROW_PATTERN: f32 = 0.1;
const ROW_FLICKER: f32 = 0.1;
/// Power of the gain that is left after the camera's own smoothing, which grows with the gain.
const SMOOTHED: f32 = 0.75;
/// Rows that one thread takes at a time.
const STRIP: usize = 16;
/// Linear level up to which the curve is pure sRGB; a soft shoulder above.
const KNEE: f32 = 0.9;
/// Brightest linear level that the tone table tells from white.
const BRIGHTEST: f32 = 2.0;
const TONES: usize = 4096;
/// Table index per square root of linear level.
const TONE_SCALE: f32 = TONES as f32 / std::f32::consts::SQRT_2;

/// sRGB levels at even steps of the square root of linear light, which are about even to the eye.
static TONE: LazyLock<[u8; TONES]> = LazyLock::new(|| {
    std::array::from_fn(|i| {
        let root = (i as f32 + 0.5) / TONE_SCALE;
        (255.0 * srgb_from_linear(shoulder(root * root)) + 0.5) as u8
    })
});

/// Linear up to the knee, then towards 1 with a continuous slope.
fn shoulder(x: f32) -> f32 {
    let room = 1.0 - KNEE;
    if x <= KNEE { x } else { 1.0 - room * libm::expf((KNEE - x) / room) }
}

/// Settings of one frame.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    /// Radiance that becomes white, cd/m².
    pub white: f32,
    /// Gains of red, green, blue.
    pub balance: Vec3,
    /// Sensor gain, at least 1.
    pub gain: f32,
    /// Number of the frame; chooses its noise.
    pub index: u64,
}

/// Develops frames; what does not change from frame to frame.
pub(super) struct Pixels {
    kernel: Kernel,
    /// Light lost at the middle of the left and upper edge, 0..1.
    falloff: (f32, f32),
    /// Variance of the noise by linear level at gain 1, and deviation of the read noise.
    shot: f32,
    read: f32,
    seed: u64,
}

impl Pixels {
    pub(super) fn new(spec: &CameraSpec, seed: u64) -> Self {
        // Slope of sRGB at mid grey, levels of 255 per linear level.
        let slope = 255.0 * 1.055 / 2.4 * libm::powf(MID_GREY, 1.0 / 2.4 - 1.0);
        let deviation = at_least_zero(spec.noise) / slope;
        let variance = deviation * deviation;
        Self {
            kernel: Kernel::new(at_least_zero(spec.blur)),
            falloff: falloff(spec),
            shot: variance * (1.0 - READ_SHARE) / MID_GREY,
            read: (variance * READ_SHARE).sqrt(),
            seed: hash(seed ^ 0x5E45_0B5E),
        }
    }

    /// (height, width, 3) RGB, 0..=255.
    pub(super) fn develop(&self, light: &Picture, mut settings: Settings) -> Vec<u8> {
        settings.gain = libm::powf(settings.gain, SMOOTHED);
        let columns = self.columns(light.width, &settings);
        let mut rgb = vec![0; light.width * light.height * 3];
        // A strip depends on its place only, so the number of threads changes nothing.
        rgb.par_chunks_mut(light.width.max(1) * 3 * STRIP)
            .enumerate()
            .for_each(|(strip, levels)| self.strip(light, &settings, &columns, (strip * STRIP, levels)));
        rgb
    }

    fn columns(&self, width: usize, set: &Settings) -> Columns {
        let mut columns = Columns::default();
        for x in 0..width {
            let pattern = self.read * set.gain * COLUMN_PATTERN * gauss(hash(self.seed ^ hash(x as u64)));
            columns.lost.extend([self.falloff.0 * centred(x, width); 3]);
            columns.offset.extend([pattern; 3]);
            columns.balance.extend(<[f32; 3]>::from(set.balance));
        }
        columns
    }

    /// Rows from `top` on.
    fn strip(&self, light: &Picture, set: &Settings, columns: &Columns, (top, levels): (usize, &mut [u8])) {
        let frame = hash(self.seed ^ hash(set.index));
        let mut lens = Lens::new(&self.kernel, light.width);
        let mut grain = (self.read > 0.0).then(|| Grain::new(frame, light.width, top));
        let mut exposed = vec![0.0; light.width * 3];
        for (i, out) in levels.chunks_exact_mut(light.width * 3).enumerate() {
            let y = top + i;
            let lost = self.falloff.1 * centred(y, light.height);
            for (v, (seen, more)) in exposed.iter_mut().zip(lens.row(light, y).iter().zip(&columns.lost)) {
                *v = seen * ((1.0 - lost - more) / set.white);
            }
            if let Some(grain) = &mut grain {
                self.add_noise(
                    &mut exposed,
                    grain.row(),
                    &columns.offset,
                    (self.row_offset(y, frame), set.gain),
                );
            }
            for (v, balance) in exposed.iter_mut().zip(&columns.balance) {
                *v = (*v * balance).clamp(0.0, BRIGHTEST).sqrt() * TONE_SCALE;
            }
            let tones: &[u8; TONES] = &TONE;
            for (out, v) in out.iter_mut().zip(&exposed) {
                // The cast makes 0 of what is no number.
                *out = tones[(*v as u32 as usize).min(TONES - 1)];
            }
        }
    }

    /// Fixed pattern and flicker of a row at gain 1.
    fn row_offset(&self, y: usize, frame: u64) -> f32 {
        let place = hash(!(y as u64));
        self.read * (ROW_PATTERN * gauss(hash(self.seed ^ place)) + ROW_FLICKER * gauss(hash(frame ^ place)))
    }

    fn add_noise(&self, exposed: &mut [f32], grain: &[f32], columns: &[f32], (row, gain): (f32, f32)) {
        let (shot, floor, offset) = (self.shot * gain, self.read * self.read * gain * gain, row * gain);
        for ((v, n), column) in exposed.iter_mut().zip(grain).zip(columns) {
            *v += (v.max(0.0) * shot + floor).sqrt() * n + column + offset;
        }
    }
}

/// What belongs to the columns of a frame, three equal numbers a pixel (so that the machine takes them in any step).
#[derive(Default)]
struct Columns {
    /// Share of light lost.
    lost: Vec<f32>,
    /// Fixed pattern, linear level.
    offset: Vec<f32>,
    /// Gains of red, green, blue.
    balance: Vec<f32>,
}

/// Square of the distance from the middle of `n` pixels, 1 at the edges.
fn centred(i: usize, n: usize) -> f32 {
    let d = (2.0 * i as f32 + 1.0) / n as f32 - 1.0;
    d * d
}

/// Light lost at the middle of the left and upper edge. A lens loses cos⁴ of the angle; cameras correct most of it, so
/// that cos is left.
fn falloff(spec: &CameraSpec) -> (f32, f32) {
    let half = spec.field_of_view.clamp(1.0, 150.0).to_radians() / 2.0;
    let across = libm::tanf(half) * libm::tanf(half);
    let aspect = spec.height as f32 / spec.width.max(1) as f32;
    let corner = across * (1.0 + aspect * aspect);
    // A parabola through the middle and the corner.
    let lost = if corner.is_finite() { 1.0 - 1.0 / (1.0 + corner).sqrt() } else { 0.0 };
    let share = 1.0 / (1.0 + aspect * aspect);
    (lost * share, lost * (1.0 - share))
}

fn at_least_zero(x: f32) -> f32 {
    if x.is_finite() { x.max(0.0) } else { 0.0 }
}
