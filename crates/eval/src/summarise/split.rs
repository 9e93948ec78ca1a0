//! How the sessions of one split ended.

use super::part::{accepted_of_classified, attacks, people, rejected_of_classified, unanswered};
use super::rates::{rate, species_rates, trials, worst_species};
use super::slices::slices;
use crate::row::{Act, BONA_FIDE, Mode, Outcome, Row};
use crate::summary::{ActionRate, SpeciesOutcomes, SplitSummary, TimeSpread};
use liveface_metrics::quantile;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn split(rows: &[&Row]) -> SplitSummary {
    let (attacks, people) = (attacks(rows), people(rows));
    let is_live = |row: &Row| row.outcome == Outcome::Live;
    let classified = trials(&attacks, accepted_of_classified);
    SplitSummary {
        outcomes: outcomes(rows),
        apcer: species_rates(&classified),
        worst_apcer: worst_species(&classified),
        apnrr: species_rates(&trials(&attacks, unanswered)),
        accepted: species_rates(&trials(&attacks, |row| Some(is_live(row)))),
        bpcer: rate(&trials(&people, rejected_of_classified)),
        bpnrr: rate(&trials(&people, unanswered)),
        not_accepted: rate(&trials(&people, |row| Some(!is_live(row)))),
        actions: actions(&people),
        time: times(&people),
        slices: slices(rows),
    }
}

/// Of all clips, those with somebody else's photo among them.
fn outcomes(rows: &[&Row]) -> Vec<SpeciesOutcomes> {
    let species = rows.iter().fold(BTreeMap::<&str, Vec<&Row>>::new(), |mut species, row| {
        species.entry(&row.species).or_default().push(row);
        species
    });
    let (bona_fide, attacks): (Vec<_>, Vec<_>) = species.iter().partition(|(name, _)| **name == BONA_FIDE);
    bona_fide.into_iter().chain(attacks).map(|(name, rows)| outcomes_of(name, rows)).collect()
}

fn outcomes_of(species: &str, rows: &[&Row]) -> SpeciesOutcomes {
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count() as u64;
    SpeciesOutcomes {
        species: species.to_owned(),
        clips: rows.len() as u64,
        subjects: rows.iter().map(|row| &row.subject).collect::<BTreeSet<_>>().len() as u64,
        live: count(Outcome::Live),
        rejected: count(Outcome::Rejected),
        incomplete: count(Outcome::Incomplete),
        failed: count(Outcome::Failed),
        synthetic: rows.iter().filter(|row| row.synthetic).count() as u64,
    }
}

/// An action that is still pending at the end was not seen either: a clip that ends before the time for it is up must not
/// hide that it was missed.
fn actions(people: &[&Row]) -> Vec<ActionRate> {
    let names: BTreeSet<&String> = people.iter().flat_map(|row| row.actions.keys()).collect();
    let unseen = |name: &String| trials(people, |row| row.actions.get(name).map(|act| *act != Act::Passed));
    names.into_iter().map(|name| ActionRate { action: name.clone(), rate: rate(&unseen(name)) }).collect()
}

fn times(people: &[&Row]) -> Vec<TimeSpread> {
    let live = people.iter().filter(|row| row.outcome == Outcome::Live);
    let mut by_mode = BTreeMap::<_, Vec<f64>>::new();
    for (mode, ms) in live.filter_map(|row| Some((row.mode, row.complete_ms?))) {
        by_mode.entry(mode).or_default().push(ms as f64);
    }
    by_mode.into_iter().filter_map(|(mode, times)| time(mode, times)).collect()
}

fn time(mode: Mode, mut times: Vec<f64>) -> Option<TimeSpread> {
    times.sort_unstable_by(f64::total_cmp);
    Some(TimeSpread {
        mode: mode.name().to_owned(),
        clips: times.len() as u64,
        p50_ms: quantile(&times, 0.5)?,
        p95_ms: quantile(&times, 0.95)?,
    })
}
