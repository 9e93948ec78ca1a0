//! What cannot be told, and why. A rate of nothing is not 0, and few trials cannot show a rare error.

use super::detector::{self, Score};
use super::part::{attacks, compared, is_classified, people};
use super::scored::Scored;
use super::{Halves, comparison};
use crate::row::Row;
use liveface_metrics::NotFinite;
use std::collections::{BTreeMap, BTreeSet};

/// One line each.
pub(super) fn lines(halves: &Halves, skipped: u64) -> Result<Vec<String>, NotFinite> {
    let mut lines = splits(halves, skipped);
    lines.extend(repeats(halves));
    for (split, rows) in halves.named() {
        lines.extend(classes(split, rows));
    }
    for score in Score::present(halves) {
        let (dev, eval) = (score.scored(&halves.dev)?, score.scored(&halves.eval)?);
        let errors =
            Errors { of: score.name, name: "APCER", negatives: "attack scores", targets: &detector::TARGETS };
        lines.extend(errors.lines(halves, (&dev, &eval)));
    }
    if !compared(halves.shown()).is_empty() || !compared(&halves.dev).is_empty() {
        let (dev, eval) = (comparison::scored(&halves.dev)?, comparison::scored(&halves.eval)?);
        let errors = Errors {
            of: "comparison",
            name: "FMR",
            negatives: "impostor comparisons",
            targets: &comparison::TARGETS,
        };
        lines.extend(errors.lines(halves, (&dev, &eval)));
    }
    Ok(lines)
}

/// What the same recording counts for, told by its content, whatever it is called.
fn repeats(halves: &Halves) -> Vec<String> {
    let mut recordings: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in halves.all().filter(|row| !row.clip_sha256.is_empty()) {
        recordings.entry(&row.clip_sha256).or_default().push(row);
    }
    recordings.retain(|_, rows| rows.len() > 1);
    let count = |differ: fn(&Row) -> String| {
        let several =
            |rows: &&Vec<&Row>| rows.iter().map(|row| differ(row)).collect::<BTreeSet<_>>().len() > 1;
        recordings.values().filter(several).count()
    };
    let (splits, subjects) = (count(|row| format!("{:?}", row.split)), count(|row| row.subject.clone()));
    let again: usize = recordings.values().map(|rows| rows.len() - 1).sum();
    [
        (
            splits,
            format!(
                "{splits} recordings are in dev and in eval: what was chosen on them is measured on them"
            ),
        ),
        (
            subjects,
            format!(
                "{subjects} recordings stand under several subjects: intervals by subject are too narrow"
            ),
        ),
        (again, format!("{again} clips are recordings that count already: rates take each as one more clip")),
    ]
    .into_iter()
    .filter_map(|(count, line)| (count > 0).then_some(line))
    .collect()
}

fn splits(halves: &Halves, skipped: u64) -> Vec<String> {
    let subjects = |rows: &[&Row]| rows.iter().map(|row| row.subject.clone()).collect::<BTreeSet<_>>();
    let shared = subjects(&halves.dev).intersection(&subjects(&halves.eval)).count();
    let silent = halves.all().next().is_some() && Score::present(halves).next().is_none();
    [
        (halves.dev.is_empty(), "no dev clips: no threshold could be chosen".to_owned()),
        (
            halves.eval.is_empty(),
            "no eval clips: no threshold was tried on other clips than it was chosen on".to_owned(),
        ),
        (
            shared > 0,
            format!("{shared} subjects are in dev and in eval: eval does not tell how strangers fare"),
        ),
        (silent, "no clip has a score: attack detection by score cannot be told".to_owned()),
        (
            skipped > 0,
            format!("{skipped} clips have no result here, since their shards are missing or damaged"),
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, line)| is_so.then_some(line))
    .collect()
}

/// What the sessions of one split cannot tell.
fn classes(split: &str, rows: &[&Row]) -> Vec<String> {
    let (attacks, people) = (attacks(rows), people(rows));
    let none_classified = |rows: &[&Row]| !rows.is_empty() && !rows.iter().any(|row| is_classified(row));
    let one_subject = rows.iter().map(|row| &row.subject).collect::<BTreeSet<_>>().len() == 1;
    let unclassified = species_without(&attacks);
    [
        (attacks.is_empty(), format!("no attack presentations in {split}: APCER cannot be told")),
        (
            !unclassified.is_empty(),
            format!("none classified in {split}: APCER of {} cannot be told", unclassified.join(", ")),
        ),
        (people.is_empty(), format!("no bona fide presentations in {split}: BPCER cannot be told")),
        (
            none_classified(&people),
            format!("no bona fide presentation in {split} was classified: BPCER cannot be told"),
        ),
        (one_subject, format!("one subject in {split}: how far subjects differ cannot be told")),
    ]
    .into_iter()
    .filter_map(|(is_so, line)| is_so.then_some(line))
    .collect()
}

/// Species of which no clip was classified.
fn species_without<'a>(attacks: &[&'a Row]) -> Vec<&'a str> {
    let species = |rows: &mut dyn Iterator<Item = &&'a Row>| {
        rows.map(|row| row.species.as_str()).collect::<BTreeSet<_>>()
    };
    let classified = species(&mut attacks.iter().filter(|row| is_classified(row)));
    species(&mut attacks.iter()).difference(&classified).copied().collect()
}

/// One kind of score, in words.
struct Errors {
    of: &'static str,
    name: &'static str,
    negatives: &'static str,
    targets: &'static [f64],
}

impl Errors {
    fn lines(&self, halves: &Halves, (dev, eval): (&Scored, &Scored)) -> Vec<String> {
        let Self { of, negatives, .. } = self;
        let mut lines = Vec::new();
        if !halves.dev.is_empty() && dev.curve().attacks().is_empty() {
            lines.push(format!("{of}: dev has no {negatives}: no threshold could be chosen"));
        } else if !halves.dev.is_empty() {
            lines.extend(self.targets.iter().filter_map(|target| self.unreached(dev, *target)));
            lines.extend(self.targets.iter().filter_map(|target| self.unresolved(dev, *target)));
        }
        if !halves.eval.is_empty() && !eval.has_both() {
            lines.push(format!("{of}: eval lacks scores of one class: no equal error rate, area or curve"));
        }
        lines
    }

    fn unreached(&self, dev: &Scored, target: f64) -> Option<String> {
        let Self { of, name, .. } = self;
        let percent = percent(target);
        let is_unreached = dev.curve().threshold_for(target).is_none();
        is_unreached.then(|| format!("{of}: no threshold reaches {name} {percent} % on dev"))
    }

    /// One error of fewer than 1 / `target` trials is more than the target.
    fn unresolved(&self, dev: &Scored, target: f64) -> Option<String> {
        let Self { of, name, negatives, .. } = self;
        let needed = (1.0 / target).round() as usize;
        let species = dev.curve().attacks();
        let few: Vec<String> = species
            .iter()
            .filter(|(_, scores)| scores.sorted().len() < needed)
            .map(|(species, scores)| match species.as_str() {
                crate::row::BONA_FIDE => scores.sorted().len().to_string(),
                species => format!("{species}: {}", scores.sorted().len()),
            })
            .collect();
        let percent = percent(target);
        (!few.is_empty()).then(|| {
            let few = few.join(", ");
            format!(
                "{of}: dev has fewer than {needed} {negatives} ({few}): {name} {percent} % cannot be resolved"
            )
        })
    }
}

/// Without the digits that only rounding makes.
fn percent(target: f64) -> f64 {
    (target * 1e6).round() / 1e4
}
