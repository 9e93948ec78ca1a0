//! Clips with a score: those that should be accepted, and those that should not.

use super::rates::{Trial, rate, species_rates, worst_species};
use crate::row::Row;
use crate::summary::{DetPoint, EqualError, Rate, SpeciesRate};
use liveface_metrics::{Curve, NotFinite, Point, thin};
use std::collections::BTreeMap;

/// Points of a curve that is drawn: more cannot be told apart on a page.
const MOST_POINTS: usize = 200;

/// Each clip with its score.
pub(super) struct Scored<'a> {
    genuine: Vec<(&'a Row, f64)>,
    attacks: Vec<(&'a Row, f64)>,
    curve: Curve,
}

impl<'a> Scored<'a> {
    /// Those of both classes that have a score.
    pub(super) fn new(
        genuine: &[&'a Row],
        attacks: &[&'a Row],
        score: impl Fn(&Row) -> Option<f64>,
    ) -> Result<Self, NotFinite> {
        let scored = |rows: &[&'a Row]| -> Vec<(&'a Row, f64)> {
            rows.iter().filter_map(|row| Some((*row, score(row)?))).collect()
        };
        let (genuine, attacks) = (scored(genuine), scored(attacks));
        let species =
            attacks.iter().fold(BTreeMap::<String, Vec<f64>>::new(), |mut species, (row, score)| {
                species.entry(row.species.clone()).or_default().push(*score);
                species
            });
        let curve = Curve::by_species(genuine.iter().map(|(_, score)| *score).collect(), species)?;
        Ok(Self { genuine, attacks, curve })
    }

    pub(super) fn curve(&self) -> &Curve {
        &self.curve
    }

    /// How many have a score.
    pub(super) fn len(&self) -> u64 {
        (self.genuine.len() + self.attacks.len()) as u64
    }

    pub(super) fn has_both(&self) -> bool {
        !self.genuine.is_empty() && !self.attacks.is_empty()
    }

    /// Of each species: accepted at a threshold.
    pub(super) fn apcer(&self, threshold: f64) -> Vec<SpeciesRate> {
        species_rates(&self.accepted(threshold))
    }

    /// Of the worst species, or of all impostors: accepted at a threshold.
    pub(super) fn false_accept(&self, threshold: f64) -> Option<Rate> {
        worst_species(&self.accepted(threshold)).map(|worst| worst.rate)
    }

    /// Of the genuine: rejected at a threshold. `None` of none.
    pub(super) fn false_reject(&self, threshold: f64) -> Option<Rate> {
        let rejected = |(row, score): &(&'a Row, f64)| (*row, Some(*score < threshold));
        let trials: Vec<Trial> = self.genuine.iter().map(rejected).collect();
        (!trials.is_empty()).then(|| rate(&trials))
    }

    fn accepted(&self, threshold: f64) -> Vec<Trial<'a>> {
        self.attacks.iter().map(|(row, score)| (*row, Some(*score >= threshold))).collect()
    }

    pub(super) fn equal_error(&self) -> Option<EqualError> {
        let found = self.curve.equal_error()?;
        Some(EqualError {
            rate: found.rate,
            threshold: found.at.threshold,
            false_accept: self.false_accept(found.at.threshold)?,
            false_reject: self.false_reject(found.at.threshold)?,
        })
    }

    /// Thinned; empty without both classes.
    pub(super) fn det(&self) -> Vec<DetPoint> {
        let point = |point: Point| {
            Some(DetPoint {
                threshold: point.threshold,
                false_accept: point.false_accept.rate()?,
                false_reject: point.false_reject.rate()?,
            })
        };
        thin(self.curve.points(), MOST_POINTS).into_iter().filter_map(point).collect()
    }
}
