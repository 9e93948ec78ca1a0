//! What is behind the subjects: a wall with furniture, out of focus.

use crate::math::{Dice, Vec3, mix, noise, smoothstep, vec3};

/// A box on the wall, in degrees-like units of the ray (x/z, y/z).
struct Patch {
    left: f32,
    right: f32,
    low: f32,
    high: f32,
    colour: Vec3,
    stripes: f32,
}

pub(crate) struct Room {
    wall: Vec3,
    shift: Vec3,
    patches: Vec<Patch>,
}

impl Room {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x00F0_0D5E_ED00);
        let grey = dice.range(0.26, 0.38);
        let wall = vec3(grey * dice.range(0.95, 1.08), grey, grey * dice.range(0.85, 1.05));
        let shift = vec3(dice.range(0.0, 50.0), dice.range(0.0, 50.0), 0.0);
        let patches = (0..5).map(|i| patch(&mut dice, i as f32)).collect();
        Self { wall, shift, patches }
    }

    /// Light from the direction `ray`, linear RGB.
    pub(crate) fn light(&self, ray: Vec3) -> Vec3 {
        let (x, y) = (ray.x / -ray.z, ray.y / -ray.z);
        let p = vec3(x, y, 0.0);
        let uneven = 0.10 * noise(p * 5.0 + self.shift) + 0.04 * noise(p * 23.0 + self.shift);
        let mut colour = self.wall * (1.0 + uneven - 0.35 * x + 0.3 * y);
        for patch in &self.patches {
            let soft = 0.012;
            let inside = smoothstep(patch.left, patch.left + soft, x)
                * (1.0 - smoothstep(patch.right - soft, patch.right, x))
                * smoothstep(patch.low, patch.low + soft, y)
                * (1.0 - smoothstep(patch.high - soft, patch.high, y));
            let stripe = 0.6 + 0.4 * noise(vec3(x * patch.stripes, y * 3.0, patch.left * 91.0) + self.shift);
            colour = colour.mix(patch.colour * (1.0 + stripe), inside * 0.9);
        }
        colour
    }
}

fn patch(dice: &mut Dice, index: f32) -> Patch {
    let left = mix(-0.42, 0.36, index / 4.0) + dice.range(-0.06, 0.06);
    let low = dice.range(-0.35, 0.08);
    let tint = dice.range(0.03, 0.22);
    Patch {
        left,
        right: left + dice.range(0.08, 0.2),
        low,
        high: low + dice.range(0.12, 0.4),
        colour: vec3(tint * dice.range(0.8, 1.4), tint, tint * dice.range(0.6, 1.3)),
        stripes: dice.range(8.0, 60.0),
    }
}
