//! Paper and plastic, bare and printed.

use super::press::Press;
use super::texture::{SAMPLE, Texture};
use crate::math::{Dice, Vec3, noise, vec3};
use crate::surface::{Hit, Material, Surface};

/// [`crate::mesh::Drawable::rest`] of what is cut or printed: x right and y up on the unbent sheet, cm; z = distance to
/// the nearest cut edge, cm, at most this.
pub(crate) const FAR_FROM_EDGE: f32 = 10.0;
/// Width of the bare edge that scissors leave, cm.
const CUT: f32 = 0.015;

/// What is printed on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stock {
    /// Diffuse reflectance without ink.
    white: Vec3,
    gloss: f32,
    roughness: f32,
    /// Relative depth of fibres and mottling.
    grain: f32,
    /// Where in the noise this sheet lies.
    origin: Vec3,
}

impl Stock {
    /// Office paper: warm white, fibrous, dull.
    pub(crate) fn plain(dice: &mut Dice) -> Self {
        Self { gloss: 0.03, roughness: dice.range(0.75, 0.95), grain: 0.02, ..Self::coated(dice) }
    }

    /// Photo paper, from satin to glossy.
    pub(crate) fn photo(dice: &mut Dice) -> Self {
        Self { gloss: 0.04, roughness: dice.range(0.13, 0.35), grain: 0.004, ..Self::coated(dice) }
    }

    /// Moulded plastic.
    pub(crate) fn plastic(dice: &mut Dice) -> Self {
        Self { gloss: 0.04, roughness: dice.range(0.3, 0.55), grain: 0.006, ..Self::coated(dice) }
    }

    fn coated(dice: &mut Dice) -> Self {
        let (white, warmth) = (dice.range(0.78, 0.85), dice.range(0.94, 0.99));
        let origin = vec3(dice.range(0.0, 90.0), dice.range(0.0, 90.0), dice.range(0.0, 90.0));
        Self {
            white: vec3(white, white * (0.5 + 0.5 * warmth), white * warmth),
            gloss: 0.0,
            roughness: 1.0,
            grain: 0.0,
            origin,
        }
    }

    /// Reflectance of the bare sheet at `at`: fibres of half a millimetre as long as a pixel resolves them, and clouds
    /// of a centimetre.
    fn bare(&self, at: Vec3, footprint: f32) -> Vec3 {
        let p = vec3(at.x, at.y, 0.0);
        let fibres =
            if footprint < 0.06 { noise(vec3(p.x * 26.0, p.y * 17.0, 0.0) + self.origin) } else { 0.0 };
        let clouds = noise(p * 1.3 + self.origin);
        self.white * (1.0 + self.grain * (fibres * (1.0 - footprint / 0.06) + 0.5 * clouds))
    }

    fn surface(&self, albedo: Vec3, hit: &Hit) -> Surface {
        Surface { gloss: self.gloss, roughness: self.roughness, ..Surface::matt(albedo, hit.normal) }
    }
}

/// A sheet without ink.
pub(crate) struct Blank(pub Stock);

impl Material for Blank {
    fn surface(&self, hit: &Hit) -> Surface {
        self.0.surface(self.0.bare(hit.rest, SAMPLE * hit.footprint), hit)
    }
}

/// A picture on a sheet. Texture coordinates are those of the picture; beyond 0..=1 the sheet is bare.
pub(crate) struct Printed {
    pub picture: Texture,
    pub press: Press,
    pub stock: Stock,
    /// Width of the picture on the sheet, cm.
    pub width: f32,
}

impl Material for Printed {
    fn surface(&self, hit: &Hit) -> Surface {
        let span = SAMPLE * hit.footprint;
        let bare = self.stock.bare(hit.rest, span);
        let inked = self.inked_share(hit, span);
        if inked <= 0.0 {
            return self.stock.surface(bare, hit);
        }
        let light = self.picture.at(hit.uv, span / self.width, &self.press.curve);
        // Dots run in all directions, which few samples a pixel do not average: the filter must do it all.
        let ink = self.press.ink(light, [hit.rest.x, hit.rest.y], hit.footprint);
        self.stock.surface(bare.times(Vec3::ONE.mix(ink, inked)), hit)
    }
}

impl Printed {
    /// How much of a square of side `span` lies inside the picture and off the cut edge.
    fn inked_share(&self, hit: &Hit, span: f32) -> f32 {
        let [u, v] = hit.uv;
        let across = u.min(1.0 - u) * self.width;
        let along = v.min(1.0 - v) * self.width * self.picture.aspect();
        let half = (span / 2.0).max(1e-4);
        let inside = (across.min(along) + half) / (2.0 * half);
        // Beyond a cut edge there is no sheet that could be bare.
        let edge = hit.rest.z.max(0.0);
        let off_edge = (edge + half - CUT) / (edge.min(half) + half);
        inside.min(off_edge).clamp(0.0, 1.0)
    }
}
