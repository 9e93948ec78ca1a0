//! What the screen is asked to show, and when.

use liveface::session::{Light, LightPlan};
use liveface_synth::Show;

/// From the clip's start to the first guard, milliseconds; the screen shows the guard's grey before as well.
pub(crate) const LEAD_MS: u64 = 500;
/// From the end of the last guard to the clip's end, milliseconds.
pub(crate) const TAIL_MS: u64 = 300;

/// A fresh plan; every seed of 32 bytes has one.
pub(crate) fn new_plan(seed: [u8; 32]) -> LightPlan {
    LightPlan::mint(&seed).unwrap_or_else(|_| LightPlan { slots: Vec::new(), spares: Vec::new() })
}

/// How long a clip with `plan` lasts, milliseconds.
pub(crate) fn length_ms(plan: &LightPlan) -> u64 {
    LEAD_MS + plan.slots.iter().map(|slot| u64::from(slot.ms)).sum::<u64>() + TAIL_MS
}

/// When each light of `plan` is commanded, milliseconds of the scene's time, and which.
pub(crate) fn commands(plan: &LightPlan) -> Vec<(u64, Light)> {
    let mut at = LEAD_MS;
    let command = |slot: &liveface::session::light::Slot| {
        let begin = at;
        at += u64::from(slot.ms);
        (begin, slot.light)
    };
    plan.slots.iter().map(command).collect()
}

/// What a screen that follows `plan` is told.
pub(crate) fn shows(plan: &LightPlan) -> Vec<Show> {
    let all = std::iter::once((0, Light::GUARD)).chain(commands(plan));
    all.map(|(at, light)| Show { at_ms: at as f32, colour: light.colour, part: light.part }).collect()
}
