//! Networks that see bright blobs instead of faces, and frames with such blobs.

#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "the lints excuse test functions, not what those call")]

use liveface::infer::{InferError, Network};
use liveface::vision::LoadedModel;
use liveface_frames::Frame;
use liveface_models::manifest::{Colour, Decoder, InputContract, Layout, ModelEntry, OutputContract, Role};
use liveface_session::{FrameId, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const DETECTOR_SIDE: usize = 64;
const STRIDE: usize = 8;
const MESH_SIDE: usize = 48;
pub const SIZE: (u32, u32) = (320, 240);

/// Computes its outputs from its input, and counts its runs.
pub struct Fake<F> {
    pub compute: F,
    pub outputs: Vec<Vec<f32>>,
    pub runs: Arc<AtomicUsize>,
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

pub fn entry(role: Role, shape: Vec<usize>, outputs: &[&[usize]], decoder: Decoder) -> ModelEntry {
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
pub struct Runs {
    pub detector: Arc<AtomicUsize>,
    pub mesh: Arc<AtomicUsize>,
    pub pad: Arc<AtomicUsize>,
}

pub fn fake(
    entry: ModelEntry,
    runs: &Arc<AtomicUsize>,
    compute: impl FnMut(&[f32]) -> Vec<Vec<f32>> + Send + 'static,
) -> LoadedModel {
    let network = Box::new(Fake { compute, outputs: Vec::new(), runs: Arc::clone(runs) });
    LoadedModel { entry, network }
}

/// Every role a pack must have.
pub fn models(runs: &Runs) -> Vec<LoadedModel> {
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
pub type Blob = (usize, u32, u32, u32);

pub fn frame(millis: u64, blobs: &[Blob]) -> Frame {
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
