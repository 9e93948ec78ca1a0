//! Dense points of one face, and which of them mean what.

use super::VisionError;
use super::geometry::{Point, Square, distance, middle};
use super::measures::{Measures, probability};
use super::net::{LoadedModel, PictureNet, expect_output};
use super::timing::{Stage, Stopwatch};
use liveface_frames::Frame;
use liveface_models::manifest::{Decoder, MESH_MEASURES};

/// Points of a mesh: 468 of the skin, then five of each iris.
pub const MESH_POINTS: usize = 478;

/// Outer, inner corner of the eye at the image left; inner, outer corner of the eye at the image right.
pub(crate) const EYE_CORNERS: [usize; 4] = [33, 133, 362, 263];
/// Middle of the iris at the image left, at the image right.
const IRISES: [usize; 2] = [468, 473];
/// Nose tip.
const NOSE_TIP: usize = 4;
/// Mouth corner at the image left, at the image right.
const MOUTH_CORNERS: [usize; 2] = [61, 291];

/// The mesh of one face.
#[derive(Clone)]
pub struct Mesh {
    /// x and y in frame pixels; z in the same unit, growing away from the camera.
    pub points: Vec<[f32; 3]>,
    /// Probability that the points lie on a face, 0..=1.
    pub presence: f32,
}

/// Withholds the points: they are a person's features.
impl std::fmt::Debug for Mesh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mesh({} points withheld, presence {:.2})", self.points.len(), self.presence)
    }
}

impl Mesh {
    /// The `index`-th point in the plane of the frame.
    #[must_use]
    pub fn at(&self, index: usize) -> Point {
        let [x, y, _] = self.points[index];
        [x, y]
    }

    /// Middles of the eyes (of their corners, so that a glance does not move them), image left first.
    #[must_use]
    pub fn eyes(&self) -> [Point; 2] {
        let [outer, inner, other_inner, other_outer] = EYE_CORNERS.map(|i| self.at(i));
        [middle(outer, inner), middle(other_inner, other_outer)]
    }

    /// Distance between the middles of the eyes, pixels.
    #[must_use]
    pub fn inter_eye(&self) -> f32 {
        let [left, right] = self.eyes();
        distance(left, right)
    }

    /// Iris, iris, nose tip, mouth corner, mouth corner; image left first.
    #[must_use]
    pub fn five_points(&self) -> [Point; 5] {
        [IRISES[0], IRISES[1], NOSE_TIP, MOUTH_CORNERS[0], MOUTH_CORNERS[1]].map(|i| self.at(i))
    }

    /// Clockwise lean of the line through the eyes, radians.
    #[must_use]
    pub fn lean(&self) -> f32 {
        let [left, right] = self.eyes();
        (right[1] - left[1]).atan2(right[0] - left[0])
    }
}

/// The mesh network and its last result.
pub(crate) struct Mesher {
    net: PictureNet,
    /// Side of the square over the larger side of the detector's box.
    pub box_scale: f32,
    track_scale: f32,
    mesh: Mesh,
    /// Whether the network has an output for what it measures itself, and what that was last.
    has_measures: bool,
    measured: Option<Measures>,
}

impl Mesher {
    /// Takes a model whose decoder is [`Decoder::Mesh478`].
    pub fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let Decoder::Mesh478 { box_scale, track_scale } = model.entry.decoder else {
            return Err(VisionError::contract(&model.entry.id, "a mesh needs the decoder mesh478"));
        };
        expect_output(&model.entry, 0, MESH_POINTS * 3)?;
        expect_output(&model.entry, 1, 1)?;
        let has_measures = model.entry.outputs.len() > 2;
        if has_measures {
            expect_output(&model.entry, 2, MESH_MEASURES)?;
        }
        let net = PictureNet::new(model)?;
        if net.spec.width != net.spec.height {
            return Err(VisionError::contract(&net.id, "its input is not square"));
        }
        let mesh = Mesh { points: vec![[0.0; 3]; MESH_POINTS], presence: 0.0 };
        Ok(Self { net, box_scale, track_scale, mesh, has_measures, measured: None })
    }

    /// Fits the mesh to the face inside `square`.
    pub fn fit(
        &mut self,
        frame: &Frame,
        square: &Square,
        watch: &mut Stopwatch,
    ) -> Result<&Mesh, VisionError> {
        let pixels = self.net.spec.width as f32;
        let to_frame = square.to_frame(pixels);
        self.net.cut(frame, &to_frame);
        watch.lap(Stage::Crop);
        self.net.infer()?;
        let values = self.net.table(0, (MESH_POINTS, 3))?;
        let depth = square.side / pixels;
        for (point, row) in self.mesh.points.iter_mut().zip(values.rows()) {
            let [x, y] = to_frame.apply([row[0], row[1]]);
            *point = [x, y, row[2] * depth];
        }
        let logit = self.net.output(1, 1)?.first().copied().unwrap_or(f32::NEG_INFINITY);
        let measures = if self.has_measures { self.net.output(2, MESH_MEASURES)? } else { &[] };
        let finite = self.mesh.points.iter().flatten().chain(measures).all(|v| v.is_finite());
        self.measured = measures.first_chunk().map(|values| Measures::of_network(values, square.angle));
        self.mesh.presence = if finite { probability(logit) } else { 0.0 };
        watch.lap(Stage::Mesh);
        Ok(&self.mesh)
    }

    /// The last result of [`Self::fit`].
    pub fn mesh(&self) -> &Mesh {
        &self.mesh
    }

    /// Eyes, mouth and pose of the last mesh: the network's own where it measures them.
    pub fn measures(&self) -> Measures {
        self.measured.unwrap_or_else(|| Measures::of_points(&self.mesh))
    }

    /// Where the face of the last mesh is to be looked for in the next frame.
    pub fn square(&self) -> Square {
        let points = self.mesh.points.iter().map(|&[x, y, _]| [x, y]);
        Square::around(points, self.mesh.lean(), self.track_scale)
    }
}
