//! What hair is made of.

use crate::math::{Vec3, hash, mix, noise, smoothstep, unit, vec3};
use crate::surface::{Hit, Material, Surface};

/// Reflectance of keratin at normal incidence (index of refraction 1.55).
const KERATIN: f32 = 0.046;

/// Locks of hair. Texture: integer part of u names the lock, the rest is across it; v from root (0) to tip (1).
pub(super) struct Locks {
    pub colour: Vec3,
    /// Direction across the lock at each knot, lock after lock, rest space.
    pub across: Vec<Vec3>,
    pub knots: usize,
    pub seed: u64,
    pub shine: f32,
}

impl Locks {
    fn side(&self, lock: usize, v: f32) -> Vec3 {
        let at = v.clamp(0.0, 1.0) * (self.knots - 1) as f32;
        let index = (at as usize).min(self.knots - 2);
        let first = lock * self.knots + index;
        let end = self.across.len().saturating_sub(1);
        let (a, b) = (self.across[first.min(end)], self.across[(first + 1).min(end)]);
        a.mix(b, at - index as f32)
    }
}

impl Material for Locks {
    fn surface(&self, hit: &Hit) -> Surface {
        let lock = hit.uv[0].floor();
        let (u, v) = (hit.uv[0] - lock, hit.uv[1]);
        let own = hash(self.seed ^ lock as u64);
        let fine = smoothstep(0.14, 0.03, hit.footprint);
        let streak = noise(vec3(lock * 7.31, u * 5.0, v * 1.6));
        let thread = noise(vec3(lock * 3.17 + 0.5, u * 13.0, v * 0.8)) * fine;
        let tint = 0.8 + 0.4 * unit(own) + 0.25 * streak + 0.25 * thread;
        let across = hit.turn.apply(self.side(lock as usize, v));
        // A lock is a bundle of cylinders: their normals spread across it, which draws highlights out along them.
        let spread = (u - 0.5) * 1.3 + 0.55 * streak + 0.6 * thread + (unit(own >> 8) - 0.5) * 0.5;
        let normal = (hit.normal + across * spread).normalized();
        // No lock is seen edge-on as a whole head is: without this every outline would shine.
        let facing = normal.dot(hit.to_camera);
        let normal = (normal + hit.to_camera * (0.35 - facing).max(0.0)).normalized();
        Surface {
            gloss: KERATIN * self.shine,
            roughness: 0.38 + 0.1 * streak,
            openness: mix(0.62, 1.0, smoothstep(0.0, 0.35, v)) * (0.85 + 0.15 * thread),
            ..Surface::matt(self.colour * tint.max(0.3), normal)
        }
    }
}

/// Hair near the scalp. Texture: u = distance from the hairline, cm.
pub(super) struct Undercoat {
    pub colour: Vec3,
    pub seed: Vec3,
    /// Whether it fades out towards the skin.
    pub fades: bool,
}

impl Material for Undercoat {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = hit.rest + self.seed;
        let fine = smoothstep(0.16, 0.05, hit.footprint);
        let strand = noise(vec3(p.x * 6.0, p.y * 1.3, p.z * 5.0)) * fine;
        let inside = hit.uv[0];
        let cover = if self.fades {
            let grown = inside + 0.5 * strand + 0.25 * noise(p * 1.7);
            smoothstep(-0.35, 0.8, grown) * 0.93
        } else {
            1.0
        };
        Surface {
            gloss: KERATIN * 0.6,
            roughness: 0.6,
            openness: 0.75,
            cover,
            ..Surface::matt(self.colour * (0.75 + 0.3 * strand), hit.normal)
        }
    }
}
