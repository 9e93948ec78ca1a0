//! A plain head made of formulas, for machines without ICT-FaceKit.
//!
//! The skin is a grid of rows and columns around the head, slit along the lids and the lips. It is laid out with
//! closed eyes and lips; opening the slits makes the resting head.

mod landmarks;
mod moves;

use super::eyes::Eyeball;
use super::lids::Lids;
use super::pose::Sparse;
use super::{Built, HeadModel, PARTS, Places};
use crate::math::{Vec3, bump, mix, smoothstep, vec3};
use crate::mesh::Triangle;
use std::f32::consts::PI;
use std::ops::Range;

const COLUMNS: usize = 64;
/// Heights of the row of the lids and of the lips, cm.
const EYES: f32 = 3.6;
const LIPS: f32 = -3.5;
/// Centre of the eye at the image right.
const EYE: Vec3 = vec3(3.12, EYES, 7.9);
const EYE_RADIUS: f32 = 1.5;
/// Thickness of the lids, cm.
const FILM: f32 = 0.15;
/// Half the length of the slits, cm.
const LID_HALF: f32 = 1.4;
const LIP_HALF: f32 = 2.5;

/// Height, half width, front and back of the head, cm.
const PROFILE: [[f32; 4]; 14] = [
    [-19.0, 8.0, 5.0, -6.0],
    [-12.0, 5.8, 4.5, -6.0],
    [-9.5, 6.0, 6.5, -6.5],
    [-8.3, 6.2, 9.5, -7.0],
    [-7.5, 6.4, 10.3, -7.2],
    [-5.5, 6.8, 10.0, -8.0],
    [LIPS, 7.0, 10.3, -8.5],
    [0.0, 7.3, 10.3, -9.2],
    [EYES, 7.5, 10.0, -9.8],
    [6.0, 7.6, 10.2, -9.8],
    [9.0, 7.2, 9.0, -9.0],
    [11.5, 5.5, 6.0, -7.0],
    [12.8, 2.5, 2.0, -3.5],
    [13.3, 0.1, -0.6, -0.8],
];
/// Rows between the heights before and after.
const ROWS: [(f32, f32, usize); 5] =
    [(-19.0, -9.5, 8), (-9.5, LIPS, 13), (LIPS, EYES, 17), (EYES, 8.0, 10), (8.0, 13.3, 10)];

/// A slit of the grid: lids or lips.
#[derive(Clone, Debug)]
struct Slit {
    row: usize,
    /// Columns that are slit, and the points of the grid's lower copy of them.
    columns: Range<usize>,
    lower: Range<usize>,
}

/// What the doll is made of, at first with closed eyes.
#[derive(Default)]
struct Doll {
    points: Vec<Vec3>,
    uv: Vec<[f32; 2]>,
    parts: [Vec<Triangle>; PARTS],
}

pub(super) fn build() -> HeadModel {
    let mut doll = Doll::default();
    let heights = heights();
    let slits = doll.skin(&heights);
    let skin = doll.points.len();
    doll.mouth();
    doll.teeth(LIPS + 0.75, -0.7);
    let lower_teeth = doll.points.len();
    doll.teeth(LIPS - 0.1, -0.6);
    let balls = [doll.ball(-1.0, 3), doll.ball(1.0, 4)];
    let closed = doll.points.clone();
    let Doll { points: mut rest, uv, parts } = doll;
    let eyes = balls.map(|ball| Eyeball::new(&mut rest, ball.clone(), ball));
    moves::open_lids(&mut rest[..skin], &slits);
    let blinks = [-1.0, 1.0].map(|side| blink(&closed[..skin], &rest, side));
    let rims = [0, 1].map(|side: usize| slits[side].rims());
    let lids = [0, 1].map(|side: usize| {
        let (upper, lower) = rims[side].clone();
        Lids::new(&rest, &blinks[side], upper, lower)
    });
    let guarded = [0, 1].map(|side: usize| eyes[side].guarded(&rest, 0..skin, FILM));
    let anchors = landmarks::anchors((&closed, &parts), &rest, &slits, &eyes);
    let below = |i: usize| slits[2].lower.contains(&i) || i >= lower_teeth;
    let expressions = moves::expressions(&rest, below, balls_begin(&eyes), &blinks);
    let (left, right) = (slits[2].corner(0), slits[2].corner(1));
    let places = Places {
        nose_tip: highest(&rest[..skin], |p| if p.x.abs() < 0.5 && p.y > -2.0 { p.z } else { f32::MIN }),
        mouth_corners: [left, right],
        chin: highest(&rest[..skin], |p| -(p - vec3(0.0, -7.5, 11.0)).length()),
        ears: [-7.5, 7.5].map(|x| highest(&rest[..skin], |p| -(p - vec3(x, 4.5, 0.0)).length())),
        neck: vec3(0.0, -8.0, -2.0),
    };
    let modes = moves::identities(&rest);
    let built = Built { rest, uv, parts, modes, expressions, eyes, lids, guarded, anchors, places };
    HeadModel::finish(built, |i| i >= skin && i < lower_teeth + TEETH)
}

/// Points of a row of teeth.
const TEETH: usize = 18;

fn balls_begin(eyes: &[Eyeball; 2]) -> usize {
    eyes[0].points.start
}

/// From open lids to closed ones on one side.
fn blink(closed: &[Vec3], open: &[Vec3], side: f32) -> Sparse {
    let ways = closed.iter().zip(open).map(|(&closed, &open)| (closed, closed - open));
    (0_u32..)
        .zip(ways)
        .filter(|(_, (at, way))| at.x * side > 0.0 && way.length() > 1e-3)
        .map(|(i, (_, way))| (i, way))
        .collect()
}

/// The point with the highest `score`.
fn highest(points: &[Vec3], score: impl Fn(Vec3) -> f32) -> usize {
    (0..points.len()).max_by(|&a, &b| score(points[a]).total_cmp(&score(points[b]))).unwrap_or(0)
}

fn heights() -> Vec<f32> {
    let mut heights: Vec<f32> = ROWS
        .iter()
        .flat_map(|&(low, high, n)| (0..n).map(move |k| mix(low, high, k as f32 / n as f32)))
        .collect();
    heights.push(13.3);
    heights
}

/// Direction of a column, radians from the front; denser at the face.
fn azimuth(column: usize) -> f32 {
    let t = 2.0 * column as f32 / COLUMNS as f32 - 1.0;
    PI * t * (0.55 + 0.45 * t * t)
}

/// The skin with closed eyes and lips.
fn surface(y: f32, azimuth: f32) -> Vec3 {
    let upper = PROFILE.iter().position(|row| row[0] >= y).unwrap_or(PROFILE.len() - 1).max(1);
    let (low, high) = (PROFILE[upper - 1], PROFILE[upper]);
    let t = smoothstep(0.0, 1.0, (y - low[0]) / (high[0] - low[0])) * 0.5
        + (y - low[0]) / (high[0] - low[0]) * 0.5;
    let [_, width, front, back] = [0, 1, 2, 3].map(|k| mix(low[k], high[k], t));
    let (sin, cos) = libm::sincosf(azimuth);
    let mut p = vec3(width * sin, y, if cos > 0.0 { front * cos } else { -back * cos });
    if cos > 0.0 {
        p.z += features(p);
        for side in [-1.0, 1.0] {
            let centre = vec3(EYE.x * side, EYE.y, EYE.z);
            let offset = p - centre;
            let length = offset.length();
            if length < EYE_RADIUS + FILM && offset.z > 0.0 {
                p = centre + offset * ((EYE_RADIUS + FILM) / length);
            }
        }
    }
    p
}

/// Nose, brows, lips and chin: how far they stand out, cm.
fn features(p: Vec3) -> f32 {
    let ridge = smoothstep(4.6, 0.4, p.y) * smoothstep(-1.3, 0.2, p.y);
    let nose = 2.6 * ridge * bump(p.x, mix(0.8, 2.0, smoothstep(3.0, 0.0, p.y)));
    let brows = 0.4 * bump(p.y - 5.2, 1.4) * bump(p.x, 5.5);
    let lips = 0.5 * bump(p.x, 2.8) * (bump(p.y - LIPS - 0.5, 0.9) + bump(p.y - LIPS + 0.5, 0.9));
    nose + brows + lips
}

impl Doll {
    /// The grid; returns the slits of the lids at the image left and right and of the lips.
    fn skin(&mut self, heights: &[f32]) -> [Slit; 3] {
        for &y in heights {
            for column in 0..=COLUMNS {
                self.uv.push([column as f32 / COLUMNS as f32, (y + 19.0) / 32.3]);
            }
            self.points.extend((0..COLUMNS).map(|column| surface(y, azimuth(column))));
        }
        let slits = [(-EYE.x, EYES, LID_HALF), (EYE.x, EYES, LID_HALF), (0.0, LIPS, LIP_HALF)]
            .map(|(x, y, half)| self.slit(heights, (x, y), half));
        for row in 0..heights.len() - 1 {
            for column in 0..COLUMNS {
                self.quad(row, column, &slits);
            }
        }
        slits
    }

    fn slit(&mut self, heights: &[f32], (x, y): (f32, f32), half: f32) -> Slit {
        let row =
            highest(&heights.iter().map(|&h| vec3(h, 0.0, 0.0)).collect::<Vec<_>>(), |h| -(h.x - y).abs());
        let inside = |column: &usize| {
            let p = self.points[row * COLUMNS + column];
            p.z > 0.0 && (p.x - x).abs() < half
        };
        let first = (0..COLUMNS).find(inside).unwrap_or(0);
        let columns = first..(first..COLUMNS).find(|c| !inside(c)).unwrap_or(COLUMNS);
        let begin = self.points.len();
        let copies: Vec<Vec3> = columns.clone().map(|c| self.points[row * COLUMNS + c]).collect();
        self.points.extend(copies);
        Slit { row, columns, lower: begin..self.points.len() }
    }

    fn quad(&mut self, row: usize, column: usize, slits: &[Slit; 3]) {
        let corner = |r: usize, c: usize| {
            let grid = (r * COLUMNS + c % COLUMNS) as u32;
            let cut = slits.iter().find(|s| r == row + 1 && s.row == r && s.columns.contains(&c));
            let point = cut.map_or(grid, |s| (s.lower.start + c - s.columns.start) as u32);
            (point, (r * (COLUMNS + 1) + c) as u32)
        };
        let [a, b, c, d] = [
            corner(row, column),
            corner(row, column + 1),
            corner(row + 1, column + 1),
            corner(row + 1, column),
        ];
        for [p, q, r] in [[a, b, c], [a, c, d]] {
            self.parts[0].push(Triangle { points: [p.0, q.0, r.0], uvs: [p.1, q.1, r.1] });
        }
    }

    /// A sheet of `across` × `along` points, seen from the side where `across` runs right and `along` up.
    fn sheet(&mut self, part: usize, (across, along): (usize, usize), at: impl Fn(f32, f32) -> Vec3) {
        let (first, first_uv) = (self.points.len(), self.uv.len());
        let share = |k: usize, n: usize| k as f32 / (n - 1) as f32;
        for j in 0..along {
            for i in 0..across {
                self.points.push(at(share(i, across), share(j, along)));
                self.uv.push([share(i, across), share(j, along)]);
            }
        }
        for k in (0..across * (along - 1)).filter(|k| k % across != across - 1) {
            for cell in [[k, k + 1, k + across + 1], [k, k + across + 1, k + across]] {
                let [points, uvs] = [first, first_uv].map(|begin| cell.map(|i| (begin + i) as u32));
                self.parts[part].push(Triangle { points, uvs });
            }
        }
    }

    /// The back wall of the mouth.
    fn mouth(&mut self) {
        self.sheet(1, (12, 9), |u, v| {
            let (x, y) = (2.0 * u - 1.0, 2.0 * v - 1.0);
            vec3(2.9 * x, LIPS + 1.6 * y, 5.5 + 3.6 * x.abs().max(y.abs()).min(1.0) * (1.0 - 0.25 * x.abs()))
        });
    }

    fn teeth(&mut self, top: f32, height: f32) {
        self.sheet(2, (TEETH / 2, 2), |u, v| {
            let x = (2.0 * u - 1.0) * 1.9;
            vec3(x, top + height * (1.0 - v), 9.6 - 0.3 * x * x)
        });
    }

    /// An eyeball at the image left (-1) or right (+1); returns its points.
    fn ball(&mut self, side: f32, part: usize) -> Range<usize> {
        let begin = self.points.len();
        self.sheet(part, (25, 17), |u, v| {
            let ((sin, cos), (around, across)) = (libm::sincosf(PI * (1.0 - v)), libm::sincosf(2.0 * PI * u));
            vec3(EYE.x * side, EYE.y, EYE.z) + vec3(sin * across, sin * around, cos) * EYE_RADIUS
        });
        begin..self.points.len()
    }
}

impl Slit {
    /// Points of the upper and the lower rim, corners with the upper one.
    fn rims(&self) -> (Vec<usize>, Vec<usize>) {
        let row = self.row * COLUMNS;
        let upper = self.columns.clone().map(|c| row + c).collect();
        let corners = [self.corner(0), self.corner(1)];
        (upper, corners.into_iter().chain(self.lower.clone()).collect())
    }

    /// The corner at the image left (0) or right (1).
    fn corner(&self, side: usize) -> usize {
        self.row * COLUMNS + if side == 0 { self.columns.start - 1 } else { self.columns.end }
    }
}
