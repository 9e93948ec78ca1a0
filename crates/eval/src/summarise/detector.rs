//! Attack detection by one score alone.

use super::Halves;
use super::operating::{Kind, points};
use super::part::{attacks, people};
use super::scored::Scored;
use crate::row::Row;
use crate::summary::Detector;
use liveface_metrics::NotFinite;

/// APCER of the worst species that thresholds aim at, 0..=1: BPCER there is known as BPCER10, BPCER20 and BPCER100.
pub(super) const TARGETS: [f64; 3] = [0.1, 0.05, 0.01];

/// A score that tells the living from attacks.
#[derive(Clone, Copy)]
pub(super) struct Score {
    pub(super) name: &'static str,
    of: fn(&Row) -> Option<f64>,
}

const SCORES: [Score; 2] = [
    Score { name: "silent", of: |row| row.silent_score },
    Score { name: "reflection", of: |row| row.reflection_score },
];

impl Score {
    /// The scores that any clip has.
    pub(super) fn present(halves: &Halves) -> impl Iterator<Item = Self> {
        SCORES.into_iter().filter(|score| halves.all().any(|row| (score.of)(row).is_some()))
    }

    pub(super) fn scored<'a>(self, rows: &[&'a Row]) -> Result<Scored<'a>, NotFinite> {
        Scored::new(&people(rows), &attacks(rows), self.of)
    }
}

pub(super) fn detectors(halves: &Halves) -> Result<Vec<Detector>, NotFinite> {
    Score::present(halves).map(|score| detector(halves, score)).collect()
}

fn detector(halves: &Halves, score: Score) -> Result<Detector, NotFinite> {
    let (dev, eval) = (score.scored(&halves.dev)?, score.scored(&halves.eval)?);
    let shown = halves.shown();
    let scored = score.scored(shown)?.len();
    Ok(Detector {
        name: score.name.to_owned(),
        scored,
        unscored: (attacks(shown).len() + people(shown).len()) as u64 - scored,
        operating: points((!halves.dev.is_empty()).then_some(&dev), &eval, (Kind::Attack, &TARGETS)),
        eer: eval.equal_error(),
        auc: eval.curve().auc(),
        det: eval.det(),
    })
}
