//! `liveface replay`: the same observations, decided again.

use crate::args::{Mode, Replay};
use crate::json::{VerdictObject, outcome};
use crate::{Outcome, setup, terminal, verify};
use anyhow::Context as _;
use liveface_session::trace::Trace;
use liveface_session::{Config, Plan, Report};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;

/// A trace decided again.
struct Replayed {
    report: Report,
    models: BTreeMap<String, String>,
    /// Whether the recorded report came out again; `None` where there is none or other rules were asked for.
    same: Option<bool>,
}

/// Runs the command. A trace that does not give its own report again is `Broken`.
///
/// # Errors
/// Traces that cannot be read, or a configuration that cannot be used.
pub fn run(args: &Replay) -> anyhow::Result<Outcome> {
    let chance = args.deciding.mode == Some(Mode::Action) && args.deciding.actions.is_empty();
    anyhow::ensure!(!chance, "--mode action needs --actions here: what was done cannot be drawn by chance");
    let plan = setup::plan(&args.deciding, None)?;
    let config = args.deciding.config.as_deref().map(|path| setup::config(Some(path))).transpose()?;
    let replayed: Vec<anyhow::Result<Replayed>> =
        args.traces.par_iter().map(|path| replay(path, plan.as_ref(), config.as_ref())).collect();
    let mut worst = Outcome::Good;
    for (path, replayed) in args.traces.iter().zip(replayed) {
        let ended = match replayed {
            Ok(replayed) => show(path, &replayed, args)?,
            // The other traces are still worth their verdicts.
            Err(error) => {
                terminal::complain(&error);
                Outcome::Broken
            }
        };
        worst = worst.max(ended);
    }
    Ok(worst)
}

fn replay(path: &Path, plan: Option<&Plan>, config: Option<&Config>) -> anyhow::Result<Replayed> {
    let told =
        || format!("the trace {} cannot be used, name one that `verify --trace` wrote", path.display());
    anyhow::ensure!(
        std::fs::metadata(path).with_context(told)?.is_file(),
        "{}: it is not a plain file",
        told()
    );
    let file = std::fs::File::open(path).with_context(told)?;
    let mut trace = Trace::read(BufReader::new(file)).with_context(told)?;
    if let Some(plan) = plan {
        let Plan { compare, whole_video, .. } = trace.header.plan;
        trace.header.plan = Plan { compare, whole_video, ..plan.clone() };
        trace.report = None;
    }
    let report = trace.replay(config.cloned()).with_context(told)?;
    let own_rules = plan.is_none() && config.is_none();
    let same = trace.report.filter(|_| own_rules).map(|recorded| recorded == report);
    Ok(Replayed { report, models: trace.header.models, same })
}

fn show(path: &Path, replayed: &Replayed, args: &Replay) -> anyhow::Result<Outcome> {
    let Replayed { report, models, same } = replayed;
    if args.json {
        terminal::print(&serde_json::to_string(&VerdictObject::new(report, models))?)?;
    } else {
        let note = match same {
            Some(true) => "  (the recorded report, bit for bit)",
            Some(false) => "  (DIFFERS from the recorded report)",
            None => "",
        };
        terminal::print(&format!("{}{note}\n{}", path.display(), verify::summary(report)))?;
    }
    if *same == Some(false) {
        terminal::tell(&format!("liveface: {} does not give its recorded report again", path.display()));
        return Ok(Outcome::Broken);
    }
    Ok(outcome(report.verdict))
}
