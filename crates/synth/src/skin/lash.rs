//! Lashes: single hairs on the strips that carry them.

use crate::math::{Vec3, hash, mix, smoothstep, unit, vec3};
use crate::person::Traits;
use crate::surface::{Hit, Material, Surface};

/// Hairs along one strip; ICT-FaceKit lays three strips over each lid.
const HAIRS: f32 = 34.0;
/// Strips along v of ICT-FaceKit's lash tile.
const STRIPS: f32 = 6.0;
/// Where lashes begin and how long they are, as shares of the eyeball's radius from its centre.
const ROOT: f32 = 1.12;
const LENGTH: f32 = 0.58;

pub(super) struct Lashes {
    eyes: [Vec3; 2],
    radius: f32,
    colour: Vec3,
    seed: u64,
    /// How far they reach, 0.6..1.
    length: f32,
}

impl Lashes {
    pub(super) fn new(traits: &Traits, eyes: [Vec3; 2], radius: f32) -> Self {
        let length = mix(0.65, 1.0, unit(hash(traits.seed ^ 0x6c61_7368)));
        Self { eyes, radius, colour: traits.hair_colour * 0.45, seed: traits.seed, length }
    }

    /// From 0 at the lid to 1 at the tip of the longest hair.
    fn along(&self, rest: Vec3) -> f32 {
        let way = (rest - self.eyes[usize::from(rest.x > 0.0)]) * (1.0 / self.radius.max(1e-3));
        // Those of the lower lid are much shorter.
        let length = if way.y < -0.13 { 0.45 * LENGTH } else { LENGTH };
        (way.length() - ROOT) / (length * self.length)
    }

    fn cover(&self, uv: [f32; 2], along: f32, footprint: f32) -> f32 {
        let strip = (uv[1] * STRIPS).floor();
        let at = uv[0].fract() * 2.0 * HAIRS + 0.9 * along * libm::sinf(uv[0].fract() * 19.0);
        let bits = hash(self.seed ^ ((at.floor() as i64 as u64) << 8) ^ (strip as i64 as u64));
        let offset = 0.15 + 0.7 * unit(bits);
        let end = 0.35 + 0.65 * unit(hash(bits));
        let thick = 0.20 * (1.0 - along / end).max(0.0);
        let share = smoothstep(end, end - 0.15, along);
        // One hair is about 0.08 cm from the next: beyond that a pixel sees their mean.
        let blur = smoothstep(0.03, 0.09, footprint);
        let hair = smoothstep(thick + 0.06, thick, (at - at.floor() - offset).abs());
        mix(hair, (2.0 * thick).min(1.0), blur) * share
    }
}

impl Material for Lashes {
    fn surface(&self, hit: &Hit) -> Surface {
        let along = self.along(hit.rest).clamp(0.0, 1.2);
        let mut surface = Surface::matt(self.colour.times(vec3(1.0, 0.95, 0.9)), hit.normal);
        surface.cover = self.cover(hit.uv, along, hit.footprint).clamp(0.0, 1.0);
        surface
    }
}
