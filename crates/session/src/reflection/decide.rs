//! From what was measured to a reason, or to none.

use crate::config;
use crate::report::{LightReason, Reflection};
use crate::verdict::{LightGap, LightRejection};

/// Why the light does not pass; `None` when it does. What cannot be measured comes first, so that it is never called an
/// attack, and never passes.
#[must_use]
pub fn decide(found: &Reflection, config: &config::Reflection) -> Option<LightReason> {
    gap_in_frames(found, config).or_else(|| freshness(found, config)).or_else(|| shape(found, config))
}

fn gap_in_frames(found: &Reflection, config: &config::Reflection) -> Option<LightReason> {
    let gap = |gap| Some(LightReason::Incomplete(gap));
    let slow = found.longest_gap_ms > config.max_gap_ms || found.fps < config.min_fps;
    if slow || found.slots.iter().any(|slot| slot.frames == 0) {
        return gap(LightGap::TooFewFrames);
    }
    if found.snr.is_none() {
        return gap(if found.dark > found.clipped { LightGap::TooDark } else { LightGap::TooBright });
    }
    None
}

fn freshness(found: &Reflection, config: &config::Reflection) -> Option<LightReason> {
    let value = |measured: Option<f32>| measured.unwrap_or(0.0);
    let fresh = value(found.freshness) >= config.min_freshness
        && found.p_value.unwrap_or(1.0) <= config.max_p_value
        && value(found.agreement) >= config.min_agreement;
    let strong = value(found.light_ratio) >= config.min_ratio && value(found.snr) >= config.min_snr;
    let lag = value(found.lag_ms);
    if fresh && strong {
        let right = (config.min_lag_ms..=config.max_lag_ms).contains(&lag);
        return (!right).then_some(LightReason::Rejected(LightRejection::WrongTime));
    }
    // Colours of a strength that the room cannot explain, but not these: something else is answering.
    if !fresh && value(found.unexplained) > config.max_unexplained {
        return Some(LightReason::Rejected(LightRejection::WrongColours));
    }
    let seen = fresh && value(found.light_ratio) > 0.0;
    Some(LightReason::Incomplete(if seen { LightGap::TooBright } else { LightGap::NoResponse }))
}

fn shape(found: &Reflection, config: &config::Reflection) -> Option<LightReason> {
    let (Some(shape), Some(error)) = (found.shape, found.shape_error) else {
        return Some(LightReason::Incomplete(LightGap::ShapeUnclear));
    };
    if shape >= config.min_shape {
        return None;
    }
    let unclear = error > config.max_shape_error;
    Some(if unclear {
        LightReason::Incomplete(LightGap::ShapeUnclear)
    } else {
        LightReason::Rejected(LightRejection::TooFlat)
    })
}
