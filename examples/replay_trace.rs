//! Decides a recorded session again, with its own thresholds and with a stricter one. No model, no pixel.
//!
//! ```text
//! cargo run --release -- verify CLIP --trace session.jsonl
//! cargo run -p liveface-examples --example replay_trace -- session.jsonl
//! ```
#![allow(clippy::print_stdout, reason = "an example shows its result on the terminal")]

use anyhow::Context as _;
use liveface::session::trace::Trace;
use std::fs::File;
use std::io::BufReader;

fn main() -> anyhow::Result<()> {
    let path = std::env::args_os().nth(1).context("usage: replay_trace TRACE.jsonl")?;
    let trace = Trace::read(BufReader::new(File::open(&path)?))?;

    let again = trace.replay(None)?;
    println!("as recorded: {:?}, {}", again.verdict, again.message);
    if let Some(recorded) = &trace.report {
        anyhow::ensure!(*recorded == again, "the trace does not give its recorded report again");
        println!("bit for bit the recorded report");
    }

    let mut stricter = trace.header.config.clone();
    stricter.silent.threshold = 0.9;
    let report = trace.replay(Some(stricter))?;
    println!("with an attack detection score of 0.9 required: {:?}, {}", report.verdict, report.message);
    Ok(())
}
