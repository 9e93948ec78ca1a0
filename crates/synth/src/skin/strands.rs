//! Hair on the skin: brows, beard, and the shadow of the hair on the scalp.

use super::brush::{Brush, curve};
use super::texture::Coat;
use crate::math::{Vec3, bump, mix, noise, smoothstep, vec3};
use crate::person::Hair;

/// Middle of the brow and half its thickness at x = 1, 2 ... 6 cm from the middle of the face.
const BROW: [f32; 6] = [5.42, 5.66, 5.88, 5.96, 5.62, 4.92];
const THICK: [f32; 6] = [0.30, 0.42, 0.42, 0.36, 0.25, 0.06];

/// Puts hair over `coat` and `height` (cm).
pub(super) fn hair(brush: &Brush, p: Vec3, coat: &mut Coat, height: &mut f32) {
    brow(brush, p, coat, height);
    if brush.traits.beard > 0.0 {
        beard(brush, p, coat, height);
    }
    scalp(brush, p, coat, height);
}

fn cover(coat: &mut Coat, colour: Vec3, share: f32) {
    let hair = Coat { albedo: colour, roughness: 0.5, scatter: 0.15, ..*coat };
    *coat = coat.mix(hair, share.clamp(0.0, 1.0));
}

/// 1 where brows may grow, with a margin of some 0.4 cm.
pub(super) fn near_brow(p: Vec3) -> f32 {
    let x = p.x.abs();
    let from = (p.y - curve(&BROW, x - 1.0)).abs() - curve(&THICK, x - 1.0);
    smoothstep(0.7, 0.35, from) * smoothstep(6.3, 5.7, x) * smoothstep(4.0, 6.0, p.z)
}

fn brow(brush: &Brush, p: Vec3, coat: &mut Coat, height: &mut f32) {
    let x = p.x.abs();
    if !(0.7..6.6).contains(&x) || !(3.8..7.2).contains(&p.y) || p.z < 5.0 {
        return;
    }
    let thick = (curve(&THICK, x - 1.0) * brush.traits.brows).max(0.03);
    let t = (p.y - curve(&BROW, x - 1.0) - brush.brow_lift) / thick;
    let ends = smoothstep(0.85, 1.75, x) * smoothstep(6.35, 5.2, x);
    let body = smoothstep(1.35, 0.35, t.abs()) * ends;
    if body <= 0.0 {
        return;
    }
    let q = p + brush.shift;
    // Hairs stand up at the inner end and lie along the brow further out.
    let slant =
        mix(1.25, 0.12, smoothstep(1.0, 3.2, x)) - 0.35 * t.clamp(-1.0, 1.0) * smoothstep(1.8, 3.5, x);
    let (s, c) = libm::sincosf(slant);
    let (dx, dy) = (x - 3.2, p.y - 5.7);
    let (along, across) = (c * dx + s * dy, c * dy - s * dx);
    let strand = noise(vec3(along * 1.6, across * 15.0, p.x.signum() * 40.0 + brush.shift.x))
        + 0.5 * noise(vec3(along * 3.0, across * 27.0, p.x.signum() * 70.0 + brush.shift.y));
    let dense = body * (0.86 + 0.14 * noise(q * 2.0));
    let share =
        dense * mix(0.72, 0.30 + 0.75 * smoothstep(-0.55, 0.45, strand + 1.1 * (dense - 0.55)), brush.fine);
    let colour = brush.traits.hair_colour * (0.62 + 0.22 * strand * brush.fine);
    cover(coat, colour, share);
    *height += 0.02 * share * (1.0 + 0.6 * strand * brush.fine);
}

/// Where a beard grows, 0..1.
fn bearded(p: Vec3, edge: f32) -> f32 {
    let x = p.x.abs();
    let top = -1.45 - 0.16 * x * x - edge;
    let moustache = smoothstep(top + 0.35, top - 0.35, p.y)
        * smoothstep(3.3, 2.3, x)
        * smoothstep(-3.9, -3.3, p.y)
        * (0.75 + 0.25 * smoothstep(0.1, 0.5, x));
    let line = -3.9 + 0.95 * (x - 3.0).max(0.0) + 0.08 * (x - 3.0).max(0.0) * (x - 3.0).max(0.0);
    let jaw = smoothstep(line.min(1.8) + 0.8, line.min(1.8) - 0.7, p.y + edge)
        * smoothstep(-11.0, -9.0, p.y)
        * smoothstep(1.5, 3.5, p.z)
        * smoothstep(8.1, 7.5, x);
    let under_lip = bump(x - 1.1, 0.75) * bump(p.y + 4.8, 0.7);
    moustache.max(jaw * (1.0 - 0.75 * under_lip))
}

fn beard(brush: &Brush, p: Vec3, coat: &mut Coat, height: &mut f32) {
    if p.y > 3.0 || p.z < 1.0 {
        return;
    }
    let q = p + brush.shift;
    let grown = bearded(p, 0.35 * noise(q * 1.4)) * (0.85 + 0.15 * noise(q * 0.9));
    let (lips, _) = super::lips::red(brush, p);
    let grown = grown * (1.0 - lips);
    if grown <= 0.0 {
        return;
    }
    let beard = brush.traits.beard;
    // Roots under the skin make it bluish grey; hairs stand on it once they are long enough.
    coat.albedo = coat.albedo.mix(coat.albedo.times(vec3(0.66, 0.74, 0.80)), grown * (0.35 + 0.4 * beard));
    let hair = noise(vec3(q.x * 17.0, q.y * 9.0, q.z * 13.0))
        + 0.6 * noise(vec3(q.x * 29.0, q.y * 15.0, q.z * 23.0));
    let spots = mix(0.32, 0.1 + 0.7 * smoothstep(0.4 - 0.9 * beard, 1.2 - 0.9 * beard, hair), brush.fine);
    let share = grown * mix(0.35, 0.9, beard) * mix(spots, 1.0, smoothstep(0.6, 1.2, beard) * 0.7);
    cover(coat, brush.traits.hair_colour * (0.75 + 0.2 * hair * brush.fine), share);
    *height += 0.012 * share * (1.0 + hair * brush.fine);
}

/// How far inside the hairline, cm (about; negative outside).
pub(super) fn inside_hairline(p: Vec3) -> f32 {
    let x = p.x.abs();
    let front = p.y - (10.9 - 0.010 * x * x * x.min(7.0)) + 0.30 * bump(x - 4.6, 2.2);
    // Beside the face the line runs down before the ear, behind it round the ear to the nape.
    let side = (4.6 - p.z).min((p.y - 1.0) * 0.8);
    let nape = (-0.5 - p.z).min(p.y + 5.6 + 0.25 * (p.z + 4.0).max(0.0));
    let skull = side.max(nape).min((9.0 - x) * 2.0);
    front.max(skull)
}

fn scalp(brush: &Brush, p: Vec3, coat: &mut Coat, height: &mut f32) {
    if p.y < -8.0 {
        return;
    }
    let q = p + brush.shift;
    let from_ear = vec3((p.x.abs() - 8.4) / 1.15, (p.y - 1.0) / 3.4, (p.z + 0.3) / 1.9).length();
    let ear = smoothstep(0.85, 1.05, from_ear);
    let inside = inside_hairline(p);
    if inside < -0.6 {
        return;
    }
    let edge = if inside < 2.2 { inside + 0.30 * noise(q * 2.2) + 0.15 * noise(q * 5.0) } else { inside };
    let crown = smoothstep(6.0, 3.0, p.y);
    let (share, light) = match brush.traits.hair {
        Hair::Bald => (0.30 * crown * smoothstep(0.2, 1.6, edge), 1.0),
        Hair::Stubble => (0.62 * smoothstep(-0.1, 0.9, edge), 1.0),
        // Hair of its own lies over this and may recede: paint stays well behind its line.
        Hair::Short if brush.traits.beard > 0.05 => (0.9 * smoothstep(1.6, 3.4, edge), 0.8),
        Hair::Short | Hair::Medium | Hair::Long => (0.9 * smoothstep(0.5, 1.9, edge), 0.8),
    };
    let share = share * ear;
    if share <= 0.0 {
        return;
    }
    let strand = noise(vec3(q.x * 9.0, q.y * 6.0, q.z * 7.0)) * brush.fine;
    cover(
        coat,
        brush.traits.hair_colour * (light * (1.0 + 0.25 * strand)),
        share * (1.0 + 0.08 * strand).min(1.0),
    );
    *height += 0.012 * share * strand;
}
