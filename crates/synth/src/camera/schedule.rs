//! When frames are taken.

use crate::math::{Dice, hash};
use crate::scene::CameraSpec;
use liveface_frames::Timestamp;

/// Frames of one film at most; a day at 12 frames a second.
const MOST: u64 = 1 << 20;

/// When frames are taken: an even grid with jitter and losses, seeded.
///
/// Returns (index on the even grid, time of the first row) of every frame that arrives; times rise. The first frame
/// always arrives. Each index has its own luck, so losses do not move the frames that are left. Empty where
/// `spec.fps` is no rate.
pub(crate) fn schedule(spec: &CameraSpec, duration_ms: u64, seed: u64) -> Vec<(u64, Timestamp)> {
    if !(spec.fps.is_finite() && spec.fps > 0.0) {
        return Vec::new();
    }
    let period = 1e6 / f64::from(spec.fps);
    let end = duration_ms as f64 * 1e3;
    let jitter = spec.jitter_ms.max(0.0) * 1e3;
    // Jitter beyond the period would put a frame before its predecessor: it follows close behind instead.
    let gap = (period * 0.25).max(1.0) as u64;
    let mut times: Vec<(u64, Timestamp)> = Vec::new();
    for index in (0..MOST).take_while(|&i| i as f64 * period < end) {
        let mut dice = Dice::new(hash(seed) ^ index);
        let off = f64::from(dice.range(-jitter, jitter));
        if dice.chance(spec.dropped) && index > 0 {
            continue;
        }
        let earliest = times.last().map_or(0, |(_, at)| at.as_micros() + gap);
        // A negative time saturates to 0.
        let at = (index as f64 * period + off).round() as u64;
        times.push((index, Timestamp::from_micros(at.max(earliest))));
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera(fps: f32, jitter_ms: f32, dropped: f32) -> CameraSpec {
        CameraSpec { fps, jitter_ms, dropped, ..CameraSpec::default() }
    }

    #[test]
    fn a_steady_camera_keeps_the_grid() {
        let times = schedule(&camera(25.0, 0.0, 0.0), 3000, 1);
        assert_eq!(times.len(), 75);
        assert!(times.iter().all(|(i, at)| at.as_micros() == i * 40_000));
        assert_eq!(schedule(&camera(8.0, 0.0, 0.0), 1000, 1).len(), 8);
    }

    #[test]
    fn jitter_spreads_evenly_and_losses_have_their_share() {
        let times = schedule(&camera(30.0, 9.0, 0.2), 200_000, 7);
        let share = 1.0 - times.len() as f64 / 6000.0;
        assert!((share - 0.2).abs() < 0.02, "lost {share}");
        let off: Vec<f64> = times
            .iter()
            .skip(1)
            .map(|(i, at)| at.as_micros() as f64 / 1e3 - *i as f64 * 1e3 / 30.0)
            .collect();
        assert!(off.iter().all(|v| v.abs() < 9.01));
        let rms = (off.iter().map(|v| v * v).sum::<f64>() / off.len() as f64).sqrt();
        assert!(
            (rms - 9.0 / 3f64.sqrt()).abs() < 0.2,
            "an even spread of ±9 ms has a deviation of 5.2, not {rms}"
        );
        assert_eq!(times, schedule(&camera(30.0, 9.0, 0.2), 200_000, 7));
        assert_ne!(times, schedule(&camera(30.0, 9.0, 0.2), 200_000, 8));
    }

    #[test]
    fn times_rise_whatever_the_jitter_and_the_first_frame_arrives() {
        let times = schedule(&camera(60.0, 80.0, 0.5), 20_000, 3);
        assert!(times.windows(2).all(|w| w[0].1 < w[1].1 && w[0].0 < w[1].0));
        assert_eq!(times[0].0, 0);
        assert_eq!(schedule(&camera(25.0, 0.0, 1.0), 1000, 3).len(), 1);
    }

    #[test]
    fn no_rate_gives_no_frames() {
        for fps in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(schedule(&camera(fps, 0.0, 0.0), 1000, 1).is_empty());
        }
        assert!(schedule(&camera(25.0, f32::NAN, f32::NAN), 1000, 1).len() == 25);
    }
}
