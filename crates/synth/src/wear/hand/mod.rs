//! A hand that covers the mouth.

mod form;

use super::Stance;
use super::around::{Around, polar};
use crate::head::Marks;
use crate::math::{Dice, Mat3, Vec3, bump, hash, mix, noise, smoothstep, vec3};
use crate::mesh::{Drawable, Layer, Triangle};
use crate::person::Traits;
use crate::skin::plain_skin;
use crate::surface::{Hit, Material, Surface};
use form::{FINGERS, JOINTS, SLEEVE};
use std::sync::{Arc, OnceLock};

/// Radius around which the hand bends about the face, cm.
const BEND: f32 = 11.0;
/// The place of the hand that comes before the mouth.
const OVER_MOUTH: Vec3 = vec3(4.2, 0.0, -1.1);

/// Geometry shared by all hands.
struct Form {
    /// Straight, for patterns.
    rest: Arc<Vec<Vec3>>,
    /// Bent about a face.
    points: Vec<Vec3>,
    normals: Vec<Vec3>,
    triangles: [Arc<Vec<Triangle>>; 2],
}

fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| {
        let (sheet, normals) = form::skin();
        let flipped = sheet.triangles.iter().map(|t| {
            let [a, b, c] = t.points;
            Triangle::plain([a, c, b])
        });
        Form {
            triangles: [Arc::new(sheet.triangles.clone()), Arc::new(flipped.collect())],
            points: sheet.points.iter().map(|&p| bent(p)).collect(),
            normals: sheet.points.iter().zip(&normals).map(|(&p, &n)| turned(p, n)).collect(),
            rest: Arc::new(sheet.points),
        }
    })
}

fn bend(p: Vec3) -> f32 {
    (p.x - OVER_MOUTH.x).max(-6.0) / BEND
}

fn bent(p: Vec3) -> Vec3 {
    let angle = bend(p);
    let (s, c) = libm::sincosf(angle);
    let beyond = p.x - OVER_MOUTH.x - angle * BEND;
    let z = p.z - OVER_MOUTH.z + BEND;
    vec3(s * z + c * beyond, p.y, c * z - s * beyond - BEND)
}

fn turned(p: Vec3, n: Vec3) -> Vec3 {
    let (s, c) = libm::sincosf(bend(p));
    vec3(c * n.x + s * n.z, n.y, c * n.z - s * n.x)
}

/// The back of a hand.
struct Back {
    colour: Vec3,
    nails: Vec3,
    sleeve: Vec3,
    seed: Vec3,
}

impl Back {
    /// How far `p` lies in a crease, 0..=1, and on a nail, 0..=1.
    fn marks(&self, p: Vec3, soft: f32) -> (f32, f32) {
        let (mut crease, mut nail) = (0.0_f32, 0.0_f32);
        for [y, from, to, _, s] in FINGERS {
            if (p.y - y).abs() > 1.0 || p.x < from || p.z < -0.2 {
                continue;
            }
            for joint in JOINTS {
                let x = p.x - mix(from, to, joint);
                let waves = x * 9.0 + 0.4 * noise(p * 4.0 + self.seed);
                crease = crease.max(bump(x, 0.45) * (0.5 + 0.5 * libm::cosf(waves)));
            }
            let (u, v) = ((p.x - to + 0.05) / (s * 0.95), (p.y - y) / (s * 0.72));
            let away = libm::powf(u.abs(), 3.0) + libm::powf(v.abs(), 3.0);
            nail = nail.max(smoothstep(1.15 + soft, 0.95 - soft, away) * smoothstep(0.0, 0.3, p.z));
        }
        (crease, nail)
    }
}

impl Material for Back {
    fn surface(&self, hit: &Hit) -> Surface {
        let p = hit.rest;
        if p.x < SLEEVE + 0.25 {
            let bend = vec3(noise(p * 0.6 + self.seed), noise(p * 0.5), noise(p * 0.55)) * 0.35;
            return Surface::matt(self.sleeve, (hit.normal + hit.turn.apply(bend)).normalized());
        }
        let (crease, nail) = self.marks(p, hit.footprint * 2.0);
        let fine = smoothstep(0.1, 0.03, hit.footprint);
        let blotch = 0.06 * noise(p * 0.8 + self.seed) + 0.05 * fine * noise(p * 6.0);
        let red = bump(p.x - 3.9, 1.3) * smoothstep(0.3, 1.2, p.z) * 0.10;
        let skin = self.colour.times(vec3(1.0 + 0.4 * red, 1.0 - red, 1.0 - red)) * (1.0 + blotch);
        let skin = skin * (1.0 - 0.22 * crease);
        // Light does not reach the bottom of the gaps between fingers.
        let gap = FINGERS.windows(2).map(|f| 0.5 * (f[0][0] + f[1][0])).fold(0.0, |sum: f32, y| {
            sum + bump(p.y - y, 0.5) * smoothstep(4.2, 6.0, p.x) * smoothstep(0.75, 0.2, p.z)
        });
        let grain = vec3(noise(p * 5.0), noise(p * 5.0 + vec3(5.0, 0.0, 0.0)), 0.0) * (0.08 * fine);
        Surface {
            gloss: mix(0.028, 0.04, nail),
            roughness: mix(0.45, 0.25, nail),
            scatter: 1.0,
            openness: 1.0 - 0.45 * gap.min(1.0),
            ..Surface::matt(
                skin.mix(self.nails, nail * 0.7),
                (hit.normal + hit.turn.apply(grain)).normalized(),
            )
        }
    }
}

/// The hand of one person.
pub(super) struct Hand {
    /// Middle of the mouth, head space.
    mouth: Vec3,
    /// +1 = fingers to the image right.
    side: f32,
    /// Degrees by which the fingers point up.
    up: f32,
    size: f32,
    material: Arc<dyn Material>,
}

impl Hand {
    pub(super) fn new(marks: &Marks, around: &Around, traits: &Traits) -> Self {
        let mut dice = Dice::new(hash(traits.seed ^ 0x6861_6e64));
        let mouth = (marks.mouth_corners[0] + marks.mouth_corners[1]) * 0.5;
        // Lips stand out before the corners.
        let lips = mix(mouth.z, marks.nose_tip.z, 0.55);
        let colour = plain_skin(traits.tone);
        let nails = colour.times(vec3(1.08, 0.98, 0.98)).mix(vec3(0.55, 0.36, 0.32), 0.4);
        let seed = vec3(dice.range(0.0, 30.0), dice.range(0.0, 30.0), 0.0);
        let mut hand = Self {
            mouth: vec3(mouth.x, mouth.y - 1.5, lips.max(marks.chin.z + 0.4)),
            side: if dice.chance(0.5) { 1.0 } else { -1.0 },
            up: dice.range(22.0, 42.0),
            size: dice.range(0.9, 1.04),
            material: Arc::new(Back { colour, nails, sleeve: traits.cloth_colour, seed }),
        };
        hand.mouth.z += hand.sunk(around);
        hand
    }

    /// How deep fingers and palm would lie in the face, cm.
    fn sunk(&self, around: &Around) -> f32 {
        let form = form();
        let tilt = self.tilt(0.0);
        let depth = |(&p, rest): (&Vec3, &Vec3)| {
            let at = polar(tilt.apply(self.mirrored(p) * self.size) + self.mouth);
            // The middle of the hand counts: its softer lower side may press into the cheek.
            let before = at.out.z > 0.35 && rest.x > -3.0 && rest.z > -0.4;
            if before { (around.radius(&at) - at.radius) / at.out.z } else { 0.0 }
        };
        form.points.iter().zip(form.rest.iter()).map(depth).fold(0.0, f32::max).min(3.0)
    }

    fn tilt(&self, away: f32) -> Mat3 {
        Mat3::turn(0.0, -25.0 * away, -self.side * (self.up + 25.0 * away))
    }

    /// The hand at the begin and the end of a frame; none where it is away.
    pub(super) fn drawable(&self, begin: &Stance<'_>, end: &Stance<'_>) -> Option<Drawable> {
        if begin.moment.hand <= 1e-3 && end.moment.hand <= 1e-3 {
            return None;
        }
        let form = form();
        let (turn, at) = self.placed(begin);
        let place = |(turn, at): (Mat3, Vec3)| -> Vec<Vec3> {
            form.points.iter().map(|&p| turn.apply(self.mirrored(p) * self.size) + at).collect()
        };
        Some(Drawable {
            points: place((turn, at)),
            moved: place(self.placed(end)),
            normals: form.normals.iter().map(|&n| turn.apply(self.mirrored(n))).collect(),
            rest: Arc::clone(&form.rest),
            visibility: Arc::new(Vec::new()),
            uv: Arc::new(Vec::new()),
            triangles: Arc::clone(&form.triangles[usize::from(self.side < 0.0)]),
            turn,
            material: Arc::clone(&self.material),
            layer: Layer::Solid,
            two_sided: false,
        })
    }

    fn mirrored(&self, p: Vec3) -> Vec3 {
        vec3(p.x * self.side, p.y, p.z)
    }

    /// Rotation and place of the hand, camera space: it comes from below and from the side of the arm.
    fn placed(&self, stance: &Stance<'_>) -> (Mat3, Vec3) {
        let away = 1.0 - smoothstep(0.0, 1.0, stance.moment.hand);
        let tilt = self.tilt(away);
        let shift = vec3(-self.side * 13.0, -34.0, 5.0) * away;
        // A hand on the face turns with it; on its way it belongs to the trunk.
        let near = 1.0 - smoothstep(0.0, 0.6, away);
        let at = stance.body.apply(self.mouth).mix(stance.head.apply(self.mouth), near);
        let turn = if near > 0.5 { stance.head.turn } else { stance.body.turn };
        (turn.after(tilt), at + turn.apply(shift))
    }
}
