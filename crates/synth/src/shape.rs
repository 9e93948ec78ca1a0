//! The body as a signed distance field.

use crate::figure::{EYE_HALF, Figure, MOUTH, MOUTH_HALF};
use crate::math::{Vec3, bump, mix, noise, smoothstep, vec3};

/// Farther than this from the rough head its details cannot matter, cm.
const ROUGH: f32 = 3.5;

/// Distance to the nearest surface, cm; a slight underestimate away from it.
pub(crate) fn distance(figure: &Figure, body: Vec3) -> f32 {
    let trunk = trunk(body);
    let rest = figure.rest(figure.to_head(body));
    let p = rest.at;
    let look = &figure.look;
    let head = rough_head(figure, p);
    if head > ROUGH {
        return trunk.min(head - 2.6);
    }
    let side = vec3(p.x.abs(), p.y, p.z);
    let mut d = head;
    if p.z > 0.0 {
        d = front(figure, side, d);
        d += 0.9 * rest.cavity;
    }
    d -= 0.7 * hair(look.hairline, p);
    if side.x > 4.0 && p.z < 2.0 {
        d = join(d, ear(side, look.head_width), 0.4);
    }
    join(d, trunk, 1.6)
}

/// Skull and jaw only.
fn rough_head(figure: &Figure, p: Vec3) -> f32 {
    let look = &figure.look;
    let w = look.head_width;
    let skull = ellipsoid(p - vec3(0.0, 2.6, -3.4), vec3(7.25 * w, 8.7, 9.0));
    let jaw_y = -3.3 - 0.5 * look.chin_drop;
    let jaw = ellipsoid(
        p - vec3(0.0, jaw_y, -0.9),
        vec3(6.35 * w * look.jaw_width, 8.0 + 0.5 * look.chin_drop, 5.6),
    );
    let chin = -10.2 - look.chin_drop;
    let side = vec3(p.x.abs(), p.y, p.z);
    let corner = vec3(4.9 * w * look.jaw_width, -6.3, -1.8);
    let mandible = rod(side, corner, vec3(0.9, chin, 2.2), 1.25);
    join(join(skull, jaw, 2.2), mandible, 2.4)
}

/// Everything that makes a face of the front; `p` mirrored to the right half.
fn front(figure: &Figure, p: Vec3, skin: f32) -> f32 {
    let look = &figure.look;
    let mut d = join(skin, ball(p - vec3(0.0, -9.9 - look.chin_drop, 2.1), 1.9), 2.2);
    d = join(d, ball(p - vec3(4.3, -2.4, 1.6), 2.0), 1.8);
    d = join(d, rod(p, vec3(0.6, 1.45, 4.15), vec3(3.7, 1.9, 2.9), 0.55), 1.2);
    d = join(d, ellipsoid(p - vec3(0.0, -6.9, 2.9), vec3(3.3, 2.2, 2.2)), 1.2);
    d = carve(d, ball(p - vec3(look.eye_distance - 0.1, 0.05, 5.4), 1.5), 1.3);
    d = join(d, eye(figure, p), 0.25);
    d = nose(figure, p, d);
    d - lips(look.lips, p)
}

fn eye(figure: &Figure, p: Vec3) -> f32 {
    let x = p.x - figure.look.eye_distance;
    let (upper, lower) = figure.lids((x / EYE_HALF).clamp(-1.0, 1.0));
    let lid = smoothstep(upper - 0.04, upper + 0.06, p.y) + 1.0 - smoothstep(lower - 0.06, lower + 0.04, p.y);
    ball(vec3(x * 0.92, p.y, p.z - 2.45), 1.24 + 0.09 * lid.min(1.0))
}

fn nose(figure: &Figure, p: Vec3, d: f32) -> f32 {
    let look = &figure.look;
    let tip = -3.7 - look.nose_length;
    let bridge =
        rod(p, vec3(0.0, 0.9, 4.0), vec3(0.0, tip + 0.4, 6.0), mix(0.5, 0.72, smoothstep(0.5, tip, p.y)));
    let d = join(d, bridge, 0.9);
    let d = join(d, ball(p - vec3(0.0, tip, 6.35), 0.82 * look.nose_width), 0.6);
    let d = join(d, ball(p - vec3(1.1 * look.nose_width, tip - 0.4, 5.0), 0.62), 0.8);
    carve(d, ellipsoid(p - vec3(0.62 * look.nose_width, tip - 0.95, 5.75), vec3(0.36, 0.28, 0.45)), 0.25)
}

/// How far the lips stand out, cm.
fn lips(fullness: f32, p: Vec3) -> f32 {
    let across = bump(p.x, MOUTH_HALF + 0.2);
    let upper = bump(p.y - MOUTH - 0.42, 0.55 * fullness);
    let lower = bump(p.y - MOUTH + 0.52, 0.68 * fullness);
    let seam = bump(p.y - MOUTH, 0.22);
    let philtrum = bump(p.x, 0.5) * bump(p.y - MOUTH - 1.4, 0.9);
    across * (0.26 * upper + 0.36 * lower - 0.12 * seam) - 0.1 * philtrum
}

/// Distance to the ear; `p` mirrored to the right half.
pub(crate) fn ear(p: Vec3, width: f32) -> f32 {
    let q = p - vec3(7.25 * width, -1.2, -3.0);
    let tilted = vec3(q.x - 0.25 * q.z.min(0.0).abs(), q.y - 0.2 * q.z, q.z);
    let shell = ellipsoid(tilted, vec3(0.75, 2.75, 1.7));
    carve(shell, ellipsoid(tilted - vec3(0.75, 0.3, 0.3), vec3(0.5, 1.7, 0.8)), 0.4)
}

/// 0 on skin, 1 under the hair cap.
pub(crate) fn hair(hairline: f32, p: Vec3) -> f32 {
    let back = (3.6 - p.z).clamp(0.0, 9.0);
    let edge = hairline - 0.25 * back - 0.13 * back * back + 0.05 * p.x.abs();
    let above = p.y - edge.max(-5.5);
    if !(-0.4..=1.6).contains(&above) {
        return f32::from(above > 0.0);
    }
    smoothstep(-0.15, 1.3, above + 0.18 * noise(p * 1.3))
}

/// Neck and shoulders, which do not turn with the head.
fn trunk(p: Vec3) -> f32 {
    let neck = rod(p, vec3(0.0, -7.0, -4.3), vec3(0.0, -20.0, -6.0), 4.9);
    let shoulders = ellipsoid(p - vec3(0.0, -28.5, -6.5), vec3(21.0, 10.5, 8.0));
    join(neck, shoulders, 3.5)
}

/// Above 0 where the trunk is clothed.
pub(crate) fn cloth(p: Vec3) -> f32 {
    -15.6 - 2.4 * bump(p.x, 9.0) - 0.25 * (p.z + 4.0) - p.y
}

fn ball(p: Vec3, radius: f32) -> f32 {
    p.length() - radius
}

fn ellipsoid(p: Vec3, r: Vec3) -> f32 {
    let q = vec3(p.x / r.x, p.y / r.y, p.z / r.z);
    let k0 = q.length();
    let k1 = vec3(q.x / r.x, q.y / r.y, q.z / r.z).length().max(1e-6);
    k0 * (k0 - 1.0) / k1
}

fn rod(p: Vec3, a: Vec3, b: Vec3, radius: f32) -> f32 {
    let (pa, ba) = (p - a, b - a);
    let t = (pa.dot(ba) / ba.dot(ba)).clamp(0.0, 1.0);
    (pa - ba * t).length() - radius
}

/// Smooth union over a seam of width `k`.
fn join(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).max(0.0) / k;
    a.min(b) - h * h * k * 0.25
}

/// Smoothly takes `hole` away.
fn carve(a: f32, hole: f32, k: f32) -> f32 {
    -join(-a, hole, k)
}
