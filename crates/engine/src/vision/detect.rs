//! Faces of a whole frame: boxes and five points, by an anchor-free detector of the YuNet family.

use super::VisionError;
use super::geometry::{Affine, Point};
use super::net::{LoadedModel, PictureNet, expect_output};
use super::timing::{Stage, Stopwatch};
use liveface_frames::Frame;
use liveface_models::manifest::Decoder;
use liveface_session::observation::Rect;
use ndarray::ArrayView1;

/// One face of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// Bounding box in frame pixels; may reach outside.
    pub bounds: Rect,
    /// Confidence, 0..=1.
    pub score: f32,
    /// Eye, eye, nose tip, mouth corner, mouth corner, image left first; frame pixels.
    pub points: [Point; 5],
}

/// The detector and what it found last.
pub(crate) struct Detector {
    net: PictureNet,
    strides: Vec<u32>,
    score: f32,
    nms: f32,
    part: (usize, usize),
    faces: Vec<Detection>,
}

impl Detector {
    /// Takes a model whose decoder is [`Decoder::Yunet`].
    pub fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let Decoder::Yunet { strides, score, nms } = model.entry.decoder.clone() else {
            return Err(VisionError::contract(&model.entry.id, "a detector needs the decoder yunet"));
        };
        let entry = &model.entry;
        let spec = super::warp::TensorSpec::new(&entry.id, &entry.input)?;
        if strides.is_empty() || strides.contains(&0) {
            return Err(VisionError::contract(&entry.id, "its strides are not positive numbers"));
        }
        for (kind, values) in [1, 1, 4, 10].into_iter().enumerate() {
            for (level, &stride) in strides.iter().enumerate() {
                let (columns, rows) = grid(spec.width, spec.height, stride);
                expect_output(entry, kind * strides.len() + level, columns * rows * values)?;
            }
        }
        Ok(Self { net: PictureNet::new(model)?, strides, score, nms, part: (0, 0), faces: Vec::new() })
    }

    /// All faces of the frame, the highest score first.
    pub fn detect(&mut self, frame: &Frame, watch: &mut Stopwatch) -> Result<&[Detection], VisionError> {
        let scale = self.letterbox(frame);
        watch.lap(Stage::Resize);
        self.net.network.run(&self.net.input)?;
        self.faces.clear();
        for level in 0..self.strides.len() {
            self.decode(level, scale)?;
        }
        suppress(&mut self.faces, self.nms);
        watch.lap(Stage::Detect);
        Ok(&self.faces)
    }

    /// Scales the frame into the upper left of the input, black beyond; returns frame pixels per input pixel.
    fn letterbox(&mut self, frame: &Frame) -> f32 {
        let spec = self.net.spec;
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let scale = (width / spec.width as f32).max(height / spec.height as f32);
        let part = ((width / scale).round() as usize, (height / scale).round() as usize);
        if part != self.part {
            self.net.input.fill(spec.black());
            self.part = part;
        }
        spec.fill_part(frame, &Affine::stretch([scale; 2], [0.0; 2]), part, &mut self.net.input);
        scale
    }

    fn decode(&mut self, level: usize, scale: f32) -> Result<(), VisionError> {
        let stride = self.strides[level];
        let (columns, rows) = grid(self.net.spec.width, self.net.spec.height, stride);
        let cells = columns * rows;
        let levels = self.strides.len();
        let class = self.net.output(level, cells)?;
        let object = self.net.output(levels + level, cells)?;
        let boxes = self.net.table(2 * levels + level, (cells, 4))?;
        let points = self.net.table(3 * levels + level, (cells, 10))?;
        for (cell, (class, object)) in class.iter().zip(object).enumerate() {
            let score = (class.clamp(0.0, 1.0) * object.clamp(0.0, 1.0)).sqrt();
            if score > self.score {
                let corner = [(cell % columns) as f32, (cell / columns) as f32];
                let unit = stride as f32 * scale;
                self.faces.push(face(score, corner, (boxes.row(cell), points.row(cell)), unit));
            }
        }
        Ok(())
    }
}

/// Columns and rows of the cells of one stride. The last ones reach beyond an input that the stride does not divide: a
/// convolution that halves an odd side rounds up.
fn grid(width: usize, height: usize, stride: u32) -> (usize, usize) {
    (width.div_ceil(stride as usize), height.div_ceil(stride as usize))
}

/// A face from the values of its cell; `unit` is the cell's side in frame pixels.
fn face(
    score: f32,
    corner: Point,
    (shape, points): (ArrayView1<f32>, ArrayView1<f32>),
    unit: f32,
) -> Detection {
    let (width, height) = (shape[2].exp() * unit, shape[3].exp() * unit);
    let (x, y) = ((corner[0] + shape[0]) * unit - width / 2.0, (corner[1] + shape[1]) * unit - height / 2.0);
    let point = |i: usize| [(corner[0] + points[2 * i]) * unit, (corner[1] + points[2 * i + 1]) * unit];
    Detection { bounds: Rect { x, y, width, height }, score, points: [0, 1, 2, 3, 4].map(point) }
}

/// Greedy non-maximum suppression: leaves the best face of each group that overlaps by more than `limit`.
fn suppress(faces: &mut Vec<Detection>, limit: f32) {
    faces.retain(|face| {
        [face.bounds.x, face.bounds.y, face.bounds.width, face.bounds.height].iter().all(|v| v.is_finite())
    });
    // By falling score, equals in their order. What the standard library has for that allocates from some length on.
    for i in 1..faces.len() {
        let at = faces[..i].partition_point(|other| other.score.total_cmp(&faces[i].score).is_ge());
        faces[at..=i].rotate_right(1);
    }
    let mut kept = 0;
    for i in 0..faces.len() {
        let face = faces[i];
        if faces[..kept].iter().all(|other| overlap(&other.bounds, &face.bounds) <= limit) {
            faces[kept] = face;
            kept += 1;
        }
    }
    faces.truncate(kept);
}

/// Intersection over union of two boxes, 0..=1.
pub(crate) fn overlap(a: &Rect, b: &Rect) -> f32 {
    let side = |a: f32, aw: f32, b: f32, bw: f32| ((a + aw).min(b + bw) - a.max(b)).max(0.0);
    let both = side(a.x, a.width, b.x, b.width) * side(a.y, a.height, b.y, b.height);
    both / (a.width * a.height + b.width * b.height - both).max(f32::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::aview1;

    fn at(x: f32, score: f32) -> Detection {
        Detection { bounds: Rect { x, y: 0.0, width: 10.0, height: 10.0 }, score, points: [[0.0; 2]; 5] }
    }

    #[test]
    fn suppression_keeps_the_best_of_each_group() {
        let mut faces = vec![at(1.0, 0.7), at(0.0, 0.9), at(30.0, 0.8), at(2.0, 0.65)];
        suppress(&mut faces, 0.4);
        assert_eq!(faces, [at(0.0, 0.9), at(30.0, 0.8)]);
    }

    #[test]
    fn a_box_that_is_not_a_number_is_dropped() {
        let mut faces = vec![at(f32::NAN, 0.9), at(f32::INFINITY, 0.8)];
        suppress(&mut faces, 0.4);
        assert!(faces.is_empty());
    }

    #[test]
    fn a_cell_decodes_to_a_box_around_its_shifted_corner() {
        let points = [0.5, 0.25, 1.0, 0.25, 0.75, 0.5, 0.5, 0.75, 1.0, 0.75];
        let shape = [0.5, 0.5, 2f32.ln(), 4f32.ln()];
        let found = face(0.9, [3.0, 2.0], (aview1(&shape), aview1(&points)), 16.0);
        assert_eq!(found.bounds.centre(), (56.0, 40.0));
        assert!((found.bounds.width - 32.0).abs() < 1e-4 && (found.bounds.height - 64.0).abs() < 1e-4);
        assert_eq!(found.points[0], [56.0, 36.0]);
        assert_eq!(found.points[4], [64.0, 44.0]);
    }
}
