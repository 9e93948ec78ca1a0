//! Every measurement is a number, or absent.

use super::SummariseError;
use crate::row::Row;

/// Refuses the first measurement that is NaN or infinite.
pub(super) fn finite(rows: &[Row], decided_similarity: f64) -> Result<(), SummariseError> {
    if !decided_similarity.is_finite() {
        return Err(SummariseError::Threshold);
    }
    rows.iter().try_for_each(|row| {
        match measurements(row).into_iter().find(|(_, value)| !value.is_finite()) {
            Some((field, _)) => Err(SummariseError::NotFinite { id: row.id.clone(), field }),
            None => Ok(()),
        }
    })
}

/// Name and value of each, a plain 0 where it is absent.
fn measurements(row: &Row) -> [(&'static str, f64); 7] {
    [
        ("silent_score", row.silent_score.unwrap_or_default()),
        ("reflection_score", row.reflection_score.unwrap_or_default()),
        ("similarity", row.similarity.unwrap_or_default()),
        ("quality", row.quality.unwrap_or_default()),
        ("fps", row.fps),
        ("inter_eye", row.inter_eye.unwrap_or_default()),
        ("face_luma", row.face_luma.unwrap_or_default()),
    ]
}
