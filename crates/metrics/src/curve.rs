//! What every threshold would have done: false accepts against false rejects.

mod roc;
mod sweep;
#[cfg(test)]
mod tests;

pub use roc::RocPoint;

use crate::{NotFinite, Scores, Share, worst};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The one species of a [`Curve::new`].
const IMPOSTOR: &str = "impostor";

/// The scores of those who should be accepted (bona fide, genuine) and of those who should be rejected (attacks by
/// species, impostors), and what each threshold makes of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    genuine: Scores,
    attacks: BTreeMap<String, Scores>,
    points: Vec<Point>,
}

/// What one threshold does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Least score that is accepted.
    pub threshold: f64,
    /// Accepted of the worst species (APCER), or of all impostors (FMR).
    pub false_accept: Share,
    /// Rejected of the bona fide (BPCER) or genuine (FNMR).
    pub false_reject: Share,
}

/// Where two error rates are closest to each other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EqualError {
    /// The mean of both rates there, 0..=1.
    pub rate: f64,
    /// What the threshold there does.
    pub at: Point,
}

impl Curve {
    /// Of a comparison: scores of the same person, and of different people. Either may be empty.
    ///
    /// # Errors
    /// [`NotFinite`] with the class `genuine` or `impostor`.
    pub fn new(genuine: Vec<f64>, impostor: Vec<f64>) -> Result<Self, NotFinite> {
        let impostor = Scores::new(IMPOSTOR, impostor)?;
        Ok(Self::of(Scores::new("genuine", genuine)?, [(IMPOSTOR.to_owned(), impostor)].into()))
    }

    /// Of attack detection: scores of the living, and of attacks by presentation attack instrument species. Any may be
    /// empty; a species without scores is never the worst.
    ///
    /// # Errors
    /// [`NotFinite`] with the class `bona fide` or the name of the species.
    pub fn by_species(bona_fide: Vec<f64>, attacks: BTreeMap<String, Vec<f64>>) -> Result<Self, NotFinite> {
        let checked = |(species, scores): (String, Vec<f64>)| {
            let scores = Scores::new(&species, scores)?;
            Ok((species, scores))
        };
        Ok(Self::of(
            Scores::new("bona fide", bona_fide)?,
            attacks.into_iter().map(checked).collect::<Result<_, _>>()?,
        ))
    }

    fn of(genuine: Scores, attacks: BTreeMap<String, Scores>) -> Self {
        let points = sweep::points(&genuine, &attacks);
        Self { genuine, attacks, points }
    }

    /// The scores of those who should be accepted.
    #[must_use]
    pub fn genuine(&self) -> &Scores {
        &self.genuine
    }

    /// The scores of those who should be rejected: by species, or all as `impostor`.
    #[must_use]
    pub fn attacks(&self) -> &BTreeMap<String, Scores> {
        &self.attacks
    }

    /// The DET curve: a point for each distinct score of any class, by rising threshold. The first accepts everything; a
    /// threshold above all scores, which would reject everything, is not among them.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// What any threshold does.
    #[must_use]
    pub fn at(&self, threshold: f64) -> Point {
        Point {
            threshold,
            false_accept: self.false_accept(threshold),
            false_reject: self.false_reject(threshold),
        }
    }

    /// BPCER or FNMR at a threshold.
    #[must_use]
    pub fn false_reject(&self, threshold: f64) -> Share {
        self.genuine.rejected(threshold)
    }

    /// APCER of the worst species, or FMR, at a threshold; 0 of 0 where there are no attacks.
    #[must_use]
    pub fn false_accept(&self, threshold: f64) -> Share {
        self.worst(threshold).map(|(_, share)| share).unwrap_or_default()
    }

    /// APCER of each species at a threshold, in order of name.
    pub fn apcer(&self, threshold: f64) -> impl Iterator<Item = (&str, Share)> {
        self.attacks.iter().map(move |(species, scores)| (species.as_str(), scores.accepted(threshold)))
    }

    /// The species with the highest APCER at a threshold, the first by name of those that share it; `None` without
    /// attacks.
    #[must_use]
    pub fn worst(&self, threshold: f64) -> Option<(&str, Share)> {
        worst(self.apcer(threshold))
    }

    /// The smallest observed score, of any class, at which the worst APCER (or the FMR) is at most `target` (0..=1);
    /// `None` where none reaches it, and without attacks. Choose it on other data than it is then judged by.
    #[must_use]
    pub fn threshold_for(&self, target: f64) -> Option<f64> {
        let reaches = |point: &&Point| point.false_accept.rate().is_some_and(|rate| rate <= target);
        self.points.iter().find(reaches).map(|point| point.threshold)
    }

    /// The point where the worst APCER and BPCER (or FMR and FNMR) are closest, the one with the lowest threshold of those
    /// equally close; `None` without both classes. Gaps are compared as fractions, so rounding breaks no tie; exact for
    /// classes of up to 2³² scores.
    #[must_use]
    pub fn equal_error(&self) -> Option<EqualError> {
        let at = *self.points.iter().min_by(|a, b| a.cmp_gap(b))?;
        let rate = (at.false_accept.rate()? + at.false_reject.rate()?) / 2.0;
        Some(EqualError { rate, at })
    }
}

impl Point {
    /// The order of the distances between the two rates.
    fn cmp_gap(&self, other: &Self) -> Ordering {
        let gap = |point: &Self| {
            let (accept, reject) = (point.false_accept, point.false_reject);
            let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
            let difference =
                product(accept.errors, reject.total).abs_diff(product(reject.errors, accept.total));
            (difference, product(accept.total, reject.total))
        };
        let ((a, a_of), (b, b_of)) = (gap(self), gap(other));
        a.saturating_mul(b_of).cmp(&b.saturating_mul(a_of))
    }
}
