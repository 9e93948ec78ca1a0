//! Rates with both intervals, of clips that belong to subjects.

use crate::row::Row;
use crate::summary::{Rate, SpeciesRate};
use liveface_metrics::{Bootstrap, Share, worst};
use std::collections::BTreeMap;

/// Twice the least number of replicates that Efron & Tibshirani 1993 advise for percentiles; the seed is any constant.
const BOOTSTRAP: Bootstrap = Bootstrap { replicates: 2000, seed: 0x11FE_FACE };

/// A clip, and whether it is an error; `None` where it is not in the denominator.
pub(super) type Trial<'a> = (&'a Row, Option<bool>);

/// Pairs each row with what `is_error` says of it.
pub(super) fn trials<'a>(rows: &[&'a Row], is_error: impl Fn(&Row) -> Option<bool>) -> Vec<Trial<'a>> {
    rows.iter().map(|row| (*row, is_error(row))).collect()
}

/// All of them together.
pub(super) fn rate(trials: &[Trial]) -> Rate {
    let mut subjects: BTreeMap<&str, Share> = BTreeMap::new();
    for (row, is_error) in trials {
        if let Some(is_error) = is_error {
            let share = subjects.entry(&row.subject).or_default();
            *share = [*share, [*is_error].into_iter().collect()].into_iter().sum();
        }
    }
    let clusters: Vec<Share> = subjects.into_values().collect();
    let share: Share = clusters.iter().copied().sum();
    Rate {
        errors: share.errors,
        total: share.total,
        rate: share.rate(),
        wilson: share.wilson(),
        clustered: BOOTSTRAP.interval(&clusters),
        subjects: clusters.len() as u64,
    }
}

/// One rate for each species there is, by name; of none where none of its clips is in the denominator.
pub(super) fn species_rates(trials: &[Trial]) -> Vec<SpeciesRate> {
    let of = |(species, trials): (&str, Vec<Trial>)| SpeciesRate {
        species: species.to_owned(),
        rate: rate(&trials),
    };
    by_species(trials).into_iter().map(of).collect()
}

/// The species with the highest rate, the first by name of those that share it. Its interval over subjects is that of the
/// highest rate, whichever species has it.
pub(super) fn worst_species(trials: &[Trial]) -> Option<SpeciesRate> {
    let species = by_species(trials);
    let share = |trials: &[Trial]| trials.iter().filter_map(|(_, is_error)| *is_error).collect::<Share>();
    let (name, _) = worst(species.iter().map(|(name, trials)| (*name, share(trials))))?;
    let rate = Rate { clustered: interval_of_worst(trials), ..rate(species.get(name)?) };
    Some(SpeciesRate { species: name.to_owned(), rate })
}

fn by_species<'a>(trials: &[Trial<'a>]) -> BTreeMap<&'a str, Vec<Trial<'a>>> {
    trials.iter().fold(BTreeMap::new(), |mut species, trial| {
        species.entry(trial.0.species.as_str()).or_default().push(*trial);
        species
    })
}

/// Draws subjects, with all of their clips of all species.
fn interval_of_worst(trials: &[Trial]) -> Option<[f64; 2]> {
    let told: Vec<(&Row, bool)> =
        trials.iter().filter_map(|(row, is_error)| Some((*row, (*is_error)?))).collect();
    let numbers = told.iter().fold(BTreeMap::new(), |mut numbers, (row, _)| {
        let next = numbers.len();
        numbers.entry(row.subject.as_str()).or_insert(next);
        numbers
    });
    // Of each species: the number of a subject, and the counts of that subject's clips.
    let mut species: BTreeMap<&str, BTreeMap<usize, Share>> = BTreeMap::new();
    for (row, is_error) in told {
        let subject = numbers.get(row.subject.as_str()).copied().unwrap_or_default();
        let share = species.entry(&row.species).or_default().entry(subject).or_default();
        *share = [*share, [is_error].into_iter().collect()].into_iter().sum();
    }
    let species: Vec<Vec<(usize, Share)>> =
        species.into_values().map(|of| of.into_iter().collect()).collect();
    BOOTSTRAP.interval_of(numbers.len(), |times| {
        worst(species.iter().map(|clusters| ((), drawn(clusters, times))))?.1.rate()
    })
}

fn drawn(clusters: &[(usize, Share)], times: &[u32]) -> Share {
    let of = |(subject, share): &(usize, Share)| {
        let times = times.get(*subject).copied().map(u64::from).unwrap_or_default();
        Share { errors: share.errors * times, total: share.total * times }
    };
    clusters.iter().map(of).sum()
}
