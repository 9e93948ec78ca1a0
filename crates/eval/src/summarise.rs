//! From rows to a summary: what ISO/IEC 30107-3 and 19795-1 ask for, with counts, and what cannot be told said plainly.
//!
//! **Which clips count where.** Every figure about people who should get through (BPCER, BPNRR, not accepted, actions, time,
//! the bona fide side of detectors) leaves out clips of living people with a photo of *somebody else*: to reject those is
//! right. They are the impostors of the comparison, which in turn is of living people alone: an attack with a photo is
//! counted as an attack. A living person who is rejected for not matching their own photo is a BPCER error, because APCER
//! and BPCER here are of the whole session, as it ended.
//!
//! **Thresholds** are chosen on dev and frozen for eval; nothing is ever chosen on eval. Where there is no dev, there are
//! no operating points; where there is no eval, there is no curve.
//!
//! **Intervals** are Wilson's, and those of a bootstrap over subjects (of a comparison: of the clip's subject). The
//! bootstrap of a worst species draws the highest rate of all species anew each time, so it holds the uncertainty of which
//! species is the worst.

mod check;
mod comparison;
mod detector;
mod failures;
mod insufficient;
mod operating;
mod part;
mod rates;
mod scored;
mod slices;
mod split;
#[cfg(test)]
mod tests;

use crate::row::{Outcome, Row, Split};
use crate::summary::{Counts, Protocol, SUMMARY_SCHEMA, Summary};
use std::collections::BTreeSet;

/// Why rows have no summary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SummariseError {
    /// A measurement is NaN or infinite.
    #[error("clip {id}: {field} is not a finite number")]
    NotFinite {
        /// Which clip.
        id: String,
        /// Which field of [`Row`].
        field: &'static str,
    },
    /// The threshold that decided is NaN or infinite.
    #[error("the similarity that decided is not a finite number")]
    Threshold,
    /// Scores that cannot be counted.
    #[error(transparent)]
    Scores(#[from] liveface_metrics::NotFinite),
}

/// Summarises an evaluation. `rows` are in order of id, each id once; `machines` in any order; `skipped` is how many clips
/// of the manifest have no result; `decided_similarity` is the threshold that decided comparisons, 0..=100.
///
/// # Errors
/// [`SummariseError`] where a measurement is no number.
pub fn summarise(
    rows: &[Row],
    protocol: Protocol,
    machines: Vec<String>,
    skipped: u64,
    decided_similarity: f64,
) -> Result<Summary, SummariseError> {
    check::finite(rows, decided_similarity)?;
    let halves = Halves::new(rows);
    let detectors = detector::detectors(&halves)?;
    let comparison = comparison::comparison(&halves, decided_similarity)?;
    let insufficient = insufficient::lines(&halves, skipped)?;
    let split = |rows: &Vec<&Row>| (!rows.is_empty()).then(|| split::split(rows));
    Ok(Summary {
        schema: SUMMARY_SCHEMA,
        protocol,
        machines: machines.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
        counts: counts(rows, skipped),
        dev: split(&halves.dev),
        eval: split(&halves.eval),
        detectors,
        comparison,
        failures: rows.iter().filter_map(failures::failure).collect(),
        insufficient,
    })
}

/// The rows by what they are for.
struct Halves<'a> {
    dev: Vec<&'a Row>,
    eval: Vec<&'a Row>,
}

impl<'a> Halves<'a> {
    fn new(rows: &'a [Row]) -> Self {
        let (dev, eval) = rows.iter().partition(|row| row.split == Split::Dev);
        Self { dev, eval }
    }

    /// Those that counts are told of: eval, or dev where there is no eval.
    fn shown(&self) -> &[&'a Row] {
        if self.eval.is_empty() { &self.dev } else { &self.eval }
    }

    fn all(&self) -> impl Iterator<Item = &'a Row> {
        self.dev.iter().chain(&self.eval).copied()
    }

    /// Name and rows of those that there are.
    fn named(&self) -> impl Iterator<Item = (&'static str, &[&'a Row])> {
        let both = [("dev", self.dev.as_slice()), ("eval", self.eval.as_slice())];
        both.into_iter().filter(|(_, rows)| !rows.is_empty())
    }
}

fn counts(rows: &[Row], skipped: u64) -> Counts {
    let count = |so: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| so(row)).count() as u64;
    Counts {
        clips: rows.len() as u64,
        subjects: rows.iter().map(|row| &row.subject).collect::<BTreeSet<_>>().len() as u64,
        bona_fide: count(&Row::is_bona_fide),
        attacks: count(&|row| !row.is_bona_fide()),
        synthetic: count(&|row| row.synthetic),
        failed: count(&|row| row.outcome == Outcome::Failed),
        skipped,
    }
}
