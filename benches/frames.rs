//! What looking at one frame costs, decoding not counted: the frame loop in every combination, and each stage.
//!
//! One stream is measured pass by pass, and every benchmark of a combination looks at the same passes: a sample is the
//! mean over the frames of a pass that it is about. Fresh passes for each would take minutes, because most stages are a
//! thousandth of a frame. The times of single frames go to `liveface-figures`, for percentiles.
#![allow(clippy::print_stderr, reason = "what is left out is said")]

use criterion::{Criterion, SamplingMode};
use liveface::session::Needs;
use liveface::vision::Stage;
use liveface_benches::clips::Size;
use liveface_benches::combination::{Combination, combinations, describe};
use liveface_benches::results::{self, Loop, Spread};
use liveface_benches::stream::{FrameTime, Passes, mean};
use std::time::Duration;

fn main() {
    let mut criterion = liveface_benches::criterion();
    for combination in combinations(&[1, 2], &Size::ALL) {
        let mut looped = Passes::new(&combination, Needs::default());
        let mut full = Passes::new(&combination, Needs::ALL);
        let group = format!("loop/{combination}");
        bench(&mut criterion, (&group, "steady"), &mut looped, steady);
        bench(&mut criterion, (&group, "redetect"), &mut looped, redetect);
        bench(&mut criterion, (&group, "full"), &mut full, |frame| Some(frame.timing.total));
        if combination.threads.get() == 1 && combination.size == Size::Vga {
            let group = format!("stage/{combination}");
            for stage in Stage::ALL {
                bench(&mut criterion, (&group, stage.name()), &mut full, |frame| {
                    Some(frame.timing.of(stage))
                });
            }
        }
        save(&combination, looped.measured(), full.measured());
    }
    criterion.final_summary();
}

fn steady(frame: &FrameTime) -> Option<Duration> {
    (frame.is_regular() && !frame.is_search()).then_some(frame.timing.total)
}

fn redetect(frame: &FrameTime) -> Option<Duration> {
    (frame.is_regular() && frame.is_search()).then_some(frame.timing.total)
}

/// Nothing is measured where the arguments leave `name` out.
fn bench(
    criterion: &mut Criterion,
    (group, name): (&str, &str),
    passes: &mut Passes,
    part: impl Fn(&FrameTime) -> Option<Duration>,
) {
    let never = |passes: &[Vec<FrameTime>]| passes.iter().all(|pass| mean(pass, &part).is_none());
    if !passes.measured().is_empty() && never(passes.measured()) {
        eprintln!("skipped: {group}/{name} does not run here");
        return;
    }
    let mut turn = 0;
    let mut group = criterion.benchmark_group(group);
    // The first call may measure all passes, the later ones only look at them: criterion, which plans by the clock on the
    // wall, is to take its samples and not to warm up.
    group.warm_up_time(Duration::from_nanos(1)).measurement_time(Duration::from_secs(600));
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function(name, |b| {
        b.iter_custom(|frames| {
            let all = passes.measure();
            turn += 1;
            let time = mean(&all[turn % all.len()], &part).unwrap_or_default();
            time.mul_f64(frames as f64)
        });
    });
    group.finish();
}

/// The percentiles of what was measured.
fn save(combination: &Combination, looped: &[Vec<FrameTime>], full: &[Vec<FrameTime>]) {
    if looped.is_empty() || full.is_empty() {
        return;
    }
    let spread = |passes: &[Vec<FrameTime>], part: fn(&FrameTime) -> Option<Duration>| {
        Spread::of(passes.iter().flatten().filter_map(part).collect())
    };
    let total = |frame: &FrameTime| Some(frame.timing.total);
    let figures = Loop {
        pack: combination.pack.0.to_owned(),
        backend: combination.backend.0.to_owned(),
        backend_version: describe(combination.runtime().backend()),
        threads: combination.threads.get(),
        size: combination.size.name().to_owned(),
        steady: spread(looped, steady),
        redetect: spread(looped, redetect),
        all: spread(looped, total),
        full: spread(full, total),
    };
    results::save("loop", &combination.to_string(), &figures);
}
