//! One subject at one moment: where its head is and how its features are stretched.

use crate::math::{Vec3, bump, mix, smoothstep, vec3};
use crate::performance::Truth;
use crate::person::Look;

/// The head turns about the top of the neck.
const PIVOT: Vec3 = vec3(0.0, -8.0, -4.5);
/// Height of the closed lips' line below the eyes, cm.
pub(crate) const MOUTH: f32 = -6.9;
/// Half the width of the closed mouth, cm.
pub(crate) const MOUTH_HALF: f32 = 2.55;
/// Gap between the lips of a mouth opened wide, cm.
const JAW_DROP: f32 = 2.7;
/// Half the width of an eye between its corners, cm.
pub(crate) const EYE_HALF: f32 = 1.48;

/// A subject at one moment. Body space: cm, x image right, y up, z to the camera, origin between the eyes of a neutral head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    pub look: Look,
    pub truth: Truth,
    axes: [Vec3; 3],
    gap: f32,
    mouth_half: f32,
}

/// A point of the rest face that a point of the moving face came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    /// Rest position in head space, cm.
    pub at: Vec3,
    /// 0 at the lips, to 1 well inside the open mouth.
    pub cavity: f32,
    /// Distance below the upper lip's edge inside the mouth, cm.
    pub depth: f32,
}

impl Figure {
    pub(crate) fn new(look: Look, truth: Truth) -> Self {
        let (yaw, pitch, roll) = (truth.yaw.to_radians(), truth.pitch.to_radians(), truth.roll.to_radians());
        let turn = |v: Vec3| {
            let (s, c) = (libm::sinf(roll), libm::cosf(roll));
            let v = vec3(v.x * c + v.y * s, v.y * c - v.x * s, v.z);
            let (s, c) = (libm::sinf(pitch), libm::cosf(pitch));
            let v = vec3(v.x, v.y * c - v.z * s, v.y * s + v.z * c);
            let (s, c) = (libm::sinf(yaw), libm::cosf(yaw));
            vec3(v.x * c - v.z * s, v.y, v.x * s + v.z * c)
        };
        Self {
            look,
            truth,
            axes: [turn(vec3(1.0, 0.0, 0.0)), turn(vec3(0.0, 1.0, 0.0)), turn(vec3(0.0, 0.0, 1.0))],
            gap: JAW_DROP * truth.mouth_openness,
            mouth_half: MOUTH_HALF * (1.0 - 0.14 * truth.mouth_openness),
        }
    }

    /// From body space to the turned head's own space.
    pub(crate) fn to_head(self, body: Vec3) -> Vec3 {
        let [x, y, z] = self.truth.sway;
        let p = body - PIVOT - vec3(x, y, z);
        vec3(p.dot(self.axes[0]), p.dot(self.axes[1]), p.dot(self.axes[2])) + PIVOT
    }

    /// Undoes the opening of the jaw.
    pub(crate) fn rest(&self, p: Vec3) -> Rest {
        if self.gap <= 0.0 || p.y > MOUTH + 0.5 {
            return Rest { at: p, cavity: 0.0, depth: 0.0 };
        }
        let u = p.x / self.mouth_half;
        let lens = self.gap * (1.0 - u * u).max(0.0).sqrt() * (1.0 - 0.12 * u * u);
        let below = MOUTH + 0.12 * self.gap * bump(p.x, self.mouth_half) - p.y;
        let jaw = self.gap * smoothstep(-6.0, 1.0, p.z) * (1.0 - smoothstep(5.0, 9.0, p.x.abs()));
        let (mut at, mut cavity) = (p, 0.0);
        if below > lens {
            at.y += mix(lens, jaw, smoothstep(0.0, 3.2, below - lens));
        } else if below > 0.0 {
            at.y = MOUTH;
            cavity = smoothstep(0.0, 0.25, below.min(lens - below));
        } else {
            at.y += 0.12 * self.gap * bump(p.x, self.mouth_half) * smoothstep(-1.2, 0.0, below);
        }
        Rest { at, cavity, depth: below }
    }

    /// Edges of the upper and lower lid above the eye's centre line, cm, `u` = -1 (inner) to 1 (outer corner).
    pub(crate) fn lids(&self, u: f32) -> (f32, f32) {
        let open = self.truth.eye_openness * self.look.eye_height;
        let arch = (1.0 - u * u).max(0.0);
        let slant = 0.08 * u;
        let shut = -0.27 * arch + slant;
        let upper = 0.66 * arch.sqrt() * (0.55 + 0.45 * arch) + slant;
        (mix(shut, upper, open), mix(shut, -0.37 * arch + slant, open))
    }
}
