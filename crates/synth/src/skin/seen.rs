//! Which places of the head a portrait shows: inside the oval of the mesh points, and not behind something else.

use super::atlas::Place;
use crate::math::{Vec3, mix, smoothstep, vec3};
use crate::topology::OVAL;

/// Side of the cells in which hidden texels are told from seen ones, cm.
const CELL: f32 = 0.12;
/// Texels further than this behind the foremost one of their cell are hidden, cm.
const BEHIND: f32 = 0.35;
/// The oval of the face in mesh points, seen from the front: for every direction from its middle, how far it reaches.
pub(super) struct Outline {
    reach: Vec<(f32, f32)>,
}

impl Outline {
    pub(super) fn of(rest: &[Vec3]) -> Option<Self> {
        let mut reach = Vec::new();
        for index in OVAL {
            let p = rest.get(index)?;
            reach.push((libm::atan2f(p.x, p.y), vec3(p.x, p.y, 0.0).length()));
        }
        reach.sort_by(|a, b| a.0.total_cmp(&b.0));
        Some(Self { reach })
    }

    /// 1 well inside, 0 at the border.
    pub(super) fn inside(&self, p: Vec3) -> f32 {
        if p.z < 1.0 {
            return 0.0;
        }
        let angle = libm::atan2f(p.x, p.y);
        let after = self.reach.partition_point(|(a, _)| *a < angle);
        let count = self.reach.len();
        let (a, b) = (self.reach[(after + count - 1) % count], self.reach[after % count]);
        let turn = std::f32::consts::TAU;
        let width = (b.0 - a.0).rem_euclid(turn).max(1e-4);
        let border = mix(a.1, b.1, (angle - a.0).rem_euclid(turn) / width);
        smoothstep(1.0, 0.84, vec3(p.x, p.y, 0.0).length() / border)
    }
}

/// The foremost texels as the portrait's camera sees them.
pub(super) struct Front {
    right: Vec3,
    down: Vec3,
    ahead: Vec3,
    depth: Vec<f32>,
}

/// Cells along a side: more than the head is wide.
const CELLS: usize = 320;

impl Front {
    pub(super) fn of(places: &[Option<Place>], ahead: Vec3) -> Self {
        let right = vec3(0.0, 1.0, 0.0).cross(ahead).normalized();
        let mut front = Self { right, down: right.cross(ahead), ahead, depth: vec![f32::MIN; CELLS * CELLS] };
        for place in places.iter().flatten() {
            if let Some(cell) = front.cell(place.at) {
                front.depth[cell] = front.depth[cell].max(place.at.dot(ahead));
            }
        }
        front
    }

    fn cell(&self, p: Vec3) -> Option<usize> {
        let along = |axis: Vec3| {
            let x = p.dot(axis) / CELL + CELLS as f32 / 2.0;
            (x >= 0.0 && x < CELLS as f32).then_some(x as usize)
        };
        Some(along(self.down)? * CELLS + along(self.right)?)
    }

    pub(super) fn sees(&self, p: Vec3) -> f32 {
        self.cell(p)
            .map_or(0.0, |cell| smoothstep(BEHIND, 0.5 * BEHIND, self.depth[cell] - p.dot(self.ahead)))
    }
}
