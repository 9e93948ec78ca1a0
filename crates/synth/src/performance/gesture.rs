//! The course of each gesture. Motions have the least jerk between their turning points, as people's have.

use super::{Event, Gesture, Moment, minimum_jerk, plateau};
use crate::math::{Dice, hash, mix};

/// Largest pitch of a nod, degrees: beyond the 12 to 15 that detectors ask for, within what a mesh follows.
const NOD: f32 = 18.0;
/// Largest yaw of a shake, degrees.
const SHAKE: f32 = 25.0;
/// Largest turn of the eyes in a glance, degrees.
const GLANCE: f32 = 18.0;
/// Towards the camera by a lean of amount 1, cm.
pub(crate) const LEAN: f32 = 20.0;
/// How far beside their place people begin to walk in, cm.
const ASIDE: f32 = 75.0;
/// Steps a second.
const STEPS: f32 = 1.9;

impl Event {
    /// Adds what this event does at `ms`; blinks and walks are added elsewhere.
    pub(super) fn apply(&self, ms: f32, seed: u64, moment: &mut Moment) {
        let length = self.to_ms - self.from_ms;
        let since = ms - self.from_ms;
        if length <= 0.0 || since <= 0.0 || since >= length {
            return;
        }
        let (s, amount) = (since / length, self.amount);
        match self.gesture {
            Gesture::Blink | Gesture::Enter | Gesture::Leave => {}
            Gesture::Mouth => moment.mouth += amount * plateau(s, 0.25, 0.7),
            Gesture::Nod => {
                moment.pitch += NOD * amount * course(&[(0.18, -0.22), (0.52, 1.0), (1.0, 0.0)], s);
            }
            Gesture::Shake => shake(amount, s, moment),
            Gesture::Glance => moment.gaze[0] += GLANCE * amount * saccade(since, length),
            Gesture::Talk => talk(self, since, seed, moment),
            Gesture::Smile => smile(amount * plateau(s, 0.25, 0.65), moment),
            Gesture::Turn => moment.yaw += 45.0 * amount * plateau(s, 0.3, 0.7),
            Gesture::Lean => {
                let near = amount * plateau(s, 0.3, 0.7);
                moment.offset[2] += LEAN * near;
                moment.offset[1] -= 1.5 * near;
                moment.pitch -= 3.0 * near;
            }
            Gesture::Hand => moment.hand += amount * plateau(s, 0.25, 0.75),
        }
    }
}

/// A line through (share of the time, value) points, from value 0 at time 0, with the least jerk between them.
fn course(points: &[(f32, f32)], s: f32) -> f32 {
    let (mut from, mut value) = (0.0, 0.0);
    for &(until, next) in points {
        if s < until {
            return mix(value, next, minimum_jerk((s - from) / (until - from)));
        }
        (from, value) = (until, next);
    }
    value
}

fn shake(amount: f32, s: f32, moment: &mut Moment) {
    let side = amount * course(&[(0.26, 1.0), (0.7, -1.0), (1.0, 0.0)], s);
    moment.yaw += SHAKE * side;
    // Necks do not turn about one axis only.
    moment.roll -= 2.0 * side;
    moment.offset[0] -= 0.6 * side;
}

fn smile(amount: f32, moment: &mut Moment) {
    moment.smile += amount;
    // Cheeks lift the lower lids.
    for lid in &mut moment.closed {
        *lid += 0.14 * amount;
    }
}

/// Out in 50 ms, stays, back in 50 ms: eyes jump.
fn saccade(since: f32, length: f32) -> f32 {
    minimum_jerk(since / 50.0) * minimum_jerk((length - since) / 50.0)
}

/// What a vowel does to jaw, pucker and stretch.
const VOWELS: [[f32; 3]; 6] = [
    [0.55, 0.0, 0.1],
    [0.34, 0.0, 0.45],
    [0.18, 0.0, 0.7],
    [0.38, 0.55, 0.0],
    [0.16, 0.85, 0.0],
    [0.28, 0.15, 0.15],
];
/// Mean length of a syllable, milliseconds: 5 a second.
const SYLLABLE: f32 = 200.0;

/// Syllables of seeded vowels and lengths (166 to 250 ms); every seventh or so is a pause for breath.
fn talk(event: &Event, since: f32, seed: u64, moment: &mut Moment) {
    let length = event.to_ms - event.from_ms;
    let fade = minimum_jerk(since / 120.0) * minimum_jerk((length - since) / 120.0) * event.amount;
    let here = (since / SYLLABLE) as i64;
    let seed = hash(seed ^ u64::from(event.from_ms.to_bits()));
    for n in here - 1..=here + 1 {
        let mut dice = Dice::new(seed ^ n as u64);
        let spoken = !dice.chance(0.14);
        let centre = (n as f32 + 0.5 + dice.range(-0.1, 0.1)) * SYLLABLE;
        let vowel = VOWELS[dice.bits() as usize % VOWELS.len()];
        let strength = dice.range(0.65, 1.1) * fade;
        if !spoken {
            continue;
        }
        let near = |half: f32| {
            let t = 1.0 - ((since - centre) / half).abs();
            minimum_jerk(t) * strength
        };
        // Lips shape the vowel ahead of the jaw and longer than it.
        moment.mouth += vowel[0] * near(0.62 * SYLLABLE);
        moment.pucker += vowel[1] * near(0.85 * SYLLABLE);
        moment.stretch += vowel[2] * near(0.85 * SYLLABLE);
        moment.pitch -= 0.7 * near(0.9 * SYLLABLE) * dice.range(-0.4, 1.0);
        moment.brows += 0.12 * near(SYLLABLE) * dice.range(-0.5, 1.0).max(0.0);
    }
}

/// Walks in and out. Who is going to enter is outside until then, who has left stays outside.
pub(super) fn walk(events: &[Event], ms: f32, moment: &mut Moment) {
    let walks = || events.iter().filter(|e| matches!(e.gesture, Gesture::Enter | Gesture::Leave));
    let latest = walks().filter(|e| e.from_ms <= ms).max_by(|a, b| a.from_ms.total_cmp(&b.from_ms));
    let next = || walks().min_by(|a, b| a.from_ms.total_cmp(&b.from_ms));
    let Some(event) = latest.or_else(next) else { return };
    let length = (event.to_ms - event.from_ms).max(1.0);
    let s = ((ms - event.from_ms) / length).clamp(0.0, 1.0);
    // From 0 = at the place to 1 = outside; nearly even steps, eased at the place.
    let (away, side) = match event.gesture {
        Gesture::Enter => (1.0 - eased(s), -1.0),
        _ => (1.0 - eased(1.0 - s), 1.0),
    };
    moment.offset[0] += side * event.amount * ASIDE * away;
    if s <= 0.0 || s >= 1.0 {
        return;
    }
    let pace = minimum_jerk(away * 5.0) * minimum_jerk(s * 5.0) * minimum_jerk((1.0 - s) * 5.0);
    let step = libm::sinf(std::f32::consts::PI * STEPS * (ms - event.from_ms) / 1000.0);
    moment.offset[1] += (1.6 * step.abs() - 0.8) * pace;
    moment.roll += 1.2 * step * pace;
    // Whoever walks in goes to the image right and looks there, partly; whoever leaves too.
    moment.yaw -= 28.0 * event.amount.signum() * pace;
}

/// From 0 to 1 at an even pace that slows down at the end.
fn eased(s: f32) -> f32 {
    let slow = 0.3;
    let even = 1.0 - slow;
    let whole = even + slow / 2.0;
    if s < even {
        return s / whole;
    }
    let t = (s - even) / slow;
    (even + slow * (t - t * t / 2.0)) / whole
}
