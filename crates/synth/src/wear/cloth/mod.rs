//! Shoulders and chest in a garment.

mod fabric;

use super::around::Around;
use super::piece::{Piece, Sheet, follow, half_space};
use super::shoulders::Shoulders;
use crate::math::{Dice, Vec3, bump, mix, noise, smoothstep, vec3};
use crate::mesh::normals;
use crate::person::Traits;
use fabric::Fabric;
use std::f32::consts::{PI, TAU};
use std::sync::Arc;

const TURNS: usize = 72;
const ROWS: usize = 34;
/// Points of a profile below the collar.
const HEIGHTS: usize = 7;
type Profile = [(f32, f32); HEIGHTS];

/// Distance from the neck's axis and height, cm, from the collar down, every 45° from front to back.
const PROFILES: [Profile; 5] = [
    [(4.8, -17.0), (7.0, -19.5), (9.2, -24.0), (10.5, -30.0), (11.5, -38.0), (11.5, -50.0), (11.5, -80.0)],
    [(6.9, -15.6), (10.0, -17.8), (14.4, -21.3), (16.2, -27.0), (16.6, -36.0), (16.5, -50.0), (16.5, -80.0)],
    [(9.3, -13.0), (14.8, -15.7), (19.6, -18.4), (22.2, -23.5), (22.8, -33.0), (23.0, -50.0), (23.0, -80.0)],
    [(10.2, -13.2), (14.2, -16.2), (17.8, -20.5), (18.7, -27.0), (18.0, -36.0), (17.0, -50.0), (17.0, -80.0)],
    [(9.3, -12.8), (11.0, -16.5), (12.3, -22.0), (13.0, -28.0), (12.5, -38.0), (11.5, -50.0), (11.5, -80.0)],
];
/// Height of the collar at the same angles.
const COLLAR: [f32; 5] = [-15.2, -14.5, -12.3, -11.4, -11.0];

/// How a garment ends at the neck.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Collar {
    Crew,
    Shirt,
    Hood,
}

/// The trunk of one person in a garment.
pub(super) struct Trunk {
    /// Width of the shoulders against the usual.
    broad: f32,
    /// How much lower the outer ends of the shoulders are, cm.
    sloping: f32,
    seed: f32,
    shoulders: Shoulders,
}

/// `values` at every 45° from front to back, in between on a smooth curve.
fn around_the_trunk(values: impl Fn(usize) -> f32, turn: f32) -> f32 {
    let at = turn.abs() / (PI / 4.0);
    let index = (at as usize).min(3) as i32;
    let mirrored = |i: i32| values(if i > 4 { 8 - i } else { i.abs() } as usize);
    let [a, b, c, d] = [index - 1, index, index + 1, index + 2].map(mirrored);
    curve([a, b, c, d], at - index as f32)
}

/// Catmull and Rom's curve from the second value to the third.
fn curve([a, b, c, d]: [f32; 4], t: f32) -> f32 {
    b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
}

impl Trunk {
    pub(super) fn new(skin: impl Iterator<Item = Vec3>, dice: &mut Dice) -> Self {
        Self {
            broad: dice.range(0.86, 1.06),
            sloping: dice.range(-0.6, 1.4),
            seed: dice.range(0.0, 90.0),
            shoulders: Shoulders::new(skin),
        }
    }

    /// A place on the surface: `along` runs from 0 at the collar to [`HEIGHTS`] - 1 at the lower end.
    fn place(&self, turn: f32, along: f32) -> Vec3 {
        let index = (along as usize).min(HEIGHTS - 2);
        let t = along - index as f32;
        let get = |height: usize, which: fn((f32, f32)) -> f32| {
            around_the_trunk(|angle| which(PROFILES[angle][height]), turn)
        };
        let line = |which: fn((f32, f32)) -> f32| {
            let near = [index.saturating_sub(1), index, index + 1, (index + 2).min(HEIGHTS - 1)];
            curve(near.map(|i| get(i, which)), t)
        };
        let side = libm::sinf(turn).abs();
        let outer = smoothstep(0.3, 2.5, along);
        let y = line(|p| p.1) - self.sloping * outer * side;
        let broad = mix(1.0, self.broad, outer);
        let arm = 1.0 - 0.09 * bump(turn.abs() - 1.02, 0.3) * smoothstep(-23.0, -30.0, y);
        let radius = line(|p| p.0) * broad * arm + self.folds(turn, y, outer);
        let (s, c) = libm::sincosf(turn);
        vec3(s * radius, y, 0.5 + c * radius)
    }

    /// Cloth hangs in folds from the shoulders.
    fn folds(&self, turn: f32, y: f32, outer: f32) -> f32 {
        let p = vec3(turn * 3.2 + 0.06 * y, y * 0.10, self.seed);
        outer * (0.42 * noise(p) + 0.22 * noise(p * 2.3))
    }

    /// Height of the collar.
    fn collar(turn: f32) -> f32 {
        around_the_trunk(|angle| COLLAR[angle], turn)
    }

    /// The garment, and how high it lies.
    pub(super) fn clothes(
        &self,
        around: &Around,
        traits: &Traits,
        dice: &mut Dice,
    ) -> (Vec<Piece>, Shoulders) {
        let kind = match dice.range(0.0, 1.0) {
            x if x < 0.5 => Collar::Crew,
            x if x < 0.75 => Collar::Shirt,
            _ => Collar::Hood,
        };
        let fabric = Arc::new(Fabric::new(traits, kind == Collar::Shirt, dice));
        let mut sheet = Sheet::default();
        sheet.grid((ROWS, TURNS + 1), |row, column| {
            let turn = (column as f32 / TURNS as f32 - 0.5) * TAU * 0.999_9;
            (self.body(around, turn, row), [turn, row as f32])
        });
        let body = piece(sheet, Arc::clone(&fabric) as _, false);
        let mut rim = Sheet::default();
        match kind {
            Collar::Crew => ring(&mut rim, around, |_| (0.0, 0.28, 0.34)),
            Collar::Hood => ring(&mut rim, around, |turn| {
                let back = smoothstep(0.3, 2.2, turn.abs());
                (
                    mix(-0.6, 0.3, back),
                    mix(0.9, 1.7, back),
                    mix(0.9, 1.9, back) + 0.3 * noise(vec3(turn * 2.0, self.seed, 0.0)),
                )
            }),
            Collar::Shirt => flaps(&mut rim, around),
        }
        let rim = piece(rim, Arc::new(fabric.rim(kind == Collar::Crew)), kind == Collar::Shirt);
        let cover = Shoulders::new(body.points.iter().chain(rim.points.iter()).copied());
        (vec![body, rim], cover)
    }

    fn body(&self, around: &Around, turn: f32, row: usize) -> Vec3 {
        let collar = Self::collar(turn);
        if row < 2 {
            return around.neck(turn, collar, if row == 0 { -0.2 } else { 0.3 });
        }
        let along = (row - 1) as f32 / (ROWS - 2) as f32;
        // Finer near the neck, where the camera looks.
        let along = along * (0.5 + 0.5 * along) * HEIGHTS as f32 - 1.0;
        let p = if along < 0.0 {
            around.neck(turn, collar, 0.3).mix(self.place(turn, 0.0), along + 1.0)
        } else {
            self.place(turn, along)
        };
        let radius = libm::sqrtf(p.x * p.x + (p.z - 0.5) * (p.z - 0.5));
        let skin = self.shoulders.height(turn, radius) + 0.75;
        let most = collar + 0.1 + 4.0 * smoothstep(6.2, 8.0, radius);
        let p = vec3(p.x, p.y.max(skin.min(most)), p.z);
        if turn.abs() < 0.7 && p.y > -20.8 { around.outside(p, 0.35) } else { p }
    }
}

/// A roll around the neck; `shape` gives for an angle how far it is above the collar, out of the skin, and its radius.
fn ring(sheet: &mut Sheet, around: &Around, shape: impl Fn(f32) -> (f32, f32, f32)) {
    let path: Vec<(Vec3, f32)> = (0..48)
        .map(|i| {
            let turn = (i as f32 / 48.0 - 0.5) * TAU;
            let (up, off, radius) = shape(turn);
            (around.neck(turn, Trunk::collar(turn) + up, off), radius)
        })
        .collect();
    sheet.tube(&path, 10, true);
}

/// A shirt's collar: stands up around the neck and folds down outside, open in front.
fn flaps(sheet: &mut Sheet, around: &Around) {
    const STEPS: [(f32, f32); 6] =
        [(-0.8, 0.25), (1.2, 0.45), (1.9, 0.75), (1.6, 1.15), (0.0, 1.7), (-1.6, 2.3)];
    sheet.grid((STEPS.len(), 61), |row, column| {
        let turn = (column as f32 / 60.0 - 0.5) * (TAU - 0.9) + PI;
        let turn = if turn > PI { turn - TAU } else { turn };
        let front = smoothstep(0.9, 0.1, turn.abs());
        let (up, off) = STEPS[row];
        // The points of the collar reach down and out in front.
        let (up, off) = if row > 3 { (up - 0.8 * front, off + 0.5 * front) } else { (up - 0.5 * front, off) };
        (around.neck(turn, Trunk::collar(turn) + up, off), [turn, row as f32])
    });
}

fn piece(sheet: Sheet, material: Arc<Fabric>, two_sided: bool) -> Piece {
    let normals = normals(&sheet.points, &sheet.triangles);
    let seen = |(p, &n): (&Vec3, &Vec3)| {
        // Below the chin the head hides much of what is above.
        let from_neck = libm::sqrtf(p.x * p.x + (p.z - 0.5) * (p.z - 0.5));
        let under = smoothstep(13.0, 4.5, from_neck) * smoothstep(-30.0, -16.0, p.y);
        let up = (n + vec3(p.x, 0.0, p.z - 0.5).normalized() * (0.8 * under)).normalized();
        half_space(up, 1.0 - 0.45 * under)
    };
    let visibility = sheet.points.iter().zip(&normals).map(seen).collect();
    Piece {
        follow: sheet.points.iter().map(|p| follow(p.y)).collect(),
        normals,
        visibility: Arc::new(visibility),
        two_sided,
        ..Piece::rigid(sheet, material)
    }
}
