//! The clips that did not end as they should.

use super::part::should_pass;
use crate::row::{Outcome, Row, Split};
use crate::summary::Failure;
use liveface_session::code::Code;

/// `None` where the clip ended as it should.
pub(super) fn failure(row: &Row) -> Option<Failure> {
    let kind = kind(row)?;
    let split = match row.split {
        Split::Dev => "dev",
        Split::Eval => "eval",
    };
    Some(Failure {
        id: row.id.clone(),
        clip: row.clip.clone(),
        species: row.species.clone(),
        split: split.to_owned(),
        synthetic: row.synthetic,
        kind: kind.to_owned(),
        code: row.code.clone(),
        reason: row.reason.clone(),
        message: row.message.clone(),
        trace: row.trace.clone(),
    })
}

fn kind(row: &Row) -> Option<&'static str> {
    match (row.outcome, row.is_bona_fide()) {
        (Outcome::Failed, _) => Some("not processed"),
        (Outcome::Incomplete, true) => Some("person not judged"),
        (Outcome::Incomplete, false) => Some("attack not judged"),
        (Outcome::Live, false) => Some("accepted attack"),
        (Outcome::Live, true) => (!should_pass(row)).then_some("false match"),
        (Outcome::Rejected, _) if !should_pass(row) => None,
        (Outcome::Rejected, _) if is_for_the_photo(row) => Some("false non-match"),
        (Outcome::Rejected, _) => Some("rejected person"),
    }
}

fn is_for_the_photo(row: &Row) -> bool {
    row.is_genuine() == Some(true) && row.code == Code::CompareLowSimilarity.as_str()
}
