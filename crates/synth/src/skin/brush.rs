//! What skin looks like at each place of the head: colour, roughness and relief. Coordinates are the common frame of
//! [`super::atlas::Anatomy`]: cm on ICT-FaceKit's generic head.

use super::atlas::{Atlas, Place};
use super::lips;
use super::pigment::Pigment;
use super::spots::{self, Spot};
use super::texture::Coat;
use super::{lines, strands};
use crate::math::{Dice, Vec3, bump, noise, smoothstep, vec3};
use crate::person::Traits;

/// One person's skin.
pub(super) struct Brush {
    pub traits: Traits,
    pub pigment: Pigment,
    /// Moves all noise, so that no two people share a pattern.
    pub shift: Vec3,
    /// 0 = texels too coarse for hairs and pores, 1 = fine enough.
    pub fine: f32,
    /// Redness of cheeks, nose and ears, about 0.2..1.
    flush: f32,
    /// Freckles, 0..1.
    freckles: f32,
    /// Dark rings under the eyes, 0..1.
    tired: f32,
    /// Strength of large blotches.
    mottle: f32,
    /// Shape of the lips: fullness of the upper and the lower.
    pub lips: [f32; 2],
    /// How far brows sit above the usual, cm.
    pub brow_lift: f32,
    /// Oiliness of forehead and nose, 0..1.
    oil: f32,
    spots: Vec<Spot>,
}

/// What goes into a coat before its colour is worked out.
pub(super) struct Mix {
    pub melanin: f32,
    pub blood: f32,
    /// Multiplies the albedo.
    pub shade: f32,
    pub roughness: f32,
    /// Relief, cm outwards.
    pub height: f32,
}

impl Brush {
    pub(super) fn new(traits: &Traits, atlas: &Atlas) -> Self {
        let mut dice = Dice::new(traits.seed ^ 0x736b_696e);
        let fair = (1.0 - 1.6 * traits.tone).max(0.0);
        Self {
            traits: *traits,
            pigment: Pigment::new(),
            shift: vec3(dice.range(-90.0, 90.0), dice.range(-90.0, 90.0), dice.range(-90.0, 90.0)),
            fine: smoothstep(0.085, 0.03, atlas.pitch),
            flush: dice.range(0.25, 0.95),
            freckles: if dice.chance(0.35) { fair * dice.range(0.2, 1.0) } else { 0.0 },
            tired: dice.range(0.2, 1.0),
            mottle: dice.range(0.6, 1.3),
            lips: [dice.range(-0.10, 0.10), dice.range(-0.10, 0.10)],
            brow_lift: dice.range(-0.22, 0.18),
            oil: dice.range(0.2, 1.0),
            spots: spots::of(traits, atlas),
        }
    }

    /// The coat at a place (its slope still zero) and the height of its relief, cm.
    pub(super) fn paint(&self, place: &Place) -> (Coat, f32) {
        let p = place.common;
        let x = p.x.abs();
        let front = smoothstep(2.0, 6.0, p.z);
        let mut mix = self.base(p);
        if front > 0.0 {
            self.face(p, x, &mut mix);
            lines::wrinkles(self, p, &mut mix);
        }
        self.ears(p, x, &mut mix);
        self.grain(p, x, front, &mut mix);
        for spot in &self.spots {
            let (melanin, height) = spot.at(p);
            mix.melanin += melanin;
            mix.height += height;
        }
        lips::paint(self, p, &mut mix);
        let albedo = self.pigment.albedo(mix.melanin, mix.blood) * mix.shade;
        let mut coat = Coat { albedo, roughness: mix.roughness, slope: Vec3::ZERO, scatter: 1.0 };
        strands::hair(self, p, &mut coat, &mut mix.height);
        (coat, mix.height)
    }

    /// Skin of the trunk of the head, with blotches at several scales.
    fn base(&self, p: Vec3) -> Mix {
        let q = p + self.shift;
        let broad = noise(q * 0.33);
        let middle = noise(q * 0.9 + vec3(7.0, 0.0, 0.0));
        let small = noise(q * 2.6);
        // A step of melanin darkens dark skin more than fair skin.
        let strength = 0.028 * self.mottle * (1.0 - 0.7 * self.traits.tone);
        Mix {
            melanin: self.traits.tone + strength * (broad + 0.6 * middle + 0.5 * small),
            blood: 0.12 * self.mottle * (middle - 0.6 * broad + 0.7 * noise(q * 1.7)),
            shade: 1.0 + 0.015 * small,
            roughness: 0.47 + 0.03 * small,
            height: 0.0,
        }
    }

    /// Cheeks, nose, forehead, lids, shadows under the eyes, nostrils.
    fn face(&self, p: Vec3, x: f32, mix: &mut Mix) {
        let y = p.y;
        let cheek = bump(x - 4.3, 2.9) * bump(y + 0.2, 3.1);
        let nose = bump(x, 1.9) * bump(y - 0.2, 2.2) * smoothstep(10.6, 12.2, p.z);
        let wing = bump(x - 1.5, 0.7) * bump(y + 0.4, 1.3);
        let chin = bump(x, 2.2) * bump(y + 6.4, 1.8);
        let forehead = smoothstep(5.6, 7.8, y);
        let philtrum = bump(x, 2.2) * bump(y + 1.9, 0.9);
        let redness = self.flush * (1.0 - 0.55 * self.traits.tone);
        mix.blood += redness
            * (0.50 * cheek + 0.55 * nose + 0.40 * wing + 0.28 * chin + 0.15 * philtrum - 0.14 * forehead);
        mix.melanin += 0.02 * forehead - 0.025 * cheek * self.traits.tone;
        self.eye_region(x, y, p.z, mix);
        let t_zone = (bump(x, 2.4) * forehead).max(nose).max(bump(x, 1.2) * smoothstep(-1.0, 1.0, y));
        mix.roughness -= 0.13 * self.oil * t_zone + 0.04 * self.oil * cheek;
        let inside = vec3((x - 0.85) / 0.62, (y - 0.12) / 0.76, (p.z - 10.9) / 1.1);
        let nostril = smoothstep(1.1, 0.75, inside.length());
        mix.shade *= 1.0 - 0.8 * nostril;
        mix.blood += 0.8 * nostril;
        // The crease where the wing meets the cheek.
        let crease = bump(x - 1.78 - 0.12 * (y + 0.2), 0.22) * bump(y + 0.25, 1.0);
        mix.shade *= 1.0 - 0.13 * crease;
    }

    fn eye_region(&self, x: f32, y: f32, z: f32, mix: &mut Mix) {
        let dark = 0.4 + 0.6 * self.traits.tone;
        let (across, up) = ((x - 3.15) / 2.1, (y - 3.85) / 1.15);
        let lid = smoothstep(1.0, 0.55, across * across + up * up);
        let under = bump(x - 2.75, 1.7) * bump(y - 2.45 + 0.12 * (x - 2.7), 0.95);
        let inner = bump(x - 1.75, 0.75) * bump(y - 3.2, 1.1);
        mix.melanin += dark * (0.05 * lid + self.tired * (0.075 * under + 0.06 * inner));
        mix.blood += 0.22 * lid + self.tired * 0.22 * under + 0.16 * inner;
        mix.shade *= 1.0 - 0.05 * self.tired * under;
        mix.roughness -= 0.05 * lid;
        // The wet, pink rim of the lids next to the eyeball.
        let from_eye = (vec3(x, y, z) - vec3(3.12, 3.6, 7.98)).length();
        let rim = smoothstep(1.74, 1.62, from_eye) * smoothstep(8.2, 8.6, z);
        mix.blood += 0.9 * rim;
        mix.melanin -= 0.25 * self.traits.tone * rim;
        mix.roughness = crate::math::mix(mix.roughness, 0.2, rim);
        let lash_line = bump(from_eye - 1.8, 0.11) * smoothstep(3.1, 3.5, y) * bump(x - 3.1, 1.9);
        mix.shade *= 1.0 - 0.35 * lash_line;
    }

    fn ears(&self, p: Vec3, x: f32, mix: &mut Mix) {
        let ear = smoothstep(7.7, 8.7, x) * smoothstep(-3.5, -2.0, p.y) * smoothstep(6.5, 5.0, p.y);
        mix.blood += (0.25 + 0.45 * self.flush) * (1.0 - 0.5 * self.traits.tone) * ear;
    }

    /// Pores, fine relief and freckles.
    fn grain(&self, p: Vec3, x: f32, front: f32, mix: &mut Mix) {
        let q = p + self.shift;
        if self.freckles > 0.0 && front > 0.0 {
            let where_sun = bump(x - 2.6, 4.2) * bump(p.y - 1.6, 4.6) * front;
            let spot =
                smoothstep(0.30, 0.62, noise(q * 3.4) + 0.25 * noise(q * 7.0) - 0.25 * (1.0 - where_sun));
            mix.melanin += 0.24 * self.freckles * where_sun * spot;
        }
        if self.fine > 0.0 {
            let relief = noise(q * 9.0);
            let pore = smoothstep(0.25, 0.75, noise(q * 15.0 + vec3(0.0, 31.0, 0.0)));
            let porous = 0.4 + 0.6 * front * bump(x - 1.5, 4.0) * bump(p.y - 0.8, 5.0);
            mix.height += self.fine * (0.0035 * relief - 0.008 * pore * porous + 0.004 * noise(q * 4.0));
            mix.shade *= 1.0 - self.fine * (0.05 * pore * porous + 0.012 * relief);
        }
    }
}

/// Smooth curve through `ys` at 0, 1, 2 ... (Catmull & Rom 1974); level beyond its ends.
pub(super) fn curve(ys: &[f32], x: f32) -> f32 {
    let last = ys.len() - 1;
    let index = (x.max(0.0) as usize).min(last - 1);
    let t = x - index as f32;
    let (b, c) = (ys[index], ys[index + 1]);
    let a = if index > 0 { ys[index - 1] } else { 2.0 * b - c };
    let d = if index + 2 <= last { ys[index + 2] } else { 2.0 * c - b };
    let t = t.clamp(0.0, 1.0);
    let (t2, t3) = (t * t, t * t * t);
    0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t2 + (3.0 * b - a - 3.0 * c + d) * t3)
}
