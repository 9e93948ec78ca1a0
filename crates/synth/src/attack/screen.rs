//! A lit screen behind glass: what its pixels send out at one moment, and what the glass reflects.

use super::texture::{Curve, SAMPLE, Texture};
use crate::math::{Dice, Mat3, Vec3, mix, noise, smoothstep, vec3};
use crate::surface::{Hit, Material, Surface};

/// Time between two pictures of the panel, microseconds (60 Hz).
const REFRESH_US: i64 = 16_667;
/// From the first to the last row of the panel within a refresh, microseconds.
const SCAN_US: f32 = 14_500.0;
/// How long a panel takes to change a pixel, microseconds: liquid crystals, and pixels that light themselves.
const RESPONSE_US: [f32; 2] = [6_000.0, 1_500.0];

/// How a panel makes light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Red, green and blue stripes before a backlight.
    Lcd,
    /// Each pixel lights itself; red and blue on every second one.
    Oled,
}

/// Part of a recording's picture that fills the screen: left, upper, width and height, in parts of the picture; what
/// lies outside 0..=1 is black.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub corner: [f32; 2],
    pub size: [f32; 2],
}

/// Lit panel and the dark frame around it. Rest space: middle of the screen at the origin, x right, y up, cm.
pub(crate) struct Panel {
    kind: Kind,
    /// When each picture begins, microseconds from the first, and the picture.
    frames: Vec<(i64, Texture)>,
    window: Window,
    /// Width and height, cm.
    size: [f32; 2],
    /// Radius of its corners, cm.
    corner: f32,
    /// Side of a pixel, cm.
    pitch: f32,
    nits: f32,
    curve: Curve,
    gamut: Mat3,
    flicker: Flicker,
    /// When refreshes begin, microseconds.
    phase: i64,
    glass: Glass,
    /// Reflectance of the frame around the screen.
    frame: Vec3,
}

/// What [`Panel::new`] is told of a device.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Make {
    pub kind: Kind,
    /// Width and height of the lit part, cm.
    pub size: [f32; 2],
    /// Radius of the corners of the lit part, cm.
    pub corner: f32,
    /// Pixels per inch.
    pub density: f32,
    /// Anti-glare coating in place of clear glass.
    pub matt: bool,
}

/// Brightness over time: pulse-width modulation, as far as a shutter of some milliseconds leaves of it.
struct Flicker {
    hertz: f64,
    depth: f32,
    phase: f64,
}

struct Glass {
    roughness: f32,
    /// How much rougher fingerprints make it.
    smudges: f32,
    origin: Vec3,
}

impl Panel {
    pub(crate) fn new(
        make: &Make,
        frames: Vec<(i64, Texture)>,
        window: Window,
        nits: f32,
        dice: &mut Dice,
    ) -> Self {
        let lcd = make.kind == Kind::Lcd;
        let black = if lcd { dice.range(0.002, 0.004) } else { 0.0 };
        let gamma = dice.range(2.1, 2.35);
        let level = |i: usize| libm::powf(i as f32 / 255.0, gamma);
        let frame = if make.matt { dice.range(0.015, 0.05) } else { 0.004 };
        Self {
            kind: make.kind,
            frames,
            window,
            size: make.size,
            corner: make.corner,
            pitch: 2.54 / make.density,
            nits,
            curve: std::array::from_fn(|i| black + (1.0 - black) * level(i)),
            gamut: gamut(dice),
            flicker: Flicker::new(lcd, dice),
            phase: dice.range(0.0, REFRESH_US as f32) as i64,
            glass: Glass::new(make.matt, dice),
            frame: Vec3::ONE * frame,
        }
    }

    /// Relative light of the pixels around `at` (cm), seen at `micros` over a square of side `footprint`.
    fn light(&self, at: [f32; 2], micros: i64, footprint: f32) -> Vec3 {
        let across = [0.5 + at[0] / self.size[0], 0.5 - at[1] / self.size[1]];
        let uv: [f32; 2] = std::array::from_fn(|i| self.window.corner[i] + across[i] * self.window.size[i]);
        if uv.iter().any(|t| !(0.0..=1.0).contains(t)) {
            return Vec3::ONE * self.curve[0];
        }
        let span = footprint / self.size[0] * self.window.size[0];
        let (before, now, share) = self.shown(micros, across[1]);
        let picture = |i: usize| self.frames.get(i).map_or(Vec3::ZERO, |f| f.1.at(uv, span, &self.curve));
        let light = if share < 1.0 { picture(before).mix(picture(now), share) } else { picture(now) };
        let own = self.gamut.apply(light);
        vec3(own.x.max(0.0), own.y.max(0.0), own.z.max(0.0))
    }

    /// Which pictures the row at height `down` (0 = upper edge) shows at `micros`: the one before the last refresh of
    /// that row, the one since, and the share of the latter.
    fn shown(&self, micros: i64, down: f32) -> (usize, usize, f32) {
        let since = micros - self.phase - (SCAN_US * down) as i64;
        let refresh = since.div_euclid(REFRESH_US) * REFRESH_US + self.phase;
        let latched = |at: i64| self.frames.partition_point(|(begin, _)| *begin <= at).saturating_sub(1);
        let (before, now) = (latched(refresh - REFRESH_US), latched(refresh));
        let age = since.rem_euclid(REFRESH_US) as f32;
        (
            before,
            now,
            if before == now {
                1.0
            } else {
                (age / RESPONSE_US[usize::from(self.kind == Kind::Oled)]).min(1.0)
            },
        )
    }

    /// Brightness at `micros` of the row at height `down`. A panel that lights itself dims row after row.
    fn flickering(&self, micros: i64, down: f32) -> f32 {
        let behind = if self.kind == Kind::Oled { f64::from(SCAN_US * down) } else { 0.0 };
        self.flicker.at(micros as f64 - behind)
    }

    /// Loss of light to the side: strong for liquid crystals.
    fn sideways(&self, cos: f32) -> f32 {
        match self.kind {
            Kind::Lcd => mix(0.25, 1.0, cos * cos),
            Kind::Oled => mix(0.55, 1.0, cos),
        }
    }
}

impl Material for Panel {
    fn surface(&self, hit: &Hit) -> Surface {
        let at = [hit.rest.x, hit.rest.y];
        let span = SAMPLE * hit.footprint;
        let lit = (rounded(at, self.size, self.corner) / span.max(1e-4) + 0.5).clamp(0.0, 1.0);
        let (roughness, film) = self.glass.at(at);
        let albedo = self.frame.mix(Vec3::ONE * 0.01, lit) + Vec3::ONE * film;
        let mut surface = Surface { gloss: 0.04, roughness, ..Surface::matt(albedo, hit.normal) };
        if lit > 0.0 {
            let down = (0.5 - at[1] / self.size[1]).clamp(0.0, 1.0);
            let cos = hit.normal.dot(hit.to_camera).clamp(0.0, 1.0);
            let strength = lit * self.nits * self.flickering(hit.micros, down) * self.sideways(cos);
            let grid = grid(self.kind, at, self.pitch, span);
            surface.emission = self.light(at, hit.micros, span).times(grid) * strength;
        }
        surface
    }
}

impl Flicker {
    fn new(lcd: bool, dice: &mut Dice) -> Self {
        let (hertz, depth) = if lcd { ([225.0, 255.0], [0.0, 0.06]) } else { ([236.0, 244.0], [0.1, 0.25]) };
        Self {
            hertz: f64::from(dice.range(hertz[0], hertz[1])),
            depth: dice.range(depth[0], depth[1]),
            phase: f64::from(dice.range(0.0, 1.0)),
        }
    }

    fn at(&self, micros: f64) -> f32 {
        let turns = self.hertz * micros * 1e-6 + self.phase;
        1.0 + self.depth * libm::sinf((turns - turns.floor()) as f32 * std::f32::consts::TAU)
    }
}

impl Glass {
    fn new(matt: bool, dice: &mut Dice) -> Self {
        let (roughness, smudges) = if matt {
            (dice.range(0.22, 0.4), 0.02)
        } else {
            (dice.range(0.02, 0.04), dice.range(0.02, 0.07))
        };
        let origin = vec3(dice.range(0.0, 90.0), dice.range(0.0, 90.0), dice.range(0.0, 90.0));
        Self { roughness, smudges, origin }
    }

    /// Roughness, and reflectance of the film of grease.
    fn at(&self, [x, y]: [f32; 2]) -> (f32, f32) {
        let wide = noise(vec3(x, y, 0.0) * 0.6 + self.origin);
        let streaks = noise(vec3(x * 2.1 + y * 0.9, (y - x) * 0.5, 0.0) + self.origin);
        let grease = smoothstep(-0.2, 0.9, wide + 0.6 * streaks);
        (self.roughness + self.smudges * grease, 0.006 * grease)
    }
}

/// Primaries near those of the recording, and a white of the panel's own.
fn gamut(dice: &mut Dice) -> Mat3 {
    let saturation = dice.range(0.92, 1.12);
    let white = [dice.range(0.93, 1.0), dice.range(0.95, 1.0), dice.range(0.95, 1.06)];
    let grey = vec3(0.2126, 0.7152, 0.0722) * (1.0 - saturation);
    let own = [vec3(saturation, 0.0, 0.0), vec3(0.0, saturation, 0.0), vec3(0.0, 0.0, saturation)];
    let row = |i: usize| (own[i] + grey) * white[i];
    Mat3([row(0), row(1), row(2)])
}

/// Light of the subpixels within a square of side `footprint` around `at` (cm), relative to their mean.
fn grid(kind: Kind, at: [f32; 2], pitch: f32, footprint: f32) -> Vec3 {
    let stripes = |axis: usize, period: f32, from: f32, to: f32| {
        share(at[axis] / pitch, footprint / pitch, period, [from, to])
    };
    match kind {
        Kind::Lcd => {
            let rows = stripes(1, 1.0, 0.06, 0.94);
            vec3(stripes(0, 1.0, 0.02, 0.3), stripes(0, 1.0, 0.35, 0.63), stripes(0, 1.0, 0.68, 0.96)) * rows
        }
        Kind::Oled => {
            let green = stripes(0, 1.0, 0.55, 0.85) * stripes(1, 1.0, 0.2, 0.7);
            let (even, odd) = (stripes(0, 2.0, 0.05, 0.5), stripes(0, 2.0, 1.05, 1.5));
            let (upper, lower) = (stripes(1, 2.0, 0.3, 0.9), stripes(1, 2.0, 1.3, 1.9));
            let chequer = |a: f32, b: f32| 0.5 * (a * upper + b * lower);
            vec3(chequer(even, odd), green, chequer(odd, even))
        }
    }
}

/// Mean over `span` around `x` of stripes that fill `fill[0]..fill[1]` of every `period`, relative to the mean over
/// everything: an exact box filter, so what aliases is what aliases on a sensor.
fn share(x: f32, span: f32, period: f32, fill: [f32; 2]) -> f32 {
    let width = fill[1] - fill[0];
    let until = |x: f32| {
        let whole = (x / period).floor();
        whole * width + (x - whole * period - fill[0]).clamp(0.0, width)
    };
    let span = span.max(1e-3);
    (until(x + span / 2.0) - until(x - span / 2.0)) / span * period / width
}

/// Distance of `p` to the edge of a rectangle with rounded corners around the origin, cm; positive inside.
pub(crate) fn rounded(p: [f32; 2], size: [f32; 2], radius: f32) -> f32 {
    let over: [f32; 2] = std::array::from_fn(|i| p[i].abs() - size[i] / 2.0 + radius);
    let [x, y] = over.map(|d| d.max(0.0));
    radius - (x * x + y * y).sqrt() - over[0].max(over[1]).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pixel_grid_keeps_the_mean() {
        for kind in [Kind::Lcd, Kind::Oled] {
            for footprint in [0.002, 0.011, 0.03, 0.1] {
                let at = |i: usize| [5.0 + (i % 200) as f32 * 0.017_12, 5.0 + (i / 200) as f32 * 0.017_12];
                let all = (0..40_000).fold(Vec3::ZERO, |sum, i| sum + grid(kind, at(i), 0.0277, footprint));
                let off = all * (1.0 / 40_000.0) - Vec3::ONE;
                assert!(off.length() < 0.03, "{kind:?} at {footprint} cm: {off:?}");
            }
        }
    }

    #[test]
    fn moire_is_strong_from_near_and_faint_from_afar() {
        let swing = |footprint: f32| {
            let values =
                (0..500).map(|i| grid(Kind::Lcd, [9.0 + i as f32 * 0.0311, 9.0], 0.0277, footprint).x);
            values.clone().fold(f32::MIN, f32::max) - values.fold(f32::MAX, f32::min)
        };
        assert!(swing(0.015) > 1.0 && swing(0.1) < 0.4, "{} {}", swing(0.015), swing(0.1));
    }
}
