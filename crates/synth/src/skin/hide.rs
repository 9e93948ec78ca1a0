//! Skin as the renderer meets it: painted once, looked up for every pixel.

use super::atlas::Atlas;
use super::brush::Brush;
use super::texture::{Coat, Texture};
use crate::math::Vec3;
use crate::surface::{Hit, Material, Surface};
use rayon::prelude::*;

/// Reflectance of skin at normal incidence (index 1.4; Weyrich et al. 2006).
const GLOSS: f32 = 0.028;
/// The steepest relief; steeper ones would turn a normal away from the light altogether.
const STEEPEST: f32 = 0.45;

/// Painted skin.
pub(super) struct Hide {
    pub(super) texture: Texture,
}

impl Hide {
    /// Paints with `brush`; `worn` may then change single coats (a portrait's, for instance), by index.
    pub(super) fn new(atlas: &Atlas, brush: &Brush, worn: impl Fn(usize, &mut Coat) + Sync) -> Self {
        let painted: Vec<(Coat, f32)> = atlas
            .places
            .par_iter()
            .map(|place| place.as_ref().map(|place| brush.paint(place)).unwrap_or_default())
            .collect();
        let coat = |index: usize| {
            let mut coat = painted[index].0;
            coat.slope = slope(atlas, &painted, index);
            worn(index, &mut coat);
            coat
        };
        let coats = (0..painted.len()).into_par_iter().map(coat).collect();
        Self { texture: Texture::new(atlas, coats) }
    }
}

/// Gradient of the painted height in the tangent plane at texel `index`, rest space.
fn slope(atlas: &Atlas, painted: &[(Coat, f32)], index: usize) -> Vec3 {
    let n = atlas.texels;
    let Some(here) = atlas.places[index] else { return Vec3::ZERO };
    let (column, row) = (index % n, (index / n) % n);
    let step = |inside: bool, next: usize| {
        let place = atlas.places.get(next).copied().flatten().filter(|_| inside)?;
        let way = place.at - here.at;
        // A neighbour across a seam is somewhere else altogether.
        (way.length() < 12.0 * atlas.pitch).then(|| (way, painted[next].1 - painted[index].1))
    };
    let (Some((u, du)), Some((v, dv))) = (step(column + 1 < n, index + 1), step(row + 1 < n, index + n))
    else {
        return Vec3::ZERO;
    };
    let (a, b, c) = (u.dot(u), u.dot(v), v.dot(v));
    let area = a * c - b * b;
    if area < 1e-12 {
        return Vec3::ZERO;
    }
    let slope = u * ((c * du - b * dv) / area) + v * ((a * dv - b * du) / area);
    slope * (STEEPEST / slope.length().max(STEEPEST))
}

impl Material for Hide {
    fn surface(&self, hit: &Hit) -> Surface {
        let coat = self.texture.at(hit.uv, hit.footprint);
        Surface {
            albedo: coat.albedo,
            emission: Vec3::ZERO,
            normal: (hit.normal - hit.turn.apply(coat.slope)).normalized(),
            // Hair is darker and duller than skin.
            gloss: GLOSS * (0.35 + 0.65 * coat.scatter),
            roughness: coat.roughness,
            scatter: coat.scatter,
            cover: 1.0,
            openness: 1.0,
        }
    }
}
