//! How the whole face answered: one lag, how bright the screen is against the room, and what stays unexplained.
//!
//! Model of a frame that sees the screen of `lag` ago: `u = o + d t + ln(1 + r_R S_R) − ln(1 + r_G S_G)` and the same for
//! blue, where `S` is the linear light shown, times a gain for the half that shows it, and `r` the ratio of white screen to
//! room light on the face, a channel at a time.

use super::series::{Chroma, Point, Timeline, half};
use super::solve::{Normal, Row, huber, spread};

/// Where the lag is looked for, seconds: wider than what is accepted, so that too early and too late are told.
pub(super) const LAGS: (f64, f64) = (-0.12, 0.42);
const LAG_STEP: f64 = 0.02;
/// Frames of this long after the first light are not used: what was on the screen before is not known.
const SETTLING: f64 = 0.15;
/// What half a screen gives of the whole, before anything is measured, and how sure that is.
const HALF_GAIN: f64 = 0.5;
const GAIN_DOUBT: f64 = 0.2;
/// Parameters: ratio of red, green, blue; gain of top, bottom, left, right; offset and drift of u and v.
const N: usize = 11;
const ROUNDS: usize = 6;

/// The best explanation of the series.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// Seconds from the light shown to the frame that shows it.
    pub(super) lag: f64,
    /// Screen ÷ room light on the face for a white screen: red, green, blue.
    pub(super) ratio: [f64; 3],
    /// What each half gives of the whole.
    pub(super) gains: [f64; 4],
    pub(super) offset: Chroma,
    pub(super) drift: Chroma,
    /// Root mean square of what the light explains and of what nothing explains, log units.
    pub(super) signal: f64,
    pub(super) noise: f64,
}

impl Fit {
    /// Fits `points`, which may lie before or after the lights as well.
    pub(super) fn of(points: &[Point], timeline: &Timeline) -> Option<Self> {
        let used: Vec<Point> =
            points.iter().filter(|p| p.at >= SETTLING && p.at <= timeline.end()).copied().collect();
        if used.len() * 2 <= N {
            return None;
        }
        let steps = ((LAGS.1 - LAGS.0) / LAG_STEP).round() as usize;
        let tried: Vec<(f64, Params)> = (0..=steps)
            .map(|i| LAGS.0 + i as f64 * LAG_STEP)
            .map(|lag| fit_at(&used, timeline, lag))
            .collect();
        let best = (0..tried.len()).min_by(|&a, &b| tried[a].0.total_cmp(&tried[b].0))?;
        let lag = LAGS.0 + LAG_STEP * (best as f64 + vertex(&tried, best));
        let (_, params) = fit_at(&used, timeline, lag);
        Some(params.summed_up(&used, timeline, lag))
    }

    /// Luminance-weighted ratio (BT.709).
    pub(super) fn luminance_ratio(&self) -> f64 {
        let [r, g, b] = self.ratio;
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// What the model expects of light of linear colour `shown` and gain `gain`.
    pub(super) fn answer(&self, shown: [f64; 3], gain: f64) -> Chroma {
        answer(self.ratio, shown.map(|s| s * gain))
    }

    pub(super) fn gain(&self, part: crate::light::Part) -> f64 {
        half(part).map_or(1.0, |i| self.gains[i])
    }

    /// What is not light: offset and drift at `at`.
    pub(super) fn base(&self, at: f64) -> Chroma {
        [self.offset[0] + self.drift[0] * at, self.offset[1] + self.drift[1] * at]
    }
}

/// ln(1 + r S) of red and blue less that of green.
pub(super) fn answer(ratio: [f64; 3], light: [f64; 3]) -> Chroma {
    let [r, g, b] = [0, 1, 2].map(|c| libm::log1p(ratio[c] * light[c]));
    [r - g, b - g]
}

/// Where between its neighbours the lowest cost lies, in steps: the vertex of a parabola through the three.
fn vertex(tried: &[(f64, Params)], best: usize) -> f64 {
    let cost = |i: usize| tried.get(i).map(|(cost, _)| *cost);
    let (Some(before), Some(here), Some(after)) =
        (best.checked_sub(1).and_then(cost), cost(best), cost(best + 1))
    else {
        return 0.0;
    };
    let bend = before - 2.0 * here + after;
    if bend > 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 }
}

#[derive(Clone, Copy, Debug)]
struct Params([f64; N]);

impl Params {
    const START: Self = Self([0.3, 0.3, 0.3, HALF_GAIN, HALF_GAIN, HALF_GAIN, HALF_GAIN, 0.0, 0.0, 0.0, 0.0]);

    fn ratio(&self) -> [f64; 3] {
        [self.0[0], self.0[1], self.0[2]]
    }

    fn gain(&self, part: crate::light::Part) -> f64 {
        half(part).map_or(1.0, |i| self.0[3 + i])
    }

    /// Light on the face at `at`, and the part of it by each half.
    fn light(&self, timeline: &Timeline, at: f64) -> ([f64; 3], [[f64; 3]; 4]) {
        let (mut total, mut halves) = ([0.0; 3], [[0.0; 3]; 4]);
        for (i, share) in timeline.shares(at) {
            let part = timeline.lights[i].part;
            for c in 0..3 {
                let light = share * timeline.linear[i][c];
                total[c] += light * self.gain(part);
                if let Some(h) = half(part) {
                    halves[h][c] += light;
                }
            }
        }
        (total, halves)
    }

    /// The two rows (u and v) of a point, unweighted.
    fn rows(&self, timeline: &Timeline, point: &Point, lag: f64) -> [Row<N>; 2] {
        let (light, halves) = self.light(timeline, point.at - lag);
        let ratio = self.ratio();
        let expected = answer(ratio, light);
        let steep: [f64; 3] = std::array::from_fn(|c| 1.0 / (1.0 + ratio[c] * light[c]));
        [0, 1].map(|k| {
            let colour = if k == 0 { 0 } else { 2 };
            let base = self.0[7 + k] + self.0[9 + k] * point.at;
            let mut slope = [0.0; N];
            slope[colour] = steep[colour] * light[colour];
            slope[1] = -steep[1] * light[1];
            for h in 0..4 {
                slope[3 + h] =
                    steep[colour] * ratio[colour] * halves[h][colour] - steep[1] * ratio[1] * halves[h][1];
            }
            slope[7 + k] = 1.0;
            slope[9 + k] = point.at;
            Row { residual: point.chroma[k] - base - expected[k], slope, weight: 1.0 }
        })
    }

    fn moved(&self, step: [f64; N]) -> Self {
        let mut moved: [f64; N] = std::array::from_fn(|i| self.0[i] + step[i]);
        for (i, value) in moved.iter_mut().enumerate() {
            match i {
                0..=2 => *value = value.clamp(0.0, 1e3),
                3..=6 => *value = value.clamp(0.05, 1.2),
                _ => {}
            }
        }
        Self(moved)
    }

    fn summed_up(self, points: &[Point], timeline: &Timeline, lag: f64) -> Fit {
        let [.., ou, ov, du, dv] = self.0;
        let mut fit = Fit {
            lag,
            ratio: self.ratio(),
            gains: [3, 4, 5, 6].map(|i| self.0[i]),
            offset: [ou, ov],
            drift: [du, dv],
            signal: 0.0,
            noise: 0.0,
        };
        let answers: Vec<Chroma> =
            points.iter().map(|p| answer(fit.ratio, self.light(timeline, p.at - lag).0)).collect();
        let count = answers.len() as f64;
        let mean = [0, 1].map(|k| answers.iter().map(|a| a[k]).sum::<f64>() / count);
        let power: f64 = answers.iter().map(|a| (0..2).map(|k| (a[k] - mean[k]).powi(2)).sum::<f64>()).sum();
        fit.signal = (power / (2.0 * count)).sqrt();
        fit.noise = self.residual_spread(points, timeline, lag);
        fit
    }

    fn residual_spread(&self, points: &[Point], timeline: &Timeline, lag: f64) -> f64 {
        let mut residuals: Vec<f64> =
            points.iter().flat_map(|p| self.rows(timeline, p, lag)).map(|row| row.residual).collect();
        spread(&mut residuals)
    }
}

/// Cost (mean Huber-weighted squared residual) and parameters of the best fit at one lag.
fn fit_at(points: &[Point], timeline: &Timeline, lag: f64) -> (f64, Params) {
    let mut params = Params::START;
    let mut cost = f64::MAX;
    for round in 0..ROUNDS {
        let scale = params.residual_spread(points, timeline, lag).max(1e-4);
        let mut normal = Normal::<N>::default();
        let (mut sum, mut count) = (0.0, 0.0);
        for mut row in points.iter().flat_map(|p| params.rows(timeline, p, lag)) {
            // The first rounds are far off: what looks like an outlier then may be none.
            row.weight = if round < 2 { 1.0 } else { huber(row.residual, scale) };
            sum += row.weight * row.residual * row.residual;
            count += 1.0;
            normal.add(&row);
        }
        cost = sum / count;
        for half in 3..7 {
            normal.pull(half, (params.0[half], HALF_GAIN), scale * scale / (GAIN_DOUBT * GAIN_DOUBT));
        }
        if round + 1 < ROUNDS {
            params = params.moved(normal.step());
        }
    }
    (cost, params)
}
