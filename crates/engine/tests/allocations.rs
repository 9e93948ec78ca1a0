//! While one face is followed, looking at a frame and deciding about it allocate nothing: not one block over many seconds.
//! What the networks' runtime allocates is not counted.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the lints excuse test functions, not what those call")]

mod fakes;

use fakes::{Runs, frame, models};
use liveface::Engine;
use liveface::infer::{InferError, Network};
use liveface::vision::{LoadedModel, Vision, VisionConfig};
use liveface_frames::Frame;
use liveface_models::manifest::{MESH_MEASURES, OutputContract, Role};
use liveface_session::observation::{Face, Faces};
use liveface_session::{Config, Needs, Observation, Plan, StageKind};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::atomic::Ordering;

/// Frames 33 ms apart, and after how many of them the state is steady: everything that does not run on every frame has run.
const FRAMES: usize = 300;
const WARM_UP: usize = 100;
/// Open eyes, a closed mouth, a face that looks into the camera, and no mask.
const MEASURES: [f32; MESH_MEASURES] = [0.3, 0.3, 0.05, 0.0, 0.0, 0.0, -5.0];

/// A network whose runs do not count; one for the mesh measures the face as well.
struct Uncounted {
    network: Box<dyn Network>,
    measures: Option<[f32; MESH_MEASURES]>,
}

impl Network for Uncounted {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        let mut result = Ok(());
        allocation_counter::opt_out(|| result = self.network.run(input));
        result
    }

    fn output(&self, index: usize) -> &[f32] {
        match &self.measures {
            Some(measures) if index == 2 => measures,
            _ => self.network.output(index),
        }
    }
}

fn vision(runs: &Runs) -> Vision {
    let uncounted = |LoadedModel { mut entry, network }| {
        let measures = (entry.role == Role::Mesh).then_some(MEASURES);
        if measures.is_some() {
            entry.outputs.push(OutputContract { name: "measures".into(), shape: vec![1, MESH_MEASURES] });
        }
        LoadedModel { entry, network: Box::new(Uncounted { network, measures }) }
    };
    let models = models(runs).into_iter().map(uncounted).collect();
    Vision::from_models(models, VisionConfig::default()).unwrap()
}

/// A face that sways.
fn frames() -> Vec<Frame> {
    let left = |i: usize| 100 + (6.0 * (i as f32 * 0.21).sin()) as u32;
    (0..FRAMES).map(|i| frame(33 * i as u64, &[(0, left(i), 60, 120)])).collect()
}

/// Shows `look` all frames; gives how many blocks it allocated on those after the warm-up.
fn blocks(mut look: impl FnMut(&Frame)) -> u64 {
    let frames = frames();
    let (warm_up, steady) = frames.split_at(WARM_UP);
    warm_up.iter().for_each(&mut look);
    allocation_counter::measure(|| steady.iter().for_each(&mut look)).count_total
}

/// The blocks of observing with `needs`, and on how many of the steady frames `is_measured`.
fn observed(needs: Needs, is_measured: fn(&Face) -> bool) -> (u64, usize) {
    let (mut seen, mut measured) = (Observation::default(), Vec::with_capacity(FRAMES));
    let mut vision = vision(&Runs::default());
    let blocks = blocks(|frame| {
        vision.observe_into(frame, needs, &mut seen).unwrap();
        let Faces::One(face) = &seen.faces else { panic!("lost at {}", frame.at()) };
        measured.push(is_measured(face));
    });
    (blocks, measured[WARM_UP..].iter().filter(|measured| **measured).count())
}

#[test]
fn what_allocates_is_counted() {
    assert_eq!(blocks(|frame| drop(black_box(Box::new(frame.at())))), (FRAMES - WARM_UP) as u64);
    let mut vision = vision(&Runs::default());
    assert!(blocks(|frame| drop(vision.observe(frame, Needs::default()).unwrap())) >= 200, "a box each");
}

#[test]
fn following_and_detecting_anew_allocate_nothing() {
    let (runs, mut seen) = (Runs::default(), Observation::default());
    let mut vision = vision(&runs);
    let blocks = blocks(|frame| vision.observe_into(frame, Needs::default(), &mut seen).unwrap());
    assert_eq!(blocks, 0);
    assert!(matches!(seen.faces, Faces::One(_)));
    let searches = runs.detector.load(Ordering::Relaxed);
    assert!(searches > 20, "searched {searches} times only");
}

#[test]
fn no_measurement_allocates() {
    let everything = Needs::ALL;
    let without_light = Needs { light: false, ..everything };
    type Measured = (&'static str, fn(&Face) -> bool, usize);
    let measured: [Measured; 5] = [
        ("pad", |face| face.pad.is_some(), 40),
        ("cover", |face| face.cover.is_some(), 10),
        ("identity", |face| face.identity.is_some(), 15),
        ("quality", |face| face.quality.is_some(), 200),
        ("skin", |face| face.light.skin.is_some(), 200),
    ];
    for (name, is_measured, least) in measured {
        for needs in [without_light, everything] {
            let (blocks, count) = observed(needs, is_measured);
            assert_eq!(blocks, 0, "{needs:?}");
            let expected = needs.light || name != "skin";
            assert_eq!(count >= least, expected, "{name} on {count} frames with {needs:?}");
        }
    }
}

#[test]
fn a_session_allocates_nothing_either() {
    for (all, recorded) in [(false, false), (true, false), (true, true)] {
        let plan = Plan::silent().for_recording();
        let mut engine = Engine::new(vision(&Runs::default()), Config::default(), plan, BTreeMap::new());
        if all {
            engine.measure_all();
        }
        if recorded {
            engine.record_to(Box::new(std::io::sink())).unwrap();
        }
        let blocks = blocks(|frame| {
            engine.push_frame(frame).unwrap();
            while engine.poll_output().is_some() {}
        });
        assert_eq!(blocks, 0, "everything {all}, recorded {recorded}");
        assert_eq!(engine.stage(), StageKind::Watching);
        assert!(engine.best_frame().is_some(), "evidence was gathered");
    }
}
