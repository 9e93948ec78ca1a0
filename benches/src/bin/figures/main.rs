//! Rewrites the figures in `benches/README.md` from what the benchmarks left in the target folder. `benches/make` runs it.
//!
//! ```text
//! figures               rewrites the part of the README between its two markers
//! figures show          prints that part instead
//! figures peers FILE    prints what `benches/peers.sh --json` wrote to FILE as a table
//! ```
#![allow(clippy::expect_used, reason = "nobody uses it but `benches/make`, which stops where it does")]
#![allow(clippy::print_stdout, reason = "two of its three modes print")]

mod estimates;
mod limit;
mod machine;
mod markdown;
mod peers;
mod tables;

use estimates::Estimates;
use limit::Macs;
use liveface_benches::results::{self, Limit, Loop, Program};
use std::path::Path;

const BEGIN: &str = "<!-- figures: begin -->\n";
const END: &str = "<!-- figures: end -->\n";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => rewrite(),
        [mode] if mode == "show" => println!("{}", figures(Path::new(env!("CARGO_MANIFEST_DIR")))),
        [mode, file] if mode == "peers" => {
            let lines = std::fs::read_to_string(file).expect("the file can be read");
            print!("{}", peers::report(&lines).expect("the file is of benches/peers.sh --json"));
        }
        _ => println!("usage: figures [show | peers FILE]"),
    }
}

fn rewrite() {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = benches.join("README.md");
    let text = std::fs::read_to_string(&readme).expect("benches/README.md can be read");
    let (before, rest) = text.split_once(BEGIN).expect("it has a first marker");
    let (_, after) = rest.split_once(END).expect("it has a second marker");
    let text = format!("{before}{BEGIN}\n{}\n{END}{after}", figures(benches));
    std::fs::write(&readme, text).expect("benches/README.md can be written");
}

/// The template, filled.
fn figures(benches: &Path) -> String {
    let estimates = Estimates::read(&results::folder().join("criterion"));
    let loops: Vec<Loop> = results::load("loop");
    let parts = [
        ("{machine}", machine::describe()),
        ("{engines}", engines(&loops, benches)),
        ("{loops}", tables::loops(&loops)),
        ("{stages}", tables::stages(&estimates)),
        ("{media}", tables::media(&estimates)),
        ("{sessions}", tables::sessions(&estimates)),
        ("{clips}", tables::clips(&estimates)),
        ("{programs}", tables::programs(&results::load::<Program>("program"))),
        ("{limit}", limits(&estimates, &loops, benches)),
        ("{peers}", peers()),
    ];
    let fill = |text: String, (place, part): &(&str, String)| text.replace(place, part.trim_end());
    parts.iter().fold(include_str!("template.md").trim_end().to_owned(), fill)
}

fn engines(loops: &[Loop], benches: &Path) -> String {
    let native = loops.iter().find(|figures| figures.backend == "native");
    let native = native.map_or("not found here", |figures| &figures.backend_version);
    format!("native: {native}; embedded: {}", machine::embedded_engine(&benches.join("..")))
}

fn limits(estimates: &Estimates, loops: &[Loop], benches: &Path) -> String {
    let macs = std::fs::read_to_string(benches.join("macs.json")).expect("benches/macs.json can be read");
    let macs: Vec<Macs> = serde_json::from_str(&macs).expect("it is what macs.py prints");
    let limits: Vec<Limit> = results::load("limit");
    let report = limits.first().map(|limit| limit::report(estimates, (limit, &macs, loops)));
    report.unwrap_or_else(|| "Not measured.".to_owned())
}

fn peers() -> String {
    let lines = std::fs::read_to_string(results::folder().join("peers.jsonl")).unwrap_or_default();
    if lines.is_empty() {
        return "Not measured: the others are not installed here.".to_owned();
    }
    peers::report(&lines).expect("the file is of benches/peers.sh --json")
}
