//! `liveface tune`: what other thresholds would have done.

use crate::args::Tune;
use crate::files::OutputFile;
use crate::{Outcome, terminal};
use liveface_eval::Store;
use liveface_eval::tune::{Ends, Trial, Tuned, Tuning, chart, tune};
use liveface_metrics::Share;
use serde_json::{Value, json};
use std::time::Instant;

/// Runs the command.
///
/// # Errors
/// No evaluation is there, no clip in dev, thresholds that do not exist, damaged traces (without `--keep-going`).
pub fn run(args: &Tune) -> anyhow::Result<Outcome> {
    let csv = args.csv.as_deref().map(OutputFile::create).transpose()?;
    let svg = args.svg.as_deref().map(OutputFile::create).transpose()?;
    terminal::catch_interrupts()?;
    let stores = args.places.iter().map(|place| Store::open(place, false)).collect::<Result<Vec<_>, _>>()?;
    let tuning = Tuning {
        sweeps: &args.sweep,
        keep_going: args.keep_going,
        jobs: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        stop: terminal::interruption(),
    };
    let start = Instant::now();
    let tuned = tune(&stores, &tuning)?;
    let seconds = start.elapsed().as_secs_f64();
    for what in &tuned.left_out {
        terminal::tell(&format!("liveface: left out: {what}"));
    }
    if tuned.partial {
        terminal::tell(
            "note: the traces hold what the sessions needed, not what other thresholds would have looked at: record with --measure all",
        );
    }
    if tuned.failed > 0 {
        terminal::tell(&format!(
            "note: {} clips of dev could not be processed and have no trace",
            tuned.failed
        ));
    }
    csv.map(|file| file.write(table(&tuned, ",").as_bytes())).transpose()?;
    match (svg, chart(&tuned)) {
        (Some(file), Some(drawn)) => file.write(drawn.as_bytes())?,
        (Some(_), None) => terminal::tell("no curve: dev has no judged people, or no judged attacks"),
        (None, _) => {}
    }
    if args.json {
        terminal::print(&serde_json::to_string(&object(&tuned))?)?;
    } else {
        let sessions = tuned.traces * tuned.trials.len() as u64;
        terminal::print(&columns(&table(&tuned, "\t")))?;
        terminal::print(&format!(
            "{} traces decided with {} sets of thresholds: {sessions} sessions in {seconds:.1} s, {:.0} a second",
            tuned.traces,
            tuned.trials.len(),
            sessions as f64 / seconds
        ))?;
    }
    Ok(Outcome::Good)
}

fn counts(share: Share) -> String {
    format!("{}/{}", share.errors, share.total)
}

fn percent(share: Share) -> String {
    share.rate().map_or("-".to_owned(), |rate| format!("{:.2}", rate * 100.0))
}

/// One line a set of thresholds, each rate with its counts.
fn table(tuned: &Tuned, between: &str) -> String {
    let rates = ["worst species", "APCER %", "of", "BPCER %", "of", "people not judged %", "of"];
    let head = tuned.keys.iter().map(String::as_str).chain(rates).collect::<Vec<_>>().join(between);
    let line = |trial: &Trial| {
        let (species, worst) = trial.worst().unwrap_or(("-", Share { errors: 0, total: 0 }));
        let values = trial.values.iter().map(|value| format!("{}", (value * 1e6).round() / 1e6));
        let shares = [worst, trial.people.refused(), trial.people.not_judged()];
        let cells = shares.into_iter().flat_map(|share| [percent(share), counts(share)]);
        values.chain([species.to_owned()]).chain(cells).collect::<Vec<_>>().join(between)
    };
    std::iter::once(head).chain(tuned.trials.iter().map(line)).map(|line| line + "\n").collect()
}

/// Tab-separated lines with their columns one below the other.
fn columns(text: &str) -> String {
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let count = rows.first().map_or(0, Vec::len);
    let width = |i: usize| {
        rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<&str>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn object(tuned: &Tuned) -> Value {
    let ends =
        |ends: &Ends| json!({"live": ends.live, "rejected": ends.rejected, "incomplete": ends.incomplete});
    let trial = |trial: &Trial| {
        let attacks: serde_json::Map<_, _> =
            trial.attacks.iter().map(|(name, e)| (name.clone(), ends(e))).collect();
        json!({"values": trial.values, "people": ends(&trial.people), "attacks": attacks})
    };
    let trials: Vec<_> = tuned.trials.iter().map(trial).collect();
    json!({"schema": 1, "split": "dev", "keys": tuned.keys, "traces": tuned.traces, "failed": tuned.failed, "partial": tuned.partial, "left_out": tuned.left_out, "trials": trials})
}
