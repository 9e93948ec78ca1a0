//! Micro-motion: what nobody who is alive can switch off.

use super::{Moment, Performance, minimum_jerk};
use crate::math::{Dice, hash, noise, unit, vec3};
use std::f32::consts::TAU;

/// Mean time between two jumps of the gaze, milliseconds.
const FIXATION: f32 = 480.0;

impl Performance {
    /// Adds breathing, sway, jumps of the gaze and restless lids and brows at `ms`.
    pub(super) fn idle_at(&self, ms: f32, moment: &mut Moment) {
        if self.idle <= 0.0 {
            return;
        }
        let (k, seconds) = (self.idle, ms / 1000.0);
        let sway = |channel| self.drift(seconds, channel) * k;
        moment.yaw += 1.5 * sway(0);
        moment.pitch += 1.2 * sway(1);
        moment.roll += 1.0 * sway(2);
        moment.offset[0] += 0.7 * sway(3);
        moment.offset[1] += 0.35 * sway(4);
        moment.offset[2] += 0.8 * sway(5);
        let breath = self.breath(seconds) * k;
        moment.offset[1] += 0.14 * breath;
        moment.pitch -= 0.3 * breath;
        let jump = self.fixation(ms);
        moment.gaze[0] += jump[0] * k;
        moment.gaze[1] += jump[1] * k;
        for lid in &mut moment.closed {
            *lid += 0.03 * k * (1.0 + self.drift(seconds, 6));
        }
        moment.brows += 0.1 * (sway(7) - 0.1).max(0.0);
        moment.mouth += 0.02 * (sway(8) - 0.15).max(0.0);
    }

    fn seeded(&self, channel: u64) -> f32 {
        unit(hash(self.seed ^ (channel << 40) ^ 0x6964_6C65))
    }

    /// Noise of about ±1 whose power falls with frequency, as the sway of heads does (1/f: each octave about two
    /// thirds of the slower one, from 0.17 to 2.7 Hz).
    fn drift(&self, seconds: f32, channel: u64) -> f32 {
        let place = 911.0 * self.seeded(channel);
        let octave = |rate: f32, n: f32| noise(vec3(seconds * rate + place, n * 7.5 + 0.5, place));
        octave(0.34, 0.0) + 0.6 * octave(0.9, 1.0) + 0.28 * octave(2.2, 2.0) + 0.1 * octave(5.3, 3.0)
    }

    /// -1 = breathed out, 1 = breathed in; about 15 breaths a minute, in faster than out.
    fn breath(&self, seconds: f32) -> f32 {
        let rate = 0.21 + 0.09 * self.seeded(20);
        let turn = TAU * (seconds * rate + self.seeded(21));
        libm::sinf(turn + 0.35 * libm::sinf(turn))
    }

    /// Where the gaze rests against the camera, degrees to the image left and upwards: it jumps by less than a degree
    /// two times a second, and now and then by several.
    fn fixation(&self, ms: f32) -> [f32; 2] {
        let cell = (ms / FIXATION) as i64;
        let start = |n: i64| (n as f32 + 0.8 * self.cell(n).range(0.0, 1.0)) * FIXATION;
        let now = if ms >= start(cell) { cell } else { cell - 1 };
        let [from, to] = [self.target(now - 1), self.target(now)];
        let t = minimum_jerk((ms - start(now)) / 35.0);
        [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
    }

    fn cell(&self, n: i64) -> Dice {
        Dice::new(hash(self.seed ^ 0x6761_7A65) ^ n as u64)
    }

    fn target(&self, n: i64) -> [f32; 2] {
        let mut dice = self.cell(n);
        dice.bits();
        let size = if dice.chance(0.12) { 4.5 } else { 0.7 };
        [size * dice.gauss(), size * 0.6 * dice.gauss()]
    }
}
