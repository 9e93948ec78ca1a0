//! Colour and gloss of the surface: skin, eyes, brows, lips, hair, cloth.

use crate::figure::{EYE_HALF, Figure, MOUTH, MOUTH_HALF, Rest};
use crate::math::{Vec3, bump, mix, noise, smoothstep, vec3};
use crate::shape;

/// What light meets at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    /// Diffuse albedo, linear RGB.
    pub albedo: Vec3,
    /// Strength of the highlight, 0..1.
    pub gloss: f32,
    /// 1 where the surface is the wet eyeball.
    pub wet: f32,
    /// 1 where light scatters under the surface.
    pub skin: f32,
}

/// The surface of `figure` at a point of body space.
pub(crate) fn surface(figure: &Figure, body: Vec3) -> Surface {
    let look = &figure.look;
    let rest = figure.rest(figure.to_head(body));
    let p = rest.at;
    if shape::cloth(body) > 0.0 && p.y < -11.0 {
        return cloth(figure, body);
    }
    let mut surface = skin(figure, p);
    if p.z > 0.5 {
        brows(figure, p, &mut surface);
        lips(figure, &rest, &mut surface);
        nostrils(figure, p, &mut surface);
        eyes(figure, p, &mut surface);
    }
    let hair = shape::hair(look.hairline, p);
    let strand = 0.5 * noise(vec3(p.x * 5.0, p.y * 1.2, p.z * 1.2) + look.grain)
        + 0.5 * noise(vec3(p.x * 11.0, p.y * 2.0, p.z * 2.0));
    let ear = shape::ear(vec3(p.x.abs(), p.y, p.z), look.head_width);
    let covered = smoothstep(0.12, 0.5, hair + 0.22 * strand) * smoothstep(0.1, 0.3, ear);
    let tint = look.hair_colour * (1.0 + 0.75 * strand);
    layer(&mut surface, tint, covered);
    surface.gloss = mix(surface.gloss, 0.10 + 0.08 * strand, covered);
    surface.skin *= 1.0 - covered;
    surface
}

fn cloth(figure: &Figure, p: Vec3) -> Surface {
    let weave = noise(p * 3.0) * 0.10 + noise(vec3(p.x * 0.35, p.y * 0.12, p.z * 0.35)) * 0.18;
    let collar = smoothstep(0.9, 0.6, shape::cloth(p));
    Surface {
        albedo: figure.look.cloth_colour * (1.0 + weave + 0.25 * collar),
        gloss: 0.0,
        wet: 0.0,
        skin: 0.0,
    }
}

fn layer(surface: &mut Surface, colour: Vec3, share: f32) {
    surface.albedo = surface.albedo.mix(colour, share.clamp(0.0, 1.0));
}

fn skin(figure: &Figure, p: Vec3) -> Surface {
    let look = &figure.look;
    let q = p + look.grain;
    let mottle =
        0.05 * noise(q * 0.55) + 0.04 * noise(q * 1.7) + 0.035 * noise(q * 4.5) + 0.03 * noise(q * 9.0);
    let x = p.x.abs();
    let cheek = bump(x - 4.0, 2.6) * bump(p.y + 3.2, 2.6) + 0.8 * bump(x, 1.5) * bump(p.y + 3.8, 1.4);
    let tired = bump(x - look.eye_distance + 0.3, 1.8) * bump(p.y + 1.0, 0.8);
    let beard = look.stubble * smoothstep(-4.6, -6.2, p.y) * smoothstep(-1.5, 0.5, p.z);
    let base = look.skin * (1.0 + mottle - 0.16 * tired);
    let flush = vec3(base.x * 1.05, base.y * (1.0 - 0.2 * cheek), base.z * (1.0 - 0.18 * cheek));
    let grain = 0.5 + 0.5 * noise(q * 12.0);
    let albedo = flush.mix(look.hair_colour * 1.5, 0.34 * beard * (0.5 + 0.5 * grain));
    let oily = bump(x, 2.2) * smoothstep(-5.0, 4.0, p.y);
    Surface { albedo, gloss: 0.07 + 0.06 * oily, wet: 0.0, skin: 1.0 }
}

fn brows(figure: &Figure, p: Vec3, surface: &mut Surface) {
    let look = &figure.look;
    let u = (p.x.abs() - look.eye_distance) / 2.0;
    let middle = 1.72 + 0.24 * (1.0 - (u - 0.25) * (u - 0.25)) + 0.05 * figure.truth.mouth_openness;
    let thick = 0.36 * look.brow * (1.0 - 0.3 * u).clamp(0.3, 1.2) * smoothstep(1.2, 0.7, u.abs());
    let strand = noise(vec3(p.x * 7.0 + p.y * 4.0, p.y * 3.0, 4.0));
    let edge = (p.y - middle).abs() + 0.09 * strand;
    let share = smoothstep(thick, thick * 0.35, edge) * f32::from(thick > 0.02);
    layer(surface, look.hair_colour * 0.9, 0.85 * share);
}

fn lips(figure: &Figure, rest: &Rest, surface: &mut Surface) {
    let look = &figure.look;
    let p = rest.at;
    let u = (p.x / MOUTH_HALF).abs();
    let bow = 1.0 - 0.22 * bump(p.x, 0.45);
    let y = p.y - MOUTH;
    let upper = 0.82 * look.lips * (1.0 - u * u).max(0.0) * bow;
    let lower = -1.02 * look.lips * (1.0 - u * u).max(0.0).sqrt() * (1.0 - 0.3 * u);
    let inside = smoothstep(upper + 0.07, upper - 0.07, y)
        * smoothstep(lower - 0.1, lower + 0.1, y)
        * smoothstep(1.0, 0.94, u);
    let crease = 1.0 + 0.10 * noise(vec3(p.x * 6.0, p.y * 1.5, 2.0));
    layer(surface, look.lip_colour * crease, 0.85 * inside);
    surface.gloss = mix(surface.gloss, 0.12, inside);
    let seam = bump(y, 0.10) * smoothstep(1.08, 0.9, u) * (1.0 - rest.cavity);
    layer(surface, look.lip_colour * 0.18, 0.9 * seam);
    if rest.cavity > 0.0 {
        let teeth = smoothstep(0.62, 0.5, rest.depth) * smoothstep(1.9, 1.4, p.x.abs());
        let gaps = 1.0 - 0.25 * bump((p.x.abs() * 1.25).fract() - 0.5, 0.12);
        let inner = vec3(0.035, 0.010, 0.009).mix(vec3(0.42, 0.38, 0.31) * gaps, 0.9 * teeth);
        layer(surface, inner, rest.cavity);
        surface.gloss *= 1.0 - rest.cavity;
        surface.skin *= 1.0 - rest.cavity;
    }
}

fn nostrils(figure: &Figure, p: Vec3, surface: &mut Surface) {
    let look = &figure.look;
    let x = p.x.abs() - 0.62 * look.nose_width;
    let y = p.y + 4.62 + look.nose_length;
    let share = smoothstep(1.0, 0.4, (x * x / 0.14 + y * y / 0.05).sqrt());
    layer(surface, look.skin.times(vec3(0.10, 0.05, 0.04)), 0.9 * share);
}

fn eyes(figure: &Figure, p: Vec3, surface: &mut Surface) {
    let look = &figure.look;
    let x = p.x.abs() - look.eye_distance;
    let u = x / EYE_HALF;
    if u.abs() > 1.45 || p.y.abs() > 1.6 {
        return;
    }
    let (upper, lower) = figure.lids(u.clamp(-1.0, 1.0));
    let reach = smoothstep(1.15, 0.95, u.abs());
    let fold = upper + 0.30 + 0.12 * (1.0 - figure.truth.eye_openness);
    layer(surface, surface.albedo * 0.62, 0.7 * bump(p.y - fold, 0.16) * reach);
    let inside = smoothstep(-0.04, 0.04, upper - p.y)
        * smoothstep(-0.04, 0.04, p.y - lower)
        * smoothstep(1.0, 0.97, u.abs());
    if inside > 0.0 {
        layer(surface, eyeball(figure, p, upper), inside);
        surface.wet = inside;
        surface.skin *= 1.0 - inside;
    }
    let lash = bump(p.y - upper - 0.02, 0.13 + 0.04 * u) * smoothstep(1.12, 0.98, u.abs());
    layer(surface, vec3(0.012, 0.009, 0.008), 0.95 * lash);
    let under = bump(p.y - lower + 0.03, 0.08) * smoothstep(1.05, 0.9, u.abs());
    layer(surface, look.skin * 0.35, 0.55 * under);
}

/// Colour of the eyeball: white, iris with a dark rim, pupil; darker under the upper lid.
fn eyeball(figure: &Figure, p: Vec3, upper: f32) -> Vec3 {
    let look = &figure.look;
    let x = p.x.abs() - look.eye_distance;
    let y = p.y - 0.05;
    let r = (x * x + y * y).sqrt();
    let white = vec3(0.50, 0.46, 0.43).mix(vec3(0.42, 0.22, 0.19), 0.55 * smoothstep(0.75, 1.35, x.abs()));
    let rays = 1.0 + 0.35 * noise(vec3(x / r.max(0.05) * 5.0, y / r.max(0.05) * 5.0, 3.0));
    let iris = (look.iris_colour * rays).mix(look.iris_colour * 0.25, smoothstep(0.44, 0.6, r));
    let colour =
        white.mix(iris, smoothstep(0.63, 0.57, r)).mix(vec3(0.004, 0.004, 0.004), smoothstep(0.27, 0.22, r));
    colour * mix(0.45, 1.0, smoothstep(0.0, 0.35, upper - p.y))
}
