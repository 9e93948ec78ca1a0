//! Judged trials with the thresholds in force, and which of them a figure is about.

use crate::row::{Outcome, Row, parse};
use anyhow::Context as _;
use clap::ValueEnum;
use liveface::session::{Config, config};
use liveface_metrics::Share;
use std::fs;
use std::path::{Path, PathBuf};

/// Least true lux ratio at which people must be accepted.
pub(crate) const LIT: f32 = 0.2;
/// True lux ratio below which nobody may be.
pub(crate) const UNLIT: f32 = 0.05;

/// Names of the species in the files, and in words.
pub(crate) const SPECIES: [(&str, &str); 8] = [
    (BONA_FIDE, "bona fide"),
    ("flat_print", "flat print"),
    ("bent_print", "bent print"),
    ("static_photo", "static photo on a screen"),
    ("replay_other", "screen replay of another session"),
    ("wrong_order", "wrong order"),
    ("injected", "injected video"),
    ("late_relight", "video relit 150 ms late"),
];
pub(crate) const BONA_FIDE: &str = "bona_fide";

/// Thresholds are chosen on one, figures are given on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Half {
    Choose,
    Test,
}

impl Half {
    /// The half of a scene: all that is filmed of it falls into one. Skin types come by turns of six, and every second turn
    /// the other way round, so that each half has them all.
    pub(crate) fn of(scene: u64) -> Self {
        if (scene + scene / 6).is_multiple_of(2) { Self::Choose } else { Self::Test }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Test => "test",
        }
    }
}

/// A row and what the light check says of it with the thresholds in force.
pub(crate) struct Trial {
    pub row: Row,
    pub light: Outcome,
}

impl Trial {
    pub(crate) fn accepted(&self) -> bool {
        self.light == Outcome::Passed
    }

    /// By everything that a session checks.
    pub(crate) fn live(&self) -> bool {
        self.accepted() && self.row.others.is_empty()
    }

    pub(crate) fn is(&self, species: &str) -> bool {
        self.row.species == species
    }

    /// One of `species`, where the screen outshines the room enough.
    pub(crate) fn lit(&self, species: &[&str]) -> bool {
        self.row.ratio >= LIT && species.iter().any(|one| self.is(one))
    }
}

/// The trials of a half.
pub(crate) struct Study {
    pub trials: Vec<Trial>,
    pub config: config::Reflection,
}

impl Study {
    pub(crate) fn new(rows: &[Row], half: Half, config: &config::Reflection) -> Self {
        let rows = rows.iter().filter(|row| row.half == half.name()).cloned();
        let trials = rows.map(|row| Trial { light: row.outcome(config), row }).collect();
        Self { trials, config: config.clone() }
    }

    pub(crate) fn select<'a>(&'a self, of: impl Fn(&Trial) -> bool + 'a) -> impl Iterator<Item = &'a Trial> {
        self.trials.iter().filter(move |trial| of(trial))
    }

    /// How many of `species` the light check accepts where the screen outshines the room enough.
    pub(crate) fn accepted(&self, species: &str) -> Share {
        Share::of(self.select(|trial| trial.lit(&[species])), |trial| trial.accepted())
    }
}

/// The rows of all files.
pub(crate) fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in files {
        let told = || file.display().to_string();
        rows.extend(parse(&fs::read_to_string(file).with_context(told)?).with_context(told)?);
    }
    anyhow::ensure!(!rows.is_empty(), "no trials");
    Ok(rows)
}

/// The thresholds of a JSON file, or those in force.
pub(crate) fn thresholds(file: Option<&Path>) -> anyhow::Result<config::Reflection> {
    let Some(file) = file else { return Ok(config::Reflection::default()) };
    let told = || file.display().to_string();
    let config: Config = serde_json::from_slice(&fs::read(file).with_context(told)?).with_context(told)?;
    Ok(config.checked().with_context(told)?.reflection)
}
