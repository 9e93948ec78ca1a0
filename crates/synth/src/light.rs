//! Soft key and fill light on a surface.

use crate::figure::Figure;
use crate::math::{Vec3, grain, smoothstep, vec3};
use crate::paint::Surface;
use crate::shape;

/// Towards the key light: above, at the image left, in front.
const KEY: Vec3 = vec3(-0.42, 0.50, 0.757);
const KEY_COLOUR: Vec3 = vec3(0.98, 0.92, 0.84);
/// Towards the fill light: at the image right, level.
const FILL: Vec3 = vec3(0.74, 0.05, 0.67);
const FILL_COLOUR: Vec3 = vec3(0.24, 0.27, 0.32);
const AMBIENT: Vec3 = vec3(0.30, 0.31, 0.33);

/// Light leaving `surface` at `p` (body space) with normal `n` towards `eye`, linear RGB.
pub(crate) fn shade(figure: &Figure, p: Vec3, n: Vec3, eye: Vec3, surface: &Surface) -> Vec3 {
    let open = openness(figure, p, n);
    let lit = if n.dot(KEY) > -0.35 { shadow(figure, p + n * 0.15) } else { 0.0 };
    let key = wrapped(n.dot(KEY), surface.skin);
    let fill = wrapped(n.dot(FILL), surface.skin);
    let sky = 0.75 + 0.25 * n.y;
    let light = key.times(KEY_COLOUR) * lit + fill.times(FILL_COLOUR) * open + AMBIENT * (open * sky);
    let gloss = shine(n, KEY, eye, surface) * lit + 0.3 * shine(n, FILL, eye, surface);
    let rim = (1.0 - n.dot(eye)).clamp(0.0, 1.0);
    let sheen = 0.10 * surface.skin * rim * rim * rim * open;
    surface.albedo.times(light) + KEY_COLOUR * (gloss + sheen)
}

/// Lambert with the soft, reddish terminator of skin.
fn wrapped(cosine: f32, skin: f32) -> Vec3 {
    let wrap = |w: f32| ((cosine + w * skin) / (1.0 + w * skin)).max(0.0);
    vec3(wrap(0.35), wrap(0.18), wrap(0.14))
}

fn shine(n: Vec3, light: Vec3, eye: Vec3, surface: &Surface) -> f32 {
    let h = (light + eye).normalized();
    let c = n.dot(h).max(0.0);
    let (c2, c4) = (c * c, c * c * c * c);
    let c16 = c4 * c4 * c4 * c4;
    let broad = surface.gloss * c16 * c4;
    let sharp = c16 * c16 * c16 * c16;
    broad * (1.0 - surface.wet) * 1.1 + surface.wet * sharp * sharp * c2 * 0.9
}

/// How much of the surroundings `p` sees, 0..1.
fn openness(figure: &Figure, p: Vec3, n: Vec3) -> f32 {
    let mut hidden = 0.0;
    for (reach, weight) in [(0.4, 0.5), (1.1, 0.28), (2.6, 0.11)] {
        hidden += weight * (reach - shape::distance(figure, p + n * reach)).max(0.0);
    }
    (1.0 - 0.9 * hidden).clamp(0.12, 1.0)
}

/// Share of a large key light that reaches `p`.
fn shadow(figure: &Figure, p: Vec3) -> f32 {
    // A start of its own for each point turns rings of equal step counts into grain.
    let (mut t, mut share) = (0.2 + 0.35 * grain(p), 1.0f32);
    for _ in 0..18 {
        let d = shape::distance(figure, p + KEY * t);
        share = share.min(4.0 * d / t);
        if share < 0.02 || t > 7.0 {
            break;
        }
        t += (0.6 * d).clamp(0.15, 0.9);
    }
    smoothstep(-0.05, 1.0, share.max(0.0))
}
