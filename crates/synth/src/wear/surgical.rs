//! A surgical mask: a pleated sheet over nose, mouth and chin.

use super::Stance;
use super::around::Around;
use super::piece::{Piece, Sheet};
use crate::head::{Marks, Shape};
use crate::math::{Dice, Vec3, bump, hash, mix, noise, smoothstep, vec3};
use crate::mesh::Drawable;
use crate::person::Traits;
use crate::surface::{Hit, Material, Surface};
use std::sync::Arc;

const ROWS: usize = 27;
const COLUMNS: usize = 41;
/// Half of the angle it spans around the head, radians.
const REACH: f32 = 1.2;
/// Distance from the skin, cm.
const GAP: f32 = 0.45;
/// Pleats, as shares of the height.
const PLEATS: [f32; 3] = [0.36, 0.53, 0.70];

struct Fleece {
    colour: Vec3,
}

impl Material for Fleece {
    fn surface(&self, hit: &Hit) -> Surface {
        let [u, v] = hit.uv;
        let p = hit.rest;
        let fibre = noise(p * 14.0) * smoothstep(0.1, 0.03, hit.footprint);
        let mut openness = 1.0 - 0.05 * fibre;
        let soft = 0.02 + hit.footprint * 0.1;
        for pleat in PLEATS {
            // Below each fold lies its shadow.
            openness -= 0.30 * bump(v - pleat - 0.012, soft + 0.012);
        }
        // Welded edges.
        let edge = (1.0 - u.abs()).min(0.6 * v.min(1.0 - v));
        openness -= 0.12 * bump(edge - 0.05, 0.03 + soft);
        let bend =
            vec3(noise(p * 0.9), noise(p * 0.9 + vec3(7.0, 0.0, 0.0)), noise(p * 0.9 + vec3(0.0, 7.0, 0.0)));
        let normal = (hit.normal + hit.turn.apply(bend) * 0.10).normalized();
        Surface { gloss: 0.015, roughness: 0.8, scatter: 0.3, openness, ..Surface::matt(self.colour, normal) }
    }
}

/// A mask on one head.
pub(super) struct SurgicalMask {
    sheet: Piece,
    /// How much of the jaw's motion each point of the sheet follows.
    jaw: Vec<f32>,
    loops: Piece,
    /// Point of the head at the chin, and where it rests.
    chin: (usize, Vec3),
}

/// Where the edges of the mask run.
struct Extent {
    top: [f32; 2],
    bottom: [f32; 2],
}

impl Extent {
    fn new(marks: &Marks) -> Self {
        let eyes = (marks.eyes[0].y + marks.eyes[1].y) * 0.5;
        let mouth = (marks.mouth_corners[0].y + marks.mouth_corners[1].y) * 0.5;
        let bridge = mix(marks.nose_tip.y, eyes, 0.52);
        Self { top: [bridge, mix(marks.nose_tip.y, mouth, 0.35)], bottom: [marks.chin.y - 1.3, mouth - 2.4] }
    }

    fn height(&self, turn: f32, share: f32) -> f32 {
        let side = (turn / REACH).abs();
        // Bent over the nose by the wire, straight towards the ears.
        let top = mix(self.top[0], self.top[1], smoothstep(0.02, 1.0, side));
        let bottom = mix(self.bottom[0], self.bottom[1], smoothstep(0.15, 1.0, side));
        mix(top, bottom, share)
    }
}

impl SurgicalMask {
    pub(super) fn new(shape: &Shape, around: &Around, traits: &Traits) -> Self {
        let mut dice = Dice::new(hash(traits.seed ^ 0x6d61_736b));
        let extent = Extent::new(&shape.marks);
        let mut radii = taut(&extent, around);
        tent(&mut radii, &extent);
        soften(&mut radii, &extent, around);
        let mut sheet = Sheet::default();
        let place = |row: usize, column: usize| {
            let (turn, share) = (turn(column), row as f32 / (ROWS - 1) as f32);
            let fold: f32 = PLEATS.iter().map(|p| smoothstep(p - 0.01, p + 0.06, share)).sum();
            let radius = radii[row][column] + 0.12 * (fold - 1.5 * share).clamp(-0.5, 1.0);
            let (s, c) = libm::sincosf(turn);
            let p = vec3(s * radius, extent.height(turn, share), 0.5 + c * radius);
            (p, [turn / REACH, share])
        };
        sheet.grid((ROWS, COLUMNS), place);
        let loops = loops(&place, &shape.marks, around);
        let (mouth, chin) = (shape.marks.mouth_corners[0].y, shape.marks.chin);
        let nose = shape.marks.nose_tip.y;
        let jaw = sheet
            .points
            .iter()
            .map(|p| 0.85 * smoothstep(nose - 0.5, mouth - 2.0, p.y) * smoothstep(3.0, 8.0, p.z))
            .collect();
        let colour = match dice.range(0.0, 1.0) {
            x if x < 0.5 => vec3(0.30, 0.50, 0.62),
            x if x < 0.8 => vec3(0.68, 0.69, 0.70),
            _ => vec3(0.02, 0.02, 0.022),
        };
        let mut sheet = Piece::rigid(sheet, Arc::new(Fleece { colour }));
        sheet.two_sided = true;
        let white = Arc::new(Fleece { colour: if colour.x < 0.1 { colour } else { vec3(0.7, 0.7, 0.7) } });
        Self { sheet, jaw, loops: Piece::rigid(loops, white), chin: nearest(&shape.neutral, chin) }
    }

    pub(super) fn drawables(&self, begin: &Stance<'_>, end: &Stance<'_>) -> [Drawable; 2] {
        let mut sheet = self.sheet.drawable(begin, end);
        let still = sheet.moved.is_empty() && self.pull(begin) == self.pull(end);
        sheet.points = self.placed(begin);
        sheet.moved = if still { Vec::new() } else { self.placed(end) };
        [sheet, self.loops.drawable(begin, end)]
    }

    fn pull(&self, stance: &Stance<'_>) -> Vec3 {
        // The sheet slides down over the jaw, but rests on the nose: it does not go back with the chin.
        let way = stance.posed.get(self.chin.0).map_or(Vec3::ZERO, |&p| p - self.chin.1);
        vec3(way.x, way.y, way.z * 0.3)
    }

    fn placed(&self, stance: &Stance<'_>) -> Vec<Vec3> {
        let pull = self.pull(stance);
        let place = |(&p, &share): (&Vec3, &f32)| stance.head.apply(p + pull * share);
        self.sheet.points.iter().zip(&self.jaw).map(place).collect()
    }
}

fn turn(column: usize) -> f32 {
    (column as f32 / (COLUMNS - 1) as f32 * 2.0 - 1.0) * REACH
}

type Radii = Vec<[f32; COLUMNS]>;

fn least(extent: &Extent, around: &Around, row: usize, column: usize) -> f32 {
    let turn = turn(column);
    let p = around.at_height(turn, extent.height(turn, row as f32 / (ROWS - 1) as f32), GAP);
    libm::sqrtf(p.x * p.x + (p.z - 0.5) * (p.z - 0.5))
}

/// A sheet stretched over the face: in each row the convex hull of the skin, nearer to the skin at the upper edge.
fn taut(extent: &Extent, around: &Around) -> Radii {
    let mut radii = vec![[0.0; COLUMNS]; ROWS];
    for (row, out) in radii.iter_mut().enumerate() {
        let mut skin = [0.0; COLUMNS];
        (0..COLUMNS).for_each(|column| skin[column] = least(extent, around, row, column));
        let tight = mix(0.45, 0.9, smoothstep(0.0, 0.3, row as f32 / (ROWS - 1) as f32));
        for column in 0..COLUMNS {
            let mut hull = skin[column];
            for i in 0..column {
                for k in column + 1..COLUMNS {
                    hull = hull.max(chord((turn(i), skin[i]), (turn(k), skin[k]), turn(column)));
                }
            }
            out[column] = mix(skin[column], hull, tight);
        }
    }
    radii
}

/// Radius at angle `at` of the straight line between two places given by angle and radius.
fn chord((a, r): (f32, f32), (b, s): (f32, f32), at: f32) -> f32 {
    let below = r * libm::sinf(at - a) + s * libm::sinf(b - at);
    if below > 1e-4 { r * s * libm::sinf(b - a) / below } else { 0.0 }
}

/// From top to bottom too it spans hollows: above and below the tip of the nose, under the lip.
fn tent(radii: &mut Radii, extent: &Extent) {
    let old = radii.clone();
    for column in 0..COLUMNS {
        let turn = turn(column);
        let place = |row: usize| (extent.height(turn, row as f32 / (ROWS - 1) as f32), old[row][column]);
        for (row, line) in radii.iter_mut().enumerate() {
            let (y, own) = place(row);
            let mut hull = own;
            for (a, r) in (0..row).map(place) {
                for (b, s) in (row + 1..ROWS).map(place) {
                    hull = hull.max(mix(r, s, (y - a) / (b - a)));
                }
            }
            line[column] = mix(own, hull, 0.85);
        }
    }
}

/// Smooths the sheet downwards, never into the skin.
fn soften(radii: &mut Radii, extent: &Extent, around: &Around) {
    for _ in 0..9 {
        let old = radii.clone();
        for row in 0..ROWS {
            let (up, down) = (row.saturating_sub(1), (row + 1).min(ROWS - 1));
            for column in 0..COLUMNS {
                let (left, right) = (column.saturating_sub(1), (column + 1).min(COLUMNS - 1));
                let mean =
                    (old[up][column] + old[down][column]) * 0.35 + (old[row][left] + old[row][right]) * 0.15;
                // The lower edge hangs free under the chin.
                let floor = if row + 3 < ROWS { least(extent, around, row, column) - 0.2 } else { 0.0 };
                radii[row][column] = mean.max(floor);
            }
        }
    }
}

fn loops(place: &impl Fn(usize, usize) -> (Vec3, [f32; 2]), marks: &Marks, around: &Around) -> Sheet {
    let mut sheet = Sheet::default();
    for (side, ear) in marks.ears.iter().enumerate() {
        let column = if side == 0 { 0 } else { COLUMNS - 1 };
        let way = if side == 0 { 1.0 } else { -1.0 };
        let behind = vec3(ear.x + way * 0.9, ear.y - 2.6, ear.z - 2.4);
        for (corner, over) in [
            (1, vec3(ear.x + way * 0.4, ear.y + 0.05, ear.z)),
            (ROWS - 2, vec3(ear.x + way, ear.y - 6.2, ear.z - 0.6)),
        ] {
            let from = place(corner, column).0;
            let mut path: Vec<(Vec3, f32)> = (0..=8)
                .map(|i| {
                    let p = from.mix(over, i as f32 / 8.0);
                    let p = if p.z > ear.z + 1.2 { around.outside(p, 0.1) } else { p };
                    (p, 0.13)
                })
                .collect();
            path.push((behind, 0.13));
            sheet.tube(&path, 6, false);
        }
    }
    sheet
}

fn nearest(points: &[Vec3], to: Vec3) -> (usize, Vec3) {
    let mut best = (0, to);
    let mut least = f32::MAX;
    for (i, &p) in points.iter().enumerate() {
        let away = (p - to).length();
        if away < least {
            (best, least) = ((i, p), away);
        }
    }
    best
}
