//! The form of a hand, the same for all people: a distance field turned into triangles.
//!
//! Space of the hand, cm: x along the middle finger, y to the thumb, z out of its back; middle of the palm at 0.

use super::super::piece::Sheet;
use crate::math::{Vec3, mix, vec3};

/// Middle line (y), begin and end (x), radius at both, of index to little finger.
pub(super) const FINGERS: [[f32; 5]; 4] = [
    [2.85, 3.6, 10.9, 0.95, 0.70],
    [0.95, 3.8, 11.9, 0.98, 0.72],
    [-0.95, 3.6, 11.2, 0.95, 0.69],
    [-2.75, 3.0, 9.3, 0.85, 0.60],
];
/// Where fingers bend, as shares of their length from the knuckle.
pub(super) const JOINTS: [f32; 2] = [0.42, 0.72];
/// Where the arm comes out of its sleeve.
pub(super) const SLEEVE: f32 = -13.0;
/// The arm bends down at the wrist.
const ELBOW: Vec3 = vec3(-29.0, -12.0, 0.0);
const CELL: f32 = 0.3;
const LOW: Vec3 = vec3(-34.5, -17.5, -5.6);
const COUNT: [usize; 3] = [158, 80, 38];

/// Distance to a capsule from `a` to `b` whose radius runs from `r` to `s`.
fn capsule(p: Vec3, (a, r): (Vec3, f32), (b, s): (Vec3, f32)) -> f32 {
    let way = b - a;
    let t = ((p - a).dot(way) / way.dot(way)).clamp(0.0, 1.0);
    (p - a - way * t).length() - mix(r, s, t)
}

/// The smaller of two distances, rounded where they meet.
fn blend(a: f32, b: f32, width: f32) -> f32 {
    let h = (0.5 + 0.5 * (b - a) / width).clamp(0.0, 1.0);
    mix(b, a, h) - width * h * (1.0 - h)
}

fn palm(p: Vec3) -> f32 {
    // Wider at the knuckles than at the wrist, thicker in the middle.
    let wide = mix(2.3, 3.1, ((p.x + 4.5) / 8.0).clamp(0.0, 1.0));
    let q = vec3((p.x.abs() - 3.6).max(0.0), (p.y.abs() - wide).max(0.0), (p.z.abs() - 0.25).max(0.0));
    q.length() - 1.0
}

fn finger(p: Vec3, [y, from, to, r, s]: [f32; 5]) -> f32 {
    let length = to - from;
    let at = |share: f32| vec3(from + length * share, y, -0.25 * share * share);
    let base = capsule(p, (at(0.0), r), (at(JOINTS[0]), r * 0.97));
    let middle = capsule(p, (at(JOINTS[0]), r * 0.97), (at(JOINTS[1]), mix(r, s, 0.6)));
    let tip = capsule(p, (at(JOINTS[1]), mix(r, s, 0.6)), (at(1.0), s));
    blend(blend(base, middle, 0.15), tip, 0.15)
}

/// Distance from the skin, negative inside.
fn distance(p: Vec3) -> f32 {
    let mut d = palm(p);
    for line in FINGERS {
        let own = finger(p, line);
        // Fingers grow out of the palm, but stay apart from each other.
        d = if p.x < 5.6 { blend(d, own, 0.5 * ((5.6 - p.x) / 2.0).clamp(0.05, 1.0)) } else { d.min(own) };
        let knuckle = (p - vec3(line[1] + 0.3, line[0], 0.75)).length() - 0.62;
        d = blend(d, knuckle, 0.7);
    }
    let ball = capsule(p, (vec3(-2.6, 2.2, -0.5), 1.5), (vec3(0.8, 3.9, -0.8), 1.05));
    let thumb = capsule(p, (vec3(0.8, 3.9, -0.8), 1.0), (vec3(3.6, 4.5, -1.0), 0.85));
    let tip = capsule(p, (vec3(3.6, 4.5, -1.0), 0.88), (vec3(5.7, 4.6, -1.3), 0.66));
    d = blend(blend(d, ball, 0.9), blend(thumb, tip, 0.2), 0.4);
    let flat = vec3(p.x, p.y, p.z * 1.35);
    let wrist = capsule(flat, (vec3(-3.8, 0.0, 0.0), 2.35), (vec3(-8.5, 0.0, 0.0), 2.5));
    let arm = capsule(flat, (vec3(-8.5, 0.0, 0.0), 2.5), (ELBOW, 4.4));
    let cuff = vec3(-8.5, 0.0, 0.0).mix(ELBOW, (SLEEVE - 3.0 + 8.5) / (ELBOW.x + 8.5));
    let sleeve = capsule(p, (cuff, 3.9), (ELBOW, 4.9)).max(p.x - SLEEVE);
    blend(d, blend(wrist, arm, 0.5), 1.6).min(sleeve)
}

/// Direction in which the distance grows.
fn slope(p: Vec3) -> Vec3 {
    let e = 0.02;
    let along = |d: Vec3| distance(p + d) - distance(p - d);
    vec3(along(vec3(e, 0.0, 0.0)), along(vec3(0.0, e, 0.0)), along(vec3(0.0, 0.0, e))).normalized()
}

/// Triangles of the skin and unit normals (surface nets: Gibson 1998).
pub(super) fn skin() -> (Sheet, Vec<Vec3>) {
    let [nx, ny, nz] = COUNT;
    let place = |i: usize, j: usize, k: usize| LOW + vec3(i as f32, j as f32, k as f32) * CELL;
    let number = |i: usize, j: usize, k: usize| (i * ny + j) * nz + k;
    let mut values = vec![0.0; nx * ny * nz];
    for i in 0..nx {
        for j in 0..ny {
            for k in 0..nz {
                values[number(i, j, k)] = distance(place(i, j, k));
            }
        }
    }
    let mut sheet = Sheet::default();
    let mut normals = Vec::new();
    let mut corner = vec![u32::MAX; values.len()];
    for i in 0..nx - 1 {
        for j in 0..ny - 1 {
            for k in 0..nz - 1 {
                let inside = |c: usize| values[number(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2))] < 0.0;
                let count = (0..8).filter(|&c| inside(c)).count();
                if count == 0 || count == 8 {
                    continue;
                }
                let mut p = place(i, j, k) + Vec3::ONE * (0.5 * CELL);
                for _ in 0..3 {
                    p = p + slope(p) * -distance(p).clamp(-0.3 * CELL, 0.3 * CELL);
                }
                corner[number(i, j, k)] = sheet.add(p, [0.0; 2]);
                normals.push(slope(p));
            }
        }
    }
    join(&mut sheet, &values, &corner);
    (sheet, normals)
}

/// Joins the points of the four cells around every edge that crosses the skin.
fn join(sheet: &mut Sheet, values: &[f32], corner: &[u32]) {
    let [nx, ny, nz] = COUNT;
    let steps = [ny * nz, nz, 1];
    for i in 1..nx - 1 {
        for j in 1..ny - 1 {
            for k in 1..nz - 1 {
                let here = (i * ny + j) * nz + k;
                for axis in 0..3 {
                    let (u, v) = (steps[(axis + 1) % 3], steps[(axis + 2) % 3]);
                    let (a, b) = (values[here] < 0.0, values[here + steps[axis]] < 0.0);
                    if a == b {
                        continue;
                    }
                    let cells = [here - u - v, here - v, here, here - u].map(|c| corner[c]);
                    let [p, q, r, s] = if a { cells } else { [cells[3], cells[2], cells[1], cells[0]] };
                    if cells.iter().all(|&c| c != u32::MAX) {
                        sheet.quad(p, q, r, s);
                    }
                }
            }
        }
    }
}
