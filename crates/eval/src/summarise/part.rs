//! Which clips a figure is about.

use crate::row::{Outcome, Row};

/// Attack presentations.
pub(super) fn attacks<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    rows.iter().copied().filter(|row| !row.is_bona_fide()).collect()
}

/// Living people who should get through: not those with somebody else's photo.
pub(super) fn people<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    rows.iter().copied().filter(|row| should_pass(row)).collect()
}

/// Living people who were compared with a photo, or should have been.
pub(super) fn compared<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    rows.iter().copied().filter(|row| row.is_bona_fide() && row.is_genuine().is_some()).collect()
}

/// Whether the right end is [`Outcome::Live`].
pub(super) fn should_pass(row: &Row) -> bool {
    row.is_bona_fide() && row.is_genuine() != Some(false)
}

/// Whether the session classified the clip; a non-response otherwise.
pub(super) fn is_classified(row: &Row) -> bool {
    matches!(row.outcome, Outcome::Live | Outcome::Rejected)
}

/// Whether an attack was accepted; `None` where it was not classified.
pub(super) fn accepted_of_classified(row: &Row) -> Option<bool> {
    is_classified(row).then_some(row.outcome == Outcome::Live)
}

/// Whether a person was rejected; `None` where they were not classified.
pub(super) fn rejected_of_classified(row: &Row) -> Option<bool> {
    is_classified(row).then_some(row.outcome == Outcome::Rejected)
}

/// Whether there was no response.
pub(super) fn unanswered(row: &Row) -> Option<bool> {
    Some(!is_classified(row))
}
