//! Takes the light out of a projected portrait.

use super::fit::solve;
use crate::light::harmonics;
use crate::math::{Vec3, smoothstep};

/// Shading further from the mean than this is a shadow or highlight that nine numbers do not describe.
const DARKEST: f32 = 0.45;
const BRIGHTEST: f32 = 1.8;
/// Share of its mean square that keeps the fit from inventing light where no texel faces.
const RIDGE: f64 = 0.004;

/// One texel of the face: its colour on the portrait, linear, its normal and how far to trust it, 0..=1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub colour: Vec3,
    pub normal: Vec3,
    pub trust: f32,
}

/// Shading as a function of the normal: order-2 spherical harmonics (Ramamoorthi & Hanrahan 2001), mean 1.
pub(super) struct Shading {
    coefficients: [f32; 9],
}

impl Shading {
    /// The least-squares shading of `seen`, as if all skin had one albedo; the second of two passes leaves out what
    /// the first did not explain: beards, brows, highlights.
    pub(super) fn of(seen: &[Seen]) -> Option<Self> {
        let first = Self::fitted(seen, |_| 1.0)?;
        let mean = mean_luminance(seen, &first)?;
        Self::fitted(seen, |s| {
            let off = s.colour.luminance() / (mean * first.at(s.normal)).max(1e-4);
            smoothstep(0.55, 0.8, off) * smoothstep(1.6, 1.25, off)
        })
    }

    fn fitted(seen: &[Seen], weight: impl Fn(&Seen) -> f32) -> Option<Self> {
        let mut matrix = vec![0.0; 81];
        let (mut side, mut total) = (vec![0.0; 9], 0.0);
        for one in seen.iter().filter(|s| s.trust > 0.3) {
            let weight = f64::from(weight(one) * one.trust);
            let basis = harmonics(one.normal).map(f64::from);
            total += weight;
            for i in 0..9 {
                side[i] += weight * basis[i] * f64::from(one.colour.luminance());
                for j in 0..9 {
                    matrix[i * 9 + j] += weight * basis[i] * basis[j];
                }
            }
        }
        for i in 1..9 {
            matrix[i * 9 + i] += RIDGE * total;
        }
        let [solved, _] = solve(matrix, &[side.clone(), side])?;
        let mut shading = Self { coefficients: std::array::from_fn(|i| solved[i] as f32) };
        let sum: f32 = seen.iter().map(|s| s.trust * shading.raw(s.normal)).sum();
        let mean = sum / seen.iter().map(|s| s.trust).sum::<f32>().max(1e-6);
        if mean <= 1e-5 {
            return None;
        }
        shading.coefficients = shading.coefficients.map(|c| c / mean);
        Some(shading)
    }

    fn raw(&self, normal: Vec3) -> f32 {
        harmonics(normal).iter().zip(self.coefficients).map(|(b, c)| b * c).sum()
    }

    /// Light at a surface of this normal; 1 = the mean over the face.
    pub(super) fn at(&self, normal: Vec3) -> f32 {
        self.raw(normal).clamp(DARKEST, BRIGHTEST)
    }
}

fn mean_luminance(seen: &[Seen], shading: &Shading) -> Option<f32> {
    let (mut sum, mut total) = (0.0, 0.0);
    for one in seen {
        sum += one.trust * one.colour.luminance() / shading.at(one.normal);
        total += one.trust;
    }
    (total > 0.0).then(|| sum / total)
}

/// Weighted means of `values` over squares of about `reach` texels, smoothly interpolated; row by row, `side` a row.
pub(super) fn smooth(values: &[Vec3], weights: &[f32], side: usize, reach: usize) -> Vec<Vec3> {
    let step = reach.clamp(1, side);
    let cells = side.div_ceil(step);
    let mut sums = vec![(Vec3::ZERO, 1e-6_f32); cells * cells];
    for (index, (value, weight)) in values.iter().zip(weights).enumerate().filter(|(_, (_, w))| **w > 0.0) {
        let cell = &mut sums[index / side / step * cells + index % side / step];
        cell.0 += *value * *weight;
        cell.1 += *weight;
    }
    let spread = spread(&sums, cells);
    let at = |row: usize, column: usize| {
        let place = |t: usize| {
            let x = ((t as f32 + 0.5) / step as f32 - 0.5).clamp(0.0, (cells - 1) as f32);
            (x as usize, (x as usize + 1).min(cells - 1), x - (x as usize) as f32)
        };
        let ((x0, x1, s), (y0, y1, t)) = (place(column), place(row));
        let along = |y: usize| spread[y * cells + x0].mix(spread[y * cells + x1], s);
        along(y0).mix(along(y1), t)
    };
    (0..values.len()).map(|index| at(index / side, index % side)).collect()
}

/// Means over 3 × 3 cells (weights 1 2 1), so that squares do not show.
fn spread(sums: &[(Vec3, f32)], cells: usize) -> Vec<Vec3> {
    let mean = |index: usize| {
        let (row, column) = (index / cells, index % cells);
        let (mut sum, mut total) = (Vec3::ZERO, 0.0);
        for y in row.saturating_sub(1)..=(row + 1).min(cells - 1) {
            for x in column.saturating_sub(1)..=(column + 1).min(cells - 1) {
                let share = if y == row { 2.0 } else { 1.0 } * if x == column { 2.0 } else { 1.0 };
                sum += sums[y * cells + x].0 * share;
                total += sums[y * cells + x].1 * share;
            }
        }
        sum * (1.0 / total)
    };
    (0..sums.len()).map(mean).collect()
}
