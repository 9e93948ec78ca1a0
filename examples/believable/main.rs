//! Do a pack's networks take rendered people for people? Detector, mesh and blinks against the truth beside each clip.
//!
//! ```text
//! cargo run --release -p liveface-examples --example believable -- CLIP… [--models DIR]
//! ```
//!
//! Each clip needs its truth beside it (`liveface-synth` writes `NAME.json` next to `NAME.mp4`). Counted are the frames
//! that show exactly one living face, and that one whole. On each of them the detector and the mesh start anew, as on a still, so
//! that no frame lives on the one before; blinks are read from a second pass that follows the face as a session does.
//! Errors are distances in the picture over the inter-ocular distance of the truth (middle to middle of the eyes, as
//! seen, so it shrinks with the yaw) of all 478 points, hidden ones included.
//! Blinks: all that the script or chance has the person do with bare eyes, none left out for being short or half shut.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its result on the terminal")]

mod tally;
mod truth;

use anyhow::Context as _;
use liveface::frames::{self, Limits};
use liveface::infer::{BackendOptions, Runtime};
use liveface::models::{Lookup, Pack};
use liveface::session::config::Actions;
use liveface::session::{Action, Faces, Needs, Observation, movements};
use liveface::vision::{Mesh, Vision, VisionConfig};
use std::path::{Path, PathBuf};
use tally::{Found, Tally};
use truth::{FaceTruth, Span, Truth};

/// A blink seen this much before or after the true one is still that blink, milliseconds.
const SLACK_MS: u64 = 100;

fn main() -> anyhow::Result<()> {
    let mut clips: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let models = clips.iter().position(|arg| arg.as_os_str() == "--models").map(|at| clips.split_off(at));
    anyhow::ensure!(!clips.is_empty(), "usage: believable CLIP… [--models DIR]");
    let pack = Pack::find(&Lookup::from_env(models.and_then(|rest| rest.get(1).cloned())))?;
    let runtime = Runtime::choose(&BackendOptions::default())?;
    let mut vision = Vision::load(&pack, &runtime, VisionConfig::default())?;
    let mut total = Tally::default();
    for clip in &clips {
        let truth = Truth::beside(clip)?;
        let mut tally = Tally::default();
        measure(&mut vision, clip, &truth, &mut tally).with_context(|| clip.display().to_string())?;
        println!("{:<28} {}", clip.file_stem().unwrap_or_default().to_string_lossy(), tally.line());
        total.add(&tally);
    }
    println!("\n{total}");
    Ok(())
}

fn measure(vision: &mut Vision, clip: &Path, truth: &Truth, tally: &mut Tally) -> anyhow::Result<()> {
    let stills = observe(vision, clip, true, |index, observation, mesh| {
        if let Some(face) = truth.live_face(index) {
            tally.count(found(observation, mesh, face));
        }
    })?;
    anyhow::ensure!(
        stills.len() == truth.frames.len(),
        "{} frames, but its truth has {}: render it again",
        stills.len(),
        truth.frames.len()
    );
    let followed = observe(vision, clip, false, |_, _, _| ())?;
    let seen: Vec<Span> = movements(&Actions::default(), &followed)
        .into_iter()
        .filter(|movement| movement.action == Action::Blink)
        .map(|movement| (movement.from.as_millis(), movement.to.as_millis()))
        .collect();
    tally.compare_blinks(&truth.blinks(), &seen, SLACK_MS);
    Ok(())
}

/// Observes a clip; `as_stills` forgets the face before every frame.
fn observe(
    vision: &mut Vision,
    clip: &Path,
    as_stills: bool,
    mut each: impl FnMut(usize, &Observation, Option<&Mesh>),
) -> anyhow::Result<Vec<Observation>> {
    let mut source = frames::open(clip, &Limits::default())?;
    let mut observations = Vec::new();
    vision.reset();
    while let Some(frame) = source.next_frame()? {
        if as_stills {
            vision.reset();
        }
        let observation = vision.observe(&frame, Needs::default())?;
        each(observations.len(), &observation, vision.mesh());
        observations.push(observation);
    }
    Ok(observations)
}

fn found(observation: &Observation, mesh: Option<&Mesh>, face: &FaceTruth) -> Found {
    match (&observation.faces, mesh) {
        (Faces::One(_), Some(mesh)) => {
            let apart = |real: Mesh| {
                let unit = real.inter_eye().max(f32::MIN_POSITIVE);
                let pairs = mesh.points.iter().zip(&real.points);
                pairs.map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]) / unit).collect()
            };
            Found::Face { yaw: face.yaw.abs(), errors: face.mesh().map(apart) }
        }
        (Faces::Many(_), _) => Found::Many,
        _ => Found::Nobody,
    }
}
