//! What a pack declares about itself: `manifest.toml`, schema 1.

use serde::Deserialize;

use crate::{PackError, check};

/// The only schema read so far.
pub const SCHEMA: u32 = 1;
/// Values of the third output of a [`Decoder::Mesh478`] network, where it has one.
pub const MESH_MEASURES: usize = 7;

/// A pack's own description, checked: see [`Manifest::parse`].
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// Stable id of the pack, e.g. `reference`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its networks, in the order of the file.
    pub models: Vec<ModelEntry>,
}

/// The file as written: entries are read one by one, so that an error can name its entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    schema: u32,
    id: String,
    name: String,
    model: Vec<toml::Table>,
}

impl Manifest {
    /// Reads and checks the text of a `manifest.toml`; `origin` names it in errors.
    ///
    /// # Errors
    /// [`PackError::Manifest`] for text that is not TOML, another schema or a wrong set of roles;
    /// [`PackError::Entry`] for an entry with an unknown or missing field (the licence and the commercial flag are not
    /// optional), or with data that contradicts itself.
    pub fn parse(text: &str, origin: &str) -> Result<Self, PackError> {
        let refuse = |reason: String| PackError::Manifest { manifest: origin.to_owned(), reason };
        let raw: RawManifest = toml::from_str(text).map_err(|error| refuse(one_line(text, &error)))?;
        if raw.schema != SCHEMA {
            return Err(refuse(format!("schema {} is not {SCHEMA}, the one this version reads", raw.schema)));
        }
        let models = raw
            .model
            .into_iter()
            .enumerate()
            .map(|(index, table)| entry(table, index, origin))
            .collect::<Result<Vec<_>, _>>()?;
        check::roles(&models).map_err(refuse)?;
        Ok(Self { id: raw.id, name: raw.name, models })
    }
}

fn entry(table: toml::Table, index: usize, origin: &str) -> Result<ModelEntry, PackError> {
    let id = table.get("id").and_then(toml::Value::as_str);
    let model = id.map_or_else(|| format!("number {}", index + 1), str::to_owned);
    let refuse = |reason| PackError::Entry { manifest: origin.to_owned(), model: model.clone(), reason };
    let entry = ModelEntry::deserialize(table)
        .map_err(|error| refuse(error.to_string().trim().replace('\n', " ")))?;
    check::entry(&entry).map_err(refuse)?;
    Ok(entry)
}

/// The parser's message with the line it is about; its own rendering draws the text over several lines.
fn one_line(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().replace('\n', " ");
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => format!("line {}: {message}", before.matches('\n').count() + 1),
        None => message,
    }
}

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

impl Role {
    /// All roles, in the order of the pipeline.
    pub const ALL: [Self; 5] = [Self::Detector, Self::Mesh, Self::Pad, Self::Embedding, Self::Mask];

    /// The role as a manifest writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Detector => "detector",
            Self::Mesh => "mesh",
            Self::Pad => "pad",
            Self::Embedding => "embedding",
            Self::Mask => "mask",
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
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

impl InputContract {
    /// Rows of the input picture, pixels.
    pub fn height(&self) -> usize {
        self.axis(match self.layout {
            Layout::Nchw => 2,
            Layout::Nhwc => 1,
        })
    }

    /// Columns of the input picture, pixels.
    pub fn width(&self) -> usize {
        self.axis(match self.layout {
            Layout::Nchw => 3,
            Layout::Nhwc => 2,
        })
    }

    /// Number of values.
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// Length of one axis; 0 for an axis that is not there, which no checked contract lacks.
    pub(crate) fn axis(&self, index: usize) -> usize {
        self.shape.get(index).copied().unwrap_or(0)
    }
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

impl OutputContract {
    /// Number of values.
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }
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
    /// Detector: cls, obj, bbox, kps for each stride, in that order (all cls first), over a grid of the input's sides
    /// divided by the stride and rounded up. The frame is letterboxed.
    Yunet {
        /// Strides in pixels, as the outputs come.
        strides: Vec<u32>,
        /// Least score of a face, 0..=1.
        score: f32,
        /// Overlap (intersection over union) above which two boxes are one face.
        nms: f32,
    },
    /// Mesh: 478 points × 3 in input pixels, a presence logit and, where the network measures the face itself, these
    /// [`MESH_MEASURES`] values: openness of the eye at the image left and at the image right (eye aspect ratio),
    /// openness of the mouth (inner-lip gap over inner-mouth width), yaw, pitch and roll (degrees; roll against the
    /// upright of the crop), and a logit that a mask covers mouth and nose.
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
