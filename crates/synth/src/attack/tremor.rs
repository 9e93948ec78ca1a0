//! The motion of a hand that tries to hold something still.

use crate::math::{Dice, Vec3, vec3};

/// Slow waves of one axis: posture, breath, correction.
const DRIFTS: usize = 3;
/// Fast waves of one axis: the physiological tremor of hand and forearm (6 to 12 Hz; Elble & Koller 1990).
const TREMORS: usize = 2;

/// Shift (cm; image right, up, towards the camera) and turn (degrees; yaw, pitch, roll) of what a hand holds, at stream
/// time `at_us` microseconds. Each is a sum of sines, so it is smooth. With `amount` 1: at most 0.5 cm and 1.6 degrees
/// on each axis, of which the tremor is 0.02 cm and 0.1 degrees.
pub(crate) fn tremor(seed: u64, at_us: i64, amount: f32) -> (Vec3, [f32; 3]) {
    let mut dice = Dice::new(seed ^ 0x7472_656D);
    let seconds = at_us as f64 * 1e-6;
    let mut axis = |drift: f32, fast: f32| {
        let slow = waves(&mut dice, seconds, DRIFTS, [0.3, 2.0]);
        amount * (drift * slow + fast * waves(&mut dice, seconds, TREMORS, [6.0, 12.0]))
    };
    let shift = vec3(axis(0.45, 0.02), axis(0.48, 0.02), axis(0.3, 0.01));
    (shift, [axis(1.3, 0.1), axis(1.5, 0.1), axis(0.9, 0.08)])
}

/// `count` sines with seeded frequencies within `band` (Hz); within -1..=1. Low frequencies swing wider, so that no
/// wave is much faster than another.
fn waves(dice: &mut Dice, seconds: f64, count: usize, band: [f32; 2]) -> f32 {
    let (mut sum, mut most) = (0.0, 0.0);
    for _ in 0..count {
        let frequency = dice.range(band[0], band[1]);
        let turns = f64::from(frequency) * seconds + f64::from(dice.range(0.0, 1.0));
        let swing = band[0] / frequency;
        sum += swing * libm::sin((turns - turns.floor()) * std::f64::consts::TAU) as f32;
        most += swing;
    }
    sum / most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_shakes_within_bounds_and_without_jumps() {
        let (mut least, mut most) = (f32::MAX, f32::MIN);
        for ms in 0..20_000 {
            let (now, turn) = tremor(7, ms * 1000, 1.0);
            let (next, _) = tremor(7, ms * 1000 + 1000, 1.0);
            for value in [now.x, now.y, now.z] {
                assert!(value.abs() <= 0.5, "{value} cm at {ms} ms");
            }
            assert!(turn.iter().all(|angle| angle.abs() <= 1.6), "{turn:?} at {ms} ms");
            assert!((next - now).length() < 0.01, "a jump at {ms} ms");
            (least, most) = (least.min(now.x), most.max(now.x));
        }
        assert!(most - least > 0.3, "the hand hardly moves: {least}..{most} cm");
    }

    #[test]
    fn a_stand_does_not_shake() {
        assert_eq!(tremor(7, 123_456, 0.0).0.length(), 0.0);
    }
}
