//! What a camera decides by itself: exposure and white balance.

use crate::colour::kelvin;
use crate::math::{Vec3, vec3};
use crate::picture::Picture;
use crate::scene::{Exposure, WhiteBalance};
use liveface_frames::Timestamp;

/// Linear level that auto exposure gives to the mean of the picture: the mid grey of photography.
pub(super) const MID_GREY: f32 = 0.18;
/// Radiance of white at gain 1, cd/m²: what the longest shutter makes of an office (500 lux on a white wall is
/// 160 cd/m²). Below it the sensor amplifies; above it the shutter shortens.
pub(super) const BASE_WHITE: f32 = 250.0;
/// Most amplification before auto exposure gives up and the picture stays dark.
const MOST_GAIN: f32 = 40.0;
/// Brightest white that auto exposure reaches, cd/m²: paper in full sun has 30 000.
const BRIGHTEST: f32 = 40_000.0;
/// Share of a colour cast that auto white balance takes away, in logarithms of gains: makers keep some of the mood.
const CORRECTION: f32 = 0.65;
/// Furthest gain of a channel from the others that auto white balance takes.
const MOST_BALANCE: f32 = 2.2;
/// Furthest of a locked one: a lamp of 2000 K has little blue to raise.
const MOST_LOCKED_BALANCE: f32 = 8.0;
/// About how many rows and columns are metered.
const METERED: usize = 120;
/// Radiance of white that keeps highlights, in radiances that 5 % of the picture exceed.
const HIGHLIGHT: f32 = 1.25;
/// Furthest that highlights darken the picture: one stop.
const MOST_PROTECTION: f32 = 2.0;

/// What a camera has set: logarithm of the radiance (cd/m²) that becomes white, and of the gains of red, green, blue.
#[derive(Clone, Copy, Debug)]
struct Setting {
    white: f32,
    balance: Vec3,
}

/// Exposure and balance that follow the frames.
pub(super) struct Control {
    exposure: Exposure,
    balance: WhiteBalance,
    /// When the last frame was, what was set for it, and what it asked for; `None` before the first.
    last: Option<(Timestamp, Setting, Setting)>,
}

impl Control {
    pub(super) fn new(exposure: Exposure, balance: WhiteBalance) -> Self {
        Self { exposure, balance, last: None }
    }

    /// The radiance that becomes white and the gains of red, green and blue for the frame of `light` taken at `at`,
    /// settled towards what the frame before asked for.
    pub(super) fn follow(&mut self, light: &Picture, at: Timestamp) -> (f32, Vec3) {
        let wanted = self.wanted(light);
        let mut set = wanted;
        if let Some((before, was, aim)) = self.last {
            let elapsed = at.since(before).as_secs_f32() * 1e3;
            set.white = was.white + (aim.white - was.white) * share(elapsed, self.exposure_settles());
            set.balance = was.balance.mix(aim.balance, share(elapsed, self.balance_settles()));
        }
        self.last = Some((at, set, wanted));
        let gains = vec3(libm::expf(set.balance.x), libm::expf(set.balance.y), libm::expf(set.balance.z));
        match self.exposure {
            // As given, not through its logarithm.
            Exposure::Locked { white } => (locked(white), gains),
            Exposure::Auto { .. } => (libm::expf(set.white), gains),
        }
    }

    fn wanted(&self, light: &Picture) -> Setting {
        let white = match self.exposure {
            Exposure::Locked { white } => locked(white),
            Exposure::Auto { .. } => metered_white(light),
        };
        let balance = match self.balance {
            WhiteBalance::Locked { kelvin: k } => greying(kelvin(k), 1.0, MOST_LOCKED_BALANCE),
            WhiteBalance::Auto { .. } => greying(metered_colour(light), CORRECTION, MOST_BALANCE),
        };
        Setting { white: libm::logf(white), balance }
    }

    fn exposure_settles(&self) -> f32 {
        if let Exposure::Auto { settle_ms } = self.exposure { settle_ms } else { 0.0 }
    }

    fn balance_settles(&self) -> f32 {
        if let WhiteBalance::Auto { settle_ms } = self.balance { settle_ms } else { 0.0 }
    }
}

/// A white that can be divided by.
fn locked(white: f32) -> f32 {
    if white.is_finite() { white.max(1e-3) } else { BASE_WHITE }
}

/// Share of the way gone after `elapsed` with time constant `settle`, both milliseconds.
fn share(elapsed: f32, settle: f32) -> f32 {
    if settle > 0.0 { 1.0 - libm::expf(-elapsed / settle) } else { 1.0 }
}

/// Logarithms of the gains that take `part` of the cast out of `colour` and keep its luminance.
fn greying(colour: Vec3, part: f32, most: f32) -> Vec3 {
    let luminance = colour.luminance();
    if !(colour.is_finite() && luminance > 0.0) {
        return Vec3::ZERO;
    }
    let furthest = libm::logf(most);
    let gain = |c: f32| (libm::logf(luminance / c.max(luminance * 1e-3)) * part).clamp(-furthest, furthest);
    let gains = vec3(gain(colour.x), gain(colour.y), gain(colour.z));
    let scaled = vec3(libm::expf(gains.x), libm::expf(gains.y), libm::expf(gains.z)).times(colour);
    let keep = libm::logf(luminance / scaled.luminance());
    gains + Vec3::ONE * keep
}

/// A grid of points that stands for the picture: colour and weight by place, the middle counting more. What is no
/// number is left out.
fn metered(light: &Picture) -> impl Iterator<Item = (Vec3, f32)> + '_ {
    let step = (light.width.min(light.height) / METERED).max(1);
    let offset = |i: usize, n: usize| (2.0 * i as f32 + 1.0) / n as f32 - 1.0;
    let rows = light.pixels.chunks_exact(light.width.max(1)).enumerate().step_by(step);
    rows.flat_map(move |(y, row)| {
        let v = offset(y, light.height);
        row.iter().enumerate().step_by(step).map(move |(x, pixel)| {
            let u = offset(x, light.width);
            (*pixel, 1.0 / (1.0 + 3.0 * (u * u + v * v)))
        })
    })
    .filter(|(pixel, _)| pixel.is_finite())
}

/// Radiance that should become white, cd/m²: the mean becomes a mid grey, but a bright face before a dark room is kept
/// from burning out.
fn metered_white(light: &Picture) -> f32 {
    let points: Vec<(f32, f32)> = metered(light).map(|(v, w)| (v.luminance(), w)).collect();
    if points.is_empty() {
        return BASE_WHITE;
    }
    let (sum, weights) = points.iter().fold((0.0, 0.0), |(s, w), (l, own)| (s + l * own, w + own));
    let white = sum / weights / MID_GREY;
    let mut levels: Vec<f32> = points.into_iter().map(|(luminance, _)| luminance).collect();
    let place = levels.len() * 19 / 20;
    let (_, &mut bright, _) = levels.select_nth_unstable_by(place, f32::total_cmp);
    white.max((bright * HIGHLIGHT).min(white * MOST_PROTECTION)).clamp(BASE_WHITE / MOST_GAIN, BRIGHTEST)
}

/// Mean colour, cd/m²: coloured things say less about the light than pale ones (partial grey world).
fn metered_colour(light: &Picture) -> Vec3 {
    let (sum, weights) = metered(light).fold((Vec3::ZERO, 0.0), |(sum, weights), (v, _)| {
        let most = v.x.max(v.y).max(v.z);
        let paleness = v.x.min(v.y).min(v.z).max(0.0) / most.max(1e-6);
        let weight = 0.05 + paleness * paleness;
        (sum + v * weight, weights + weight)
    });
    sum * (1.0 / weights.max(1e-6))
}
