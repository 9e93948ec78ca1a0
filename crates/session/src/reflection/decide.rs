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
        return gap(if found.clipped > found.dark { LightGap::TooBright } else { LightGap::TooDark });
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
    if made(found, config) {
        return Some(LightReason::Rejected(LightRejection::Injected));
    }
    let seen = fresh && value(found.light_ratio) > 0.0;
    Some(LightReason::Incomplete(if seen { LightGap::TooBright } else { LightGap::NoResponse }))
}

/// Whether the frames, which do not answer, are no camera's: copies of one another, and no noise between them. A camera
/// that is short of light copies frames, and a codec takes noise away, but hardly both at once in a bright room.
fn made(found: &Reflection, config: &config::Reflection) -> bool {
    let calm = found.cues.noise.is_none_or(|noise| noise < config.min_noise);
    calm && found.cues.duplicates > config.max_duplicates
}

fn shape(found: &Reflection, config: &config::Reflection) -> Option<LightReason> {
    match found.shape_odds {
        Some(odds) if odds >= config.min_shape_odds => None,
        Some(odds) if odds < config.sheet_shape_odds => Some(LightReason::Rejected(LightRejection::TooFlat)),
        _ => Some(LightReason::Incomplete(LightGap::ShapeUnclear)),
    }
}

/// Log-odds of a face against a sheet, from depth and roughness; `None` where they were not measured.
#[must_use]
pub fn shape_odds(found: &Reflection, config: &config::Reflection) -> Option<f32> {
    let (depth, error) = (found.depth?, found.depth_error?);
    // Depth: normally distributed for faces and for sheets, its error on top. No depth is trusted beyond all doubt.
    let log_density = |mean: f32, spread: f32| {
        let variance = spread * spread + error * error;
        -0.5 * ((depth - mean) * (depth - mean) / variance + libm::logf(variance))
    };
    let deep = log_density(config.face_depth, config.face_depth_spread)
        - log_density(0.0, config.sheet_depth_spread);
    let rough = libm::logf(found.roughness? / config.even_roughness);
    Some(config.depth_weight * deep.clamp(-6.0, 6.0) + config.roughness_weight * rough)
}
