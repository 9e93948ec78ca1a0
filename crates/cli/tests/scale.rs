//! What an evaluation of many recordings costs, and that shards of it merge to the same report: on synthetic traces, which the
//! example `synthetic_traces` writes. Only a release build is timed:
//!
//! ```text
//! cargo test --release -p liveface-cli --test scale -- --nocapture
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and this one prints figures"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What the issue of this crate allows for [`MANY`] traces: seconds, and megabytes of memory.
const SECONDS: f64 = 60.0;
const MEGABYTES: f64 = 300.0;
const MANY: usize = 10_000;
/// Enough for every shard to have people and attacks of every kind.
const SOME: usize = 1_000;
const SHARDS: [usize; 4] = [1, 2, 4, 8];
/// Least sessions that `tune` must decide in a second.
const TUNED: f64 = 1_000.0;

/// Tests that take turns: another one's work would count as this one's.
static ALONE: Mutex<()> = Mutex::new(());

/// A folder with synthetic traces in `traces`.
struct World(TempDir);

/// What a command took.
struct Cost {
    seconds: f64,
    /// Of memory at once; `None` where the system does not tell.
    megabytes: Option<f64>,
}

impl World {
    fn new(count: usize) -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        let cargo =
            ["run", "--quiet", "--release", "-p", "liveface-examples", "--example", "synthetic_traces"];
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).args(cargo);
        command.args(["--", "--count", &count.to_string(), "--out"]).arg(world.at("traces"));
        assert!(command.stdout(Stdio::null()).status().unwrap().success(), "the traces cannot be made");
        world
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    /// The program in the folder, with no pack to be found but the one inside it.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liveface"));
        command.args(["--backend", "embedded"]).args(args).current_dir(self.0.path());
        command.env_remove("LIVEFACE_MODELS").env("XDG_DATA_HOME", self.at("no-data"));
        command
    }

    fn good(&self, args: &[&str]) -> String {
        let ran = self.command(args).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    /// Runs what must work, watching what it takes.
    fn cost(&self, args: &[&str]) -> Cost {
        let start = Instant::now();
        let mut child = self.command(args).stdout(Stdio::null()).spawn().unwrap();
        let mut peak = None;
        let status = loop {
            peak = peak_memory(&child).or(peak);
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        assert!(status.success(), "{args:?}");
        Cost { seconds: start.elapsed().as_secs_f64(), megabytes: peak }
    }

    /// Evaluates all shards at the same time, as a cluster would, the one of index `i` into `place(i)`.
    fn shards(&self, of: usize, place: impl Fn(usize) -> String) {
        let start = |index: usize| {
            let (shard, out) = (format!("{index}/{of}"), place(index));
            let args = ["eval", "traces/manifest.csv", "--jobs", "1", "--out", &out, "--shard", &shard];
            self.command(&args).stdout(Stdio::null()).spawn().unwrap()
        };
        let running: Vec<Child> = (1..=of).map(start).collect();
        for mut child in running {
            assert!(child.wait().unwrap().success(), "a shard of {of}");
        }
    }
}

/// Most memory of a process so far, megabytes.
fn peak_memory(child: &Child) -> Option<f64> {
    let status =
        std::fs::read_to_string(Path::new("/proc").join(child.id().to_string()).join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1_024.0 / 1e6)
}

fn within_limits(what: &str, cost: &Cost) {
    let memory = cost.megabytes.map_or("not measured".to_owned(), |megabytes| format!("{megabytes:.0} MB"));
    let rate = MANY as f64 / cost.seconds;
    println!("{what} of {MANY} traces: {:.1} s, {rate:.0} traces/s, memory {memory}", cost.seconds);
    assert!(cost.seconds < SECONDS, "{what}: {:.1} s", cost.seconds);
    assert!(cost.megabytes.is_none_or(|megabytes| megabytes <= MEGABYTES), "{what}: {memory}");
}

/// A report without the ways to its traces, which depend on where it is written.
fn without_links(page: &str) -> String {
    let mut parts = page.split("href=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let shortened = parts.map(|part| {
        let (link, rest) = part.split_once('"').unwrap();
        format!("href=\"{}\"{rest}", link.find("traces/").map_or(link, |at| &link[at..]))
    });
    std::iter::once(first).chain(shortened).collect()
}

#[test]
#[cfg_attr(debug_assertions, ignore = "times the program: run it with --release")]
fn ten_thousand_traces_take_less_than_a_minute_and_300_megabytes() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let world = World::new(MANY);
    within_limits("evaluation", &world.cost(&["eval", "traces/manifest.csv", "--out", "out"]));
    within_limits("report", &world.cost(&["report", "out"]));
    let summary: serde_json::Value = serde_json::from_str(&world.read("out/summary.json")).unwrap();
    for split in ["dev", "eval"] {
        let bpcer = &summary[split]["bpcer"];
        assert!(bpcer["errors"].as_u64() > Some(0), "the figures are not of easy cases: {bpcer}");
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "a thousand traces: run it with --release")]
fn one_two_four_and_eight_shards_merge_to_the_same_bytes() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let world = World::new(SOME);
    for of in SHARDS {
        let shared = format!("shared-{of}");
        world.shards(of, |_| shared.clone());
        world.good(&["report", &shared]);
        let places: Vec<_> = (1..=of).map(|index| format!("apart-{of}-{index}")).collect();
        world.shards(of, |index| places[index - 1].clone());
        let merged = format!("merged-{of}");
        let places = places.iter().map(String::as_str);
        let args: Vec<_> = ["report"].into_iter().chain(places).chain(["--out", &merged]).collect();
        world.good(&args);
        for file in ["summary.json", "report.html"] {
            let (whole, of_shared) =
                (world.read(&format!("shared-1/{file}")), world.read(&format!("{shared}/{file}")));
            assert!(of_shared == whole, "{of} shards in one folder: another {file}");
            let of_merged = world.read(&format!("{merged}/{file}"));
            let same = without_links(&of_merged) == without_links(&whole);
            assert!(same, "{of} shards in folders of their own: another {file}");
        }
    }
    println!("{SHARDS:?} shards of {SOME} traces: the same report");
}

#[test]
#[cfg_attr(debug_assertions, ignore = "times the program: run it with --release")]
fn a_sweep_decides_thousands_of_sessions_a_second() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let world = World::new(SOME);
    world.good(&["eval", "traces/manifest.csv", "--out", "out"]);
    let told = world.good(&["tune", "out", "--sweep", "silent.threshold=0.2..0.9/81"]);
    let last = told.lines().last().unwrap();
    println!("tune: {last}");
    let rate = last.split_whitespace().rev().nth(2).unwrap();
    assert!(rate.parse::<f64>().unwrap() > TUNED, "{last}");
}
