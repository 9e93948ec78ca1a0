//! Skin of a portrait, laid on the resting head.

use super::atlas::{Atlas, Place};
use super::delight::{Seen, Shading, smooth};
use super::fit::Fit;
use super::pigment::Pigment;
use super::portraits::Portrait;
use super::seen::{Front, Outline};
use super::texture::Coat;
use crate::math::{Vec3, bump, mix, smoothstep, vec3};
use crate::person::Traits;
use rayon::prelude::*;

/// Light and shade wider than this are taken out of what the harmonics leave, cm.
const BROAD: f32 = 0.75;
/// How much of the broad differences stays: a red nose does, a shadow should not.
const KEPT: f32 = 0.18;
/// How much of the differences of hue between small neighbours stays: shadows of a photograph are oversaturated.
const HUES: f32 = 0.22;
/// The darkest that a fold in the skin stays against its surroundings.
const FOLD: f32 = 0.78;
/// Exponent of the contrast of what stays: photographs are steeper than albedo.
const CONTRAST: f32 = 0.8;
/// How much of the difference between the portrait's hue and the usual one of its tone stays.
const UNDERTONE: f32 = 0.2;

/// The face of a portrait by texel of the first tile.
pub(super) struct Worn {
    albedo: Vec<Vec3>,
    /// How much of the texel is the portrait's, 0..=1.
    share: Vec<f32>,
    melanin: f32,
    beard: f32,
}

impl Worn {
    /// None where the mesh points explain no camera or no skin is seen.
    pub(super) fn new(atlas: &Atlas, rest: &[Vec3], portrait: &Portrait) -> Option<Self> {
        let fit = Fit::new(rest, &portrait.points)?;
        let places = atlas.places.get(..atlas.texels * atlas.texels)?;
        let outline = Outline::of(rest)?;
        let front = Front::of(places, fit.to_camera);
        let mut seen: Vec<Seen> = places
            .par_iter()
            .map(|place| {
                place.as_ref().map_or(NOTHING, |place| look(place, &fit, &front, &outline, portrait))
            })
            .collect();
        let shading = Shading::of(&seen)?;
        for one in &mut seen {
            one.colour = one.colour * (1.0 / shading.at(one.normal));
        }
        let skin = median(&seen)?;
        distrust_strangers(&mut seen, places, skin, atlas);
        let pigment = Pigment::new();
        let melanin = pigment.melanin_of_picture(skin).clamp(0.0, 1.05);
        let usual = pigment.albedo(melanin, 0.05);
        let undertone = skin * (usual.luminance() / skin.luminance().max(1e-4));
        let target = usual.mix(undertone, UNDERTONE);
        let beard = beard(&seen, places, skin);
        Some(Self {
            albedo: evened(&seen, places, &Tones { skin, target }, atlas),
            // Lips of a photograph carry highlights: half of their colour is painted.
            share: seen.iter().zip(places).map(|(s, p)| s.trust * (1.0 - 0.5 * lips(p))).collect(),
            melanin,
            beard,
        })
    }

    /// `traits` with the tone and the beard of the portrait.
    pub(super) fn traits(&self, traits: &Traits) -> Traits {
        let tone = self.melanin.clamp(0.0, 1.0);
        let brown = vec3(0.055, 0.027, 0.013);
        let iris_colour = traits.iris_colour.mix(brown, smoothstep(0.35, 0.6, tone));
        Traits { tone, beard: self.beard, iris_colour, ..*traits }
    }

    /// Changes the procedural coat of texel `index`.
    pub(super) fn put(&self, index: usize, coat: &mut Coat) {
        let (Some(albedo), Some(share)) = (self.albedo.get(index), self.share.get(index)) else { return };
        coat.albedo = coat.albedo.mix(*albedo, *share);
        coat.scatter = mix(coat.scatter, 1.0, *share);
    }
}

const NOTHING: Seen = Seen { colour: Vec3::ZERO, normal: Vec3::ZERO, trust: 0.0 };

/// What the portrait shows of a place, and how far to trust it.
fn look(place: &Place, fit: &Fit, front: &Front, outline: &Outline, portrait: &Portrait) -> Seen {
    let p = place.common;
    let facing = smoothstep(0.22, 0.55, place.normal.dot(fit.to_camera));
    let trust = facing * outline.inside(place.at) * front.sees(place.at) * clear_of_openings(p);
    if trust <= 0.0 {
        return NOTHING;
    }
    let [x, y] = fit.pixel(place.at);
    let (width, height) = (portrait.picture.width as f32, portrait.picture.height as f32);
    let margin = x.min(y).min(width - x).min(height - y);
    let colour = portrait.picture.at(x / width, y / height);
    Seen { colour, normal: place.normal, trust: trust * smoothstep(1.0, 6.0, margin) }
}

/// 0 at the eyeballs, the seam of the lips and in the nostrils: there a portrait shows something other than skin.
fn clear_of_openings(p: Vec3) -> f32 {
    let x = p.x.abs();
    let eye = (vec3(x, p.y, p.z) - vec3(3.12, 3.6, 7.98)).length();
    let lids = smoothstep(1.74, 1.95, eye);
    let seam = super::lips::from_seam(p).abs();
    let mouth = 1.0 - smoothstep(0.22, 0.10, seam) * smoothstep(2.9, 2.6, x) * smoothstep(8.5, 9.5, p.z);
    lids * mouth
}

/// Median colour, component by component, of the middle of the face's trusted texels.
fn median(seen: &[Seen]) -> Option<Vec3> {
    let trusted: Vec<&Seen> = seen.iter().filter(|s| s.trust > 0.8).collect();
    let middle = |of: fn(Vec3) -> f32| {
        let mut values: Vec<f32> = trusted.iter().map(|s| of(s.colour)).collect();
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 2).copied()
    };
    Some(vec3(middle(|c| c.x)?, middle(|c| c.y)?, middle(|c| c.z)?))
}

/// Places whose hair is part of the face: brows, beard.
fn hairy(p: Vec3) -> f32 {
    // Folds beside the mouth are dark as well, so the cheeks of a beard count less.
    let cheek = smoothstep(2.4, 3.0, p.x.abs()) * smoothstep(-5.2, -4.4, p.y);
    super::strands::near_brow(p).max(smoothstep(-0.6, -1.4, p.y) * (1.0 - 0.6 * cheek))
}

/// Takes trust from hair over the forehead and cheeks, and from what is no skin at all.
fn distrust_strangers(seen: &mut [Seen], places: &[Option<Place>], skin: Vec3, atlas: &Atlas) {
    let level = skin.luminance().max(1e-4);
    let red = |c: Vec3| c.x / (c.x + c.y + c.z).max(1e-4);
    let skin_red = red(skin);
    let likeness: Vec<Vec3> = seen
        .iter()
        .zip(places)
        .map(|(one, place)| {
            let dark = smoothstep(0.30, 0.62, one.colour.luminance() / level);
            let hue = smoothstep(0.16, 0.09, (red(one.colour) - skin_red).abs());
            let own = place.as_ref().map_or(0.0, |place| hairy(place.common));
            vec3((dark * hue).max(own), 0.0, 0.0)
        })
        .collect();
    let trust: Vec<f32> = seen.iter().map(|s| s.trust).collect();
    let around = smooth(&likeness, &trust, atlas.texels, (0.55 / atlas.pitch).ceil() as usize);
    for (one, around) in seen.iter_mut().zip(around) {
        one.trust *= smoothstep(0.45, 0.85, around.x);
    }
}

/// How much darker the beard's region is than the cheeks, 0..=0.9.
fn beard(seen: &[Seen], places: &[Option<Place>], skin: Vec3) -> f32 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (one, place) in seen.iter().zip(places) {
        let Some(place) = place else { continue };
        let p = place.common;
        let chin = bump(p.x.abs(), 3.2) * bump(p.y + 6.2, 1.3);
        sum += one.trust * chin * one.colour.luminance();
        total += one.trust * chin;
    }
    let ratio = sum / total.max(1e-6) / skin.luminance().max(1e-4);
    if total > 0.0 { (1.3 * (0.72 - ratio)).clamp(0.0, 0.9) } else { 0.0 }
}

/// The colours brought to the albedo `target`, with most of the broad light and shade that is left evened out.
fn evened(seen: &[Seen], places: &[Option<Place>], tones: &Tones, atlas: &Atlas) -> Vec<Vec3> {
    let colours: Vec<Vec3> = seen.iter().map(|s| s.colour).collect();
    let level = tones.skin.luminance().max(1e-4);
    // Brows and lips must not even out the skin around them, nor be evened out.
    let plain = |(seen, place): (&Seen, &Option<Place>)| {
        let brow = place.as_ref().map_or(0.0, |p| super::strands::near_brow(p.common));
        seen.trust
            * smoothstep(0.35, 0.6, seen.colour.luminance() / level)
            * (1.0 - brow)
            * (1.0 - lips(place))
    };
    let weights: Vec<f32> = seen.iter().zip(places).map(plain).collect();
    let broad = smooth(&colours, &weights, atlas.texels, (BROAD / atlas.pitch).ceil() as usize);
    let evened = |((seen, broad), place): ((&Seen, &Vec3), &Option<Place>)| {
        let hair = place.as_ref().map_or(0.0, |p| hairy(p.common)).max(lips(place));
        tones.even(seen, *broad, (lips(place), hair))
    };
    seen.iter().zip(&broad).zip(places).map(evened).collect()
}

fn lips(place: &Option<Place>) -> f32 {
    place.as_ref().map_or(0.0, |p| super::lips::region(p.common))
}

/// The usual colour of a face on its portrait and the albedo that it stands for.
struct Tones {
    skin: Vec3,
    target: Vec3,
}

impl Tones {
    fn even(&self, seen: &Seen, broad: Vec3, (lips, hair): (f32, f32)) -> Vec3 {
        let level = self.skin.luminance().max(1e-4);
        let local = broad.luminance().max(0.3 * level);
        let bright = seen.colour.luminance().max(1e-5);
        let keep = KEPT * seen.trust * seen.trust;
        let detail = libm::powf(bright / local, CONTRAST);
        // What stands out against its surroundings is a highlight.
        // And what is much darker but no hair is a fold in shadow.
        let floor = FOLD * (1.0 - hair);
        let detail = if detail < floor { floor - 0.35 * (floor - detail) } else { detail };
        let detail = if detail > 1.12 { 1.12 + 0.25 * (detail - 1.12) } else { detail };
        let lightness = detail * mix(1.0, (local / level).clamp(0.5, 1.5), keep);
        let spotty = mix(HUES, 0.55, lips);
        let channel = |colour: f32, broad: f32, skin: f32, target: f32| {
            let own = (colour / bright) / (broad / local).max(0.02);
            let around = (broad / local) / (skin / level).max(0.02);
            target * mix(1.0, own.clamp(0.4, 2.0), spotty) * mix(1.0, around.clamp(0.75, 1.3), keep)
        };
        let albedo = vec3(
            channel(seen.colour.x, broad.x, self.skin.x, self.target.x),
            channel(seen.colour.y, broad.y, self.skin.y, self.target.y),
            channel(seen.colour.z, broad.z, self.skin.z, self.target.z),
        );
        let albedo = albedo * (lightness * self.target.luminance() / albedo.luminance().max(1e-5));
        vec3(albedo.x.clamp(0.0, 0.9), albedo.y.clamp(0.0, 0.9), albedo.z.clamp(0.0, 0.9))
    }
}
