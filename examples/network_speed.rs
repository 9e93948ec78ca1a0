//! How fast ONNX networks run on each back end of this machine, one thread, before they belong to any pack.
//!
//! ```text
//! cargo run --release -p liveface-examples --example network_speed -- FILE.onnx [FILE.onnx …]
//! ```
//!
//! A file needs one input of a fixed shape, of 32-bit floats. The back ends take turns, so that a machine that is busy
//! for a while slows both. Quote the ratio, and the 10th percentile rather than the median where others use the machine.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface::infer::{Backend, BackendChoice, BackendOptions, Network, Runtime, Shapes, shapes};
use liveface::models::manifest::{Colour, Decoder, InputContract, Layout};
use liveface::models::{Model, ModelEntry, Role};
use std::path::Path;
use std::time::{Duration, Instant};

/// Timed runs of each network on each back end, and runs before them that do not count.
const RUNS: usize = 200;
const WARM_UP: usize = 20;

fn main() -> anyhow::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    anyhow::ensure!(!files.is_empty(), "usage: network_speed FILE.onnx [FILE.onnx …]");
    let runtimes = runtimes()?;
    for runtime in &runtimes {
        println!("{}", describe(runtime.backend()));
    }
    println!("\n{:<40} {:<9} {:>9} {:>10}", "network", "back end", "p10 ms", "median ms");
    for file in &files {
        if let Err(error) = report(Path::new(file), &runtimes) {
            eprintln!("{error:#}");
        }
    }
    Ok(())
}

/// Native where its library is found, and embedded, in that order.
fn runtimes() -> anyhow::Result<Vec<Runtime>> {
    let choose = |choice| Runtime::choose(&BackendOptions { choice, ..BackendOptions::default() });
    let native = choose(BackendChoice::Native).inspect_err(|error| eprintln!("{error}"));
    Ok(native.into_iter().chain([choose(BackendChoice::Embedded)?]).collect())
}

fn name(backend: &Backend) -> &'static str {
    if matches!(backend, Backend::Native { .. }) { "native" } else { "embedded" }
}

fn describe(backend: &Backend) -> String {
    match backend {
        Backend::Native { library, version } => {
            let version = version.as_deref().unwrap_or("of unknown version");
            format!("native: ONNX Runtime {version}, {}", library.display())
        }
        _ => "embedded: the engine inside the program".to_owned(),
    }
}

fn report(file: &Path, runtimes: &[Runtime]) -> anyhow::Result<()> {
    let title = file.file_name().unwrap_or_default().to_string_lossy();
    let model = model(file)?;
    let mut networks = runtimes.iter().map(|runtime| runtime.load(&model)).collect::<Result<Vec<_>, _>>()?;
    let times = time(&mut networks, model.entry.input.elements())?;
    let rows: Vec<[f64; 2]> =
        times.into_iter().map(|times| [0.1, 0.5].map(|q| quantile(&times, q))).collect();
    for (runtime, [low, median]) in runtimes.iter().zip(&rows) {
        println!("{title:<40} {:<9} {low:>9.3} {median:>10.3}", name(runtime.backend()));
    }
    if let [native, embedded] = rows.as_slice() {
        let [low, median] = [embedded[0] / native[0], embedded[1] / native[1]];
        println!("{:<40} {:<9} {low:>9.2} {median:>10.2}", "", "ratio");
    }
    Ok(())
}

/// The file as a model whose entry says of the tensors what the file itself says. A back end reads nothing else of it.
fn model(path: &Path) -> anyhow::Result<Model> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| file.clone())?;
    let Shapes { input_name, input, outputs } = shapes(&file, &bytes)?;
    let (layout, colour) = (Layout::Nchw, Colour::Rgb);
    let entry = ModelEntry {
        id: file.clone(),
        role: Role::Pad,
        file: file.clone(),
        sha256: String::new(),
        bytes: bytes.len() as u64,
        licence: String::new(),
        commercial: false,
        card: String::new(),
        input: InputContract { name: input_name, shape: input, layout, colour, mean: 0.0, scale: 1.0 },
        outputs,
        decoder: Decoder::Softmax { live: 0, crop_scale: 1.0 },
    };
    Ok(Model { entry, bytes: bytes.into(), file })
}

/// The times of every network, each sorted.
fn time(networks: &mut [Box<dyn Network>], elements: usize) -> anyhow::Result<Vec<Vec<Duration>>> {
    // Any input takes the same time, but for zeros, which some processors multiply faster.
    let input: Vec<f32> = (0..elements).map(|index| (index * 37 % 256) as f32 / 128.0 - 1.0).collect();
    let mut times = vec![Vec::with_capacity(RUNS); networks.len()];
    for round in 0..WARM_UP + RUNS {
        for (network, times) in networks.iter_mut().zip(&mut times) {
            let start = Instant::now();
            network.run(&input)?;
            if round >= WARM_UP {
                times.push(start.elapsed());
            }
        }
    }
    times.iter_mut().for_each(|times| times.sort_unstable());
    Ok(times)
}

/// Milliseconds; 0 of none.
fn quantile(sorted: &[Duration], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64) as usize;
    sorted.get(rank).copied().unwrap_or_default().as_secs_f64() * 1e3
}
