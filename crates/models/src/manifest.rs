//! What a pack declares about itself.

use serde::Deserialize;

/// What a network is for. A pack has exactly one detector, mesh and embedding, one or more PAD networks, and at most one
/// mask network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Faces of a whole frame: boxes and five points.
    Detector,
    /// Dense points of one face.
    Mesh,
    /// Silent presentation attack detection on a crop of one face.
    Pad,
    /// Identity vector of one aligned face.
    Embedding,
    /// Masked or bare face.
    Mask,
}

/// One network of a pack.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    /// Stable name, e.g. `yunet-n-320`.
    pub id: String,
    /// What it is for.
    pub role: Role,
    /// File name inside the pack's folder.
    pub file: String,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Size of the file.
    pub bytes: u64,
    /// SPDX licence expression of the weights.
    pub licence: String,
    /// Whether the licence allows commercial use.
    pub commercial: bool,
    /// The model card, relative to the manifest.
    pub card: String,
    /// What goes in.
    pub input: InputContract,
    /// What comes out, in the order the decoder reads it.
    pub outputs: Vec<OutputContract>,
    /// How the outputs are read.
    pub decoder: Decoder,
}

/// The one input tensor of a network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputContract {
    /// Tensor name in the graph.
    pub name: String,
    /// Static shape, e.g. `[1, 3, 320, 320]`.
    pub shape: Vec<usize>,
    /// Order of the axes.
    pub layout: Layout,
    /// Order of the colour channels.
    pub colour: Colour,
    /// Subtracted from each 0..=255 value first.
    pub mean: f32,
    /// Then multiplied.
    pub scale: f32,
}

/// One output tensor of a network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputContract {
    /// Tensor name in the graph.
    pub name: String,
    /// Static shape.
    pub shape: Vec<usize>,
}

/// Order of the axes of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// (1, channel, row, column).
    Nchw,
    /// (1, row, column, channel).
    Nhwc,
}

/// Order of the colour channels of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// Red first.
    Rgb,
    /// Blue first.
    Bgr,
}

/// How a network's crop is cut and its outputs are read: all that differs between packs is data.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Decoder {
    /// Detector: cls, obj, bbox, kps for each stride, in that order (all cls first). The frame is letterboxed.
    Yunet {
        /// Strides in pixels, as the outputs come.
        strides: Vec<u32>,
        /// Least score of a face, 0..=1.
        score: f32,
        /// Overlap (intersection over union) above which two boxes are one face.
        nms: f32,
    },
    /// Mesh: 478 points × 3 in input pixels, and a presence logit.
    Mesh478 {
        /// Side of the square crop over the larger side of the detector's box.
        box_scale: f32,
        /// Side of the square crop over the larger side of the points' rotated bounding box.
        track_scale: f32,
    },
    /// PAD: logits, softmax over classes; networks of one pack are averaged.
    Softmax {
        /// Which class is bona fide.
        live: usize,
        /// Side of the crop over the side of the face box.
        crop_scale: f32,
    },
    /// Embedding of a face aligned to a five-point template.
    Aligned {
        /// Eye, eye, nose tip, mouth corner, mouth corner (image left first), in 0..=1 of the input's side.
        template: [[f32; 2]; 5],
        /// From cosine to the 0..=100 similarity: rising (cosine, similarity) points, straight lines between them.
        similarity: Vec<[f32; 2]>,
    },
    /// Mask: class scores of anchors and their boxes on the whole frame, stretched to the input.
    Anchors {
        /// Class of a bare face.
        bare: usize,
        /// Class of a masked face.
        masked: usize,
    },
}
