//! How far a head reaches in every direction: what hair, collars and masks must stay outside of.

use crate::math::{Vec3, mix, smoothstep, vec3};
use crate::mesh::Triangle;
use std::f32::consts::{PI, TAU};

const TURNS: usize = 72;
const LEVELS: usize = 64;
/// The skull is measured from the upper end of this line, everything below from the point of it at the same height.
const TOP: f32 = 5.5;
const BOTTOM: f32 = -19.5;
const DEPTH: f32 = 0.5;
/// Levels below the top; the others are latitudes.
const BELOW: usize = 44;

/// Where a point lies as the line sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Polar {
    /// Around the line, radians: 0 = front, + = image right, -π..=π.
    pub turn: f32,
    /// 0 at the bottom, [`BELOW`] at the top of the line, [`LEVELS`] - 1 at the crown.
    level: f32,
    pub radius: f32,
    /// Unit vector away from the line.
    pub out: Vec3,
}

/// Distance of the farthest skin from a vertical line through the head.
pub(super) struct Around {
    radius: Vec<f32>,
}

/// `p` seen from the line.
pub(super) fn polar(p: Vec3) -> Polar {
    let from = vec3(0.0, p.y.min(TOP), DEPTH);
    let way = p - from;
    let radius = way.length().max(1e-4);
    let out = way * (1.0 / radius);
    let level = if p.y < TOP {
        (p.y - BOTTOM) / (TOP - BOTTOM) * BELOW as f32
    } else {
        let latitude = libm::atan2f(out.y, libm::sqrtf(out.x * out.x + out.z * out.z));
        BELOW as f32 + latitude / (PI / 2.0) * (LEVELS - 1 - BELOW) as f32
    };
    let level = level.clamp(0.0, (LEVELS - 1) as f32);
    Polar { turn: libm::atan2f(out.x, out.z), level, radius, out }
}

impl Around {
    pub(super) fn new(points: &[Vec3], triangles: &[Triangle]) -> Self {
        let mut cells = vec![0.0_f32; TURNS * LEVELS];
        let mut put = |p: Vec3| {
            if p.y < BOTTOM {
                return;
            }
            let at = polar(p);
            let column = ((at.turn + PI) / TAU * TURNS as f32 + 0.5) as usize % TURNS;
            let cell = &mut cells[(at.level + 0.5) as usize * TURNS + column];
            *cell = cell.max(at.radius);
        };
        for triangle in triangles {
            let [a, b, c] = triangle.points.map(|i| points[i as usize]);
            put(a);
            put((a + b + c) * (1.0 / 3.0));
            put((a + b) * 0.5);
        }
        fill(&mut cells);
        Self { radius: cells }
    }

    /// Radius of the skin at the direction of `at`, cm.
    pub(super) fn radius(&self, at: &Polar) -> f32 {
        let x = (at.turn + PI) / TAU * TURNS as f32;
        let column = x.floor();
        let row = at.level.floor().min((LEVELS - 2) as f32);
        let cell = |r: usize, c: usize| self.radius[r * TURNS + c % TURNS];
        let (i, j) = (column as usize, row as usize);
        let line = |r| mix(cell(r, i), cell(r, i + 1), x - column);
        mix(line(j), line(j + 1), at.level - row)
    }

    /// The point of the skin in the direction `turn` at height `y`, moved outward by `off`; below the top of the line.
    pub(super) fn at_height(&self, turn: f32, y: f32, off: f32) -> Vec3 {
        let (s, c) = libm::sincosf(turn);
        let at = polar(vec3(s * 8.0, y.min(TOP), DEPTH + c * 8.0));
        let radius = self.radius(&at) + off;
        vec3(s * radius, y, DEPTH + c * radius)
    }

    /// The point of the neck in the direction `turn`, as if it went straight down to height `y` without shoulders.
    pub(super) fn neck(&self, turn: f32, y: f32, off: f32) -> Vec3 {
        let shoulders = smoothstep(0.5, 1.2, turn.abs());
        let p = self.at_height(turn, mix(y, y.max(-10.5), shoulders), off);
        vec3(p.x, y, p.z)
    }

    /// `p` moved outward, if need be, until it is `off` above the skin.
    pub(super) fn outside(&self, p: Vec3, off: f32) -> Vec3 {
        let at = polar(p);
        let least = self.radius(&at) + off;
        if at.radius >= least { p } else { p + at.out * (least - at.radius) }
    }

    /// `p` moved by `share` of its way down to `off` above the skin, if it is higher.
    pub(super) fn inside(&self, p: Vec3, off: f32, share: f32) -> Vec3 {
        let at = polar(p);
        let most = self.radius(&at) + off;
        if at.radius <= most { p } else { p + at.out * ((most - at.radius) * share) }
    }
}

/// Gives cells without a point the mean of their neighbours.
fn fill(cells: &mut [f32]) {
    for _ in 0..12 {
        let old = cells.to_owned();
        for row in 0..LEVELS {
            for column in 0..TURNS {
                let own = &mut cells[row * TURNS + column];
                if *own > 0.0 {
                    continue;
                }
                let near = [
                    old[row * TURNS + (column + 1) % TURNS],
                    old[row * TURNS + (column + TURNS - 1) % TURNS],
                    old[(row + 1).min(LEVELS - 1) * TURNS + column],
                    old[row.saturating_sub(1) * TURNS + column],
                ];
                let known = near.iter().filter(|r| **r > 0.0).count();
                if known > 0 {
                    *own = near.iter().sum::<f32>() / known as f32;
                }
            }
        }
    }
}
