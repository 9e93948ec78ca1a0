//! Woven and knitted cloth.

use crate::math::{Dice, Vec3, noise, smoothstep, vec3};
use crate::person::Traits;
use crate::surface::{Hit, Material, Surface};

/// What is on the cloth.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pattern {
    Plain,
    /// Threads of two colours mixed.
    Heather,
    /// Level stripes, period and share of the second colour.
    Stripes(f32, f32),
    /// Crossing bands, period.
    Plaid(f32),
    /// A block of another colour across the chest, below this height.
    Block(f32),
}

/// One cloth. Patterns lie in head space.
#[derive(Clone, Debug)]
pub(super) struct Fabric {
    colour: Vec3,
    second: Vec3,
    pattern: Pattern,
    /// Buttons and their facing down the front.
    buttons: bool,
    /// Ribs around the neck, per cm; 0 = none.
    ribs: f32,
    seed: Vec3,
}

impl Fabric {
    pub(super) fn new(traits: &Traits, shirt: bool, dice: &mut Dice) -> Self {
        let colour = traits.cloth_colour * dice.range(0.7, 1.3);
        let light = colour.luminance() < 0.15 && dice.chance(0.6);
        let other = if light { vec3(0.5, 0.48, 0.45) } else { colour * 0.35 };
        let pattern = match dice.range(0.0, 1.0) {
            x if x < 0.4 => Pattern::Plain,
            x if x < 0.6 => Pattern::Heather,
            x if x < 0.75 => Pattern::Stripes(dice.range(1.2, 4.5), dice.range(0.2, 0.5)),
            x if x < 0.9 && shirt => Pattern::Plaid(dice.range(2.0, 4.0)),
            _ => Pattern::Block(dice.range(-34.0, -26.0)),
        };
        let second = colour.mix(other, dice.range(0.4, 1.0));
        let seed = vec3(dice.range(0.0, 40.0), dice.range(0.0, 40.0), 0.0);
        Self { colour, second, pattern, buttons: shirt, ribs: 0.0, seed }
    }

    /// The same cloth as a collar.
    pub(super) fn rim(&self, ribbed: bool) -> Self {
        let pattern =
            if matches!(self.pattern, Pattern::Stripes(..)) { Pattern::Plain } else { self.pattern };
        Self { pattern, buttons: false, ribs: if ribbed { 4.0 } else { 0.0 }, ..self.clone() }
    }

    fn share(&self, p: Vec3, soft: f32) -> f32 {
        let wavy = 0.25 * noise(p * 0.25 + self.seed);
        let band = |x: f32, period: f32, share: f32| {
            let at = x / period - (x / period).floor();
            let edge = (soft / period).max(0.01);
            smoothstep(0.5 * share + edge, 0.5 * share - edge, (at - 0.5).abs())
        };
        match self.pattern {
            Pattern::Plain => 0.0,
            Pattern::Heather => {
                0.5 + 0.4 * noise(vec3(p.x * 5.0, p.y * 14.0, p.z * 5.0)) * smoothstep(0.15, 0.05, soft)
            }
            Pattern::Stripes(period, share) => band(p.y + wavy, period, share),
            Pattern::Plaid(period) => {
                0.5 * band(p.y + wavy, period, 0.5) + 0.5 * band(p.x + wavy + 0.3 * p.z, period, 0.45)
            }
            Pattern::Block(below) => smoothstep(below + soft, below - soft, p.y + wavy),
        }
    }
}

impl Material for Fabric {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = hit.rest;
        let soft = hit.footprint;
        let mut albedo = self.colour.mix(self.second, self.share(p, soft));
        let fine = smoothstep(0.10, 0.03, soft);
        let weave = if fine > 0.0 { noise(vec3(p.x * 16.0, p.y * 16.0, p.z * 16.0)) * fine } else { 0.0 };
        albedo = albedo * (1.0 + 0.12 * weave + 0.06 * noise(p * 0.7 + self.seed));
        let mut openness = 1.0;
        if self.ribs > 0.0 {
            let rib = libm::sinf(hit.uv[1] * 48.0 * self.ribs) * smoothstep(0.12, 0.04, soft);
            openness -= 0.15 * (1.0 - rib);
        }
        if self.buttons && p.z > 0.0 {
            let edge = smoothstep(0.16 + soft, 0.05, (p.x - 1.3).abs());
            openness -= 0.45 * edge;
            let row = p.y / 7.0 - (p.y / 7.0).floor() - 0.5;
            let away = libm::sqrtf(p.x * p.x + row * row * 49.0);
            albedo = albedo.mix(vec3(0.42, 0.40, 0.36), smoothstep(0.55 + soft, 0.5, away));
        }
        // Small wrinkles.
        let q = vec3(p.x * 0.5, p.y * 0.28, p.z * 0.5) + self.seed;
        let bend = vec3(noise(q), noise(q + vec3(9.0, 0.0, 0.0)), noise(q + vec3(0.0, 9.0, 0.0))) * 0.16;
        let normal = (hit.normal + hit.turn.apply(bend)).normalized();
        Surface { gloss: 0.02, roughness: 0.85, openness, ..Surface::matt(albedo, normal) }
    }
}
