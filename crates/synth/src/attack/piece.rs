//! Rigid pieces: flat meshes that are cut like paper, bent, and put before the camera.

use crate::math::Vec3;
use crate::mesh::{Drawable, Layer, Triangle, normals};
use crate::surface::Material;
use crate::wear::Rigid;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A mesh in a plane: x right, y up, cm; triangles counter-clockwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flat {
    pub at: Vec<[f32; 2]>,
    pub triangles: Vec<[u32; 3]>,
}

impl Flat {
    /// A grid over the rectangle `low`..`high` with cells of about `cell` cm.
    pub(crate) fn grid(low: [f32; 2], high: [f32; 2], cell: f32) -> Self {
        let steps = |axis: usize| (((high[axis] - low[axis]) / cell).ceil() as u32).clamp(1, 400);
        let (columns, rows) = (steps(0), steps(1));
        let along = |axis: usize, i: u32, n: u32| low[axis] + (high[axis] - low[axis]) * i as f32 / n as f32;
        let mut flat = Self::default();
        for j in 0..=rows {
            flat.at.extend((0..=columns).map(|i| [along(0, i, columns), along(1, j, rows)]));
        }
        for a in (0..rows).flat_map(|j| (0..columns).map(move |i| j * (columns + 1) + i)) {
            let above = a + columns + 1;
            flat.triangles.extend([[a, a + 1, above + 1], [a, above + 1, above]]);
        }
        flat
    }

    /// What is left where `depth` is positive: triangles across the line are cut along it.
    pub(crate) fn cut(&self, depth: impl Fn([f32; 2]) -> f32) -> Self {
        let depths: Vec<f32> = self.at.iter().map(|&p| depth(p)).collect();
        let mut cutter = Cutter { source: self, depths, kept: Self::default(), new: BTreeMap::new() };
        for triangle in &self.triangles {
            cutter.triangle(*triangle);
        }
        cutter.kept
    }
}

/// Work in progress of [`Flat::cut`].
struct Cutter<'a> {
    source: &'a Flat,
    depths: Vec<f32>,
    kept: Flat,
    /// Points of the result by the two ends of the edge they lie on (equal ends: a point of the source).
    new: BTreeMap<(u32, u32), u32>,
}

impl Cutter<'_> {
    fn triangle(&mut self, corners: [u32; 3]) {
        let mut left = Vec::with_capacity(4);
        for i in 0..3 {
            let (a, b) = (corners[i], corners[(i + 1) % 3]);
            let (inside, next) = (self.depths[a as usize] > 0.0, self.depths[b as usize] > 0.0);
            if inside {
                left.push(self.point(a, a));
            }
            if inside != next {
                left.push(self.point(a.min(b), a.max(b)));
            }
        }
        for i in 2..left.len() {
            self.kept.triangles.push([left[0], left[i - 1], left[i]]);
        }
    }

    fn point(&mut self, a: u32, b: u32) -> u32 {
        if let Some(&index) = self.new.get(&(a, b)) {
            return index;
        }
        let (from, to) = (self.source.at[a as usize], self.source.at[b as usize]);
        let (da, db) = (self.depths[a as usize], self.depths[b as usize]);
        let t = if a == b { 0.0 } else { da / (da - db) };
        let index = self.kept.at.len() as u32;
        self.kept.at.push([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
        self.new.insert((a, b), index);
        index
    }
}

/// Something rigid in a space of its own, ready to be placed.
pub(crate) struct Piece {
    points: Vec<Vec3>,
    normals: Vec<Vec3>,
    rest: Arc<Vec<Vec3>>,
    uv: Arc<Vec<[f32; 2]>>,
    triangles: Arc<Vec<Triangle>>,
    material: Arc<dyn Material>,
}

/// One corner of a [`Piece`]: where it is, where on the unbent material (see [`Drawable::rest`]), and in the picture.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Corner {
    pub point: Vec3,
    pub rest: Vec3,
    pub uv: [f32; 2],
}

impl Piece {
    pub(crate) fn new(corners: &[Corner], triangles: &[[u32; 3]], material: Arc<dyn Material>) -> Self {
        let points: Vec<Vec3> = corners.iter().map(|c| c.point).collect();
        let triangles: Vec<Triangle> = triangles.iter().map(|&t| Triangle::plain(t)).collect();
        Self {
            normals: normals(&points, &triangles),
            points,
            rest: Arc::new(corners.iter().map(|c| c.rest).collect()),
            uv: Arc::new(corners.iter().map(|c| c.uv).collect()),
            triangles: Arc::new(triangles),
            material,
        }
    }

    /// The same piece seen from the other side, made of `material`.
    pub(crate) fn reverse(&self, material: Arc<dyn Material>) -> Self {
        let flip = |t: &Triangle| Triangle::plain([t.points[0], t.points[2], t.points[1]]);
        Self {
            points: self.points.clone(),
            normals: self.normals.iter().map(|&n| -n).collect(),
            rest: self.rest.clone(),
            uv: self.uv.clone(),
            triangles: Arc::new(self.triangles.iter().map(flip).collect()),
            material,
        }
    }

    /// The piece where `begin` puts it at the begin of a frame and `end` at its end.
    pub(crate) fn drawable(&self, begin: &Rigid, end: &Rigid) -> Drawable {
        let placed = |by: &Rigid| self.points.iter().map(|&p| by.apply(p)).collect();
        Drawable {
            points: placed(begin),
            moved: if begin == end { Vec::new() } else { placed(end) },
            normals: self.normals.iter().map(|&n| begin.turn.apply(n)).collect(),
            rest: self.rest.clone(),
            visibility: Arc::new(Vec::new()),
            uv: self.uv.clone(),
            triangles: self.triangles.clone(),
            turn: begin.turn,
            material: self.material.clone(),
            layer: Layer::Solid,
            two_sided: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(flat: &Flat) -> f32 {
        let corner = |i: u32| flat.at[i as usize];
        let twice = |t: &[u32; 3]| {
            let [a, b, c] = t.map(corner);
            (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        };
        flat.triangles.iter().map(twice).sum::<f32>() / 2.0
    }

    #[test]
    fn scissors_leave_the_area_of_a_disc() {
        let grid = Flat::grid([-2.0, -3.0], [2.0, 3.0], 0.1);
        let disc = grid.cut(|p| 1.5 - (p[0] * p[0] + p[1] * p[1]).sqrt());
        assert!((area(&grid) - 24.0).abs() < 0.01, "{}", area(&grid));
        assert!((area(&disc) - 7.069).abs() < 0.03, "{}", area(&disc));
    }
}
