//! What the skin sent back, frame by frame, against the light that was shown.
//!
//! The quantity is the face's log-chromaticity less the background's: `u = ln(R/G)`, `v = ln(B/G)` of linear light. The
//! difference cancels exposure, white balance and the skin's own colour, and chromaticity cancels what a moving head
//! does to its brightness. Only light that falls on the face and not on the room remains.

use crate::light::{Light, Part, Shown};
use crate::observation::{FaceLight, Rgb, Skin};
use crate::time::Timestamp;

/// Log-chromaticity: ln(R/G), ln(B/G).
pub(super) type Chroma = [f64; 2];

/// Light that is collected in one frame comes from about this long, seconds: exposure, readout and the screen's rise.
const SPAN: f64 = 0.03;
/// Least share of frames in which a region must be usable to be used at all.
const REGULAR: f64 = 0.8;

/// What one frame says about light.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) at: Timestamp,
    pub(crate) light: FaceLight,
    /// See [`crate::Observation::change`].
    pub(crate) change: Option<f32>,
}

impl Sample {
    fn regions(&self) -> [Rgb; 5] {
        let light = &self.light;
        [light.forehead, light.left_cheek, light.right_cheek, light.nose, light.chin]
    }

    pub(super) fn skin(&self) -> Option<&Skin> {
        self.light.skin.as_deref()
    }
}

/// Log-chromaticity of a region; `None` where it had no usable pixel.
pub(super) fn chroma(light: Rgb) -> Option<Chroma> {
    let [r, g, b] = [light.r, light.g, light.b].map(f64::from);
    (r > 0.0 && g > 0.0 && b > 0.0).then(|| [libm::log(r / g), libm::log(b / g)])
}

pub(super) fn less(a: Chroma, b: Chroma) -> Chroma {
    [a[0] - b[0], a[1] - b[1]]
}

/// A frame's time and the face's chromaticity less the background's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Which sample.
    pub(super) sample: usize,
    /// Seconds since the first light was shown.
    pub(super) at: f64,
    pub(super) chroma: Chroma,
}

/// The series of the whole face.
pub(super) fn series(samples: &[Sample], start: Timestamp) -> Vec<Point> {
    let seen = |of: &dyn Fn(&Sample) -> Option<Chroma>| {
        samples.iter().filter_map(of).count() as f64 >= REGULAR * samples.len() as f64
    };
    // A room that is seen in some frames only would add jumps; a dark one has no light to cancel.
    let room_is_seen = seen(&|sample| chroma(sample.light.background));
    let regions: Vec<usize> = (0..5).filter(|&i| seen(&|sample| chroma(sample.regions()[i]))).collect();
    let point = |(index, sample): (usize, &Sample)| {
        let room = if room_is_seen { chroma(sample.light.background)? } else { [0.0; 2] };
        let mut sum = [0.0; 2];
        for &region in &regions {
            let [u, v] = chroma(sample.regions()[region])?;
            sum = [sum[0] + u, sum[1] + v];
        }
        let count = regions.len() as f64;
        let face = [sum[0] / count, sum[1] / count];
        Some(Point { sample: index, at: seconds(sample.at, start), chroma: less(face, room) })
    };
    if regions.is_empty() { Vec::new() } else { samples.iter().enumerate().filter_map(point).collect() }
}

/// Seconds from `start` to `at`; negative before.
pub(super) fn seconds(at: Timestamp, start: Timestamp) -> f64 {
    (at.as_micros() as f64 - start.as_micros() as f64) / 1e6
}

/// The lights that were shown, as linear colour over time.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// From when to when, seconds since the first.
    pub(super) spans: Vec<(f64, f64)>,
    pub(super) lights: Vec<Light>,
    pub(super) linear: Vec<[f64; 3]>,
    /// Which lights are colours of the sequence that must be answered: no guard, none that was cut short.
    pub(super) colours: Vec<usize>,
}

impl Timeline {
    /// `shown` in order; the last one ended at `end`.
    pub(super) fn new(shown: &[Shown], void: &[bool], end: Timestamp) -> Self {
        let start = shown.first().map_or(Timestamp::ZERO, |shown| shown.at);
        let from: Vec<f64> = shown.iter().map(|shown| seconds(shown.at, start)).collect();
        let until = from.iter().skip(1).copied().chain([seconds(end, start)]);
        Self {
            spans: from.iter().copied().zip(until).collect(),
            lights: shown.iter().map(|shown| shown.light).collect(),
            colours: (0..shown.len()).filter(|&i| !void[i] && shown[i].light != Light::GUARD).collect(),
            linear: shown.iter().map(|shown| shown.light.linear().map(f64::from)).collect(),
        }
    }

    pub(super) fn end(&self) -> f64 {
        self.spans.last().map_or(0.0, |span| span.1)
    }

    /// Which lights a frame collects that sees the screen of time `at`, each with its share. Before the first light its
    /// colour is assumed, and after the last one its.
    pub(super) fn shares(&self, at: f64) -> impl Iterator<Item = (usize, f64)> + '_ {
        let (low, high) = (at - SPAN / 2.0, at + SPAN / 2.0);
        let last = self.spans.len().saturating_sub(1);
        self.spans.iter().enumerate().filter_map(move |(i, &(from, until))| {
            let from = if i == 0 { f64::MIN } else { from };
            let until = if i == last { f64::MAX } else { until };
            let share = (high.min(until) - low.max(from)) / SPAN;
            (share > 0.0).then_some((i, share))
        })
    }

    /// The light whose colour alone a frame collects that sees the screen of time `at`.
    pub(super) fn alone(&self, at: f64) -> Option<usize> {
        let mut shares = self.shares(at);
        let (index, _) = shares.next()?;
        shares.next().is_none().then_some(index)
    }
}

/// Number of a half of the screen: top, bottom, left, right; `None` for the whole.
pub(super) const fn half(part: Part) -> Option<usize> {
    match part {
        Part::Whole => None,
        Part::Top => Some(0),
        Part::Bottom => Some(1),
        Part::Left => Some(2),
        Part::Right => Some(3),
    }
}
