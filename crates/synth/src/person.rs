//! What a person looks like, worked out from a [`Person`]: shared by skin, hair and clothes so that they belong together.

use crate::math::{Dice, Vec3, vec3};
use crate::scene::{Glasses, Person};

/// Hair on the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hair {
    Bald,
    /// Shaved: a shadow on the skin.
    Stubble,
    /// Above the ears.
    Short,
    /// Over the ears.
    Medium,
    /// Down to the shoulders.
    Long,
}

/// Seeded traits of a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traits {
    /// For noise patterns that belong to this person.
    pub seed: u64,
    /// 0 (Fitzpatrick I) to 1 (VI).
    pub tone: f32,
    /// 0 = 18 years, 1 = 75: lines, spots, grey hair.
    pub age: f32,
    /// Beard shadow or stubble, 0..=1.
    pub beard: f32,
    /// Thickness of the brows, 0.6..=1.4.
    pub brows: f32,
    /// Redness of the lips beyond the skin's, 0..=1.
    pub lips: f32,
    pub hair: Hair,
    /// Diffuse albedo, linear RGB.
    pub hair_colour: Vec3,
    /// Diffuse albedo, linear RGB.
    pub iris_colour: Vec3,
    /// Diffuse albedo, linear RGB.
    pub cloth_colour: Vec3,
    pub glasses: Glasses,
}

const HAIR: [Vec3; 5] = [
    vec3(0.018, 0.014, 0.012),
    vec3(0.035, 0.022, 0.015),
    vec3(0.07, 0.04, 0.022),
    vec3(0.13, 0.075, 0.035),
    vec3(0.26, 0.17, 0.08),
];
const GREY: Vec3 = vec3(0.35, 0.34, 0.32);
const IRIS: [Vec3; 4] =
    [vec3(0.05, 0.025, 0.012), vec3(0.10, 0.055, 0.025), vec3(0.13, 0.13, 0.07), vec3(0.14, 0.21, 0.28)];
const CLOTH: [Vec3; 6] = [
    vec3(0.04, 0.06, 0.13),
    vec3(0.20, 0.05, 0.05),
    vec3(0.08, 0.11, 0.08),
    vec3(0.30, 0.29, 0.27),
    vec3(0.03, 0.03, 0.035),
    vec3(0.10, 0.16, 0.28),
];

impl Traits {
    pub(crate) fn of(person: &Person) -> Self {
        let mut dice = Dice::new(person.seed ^ 0x7261_6974);
        let any_tone = dice.range(0.0, 1.0);
        let tone = person.tone.unwrap_or(any_tone).clamp(0.0, 1.0);
        let age = dice.range(0.0, 1.0) * dice.range(0.3, 1.0);
        let bearded = dice.chance(0.4);
        let beard = if bearded { dice.range(0.1, 0.9) } else { 0.0 };
        // Fair hair and eyes only on fair skin: anything else reads as a costume.
        let fair = 1.0 - tone;
        let grey = ((age - 0.55) * 2.5).clamp(0.0, 1.0) * dice.range(0.2, 1.0);
        let hair_colour = pick(&HAIR, dice.range(0.0, fair)).mix(GREY, grey);
        Self {
            seed: person.seed,
            tone,
            age,
            beard,
            brows: dice.range(0.7, 1.3),
            lips: dice.range(0.0, 1.0),
            hair: hair(&mut dice, bearded, age),
            hair_colour,
            iris_colour: pick(&IRIS, dice.range(0.0, fair * 1.2)),
            cloth_colour: pick(&CLOTH, dice.range(0.0, 1.0)),
            glasses: glasses(&mut dice, person.glasses),
        }
    }
}

fn hair(dice: &mut Dice, bearded: bool, age: f32) -> Hair {
    let at = dice.range(0.0, 1.0);
    match (bearded, at) {
        (true, at) if at < 0.10 + 0.15 * age => Hair::Bald,
        (true, at) if at < 0.3 => Hair::Stubble,
        (true, at) if at < 0.9 => Hair::Short,
        (true, _) => Hair::Medium,
        (false, at) if at < 0.04 => Hair::Stubble,
        (false, at) if at < 0.4 => Hair::Short,
        (false, at) if at < 0.65 => Hair::Medium,
        (false, _) => Hair::Long,
    }
}

fn glasses(dice: &mut Dice, asked: Option<Glasses>) -> Glasses {
    let seeded = if dice.chance(0.2) { Glasses::Clear } else { Glasses::Bare };
    asked.unwrap_or(seeded)
}

/// The entry of `list` at `at` in 0..=1.
fn pick(list: &[Vec3], at: f32) -> Vec3 {
    let index = (at.clamp(0.0, 0.999) * list.len() as f32) as usize;
    list.get(index).copied().unwrap_or_default()
}
