//! A screen that lights the emulated person: the colours that come back from a face, a sheet or a curl of paper.

use crate::light::{Part, Shown};
use crate::observation::{FaceLight, Faces, Observation, Patch, Rgb, Skin};
use crate::random::SplitMix64;

/// What the light falls on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    /// A head with a nose.
    Face,
    /// A flat sheet.
    Sheet,
    /// A sheet bent about the vertical, this many degrees from edge to edge.
    Curl(f32),
    /// Nothing answers: a lit screen, or a made video.
    Nothing,
}

/// The light of a scene, as a function of time and of what was shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lighting {
    /// Seed of the noise.
    pub seed: u64,
    /// Screen ÷ room light on the face for a white screen.
    pub ratio: f32,
    /// From a light shown to the frame that has it, milliseconds.
    pub lag_ms: u64,
    /// What the light falls on.
    pub body: Body,
    /// Standard deviation of the mean of a patch, of its level.
    pub noise: f32,
    /// Direction of a half of the screen off the middle, degrees.
    pub half_at: f32,
}

impl Default for Lighting {
    fn default() -> Self {
        Self { seed: 1, ratio: 0.5, lag_ms: 60, body: Body::Face, noise: 0.004, half_at: 12.0 }
    }
}

type Vector = [f32; 3];

impl Lighting {
    /// Puts the light of everything `shown` so far into `seen`, whose face keeps all else.
    pub fn paint(&self, seen: &mut Observation, shown: &[Shown]) {
        let at = seen.at;
        let Faces::One(face) = &mut seen.faces else { return };
        let lag = std::time::Duration::from_millis(self.lag_ms);
        let now = shown.iter().rev().find(|shown| shown.at.after(lag) <= at).map(|shown| shown.light);
        let mut noise = SplitMix64::new(self.seed ^ at.as_micros());
        let colour = now.map_or([0.0; 3], crate::Light::linear);
        let part = now.map_or(Part::Whole, |light| light.part);
        let patches = self.patches();
        let lit: Vec<Patch> = patches
            .iter()
            .map(|(place, normal)| self.patch((*place, *normal), (colour, part), &mut noise))
            .collect();
        let mean = |from: usize, to: usize| mean(lit.get(from..to).unwrap_or_default());
        let third = lit.len() / 5;
        let old = face.light.clone();
        face.light = FaceLight {
            forehead: mean(0, third),
            left_cheek: mean(third, 2 * third),
            right_cheek: mean(2 * third, 3 * third),
            nose: mean(3 * third, 4 * third),
            chin: mean(4 * third, lit.len()),
            skin: Some(Box::new(Skin { patches: lit, irises: [Rgb::default(); 2] })),
            ..old
        };
    }

    fn patch(
        &self,
        (place, normal): ([f32; 2], Vector),
        (colour, part): ([f32; 3], Part),
        noise: &mut SplitMix64,
    ) -> Patch {
        let strength =
            if self.body == Body::Nothing { 0.0 } else { self.ratio * self.received(place, normal, part) };
        let albedo = [0.35, 0.22, 0.16];
        let [r, g, b] = [0, 1, 2].map(|c| {
            let room = 0.6 * albedo[c];
            room * (1.0 + strength * colour[c]) * (1.0 + self.noise * noise.normal())
        });
        Patch { light: Rgb { r, g, b }, usable: 1.0, at: place, normal: facing(place) }
    }

    /// What a place receives from a part of the screen, 1 for a surface that faces the whole of it.
    fn received(&self, [x, y]: [f32; 2], normal: Vector, part: Part) -> f32 {
        let (sin, cos) = self.half_at.to_radians().sin_cos();
        let from = |across: f32, down: f32| {
            // 55 cm away; an inter-eye distance is 6.3 cm.
            let way = [55.0 * sin * across - 6.3 * x, 55.0 * sin * down - 6.3 * y, -55.0 * cos];
            let squared = way.iter().map(|v| v * v).sum::<f32>();
            let dot: f32 = way.iter().zip(normal).map(|(w, n)| w * n).sum();
            (dot / squared.sqrt()).max(0.0) * 55.0 * 55.0 / squared
        };
        let pair = |a: (f32, f32), b: (f32, f32)| (from(a.0, a.1) + from(b.0, b.1)) / 4.0;
        let (tl, tr, bl, br) = ((-1.0, -0.6), (1.0, -0.6), (-1.0, 0.6), (1.0, 0.6));
        match part {
            Part::Whole => pair(tl, tr) + pair(bl, br),
            Part::Top => pair(tl, tr),
            Part::Bottom => pair(bl, br),
            Part::Left => pair(tl, bl),
            Part::Right => pair(tr, br),
        }
    }

    /// Places of the patches and the normals of what is really there.
    fn patches(&self) -> Vec<([f32; 2], Vector)> {
        places()
            .map(|place| {
                let normal = match self.body {
                    Body::Face => facing(place),
                    Body::Sheet | Body::Nothing => [0.0, 0.0, -1.0],
                    Body::Curl(degrees) => {
                        let (sin, cos) = (place[0] / 3.2 * degrees).to_radians().sin_cos();
                        [sin, 0.0, -cos]
                    }
                };
                (place, normal)
            })
            .collect()
    }
}

/// Rows of places on a face, in inter-eye distances from between the eyes, and both walls of the nose.
fn places() -> impl Iterator<Item = [f32; 2]> {
    let rows = [-0.7, -0.45, 0.5, 0.8, 1.1, 1.45];
    let columns = [-0.9, -0.6, -0.3, 0.3, 0.6, 0.9];
    let skin = rows.into_iter().flat_map(move |y| columns.map(|x| [x, y]));
    let nose = [0.15, 0.3, 0.45, 0.6].into_iter().flat_map(|y| [[-0.12, y], [0.12, y]]);
    skin.chain(nose)
}

/// Normal of a face at a place: an egg, with a ridge for the nose. It is also what the mesh says of a picture of a face.
fn facing([x, y]: [f32; 2]) -> Vector {
    let nose = x.abs() < 0.2 && (0.0..0.7).contains(&y);
    let across = if nose { 0.75_f32.copysign(x) } else { 0.8 * x };
    let down = 0.35 * (y - 0.4);
    let depth = (1.0 - across * across - down * down).max(0.1).sqrt();
    let length = (across * across + down * down + depth * depth).sqrt();
    [across / length, down / length, -depth / length]
}

fn mean(patches: &[Patch]) -> Rgb {
    let count = patches.len().max(1) as f32;
    patches.iter().fold(Rgb::default(), |sum, patch| Rgb {
        r: sum.r + patch.light.r / count,
        g: sum.g + patch.light.g / count,
        b: sum.b + patch.light.b / count,
    })
}
