//! The hairline: where hair grows on the resting head.

use super::super::around::polar;
use crate::math::{Dice, Vec3, mix, noise, smoothstep, vec3};
use crate::person::{Hair, Traits};

/// Lowest height of hair by angle from the front (degrees, cm) on the generic head: forehead, temple, sideburn, over the
/// ear, nape.
const BORDER: [(f32, f32); 16] = [
    (0.0, 10.2),
    (20.0, 10.3),
    (33.0, 10.1),
    (44.0, 9.3),
    (53.0, 7.7),
    (61.0, 5.9),
    (69.0, 3.6),
    (77.0, 1.2),
    (84.0, 0.2),
    (88.0, 3.5),
    (93.0, 5.5),
    (108.0, 5.9),
    (115.0, 2.0),
    (124.0, -3.0),
    (145.0, -6.3),
    (180.0, -7.2),
];

/// The hairline of one person.
pub(super) struct Line {
    /// How far the forehead reaches up beyond the generic one, middle and temples, cm.
    brow: f32,
    temples: f32,
    /// Amplitude of its waves, cm.
    ragged: f32,
    seed: Vec3,
}

impl Line {
    pub(super) fn new(traits: &Traits, dice: &mut Dice) -> Self {
        let recedes = traits.hair == Hair::Short && traits.beard > 0.05;
        let receding =
            if recedes { dice.range(0.0, 0.5) + 0.7 * traits.age * dice.range(0.0, 1.0) } else { 0.0 };
        Self {
            brow: dice.range(-0.6, 0.5) + 0.9 * receding,
            temples: dice.range(-0.3, 0.4) + 2.2 * receding,
            ragged: dice.range(0.15, 0.35),
            seed: vec3(dice.range(0.0, 99.0), dice.range(0.0, 99.0), 0.0),
        }
    }

    /// About the distance of `p` (generic resting head) from the hairline, cm; + = hair.
    pub(super) fn inside(&self, p: Vec3) -> f32 {
        let turn = polar(p).turn.abs().to_degrees();
        let (low, slope) = self.border(turn);
        let waves = noise(p * 0.9 + self.seed) + 0.5 * noise(p * 2.3 + self.seed);
        // 8.5 cm of radius: slope over the skin, not over degrees.
        let steep = slope / (8.5_f32).to_radians();
        (p.y - low) / (1.0 + steep * steep).sqrt() + self.ragged * waves
    }

    fn border(&self, turn: f32) -> (f32, f32) {
        let after = BORDER.partition_point(|(at, _)| *at <= turn).clamp(1, BORDER.len() - 1);
        let ((a, low), (b, high)) = (BORDER[after - 1], BORDER[after]);
        let t = ((turn - a) / (b - a)).clamp(0.0, 1.0);
        let raised = self.brow * smoothstep(50.0, 30.0, turn)
            + self.temples * smoothstep(14.0, 36.0, turn) * smoothstep(62.0, 46.0, turn);
        (mix(low, high, t) + raised, (high - low) / (b - a))
    }
}
