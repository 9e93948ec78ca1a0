//! Blinks, asked and unasked.

use super::{Gesture, Performance, minimum_jerk};
use crate::math::{Dice, hash};
use serde::{Deserialize, Serialize};

/// One blink of both eyes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blink {
    /// When the lids begin to fall, milliseconds of stream time.
    pub from_ms: f32,
    /// When they are open again.
    pub to_ms: f32,
    /// Whether the script asks for it; else it is one of the blinks people do unasked.
    pub asked: bool,
}

/// Shortest and longest unasked blink, milliseconds.
const SHORTEST: f32 = 100.0;
const LONGEST: f32 = 400.0;
/// Mean and deviation of the logarithm of their length: most are about 180 ms long (mode), few above 350.
const LOG_MEAN: f32 = 5.283;
const LOG_DEVIATION: f32 = 0.3;
/// Lids need no longer than this to fall and to rise, milliseconds: a longer blink stays closed.
const FALL: f32 = 130.0;
const RISE: f32 = 240.0;
/// Nobody blinks unasked this near to the beginning of an asked gesture, or to an asked blink; milliseconds.
const APART: f32 = 250.0;

impl Blink {
    /// How far the lids are closed at `ms`, 0..=1: they fall in a third of the time, stay for a moment and rise more
    /// slowly, slowest at the end (shape after VanderWerf et al. 2003).
    pub(super) fn closed(&self, ms: f32) -> f32 {
        let length = self.to_ms - self.from_ms;
        let since = ms - self.from_ms;
        if length <= 0.0 || since <= 0.0 || since >= length {
            return 0.0;
        }
        let (fall, rise) = ((length * 0.33).min(FALL), (length * 0.55).min(RISE));
        if since < length - rise {
            return minimum_jerk(since / fall);
        }
        let t = (1.0 - (length - since) / rise).max(0.0);
        // t^(3/4): quick at first, slow at the end.
        1.0 - minimum_jerk(t.sqrt() * t.sqrt().sqrt())
    }
}

impl Performance {
    /// All blinks that begin before `duration_ms`, asked and unasked, in order of time.
    #[must_use]
    pub fn blinks(&self, duration_ms: u64) -> Vec<Blink> {
        let mut blinks: Vec<Blink> = self.blinks_until(duration_ms as f32).collect();
        blinks.sort_by(|a, b| a.from_ms.total_cmp(&b.from_ms));
        blinks
    }

    /// Blinks that begin before `ms`: first the asked ones, then the others.
    pub(super) fn blinks_until(&self, ms: f32) -> impl Iterator<Item = Blink> + '_ {
        let asked = self
            .events
            .iter()
            .filter(move |event| event.gesture == Gesture::Blink && event.from_ms < ms)
            .map(|event| Blink { from_ms: event.from_ms, to_ms: event.to_ms, asked: true });
        asked.chain(Unasked::new(self).take_while(move |blink| blink.from_ms < ms).filter(|b| self.allows(b)))
    }

    /// Whether nothing is asked for where `blink` would be.
    fn allows(&self, blink: &Blink) -> bool {
        self.events.iter().all(|event| {
            let until = if event.gesture == Gesture::Blink { event.to_ms } else { event.from_ms };
            blink.to_ms < event.from_ms - APART || blink.from_ms > until + APART
        })
    }
}

/// The unasked blinks of a person, without end.
struct Unasked {
    dice: Dice,
    /// Mean time from blink to blink, milliseconds; infinite for who never blinks unasked.
    mean: f32,
    next: f32,
}

impl Unasked {
    fn new(performance: &Performance) -> Self {
        let mut dice = Dice::new(hash(performance.seed ^ 0x62_6C69_6E6B));
        let mean = if performance.blinks_per_minute > 0.0 {
            60_000.0 / performance.blinks_per_minute
        } else {
            f32::INFINITY
        };
        let first = mean * dice.range(0.15, 1.0);
        Self { dice, mean, next: first }
    }
}

impl Iterator for Unasked {
    type Item = Blink;

    fn next(&mut self) -> Option<Blink> {
        if !self.next.is_finite() {
            return None;
        }
        let length = libm::expf(LOG_MEAN + LOG_DEVIATION * self.dice.gauss()).clamp(SHORTEST, LONGEST);
        let blink = Blink { from_ms: self.next, to_ms: self.next + length, asked: false };
        // Intervals vary widely about their mean; the factors below have mean 1.
        self.next += length + (self.mean - 220.0).max(250.0) * self.dice.range(0.35, 1.65);
        Some(blink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::performance::Event;

    #[test]
    fn unasked_blinks_are_as_many_and_as_long_as_peoples() {
        let mut lengths = Vec::new();
        for seed in 0..40 {
            let blinks = Performance::natural(seed).blinks(60_000);
            assert!((9..=22).contains(&blinks.len()), "{} a minute", blinks.len());
            lengths.extend(blinks.iter().map(|b| b.to_ms - b.from_ms));
        }
        assert!(lengths.iter().all(|l| (99.9..=400.1).contains(l)));
        lengths.sort_by(f32::total_cmp);
        let median = lengths[lengths.len() / 2];
        assert!((175.0..220.0).contains(&median), "median {median} ms");
    }

    #[test]
    fn nothing_unasked_happens_where_something_is_asked() {
        let gesture = |gesture, from_ms| Event { gesture, from_ms, to_ms: from_ms + 900.0, amount: 1.0 };
        for seed in 0..100 {
            let person = Performance {
                events: vec![gesture(Gesture::Nod, 1500.0), gesture(Gesture::Blink, 4000.0)],
                blinks_per_minute: 40.0,
                seed,
                ..Performance::default()
            };
            for blink in person.blinks(8000).iter().filter(|b| !b.asked) {
                assert!(blink.to_ms < 1500.0 || blink.from_ms > 1500.0, "{blink:?}");
                assert!(blink.to_ms < 4000.0 || blink.from_ms > 4900.0, "{blink:?}");
            }
        }
    }

    #[test]
    fn every_blink_closes_fully() {
        for length in [100.0, 180.0, 400.0, 900.0] {
            let blink = Blink { from_ms: 0.0, to_ms: length, asked: true };
            let most = (0..900).map(|ms| blink.closed(ms as f32)).fold(0.0, f32::max);
            assert!(most > 0.99, "{length} ms: {most}");
        }
    }
}
