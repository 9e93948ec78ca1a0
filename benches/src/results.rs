//! What criterion does not keep: files of figures beside its own, read by the program `figures`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::PathBuf;
use std::time::Duration;

/// Percentiles, milliseconds, of `frames` times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Median.
    pub p50: f64,
    /// 95 of 100 are not above it.
    pub p95: f64,
    /// 99 of 100 are not above it.
    pub p99: f64,
    /// The longest.
    pub max: f64,
    /// How many there were.
    pub frames: usize,
}

impl Spread {
    /// Sums up; all zero of none.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let rank = |share: f64| (share * times.len() as f64).ceil() as usize;
        let at =
            |share| times.get(rank(share).saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1e3);
        Self { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1.0), frames: times.len() }
    }
}

/// Frames of one combination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loop {
    /// Name of the pack.
    pub pack: String,
    /// Name of the back end.
    pub backend: String,
    /// What the back end is, with its version.
    pub backend_version: String,
    /// Threads of each network.
    pub threads: usize,
    /// Size of the frames.
    pub size: String,
    /// Frames on which the detector did not run.
    pub steady: Spread,
    /// Frames on which it did.
    pub redetect: Spread,
    /// Both.
    pub all: Spread,
    /// Both, with everything measured that any session may need.
    pub full: Spread,
}

/// A network of the own pack, by which a count of its arithmetic is known to be its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkFile {
    /// Its role.
    pub role: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// What the core could do, and what it was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Multiplications with additions a second of one core in a product of matrices, 32 bits.
    pub macs_a_second: f64,
    /// The widest instructions that the matrix product found.
    pub instructions: String,
    /// The networks that were timed.
    pub networks: Vec<NetworkFile>,
}

/// The whole program on one back end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Name of the back end.
    pub backend: String,
    /// Most memory in use, MiB.
    pub peak_mib: f64,
    /// Time of two clips one after the other over that of both at once, where there are two cores.
    pub scaling: Option<f64>,
}

/// Folder of these files, in cargo's target folder.
#[must_use]
pub fn folder() -> PathBuf {
    // TARGET/PROFILE/deps/BENCH of a benchmark, TARGET/PROFILE/figures of the program that reads.
    let program = std::env::current_exe().expect("a program knows where it is");
    let profile = program.ancestors().find(|dir| dir.ends_with("release") || dir.ends_with("debug"));
    let target = profile.and_then(std::path::Path::parent).expect("cargo builds into a target folder");
    target.join("liveface-figures")
}

/// Writes `value` as `KIND/NAME.json`, slashes of the name as dashes.
pub fn save<T: Serialize>(kind: &str, name: &str, value: &T) {
    let dir = folder().join(kind);
    std::fs::create_dir_all(&dir).expect("the target folder can be written");
    let text = serde_json::to_string_pretty(value).expect("figures are JSON");
    std::fs::write(dir.join(format!("{}.json", name.replace('/', "-"))), text + "\n").expect("it is written");
}

/// All of a kind, by name of their file.
#[must_use]
pub fn load<T: DeserializeOwned>(kind: &str) -> Vec<T> {
    let Ok(entries) = std::fs::read_dir(folder().join(kind)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("what was written can be read");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(read).collect()
}
