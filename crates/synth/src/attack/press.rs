//! A printer: light of a picture to reflectance of inked paper, in continuous tone or in dots.

use super::texture::Curve;
use crate::math::{Dice, Vec3, linear_from_srgb, mix, vec3};

/// Angles of the screens of cyan, magenta, yellow and black, degrees: the offset printer's classic choice, which keeps
/// the screens' own moiré finest.
const ANGLES: [f32; 4] = [15.0, 75.0, 0.0, 45.0];
/// Least reflectance of one ink in the part of the spectrum it absorbs.
const INK: f32 = 0.03;
/// Share of the grey component that black ink carries.
const BLACK_SHARE: f32 = 0.7;
/// Width of a dot's edge (ink spreads in paper) as a share of the cell's area.
const SPREAD: f32 = 0.08;

/// One printer with its inks.
pub(crate) struct Press {
    /// Relative light of each code of the picture, with this printer's gamma.
    pub curve: Curve,
    /// Reflectance of full ink relative to the paper.
    black: f32,
    /// Share of colour that the inks keep.
    saturation: f32,
    cast: Vec3,
    screens: Option<Screens>,
}

impl Press {
    /// A printer chosen by `dice`; `halftone` lines per cm, 0 = continuous tone.
    pub(crate) fn new(halftone: f32, dice: &mut Dice) -> Self {
        let gamma = dice.range(0.95, 1.12);
        let (black, saturation) = (dice.range(0.03, 0.05), dice.range(0.78, 0.92));
        let cast = vec3(dice.range(0.96, 1.0), dice.range(0.96, 1.0), dice.range(0.94, 1.0));
        Self {
            curve: std::array::from_fn(|i| libm::powf(linear_from_srgb(i as f32 / 255.0), gamma)),
            black,
            saturation,
            cast,
            screens: (halftone > 0.0).then(|| Screens::new(halftone)),
        }
    }

    /// Reflectance relative to bare paper, where the picture says `light`: at `at` (cm on the paper), averaged over a
    /// square of side `footprint` cm.
    pub(crate) fn ink(&self, light: Vec3, at: [f32; 2], footprint: f32) -> Vec3 {
        let grey = Vec3::ONE * light.luminance();
        let tone = grey.mix(light, self.saturation).times(self.cast);
        let share = |x: f32| self.black + (1.0 - self.black) * x.clamp(0.0, 1.0);
        let aim = vec3(share(tone.x), share(tone.y), share(tone.z));
        match &self.screens {
            Some(screens) => overprint(screens.dots(separated(aim), at, footprint)),
            None => aim,
        }
    }
}

/// Areas of cyan, magenta, yellow and black ink, 0..=1, whose overprint reflects `aim`.
fn separated(aim: Vec3) -> [f32; 4] {
    let black = BLACK_SHARE * (1.0 - aim.x.max(aim.y).max(aim.z)) / (1.0 - INK);
    let left = 1.0 - black * (1.0 - INK);
    let area = |aim: f32| ((1.0 - aim / left) / (1.0 - INK)).clamp(0.0, 1.0);
    [area(aim.x), area(aim.y), area(aim.z), black]
}

/// Reflectance of inks that cover these areas independently (Demichel 1924), with each colour ink absorbing one third
/// of the spectrum.
fn overprint(areas: [f32; 4]) -> Vec3 {
    let [c, m, y, k] = areas.map(|area| 1.0 - area * (1.0 - INK));
    vec3(c * k, m * k, y * k)
}

/// Four rotated screens of round dots.
struct Screens {
    lines: f32,
    /// Sine and cosine of each angle.
    turns: [[f32; 2]; 4],
    /// Share of the cell where the spot function lies above its i-th level.
    ranks: Vec<f32>,
}

impl Screens {
    fn new(lines: f32) -> Self {
        let turns = ANGLES.map(|angle| {
            let (sin, cos) = libm::sincosf(angle.to_radians());
            [sin, cos]
        });
        Self { lines, turns, ranks: ranks() }
    }

    /// The share of a square of side `footprint` around `at` that each ink covers. Dots finer than the square fade to
    /// their mean as a box filter has it; its side lobes are left out.
    fn dots(&self, areas: [f32; 4], at: [f32; 2], footprint: f32) -> [f32; 4] {
        let cells = footprint * self.lines;
        let contrast = sinc(cells);
        if contrast <= 0.0 {
            return areas;
        }
        let edge = (SPREAD + cells).min(1.0);
        std::array::from_fn(|ink| {
            let [sin, cos] = self.turns[ink];
            let across = (at[0] * cos + at[1] * sin) * self.lines;
            let along = (at[1] * cos - at[0] * sin) * self.lines;
            mix(areas[ink], covered(areas[ink], self.rank(spot(across, along)), edge), contrast)
        })
    }

    fn rank(&self, spot: f32) -> f32 {
        let at = (spot * 0.5 + 0.5) * (self.ranks.len() - 1) as f32;
        let below = (at as usize).min(self.ranks.len() - 2);
        mix(self.ranks[below], self.ranks[below + 1], at - below as f32)
    }
}

/// Whether the point of rank `rank` in its cell lies under a dot of this area, with an edge `edge` wide. The mean over
/// all ranks 0..=1 is `area` exactly: dots that the edge would make too large or too small are shifted to fit.
fn covered(area: f32, rank: f32, edge: f32) -> f32 {
    let shifted = if area < edge / 2.0 {
        (2.0 * edge * area).sqrt() - edge / 2.0
    } else if area > 1.0 - edge / 2.0 {
        1.0 + edge / 2.0 - (2.0 * edge * (1.0 - area)).sqrt()
    } else {
        area
    };
    ((shifted - rank) / edge + 0.5).clamp(0.0, 1.0)
}

/// Height of the dot's hill, -1..=1, one cell per unit.
fn spot(x: f32, y: f32) -> f32 {
    let hill = |x: f32| {
        let t = (x - x.floor() - 0.5).abs() * 2.0;
        t * t * (3.0 - 2.0 * t)
    };
    hill(x) + hill(y) - 1.0
}

fn ranks() -> Vec<f32> {
    const SIDE: usize = 96;
    const LEVELS: usize = 256;
    let mut above = vec![0.0; LEVELS + 1];
    let place = |i: usize| (i as f32 + 0.5) / SIDE as f32;
    for i in 0..SIDE * SIDE {
        let level = (spot(place(i % SIDE), place(i / SIDE)) * 0.5 + 0.5) * LEVELS as f32;
        for count in &mut above[..=(level as usize).min(LEVELS)] {
            *count += 1.0 / (SIDE * SIDE) as f32;
        }
    }
    above
}

/// Contrast left of one wave per unit in the mean over `x` units, before its first zero.
fn sinc(x: f32) -> f32 {
    let x = x * std::f32::consts::PI;
    if x < 1e-3 { 1.0 } else { (libm::sinf(x.min(std::f32::consts::PI)) / x).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(press: &Press, light: Vec3, footprint: f32) -> Vec3 {
        const SIDE: usize = 300;
        let at = |i: usize| [(i % SIDE) as f32 * 0.0137, (i / SIDE) as f32 * 0.0119];
        let sum = (0..SIDE * SIDE).fold(Vec3::ZERO, |sum, i| sum + press.ink(light, at(i), footprint));
        sum * (1.0 / (SIDE * SIDE) as f32)
    }

    #[test]
    fn dots_keep_the_mean_of_continuous_tone() {
        let dotted = Press::new(10.0, &mut Dice::new(3));
        let smooth = Press::new(0.0, &mut Dice::new(3));
        for light in [[0.02; 3], [0.2; 3], [0.55, 0.3, 0.2], [0.85, 0.7, 0.6], [1.0; 3]].map(Vec3::from) {
            let aim = smooth.ink(light, [0.0; 2], 0.0);
            for footprint in [0.0, 0.02, 0.06, 0.2] {
                let off = mean(&dotted, light, footprint) - aim;
                let worst = off.x.abs().max(off.y.abs()).max(off.z.abs());
                assert!(worst < 0.03 * aim.luminance().max(0.1), "{off:?} of {aim:?} at {footprint} cm");
            }
        }
    }

    #[test]
    fn dots_show_from_near_and_not_from_afar() {
        let press = Press::new(10.0, &mut Dice::new(3));
        let light = Vec3::ONE * 0.3;
        let spread = |footprint: f32| {
            let values = (0..400).map(|i| press.ink(light, [i as f32 * 0.0173, 0.31], footprint).y);
            values.clone().fold(f32::MIN, f32::max) - values.fold(f32::MAX, f32::min)
        };
        assert!(spread(0.01) > 0.4, "{}", spread(0.01));
        assert!(spread(0.12) < 1e-6, "{}", spread(0.12));
    }
}
