//! One network with its manifest entry and its input tensor, kept for reuse.

use super::VisionError;
use super::geometry::Affine;
use super::warp::TensorSpec;
use crate::infer::Network;
use liveface_frames::Frame;
use liveface_models::manifest::ModelEntry;
use ndarray::ArrayView2;

/// A network ready to run, with what its pack declares about it.
pub struct LoadedModel {
    /// Contract and decoder.
    pub entry: ModelEntry,
    /// The network itself.
    pub network: Box<dyn Network>,
}

/// A network with a picture input.
pub(crate) struct PictureNet {
    pub id: String,
    pub spec: TensorSpec,
    pub network: Box<dyn Network>,
    pub input: Vec<f32>,
}

impl PictureNet {
    pub fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let spec = TensorSpec::new(&model.entry.id, &model.entry.input)?;
        Ok(Self { id: model.entry.id, spec, network: model.network, input: vec![0.0; spec.len()] })
    }

    /// Runs the network on the crop that `to_frame` maps to the frame.
    pub fn run(&mut self, frame: &Frame, to_frame: &Affine) -> Result<(), VisionError> {
        self.cut(frame, to_frame);
        self.infer()
    }

    /// Cuts the crop that `to_frame` maps to the frame into the input.
    pub fn cut(&mut self, frame: &Frame, to_frame: &Affine) {
        self.spec.fill(frame, to_frame, &mut self.input);
    }

    /// Runs the network on the input as it is.
    pub fn infer(&mut self) -> Result<(), VisionError> {
        Ok(self.network.run(&self.input)?)
    }

    /// The `index`-th output, which must have `len` values.
    pub fn output(&self, index: usize, len: usize) -> Result<&[f32], VisionError> {
        let values = self.network.output(index);
        if values.len() == len {
            return Ok(values);
        }
        let reason = format!("output {index} has {} values instead of {len}", values.len());
        Err(VisionError::contract(&self.id, reason))
    }

    /// The `index`-th output as a table of `rows` × `columns`.
    pub fn table(
        &self,
        index: usize,
        (rows, columns): (usize, usize),
    ) -> Result<ArrayView2<'_, f32>, VisionError> {
        let values = self.output(index, rows * columns)?;
        ArrayView2::from_shape((rows, columns), values)
            .map_err(|error| VisionError::contract(&self.id, format!("output {index}: {error}")))
    }
}

/// Refuses an entry whose `index`-th output does not have `len` values.
pub(crate) fn expect_output(entry: &ModelEntry, index: usize, len: usize) -> Result<(), VisionError> {
    let found = entry.outputs.get(index).map_or(0, |output| output.shape.iter().product());
    if found == len {
        return Ok(());
    }
    Err(VisionError::contract(&entry.id, format!("output {index} has {found} values instead of {len}")))
}
