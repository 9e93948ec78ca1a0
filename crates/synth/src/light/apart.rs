//! Radiance kept apart by where its light comes from.

use super::Quarters;
use crate::math::Vec3;
use std::ops::{Add, Mul};

/// Radiance by where the light comes from: light adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Apart {
    /// All but the screen's, cd/m².
    pub ambient: Vec3,
    /// Of each quarter of the screen, for each cd/m² that it emits.
    pub quarters: [Vec3; 4],
}

impl Apart {
    /// Radiance (cd/m²) under `ambient` times the light of the scene while the screen shows `quarters`.
    pub(crate) fn under(&self, ambient: f32, quarters: &Quarters) -> Vec3 {
        let [a, b, c, d] = &self.quarters;
        let upper = a.times(quarters[0]) + b.times(quarters[1]);
        self.ambient * ambient + upper + c.times(quarters[2]) + d.times(quarters[3])
    }
}

impl Add for Apart {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        let [a, b, c, d] = self.quarters;
        let [e, f, g, h] = o.quarters;
        Self { ambient: self.ambient + o.ambient, quarters: [a + e, b + f, c + g, d + h] }
    }
}

impl Mul<f32> for Apart {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        Self { ambient: self.ambient * k, quarters: self.quarters.map(|quarter| quarter * k) }
    }
}
