//! Movement *inside* the face: what tells a person who keeps still from a picture that is held still.

use crate::observation::{Face, SHAPE_POINTS};

/// Measures per frame: both coordinates of the shape's points.
const VALUES: usize = 2 * SHAPE_POINTS;

/// Running variance (Welford 1962) of the shape's coordinates. The shape is taken in the face's own frame, so moving,
/// turning in the plane or scaling a picture as a whole leaves it unchanged.
#[derive(Clone, Debug)]
pub(crate) struct Motion {
    count: f64,
    mean: [f64; VALUES],
    squares: [f64; VALUES],
}

impl Motion {
    pub(crate) const fn new() -> Self {
        Self { count: 0.0, mean: [0.0; VALUES], squares: [0.0; VALUES] }
    }

    pub(crate) fn push(&mut self, face: &Face) {
        self.count += 1.0;
        let values = face.shape.0.as_flattened().iter();
        for ((value, mean), squares) in values.zip(&mut self.mean).zip(&mut self.squares) {
            let delta = f64::from(*value) - *mean;
            *mean += delta / self.count;
            *squares += delta * (f64::from(*value) - *mean);
        }
    }

    /// Root mean square deviation of a coordinate, in thousandths of the inter-eye distance; `None` before two frames.
    pub(crate) fn rms(&self) -> Option<f32> {
        if self.count < 2.0 {
            return None;
        }
        let variance = self.squares.iter().sum::<f64>() / (self.count - 1.0) / VALUES as f64;
        Some((1_000.0 * variance.sqrt()) as f32)
    }
}
