//! A pyramid of painted texels.

use super::atlas::Atlas;
use crate::math::{Vec3, mix};

/// What is painted on one texel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Coat {
    /// Diffuse reflectance, linear RGB.
    pub albedo: Vec3,
    /// GGX roughness.
    pub roughness: f32,
    /// Slope of the fine relief, rest space: the normal tilts against it.
    pub slope: Vec3,
    /// 1 = skin, 0 = hair, which does not scatter.
    pub scatter: f32,
}

impl Coat {
    pub(super) fn mix(self, o: Self, t: f32) -> Self {
        Self {
            albedo: self.albedo.mix(o.albedo, t),
            roughness: mix(self.roughness, o.roughness, t),
            slope: self.slope.mix(o.slope, t),
            scatter: mix(self.scatter, o.scatter, t),
        }
    }

    fn add(&mut self, o: Self, weight: f32) {
        self.albedo += o.albedo * weight;
        self.roughness += o.roughness * weight;
        self.slope += o.slope * weight;
        self.scatter += o.scatter * weight;
    }
}

/// Mean of 2 × 2 texels at a time, down to one texel; what no skin covers is filled from the coarser levels, so that
/// seams do not show.
pub(super) struct Texture {
    tiles: usize,
    /// Finest first: (texels along a side, tile × row × column).
    levels: Vec<(usize, Vec<Coat>)>,
    /// Side of a finest texel, cm.
    pitch: f32,
}

impl Texture {
    /// `coats` as [`Atlas::places`]; those of empty places are ignored.
    pub(super) fn new(atlas: &Atlas, coats: Vec<Coat>) -> Self {
        let mut weights: Vec<f32> = atlas.places.iter().map(|p| f32::from(u8::from(p.is_some()))).collect();
        let mut levels = vec![(atlas.texels, coats)];
        let mut all_weights = Vec::new();
        let mut side = atlas.texels;
        while let (true, Some((_, fine))) = (side > 1, levels.last()) {
            let (coarse, coarse_weights) = halved(fine, &weights, side, atlas.tiles);
            all_weights.push(std::mem::replace(&mut weights, coarse_weights));
            side /= 2;
            levels.push((side, coarse));
        }
        for level in (0..levels.len().saturating_sub(1)).rev() {
            let (fine, coarse) = levels.split_at_mut(level + 1);
            fill(&mut fine[level], &coarse[0], &all_weights[level]);
        }
        Self { tiles: atlas.tiles, levels, pitch: atlas.pitch }
    }

    /// The coat at `uv`, averaged over about `footprint` cm.
    pub(super) fn at(&self, uv: [f32; 2], footprint: f32) -> Coat {
        let tile = (uv[0].max(0.0) as usize).min(self.tiles - 1);
        let (u, v) = ((uv[0] - tile as f32).clamp(0.0, 1.0), (1.0 - uv[1]).clamp(0.0, 1.0));
        let mut level = 0;
        let mut reach = self.pitch * 1.4;
        while reach < footprint && level + 1 < self.levels.len() {
            reach *= 2.0;
            level += 1;
        }
        let (side, coats) = &self.levels[level];
        let start = tile * side * side;
        let place = |t: f32| {
            let x = (t * *side as f32 - 0.5).clamp(0.0, (side - 1) as f32);
            let i = x as usize;
            (i, (i + 1).min(side - 1), x - i as f32)
        };
        let ((x0, x1, s), (y0, y1, t)) = (place(u), place(v));
        let row = |y: usize| coats[start + y * side + x0].mix(coats[start + y * side + x1], s);
        row(y0).mix(row(y1), t)
    }
}

fn halved(fine: &[Coat], weights: &[f32], side: usize, tiles: usize) -> (Vec<Coat>, Vec<f32>) {
    let half = side / 2;
    let mut coats = Vec::with_capacity(tiles * half * half);
    let mut sums = Vec::with_capacity(tiles * half * half);
    for row in 0..tiles * half {
        for column in 0..half {
            let first = 2 * row * side + 2 * column;
            let (mut coat, mut sum) = (Coat::default(), 0.0);
            for index in [first, first + 1, first + side, first + side + 1] {
                coat.add(fine[index], weights[index]);
                sum += weights[index];
            }
            let mut mean = Coat::default();
            if sum > 0.0 {
                mean.add(coat, 1.0 / sum);
            }
            coats.push(mean);
            sums.push(if sum > 0.0 { 1.0 } else { 0.0 });
        }
    }
    (coats, sums)
}

fn fill((side, fine): &mut (usize, Vec<Coat>), (half, coarse): &(usize, Vec<Coat>), weights: &[f32]) {
    for (index, coat) in fine.iter_mut().enumerate().filter(|(i, _)| weights[*i] == 0.0) {
        let (row, column) = (index / *side, index % *side);
        *coat = coarse[row / 2 * half + column / 2];
    }
}
