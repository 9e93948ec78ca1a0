//! Whether it is *this* sequence that came back: each slot's answer against the colours that were shown.

use super::fit::{Fit, LAGS, answer};
use super::series::{Chroma, Point, Timeline, less};
use crate::random::SplitMix64;

/// Orders that the permutation test tries.
const ORDERS: usize = 2_000;
/// Lags at which each order may fit best, as the true one may, seconds apart.
const LAG_STEP: f64 = 0.03;
/// A stranger's guess at the ratio, the same for every colour: the fitted one would favour the true order.
const NEUTRAL: [f64; 3] = [0.3; 3];

/// How one slot answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    /// Which of the lights shown.
    pub(super) slot: usize,
    /// Mean log-chromaticity over its frames, less offset and drift.
    pub(super) measured: Chroma,
    /// What the fit expects.
    pub(super) expected: Chroma,
    /// How many frames saw this light alone.
    pub(super) frames: usize,
    /// Whether the measured colour is nearer to the one shown than to any other of the sequence.
    pub(super) agrees: bool,
}

/// The answers of the slots, guards left out.
pub(super) fn answers(points: &[Point], timeline: &Timeline, fit: &Fit) -> Vec<Answered> {
    timeline
        .colours
        .iter()
        .map(|&slot| {
            let (mean, frames) = slot_mean(points, timeline, fit, (slot, fit.lag));
            let light = timeline.lights[slot];
            let expected = fit.answer(timeline.linear[slot], fit.gain(light.part));
            let agrees = frames > 0 && nearest(mean, timeline, fit, slot);
            Answered { slot, measured: mean, expected, frames, agrees }
        })
        .collect()
}

/// Mean of the frames that saw `slot` alone at `lag`, less offset and drift.
fn slot_mean(points: &[Point], timeline: &Timeline, fit: &Fit, (slot, lag): (usize, f64)) -> (Chroma, usize) {
    let (mut sum, mut frames) = ([0.0; 2], 0_usize);
    for point in points {
        if point.at - lag <= timeline.end() && timeline.alone(point.at - lag) == Some(slot) {
            let [u, v] = less(point.chroma, fit.base(point.at));
            sum = [sum[0] + u, sum[1] + v];
            frames += 1;
        }
    }
    let count = frames.max(1) as f64;
    ([sum[0] / count, sum[1] / count], frames)
}

/// Whether the direction of `measured` is nearest to that of the colour shown, among the colours of the sequence.
fn nearest(measured: Chroma, timeline: &Timeline, fit: &Fit, slot: usize) -> bool {
    let towards =
        |i: usize| cosine(measured, fit.answer(timeline.linear[i], fit.gain(timeline.lights[slot].part)));
    let own = towards(slot);
    let others = timeline.colours.iter().copied();
    let others = others.filter(|&i| timeline.lights[i].colour != timeline.lights[slot].colour);
    own > 0.0 && others.map(towards).all(|other| own > other)
}

fn cosine(a: Chroma, b: Chroma) -> f64 {
    let dot = a[0] * b[0] + a[1] * b[1];
    let sizes = (a[0] * a[0] + a[1] * a[1]) * (b[0] * b[0] + b[1] * b[1]);
    if sizes > 0.0 { dot / sizes.sqrt() } else { 0.0 }
}

/// Pearson correlation of measured and expected answers over all slots, both components; 0 where nothing varies.
pub(super) fn correlation(answers: &[Answered]) -> f64 {
    let pairs = answers.iter().flat_map(|a| [0, 1].map(|k| (a.measured[k], a.expected[k])));
    pearson(&pairs.collect::<Vec<_>>())
}

/// Pearson correlation of pairs; 0 where nothing varies.
pub(super) fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let (mx, my) = pairs.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / count, y + p.1 / count));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xy += (x - mx) * (y - my);
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
    }
    let power = (xx * yy).sqrt();
    if power > 0.0 { xy / power } else { 0.0 }
}

/// Share of shuffled orders (the true one counted in) that fit the answers at their best lag as well as the true one at
/// its: the chance that an answer to another sequence looks this good.
pub(super) fn p_value(points: &[Point], timeline: &Timeline, fit: &Fit) -> f64 {
    let slots = &timeline.colours;
    let expected: Vec<Chroma> = slots
        .iter()
        .map(|&slot| {
            let gain = if timeline.lights[slot].part == crate::light::Part::Whole { 1.0 } else { 0.5 };
            answer(NEUTRAL, timeline.linear[slot].map(|s| s * gain))
        })
        .collect();
    let steps = ((LAGS.1 - LAGS.0) / LAG_STEP) as usize;
    let measured: Vec<Vec<Chroma>> = (0..=steps)
        .map(|i| LAGS.0 + i as f64 * LAG_STEP)
        .map(|lag| slots.iter().map(|&slot| slot_mean(points, timeline, fit, (slot, lag)).0).collect())
        .collect();
    let best = |order: &[usize]| {
        measured.iter().map(|row| agreement(row, &expected, order)).fold(f64::MIN, f64::max)
    };
    let mut order: Vec<usize> = (0..slots.len()).collect();
    let own = best(&order);
    // Always the same shuffles, so that a replay gives the same value.
    let mut random = SplitMix64::new(0x6C69_6768_7421);
    let as_good = (0..ORDERS)
        .filter(|_| {
            shuffle(&mut order, &mut random);
            best(&order) >= own
        })
        .count();
    (as_good + 1) as f64 / (ORDERS + 1) as f64
}

fn agreement(measured: &[Chroma], expected: &[Chroma], order: &[usize]) -> f64 {
    measured.iter().zip(order).map(|(m, &i)| m[0] * expected[i][0] + m[1] * expected[i][1]).sum()
}

fn shuffle(order: &mut [usize], random: &mut SplitMix64) {
    for i in (1..order.len()).rev() {
        order.swap(i, random.below(i + 1));
    }
}
