//! Where a point of the resting head lies on a portrait: an affine camera, bent so that the mesh points meet.

use super::portraits::SKIN_POINTS;
use crate::math::{Vec3, vec3};

/// How far a mesh point bends its surroundings, cm: some five times the distance between mesh points.
const REACH: f32 = 5.0;
/// How stiff the bending is: the share of a point's offset that it may keep.
const STIFFNESS: f64 = 0.03;

/// From the resting head to the pixels of one portrait.
pub(super) struct Fit {
    /// Pixels: x and y as affine functions of (x, y, z, 1).
    rows: [[f32; 4]; 2],
    /// Mesh points at rest and how much each pulls.
    pulls: Vec<(Vec3, [f32; 2])>,
    /// Unit direction from the head to the camera, rest space.
    pub to_camera: Vec3,
}

impl Fit {
    /// `rest`: the mesh points of the resting head; `seen`: the same on the portrait. None where they lie so oddly
    /// (all on a line, say) that no camera explains them.
    pub(super) fn new(rest: &[Vec3], seen: &[[f32; 2]]) -> Option<Self> {
        let count = rest.len().min(seen.len()).min(SKIN_POINTS);
        let (rest, seen) = (rest.get(..count)?, seen.get(..count)?);
        let rows = camera(rest, seen)?;
        let right = vec3(rows[0][0], rows[0][1], rows[0][2]);
        let down = vec3(rows[1][0], rows[1][1], rows[1][2]);
        let to_camera = (-right.cross(down)).normalized();
        let mut fit = Self { rows, pulls: Vec::new(), to_camera };
        let rest_of = |axis: usize| -> Vec<f64> {
            rest.iter().zip(seen).map(|(p, s)| f64::from(s[axis] - fit.straight(*p)[axis])).collect()
        };
        let mut kernel: Vec<f64> =
            rest.iter().flat_map(|a| rest.iter().map(|b| f64::from(near((*a - *b).length())))).collect();
        for i in 0..count {
            kernel[i * count + i] += STIFFNESS;
        }
        let pulls = solve(kernel, &[rest_of(0), rest_of(1)])?;
        fit.pulls = rest
            .iter()
            .zip(&pulls[0])
            .zip(&pulls[1])
            .map(|((p, x), y)| (*p, [*x as f32, *y as f32]))
            .collect();
        Some(fit)
    }

    fn straight(&self, p: Vec3) -> [f32; 2] {
        self.rows.map(|[x, y, z, shift]| x * p.x + y * p.y + z * p.z + shift)
    }

    /// Pixel of a point of the resting head.
    pub(super) fn pixel(&self, p: Vec3) -> [f32; 2] {
        let mut pixel = self.straight(p);
        for (centre, pull) in &self.pulls {
            let way = *centre - p;
            let square = way.dot(way);
            if square < REACH * REACH {
                let weight = near(square.sqrt());
                pixel[0] += weight * pull[0];
                pixel[1] += weight * pull[1];
            }
        }
        pixel
    }
}

/// A bump of height 1 that ends at [`REACH`]; positive definite in space (Wendland 1995, C²).
fn near(distance: f32) -> f32 {
    let t = (1.0 - distance / REACH).max(0.0);
    t * t * t * t * (4.0 * distance / REACH + 1.0)
}

/// The affine camera with the least squared error.
fn camera(rest: &[Vec3], seen: &[[f32; 2]]) -> Option<[[f32; 4]; 2]> {
    let mut normal = vec![0.0; 16];
    let mut right = [vec![0.0; 4], vec![0.0; 4]];
    for (p, s) in rest.iter().zip(seen) {
        let row = [f64::from(p.x), f64::from(p.y), f64::from(p.z), 1.0];
        for i in 0..4 {
            for j in 0..4 {
                normal[i * 4 + j] += row[i] * row[j];
            }
            right[0][i] += row[i] * f64::from(s[0]);
            right[1][i] += row[i] * f64::from(s[1]);
        }
    }
    let solved = solve(normal, &right)?;
    let row = |axis: usize| [0, 1, 2, 3].map(|i| solved[axis][i] as f32);
    Some([row(0), row(1)])
}

/// Solves the symmetric positive definite system `matrix` · x = each of `sides` by Cholesky's method.
pub(super) fn solve(mut matrix: Vec<f64>, sides: &[Vec<f64>; 2]) -> Option<[Vec<f64>; 2]> {
    let n = sides[0].len();
    for j in 0..n {
        for i in j..n {
            let dot: f64 = (0..j).map(|k| matrix[i * n + k] * matrix[j * n + k]).sum();
            let rest = matrix[i * n + j] - dot;
            if i == j && rest <= 1e-12 {
                return None;
            }
            matrix[i * n + j] = if i == j { rest.sqrt() } else { rest / matrix[j * n + j] };
        }
    }
    Some([0, 1].map(|side| {
        let mut x = sides[side].clone();
        for i in 0..n {
            let dot: f64 = (0..i).map(|k| matrix[i * n + k] * x[k]).sum();
            x[i] = (x[i] - dot) / matrix[i * n + i];
        }
        for i in (0..n).rev() {
            let dot: f64 = (i + 1..n).map(|k| matrix[k * n + i] * x[k]).sum();
            x[i] = (x[i] - dot) / matrix[i * n + i];
        }
        x
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Dice, Mat3};

    #[test]
    fn a_turned_and_bent_face_is_found_again() {
        let mut dice = Dice::new(7);
        let turn = Mat3::turn(18.0, -6.0, 9.0);
        let rest: Vec<Vec3> = (0..SKIN_POINTS)
            .map(|_| vec3(dice.range(-7.0, 7.0), dice.range(-8.0, 9.0), dice.range(4.0, 12.0)))
            .collect();
        let place = |p: Vec3| {
            let q = turn.apply(p);
            [200.0 + 9.0 * q.x + 2.0 * libm::sinf(0.4 * p.y), 150.0 - 9.0 * q.y + 2.0 * libm::cosf(0.3 * p.x)]
        };
        let seen: Vec<[f32; 2]> = rest.iter().map(|p| place(*p)).collect();
        let fit = Fit::new(&rest, &seen).expect("a camera explains it");
        assert!(fit.to_camera.dot(turn.transposed().apply(vec3(0.0, 0.0, 1.0))) > 0.99);
        for p in [vec3(1.0, 2.0, 8.0), vec3(-4.0, -3.0, 7.0), vec3(3.0, 5.0, 10.0)] {
            let (found, wanted) = (fit.pixel(p), place(p));
            let off = (found[0] - wanted[0]).abs().max((found[1] - wanted[1]).abs());
            assert!(off < 0.8, "{off} pixels at {p:?}");
        }
    }

    #[test]
    fn points_on_a_line_explain_no_camera() {
        let rest = vec![vec3(1.0, 2.0, 3.0); SKIN_POINTS];
        assert!(Fit::new(&rest, &vec![[0.0, 0.0]; SKIN_POINTS]).is_none());
    }
}
