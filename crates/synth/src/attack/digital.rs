//! Frames that never came from the sensor: pure functions on finished frames.

use super::contour::Outline;
use crate::math::{Vec3, smoothstep};
use crate::picture::Picture;
use crate::topology::OVAL;

/// Width of the soft edge of a [`FaceMask`], as a share of its radius.
const SOFT: f32 = 0.15;

/// Whether frame `index` (from 0) of a perfect video is a copy of the one before: every `duplicate_every`-th is, none
/// if that is 0. The first frame never is.
pub(crate) fn perfect(index: u64, duplicate_every: u32) -> bool {
    duplicate_every > 0 && index > 0 && (index + 1).is_multiple_of(u64::from(duplicate_every))
}

/// Multiplies the face of `picture` by `light` (linear RGB relative to the ambient light: 1 = no change), with a soft
/// edge. `landmarks` are the 478 of the face mesh: u right and v down, 0..=1.
///
/// All of the face gets the same factor whichever way it is turned: that is what tells this attack from light.
pub(crate) fn relight(picture: &mut Picture, light: Vec3, landmarks: &[[f32; 2]]) {
    let mask = FaceMask::of(landmarks);
    let (width, height) = (picture.width, picture.height);
    for (i, pixel) in picture.pixels.iter_mut().enumerate() {
        let u = ((i % width) as f32 + 0.5) / width as f32;
        let v = ((i / width) as f32 + 0.5) / height as f32;
        *pixel = pixel.times(Vec3::ONE.mix(light, mask.weight(u, v)));
    }
}

/// An ellipse around a face, upright in the picture, with a soft edge.
#[derive(Clone, Copy, Debug, PartialEq)]
struct FaceMask {
    centre: [f32; 2],
    radii: [f32; 2],
}

impl FaceMask {
    fn of(landmarks: &[[f32; 2]]) -> Self {
        let bounds = Outline::of(landmarks, &OVAL).bounds();
        let half = |[low, high]: [f32; 2]| ((high - low) / 2.0).max(1e-4);
        Self { centre: bounds.map(|[low, high]| (low + high) / 2.0), radii: bounds.map(half) }
    }

    /// 1 inside the face, 0 beyond its soft edge.
    fn weight(&self, u: f32, v: f32) -> f32 {
        let [x, y] = [(u - self.centre[0]) / self.radii[0], (v - self.centre[1]) / self.radii[1]];
        1.0 - smoothstep(1.0, 1.0 + SOFT, (x * x + y * y).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::photograph;
    use super::*;
    use crate::math::vec3;

    #[test]
    fn relighting_changes_all_of_the_face_alike_and_nothing_else() {
        let photo = photograph();
        let mut lit = photo.picture.clone();
        relight(&mut lit, vec3(1.3, 1.0, 0.5), &photo.landmarks);
        let gain = |u: f32, v: f32| lit.at(u, v).z / photo.picture.at(u, v).z;
        for (u, v) in [(0.5, 0.5), (0.3, 0.45), (0.7, 0.6), (0.5, 0.8)] {
            assert!((gain(u, v) - 0.5).abs() < 1e-5, "{u} {v}: {}", gain(u, v));
        }
        assert_eq!(gain(0.05, 0.05), 1.0);
    }

    #[test]
    fn every_nth_frame_is_a_copy() {
        let copies = |n| (0..9).filter(|&i| perfect(i, n)).collect::<Vec<u64>>();
        assert_eq!(copies(4), [3, 7]);
        assert!(copies(0).is_empty());
    }
}
