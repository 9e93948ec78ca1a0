//! Hands that hold a sheet or a device: tapered tubes for fingers, palm and forearm.

use super::piece::{Corner, Piece};
use crate::math::{Dice, Vec3, mix, noise, smoothstep, vec3};
use crate::surface::{Hit, Material, Surface};
use std::f32::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;

/// Points around a limb.
const SIDES: u32 = 14;
/// Rings between two joints, and rings of a round tip.
const RINGS: [usize; 2] = [5, 5];
/// Texture coordinates of limbs are the share of their length and the turn around them, 0..=1 with 0.5 towards the
/// camera; those without a nail add this to the first.
const NO_NAIL: f32 = 10.0;

/// A joint: where it is and how thick the limb is there, cm.
type Joint = (Vec3, f32);

/// Limbs of one or two hands, in the space of what they hold.
pub(crate) struct Grip {
    corners: Vec<Corner>,
    triangles: Vec<[u32; 3]>,
}

impl Grip {
    /// One hand, or two, at the lower edge of something flat `size` large and `thickness` deep; `surface` gives its
    /// front at x and y.
    pub(crate) fn below(
        size: [f32; 2],
        thickness: f32,
        surface: impl Fn([f32; 2]) -> Vec3,
        dice: &mut Dice,
    ) -> Self {
        let mut grip = Self { corners: Vec::new(), triangles: Vec::new() };
        let hands: &[f32] = match dice.range(0.0, 1.0) {
            at if at < 0.5 => &[-1.0, 1.0],
            at if at < 0.75 => &[-1.0],
            _ => &[1.0],
        };
        for &side in hands {
            // One hand must hold nearer to the middle.
            let at = if hands.len() == 2 { dice.range(0.3, 0.42) } else { dice.range(0.02, 0.2) };
            let edge = surface([side * at * size[0], -size[1] / 2.0]);
            grip.pinch(edge, side, thickness, dice);
        }
        grip
    }

    /// One hand around a phone of `size` and `thickness`: the thumb beside one edge, fingertips around the other.
    pub(crate) fn around(size: [f32; 2], thickness: f32, dice: &mut Dice) -> Self {
        let mut grip = Self { corners: Vec::new(), triangles: Vec::new() };
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        let edge = size[0] / 2.0;
        let low = -size[1] / 2.0 + dice.range(0.0, 1.5);
        let back = -thickness;
        let at = |x: f32, y: f32, z: f32| vec3(side * x, low + y, z);
        let thumb = [
            (at(edge - 0.9, 0.6, back - 1.6), 1.35),
            (at(edge + 0.65, 2.7, back - 0.4), 1.2),
            (at(edge + 0.75, 5.2, 0.15), 0.92),
            (at(edge + 0.15, 7.2, 0.55), 0.72),
        ];
        grip.limb(&thumb, true);
        for i in 0..4 {
            let y = 2.2 + 1.75 * i as f32 + dice.range(-0.15, 0.15);
            let reach = dice.range(0.0, 0.3);
            let finger = [
                (at(-edge + 1.5, y - 0.4, back - 0.9), 0.8),
                (at(-edge - 0.45, y, back - 0.5), 0.78),
                (at(-edge - 0.35, y + 0.1, 0.05), 0.68),
                (at(-edge + reach, y + 0.15, 0.4), 0.55),
            ];
            grip.limb(&finger, true);
        }
        grip.forearm(at(edge - 0.6, 1.5, back - 2.3), side);
        grip
    }

    /// A thumb before the lower edge at `edge` and the rest of the hand behind it.
    fn pinch(&mut self, edge: Vec3, side: f32, thickness: f32, dice: &mut Dice) {
        let lean = dice.range(0.2, 0.9);
        let up = dice.range(-0.3, 0.5);
        let at = |x: f32, y: f32, z: f32| edge + vec3(side * x, y, z);
        let back = -thickness;
        let thumb = [
            (at(0.9, -2.6, back - 0.6), 1.2),
            (at(0.6, -0.9, 0.55), 1.02),
            (at(0.2 - 0.5 * lean, 0.9 + up, 0.95), 0.92),
            (at(-lean, 2.1 + up, 0.62), 0.72),
        ];
        self.limb(&thumb, true);
        for i in 0..3 {
            let y = -0.35 - 1.55 * i as f32;
            let knuckle = [
                (at(-2.2 + 0.3 * i as f32, y + 0.3, back - 0.9), 0.7),
                (at(-0.6, y, back - 1.1), 0.8),
                (at(1.8, y - 0.2, back - 1.6), 0.85),
            ];
            self.limb(&knuckle, false);
        }
        self.forearm(at(1.4, -3.0, back - 2.2), side);
    }

    /// Palm at `palm`, wrist and forearm below and behind it.
    fn forearm(&mut self, palm: Vec3, side: f32) {
        let below = |x: f32, y: f32, z: f32| palm + vec3(side * x, y, z);
        let arm = [
            (below(-0.3, 1.6, 0.3), 1.6),
            (palm, 2.1),
            (below(0.9, -3.8, -0.8), 2.3),
            (below(2.0, -7.5, -2.0), 2.2),
            (below(7.0, -24.0, -9.0), 3.6),
        ];
        self.limb(&arm, false);
    }

    /// Adds a tube through `joints` with round ends.
    fn limb(&mut self, joints: &[Joint], nail: bool) {
        let spine = rounded(&subdivided(joints));
        let first = self.corners.len() as u32;
        let last = (spine.len() - 1).max(1) as f32;
        for (i, ((centre, radius), [level, front])) in spine.iter().zip(frames(&spine)).enumerate() {
            for k in 0..=SIDES {
                // The seam lies at the back.
                let turn = k as f32 / SIDES as f32;
                let (sin, cos) = libm::sincosf((turn + 0.5) * TAU);
                let point = *centre + (front * cos + level * sin) * *radius;
                let length = i as f32 / last + if nail { 0.0 } else { NO_NAIL };
                self.corners.push(Corner { point, rest: point, uv: [length, turn] });
            }
        }
        let row = SIDES + 1;
        for a in (0..spine.len() as u32 - 1).flat_map(|i| (0..SIDES).map(move |k| i * row + k)) {
            let a = first + a;
            self.triangles.extend([[a, a + 1, a + row + 1], [a, a + row + 1, a + row]]);
        }
    }

    /// The hands, of a seeded skin tone.
    pub(crate) fn piece(&self, dice: &mut Dice) -> Piece {
        let fair = vec3(0.52, 0.33, 0.25);
        let dark = vec3(0.10, 0.055, 0.036);
        Piece::new(&self.corners, &self.triangles, Arc::new(Skin(fair.mix(dark, dice.range(0.0, 1.0)))))
    }
}

/// Across a limb and, square to it, towards the camera at its end, carried back along it without twisting.
fn frames(spine: &[Joint]) -> Vec<[Vec3; 2]> {
    let along =
        |i: usize| (spine[(i + 1).min(spine.len() - 1)].0 - spine[i.saturating_sub(1)].0).normalized();
    let mut level = along(spine.len() - 1).cross(vec3(0.0, 0.0, 1.0));
    let mut frames = Vec::with_capacity(spine.len());
    for i in (0..spine.len()).rev() {
        level = (level - along(i) * along(i).dot(level)).normalized();
        frames.push([level, level.cross(along(i))]);
    }
    frames.reverse();
    frames
}

/// A smooth line through the joints (Catmull & Rom 1974).
fn subdivided(joints: &[Joint]) -> Vec<Joint> {
    let at = |i: usize| joints[i.min(joints.len() - 1)];
    let mut line = Vec::new();
    for i in 0..joints.len() - 1 {
        let [a, b, c, d] = [at(i.saturating_sub(1)), at(i), at(i + 1), at(i + 2)];
        for step in 0..RINGS[0] {
            let t = step as f32 / RINGS[0] as f32;
            let slope =
                (c.0 - a.0) * (0.5 * t * (1.0 - t) * (1.0 - t)) - (d.0 - b.0) * (0.5 * t * t * (1.0 - t));
            let ease = t * t * (3.0 - 2.0 * t);
            line.push((b.0.mix(c.0, ease) + slope, mix(b.1, c.1, t)));
        }
    }
    line.push(at(joints.len() - 1));
    line
}

/// `line` with half a ball at either end.
fn rounded(line: &[Joint]) -> Vec<Joint> {
    let cap = |end: Joint, inner: Joint| {
        let out = (end.0 - inner.0).normalized();
        (1..=RINGS[1]).map(move |i| {
            let (sin, cos) = libm::sincosf(i as f32 / RINGS[1] as f32 * FRAC_PI_2);
            (end.0 + out * (end.1 * sin), end.1 * cos.max(0.0))
        })
    };
    let n = line.len();
    let mut all: Vec<Joint> = cap(line[0], line[1]).collect();
    all.reverse();
    all.extend_from_slice(line);
    all.extend(cap(line[n - 1], line[n - 2]));
    all
}

/// Skin of hands, with nails.
struct Skin(Vec3);

impl Material for Skin {
    fn surface(&self, hit: &Hit) -> Surface {
        let mottled = 1.0 + 0.10 * noise(hit.rest * 0.9) + 0.05 * noise(hit.rest * 3.5);
        let [along, turn] = hit.uv;
        let aside = (turn - 0.5).abs();
        // From the root of the nail to just before the tip's end, a sixth of the way round.
        let nail = smoothstep(0.70, 0.73, along)
            * (1.0 - smoothstep(0.9, 0.92, along))
            * (1.0 - smoothstep(0.13, 0.16, aside));
        let bed = self.0.mix(vec3(0.6, 0.4, 0.34), 0.45);
        let albedo = (self.0 * mottled).mix(bed, nail);
        Surface {
            gloss: 0.028 + 0.012 * nail,
            roughness: mix(0.45, 0.25, nail),
            scatter: 1.0 - nail,
            ..Surface::matt(albedo, hit.normal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumb_lies_before_the_sheet_and_the_forearm_behind() {
        let grip = Grip::below([20.0, 25.0], 0.0, |p| vec3(p[0], p[1], 0.0), &mut Dice::new(1));
        let over = |c: &&Corner| c.point.y > -12.0;
        assert!(grip.corners.iter().filter(over).any(|c| c.point.z > 0.8));
        assert!(grip.corners.iter().filter(over).all(|c| c.point.y < -8.0), "a hand covers the picture");
        let lowest = grip.corners.iter().min_by(|a, b| a.point.y.total_cmp(&b.point.y));
        assert!(lowest.is_some_and(|c| c.point.z < -3.0));
    }

    #[test]
    fn limbs_face_outwards() {
        let grip = Grip::around([7.2, 14.9], 0.8, &mut Dice::new(2));
        let corner = |i: u32| grip.corners[i as usize].point;
        // Six times the volume enclosed: positive where triangles turn counter-clockwise seen from outside.
        let volume: f32 =
            grip.triangles.iter().map(|t| corner(t[0]).dot(corner(t[1]).cross(corner(t[2])))).sum();
        assert!(volume > 0.0, "{volume}");
    }
}
