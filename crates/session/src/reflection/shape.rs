//! Whether the light falls as on a face: how each patch of skin answers to the halves of the screen, against which way
//! it faces.
//!
//! For each patch, `left − right` and `top − bottom` of its answers, over its answer to the whole, cancel its colour and
//! the room's light on it. On a face they follow the patch's normal, also where the normal turns back and forth within a
//! centimetre, as beside the nose. On paper, flat or curved, they are smooth: a line for the screen's nearness, a cubic
//! for a curl. What the normals explain beyond anything smooth is the shape.

use super::fit::{Fit, answer};
use super::series::{Chroma, Point, Sample, Timeline, chroma, half, less};
use super::solve::{Normal, Row, huber, spread};
use crate::report::ShapeAxis;

/// Parameters of a patch: offset and drift of u and v; answer to the whole, top, bottom, left, right.
const N: usize = 9;
/// Parameters of an axis: level, place along, its cube, place across, the normal.
const M: usize = 5;
/// Least share of usable pixels, and of frames, for a patch to count.
const USABLE: f32 = 0.5;
const REGULAR: f64 = 0.8;
/// Fewest patches that can carry a shape.
const LEAST_PATCHES: usize = 16;
/// How far the answer of a patch may be from the face's before it is measured.
const DOUBT: f64 = 0.5;

/// One axis of the shape: left–right or top–bottom.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Axis {
    /// Change of the normalised answer for each unit of the normal's slope, beyond what a sheet explains.
    pub(super) slope: f64,
    /// Its standard error.
    pub(super) error: f64,
    /// Share of what a sheet leaves that the normals explain, as a correlation, -1..=1.
    pub(super) correlation: f64,
    /// Change for each inter-eye distance along the axis.
    pub(super) gradient: f64,
    /// Standard deviation of what is left, of the normalised answer.
    pub(super) noise: f64,
    pub(super) total: f64,
}

/// What the patches say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub(super) across: Axis,
    pub(super) upright: Axis,
}

impl Shape {
    /// The score: slopes of both axes, weighted by how well each is known.
    pub(super) fn score(&self) -> f64 {
        let (a, b) = (&self.across, &self.upright);
        let (wa, wb) = (1.0 / a.error.max(1e-6).powi(2), 1.0 / b.error.max(1e-6).powi(2));
        (a.slope * wa + b.slope * wb) / (wa + wb)
    }

    /// Standard error of the score.
    pub(super) fn error(&self) -> f64 {
        let (a, b) = (&self.across, &self.upright);
        (1.0 / a.error.max(1e-6).powi(2) + 1.0 / b.error.max(1e-6).powi(2)).sqrt().recip()
    }

    pub(super) fn axes(&self) -> [ShapeAxis; 2] {
        [&self.across, &self.upright].map(|axis| ShapeAxis {
            slope: axis.slope as f32,
            error: axis.error as f32,
            correlation: axis.correlation as f32,
            gradient: axis.gradient as f32,
            noise: axis.noise as f32,
            total: axis.total as f32,
        })
    }
}

/// A patch: where it is, how its normal leans, and its answers to the halves over its answer to the whole.
struct Answer {
    at: [f64; 2],
    lean: [f64; 2],
    /// Left less right, top less bottom.
    contrast: [f64; 2],
    variance: [f64; 2],
}

pub(super) fn shape(samples: &[Sample], points: &[Point], timeline: &Timeline, fit: &Fit) -> Option<Shape> {
    let count =
        points.iter().filter_map(|p| samples[p.sample].skin()).map(|skin| skin.patches.len()).min()?;
    let answers: Vec<Answer> =
        (0..count).filter_map(|i| patch(i, samples, points, (timeline, fit))).collect();
    if answers.len() < LEAST_PATCHES {
        return None;
    }
    Some(Shape { across: axis(&answers, 0), upright: axis(&answers, 1) })
}

/// The answers of patch `index`; `None` where too few frames show it.
fn patch(
    index: usize,
    samples: &[Sample],
    points: &[Point],
    (timeline, fit): (&Timeline, &Fit),
) -> Option<Answer> {
    let mut seen: Vec<(f64, Chroma)> = Vec::new();
    let (mut at, mut lean) = ([0.0; 2], [0.0; 2]);
    for point in points {
        let patch = samples[point.sample].skin()?.patches.get(index)?;
        let Some(own) = chroma(patch.light).filter(|_| patch.usable >= USABLE) else { continue };
        seen.push((point.at, less(own, point.room)));
        let depth = f64::from(-patch.normal[2]).max(0.3);
        for k in 0..2 {
            at[k] += f64::from(patch.at[k]);
            // Light from the image left is met by normals that point to it: negative x.
            lean[k] -= f64::from(patch.normal[k]) / depth;
        }
    }
    if (seen.len() as f64) < REGULAR * points.len() as f64 {
        return None;
    }
    let frames = seen.len() as f64;
    let (values, variance) = solve(&seen, timeline, fit);
    let [.., whole, top, bottom, left, right] = values;
    // A patch whose light all comes from the room says nothing.
    if whole < 0.2 {
        return None;
    }
    Some(Answer {
        at: at.map(|sum| sum / frames),
        lean: lean.map(|sum| sum / frames),
        contrast: [(left - right) / whole, (top - bottom) / whole],
        variance: [
            (variance[7] + variance[8]) / (whole * whole),
            (variance[5] + variance[6]) / (whole * whole),
        ],
    })
}

/// Offset, drift and answers of one patch, and their variances.
fn solve(seen: &[(f64, Chroma)], timeline: &Timeline, fit: &Fit) -> ([f64; N], [f64; N]) {
    let mut values = [0.0, 0.0, 0.0, 0.0, 1.0, fit.gains[0], fit.gains[1], fit.gains[2], fit.gains[3]];
    let start = values;
    let mut variance = [0.0; N];
    for round in 0..5 {
        let rows: Vec<Row<N>> =
            seen.iter().flat_map(|&(at, chroma)| rows(&values, (at, chroma), timeline, fit)).collect();
        let scale = spread(&mut rows.iter().map(|row| row.residual).collect::<Vec<_>>()).max(1e-4);
        let mut normal = Normal::<N>::default();
        for mut row in rows {
            row.weight = if round < 2 { 1.0 } else { huber(row.residual, scale) };
            normal.add(&row);
        }
        for i in 4..N {
            normal.pull(i, (values[i], start[i]), (scale / DOUBT).powi(2));
        }
        let step = normal.step();
        values = std::array::from_fn(|i| values[i] + step[i]);
        for value in values.iter_mut().skip(4) {
            *value = value.clamp(-0.2, 5.0);
        }
        variance = std::array::from_fn(|i| normal.variance(i) * scale * scale);
    }
    (values, variance)
}

fn rows(values: &[f64; N], (at, chroma): (f64, Chroma), timeline: &Timeline, fit: &Fit) -> [Row<N>; 2] {
    let mut light = [0.0; 3];
    let mut parts = [[0.0; 3]; 5];
    for (i, share) in timeline.shares(at - fit.lag) {
        let part = half(timeline.lights[i].part).map_or(0, |h| h + 1);
        for c in 0..3 {
            parts[part][c] += share * timeline.linear[i][c];
            light[c] += share * timeline.linear[i][c] * values[4 + part];
        }
    }
    let light = light.map(|l| l.max(0.0));
    let expected = answer(fit.ratio, light);
    let steep: [f64; 3] = std::array::from_fn(|c| fit.ratio[c] / (1.0 + fit.ratio[c] * light[c]));
    [0, 1].map(|k| {
        let colour = 2 * k;
        let mut slope = [0.0; N];
        slope[k] = 1.0;
        slope[2 + k] = at;
        for part in 0..5 {
            slope[4 + part] = steep[colour] * parts[part][colour] - steep[1] * parts[part][1];
        }
        Row { residual: chroma[k] - values[k] - values[2 + k] * at - expected[k], slope, weight: 1.0 }
    })
}

/// Fits one axis: a sheet, and the normals on top of it.
fn axis(answers: &[Answer], k: usize) -> Axis {
    let middle = weighted_middle(answers, k);
    let row = |a: &Answer, with: bool| {
        let (along, across) = (a.at[k] - middle[k], a.at[1 - k] - middle[1 - k]);
        let lean = if with { a.lean[k] } else { 0.0 };
        [1.0, along, along * along * along, across, lean]
    };
    let floor = floor_variance(answers, k);
    let fit = |with: bool| {
        let mut normal = Normal::<M>::default();
        for a in answers {
            let weight = 1.0 / (a.variance[k] + floor);
            normal.add(&Row { residual: a.contrast[k], slope: row(a, with), weight });
        }
        let found = normal.step();
        let (mut left, mut weights) = (0.0, 0.0);
        for a in answers {
            let weight = 1.0 / (a.variance[k] + floor);
            let model: f64 = row(a, with).iter().zip(found).map(|(x, b)| x * b).sum();
            left += weight * (a.contrast[k] - model).powi(2);
            weights += weight;
        }
        (found, left / weights, normal.variance(M - 1) * left / (answers.len() as f64 - M as f64).max(1.0))
    };
    let (sheet, without, _) = fit(false);
    let (face, with, variance) = fit(true);
    let explained = if without > 0.0 { (1.0 - with / without).max(0.0).sqrt() } else { 0.0 };
    let slope = face[M - 1];
    Axis {
        slope,
        error: variance.max(0.0).sqrt(),
        correlation: explained.copysign(slope),
        gradient: sheet[1],
        noise: with.sqrt(),
        total: without.sqrt(),
    }
}

/// Variance that no patch is trusted below: half the median, so that no single one decides.
fn floor_variance(answers: &[Answer], k: usize) -> f64 {
    let mut variances: Vec<f64> = answers.iter().map(|a| a.variance[k]).collect();
    variances.sort_unstable_by(f64::total_cmp);
    0.5 * variances.get(variances.len() / 2).copied().unwrap_or(0.0) + 1e-6
}

fn weighted_middle(answers: &[Answer], _k: usize) -> [f64; 2] {
    let count = answers.len().max(1) as f64;
    [0, 1].map(|i| answers.iter().map(|a| a.at[i]).sum::<f64>() / count)
}
