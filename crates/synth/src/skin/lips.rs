//! The red of the lips: between two curves that follow the ridges of the resting mesh.

use super::brush::{Brush, Mix, curve};
use crate::math::{Vec3, bump, mix, noise, smoothstep, vec3};

/// Height of the upper and the lower border and of the seam at x = 0, 0.5, 1 ... 3 cm from the middle.
const UPPER: [f32; 7] = [-2.52, -2.38, -2.50, -2.72, -3.03, -3.42, -3.80];
const LOWER: [f32; 7] = [-4.40, -4.39, -4.32, -4.17, -3.92, -3.57, -3.25];
const SEAM: [f32; 7] = [-3.38, -3.36, -3.35, -3.40, -3.47, -3.52, -3.56];

/// How much a place belongs to the red of the lips, 0..=1, and its height above the upper border, cm.
pub(super) fn red(brush: &Brush, p: Vec3) -> (f32, f32) {
    let x = p.x.abs();
    if !(-5.2..-1.8).contains(&p.y) || x > 3.0 || p.z < 7.0 {
        return (0.0, 9.0);
    }
    let q = p + brush.shift;
    let wobble = 0.04 * noise(q * 1.8) + 0.015 * noise(q * 6.0);
    let open = bump(x, 2.6);
    let upper = p.y - (curve(&UPPER, x * 2.0) + brush.lips[0] * open + wobble);
    let lower = p.y - (curve(&LOWER, x * 2.0) - brush.lips[1] * open + wobble);
    let red = smoothstep(0.05, -0.07, upper) * smoothstep(-0.10, 0.10, lower) * smoothstep(2.66, 2.45, x);
    (red, upper)
}

/// 1 where lips are usually red, with a margin.
pub(super) fn region(p: Vec3) -> f32 {
    let x = p.x.abs();
    let upper = p.y - curve(&UPPER, x * 2.0);
    let lower = p.y - curve(&LOWER, x * 2.0);
    smoothstep(0.30, 0.12, upper)
        * smoothstep(-0.30, -0.12, lower)
        * smoothstep(2.9, 2.7, x)
        * smoothstep(7.0, 8.0, p.z)
}

/// Height above the seam between the lips, cm.
pub(super) fn from_seam(p: Vec3) -> f32 {
    p.y - curve(&SEAM, p.x.abs() * 2.0)
}

pub(super) fn paint(brush: &Brush, p: Vec3, out: &mut Mix) {
    let (red, upper) = red(brush, p);
    let x = p.x.abs();
    // A paler, raised line borders the upper lip.
    let border = bump(upper - 0.12, 0.14) * smoothstep(2.4, 1.6, x);
    out.melanin -= 0.03 * border;
    out.height += 0.012 * border;
    if red <= 0.0 {
        return;
    }
    let q = p + brush.shift;
    let from_seam = from_seam(p);
    let is_upper = smoothstep(-0.1, 0.1, from_seam);
    let tone = brush.traits.tone;
    let groove =
        noise(vec3(q.x * 8.0, q.y * 1.3, q.z * 1.3)) + 0.5 * noise(vec3(q.x * 17.0, q.y * 2.2, q.z * 2.2));
    let lip_melanin = 0.05 + 0.86 * tone + 0.09 * tone * is_upper + 0.02 * noise(q * 1.3);
    let lip_blood = (0.75 + 0.85 * brush.traits.lips) * (1.0 - 0.45 * tone) + 0.25 * is_upper + 0.12 * groove;
    out.melanin = mix(out.melanin, lip_melanin, red);
    out.blood = mix(out.blood, lip_blood, red);
    let seam = bump(from_seam, 0.16) * smoothstep(2.7, 2.3, x);
    out.shade *= 1.0 - red * (0.30 * seam + 0.05 * groove.max(0.0));
    out.roughness = mix(out.roughness, 0.34 - 0.06 * bump(p.y + 3.85, 0.5), red);
    out.height = mix(out.height, 0.012 * groove, red * (0.3 + 0.7 * brush.fine));
}
