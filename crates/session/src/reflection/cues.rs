//! Signs of a video that is fed in place of a camera's. Each has innocent causes too, so none decides alone.

use super::series::Sample;
use crate::report::Cues;

/// The signs in `samples`.
pub(super) fn cues(samples: &[Sample]) -> Cues {
    let mut changes: Vec<f32> = samples.iter().filter_map(|sample| sample.change).collect();
    let copies = changes.iter().filter(|change| **change == 0.0).count();
    let duplicates = copies as f32 / changes.len().max(1) as f32;
    changes.retain(|change| *change > 0.0);
    changes.sort_unstable_by(f32::total_cmp);
    let noise = changes.get(changes.len() / 10).copied();
    Cues { duplicates, noise, exposure: exposure(samples) }
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
