//! Wrinkles, furrows and folds that come with age.

use super::brush::{Brush, Mix};
use crate::math::{Vec3, bump, noise, smoothstep, vec3};

/// Deepens `out` along the lines of the face.
pub(super) fn wrinkles(brush: &Brush, p: Vec3, out: &mut Mix) {
    let age = brush.traits.age;
    let q = p + brush.shift;
    let x = p.x.abs();
    let mut depth = 0.0;
    if p.y > 6.3 && p.y < 10.6 {
        depth += forehead(p, q, x) * smoothstep(0.1, 0.9, age);
    }
    if p.y < 7.0 && x < 1.6 && p.y > 4.6 {
        depth += 0.8 * frown(p, q, x) * smoothstep(0.25, 0.9, age);
    }
    if (4.6..7.2).contains(&x) && p.y > 1.6 && p.y < 5.4 {
        depth += crows_feet(p, q, x) * smoothstep(0.2, 0.85, age);
    }
    if (1.2..4.4).contains(&x) && p.y < 0.3 && p.y > -6.6 {
        depth += nasolabial(p, x) * (0.25 + 0.95 * age);
    }
    if (1.2..4.9).contains(&x) && p.y > 0.8 && p.y < 3.2 {
        depth += 0.7 * bags(p, q, x) * (0.15 + age);
    }
    if p.y < -8.5 {
        depth += rings(p, q) * (0.25 + 0.75 * age);
    }
    let crinkle = if age < 0.15 {
        0.0
    } else {
        age * age * (noise(q.times(vec3(3.0, 6.0, 3.0))) + 0.6 * noise(q.times(vec3(6.0, 11.0, 6.0))))
    };
    out.height -= 0.045 * depth - 0.006 * crinkle;
    out.shade *= 1.0 - 0.16 * depth.min(1.2) - 0.02 * crinkle;
    out.blood += 0.12 * depth;
}

fn forehead(p: Vec3, q: Vec3, x: f32) -> f32 {
    let across = p.y + 0.22 * noise(vec3(q.x * 0.5, 3.0, 0.0)) + 0.10 * noise(vec3(q.x * 1.6, 9.0, 0.0))
        - 0.02 * x * x;
    let phase = across * 1.15;
    let nearest = phase - (phase + 0.5).floor();
    let strength = 0.6 + 0.5 * noise(vec3(q.x * 0.4, (phase + 0.5).floor() * 7.3, 1.0));
    bump(nearest, 0.13) * strength.max(0.0) * smoothstep(4.9, 2.6, x) * bump(p.y - 8.3, 2.2)
}

fn frown(p: Vec3, q: Vec3, x: f32) -> f32 {
    let line = x - 0.55 - 0.10 * (p.y - 5.5) - 0.06 * noise(q * 1.1);
    bump(line, 0.13) * bump(p.y - 5.7, 1.1)
}

fn crows_feet(p: Vec3, q: Vec3, x: f32) -> f32 {
    let (dx, dy) = (x - 4.3, p.y - 3.35);
    let angle = dy / dx.max(0.2) + 0.08 * noise(q * 0.9);
    let phase = angle * 3.2;
    let nearest = phase - (phase + 0.5).floor();
    bump(nearest, 0.17) * bump(dx - 1.35, 1.15) * smoothstep(0.9, 0.5, angle.abs())
}

/// The fold from the wing of the nose to the mouth corner, and on towards the chin in old faces.
fn nasolabial(p: Vec3, x: f32) -> f32 {
    let t = (-0.3 - p.y) / 3.6;
    let line = x - (1.85 + 1.25 * t.clamp(0.0, 1.0) * (1.25 - 0.25 * t));
    let ends = smoothstep(-0.05, 0.25, t) * smoothstep(1.15, 0.8, t);
    0.75 * bump(line, 0.30) * ends
}

fn bags(p: Vec3, q: Vec3, x: f32) -> f32 {
    let along = x - 3.0;
    let line = p.y - (2.05 + 0.10 * along * along - 0.05 * along) - 0.05 * noise(q);
    bump(line, 0.20) * bump(along, 1.6)
}

fn rings(p: Vec3, q: Vec3) -> f32 {
    let phase = (p.y + 0.35 * noise(q * 0.35) + 0.03 * p.z * p.z * 0.5) * 0.42;
    let nearest = phase - (phase + 0.5).floor();
    0.7 * bump(nearest, 0.06) * smoothstep(-8.5, -9.8, p.y) * smoothstep(-18.0, -15.0, p.y)
}
