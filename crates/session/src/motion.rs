//! Movement *inside* the face: what tells a person who keeps still from a picture that is held still.
//!
//! Whatever a flat picture does as a whole (move, turn, tilt, come nearer) moves its points by a homography. What is left of the
//! points' movement after the best homography of each moment is eyelids, lips, brows and depth: a person's.

use crate::observation::{SHAPE_POINTS, Shape};
use crate::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// Both coordinates of every point.
const VALUES: usize = 2 * SHAPE_POINTS;
/// Degrees of freedom of a homography.
const FREEDOM: usize = 8;
/// Samples nearer together than this are thinned out, so that the frame rate does not weigh.
const SPACING: Duration = Duration::from_millis(30);
/// The last 20 s or so are kept: enough to judge, and bounded.
const MOST_SAMPLES: usize = 600;

type Vector = [f64; VALUES];

/// The face's shape over time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Motion {
    samples: VecDeque<Vector>,
    last: Option<Timestamp>,
}

impl Motion {
    pub(crate) fn push(&mut self, at: Timestamp, shape: &Shape) {
        if self.last.is_some_and(|last| at.since(last) < SPACING) {
            return;
        }
        if self.last.replace(at).is_none() {
            // All at once, so that no frame waits for the samples before it to be moved.
            self.samples.reserve_exact(MOST_SAMPLES);
        }
        if self.samples.len() == MOST_SAMPLES {
            self.samples.pop_front();
        }
        let values = shape.0.as_flattened();
        self.samples.push_back(std::array::from_fn(|i| values.get(i).copied().map_or(0.0, f64::from)));
    }

    /// Root mean square of the movement that no homography explains, in thousandths of the inter-eye distance; `None`
    /// before two samples.
    pub(crate) fn rms(&self) -> Option<f32> {
        if self.samples.len() < 2 {
            return None;
        }
        let count = self.samples.len() as f64;
        let mean: Vector =
            std::array::from_fn(|i| self.samples.iter().map(|s| value(s, i)).sum::<f64>() / count);
        let basis = homographies(&mean);
        let squares: f64 = self.samples.iter().map(|sample| squared_residual(sample, &mean, &basis)).sum();
        Some((1_000.0 * (squares / (count - 1.0) / (VALUES - FREEDOM) as f64).sqrt()) as f32)
    }
}

fn value(vector: &Vector, i: usize) -> f64 {
    vector.get(i).copied().unwrap_or(0.0)
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Takes the part along `direction`, of unit length, out of `vector`.
fn remove(vector: &mut Vector, direction: &Vector) {
    let along = dot(vector, direction);
    vector.iter_mut().zip(direction).for_each(|(value, d)| *value -= along * d);
}

/// Orthonormal directions in which small homographies move the points of `mean` (first order; Gram–Schmidt).
fn homographies(mean: &Vector) -> Vec<Vector> {
    let direction = |which: usize| -> Vector {
        std::array::from_fn(|i| {
            let (x, y) = (value(mean, i & !1), value(mean, i | 1));
            let (own, is_x) = (value(mean, i), i % 2 == 0);
            match which {
                0..3 if is_x => [1.0, x, y][which],
                3..6 if !is_x => [1.0, x, y][which - 3],
                6 => own * x,
                7 => own * y,
                _ => 0.0,
            }
        })
    };
    let mut basis: Vec<Vector> = Vec::with_capacity(FREEDOM);
    for mut vector in (0..FREEDOM).map(direction) {
        basis.iter().for_each(|earlier| remove(&mut vector, earlier));
        let length = dot(&vector, &vector).sqrt();
        // Points that do not span the plane leave fewer directions.
        if length > 1e-9 {
            vector.iter_mut().for_each(|value| *value /= length);
            basis.push(vector);
        }
    }
    basis
}

fn squared_residual(sample: &Vector, mean: &Vector, basis: &[Vector]) -> f64 {
    let mut left: Vector = std::array::from_fn(|i| value(sample, i) - value(mean, i));
    basis.iter().for_each(|direction| remove(&mut left, direction));
    dot(&left, &left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(warp: impl Fn(f32, f32) -> (f32, f32)) -> Shape {
        Shape(std::array::from_fn(|i| {
            let angle = i as f32 * 0.7;
            let (x, y) = warp(angle.cos() * (1.0 + i as f32 / 20.0), angle.sin());
            [x, y]
        }))
    }

    fn rms(shapes: impl Iterator<Item = Shape>) -> f32 {
        let mut motion = Motion::default();
        shapes.enumerate().for_each(|(i, shape)| motion.push(Timestamp::from_millis(40 * i as u64), &shape));
        motion.rms().unwrap()
    }

    fn swing(i: u32, size: f32) -> f32 {
        size * (i as f32 * 0.37).sin()
    }

    #[test]
    fn a_picture_that_is_moved_turned_and_tilted_does_not_move_inside() {
        let held = (0..80).map(|i| {
            face(|x, y| {
                let tilt = 1.0 + swing(i, 0.02) * x + swing(i + 9, 0.02) * y;
                ((x + swing(i, 0.1) * y + swing(i + 3, 0.2)) / tilt, (y - swing(i, 0.1) * x) / tilt)
            })
        });
        assert!(rms(held) < 1.0);
    }

    #[test]
    fn eyelids_move_inside() {
        let blinking = (0..80).map(|i| {
            let mut shape = face(|x, y| (x, y));
            if i % 20 < 4 {
                shape.0[4][1] += 0.1;
                shape.0[6][1] += 0.1;
            }
            shape
        });
        assert!(rms(blinking) > 5.0);
    }

    #[test]
    fn one_sample_tells_nothing() {
        let mut motion = Motion::default();
        assert_eq!(motion.rms(), None);
        motion.push(Timestamp::ZERO, &face(|x, y| (x, y)));
        assert_eq!(motion.rms(), None);
    }

    #[test]
    fn the_frame_rate_does_not_weigh_and_memory_is_bounded() {
        let mut motion = Motion::default();
        (0..100_000).for_each(|i| {
            motion.push(Timestamp::from_millis(i), &face(|x, y| (x + swing(i as u32, 0.01), y)))
        });
        assert_eq!(motion.samples.len(), MOST_SAMPLES);
    }
}
