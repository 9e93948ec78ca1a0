//! Something worn, ready to be placed: geometry in head space that follows head and trunk.

use super::Stance;
use crate::math::{Vec3, smoothstep};
use crate::mesh::{Drawable, Layer, Triangle, Visibility, normals};
use crate::surface::Material;
use std::sync::Arc;

/// Share of the head's motion that something at height `y` of the resting head follows; the rest is the trunk's.
/// The same as the neck's, so that collar and hair stay on it.
pub(crate) fn follow(y: f32) -> f32 {
    smoothstep(-18.5, -9.5, y)
}

/// Visibility of a point that sees `share` of the half space around unit vector `up`.
pub(super) fn half_space(up: Vec3, share: f32) -> Visibility {
    // Projection of a hemisphere on the harmonics: sqrt(pi), and pi times the factor of the linear band.
    let (even, odd) = (1.772_454 * share, 1.535_0 * share);
    [even, odd * up.y, odd * up.z, odd * up.x, 0.0, 0.0, 0.0, 0.0, 0.0]
}

/// Visibility of a point that sees `share` of everything.
pub(super) fn everything(share: f32) -> Visibility {
    [3.544_908 * share, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
}

/// Points and triangles under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub points: Vec<Vec3>,
    pub uv: Vec<[f32; 2]>,
    pub triangles: Vec<Triangle>,
}

impl Sheet {
    pub(super) fn add(&mut self, point: Vec3, uv: [f32; 2]) -> u32 {
        self.points.push(point);
        self.uv.push(uv);
        (self.points.len() - 1) as u32
    }

    /// Two triangles; corners counter-clockwise from outside.
    pub(super) fn quad(&mut self, a: u32, b: u32, c: u32, d: u32) {
        self.triangles.extend([Triangle::plain([a, b, c]), Triangle::plain([a, c, d])]);
    }

    /// A grid of `rows` × `columns` points made by `place(row, column)`; rows go down, columns to the right as seen
    /// from outside.
    pub(super) fn grid(
        &mut self,
        (rows, columns): (usize, usize),
        mut place: impl FnMut(usize, usize) -> (Vec3, [f32; 2]),
    ) {
        let first = self.points.len() as u32;
        for row in 0..rows {
            for column in 0..columns {
                let (point, uv) = place(row, column);
                self.add(point, uv);
            }
        }
        let at = |row: usize, column: usize| first + (row * columns + column) as u32;
        for row in 1..rows {
            for column in 1..columns {
                self.quad(at(row, column - 1), at(row, column), at(row - 1, column), at(row - 1, column - 1));
            }
        }
    }

    /// A tube along `path` of the given radius at each place, closed to a ring where `ring`.
    pub(super) fn tube(&mut self, path: &[(Vec3, f32)], sides: usize, ring: bool) {
        let count = path.len();
        let at = |i: usize| path[if ring { (i + count) % count } else { i.min(count - 1) }].0;
        let first = self.points.len() as u32;
        let mut side = Vec3::ZERO;
        for (i, &(middle, radius)) in path.iter().enumerate() {
            let before = if i == 0 && !ring { middle } else { at(i + count - 1) };
            let before = if i > 0 { at(i - 1) } else { before };
            let along = (at(i + 1) - before).normalized();
            side = carried(side, along);
            let other = along.cross(side);
            for k in 0..sides {
                let (s, c) = libm::sincosf(k as f32 / sides as f32 * std::f32::consts::TAU);
                let way = side * c + other * s;
                self.add(middle + way * radius, [k as f32 / sides as f32, i as f32 / count as f32]);
            }
        }
        let rows = if ring { count } else { count - 1 };
        for i in 0..rows {
            for k in 0..sides {
                let place = |i: usize, k: usize| first + (i % count * sides + k % sides) as u32;
                self.quad(place(i, k), place(i, k + 1), place(i + 1, k + 1), place(i + 1, k));
            }
        }
    }
}

/// `side` made perpendicular to `along`; any perpendicular where there was none.
fn carried(side: Vec3, along: Vec3) -> Vec3 {
    let flat = side - along * side.dot(along);
    if flat.length() > 1e-3 {
        return flat.normalized();
    }
    let any =
        if along.y.abs() < 0.8 { Vec3 { x: 0.0, y: 1.0, z: 0.0 } } else { Vec3 { x: 1.0, y: 0.0, z: 0.0 } };
    (any - along * any.dot(along)).normalized()
}

/// Something worn.
pub(super) struct Piece {
    pub points: Arc<Vec<Vec3>>,
    pub normals: Vec<Vec3>,
    /// Share of the head's motion each point follows; empty = all.
    pub follow: Vec<f32>,
    pub uv: Arc<Vec<[f32; 2]>>,
    pub triangles: Arc<Vec<Triangle>>,
    pub visibility: Arc<Vec<Visibility>>,
    pub material: Arc<dyn Material>,
    pub layer: Layer,
    pub two_sided: bool,
}

impl Piece {
    /// `sheet` fixed to the head.
    pub(super) fn rigid(sheet: Sheet, material: Arc<dyn Material>) -> Self {
        Self {
            normals: normals(&sheet.points, &sheet.triangles),
            points: Arc::new(sheet.points),
            follow: Vec::new(),
            uv: Arc::new(sheet.uv),
            triangles: Arc::new(sheet.triangles),
            visibility: Arc::new(Vec::new()),
            material,
            layer: Layer::Solid,
            two_sided: false,
        }
    }

    /// Placed at the begin and the end of a frame.
    pub(super) fn drawable(&self, begin: &Stance<'_>, end: &Stance<'_>) -> Drawable {
        let still = begin.head == end.head && begin.body == end.body;
        Drawable {
            points: self.placed(begin),
            moved: if still { Vec::new() } else { self.placed(end) },
            normals: self.turned(begin),
            rest: Arc::clone(&self.points),
            visibility: Arc::clone(&self.visibility),
            uv: Arc::clone(&self.uv),
            triangles: Arc::clone(&self.triangles),
            turn: if self.follow.is_empty() { begin.head.turn } else { begin.body.turn },
            material: Arc::clone(&self.material),
            layer: self.layer,
            two_sided: self.two_sided,
        }
    }

    fn placed(&self, stance: &Stance<'_>) -> Vec<Vec3> {
        if self.follow.is_empty() {
            return self.points.iter().map(|&p| stance.head.apply(p)).collect();
        }
        let place = |(&p, &share): (&Vec3, &f32)| match share {
            s if s >= 1.0 => stance.head.apply(p),
            s if s <= 0.0 => stance.body.apply(p),
            s => stance.body.apply(p).mix(stance.head.apply(p), s),
        };
        self.points.iter().zip(&self.follow).map(place).collect()
    }

    fn turned(&self, stance: &Stance<'_>) -> Vec<Vec3> {
        let (head, body) = (&stance.head.turn, &stance.body.turn);
        if self.follow.is_empty() {
            return self.normals.iter().map(|&n| head.apply(n)).collect();
        }
        let turn = |(&n, &share): (&Vec3, &f32)| match share {
            s if s >= 1.0 => head.apply(n),
            s if s <= 0.0 => body.apply(n),
            s => body.apply(n).mix(head.apply(n), s).normalized(),
        };
        self.normals.iter().zip(&self.follow).map(turn).collect()
    }
}
