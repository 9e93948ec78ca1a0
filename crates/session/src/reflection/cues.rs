//! Signs of a video that is fed in place of a camera's. Each has innocent causes too, so none decides alone.

use super::fit::Fit;
use super::series::{Point, Sample, Timeline, chroma, less};
use crate::report::Cues;

/// The signs in `samples`.
pub(super) fn cues(samples: &[Sample]) -> Cues {
    let mut changes: Vec<f32> = samples.iter().filter_map(|sample| sample.change).collect();
    let copies = changes.iter().filter(|change| **change == 0.0).count();
    let duplicates = copies as f32 / changes.len().max(1) as f32;
    changes.retain(|change| *change > 0.0);
    changes.sort_unstable_by(f32::total_cmp);
    let noise = changes.get(changes.len() / 10).copied();
    Cues { duplicates, noise, exposure: exposure(samples), iris: None }
}

/// How far the room's brightness swings while only the face is lit: an automatic exposure answers to the face.
/// Standard deviation of ln of its luminance; `None` where the room is too dark to be measured.
fn exposure(samples: &[Sample]) -> Option<f32> {
    let levels: Vec<f64> = samples
        .iter()
        .map(|sample| sample.light.background)
        .map(|rgb| 0.2126 * f64::from(rgb.r) + 0.7152 * f64::from(rgb.g) + 0.0722 * f64::from(rgb.b))
        .filter(|level| *level > 0.0)
        .map(libm::log)
        .collect();
    if levels.len() < 2 || levels.len() * 5 < samples.len() * 4 {
        return None;
    }
    let count = levels.len() as f64;
    let mean = levels.iter().sum::<f64>() / count;
    let variance = levels.iter().map(|level| (level - mean).powi(2)).sum::<f64>() / count;
    Some(variance.sqrt() as f32)
}

/// Correlation of the colour of the irises' highlights (less the face's in the room's light) with the answer that the skin
/// gives: an eye mirrors the screen. `None` where the irises are too small or covered in most frames.
pub(super) fn iris(samples: &[Sample], points: &[Point], timeline: &Timeline, fit: &Fit) -> Option<f32> {
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let sample = samples.get(point.sample)?;
        let Some(skin) = sample.skin() else { continue };
        let (Some(left), Some(right)) = (chroma(skin.irises[0]), chroma(skin.irises[1])) else { continue };
        let Some(room) = chroma(sample.light.background) else { continue };
        let mut light = [0.0; 3];
        for (i, share) in timeline.shares(point.at - fit.lag) {
            let gain = fit.gain(timeline.lights[i].part);
            light = std::array::from_fn(|c| light[c] + share * timeline.linear[i][c] * gain);
        }
        let expected = fit.answer(light, 1.0);
        let seen = less([0, 1].map(|k| f64::midpoint(left[k], right[k])), room);
        pairs.extend([(seen[0], expected[0]), (seen[1], expected[1])]);
    }
    (pairs.len() >= points.len()).then(|| super::freshness::pearson(&pairs) as f32)
}
