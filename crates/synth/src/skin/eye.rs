//! An eyeball: pupil, iris, limbus, sclera with its vessels, all under a wet cornea.

use crate::head::IRIS;
use crate::math::{Dice, Vec3, bump, mix, noise, smoothstep, vec3};
use crate::person::Traits;
use crate::surface::{Hit, Material, Surface};

/// Radius of a pupil in a lit room over that of ICT-FaceKit's eyeball (1.5 for a globe of 1.2 cm): about 1.9 mm (Watson &
/// Yellott 2012 at some 100 cd/m²).
const PUPIL: f32 = 0.19 / 1.5;

/// One eye.
pub(super) struct Eye {
    centre: Vec3,
    radius: f32,
    iris: Vec3,
    collarette: Vec3,
    pupil: f32,
    shift: Vec3,
    yellow: f32,
    pink: f32,
    /// +1 at the image right: towards the temple.
    side: f32,
}

impl Eye {
    pub(super) fn new(traits: &Traits, centre: Vec3, radius: f32) -> Self {
        let mut dice = Dice::new(traits.seed ^ 0x6579_6573);
        let warm = vec3(1.35, 1.05, 0.65);
        Self {
            centre,
            radius,
            iris: traits.iris_colour,
            collarette: traits.iris_colour.times(Vec3::ONE.mix(warm, dice.range(0.2, 1.0))),
            pupil: PUPIL * dice.range(0.85, 1.2),
            shift: vec3(dice.range(-50.0, 50.0), dice.range(-50.0, 50.0), dice.range(-50.0, 50.0)),
            yellow: 0.25 * traits.age + 0.35 * traits.tone + dice.range(0.0, 0.2),
            pink: dice.range(0.15, 0.7),
            side: centre.x.signum(),
        }
    }

    fn iris(&self, x: f32, y: f32, r: f32) -> Vec3 {
        let share = ((r - self.pupil) / (IRIS - self.pupil)).clamp(0.0, 1.0);
        let (dx, dy) = (x / r.max(1e-3), y / r.max(1e-3));
        let rays = noise(vec3(dx * 9.0, dy * 9.0, share * 1.2) + self.shift)
            + 0.6 * noise(vec3(dx * 21.0, dy * 21.0, share * 2.0) + self.shift);
        let ring = bump(share - 0.30 - 0.06 * rays, 0.22);
        let colour = self.iris.mix(self.collarette * 1.35, 0.75 * ring) * (1.0 + 0.30 * rays);
        let limbus = smoothstep(0.72, 1.0, share);
        colour * mix(1.0, 0.28, limbus) * mix(0.55, 1.0, smoothstep(0.0, 0.14, share))
    }

    fn sclera(&self, d: Vec3, r: f32) -> Vec3 {
        let white = vec3(0.62, 0.555, 0.51).mix(vec3(0.56, 0.46, 0.33), self.yellow.min(0.8));
        let corner = smoothstep(0.45, 1.0, r);
        let inner = smoothstep(0.35, 0.95, -d.x * self.side);
        let p = d + self.shift;
        let vessel = |scale: f32| {
            let line = noise(
                vec3(p.x * scale * 0.5, p.y * scale, p.z * scale * 0.5) + vec3(0.0, noise(p * 7.0), 0.0),
            );
            smoothstep(0.10, 0.0, line.abs())
        };
        let red = self.pink * corner * (0.38 + 0.55 * vessel(9.0) + 0.35 * vessel(17.0));
        let pinked = white.mix(vec3(0.52, 0.20, 0.16), 0.55 * red.min(1.0));
        // The caruncle in the inner corner.
        pinked.mix(vec3(0.45, 0.19, 0.16), 0.75 * inner * inner) * (1.0 - 0.18 * corner)
    }
}

impl Material for Eye {
    fn surface(&self, hit: &Hit) -> Surface {
        let d = (hit.rest - self.centre) * (1.0 / self.radius.max(1e-3));
        let r = (d.x * d.x + d.y * d.y).sqrt();
        let ahead = d.z > 0.0;
        let edge = (0.5 * hit.footprint / self.radius.max(1e-3)).max(0.02);
        let mut albedo = self.sclera(d, r);
        if ahead && r < IRIS + edge {
            let colour = self
                .iris(d.x, d.y, r)
                .mix(vec3(0.004, 0.004, 0.004), smoothstep(edge, -edge, r - self.pupil));
            albedo = albedo.mix(colour, smoothstep(edge, -edge, r - IRIS));
        }
        // Lids keep light from the upper and lower eyeball wherever it looks: by the normal in head space.
        let normal = hit.turn.transposed().apply(hit.normal);
        let lids = mix(0.30, 1.0, smoothstep(0.36, 0.02, normal.y) * smoothstep(-0.55, -0.20, normal.y));
        let corners = mix(0.45, 1.0, smoothstep(0.80, 0.35, normal.x.abs()));
        Surface {
            albedo,
            emission: Vec3::ZERO,
            normal: hit.normal,
            gloss: 0.025,
            roughness: 0.04,
            scatter: 0.3,
            cover: 1.0,
            openness: lids * corners,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Mat3;
    use crate::scene::Person;

    #[test]
    fn the_pupil_is_darker_than_the_iris_and_the_iris_darker_than_the_white() {
        for seed in 0..8 {
            let traits = Traits::of(&Person { seed, ..Person::default() });
            let eye = Eye::new(&traits, vec3(-3.1, 3.6, 8.0), 1.5);
            let seen = |x: f32| {
                let rest = vec3(-3.1 + x, 3.6, 8.0 + (2.25 - x * x).sqrt());
                let normal = vec3(0.0, 0.0, 1.0);
                let hit = Hit {
                    at: rest,
                    rest,
                    uv: [0.5, 0.5],
                    normal,
                    to_camera: normal,
                    turn: Mat3::IDENTITY,
                    footprint: 0.01,
                    micros: 0,
                };
                eye.surface(&hit).albedo.luminance()
            };
            let ring = |from: f32| (0..9).map(|i| seen(from + 0.02 * i as f32)).sum::<f32>() / 9.0;
            assert!(seen(0.0) < 0.3 * ring(0.3), "seed {seed}: pupil against iris");
            assert!(ring(0.3) < 0.8 * seen(0.75), "seed {seed}: iris against white");
        }
    }
}
