//! Whether a mask covers the face, by an anchor detector that tells bare faces from masked ones. A pack without such a
//! network leaves the question to its mesh network, where that has an output for it: see [`measures`](super::measures).
//!
//! It answers for masks only: on the shared clip of hands over a face it stays below 0.01, and nothing in it speaks about
//! the eyes.

use super::VisionError;
use super::detect::overlap;
use super::geometry::Affine;
use super::net::{LoadedModel, PictureNet, expect_output};
use liveface_frames::Frame;
use liveface_models::manifest::Decoder;
use liveface_session::observation::{Cover, Rect};

/// Least overlap of an anchor's box with the face to speak about it.
const SAME_FACE: f32 = 0.3;

/// The mask network.
pub(crate) struct MaskNet {
    net: PictureNet,
    anchors: usize,
    classes: usize,
    bare: usize,
    masked: usize,
}

impl MaskNet {
    /// Takes a model whose decoder is [`Decoder::Anchors`]: scores (1, anchors, classes), then boxes
    /// (1, anchors, 4) as left, top, right, bottom in 0..=1 of the frame.
    pub fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let Decoder::Anchors { bare, masked } = model.entry.decoder else {
            return Err(VisionError::contract(&model.entry.id, "a mask network needs the decoder anchors"));
        };
        let Some(&[1, anchors, classes]) = model.entry.outputs.first().map(|output| output.shape.as_slice())
        else {
            return Err(VisionError::contract(&model.entry.id, "its scores are not (1, anchors, classes)"));
        };
        expect_output(&model.entry, 1, anchors * 4)?;
        if bare.max(masked) >= classes {
            return Err(VisionError::contract(&model.entry.id, format!("it has {classes} classes only")));
        }
        Ok(Self { net: PictureNet::new(model)?, anchors, classes, bare, masked })
    }

    /// How much the anchors on the face tell of a mask; `None` when no anchor lies on it.
    pub fn look(&mut self, frame: &Frame, face: &Rect) -> Result<Option<Cover>, VisionError> {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let stretch = [width / self.net.spec.width as f32, height / self.net.spec.height as f32];
        self.net.run(frame, &Affine::stretch(stretch, [0.0; 2]))?;
        let scores = self.net.output(0, self.anchors * self.classes)?.chunks_exact(self.classes);
        let boxes = self.net.output(1, self.anchors * 4)?.as_chunks::<4>().0;
        let mut best: Option<[f32; 2]> = None;
        for (scores, &[left, top, right, bottom]) in scores.zip(boxes) {
            let [bare, masked] = [scores[self.bare], scores[self.masked]];
            let bounds = Rect {
                x: left * width,
                y: top * height,
                width: (right - left) * width,
                height: (bottom - top) * height,
            };
            let better = best.is_none_or(|[b, m]| bare.max(masked) > b.max(m));
            if better && overlap(&bounds, face) > SAME_FACE {
                best = Some([bare, masked]);
            }
        }
        Ok(best.map(|[bare, masked]| Cover { mouth: masked / (bare + masked).max(f32::MIN_POSITIVE) }))
    }
}
