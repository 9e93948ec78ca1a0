//! The whole program: most memory in use, and what a second core brings for a second clip.
//!
//! Runs `liveface verify`, which must have been built (`cargo build --release`); its results go to `liveface-figures`.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "it shows what it found on the terminal")]

use liveface_benches::clips::{self, Size};
use liveface_benches::results::{self, Program};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Rounds of two clips in turn and at once; the median counts.
const ROUNDS: usize = 7;

fn main() {
    let liveface = results::folder().with_file_name("release").join("liveface");
    if !liveface.is_file() {
        eprintln!("skipped: the program is not built (cargo build --release)");
        return;
    }
    let dir = tempfile::tempdir().expect("there is room for a clip");
    let clip = clips::record(dir.path(), Size::Vga);
    for backend in ["native", "embedded"] {
        let run = || verify(&liveface, backend, &clip);
        let (judged, peak_mib) = watch(run());
        if !judged {
            eprintln!("skipped: `liveface verify --backend {backend}` does not run here");
            continue;
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let scaling = (cores > 1).then(|| scaling(run));
        let program = Program { backend: backend.to_owned(), peak_mib, scaling };
        println!("{program:?}");
        results::save("program", backend, &program);
    }
}

fn verify(liveface: &PathBuf, backend: &str, clip: &Path) -> Child {
    let mut command = Command::new(liveface);
    command.args(["verify", "--json", "--backend", backend]).arg(clip).env_remove("LIVEFACE_MODELS");
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// Whether it came to a verdict, and its most memory in MiB; 0 where the system does not tell.
fn watch(mut child: Child) -> (bool, f64) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    loop {
        peak = high_water(&status).unwrap_or(peak);
        if let Some(ended) = child.try_wait().expect("a child can be waited for") {
            // Live, rejected, or not enough evidence; anything else is no verdict.
            return (matches!(ended.code(), Some(0..=2)), peak);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn high_water(status: &str) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Time of two clips in turn over the time of both at once: 2 where the second core is all gain.
fn scaling(run: impl Fn() -> Child) -> f64 {
    let wait = |mut child: Child| {
        child.wait().expect("a child can be waited for");
    };
    let mut ratios: Vec<f64> = (0..if liveface_benches::quick() { 1 } else { ROUNDS })
        .map(|_| {
            let start = Instant::now();
            wait(run());
            wait(run());
            let in_turn = start.elapsed();
            let start = Instant::now();
            let (one, other) = (run(), run());
            wait(one);
            wait(other);
            in_turn.as_secs_f64() / start.elapsed().as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}
