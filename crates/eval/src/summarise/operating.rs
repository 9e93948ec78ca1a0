//! Thresholds: chosen on dev, frozen for eval.

use super::scored::Scored;
use crate::summary::{OperatingPoint, SpeciesRate};

/// What a false accept is a failure of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Attack detection: told by species.
    Attack,
    /// Comparison: impostors are of one kind.
    Comparison,
}

/// A point for each target, 0..=1. Without dev there is none: nothing is chosen on eval.
pub(super) fn points(
    dev: Option<&Scored>,
    eval: &Scored,
    (kind, targets): (Kind, &[f64]),
) -> Vec<OperatingPoint> {
    let Some(dev) = dev else { return Vec::new() };
    targets.iter().map(|target| point(dev, eval, (kind, *target))).collect()
}

fn point(dev: &Scored, eval: &Scored, (kind, target): (Kind, f64)) -> OperatingPoint {
    let threshold = dev.curve().threshold_for(target);
    let by_species = |threshold| -> Vec<SpeciesRate> {
        if kind == Kind::Attack { eval.apcer(threshold) } else { Vec::new() }
    };
    OperatingPoint {
        target,
        threshold,
        dev_false_accept: threshold.and_then(|threshold| dev.false_accept(threshold)),
        dev_false_reject: threshold.and_then(|threshold| dev.false_reject(threshold)),
        eval_apcer: threshold.map(by_species).unwrap_or_default(),
        eval_false_accept: threshold.and_then(|threshold| eval.false_accept(threshold)),
        eval_false_reject: threshold.and_then(|threshold| eval.false_reject(threshold)),
    }
}
