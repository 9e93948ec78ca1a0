//! What each point of the resting head sees of its surroundings, as spherical harmonics (Sloan, Kautz & Snyder 2002).

use crate::light::harmonics;
use crate::math::{Vec3, smoothstep, vec3};
use crate::mesh::{Triangle, Visibility, normals};
use rayon::prelude::*;
use std::f32::consts::PI;

const DIRECTIONS: usize = 160;
/// Side of a depth map, texels; one is about 1.3 mm of a head.
const TEXELS: usize = 288;
/// Blockers nearer than this along the direction are the surface itself, cm.
const BIAS: f32 = 0.15;
/// Points are looked at from this far above their surface, cm.
const LIFT: f32 = 0.1;
/// Points that are closed in at rest come into the light as lids and lips move: no point sees less on average.
const LEAST: f32 = 0.12;

/// Visibility at `points`, blocked by `triangles`; points that `inside` names lie in the closed mouth and see what an
/// open one shows.
pub(super) fn bake(
    points: &[Vec3],
    triangles: &[Triangle],
    inside: impl Fn(usize) -> bool + Sync,
) -> Vec<Visibility> {
    let normals = normals(points, triangles);
    let lifted: Vec<Vec3> = points.iter().zip(&normals).map(|(&p, &n)| p + n * LIFT).collect();
    let directions: Vec<Vec3> = (0..DIRECTIONS).map(direction).collect();
    let seen: Vec<Vec<u8>> =
        directions.par_iter().map(|&d| DepthMap::new(points, triangles, d).seen(&lifted)).collect();
    let basis: Vec<Visibility> = directions.iter().map(|&d| harmonics(d)).collect();
    let sum = |i: usize| {
        let mut sum = [0.0; 9];
        for (seen, basis) in seen.iter().zip(&basis) {
            let share = f32::from(seen[i]) * (4.0 * PI / (4.0 * DIRECTIONS as f32));
            for (sum, y) in sum.iter_mut().zip(basis) {
                *sum += share * y;
            }
        }
        if inside(i) { mouth(points[i]) } else { at_least(sum) }
    };
    (0..points.len()).into_par_iter().map(sum).collect()
}

/// Evenly spread directions (Fibonacci lattice).
fn direction(i: usize) -> Vec3 {
    let z = 1.0 - (2 * i + 1) as f32 / DIRECTIONS as f32;
    let (sin, cos) = libm::sincosf(i as f32 * 2.399_963_2);
    let r = (1.0 - z * z).max(0.0).sqrt();
    vec3(r * cos, r * sin, z)
}

/// The integral of the constant harmonic over the sphere: what a coefficient gains for each unit of mean visibility.
const MEAN: f32 = 0.282_095 * 4.0 * PI;

fn at_least(mut seen: Visibility) -> Visibility {
    seen[0] = seen[0].max(LEAST * MEAN);
    seen
}

/// An open mouth sees forwards, its depth and the room between teeth and cheeks less.
fn mouth(point: Vec3) -> Visibility {
    let depth = 0.2 + 0.8 * smoothstep(5.5, 10.5, point.z) * smoothstep(3.2, 1.0, point.x.abs());
    let mut seen = [0.0; 9];
    seen[0] = 0.30 * depth * MEAN;
    seen[2] = 0.35 * depth * 0.488_603 * 4.0 * PI / 3.0;
    seen
}

/// Distances from a plane, seen along a direction, orthographic.
struct DepthMap {
    right: Vec3,
    up: Vec3,
    towards: Vec3,
    middle: Vec3,
    scale: f32,
    /// Height of the highest surface, cm.
    heights: Vec<f32>,
}

impl DepthMap {
    fn new(points: &[Vec3], triangles: &[Triangle], towards: Vec3) -> Self {
        let (low, high) = points.iter().fold((points[0], points[0]), |(low, high), &p| {
            (each(low, p, f32::min), each(high, p, f32::max))
        });
        let middle = (low + high) * 0.5;
        let radius = (high - low).length() * 0.5 + 0.5;
        let side = if towards.y.abs() < 0.9 { vec3(0.0, 1.0, 0.0) } else { vec3(1.0, 0.0, 0.0) };
        let right = side.cross(towards).normalized();
        let mut map = Self {
            right,
            up: towards.cross(right),
            towards,
            middle,
            scale: TEXELS as f32 / (2.0 * radius),
            heights: vec![f32::MIN; TEXELS * TEXELS],
        };
        let placed: Vec<Vec3> = points.iter().map(|&p| map.place(p)).collect();
        for triangle in triangles {
            map.fill(triangle.points.map(|i| placed[i as usize]));
        }
        map
    }

    /// Texel coordinates and height of `p`.
    fn place(&self, p: Vec3) -> Vec3 {
        let offset = p - self.middle;
        let half = TEXELS as f32 * 0.5;
        vec3(
            offset.dot(self.right) * self.scale + half,
            offset.dot(self.up) * self.scale + half,
            offset.dot(self.towards),
        )
    }

    fn fill(&mut self, [a, b, c]: [Vec3; 3]) {
        let twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if twice.abs() < 1e-7 {
            return;
        }
        let edge = |low: f32| (low.max(0.0) as usize).min(TEXELS - 1);
        let (left, right) = (edge(a.x.min(b.x).min(c.x)), edge(a.x.max(b.x).max(c.x)));
        let (bottom, top) = (edge(a.y.min(b.y).min(c.y)), edge(a.y.max(b.y).max(c.y)));
        for row in bottom..=top {
            let y = row as f32 + 0.5;
            for column in left..=right {
                let x = column as f32 + 0.5;
                let v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / twice;
                let w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / twice;
                if v >= 0.0 && w >= 0.0 && v + w <= 1.0 {
                    let height = a.z + (b.z - a.z) * v + (c.z - a.z) * w;
                    let texel = &mut self.heights[row * TEXELS + column];
                    *texel = texel.max(height);
                }
            }
        }
    }

    /// How many of the four texels around each of `points` are not higher.
    fn seen(&self, points: &[Vec3]) -> Vec<u8> {
        let count = |&p: &Vec3| {
            let p = self.place(p);
            let corner = |t: f32| ((t - 0.5).max(0.0) as usize).min(TEXELS - 2);
            let first = corner(p.y) * TEXELS + corner(p.x);
            let near = [first, first + 1, first + TEXELS, first + TEXELS + 1];
            near.iter().map(|&i| u8::from(self.heights[i] <= p.z + BIAS)).sum()
        };
        points.iter().map(count).collect()
    }
}

fn each(a: Vec3, b: Vec3, f: impl Fn(f32, f32) -> f32) -> Vec3 {
    vec3(f(a.x, b.x), f(a.y, b.y), f(a.z, b.z))
}
