//! What is true of one face in one frame.

use super::round;
use crate::math::Vec3;
use crate::performance::Moment;
use crate::raster::Lens;
use crate::scene::{Glasses, Person};
use serde::{Deserialize, Serialize};

/// Share of a hand's way to the mouth from which on the mouth is covered.
const COVERED: f32 = 0.6;

/// What is true of one face; signs and sides as in `session::observation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FaceTruth {
    /// Whether this is a living face; false for pictures of one, masks and injected video.
    pub live: bool,
    /// Number of the subject in the scene.
    pub subject: usize,
    /// Bounding box of the landmarks: left, top, width, height; pixels, may reach outside the frame.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
    /// Turn, degrees; + = to the image left.
    pub yaw: f32,
    /// Degrees; + = chin to the chest.
    pub pitch: f32,
    /// Lean, degrees; + = clockwise on the screen.
    pub roll: f32,
    /// Mean depth of the landmarks, cm before the camera.
    pub distance_cm: f32,
    /// 0 = closed, 1 = open as at rest: image left, image right.
    pub eyes_open: [f32; 2],
    /// 0 = lips closed, 1 = jaw dropped.
    pub mouth_open: f32,
    /// Eyes against the head, degrees: to the image left, upwards.
    pub gaze: [f32; 2],
    /// A hand or a mask covers the mouth.
    pub mouth_covered: bool,
    /// Dark lenses cover the eyes.
    pub eyes_covered: bool,
    /// Landmarks of the mesh: pixels right and down; depth on the same scale, smaller = nearer, from their mean.
    /// Left out where thinned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmarks: Option<Vec<[f32; 3]>>,
}

impl FaceTruth {
    /// A face whose mesh `landmarks` (camera space, cm) are seen through `lens`, and what it does.
    ///
    /// Pictures do not move their eyes: give what the person did when the picture was taken.
    pub(crate) fn seen(landmarks: &[Vec3], moment: &Moment, lens: &Lens, live: bool) -> Self {
        let depth = landmarks.iter().map(|p| -p.z).sum::<f32>() / landmarks.len().max(1) as f32;
        // Pixels of a centimetre at the depth of the face.
        let scale = if depth > 0.0 { lens.focal / depth } else { 0.0 };
        let tenths = |x: f32| round(x, 10.0);
        let pixels: Vec<[f32; 3]> = landmarks
            .iter()
            .map(|&p| {
                let q = lens.project(p);
                [tenths(q.x), tenths(q.y), tenths((-p.z - depth) * scale)]
            })
            .collect();
        Self {
            live,
            subject: 0,
            bounds: bounds(&pixels),
            yaw: round(moment.yaw, 100.0),
            pitch: round(moment.pitch, 100.0),
            roll: round(moment.roll, 100.0),
            distance_cm: tenths(depth),
            eyes_open: moment.closed.map(|closed| round(1.0 - closed, 1000.0)),
            mouth_open: round(moment.mouth, 1000.0),
            gaze: moment.gaze.map(tenths),
            mouth_covered: moment.hand > COVERED,
            eyes_covered: false,
            landmarks: (!pixels.is_empty()).then_some(pixels),
        }
    }

    /// The same face of subject `subject`, covered by what `person` wears.
    #[must_use]
    pub(crate) fn of(self, subject: usize, person: &Person) -> Self {
        Self {
            subject,
            mouth_covered: self.mouth_covered || person.surgical_mask,
            eyes_covered: person.glasses == Some(Glasses::Sunglasses),
            ..self
        }
    }
}

/// Left, top, width, height; all 0 without points.
fn bounds(pixels: &[[f32; 3]]) -> [f32; 4] {
    if pixels.is_empty() {
        return [0.0; 4];
    }
    let span = |axis: usize| {
        let values = pixels.iter().map(|p| p[axis]);
        let low = values.clone().fold(f32::INFINITY, f32::min);
        (low, round(values.fold(f32::NEG_INFINITY, f32::max) - low, 10.0))
    };
    let ((left, width), (top, height)) = (span(0), span(1));
    [left, top, width, height]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::vec3;

    #[test]
    fn what_is_nearer_has_smaller_depth_and_right_is_right() {
        let lens = Lens::new(640, 480, 55.0);
        let face = [vec3(0.0, 0.0, -50.0), vec3(5.0, 0.0, -60.0), vec3(0.0, 5.0, -70.0)];
        let truth = FaceTruth::seen(&face, &Moment::default(), &lens, true);
        let seen = truth.landmarks.expect("kept");
        assert_eq!(seen[0][..2], [320.0, 240.0]);
        assert!(seen[1][0] > 330.0 && seen[2][1] < 230.0, "{seen:?}");
        assert!(seen[0][2] < seen[1][2] && seen[1][2] < seen[2][2]);
        assert_eq!((truth.distance_cm, truth.eyes_open), (60.0, [1.0, 1.0]));
    }
}
