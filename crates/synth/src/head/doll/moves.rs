//! How the doll's face moves, and how dolls differ.

use super::super::pose::{MODES, Sparse};
use super::{COLUMNS, EYE, EYE_RADIUS, EYES, FILM, LID_HALF, LIP_HALF, LIPS, Slit};
use crate::math::{Vec3, bump, mix, smoothstep, vec3};

/// Opens the closed lids of `skin` to the resting gap.
pub(super) fn open_lids(skin: &mut [Vec3], slits: &[Slit; 3]) {
    for (slit, side) in slits.iter().zip([-1.0, 1.0]) {
        let centre = vec3(EYE.x * side, EYE.y, EYE.z);
        for (i, p) in skin.iter_mut().enumerate() {
            let offset = *p - centre;
            let width = 1.0 - (offset.x / (LID_HALF + 0.1)) * (offset.x / (LID_HALF + 0.1));
            if p.z < 0.0 || width <= 0.0 || offset.y.abs() > 1.8 {
                continue;
            }
            let lower = slit.lower.contains(&i) || i / COLUMNS < slit.row;
            let near = (1.0 - offset.y.abs() / 1.8) * (1.0 - offset.y.abs() / 1.8);
            p.y += if lower { -0.38 } else { 0.62 } * width * near;
            let offset = *p - centre;
            let least = EYE_RADIUS + FILM;
            if offset.length() < least {
                *p = centre + offset.normalized() * least;
            }
        }
    }
}

/// One each of [`MODES`]; `below` names points of the lower lip and jaw, `balls` is where eyeballs begin.
pub(super) fn expressions(
    rest: &[Vec3],
    below: impl Fn(usize) -> bool,
    balls: usize,
    blinks: &[Sparse; 2],
) -> Vec<Sparse> {
    let mode = |name: &&str| -> Sparse {
        if let Some(side) = ["eyeLookDown_R", "eyeLookDown_L"].iter().position(|n| n == name) {
            return blinks[side].iter().map(|&(i, way)| (i, way * 0.4)).collect();
        }
        let ways = rest[..balls].iter().enumerate().map(|(i, &p)| way(name, p, below(i)));
        (0_u32..).zip(ways).filter(|(_, way)| way.length() > 1e-3).collect()
    };
    MODES.iter().map(mode).collect()
}

fn way(name: &str, p: Vec3, below: bool) -> Vec3 {
    if p.z < 0.0 {
        return Vec3::ZERO;
    }
    let side = if name.ends_with("_R") { -1.0 } else { 1.0 };
    let corner = |width: f32| bump((p - vec3(LIP_HALF * side, LIPS, 10.0)).length(), width);
    let lips = bump((p - vec3(0.0, LIPS, 10.5)).length(), 4.0);
    let brow = |x: f32| bump(p.x * side - x, 2.5) * bump(p.y - 5.8, 2.0);
    match name.trim_end_matches("_R").trim_end_matches("_L") {
        "jawOpen" => vec3(0.0, -2.6, -0.7) * jaw(p, below),
        "mouthPucker" | "mouthFunnel" => vec3(-0.5 * p.x, 0.0, 0.5) * lips,
        "mouthSmile" => vec3(0.6 * side, 0.8, -0.2) * corner(3.5),
        "mouthStretch" => vec3(0.7 * side, -0.2, -0.2) * corner(3.5),
        "browInnerUp" => vec3(0.0, 0.5, 0.0) * brow(1.5),
        "browOuterUp" => vec3(0.0, 0.5, 0.0) * brow(4.0),
        "browDown" => vec3(0.0, -0.4, 0.0) * brow(2.0),
        _ => Vec3::ZERO,
    }
}

/// How much of the jaw's way a point goes.
fn jaw(p: Vec3, below: bool) -> f32 {
    if !below && p.y > LIPS - 0.01 {
        return 0.0;
    }
    let lip = (1.0 - (p.x / LIP_HALF) * (p.x / LIP_HALF)).max(0.0);
    let chin = smoothstep(7.2, 3.5, p.x.abs());
    let depth = smoothstep(0.0, 3.0, LIPS - p.y);
    mix(lip, chin, depth) * smoothstep(-12.0, -9.0, p.y) * smoothstep(0.0, 5.0, p.z)
}

/// Wider, longer, deeper heads; longer noses; broader jaws; higher brows.
pub(super) fn identities(rest: &[Vec3]) -> Vec<Vec<Vec3>> {
    let modes: [fn(Vec3) -> Vec3; 6] = [
        |p| vec3(0.045 * p.x, 0.0, 0.0),
        |p| vec3(0.0, 0.04 * (p.y - EYES), 0.0),
        |p| vec3(0.0, 0.0, 0.03 * p.z),
        |p| vec3(0.0, 0.0, 0.5 * bump(p.x, 2.0) * bump(p.y - 0.6, 3.0) * smoothstep(8.0, 10.5, p.z)),
        |p| vec3(0.05 * p.x * smoothstep(0.0, -6.0, p.y), 0.0, 0.0),
        |p| vec3(0.0, 0.0, 0.3 * bump(p.y - 5.4, 1.4) * smoothstep(6.0, 9.0, p.z)),
    ];
    modes.iter().map(|mode| rest.iter().map(|&p| mode(p)).collect()).collect()
}
