//! Do two pictures show one person?
//!
//! ```text
//! cargo run --release -p liveface-examples --example compare_faces -- ONE.jpg OTHER.jpg [--models DIR]
//! ```
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface::frames::{Limits, read_still};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::Config;
use liveface::vision::{Vision, VisionConfig};
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let usage = "usage: compare_faces ONE.jpg OTHER.jpg [--models DIR]";
    let mut args = std::env::args_os().skip(1);
    let (one, other) = (args.next().context(usage)?, args.next().context(usage)?);
    let models = args.skip_while(|arg| arg != "--models").nth(1).map(PathBuf::from);

    let pack = Pack::find(&Lookup::from_env(models))?;
    let runtime = Runtime::choose(&BackendOptions::default())?;
    let mut vision = Vision::load(&pack, &runtime, VisionConfig::default())?;

    let limits = Limits::default();
    let one = vision.embed(&read_still(Path::new(&one), &limits)?)?;
    let other = vision.embed(&read_still(Path::new(&other), &limits)?)?;
    let compared = vision.similarity_map().compare(&one, &other).context("two different networks")?;

    let same = compared.similarity >= Config::default().comparison.threshold;
    let words = if same { "one person" } else { "two people" };
    println!("{words}: similarity {:.1} of 100, cosine {:.3}", compared.similarity, compared.cosine);
    Ok(())
}
