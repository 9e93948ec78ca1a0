//! Does quality foretell errors? Leave out the worst pictures, and see.

use crate::{NotFinite, Share};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A comparison of two pictures of one person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How alike they are, in any unit; higher is more the same person.
    pub similarity: f64,
    /// Quality of the worse picture, in any unit; higher is better.
    pub quality: f64,
}

/// One point of an error-versus-discard curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discarded {
    /// Share of the comparisons to leave out that was asked for, 0..=1.
    pub fraction: f64,
    /// False non-matches of the comparisons that were kept.
    pub false_reject: Share,
}

/// The order in which quality leaves things out: the lowest first, those given first before others of the same quality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discard(Vec<usize>);

impl Discard {
    /// Takes the quality of each thing, in any unit; higher is better.
    ///
    /// # Errors
    /// [`NotFinite`] names the first quality (class `quality`) that is NaN or infinite.
    pub fn new(qualities: &[f64]) -> Result<Self, NotFinite> {
        check(qualities, "quality")?;
        let mut order: Vec<usize> = (0..qualities.len()).collect();
        // Not by `total_cmp`, for which the two zeros differ; sorting keeps the order of equals.
        order.sort_by(|a, b| qualities[*a].partial_cmp(&qualities[*b]).unwrap_or(Ordering::Equal));
        Ok(Self(order))
    }

    /// The places, among the *n* that were given, of what is left when the ⌊`fraction` · *n*⌋ of lowest quality are
    /// gone: the lowest that is kept first. A fraction outside 0..=1 counts as the nearer end.
    #[must_use]
    pub fn kept(&self, fraction: f64) -> &[usize] {
        let left_out = (fraction.clamp(0.0, 1.0) * self.0.len() as f64).floor() as usize;
        self.0.get(left_out..).unwrap_or_default()
    }
}

/// Error versus discard (Grother & Tabassi 2007; ISO/IEC 29794-1): for each of `fractions`, what [`Discard`] leaves of
/// the genuine comparisons, and the false non-matches at `threshold` among them.
///
/// # Errors
/// [`NotFinite`] names the first similarity (class `similarity`) or quality (class `quality`) that is NaN or infinite.
pub fn discard_curve(
    genuine: &[Comparison],
    threshold: f64,
    fractions: &[f64],
) -> Result<Vec<Discarded>, NotFinite> {
    let column = |of: fn(&Comparison) -> f64| genuine.iter().map(of).collect::<Vec<f64>>();
    check(&column(|comparison| comparison.similarity), "similarity")?;
    let discard = Discard::new(&column(|comparison| comparison.quality))?;
    let point = |fraction: &f64| {
        let false_reject =
            Share::of(discard.kept(*fraction), |place| genuine[**place].similarity < threshold);
        Discarded { fraction: *fraction, false_reject }
    };
    Ok(fractions.iter().map(point).collect())
}

fn check(values: &[f64], class: &str) -> Result<(), NotFinite> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(NotFinite { class: class.to_owned(), index }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparisons(pairs: &[(f64, f64)]) -> Vec<Comparison> {
        pairs.iter().map(|&(similarity, quality)| Comparison { similarity, quality }).collect()
    }

    #[test]
    fn the_lowest_quality_goes_first() {
        let genuine = comparisons(&[(90.0, 80.0), (40.0, 10.0), (85.0, 30.0), (60.0, 90.0)]);
        let found = discard_curve(&genuine, 70.0, &[0.0, 0.25, 0.74, 1.0]).unwrap();
        let counts: Vec<_> =
            found.iter().map(|point| (point.false_reject.errors, point.false_reject.total)).collect();
        assert_eq!(counts, [(2, 4), (1, 3), (1, 2), (0, 0)]);
        assert_eq!(found[3].false_reject.rate(), None);
    }

    #[test]
    fn of_the_same_quality_those_given_first_go_first() {
        let error_first = comparisons(&[(10.0, 50.0), (90.0, 50.0)]);
        let error_last = comparisons(&[(90.0, 50.0), (10.0, 50.0)]);
        let kept =
            |genuine: &[Comparison]| discard_curve(genuine, 70.0, &[0.5]).unwrap()[0].false_reject.errors;
        assert_eq!((kept(&error_first), kept(&error_last)), (0, 1));
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_place() {
        let refused = |pairs| discard_curve(&comparisons(pairs), 70.0, &[0.0]).unwrap_err();
        assert_eq!(
            refused(&[(1.0, 1.0), (f64::NAN, 1.0)]),
            NotFinite { class: "similarity".to_owned(), index: 1 }
        );
        assert_eq!(refused(&[(1.0, f64::INFINITY)]), NotFinite { class: "quality".to_owned(), index: 0 });
    }

    #[test]
    fn no_comparisons_are_no_error() {
        assert_eq!(discard_curve(&[], 70.0, &[0.1]).unwrap()[0].false_reject, Share::default());
    }
}
