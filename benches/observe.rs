//! What looking at one frame costs: in all, and each step. Mean over one second of a clip; decoding is not counted.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot run should stop")]
#![allow(clippy::print_stderr, reason = "what is left out, and with what was measured, is said")]

mod common;

use criterion::Criterion;
use liveface::frames::Frame;
use liveface::session::Needs;
use liveface::vision::{Stage, Timing, Vision};
use std::time::Duration;

/// Frames of one pass: one second, in which everything that does not run on every frame has its turn.
const FRAMES: usize = 25;

type Part = fn(&Timing, Stage) -> Duration;

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let Some(mut vision) = common::vision() else { return };
    let frames = common::clip_frames(FRAMES);
    let total: Part = |timing, _| timing.total;
    let mut bench = |name: &str, needs: Needs, (part, stage): (Part, Stage)| {
        // A step that this pack or clip never takes has no duration.
        if pass(&mut vision, &frames, needs, |timing| part(timing, stage)).is_zero() {
            eprintln!("skipped: {name} does not run here");
            return;
        }
        criterion.bench_function(name, |b| {
            b.iter_custom(|passes| {
                (0..passes).map(|_| pass(&mut vision, &frames, needs, |timing| part(timing, stage))).sum()
            });
        });
    };
    bench("observe/frame loop", Needs::default(), (total, Stage::Detect));
    bench("observe/everything", Needs::ALL, (total, Stage::Detect));
    for stage in Stage::ALL {
        bench(&format!("observe/{}", stage.name()), Needs::ALL, (|timing, stage| timing.of(stage), stage));
    }
    criterion.final_summary();
}

/// Mean over the frames of the part of the time that `part` picks, from a fresh start.
fn pass(vision: &mut Vision, frames: &[Frame], needs: Needs, part: impl Fn(&Timing) -> Duration) -> Duration {
    vision.reset();
    let mut spent = Duration::ZERO;
    for frame in frames {
        vision.observe(frame, needs).expect("the networks run");
        spent += part(&vision.timing());
    }
    spent / frames.len() as u32
}
