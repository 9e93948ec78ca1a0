//! Who is drawn: skin tone and seeded variation of shape and colour.

use crate::math::{Dice, Vec3, mix, vec3};

/// A drawn person: the same tone and seed always look the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Skin tone, 0 (Fitzpatrick I, lightest) to 1 (VI, darkest); clamped.
    pub tone: f32,
    /// Chooses proportions, hair, eyes, brows and clothes.
    pub seed: u64,
}

/// Measures and colours worked out from a [`Person`]. Lengths in cm, colours linear RGB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub head_width: f32,
    pub jaw_width: f32,
    pub chin_drop: f32,
    pub nose_length: f32,
    pub nose_width: f32,
    pub lips: f32,
    pub eye_distance: f32,
    pub eye_height: f32,
    pub brow: f32,
    pub hairline: f32,
    pub stubble: f32,
    pub skin: Vec3,
    pub lip_colour: Vec3,
    pub hair_colour: Vec3,
    pub iris_colour: Vec3,
    pub cloth_colour: Vec3,
    pub grain: Vec3,
}

/// Diffuse albedo of Fitzpatrick I, III, V and VI, chosen by eye against portraits.
const SKIN: [Vec3; 4] =
    [vec3(0.66, 0.44, 0.35), vec3(0.50, 0.31, 0.22), vec3(0.25, 0.135, 0.085), vec3(0.13, 0.068, 0.046)];
const HAIR: [Vec3; 4] =
    [vec3(0.020, 0.015, 0.013), vec3(0.05, 0.03, 0.018), vec3(0.11, 0.06, 0.03), vec3(0.19, 0.12, 0.06)];
const IRIS: [Vec3; 3] = [vec3(0.06, 0.03, 0.015), vec3(0.10, 0.09, 0.04), vec3(0.10, 0.17, 0.24)];
const CLOTH: [Vec3; 4] =
    [vec3(0.05, 0.09, 0.18), vec3(0.22, 0.06, 0.06), vec3(0.10, 0.13, 0.10), vec3(0.30, 0.29, 0.27)];

impl Person {
    pub(crate) fn look(self) -> Look {
        let tone = self.tone.clamp(0.0, 1.0);
        let mut dice = Dice::new(self.seed);
        let skin = skin(tone) * dice.range(0.95, 1.05);
        // Fair hair and eyes only on fair skin: anything else reads as a costume.
        let fair = 1.0 - tone;
        Look {
            head_width: dice.range(0.95, 1.04),
            jaw_width: dice.range(0.92, 1.06),
            chin_drop: dice.range(-0.4, 0.5),
            nose_length: dice.range(-0.25, 0.3),
            nose_width: dice.range(0.9, 1.15) + 0.12 * tone,
            lips: dice.range(0.85, 1.15) + 0.2 * tone,
            eye_distance: dice.range(3.08, 3.3),
            eye_height: dice.range(0.95, 1.08),
            brow: dice.range(0.75, 1.2),
            hairline: dice.range(5.9, 6.8),
            stubble: dice.range(-0.5, 0.8).max(0.0),
            skin,
            lip_colour: vec3(skin.x * 0.86, skin.y * 0.58, skin.z * 0.62),
            hair_colour: pick(&HAIR, dice.range(0.0, fair)),
            iris_colour: pick(&IRIS, dice.range(0.0, fair * 1.2)),
            cloth_colour: pick(&CLOTH, dice.range(0.0, 1.0)),
            grain: vec3(dice.range(0.0, 90.0), dice.range(0.0, 90.0), dice.range(0.0, 90.0)),
        }
    }
}

/// The entry of `list` at `at` in 0..=1.
fn pick(list: &[Vec3], at: f32) -> Vec3 {
    let index = (at.clamp(0.0, 0.999) * list.len() as f32) as usize;
    list.get(index).copied().unwrap_or_default()
}

fn skin(tone: f32) -> Vec3 {
    let at = tone * (SKIN.len() - 1) as f32;
    let low = (at as usize).min(SKIN.len() - 2);
    let t = at - low as f32;
    let (a, b) = (SKIN[low], SKIN[low + 1]);
    vec3(mix(a.x, b.x, t), mix(a.y, b.y, t), mix(a.z, b.z, t))
}
