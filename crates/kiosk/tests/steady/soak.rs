//! One session after the other in one process, in windows without a display: the memory stays what it is.

use super::bench::{Told, job, pack, parts, runtime};
use crate::program::fixture;
use eframe::egui::{Context, Pos2, RawInput, Rect, vec2};
use liveface::infer::{InferError, Network};
use liveface::vision::{LoadedModel, Vision, VisionConfig};
use liveface_frames::{Frame, FrameError, FrameSource, Limits, SourceInfo};
use liveface_kiosk::{App, Ended, Parts, event};
use liveface_models::manifest::Role;
use liveface_session::Level;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest time for one session.
const PATIENCE: Duration = Duration::from_secs(60);
/// A clip of somebody who passes.
const LIVING: &str = "person";
/// How much larger the memory may be at the end.
const GROWTH: f64 = 1.05;
/// How long a source waits for its last frame to be looked at; nobody looks after the verdict.
const UNSEEN: Duration = Duration::from_millis(250);

/// Frames of a clip, each given as soon as the one before was looked at.
struct Fed {
    frames: Arc<Vec<Frame>>,
    next: usize,
    looked: Arc<AtomicU64>,
}

impl FrameSource for Fed {
    fn info(&self) -> SourceInfo {
        SourceInfo { width: 640, height: 480, ..SourceInfo::default() }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let (since, before) = (Instant::now(), self.looked.load(Ordering::Relaxed));
        while self.next > 0 && self.looked.load(Ordering::Relaxed) == before && since.elapsed() < UNSEEN {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.next += 1;
        Ok(self.frames.get(self.next - 1).cloned())
    }
}

/// A network that counts.
struct Counts(Box<dyn Network>, Arc<AtomicU64>);

impl Network for Counts {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.run(input)
    }

    fn output(&self, index: usize) -> &[f32] {
        self.0.output(index)
    }
}

/// The networks; the first ones to see a frame count.
fn vision(looked: &Arc<AtomicU64>) -> Vision {
    let runtime = runtime();
    let roles = [Role::Detector, Role::Mesh, Role::Pad, Role::Embedding, Role::Mask];
    let load = |model: &liveface_models::Model| {
        let network = runtime.load(model).expect("a network");
        let first = matches!(model.entry.role, Role::Detector | Role::Mesh);
        let network = if first { Box::new(Counts(network, Arc::clone(looked))) } else { network };
        LoadedModel { entry: model.entry.clone(), network }
    };
    let models = roles.into_iter().flat_map(|role| pack().all(role)).map(load).collect();
    Vision::from_models(models, VisionConfig::default()).expect("networks")
}

/// A whole check with a window, a view and networks of its own.
fn session(frames: &Arc<Vec<Frame>>) -> Result<Ended, String> {
    let (frames, looked) = (Arc::clone(frames), Arc::new(AtomicU64::new(0)));
    let theirs = Arc::clone(&looked);
    let mut job = job(Level::Silent, move || {
        Ok(Box::new(Fed { frames: Arc::clone(&frames), next: 0, looked: Arc::clone(&looked) }))
    });
    job.load = Box::new(move || Ok(vision(&theirs)));
    let (sink, events) = event::channel();
    let ctx = Context::default();
    let whole = parts(&ctx, (job, sink));
    let rules = liveface_kiosk::flow::Rules { result_stays: Some(Duration::ZERO), ..whole.rules };
    let mut app = App::new(&ctx, Parts { rules, ..whole });
    let since = Instant::now();
    while !app.is_over() {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0)));
        let input =
            RawInput { screen_rect, time: Some(since.elapsed().as_secs_f64()), ..RawInput::default() };
        // Nothing is drawn: there is no screen.
        let mut output = ctx.run_ui(input, |ui| {
            app.tick(&ui.ctx().clone());
            app.show(ui);
        });
        output.textures_delta.clear();
        std::thread::sleep(Duration::from_millis(10));
        if since.elapsed() > PATIENCE {
            return Err("a session does not end".to_owned());
        }
    }
    let ends: Vec<Ended> = events.try_iter().filter_map(|event| Ended::of(&event)).collect();
    let [end] = ends.as_slice() else { return Err(format!("{} ends of one session", ends.len())) };
    Ok(end.clone())
}

/// Memory of this process that is in use, MB.
fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").expect("this process is there");
    let pages: f64 = text.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).expect("a number");
    pages * 4096.0 / 1e6
}

/// Runs `count` sessions; the memory after every `step`.
fn soak(clip: &str, (count, step): (usize, usize)) -> Result<Vec<f64>, String> {
    let path = fixture(&format!("clips/{clip}.mp4"));
    let mut source = liveface_frames::open(&path, &Limits::default()).expect("a clip");
    let frames = std::iter::from_fn(|| source.next_frame().expect("a frame")).collect();
    let frames = Arc::new(frames);
    let (mut sizes, mut passed) = (Vec::new(), 0);
    for number in 1..=count {
        passed += usize::from(matches!(session(&frames)?, Ended::Success(_)));
        if number % step == 0 {
            sizes.push(resident());
            println!("after {number} sessions, {passed} of them passed: {:.1} MB", resident());
        }
    }
    // Where the machine holds up a clip that runs faster than the time, the session may think that nothing comes any more.
    let least = if clip == LIVING { count * 9 / 10 } else { 0 };
    if passed < least { Err(format!("{passed} of {count} sessions passed")) } else { Ok(sizes) }
}

fn judge(sizes: &[f64], from: usize) -> Told {
    let (before, last) = (sizes[from], sizes[sizes.len() - 1]);
    let told = format!("{before:.1} MB, at the end {last:.1} MB: {:+.1} %", (last / before - 1.0) * 100.0);
    if last <= before * GROWTH { Ok(told) } else { Err(told) }
}

/// The same in short: that sessions run and end one after the other, and that the memory is counted.
pub(crate) fn a_few() -> Told {
    let sizes = soak("short", (12, 4))?;
    let told = format!("12 sessions, MB after every fourth: {sizes:.1?}");
    // A session holds 25 frames of 0.9 MB and the networks: what kept them would show.
    if sizes[2] < sizes[0] * 1.3 { Ok(told) } else { Err(told) }
}

/// `LIVEFACE_SOAK` sets another number of sessions.
pub(crate) fn thousand() -> Told {
    let count = std::env::var("LIVEFACE_SOAK").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let step = (count / 20).max(1);
    let sizes = soak(LIVING, (count, step))?;
    judge(&sizes, 3)
}
