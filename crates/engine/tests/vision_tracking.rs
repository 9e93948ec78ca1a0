//! Finding, following and losing faces, with networks that see bright blobs instead of faces: a red, a green and a
//! blue one are three people.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the lints excuse test functions, not what those call")]

mod fakes;

use fakes::{Blob, Fake, Runs, frame, models};
use liveface::vision::{FaceFault, Vision, VisionConfig, VisionError};
use liveface_models::manifest::{Decoder, Role};
use liveface_session::observation::Faces;
use liveface_session::{Needs, Observation};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

struct Scene {
    vision: Vision,
    runs: Runs,
}

impl Scene {
    fn new() -> Self {
        let runs = Runs::default();
        let vision = Vision::from_models(models(&runs), VisionConfig::default()).unwrap();
        Self { vision, runs }
    }

    fn see(&mut self, millis: u64, blobs: &[Blob]) -> Observation {
        self.vision.observe(&frame(millis, blobs), Needs::default()).unwrap()
    }

    fn count(&self, runs: &Arc<AtomicUsize>) -> usize {
        runs.load(Ordering::Relaxed)
    }
}

fn tracked(observation: &Observation) -> Option<bool> {
    match &observation.faces {
        Faces::One(face) => Some(face.tracked),
        _ => None,
    }
}

#[test]
fn a_face_is_detected_once_then_followed_as_it_moves() {
    let mut scene = Scene::new();
    assert_eq!(tracked(&scene.see(0, &[(0, 100, 60, 80)])), Some(false));
    for step in 1..10 {
        let left = 100 + 4 * step as u32;
        let seen = scene.see(40 * step, &[(0, left, 60, 80)]);
        let Faces::One(face) = &seen.faces else { panic!("lost at step {step}: {:?}", seen.faces) };
        assert!(face.tracked);
        assert!((face.bounds.x - left as f32).abs() < 4.0, "{:?} at {left}", face.bounds);
    }
    assert_eq!(scene.count(&scene.runs.detector), 1);
    // Two runs to begin with, one for each further frame.
    assert_eq!(scene.count(&scene.runs.mesh), 11);
}

#[test]
fn the_whole_frame_is_searched_by_stream_time_at_any_frame_rate() {
    for period in [20, 33, 50, 100] {
        let mut scene = Scene::new();
        for millis in (0..=2_000).step_by(period) {
            scene.see(millis, &[(0, 100, 60, 80)]);
        }
        let searches = scene.count(&scene.runs.detector);
        assert!((5..=6).contains(&searches), "{searches} searches in 2 s with a frame every {period} ms");
    }
}

#[test]
fn a_second_face_is_seen_within_one_period_and_held_until_the_next() {
    let mut scene = Scene::new();
    let (one, two) = ([(0, 60, 60, 80)], [(0, 60, 60, 80), (1, 200, 80, 70)]);
    scene.see(0, &one);
    assert_eq!(tracked(&scene.see(200, &two)), Some(true), "not searched yet");
    assert_eq!(scene.see(400, &two).faces, Faces::Many(2));
    assert_eq!(scene.see(600, &one).faces, Faces::Many(2), "held");
    assert_eq!(tracked(&scene.see(800, &one)), Some(false));
}

#[test]
fn a_face_far_behind_does_not_count() {
    let mut scene = Scene::new();
    // A quarter of the side is a sixteenth of the area.
    assert!(tracked(&scene.see(0, &[(0, 60, 60, 100), (1, 250, 20, 25)])).is_some());
    assert_eq!(scene.see(400, &[(0, 60, 60, 100), (1, 230, 20, 45)]).faces, Faces::Many(2));
}

#[test]
fn a_face_that_leaves_is_lost_at_once_and_found_elsewhere() {
    let mut scene = Scene::new();
    scene.see(0, &[(0, 20, 40, 80)]);
    assert_eq!(scene.see(40, &[]).faces, Faces::None);
    assert!(scene.vision.mesh().is_none());
    assert_eq!(tracked(&scene.see(80, &[(0, 220, 120, 80)])), Some(false));
}

#[test]
fn another_face_in_another_place_is_not_taken_for_the_followed_one() {
    let mut scene = Scene::new();
    scene.see(0, &[(0, 20, 40, 80)]);
    assert_eq!(tracked(&scene.see(40, &[(1, 220, 120, 80)])), Some(false));
}

#[test]
fn presentation_attack_detection_runs_when_needed_and_due() {
    let mut scene = Scene::new();
    let needs = Needs { pad: true, ..Needs::default() };
    for millis in (0..500).step_by(40) {
        let seen = scene.vision.observe(&frame(millis, &[(0, 100, 60, 80)]), needs).unwrap();
        let Faces::One(face) = seen.faces else { panic!("lost") };
        let expected = (millis % 120 == 0).then_some(0.880_797);
        assert_eq!(face.pad.is_some(), expected.is_some(), "at {millis} ms");
        assert!(face.pad.is_none_or(|pad| (pad.live - 0.880_797).abs() < 1e-4));
    }
    scene.see(1_000, &[(0, 100, 60, 80)]);
    assert_eq!(scene.count(&scene.runs.pad), 5);
}

#[test]
fn change_is_nothing_at_first_zero_for_a_repeat_and_more_for_motion() {
    let mut scene = Scene::new();
    assert_eq!(scene.see(0, &[(0, 100, 60, 80)]).change, None);
    assert_eq!(scene.see(40, &[(0, 100, 60, 80)]).change, Some(0.0));
    assert!(scene.see(80, &[(0, 130, 60, 80)]).change.unwrap() > 0.5);
}

#[test]
fn a_picture_gives_an_embedding_only_with_one_face_of_sufficient_size() {
    let mut scene = Scene::new();
    let embedding = scene.vision.embed(&frame(0, &[(0, 100, 60, 80)])).unwrap();
    assert_eq!(embedding.values(), [0.6, 0.8]);
    assert!(matches!(scene.vision.embed(&frame(0, &[])), Err(FaceFault::NoFace)));
    let two = frame(0, &[(0, 60, 60, 80), (1, 200, 80, 70)]);
    assert!(matches!(scene.vision.embed(&two), Err(FaceFault::ManyFaces(2))));
    let fault = scene.vision.embed(&frame(0, &[(0, 100, 60, 30)])).unwrap_err();
    assert!(matches!(fault, FaceFault::TooSmall { .. }), "{fault}");
}

#[test]
fn outputs_that_are_no_numbers_mean_nobody() {
    let runs = Runs::default();
    let mut models = models(&runs);
    for model in &mut models {
        let lens: Vec<usize> = model.entry.outputs.iter().map(|out| out.shape.iter().product()).collect();
        let compute = move |_: &[f32]| lens.iter().map(|&len| vec![f32::NAN; len]).collect();
        model.network = Box::new(Fake { compute, outputs: Vec::new(), runs: Arc::default() });
    }
    let mut vision = Vision::from_models(models, VisionConfig::default()).unwrap();
    assert_eq!(vision.observe(&frame(0, &[(0, 100, 60, 80)]), Needs::ALL).unwrap().faces, Faces::None);
}

#[test]
fn a_pack_without_a_needed_network_is_refused_by_its_name() {
    for role in [Role::Detector, Role::Mesh, Role::Embedding] {
        let mut models = models(&Runs::default());
        models.retain(|model| model.entry.role != role);
        let error = Vision::from_models(models, VisionConfig::default()).err().unwrap();
        assert!(matches!(error, VisionError::Role { found: 0, .. }), "{error}");
        assert!(error.to_string().contains(&format!("{role:?}").to_lowercase()), "{error}");
    }
}

#[test]
fn a_decoder_of_another_role_is_refused() {
    let mut models = models(&Runs::default());
    for model in &mut models {
        model.entry.decoder = Decoder::Anchors { bare: 0, masked: 1 };
    }
    let error = Vision::from_models(models, VisionConfig::default()).err().unwrap();
    assert!(matches!(error, VisionError::Contract { .. }), "{error}");
}
