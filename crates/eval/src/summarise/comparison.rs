//! The comparison of living people with photos.

use super::Halves;
use super::operating::{Kind, points};
use super::part::compared;
use super::rates::{Trial, rate};
use super::scored::Scored;
use crate::row::Row;
use crate::summary::{ComparisonSummary, DiscardPoint};
use liveface_metrics::{Discard, NotFinite};

/// FMR that thresholds aim at, 0..=1.
pub(super) const TARGETS: [f64; 4] = [0.1, 0.01, 0.001, 0.0001];

/// Points of the error-versus-discard curve: each twentieth, from none left out to all but a twentieth.
const DISCARDS: u32 = 20;

/// Those with a photo of the same person, and of another.
pub(super) fn scored<'a>(rows: &[&'a Row]) -> Result<Scored<'a>, NotFinite> {
    let (genuine, impostor) = classes(rows);
    Scored::new(&genuine, &impostor, |row| row.similarity)
}

fn classes<'a>(rows: &[&'a Row]) -> (Vec<&'a Row>, Vec<&'a Row>) {
    compared(rows).into_iter().partition(|row| row.is_genuine() == Some(true))
}

/// `None` where no living person has a photo.
pub(super) fn comparison(halves: &Halves, decided: f64) -> Result<Option<ComparisonSummary>, NotFinite> {
    if compared(&halves.dev).is_empty() && compared(&halves.eval).is_empty() {
        return Ok(None);
    }
    let (genuine, impostor) = classes(halves.shown());
    let (dev, eval) = (scored(&halves.dev)?, scored(&halves.eval)?);
    let is_missing = |row: &&&Row| row.similarity.is_none();
    Ok(Some(ComparisonSummary {
        genuine: genuine.len() as u64,
        impostor: impostor.len() as u64,
        not_compared: genuine.iter().chain(&impostor).filter(is_missing).count() as u64,
        operating: points((!halves.dev.is_empty()).then_some(&dev), &eval, (Kind::Comparison, &TARGETS)),
        decided_fmr: rate(&similarities(&impostor, |similarity| similarity >= decided)),
        decided_fnmr: rate(&similarities(&genuine, |similarity| similarity < decided)),
        decided_threshold: decided,
        eer: eval.equal_error(),
        auc: eval.curve().auc(),
        det: eval.det(),
        discard: discard(&genuine, decided)?,
    }))
}

fn similarities<'a>(rows: &[&'a Row], is_error: impl Fn(f64) -> bool) -> Vec<Trial<'a>> {
    rows.iter().map(|row| (*row, row.similarity.map(&is_error))).collect()
}

/// At the threshold that decided. Only clips with both a similarity and a quality; empty without any.
fn discard(genuine: &[&Row], decided: f64) -> Result<Vec<DiscardPoint>, NotFinite> {
    let (rows, qualities): (Vec<&Row>, Vec<f64>) = genuine
        .iter()
        .filter(|row| row.similarity.is_some())
        .filter_map(|row| Some((*row, row.quality?)))
        .unzip();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let order = Discard::new(&qualities)?;
    let point = |step: u32| {
        let discarded = f64::from(step) / f64::from(DISCARDS);
        let kept: Vec<&Row> =
            order.kept(discarded).iter().filter_map(|place| rows.get(*place).copied()).collect();
        DiscardPoint { discarded, fnmr: rate(&similarities(&kept, |similarity| similarity < decided)) }
    };
    Ok((0..DISCARDS).map(point).collect())
}
