//! A clip of 6 s from the file to the verdict. `taskset -c 0 cargo bench …` keeps the decoder's thread on the same core.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use criterion::{SamplingMode, Throughput};
use liveface::frames::{self, Limits};
use liveface::session::{Config, Plan};
use liveface::vision::Vision;
use liveface::{Engine, Finished};
use liveface_benches::clips::{self, Size};
use liveface_benches::combination::combinations;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

fn main() {
    let mut criterion = liveface_benches::criterion();
    let dir = tempfile::tempdir().expect("there is room for a clip");
    let clip = clips::record(dir.path(), Size::Vga);
    for combination in combinations(&[1], &[Size::Vga]) {
        let mut group = criterion.benchmark_group("clip");
        group.sampling_mode(SamplingMode::Flat);
        group.throughput(Throughput::Elements(clips::CLIP_SECONDS * clips::CLIP_FPS));
        let mut slot = None;
        group.bench_function(combination.to_string(), |b| {
            let mut vision = slot.take().or_else(|| Some(combination.vision()));
            b.iter(|| vision = vision.take().map(|vision| verify(vision, &clip)));
            slot = vision;
        });
        group.finish();
    }
    criterion.final_summary();
}

/// The silent mode over the whole clip; hands the networks back.
fn verify(vision: Vision, clip: &Path) -> Vision {
    let plan = Plan::silent().for_recording();
    let mut engine = Engine::new(vision, Config::default(), plan, BTreeMap::new());
    let mut source = frames::open(clip, &Limits::default()).expect("what was recorded opens");
    while let Some(frame) = source.next_frame().expect("what was recorded decodes") {
        engine.push_frame(&frame).expect("the networks run");
    }
    assert!(engine.verdict().is_none(), "every frame is looked at");
    engine.end_of_video().expect("the session ends");
    let Finished { report, vision, .. } = engine.finish().expect("there is a verdict");
    black_box(report);
    vision
}
