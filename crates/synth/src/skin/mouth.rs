//! Inside the mouth: gums and tongue, the dark behind them, teeth.

use super::atlas::Anatomy;
use crate::math::{Dice, Vec3, mix, noise, smoothstep, vec3};
use crate::person::Traits;
use crate::surface::{Hit, Material, Surface};

/// Wet lining of the mouth, gums and tongue.
pub(super) struct Lining {
    pub anatomy: Anatomy,
    pub tone: f32,
}

/// ICT-FaceKit's tile of gums and tongue; smaller ones are the socket.
const GUMS_TILE: f32 = 2.0;

impl Material for Lining {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = self.anatomy.common(hit.rest);
        let grain = noise(p * 3.0) + 0.5 * noise(p * 9.0);
        let flesh = vec3(0.40, 0.145, 0.125).mix(vec3(0.30, 0.11, 0.10), 0.5 * self.tone);
        let socket = vec3(0.22, 0.055, 0.05);
        let albedo = if hit.uv[0] >= GUMS_TILE { flesh } else { socket } * (1.0 + 0.10 * grain);
        let depth = smoothstep(3.0, 10.6, p.z);
        Surface {
            albedo,
            emission: Vec3::ZERO,
            normal: hit.normal,
            gloss: 0.022,
            roughness: 0.24,
            scatter: 0.6,
            cover: 1.0,
            openness: mix(0.04, 0.75, depth * depth),
        }
    }
}

/// Teeth.
pub(super) struct Teeth {
    anatomy: Anatomy,
    ivory: Vec3,
}

impl Teeth {
    pub(super) fn new(anatomy: Anatomy, traits: &Traits) -> Self {
        let mut dice = Dice::new(traits.seed ^ 0x7465_6574);
        let stained = (0.5 * traits.age + dice.range(0.0, 0.5)).min(1.0);
        Self { anatomy, ivory: vec3(0.64, 0.59, 0.50).mix(vec3(0.52, 0.42, 0.27), stained) }
    }
}

impl Material for Teeth {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = self.anatomy.common(hit.rest);
        // Towards the gums the crown gets yellower and darker; the biting edge lies near y = -3.3.
        let neck = smoothstep(0.4, 1.5, (p.y + 3.3).abs());
        let albedo = self.ivory.times(vec3(1.0, 0.90, 0.76).mix(Vec3::ONE, 1.0 - neck))
            * (1.0 + 0.03 * noise(p * 5.0));
        Surface {
            albedo,
            emission: Vec3::ZERO,
            normal: hit.normal,
            gloss: 0.04,
            roughness: 0.18,
            scatter: 0.4,
            cover: 1.0,
            openness: mix(0.08, 0.8, smoothstep(5.0, 10.8, p.z)),
        }
    }
}
