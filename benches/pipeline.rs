//! Frames a second from a file to the verdict; and of decoding alone.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot run should stop")]
#![allow(clippy::print_stderr, reason = "what is left out, and with what was measured, is said")]

mod common;

use criterion::{Criterion, Throughput};
use liveface::frames::{self, FrameSource, Limits};
use liveface::session::{Config, Plan};
use liveface::vision::Vision;
use liveface::{Engine, Finished};
use std::collections::BTreeMap;
use std::hint::black_box;

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Elements(common::clip_frames(usize::MAX).len() as u64));
    group.bench_function("decode", |b| b.iter(decode));
    if let Some(vision) = common::vision() {
        let mut slot = Some(vision);
        group.bench_function("decode, observe, decide", |b| {
            b.iter(|| slot = slot.take().map(verify));
        });
    }
    group.finish();
    criterion.final_summary();
}

fn source() -> Box<dyn FrameSource> {
    frames::open(&common::clip(), &Limits::default()).expect("the fixture clip opens")
}

fn decode() {
    let mut source = source();
    while let Some(frame) = source.next_frame().expect("the fixture clip decodes") {
        black_box(frame);
    }
}

/// The silent mode over the whole clip; hands the networks back.
fn verify(vision: Vision) -> Vision {
    let plan = Plan::silent().for_recording();
    let mut engine = Engine::new(vision, Config::default(), plan, BTreeMap::new());
    let mut source = source();
    while let Some(frame) = source.next_frame().expect("the fixture clip decodes") {
        engine.push_frame(&frame).expect("the networks run");
    }
    engine.end_of_video().expect("the session ends");
    let Finished { report, vision, .. } = engine.finish().expect("there is a verdict");
    black_box(report);
    vision
}
