//! Light from everywhere, as spherical harmonics (Ramamoorthi & Hanrahan 2001) and, where there is a map, as a picture
//! for mirrors.

use super::{COSINE, harmonics};
use crate::colour::kelvin;
use crate::math::{Vec3, linear_from_srgb, vec3};
use crate::picture::Picture;
use crate::scene::Surroundings;
use image::imageops::FilterType;
use std::f32::consts::PI;
use std::path::{Path, PathBuf};

/// Why an environment map cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot read the environment map {path}: give a latitude-longitude picture (PNG, JPEG) of at most 8192 × 4096"
)]
pub struct MapError {
    /// Which file.
    path: PathBuf,
    /// What the decoder said.
    source: image::ImageError,
}

/// Radiance from every direction.
pub(super) struct Sky {
    /// Radiance, cd/m², linear RGB.
    radiance: [Vec3; 9],
    /// For mirrors: 64 × 32, latitude-longitude.
    map: Option<Picture>,
}

impl Sky {
    pub(super) fn new(surroundings: &Surroundings) -> Result<Self, MapError> {
        let colour = kelvin(surroundings.kelvin) * (surroundings.lux / PI);
        let Some(path) = &surroundings.map else {
            // Uniform light plus a part that rises with the height, both positive.
            let mut radiance = [Vec3::ZERO; 9];
            radiance[0] = colour * (1.0 / 0.282_095);
            radiance[1] = colour * (surroundings.overhead * 0.8 / 0.488_603);
            return Ok(Self { radiance, map: None });
        };
        let mut map = read(path)?;
        let mut sky = project(&map);
        // Scaled so that the mean illuminance is what was asked for.
        let gain = surroundings.lux / (sky[0].luminance() * 0.282_095 * PI).max(1e-6);
        map.pixels.iter_mut().for_each(|p| *p = *p * gain);
        sky.iter_mut().for_each(|c| *c = *c * gain);
        Ok(Self { radiance: sky, map: Some(map) })
    }

    /// Illuminance on a surface that faces `normal`, lux, linear RGB.
    pub(super) fn irradiance(&self, normal: Vec3) -> Vec3 {
        let basis = harmonics(normal);
        positive((0..9).fold(Vec3::ZERO, |sum, i| sum + self.radiance[i] * (COSINE[i] * basis[i])))
    }

    /// Luminance in direction `d` as a surface of `roughness` mirrors it, cd/m².
    pub(super) fn radiance(&self, d: Vec3, roughness: f32) -> Vec3 {
        if let (Some(map), true) = (&self.map, roughness < 0.3) {
            let u = 0.5 + libm::atan2f(d.x, d.z) / (2.0 * PI);
            let v = libm::acosf(d.y.clamp(-1.0, 1.0)) / PI;
            return map.at(u, v);
        }
        let basis = harmonics(d);
        positive((0..9).fold(Vec3::ZERO, |sum, i| sum + self.radiance[i] * basis[i]))
    }
}

fn positive(c: Vec3) -> Vec3 {
    vec3(c.x.max(0.0), c.y.max(0.0), c.z.max(0.0))
}

fn read(path: &Path) -> Result<Picture, MapError> {
    let fail = |source| MapError { path: path.to_owned(), source };
    let mut reader = image::ImageReader::open(path)
        .and_then(image::ImageReader::with_guessed_format)
        .map_err(|e| fail(image::ImageError::IoError(e)))?;
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(8192), Some(4096));
    reader.limits(limits);
    let mut large = reader.decode().map_err(fail)?.into_rgb32f();
    // Light adds up linearly: a bright window must stay as bright when it shrinks.
    large.iter_mut().for_each(|level| *level = linear_from_srgb(*level));
    let small = image::imageops::resize(&large, 64, 32, FilterType::Triangle);
    let mut picture = Picture::new(64, 32);
    for (to, from) in picture.pixels.iter_mut().zip(small.pixels()) {
        let [r, g, b] = from.0;
        *to = vec3(r, g, b);
    }
    Ok(picture)
}

/// Harmonics of a latitude-longitude map whose middle lies behind the camera (+z).
fn project(map: &Picture) -> [Vec3; 9] {
    let mut sums = [Vec3::ZERO; 9];
    for y in 0..map.height {
        let polar = (y as f32 + 0.5) / map.height as f32 * PI;
        let (sine, cosine) = (libm::sinf(polar), libm::cosf(polar));
        let solid = 2.0 * PI / map.width as f32 * (PI / map.height as f32) * sine;
        for x in 0..map.width {
            let azimuth = ((x as f32 + 0.5) / map.width as f32 - 0.5) * 2.0 * PI;
            let basis = harmonics(vec3(libm::sinf(azimuth) * sine, cosine, libm::cosf(azimuth) * sine));
            let light = map.pixels[y * map.width + x] * solid;
            for (sum, b) in sums.iter_mut().zip(basis) {
                *sum += light * b;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_surroundings_light_all_sides_with_the_lux_asked_for() {
        let even = Surroundings { lux: 200.0, kelvin: 6500.0, overhead: 0.0, map: None };
        let sky = Sky::new(&even).expect("no map");
        for d in [vec3(0.0, 1.0, 0.0), vec3(0.0, 0.0, 1.0), vec3(-1.0, 0.0, 0.0)] {
            assert!((sky.irradiance(d).luminance() - 200.0).abs() < 2.0, "{:?}", sky.irradiance(d));
        }
    }

    #[test]
    fn a_map_shrinks_as_light_does_not_as_levels_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("map.png");
        let stripes = |x, _| image::Rgb(if x % 2 == 0 { [255; 3] } else { [0; 3] });
        image::RgbImage::from_fn(256, 128, stripes).save(&path).expect("written");
        let map = read(&path).expect("a picture");
        let middle = map.pixels[16 * 64 + 32].y;
        assert!((middle - 0.5).abs() < 0.02, "{middle}: half the light, not half the level");
    }

    #[test]
    fn overhead_light_comes_from_above() {
        let sky = Sky::new(&Surroundings { overhead: 1.0, ..Surroundings::default() }).expect("no map");
        assert!(sky.irradiance(vec3(0.0, 1.0, 0.0)).y > 3.0 * sky.irradiance(vec3(0.0, -1.0, 0.0)).y);
    }
}
