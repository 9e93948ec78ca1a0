//! Silent presentation attack detection: live or not, judged by a face and what surrounds it.

use super::VisionError;
use super::geometry::Affine;
use super::net::{LoadedModel, PictureNet, expect_output};
use liveface_frames::Frame;
use liveface_models::manifest::Decoder;
use liveface_session::observation::{Pad, Rect};

/// One network of the ensemble.
struct Judge {
    net: PictureNet,
    classes: usize,
    live: usize,
    crop_scale: f32,
}

/// The ensemble: the mean of its networks' probabilities.
pub(crate) struct PadEnsemble {
    judges: Vec<Judge>,
}

impl PadEnsemble {
    /// Takes models whose decoder is [`Decoder::Softmax`].
    pub fn new(models: Vec<LoadedModel>) -> Result<Self, VisionError> {
        Ok(Self { judges: models.into_iter().map(Judge::new).collect::<Result<_, _>>()? })
    }

    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.judges.is_empty()
    }

    /// Judges the face inside the detector's box.
    pub fn judge(&mut self, frame: &Frame, bounds: &Rect) -> Result<Pad, VisionError> {
        let mut sum = 0.0;
        for judge in &mut self.judges {
            sum += judge.live(frame, bounds)?;
        }
        Ok(Pad { live: sum / self.judges.len().max(1) as f32 })
    }
}

impl Judge {
    fn new(model: LoadedModel) -> Result<Self, VisionError> {
        let Decoder::Softmax { live, crop_scale } = model.entry.decoder else {
            return Err(VisionError::contract(&model.entry.id, "a PAD network needs the decoder softmax"));
        };
        let classes = model.entry.outputs.first().map_or(0, |output| output.shape.iter().product());
        expect_output(&model.entry, 0, classes)?;
        if live >= classes {
            return Err(VisionError::contract(&model.entry.id, format!("it has no class {live}")));
        }
        Ok(Self { net: PictureNet::new(model)?, classes, live, crop_scale })
    }

    fn live(&mut self, frame: &Frame, bounds: &Rect) -> Result<f32, VisionError> {
        let crop = crop(bounds, self.crop_scale, (frame.width() as f32, frame.height() as f32));
        let scale = [crop.width / self.net.spec.width as f32, crop.height / self.net.spec.height as f32];
        self.net.run(frame, &Affine::stretch(scale, [crop.x, crop.y]))?;
        Ok(softmax(self.net.output(0, self.classes)?, self.live))
    }
}

/// The box scaled about its middle, by less where it would not fit the frame, then shifted inside.
fn crop(bounds: &Rect, scale: f32, (width, height): (f32, f32)) -> Rect {
    let scale = scale.min(width / bounds.width.max(1.0)).min(height / bounds.height.max(1.0));
    let (w, h) = (bounds.width.max(1.0) * scale, bounds.height.max(1.0) * scale);
    let (x, y) = bounds.centre();
    Rect {
        x: (x - w / 2.0).min(width - w).max(0.0),
        y: (y - h / 2.0).min(height - h).max(0.0),
        width: w,
        height: h,
    }
}

/// Probability of `class`.
fn softmax(logits: &[f32], class: usize) -> f32 {
    let top = logits.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = logits.iter().map(|v| (v - top).exp()).sum();
    logits.get(class).map_or(0.0, |v| (v - top).exp() / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: (f32, f32) = (640.0, 480.0);

    #[test]
    fn a_box_with_room_around_grows_about_its_middle() {
        let bounds = Rect { x: 300.0, y: 200.0, width: 40.0, height: 50.0 };
        assert_eq!(crop(&bounds, 2.0, FRAME), Rect { x: 280.0, y: 175.0, width: 80.0, height: 100.0 });
    }

    #[test]
    fn a_box_near_the_corner_is_shifted_inside_at_full_size() {
        let bounds = Rect { x: -10.0, y: 470.0, width: 40.0, height: 50.0 };
        assert_eq!(crop(&bounds, 2.0, FRAME), Rect { x: 0.0, y: 380.0, width: 80.0, height: 100.0 });
    }

    #[test]
    fn a_box_too_large_for_its_surroundings_grows_less() {
        let bounds = Rect { x: 200.0, y: 100.0, width: 200.0, height: 240.0 };
        let crop = crop(&bounds, 4.0, FRAME);
        assert_eq!((crop.y, crop.height), (0.0, 480.0));
        assert!((crop.width - 400.0).abs() < 1e-3 && (crop.x - 100.0).abs() < 1e-3);
    }

    #[test]
    fn softmax_of_large_logits_does_not_overflow() {
        assert!((softmax(&[1000.0, 1002.0, 998.0], 1) - 0.8668).abs() < 1e-3);
    }
}
