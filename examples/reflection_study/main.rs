//! Does light on a face tell people from pictures of them? Films rendered trials: people and attacks before a screen that
//! shows colours.
//!
//! ```text
//! cargo run --release -p liveface-examples --example reflection_study -- film --out DIR --scenes 12 --takes 4 --head FaceXModel
//! … observe DIR
//! … judge DIR --out trials.csv
//! … choose trials.csv
//! … report trials.csv --out fixtures/reports/reflection.html
//! ```
//!
//! Every take is three files more than its clip: `NAME.json` (what is true), `NAME.shown.json` (what the app says it
//! showed) and `NAME.plan.json` (what it was asked to show).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result on the terminal")]

mod cast;
mod cell;
mod choose;
mod dice;
mod film;
mod judge;
mod observe;
mod plan;
mod record;
mod report;
mod room;
mod row;
mod separation;
mod species;
mod statistics;
mod study;
mod trial;

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use liveface_synth::{Assets, HeadModel};
use species::Species;
use std::path::PathBuf;
use study::Half;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Films trials. A run that was stopped goes on where it was.
    Film(FilmArgs),
    /// Measures filmed trials and writes a trace beside each clip
    Observe(ObserveArgs),
    /// Judges measured trials and writes a row of CSV for each
    Judge(JudgeArgs),
    /// Prints what each threshold separates, and suggests values, from the half that is for it
    Choose(ChooseArgs),
    /// Writes the page and the curves' points, from the half that thresholds were not chosen on
    Report(ReportArgs),
}

/// What to measure.
#[derive(Args)]
pub(crate) struct ObserveArgs {
    /// Folders of `film`
    #[arg(required = true)]
    folders: Vec<PathBuf>,
}

/// What to judge.
#[derive(Args)]
pub(crate) struct JudgeArgs {
    /// Folders of `observe`
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// File to write [default: the terminal]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Which half all of them belong to [default: scenes of even numbers are to choose on, the others to test]
    #[arg(long, value_enum)]
    half: Option<Half>,
}

/// What to choose thresholds from.
#[derive(Args)]
pub(crate) struct ChooseArgs {
    /// Files of `judge`
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Thresholds to start from, as JSON: {"reflection": {"min_ratio": 0.1}} [default: those in force]
    #[arg(long)]
    config: Option<PathBuf>,
}

/// What to report.
#[derive(Args)]
pub(crate) struct ReportArgs {
    /// Files of `judge`
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Page to write; the curves' points go beside it, as NAME-curves.csv
    #[arg(long, default_value = "fixtures/reports/reflection.html")]
    out: PathBuf,
    /// Other thresholds, as JSON: {"reflection": {"min_ratio": 0.1}} [default: those in force]
    #[arg(long)]
    config: Option<PathBuf>,
}

/// What to film.
#[derive(Args)]
pub(crate) struct FilmArgs {
    /// Folder to write to; made if missing
    #[arg(long)]
    out: PathBuf,
    /// Scenes of each kind of thing before the camera
    #[arg(long, default_value_t = 6)]
    scenes: u64,
    /// Takes of each species from each scene
    #[arg(long, default_value_t = 4)]
    takes: u64,
    /// Chooses everything
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which species [default: all]
    #[arg(long, value_enum, value_delimiter = ',')]
    species: Vec<Species>,
    /// Screen lux ÷ ambient lux for a white screen: lowest and highest
    #[arg(long, value_delimiter = ',', num_args = 1..=2, default_values_t = [0.2, 1.0])]
    ratio: Vec<f32>,
    /// Folder of ICT-FaceKit, or `doll`
    #[arg(long, default_value = "doll")]
    head: PathBuf,
    /// Threads; 0 = as many as there are cores
    #[arg(long, default_value_t = 0)]
    threads: usize,
}

impl FilmArgs {
    fn species(&self) -> Vec<Species> {
        if self.species.is_empty() { Species::ALL.to_vec() } else { self.species.clone() }
    }

    fn ratio(&self) -> anyhow::Result<[f32; 2]> {
        let [low, high] = <[f32; 2]>::try_from(self.ratio.as_slice()).ok().context("--ratio LOW,HIGH")?;
        anyhow::ensure!(0.0 < low && low <= high, "--ratio LOW,HIGH, both above 0");
        Ok([low, high])
    }

    fn head_name(&self) -> &'static str {
        if self.head.as_os_str() == "doll" { "doll" } else { "ict" }
    }

    fn assets(&self) -> anyhow::Result<Assets> {
        let head = if self.head_name() == "doll" { HeadModel::doll() } else { HeadModel::read(&self.head)? };
        Ok(Assets::new(head, None))
    }
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Film(args) => film::film(&args),
        Command::Observe(args) => observe::observe(&args),
        Command::Judge(args) => judge::judge(&args),
        Command::Choose(args) => choose::choose(&args),
        Command::Report(args) => report::report(&args),
    }
}
