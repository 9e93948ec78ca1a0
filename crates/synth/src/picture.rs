//! Pictures of linear light, and textures.

use crate::math::Vec3;

/// (height, width) linear RGB, row by row from the upper left. Radiance in cd/m² on a sensor, 0..=1 in a texture.
/// `P` is another kind of pixel where light is kept apart by its source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture<P = Vec3> {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<P>,
}

impl<P: Clone + Default> Picture<P> {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![P::default(); width * height] }
    }
}

impl Picture {
    /// Bilinear value at `u` (0 = left edge, 1 = right edge) and `v` (0 = upper edge, 1 = lower edge); clamped.
    pub(crate) fn at(&self, u: f32, v: f32) -> Vec3 {
        let (x0, x1, s) = neighbours(u, self.width);
        let (y0, y1, t) = neighbours(v, self.height);
        let row = |y: usize| self.pixels[y * self.width + x0].mix(self.pixels[y * self.width + x1], s);
        row(y0).mix(row(y1), t)
    }
}

/// The two of `n` > 0 texels in a row around `t` (0 = one end, 1 = the other), and how far `t` is from the first to the
/// second.
pub(crate) fn neighbours(t: f32, n: usize) -> (usize, usize, f32) {
    let x = (t * n as f32 - 0.5).clamp(0.0, (n - 1) as f32);
    let i = x as usize;
    (i, (i + 1).min(n - 1), x - i as f32)
}
