//! `liveface eval`: many recorded clips, and what came out.

use crate::args::{Common, Eval, EvalMeasure};
use crate::{Outcome, report, setup, terminal};
use indicatif::{ProgressBar, ProgressStyle};
use liveface_eval::{Manifest, Measure, Networks, Options, Progress, Ran, Shard, Store, merge};
use std::io::IsTerminal as _;
use std::path::Path;

/// Runs the command.
///
/// # Errors
/// The manifest, the place of the results, a clip (without `--keep-going`), models.
pub fn run(common: &Common, args: &Eval) -> anyhow::Result<Outcome> {
    let config = setup::config(args.config.as_deref())?;
    let manifest = manifest(&args.manifest)?;
    terminal::catch_interrupts()?;
    let networks = Networks { pack: setup::pack(common)?, runtime: setup::runtime(common)? };
    let store = Store::open(&args.out, true)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = Options {
        jobs: args.jobs.map_or(cores, std::num::NonZero::get),
        resume: args.resume,
        shard: args.shard,
        keep_going: args.keep_going,
        measure: if args.measure == EvalMeasure::All { Measure::All } else { Measure::Session },
        config: &config,
        stop: terminal::interruption(),
    };
    let bar = bar();
    let mut show = |progress: Progress| {
        bar.set_length(progress.clips as u64);
        // What was there already says nothing about how long the rest takes.
        if progress.done == progress.found {
            bar.reset_eta()
        }
        bar.set_position(progress.done as u64);
    };
    let ran = liveface_eval::run(&manifest, Some(&networks), &store, &options, &mut show)?;
    bar.finish_and_clear();
    terminal::print(&told(&ran, args))?;
    if args.shard == Shard::WHOLE {
        let stores = [store];
        let [place] = &stores;
        report::write(&merge(&stores, args.keep_going, false)?, &stores, place)?;
    }
    Ok(Outcome::Good)
}

/// Reads the manifest; each thing that is wrong with it gets a line of its own.
fn manifest(path: &Path) -> anyhow::Result<Manifest> {
    Manifest::read(path).map_err(|wrong| {
        let mut lines: Vec<String> = wrong.to_string().lines().map(str::to_owned).collect();
        let last = lines.pop().unwrap_or_default();
        lines.iter().for_each(|line| terminal::tell(&format!("liveface: {line}")));
        anyhow::anyhow!(last)
    })
}

fn told(ran: &Ran, args: &Eval) -> String {
    let Ran { clips, found, failed } = ran;
    let mut text = format!("{clips} clips evaluated");
    if args.shard != Shard::WHOLE {
        text = format!("{text}, shard {} of {}", args.shard.index, args.shard.of);
    }
    if *found > 0 {
        text = format!("{text}; {found} of them were done before");
    }
    if *failed > 0 {
        text = format!("{text}; {failed} could not be processed and are counted as such");
    }
    if args.shard != Shard::WHOLE {
        text = format!("{text}\nwhen all shards are done: liveface report {}", args.out);
    }
    text
}

/// Clips done, and how long the rest will take; hidden when nobody watches.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(
        "evaluating {wide_bar} {pos}/{len} clips, {elapsed} so far, {eta} to go",
    );
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
