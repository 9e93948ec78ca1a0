//! Whether the light falls as on a face: how each patch of skin answers to the halves of the screen, against which way
//! it faces.
//!
//! Two things tell. *Depth*: for each patch, `left − right` and `top − bottom` of its answers, over its answer to the
//! whole, cancel its colour and the room's light on it. On a face they follow the patch's normal, also where the normal
//! turns back and forth within a centimetre, as beside the nose. On paper they are smooth: a line for the screen's nearness,
//! a cubic for a curl, a strip for what a glossy curl mirrors. *Roughness*: the answer to the whole is screen light over room
//! light, which on a face changes with every normal and on a sheet is smooth.

use super::fit::Fit;
use super::series::{Point, Sample, Timeline};
use super::solve::{Normal, Row, huber, spread};
use crate::light::Part;
use crate::observation::{Rgb, Skin};
use crate::report::ShapeAxis;

/// Parameters of a patch: offset and drift of red, green, blue; answer to the whole screen, left less right, top less
/// bottom. Light adds up: what two opposite halves give is what the whole gives.
const N: usize = 9;
const ROUNDS: usize = 5;
/// Least standard deviation of a patch's noise, log units: nothing is known better.
const FLOOR: f64 = 5e-4;
const REGRESSION_ROUNDS: usize = 6;
/// Least change of the answer with the normals that a depth is measured against, for each radian.
const LEAST_SLOPE: f64 = 0.02;
/// How far a highlight reaches, inter-eye distances.
const HIGHLIGHT: f64 = 0.4;
/// Noise of ln of the answer to the whole over that of the contrasts, and the least roughness that is told apart.
const NOISE_OF_WHOLE: f64 = 0.7;
const LEAST_ROUGHNESS: f64 = 0.015;
/// How far skin may be from the face's usual colour and below its usual level, natural logarithms.
const SKIN_HUE: f64 = 0.35;
const SKIN_LEVEL: f64 = 0.9;
/// Least share of usable pixels, and of frames, for a patch to count.
const USABLE: f32 = 0.5;
const REGULAR: f64 = 0.8;
/// Fewest patches that can carry a shape.
const LEAST_PATCHES: usize = 16;
/// How far the answer of a patch may be from the face's before it is measured.
const DOUBT: f64 = 0.5;

/// One axis of the shape: left–right or top–bottom.
#[derive(Clone, Copy, Debug, Default)]
struct Axis {
    /// Change of the answer with the angle of the normal, all of it, for each radian; and its standard error.
    plain: (f64, f64),
    /// The part of it that no sheet explains.
    beyond: (f64, f64),
    /// Standard deviation of what is left.
    noise: f64,
}

impl Axis {
    /// How much of the answer's change with the normals no sheet explains – 0 for a sheet, about 1 for a face – and its
    /// standard error.
    fn depth(&self) -> (f64, f64) {
        let (slope, error) = self.plain;
        let scale = slope.max(2.0 * error).max(LEAST_SLOPE);
        (self.beyond.0 / scale, self.beyond.1 / scale)
    }
}

/// What the patches say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    across: Axis,
    upright: Axis,
    /// Standard deviation of ln of the answers to the whole, beyond anything smooth and one highlight.
    rough: f64,
}

impl Shape {
    /// Depth and its standard error: the mean of both axes, weighted by how well each is known.
    pub(super) fn depth(&self) -> (f64, f64) {
        let depths = [self.across.depth(), self.upright.depth()];
        let weights = depths.map(|(_, error)| 1.0 / error.max(1e-3).powi(2));
        let sum: f64 = weights.iter().sum();
        let mean = depths.iter().zip(weights).map(|((depth, _), weight)| depth * weight).sum::<f64>() / sum;
        (mean, sum.sqrt().recip())
    }

    /// Roughness of the ratio of screen and room light over the face, its noise taken out.
    pub(super) fn roughness(&self) -> f64 {
        let noise = NOISE_OF_WHOLE * f64::midpoint(self.across.noise, self.upright.noise);
        (self.rough * self.rough - noise * noise).max(0.0).sqrt().max(LEAST_ROUGHNESS)
    }

    pub(super) fn axes(&self) -> [ShapeAxis; 2] {
        [&self.across, &self.upright].map(|axis| ShapeAxis {
            slope: axis.plain.0 as f32,
            slope_error: axis.plain.1 as f32,
            beyond: axis.beyond.0 as f32,
            beyond_error: axis.beyond.1 as f32,
            noise: axis.noise as f32,
        })
    }
}

/// A patch: where it is, how its normal leans, and its answers to the halves over its answer to the whole.
struct Answer {
    at: [f64; 2],
    lean: [f64; 2],
    /// Left less right, top less bottom, over the whole.
    contrast: [f64; 2],
    variance: [f64; 2],
    /// Answer to the whole: screen over room, 1 for the face's mean.
    whole: f64,
    /// ln of red, green, blue in the room's light, over the face's mean.
    base: [f64; 3],
}

pub(super) fn shape(samples: &[Sample], points: &[Point], timeline: &Timeline, fit: &Fit) -> Option<Shape> {
    let frames = frames(samples, points, timeline, fit);
    let count = frames.iter().map(|frame| frame.skin.patches.len()).min()?;
    let answers: Vec<Answer> = (0..count).filter_map(|i| patch(i, &frames, timeline, fit)).collect();
    if answers.len() < LEAST_PATCHES {
        return None;
    }
    let rough = rough(&answers);
    let answers = skin(answers);
    Some(Shape { across: axis(&answers, 0), upright: axis(&answers, 1), rough })
}

/// The answers of patch `index`; `None` where too few frames show it.
fn patch(index: usize, frames: &[Frame<'_>], timeline: &Timeline, fit: &Fit) -> Option<Answer> {
    let mut seen: Vec<Seen> = Vec::new();
    let (mut at, mut lean) = ([0.0; 2], [0.0; 2]);
    for frame in frames {
        let patch = frame.skin.patches.get(index)?;
        let Some(own) = logarithms(patch.light).filter(|_| patch.usable >= USABLE) else { continue };
        let value = std::array::from_fn(|c| own[c] - frame.reference[c]);
        seen.push(Seen { at: frame.at, value });
        let depth = f64::from(-patch.normal[2]).max(0.3);
        for k in 0..2 {
            at[k] += f64::from(patch.at[k]);
            // Light from the image left is met by normals that point to it: negative x.
            lean[k] -= f64::from(patch.normal[k]) / depth;
        }
    }
    if (seen.len() as f64) < REGULAR * frames.len() as f64 {
        return None;
    }
    let count = seen.len() as f64;
    let (values, variance) = solve(&seen, timeline, fit);
    let [.., whole, across, upright] = values;
    // A patch whose light all comes from the room says nothing.
    if whole < 0.2 {
        return None;
    }
    Some(Answer {
        at: at.map(|sum| sum / count),
        lean: lean.map(|sum| sum / count),
        contrast: [across / whole, upright / whole],
        whole,
        base: [values[0], values[1], values[2]],
        variance: [variance[N - 2] / (whole * whole), variance[N - 1] / (whole * whole)],
    })
}

/// ln of red, green, blue; `None` where there was no usable pixel.
fn logarithms(light: Rgb) -> Option<[f64; 3]> {
    let levels = [light.r, light.g, light.b].map(f64::from);
    levels.iter().all(|level| *level > 0.0).then(|| levels.map(libm::log))
}

/// A frame whose skin was measured.
struct Frame<'a> {
    /// Seconds since the first light.
    at: f64,
    skin: &'a Skin,
    /// ln of the face's mean light, less what the screen gives it: cancels exposure, white balance, and whatever moves all of
    /// the face's light at once.
    reference: [f64; 3],
}

fn frames<'a>(samples: &'a [Sample], points: &[Point], timeline: &Timeline, fit: &Fit) -> Vec<Frame<'a>> {
    let frame = |point: &Point| {
        let skin = samples.get(point.sample)?.skin()?;
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for patch in skin.patches.iter().filter(|patch| patch.usable >= USABLE) {
            let Some(own) = logarithms(patch.light) else { continue };
            sum = std::array::from_fn(|c| sum[c] + own[c]);
            count += 1.0;
        }
        if count == 0.0 {
            return None;
        }
        let mut light = [0.0; 3];
        for (i, share) in timeline.shares(point.at - fit.lag) {
            for (light, linear) in light.iter_mut().zip(timeline.linear[i]) {
                *light += share * linear * fit.gain(timeline.lights[i].part);
            }
        }
        let reference = std::array::from_fn(|c| sum[c] / count - libm::log1p(fit.ratio[c] * light[c]));
        Some(Frame { at: point.at, skin, reference })
    };
    points.iter().filter_map(frame).collect()
}

/// ln of a patch's light over the reference.
struct Seen {
    at: f64,
    value: [f64; 3],
}

/// Offset, drift and answers of one patch, and their variances.
fn solve(seen: &[Seen], timeline: &Timeline, fit: &Fit) -> ([f64; N], [f64; N]) {
    let mut values = [0.0; N];
    let start = [1.0, fit.gains[2] - fit.gains[3], fit.gains[0] - fit.gains[1]];
    values[N - 3..].copy_from_slice(&start);
    let mut variance = [0.0; N];
    for round in 0..ROUNDS {
        let mut rows: Vec<[Row<N>; 3]> = seen.iter().map(|seen| rows(&values, seen, timeline, fit)).collect();
        // The first round begins without offsets: its residuals say nothing of the noise.
        if round > 0 {
            whiten(&mut rows);
        }
        let mut normal = Normal::<N>::default();
        for row in rows.iter_mut().flatten() {
            row.weight = if round < 2 { 1.0 } else { huber(row.residual, 1.0) };
            normal.add(row);
        }
        if round > 0 {
            for (i, start) in start.iter().enumerate() {
                normal.pull(N - 3 + i, (values[N - 3 + i], *start), 1.0 / (DOUBT * DOUBT));
            }
        }
        let step = normal.step();
        // No light of a camera leads here, but a trace may hold any number.
        if step.iter().any(|part| !part.is_finite()) {
            break;
        }
        values = std::array::from_fn(|i| values[i] + step[i]);
        values[N - 3] = values[N - 3].clamp(0.05, 5.0);
        for i in [N - 2, N - 1] {
            values[i] = values[i].clamp(-values[N - 3], values[N - 3]);
        }
        variance = std::array::from_fn(|i| normal.variance(i));
    }
    (values, variance)
}

/// Turns the rows of red, green and blue so that their residuals are uncorrelated and of unit variance: a moving head
/// changes all channels alike, a codec mostly the colour.
fn whiten(rows: &mut [[Row<N>; 3]]) {
    let covariance = covariance(rows);
    let lower = cholesky(covariance);
    for triple in rows {
        for i in 0..3 {
            for j in 0..i {
                let factor = lower[i][j];
                let (done, rest) = triple.split_at_mut(i);
                let (from, to) = (&done[j], &mut rest[0]);
                to.residual -= factor * from.residual;
                for (to, from) in to.slope.iter_mut().zip(from.slope) {
                    *to -= factor * from;
                }
            }
            triple[i].residual /= lower[i][i];
            for slope in &mut triple[i].slope {
                *slope /= lower[i][i];
            }
        }
    }
}

/// Covariance of the residuals, those beyond three median deviations cut.
fn covariance(rows: &[[Row<N>; 3]]) -> [[f64; 3]; 3] {
    let limits: [f64; 3] = std::array::from_fn(|c| {
        3.0 * spread(&mut rows.iter().map(|row| row[c].residual).collect::<Vec<_>>()).max(1e-4)
    });
    let mut sum = [[0.0; 3]; 3];
    for row in rows {
        let residual: [f64; 3] = std::array::from_fn(|c| row[c].residual.clamp(-limits[c], limits[c]));
        for i in 0..3 {
            for j in 0..3 {
                sum[i][j] += residual[i] * residual[j] / rows.len() as f64;
            }
        }
    }
    for (i, row) in sum.iter_mut().enumerate() {
        row[i] += FLOOR * FLOOR;
    }
    sum
}

fn cholesky(matrix: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let mut lower = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let sum = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            lower[i][j] = if i == j { sum.max(FLOOR * FLOOR).sqrt() } else { sum / lower[j][j] };
        }
    }
    lower
}

fn rows(values: &[f64; N], seen: &Seen, timeline: &Timeline, fit: &Fit) -> [Row<N>; 3] {
    // What the whole, the difference of left and right, and that of top and bottom contribute, a channel at a time.
    let mut terms = [[0.0; 3]; 3];
    for (i, share) in timeline.shares(seen.at - fit.lag) {
        let weights = match timeline.lights[i].part {
            Part::Whole => [1.0, 0.0, 0.0],
            Part::Left => [0.5, 0.5, 0.0],
            Part::Right => [0.5, -0.5, 0.0],
            Part::Top => [0.5, 0.0, 0.5],
            Part::Bottom => [0.5, 0.0, -0.5],
        };
        for (term, weight) in terms.iter_mut().zip(weights) {
            *term = std::array::from_fn(|c| term[c] + share * weight * timeline.linear[i][c]);
        }
    }
    std::array::from_fn(|c| {
        let light: f64 = (0..3).map(|k| values[N - 3 + k] * terms[k][c]).sum();
        let strength = fit.ratio[c] * light.max(0.0);
        let steep = fit.ratio[c] / (1.0 + strength);
        let mut slope = [0.0; N];
        (slope[c], slope[3 + c]) = (1.0, seen.at);
        for k in 0..3 {
            slope[N - 3 + k] = steep * terms[k][c];
        }
        let model = values[c] + values[3 + c] * seen.at + libm::log1p(strength);
        Row { residual: seen.value[c] - model, slope, weight: 1.0 }
    })
}

/// The patches that look like skin: not hair, and not what glasses mirror.
fn skin(answers: Vec<Answer>) -> Vec<Answer> {
    let colour = |a: &Answer| [a.base[0] - a.base[1], a.base[2] - a.base[1], a.base[1]];
    let usual: [f64; 3] = std::array::from_fn(|i| median(answers.iter().map(|a| colour(a)[i]).collect()));
    let is_skin = |a: &Answer| {
        let [red, blue, level] = colour(a);
        let hue = (red - usual[0]).abs().max((blue - usual[1]).abs());
        hue < SKIN_HUE && level > usual[2] - SKIN_LEVEL
    };
    if answers.iter().filter(|a| is_skin(a)).count() < LEAST_PATCHES {
        return answers;
    }
    answers.into_iter().filter(is_skin).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// How rough ln of the answers to the whole is. Room light comes from elsewhere than the screen's, so that on a face their
/// ratio changes with every normal; on a sheet it is smooth (Tang et al. 2018), but for a highlight if it shines.
fn rough(answers: &[Answer]) -> f64 {
    let ln_whole = |a: &Answer| (libm::log(a.whole.max(0.05)), 1.0);
    let smooth = |a: &Answer| {
        let [x, y] = a.at;
        [1.0, x, y, x * x, y * y, x * y]
    };
    let (_, plain) = regress(answers, smooth, ln_whole);
    let mut least = f64::MAX;
    for (column, row) in (0..7).flat_map(|column| (0..9).map(move |row| (f64::from(column), f64::from(row))))
    {
        let middle = [-0.6 + 0.2 * column, -0.6 + 0.25 * row];
        let shining = |a: &Answer| {
            let [a0, a1, a2, a3, a4, a5] = smooth(a);
            let far = (a.at[0] - middle[0]).powi(2) + (a.at[1] - middle[1]).powi(2);
            [a0, a1, a2, a3, a4, a5, libm::exp(-far / (HIGHLIGHT * HIGHLIGHT))]
        };
        let ((height, _), left) = regress(answers, shining, ln_whole);
        if height > 0.0 {
            least = least.min(left);
        }
    }
    if least < f64::MAX { least } else { plain }
}

/// Fits one axis: the normals alone, then the normals beside all that a sheet can do.
fn axis(answers: &[Answer], k: usize) -> Axis {
    let middle = [0, 1].map(|i| answers.iter().map(|a| a.at[i]).sum::<f64>() / answers.len().max(1) as f64);
    let floor = 0.5 * median(answers.iter().map(|a| a.variance[k]).collect()) + 1e-6;
    let angle = |a: &Answer| libm::atan(a.lean[k]);
    let contrast = |a: &Answer| (a.contrast[k], 1.0 / (a.variance[k] + floor));
    let (plain, _) = regress(answers, |a| [1.0, angle(a)], contrast);
    let sheet = |a: &Answer| {
        let (along, across) = (a.at[k] - middle[k], a.at[1 - k] - middle[1 - k]);
        // A glossy curl mirrors the halves side by side, in a strip about its middle.
        let strip = libm::exp(-(along / HIGHLIGHT).powi(2));
        [1.0, along, along * along * along, across, strip, strip * along, angle(a)]
    };
    let (beyond, noise) = regress(answers, sheet, contrast);
    Axis { plain, beyond, noise }
}

/// Robust regression of a value (with its weight) on `terms`, the last of which counts: its coefficient with the standard
/// error, and the standard deviation of what is left. Hair and glasses make some patches wild.
fn regress<const M: usize>(
    answers: &[Answer],
    terms: impl Fn(&Answer) -> [f64; M],
    value: impl Fn(&Answer) -> (f64, f64),
) -> ((f64, f64), f64) {
    let mut robust = vec![1.0; answers.len()];
    let mut result = ((0.0, 0.0), 0.0);
    for _ in 0..REGRESSION_ROUNDS {
        let mut normal = Normal::<M>::default();
        for (answer, robust) in answers.iter().zip(&robust) {
            let (value, weight) = value(answer);
            normal.add(&Row { residual: value, slope: terms(answer), weight: weight * robust });
        }
        let found = normal.step();
        let left = |a: &Answer| value(a).0 - terms(a).iter().zip(found).map(|(x, b)| x * b).sum::<f64>();
        let scaled: Vec<f64> = answers.iter().map(|a| left(a) * value(a).1.sqrt()).collect();
        let scale = spread(&mut scaled.clone()).max(1e-9);
        let (mut power, mut freedom) = (0.0, -(M as f64));
        for (scaled, robust) in scaled.iter().zip(&robust) {
            power += robust * scaled * scaled;
            freedom += robust;
        }
        let unit = power / freedom.max(1.0);
        let noise = spread(&mut answers.iter().map(left).collect::<Vec<_>>());
        result = ((found[M - 1], (normal.variance(M - 1) * unit).max(0.0).sqrt()), noise);
        robust = scaled.iter().map(|scaled| (1.5 * scale / scaled.abs().max(1e-12)).min(1.0)).collect();
    }
    result
}
