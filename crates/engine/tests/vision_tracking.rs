//! Finding, following and losing faces, with networks that see bright blobs instead of faces: a red, a green and a
//! blue one are three people.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the lints excuse test functions, not what those call")]

use liveface::infer::{InferError, Network};
use liveface::vision::{FaceFault, LoadedModel, Vision, VisionConfig, VisionError};
use liveface_frames::Frame;
use liveface_models::manifest::{Colour, Decoder, InputContract, Layout, ModelEntry, OutputContract, Role};
use liveface_session::observation::Faces;
use liveface_session::{FrameId, Needs, Observation, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const DETECTOR_SIDE: usize = 64;
const STRIDE: usize = 8;
const MESH_SIDE: usize = 48;
const SIZE: (u32, u32) = (320, 240);

/// Computes its outputs from its input, and counts its runs.
struct Fake<F> {
    compute: F,
    outputs: Vec<Vec<f32>>,
    runs: Arc<AtomicUsize>,
}

impl<F: FnMut(&[f32]) -> Vec<Vec<f32>> + Send> Network for Fake<F> {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        self.outputs = (self.compute)(input);
        Ok(())
    }

    fn output(&self, index: usize) -> &[f32] {
        self.outputs.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Left, top, right, bottom of the bright values of a (rows, columns) plane.
fn bright_box(at: impl Fn(usize, usize) -> f32, side: usize) -> Option<[f32; 4]> {
    let bright = (0..side * side).filter(|i| at(i % side, i / side) > 100.0);
    bright.map(|i| [(i % side) as f32, (i / side) as f32]).fold(None, |bounds, [x, y]| {
        let [l, t, r, b] = bounds.unwrap_or([x, y, x, y]);
        Some([l.min(x), t.min(y), r.max(x + 1.0), b.max(y + 1.0)])
    })
}

/// One box a channel, in the YuNet layout with a single stride.
fn see_blobs(input: &[f32]) -> Vec<Vec<f32>> {
    let columns = DETECTOR_SIDE / STRIDE;
    let cells = columns * columns;
    let mut out = vec![vec![0.0; cells], vec![1.0; cells], vec![0.0; cells * 4], vec![0.0; cells * 10]];
    for plane in input.chunks_exact(DETECTOR_SIDE * DETECTOR_SIDE) {
        let Some([l, t, r, b]) = bright_box(|x, y| plane[y * DETECTOR_SIDE + x], DETECTOR_SIDE) else {
            continue;
        };
        let centre = [(l + r) / 2.0 / STRIDE as f32, (t + b) / 2.0 / STRIDE as f32];
        let cell = centre[1] as usize * columns + centre[0] as usize;
        let (dx, dy) = (centre[0].fract(), centre[1].fract());
        let (w, h) = ((r - l) / STRIDE as f32, (b - t) / STRIDE as f32);
        out[0][cell] = 0.9;
        out[2][cell * 4..][..4].copy_from_slice(&[dx, dy, w.ln(), h.ln()]);
        let eye = |side: f32| [dx + side * w / 4.0, dy - h / 4.0];
        out[3][cell * 10..][..4].copy_from_slice([eye(-1.0), eye(1.0)].as_flattened());
    }
    out
}

/// Points all over the box of what is bright, level eyes among them; present when anything is.
fn lay_mesh(input: &[f32]) -> Vec<Vec<f32>> {
    let at = |x: usize, y: usize| input[(y * MESH_SIDE + x) * 3..][..3].iter().copied().fold(0.0, f32::max);
    let Some([l, t, r, b]) = bright_box(at, MESH_SIDE) else { return vec![vec![0.0; 478 * 3], vec![-5.0]] };
    let mut points: Vec<[f32; 3]> = (0..478)
        .map(|i| [l + (r - l) * (i % 22) as f32 / 21.0, t + (b - t) * (i / 22) as f32 / 21.0, 0.0])
        .collect();
    for (index, across) in [(33, 0.2), (133, 0.4), (362, 0.6), (263, 0.8), (468, 0.3), (473, 0.7)] {
        points[index] = [l + (r - l) * across, t + (b - t) * 0.3, 0.0];
    }
    vec![points.into_flattened(), vec![5.0]]
}

fn entry(role: Role, shape: Vec<usize>, outputs: &[&[usize]], decoder: Decoder) -> ModelEntry {
    let layout = if shape[1] == 3 { Layout::Nchw } else { Layout::Nhwc };
    let outputs = outputs.iter().map(|shape| OutputContract { name: "out".into(), shape: shape.to_vec() });
    ModelEntry {
        id: format!("fake-{role:?}"),
        role,
        file: String::new(),
        sha256: String::new(),
        bytes: 0,
        licence: "MIT".into(),
        commercial: true,
        card: String::new(),
        input: InputContract { name: "in".into(), shape, layout, colour: Colour::Rgb, mean: 0.0, scale: 1.0 },
        outputs: outputs.collect(),
        decoder,
    }
}

/// How often each fake ran.
#[derive(Clone, Default)]
struct Runs {
    detector: Arc<AtomicUsize>,
    mesh: Arc<AtomicUsize>,
    pad: Arc<AtomicUsize>,
}

fn fake(
    entry: ModelEntry,
    runs: &Arc<AtomicUsize>,
    compute: impl FnMut(&[f32]) -> Vec<Vec<f32>> + Send + 'static,
) -> LoadedModel {
    let network = Box::new(Fake { compute, outputs: Vec::new(), runs: Arc::clone(runs) });
    LoadedModel { entry, network }
}

fn models(runs: &Runs) -> Vec<LoadedModel> {
    let cells = (DETECTOR_SIDE / STRIDE).pow(2);
    let detector = entry(
        Role::Detector,
        vec![1, 3, DETECTOR_SIDE, DETECTOR_SIDE],
        &[&[1, cells, 1], &[1, cells, 1], &[1, cells, 4], &[1, cells, 10]],
        Decoder::Yunet { strides: vec![STRIDE as u32], score: 0.6, nms: 0.4 },
    );
    let mesh = entry(
        Role::Mesh,
        vec![1, MESH_SIDE, MESH_SIDE, 3],
        &[&[1, 1434], &[1, 1]],
        Decoder::Mesh478 { box_scale: 1.25, track_scale: 1.5 },
    );
    let pad = entry(Role::Pad, vec![1, 3, 8, 8], &[&[1, 2]], Decoder::Softmax { live: 1, crop_scale: 2.7 });
    let template = [[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]];
    let embedding = entry(
        Role::Embedding,
        vec![1, 3, 8, 8],
        &[&[1, 2]],
        Decoder::Aligned { template, similarity: vec![[0.0, 0.0], [1.0, 100.0]] },
    );
    vec![
        fake(embedding, &Arc::default(), |_| vec![vec![3.0, 4.0]]),
        fake(pad, &runs.pad, |_| vec![vec![0.0, 2.0]]),
        fake(detector, &runs.detector, see_blobs),
        fake(mesh, &runs.mesh, lay_mesh),
    ]
}

/// A blob: channel, left, top, side.
type Blob = (usize, u32, u32, u32);

fn frame(millis: u64, blobs: &[Blob]) -> Frame {
    let mut pixels = vec![0; (SIZE.0 * SIZE.1 * 3) as usize];
    for &(channel, left, top, side) in blobs {
        for y in top..(top + side).min(SIZE.1) {
            for x in left..(left + side).min(SIZE.0) {
                pixels[((y * SIZE.0 + x) * 3) as usize + channel] = 255;
            }
        }
    }
    Frame::new(FrameId(millis), Timestamp::from_millis(millis), SIZE, Arc::new(pixels)).unwrap()
}

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
