//! Pictures as print shops and players store them: 8 bits a channel, prefiltered for every distance.

use crate::math::{Vec3, srgb_from_linear, vec3};
use crate::picture::{Picture, neighbours};
use std::sync::OnceLock;

/// Side of the square that one sample of a pixel averages, in pixels: the renderer takes several samples of each, which
/// together average the whole pixel.
pub(crate) const SAMPLE: f32 = 0.5;

/// What each code of a channel becomes: relative light, 0..=1.
pub(crate) type Curve = [f32; 256];

/// A picture in sRGB codes with ever smaller copies of itself (Williams 1983).
pub(crate) struct Texture {
    levels: Vec<Level>,
}

struct Level {
    width: usize,
    height: usize,
    texels: Vec<[u8; 3]>,
}

impl Texture {
    pub(crate) fn new(picture: &Picture) -> Self {
        let mut levels = vec![coded(picture)];
        let mut smaller = None;
        while let Some(next) = halved(smaller.as_ref().unwrap_or(picture)) {
            levels.push(coded(&next));
            smaller = Some(next);
        }
        Self { levels }
    }

    /// Height ÷ width in texels.
    pub(crate) fn aspect(&self) -> f32 {
        self.levels.first().map_or(1.0, |level| level.height as f32 / level.width.max(1) as f32)
    }

    /// The mean around `u`, `v` (conventions of [`Picture::at`]) over a square of side `span`, in widths of the
    /// picture, as the light that `curve` gives.
    pub(crate) fn at(&self, [u, v]: [f32; 2], span: f32, curve: &Curve) -> Vec3 {
        let Some(finest) = self.levels.first() else { return Vec3::ZERO };
        // A pyramid's box is wider than the pixel's own by about half a level.
        let level = (log2(span * finest.width as f32) - 0.5).max(0.0);
        let last = self.levels.len() - 1;
        let index = (level as usize).min(last);
        let fine = self.levels[index].at(u, v, curve);
        if index == last || level <= 0.0 {
            return fine;
        }
        fine.mix(self.levels[index + 1].at(u, v, curve), level - index as f32)
    }
}

impl Level {
    fn at(&self, u: f32, v: f32, curve: &Curve) -> Vec3 {
        let (x0, x1, s) = neighbours(u, self.width);
        let (y0, y1, t) = neighbours(v, self.height);
        let light = |x: usize, y: usize| {
            let [r, g, b] = self.texels[y * self.width + x];
            vec3(curve[usize::from(r)], curve[usize::from(g)], curve[usize::from(b)])
        };
        light(x0, y0).mix(light(x1, y0), s).mix(light(x0, y1).mix(light(x1, y1), s), t)
    }
}

/// Binary logarithm to within 0.09, from the bits of `x` > 0: what a choice of level needs, and it is asked at every
/// pixel.
fn log2(x: f32) -> f32 {
    x.max(1e-6).to_bits() as f32 / 8_388_608.0 - 127.0
}

fn coded(picture: &Picture) -> Level {
    let code = |c: Vec3| [code(c.x), code(c.y), code(c.z)];
    // An empty picture becomes one black texel, so that look-ups need no special case.
    if picture.pixels.is_empty() {
        return Level { width: 1, height: 1, texels: vec![[0; 3]] };
    }
    let texels = picture.pixels.iter().map(|&c| code(c)).collect();
    Level { width: picture.width, height: picture.height, texels }
}

/// Half as wide and high, or nothing where that would no longer show a face.
fn halved(picture: &Picture) -> Option<Picture> {
    let (width, height) = (picture.width / 2, picture.height / 2);
    if width.min(height) < 4 {
        return None;
    }
    let mut half = Picture::new(width, height);
    for y in 0..height {
        for x in 0..width {
            let at = 2 * y * picture.width + 2 * x;
            let upper = picture.pixels[at] + picture.pixels[at + 1];
            let lower = picture.pixels[at + picture.width] + picture.pixels[at + picture.width + 1];
            half.pixels[y * width + x] = (upper + lower) * 0.25;
        }
    }
    Some(half)
}

/// sRGB code of linear `x`. A table over the square root, because recordings have some 10⁸ values.
fn code(x: f32) -> u8 {
    const STEPS: f32 = 4096.0;
    static CODES: OnceLock<Vec<u8>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let level = |i: usize| (i as f32 / STEPS) * (i as f32 / STEPS);
        (0..=STEPS as usize).map(|i| (srgb_from_linear(level(i)) * 255.0 + 0.5) as u8).collect()
    });
    codes[(x.clamp(0.0, 1.0).sqrt() * STEPS + 0.5) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::linear_from_srgb;

    #[test]
    fn a_texture_seen_from_afar_is_its_mean() {
        let mut picture = Picture::new(64, 64);
        for (i, pixel) in picture.pixels.iter_mut().enumerate() {
            *pixel = Vec3::ONE * (((i % 64) + (i / 64)) % 2) as f32;
        }
        let curve: Curve = std::array::from_fn(|i| linear_from_srgb(i as f32 / 255.0));
        let texture = Texture::new(&picture);
        let near = texture.at([0.5 / 64.0, 0.5 / 64.0], 1.0 / 64.0, &curve);
        let far = texture.at([0.4, 0.6], 8.0 / 64.0, &curve);
        assert_eq!(near.y, 0.0);
        assert!((far.y - 0.5).abs() < 0.01, "{}", far.y);
    }
}
