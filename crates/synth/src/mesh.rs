//! Triangles and what is drawn of them.

use crate::math::{Mat3, Vec3};
use crate::surface::Material;
use std::sync::Arc;

/// Corners of a triangle, counter-clockwise from outside: indices of points and, separately, of texture coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Triangle {
    pub points: [u32; 3],
    pub uvs: [u32; 3],
}

impl Triangle {
    /// A triangle whose points have texture coordinates of the same index.
    pub(crate) const fn plain(points: [u32; 3]) -> Self {
        Self { points, uvs: points }
    }
}

/// Spherical-harmonic coefficients (order 2, the nine real basis functions of [`crate::light::harmonics`]) of the
/// share of light that reaches a point from each direction of head space: 1 = unblocked.
pub(crate) type Visibility = [f32; 9];

/// When a drawable is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// Opaque; hides what is behind it.
    Solid,
    /// Drawn after all solids, blended by [`crate::surface::Surface::cover`]: lashes, lenses, wet eyes.
    Veil,
}

/// One surface ready to be drawn, in camera space: cm, camera at the origin looking along -z, x image right, y up.
pub(crate) struct Drawable {
    /// Where the points are when the first row of the picture begins to be exposed.
    pub points: Vec<Vec3>,
    /// Where they are when the last row ends; empty if nothing moves.
    pub moved: Vec<Vec3>,
    /// Unit normals at the points, camera space.
    pub normals: Vec<Vec3>,
    /// The same points on the generic resting head (or any space that sticks to the surface), for patterns in 3-D.
    pub rest: Arc<Vec<Vec3>>,
    /// What the points see of the surroundings, in the space of `rest`; empty = everything.
    pub visibility: Arc<Vec<Visibility>>,
    /// Texture coordinates, indexed by [`Triangle::uvs`].
    pub uv: Arc<Vec<[f32; 2]>>,
    /// The triangles.
    pub triangles: Arc<Vec<Triangle>>,
    /// Rotation from the space of `rest` to camera space.
    pub turn: Mat3,
    /// What it is made of.
    pub material: Arc<dyn Material>,
    /// When it is drawn.
    pub layer: Layer,
    /// Whether triangles seen from behind are drawn (with the normal turned to the camera).
    pub two_sided: bool,
}

/// Unit normals of `points`: the mean of the triangles around each, weighted by area.
pub(crate) fn normals(points: &[Vec3], triangles: &[Triangle]) -> Vec<Vec3> {
    let mut sums = vec![Vec3::ZERO; points.len()];
    for triangle in triangles {
        let [a, b, c] = triangle.points.map(|i| points[i as usize]);
        let normal = (b - a).cross(c - a);
        for i in triangle.points {
            sums[i as usize] += normal;
        }
    }
    sums.into_iter().map(Vec3::normalized).collect()
}
