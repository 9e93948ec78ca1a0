//! Is a live person in this video?
//!
//! ```text
//! cargo run --release -p liveface-examples --example verify_video -- CLIP [--models DIR]
//! ```
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface::frames::{self, Limits};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::{Config, Output, Plan};
use liveface::vision::{Vision, VisionConfig};
use liveface::{Engine, model_hashes};
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args_os().skip(1);
    let clip = args.next().context("usage: verify_video CLIP [--models DIR]")?;
    let models = args.skip_while(|arg| arg != "--models").nth(1).map(PathBuf::from);

    let pack = Pack::find(&Lookup::from_env(models))?;
    let runtime = Runtime::choose(&BackendOptions::default())?;
    let vision = Vision::load(&pack, &runtime, VisionConfig::default())?;
    let plan = Plan::silent().for_recording();
    let mut engine = Engine::new(vision, Config::default(), plan, model_hashes(&pack));

    let mut source = frames::open(Path::new(&clip), &Limits::default())?;
    while let Some(frame) = source.next_frame()? {
        engine.push_frame(&frame)?;
        while let Some(output) = engine.poll_output() {
            if let Output::Hint(hint) = output {
                println!("at {}: {}", frame.at(), hint.remedy());
            }
        }
        if engine.verdict().is_some() {
            break;
        }
    }
    engine.end_of_video()?;

    let finished = engine.finish()?;
    println!("{:?}: {}", finished.report.verdict, finished.report.message);
    if let Some(best) = finished.report.best_frame {
        println!(
            "best frame: number {} at {} ms, quality {}",
            best.frame.0, best.at_ms, best.quality.unified
        );
    }
    Ok(())
}
