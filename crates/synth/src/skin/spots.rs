//! Moles and, with age, spots of the sun: a few round marks at places that belong to the person.

use super::atlas::{Atlas, Place};
use crate::math::{Dice, Vec3, mix, noise, smoothstep};
use crate::person::Traits;

/// A mark on the skin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Common frame, cm.
    at: Vec3,
    radius: f32,
    /// How much melanin it adds.
    melanin: f32,
    /// How far it stands out, cm.
    height: f32,
}

/// The spots of one person, on the face and neck.
pub(super) fn of(traits: &Traits, atlas: &Atlas) -> Vec<Spot> {
    let mut dice = Dice::new(traits.seed ^ 0x7370_6f74);
    let moles = dice.range(0.0, 7.0) as usize;
    let sun = (traits.age * traits.age * (1.0 - 0.7 * traits.tone) * dice.range(6.0, 26.0)) as usize;
    let mut spots = Vec::new();
    for index in 0..moles + sun {
        let Some(place) = anywhere(&mut dice, atlas) else { continue };
        let small = dice.range(0.0, 1.0);
        let spot = if index < moles {
            let radius = mix(0.04, 0.13, small * small * small);
            Spot { at: place.common, radius, melanin: dice.range(0.2, 0.5), height: 0.12 * radius }
        } else {
            let melanin = dice.range(0.04, 0.12);
            Spot { at: place.common, radius: mix(0.12, 0.45, small), melanin, height: 0.0 }
        };
        spots.push(spot);
    }
    spots
}

/// A place on the front of the first tile; none when a handful of throws miss.
fn anywhere(dice: &mut Dice, atlas: &Atlas) -> Option<Place> {
    (0..16).find_map(|_| {
        // Thrown on a coarse grid, so that the same person has them at the same places at every resolution.
        let mut throw = || ((dice.bits() >> 40) as usize % 256 * 2 + 1) * atlas.texels / 512;
        let (row, column) = (throw(), throw());
        let index = atlas.index(0, row.min(atlas.texels - 1), column.min(atlas.texels - 1));
        atlas.places.get(index).copied().flatten().filter(|p| p.common.z > 2.0)
    })
}

impl Spot {
    /// Melanin and height (cm) that it adds at `p`.
    pub(super) fn at(&self, p: Vec3) -> (f32, f32) {
        let way = p - self.at;
        let square = way.dot(way);
        if square > 2.0 * self.radius * self.radius {
            return (0.0, 0.0);
        }
        let distance = square.sqrt() / self.radius + 0.3 * noise(p * (1.2 / self.radius));
        let share = smoothstep(1.05, 0.6, distance);
        (self.melanin * share, self.height * share)
    }
}
