//! Light on surfaces: soft lamps far away, surroundings, and the four quarters of a screen nearby.

mod apart;
mod screen;
mod surroundings;

use crate::colour::kelvin;
use crate::math::{Vec3, vec3};
use crate::mesh::Visibility;
use crate::scene::{Lamp, Lights};
use crate::surface::{Hit, Surface};
pub(crate) use apart::Apart;
use screen::Panel;
pub(crate) use screen::Quarters;
pub(crate) use surroundings::MapError;
use surroundings::Sky;

use std::f32::consts::PI;

/// The nine real spherical harmonics of order 0 to 2 at unit direction `d` (orthonormal; Ramamoorthi & Hanrahan 2001,
/// eq. 3).
pub(crate) fn harmonics(d: Vec3) -> [f32; 9] {
    [
        0.282_095,
        0.488_603 * d.y,
        0.488_603 * d.z,
        0.488_603 * d.x,
        1.092_548 * d.x * d.y,
        1.092_548 * d.y * d.z,
        0.315_392 * (3.0 * d.z * d.z - 1.0),
        1.092_548 * d.x * d.z,
        0.546_274 * (d.x * d.x - d.y * d.y),
    ]
}

/// What convolution with a clamped cosine does to each harmonic (Ramamoorthi & Hanrahan 2001, eq. 8).
const COSINE: [f32; 9] = {
    let (first, second) = (PI * 2.0 / 3.0, PI / 4.0);
    [PI, first, first, first, second, second, second, second, second]
};

/// A round light too far away for its place to matter.
struct Source {
    /// Towards it.
    direction: Vec3,
    /// Illuminance on a surface that faces it, lux, linear RGB.
    irradiance: Vec3,
    /// Luminance of its disc, cd/m².
    radiance: Vec3,
    /// Sine of its apparent radius.
    size: f32,
}

/// All light of a scene, ready to fall on surfaces; camera space.
pub(crate) struct Illumination {
    lamps: Vec<Source>,
    sky: Sky,
    panel: Option<Panel>,
}

impl Illumination {
    /// The light of `lights` where the first face is at `face`, camera space, cm.
    pub(crate) fn new(lights: &Lights, face: Vec3) -> Result<Self, MapError> {
        let lamps = lights.lamps.iter().map(source).collect();
        let mut light = Self { lamps, sky: Sky::new(&lights.surroundings)?, panel: None };
        let ambient = light.ambient_lux(face);
        light.panel = lights.screen.as_ref().map(|screen| Panel::new(screen, face, ambient));
        Ok(light)
    }

    /// Illuminance of lamps and surroundings on a surface at `face` that looks at the camera, lux.
    pub(crate) fn ambient_lux(&self, face: Vec3) -> f32 {
        let towards = -face.normalized();
        let lamps: Vec3 = self
            .lamps
            .iter()
            .fold(Vec3::ZERO, |sum, l| sum + l.irradiance * l.direction.dot(towards).max(0.0));
        (lamps + self.sky.irradiance(towards)).luminance()
    }

    /// Illuminance of the screen on a surface at `face` that looks at the camera, lux, linear RGB.
    pub(crate) fn screen_irradiance(&self, face: Vec3, quarters: &Quarters) -> Vec3 {
        let normal = -face.normalized();
        let Some(panel) = &self.panel else { return Vec3::ZERO };
        (0..4).fold(Vec3::ZERO, |sum, i| {
            let beam = panel.beam(i, face);
            sum + quarters[i] * (beam.strength * beam.direction.dot(normal).max(0.0))
        })
    }

    /// Luminance of the screen's quarters at `micros` of stream time, cd/m², linear RGB; black without a screen.
    pub(crate) fn quarters(&self, micros: i64) -> Quarters {
        self.panel.as_ref().map_or([Vec3::ZERO; 4], |panel| panel.quarters(micros))
    }

    /// White of the screen, cd/m²; 0 without one.
    pub(crate) fn nits(&self) -> f32 {
        self.panel.as_ref().map_or(0.0, Panel::nits)
    }

    /// Radiance (cd/m²) that leaves `hit` towards the camera while the screen shows `quarters`.
    pub(crate) fn shade(&self, hit: &Hit, surface: &Surface, seen: &Visibility, quarters: &Quarters) -> Vec3 {
        let view = View::new(hit, surface, seen);
        let (mut diffuse, mut shine) = self.ambient(&view);
        if let Some(panel) = &self.panel {
            let (d, s) = screen_light(panel, &view, quarters);
            diffuse += d;
            shine += s;
        }
        view.radiance(diffuse, shine) + surface.emission
    }

    /// The same, kept apart by where the light comes from: [`Self::shade`] is linear in each channel of `quarters`.
    pub(crate) fn shade_apart(&self, hit: &Hit, surface: &Surface, seen: &Visibility) -> Apart {
        let view = View::new(hit, surface, seen);
        let (diffuse, shine) = self.ambient(&view);
        let ambient = view.radiance(diffuse, shine) + surface.emission;
        let quarter = |panel: &Panel, i: usize| {
            let Answer { lambert, reach, lobe } = view.answer(panel, i);
            view.radiance(lambert * reach, Vec3::ONE * lobe)
        };
        let quarters = self.panel.as_ref().map(|panel| [0, 1, 2, 3].map(|i| quarter(panel, i)));
        Apart { ambient, quarters: quarters.unwrap_or_default() }
    }

    /// Light of lamps and surroundings that scatters, and light of theirs that is mirrored.
    fn ambient(&self, view: &View<'_>) -> (Vec3, Vec3) {
        let surface = view.surface;
        let mut diffuse = self.sky.irradiance(surface.normal) * view.sky_share;
        let mut shine =
            self.sky.radiance(view.mirror, surface.roughness) * (view.mirror_share * view.fresnel);
        for lamp in &self.lamps {
            let open = view.open(lamp.direction);
            diffuse += view.lambert(lamp.direction).times(lamp.irradiance) * open;
            if surface.gloss > 0.0 {
                shine += view.lamp_shine(lamp) * open;
            }
        }
        (diffuse, shine)
    }
}

fn source(lamp: &Lamp) -> Source {
    let (azimuth, elevation) = (lamp.azimuth.to_radians(), lamp.elevation.to_radians());
    let level = libm::cosf(elevation);
    // Azimuth 0 is behind the camera: the lamp lights what the camera sees.
    let direction = vec3(libm::sinf(azimuth) * level, libm::sinf(elevation), libm::cosf(azimuth) * level);
    let size = libm::sinf(lamp.radius.to_radians()).max(0.005);
    let irradiance = kelvin(lamp.kelvin) * lamp.lux;
    Source { direction, irradiance, radiance: irradiance * (1.0 / (PI * size * size)), size }
}

fn screen_light(panel: &Panel, view: &View<'_>, quarters: &Quarters) -> (Vec3, Vec3) {
    let (mut diffuse, mut shine) = (Vec3::ZERO, Vec3::ZERO);
    for (i, &luminance) in quarters.iter().enumerate() {
        if luminance == Vec3::ZERO {
            continue;
        }
        let Answer { lambert, reach, lobe } = view.answer(panel, i);
        diffuse += lambert.times(luminance) * reach;
        shine += luminance * lobe;
    }
    (diffuse, shine)
}

/// How a surface answers to one quarter of the screen, for each cd/m².
struct Answer {
    /// Diffuse response by channel.
    lambert: Vec3,
    /// Illuminance that arrives, lux.
    reach: f32,
    /// Radiance that is mirrored, cd/m².
    lobe: f32,
}

/// Below this roughness a light is seen as a mirrored shape, above it as a lobe.
const MIRROR: f32 = 0.12;

/// A surface as the camera sees it: what all lights share.
struct View<'a> {
    hit: &'a Hit,
    surface: &'a Surface,
    seen: &'a Visibility,
    /// Direction in which the camera would see a mirror image.
    mirror: Vec3,
    /// Share of light that is reflected at the surface in the direction of the camera.
    fresnel: f32,
    /// Share of the surroundings' diffuse light that arrives.
    sky_share: f32,
    mirror_share: f32,
    facing: f32,
}

impl<'a> View<'a> {
    fn new(hit: &'a Hit, surface: &'a Surface, seen: &'a Visibility) -> Self {
        let n = surface.normal;
        let facing = n.dot(hit.to_camera).clamp(0.02, 1.0);
        let mirror = n * (2.0 * n.dot(hit.to_camera)) - hit.to_camera;
        let grazing = 1.0 - facing;
        let grazing5 = grazing * grazing * grazing * grazing * grazing;
        // Schlick's approximation, damped where roughness hides the grazing angle.
        let fresnel = if surface.gloss > 0.0 {
            surface.gloss
                + (1.0 - surface.roughness).max(surface.gloss) * grazing5 * (1.0 - surface.gloss) * 0.6
        } else {
            0.0
        };
        let back = hit.turn.transposed();
        let local = back.apply(n);
        let basis = harmonics(local);
        let around: f32 = (0..9).map(|i| seen[i] * COSINE[i] * basis[i]).sum::<f32>() / PI;
        let sky_share = around.clamp(0.03, 1.0) * surface.openness;
        let mut view = Self { hit, surface, seen, mirror, fresnel, sky_share, mirror_share: 0.0, facing };
        if surface.gloss > 0.0 {
            view.mirror_share = view.open(mirror);
        }
        view
    }

    /// Radiance of scattered light `diffuse` and mirrored light `shine`.
    fn radiance(&self, diffuse: Vec3, shine: Vec3) -> Vec3 {
        self.surface.albedo.times(diffuse) * ((1.0 - self.fresnel) / PI) + shine
    }

    /// The answer to quarter `i` of `panel`.
    fn answer(&self, panel: &Panel, i: usize) -> Answer {
        let beam = panel.beam(i, self.hit.at);
        let open = self.open(beam.direction);
        let lobe = if self.surface.gloss <= 0.0 {
            0.0
        } else if self.surface.roughness < MIRROR {
            panel.reflection(i, self.hit.at, self.mirror) * self.fresnel
        } else {
            self.lobe(beam.direction, 0.2) * beam.strength
        };
        Answer { lambert: self.lambert(beam.direction), reach: beam.strength * open, lobe: lobe * open }
    }

    /// Share of the light from `direction` that nothing blocks.
    fn open(&self, direction: Vec3) -> f32 {
        let basis = harmonics(self.hit.turn.transposed().apply(direction));
        let seen: f32 = (0..9).map(|i| self.seen[i] * basis[i]).sum();
        // Three bands of harmonics cannot draw an edge: the step makes shadows of their slope.
        let t = ((seen - 0.15) / 0.6).clamp(0.0, 1.0);
        t * t * (3.0 - 2.0 * t) * self.surface.openness
    }

    /// Diffuse response to light from `direction`, by channel: scattering below skin carries light, red most, past
    /// the terminator (wrapped Lambert).
    fn lambert(&self, direction: Vec3) -> Vec3 {
        let cosine = self.surface.normal.dot(direction);
        let soft = |wrap: f32| {
            let w = wrap * self.surface.scatter;
            let t = ((cosine + w) / (1.0 + w)).max(0.0);
            // Squared at the wrapped end, so that the total over all directions stays near that of Lambert's law.
            if w > 0.0 { t * (t + (1.0 - t) * (1.0 - w)).min(1.0) } else { t }
        };
        vec3(soft(0.30), soft(0.14), soft(0.09))
    }

    /// Specular response to a unit irradiance from `direction` by a light of angular size `size` (sine): GGX with the
    /// roughness widened by the light (Karis 2013), Smith's masking folded into the usual visibility term.
    fn lobe(&self, direction: Vec3, size: f32) -> f32 {
        let cosine = self.surface.normal.dot(direction);
        if cosine <= 0.0 {
            return 0.0;
        }
        let half = (direction + self.hit.to_camera).normalized();
        let alpha = self.surface.roughness * self.surface.roughness;
        let wide = (alpha + size * 0.5).min(1.0);
        let a2 = wide * wide;
        let h = self.surface.normal.dot(half).clamp(0.0, 1.0);
        let d = h * h * (a2 - 1.0) + 1.0;
        let k = wide * 0.5;
        let masking = (cosine * (1.0 - k) + k) * (self.facing * (1.0 - k) + k);
        self.fresnel * a2 / (PI * d * d) * cosine / (4.0 * masking.max(1e-3))
    }

    fn lamp_shine(&self, lamp: &Source) -> Vec3 {
        if self.surface.roughness >= MIRROR {
            return lamp.irradiance * self.lobe(lamp.direction, lamp.size);
        }
        let off = self.mirror.cross(lamp.direction).length();
        if self.mirror.dot(lamp.direction) <= 0.0 {
            return Vec3::ZERO;
        }
        let edge = crate::math::smoothstep(lamp.size + self.surface.roughness, lamp.size * 0.9, off);
        lamp.radiance * (edge * self.fresnel)
    }
}
