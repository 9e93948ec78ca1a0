//! Reflection: the screen shows colours that nobody could foresee, and the light that comes back proves that a face with
//! depth (*shape*) is before this screen now (*freshness*).
//!
//! The two are judged apart, since a flat picture answers the colours too. What is too weak to be measured is called
//! insufficient and never passes. Sources: Tang et al., *Face Flashing* (NDSS 2018); Farrukh et al., *FaceRevelio*
//! (MobiCom 2020); Liu et al., *Aurora Guard* (arXiv 1902.10311); Gerstner & Farid (CVPRW 2022).

mod cues;
mod decide;
mod fit;
mod freshness;
mod series;
mod shape;
mod solve;

pub use decide::{decide, shape_odds};
pub(crate) use series::Sample;

use crate::config;
use crate::light::Shown;
use crate::observation::{Face, Observation};
use crate::report::{Reflection, SlotAnswer};
use crate::time::Timestamp;
use fit::Fit;
use series::{Point, Timeline, series};
use std::time::Duration;

/// Most frames that are kept of one sequence: 15 s at 120 frames a second.
const MOST_SAMPLES: usize = 1_800;

/// How much later than it is shown a light may be reported.
const LATE_REPORT: Duration = Duration::from_millis(2_000);

/// What was shown and what came back.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    samples: Vec<Sample>,
    shown: Vec<Shown>,
    /// Which of them were cut short, or fill a pause: they lit the face, but nothing is asked of them.
    void: Vec<bool>,
    /// How long the last light is shown.
    last_for: Duration,
}

impl Evidence {
    /// Takes that `shown` is on the screen, for `ms` milliseconds if nothing comes after it.
    pub(crate) fn show(&mut self, shown: Shown, ms: u16) {
        self.shown.push(shown);
        self.void.push(false);
        self.last_for = Duration::from_millis(u64::from(ms));
    }

    /// Takes that `shown` is on the screen, but does not count.
    pub(crate) fn show_void(&mut self, shown: Shown) {
        self.show(shown, 0);
        self.void_last();
    }

    /// Takes that the last light does not count.
    pub(crate) fn void_last(&mut self) {
        if let Some(last) = self.void.last_mut() {
            *last = true;
        }
    }

    /// When the last light was shown.
    pub(crate) fn last_shown(&self) -> Option<Timestamp> {
        self.shown.last().map(|last| last.at)
    }

    /// How many lights were shown.
    pub(crate) fn lights(&self) -> usize {
        self.shown.len()
    }

    /// Throws the frames away; what was shown stays.
    pub(crate) fn forget_frames(&mut self) {
        self.samples.clear();
    }

    /// Takes the next frame. Only frames during the sequence are kept; the next light may be reported later than the frames
    /// that have it.
    pub(crate) fn observe(&mut self, seen: &Observation, face: &Face) {
        let begun = self.shown.first().is_some_and(|first| first.at <= seen.at);
        let during = begun && seen.at <= self.end().after(LATE_REPORT);
        if during && self.samples.len() < MOST_SAMPLES {
            self.samples.push(Sample { at: seen.at, light: face.light.clone(), change: seen.change });
        }
    }

    /// When the last light goes.
    pub(crate) fn end(&self) -> Timestamp {
        self.shown.last().map_or(Timestamp::ZERO, |last| last.at.after(self.last_for))
    }

    /// Judges the whole sequence.
    pub(crate) fn judge(&mut self, config: &config::Reflection) -> Reflection {
        let end = self.end();
        self.samples.retain(|sample| sample.at <= end);
        let mut found = self.measure();
        found.shape_odds = decide::shape_odds(&found, config);
        found.shape = found.shape_odds.map(|odds| 1.0 / (1.0 + libm::expf(-odds)));
        found.reason = decide(&found, config);
        found
    }

    fn measure(&self) -> Reflection {
        let mut found = Reflection { cues: cues::cues(&self.samples), ..Reflection::default() };
        found.frames = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        (found.longest_gap_ms, found.fps) = self.pace();
        found.dark = mean(self.samples.iter().map(|sample| sample.light.dark));
        found.clipped = mean(self.samples.iter().map(|sample| sample.light.bright));
        let (Some(first), timeline) =
            (self.shown.first(), Timeline::new(&self.shown, &self.void, self.end()))
        else {
            return found;
        };
        let points = series(&self.samples, first.at);
        let Some(fit) = Fit::of(&points, &timeline) else { return found };
        self.explain(&mut found, &points, &timeline, &fit);
        found
    }

    fn explain(&self, found: &mut Reflection, points: &[Point], timeline: &Timeline, fit: &Fit) {
        let answers = freshness::answers(points, timeline, fit);
        found.cues.iris = cues::iris(&self.samples, points, timeline, fit);
        found.freshness = Some(freshness::correlation(&answers).max(0.0) as f32);
        found.p_value = Some(freshness::p_value(points, timeline, fit) as f32);
        found.lag_ms = Some((fit.lag * 1e3) as f32);
        found.snr = Some((fit.signal / fit.noise.max(1e-6)) as f32);
        found.light_ratio = Some(fit.luminance_ratio() as f32);
        let root_mean_square = |of: &dyn Fn(&freshness::Answered) -> [f64; 2]| {
            let power: f64 = answers.iter().map(of).map(|[u, v]| u * u + v * v).sum();
            (power / (2.0 * answers.len().max(1) as f64)).sqrt() as f32
        };
        found.response = Some(root_mean_square(&|a| a.measured));
        found.unexplained = Some(root_mean_square(&|a| series::less(a.measured, a.expected)));
        found.slots = answers.iter().map(|a| self.slot(a, timeline)).collect();
        let agreeing = answers.iter().filter(|answer| answer.agrees).count();
        found.agreement = Some(agreeing as f32 / answers.len().max(1) as f32);
        if let Some(shape) = shape::shape(&self.samples, points, timeline, fit) {
            let (depth, error) = shape.depth();
            found.depth = Some(depth as f32);
            found.depth_error = Some(error as f32);
            found.roughness = Some(shape.roughness() as f32);
            found.axes = Some(shape.axes());
        }
    }

    fn slot(&self, answer: &freshness::Answered, timeline: &Timeline) -> SlotAnswer {
        let (from, until) = timeline.spans[answer.slot];
        SlotAnswer {
            at_ms: self.shown[answer.slot].at.as_millis(),
            ms: ((until - from) * 1e3).round() as u32,
            light: timeline.lights[answer.slot],
            frames: u32::try_from(answer.frames).unwrap_or(u32::MAX),
            measured: answer.measured.map(|x| x as f32),
            expected: answer.expected.map(|x| x as f32),
            agrees: answer.agrees,
        }
    }

    /// Longest time without a usable frame (milliseconds) and usable frames a second, while lights were shown that count.
    fn pace(&self) -> (u64, f32) {
        let ends = self.shown.iter().skip(1).map(|next| next.at).chain([self.end()]);
        let (mut longest, mut total, mut frames) = (Duration::ZERO, Duration::ZERO, 0.0);
        for ((shown, end), _) in self.shown.iter().zip(ends).zip(&self.void).filter(|(_, void)| !**void) {
            let during =
                self.samples.iter().map(|sample| sample.at).filter(|at| (shown.at..end).contains(at));
            let mut before = shown.at;
            for at in during.chain([end]) {
                longest = longest.max(at.since(before));
                before = at;
                frames += 1.0;
            }
            frames -= 1.0;
            total += end.since(shown.at);
        }
        let fps = if total.is_zero() { 0.0 } else { frames / total.as_secs_f32() };
        (u64::try_from(longest.as_millis()).unwrap_or(u64::MAX), fps)
    }
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}
