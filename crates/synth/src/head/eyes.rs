//! Eyeballs: where they are in a head, how they turn, and how near the lids may come.

use super::landmarks::Anchor;
use crate::math::{Mat3, Vec3, vec3};
use crate::mesh::Triangle;
use std::ops::Range;

/// Width of a step of [`Eyeball::reach`], radians.
const STEP: f32 = 0.07;
const STEPS: usize = 45;
/// Radius of the iris over the eyeball's: 5.9 mm (Baker 2016) on ICT-FaceKit's 1.5 times too large eyeballs, whose
/// corneas are as large as in life.
pub(crate) const IRIS: f32 = 0.59 / 1.5;

/// One eyeball of the generic head, turned to look along +z.
#[derive(Clone, Debug)]
pub(super) struct Eyeball {
    /// Its points among those of the head.
    pub points: Range<usize>,
    /// Points of its white by which it is found in other heads.
    fit: Vec<usize>,
    pub centre: Vec3,
    /// Of the white, cm.
    pub radius: f32,
    /// Greatest distance from the centre by angle from where it looks, cm.
    reach: Vec<f32>,
}

/// Where an eyeball is in a head, and where it looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub centre: Vec3,
    /// Over the radius of the generic one.
    pub scale: f32,
    pub turn: Mat3,
}

impl Eyeball {
    /// The eyeball of `points` whose shell is `shell`; turns it to look along +z.
    pub(super) fn new(points: &mut [Vec3], all: Range<usize>, shell: Range<usize>) -> Self {
        let rough = sphere(points, shell.clone());
        // Neither cornea nor the nerve's end are on the sphere about which an eye turns.
        let white = |i: &usize| (-0.4..0.8).contains(&(points[*i] - rough.0).normalized().z);
        let fit: Vec<usize> = shell.clone().filter(white).collect();
        let (centre, radius) = sphere(points, fit.iter().copied());
        let pole = shell.clone().fold(vec3(0.0, 0.0, 0.0), |far, i| {
            let offset = points[i] - centre;
            if offset.z > far.z { offset } else { far }
        });
        let turn = onto_z(pole.normalized());
        for point in &mut points[all.clone()] {
            *point = centre + turn.apply(*point - centre);
        }
        let reach = reach(points, shell, centre);
        Self { points: all, fit, centre, radius, reach }
    }

    /// Where this eyeball is in another head of the same topology, straight ahead.
    pub(super) fn find(&self, points: &[Vec3]) -> Placed {
        let (centre, radius) = sphere(points, self.fit.iter().copied());
        Placed { centre, scale: radius / self.radius, turn: Mat3::IDENTITY }
    }

    /// Puts the eyeball of `rest` where it belongs in `points`.
    pub(super) fn place(&self, rest: &[Vec3], at: &Placed, points: &mut [Vec3]) {
        for i in self.points.clone() {
            points[i] = at.centre + at.turn.apply(rest[i] - self.centre) * at.scale;
        }
    }

    /// How far the eyeball reaches from its centre in the direction `offset`, cm.
    pub(super) fn reach(&self, offset: Vec3, at: &Placed) -> f32 {
        let ahead = at.turn.0[0].z * offset.x + at.turn.0[1].z * offset.y + at.turn.0[2].z * offset.z;
        let angle = libm::acosf((ahead / offset.length().max(1e-6)).clamp(-1.0, 1.0));
        let place = angle / STEP;
        let i = (place as usize).min(STEPS - 2);
        (self.reach[i] + (self.reach[i + 1] - self.reach[i]) * (place - i as f32).min(1.0)) * at.scale
    }

    /// The points of the skin `skin` that must stay before this eye, each with its least distance above it: at most
    /// `film` cm, which must be more than a lid's triangles sag between their corners.
    pub(super) fn guarded(&self, rest: &[Vec3], skin: Range<usize>, film: f32) -> Vec<(u32, f32)> {
        let at = Placed { centre: self.centre, scale: 1.0, turn: Mat3::IDENTITY };
        let near = |i: usize| {
            let offset = rest[i] - self.centre;
            let above = offset.length() - self.reach(offset, &at);
            // What is inside the eyeball at rest, such as the lining of the lids, may stay there.
            (offset.z > 0.15 * self.radius && (-0.25..1.0).contains(&above))
                .then_some((i as u32, above.min(film)))
        };
        skin.into_iter().filter_map(near).collect()
    }

    /// Moves the `guarded` points of the skin out of the eyeball.
    pub(super) fn guard(&self, guarded: &[(u32, f32)], at: &Placed, points: &mut [Vec3]) {
        for &(i, above) in guarded {
            let offset = points[i as usize] - at.centre;
            let least = self.reach(offset, at) + above;
            let length = offset.length();
            if length < least {
                points[i as usize] = at.centre + offset * (least / length.max(1e-3));
            }
        }
    }

    /// The five landmarks of the iris on `shell`: middle, then image right, top, image left and bottom of its rim.
    pub(super) fn iris(&self, rest: &[Vec3], shell: &[Triangle]) -> [Anchor; 5] {
        let r = IRIS * self.radius;
        [[0.0, 0.0], [r, 0.0], [0.0, r], [-r, 0.0], [0.0, -r]]
            .map(|[x, y]| in_front(rest, shell, self.centre.x + x, self.centre.y + y))
    }
}

/// The frontmost place of `triangles` at `x`, `y`.
pub(super) fn in_front(points: &[Vec3], triangles: &[Triangle], x: f32, y: f32) -> Anchor {
    let mut best = (f32::MIN, Anchor { points: [0; 3], weights: [1.0, 0.0, 0.0] });
    for triangle in triangles {
        let [a, b, c] = triangle.points.map(|i| points[i as usize]);
        let twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if twice < 1e-9 {
            continue;
        }
        let v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / twice;
        let w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / twice;
        let u = 1.0 - v - w;
        let z = a.z * u + b.z * v + c.z * w;
        if u.min(v).min(w) >= -1e-4 && z > best.0 {
            best = (z, Anchor { points: triangle.points, weights: [u, v, w] });
        }
    }
    best.1
}

/// Centre and radius of the sphere that fits `points` at `chosen` best (linear least squares).
fn sphere(points: &[Vec3], chosen: impl Iterator<Item = usize> + Clone) -> (Vec3, f32) {
    let count = chosen.clone().count().max(1) as f64;
    let sum = chosen.clone().fold(Vec3::ZERO, |sum, i| sum + points[i]);
    let middle = sum * (1.0 / count as f32);
    let mut rows = [[0.0_f64; 4]; 3];
    let mut squares = 0.0;
    for i in chosen.clone() {
        let d = points[i] - middle;
        let d = [d.x, d.y, d.z].map(f64::from);
        let square: f64 = d.iter().map(|x| x * x).sum();
        squares += square;
        for (row, x) in rows.iter_mut().zip(d) {
            for (cell, y) in row.iter_mut().zip([2.0 * d[0], 2.0 * d[1], 2.0 * d[2], square]) {
                *cell += x * y;
            }
        }
    }
    let [x, y, z] = solve(rows);
    let radius = (squares / count + x * x + y * y + z * z).sqrt();
    (middle + vec3(x as f32, y as f32, z as f32), radius as f32)
}

/// Solution of three linear equations, right-hand sides last (Cramer).
fn solve(rows: [[f64; 4]; 3]) -> [f64; 3] {
    let minor = |a: usize, b: usize, c: usize| {
        let [p, q, r] = rows;
        p[a] * (q[b] * r[c] - q[c] * r[b]) - p[b] * (q[a] * r[c] - q[c] * r[a])
            + p[c] * (q[a] * r[b] - q[b] * r[a])
    };
    let all = minor(0, 1, 2);
    if all.abs() < 1e-12 {
        return [0.0; 3];
    }
    [minor(3, 1, 2) / all, minor(0, 3, 2) / all, minor(0, 1, 3) / all]
}

/// The shortest rotation that takes the unit vector `a` to +z.
fn onto_z(a: Vec3) -> Mat3 {
    let k = 1.0 / (1.0 + a.z).max(1e-3);
    Mat3([
        vec3(1.0 - a.x * a.x * k, -a.x * a.y * k, -a.x),
        vec3(-a.x * a.y * k, 1.0 - a.y * a.y * k, -a.y),
        a,
    ])
}

fn reach(points: &[Vec3], shell: Range<usize>, centre: Vec3) -> Vec<f32> {
    let mut farthest = vec![0.0_f32; STEPS];
    for i in shell {
        let offset = points[i] - centre;
        let length = offset.length();
        let angle = libm::acosf((offset.z / length.max(1e-6)).clamp(-1.0, 1.0));
        let bin = (angle / STEP + 0.5) as usize;
        if let Some(far) = farthest.get_mut(bin) {
            *far = far.max(length);
        }
    }
    // Rings of points lie farther apart than a step: fill from both sides.
    for i in 1..STEPS {
        if farthest[i] == 0.0 {
            farthest[i] = farthest[i - 1];
        }
    }
    for i in (1..STEPS).rev() {
        if farthest[i - 1] == 0.0 {
            farthest[i - 1] = farthest[i];
        }
    }
    farthest
}
