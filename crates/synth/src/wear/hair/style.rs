//! How hair is cut and combed.

use super::super::around::{Around, polar};
use super::super::shoulders::Shoulders;
use crate::math::{Dice, Vec3, bump, mix, noise, smoothstep, vec3};
use crate::person::{Hair, Traits};
use std::f32::consts::TAU;

/// A hairstyle. Lengths in cm.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// Length on top and at the sides.
    top: f32,
    side: f32,
    /// How steeply hair leaves the scalp, 0 = lies flat, 1 = stands up; on top and at the sides.
    lift: [f32; 2],
    /// Where it is parted, cm to the image right; none: combed one way.
    part: Option<f32>,
    /// Direction of hair on top where it is not parted.
    comb: Vec3,
    /// Hair of the forehead hangs down to above the brows.
    fringe: bool,
    /// Radius of curls.
    curl: f32,
    /// Fall per cm of length.
    weight: f32,
    /// Thickness of the whole hair where it lies over other hair.
    volume: f32,
    /// Width of a lock.
    pub width: f32,
    /// Locks per cm².
    pub density: f32,
    /// Points along a lock.
    pub knots: usize,
    seed: f32,
}

/// Where a lock begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Root {
    pub at: Vec3,
    pub normal: Vec3,
    /// The same place on the generic head.
    pub rest: Vec3,
    /// Distance from the hairline.
    pub inside: f32,
    /// A broad lock that lies below others and closes gaps between them.
    pub broad: bool,
}

/// What sets a lock apart from others.
struct Lock {
    /// Where it lies in the thickness of the hair: 0 = on the skin, 1 = outermost.
    layer: f32,
    /// Share of the hair's volume below it where no other hair falls.
    crown: f32,
    /// Side to which it hangs, +1 = image right.
    aside: f32,
    fringe: bool,
}

impl Style {
    pub(super) fn new(traits: &Traits, dice: &mut Dice) -> Self {
        let seed = dice.range(0.0, 50.0);
        let parted = dice.range(-1.0, 1.0);
        let side_part = if parted < 0.0 { -1.0 } else { 1.0 } * dice.range(2.2, 4.2);
        let curly = dice.chance(0.12 + 0.5 * traits.tone);
        match traits.hair {
            Hair::Long => Self::long(dice, seed, side_part, curly),
            Hair::Medium => Self::medium(dice, seed, side_part, curly),
            _ => Self::short(dice, seed, side_part, curly),
        }
    }

    fn short(dice: &mut Dice, seed: f32, part: f32, curly: bool) -> Self {
        let kind = dice.range(0.0, 1.0);
        let comb =
            if kind < 0.4 { vec3(dice.range(-0.5, 0.5), 0.1, 1.0) } else { vec3(part * 0.1, 0.2, -1.0) };
        let top = dice.range(2.2, 5.0);
        Self {
            top: if curly { dice.range(1.6, 3.4) } else { top },
            side: dice.range(0.7, 2.0),
            lift: if curly { [0.6, 0.45] } else { [dice.range(0.15, 0.32), 0.12] },
            part: (kind > 0.65 && !curly).then_some(part),
            comb,
            fringe: false,
            curl: if curly { dice.range(0.25, 0.5) } else { dice.range(0.0, 0.12) },
            weight: 0.07,
            volume: dice.range(0.7, 1.9),
            width: if curly { 0.30 } else { 0.38 },
            density: if curly { 3.4 } else { 2.6 },
            knots: if curly { 7 } else { 5 },
            seed,
        }
    }

    fn medium(dice: &mut Dice, seed: f32, part: f32, curly: bool) -> Self {
        let length = dice.range(13.0, 20.0);
        Self {
            top: length,
            side: length * 0.75,
            lift: [0.25, 0.12],
            part: Some(if dice.chance(0.35) { dice.range(-0.4, 0.4) } else { part }),
            comb: vec3(0.0, 0.0, 1.0),
            fringe: dice.chance(0.35),
            curl: if curly { dice.range(0.3, 0.6) } else { dice.range(0.0, 0.25) },
            weight: 0.20,
            volume: dice.range(1.7, 3.0),
            width: 0.46,
            density: 1.9,
            knots: 9,
            seed,
        }
    }

    fn long(dice: &mut Dice, seed: f32, part: f32, curly: bool) -> Self {
        let medium = Self::medium(dice, seed, part, curly);
        let length = dice.range(27.0, 38.0);
        Self {
            top: length,
            side: length * 0.85,
            fringe: dice.chance(0.2),
            knots: 17,
            density: 1.6,
            weight: 0.24,
            ..medium
        }
    }

    /// Hair that reaches beyond the ears.
    pub(super) fn hangs(&self) -> bool {
        self.top > 8.0
    }

    /// Width of locks at the hairline against the others.
    pub(super) fn border(&self) -> f32 {
        if self.hangs() { 0.7 } else { 0.4 }
    }

    /// Share of what leads away from the head that hair loses with every step.
    fn lies(&self) -> f32 {
        match self.hangs() {
            true => 0.55,
            false if self.curl > 0.2 => 0.3,
            false => 0.8,
        }
    }

    fn in_fringe(&self, root: &Root) -> bool {
        self.fringe && root.rest.z > 3.5 && root.rest.y > 8.0 && root.rest.x.abs() < 6.0
    }

    fn length(&self, root: &Root, dice: &mut Dice) -> f32 {
        if self.in_fringe(root) {
            let over = (root.rest.y - 7.9).max(1.0) + (root.rest.z - 9.5).abs();
            return over * dice.range(0.95, 1.15);
        }
        let up = smoothstep(5.0, 10.5, root.rest.y);
        let edge = if self.hangs() { 1.0 } else { mix(0.45, 1.0, smoothstep(0.0, 2.0, root.inside)) };
        mix(self.side, self.top, up) * edge * dice.range(0.8, 1.08)
    }

    /// Direction in which hair leaves `root`.
    fn way(&self, root: &Root, dice: &mut Dice) -> Vec3 {
        let up = smoothstep(7.5, 11.5, root.rest.y);
        let side = vec3(
            0.0,
            -1.0,
            mix(-0.15, -0.5, smoothstep(7.0, -2.0, root.rest.z) * smoothstep(-6.0, -2.0, root.rest.z)),
        );
        let top = match self.part {
            _ if self.in_fringe(root) => vec3(0.12 * root.rest.x, -0.2, 1.0),
            Some(part) => {
                let away = if root.rest.x > part { 1.0 } else { -1.0 };
                vec3(away, -0.1, if self.hangs() { -0.25 } else { 0.35 })
            }
            None => self.comb,
        };
        let swirl = vec3(
            noise(root.rest * 0.35 + vec3(self.seed, 0.0, 0.0)),
            0.0,
            noise(root.rest * 0.35 + vec3(0.0, self.seed, 0.0)),
        );
        let flow = side.mix(top, up) + swirl * 0.25;
        let n = root.normal;
        let flat = (flow - n * flow.dot(n)).normalized();
        let lift = mix(self.lift[1], self.lift[0], up);
        let loose = vec3(dice.gauss(), dice.gauss(), dice.gauss()) * if self.hangs() { 0.13 } else { 0.1 };
        (flat * (1.0 - lift) + n * lift + loose).normalized()
    }

    /// The line of the lock that grows from `root`, outside the skin; [`Style::knots`] points.
    pub(super) fn grow(
        &self,
        root: &Root,
        (around, cover): (&Around, &Shoulders),
        dice: &mut Dice,
    ) -> Vec<Vec3> {
        let length = self.length(root, dice);
        let step = length / (self.knots - 1) as f32;
        let mut way = self.way(root, dice);
        let lock = self.lock(root, dice);
        let (phase, speed) =
            (dice.range(0.0, TAU), dice.range(0.7, 1.3) * if self.hangs() { 0.8 } else { 3.6 });
        let curl = self.curl * if lock.fringe { 0.35 } else { 1.0 };
        let mut line = vec![root.at];
        let mut p = root.at;
        for k in 1..self.knots {
            way = (way + vec3(0.0, -self.weight * step, 0.0)).normalized();
            let grown = k as f32 * step;
            let rise = (grown / 1.5).min(1.0);
            let next = self.settled(p + way * step, (root, &lock), rise, (around, cover));
            way = laid_down((next - p).normalized(), next, self.lies());
            let (s, c) = libm::sincosf(phase + speed * grown);
            line.push(next + vec3(s, 0.3 * s * c, c) * (curl * rise));
            p = next;
        }
        line
    }

    fn lock(&self, root: &Root, dice: &mut Dice) -> Lock {
        // More of it outside than inside: a closed surface, not single hairs on the outline.
        let layer = dice.range(0.02, 1.0).sqrt() * if root.broad { 0.5 } else { 1.0 };
        let parting = self.part.filter(|_| root.rest.x.abs() < 4.5).unwrap_or(0.0);
        // Short hair is as thick as it is long, most on top; long hair gets thick where it lies over other hair.
        let crown = if self.hangs() { 0.12 } else { mix(0.2, 0.8, smoothstep(4.0, 11.0, root.rest.y)) };
        Lock {
            layer,
            crown,
            aside: if root.rest.x > parting { 1.0 } else { -1.0 },
            fringe: self.in_fringe(root),
        }
    }

    /// Where hair that would be at `p` lies, once it has risen by share `rise` to its place among the other hair.
    fn settled(
        &self,
        p: Vec3,
        (root, lock): (&Root, &Lock),
        rise: f32,
        (around, cover): (&Around, &Shoulders),
    ) -> Vec3 {
        let p = if self.hangs() && !lock.fringe { beside_the_face(p, lock.aside) } else { p };
        // Hair from higher up lies over hair from further down.
        let fallen = (root.at.y - p.y).max(0.0);
        let over = (lock.crown + 0.06 * fallen).min(1.0) * self.volume * lock.layer + 0.08;
        let off = if lock.fringe { 0.25 + 0.4 * lock.layer } else { 0.06 + over * rise };
        let p = around.outside(p, off);
        if !self.hangs() {
            return p;
        }
        let p = around.inside(p, off + 0.3, 0.45 * smoothstep(5.0, 9.0, p.y));
        over_the_shoulder(p, cover, 0.25 + 0.6 * lock.layer)
    }
}

/// `way` without `share` of what leads away from the head at `p`.
fn laid_down(way: Vec3, p: Vec3, share: f32) -> Vec3 {
    let out = polar(p).out;
    (way - out * (way.dot(out).max(0.0) * share)).normalized()
}

/// Hair that reaches the garment slides down on it, outward.
fn over_the_shoulder(p: Vec3, cover: &Shoulders, off: f32) -> Vec3 {
    if p.y > -10.0 {
        return p;
    }
    let (x, z) = (p.x, p.z - 0.5);
    let radius = libm::sqrtf(x * x + z * z).max(0.1);
    let least = cover.height(libm::atan2f(x, z), radius) + off;
    if p.y >= least {
        return p;
    }
    let front = if z > -1.5 { 1.0 } else { -1.0 };
    vec3(p.x, least, p.z + front * 0.8 * (least - p.y).min(1.5))
}

/// Turns `p` round the head until it no longer hangs before the face.
fn beside_the_face(p: Vec3, aside: f32) -> Vec3 {
    let at = polar(p);
    let limit = mix(0.35, 1.12, smoothstep(10.8, 4.5, p.y)) - 0.1 * bump(p.y + 6.0, 6.0);
    let turn = at.turn * aside;
    if turn >= limit || turn < -2.0 || p.y > 10.8 || p.y < -9.0 {
        return p;
    }
    let (s, c) = libm::sincosf(mix(turn, limit, 0.6) * aside);
    let flat = libm::sqrtf(p.x * p.x + (p.z - 0.5) * (p.z - 0.5));
    vec3(s * flat, p.y, 0.5 + c * flat)
}
