//! How high shoulders lie: what a garment, and hair on it, must lie on.

use crate::math::{Vec3, mix};
use std::f32::consts::{PI, TAU};

const TURNS: usize = 48;
const STEPS: usize = 33;
const NEAR: f32 = 5.0;
const FAR: f32 = 24.0;
/// What lies above this height belongs to the neck.
const NECK: f32 = -10.0;
/// In front it may be a chin down to here.
const CHIN: f32 = -14.0;
const NOTHING: f32 = -60.0;

/// Height of a surface by angle and distance from the neck's axis.
pub(super) struct Shoulders {
    heights: Vec<f32>,
}

fn steps(radius: f32) -> f32 {
    ((radius - NEAR) / (FAR - NEAR) * (STEPS - 1) as f32).clamp(0.0, (STEPS - 1) as f32)
}

impl Shoulders {
    pub(super) fn new(points: impl Iterator<Item = Vec3>) -> Self {
        let mut heights = vec![NOTHING; TURNS * STEPS];
        for p in points.filter(|p| p.y < if p.z > 2.0 { CHIN } else { NECK }) {
            let z = p.z - 0.5;
            let column = (libm::atan2f(p.x, z) + PI) / TAU * TURNS as f32;
            let row = steps(libm::sqrtf(p.x * p.x + z * z));
            // Every point counts for the cells around it: points may lie farther apart than the cells.
            for (i, j) in (0..9).map(|n| (n / 3, n % 3)) {
                let line = (row as usize + i).saturating_sub(1).min(STEPS - 1);
                let cell = &mut heights[line * TURNS + (column as usize + TURNS + j - 1) % TURNS];
                *cell = cell.max(p.y);
            }
        }
        Self { heights }
    }

    /// Height, cm; far below where there is none.
    pub(super) fn height(&self, turn: f32, radius: f32) -> f32 {
        if radius > FAR {
            return NOTHING;
        }
        let x = (turn + PI) / TAU * TURNS as f32;
        let y = steps(radius);
        let (i, j) = (x.floor(), y.floor());
        let cell = |r: usize, c: usize| self.heights[r.min(STEPS - 1) * TURNS + c % TURNS];
        let line = |r: usize| mix(cell(r, i as usize), cell(r, i as usize + 1), x - i);
        mix(line(j as usize), line(j as usize + 1), y - j)
    }
}
