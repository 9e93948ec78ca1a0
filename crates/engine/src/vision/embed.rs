//! Identity vector of one aligned face.

use super::VisionError;
use super::geometry::{Affine, Point};
use super::net::{LoadedModel, PictureNet, expect_output};
use crate::compare::{Embedding, SimilarityMap};
use liveface_frames::Frame;
use liveface_models::manifest::Decoder;

/// The embedding network.
pub(crate) struct Embedder {
    net: PictureNet,
    /// The five points in the pixels of the input.
    template: [Point; 5],
    len: usize,
    pub similarity: SimilarityMap,
}

impl Embedder {
    /// Takes a model whose decoder is [`Decoder::Aligned`].
    pub fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let Decoder::Aligned { template, similarity } = &model.entry.decoder else {
            return Err(VisionError::contract(&model.entry.id, "an embedding needs the decoder aligned"));
        };
        let Some(similarity) = SimilarityMap::new(similarity.clone()) else {
            return Err(VisionError::contract(&model.entry.id, "its similarity points do not rise"));
        };
        let len = model.entry.outputs.first().map_or(0, |output| output.shape.iter().product());
        expect_output(&model.entry, 0, len)?;
        let template = *template;
        let net = PictureNet::new(model)?;
        let template = template.map(|[x, y]| [x * net.spec.width as f32, y * net.spec.height as f32]);
        Ok(Self { net, template, len, similarity })
    }

    /// Embeds the face with these five points (eye, eye, nose tip, mouth corner, mouth corner; image left first), over
    /// what `into` held.
    pub fn embed(
        &mut self,
        frame: &Frame,
        points: &[Point; 5],
        into: &mut Embedding,
    ) -> Result<(), VisionError> {
        let to_frame = Affine::fit(points, &self.template).and_then(|map| map.inverse());
        let to_frame =
            to_frame.ok_or_else(|| VisionError::contract(&self.net.id, "the face's points coincide"))?;
        self.net.run(frame, &to_frame)?;
        if into.assign(self.net.output(0, self.len)?) {
            return Ok(());
        }
        Err(VisionError::contract(&self.net.id, "its vector has no direction"))
    }
}
