//! The photosensitivity governor: what no light sequence may do to a person's eyes.
//!
//! WCAG 2.2, success criterion 2.3.1 and its "general flash and red flash thresholds"
//! (<https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds>): at most three general and at most three
//! red flashes in any second. The screen fills the visual field, so no sequence is let off for being small.
//!
//! Slots of at least [`MIN_MS`] cannot flash more than that; it is counted all the same, since the limit on slots is
//! ours and the one on flashes is not. In a red flash, in either of the standard's two working definitions, one state is
//! a saturated red; none is let through at all.

use super::{Light, LightPlanError, Part, Shown, Slot};
use crate::Timestamp;
use std::time::Duration;

/// Shortest slot, milliseconds: 2.9 changes a second, half of what the standard allows.
pub const MIN_MS: u16 = 350;

/// Longest slot, milliseconds: longer measures nothing more.
pub const MAX_MS: u16 = 2_000;

/// Longest sequence, milliseconds.
pub const MAX_TOTAL_MS: u32 = 15_000;

/// Most flashes in any second (WCAG 2.2, 2.3.1).
pub const MAX_FLASHES: usize = 3;

/// Share of red, R/(R+G+B) in linear light, from which on a red is saturated (WCAG 2.2).
pub const SATURATED: f32 = 0.8;

/// Least change of relative luminance that can be part of a general flash, 0..=1 (WCAG 2.2).
const CHANGE: f32 = 0.1;

/// Relative luminance of the darker state from which on a change is no part of a flash, 0..=1 (WCAG 2.2).
const BRIGHT: f32 = 0.8;

/// Change of (R−G−B)·320, linear light, above which a change can be part of a red flash (WCAG 2.2).
const RED_CHANGE: f32 = 20.0;

/// What flashes are counted in: the four quarters, which halves light differently, and their mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    UpperLeft,
    UpperRight,
    LowerLeft,
    LowerRight,
    Whole,
}

impl Area {
    const ALL: [Self; 5] =
        [Self::UpperLeft, Self::UpperRight, Self::LowerLeft, Self::LowerRight, Self::Whole];

    /// Share of this area that light on `part` covers, 0..=1.
    const fn covered(self, part: Part) -> f32 {
        match (self, part) {
            (_, Part::Whole)
            | (Self::UpperLeft | Self::UpperRight, Part::Top)
            | (Self::LowerLeft | Self::LowerRight, Part::Bottom)
            | (Self::UpperLeft | Self::LowerLeft, Part::Left)
            | (Self::UpperRight | Self::LowerRight, Part::Right) => 1.0,
            (Self::Whole, _) => 0.5,
            _ => 0.0,
        }
    }

    /// What this area is like when `part` shows `linear` light.
    fn under(self, part: Part, linear: [f32; 3]) -> State {
        let covered = self.covered(part);
        let [r, g, b] = linear.map(|level| level * covered);
        State {
            luminance: 0.2126 * r + 0.7152 * g + 0.0722 * b,
            red: ((r - g - b) * 320.0).max(0.0),
            saturated: is_saturated_red([r, g, b]),
        }
    }
}

/// An area of the screen between two changes.
#[derive(Clone, Copy)]
struct State {
    /// Relative luminance, 0..=1.
    luminance: f32,
    /// (R−G−B)·320, at least 0.
    red: f32,
    saturated: bool,
}

fn is_saturated_red([r, g, b]: [f32; 3]) -> bool {
    r > 0.0 && r >= SATURATED * (r + g + b)
}

/// A kind of flash: what rises and falls in it, and which swing counts.
struct Kind {
    level: fn(&State) -> f32,
    counts: fn(&State, &State) -> bool,
}

const GENERAL: Kind = Kind {
    level: |state| state.luminance,
    counts: |low, high| high.luminance - low.luminance >= CHANGE && low.luminance < BRIGHT,
};

const RED: Kind = Kind {
    level: |state| state.red,
    counts: |low, high| high.red - low.red > RED_CHANGE && (low.saturated || high.saturated),
};

impl Kind {
    /// Where in `states` the level has swung the other way by enough to count: the transitions between peaks and valleys.
    /// Wobbles that do not count neither make a transition nor part one in two.
    fn transitions(&self, states: &[State]) -> Vec<usize> {
        let Some(first) = states.first() else { return Vec::new() };
        let (mut low, mut high, mut rising) = (*first, *first, None);
        let mut found = Vec::new();
        for (at, state) in states.iter().enumerate() {
            let level = (self.level)(state);
            let up = level > (self.level)(&low) && (self.counts)(&low, state);
            let down = level < (self.level)(&high) && (self.counts)(state, &high);
            if rising != Some(true) && up {
                (rising, high) = (Some(true), *state);
                found.push(at);
            } else if rising != Some(false) && down {
                (rising, low) = (Some(false), *state);
                found.push(at);
            }
            if level > (self.level)(&high) {
                high = *state;
            }
            if level < (self.level)(&low) {
                low = *state;
            }
        }
        found
    }
}

/// The second with the most flashes: how many, and the number (from 0) of the light that is the last of them.
fn worst(shown: &[Shown]) -> (usize, usize) {
    let mut worst = (0, 0);
    let lights: Vec<_> = shown.iter().map(|shown| (shown.light.part, shown.light.linear())).collect();
    for area in Area::ALL {
        let states: Vec<_> = lights.iter().map(|(part, linear)| area.under(*part, *linear)).collect();
        for kind in [GENERAL, RED] {
            let changes: Vec<_> = kind
                .transitions(&states)
                .into_iter()
                .filter_map(|at| Some((at, shown.get(at)?.at)))
                .collect();
            for (i, (last, end)) in changes.iter().enumerate() {
                let second = changes.iter().take(i + 1).rev();
                let within = second.take_while(|(_, at)| end.since(*at) < Duration::from_secs(1)).count();
                // Two changes are one flash; one that has begun counts.
                let flashes = within.div_ceil(2);
                if flashes > worst.0 {
                    worst = (flashes, *last);
                }
            }
        }
    }
    worst
}

/// The most flashes in any second of what a screen really showed, general or red, in the worst quarter or on the whole:
/// more than [`MAX_FLASHES`] must never be. A flash is two opposing changes; one that has begun counts, so a lone change
/// gives 1. `shown` is in the order of time.
#[must_use]
pub fn flashes(shown: &[Shown]) -> usize {
    worst(shown).0
}

/// Whether a colour, sRGB, is a saturated red: R/(R+G+B) ≥ 0.8 in linear light (WCAG 2.2).
#[must_use]
pub fn saturated_red(colour: [u8; 3]) -> bool {
    is_saturated_red(Light { colour, part: Part::Whole }.linear())
}

/// Whether a sequence may be shown to a person.
///
/// # Errors
/// The first rule that is broken: a saturated red, more than three flashes in a second, a slot too short or too long,
/// a sequence too long.
pub fn check(slots: &[Slot]) -> Result<(), LightPlanError> {
    if let Some(at) = slots.iter().position(|slot| saturated_red(slot.light.colour)) {
        return Err(LightPlanError::SaturatedRed { slot: at + 1 });
    }
    let (flashes, at) = worst(&as_shown(slots));
    if flashes > MAX_FLASHES {
        return Err(LightPlanError::Flashes { slot: at + 1, flashes });
    }
    for (at, Slot { ms, .. }) in slots.iter().enumerate() {
        match *ms {
            ms if ms < MIN_MS => return Err(LightPlanError::SlotTooShort { slot: at + 1, ms }),
            ms if ms > MAX_MS => return Err(LightPlanError::SlotTooLong { slot: at + 1, ms }),
            _ => {}
        }
    }
    let ms = slots.iter().fold(0_u32, |sum, slot| sum.saturating_add(slot.ms.into()));
    if ms > MAX_TOTAL_MS { Err(LightPlanError::TooLong { ms }) } else { Ok(()) }
}

/// The sequence, shown without delay from time 0 on.
fn as_shown(slots: &[Slot]) -> Vec<Shown> {
    let mut at = Timestamp::ZERO;
    let mut shown = Vec::with_capacity(slots.len());
    for slot in slots {
        shown.push(Shown { at, light: slot.light });
        at = at.after(Duration::from_millis(slot.ms.into()));
    }
    shown
}
