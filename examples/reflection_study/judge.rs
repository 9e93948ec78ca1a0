//! Judges measured trials: one row each.

use crate::JudgeArgs;
use crate::observe::clips;
use crate::row::{Outcome, Row, compact, header};
use crate::study::Half;
use anyhow::Context as _;
use liveface::session::light::{Light, Slot};
use liveface::session::random::SplitMix64;
use liveface::session::report::Reflection;
use liveface::session::trace::{Event, Trace};
use liveface::session::{Config, LightPlan, config};
use rayon::prelude::*;
use serde::Deserialize;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// What is true of a trial, as `film` wrote it.
#[derive(Clone, Debug, Deserialize)]
struct Truth {
    name: String,
    species: String,
    scene: u64,
    skin_type: u64,
    ratio: f32,
    fps: f32,
    kbps: f32,
    exposure: String,
    white_balance: String,
    head: String,
}

/// Judges every measured clip in the folders and writes the rows as CSV.
pub(crate) fn judge(args: &JudgeArgs) -> anyhow::Result<()> {
    let mut traces: Vec<PathBuf> = Vec::new();
    for folder in &args.folders {
        traces.extend(
            clips(folder)?.into_iter().map(|clip| clip.with_extension("jsonl")).filter(|t| t.exists()),
        );
    }
    let rows: Vec<Vec<Row>> = traces
        .par_iter()
        .map(|trace| rows(trace).with_context(|| trace.display().to_string()))
        .collect::<anyhow::Result<_>>()?;
    let mut rows = rows.concat();
    if let Some(half) = args.half {
        rows.iter_mut().for_each(|row| half.name().clone_into(&mut row.half));
    }
    // By the name first; the rest tells clips of several folders apart that have the same name.
    let mut lines: Vec<(String, String)> = rows.iter().map(|row| (row.name.clone(), row.line())).collect();
    lines.sort();
    let lines = lines.into_iter().map(|(_, line)| format!("{line}\n"));
    let text = std::iter::once(header() + "\n").chain(lines).collect::<String>();
    match &args.out {
        Some(path) => fs::write(path, text).with_context(|| path.display().to_string()),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

/// The row of a trace, and for a person the row of the same judged as an answer to another order.
fn rows(path: &Path) -> anyhow::Result<Vec<Row>> {
    let truth: Truth = serde_json::from_slice(&fs::read(path.with_extension("json"))?)?;
    let trace = Trace::read(BufReader::new(fs::File::open(path)?))?;
    let mut rows = vec![row(truth.clone(), &trace)?];
    if truth.species == "bona_fide" {
        let name = truth.name.replace("bona_fide", "wrong_order");
        let truth = Truth { name, species: "wrong_order".to_owned(), ..truth };
        rows.push(row(truth.clone(), &reordered(trace, truth.scene)?)?);
    }
    Ok(rows)
}

fn row(truth: Truth, trace: &Trace) -> anyhow::Result<Row> {
    let report = trace.replay(Some(Config::default()))?;
    let lenient = trace.replay(Some(Config { reflection: let_all_pass(), ..Config::default() }))?;
    let text = |reason: Option<_>| reason.map(|reason| compact(&reason)).unwrap_or_default();
    let light = match &report.liveness.reflection {
        None => Outcome::NotJudged,
        Some(Reflection { reason: None, .. }) => Outcome::Passed,
        Some(Reflection { reason: Some(reason), .. }) => Outcome::Failed(*reason),
    };
    Ok(Row {
        half: Half::of(truth.scene).name().to_owned(),
        name: truth.name,
        species: truth.species,
        head: truth.head,
        scene: truth.scene,
        skin_type: truth.skin_type,
        ratio: truth.ratio,
        fps: truth.fps,
        kbps: truth.kbps,
        exposure: truth.exposure,
        white_balance: truth.white_balance,
        code: report.code.to_string().trim_start_matches("FailedOperation.").to_owned(),
        reason: text(report.reason),
        others: text(lenient.reason),
        light: light.to_string(),
        reflection: report.liveness.reflection,
    })
}

/// The thresholds that the least measured light reaches: what then still stops a session is none of the light's.
fn let_all_pass() -> config::Reflection {
    config::Reflection {
        min_ratio: 1e-9,
        min_snr: 1e-9,
        min_freshness: 0.0,
        max_p_value: 1.0,
        min_agreement: 0.0,
        min_lag_ms: -40.0,
        max_lag_ms: 420.0,
        min_shape_odds: -100.0,
        sheet_shape_odds: -100.0,
        max_gap_ms: 1_000,
        min_fps: 1.0,
        ..config::Reflection::default()
    }
}

/// The same trace as an answer to a plan that shows the same lights in another order.
fn reordered(mut trace: Trace, seed: u64) -> anyhow::Result<Trace> {
    let plan = trace.header.plan.light.clone().context("no light in the trace's plan")?;
    let mut random = SplitMix64::new(seed ^ 0x0DD);
    let slots = (0..1_000)
        .map(|_| shuffled(&plan.slots, &mut random))
        .find(|slots| {
            LightPlan { slots: slots.clone(), ..plan.clone() }.check().is_ok() && *slots != plan.slots
        })
        .context("no other order")?;
    let mut lights = slots.iter().map(|slot| slot.light);
    for event in &mut trace.events {
        if let Event::LightShown(shown) = event {
            shown.light = lights.next().context("more lights than slots")?;
        }
    }
    trace.header.plan.light = Some(LightPlan { slots, ..plan });
    trace.report = None;
    Ok(trace)
}

/// The slots with their lights in another order, guards and durations in their places.
fn shuffled(slots: &[Slot], random: &mut SplitMix64) -> Vec<Slot> {
    let mut slots = slots.to_vec();
    let last = slots.len().saturating_sub(2);
    for i in (2..=last).rev() {
        let j = 1 + random.below(i);
        let (one, other): (Light, Light) = (slots[i].light, slots[j].light);
        (slots[i].light, slots[j].light) = (other, one);
    }
    slots
}
