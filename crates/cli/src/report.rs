//! `liveface report`: what an evaluation found.

use crate::args::ReportArgs;
use crate::{Outcome, terminal};
use liveface_eval::summary::{Rate, SpeciesRate, SplitSummary, Summary};
use liveface_eval::{Answer, Merged, Store, merge, query};

/// Runs the command.
///
/// # Errors
/// No evaluation is there, or parts of different ones; missing or damaged parts without `--keep-going`.
pub fn run(args: &ReportArgs) -> anyhow::Result<Outcome> {
    let stores = args.places.iter().map(|place| Store::open(place, false)).collect::<Result<Vec<_>, _>>()?;
    if let Some(sql) = &args.sql {
        let Answer { columns, rows, left_out } = query(&stores, args.keep_going, sql)?;
        tell_left_out(&left_out);
        let lines = std::iter::once(columns).chain(rows).map(|cells| cells.join("\t"));
        terminal::print(&lines.collect::<Vec<_>>().join("\n"))?;
        return Ok(Outcome::Good);
    }
    let merged = merge(&stores, args.keep_going, args.verify)?;
    let links = if args.no_links { &[] } else { stores.as_slice() };
    let place = args.out.as_deref().map(|out| Store::open(out, true)).transpose()?;
    if let Some(place) = place.as_ref().or(stores.first()) {
        write(&merged, links, place)?;
    }
    Ok(Outcome::Good)
}

fn tell_left_out(left_out: &[String]) {
    left_out.iter().for_each(|what| terminal::tell(&format!("liveface: left out: {what}")));
}

/// Writes a report with links to the traces at `stores`, and prints what it says in short.
///
/// # Errors
/// It cannot be written.
pub fn write(merged: &Merged, stores: &[Store], place: &Store) -> anyhow::Result<()> {
    tell_left_out(&merged.left_out);
    liveface_eval::report(merged, stores, place)?;
    terminal::print(&short(&merged.summary))?;
    terminal::print(&format!("report written: {}", place.full("report.html")))
}

/// The figures of the clips that were measured, or of those that thresholds were chosen on where there are no others.
fn short(summary: &Summary) -> String {
    let split = summary
        .eval
        .as_ref()
        .map(|split| ("eval", split))
        .or(summary.dev.as_ref().map(|split| ("dev", split)));
    let Some((name, split)) = split else { return "no clips".to_owned() };
    let counts = &summary.counts;
    let subjects = format!("{} clips of {} subjects", counts.clips, counts.subjects);
    let mut lines = vec![format!("{subjects}; split {name}:")];
    lines.extend(rates(split));
    lines.push(format!("  {} clips did not end as they should: see the report", summary.failures.len()));
    lines.extend(summary.insufficient.iter().map(|what| format!("  note: {what}")));
    lines.join("\n")
}

fn rates(split: &SplitSummary) -> Vec<String> {
    let mut lines = Vec::new();
    let mut row = |name: &str, value: &Rate| lines.push(format!("  {name:<28}{}", words(value)));
    for SpeciesRate { species, rate } in &split.apcer {
        row(&format!("APCER {species}"), rate);
    }
    row("BPCER", &split.bpcer);
    row("people not judged", &split.bpnrr);
    row("people not accepted", &split.not_accepted);
    lines
}

/// A rate with its counts and interval.
fn words(rate: &Rate) -> String {
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    match (rate.rate, rate.wilson) {
        (Some(share), Some([low, high])) => {
            format!(
                "{:>5} %  ({} of {}; 95 % {}–{} %)",
                percent(share),
                rate.errors,
                rate.total,
                percent(low),
                percent(high)
            )
        }
        _ => "   none".to_owned(),
    }
}
