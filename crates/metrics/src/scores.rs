//! The scores of one class, checked and in order.

use crate::Share;
use thiserror::Error;

/// A score that is no number, or infinite.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("score {index} of the class {class} is not a finite number")]
pub struct NotFinite {
    /// The class that it is in, e.g. `genuine` or the name of a species.
    pub class: String,
    /// Its place among the scores that were given for this class, from 0.
    pub index: usize,
}

/// Finite scores of one class, in rising order. May be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores(Vec<f64>);

impl Scores {
    /// Takes scores in any order.
    ///
    /// # Errors
    /// [`NotFinite`] names the first that is NaN or infinite.
    pub fn new(class: &str, mut scores: Vec<f64>) -> Result<Self, NotFinite> {
        if let Some(index) = scores.iter().position(|score| !score.is_finite()) {
            return Err(NotFinite { class: class.to_owned(), index });
        }
        scores.sort_unstable_by(f64::total_cmp);
        Ok(Self(scores))
    }

    /// All of them, lowest first.
    #[must_use]
    pub fn sorted(&self) -> &[f64] {
        &self.0
    }

    /// How many are at least `threshold`, of all. For attacks and impostors: the false accepts. A threshold that is no
    /// number accepts none.
    #[must_use]
    pub fn accepted(&self, threshold: f64) -> Share {
        let Share { errors, total } = self.rejected(threshold);
        Share { errors: total - errors, total }
    }

    /// How many are below `threshold`, of all. For bona fide and genuine scores: the false rejects.
    #[must_use]
    pub fn rejected(&self, threshold: f64) -> Share {
        let below = self.0.partition_point(|score| threshold.is_nan() || *score < threshold);
        Share { errors: below as u64, total: self.0.len() as u64 }
    }

    /// How many are below `score`, and half of those equal to it; both doubled, so that it is a whole number.
    pub(crate) fn twice_below(&self, score: f64) -> u128 {
        let below = self.0.partition_point(|other| *other < score);
        let not_above = self.0.partition_point(|other| *other <= score);
        below as u128 + not_above as u128
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_at_the_threshold_is_accepted() {
        let scores = Scores::new("genuine", vec![0.7, 0.5, 0.5, 0.2]).unwrap();
        assert_eq!(scores.accepted(0.5), Share { errors: 3, total: 4 });
        assert_eq!(scores.rejected(0.5), Share { errors: 1, total: 4 });
        assert_eq!(scores.accepted(f64::NAN), Share { errors: 0, total: 4 });
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_place() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let refused = Scores::new("mask", vec![0.5, 0.1, bad, bad]).unwrap_err();
            assert_eq!(refused, NotFinite { class: "mask".to_owned(), index: 2 });
            assert_eq!(refused.to_string(), "score 2 of the class mask is not a finite number");
        }
    }

    #[test]
    fn both_zeros_are_one_score() {
        let scores = Scores::new("genuine", vec![0.0, -0.0]).unwrap();
        assert_eq!((scores.accepted(0.0).errors, scores.accepted(-0.0).errors), (2, 2));
    }

    #[test]
    fn no_scores_are_no_error_but_no_rate() {
        assert_eq!(Scores::new("mask", Vec::new()).unwrap().accepted(0.5).rate(), None);
    }
}
